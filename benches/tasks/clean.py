"""clean: dirty orders in; exact duplicates out, amounts and dates in three forms read, amounts capped by channel, missing
amounts and channels filled, and the table written. With documents fourr writes its ledger and the quarantine too.
"""

import sys
from pathlib import Path

from harness import Job, make
from tasks.task import BENCHES, FIGURES, Task


class Clean(Task):
    """The cleaned rows by channel, whatever their order."""

    name = "clean"
    data = "dirty_orders"
    rows = 10_000_000
    peers = ("polars", "duckdb", "chdb", "pandas")

    def make(self, fourr: str, rows: int, path: Path) -> None:
        make(sys.executable, BENCHES / "data/dirty_orders.py", rows, path)

    def command(self, fourr: str, data: Path) -> list[str]:
        return [fourr, "clean", str(data), "--recipe", str(BENCHES / "clean.toml")]

    def tables(self, fourr: str, data: Path, out: Path) -> list[str]:
        return [*self.command(fourr, data), "--ledger", "never", *FIGURES, "-o", str(out)]

    def answer_of_fourr(self, job: Job) -> dict:
        return by_channel(job.out)

    def answer_of_peer(self, job: Job) -> dict:
        return by_channel(job.out)


def by_channel(out: Path) -> dict[str, dict]:
    """Counts and sums of the cleaned table by channel."""
    import polars as pl

    table = pl.scan_parquet(out / "cleaned.parquet")
    channels = table.group_by("channel").agg(
        pl.len().alias("rows"),
        pl.col("amount").sum(),
        pl.col("amount").max().alias("highest"),
        pl.col("amount__imputed").sum().alias("amounts_imputed"),
        pl.col("channel__imputed").sum().alias("channels_imputed"),
        pl.col("quantity").sum(),
        pl.col("order_time").dt.epoch("s").sum().alias("seconds"),
        pl.col("order_id").n_unique().alias("orders"),
        pl.col("status").eq("完成").sum().alias("completed"),
    )
    return {row.pop("channel"): row for row in channels.collect().to_dicts()}
