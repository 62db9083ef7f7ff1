"""cost-benefit: a ledger of campaign-days in; the figures of every channel, campaign and day out. attribution: a log of
touches in; five heuristic models and the steps of the chain out.
"""

import json
import sys
from pathlib import Path

from harness import Job, make
from tasks.task import BENCHES, Task

MODELS = ["first", "last", "linear", "position", "time_decay"]


class CostBenefit(Task):
    """Counts, clicks, money and two quotients of every channel, and the campaign that cost most."""

    name = "cost-benefit"
    data = "ledger"
    rows = 2_000_000
    peers = ("polars", "duckdb", "chdb", "pandas")

    def make(self, fourr: str, rows: int, path: Path) -> None:
        make(sys.executable, BENCHES / "data/ledger.py", rows, path)

    def command(self, fourr: str, data: Path) -> list[str]:
        return [fourr, "cost-benefit", str(data)]

    def answer_of_fourr(self, job: Job) -> dict:
        media = json.loads((job.out / "summary.json").read_text())["media"]
        levels = {by["by"]: by for by in media["levels"]}
        return {
            "rows": media["rows"]["used"],
            "campaigns": levels["campaign"]["count"],
            "days": levels["day"]["count"],
            "channels": {level["name"]: channel(level) for level in levels["channel"]["levels"]},
            "best_campaign": levels["campaign"]["levels"][0]["name"],
        }


def channel(level: dict) -> list:
    """Clicks, cost, return on it, and cost an order."""
    sums, figures = level["sums"], level["figures"]
    return [int(sums["clicks"]), round(sums["cost"], 2), figures["roas"], figures["cpa"]]


class Attribution(Task):
    """Journeys that conversions end, 30 days of lookback. fourr adds the solved chain, its removals and Shapley values."""

    name = "attribution"
    data = "touches"
    rows = 10_000_000
    peers = ("polars", "duckdb")

    def make(self, fourr: str, rows: int, path: Path) -> None:
        make(sys.executable, BENCHES / "data/touches.py", rows, path)

    def command(self, fourr: str, data: Path) -> list[str]:
        return [fourr, "cost-benefit", "--touches", str(data), "--direct-channel", "direct"]

    def answer_of_fourr(self, job: Job) -> dict:
        import polars as pl

        summary = json.loads((job.out / "summary.json").read_text())["attribution"]
        steps = pl.read_parquet(job.out / "transitions.parquet").iter_rows(named=True)
        return {
            "credits": {of["channel"]: credits(of) for of in summary["channels"]},
            "steps": {f"{row['from']} > {row['to']}": row["count"] for row in steps},
        }


def credits(channel: dict) -> dict[str, float]:
    """Conversions and value that each model gives a channel."""
    of = {credit["model"]: credit for credit in channel["credits"]}
    counts = {model: of[model]["conversions"] for model in MODELS}
    return counts | {f"{model}_value": of[model]["value"] for model in MODELS}
