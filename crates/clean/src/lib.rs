//! Cleaning with a ledger: duplicates, outliers, missing values and dirty formats.
