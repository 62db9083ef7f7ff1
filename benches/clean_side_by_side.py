#!/usr/bin/env python3
"""fourr clean, with its ledger, beside the same job written by hand in Python polars and DuckDB, without one.

Every program is a whole process: it reads dirty orders, takes out exact duplicates, reads amounts and dates in three forms,
caps amounts by channel, fills amounts by the median and channels by the mode, and writes the table. The tables are
compared before any time is printed. Peers that this Python does not have are skipped by name.

    cargo build --release
    python3 benches/clean_side_by_side.py --rows 10000000
"""

import argparse
import importlib.util
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

ROOT = Path(__file__).resolve().parent.parent
PEERS = ["polars", "duckdb"]
DOCUMENTS = ["--xlsx", "never", "--csv", "never"]


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


def answer(folder: Path) -> dict:
    """What two tables have to agree in, whatever the order of their rows: counts, and sums by channel."""
    table = pl.scan_parquet(folder / "cleaned.parquet")
    by_channel = table.group_by("channel").agg(
        pl.len(),
        pl.col("amount").sum(),
        pl.col("amount").max().alias("highest"),
        pl.col("amount__imputed").sum().alias("amounts_imputed"),
        pl.col("channel__imputed").sum().alias("channels_imputed"),
        pl.col("quantity").sum(),
        pl.col("order_time").dt.epoch("s").sum().alias("seconds"),
        pl.col("order_id").n_unique().alias("orders"),
    )
    return {row.pop("channel"): row for row in by_channel.collect().to_dicts()}


def same(a: dict, b: dict) -> bool:
    """Equal counts; money to a billionth, which is what sums of floats are good for."""
    close = lambda x, y: x == y if isinstance(x, int) else abs(x - y) <= 1e-9 * abs(x)
    return a.keys() == b.keys() and all(close(a[c][key], b[c][key]) for c in a for key in a[c])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--format", choices=["parquet", "csv"], default="parquet")
    options.add_argument("--fourr", default=str(ROOT / "target/release/fourr"))
    options.add_argument("--data", help="use these orders instead of making them")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        orders = given.data or str(scratch / f"orders.{given.format}")
        if not given.data:
            subprocess.run([sys.executable, str(ROOT / "benches/clean_data.py"), str(given.rows), orders], check=True)
        recipe = ["--recipe", str(ROOT / "benches/clean.toml")]
        jobs = {"fourr": [given.fourr, "clean", orders, *recipe, *DOCUMENTS, "-o", str(scratch / "fourr")]}
        for name in PEERS:
            if importlib.util.find_spec(name) is None:
                print(f"skipped: {name} (this Python has no module {name})")
                continue
            jobs[name] = [sys.executable, str(ROOT / "benches/peers" / f"clean_{name}.py"), orders, str(scratch / name)]
        figures = {name: [] for name in jobs}
        for repeat in range(given.runs + 1):
            for name, command in jobs.items():
                figure = run(command)
                if repeat > 0:
                    figures[name].append(figure)
            if repeat == 0:
                check(scratch, jobs)
        print_table(figures, orders)


def check(scratch: Path, jobs: dict) -> None:
    ours = answer(scratch / "fourr")
    for name in jobs:
        theirs = answer(scratch / name)
        if not same(ours, theirs):
            sys.exit(f"the answers differ:\nfourr  {ours}\n{name}  {theirs}")
    lines = pl.scan_parquet(scratch / "fourr" / "ledger.parquet").select(pl.len()).collect().item()
    rows = sum(channel["len"] for channel in ours.values())
    print(f"the same answers: {rows:,} rows in {len(ours)} channels; the ledger of fourr has {lines:,} lines")


def print_table(figures: dict, orders: str) -> None:
    size = os.path.getsize(orders) / 2**20
    print(f"{orders.rsplit('.', 1)[-1]}, {size:.0f} MiB; {os.cpu_count()} processors; Python {platform.python_version()}")
    print(f"{'program':<8} {'median s':>9} {'min':>7} {'max':>7} {'peak MiB':>9} {'against fourr':>14}")
    base = statistics.median(seconds for seconds, _ in figures["fourr"])
    for name, runs in figures.items():
        seconds = [second for second, _ in runs]
        median, peak = statistics.median(seconds), max(peak for _, peak in runs)
        print(f"{name:<8} {median:9.2f} {min(seconds):7.2f} {max(seconds):7.2f} {peak:9.0f} {median / base:13.2f}x")


main()
