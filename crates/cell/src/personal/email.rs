//! E-mail addresses of the usual form.

/// Splits `local@domain.tld`, folded and trimmed, into its halves; quoted and literal forms are not taken.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let (local, domain) = text.split_once('@')?;
    let (_, top) = domain.rsplit_once('.')?;
    let good_local = (1..=64).contains(&local.len())
        && local
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b))
        && local.split('.').all(|part| !part.is_empty());
    let good_domain = domain.len() <= 255 && domain.split('.').all(is_label);
    let good_top = top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic());
    (good_local && good_domain && good_top).then_some((local, domain))
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_usual_form_is_an_address() {
        for good in [
            "a@b.cn",
            "zhang.san@example.com",
            "x+y@mail.example-site.com.cn",
            "1@2.io",
        ] {
            assert!(split(good).is_some(), "{good}");
        }
        for bad in [
            "not-an-email@",
            "@b.cn",
            "a@b",
            "a@b.c",
            "a@@b.cn",
            "a b@c.cn",
            "a..b@c.cn",
            "a@-b.cn",
            "a@b.1",
        ] {
            assert_eq!(split(bad), None, "{bad}");
        }
    }
}
