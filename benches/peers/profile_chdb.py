"""Tags, coverage and TGI in SQL with ClickHouse (chdb): one query over the file."""

import json
import sys
from pathlib import Path

from chdb_tables import Clickhouse, source
from profile_rules import DIMENSIONS, TARGET, tags, tgi


def main(persons: str, out: str) -> None:
    codes = []
    for tag, values in tags().items():
        cases = ", ".join(f"{rule}, {place}" for place, (_, rule) in enumerate(values, 1))
        codes.append(f"multiIf({cases}, 0) AS {tag}")
    target_tag, target_value = TARGET
    place = [name for name, _ in tags()[target_tag]].index(target_value) + 1
    counts = ["count()", f"countIf({target_tag} = {place})"]
    # Per tag the numbers of persons by value, and of those in the target.
    for condition in ("", f" AND {target_tag} = {place}"):
        for tag, values in tags().items():
            of_values = (f"countIf({tag} = {code}{condition})" for code in range(1, len(values) + 1))
            counts.append(f"[{', '.join(of_values)}]")
    counts += [f"countIf({' OR '.join(f'{tag} > 0' for tag in of)})" for of in DIMENSIONS.values()]
    row = Clickhouse().row(f"SELECT {', '.join(counts)} FROM (SELECT {', '.join(codes)} FROM {source(persons)})")
    of_all, of_target = row[2 : 2 + len(tags())], row[2 + len(tags()) : 2 + 2 * len(tags())]
    of_dimensions = row[-len(DIMENSIONS) :]
    values = {}
    for (tag, names), everybody, inside in zip(tags().items(), of_all, of_target):
        values |= {f"{tag}.{name}": list(pair) for (name, _), pair in zip(names, zip(everybody, inside))}
    figures = {"persons": row[0], "target": row[1], "values": values, "dimensions": dict(zip(DIMENSIONS, of_dimensions))}
    figures["tgi"] = tgi(figures)
    Path(out).mkdir(parents=True, exist_ok=True)
    Path(f"{out}/summary.json").write_text(json.dumps(figures))


main(*sys.argv[1:])
