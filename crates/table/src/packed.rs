//! Numbers as bytes without their leading zeros: records that are put [aside](crate::Aside) take half of the room so.

/// Bytes of the head of a record.
const HEAD: usize = 2;

/// Bits of the head that are the caller's.
const FLAGS: u32 = 4;

/// The longest record: its head, and four numbers of eight bytes.
const LONGEST: usize = HEAD + 4 * 8;

/// Appends up to four numbers and four flags: a head of two bytes with the flags and the length of each number, then these.
#[inline]
pub fn write<const N: usize>(flags: u8, numbers: [u64; N], out: &mut Vec<u8>) {
    const { assert!(N <= 4, "a head has room for four lengths") };
    let mut head = u32::from(flags) & ((1 << FLAGS) - 1);
    let mut bytes = [0; LONGEST];
    let mut end = HEAD;
    for (place, number) in (0..).zip(numbers) {
        bytes[end..end + 8].copy_from_slice(&number.to_le_bytes());
        let length = length(number);
        head |= (length - 1) << (FLAGS + 3 * place);
        end += length as usize;
    }
    bytes[..HEAD].copy_from_slice(&head.to_le_bytes()[..HEAD]);
    // A copy of a known length costs less than one that is shorter.
    let start = out.len();
    out.extend_from_slice(&bytes);
    out.truncate(start + end);
}

/// The flags and the numbers that `rest` begins with, which is cut by them; none at its end.
#[inline]
pub fn read<const N: usize>(rest: &mut &[u8]) -> Option<(u8, [u64; N])> {
    let (head, mut behind) = rest.split_first_chunk::<HEAD>()?;
    let head = u32::from(u16::from_le_bytes(*head));
    let mut numbers = [0; N];
    for (place, number) in (0..).zip(&mut numbers) {
        let length = (head >> (FLAGS + 3 * place) & 7) + 1;
        *number = leading(behind, length);
        behind = behind.get(length as usize..)?;
    }
    *rest = behind;
    Some((head.to_le_bytes()[0] & ((1 << FLAGS) - 1), numbers))
}

/// Numbers near zero as small ones, whatever their sign.
#[inline]
pub fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63).cast_unsigned()
}

/// The number that [`zigzag`] has made this of.
#[inline]
pub fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// Microseconds of a second.
const SECOND: i64 = 1_000_000;

/// A moment in microseconds as a small number, and whether that is one of seconds, as of most moments.
#[inline]
pub fn moment(micros: i64) -> (bool, u64) {
    let seconds = micros / SECOND;
    let whole = seconds * SECOND == micros;
    (whole, zigzag(if whole { seconds } else { micros }))
}

/// The microseconds that [`moment`] has made these of.
#[inline]
pub fn micros(whole: bool, number: u64) -> i64 {
    let number = unzigzag(number);
    if whole {
        number.wrapping_mul(SECOND)
    } else {
        number
    }
}

/// Bytes of a number without its leading zeros: 1 to 8.
fn length(number: u64) -> u32 {
    (u64::BITS - (number | 1).leading_zeros()).div_ceil(8)
}

/// The number of so many bytes, 1 to 8, that a block begins with.
fn leading(block: &[u8], length: u32) -> u64 {
    let bytes = block.first_chunk().copied().unwrap_or_else(|| {
        let mut bytes = [0; 8];
        bytes[..block.len()].copy_from_slice(block);
        bytes
    });
    u64::from_le_bytes(bytes) & u64::MAX >> (u64::BITS - 8 * length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_as_they_were() {
        let edges = [0, 1, 255, 256, 65_535, 65_536, 1 << 40, u64::MAX];
        let mut block = Vec::new();
        for (flags, number) in (0..).zip(edges) {
            write(flags, [number, 0, !number, number / 3], &mut block);
        }
        let mut rest = block.as_slice();
        for (flags, number) in (0..).zip(edges) {
            let found = read(&mut rest);
            assert_eq!(found, Some((flags, [number, 0, !number, number / 3])));
        }
        assert_eq!(read::<4>(&mut rest), None);
        for number in [0, -1, 1, i64::MIN, i64::MAX] {
            assert_eq!(unzigzag(zigzag(number)), number);
        }
        assert_eq!(zigzag(-1), 1);
        for time in [0, 1, -1, 86_400 * SECOND, -SECOND, i64::MIN, i64::MAX] {
            let (whole, number) = moment(time);
            assert_eq!(micros(whole, number), time);
        }
        assert_eq!(moment(-3 * SECOND), (true, 5));
    }
}
