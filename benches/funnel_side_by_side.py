#!/usr/bin/env python3
"""fourr funnel, retention and reach beside the same jobs in ClickHouse (chdb), DuckDB and Python polars, in one run each.

Over an unsorted log in Parquet: six steps within seven days, by channel; cohorts by week and retention on single days;
reach, exposures and exact sets of channels. Every program is a whole process. Their answers are compared before any time is
printed. Peers that this Python does not have are skipped by name.

    cargo build --release
    python3 benches/funnel_side_by_side.py --members 1250000
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import harness

PEERS = {
    "funnel": {"chdb": "chdb", "duckdb": "duckdb", "polars": "polars"},
    "retention": {"duckdb": "duckdb", "polars": "polars"},
    "reach": {"duckdb": "duckdb", "polars": "polars"},
}
STEPS = ["open", "view", "add_to_cart", "order", "pay", "review"]
FLAGS = {
    "funnel": [*(word for step in STEPS for word in ("--step", step)), "--by", "channel"],
    "retention": ["--period", "week", "--running", "so-far"],
    "reach": [],
}


def funnel(summary: dict) -> dict:
    return {group["name"]: [stage["reached"] for stage in group["stages"]] for group in summary["groups"]}


def retention(summary: dict) -> dict:
    cohorts = {
        cohort["start"]: {str(age): cell["active"] for age, cell in enumerate(cohort["cells"]) if cell["active"]}
        for cohort in summary["cohorts"]
    }
    days = {day["days"].split("-")[0]: [day["eligible"], day["active"]] for day in summary["days"]}
    return {"cohorts": cohorts, "days": days}


def reach(summary: dict) -> dict:
    names = [channel["name"] for channel in summary["channels"]]
    sets = {"+".join(sorted(names[at] for at in one["channels"])): one["persons"] for one in summary["combinations"]}
    channels = {channel["name"]: [channel["impressions"], channel["reached"]] for channel in summary["channels"]}
    return {"population": summary["population"], "channels": channels, "sets": sets}


ANSWERS = {"funnel": funnel, "retention": retention, "reach": reach}


def compare(analysis: str, fourr: str, log: str, scratch: Path, runs: int) -> None:
    jobs = {"fourr": [fourr, analysis, log, *FLAGS[analysis], "-o", str(scratch / "fourr")]}
    jobs |= harness.peers(analysis, PEERS[analysis], log, scratch)

    def check() -> None:
        mine = ANSWERS[analysis](json.loads((scratch / "fourr/summary.json").read_text()))
        for name in jobs.keys() - {"fourr"}:
            answer = json.loads((scratch / name / "summary.json").read_text())
            if answer != mine:
                sys.exit(f"{name} has another answer:\n{answer}\nfourr:\n{mine}")
        print(f"{analysis}: {len(jobs) - 1} peers have the same answer")

    harness.print_table(harness.side_by_side(jobs, runs, check), log)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--members", type=int, default=1_250_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--analyses", default="funnel,retention,reach")
    options.add_argument("--fourr", default=str(harness.ROOT / "target/release/fourr"))
    options.add_argument("--data", help="use this log instead of generating one")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = given.data or f"{folder}/events.parquet"
        if not given.data:
            members = ["--members", str(given.members)]
            generate = [given.fourr, "generate", "events", "--edition", "bench", *members, "-o", log]
            subprocess.run(generate, check=True, stdout=subprocess.DEVNULL)
        for analysis in given.analyses.split(","):
            scratch = Path(folder) / analysis
            scratch.mkdir()
            compare(analysis, given.fourr, log, scratch, given.runs)


main()
