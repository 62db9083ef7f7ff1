#!/usr/bin/env python3
"""What fourr costs before there are many rows: its start, analyses of 1,000 rows, and the size of the binary with its parts.

    cargo build --release
    python3 benches/start.py --json start.json
    python3 benches/start.py --fourr target/dist/fourr

Times are medians of whole processes, after one run that warms up, analyses in turn. Parts of the binary are those of
`size -A`, and code by crate from the names of `nm`: what the standard library was instantiated with counts as its own. Both
need binutils; a binary without names has no parts by crate.
"""

import argparse
import json
import re
import shutil
import statistics
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

import harness
import machine
from harness import Job
from tables import head
from tasks import TASKS

ROWS = 1_000
ANALYSES = ["clean", "profile", "rfm", "kano", "funnel", "retention", "reach", "cost-benefit"]
# Milliseconds to be reached: of starting, of an analysis with all outputs, of its figures alone.
START, OUTPUTS, FIGURES = 15, 300, 50
# Bytes; smaller sections are put together.
SMALL = 100_000
# What stands before the first path of a name: `<`, `&`, `*mut`, `dyn`, brackets.
PATH = re.compile(r"^(?:<|&|\(|\[|\*const |\*mut |mut |dyn |impl )*(\w+)::")

# A line of `nm -S` about code that has a size.
CODE = re.compile(r"^[0-9a-f]+ (?P<size>[0-9a-f]{8,}) [tTwW] (?P<name>.*)$")


def jobs(fourr: str, folder: Path) -> list[tuple[Job, int]]:
    """What is started, and the milliseconds that it should stay below."""
    job = lambda name, *words: Job(name, [fourr, *words], folder / "out")
    found = [(job("--version", "--version"), START), (job("rfm --help", "rfm", "--help"), START)]
    for name in ANALYSES:
        task = TASKS[name]
        data = task.path(folder, ROWS, "csv")
        if not data.exists():
            task.make(fourr, ROWS, data)
        out = folder / "out"
        found.append((Job(f"{name}, all outputs", task.documents(fourr, data, out), out), OUTPUTS))
        found.append((Job(f"{name} --json", [*task.command(fourr, data), "--json"], out), FIGURES))
    return found


def medians(given: argparse.Namespace) -> dict[str, dict]:
    """Milliseconds of every job, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        started = jobs(given.fourr, Path(folder))
        times: dict[str, list[float]] = {job.program: [] for job, _ in started}
        for turn in range(given.runs + 1):
            for job, _ in started:
                seconds = harness.run(job).seconds
                if turn > 0:
                    times[job.program].append(1_000 * seconds)
    figure = lambda ran, below: {"median_ms": statistics.median(ran), "min_ms": min(ran), "max_ms": max(ran), "aim_ms": below}
    return {job.program: figure(times[job.program], below) for job, below in started}


def sections(binary: str) -> dict[str, int]:
    """Bytes of the sections that are large, of debug information, of the rest, and of the names, which are not loaded."""
    said = subprocess.run(["size", "-A", binary], capture_output=True, text=True, check=True).stdout
    parts: Counter[str] = Counter()
    for line in said.splitlines():
        name, *numbers = line.split() or [""]
        if name.startswith(".") and numbers:
            large = name if int(numbers[0]) >= SMALL else "other sections"
            parts["debug information" if name.startswith(".debug") else large] += int(numbers[0])
    parts["names of symbols"] = Path(binary).stat().st_size - sum(parts.values())
    return dict(parts.most_common())


def crate_of(name: str) -> str:
    """The crate of a name as `nm` shows it; names without a path are of C or assembler."""
    found = PATH.match(name)
    return found[1] if found else "C and assembler"


def crates(binary: str) -> dict[str, int]:
    """Bytes of code by crate."""
    said = subprocess.run(["nm", "-S", "--demangle", binary], capture_output=True, text=True, check=False).stdout
    sums: Counter[str] = Counter()
    for line in said.splitlines():
        if found := CODE.match(line):
            sums[crate_of(found["name"])] += int(found["size"], 16)
    return dict(sums.most_common())


def parts(binary: str) -> dict:
    """The size of the binary, and of what it consists where the tools are there."""
    found: dict = {"bytes": Path(binary).stat().st_size}
    if shutil.which("size"):
        found["sections"] = sections(binary)
    if shutil.which("nm"):
        found["crates"] = crates(binary)
    return found


def print_sizes(title: str, sizes: dict[str, int], most: int) -> None:
    """The largest parts, and the others together."""
    print("\n".join(["", *head([title, "MiB"])]))
    shown = list(sizes.items())[:most]
    rest = sum(sizes.values()) - sum(size for _, size in shown)
    for name, size in [*shown, *([("the others", rest)] if rest else [])]:
        print(f"| {name} | {size / 2**20:.2f} |")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--fourr", default=str(harness.ROOT / "target/release/fourr"))
    options.add_argument("--runs", type=int, default=20)
    options.add_argument("--json", type=Path, metavar="FILE", help="write every figure there")
    given = options.parse_args()
    about = machine.fingerprint()
    print(f"{about['date']}; {about['processor']}, {about['cores']} cores, load {about['load']}; medians of {given.runs} runs\n")
    times = medians(given)
    print("\n".join(head(["process", "median ms", "min", "max", "to stay below"])))
    for name, of in times.items():
        print(f"| {name} | {of['median_ms']:.1f} | {of['min_ms']:.1f} | {of['max_ms']:.1f} | {of['aim_ms']} |")
    binary = parts(given.fourr)
    print(f"\n{Path(given.fourr).name}: {binary['bytes'] / 2**20:.1f} MiB")
    print_sizes("section", binary.get("sections", {}), 12)
    print_sizes("code of", binary.get("crates", {}), 30)
    if given.json:
        given.json.write_text(json.dumps({"machine": about, "times": times, "binary": binary}, indent=1) + "\n")


if __name__ == "__main__":
    main()
