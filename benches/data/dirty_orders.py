#!/usr/bin/env python3
"""Dirty orders to clean: `python3 benches/data/dirty_orders.py ROWS FILE`, the same bytes for the same ROWS.

Eight columns of text: 2 % of the rows stand twice, 3 % of amounts and of channels are missing, 0.5 % of amounts are a
hundred times too large, dates come in three forms, and half of the amounts are written as ¥1,234.50.
"""

import sys

import numpy as np
import polars as pl

CHANNELS = ["天猫", "京东", "抖音", "拼多多", "门店", "小程序"]
STATUSES = ["完成", "取消", "退款"]


# Rows that are made at once.
PART = 10_000_000


def main(rows: int, path: str) -> None:
    parts = (part(first, min(PART, rows - first), rows) for first in range(0, rows, PART))
    if path.endswith(".csv"):
        with open(path, "wb") as file:
            for place, frame in enumerate(parts):
                frame.write_csv(file, include_header=place == 0)
    elif rows <= PART:
        next(parts).write_parquet(path, compression="snappy")
    else:
        in_parts(parts, path)


def in_parts(parts, path: str) -> None:
    """One file of frames that memory does not hold together."""
    import pyarrow.parquet as pq

    writer = None
    for frame in parts:
        table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
        writer = writer or pq.ParquetWriter(path, table.schema, compression="snappy")
        writer.write_table(table, row_group_size=1 << 18)
    writer.close()


def part(before: int, rows: int, of: int) -> pl.DataFrame:
    """So many rows of so many, behind those before."""
    draw = np.random.default_rng(42 + before // PART)
    cents = np.round(np.exp(draw.normal(9.2, 0.8, rows))).astype(np.int64)
    cents = np.where(draw.random(rows) < 0.005, cents * 100, cents)
    seconds = draw.integers(1_640_995_200, 1_735_689_600, rows)
    frame = pl.DataFrame(
        {
            "order_id": np.arange(before + 1, before + rows + 1),
            "customer_id": draw.integers(1, max(of // 12, 2), rows),
            "seconds": seconds,
            "form": draw.integers(0, 3, rows),
            "channel": draw.choice(len(CHANNELS), rows, p=[0.3, 0.25, 0.2, 0.1, 0.1, 0.05]),
            "category": draw.integers(1, 40, rows),
            "quantity": draw.integers(1, 9, rows),
            "cents": cents,
            "written": draw.random(rows) < 0.5,
            "status": draw.choice(3, rows, p=[0.9, 0.06, 0.04]),
            "no_amount": draw.random(rows) < 0.03,
            "no_channel": draw.random(rows) < 0.03,
            "twice": draw.random(rows) < 0.02,
        }
    )
    time = pl.from_epoch("seconds")
    whole, rest = (pl.col("cents") // 100).cast(pl.String), (pl.col("cents") % 100).cast(pl.String).str.zfill(2)
    grouped = whole.str.replace(r"^(\d+)(\d{3})$", "${1},${2}").str.replace(r"^(\d+)(\d{3},\d{3})$", "${1},${2}")
    text = frame.select(
        pl.format("O{}", pl.col("order_id").cast(pl.String).str.zfill(9)).alias("order_id"),
        pl.format("C{}", "customer_id").alias("customer_id"),
        pl.when(pl.col("form") == 0)
        .then(time.dt.strftime("%Y-%m-%d %H:%M:%S"))
        .when(pl.col("form") == 1)
        .then(time.dt.strftime("%Y/%-m/%-d"))
        .otherwise(time.dt.strftime("%Y年%-m月%-d日"))
        .alias("order_time"),
        pl.when("no_channel")
        .then(None)
        .otherwise(pl.col("channel").replace_strict(range(len(CHANNELS)), CHANNELS))
        .alias("channel"),
        pl.format("K{}", "category").alias("category"),
        pl.col("quantity").cast(pl.String),
        pl.when("no_amount")
        .then(None)
        .when("written")
        .then(pl.format("¥{}.{}", grouped, rest))
        .otherwise(pl.format("{}.{}", whole, rest))
        .alias("amount"),
        pl.col("status").replace_strict(range(3), STATUSES).alias("status"),
        "twice",
    )
    # A second copy stands up to forty rows below the first.
    place = pl.int_range(pl.len()).alias("place")
    first = text.with_columns(place)
    copies = first.filter("twice").with_columns(pl.col("place") + 1 + pl.col("place") % 40)
    return pl.concat([first, copies]).sort("place", maintain_order=True).drop("place", "twice")


main(int(sys.argv[1].replace("_", "")), sys.argv[2])
