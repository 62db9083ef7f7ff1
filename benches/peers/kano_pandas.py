"""KANO in the idiom of pandas and NumPy: a questionnaire in, category, Better and Worse of each feature out."""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from kano_rules import features, figures


def main(survey: str, out: str) -> None:
    frame = pd.read_csv(survey) if survey.endswith(".csv") else pd.read_parquet(survey)
    summary = {}
    for feature in features(list(frame.columns)):
        pair = (frame[f"{feature}_functional"] - 1) * 5 + frame[f"{feature}_dysfunctional"] - 1
        cells = np.bincount(pair.dropna().astype("int64"), minlength=25)
        summary[feature] = figures(dict(enumerate(cells.tolist())))
    Path(out).mkdir(parents=True, exist_ok=True)
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
