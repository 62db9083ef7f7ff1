"""The funnel in the idiom of Python polars: sorted once, then for each step the newest start that reached it."""

import json
import sys
from datetime import timedelta
from pathlib import Path

import polars as pl

from polars_scan import scan

STEPS = ["open", "view", "add_to_cart", "order", "pay", "review"]
WEEK = timedelta(days=7)


def main(log: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    step = pl.col("event").replace_strict({step: place for place, step in enumerate(STEPS)}, return_dtype=pl.Int8)
    rows = scan(log, "event_time")
    frame = (
        rows.select("customer_id", "channel", "event_time", "event")
        .filter(pl.col("event").is_in(STEPS))
        .with_columns(step=step)
        .sort("customer_id", "event_time", "step")
    )
    before = pl.col("event_time")
    for level in range(len(STEPS)):
        reached = (pl.col("step") == level) & (pl.col("event_time") <= before + WEEK)
        name = f"start{level + 1}"
        newest = pl.when(reached).then(before).cum_max().forward_fill().over("customer_id").alias(name)
        frame = frame.with_columns(newest)
        before = pl.col(name)
    names = [f"start{level + 1}" for level in range(len(STEPS))]
    persons = frame.group_by("customer_id").agg(
        pl.col("channel").first(), *[pl.col(name).is_not_null().any() for name in names]
    )
    rows = (
        persons.filter(pl.col("start1")).group_by("channel").agg(pl.col(names).sum()).sort("channel").collect().rows()
    )
    groups = {channel: [int(count) for count in counts] for channel, *counts in rows}
    Path(f"{out}/summary.json").write_text(json.dumps(groups))


main(*sys.argv[1:])
