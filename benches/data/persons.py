#!/usr/bin/env python3
"""Persons: `python3 benches/data/persons.py ROWS FILE`, the same bytes for the same ROWS with one version of polars."""

import sys

import polars as pl


def population(rows: int) -> pl.DataFrame:
    """Persons with twenty columns."""
    base = pl.int_range(1, rows + 1, dtype=pl.Int64)
    draw = lambda seed, below: base.hash(seed) % below
    pick = lambda seed, names: pl.Series(names).gather(pl.select(draw(seed, len(names)).cast(pl.UInt32)).to_series())
    hole = lambda expr, seed, percent: pl.when(draw(seed, 100) >= percent).then(expr)
    frame = pl.select(
        base.alias("person_id"),
        hole((draw(1, 60) + 15).cast(pl.Int32), 101, 3).alias("age"),
        hole((draw(2, 400_000) + 20_000).cast(pl.Float64), 102, 5).alias("income"),
        (draw(3, 1_000_000).cast(pl.Float64) * draw(4, 10).cast(pl.Float64) / 1000).alias("amount"),
        draw(5, 20).cast(pl.Int32).alias("orders"),
        draw(6, 400).cast(pl.Int32).alias("visits"),
        draw(7, 700).cast(pl.Int32).alias("days_since_last"),
        draw(8, 14).cast(pl.Int32).alias("coupons"),
        draw(9, 6).cast(pl.Int32).alias("returns"),
        (draw(10, 41).cast(pl.Float64) / 10 + 1).alias("rating"),
        (pl.lit(18_000).cast(pl.Int32) + draw(11, 2100).cast(pl.Int32)).cast(pl.Date).alias("registered"),
    )
    texts = {
        "gender": (12, ["F", "M"]),
        "city_tier": (13, ["一线", "新一线", "二线", "三线", "四线"]),
        "province": (14, ["广东", "浙江", "江苏", "上海", "福建", "山东", "四川", "湖北", "河南", "黑龙江", "内蒙古", "新疆维吾尔自治区"]),
        "occupation": (15, ["职员", "教师", "公务员", "学生", "自由职业", "工人", "医生", "退休"]),
        "device": (16, ["iOS", "Android", "PC"]),
        "channel": (17, ["百度", "必应", "微信", "抖音", "小红书", "直接访问", "天猫", "京东"]),
        "subscribed": (18, ["yes", "no"]),
        "member_level": (19, ["普卡", "银卡", "金卡", "黑卡"]),
        "category": (20, ["手机", "电脑", "家电", "护肤", "彩妆", "食品", "生鲜", "酒水", "家居", "清洁", "运动", "母婴", "图书"]),
    }
    columns = [pick(seed, names).alias(name) for name, (seed, names) in texts.items()]
    frame = frame.with_columns(columns)
    unsaid = (pl.col("gender") == "F") & (pl.col("person_id") % 50 == 0)
    return frame.with_columns(pl.when(~unsaid).then("gender").alias("gender"))


def main(rows: int, path: str) -> None:
    frame = population(rows)
    frame.write_csv(path) if path.endswith(".csv") else frame.write_parquet(path)


main(int(sys.argv[1]), sys.argv[2])
