#!/usr/bin/env python3
"""fourr funnel and ClickHouse's windowFunnel (chdb), person by person, on random logs with many ties.

Says `skipped` where this Python has no chdb or polars.

    cargo build --release
    python3 benches/funnel_agreement.py --events 1000000
"""

import argparse
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODES = [[], ["strict_dedup"], ["strict_order"], ["strict_increase"], ["once"], ["strict_increase", "once"],
         ["strict_dedup", "strict_increase"], ["strict_order", "strict_increase"], ["strict_dedup", "strict_order"]]
NAMES = {"strict_dedup": "strict_deduplication", "once": "strict_once"}


def levels_of_chdb(log: str, window: int, modes: list[str], steps: list[str]) -> dict:
    import chdb

    words = "".join(f", '{NAMES.get(mode, mode)}'" for mode in modes)
    answer = chdb.query(
        f"SELECT user, windowFunnel({window}{words})(toDateTime(time), {', '.join(steps)}) "
        f"FROM file('{log}', Parquet) GROUP BY user", "JSONCompact")
    return {int(user): int(level) for user, level in json.loads(str(answer))["data"]}


def levels_of_fourr(fourr: str, log: str, window: int, modes: list[str], steps: list[str], out: Path) -> dict:
    import polars

    flags = [word for step in steps for word in ("--step", step)]
    flags += ["--mode", ",".join(modes)] if modes else []
    subprocess.run([fourr, "funnel", log, "--person", "user", "--window", f"{window}s", *flags, "--persons", "--by", "none",
                    "--xlsx", "never", "--csv", "never", "-o", str(out)], check=True, capture_output=True)
    frame = polars.read_parquet(out / "persons.parquet")
    return dict(zip(frame["person"].to_list(), frame["level"].to_list()))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--fourr", default=str(ROOT / "target/release/fourr"))
    given = options.parse_args()
    for module in ["chdb", "polars"]:
        if importlib.util.find_spec(module) is None:
            print(f"skipped: this Python has no module {module}")
            return
    import polars

    drawn = random.Random(given.seed)
    persons = max(1, given.events // 8)
    # Distinct rows: fourr takes the same event of the same person at the same time for one.
    rows = {(drawn.randrange(persons), 1_600_000_000 + drawn.randrange(40), drawn.choice("ABCDX")) for _ in range(given.events)}
    rows = drawn.sample(sorted(rows), len(rows))
    frame = polars.DataFrame(rows, schema=["user", "time", "event"], orient="row")
    frame = frame.with_columns(polars.from_epoch("time", time_unit="s"))
    overlapping = [["A=A|X", "B=B|X", "C=C|A", "D=D|B"], ["event IN ('A', 'X')", "event IN ('B', 'X')",
                   "event IN ('C', 'A')", "event IN ('D', 'B')"]]
    plain = [["A", "B", "C", "D"], [f"event = '{step}'" for step in "ABCD"]]
    with tempfile.TemporaryDirectory() as scratch:
        log = str(Path(scratch) / "log.parquet")
        frame.write_parquet(log)
        for modes in MODES:
            for kind, (ours, theirs) in {"plain": plain, "overlapping": overlapping}.items():
                for window in [5, 20]:
                    mine = levels_of_fourr(given.fourr, log, window, modes, ours, Path(scratch) / "out")
                    other = levels_of_chdb(log, window, modes, theirs)
                    wrong = [user for user, level in other.items() if mine[user] != level]
                    name = "+".join(modes) or "default"
                    print(f"{name:32} {kind:12} {window:3} s: {len(other):,} persons, {len(wrong):,} differ")
                    if wrong:
                        sample = frame.filter(polars.col("user") == wrong[0]).sort("time", "event")
                        print(f"  person {wrong[0]}: fourr {mine[wrong[0]]}, chdb {other[wrong[0]]}\n{sample}")


main()
