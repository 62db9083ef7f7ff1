//! The same small computation over and over: what the machine does to times by itself.

use std::{hint::black_box, time::Instant};

use sha2::{Digest, Sha256};

/// How often.
const TIMES: usize = 20;
/// Bytes that are hashed each time: some ten milliseconds.
const BYTES: usize = 16 << 20;

/// Seconds that each computation took, after one that does not count.
pub(super) fn measure() -> Vec<f64> {
    let buffer = vec![0x5A_u8; BYTES];
    let time = |_| {
        let start = Instant::now();
        black_box(Sha256::digest(black_box(&buffer)));
        start.elapsed().as_secs_f64()
    };
    (0..=TIMES).map(time).skip(1).collect()
}
