"""Retention in the idiom of Python polars: the days of each person, then cohorts by week and single days after the first."""

import json
import sys
from pathlib import Path

import polars as pl

from polars_scan import scan

DAYS = [1, 3, 7, 14, 30]


def main(log: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    rows = scan(log, "event_time")
    last = rows.select(pl.col("event_time").max().dt.date()).collect().item()
    days = (
        rows.filter(pl.col("event") != "exposure")
        .select("customer_id", day=pl.col("event_time").dt.date())
        .unique()
        .with_columns(first=pl.col("day").min().over("customer_id"))
        .collect()
    )
    start = pl.col("first").dt.truncate("1w")
    age = (pl.col("day").dt.truncate("1w") - start).dt.total_days() // 7
    table = (
        days.lazy()
        .select("customer_id", start=start, age=age)
        .unique()
        .group_by("start", "age")
        .len()
        .sort("start", "age")
        .collect()
    )
    cohorts: dict = {}
    for start, age, active in table.rows():
        cohorts.setdefault(str(start), {})[str(age)] = active
    told = {}
    for day in DAYS:
        then = pl.col("first") + pl.duration(days=day)
        eligible = ((pl.col("day") == pl.col("first")) & (then <= last)).sum()
        active = (pl.col("day") == then).sum()
        told[str(day)] = list(days.select(eligible=eligible, active=active).row(0))
    Path(f"{out}/summary.json").write_text(json.dumps({"cohorts": cohorts, "days": told}))


main(*sys.argv[1:])
