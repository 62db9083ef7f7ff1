"""The funnel in the idiom of pandas: sorted once, then for each step the newest start that reached it."""

import json
import sys
from pathlib import Path

import pandas as pd

STEPS = ["open", "view", "add_to_cart", "order", "pay", "review"]
WEEK = pd.Timedelta(days=7)
COLUMNS = ["customer_id", "channel", "event_time", "event"]


def main(log: str, out: str) -> None:
    if log.endswith(".csv"):
        frame = pd.read_csv(log, usecols=COLUMNS, parse_dates=["event_time"])
    else:
        frame = pd.read_parquet(log, columns=COLUMNS)
    frame = frame[frame["event"].isin(STEPS)]
    frame["step"] = pd.Categorical(frame["event"], categories=STEPS).codes
    frame = frame.sort_values(["customer_id", "event_time", "step"], ignore_index=True)
    person = frame["customer_id"]
    before, reached = frame["event_time"], {}
    for level, step in enumerate(STEPS):
        start = before.where((frame["step"] == level) & (frame["event_time"] <= before + WEEK))
        # A running maximum leaves out where nothing starts; the newest start holds there too.
        before = start.groupby(person).cummax().groupby(person).ffill()
        reached[step] = before.notna()
    persons = pd.DataFrame(reached).groupby(person).any().assign(channel=frame.groupby("customer_id")["channel"].first())
    groups = persons[persons[STEPS[0]]].groupby("channel")[STEPS].sum()
    Path(out).mkdir(parents=True, exist_ok=True)
    answer = {channel: counts for channel, counts in zip(groups.index, groups.to_numpy().tolist())}
    Path(f"{out}/summary.json").write_text(json.dumps(answer))


main(*sys.argv[1:])
