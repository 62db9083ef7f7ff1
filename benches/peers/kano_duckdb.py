"""KANO in the idiom of DuckDB: one query over the questionnaire, category, Better and Worse of each feature out."""

import json
import sys
from pathlib import Path

import duckdb

from kano_rules import features, figures


def main(survey: str, out: str) -> None:
    rows = duckdb.read_csv(survey) if survey.endswith(".csv") else duckdb.read_parquet(survey)
    names = features(rows.columns)
    # One number a pair: 0 to 24; a missing answer makes it null, and nulls are no part of a histogram.
    pairs = ", ".join(f'histogram(("{name}_functional" - 1) * 5 + "{name}_dysfunctional" - 1)' for name in names)
    (counted,) = rows.aggregate(pairs).fetchall()
    summary = {name: figures(cells) for name, cells in zip(names, counted)}
    Path(out).mkdir(parents=True, exist_ok=True)
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
