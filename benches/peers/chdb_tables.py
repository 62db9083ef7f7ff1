"""What the ClickHouse scripts share: a file as a table, a session in UTC, and rows as Python values."""

import json

from chdb import session


def source(path: str, structure: str = "") -> str:
    """The table function over a file; `structure` gives the columns of a CSV other types than those found by sampling."""
    if path.endswith(".csv"):
        columns = f", '{structure}'" if structure else ""
        return f"file('{path}', CSVWithNames{columns})"
    return f"file('{path}', Parquet)"


def to_parquet(path: str) -> str:
    """The head of an insertion into a Parquet file, of the columns that the query selects."""
    return f"INSERT INTO FUNCTION file('{path}', Parquet)"


class Clickhouse:
    """A session whose temporary tables go with it."""

    def __init__(self) -> None:
        self.session = session.Session()
        self.run("SET session_timezone = 'UTC'")
        self.run("SET output_format_json_quote_64bit_integers = 0, engine_file_truncate_on_insert = 1")

    def run(self, query: str) -> None:
        self.session.query(query)

    def rows(self, query: str) -> list[list]:
        return json.loads(str(self.session.query(query, "JSONCompact")))["data"]

    def row(self, query: str) -> list:
        return self.rows(query)[0]
