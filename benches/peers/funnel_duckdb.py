"""The funnel in the idiom of DuckDB: for each step the newest start that reached it, as window functions.

Starts only grow with time, so the newest start at a step is a running maximum; the frame is a RANGE, so that of events at
one moment that of the earlier step counts first.
"""

import json
import sys
from pathlib import Path

import duckdb

STEPS = ["open", "view", "add_to_cart", "order", "pay", "review"]


def main(log: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    reader = "read_csv" if log.endswith(".csv") else "read_parquet"
    query = f"SELECT customer_id, channel, event, event_time FROM {reader}('{log}') WHERE event IN {tuple(STEPS)}"
    before = "event_time"
    for level, step in enumerate(STEPS, 1):
        query = f"""
            SELECT *, max(CASE WHEN event = '{step}' AND event_time <= {before} + INTERVAL 7 DAY THEN {before} END)
                OVER (PARTITION BY customer_id ORDER BY event_time RANGE UNBOUNDED PRECEDING) AS start{level}
            FROM ({query})
        """
        before = f"start{level}"
    reached = " + ".join(f"(max(start{level}) IS NOT NULL)::INT" for level in range(1, len(STEPS) + 1))
    counts = ", ".join(f"count(*) FILTER (level >= {level})" for level in range(1, len(STEPS) + 1))
    rows = duckdb.sql(
        f"""
        SELECT channel, {counts}
        FROM (SELECT any_value(channel) AS channel, {reached} AS level FROM ({query}) GROUP BY customer_id)
        WHERE level > 0 GROUP BY channel ORDER BY channel
        """
    ).fetchall()
    groups = {channel: list(counts) for channel, *counts in rows}
    Path(f"{out}/summary.json").write_text(json.dumps(groups))


main(*sys.argv[1:])
