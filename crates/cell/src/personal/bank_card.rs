//! Bank card numbers: 13 to 19 digits with a check digit, ISO/IEC 7812-1.

/// The digits of a bank card number that is folded and trimmed; spaces and hyphens are dropped.
///
/// One random number in ten passes the Luhn test, so that unless the column is known to hold cards
/// the number must begin as cards do: 62 (`UnionPay`), 4, 5 or 3.
pub(super) fn normalise(text: &str, in_card_column: bool) -> Option<String> {
    // Nineteen digits in groups of four have four spaces; no form is much longer.
    if !(13..=30).contains(&text.len())
        || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b' ' | b'-'))
    {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let begins_as_card = ["62", "4", "5", "3"]
        .iter()
        .any(|prefix| digits.starts_with(prefix));
    let accepted = (13..=19).contains(&digits.len())
        && (in_card_column || begins_as_card)
        && passes_luhn(&digits);
    accepted.then_some(digits)
}

/// Whether the digits, every second one from the right doubled (less 9 above 9), sum to a multiple of ten.
fn passes_luhn(digits: &str) -> bool {
    let values = digits.bytes().rev().map(|byte| u32::from(byte - b'0'));
    let weighted = values
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit) {
            (0, digit) => digit,
            (_, digit @ 0..=4) => digit * 2,
            (_, digit) => digit * 2 - 9,
        });
    weighted.sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test numbers that card schemes and payment providers publish.
    #[test]
    fn published_test_numbers_pass() {
        for number in [
            "4111 1111 1111 1111",
            "5555555555554444",
            "378282246310005",
            "6200000000000005",
        ] {
            assert!(normalise(number, false).is_some(), "{number}");
        }
    }

    #[test]
    fn order_numbers_need_a_card_column() {
        // 7992739871 with the check digit 3 is the textbook example of the Luhn test, here behind zeros.
        assert_eq!(normalise("0079927398713", false), None);
        assert!(normalise("0079927398713", true).is_some());
        assert_eq!(normalise("0079927398714", true), None);
    }
}
