//! [`Machine`], [`Build`]: what was measured on, and with.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A machine, as far as times depend on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// Model of the processor.
    pub processor: String,
    /// Processors that the program may use.
    pub processors: usize,
    /// Memory in bytes.
    pub memory_bytes: u64,
    /// Operating system and its kernel.
    pub system: String,
    /// What tells it from other machines: the first 12 digits of the SHA-256 of model, processors, memory in whole GiB and
    /// system.
    pub fingerprint: String,
}

impl Machine {
    /// A machine with its fingerprint.
    pub fn new(processor: String, processors: usize, memory_bytes: u64, system: String) -> Self {
        // The memory that a system reports differs by a few MiB from one start to the next.
        let gib = (memory_bytes + (1 << 29)) >> 30;
        let told = format!("{processor}\n{processors}\n{gib}\n{system}");
        Self {
            fingerprint: hex(&Sha256::digest(told))[..12].to_owned(),
            processor,
            processors,
            memory_bytes,
            system,
        }
    }
}

/// The program that was measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Build {
    /// Version of fourr.
    pub version: String,
    /// How it was compiled: `release` or `debug`.
    pub profile: String,
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_mebibytes_do_not_make_another_machine() {
        let machine = |memory| Machine::new("A".to_owned(), 2, memory, "Linux 6".to_owned());
        let base = 24_u64 << 30;
        assert_eq!(
            machine(base).fingerprint,
            machine(base - (5 << 20)).fingerprint
        );
        assert_ne!(machine(base).fingerprint, machine(base / 2).fingerprint);
        assert_eq!(machine(base).fingerprint.len(), 12);
    }
}
