"""RFM in the idiom of pandas: orders in, customers and a summary out."""

import json
import sys
from pathlib import Path

import pandas as pd

COLUMNS = ["order_id", "customer_id", "order_time", "amount", "status"]


def main(orders: str, out: str) -> None:
    if orders.endswith(".csv"):
        frame = pd.read_csv(orders, usecols=COLUMNS, parse_dates=["order_time"])
    else:
        frame = pd.read_parquet(orders, columns=COLUMNS)
    kept = frame[~frame["status"].isin(["cancelled", "refunded"]) | (frame["amount"] < 0)]
    bought = kept[kept["amount"] > 0]
    grouped = bought.groupby("customer_id")
    customers = pd.DataFrame(
        {"last": grouped["order_time"].max().dt.normalize(), "frequency": grouped["order_id"].nunique()}
    )
    customers["monetary"] = kept.groupby("customer_id")["amount"].sum().round(2)
    customers["recency_days"] = (kept["order_time"].max().normalize() - customers["last"]).dt.days + 1

    def score(name: str) -> pd.Series:
        breaks = customers[name].quantile([0.2, 0.4, 0.6, 0.8])
        return 1 + sum((customers[name] > b).astype(int) for b in breaks)

    customers["r_score"] = 6 - score("recency_days")
    customers["f_score"] = score("frequency")
    customers["m_score"] = score("monetary")
    mean = customers[["recency_days", "frequency", "monetary"]].mean()
    customers["segment"] = (
        (customers["recency_days"] < mean["recency_days"]) * 100
        + (customers["frequency"] > mean["frequency"]) * 10
        + (customers["monetary"] > mean["monetary"]) * 1
    )
    Path(out).mkdir(parents=True, exist_ok=True)
    customers.reset_index().to_parquet(f"{out}/customers.parquet")
    summary = {
        "customers": len(customers),
        "orders": int(customers["frequency"].sum()),
        "monetary": round(float(customers["monetary"].sum()), 2),
        "recency": int(customers["recency_days"].sum()),
        "r_classes": customers["r_score"].value_counts().sort_index().tolist(),
        "segments": {f"{code:03d}": int(n) for code, n in customers["segment"].value_counts().sort_index().items()},
    }
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
