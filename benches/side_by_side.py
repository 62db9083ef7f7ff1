#!/usr/bin/env python3
"""fourr rfm beside the same job in Python polars, DuckDB and pandas, in one run.

Every program is a whole process: it reads the orders, writes one row a customer and a summary. Their answers are
compared before any time is printed. Peers that this Python does not have are skipped by name.

    cargo build --release
    python3 benches/side_by_side.py --rows 10000000
"""

import argparse
import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = {"polars": "polars", "duckdb": "duckdb", "pandas": "pandas"}
CODES = ["000", "001", "010", "011", "100", "101", "110", "111"]


def run(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak MiB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} failed:\n{errors.decode()}")
    return seconds, usage.ru_maxrss / 1024


def answer_of_fourr(out: Path) -> dict:
    summary = json.loads((out / "summary.json").read_text())
    counts = {segment["code"]: segment["customers"] for segment in summary["segments"].values()}
    return {
        "customers": summary["totals"]["customers"],
        "orders": int(summary["totals"]["orders"]),
        "monetary": round(summary["totals"]["monetary"], 2),
        "recency": round(summary["dimensions"]["recency"]["mean"] * summary["totals"]["customers"]),
        "r_classes": summary["dimensions"]["recency"]["classes"],
        "segments": {code: counts[code] for code in CODES if counts[code]},
    }


def same(a: dict, b: dict) -> bool:
    """Equal counts; money to a millionth, which is what sums of floats are good for."""
    money = abs(a["monetary"] - b["monetary"]) <= 1e-6 * abs(a["monetary"])
    return money and all(a[key] == b[key] for key in a if key != "monetary")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--format", choices=["parquet", "csv"], default="parquet")
    options.add_argument("--fourr", default=str(ROOT / "target/release/fourr"))
    options.add_argument("--data", help="use these orders instead of generating them")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        orders = given.data or str(scratch / f"orders.{given.format}")
        if not given.data:
            generate = [given.fourr, "generate", "orders", "--edition", "bench", "--rows", str(given.rows), "-o", orders]
            subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
        jobs = {"fourr": [given.fourr, "rfm", orders, "-o", str(scratch / "fourr")]}
        for name, module in PEERS.items():
            if importlib.util.find_spec(module) is None:
                print(f"skipped: {name} (this Python has no module {module})")
                continue
            script = str(ROOT / "benches/peers" / f"rfm_{name}.py")
            jobs[name] = [sys.executable, script, orders, str(scratch / name)]
        figures = {name: [] for name in jobs}
        for repeat in range(given.runs + 1):
            for name, command in jobs.items():
                figure = run(command)
                if repeat > 0:
                    figures[name].append(figure)
            if repeat == 0:
                check(scratch, jobs)
        print_table(figures, given, orders)


def check(scratch: Path, jobs: dict) -> None:
    ours = answer_of_fourr(scratch / "fourr")
    for name in jobs:
        theirs = ours if name == "fourr" else json.loads((scratch / name / "summary.json").read_text())
        if not same(ours, theirs):
            sys.exit(f"the answers differ:\nfourr  {ours}\n{name}  {theirs}")
    print("the same answers:", json.dumps(ours))


def print_table(figures: dict, given: argparse.Namespace, orders: str) -> None:
    size = os.path.getsize(orders) / 2**20
    print(f"{orders.rsplit('.', 1)[-1]}, {size:.0f} MiB; {os.cpu_count()} processors; Python {platform.python_version()}")
    print(f"{'program':<8} {'median s':>9} {'min':>7} {'max':>7} {'peak MiB':>9} {'against fourr':>14}")
    base = statistics.median(seconds for seconds, _ in figures["fourr"])
    for name, runs in figures.items():
        seconds = [second for second, _ in runs]
        median, peak = statistics.median(seconds), max(peak for _, peak in runs)
        print(f"{name:<8} {median:9.2f} {min(seconds):7.2f} {max(seconds):7.2f} {peak:9.0f} {median / base:13.2f}x")


main()
