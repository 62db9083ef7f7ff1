"""KANO in the idiom of pandas and NumPy: a questionnaire in, category, Better and Worse of each feature out."""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

ORDER = "MOAIRQ"
TABLE = "QAAAORIIIMRIIIMRIIIMRRRRQ"


def main(survey: str, out: str) -> None:
    frame = pd.read_csv(survey) if survey.endswith(".csv") else pd.read_parquet(survey)
    features = [name.removesuffix("_functional") for name in frame.columns if name.endswith("_functional")]
    summary = {}
    for feature in features:
        pair = (frame[f"{feature}_functional"] - 1) * 5 + frame[f"{feature}_dysfunctional"] - 1
        cells = np.bincount(pair.dropna().astype("int64"), minlength=25)
        counts = {code: int(sum(cells[i] for i in range(25) if TABLE[i] == code)) for code in ORDER}
        base = sum(counts[code] for code in "AOMI")
        summary[feature] = {
            "counts": counts,
            "category": max(ORDER, key=lambda code: counts[code]),
            "better": round((counts["A"] + counts["O"]) / base, 9),
            "worse": round(-(counts["O"] + counts["M"]) / base, 9),
        }
    Path(out).mkdir(parents=True, exist_ok=True)
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
