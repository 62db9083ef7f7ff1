"""rfm: orders in; recency, frequency, monetary value, type-7 quintile scores and the eight segments of every customer out."""

import json
from pathlib import Path

from harness import Job, make
from tasks.task import Task

CODES = ["000", "001", "010", "011", "100", "101", "110", "111"]


class Rfm(Task):
    """The summary, and the customers themselves by their three scores."""

    name = "rfm"
    data = "orders"
    rows = 10_000_000
    peers = ("polars", "duckdb", "chdb", "pandas")

    def make(self, fourr: str, rows: int, path: Path) -> None:
        make(fourr, "generate", "orders", "--edition", "bench", "--rows", rows, "-o", path)

    def command(self, fourr: str, data: Path) -> list[str]:
        return [fourr, "rfm", str(data)]

    def answer_of_fourr(self, job: Job) -> dict:
        summary = json.loads((job.out / "summary.json").read_text())
        counts = {segment["code"]: segment["customers"] for segment in summary["segments"].values()}
        totals, recency = summary["totals"], summary["dimensions"]["recency"]
        return {
            "customers": totals["customers"],
            "orders": int(totals["orders"]),
            "monetary": round(totals["monetary"], 2),
            "recency": round(recency["mean"] * totals["customers"]),
            "r_classes": recency["classes"],
            "segments": {code: counts[code] for code in CODES if counts[code]},
            "scores": by_scores(job.out),
        }

    def answer_of_peer(self, job: Job) -> dict:
        return super().answer_of_peer(job) | {"scores": by_scores(job.out)}


def by_scores(out: Path) -> dict[str, list]:
    """Customers, days of recency, orders and money of every combination of scores."""
    import polars as pl

    figures = [pl.len(), pl.col("recency_days").sum(), pl.col("frequency").sum(), pl.col("monetary").cast(pl.Float64).sum()]
    customers = pl.scan_parquet(out / "customers.parquet")
    cells = customers.group_by(pl.format("{}{}{}", "r_score", "f_score", "m_score").alias("scores")).agg(figures)
    return {scores: figures for scores, *figures in cells.collect().rows()}
