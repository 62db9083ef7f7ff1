//! Addresses of machines, plates of vehicles and numbers of passports: what tells a person by what belongs to them.

use std::net::IpAddr;

/// First characters of plates: the provinces, embassies and consulates.
const PLACES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使";
/// Last characters of the plates of trailers, driving schools, the police, and vehicles of Hong Kong and Macao.
const USES: &str = "挂学警港澳领";

/// The address of a machine in its usual form.
pub(super) fn ip(cell: &str) -> Option<String> {
    let address = cell.parse::<IpAddr>().ok()?;
    Some(address.to_string())
}

/// A plate without separators, in capital letters: a province, a letter, and five or six letters and digits with a digit
/// among them (GA 36).
pub(super) fn plate(cell: &str) -> Option<String> {
    let plain: Vec<char> = cell
        .chars()
        .filter(|c| !matches!(c, '·' | '•' | '-' | ' '))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let [place, office, number @ ..] = plain.as_slice() else {
        return None;
    };
    let (last, others) = number.split_last()?;
    let serial = |c: &char| c.is_ascii_digit() || (c.is_ascii_uppercase() && !"IO".contains(*c));
    let fits = PLACES.contains(*place)
        && office.is_ascii_uppercase()
        && (5..=6).contains(&number.len())
        && others.iter().all(serial)
        && (serial(last) || USES.contains(*last))
        && number.iter().any(char::is_ascii_digit);
    fits.then(|| plain.iter().collect())
}

/// The number of a Chinese passport in capital letters: a letter and eight digits, or E, a letter and seven.
pub(super) fn passport(cell: &str) -> Option<String> {
    let number = cell.to_ascii_uppercase();
    let digits = |text: &str, count: usize| {
        text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let rest = number.strip_prefix(['E', 'G', 'D', 'S', 'P', 'H', 'M'])?;
    let second = rest.strip_prefix(|c: char| number.starts_with('E') && c.is_ascii_uppercase());
    (digits(rest, 8) || second.is_some_and(|rest| digits(rest, 7))).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines() {
        assert_eq!(ip("192.168.1.10").as_deref(), Some("192.168.1.10"));
        assert!(ip("2001:db8::1").is_some());
        for other in ["1.2.3", "256.1.1.1", "12:30:45", "3.14", "2024-01-02"] {
            assert_eq!(ip(other), None, "{other}");
        }
    }

    #[test]
    fn vehicles() {
        assert_eq!(plate("京A·12345").as_deref(), Some("京A12345"));
        for known in ["粤BD12345", "沪a 88888", "粤Z1234港", "浙A1234学"] {
            assert!(plate(known).is_some(), "{known}");
        }
        for other in [
            "京A1234",
            "京AABCDE",
            "王A12345",
            "京A1234567",
            "京东A12345",
        ] {
            assert_eq!(plate(other), None, "{other}");
        }
    }

    #[test]
    fn passports() {
        for known in ["E12345678", "ea1234567", "G12345678"] {
            assert!(passport(known).is_some(), "{known}");
        }
        for other in ["GA1234567", "E1234567", "X12345678", "123456789"] {
            assert_eq!(passport(other), None, "{other}");
        }
    }
}
