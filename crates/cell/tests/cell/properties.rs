//! Properties: what is written is read back, the fast path agrees with the slow one, nothing panics.

use fourr_cell::date::{self, DateRules, DayOrder, ExcelEpoch};
use fourr_cell::number::{self, Decimal, NumberFault, NumberRules, Percent, RangeRule};
use fourr_cell::personal::{self, MaskLevel, Personal};
use fourr_cell::{fold, missing};
use proptest::prelude::*;

fn read(text: &str) -> Result<Decimal, NumberFault> {
    number::parse(text, &NumberRules::default()).map(|number| number.value)
}

/// 1234567.89 as 1,234,567.89.
fn grouped(value: Decimal) -> String {
    let text = value.to_string();
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, ""), |(whole, _)| (whole, &digits[whole.len()..]));
    let groups: Vec<&str> = whole
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap())
        .collect();
    format!("{sign}{}{fraction}", groups.join(","))
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap())
        .collect()
}

/// The numeral of a number below 10^16, with 零 for every gap; GB/T 15835-2011.
fn numeral(value: u64) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    const PLACES: [&str; 4] = ["", "十", "百", "千"];
    let section = |value: u64| {
        let mut text = String::new();
        for place in (0..4).rev() {
            let digit = usize::try_from(value / 10_u64.pow(place) % 10).unwrap();
            if digit > 0 {
                text.push(DIGITS[digit]);
                text.push_str(PLACES[place as usize]);
            } else if !text.ends_with('零') {
                text.push('零');
            }
        }
        text
    };
    let below_hundred_million = |value: u64| {
        let (high, low) = (value / 10_000, value % 10_000);
        let high = if high > 0 {
            format!("{}万", section(high).trim_end_matches('零'))
        } else {
            String::new()
        };
        format!("{high}{}", section(low).trim_end_matches('零'))
    };
    let (high, low) = (value / 100_000_000, value % 100_000_000);
    let high = if high > 0 {
        format!("{}亿", below_hundred_million(high))
    } else {
        String::new()
    };
    let text = format!("{high}{}", below_hundred_million(low));
    let text = text.trim_start_matches('零');
    if text.is_empty() {
        "零".to_owned()
    } else {
        text.to_owned()
    }
}

/// Cells that look like what a table holds, for better aim than random text.
fn cell_like() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9,.\\-+eE %万亿千百元约()¥~]{0,12}",
        "-?[0-9]{0,20}(\\.[0-9]{0,8})?",
        "[〇零一二两三四五六七八九十百千万亿点]{0,8}",
        "[0-9]{1,5}[-/.年][0-9]{0,3}[-/.月][0-9]{0,5}日?[ T]?[0-9]{0,2}:?[0-9]{0,2}:?[0-9]{0,2}",
        "[0-9]{0,15}",
        "[A-Za-z0-9 .@,:+星期周一下午张省市区路号\u{3000}０-９]{0,16}",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn a_number_is_read_back_from_every_format(mantissa in -10_i128.pow(15)..10_i128.pow(15), scale in 0_u32..8) {
        let value = Decimal::new(mantissa, scale).unwrap();
        let hundredth = Decimal::new(mantissa, scale + 2).unwrap();
        let plain = value.to_string();
        prop_assert_eq!(read(&plain), Ok(value));
        prop_assert_eq!(read(&full_width(&plain)), Ok(value));
        prop_assert_eq!(read(&format!("{mantissa}e-{scale}")), Ok(value));
        prop_assert_eq!(read(&format!("¥{plain}")), Ok(value));
        prop_assert_eq!(read(&format!("{plain}元")), Ok(value));
        prop_assert_eq!(read(&format!(" {plain}%　")), Ok(hundredth));
        prop_assert_eq!(read(&format!("约{plain}")), Ok(value));
        if mantissa.abs() >= 1000 * 10_i128.pow(scale) {
            prop_assert_eq!(read(&grouped(value)), Ok(value));
        }
        if mantissa > 0 {
            prop_assert_eq!(read(&format!("({plain})")), Ok(-value));
        }
    }

    #[test]
    fn units_shift_the_point_exactly(mantissa in -10_i128.pow(15)..10_i128.pow(15), scale in 0_u32..6) {
        let value = Decimal::new(mantissa, scale).unwrap();
        for (unit, power) in [("百", 2), ("千", 3), ("k", 3), ("万", 4), ("w", 4), ("十万", 5), ("百万", 6),
            ("千万", 7), ("亿", 8), ("万亿", 12)] {
            let want = Decimal::new(mantissa * 10_i128.pow(power), scale);
            prop_assert_eq!(read(&format!("{value}{unit}")).ok(), want);
        }
    }

    #[test]
    fn a_numeral_is_read_back(value in prop_oneof![0_u64..100_000, 0..10_u64.pow(16)]) {
        prop_assert_eq!(read(&numeral(value)), Ok(Decimal::new(value.into(), 0).unwrap()), "{}", numeral(value));
    }

    #[test]
    fn floats_survive(value in any::<f64>().prop_filter("exact range", |v| v.abs() < 1e22)) {
        let back = read(&format!("{value:?}")).unwrap().to_f64();
        // Zero has one sign only in a decimal.
        prop_assert_eq!((back + 0.0).to_bits(), (value + 0.0).to_bits());
    }

    #[test]
    fn fixed_point_agrees_with_the_general_path(text in cell_like()) {
        let general = read(&text).and_then(|value| value.to_fixed(4).ok_or(NumberFault::Overflow));
        prop_assert_eq!(number::parse_fixed4(&text), general);
    }

    #[test]
    fn fixed_point_of_plain_decimals_agrees(text in "-?[0-9]{1,16}(\\.[0-9]{1,9})?") {
        let general = read(&text).and_then(|value| value.to_fixed(4).ok_or(NumberFault::Overflow));
        prop_assert_eq!(number::parse_fixed4(&text), general);
    }

    #[test]
    fn order_agrees_with_floats(a in any::<i64>(), b in any::<i64>(), scale in 0_u32..10) {
        let (left, right) = (Decimal::new(a.into(), scale).unwrap(), Decimal::new(b.into(), scale).unwrap());
        prop_assert_eq!(left.cmp(&right), a.cmp(&b));
    }

    #[test]
    fn a_date_is_read_back_from_every_format(days in -250_000_i64..1_000_000, seconds in 0_i64..86_400) {
        let at = chrono::DateTime::from_timestamp(days * 86_400 + seconds, 0).unwrap().naive_utc();
        let rules = DateRules { day_order: DayOrder::DayFirst, ..DateRules::default() };
        for format in ["%Y-%m-%d %H:%M:%S", "%Y/%-m/%-d %-H:%M:%S", "%Y.%m.%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S",
            "%Y年%-m月%-d日%-H时%M分%S秒", "%Y%m%d%H%M%S", "%d/%m/%Y %H:%M:%S", "%-d %b %Y %H:%M:%S",
            "%B %-d, %Y %I:%M:%S %p", "%Y-%m-%d %a %H:%M:%S", "%Y-%m-%dT%H:%M:%S+08:00"] {
            let text = at.format(format).to_string();
            prop_assert_eq!(date::parse(&text, &rules).map(|moment| moment.at), Ok(at), "{}", text);
            prop_assert_eq!(date::parse_micros(&text, &rules), Ok(at.and_utc().timestamp_micros()), "{}", text);
        }
        for format in ["%Y-%m-%d", "%Y%m%d", "%Y年%m月%d号", "%d-%m-%Y", "%d %b %Y"] {
            let text = at.format(format).to_string();
            prop_assert_eq!(date::parse(&text, &rules).map(|moment| moment.at), Ok(at.date().into()), "{}", text);
        }
    }

    #[test]
    fn a_serial_is_its_day_and_second(day in 20_000_i32..80_000, second in 0_i32..86_400) {
        let serial = f64::from(day) + f64::from(second) / 86_400.0;
        let at = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap().and_hms_opt(0, 0, 0).unwrap()
            + chrono::TimeDelta::days(day.into()) + chrono::TimeDelta::seconds(second.into());
        let moment = date::from_serial(serial, &DateRules::default()).unwrap();
        prop_assert_eq!((moment.at, moment.has_time), (at, second != 0));
        prop_assert_eq!(date::parse(&serial.to_string(), &DateRules::default()), Ok(moment));
    }

    #[test]
    fn micros_agree_with_the_general_path(text in cell_like()) {
        for day_order in [DayOrder::Unknown, DayOrder::MonthFirst] {
            let rules = DateRules { day_order, ..DateRules::default() };
            let general = date::parse(&text, &rules).map(|moment| moment.at.and_utc().timestamp_micros());
            prop_assert_eq!(date::parse_micros(&text, &rules), general);
        }
    }

    #[test]
    fn micros_of_plain_dates_agree(text in "[012][0-9]{3}([-/.]|年)?[01]?[0-9]([-/.]|月)?[0-3]?[0-9][日号]?([ T][0-2]?[0-9]:[0-6][0-9](:[0-6][0-9])?)?") {
        let rules = DateRules::default();
        let general = date::parse(&text, &rules).map(|moment| moment.at.and_utc().timestamp_micros());
        prop_assert_eq!(date::parse_micros(&text, &rules), general);
    }

    #[test]
    fn money_that_is_read_fast_is_read_alike(text in "[¥￥$]?[0-9]{0,4}(,[0-9]{2,4}){0,4}(\\.[0-9,]{0,3})?") {
        if let Some(fast) = number::Plain::of_money(&text) {
            let general = number::parse(&text, &NumberRules::default()).map(|number| number.value.to_f64());
            prop_assert_eq!(general, Ok(fast.value()), "{}", text);
        }
    }

    #[test]
    fn folding_is_done_once(text in any::<String>()) {
        let once = fold::fold(&text).into_owned();
        prop_assert_eq!(fold::fold(&once), once.as_str());
        let trimmed = fold::trimmed(&text).into_owned();
        prop_assert_eq!(fold::trimmed(&trimmed), trimmed.as_str());
        prop_assert_eq!(trimmed.as_str(), once.trim());
    }

    #[test]
    fn missing_is_a_fault_of_both_readers_and_nothing_else_is(text in cell_like()) {
        let is_missing = missing::classify(&text).is_some();
        prop_assert_eq!(is_missing, missing::classify_with(&text, &missing::TOKENS).is_some());
        prop_assert_eq!(is_missing, read(&text) == Err(NumberFault::Missing));
        prop_assert_eq!(is_missing, date::parse(&text, &DateRules::default()) == Err(date::DateFault::Missing));
    }

    #[test]
    fn no_cell_panics_under_any_rules(text in cell_like(), number in any::<f64>(), offset in any::<i8>()) {
        for percent in [Percent::Ratio, Percent::Points] {
            for range in [RangeRule::Reject, RangeRule::Midpoint, RangeRule::Low, RangeRule::High] {
                let _ = number::parse(&text, &NumberRules { percent, range });
            }
        }
        let rules = DateRules { epoch_offset_hours: offset, excel: ExcelEpoch::Y1904, ..DateRules::default() };
        let _ = date::parse(&text, &rules);
        let _ = date::from_serial(number, &rules);
        let _ = personal::hint_of_header(&text);
    }

    #[test]
    fn a_mask_hides_digits(text in cell_like(), strict in any::<bool>()) {
        let level = if strict { MaskLevel::Strict } else { MaskLevel::Standard };
        for kind in Personal::ALL {
            let masked = personal::mask(&text, kind, level);
            let found = personal::recognise(&text, Some(kind));
            if found == Some(kind) {
                prop_assert!(masked.contains('*'), "{kind}: {text:?} -> {masked:?}");
            }
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
            if matches!(kind, Personal::Mobile | Personal::BankCard) && strict {
                prop_assert_eq!(digits(&masked), 0);
            }
        }
    }
}
