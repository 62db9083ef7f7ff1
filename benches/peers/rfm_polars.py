"""RFM in the idiom of Python polars: orders in, customers and a summary out."""

import json
import sys
from pathlib import Path

import polars as pl

from polars_scan import scan


def main(orders: str, out: str) -> None:
    rows = scan(orders, "order_time")
    kept = rows.filter(~pl.col("status").is_in(["cancelled", "refunded"]) | (pl.col("amount") < 0))
    bought = pl.col("amount") > 0
    grouped = (
        kept.group_by("customer_id")
        .agg(
            pl.col("order_time").filter(bought).max().dt.date().alias("last"),
            pl.col("order_id").filter(bought).n_unique().alias("frequency"),
            pl.col("amount").sum().round(2).alias("monetary"),
            pl.col("order_time").max().alias("newest"),
        )
        .collect(engine="streaming")
    )
    as_of = grouped["newest"].max().date()
    customers = grouped.filter(pl.col("frequency") > 0).drop("newest").with_columns(
        ((pl.lit(as_of) - pl.col("last")).dt.total_days() + 1).alias("recency_days")
    ).sort("customer_id")

    def score(name: str, best_low: bool) -> pl.Expr:
        breaks = [customers[name].quantile(i / 5, "linear") for i in range(1, 5)]
        above = sum((pl.col(name) > b).cast(pl.Int32) for b in breaks)
        return (5 - above if best_low else 1 + above).alias(name[0] + "_score")

    high = lambda name, low=False: (
        (pl.col(name) < customers[name].mean()) if low else (pl.col(name) > customers[name].mean())
    ).cast(pl.Int32)
    customers = customers.with_columns(
        score("recency_days", True),
        score("frequency", False),
        score("monetary", False),
        (high("recency_days", True) * 100 + high("frequency") * 10 + high("monetary")).alias("segment"),
    )
    segments = customers.group_by("segment").agg(pl.len(), pl.col("monetary").sum()).sort("segment")
    Path(out).mkdir(parents=True, exist_ok=True)
    customers.write_parquet(f"{out}/customers.parquet")
    summary = {
        "customers": customers.height,
        "orders": int(customers["frequency"].sum()),
        "monetary": round(customers["monetary"].sum(), 2),
        "recency": int(customers["recency_days"].sum()),
        "r_classes": customers["r_score"].value_counts().sort("r_score")["count"].to_list(),
        "segments": {f"{row[0]:03d}": row[1] for row in segments.iter_rows()},
    }
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
