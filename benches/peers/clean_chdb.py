"""Cleaning in the idiom of ClickHouse (chdb): dirty orders in, clean orders and a summary out; no ledger is kept."""

import json
import sys
from pathlib import Path

from chdb_tables import Clickhouse, source, to_parquet

# All columns are text.
COLUMNS = ["order_id", "customer_id", "order_time", "channel", "category", "quantity", "amount", "status"]
TEXTS = ", ".join(f"{name} Nullable(String)" for name in COLUMNS)
FORMS = ["%Y-%m-%d %H:%i:%s", "%Y/%c/%e", "%Y年%c月%e日"]


def main(orders: str, out: str) -> None:
    Path(out).mkdir(parents=True, exist_ok=True)
    db = Clickhouse()
    # Without this an empty cell of a CSV is an empty text.
    db.run("SET input_format_csv_empty_as_default = 1")
    read = ", ".join(f"parseDateTimeOrNull(order_time, '{form}', 'UTC')" for form in FORMS)
    db.run(
        f"""
        CREATE TEMPORARY TABLE parsed ENGINE = Memory AS
        SELECT order_id, customer_id, toDateTime64(coalesce({read}), 3, 'UTC') AS time, channel, category,
               toInt64(quantity) AS quantity, toFloat64(replaceAll(replaceAll(amount, '¥', ''), ',', '')) AS amount, status
        FROM (SELECT DISTINCT {', '.join(COLUMNS)} FROM {source(orders, TEXTS)})
        """
    )
    db.run(
        """
        CREATE TEMPORARY TABLE capped ENGINE = Memory AS
        WITH quartiles AS (
            SELECT channel, quantilesExactInclusive(0.25, 0.75)(amount) AS q, 1.5 * (q[2] - q[1]) AS spread
            FROM parsed GROUP BY channel
        )
        SELECT parsed.* REPLACE (if(isNull(amount), NULL, least(greatest(amount, q[1] - spread), q[2] + spread)) AS amount)
        FROM parsed LEFT JOIN quartiles ON parsed.channel IS NOT DISTINCT FROM quartiles.channel
        """
    )
    rows, median, mode = db.row(
        "SELECT count(), quantileExactInclusive(0.5)(amount), (SELECT channel FROM capped WHERE channel IS NOT NULL "
        "GROUP BY channel ORDER BY count() DESC, channel LIMIT 1) FROM capped"
    )
    db.run(
        f"""
        {to_parquet(f'{out}/cleaned.parquet')} SETTINGS output_format_parquet_compression_method = 'snappy'
        SELECT order_id, customer_id, time AS order_time, ifNull(capped.channel, '{mode}') AS channel, category, quantity,
               ifNull(capped.amount, {median!r}) AS amount, status,
               toBool(isNull(capped.amount)) AS amount__imputed, toBool(isNull(capped.channel)) AS channel__imputed
        FROM capped
        """
    )
    Path(f"{out}/summary.json").write_text(json.dumps({"rows": rows, "median": median, "mode": mode}))


main(*sys.argv[1:3])
