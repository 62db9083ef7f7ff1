"""Media figures in the idiom of Python polars: a ledger in, levels by channel, campaign and day and a summary out."""

import json
import sys
from pathlib import Path

import polars as pl

from polars_scan import scan

SUMS = ["impressions", "clicks", "orders", "cost", "revenue"]


def ratios(frame: pl.LazyFrame) -> pl.LazyFrame:
    over = lambda a, b: pl.when(pl.col(b) != 0).then(pl.col(a) / pl.col(b))
    return frame.with_columns(
        over("clicks", "impressions").alias("ctr"),
        over("orders", "clicks").alias("cvr"),
        (over("cost", "impressions") * 1000).alias("cpm"),
        over("cost", "clicks").alias("cpc"),
        over("cost", "orders").alias("cpa"),
        over("revenue", "orders").alias("aov"),
        over("revenue", "cost").alias("roas"),
        over("cost", "revenue").alias("acos"),
        ((pl.col("revenue") - pl.col("cost")) / pl.col("cost")).alias("roi_on_revenue"),
        (pl.col("cost") / pl.col("cost").sum()).alias("cost_share"),
        (pl.col("revenue") / pl.col("revenue").sum()).alias("return_share"),
    )


def main(ledger: str, out: str) -> None:
    rows = scan(ledger, "date", "%Y-%m-%d")
    by = lambda key: ratios(rows.group_by(key).agg(pl.col(SUMS).sum())).rename({key: "level"}).with_columns(
        pl.lit(key).alias("dimension"), pl.col("level").cast(pl.String)
    )
    # In memory: the streaming engine is slower on groups this few.
    parts = pl.collect_all([by("channel"), by("campaign"), by("date").sort("level")])
    Path(out).mkdir(parents=True, exist_ok=True)
    pl.concat(parts).write_parquet(f"{out}/levels.parquet")
    channels = parts[0].sort("level")
    summary = {
        "rows": rows.select(pl.len()).collect().item(),
        "campaigns": parts[1].height,
        "days": parts[2].height,
        "channels": {row["level"]: [row["clicks"], round(row["cost"], 2), row["roas"], row["cpa"]] for row in channels.iter_rows(named=True)},
        "best_campaign": parts[1].sort(["cost", "level"], descending=[True, False])["level"][0],
    }
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
