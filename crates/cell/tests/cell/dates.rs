//! Tables of dates. Serials and epoch values are worked out as 1899-12-30 + n days and by `date -u -d @n`.

use fourr_cell::date::{
    DateFault, DateRules, DayOrder, ExcelEpoch, Moment, Partial, from_serial, parse, parse_micros,
};

/// The moment in ISO form, with its time only if the cell has one, or the code of the fault.
fn show(read: Result<Moment, DateFault>) -> String {
    match read {
        Ok(Moment { at, has_time: true }) => at.format("%Y-%m-%dT%H:%M:%S%.f").to_string(),
        Ok(Moment {
            at,
            has_time: false,
        }) => at.format("%Y-%m-%d").to_string(),
        Err(fault) => fault.code().to_owned(),
    }
}

fn assert_reads_by(rules: DateRules, cases: &[(&str, &str)]) {
    for (text, want) in cases {
        assert_eq!(&show(parse(text, &rules)), want, "{text:?}");
    }
}

fn assert_reads(cases: &[(&str, &str)]) {
    assert_reads_by(DateRules::default(), cases);
}

#[test]
fn the_table_of_the_method() {
    assert_reads(&[
        ("2021年12月1日", "2021-12-01"),
        ("2021/12/1", "2021-12-01"),
        ("2021.12.1", "2021-12-01"),
        ("20211201", "2021-12-01"),
        ("44531", "2021-12-01"),
        ("44531.5", "2021-12-01T12:00:00"),
        ("1638316800", "2021-12-01T08:00:00"),
        ("２０２１年３月８号", "2021-03-08"),
        ("2021-02-29", "invalid_calendar"),
        ("2021年12月", "partial"),
        ("03/04/2021", "ambiguous"),
        ("12/25/2021", "2021-12-25"),
        ("31/12/2020", "2020-12-31"),
    ]);
}

#[test]
fn years_first() {
    assert_reads(&[
        (" 2021 年 12 月 1 日 ", "2021-12-01"),
        ("2021年12月1", "2021-12-01"),
        ("2020-02-29", "2020-02-29"),
        ("1900-02-29", "invalid_calendar"),
        ("2021-04-31", "invalid_calendar"),
        ("2021-00-10", "invalid_calendar"),
        ("0000-00-00", "invalid_calendar"),
        ("2021年13月1日", "invalid_calendar"),
        ("2021-12/01", "unparseable"),
        ("2021-12-001", "unparseable"),
        ("12021-12-01", "unparseable"),
        ("2021-12-01x", "unparseable"),
        ("2021--12-01", "unparseable"),
        ("-2021-12-01", "unparseable"),
        ("2021年", "partial"),
        ("2021-12", "partial"),
        ("2021.12", "partial"),
        ("12/2021", "partial"),
        ("12.2021", "unparseable"),
        ("12/2021/1", "unparseable"),
        ("12月1日", "partial"),
        ("2021年13月", "invalid_calendar"),
        ("21年12月1日", "ambiguous"),
        ("21-12-1", "ambiguous"),
        ("无", "missing"),
        ("　", "missing"),
    ]);
}

#[test]
fn times_of_day() {
    assert_reads(&[
        ("2021-12-01 18:30:05", "2021-12-01T18:30:05"),
        ("2021/12/1 8:05", "2021-12-01T08:05:00"),
        ("2021-12-01T08:00:00", "2021-12-01T08:00:00"),
        ("20211201 18:30", "2021-12-01T18:30:00"),
        ("2014-12-06 02", "2014-12-06T02:00:00"),
        ("2014-12-06T23", "2014-12-06T23:00:00"),
        ("20211201183005", "2021-12-01T18:30:05"),
        ("2021-12-01 18:30:05.250", "2021-12-01T18:30:05.250"),
        (
            "2021-12-01 18:30:05.123456789",
            "2021-12-01T18:30:05.123456",
        ),
        ("2021年12月1日9时05分", "2021-12-01T09:05:00"),
        ("2021年12月1日 9时5分30秒", "2021-12-01T09:05:30"),
        ("2021年12月1日9点", "2021-12-01T09:00:00"),
        ("2021-12-01 下午 3:20", "2021-12-01T15:20:00"),
        ("2021/12/1 上午9:30:00", "2021-12-01T09:30:00"),
        ("2021/12/1 上午12:30", "2021-12-01T00:30:00"),
        ("2021/12/1 下午12:30", "2021-12-01T12:30:00"),
        ("2021/12/1 下午15:00", "2021-12-01T15:00:00"),
        ("2021/12/1 上午13:00", "invalid_calendar"),
        ("2021-12-01 3:20 PM", "2021-12-01T15:20:00"),
        ("2021-12-01 12:00am", "2021-12-01T00:00:00"),
        ("2021-12-01 24:00", "invalid_calendar"),
        ("2021-12-01 23:59:60", "invalid_calendar"),
        ("2021-12-01 8:5", "unparseable"),
        ("2021-12-01 8", "unparseable"),
        ("2021-12-01T", "unparseable"),
        ("2021-12-01 18:30:05.", "unparseable"),
        ("2021-12-01 2", "unparseable"),
        ("2021-12-01 24", "invalid_calendar"),
        ("2021年12月 10:30", "unparseable"),
    ]);
}

#[test]
fn zones_are_moved_to_local_time() {
    assert_reads(&[
        ("2021-12-01T00:00:00Z", "2021-12-01T08:00:00"),
        ("2021-12-01T20:00:00.5Z", "2021-12-02T04:00:00.500"),
        ("2021-12-01 08:00:00+08:00", "2021-12-01T08:00:00"),
        ("2021-12-01 08:00:00 -0500", "2021-12-01T21:00:00"),
        ("2021-12-01T08:00+00", "2021-12-01T16:00:00"),
        ("2021-12-01 08:00 UTC", "2021-12-01T16:00:00"),
        ("2021-12-01 08:00:00+0530", "2021-12-01T10:30:00"),
        ("2021-12-01 08:00:00+25:00", "unparseable"),
        ("2021-12-01 10:00-12:00", "unparseable"),
    ]);
    let utc = DateRules {
        epoch_offset_hours: 0,
        ..DateRules::default()
    };
    assert_reads_by(
        utc,
        &[
            ("2021-12-01T08:00:00+08:00", "2021-12-01T00:00:00"),
            ("1638316800", "2021-12-01T00:00:00"),
        ],
    );
}

#[test]
fn weekdays_are_skipped() {
    assert_reads(&[
        ("2018-01-01 星期五", "2018-01-01"),
        ("2018-01-01星期五", "2018-01-01"),
        ("2021年3月5日(周五)", "2021-03-05"),
        ("2021年3月5日（星期五） 10:30", "2021-03-05T10:30:00"),
        ("2021/3/5 10:30 周五", "2021-03-05T10:30:00"),
        ("星期天 2021-03-07", "2021-03-07"),
        ("Fri, 5 Mar 2021 10:30:00 GMT", "2021-03-05T18:30:00"),
        ("Friday, March 5, 2021", "2021-03-05"),
        ("2021-03-05 星期八", "unparseable"),
        ("2021-03-05 (周五", "unparseable"),
    ]);
}

#[test]
fn english_months() {
    assert_reads(&[
        ("1 Dec 2021", "2021-12-01"),
        ("Dec 1, 2021", "2021-12-01"),
        ("December 1st, 2021", "2021-12-01"),
        ("1-Dec-2021", "2021-12-01"),
        ("2021-Dec-01", "2021-12-01"),
        ("2021 Dec 1", "2021-12-01"),
        ("1DEC2021", "2021-12-01"),
        ("Sept. 5 2021 8:26 PM", "2021-09-05T20:26:00"),
        ("31 Feb 2021", "invalid_calendar"),
        ("Dec 2021", "partial"),
        ("1 Dec", "partial"),
        ("Dec-21", "ambiguous"),
        ("1-Dec-21", "ambiguous"),
        ("Decimal 1 2021", "unparseable"),
        ("1 Foo 2021", "unparseable"),
    ]);
}

#[test]
fn years_last_need_an_order() {
    let cases = [
        (
            "12/1/2010 8:26",
            "ambiguous",
            "2010-12-01T08:26:00",
            "2010-01-12T08:26:00",
        ),
        ("03-04-2021", "ambiguous", "2021-03-04", "2021-04-03"),
        ("3.4.2021", "ambiguous", "2021-03-04", "2021-04-03"),
        ("3/3/2021", "2021-03-03", "2021-03-03", "2021-03-03"),
        ("25.12.2021", "2021-12-25", "2021-12-25", "2021-12-25"),
        (
            "13/13/2021",
            "invalid_calendar",
            "invalid_calendar",
            "invalid_calendar",
        ),
        (
            "0/13/2021",
            "invalid_calendar",
            "invalid_calendar",
            "invalid_calendar",
        ),
        ("1/2/21", "ambiguous", "ambiguous", "ambiguous"),
    ];
    for (text, unknown, month_first, day_first) in cases {
        for (day_order, want) in [
            (DayOrder::Unknown, unknown),
            (DayOrder::MonthFirst, month_first),
            (DayOrder::DayFirst, day_first),
        ] {
            let rules = DateRules {
                day_order,
                ..DateRules::default()
            };
            assert_eq!(show(parse(text, &rules)), want, "{text} {day_order:?}");
        }
    }
}

#[test]
fn a_column_proves_its_order() {
    assert_eq!(
        DayOrder::infer(["1/2/2021", "12/1/2010 8:26"]),
        DayOrder::Unknown
    );
    assert_eq!(
        DayOrder::infer(["1/2/2021", "２５/12/2021 8:26", "", "x"]),
        DayOrder::DayFirst
    );
    assert_eq!(
        DayOrder::infer(["25/12/2021", "12/25/2021"]),
        DayOrder::Unknown
    );
    assert_eq!(DayOrder::infer([]), DayOrder::Unknown);
}

#[test]
fn partial_dates_may_stand_for_their_first_day() {
    let rules = DateRules {
        partial: Partial::FirstDay,
        ..DateRules::default()
    };
    assert_reads_by(
        rules,
        &[
            ("2021年12月", "2021-12-01"),
            ("2021-12", "2021-12-01"),
            ("Dec 2021", "2021-12-01"),
            ("2021年", "2021-01-01"),
            ("12月1日", "partial"),
        ],
    );
}

#[test]
fn numbers_that_are_dates() {
    assert_reads(&[
        ("44531.0", "2021-12-01"),
        ("20211201.0", "2021-12-01"),
        ("44531.999999", "2021-12-02"),
        ("20000", "1954-10-03"),
        ("80000", "2119-01-11"),
        ("19999", "unparseable"),
        ("80001", "unparseable"),
        ("9999", "unparseable"),
        ("13812345678", "unparseable"),
        ("044531", "unparseable"),
        ("00000000", "unparseable"),
        ("20211301", "invalid_calendar"),
        ("20211201250000", "invalid_calendar"),
        ("1638316800123", "2021-12-01T08:00:00.123"),
        ("1638316800.5", "2021-12-01T08:00:00.500"),
    ]);
    let mac = DateRules {
        excel: ExcelEpoch::Y1904,
        ..DateRules::default()
    };
    assert_reads_by(mac, &[("43069", "2021-12-01")]);
    for bad in [
        f64::NAN,
        f64::INFINITY,
        -44_531.0,
        0.0,
        1.5,
        20_211_201.5,
        1e300,
    ] {
        assert_eq!(
            from_serial(bad, &DateRules::default()),
            Err(DateFault::Unparseable),
            "{bad}"
        );
    }
}

#[test]
fn micros_count_from_1970() {
    // By `date -u -d '...' +%s`.
    let cases = [
        ("1970-01-01", 0),
        ("2021-12-01", 1_638_316_800),
        ("2021-12-01 18:30:05", 1_638_383_405),
        ("2021-12-01T18:30", 1_638_383_400),
        ("2021/12/1", 1_638_316_800),
        ("20211201", 1_638_316_800),
        ("2000-02-29", 951_782_400),
        ("1969-12-31 23:59:59", -1),
        ("0001-01-01", -62_135_596_800),
        ("9999-12-31", 253_402_214_400),
        ("2021年12月1日", 1_638_316_800),
    ];
    for (text, seconds) in cases {
        assert_eq!(
            parse_micros(text, &DateRules::default()),
            Ok(seconds * 1_000_000),
            "{text}"
        );
    }
    assert_eq!(
        parse_micros("2021-02-29", &DateRules::default()),
        Err(DateFault::InvalidCalendar)
    );
    assert_eq!(
        parse_micros("2021-12-01 24:00", &DateRules::default()),
        Err(DateFault::InvalidCalendar)
    );
}

#[test]
fn codes_and_rules_have_their_names_in_files() {
    for fault in [
        DateFault::InvalidCalendar,
        DateFault::Partial,
        DateFault::Missing,
    ] {
        assert_eq!(serde_json::to_value(fault).unwrap(), fault.code());
    }
    let rules: DateRules =
        serde_json::from_str(r#"{"excel": "1904", "day_order": "day_first"}"#).unwrap();
    let want = DateRules {
        excel: ExcelEpoch::Y1904,
        day_order: DayOrder::DayFirst,
        ..DateRules::default()
    };
    assert_eq!(rules, want);
}
