"""Attribution in DuckDB: a log of touches in, heuristic credits and the steps of the chain out."""

import json
import sys
from pathlib import Path

import duckdb

JOURNEYS = """
CREATE TEMP TABLE journeys AS
WITH ahead AS (
    SELECT user_id, time, channel, value,
        sum(converted::INT) OVER (PARTITION BY user_id ORDER BY time ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS ahead,
        bool_or(converted) OVER (PARTITION BY user_id) AS buyer
    FROM {touches}
), ended AS (
    SELECT *, max(time) OVER (PARTITION BY user_id, ahead) AS ending
    FROM ahead WHERE ahead > 0 OR NOT buyer
)
SELECT user_id, ahead, any_value(buyer) AS buyer, arg_max(value, time) AS worth,
    list(channel ORDER BY time) AS channels,
    list(pow(0.5, epoch(ending - time) / (7 * 86400.0)) ORDER BY time) AS weights
FROM ended WHERE NOT buyer OR ending - time <= INTERVAL 30 DAY
GROUP BY user_id, ahead
"""
CREDITS = """
WITH touched AS (
    SELECT worth, len(channels) AS touches, list_sum(weights) AS whole, unnest(channels) AS channel,
        unnest(weights) AS weight, generate_subscripts(channels, 1) AS place
    FROM journeys WHERE buyer
), shared AS (
    SELECT channel, worth, (place = 1)::INT AS first, (place = touches)::INT AS last, 1.0::DOUBLE / touches AS linear,
        CASE WHEN touches = 1 THEN 1.0 WHEN touches = 2 THEN 0.5 WHEN place IN (1, touches) THEN 0.4
            ELSE 0.2::DOUBLE / (touches - 2) END::DOUBLE AS position,
        weight / whole AS time_decay
    FROM touched
)
SELECT channel, {models} FROM shared GROUP BY channel
"""
STEPS = """
WITH paths AS (
    SELECT list_concat(['(start)'], channels) AS starts,
        list_append(channels, CASE WHEN buyer THEN '(conversion)' ELSE '(null)' END) AS ends
    FROM journeys
), steps AS (SELECT unnest(starts) AS "from", unnest(ends) AS "to" FROM paths)
SELECT "from", "to", count(*) AS count FROM steps GROUP BY ALL
"""
MODELS = ["first", "last", "linear", "position", "time_decay"]


def main(touches: str, out: str) -> None:
    read = "read_csv" if touches.endswith(".csv") else "read_parquet"
    connection = duckdb.connect()
    connection.execute(JOURNEYS.format(touches=f"{read}('{touches}')"))
    models = ", ".join(f'sum("{m}") AS "{m}", sum("{m}" * worth) AS "{m}_value"' for m in MODELS)
    credits = connection.execute(CREDITS.format(models=models)).fetchall()
    keys = [key for model in MODELS for key in (model, f"{model}_value")]
    steps = connection.execute(STEPS).fetchall()
    Path(out).mkdir(parents=True, exist_ok=True)
    summary = {
        "credits": {row[0]: dict(zip(keys, map(float, row[1:]))) for row in credits},
        "steps": {f"{row[0]} > {row[1]}": row[2] for row in steps},
    }
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
