#!/usr/bin/env python3
"""fourr cost-benefit beside the same job in Python polars and DuckDB, in one run.

Every program is a whole process: it reads a ledger of campaign-days and writes the figures of every channel, campaign
and day and a summary; fourr leaves its whole report beside them unless --json. The answers are compared before any time
is printed. Peers that this Python does not have are skipped by name.

    cargo build --release
    python3 benches/cost_benefit_side_by_side.py --rows 2000000
"""

import argparse
import importlib.util
import json
import multiprocessing
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = ["polars", "duckdb"]


def run(command: list[str], out: Path) -> tuple[float, float]:
    """Wall seconds and peak MiB of one process."""
    start = time.perf_counter()
    with open(out, "wb") as stdout:
        process = subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} failed:\n{errors.decode()}")
    return seconds, usage.ru_maxrss / 1024


def ledger(rows: int, path: Path) -> None:
    """2,000 campaigns in 8 channels, day after day; seeded."""
    import numpy as np
    import polars as pl

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
    frame.write_parquet(path) if path.suffix == ".parquet" else frame.write_csv(path)


def answer_of_fourr(summary: dict) -> dict:
    media = summary["media"]
    levels = {by["by"]: by for by in media["levels"]}
    figure = lambda level: [
        int(level["sums"]["clicks"]),
        round(level["sums"]["cost"], 2),
        level["figures"]["roas"],
        level["figures"]["cpa"],
    ]
    return {
        "rows": media["rows"]["used"],
        "campaigns": levels["campaign"]["count"],
        "days": levels["day"]["count"],
        "channels": {level["name"]: figure(level) for level in levels["channel"]["levels"]},
        "best_campaign": levels["campaign"]["levels"][0]["name"],
    }


def same(a: dict, b: dict) -> bool:
    """Equal counts; money and ratios to a billionth, which is what sums of floats are good for."""
    close = lambda x, y: abs(x - y) <= 1e-9 * max(1.0, abs(x))
    exact = all(a[key] == b[key] for key in a if key != "channels")
    pairs = [(a["channels"][name], b["channels"][name]) for name in a["channels"]]
    return exact and a["channels"].keys() == b["channels"].keys() and all(
        mine[0] == theirs[0] and all(close(x, y) for x, y in zip(mine[1:], theirs[1:])) for mine, theirs in pairs
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=2_000_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--format", choices=["parquet", "csv"], default="parquet")
    options.add_argument("--fourr", default=str(ROOT / "target/release/fourr"))
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        data = scratch / f"ledger.{given.format}"
        # Made by another process: a child's peak is never below that of the process that starts it.
        maker = multiprocessing.get_context("spawn").Process(target=ledger, args=(given.rows, data))
        maker.start()
        maker.join()
        jobs = {
            "fourr": [given.fourr, "cost-benefit", str(data), "-o", str(scratch / "fourr")],
            "fourr --json": [given.fourr, "cost-benefit", str(data), "--json"],
        }
        for name in PEERS:
            if importlib.util.find_spec(name) is None:
                print(f"skipped: {name} (this Python has no module {name})")
                continue
            script = str(ROOT / "benches/peers" / f"cost_benefit_{name}.py")
            jobs[name] = [sys.executable, script, str(data), str(scratch / name)]
        figures = {name: [] for name in jobs}
        for repeat in range(given.runs + 1):
            for name, command in jobs.items():
                figure = run(command, scratch / f"{name}.out")
                if repeat > 0:
                    figures[name].append(figure)
            if repeat == 0:
                check(scratch, jobs)
        print_table(figures, data)


def check(scratch: Path, jobs: dict) -> None:
    ours = answer_of_fourr(json.loads((scratch / "fourr/summary.json").read_text()))
    for name in jobs:
        if name == "fourr --json":
            theirs = answer_of_fourr(json.loads((scratch / f"{name}.out").read_text()))
        elif name == "fourr":
            theirs = ours
        else:
            theirs = json.loads((scratch / name / "summary.json").read_text())
        if not same(ours, theirs):
            sys.exit(f"the answers differ:\nfourr  {ours}\n{name}  {theirs}")
    print("the same answers:", json.dumps(ours)[:400])


def print_table(figures: dict, data: Path) -> None:
    size = data.stat().st_size / 2**20
    print(f"{data.suffix[1:]}, {size:.0f} MiB; {os.cpu_count()} processors; Python {platform.python_version()}")
    print(f"{'program':<14} {'median s':>9} {'min':>7} {'max':>7} {'peak MiB':>9} {'against fourr':>14}")
    base = statistics.median(seconds for seconds, _ in figures["fourr"])
    for name, runs in figures.items():
        seconds = [second for second, _ in runs]
        median, peak = statistics.median(seconds), max(peak for _, peak in runs)
        print(f"{name:<14} {median:9.2f} {min(seconds):7.2f} {max(seconds):7.2f} {peak:9.0f} {median / base:13.2f}x")


if __name__ == "__main__":
    main()
