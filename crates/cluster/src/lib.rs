//! K-means over standardised columns.
