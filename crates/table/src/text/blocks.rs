//! Where the characters that give a text its structure stand, 64 bytes at a time.

use wide::u8x16;

/// Bytes of a block.
pub(super) const BLOCK: usize = 64;

/// One bit for each byte of the block that equals `byte`; the lowest bit is the first byte.
#[inline]
pub(super) fn positions(block: &[u8; BLOCK], byte: u8) -> u64 {
    const LANES: usize = 16;
    let wanted = u8x16::splat(byte);
    let (lanes, _) = block.as_chunks::<LANES>();
    let mut bits = 0;
    for (i, lane) in lanes.iter().enumerate() {
        let equal = u8x16::new(*lane).cmp_eq(wanted).move_mask();
        bits |= u64::from(equal.cast_unsigned()) << (LANES * i);
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
