#!/usr/bin/env python3
"""fourr funnel beside the same job in ClickHouse (chdb), DuckDB and Python polars, in one run.

Six steps within seven days, by channel, over an unsorted log in Parquet. Every program is a whole process. Their answers
are compared before any time is printed. Peers that this Python does not have are skipped by name.

    cargo build --release
    python3 benches/funnel_side_by_side.py --members 1250000
"""

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = {"chdb": "chdb", "duckdb": "duckdb", "polars": "polars"}
STEPS = ["open", "view", "add_to_cart", "order", "pay", "review"]


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
    groups = json.loads((out / "summary.json").read_text())["groups"]
    return {group["name"]: [stage["reached"] for stage in group["stages"]] for group in groups}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--members", type=int, default=1_250_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--fourr", default=str(ROOT / "target/release/fourr"))
    options.add_argument("--data", help="use this log instead of generating one")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        log = given.data or str(scratch / "events.parquet")
        if not given.data:
            members = ["--members", str(given.members)]
            generate = [given.fourr, "generate", "events", "--edition", "bench", *members, "-o", log]
            subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
        steps = [word for step in STEPS for word in ("--step", step)]
        jobs = {"fourr": [given.fourr, "funnel", log, *steps, "--by", "channel", "-o", str(scratch / "fourr")]}
        for name, module in PEERS.items():
            if importlib.util.find_spec(module) is None:
                print(f"skipped: {name} (this Python has no module {module})")
                continue
            script = str(ROOT / "benches/peers" / f"funnel_{name}.py")
            jobs[name] = [sys.executable, script, log, str(scratch / name)]
        figures = {name: [] for name in jobs}
        for _ in range(given.runs):
            for name, command in jobs.items():
                figures[name].append(run(command))
        answers = {name: json.loads((scratch / name / "summary.json").read_text()) for name in jobs if name != "fourr"}
        mine = answer_of_fourr(scratch / "fourr")
        for name, answer in answers.items():
            if answer != mine:
                sys.exit(f"{name} has another answer:\n{answer}\nfourr:\n{mine}")
        print(f"{len(answers)} peers have the same answer: {sum(counts[0] for counts in mine.values()):,} entered")
        for name, measured in figures.items():
            seconds = statistics.median(seconds for seconds, _ in measured)
            memory = statistics.median(memory for _, memory in measured)
            print(f"{name:8} {seconds:6.2f} s {memory:7.0f} MiB")


main()
