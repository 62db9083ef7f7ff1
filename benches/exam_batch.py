#!/usr/bin/env python3
"""A whole exam: variants made, solved and marked, as whole processes; every sheet must have full marks.

    cargo build --release
    python3 benches/exam_batch.py --candidates 200 --rows 20000
"""

import argparse
import csv
import json
import pathlib
import tempfile

from harness import ROOT, Job, run


PAPER = """
title = "Batch"
[inputs]
orders = {{ generate = "orders", rows = {rows} }}
[[step]]
name = "rfm"
run = "rfm"
input = "orders"
as-of = 2025-01-01
[[question]]
id = "R1"
points = 4
prompt = "Customers"
kind = "number"
answer = "rfm.totals.customers"
absolute = 0
same = true
[[question]]
id = "R2"
points = 6
prompt = "重要价值客户"
kind = "number"
answer = "rfm.segments.重要价值客户.customers"
absolute = 0
[[question]]
id = "R3"
points = 6
prompt = "Their share"
kind = "number"
answer = "100 * {{R2}} / {{R1}}"
places = 2
[[question.mistake]]
answer = "100 * {{R2}} / rfm.totals.orders"
says = "by orders"
[[question]]
id = "R4"
points = 6
prompt = "The three largest"
kind = "ranking"
answer = "rfm.segments[*]"
by = "customers"
first = 3
same = true
"""


def answers(key):
    """What a candidate writes who has everything right."""
    given = {}
    for question in key["questions"]:
        answer = question["answer"]
        given[question["id"]] = answer.get("value", answer.get("values"))
    return given


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=200)
    parser.add_argument("--rows", type=int, default=20_000)
    arguments = parser.parse_args()
    fourr = str(ROOT / "target/release/fourr")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        paper = folder / "paper.toml"
        paper.write_text(PAPER.format(rows=arguments.rows), encoding="utf-8")
        roster = folder / "roster.csv"
        with roster.open("w", newline="", encoding="utf-8") as out:
            rows = ([f"{number:04}", f"C{number}"] for number in range(arguments.candidates))
            csv.writer(out).writerows([["id", "name"], *rows])
        made = ["exam", "variants", paper, "--roster", roster, "--seed", "2026", "-o", folder / "variants"]
        generate = run(Job("variants", [fourr, *map(str, made)], folder / "variants"))
        sheets = folder / "sheets"
        sheets.mkdir()
        for path in (folder / "variants/keys").glob("[0-9]*.json"):
            key = json.loads(path.read_text(encoding="utf-8"))["key"]
            (sheets / path.name).write_text(json.dumps(answers(key)), encoding="utf-8")
        marked = ["exam", "grade", paper, sheets, "--roster", roster, "--variants", folder / "variants", "-o", folder / "out"]
        grade = run(Job("marks", [fourr, *map(str, marked)], folder / "out"))
        summary = json.loads((folder / "out/grades/summary.json").read_text(encoding="utf-8"))
        points = [one["points"] for one in summary["candidates"]]
        assert points == [summary["points"]] * arguments.candidates, "somebody lost marks"
        print(f"{arguments.candidates} candidates x {arguments.rows:,} rows, all marks full")
        print("| job | s | CPU s | peak MiB |\n|---|---|---|---|")
        for name, of in {"variants and keys": generate, "marks and feedback": grade}.items():
            print(f"| {name} | {of.seconds:.2f} | {of.processor_seconds:.2f} | {of.peak_mib:.0f} |")


if __name__ == "__main__":
    main()
