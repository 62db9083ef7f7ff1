//! Where the characters that give a text its structure stand, 64 bytes at a time.

/// Bytes of a block.
pub(super) const BLOCK: usize = 64;

/// One bit for each byte of the block that equals `byte`; the lowest bit is the first byte.
///
/// Eight bytes at a time in plain integers, which is as fast as memory on any processor and needs no unsafe code.
#[inline]
pub(super) fn positions(block: &[u8; BLOCK], byte: u8) -> u64 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const SEVEN: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    // Moves bit 8i to bit 56 + i.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let pattern = u64::from(byte) * LOW;
    let (words, _) = block.as_chunks::<8>();
    let mut bits = 0;
    for (i, word) in words.iter().enumerate() {
        let x = u64::from_le_bytes(*word) ^ pattern;
        // 0x80 in each byte of `x` that is zero, exact for every byte.
        let equal = !(((x & SEVEN) + SEVEN) | x | SEVEN);
        bits |= ((equal >> 7).wrapping_mul(GATHER) >> 56) << (8 * i);
    }
    bits
}

/// Bit i is the parity of the bits 0 to i: set from each opening quote up to, not including, the closing one.
#[inline]
pub(super) fn prefix_parity(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_found_and_no_other() {
        for byte in [0, b',', b'\n', 0x7f, 0x80, 0xff] {
            for offset in 0..=u8::MAX {
                let block: [u8; BLOCK] =
                    std::array::from_fn(|i| offset.wrapping_add(u8::try_from(i * 3).unwrap()));
                let expected = block
                    .iter()
                    .rev()
                    .fold(0, |bits, b| bits << 1 | u64::from(*b == byte));
                assert_eq!(positions(&block, byte), expected, "{byte} in {block:?}");
            }
        }
    }

    #[test]
    fn quotes_open_and_close() {
        assert_eq!(prefix_parity(0b0100_0100), 0b0011_1100);
    }
}
