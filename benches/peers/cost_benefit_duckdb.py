"""Media figures in DuckDB: a ledger in, levels by channel, campaign and day and a summary out."""

import json
import sys
from pathlib import Path

import duckdb


def main(ledger: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    source = "read_csv" if ledger.endswith(".csv") else "read_parquet"
    base = duckdb.connect()
    base.execute(
        f"""
        CREATE TABLE sums AS
        SELECT CASE GROUPING(channel, campaign, date) WHEN 3 THEN 'channel' WHEN 5 THEN 'campaign' ELSE 'date' END AS dimension,
            COALESCE(channel, campaign, CAST(date AS VARCHAR)) AS level, COUNT(*) AS n,
            SUM(impressions) AS impressions, SUM(clicks) AS clicks, SUM(orders) AS orders, SUM(cost) AS cost,
            SUM(revenue) AS revenue
        FROM {source}('{ledger}') GROUP BY GROUPING SETS ((channel), (campaign), (date))
        """
    )
    base.execute(
        f"""
        COPY (
            SELECT *, clicks / NULLIF(impressions, 0) AS ctr, orders / NULLIF(clicks, 0) AS cvr,
                cost * 1000 / NULLIF(impressions, 0) AS cpm, cost / NULLIF(clicks, 0) AS cpc, cost / NULLIF(orders, 0) AS cpa,
                revenue / NULLIF(orders, 0) AS aov, revenue / NULLIF(cost, 0) AS roas, cost / NULLIF(revenue, 0) AS acos,
                (revenue - cost) / NULLIF(cost, 0) AS roi_on_revenue,
                cost / SUM(cost) OVER (PARTITION BY dimension) AS cost_share,
                revenue / SUM(revenue) OVER (PARTITION BY dimension) AS return_share
            FROM sums ORDER BY dimension, level
        ) TO '{out}/levels.parquet' (FORMAT parquet)
        """
    )
    channels = base.execute(
        "SELECT level, clicks, cost, revenue / cost, cost / orders FROM sums WHERE dimension = 'channel' ORDER BY level"
    ).fetchall()
    one = lambda query: base.execute(query).fetchone()[0]
    summary = {
        "rows": one("SELECT SUM(n) FROM sums WHERE dimension = 'channel'"),
        "campaigns": one("SELECT COUNT(*) FROM sums WHERE dimension = 'campaign'"),
        "days": one("SELECT COUNT(*) FROM sums WHERE dimension = 'date'"),
        "channels": {row[0]: [int(row[1]), round(row[2], 2), row[3], row[4]] for row in channels},
        "best_campaign": one("SELECT level FROM sums WHERE dimension = 'campaign' ORDER BY cost DESC, level LIMIT 1"),
    }
    summary["rows"] = int(summary["rows"])
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
