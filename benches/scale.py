#!/usr/bin/env python3
"""A hundred million rows: what each analysis takes of them, and how that grows from a million on.

One run of each analysis over each size, as a whole process without documents: seconds, processor seconds of all threads, those of
them in the kernel, the largest resident memory, and the exponent of growth (1 is proportional to the rows) by least squares over
the three sizes, of all processor seconds and of those in the program: a virtual machine takes the kernel's time for memory that it
has not touched before. Each
also with working data bounded to `--memory`, where the summary must be the same to the byte.

    cargo build --release
    python3 benches/scale.py --keep /var/tmp/rows                      # about 15 GB, a quarter of an hour
    python3 benches/scale.py rfm funnel --formats csv --keep /var/tmp/rows
"""

import argparse
import math
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from harness import ROOT, Job, Run, Unfinished, run
from tasks import TASKS
from tasks.task import BENCHES, FIGURES, Task

SIZES = (1_000_000, 10_000_000, 100_000_000)
# Persons of a profile to so many of their orders, as the orders have customers.
ORDERS_A_PERSON = 12.5
BOUND = "500MB"


@dataclass(frozen=True)
class Data:
    """Where the tables of one size lie."""

    folder: Path
    rows: int
    form: str

    def of(self, fourr: str, task: Task, rows: int | None = None) -> Path:
        """The table of a task, made where it is not there."""
        rows = rows or self.rows
        path = task.path(self.folder, rows, self.form)
        if not path.exists():
            print(f"making {path.name}", file=sys.stderr, flush=True)
            part = path.with_name(f"part-{path.name}")
            task.make(fourr, rows, part)
            part.rename(path)
        return path


def jobs(name: str, fourr: str, data: Data) -> list[tuple[str, list[str]]]:
    """What is run of an analysis: what it is called, and its command without the folder of results."""
    task = TASKS[name]
    if name == "profile":
        persons = data.of(fourr, task, int(data.rows / ORDERS_A_PERSON))
        rows = [("--orders", TASKS["rfm"]), ("--events", TASKS["funnel"])]
        tables = [word for flag, other in rows for word in (flag, str(data.of(fourr, other)))]
        tags = ["--tags", str(BENCHES / "data/measures.toml"), "--as-of", "2025-01-01", "--min-group", "0"]
        command = [fourr, "profile", str(persons), *tables, *tags]
    else:
        command = task.command(fourr, data.of(fourr, task))
    both = [(name, command), (f"{name} --memory {BOUND}", [*command, "--memory", BOUND])]
    return [*both, ("clean --ledger never", [*command, "--ledger", "never"])] if name == "clean" else both


def exponent(seconds: list[float]) -> float:
    """The slope of the logarithms over those of the sizes."""
    rows, seconds = ([math.log(max(value, 1e-9)) for value in values] for values in (SIZES, seconds))
    return statistics.linear_regression(rows, seconds).slope


def own(of: Run) -> float:
    """Processor seconds in the program."""
    return of.processor_seconds - of.kernel_seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("analyses", nargs="*", metavar="ANALYSIS", help="of rfm, funnel, clean, profile [default: all]")
    parser.add_argument("--formats", nargs="+", choices=("parquet", "csv"), default=["parquet"])
    parser.add_argument("--fourr", default=str(ROOT / "target/release/fourr"))
    parser.add_argument("--keep", metavar="DIR", help="keep data there, take data that are there")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(asked.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print("| analysis | format | s | processor s | in the kernel | peak MiB | exponent | in the program |\n|---|---|---|---|---|---|---|---|")
        for form in asked.formats:
            for name in asked.analyses or ["rfm", "funnel", "clean", "profile"]:
                measure(name, asked.fourr, [Data(folder, rows, form) for rows in SIZES])


def measure(name: str, fourr: str, sizes: list[Data]) -> None:
    commands = [jobs(name, fourr, data) for data in sizes]
    summaries = []
    for each in zip(*commands):
        label = each[0][0]
        try:
            ran = [run(Job("fourr", [*command, *FIGURES, "-o", str(out)], out)) for command, out in outs(sizes, each)]
        except Unfinished as failed:
            print(f"| {label} | {sizes[0].form} | {failed} | | | | | |", flush=True)
            continue
        of = ran[-1]
        grown = exponent([run.processor_seconds for run in ran]), exponent([own(run) for run in ran])
        taken = f"{of.seconds:.1f} | {of.processor_seconds:.1f} | {of.kernel_seconds:.1f} | {of.peak_mib:.0f}"
        figures = " | ".join([taken, *(f"{exponent:.2f}" for exponent in grown)])
        print(f"| {label} | {sizes[0].form} | {figures} |", flush=True)
        summaries.append((sizes[-1].folder / f"out-{len(sizes) - 1}/summary.json").read_bytes())
    if len(set(summaries[:2])) > 1:
        sys.exit(f"{name}: another summary with bounded memory")


def outs(sizes: list[Data], jobs: tuple[tuple[str, list[str]], ...]) -> list[tuple[list[str], Path]]:
    return [(command, data.folder / f"out-{place}") for place, ((_, command), data) in enumerate(zip(jobs, sizes))]


if __name__ == "__main__":
    main()
