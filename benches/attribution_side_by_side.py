#!/usr/bin/env python3
"""fourr's attribution beside the same job in Python polars and DuckDB, in one run.

Every program is a whole process: it reads a log of touches, cuts it into journeys (each conversion ends one, 30 days of
lookback, touches after the last conversion dropped), and writes five heuristic models and the steps of the chain. Their
answers are compared before any time is printed. fourr does more in its time: last non-direct, the solved chain, removal
effects and Shapley values; --json leaves the documents out.

    cargo build --release
    python3 benches/attribution_side_by_side.py --touches 10000000
"""

import argparse
import json
import math
import multiprocessing
import sys
import tempfile
from pathlib import Path

import harness

PEERS = {"polars": "polars", "duckdb": "duckdb"}
MODELS = ["first", "last", "linear", "position", "time_decay"]
CHANNELS = ["direct", "search", "feed", "short video", "live", "message", "mail", "friends", "maps", "store"]


def log(touches: int, path: Path) -> None:
    """Five touches a person on average in half a year, no two of a person at one moment; seeded."""
    import numpy as np
    import polars as pl

    random = np.random.default_rng(42)
    second = random.permutation(touches) % (180 * 86_400)
    frame = pl.DataFrame(
        {
            "user_id": random.integers(0, touches // 5, touches),
            "time": (second * 1_000_000 + np.arange(touches) % 1_000_000).astype("datetime64[us]"),
            "channel": pl.Series(random.choice(len(CHANNELS), touches)).replace_strict(
                dict(enumerate(CHANNELS)), return_dtype=pl.String
            ),
            "converted": random.random(touches) < 0.06,
            "value": np.round(random.gamma(2.0, 100.0, touches), 2),
        }
    ).unique(["user_id", "time"], keep="first", maintain_order=True)
    frame.write_parquet(path) if path.suffix == ".parquet" else frame.write_csv(path)


def answer_of_fourr(out: Path) -> dict:
    import polars as pl

    summary = json.loads((out / "summary.json").read_text())["attribution"]
    credits = {}
    for channel in summary["channels"]:
        of = {credit["model"]: credit for credit in channel["credits"]}
        figures = {model: of[model]["conversions"] for model in MODELS}
        figures |= {f"{model}_value": of[model]["value"] for model in MODELS}
        credits[channel["channel"]] = figures
    steps = pl.read_parquet(out / "transitions.parquet").iter_rows(named=True)
    return {"credits": credits, "steps": {f"{row['from']} > {row['to']}": row["count"] for row in steps}}


def check(scratch: Path, jobs: dict) -> None:
    ours = answer_of_fourr(scratch / "fourr")
    for name in jobs:
        theirs = ours if name == "fourr" else json.loads((scratch / name / "summary.json").read_text())
        if ours["steps"] != theirs["steps"]:
            sys.exit(f"the steps differ from those of {name}")
        for channel, figures in ours["credits"].items():
            for key, figure in figures.items():
                if not math.isclose(figure, theirs["credits"][channel][key], rel_tol=1e-9):
                    sys.exit(f"{name} gives {channel} {theirs['credits'][channel][key]} {key}, fourr {figure}")
    print(f"the same answers: {len(ours['credits'])} channels, {len(ours['steps'])} kinds of steps")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--touches", type=int, default=10_000_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--format", choices=["parquet", "csv"], default="parquet")
    options.add_argument("--fourr", default=str(harness.ROOT / "target/release/fourr"))
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        touches = scratch / f"touches.{given.format}"
        # Made by another process: a child's peak is never below that of the process that starts it.
        maker = multiprocessing.get_context("spawn").Process(target=log, args=(given.touches, touches))
        maker.start()
        maker.join()
        out = str(scratch / "fourr")
        jobs = {"fourr": [given.fourr, "cost-benefit", "--touches", str(touches), "--direct-channel", "direct", "-o", out]}
        jobs |= harness.peers("attribution", PEERS, str(touches), scratch)
        figures = harness.side_by_side(jobs, given.runs, lambda: check(scratch, jobs))
        harness.print_table(figures, str(touches))


if __name__ == "__main__":
    main()
