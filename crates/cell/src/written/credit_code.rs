//! Unified social credit codes, GB 32100-2015.

use super::WrittenFault;
use crate::fold;

/// The characters of a code by their value; I, O, S, V and Z are not among them.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Weights of the first 17 characters: the powers of 3 modulo 31.
const WEIGHTS: [u32; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];

/// The check character of the first 17 characters of a code; `None` unless there are 17 of the alphabet.
///
/// # References
/// GB 32100-2015, 法人和其他组织统一社会信用代码编码规则.
///
/// ```
/// assert_eq!(fourr_cell::written::credit_code_check("91350100M000100Y4"), Some('3'));
/// ```
pub fn credit_code_check(first17: &str) -> Option<char> {
    if first17.len() != WEIGHTS.len() {
        return None;
    }
    let mut sum = 0;
    for (byte, weight) in first17.bytes().zip(WEIGHTS) {
        let value = ALPHABET.iter().position(|known| *known == byte)?;
        sum += u32::try_from(value).ok()? * weight;
    }
    let check = (31 - sum % 31) % 31;
    ALPHABET.get(check as usize).map(|byte| char::from(*byte))
}

/// A unified social credit code in capital letters, half width, without spaces and hyphens.
///
/// # Errors
/// `bad_checksum` when the check character is another one, else `unparseable`.
pub fn credit_code(cell: &str) -> Result<String, WrittenFault> {
    let code: String = fold::trimmed(cell)
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let Some((first17, check)) = code.split_at_checked(17) else {
        return Err(WrittenFault::Unparseable);
    };
    let expected = credit_code_check(first17).ok_or(WrittenFault::Unparseable)?;
    let mut rest = check.chars();
    let has_form = first17.as_bytes()[2..8].iter().all(u8::is_ascii_digit);
    match (rest.next(), rest.next()) {
        (Some(check), None) if has_form && check == expected => Ok(code),
        (Some(check), None) if has_form && check.is_ascii_alphanumeric() => {
            Err(WrittenFault::BadChecksum)
        }
        _ => Err(WrittenFault::Unparseable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The specimen of the standard's annex, and the published codes of two firms.
    #[test]
    fn published_codes_are_valid() {
        for code in [
            "91350100M000100Y43",
            "914403001922038216",
            "91110000802100433B",
        ] {
            assert_eq!(credit_code(code).as_deref(), Ok(code));
        }
        assert_eq!(
            credit_code(" ９１３５０１００m000100y43 ").as_deref(),
            Ok("91350100M000100Y43")
        );
        assert_eq!(
            credit_code("91350100M000100Y44"),
            Err(WrittenFault::BadChecksum)
        );
        for bad in [
            "",
            "91350100M000100Y4",
            "91350100I000100Y43",
            "9135010OM000100Y43",
            "中",
        ] {
            assert_eq!(credit_code(bad), Err(WrittenFault::Unparseable), "{bad}");
        }
    }
}
