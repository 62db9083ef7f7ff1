"""Cleaning in the idiom of Python polars: dirty orders in, clean orders and a summary out; no ledger is kept."""

import json
import sys
from pathlib import Path

import polars as pl


def main(orders: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    if orders.endswith(".csv"):
        rows = pl.scan_csv(orders, infer_schema=False)
    else:
        rows = pl.scan_parquet(orders)
    time = pl.col("order_time")
    parsed = rows.unique(keep="first").with_columns(
        pl.coalesce(
            time.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False),
            time.str.to_datetime("%Y/%m/%d", strict=False),
            time.str.to_datetime("%Y年%m月%d日", strict=False),
        ),
        pl.col("amount").str.replace_all("[¥,]", "").cast(pl.Float64),
        pl.col("quantity").cast(pl.Int64),
    )
    clean = parsed.collect(engine="streaming")
    low, high = pl.col("q1") - 1.5 * (pl.col("q3") - pl.col("q1")), pl.col("q3") + 1.5 * (pl.col("q3") - pl.col("q1"))
    fences = (
        clean.group_by("channel")
        .agg(
            pl.col("amount").quantile(0.25, "linear").alias("q1"),
            pl.col("amount").quantile(0.75, "linear").alias("q3"),
        )
        .select("channel", low.alias("low"), high.alias("high"))
    )
    capped = clean.lazy().join(fences.lazy(), on="channel", how="left", nulls_equal=True, maintain_order="left")
    capped = capped.with_columns(pl.col("amount").clip(pl.col("low"), pl.col("high"))).drop("low", "high").collect()
    median = capped["amount"].median()
    mode = capped["channel"].drop_nulls().mode().sort()[0]
    filled = capped.with_columns(
        pl.col("amount").is_null().alias("amount__imputed"),
        pl.col("channel").is_null().alias("channel__imputed"),
        pl.col("amount").fill_null(median),
        pl.col("channel").fill_null(mode),
    )
    filled.write_parquet(f"{out}/cleaned.parquet", compression="snappy")
    summary = {"rows": filled.height, "median": median, "mode": mode}
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:3])
