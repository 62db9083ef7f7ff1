"""What the scripts in polars share: a file as a lazy frame with its times read."""

import polars as pl


def scan(path: str, time: str | None = None, form: str = "%Y-%m-%d %H:%M:%S") -> pl.LazyFrame:
    """A file with the column `time` as times, or as dates where `form` has no hours.

    By one fixed form: with `try_parse_dates`, which tries many, reading a CSV takes several times as long.
    """
    if not path.endswith(".csv"):
        return pl.scan_parquet(path)
    rows = pl.scan_csv(path)
    if time is None:
        return rows
    read = pl.col(time).str.to_datetime(form) if "%H" in form else pl.col(time).str.to_date(form)
    return rows.with_columns(read)
