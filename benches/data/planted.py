#!/usr/bin/env python3
"""Planted clusters: `python3 benches/data/planted.py ROWS COLUMNS CLUSTERS FILE`, doubles column after column, seeded."""

import sys

import numpy as np


def main(rows: int, columns: int, clusters: int, path: str) -> None:
    random = np.random.default_rng(42)
    centres = random.normal(0.0, 3.0, (clusters, columns))
    labels = random.integers(0, clusters, rows)
    data = centres[labels] + random.normal(0.0, 1.5, (rows, columns))
    data.T.astype("<f8").tofile(path)


main(*map(int, sys.argv[1:4]), sys.argv[4])
