#!/usr/bin/env python3
"""Instructions of the hot kernels under valgrind, held against the record in instructions.toml.

Counts do not depend on how busy or fast the machine is. Each kernel of benches/instructions.rs runs over seeded data with one
thread, once and twice; what the second time costs is its count, so that neither start-up nor opening the file is part of it. A
kernel that costs 10 % more than its record makes the run fail; one that costs 10 % less is told, for its record is stale.

    python3 benches/instructions.py                  # build, count, compare
    python3 benches/instructions.py k_means --record # write what was counted

Needs valgrind. Another version of Rust or of polars gives other counts; record anew with the change that brings it.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORD = Path(__file__).with_suffix(".toml")
BUILD = ["cargo", "build", "--release", "--locked", "-p", "fourr-benches", "--bench", "instructions"]
TOLERANCE = 0.10


@dataclass(frozen=True)
class Count:
    """Instructions of one time of a kernel over so many rows."""

    kernel: str
    rows: int
    instructions: int

    def toml(self) -> str:
        return f"[{self.kernel}]\nrows = {self.rows}\ninstructions = {self.instructions}\n"


def built() -> str:
    """The program, built as users build it."""
    done = subprocess.run([*BUILD, "--message-format=json"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit("the kernels were not built")
    messages = (json.loads(line) for line in done.stdout.splitlines() if line.startswith("{"))
    return next(of["executable"] for of in messages if of.get("executable") and of["target"]["name"] == "instructions")


def counted(program: str, kernel: str, folder: str, times: int) -> int:
    """All instructions of a process that runs a kernel so many times."""
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, "run", kernel, folder, str(times)]
    one_thread = os.environ | {"POLARS_MAX_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    done = subprocess.run(valgrind, env=one_thread, capture_output=True, text=True, check=False)
    collected = [line.rsplit(":", 1)[1] for line in done.stderr.splitlines() if "Collected" in line]
    if done.returncode != 0 or not collected:
        sys.exit(f"{' '.join(valgrind)} failed:\n{done.stderr}")
    return int(collected[-1])


def count(program: str, kernel: str, rows: int) -> Count:
    """What the second time costs."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "write", kernel, folder], check=True)
        once, twice = (counted(program, kernel, folder, times) for times in (1, 2))
    return Count(kernel, rows, twice - once)


def recorded() -> dict[str, Count]:
    """The record; none where there is no file."""
    if not RECORD.exists():
        return {}
    kernels = tomllib.loads(RECORD.read_text())
    return {name: Count(name, of["rows"], of["instructions"]) for name, of in kernels.items() if isinstance(of, dict)}


def write(counts: dict[str, Count]) -> None:
    rust = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    head = "# Instructions of one time of each kernel: written by `python3 benches/instructions.py --record`, read without it.\n"
    head += f'rust = "{rust}"\nmachine = "{platform.machine()}"\n'
    RECORD.write_text("\n".join([head, *(counts[name].toml() for name in sorted(counts))]))


def verdict(now: Count, before: Count | None) -> tuple[str, bool]:
    """What became of a kernel, in words, and whether that is a failure."""
    if before is None or before.rows != now.rows:
        return "not recorded", True
    change = now.instructions / before.instructions - 1
    if change > TOLERANCE:
        return f"{change:+.1%}: costs more", True
    return (f"{change:+.1%}: record it" if change < -TOLERANCE else f"{change:+.1%}"), False


def kernels(program: str) -> dict[str, int]:
    """The kernels and their rows."""
    lines = subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines()
    return {name: int(rows) for name, rows in (line.split() for line in lines)}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("kernels", nargs="*", metavar="KERNEL", help="these alone")
    options.add_argument("--record", action="store_true", help="write what was counted, in place of comparing")
    given = options.parse_args()
    if shutil.which("valgrind") is None:
        sys.exit("skipped: there is no valgrind")
    program = built()
    rows = kernels(program)
    if unknown := [name for name in given.kernels if name not in rows]:
        options.error(f"no kernel {unknown[0]}; there are {', '.join(rows)}")
    before, now, failed = recorded(), {}, False
    print("| kernel | rows | instructions | a row | against the record |\n|---|---|---|---|---|")
    for name in given.kernels or rows:
        of = now[name] = count(program, name, rows[name])
        words, fails = verdict(of, before.get(name))
        failed |= fails
        print(f"| {name} | {of.rows:,} | {of.instructions:,} | {of.instructions / of.rows:,.0f} | {words} |", flush=True)
    if given.record:
        write({name: of for name, of in before.items() if name in rows} | now)
    elif failed:
        sys.exit("error: kernels cost more than their record, or have none; where that is meant, `--record`")


if __name__ == "__main__":
    main()
