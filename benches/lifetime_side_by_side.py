#!/usr/bin/env python3
"""fourr rfm --lifetime beside the Python package lifetimes: orders in, fits and a prediction a customer out.

Both are whole processes. The customers and repeaters must be the same, and the likelihood of fourr's fit at least that of
the other, before any time is printed.

    cargo build --release
    python3 benches/lifetime_side_by_side.py --customers 20000
"""

import argparse
import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(command: list[str]) -> float:
    start = time.perf_counter()
    process = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{process.stderr.decode()}")
    return time.perf_counter() - start


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--customers", type=int, default=20_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--fourr", default=str(ROOT / "target/release/fourr"))
    given = options.parse_args()
    if importlib.util.find_spec("lifetimes") is None:
        sys.exit("skipped: this Python has no module lifetimes")
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        orders = str(scratch / "orders.csv")
        simulate(Path(orders), given.customers)
        peer = str(ROOT / "benches/peers/lifetime_lifetimes.py")
        jobs = {
            "fourr": [given.fourr, "rfm", orders, "--lifetime", "-o", str(scratch / "fourr")],
            "lifetimes": [sys.executable, peer, orders, str(scratch / "lifetimes")],
        }
        seconds = {name: [run(command) for _ in range(given.runs)] for name, command in jobs.items()}
        check(scratch)
        for name, runs in seconds.items():
            print(f"{name:<10} {statistics.median(runs):8.2f} s  (min {min(runs):.2f}, max {max(runs):.2f})")


def simulate(orders: Path, customers: int) -> None:
    """Purchases of 78 weeks as BG/NBD and Gamma-Gamma with the published parameters of CDNOW make them."""
    import numpy as np
    import pandas as pd

    random = np.random.default_rng(42)
    start = np.datetime64("2024-01-01")
    rows = []
    for customer in range(customers):
        rate = max(random.gamma(0.243) / 4.414 / 7, 1e-300)
        lost = random.beta(0.793, 2.426)
        scale = random.gamma(3.74) / 15.44
        day, first = 0.0, int(random.integers(0, 84))
        while first + day < 546:
            rows.append((customer, start + int(first + day), round(random.gamma(6.25) / scale, 2)))
            if day > 0 and random.random() < lost:
                break
            day += random.exponential(1 / rate)
    frame = pd.DataFrame(rows, columns=["customer_id", "order_time", "amount"])
    frame = frame[frame["amount"] > 0]
    frame.to_csv(orders, index=False)


def check(scratch: Path) -> None:
    ours = json.loads((scratch / "fourr/summary.json").read_text())["lifetime"]["fit"]
    theirs = json.loads((scratch / "lifetimes/summary.json").read_text())
    print("fourr     ", [round(of["estimate"], 4) for of in ours["parameters"]], ours["log_likelihood"])
    print("lifetimes ", [round(of, 4) for of in theirs["parameters"]], theirs["log_likelihood"])
    if (ours["customers"], ours["repeaters"]) != (theirs["customers"], theirs["repeaters"]):
        sys.exit(f"the customers differ: {ours['customers']} and {theirs['customers']}")
    if ours["log_likelihood"] < theirs["log_likelihood"] - 1e-6 * abs(theirs["log_likelihood"]):
        sys.exit("the fit of fourr is worse")


main()
