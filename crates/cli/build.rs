//! How the program is linked.

use std::env;

/// Links for a fixed address on Linux: 190,000 pointers need not be moved when the program starts, which saves two milliseconds and
/// 8 MB of memory that no other process shares.
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |key: &str, value: &str| env::var(key).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
