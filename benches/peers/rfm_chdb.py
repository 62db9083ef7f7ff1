"""RFM in the idiom of ClickHouse (chdb): orders in, customers and a summary out."""

import json
import sys
from pathlib import Path

from chdb_tables import Clickhouse, source, to_parquet


def main(orders: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    db = Clickhouse()
    db.run(
        f"""
        CREATE TEMPORARY TABLE reduced ENGINE = Memory AS
        SELECT assumeNotNull(customer_id) AS customer_id,
               toDate(maxIf(order_time, amount > 0)) AS last,
               uniqExactIf(order_id, amount > 0) AS frequency,
               round(sum(amount), 2) AS monetary,
               toDate(max(order_time)) AS newest
        FROM {source(orders)}
        WHERE status NOT IN ('cancelled', 'refunded') OR amount < 0
        GROUP BY customer_id
        """
    )
    db.run(
        """
        CREATE TEMPORARY TABLE measured ENGINE = Memory AS
        SELECT customer_id, frequency, assumeNotNull(monetary) AS monetary,
               assumeNotNull((SELECT max(newest) FROM reduced) - last) + 1 AS recency_days
        FROM reduced WHERE frequency > 0
        """
    )
    fifths = "quantilesExactInclusive(0.2, 0.4, 0.6, 0.8)"
    *breaks, recency, frequency, monetary = db.row(
        f"""
        SELECT {fifths}(recency_days), {fifths}(frequency), {fifths}(monetary),
               avg(recency_days), avg(frequency), avg(monetary)
        FROM measured
        """
    )
    above = lambda name, cuts: f"arrayCount(cut -> {name} > cut, {cuts})"
    db.run(
        f"""
        CREATE TEMPORARY TABLE customers ENGINE = Memory AS
        SELECT *, 5 - {above("recency_days", breaks[0])} AS r_score,
                  1 + {above("frequency", breaks[1])} AS f_score,
                  1 + {above("monetary", breaks[2])} AS m_score,
                  (recency_days < {recency!r}) * 100 + (frequency > {frequency!r}) * 10 + (monetary > {monetary!r}) AS segment
        FROM measured
        """
    )
    db.run(f"{to_parquet(f'{out}/customers.parquet')} SELECT * FROM customers ORDER BY customer_id")
    total = db.row("SELECT count(), sum(frequency), round(sum(monetary), 2), sum(recency_days) FROM customers")
    classes = db.rows("SELECT count() FROM customers GROUP BY r_score ORDER BY r_score")
    segments = db.rows("SELECT segment, count() FROM customers GROUP BY segment ORDER BY segment")
    summary = {
        "customers": total[0],
        "orders": total[1],
        "monetary": total[2],
        "recency": total[3],
        "r_classes": [row[0] for row in classes],
        "segments": {f"{code:03d}": count for code, count in segments},
    }
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
