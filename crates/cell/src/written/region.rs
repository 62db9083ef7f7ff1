//! Provinces, cities and counties by their full names, GB/T 2260.

mod divisions;
mod path;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::WrittenFault;
use crate::fold;
use divisions::{CITIES, PROVINCES};

/// Ends of names that people leave out.
const ENDS: [&str; 4] = ["自治州", "地区", "市", "盟"];
/// Peoples in the names of prefectures, left out with the end: 大理 is 大理白族自治州.
const PEOPLES: [&str; 24] = [
    "朝鲜族",
    "土家族",
    "苗族",
    "藏族",
    "羌族",
    "彝族",
    "布依族",
    "侗族",
    "哈尼族",
    "壮族",
    "傣族",
    "白族",
    "景颇族",
    "傈僳族",
    "回族",
    "蒙古族",
    "蒙古",
    "柯尔克孜",
    "哈萨克",
    "维吾尔",
    "黎族",
    "满族",
    "瑶族",
    "水族",
];

/// Full names by every way of writing them; `None` where a way is that of two places.
static NAMES: LazyLock<HashMap<String, Option<&'static str>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Option<&'static str>> = HashMap::new();
    let mut add = |written: String, full: &'static str| {
        names
            .entry(written)
            .and_modify(|known| *known = known.filter(|known| *known == full))
            .or_insert(Some(full));
    };
    for (short, full) in PROVINCES {
        add(short.to_owned(), full);
        add(full.to_owned(), full);
    }
    for full in CITIES.iter().flat_map(|cities| cities.split(' ')) {
        add(full.to_owned(), full);
        add(short(full).to_owned(), full);
    }
    names
});

/// The full name of a province, a city of prefecture rank or a county: 广东 is 广东省, 内蒙 is 内蒙古自治区, 苏州 is 苏州市,
/// 昆山 is 昆山市. A place that is written with what it lies in gets all of it: 浙江杭州西湖 is 浙江省杭州市西湖区.
///
/// # Errors
/// `ambiguous` for 吉林 and 海南, which are a province and a city or prefecture, and for 江苏省鼓楼区, of which there are two;
/// `unparseable` for any other text.
///
/// # References
/// GB/T 2260, 中华人民共和国行政区划代码, as of 2023.
///
/// ```
/// assert_eq!(fourr_cell::written::region(" 广东").as_deref(), Ok("广东省"));
/// ```
pub fn region(cell: &str) -> Result<String, WrittenFault> {
    let folded = fold::trimmed(cell);
    match NAMES.get(folded.as_ref()) {
        Some(Some(full)) => Ok((*full).to_owned()),
        Some(None) => Err(WrittenFault::Ambiguous),
        None => path::place(&folded),
    }
}

/// The full name of the province that a place or an address lies in, by the names that it begins with: 苏州 and 江苏省苏州市
/// and 江苏苏州干将路1号 are 江苏省. A county by itself tells its province where there is only one of its name.
///
/// ```
/// use fourr_cell::written::province;
/// assert_eq!(province("深圳市南山区科技路1号"), Some("广东省"));
/// assert_eq!(province("海南藏族自治州"), Some("青海省"));
/// assert_eq!(province("纽约"), None);
/// ```
pub fn province(cell: &str) -> Option<&'static str> {
    path::province(&fold::trimmed(cell))
}

/// The name without its end, unless what is left is too short to be one.
fn short(full: &str) -> &str {
    let Some(mut name) = ENDS.iter().find_map(|end| full.strip_suffix(end)) else {
        return full;
    };
    while let Some(rest) = PEOPLES.iter().find_map(|people| name.strip_suffix(people)) {
        name = rest;
    }
    if name.chars().count() < 2 { full } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_completed() {
        let cases = [
            ("广东", Ok("广东省")),
            ("广东省", Ok("广东省")),
            ("内蒙古", Ok("内蒙古自治区")),
            ("内蒙", Ok("内蒙古自治区")),
            ("广西壮族自治区", Ok("广西壮族自治区")),
            ("北京", Ok("北京市")),
            ("香港", Ok("香港特别行政区")),
            ("苏州", Ok("苏州市")),
            ("大理", Ok("大理白族自治州")),
            ("吉林省", Ok("吉林省")),
            ("吉林市", Ok("吉林市")),
            ("吉林", Err(WrittenFault::Ambiguous)),
            ("纽约", Err(WrittenFault::Unparseable)),
        ];
        for (cell, full) in cases {
            assert_eq!(
                region(cell).as_deref(),
                full.as_ref().map(|full| *full),
                "{cell}"
            );
        }
    }

    #[test]
    fn a_full_name_stays() {
        for full in NAMES.values().flatten() {
            assert_eq!(region(full).as_deref(), Ok(*full));
        }
        // 4 municipalities, 23 provinces, 5 autonomous regions, 2 special administrative regions.
        assert_eq!(
            PROVINCES
                .iter()
                .map(|p| p.1)
                .collect::<std::collections::BTreeSet<_>>()
                .len(),
            34
        );
    }
}
