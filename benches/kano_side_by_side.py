#!/usr/bin/env python3
"""fourr kano beside the same job in Python polars and pandas, in one run.

Every program is a whole process: it reads the questionnaire, counts the pairs of every feature by category, and writes
category, Better and Worse of each. Their answers are compared before any time is printed. fourr does more in its time:
report, charts, workbook, tests and bootstrap; --json leaves the documents out.

    cargo build --release
    python3 benches/kano_side_by_side.py --respondents 1000000
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import harness

PEERS = {"polars": "polars", "pandas": "pandas"}


def answer_of_fourr(out: Path) -> dict:
    summary = json.loads((out / "summary.json").read_text())
    return {
        of["feature"]: {
            "counts": of["counts"],
            "category": of["category"]["mode"],
            "better": round(of["coefficients"]["better"]["value"], 9),
            "worse": round(of["coefficients"]["worse"]["value"], 9),
        }
        for of in summary["features"]
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--respondents", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--format", choices=["parquet", "csv"], default="parquet")
    options.add_argument("--fourr", default=str(harness.ROOT / "target/release/fourr"))
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        survey = str(scratch / f"survey.{given.format}")
        size = ["--edition", "bench", "--respondents", str(given.respondents)]
        subprocess.run([given.fourr, "generate", "questionnaire", *size, "-o", survey], check=True, stdout=subprocess.DEVNULL)
        jobs = {"fourr": [given.fourr, "kano", survey, "--coding", "like-first", "-o", str(scratch / "fourr")]}
        jobs |= harness.peers("kano", PEERS, survey, scratch)
        figures = harness.side_by_side(jobs, given.runs, lambda: check(scratch, jobs))
        harness.print_table(figures, survey)


def check(scratch: Path, jobs: dict) -> None:
    ours = answer_of_fourr(scratch / "fourr")
    for name in jobs:
        theirs = ours if name == "fourr" else json.loads((scratch / name / "summary.json").read_text())
        if ours != theirs:
            sys.exit(f"the answers differ:\nfourr  {ours}\n{name}  {theirs}")
    categories = {feature: of["category"] for feature, of in ours.items()}
    print("the same answers:", json.dumps(categories, ensure_ascii=False))


main()
