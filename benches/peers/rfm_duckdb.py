"""RFM in the idiom of DuckDB: orders in, customers and a summary out."""

import json
import sys
from pathlib import Path

import duckdb


def main(orders: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    db = duckdb.connect()
    reader = "read_csv" if orders.endswith(".csv") else "read_parquet"
    db.sql(
        f"""
        CREATE TABLE measured AS
        WITH kept AS (
            SELECT customer_id, order_id, order_time, amount FROM {reader}('{orders}')
            WHERE status NOT IN ('cancelled', 'refunded') OR amount < 0
        ),
        reduced AS (
            SELECT customer_id,
                   max(order_time) FILTER (amount > 0)::DATE AS last,
                   count(DISTINCT order_id) FILTER (amount > 0) AS frequency,
                   round(sum(amount), 2) AS monetary
            FROM kept GROUP BY customer_id
        )
        SELECT customer_id, frequency, monetary,
               ((SELECT max(order_time)::DATE FROM kept) - last) + 1 AS recency_days
        FROM reduced WHERE frequency > 0
        """
    )
    cuts = db.sql(
        """
        SELECT quantile_cont(recency_days, [0.2, 0.4, 0.6, 0.8]),
               quantile_cont(frequency, [0.2, 0.4, 0.6, 0.8]),
               quantile_cont(monetary, [0.2, 0.4, 0.6, 0.8]),
               avg(recency_days), avg(frequency), avg(monetary)
        FROM measured
        """
    ).fetchall()[0]
    above = lambda name, breaks: " + ".join(f"({name} > {b!r})::INT" for b in breaks)
    db.sql(
        f"""
        CREATE TABLE customers AS
        SELECT *, 5 - ({above("recency_days", cuts[0])}) AS r_score,
                  1 + ({above("frequency", cuts[1])}) AS f_score,
                  1 + ({above("monetary", cuts[2])}) AS m_score,
                  (recency_days < {cuts[3]!r})::INT * 100 + (frequency > {cuts[4]!r})::INT * 10
                  + (monetary > {cuts[5]!r})::INT AS segment
        FROM measured ORDER BY customer_id
        """
    )
    db.sql(f"COPY customers TO '{out}/customers.parquet' (FORMAT parquet)")
    total = db.sql(
        "SELECT count(*), sum(frequency)::BIGINT, round(sum(monetary), 2), sum(recency_days)::BIGINT FROM customers"
    ).fetchall()[0]
    classes = db.sql("SELECT count(*) FROM customers GROUP BY r_score ORDER BY r_score").fetchall()
    segments = db.sql("SELECT segment, count(*) FROM customers GROUP BY segment ORDER BY segment").fetchall()
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
