//! Telephone numbers, e-mail and web addresses.

use super::WrittenFault;
use crate::{fold, personal};

/// Area codes of three digits; all others have four.
const SHORT_AREAS: [&str; 10] = [
    "010", "020", "021", "022", "023", "024", "025", "027", "028", "029",
];

/// A telephone number of mainland China: the eleven digits of a mobile number, `010-82345678` with its area code, or
/// `400-123-4567`. Country code, spaces, brackets and dots are dropped.
///
/// # Errors
/// Anything else.
///
/// ```
/// assert_eq!(fourr_cell::written::phone("+86 138 1234 5678").as_deref(), Ok("13812345678"));
/// assert_eq!(fourr_cell::written::phone("（０１０）8234 5678").as_deref(), Ok("010-82345678"));
/// ```
pub fn phone(cell: &str) -> Result<String, WrittenFault> {
    let folded = fold::trimmed(cell);
    if let Some(mobile) = personal::mobile_digits(&folded) {
        return Ok(mobile);
    }
    let text = folded.strip_suffix(".0").unwrap_or(&folded);
    let plain = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '+' | '.' | '—'));
    if !plain {
        return Err(WrittenFault::Unparseable);
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("0086").unwrap_or(&digits);
    let national = match digits.strip_prefix("86") {
        Some(rest) if text.starts_with('+') => format!("0{}", rest.trim_start_matches('0')),
        _ => digits.to_owned(),
    };
    if national.len() == 10 && (national.starts_with("400") || national.starts_with("800")) {
        return Ok(format!(
            "{}-{}-{}",
            &national[..3],
            &national[3..6],
            &national[6..]
        ));
    }
    let area = if SHORT_AREAS.contains(&national.get(..3).unwrap_or_default()) {
        3
    } else {
        4
    };
    let is_area = national.starts_with('0') && !national.starts_with("00");
    match national.len().checked_sub(area) {
        Some(7 | 8) if is_area && !national[area..].starts_with(['0', '1']) => {
            Ok(format!("{}-{}", &national[..area], &national[area..]))
        }
        _ => Err(WrittenFault::Unparseable),
    }
}

/// An e-mail address: half width, without spaces around it and without `mailto:`, its domain in small letters.
///
/// # Errors
/// Anything that is not `local@domain.tld`.
pub fn email(cell: &str) -> Result<String, WrittenFault> {
    let folded = fold::trimmed(cell);
    let text = folded.strip_prefix("mailto:").unwrap_or(&folded);
    let (local, domain) = personal::email_parts(text).ok_or(WrittenFault::Unparseable)?;
    Ok(format!("{local}@{}", domain.to_ascii_lowercase()))
}

/// A web address: half width, with its scheme (`http://` where none is written), scheme and host in small letters,
/// without a lone slash at the end.
///
/// # Errors
/// Anything whose host is no name with a dot, nor `localhost`, nor four numbers.
pub fn url(cell: &str) -> Result<String, WrittenFault> {
    let folded = fold::trimmed(cell);
    let (scheme, rest) = match folded.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("http".to_owned(), folded.as_ref()),
    };
    if !matches!(scheme.as_str(), "http" | "https" | "ftp")
        || rest.is_empty()
        || rest.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"'`".contains(c))
    {
        return Err(WrittenFault::Unparseable);
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let good_port = port.is_empty() && !authority.ends_with(':')
        || port.parse::<u16>().is_ok_and(|port| port > 0);
    if !is_host(host) || !good_port {
        return Err(WrittenFault::Unparseable);
    }
    let path = if path == "/" { "" } else { path };
    let port = if port.is_empty() {
        String::new()
    } else {
        format!(":{port}")
    };
    Ok(format!("{scheme}://{}{port}{path}", host.to_lowercase()))
}

fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    if host == "localhost" {
        return true;
    }
    let Some((_, top)) = host.rsplit_once('.') else {
        return false;
    };
    let numbers = top.bytes().all(|b| b.is_ascii_digit());
    let good_top = if numbers {
        host.split('.').count() == 4 && host.split('.').all(|part| part.parse::<u8>().is_ok())
    } else {
        top.chars().count() >= 2 && !top.chars().any(|c| c.is_ascii_digit())
    };
    host.len() <= 253 && host.split('.').all(label) && good_top
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_telephones_have_one_form() {
        let cases = [
            ("13812345678", Some("13812345678")),
            ("138-1234-5678", Some("13812345678")),
            ("010 8234 5678", Some("010-82345678")),
            // A number behind an area code does not begin with 1.
            ("+86 10 12345678", None),
            ("+86 10 82345678", Some("010-82345678")),
            ("0571-87654321", Some("0571-87654321")),
            ("4008123123", Some("400-812-3123")),
            ("12345", None),
            ("021-1234", None),
            ("电话", None),
        ];
        for (cell, form) in cases {
            let read = phone(cell).ok();
            assert_eq!(read.as_deref(), form, "{cell}");
            if let Some(form) = read {
                assert_eq!(phone(&form), Ok(form.clone()));
            }
        }
    }

    #[test]
    fn addresses_of_the_net_have_one_form() {
        let cases = [
            (" Zhang.San@Example.COM ", Some("Zhang.San@example.com")),
            ("a＠b.cn", Some("a@b.cn")),
            ("a@b", None),
        ];
        for (cell, form) in cases {
            assert_eq!(email(cell).ok().as_deref(), form, "{cell}");
        }
        let cases = [
            ("HTTP://Example.com/", Some("http://example.com")),
            (
                "www.example.com/A?b=1",
                Some("http://www.example.com/A?b=1"),
            ),
            ("https://例子.中国/路", Some("https://例子.中国/路")),
            ("127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("javascript:alert(1)", None),
            ("1.5", None),
            ("hello", None),
            ("a b.com", None),
        ];
        for (cell, form) in cases {
            assert_eq!(url(cell).ok().as_deref(), form, "{cell}");
        }
    }
}
