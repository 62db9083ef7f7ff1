//! Seeded data of the benches: the criterion benches in `benches/` and the kernels whose instructions are counted read the same.
//!
//! The side-by-side runs against other programs are `side_by_side.py` with `tasks/` and `peers/`.

mod draw;
pub mod events;
pub mod files;
pub mod ledger;
pub mod numbers;
pub mod persons;
pub mod texts;

pub use draw::Draw;
