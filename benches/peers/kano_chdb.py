"""KANO in the idiom of ClickHouse (chdb): one query over the questionnaire, category, Better and Worse of each feature out."""

import json
import sys
from pathlib import Path

from chdb_tables import Clickhouse, source
from kano_rules import features, figures


def main(survey: str, out: str) -> None:
    db = Clickhouse()
    names = features([row[0] for row in db.rows(f"DESCRIBE TABLE {source(survey)}")])
    # One number a pair: 0 to 24; a missing answer is none of them.
    cell = '("{0}_functional" - 1) * 5 + "{0}_dysfunctional" - 1'
    counts = ", ".join(f"countResample(0, 25, 1)(ifNull({cell.format(name)}, -1))" for name in names)
    counted = db.row(f"SELECT {counts} FROM {source(survey)}")
    summary = {name: figures(dict(enumerate(cells))) for name, cells in zip(names, counted)}
    Path(out).mkdir(parents=True, exist_ok=True)
    Path(f"{out}/summary.json").write_text(json.dumps(summary))


main(*sys.argv[1:])
