"""Reach in the idiom of DuckDB: exposures by person and channel, then channels and exact sets of them."""

import json
import sys
from pathlib import Path

import duckdb


def main(log: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    reader = "read_csv" if log.endswith(".csv") else "read_parquet"
    duckdb.sql(
        f"""
        CREATE TEMP TABLE reached AS
        SELECT customer_id, channel, count(*) AS exposures
        FROM {reader}('{log}') WHERE event = 'exposure' GROUP BY ALL
        """
    )
    population = duckdb.sql(f"SELECT count(DISTINCT customer_id) FROM {reader}('{log}')").fetchall()[0][0]
    channels = duckdb.sql("SELECT channel, sum(exposures)::BIGINT, count(*) FROM reached GROUP BY channel").fetchall()
    sets = duckdb.sql(
        """
        SELECT channels, count(*)
        FROM (SELECT string_agg(channel, '+' ORDER BY channel) AS channels FROM reached GROUP BY customer_id)
        GROUP BY channels
        """
    ).fetchall()
    answer = {
        "population": population,
        "channels": {name: [exposures, persons] for name, exposures, persons in channels},
        "sets": dict(sets),
    }
    Path(f"{out}/summary.json").write_text(json.dumps(answer))


main(*sys.argv[1:])
