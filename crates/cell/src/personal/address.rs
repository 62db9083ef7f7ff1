//! Postal addresses in Chinese: 北京市朝阳区建国路88号.

/// Ends of the name of a province; the four municipalities are provinces too.
const PROVINCE_ENDS: [&str; 7] = [
    "特别行政区",
    "自治区",
    "省",
    "北京市",
    "天津市",
    "上海市",
    "重庆市",
];
const CITY_ENDS: [&str; 4] = ["自治州", "地区", "市", "盟"];
const DISTRICT_ENDS: [&str; 5] = ["开发区", "新区", "区", "县", "旗"];
const STREET_ENDS: [&str; 12] = [
    "路", "街", "大道", "巷", "胡同", "弄", "村", "镇", "乡", "号", "栋", "小区",
];

/// Longest name of a province, a city or a district, in characters.
const LONGEST_NAME: usize = 14;

/// Byte positions behind the parts of an address, each at most once and in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    /// Behind 省, 自治区, or the name of a municipality.
    pub(super) province: Option<usize>,
    /// Behind 区, 县 or 旗; behind 市 for a city without districts in its address.
    pub(super) district: Option<usize>,
}

/// Finds province and district at the beginning of an address.
pub(super) fn parts(text: &str) -> Parts {
    let province = end_of(text, 0, &PROVINCE_ENDS);
    let city = end_of(text, province.unwrap_or(0), &CITY_ENDS);
    let before_district = city.or(province).unwrap_or(0);
    let district = end_of(text, before_district, &DISTRICT_ENDS).or(city);
    Parts { province, district }
}

/// Whether the text, folded and trimmed, is an address: a district, county or city and a street below it.
pub(super) fn looks_like_address(text: &str) -> bool {
    // One quick look spares most text the search for the parts.
    if !text.contains(['市', '区', '县', '旗', '州', '盟']) {
        return false;
    }
    let rest = parts(text).district.and_then(|end| text.get(end..));
    rest.is_some_and(|rest| {
        STREET_ENDS
            .iter()
            .any(|end| rest.find(end).is_some_and(|at| at > 0))
    })
}

/// Whether the text may be an address in a column of addresses: any part of one.
pub(super) fn may_be_address(text: &str) -> bool {
    let Parts { province, district } = parts(text);
    province.is_some()
        || district.is_some()
        || (text.chars().count() >= 4 && STREET_ENDS.iter().any(|end| text.contains(end)))
}

/// The position behind the first of `ends` that closes a name of at least one character from `start` on.
fn end_of(text: &str, start: usize, ends: &[&str]) -> Option<usize> {
    let rest = text.get(start..)?;
    let limit = rest
        .char_indices()
        .nth(LONGEST_NAME)
        .map_or(rest.len(), |(at, _)| at);
    let name = &rest[..limit];
    let found = ends.iter().filter_map(|end| {
        let at = name.find(end)?;
        // A municipality is a name and its end at once.
        let is_whole_name = end.chars().count() == 3 && end.ends_with('市');
        (if is_whole_name { at == 0 } else { at > 0 }).then_some(at + end.len())
    });
    found.min().map(|end| start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn province_and_district_are_found() {
        let cases = [
            (
                "北京市朝阳区建国路88号",
                Some("北京市"),
                Some("北京市朝阳区"),
            ),
            (
                "广东省深圳市南山区科技园路1号",
                Some("广东省"),
                Some("广东省深圳市南山区"),
            ),
            ("浙江省义乌市稠城街道", Some("浙江省"), Some("浙江省义乌市")),
            ("朝阳区建国路88号", None, Some("朝阳区")),
            (
                "内蒙古自治区呼和浩特市新城区",
                Some("内蒙古自治区"),
                Some("内蒙古自治区呼和浩特市新城区"),
            ),
            ("某处", None, None),
        ];
        for (text, province, district) in cases {
            let found = parts(text);
            assert_eq!(found.province.map(|end| &text[..end]), province, "{text}");
            assert_eq!(found.district.map(|end| &text[..end]), district, "{text}");
        }
    }

    #[test]
    fn an_address_has_a_place_and_a_street() {
        assert!(looks_like_address("北京市朝阳区建国路88号"));
        assert!(looks_like_address("义乌市稠城镇5号"));
        for other in [
            "北京市",
            "北京市朝阳区",
            "超市促销活动",
            "区县",
            "1号",
            "建国路88号",
        ] {
            assert!(!looks_like_address(other), "{other}");
        }
        assert!(
            may_be_address("建国路88号") && may_be_address("北京市") && !may_be_address("某处")
        );
    }
}
