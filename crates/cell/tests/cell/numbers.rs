//! Tables of numbers. Values are worked out by hand.

use fourr_cell::number::{NumberFault, NumberRules, Percent, RangeRule, parse, parse_fixed4};

/// The value as plain digits or the code of the fault, with `~` before approximate values.
fn read(text: &str, rules: NumberRules) -> String {
    match parse(text, &rules) {
        Ok(number) if number.approximate => format!("~{}", number.value),
        Ok(number) => number.value.to_string(),
        Err(fault) => fault.code().to_owned(),
    }
}

fn assert_reads(cases: &[(&str, &str)]) {
    for (text, want) in cases {
        assert_eq!(&read(text, NumberRules::default()), want, "{text:?}");
    }
}

#[test]
fn the_table_of_the_method() {
    assert_reads(&[
        ("１２３４．５", "1234.5"),
        ("¥1,234.50", "1234.5"),
        ("1,2345", "bad_grouping"),
        ("１.２亿", "120000000"),
        ("1亿2000万", "120000000"),
        ("-3.5％", "-0.035"),
        ("(1,200.00)", "-1200"),
        ("约3000", "~3000"),
        ("500+", "~500"),
        ("三万零五十", "30050"),
        ("0.35万元", "3500"),
        ("4.35万", "43500"),
    ]);
}

#[test]
fn signs_currencies_and_approximations_come_in_any_order() {
    assert_reads(&[
        ("-¥88", "-88"),
        ("¥ -88", "-88"),
        ("RMB 1,000", "1000"),
        ("cny5", "5"),
        ("人民币3万元", "30000"),
        ("100 RMB", "100"),
        ("99块", "99"),
        ("（¥1,200元）", "-1200"),
        ("¥(1,200.00)", "-1200"),
        ("大约¥3000元左右", "~3000"),
        ("500+元", "~500"),
        ("500元+", "~500"),
        ("近100万", "~1000000"),
        ("≈3.14", "~3.14"),
        ("～3000", "~3000"),
        ("负三点五", "-3.5"),
        ("−5", "-5"),
        ("+5", "5"),
        ("- 5", "-5"),
        ("--5", "unparseable"),
        ("(-5)", "unparseable"),
        ("-(5)", "unparseable"),
        ("500++", "unparseable"),
        ("¥", "unparseable"),
        ("¥¥5", "unparseable"),
        ("€5", "unparseable"),
    ]);
}

#[test]
fn plain_numbers() {
    assert_reads(&[
        ("000123", "123"),
        ("-0", "0"),
        ("5.", "5"),
        (".5", "0.5"),
        (".", "unparseable"),
        ("1.2.3", "unparseable"),
        ("1 234", "unparseable"),
        ("1.5e3", "1500"),
        ("1.5E-3", "0.0015"),
        ("1e+2", "100"),
        ("1e", "unparseable"),
        ("e5", "unparseable"),
        ("inf", "unparseable"),
        ("0x10", "unparseable"),
        ("①", "unparseable"),
        ("１e３", "1000"),
    ]);
}

#[test]
fn commas_stand_before_every_third_digit() {
    assert_reads(&[
        ("1,234", "1234"),
        ("12,345,678.9", "12345678.9"),
        ("１，２３４", "1234"),
        ("1,234万", "12340000"),
        ("1234,567", "bad_grouping"),
        ("1,23", "bad_grouping"),
        (",123", "bad_grouping"),
        ("1,,234", "bad_grouping"),
        ("1,234.", "bad_grouping"),
        ("1.5,000", "bad_grouping"),
        ("1,2345%", "bad_grouping"),
        ("a,b", "unparseable"),
        (",", "unparseable"),
    ]);
}

#[test]
fn units_multiply_and_add() {
    assert_reads(&[
        ("3百", "300"),
        ("3千", "3000"),
        ("2k", "2000"),
        ("2K", "2000"),
        ("3.5w", "35000"),
        ("2十万", "200000"),
        ("2百万", "2000000"),
        ("2千万", "20000000"),
        ("2万亿", "2000000000000"),
        ("3.5 万", "35000"),
        ("3万5千", "35000"),
        ("1亿2000.5万", "120005000"),
        ("1万2000", "12000"),
        ("3万5", "ambiguous"),
        ("3千5", "ambiguous"),
        ("1亿20000万", "unparseable"),
        ("1.5亿2000万", "unparseable"),
        ("3万5x", "unparseable"),
        ("5m", "unparseable"),
        ("k", "unparseable"),
    ]);
}

#[test]
fn percent_signs_divide() {
    assert_reads(&[
        ("12%", "0.12"),
        ("5‰", "0.005"),
        ("百分之三十", "0.3"),
        ("百分之12.5", "0.125"),
        ("%", "unparseable"),
    ]);
    let points = NumberRules {
        percent: Percent::Points,
        ..NumberRules::default()
    };
    for (text, want) in [
        ("12%", "12"),
        ("-3.5％", "-3.5"),
        ("5‰", "0.5"),
        ("0.12", "0.12"),
    ] {
        assert_eq!(read(text, points), want, "{text}");
    }
}

#[test]
fn chinese_numerals() {
    assert_reads(&[
        ("零", "0"),
        ("十", "10"),
        ("十五", "15"),
        ("二十", "20"),
        ("两百", "200"),
        ("一百零五", "105"),
        ("一百一十", "110"),
        ("一千二百三十四", "1234"),
        ("一万", "10000"),
        ("十二万三千", "123000"),
        ("三万零五十", "30050"),
        ("一亿二千万", "120000000"),
        ("一亿零五", "100000005"),
        ("一万二千亿", "1200000000000"),
        ("三万亿", "3000000000000"),
        ("二〇二一", "2021"),
        ("三点一四", "3.14"),
        ("三点五万", "35000"),
        ("壹仟贰佰元整", "1200"),
        ("负十", "-10"),
        ("八百五", "ambiguous"),
        ("三万五", "ambiguous"),
        ("一千五", "ambiguous"),
        ("八百五万", "ambiguous"),
        ("三四百", "ambiguous"),
        ("百", "unparseable"),
        ("万", "unparseable"),
        ("一百零", "unparseable"),
        ("一万万", "unparseable"),
        ("一亿亿", "unparseable"),
        ("十千", "unparseable"),
        ("三点", "unparseable"),
        ("点五", "unparseable"),
    ]);
}

#[test]
fn ranges_follow_their_rule() {
    let read_by = |range| {
        move |text: &str| {
            read(
                text,
                NumberRules {
                    range,
                    ..NumberRules::default()
                },
            )
        }
    };
    let cases = [
        ("3000-5000", "~4000", "~3000", "~5000"),
        ("1-2万", "~15000", "~10000", "~20000"),
        ("1万~2万", "~15000", "~10000", "~20000"),
        ("３０００～５０００元", "~4000", "~3000", "~5000"),
        ("¥10 - ¥15", "~12.5", "~10", "~15"),
        ("3000元—5000元", "~4000", "~3000", "~5000"),
        ("3000——5000", "~4000", "~3000", "~5000"),
        ("3-5%", "~0.04", "~0.03", "~0.05"),
        ("-5-3", "~-1", "~-5", "~3"),
        ("-5~-3", "~-4", "~-5", "~-3"),
        ("一至两万", "~15000", "~10000", "~20000"),
        ("5000-3000", "ambiguous", "ambiguous", "ambiguous"),
        ("(3-5)", "range", "range", "range"),
    ];
    for (text, midpoint, low, high) in cases {
        assert_eq!(read_by(RangeRule::Reject)(text), "range", "{text}");
        assert_eq!(read_by(RangeRule::Midpoint)(text), midpoint, "{text}");
        assert_eq!(read_by(RangeRule::Low)(text), low, "{text}");
        assert_eq!(read_by(RangeRule::High)(text), high, "{text}");
    }
    assert_reads(&[
        ("2021-12-01", "unparseable"),
        ("a-b", "unparseable"),
        ("5-", "unparseable"),
        ("1e-3", "0.001"),
    ]);
}

#[test]
fn fixed_point_rounds_half_away_from_zero() {
    let cases = [
        ("1234.5", 12_345_000),
        ("-3", -30_000),
        ("0.00005", 1),
        ("-0.00005", -1),
        ("0.00004999", 0),
        ("0.33335", 3_334),
        ("12345678901234", 123_456_789_012_340_000),
        ("922337203685477.5807", i64::MAX),
        ("¥3.5万", 350_000_000),
        ("12.5%", 1_250),
        ("(0.5)", -5_000),
    ];
    for (text, want) in cases {
        assert_eq!(parse_fixed4(text), Ok(want), "{text}");
    }
    let faults = [
        ("922337203685477.5808", NumberFault::Overflow),
        ("", NumberFault::Missing),
        ("-", NumberFault::Missing),
        ("1,2345", NumberFault::BadGrouping),
        ("-.", NumberFault::Unparseable),
    ];
    for (text, want) in faults {
        assert_eq!(parse_fixed4(text), Err(want), "{text}");
    }
}

#[test]
fn thirty_eight_digits_are_kept() {
    assert_reads(&[
        (
            "99999999999999999999999999999999999999",
            "99999999999999999999999999999999999999",
        ),
        (
            "0.10000000000000000000000000000000000000000000000000",
            "0.1",
        ),
        ("1e38", "100000000000000000000000000000000000000"),
        ("1e39", "overflow"),
        ("1e-401", "overflow"),
        ("0e99999999999999999999", "0"),
        (
            "0.333333333333333333333333333333333333333333333333",
            "overflow",
        ),
        ("170141183460469231731687303715884105727万", "overflow"),
    ]);
    assert_eq!(read("5e-324", NumberRules::default()).len(), 326);
}

#[test]
fn codes_and_rules_have_their_names_in_files() {
    for fault in [
        NumberFault::BadGrouping,
        NumberFault::Overflow,
        NumberFault::Range,
        NumberFault::Missing,
    ] {
        assert_eq!(serde_json::to_value(fault).unwrap(), fault.code());
    }
    let rules: NumberRules =
        serde_json::from_str(r#"{"percent": "points", "range": "midpoint"}"#).unwrap();
    assert_eq!(
        rules,
        NumberRules {
            percent: Percent::Points,
            range: RangeRule::Midpoint
        }
    );
    assert!(serde_json::from_str::<NumberRules>(r#"{"precent": "points"}"#).is_err());
}
