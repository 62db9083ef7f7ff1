"""kmeans: numbers in, planted clusters found, the inertia over standardised columns out.

The time is that of standardising and fitting, which each program says itself; memory and processor are of the process.
Scikit-learn refines each of its three starts on all rows, fourr chooses among its starts on a sample.
"""

import sys
from pathlib import Path

from harness import Job, make
from tasks.task import BENCHES, Task

COLUMNS, CLUSTERS, STARTS = 8, 6, 3


class KMeans(Task):
    """The same inertia to a hundred-thousandth."""

    name = "kmeans"
    data = "planted"
    rows = 1_000_000
    formats = ("doubles",)
    peers = ("sklearn",)
    tolerance = 1e-5

    def make(self, fourr: str, rows: int, path: Path) -> None:
        make(sys.executable, BENCHES / "data/planted.py", rows, COLUMNS, CLUSTERS, path)

    def missing(self, fourr: str) -> str | None:
        build = "cargo build --release -p fourr-cluster --example kmeans"
        return None if example(fourr).is_file() else f"{example(fourr)} is not there: {build}"

    def command(self, fourr: str, data: Path) -> list[str]:
        return [str(example(fourr)), str(data), str(COLUMNS), str(CLUSTERS), str(STARTS)]

    def tables(self, fourr: str, data: Path, out: Path) -> list[str]:
        return self.command(fourr, data)

    def documents(self, fourr: str, data: Path, out: Path) -> None:
        return None

    def peer(self, module: str, data: Path, out: Path) -> list[str]:
        script = str(BENCHES / "peers/kmeans_sklearn.py")
        return [sys.executable, script, str(data), str(COLUMNS), str(CLUSTERS), str(STARTS), str(out)]

    def answer_of_fourr(self, job: Job) -> dict:
        return {"inertia": float(job.said.read_text().split()[1])}

    def answer_of_peer(self, job: Job) -> dict:
        return {"inertia": super().answer_of_peer(job)["inertia"]}

    def seconds(self, job: Job) -> float:
        if job.program == "fourr":
            return float(job.said.read_text().split()[0])
        return super().answer_of_peer(job)["seconds"]

    def differing(self, one: Job, other: Job) -> str | None:
        return None if self.answer_of_fourr(one) == self.answer_of_fourr(other) else "the inertia"


def example(fourr: str) -> Path:
    """The program beside fourr that runs k-means alone."""
    return Path(fourr).parent / "examples/kmeans"
