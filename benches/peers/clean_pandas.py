"""Cleaning in the idiom of pandas: dirty orders in, clean orders and a summary out; no ledger is kept."""

import json
import sys
from pathlib import Path

import pandas as pd

FORMS = ["%Y-%m-%d %H:%M:%S", "%Y/%m/%d", "%Y年%m月%d日"]


def times(texts: pd.Series) -> pd.Series:
    """Each form reads what the forms before it could not."""
    read = pd.to_datetime(texts, format=FORMS[0], errors="coerce")
    for form in FORMS[1:]:
        left = texts[read.isna()]
        read = read.fillna(pd.to_datetime(left, format=form, errors="coerce"))
    return read


def main(orders: str, out: str) -> None:
    rows = pd.read_csv(orders, dtype=str) if orders.endswith(".csv") else pd.read_parquet(orders)
    clean = rows.drop_duplicates(ignore_index=True)
    clean["order_time"] = times(clean["order_time"])
    clean["amount"] = pd.to_numeric(clean["amount"].str.replace("¥", "").str.replace(",", ""))
    clean["quantity"] = clean["quantity"].astype("int64")
    quartiles = clean.groupby("channel", dropna=False)["amount"].quantile([0.25, 0.75]).unstack()
    spread = 1.5 * (quartiles[0.75] - quartiles[0.25])
    low, high = quartiles[0.25] - spread, quartiles[0.75] + spread
    clean["amount"] = clean["amount"].clip(clean["channel"].map(low), clean["channel"].map(high))
    median, mode = clean["amount"].median(), clean["channel"].mode()[0]
    for name, filling in [("amount", median), ("channel", mode)]:
        clean[f"{name}__imputed"] = clean[name].isna()
        clean[name] = clean[name].fillna(filling)
    Path(out).mkdir(parents=True, exist_ok=True)
    clean.to_parquet(f"{out}/cleaned.parquet", compression="snappy")
    Path(f"{out}/summary.json").write_text(json.dumps({"rows": len(clean), "median": median, "mode": mode}))


main(*sys.argv[1:3])
