//! Cells that nobody types: huge, endless or odd. They are answered, in time that grows with their length.

use fourr_cell::date::{self, DateRules};
use fourr_cell::fold;
use fourr_cell::missing;
use fourr_cell::number::{self, NumberFault, NumberRules, RangeRule};
use fourr_cell::personal::{self, MaskLevel, Personal};

const LONG: usize = 10_000_000;

fn read_everything(text: &str) {
    let midpoint = NumberRules {
        range: RangeRule::Midpoint,
        ..NumberRules::default()
    };
    let _ = fold::trimmed(text);
    let _ = missing::classify(text);
    let _ = number::parse(text, &midpoint);
    let _ = number::parse_fixed4(text);
    let _ = date::parse_micros(text, &DateRules::default());
    let _ = personal::hint_of_header(text);
    for kind in Personal::ALL {
        let _ = personal::recognise(text, Some(kind));
        let _ = personal::mask(text, kind, MaskLevel::Standard);
    }
}

#[test]
fn a_megabyte_of_one_character_is_answered() {
    for unit in [
        "9", "0", "-", ",", "1,", ".", "1-", "一", "万", "零", "1万", "+", "(", "　", "\u{200B}",
        "年", "e", "市",
    ] {
        read_everything(&unit.repeat(1_000_000 / unit.len()));
    }
}

#[test]
fn endless_digits_overflow() {
    let rules = NumberRules::default();
    let nines = "9".repeat(LONG);
    assert_eq!(number::parse(&nines, &rules), Err(NumberFault::Overflow));
    assert_eq!(
        number::parse(&format!("0.{nines}"), &rules),
        Err(NumberFault::Overflow)
    );
    assert_eq!(
        number::parse(&format!("1e{nines}"), &rules),
        Err(NumberFault::Overflow)
    );
    assert_eq!(
        number::parse(&format!("1e-{nines}"), &rules),
        Err(NumberFault::Overflow)
    );
    assert_eq!(
        number::parse(&"九".repeat(LONG / 3), &rules),
        Err(NumberFault::Overflow)
    );
}

#[test]
fn endless_zeros_are_worth_nothing() {
    let rules = NumberRules::default();
    let zeros = "0".repeat(LONG);
    let read = |text: &str| number::parse(text, &rules).map(|number| number.value.to_string());
    assert_eq!(read(&zeros), Ok("0".to_owned()));
    assert_eq!(read(&format!("{zeros}7.5{zeros}")), Ok("7.5".to_owned()));
    assert_eq!(read(&format!("1{zeros}")), Err(NumberFault::Overflow));
    assert_eq!(
        number::parse_fixed4(&format!("{zeros}7.5{zeros}")),
        Ok(75_000)
    );
}

#[test]
fn the_ends_of_the_mantissa_are_numbers() {
    let text = i128::MAX.to_string();
    let value = number::parse(&text, &NumberRules::default()).unwrap().value;
    assert_eq!((value.mantissa(), value.to_fixed(0)), (i128::MAX, None));
    for text in [
        i128::MIN.to_string(),
        format!("{}%", i128::MAX),
        format!("-{}-{}", i128::MAX, i128::MAX),
    ] {
        read_everything(&text);
    }
}
