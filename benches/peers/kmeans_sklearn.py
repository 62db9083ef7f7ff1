"""k-means in the idiom of scikit-learn: numbers in, the inertia over standardised columns and the seconds of the fit out."""

import json
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler


def main(numbers: str, columns: str, clusters: str, starts: str, out: str) -> None:
    # Column after column.
    data = np.ascontiguousarray(np.fromfile(numbers, "<f8").reshape(int(columns), -1).T)
    start = time.perf_counter()
    z = StandardScaler().fit_transform(data)
    model = KMeans(int(clusters), n_init=int(starts), random_state=42).fit(z)
    seconds = time.perf_counter() - start
    Path(out).mkdir(parents=True, exist_ok=True)
    Path(f"{out}/summary.json").write_text(json.dumps({"inertia": float(model.inertia_), "seconds": seconds}))


main(*sys.argv[1:])
