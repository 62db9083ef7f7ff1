//! How soiled cells are spelled.

use fourr_locale::Lang;

use super::kind::DefectKind;

/// What people call the channels.
const ALIASES: [(&str, [&str; 2]); 10] = [
    ("天猫旗舰店", ["天猫", "天猫店"]),
    ("京东自营", ["京东", "JD自营"]),
    ("抖音小店", ["抖音", "抖店"]),
    ("微信小程序", ["微信", "小程序"]),
    ("线下门店", ["门店", "线下"]),
    ("Tmall", ["TMALL", "T-mall"]),
    ("JD", ["jd", "JD.com"]),
    ("Douyin", ["douyin", "Dou Yin"]),
    ("WeChat", ["Wechat", "We Chat"]),
    ("Store", ["store", "Shop"]),
];

impl DefectKind {
    /// Whether the cell can be written that way, and then is another one.
    pub(super) fn fits(self, clean: &str) -> bool {
        match self {
            // From a thousand yuan, which have four digits before the point.
            Self::AmountWan => clean.trim_start_matches('-').len() >= "1000.00".len(),
            Self::AmountOutlier => clean.contains(|digit| matches!(digit, '1'..='9')),
            Self::ChannelAlias => aliases(clean).is_some(),
            _ => true,
        }
    }

    /// The cell as it comes out; `draw` decides where there is a choice.
    pub(super) fn soil(self, clean: &str, lang: Lang, draw: u64) -> String {
        let date = || [&clean[..4], &clean[5..7], &clean[8..10]];
        let short = |part: &str| part.trim_start_matches('0').to_owned();
        match self {
            Self::DuplicateRow | Self::BlankRow | Self::MissingCustomer | Self::MissingAmount => {
                String::new()
            }
            Self::NearDuplicateRow => otherwise(clean),
            Self::SentinelCustomer => lang.pick("未知", "unknown").to_owned(),
            Self::DateYmd => {
                let [year, month, day] = date();
                format!("{year}年{}月{}日", short(month), short(day))
            }
            Self::DateSlash => {
                let [year, month, day] = date();
                format!("{year}/{}/{}", short(month), short(day))
            }
            Self::DateCompact => date().concat(),
            Self::SentinelDate => "1900-01-01".to_owned(),
            Self::AmountCurrency => currency(clean),
            Self::AmountWan => ten_thousands(clean),
            Self::AmountOutlier => hundredfold(clean),
            Self::AmountFullWidth | Self::QuantityFullWidth => {
                clean.chars().map(full_width).collect()
            }
            Self::ChannelPadded if clean.len().is_multiple_of(2) => format!(" {clean}"),
            Self::ChannelPadded => format!("{clean} "),
            Self::ChannelAlias => aliases(clean)
                .map_or(clean, |names| names[usize::from(draw & 1 == 1)])
                .to_owned(),
        }
    }
}

fn aliases(channel: &str) -> Option<[&'static str; 2]> {
    let names = ALIASES.iter().find(|(name, _)| *name == channel)?;
    Some(names.1)
}

/// The same to a reader, but not to a computer: Latin letters all large or all small, else a space in the middle.
fn otherwise(text: &str) -> String {
    if text.is_ascii() {
        let large = text.to_ascii_uppercase();
        return if large == text {
            text.to_ascii_lowercase()
        } else {
            large
        };
    }
    let middle = text.chars().count() / 2;
    let at = text.char_indices().nth(middle).map_or(0, |(at, _)| at);
    format!("{} {}", &text[..at], &text[at..])
}

/// `-1234.50` as `-￥1,234.50`. The sign for yuan is the one that GBK has, too.
fn currency(clean: &str) -> String {
    let (sign, digits) = split_sign(clean);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}￥{grouped}.{fraction}")
}

/// `12345.60` as `1.23456万`: nothing is rounded away.
fn ten_thousands(clean: &str) -> String {
    let (sign, digits) = split_sign(clean);
    let fen = digits.replace('.', "");
    let padded = format!("{fen:0>7}");
    let (whole, fraction) = padded.split_at(padded.len() - 6);
    let number = format!("{whole}.{fraction}");
    format!(
        "{sign}{}万",
        number.trim_end_matches('0').trim_end_matches('.')
    )
}

/// `-1234.50` as `-123450`.
fn hundredfold(clean: &str) -> String {
    let (sign, digits) = split_sign(clean);
    format!("{sign}{}", digits.replace('.', "").trim_start_matches('0'))
}

fn split_sign(number: &str) -> (&str, &str) {
    number
        .strip_prefix('-')
        .map_or(("", number), |digits| ("-", digits))
}

/// The full-width twin of a printable ASCII character.
fn full_width(character: char) -> char {
    match character {
        '!'..='~' => char::from_u32(u32::from(character) + 0xFEE0).unwrap_or(character),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use fourr_locale::Lang;

    use super::{ALIASES, DefectKind};
    use crate::catalogue;
    use crate::random::Key;

    #[test]
    fn cells_are_soiled_as_people_write_them() {
        use DefectKind::{
            AmountCurrency, AmountFullWidth, AmountOutlier, AmountWan, ChannelAlias, DateCompact,
            DateSlash, DateYmd, MissingAmount, NearDuplicateRow, SentinelCustomer, SentinelDate,
        };
        for (kind, clean, dirty) in [
            (DateYmd, "2024-03-05 08:09:10", "2024年3月5日"),
            (DateSlash, "2024-11-05 08:09:10", "2024/11/5"),
            (DateCompact, "2024-03-05 08:09:10", "20240305"),
            (SentinelDate, "2024-03-05 08:09:10", "1900-01-01"),
            (AmountCurrency, "1234567.50", "￥1,234,567.50"),
            (AmountCurrency, "-234.50", "-￥234.50"),
            (AmountWan, "12345.60", "1.23456万"),
            (AmountWan, "-1000.00", "-0.1万"),
            (AmountWan, "100000.00", "10万"),
            (AmountFullWidth, "-12.30", "－１２．３０"),
            (AmountOutlier, "-1234.50", "-123450"),
            (AmountOutlier, "0.05", "5"),
            (MissingAmount, "12.30", ""),
            (SentinelCustomer, "00000123", "未知"),
            (ChannelAlias, "京东自营", "京东"),
            (NearDuplicateRow, "保湿面霜", "保湿 面霜"),
            (NearDuplicateRow, "Hand cream", "HAND CREAM"),
            (NearDuplicateRow, "JD", "jd"),
        ] {
            assert_eq!(kind.soil(clean, Lang::Zh, 0), dirty);
        }
        assert!(AmountWan.fits("-1000.00") && !AmountWan.fits("-999.99"));
        assert!(AmountOutlier.fits("-0.01") && !AmountOutlier.fits("0.00"));
    }

    #[test]
    fn every_channel_has_other_names() {
        for index in 0..1_000 {
            let channel = catalogue::channel(Key::new(1), index);
            for name in [channel.zh, channel.en] {
                assert!(DefectKind::ChannelAlias.fits(name), "{name}");
            }
        }
        assert!(ALIASES.iter().all(|(name, others)| !others.contains(name)));
    }
}
