"""Retention in the idiom of DuckDB: the days of each person, then cohorts by week and single days after the first."""

import json
import sys
from pathlib import Path

import duckdb

DAYS = [1, 3, 7, 14, 30]


def main(log: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    reader = "read_csv" if log.endswith(".csv") else "read_parquet"
    duckdb.sql(
        f"""
        CREATE TEMP TABLE days AS
        SELECT customer_id, day, min(day) OVER (PARTITION BY customer_id) AS first
        FROM (SELECT DISTINCT customer_id, event_time::DATE AS day FROM {reader}('{log}') WHERE event <> 'exposure')
        """
    )
    cohorts: dict = {}
    week = "date_trunc('week', first)::DATE"
    for start, age, active in duckdb.sql(
        f"""
        SELECT {week} AS start, (date_trunc('week', day)::DATE - {week}) // 7 AS age, count(DISTINCT customer_id)
        FROM days GROUP BY ALL ORDER BY ALL
        """
    ).fetchall():
        cohorts.setdefault(str(start), {})[str(age)] = active
    last = duckdb.sql(f"SELECT max(event_time)::DATE FROM {reader}('{log}')").fetchall()[0][0]
    counts = ", ".join(
        f"count(*) FILTER (day = first AND first + {day} <= DATE '{last}'), count(*) FILTER (day = first + {day})"
        for day in DAYS
    )
    row = duckdb.sql(f"SELECT {counts} FROM days").fetchall()[0]
    days = {str(day): list(row[2 * at : 2 * at + 2]) for at, day in enumerate(DAYS)}
    Path(f"{out}/summary.json").write_text(json.dumps({"cohorts": cohorts, "days": days}))


main(*sys.argv[1:])
