"""kano: a questionnaire of twenty features in; the pairs of answers by category, Better and Worse of each out."""

import json
from pathlib import Path

from harness import Job, make
from tasks.task import Task


class Kano(Task):
    """Counts by letter, category and coefficients of every feature; fourr tests and resamples besides."""

    name = "kano"
    data = "questionnaire"
    rows = 1_000_000
    peers = ("polars", "duckdb", "chdb", "pandas")

    def make(self, fourr: str, rows: int, path: Path) -> None:
        make(fourr, "generate", "questionnaire", "--edition", "bench", "--respondents", rows, "-o", path)

    def command(self, fourr: str, data: Path) -> list[str]:
        return [fourr, "kano", str(data), "--coding", "like-first"]

    def answer_of_fourr(self, job: Job) -> dict:
        summary = json.loads((job.out / "summary.json").read_text())
        return {
            of["feature"]: {
                "counts": of["counts"],
                "category": of["category"]["mode"],
                "better": round(of["coefficients"]["better"]["value"], 9),
                "worse": round(of["coefficients"]["worse"]["value"], 9),
            }
            for of in summary["features"]
        }
