"""Media figures in the idiom of ClickHouse (chdb): a ledger in, levels by channel, campaign and day and a summary out."""

import json
import sys
from pathlib import Path

from chdb_tables import Clickhouse, source, to_parquet

SUMS = ["impressions", "clicks", "orders", "cost", "revenue"]


def main(ledger: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    db = Clickhouse()
    sums = ", ".join(f"assumeNotNull(sum(rows.{name})) AS {name}" for name in SUMS)
    db.run(
        f"""
        CREATE TEMPORARY TABLE sums ENGINE = Memory AS
        SELECT multiIf(GROUPING(channel) = 0, 'channel', GROUPING(campaign) = 0, 'campaign', 'date') AS dimension,
            assumeNotNull(multiIf(dimension = 'channel', channel, dimension = 'campaign', campaign, toString(date))) AS level,
            count() AS n, {sums}
        FROM {source(ledger)} AS rows GROUP BY GROUPING SETS ((channel), (campaign), (date))
        """
    )
    db.run(
        f"""
        {to_parquet(f'{out}/levels.parquet')}
        SELECT *, clicks / nullIf(impressions, 0) AS ctr, orders / nullIf(clicks, 0) AS cvr,
            cost * 1000 / nullIf(impressions, 0) AS cpm, cost / nullIf(clicks, 0) AS cpc, cost / nullIf(orders, 0) AS cpa,
            revenue / nullIf(orders, 0) AS aov, revenue / nullIf(cost, 0) AS roas, cost / nullIf(revenue, 0) AS acos,
            (revenue - cost) / nullIf(cost, 0) AS roi_on_revenue,
            cost / sum(cost) OVER (PARTITION BY dimension) AS cost_share,
            revenue / sum(revenue) OVER (PARTITION BY dimension) AS return_share
        FROM sums ORDER BY dimension, level
        """
    )
    channels = db.rows(
        "SELECT level, clicks, cost, revenue / cost, cost / orders FROM sums WHERE dimension = 'channel' ORDER BY level"
    )
    rows, campaigns, days, best = db.row(
        "SELECT sumIf(n, dimension = 'channel'), countIf(dimension = 'campaign'), countIf(dimension = 'date'), "
        "(SELECT level FROM sums WHERE dimension = 'campaign' ORDER BY cost DESC, level LIMIT 1) FROM sums"
    )
    summary = {
        "rows": rows,
        "campaigns": campaigns,
        "days": days,
        "channels": {row[0]: [row[1], round(row[2], 2), row[3], row[4]] for row in channels},
        "best_campaign": best,
    }
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
