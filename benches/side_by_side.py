#!/usr/bin/env python3
"""fourr rfm beside the same job in Python polars, DuckDB and pandas, in one run.

Every program is a whole process: it reads the orders, writes one row a customer and a summary. Their answers are
compared before any time is printed. Peers that this Python does not have are skipped by name.

    cargo build --release
    python3 benches/side_by_side.py --rows 10000000
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import harness

PEERS = {"polars": "polars", "duckdb": "duckdb", "pandas": "pandas"}
CODES = ["000", "001", "010", "011", "100", "101", "110", "111"]


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
    options.add_argument("--fourr", default=str(harness.ROOT / "target/release/fourr"))
    options.add_argument("--data", help="use these orders instead of generating them")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        orders = given.data or str(scratch / f"orders.{given.format}")
        if not given.data:
            generate = [given.fourr, "generate", "orders", "--edition", "bench", "--rows", str(given.rows), "-o", orders]
            subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
        jobs = {"fourr": [given.fourr, "rfm", orders, "-o", str(scratch / "fourr")]}
        jobs |= harness.peers("rfm", PEERS, orders, scratch)
        figures = harness.side_by_side(jobs, given.runs, lambda: check(scratch, jobs))
        harness.print_table(figures, orders)


def check(scratch: Path, jobs: dict) -> None:
    ours = answer_of_fourr(scratch / "fourr")
    for name in jobs:
        theirs = ours if name == "fourr" else json.loads((scratch / name / "summary.json").read_text())
        if not same(ours, theirs):
            sys.exit(f"the answers differ:\nfourr  {ours}\n{name}  {theirs}")
    print("the same answers:", json.dumps(ours))


main()
