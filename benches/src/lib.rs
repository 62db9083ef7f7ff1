//! Criterion benches of fourr's verbs live in `benches/`; the side-by-side runs against other programs in
//! `side_by_side.py` and `peers/`.
