//! Weekdays beside a date: 星期五, (周五), Friday. They are skipped, even when they contradict the date.

use super::scanner::Scanner;

const CHINESE: [&str; 3] = ["星期", "礼拜", "周"];
const CHINESE_DAYS: [(&str, ()); 8] = [
    ("一", ()),
    ("二", ()),
    ("三", ()),
    ("四", ()),
    ("五", ()),
    ("六", ()),
    ("日", ()),
    ("天", ()),
];
const ENGLISH: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
const SHORT: [&str; 10] = [
    "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
];

/// Steps over a weekday with the spaces, brackets and comma around it; without one, stays in place.
pub(super) fn skip(scan: &mut Scanner<'_>) {
    let mut ahead = *scan;
    ahead.spaces();
    let bracket = ahead.eat("(");
    if !skip_name(&mut ahead) || (bracket && !ahead.eat(")")) {
        return;
    }
    if ahead.eat(",") || ahead.eat(".") {
        ahead.spaces();
    }
    *scan = ahead;
}

fn skip_name(scan: &mut Scanner<'_>) -> bool {
    if CHINESE.iter().any(|prefix| scan.eat(prefix)) {
        return scan.eat_any(&CHINESE_DAYS).is_some();
    }
    let word = scan.word();
    ENGLISH
        .iter()
        .chain(&SHORT)
        .any(|name| name.eq_ignore_ascii_case(word))
}
