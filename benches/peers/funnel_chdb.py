"""The funnel in the idiom of ClickHouse (chdb): windowFunnel by person, counted by channel."""

import json
import sys
from pathlib import Path

from chdb_tables import Clickhouse, source

STEPS = ["open", "view", "add_to_cart", "order", "pay", "review"]
WEEK = 7 * 86_400


def main(log: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    events = ", ".join(f"event = '{step}'" for step in STEPS)
    counts = ", ".join(f"countIf(level >= {level})" for level in range(1, len(STEPS) + 1))
    rows = Clickhouse().rows(
        f"""
        SELECT channel, {counts}
        FROM (
            SELECT any(channel) AS channel, windowFunnel({WEEK})(toDateTime(event_time), {events}) AS level
            FROM {source(log)} WHERE event IN {tuple(STEPS)} GROUP BY customer_id
        )
        WHERE level > 0 GROUP BY channel ORDER BY channel
        """
    )
    groups = {channel: counts for channel, *counts in rows}
    Path(f"{out}/summary.json").write_text(json.dumps(groups))


main(*sys.argv[1:])
