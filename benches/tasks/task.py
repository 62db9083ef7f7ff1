"""What every task of a side-by-side run says of itself."""

import json
import sys
from pathlib import Path
from typing import Any

from harness import ROOT, Job, differing_file

BENCHES = ROOT / "benches"
# Figures and tables, and no documents: the work that peers do.
FIGURES = ["--report", "never", "--csv", "never"]


class Task:
    """A job that fourr and its peers do over the same data; a task is a subclass with its names and commands filled in."""

    name: str
    # What the rows are; tasks over the same data have one word for it.
    data: str
    # By default.
    rows: int
    formats: tuple[str, ...] = ("parquet", "csv")
    # Modules of Python, each with a script peers/{script}_{module}.py.
    peers: tuple[str, ...] = ()
    # How far numbers with a decimal point may differ, relatively.
    tolerance = 1e-9

    @property
    def script(self) -> str:
        """The first part of the names of the peers' scripts."""
        return self.name.replace("-", "_")

    def path(self, folder: Path, rows: int, form: str) -> Path:
        """Where so many rows are kept."""
        return folder / f"{self.data}-{rows}.{form}"

    def make(self, fourr: str, rows: int, path: Path) -> None:
        """Writes seeded data."""
        raise NotImplementedError

    def missing(self, fourr: str) -> str | None:
        """What has to be built first, in words."""
        return None if Path(fourr).is_file() else f"{fourr} is not there: cargo build --release"

    def command(self, fourr: str, data: Path) -> list[str]:
        """The command of fourr without what it writes."""
        raise NotImplementedError

    def figures(self, fourr: str, data: Path, out: Path) -> list[str]:
        """The command that does what peers do."""
        return self.tables(fourr, data, out)

    def tables(self, fourr: str, data: Path, out: Path) -> list[str]:
        """The command that writes every table and no document."""
        return [*self.command(fourr, data), *FIGURES, "-o", str(out)]

    def documents(self, fourr: str, data: Path, out: Path) -> list[str] | None:
        """The command that also writes report, charts, workbook and notebook."""
        return [*self.command(fourr, data), "-o", str(out)]

    def peer(self, module: str, data: Path, out: Path) -> list[str]:
        """The command of a peer."""
        return [sys.executable, str(BENCHES / "peers" / f"{self.script}_{module}.py"), str(data), str(out)]

    def answer_of_fourr(self, job: Job) -> Any:
        """The answer in the form of the peers' summaries; called in a process of its own."""
        raise NotImplementedError

    def answer_of_peer(self, job: Job) -> Any:
        """The answer of a peer; called in a process of its own."""
        return json.loads((job.out / "summary.json").read_text())

    def seconds(self, job: Job) -> float | None:
        """The time that a program says itself, where that of the process is not meant."""
        return None

    def differing(self, one: Job, other: Job) -> str | None:
        """What two runs of fourr by other numbers of threads have not byte for byte in common."""
        return differing_file(one.out, other.out)
