"""BG/NBD and Gamma-Gamma in the idiom of the package lifetimes: orders in, customers and a summary out."""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter
from lifetimes.utils import summary_data_from_transaction_data

warnings.filterwarnings("ignore")


def log_likelihood(fitted, x, last, observed) -> float:
    """The likelihood at the fitted parameters, in weeks; the package keeps the mean over rescaled times."""
    parameters = [np.log(fitted.params_[name]) for name in ("r", "alpha", "a", "b")]
    mean = BetaGeoFitter._negative_log_likelihood(parameters, x, last, observed, np.ones(len(x)), 0.0)
    return -float(mean) * len(x)


def main(orders: str, out: str) -> None:
    frame = pd.read_csv(orders, usecols=["customer_id", "order_time", "amount"], parse_dates=["order_time"])
    customers = summary_data_from_transaction_data(
        frame, "customer_id", "order_time", monetary_value_col="amount", freq="D"
    )
    x, last, observed = customers["frequency"], customers["recency"] / 7, customers["T"] / 7
    fitted = BetaGeoFitter().fit(x, last, observed)
    customers["p_alive"] = fitted.conditional_probability_alive(x, last, observed)
    customers["expected"] = fitted.conditional_expected_number_of_purchases_up_to_time(52, x, last, observed)
    repeated = customers[(x > 0) & (customers["monetary_value"] > 0)]
    value = GammaGammaFitter().fit(repeated["frequency"], repeated["monetary_value"])
    customers["order_value"] = value.conditional_expected_average_profit(x, customers["monetary_value"])
    Path(out).mkdir(parents=True, exist_ok=True)
    customers.reset_index().to_csv(f"{out}/customers.csv", index=False)
    summary = {
        "customers": len(customers),
        "repeaters": int((x > 0).sum()),
        "log_likelihood": log_likelihood(fitted, x, last, observed),
        "parameters": [float(fitted.params_[name]) for name in ("r", "alpha", "a", "b")],
        "purchases": float(customers["expected"].sum()),
    }
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
