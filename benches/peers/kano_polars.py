"""KANO in the idiom of Python polars: a questionnaire in, category, Better and Worse of each feature out."""

import json
import sys
from pathlib import Path

import polars as pl

ORDER = "MOAIRQ"
TABLE = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]


def main(survey: str, out: str) -> None:
    scan = pl.scan_csv(survey) if survey.endswith(".csv") else pl.scan_parquet(survey)
    names = scan.collect_schema().names()
    features = [name.removesuffix("_functional") for name in names if name.endswith("_functional")]
    # One number a pair: 0 to 24; a missing answer makes it null.
    pairs = scan.select(
        ((pl.col(f"{feature}_functional") - 1) * 5 + pl.col(f"{feature}_dysfunctional") - 1).alias(feature)
        for feature in features
    )
    frame = pairs.collect()
    summary = {}
    for feature in features:
        counts = dict.fromkeys(ORDER, 0)
        for cell, count in frame[feature].value_counts().iter_rows():
            if cell is not None:
                counts[TABLE[cell // 5][cell % 5]] += count
        summary[feature] = figures(counts)
    Path(out).mkdir(parents=True, exist_ok=True)
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


def figures(counts: dict) -> dict:
    base = sum(counts[code] for code in "AOMI")
    return {
        "counts": counts,
        "category": max(ORDER, key=lambda code: counts[code]),
        "better": round((counts["A"] + counts["O"]) / base, 9),
        "worse": round(-(counts["O"] + counts["M"]) / base, 9),
    }


main(*sys.argv[1:])
