"""Reach in the idiom of Python polars: exposures by person and channel, then channels and exact sets of them."""

import json
import sys
from pathlib import Path

import polars as pl

from polars_scan import scan


def main(log: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    rows = scan(log, "event_time")
    population = rows.select(pl.col("customer_id").n_unique()).collect().item()
    reached = (
        rows.filter(pl.col("event") == "exposure")
        .group_by("customer_id", "channel")
        .agg(exposures=pl.len())
        .collect()
    )
    channels = reached.group_by("channel").agg(pl.col("exposures").sum(), persons=pl.len())
    sets = (
        reached.lazy()
        .group_by("customer_id")
        .agg(pl.col("channel").sort().str.join("+"))
        .group_by("channel")
        .len()
        .collect()
    )
    answer = {
        "population": population,
        "channels": {name: [int(exposures), persons] for name, exposures, persons in channels.rows()},
        "sets": dict(sets.rows()),
    }
    Path(f"{out}/summary.json").write_text(json.dumps(answer))


main(*sys.argv[1:])
