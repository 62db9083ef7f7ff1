"""profile: persons with twenty columns in; forty tags, coverage and TGI of six dimensions against a target group out."""

import json
import sys
from pathlib import Path

from harness import Job, make
from tasks.task import BENCHES, Task

NARROW = ["--target", "spend=high", "--numbers", "age", "--min-group", "0"]


class Profile(Task):
    """Holders of every value, people of every dimension and of the target. No program writes the tags of persons."""

    name = "profile"
    data = "persons"
    rows = 5_000_000
    peers = ("polars", "duckdb", "chdb", "pandas")

    def make(self, fourr: str, rows: int, path: Path) -> None:
        make(sys.executable, BENCHES / "data/persons.py", rows, path)

    def command(self, fourr: str, data: Path) -> list[str]:
        return [fourr, "profile", str(data), "--tags", str(tag_file(data)), *NARROW]

    def figures(self, fourr: str, data: Path, out: Path) -> list[str]:
        return [*self.command(fourr, data), "--json"]

    def answer_of_fourr(self, job: Job) -> dict:
        summary = json.loads(job.said.read_text())
        values = {f"{tag['code']}.{value['code']}": value["holders"] for tag in summary["tags"] for value in tag["values"]}
        return {
            "persons": summary["persons"],
            "values": values,
            "dimensions": {of["code"]: of["covered"] for of in summary["dimensions"]},
            "target": summary["target"]["groups"]["target"],
        }

    def answer_of_peer(self, job: Job) -> dict:
        summary = super().answer_of_peer(job)
        values = {key: counts[0] for key, counts in summary["values"].items()}
        return {key: summary[key] for key in ("persons", "dimensions", "target")} | {"values": values}


def tag_file(data: Path) -> Path:
    """The tags beside the persons, as fourr reads them."""
    sys.path.append(str(BENCHES / "peers"))
    import profile_rules

    path = data.with_name("tags.toml")
    path.write_text(profile_rules.tag_file(), encoding="utf-8")
    return path
