"""What runs beside each other: jobs as whole processes, timed and bounded, and their answers held against each other.

The process that starts the others imports nothing large: a child's peak memory is never below that of its parent.
"""

import filecmp
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# Both pools of fourr follow the first; programs that use rayon alone know the second.
THREADS = ("POLARS_MAX_THREADS", "RAYON_NUM_THREADS")


class Unfinished(Exception):
    """A program that failed or took too long, in words."""


@dataclass(frozen=True)
class Job:
    """A program and what it is given; its results go to the folder `out`."""

    program: str
    command: list[str]
    out: Path
    threads: int | None = None

    @property
    def said(self) -> Path:
        """Its standard output."""
        return self.out.with_name(f"{self.out.name}.stdout")

    @property
    def complained(self) -> Path:
        """Its standard error."""
        return self.out.with_name(f"{self.out.name}.stderr")

    def environment(self) -> dict[str, str]:
        """Ours, with the number of threads that the job asks for or all of them."""
        inherited = {name: value for name, value in os.environ.items() if name not in THREADS}
        return inherited | ({} if self.threads is None else dict.fromkeys(THREADS, str(self.threads)))


@dataclass(frozen=True)
class Run:
    """One process: wall seconds, processor seconds of all threads, those of them in the kernel, and the largest resident memory
    in MiB."""

    seconds: float
    processor_seconds: float
    kernel_seconds: float
    peak_mib: float

    def lasting(self, seconds: float) -> "Run":
        """The same process, of which so many seconds count."""
        return replace(self, seconds=seconds)


@dataclass(frozen=True)
class Figures:
    """The timed runs of one program."""

    runs: list[Run]

    @property
    def median(self) -> float:
        return statistics.median(run.seconds for run in self.runs)

    @property
    def fastest(self) -> float:
        return min(run.seconds for run in self.runs)

    @property
    def slowest(self) -> float:
        return max(run.seconds for run in self.runs)

    @property
    def processor(self) -> float:
        return statistics.median(run.processor_seconds for run in self.runs)

    @property
    def peak(self) -> float:
        return max(run.peak_mib for run in self.runs)


def run(job: Job, timeout: float = float("inf")) -> Run:
    """Runs a job into an empty place.

    Raises `Unfinished` for one that fails or is not done after `timeout` seconds.
    """
    shutil.rmtree(job.out, ignore_errors=True)
    with open(job.said, "wb") as said, open(job.complained, "wb") as complained:
        start = time.perf_counter()
        process = subprocess.Popen(job.command, stdout=said, stderr=complained, env=job.environment())
        late = threading.Event()
        timer = threading.Timer(min(timeout, threading.TIMEOUT_MAX), lambda: (late.set(), process.kill()))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        timer.cancel()
    if late.is_set():
        raise Unfinished(f"more than {timeout:g} s")
    if process.returncode != 0:
        last = job.complained.read_text(errors="replace").strip().rsplit("\n", 1)[-1]
        raise Unfinished(f"ended with {process.returncode}: {last}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_stime, usage.ru_maxrss / 1024)


def apart(function: Callable, *arguments: Any) -> Any:
    """What a function returns that is called in a process of its own, so that what it imports does not stay here."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def make(*command: object) -> None:
    """Runs a program that makes data; one that fails ends the run."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stderr.decode(errors='replace')}")


def difference(mine: Any, theirs: Any, tolerance: float, place: str = "") -> str | None:
    """Where two answers differ first, in words; numbers with a decimal point may differ by `tolerance`, relatively."""
    if isinstance(mine, dict) and isinstance(theirs, dict):
        if mine.keys() != theirs.keys():
            return f"{place}: {sorted(mine.keys() ^ theirs.keys())[:5]} on one side alone"
        pairs = [(f"{place}.{key}", mine[key], theirs[key]) for key in mine]
    elif isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
        pairs = [(f"{place}[{at}]", *pair) for at, pair in enumerate(zip(mine, theirs))]
    else:
        return None if alike(mine, theirs, tolerance) else f"{place.lstrip('.')}: {mine!r} and {theirs!r}"
    found = (difference(a, b, tolerance, at) for at, a, b in pairs)
    return next((one for one in found if one is not None), None)


def alike(mine: Any, theirs: Any, tolerance: float) -> bool:
    """Whole numbers and texts exactly; sums of floats depend on the order of their parts."""
    if isinstance(mine, float) or isinstance(theirs, float):
        numbers = all(isinstance(one, (int, float)) for one in (mine, theirs))
        return numbers and abs(mine - theirs) <= tolerance * max(1.0, abs(mine))
    return mine == theirs


def files(folder: Path) -> set[str]:
    """The files of a folder by their path in it."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def differing_file(one: Path, other: Path) -> str | None:
    """The first file that two folders have not byte for byte in common."""
    mine, theirs = files(one), files(other)
    same = lambda name: name in mine and name in theirs and filecmp.cmp(one / name, other / name, shallow=False)
    return next((name for name in sorted(mine | theirs) if not same(name)), None)
