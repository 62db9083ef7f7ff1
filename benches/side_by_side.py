#!/usr/bin/env python3
"""fourr beside other programs that do the same work: Python polars, DuckDB, ClickHouse (chdb), pandas, scikit-learn.

Every program is a whole process: it reads a file and writes tables and a summary. For each task and format all answers are
compared before any time is printed, and those of fourr with one thread and with all threads byte for byte. That first round
warms up; then the programs run in turn. Peers that this Python does not have are skipped by name. numpy and polars are needed
to make data and to compare tables.

    cargo build --release && cargo build --release -p fourr-cluster --example kmeans
    python3 -m pip install numpy polars duckdb chdb pandas pyarrow scikit-learn
    python3 benches/side_by_side.py                           # seven tasks at their sizes, Parquet and CSV
    python3 benches/side_by_side.py rfm funnel --rows 100000 --runs 3 --formats csv --programs polars chdb
"""

import argparse
import importlib.util
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import harness
import machine
from harness import Figures, Job, Run, Unfinished
from tables import FOURR, Case, circumstances, summary
from tasks import TASKS, USUAL, Task

DOCUMENTS = "fourr, documents"
PEERS = sorted({module for task in TASKS.values() for module in task.peers})


class Differing(Exception):
    """Two programs with different answers."""


class Contest:
    """One task over one file."""

    def __init__(self, task: Task, data: Path, scratch: Path, given: argparse.Namespace) -> None:
        self.task, self.data, self.scratch, self.given = task, data, scratch, given
        self.without: dict[str, str] = {}

    def job(self, program: str, command: Callable[[Path], list[str]], threads: int | None = None) -> Job:
        """A job whose command is made for its own folder."""
        out = self.scratch / (program.replace(", ", "-") + (f"-{threads}" if threads else ""))
        return Job(program, command(out), out, threads)

    def jobs(self) -> list[Job]:
        """fourr first, then the peers that were asked for and are there."""
        task, fourr, data = self.task, self.given.fourr, self.data
        jobs = [self.job(FOURR, lambda out: task.figures(fourr, data, out))]
        if self.given.documents and task.documents(fourr, data, self.scratch):
            jobs.append(self.job(DOCUMENTS, lambda out: task.documents(fourr, data, out)))
        for name in task.peers:
            if self.given.programs and name not in self.given.programs:
                continue
            if importlib.util.find_spec(name) is None:
                self.without[name] = f"skipped: this Python has no module {name}"
                continue
            jobs.append(self.job(name, lambda out, name=name: task.peer(name, data, out)))
        return jobs

    def prove_threads(self) -> None:
        """fourr with one thread and with all of them."""
        command = lambda out: self.task.tables(self.given.fourr, self.data, out)
        one, every = self.job("fourr-one-thread", command, 1), self.job("fourr-threads", command)
        for job in (one, every):
            harness.run(job)
        if found := self.task.differing(one, every):
            raise Differing(f"{self.task.name}: fourr with one thread and with all of them: {found} differs")

    def prove(self, jobs: list[Job]) -> list[Job]:
        """Runs every program once and compares its answer with that of fourr; those that finished are left."""
        own = [job for job in jobs if job.program.startswith(FOURR)]
        for job in own:
            harness.run(job)
        mine = harness.apart(self.task.answer_of_fourr, own[0])
        return own + [job for job in jobs if job not in own and self.agrees(job, mine)]

    def agrees(self, job: Job, mine: Any) -> bool:
        """Whether a peer finishes; one with another answer ends everything."""
        try:
            harness.run(job, self.given.timeout)
        except Unfinished as reason:
            self.without[job.program] = str(reason)
            return False
        theirs = harness.apart(self.task.answer_of_peer, job)
        if found := harness.difference(mine, theirs, self.task.tolerance):
            raise Differing(f"{self.task.name}: fourr and {job.program} differ at {found}")
        return True

    def turns(self, jobs: list[Job]) -> dict[str, Figures]:
        """So many runs of every program, one after the other in each round."""
        figures: dict[str, list[Run]] = {job.program: [] for job in jobs}
        for _ in range(self.given.runs):
            for job in jobs:
                try:
                    run = harness.run(job)
                except Unfinished as reason:
                    self.without[job.program] = str(reason)
                    continue
                said = self.task.seconds(job)
                figures[job.program].append(run if said is None else run.lasting(said))
        return {name: Figures(runs) for name, runs in figures.items() if len(runs) == self.given.runs}

    def held(self) -> Case:
        """Answers first, then times."""
        self.prove_threads()
        jobs = self.prove(self.jobs())
        peers = ", ".join(job.program for job in jobs if not job.program.startswith(FOURR))
        form, rows = self.data.suffix[1:], self.given.rows or self.task.rows
        print(f"{self.task.name}, {form}: the same answers: fourr with one thread and with all, {peers}", flush=True)
        return Case(self.task.name, form, rows, self.data.stat().st_size, self.turns(jobs), self.without)


def contests(given: argparse.Namespace, folder: Path) -> Iterator[Case]:
    """The cases one after the other; data that more than one task reads are made once."""
    names = given.tasks or USUAL
    for at, name in enumerate(names):
        task = TASKS[name]
        if reason := task.missing(given.fourr):
            print(f"skipped: {name} ({reason})")
            continue
        for form in [form for form in task.formats if form in given.formats or len(task.formats) == 1]:
            data = task.path(folder, given.rows or task.rows, form)
            if not data.exists():
                task.make(given.fourr, given.rows or task.rows, data)
            scratch = folder / "results" / f"{name}-{form}"
            scratch.mkdir(parents=True, exist_ok=True)
            yield Contest(task, data, scratch, given).held()
            if not given.keep:
                shutil.rmtree(scratch)
                if all(TASKS[later].data != task.data for later in names[at + 1 :]):
                    data.unlink()


def arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("tasks", nargs="*", metavar="TASK", help=f"of {', '.join(TASKS)} [default: {' '.join(USUAL)}]")
    options.add_argument("--rows", type=int, help="rows of every task [default: the size of each]")
    options.add_argument("--formats", nargs="+", choices=["parquet", "csv"], default=["parquet", "csv"])
    options.add_argument("--runs", type=int, default=5, help="timed runs of each program [default: 5]")
    options.add_argument("--programs", nargs="+", choices=PEERS, metavar="PEER", help=f"these peers alone: {' '.join(PEERS)}")
    options.add_argument("--documents", action="store_true", help="also fourr with report, charts, workbook and notebook")
    options.add_argument("--timeout", type=float, default=300, help="seconds that a peer may take [default: 300]")
    options.add_argument("--fourr", default=str(harness.ROOT / "target/release/fourr"))
    options.add_argument("--keep", type=Path, metavar="DIR", help="keep data and results, take data that are there")
    options.add_argument("--json", type=Path, metavar="FILE", help="write every figure there")
    given = options.parse_args()
    if unknown := [name for name in given.tasks if name not in TASKS]:
        options.error(f"no task {unknown[0]}; there are {', '.join(TASKS)}")
    return given


def main() -> None:
    given = arguments()
    modules = sorted({module for name in given.tasks or USUAL for module in TASKS[name].peers})
    about, versions, cases = machine.fingerprint(), machine.versions(given.fourr, modules), []
    print(circumstances(about, versions, given.runs), flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for case in contests(given, folder):
                cases.append(case)
                print(f"\n{case.markdown()}\n", flush=True)
        except (Differing, Unfinished) as reason:
            sys.exit(f"error: {reason}")
    print(summary(cases))
    if given.json:
        whole = {"machine": about, "versions": versions, "runs": given.runs, "cases": [case.json() for case in cases]}
        given.json.write_text(json.dumps(whole, indent=1) + "\n")


if __name__ == "__main__":
    main()
