//! [`Key`]: names that only its holder can give.

use std::{fmt, fs, path::Path, sync::Arc};

use fourr_cell::personal::{Personal, normalise};
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

/// Bytes that SHA-256 takes at once.
const BLOCK: usize = 64;
/// Bytes below which a key can be guessed.
const SHORTEST: usize = 16;

/// A secret from which pseudonyms are made.
///
/// It is never shown: neither in results nor in messages.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(Arc<[u8]>);

/// Why a key is none.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Too short.
    #[error("the key has {0} bytes, expected at least 16")]
    Short(usize),
    /// No file.
    #[error("could not read the key: {0}")]
    File(#[from] std::io::Error),
}

impl Key {
    /// A key of at least 16 bytes.
    ///
    /// # Errors
    /// A shorter one.
    pub fn new(secret: &[u8]) -> Result<Self, KeyError> {
        if secret.len() < SHORTEST {
            return Err(KeyError::Short(secret.len()));
        }
        Ok(Self(secret.into()))
    }

    /// The key in a file, without the line end that editors put behind it.
    ///
    /// # Errors
    /// A file that cannot be read or is too short.
    pub fn read(path: &str) -> Result<Self, KeyError> {
        let bytes = fs::read(Path::new(path))?;
        let end = bytes
            .iter()
            .rposition(|byte| !matches!(byte, b'\n' | b'\r'));
        Self::new(&bytes[..end.map_or(0, |end| end + 1)])
    }

    /// The pseudonym of a value: HMAC-SHA-256 of the value, written in one form whatever its spaces, width and country
    /// code, as 32 hexadecimal digits.
    ///
    /// A bare hash would be none: every mobile number can be tried in a minute.
    ///
    /// # References
    /// Krawczyk, Bellare & Canetti (1997), HMAC: keyed-hashing for message authentication, RFC 2104.
    pub fn pseudonym(&self, value: &str, kind: Option<Personal>) -> String {
        hexadecimal(&self.digest(normalise(value, kind).as_bytes())[..16])
    }

    /// HMAC-SHA-256 (RFC 2104).
    fn digest(&self, message: &[u8]) -> [u8; 32] {
        let mut block = [0; BLOCK];
        if self.0.len() > BLOCK {
            block[..32].copy_from_slice(&Sha256::digest(&self.0));
        } else {
            block[..self.0.len()].copy_from_slice(&self.0);
        }
        let keyed = |pad: u8, message: &[u8]| {
            let padded = block.map(|byte| byte ^ pad);
            Sha256::new()
                .chain_update(padded)
                .chain_update(message)
                .finalize()
        };
        keyed(0x5C, &keyed(0x36, message)).into()
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| DIGITS[usize::from(half)]).collect()
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("given")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 6: a key of 131 bytes 0xaa.
    #[test]
    fn digests_are_those_of_the_rfc() {
        let key = Key::new(&[0xAA; 131]).unwrap();
        let digest = key.digest(b"Test Using Larger Than Block-Size Key - Hash Key First");
        let expected = "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54";
        let found: String = hexadecimal(&digest);
        assert_eq!(found, expected);
    }

    /// RFC 4231, test case 2, whose key is too short for us.
    #[test]
    fn short_messages_have_the_digest_of_the_rfc() {
        let key = Key(b"Jefe"[..].into());
        let found = hexadecimal(&key.digest(b"what do ya want for nothing?"));
        assert_eq!(
            found,
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn one_number_has_one_pseudonym_however_it_is_written() {
        let key = Key::new(b"a key of sixteen bytes").unwrap();
        let of = |text| key.pseudonym(text, Some(Personal::Mobile));
        assert_eq!(of("+86 138-1234-5678"), of("13812345678"));
        assert_ne!(of("13812345678"), of("13812345679"));
        assert_eq!(of("13812345678").len(), 32);
        assert_ne!(
            of("13812345678"),
            Key::new(b"another key of 16 bytes")
                .unwrap()
                .pseudonym("13812345678", None)
        );
    }

    #[test]
    fn short_keys_are_refused_and_keys_are_not_shown() {
        assert!(Key::new(b"secret").is_err());
        let key = Key::new(b"a key of sixteen bytes").unwrap();
        assert_eq!(format!("{key:?}"), "Key(..)");
        assert_eq!(serde_json::to_string(&key).unwrap(), "\"given\"");
    }
}
