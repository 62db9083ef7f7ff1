#!/usr/bin/env python3
"""A log of touches: `python3 benches/data/touches.py ROWS FILE`, the same bytes for the same ROWS.

Five touches a person on average in half a year, no two of a person at one moment.
"""

import sys

import numpy as np
import polars as pl

CHANNELS = ["direct", "search", "feed", "short video", "live", "message", "mail", "friends", "maps", "store"]


def main(touches: int, path: str) -> None:
    random = np.random.default_rng(42)
    second = random.permutation(touches) % (180 * 86_400)
    frame = pl.DataFrame(
        {
            "user_id": random.integers(0, touches // 5, touches),
            "time": (second * 1_000_000 + np.arange(touches) % 1_000_000).astype("datetime64[us]"),
            "channel": pl.Series(random.choice(len(CHANNELS), touches)).replace_strict(
                dict(enumerate(CHANNELS)), return_dtype=pl.String
            ),
            "converted": random.random(touches) < 0.06,
            "value": np.round(random.gamma(2.0, 100.0, touches), 2),
        }
    ).unique(["user_id", "time"], keep="first", maintain_order=True)
    frame.write_csv(path) if path.endswith(".csv") else frame.write_parquet(path)


main(int(sys.argv[1]), sys.argv[2])
