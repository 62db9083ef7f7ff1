"""What side-by-side runs share: a process timed from start to end, peers that are there, and a table of times."""

import importlib.util
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak MiB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} failed:\n{errors.decode()}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def peers(analysis: str, modules: dict, data: str, scratch: Path) -> dict:
    """The commands of the peers whose module this Python has; the others are named."""
    jobs = {}
    for name, module in modules.items():
        if importlib.util.find_spec(module) is None:
            print(f"skipped: {name} (this Python has no module {module})")
            continue
        script = str(ROOT / "benches/peers" / f"{analysis}_{name}.py")
        jobs[name] = [sys.executable, script, data, str(scratch / name)]
    return jobs


def side_by_side(jobs: dict, runs: int, check) -> dict:
    """Times of every job, in turns. `check` compares the answers of the first round, which is not timed."""
    figures = {name: [] for name in jobs}
    for repeat in range(runs + 1):
        for name, command in jobs.items():
            figure = run(command)
            if repeat > 0:
                figures[name].append(figure)
        if repeat == 0:
            check()
    return figures


def print_table(figures: dict, data: str) -> None:
    size = os.path.getsize(data) / 2**20
    print(f"{data.rsplit('.', 1)[-1]}, {size:.0f} MiB; {os.cpu_count()} processors; Python {platform.python_version()}")
    print(f"{'program':<8} {'median s':>9} {'min':>7} {'max':>7} {'CPU s':>7} {'peak MiB':>9} {'against fourr':>14}")
    base = statistics.median(seconds for seconds, _, _ in figures["fourr"])
    for name, runs in figures.items():
        seconds, cpu, peaks = zip(*runs)
        median = statistics.median(seconds)
        print(f"{name:<8} {median:9.2f} {min(seconds):7.2f} {max(seconds):7.2f} {statistics.median(cpu):7.2f} "
              f"{max(peaks):9.0f} {median / base:13.2f}x")
