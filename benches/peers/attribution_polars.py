"""Attribution in the idiom of Python polars: a log of touches in, heuristic credits and the steps of the chain out."""

import json
import sys
from pathlib import Path

import polars as pl

from polars_scan import scan

DAY = 86_400_000_000


def main(touches: str, out: str) -> None:
    rows = (
        scan(touches, "time", "%Y-%m-%dT%H:%M:%S%.f")
        .select("user_id", "time", "channel", "converted", "value")
        .sort("user_id", "time", maintain_order=True)
        # The journey of a touch ends in the next conversion of the person.
        .with_columns(pl.col("converted").cum_sum(reverse=True).over("user_id").alias("ahead"))
        .with_columns((pl.col("converted").sum().over("user_id") > 0).alias("buyer"))
        .filter((pl.col("ahead") > 0) | ~pl.col("buyer"))
        .with_columns(
            pl.col("time").last().over("user_id", "ahead").alias("end"),
            pl.col("value").last().over("user_id", "ahead").alias("worth"),
        )
        .filter(~pl.col("buyer") | ((pl.col("end") - pl.col("time")).dt.total_microseconds() <= 30 * DAY))
        .with_columns(
            pl.len().over("user_id", "ahead").alias("touches"),
            pl.int_range(pl.len()).over("user_id", "ahead").alias("place"),
            pl.col("channel").shift(-1).over("user_id", "ahead").alias("next"),
            (0.5 ** ((pl.col("end") - pl.col("time")).dt.total_microseconds() / (7 * DAY))).alias("weight"),
        )
        .with_columns(pl.col("weight").sum().over("user_id", "ahead").alias("weights"))
        .collect()
    )
    won = rows.filter("buyer").with_columns(
        first=pl.col("place") == 0,
        last=pl.col("place") == pl.col("touches") - 1,
        linear=1 / pl.col("touches"),
        time_decay=pl.col("weight") / pl.col("weights"),
    )
    ends = pl.col("first") | pl.col("last")
    won = won.with_columns(
        position=pl.when(pl.col("touches") == 1)
        .then(1.0)
        .when(pl.col("touches") == 2)
        .then(0.5)
        .when(ends)
        .then(0.4)
        .otherwise(0.2 / (pl.col("touches") - 2))
    )
    models = ["first", "last", "linear", "position", "time_decay"]
    credits = won.group_by("channel").agg(
        *(pl.col(model).cast(pl.Float64).sum() for model in models),
        *((pl.col(model).cast(pl.Float64) * pl.col("worth")).sum().alias(f"{model}_value") for model in models),
    )
    starts = rows.filter(pl.col("place") == 0).group_by(pl.col("channel").alias("to")).agg(pl.len().alias("count"))
    steps = rows.with_columns(
        to=pl.when(pl.col("place") < pl.col("touches") - 1)
        .then("next")
        .otherwise(pl.when("buyer").then(pl.lit("(conversion)")).otherwise(pl.lit("(null)")))
    )
    steps = steps.group_by(pl.col("channel").alias("from"), "to").agg(pl.len().alias("count"))
    Path(out).mkdir(parents=True, exist_ok=True)
    credits.write_parquet(f"{out}/credits.parquet")
    steps.write_parquet(f"{out}/transitions.parquet")
    summary = {
        "credits": {row["channel"]: {key: row[key] for key in row if key != "channel"} for row in credits.to_dicts()},
        "steps": {f"{row['from']} > {row['to']}": row["count"] for row in steps.to_dicts()}
        | {f"(start) > {row['to']}": row["count"] for row in starts.to_dicts()},
    }
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
