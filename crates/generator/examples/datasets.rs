//! Writes the official edition anew: `cargo run --release -p fourr-generator --example datasets`.

use std::path::Path;

use fourr_generator::{GeneratorError, Orders};

fn main() -> Result<(), GeneratorError> {
    Orders::write_official(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets"))
}
