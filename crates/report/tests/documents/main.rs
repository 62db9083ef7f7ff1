//! Whole documents: what is in them, and what must never be.

mod charts;
mod hostile;
mod html;
mod markdown;
mod page;
mod sample;
mod small;
