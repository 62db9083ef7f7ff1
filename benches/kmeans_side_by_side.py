#!/usr/bin/env python3
"""k-means of 1,000,000 x 8 planted clusters: fourr against scikit-learn, same data, same machine, one after the other.

    cargo build --release -p fourr-cluster --example kmeans
    python3 benches/kmeans_side_by_side.py [ROWS] [COLUMNS] [K]

Prints the median of three runs, the inertia of both over standardised columns, and the ratio of their times. Scikit-learn
gets 3 starts (limits of a fair comparison: it refines every start on all rows, fourr chooses among its starts on a sample),
and standardises inside the time, as fourr does.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler

RUNS = 3
STARTS = 3


def planted(rows: int, columns: int, clusters: int) -> np.ndarray:
    random = np.random.default_rng(42)
    centres = random.normal(0.0, 3.0, (clusters, columns))
    labels = random.integers(0, clusters, rows)
    return centres[labels] + random.normal(0.0, 1.5, (rows, columns))


def fourr(path: str, columns: int, clusters: int) -> tuple[float, float]:
    program = Path(__file__).parent.parent / "target/release/examples/kmeans"
    said = subprocess.run(
        [program, path, str(columns), str(clusters), str(STARTS)], capture_output=True, check=True, text=True
    ).stdout.split()
    return float(said[0]), float(said[1])


def scikit(data: np.ndarray, clusters: int) -> tuple[float, float]:
    start = time.perf_counter()
    z = StandardScaler().fit_transform(data)
    model = KMeans(clusters, n_init=STARTS, random_state=42).fit(z)
    return time.perf_counter() - start, model.inertia_


def main() -> None:
    given = [int(word) for word in sys.argv[1:]]
    rows, columns, clusters = given + [1_000_000, 8, 6][len(given) :]
    data = planted(rows, columns, clusters)
    with tempfile.NamedTemporaryFile() as file:
        data.T.astype("<f8").tofile(file.name)
        ours = [fourr(file.name, columns, clusters) for _ in range(RUNS)]
        theirs = [scikit(data, clusters) for _ in range(RUNS)]
    mine, other = (statistics.median(seconds for seconds, _ in runs) for runs in (ours, theirs))
    print(f"{rows} x {columns}, k = {clusters}, {STARTS} starts, median of {RUNS}")
    print(f"fourr         {mine:8.3f} s  inertia {ours[0][1]:.3f}")
    print(f"scikit-learn  {other:8.3f} s  inertia {theirs[0][1]:.3f}")
    print(f"ratio         {mine / other:8.2f}  (below 1: fourr is faster)")


if __name__ == "__main__":
    main()
