"""funnel, retention and reach: an unsorted log of events in; who reached which step, who came back, whom channels reached."""

import json
from pathlib import Path

from harness import Job, make
from tasks.task import Task

STEPS = ["open", "view", "add_to_cart", "order", "pay", "review"]
EVENTS_A_MEMBER = 8.4


class OverEvents(Task):
    """A task over the log."""

    data = "events"
    rows = 10_000_000
    flags: tuple[str, ...] = ()

    def make(self, fourr: str, rows: int, path: Path) -> None:
        members = max(1, round(rows / EVENTS_A_MEMBER))
        make(fourr, "generate", "events", "--edition", "bench", "--members", members, "-o", path)

    def command(self, fourr: str, data: Path) -> list[str]:
        return [fourr, self.name, str(data), *self.flags]

    def answer_of_fourr(self, job: Job) -> dict:
        return self.told(json.loads((job.out / "summary.json").read_text()))

    def told(self, summary: dict) -> dict:
        """The part of a summary that peers have."""
        raise NotImplementedError


class Funnel(OverEvents):
    """Six steps within seven days, by channel."""

    name = "funnel"
    peers = ("chdb", "duckdb", "polars", "pandas")
    flags = (*(word for step in STEPS for word in ("--step", step)), "--by", "channel")

    def told(self, summary: dict) -> dict:
        return {group["name"]: [stage["reached"] for stage in group["stages"]] for group in summary["groups"]}


class Retention(OverEvents):
    """Cohorts by week, and single days after the first."""

    name = "retention"
    peers = ("duckdb", "polars")
    flags = ("--period", "week", "--running", "so-far")

    def told(self, summary: dict) -> dict:
        cohorts = {
            cohort["start"]: {str(age): cell["active"] for age, cell in enumerate(cohort["cells"]) if cell["active"]}
            for cohort in summary["cohorts"]
        }
        days = {day["days"].split("-")[0]: [day["eligible"], day["active"]] for day in summary["days"]}
        return {"cohorts": cohorts, "days": days}


class Reach(OverEvents):
    """Exposures and persons by channel, and exact sets of channels."""

    name = "reach"
    peers = ("duckdb", "polars")

    def told(self, summary: dict) -> dict:
        names = [channel["name"] for channel in summary["channels"]]
        sets = {"+".join(sorted(names[at] for at in one["channels"])): one["persons"] for one in summary["combinations"]}
        channels = {channel["name"]: [channel["impressions"], channel["reached"]] for channel in summary["channels"]}
        return {"population": summary["population"], "channels": channels, "sets": sets}
