#!/usr/bin/env python3
"""fourr profile beside the same job in Python polars and DuckDB, in one run.

Every program is a whole process: it reads persons with twenty columns, gives each forty tags, and counts coverage and TGI of six
dimensions against a target group. Their answers are compared before any time is printed. Peers that this Python does not have are
skipped by name; polars is needed to make the persons.

    cargo build --release
    python3 benches/profile_side_by_side.py --persons 5000000
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
PEERS = {"polars": "polars", "duckdb": "duckdb"}


def run(command: list[str], out: Path | None) -> tuple[float, float]:
    """Wall seconds and peak MiB of one process; its standard output goes to a file."""
    start = time.perf_counter()
    with open(out or os.devnull, "wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.PIPE)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} failed:\n{errors.decode()}")
    return seconds, usage.ru_maxrss / 1024


def answer_of_fourr(out: Path) -> dict:
    summary = json.loads(out.read_text())
    return {
        "persons": summary["persons"],
        "values": {f"{tag['code']}.{value['code']}": value["holders"] for tag in summary["tags"] for value in tag["values"]},
        "dimensions": {of["code"]: of["covered"] for of in summary["dimensions"]},
        "target": summary["target"]["groups"]["target"],
    }


def answer_of_peer(out: Path) -> dict:
    summary = json.loads(out.read_text())
    values = {key: counts[0] for key, counts in summary["values"].items()}
    answer = {"persons": summary["persons"], "values": values, "dimensions": summary["dimensions"]}
    return {**answer, "target": summary["target"]}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--persons", type=int, default=5_000_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--fourr", default=str(ROOT / "target/release/fourr"))
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        persons, tags = str(scratch / "persons.parquet"), str(scratch / "tags.toml")
        rules = str(ROOT / "benches/peers/profile_rules.py")
        subprocess.run([sys.executable, rules, str(given.persons), persons, tags], check=True)
        narrow = ["--target", "spend=high", "--numbers", "age", "--min-group", "0"]
        jobs = {"fourr": [given.fourr, "profile", persons, "--tags", tags, *narrow, "--json"]}
        for name, module in PEERS.items():
            if importlib.util.find_spec(module) is None:
                print(f"skipped: {name} (this Python has no module {module})")
                continue
            jobs[name] = [sys.executable, str(ROOT / "benches/peers" / f"profile_{name}.py"), persons, str(scratch / name)]
        figures = {name: [] for name in jobs}
        for repeat in range(given.runs + 1):
            for name, command in jobs.items():
                figure = run(command, scratch / "fourr.json" if name == "fourr" else None)
                if repeat > 0:
                    figures[name].append(figure)
            if repeat == 0:
                check(scratch, jobs)
        print_table(figures, persons)


def check(scratch: Path, jobs: dict) -> None:
    ours = answer_of_fourr(scratch / "fourr.json")
    for name in jobs:
        theirs = ours if name == "fourr" else answer_of_peer(scratch / name / "summary.json")
        if ours != theirs:
            sys.exit(f"the answers differ:\nfourr  {ours}\n{name}  {theirs}")
    print(f"the same answers: {ours['persons']} persons, {len(ours['values'])} values, dimensions {ours['dimensions']}")


def print_table(figures: dict, persons: str) -> None:
    size = os.path.getsize(persons) / 2**20
    print(f"parquet, {size:.0f} MiB; {os.cpu_count()} processors; Python {platform.python_version()}")
    print(f"{'program':<8} {'median s':>9} {'min':>7} {'max':>7} {'peak MiB':>9} {'against fourr':>14}")
    base = statistics.median(seconds for seconds, _ in figures["fourr"])
    for name, runs in figures.items():
        seconds = [second for second, _ in runs]
        median, peak = statistics.median(seconds), max(peak for _, peak in runs)
        print(f"{name:<8} {median:9.2f} {min(seconds):7.2f} {max(seconds):7.2f} {peak:9.0f} {median / base:13.2f}x")


main()
