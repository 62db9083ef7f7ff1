//! Persons and tags for profiles.

use polars::prelude::*;

use crate::Draw;

/// Five tags: bins, rules, a column as it is, and quantiles.
pub const TAGS: &str = r#"
    [[dimension]]
    code = "d"
    [[dimension.tag]]
    code = "age_band"
    bins = { column = "age", breaks = [25, 45], labels = ["young", "adult", "senior"] }
    [[dimension.tag]]
    code = "spend"
    resolve = "order"
    value = [
        { name = "high", where = "amount >= 5000" },
        { name = "middle", where = "amount >= 1000" },
        { name = "low", where = "amount > 0" },
    ]
    [[dimension.tag]]
    code = "coast"
    resolve = "order"
    value = [
        { name = "coast", where = "city in ('上海', '广州') and age < 60" },
        { name = "inland", where = "city is not null" },
    ]
    [[dimension.tag]]
    code = "city"
    column = "city"
    [[dimension.tag]]
    code = "quartile"
    quantiles = { column = "amount", labels = ["1", "2", "3", "4"] }
"#;
const CITIES: [&str; 5] = ["上海", "广州", "成都", "武汉", "乌鲁木齐市"];

/// So many persons: `person_id`, `age`, `amount`, `city`.
///
/// # Errors
/// None that polars has reason for.
pub fn frame(count: u64) -> PolarsResult<DataFrame> {
    let mut draw = Draw::default();
    let ids: Vec<u64> = (0..count).collect();
    let age: Vec<u64> = ids.iter().map(|_| 15 + draw.below(60)).collect();
    let amount: Vec<f64> = ids
        .iter()
        .map(|_| draw.below(1_000_000) as f64 / 100.0)
        .collect();
    let city: Vec<&str> = ids.iter().map(|_| draw.one_of(CITIES)).collect();
    df!("person_id" => ids, "age" => age, "amount" => amount, "city" => city)
}
