"""Cleaning in the idiom of DuckDB: dirty orders in, clean orders and a summary out; no ledger is kept."""

import json
import sys
from pathlib import Path

import duckdb


def main(orders: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    db = duckdb.connect()
    # The order of rows is nothing that SQL keeps.
    db.sql("SET preserve_insertion_order = false")
    reader = f"read_csv('{orders}', all_varchar = true)" if orders.endswith(".csv") else f"read_parquet('{orders}')"
    db.sql(
        f"""
        CREATE TABLE parsed AS
        SELECT order_id, customer_id,
               try_strptime(order_time, ['%Y-%m-%d %H:%M:%S', '%Y/%m/%d', '%Y年%m月%d日']) AS order_time,
               channel, category, quantity::BIGINT AS quantity,
               replace(replace(amount, '¥', ''), ',', '')::DOUBLE AS amount, status
        FROM (SELECT DISTINCT * FROM {reader})
        """
    )
    db.sql(
        """
        CREATE TABLE capped AS
        WITH quartiles AS (
            SELECT channel, quantile_cont(amount, 0.25) AS q1, quantile_cont(amount, 0.75) AS q3 FROM parsed GROUP BY channel
        )
        SELECT parsed.* REPLACE (
            CASE WHEN amount IS NOT NULL
                 THEN least(greatest(amount, q1 - 1.5 * (q3 - q1)), q3 + 1.5 * (q3 - q1)) END AS amount
        )
        FROM parsed LEFT JOIN quartiles ON parsed.channel IS NOT DISTINCT FROM quartiles.channel
        """
    )
    median, mode = db.sql(
        "SELECT quantile_cont(amount, 0.5), (SELECT channel FROM capped WHERE channel IS NOT NULL GROUP BY channel "
        "ORDER BY count(*) DESC, channel LIMIT 1) FROM capped"
    ).fetchall()[0]
    db.execute(
        f"""
        COPY (
            SELECT * REPLACE (coalesce(amount, {median!r}) AS amount, coalesce(channel, '{mode}') AS channel),
                   amount IS NULL AS amount__imputed, channel IS NULL AS channel__imputed
            FROM capped
        ) TO '{out}/cleaned.parquet' (FORMAT parquet, COMPRESSION snappy)
        """
    )
    ((rows,),) = db.sql("SELECT count(*) FROM capped").fetchall()
    Path(f"{out}/summary.json").write_text(json.dumps({"rows": rows, "median": median, "mode": mode}))


main(*sys.argv[1:3])
