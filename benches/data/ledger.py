#!/usr/bin/env python3
"""A ledger of campaign-days: `python3 benches/data/ledger.py ROWS FILE`, the same bytes for the same ROWS.

2,000 campaigns in 8 channels, day after day.
"""

import sys

import numpy as np
import polars as pl


def main(rows: int, path: str) -> None:
    random = np.random.default_rng(42)
    place = np.arange(rows)
    campaign = place % 2000
    clicks = random.integers(0, 1000, rows)
    frame = pl.DataFrame(
        {
            "date": (np.datetime64("2024-01-01") + place // 2000).astype("datetime64[D]"),
            "channel": [f"channel {c % 8}" for c in campaign],
            "campaign": [f"campaign {c}" for c in campaign],
            "impressions": clicks * 30 + random.integers(0, 30000, rows),
            "clicks": clicks,
            "orders": random.integers(0, 40, rows),
            "cost": np.round(random.gamma(2.0, 200.0, rows), 2),
            "revenue": np.round(random.gamma(2.0, 700.0, rows), 2),
        }
    )
    frame.write_csv(path) if path.endswith(".csv") else frame.write_parquet(path)


main(int(sys.argv[1]), sys.argv[2])
