#!/usr/bin/env python3
"""Scores the cells that `fourr clean` suspects against pairs of a dirty and a clean table.

    python3 benches/detection.py path/to/shared/data/clean_* [--fourr target/release/fourr] [--by-column]

Each folder holds `dirty.csv` and `clean.csv`; the first is given to `fourr clean` as it is, with default settings, and
the second is read for nothing but the score. A folder without a clean side is reported by what was found in it.

The convention is that of Raha (Mahdavi et al., SIGMOD 2019) and Baran (Mahdavi and Abedjan, PVLDB 2020): both files are
text without any conversion, a cell is an error where the two texts differ. Detection: precision = suspected errors /
suspected cells, recall = suspected errors / errors. Repair: precision = cells repaired to exactly the clean text / cells
for which a repair is proposed, recall = those / errors. F1 is the harmonic mean.

Needs nothing but Python 3.9.
"""

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path


def read(path):
    """Header and rows of a CSV file, every cell as its text."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return rows[0], rows[1:]


def suspects(fourr, dirty):
    """What `fourr clean` suspects, as (row from 0, column, value, repair or None, problem), and its seconds."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        started = time.perf_counter()
        run = subprocess.run(
            [fourr, "clean", str(dirty), "-o", str(out), "--csv", "always"],
            capture_output=True,
            text=True,
        )
        seconds = time.perf_counter() - started
        if run.returncode != 0:
            sys.exit(f"{dirty}: {run.stderr}")
        header, rows = read(out / "suspects.csv")
    place = {name: index for index, name in enumerate(header)}
    found = []
    for row in rows:
        known = row[place["has_repair"]] == "true"
        found.append(
            (
                int(row[place["row"]]) - 1,
                row[place["column"]],
                row[place["value"]],
                row[place["repair"]] if known else None,
                row[place["problem"]],
            )
        )
    return found, seconds


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def ratio(part, whole):
    return part / whole if whole else 0.0


def score(folder, fourr, by_column):
    """One line of the table, and the figures by column."""
    header, dirty = read(folder / "dirty.csv")
    _, clean = read(folder / "clean.csv")
    found, seconds = suspects(fourr, folder / "dirty.csv")
    index = {name: place for place, name in enumerate(header)}
    errors = {
        (row, column)
        for row, (was, should) in enumerate(zip(dirty, clean))
        for column, (a, b) in enumerate(zip(was, should))
        if a != b
    }
    cells = {(row, index[column]): repair for row, column, _, repair, _ in found}
    right = {cell for cell in cells if cell in errors}
    changed = {c: r for c, r in cells.items() if r is not None and r != dirty[c[0]][c[1]]}
    repaired = {c for c, r in changed.items() if r == clean[c[0]][c[1]]}
    detection = ratio(len(right), len(cells)), ratio(len(right), len(errors))
    repair = ratio(len(repaired), len(changed)), ratio(len(repaired), len(errors))
    if by_column:
        for column, name in enumerate(header):
            count = [sum(1 for cell in some if cell[1] == column) for some in (errors, cells, right, repaired)]
            print(f"  {name}: errors {count[0]}, suspected {count[1]}, of which right {count[2]}, repaired {count[3]}")
    return [folder.name, len(errors), len(cells), *detection, f1(*detection), *repair, f1(*repair), seconds]


def report(folder, path, fourr):
    """What is found where there is no clean side."""
    found, seconds = suspects(fourr, path)
    counts = Counter((column, problem) for _, column, _, _, problem in found)
    print(f"\n{folder.name}: no clean side; {len(found)} suspected cells in {seconds:.2f} s")
    for (column, problem), count in sorted(counts.items()):
        print(f"  {column}: {problem} {count}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--fourr", default="target/release/fourr")
    parser.add_argument("--by-column", action="store_true")
    arguments = parser.parse_args()
    print("| set | errors | suspected | precision | recall | F1 | repair precision | recall | F1 | seconds |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    others = []
    for folder in sorted(arguments.folders):
        if not (folder / "clean.csv").exists():
            others.append(folder)
            continue
        name, errors, cells, *figures, seconds = score(folder, arguments.fourr, arguments.by_column)
        print(f"| {name} | {errors} | {cells} | " + " | ".join(f"{f:.3f}" for f in figures) + f" | {seconds:.2f} |")
    for folder in others:
        for path in sorted(folder.glob("*.csv")):
            report(folder, path, arguments.fourr)


if __name__ == "__main__":
    main()
