"""KANO in the idiom of Python polars: a questionnaire in, category, Better and Worse of each feature out."""

import json
import sys
from pathlib import Path

import polars as pl

from kano_rules import features, figures
from polars_scan import scan


def main(survey: str, out: str) -> None:
    rows = scan(survey)
    # One number a pair: 0 to 24; a missing answer makes it null.
    pairs = rows.select(
        ((pl.col(f"{feature}_functional") - 1) * 5 + pl.col(f"{feature}_dysfunctional") - 1).alias(feature)
        for feature in features(rows.collect_schema().names())
    ).collect()
    summary = {}
    for feature in pairs.columns:
        counts = pairs[feature].drop_nulls().value_counts()
        summary[feature] = figures(dict(counts.iter_rows()))
    Path(out).mkdir(parents=True, exist_ok=True)
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
