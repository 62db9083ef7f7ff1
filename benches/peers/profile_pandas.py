"""Tags, coverage and TGI in the idiom of pandas and NumPy: a mask a condition, a column of codes a tag."""

import json
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from profile_rules import DIMENSIONS, TARGET, tags, tgi

# What differs between a condition in SQL and one that `DataFrame.eval` reads.
TRANSLATIONS = [
    (r"(\w+) between (\S+) and (\S+)", r"(\2 <= \1 <= \3)"),
    (r"(\w+) in \(([^)]*)\)", r"\1 in [\2]"),
    (r"(\w+) is not null", r"\1.notna()"),
    (r"(\w+) like '%(\w+)%'", r"\1.str.contains('\2')"),
    (r"DATE ('\S+')", r"\1"),
    (r"<>", "!="),
    (r"(?<![<>!])=(?!=)", "=="),
]


def mask(frame: pd.DataFrame, rule: str) -> np.ndarray:
    """Who fulfils a condition; a missing value fulfils none."""
    for sql, python in TRANSLATIONS:
        rule = re.sub(sql, python, rule)
    return np.asarray(frame.eval(rule, engine="python"), dtype=bool)


def read(persons: str) -> pd.DataFrame:
    """Texts of few values as categories, which are compared by number."""
    frame = pd.read_csv(persons, parse_dates=["registered"]) if persons.endswith(".csv") else pd.read_parquet(persons)
    frame["registered"] = pd.to_datetime(frame["registered"])
    texts = frame.select_dtypes("str").columns
    return frame.astype(dict.fromkeys(texts, "category"))


def main(persons: str, out: str) -> None:
    frame = read(persons)
    codes = {}
    for tag, values in tags().items():
        masks = [mask(frame, rule) for _, rule in values]
        codes[tag] = np.select(masks, [np.uint8(place) for place in range(1, len(values) + 1)], np.uint8(0))
    target_tag, target_value = TARGET
    inside = codes[target_tag] == [name for name, _ in tags()[target_tag]].index(target_value) + 1
    counts = {}
    for tag, values in tags().items():
        everybody = np.bincount(codes[tag], minlength=len(values) + 1).tolist()
        target = np.bincount(codes[tag][inside], minlength=len(values) + 1).tolist()
        counts |= {f"{tag}.{name}": [everybody[place], target[place]] for place, (name, _) in enumerate(values, 1)}
    covered = {dimension: np.logical_or.reduce([codes[tag] > 0 for tag in of]) for dimension, of in DIMENSIONS.items()}
    figures = {
        "persons": len(frame),
        "target": int(inside.sum()),
        "values": counts,
        "dimensions": {dimension: int(has.sum()) for dimension, has in covered.items()},
    }
    figures["tgi"] = tgi(figures)
    Path(out).mkdir(parents=True, exist_ok=True)
    Path(f"{out}/summary.json").write_text(json.dumps(figures))


main(*sys.argv[1:])
