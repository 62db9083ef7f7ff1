"""Tags, coverage and TGI in the idiom of Python polars: one lazy query, one pass."""

import json
import sys
from pathlib import Path

import polars as pl

from polars_scan import scan
from profile_rules import DIMENSIONS, TARGET, tags, tgi


def main(persons: str, out: str) -> None:
    rows = scan(persons, "registered", "%Y-%m-%d")
    codes = []
    for tag, values in tags().items():
        chain = pl.lit(0, dtype=pl.UInt8)
        for place, (_, rule) in reversed(list(enumerate(values, 1))):
            chain = pl.when(pl.sql_expr(rule)).then(pl.lit(place, dtype=pl.UInt8)).otherwise(chain)
        codes.append(chain.alias(tag))
    target_tag, target_value = TARGET
    place = [name for name, _ in tags()[target_tag]].index(target_value) + 1
    coded = rows.select(codes).with_columns((pl.col(target_tag) == place).alias("in_target"))
    inside = pl.col("in_target")
    counts = [pl.len().alias("persons"), inside.sum().alias("target")]
    for tag, values in tags().items():
        for place, (name, _) in enumerate(values, 1):
            has = pl.col(tag) == place
            counts += [has.sum().alias(f"{tag}.{name}"), (has & inside).sum().alias(f"{tag}.{name}.target")]
    for dimension, of in DIMENSIONS.items():
        counts.append(pl.any_horizontal(pl.col(tag) > 0 for tag in of).sum().alias(f"dimension.{dimension}"))
    row = coded.select(counts).collect(engine="streaming").row(0, named=True)
    figures = {
        "persons": row["persons"],
        "target": row["target"],
        "values": {f"{t}.{n}": [row[f"{t}.{n}"], row[f"{t}.{n}.target"]] for t, vs in tags().items() for n, _ in vs},
        "dimensions": {d: row[f"dimension.{d}"] for d in DIMENSIONS},
    }
    figures["tgi"] = tgi(figures)
    Path(out).mkdir(parents=True, exist_ok=True)
    Path(f"{out}/summary.json").write_text(json.dumps(figures))


main(*sys.argv[1:])
