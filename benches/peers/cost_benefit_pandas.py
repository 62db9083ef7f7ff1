"""Media figures in the idiom of pandas: a ledger in, levels by channel, campaign and day and a summary out."""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

SUMS = ["impressions", "clicks", "orders", "cost", "revenue"]


def ratios(sums: pd.DataFrame) -> pd.DataFrame:
    """The sums of one dimension with their quotients; what would divide by nothing is missing."""
    over = sums.replace(0, np.nan)
    return sums.assign(
        ctr=sums["clicks"] / over["impressions"],
        cvr=sums["orders"] / over["clicks"],
        cpm=sums["cost"] * 1000 / over["impressions"],
        cpc=sums["cost"] / over["clicks"],
        cpa=sums["cost"] / over["orders"],
        aov=sums["revenue"] / over["orders"],
        roas=sums["revenue"] / over["cost"],
        acos=sums["cost"] / over["revenue"],
        roi_on_revenue=(sums["revenue"] - sums["cost"]) / over["cost"],
        cost_share=sums["cost"] / sums["cost"].sum(),
        return_share=sums["revenue"] / sums["revenue"].sum(),
    )


def main(ledger: str, out: str) -> None:
    frame = pd.read_csv(ledger, parse_dates=["date"]) if ledger.endswith(".csv") else pd.read_parquet(ledger)
    by = {key: ratios(frame.groupby(key)[SUMS].sum()) for key in ("channel", "campaign", "date")}
    Path(out).mkdir(parents=True, exist_ok=True)
    levels = [part.rename_axis("level").reset_index().astype({"level": str}).assign(dimension=key) for key, part in by.items()]
    pd.concat(levels).to_parquet(f"{out}/levels.parquet")
    channels = by["channel"].itertuples()
    campaigns = by["campaign"].sort_index().sort_values("cost", ascending=False, kind="stable")
    summary = {
        "rows": len(frame),
        "campaigns": len(by["campaign"]),
        "days": len(by["date"]),
        "channels": {row.Index: [int(row.clicks), round(row.cost, 2), row.roas, row.cpa] for row in channels},
        "best_campaign": campaigns.index[0],
    }
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
