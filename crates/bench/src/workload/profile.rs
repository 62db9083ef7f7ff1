//! Members, and the tags that they are given.

use std::path::Path;

use fourr_generator::Customers;
use fourr_locale::Lang;

use crate::BenchError;

/// A tag: its code, and its values with their rules, of which the first that fits wins.
pub(crate) type Tag = (&'static str, &'static [(&'static str, &'static str)]);

/// Dimensions and their tags.
pub(crate) const DIMENSIONS: [(&str, &[Tag]); 4] = [
    (
        "basic",
        &[
            (
                "age_band",
                &[
                    ("young", "birth_year >= 1998"),
                    ("adult", "birth_year >= 1978"),
                    ("senior", "birth_year < 1978"),
                ],
            ),
            (
                "sex",
                &[("f", "gender = 'female'"), ("m", "gender = 'male'")],
            ),
            (
                "young_woman",
                &[(
                    "yes",
                    "gender = 'female' and birth_year between 1990 and 2006",
                )],
            ),
        ],
    ),
    (
        "home",
        &[
            (
                "tier",
                &[
                    (
                        "first",
                        "city in ('Shanghai', 'Beijing', 'Guangzhou', 'Shenzhen')",
                    ),
                    (
                        "new",
                        "city in ('Hangzhou', 'Chengdu', 'Wuhan', 'Nanjing', 'Suzhou', 'Chongqing')",
                    ),
                    ("other", "city is not null"),
                ],
            ),
            (
                "coast",
                &[
                    (
                        "coast",
                        "province in ('Shanghai', 'Guangdong', 'Zhejiang', 'Jiangsu', 'Shandong', 'Fujian')",
                    ),
                    ("inland", "province is not null"),
                ],
            ),
        ],
    ),
    (
        "membership",
        &[
            (
                "level",
                &[
                    ("high", "membership_level in ('gold', 'diamond')"),
                    ("silver", "membership_level = 'silver'"),
                    ("regular", "membership_level is not null"),
                ],
            ),
            (
                "joined",
                &[
                    ("new", "joined_on >= DATE '2022-07-01'"),
                    ("recent", "joined_on >= DATE '2021-07-01'"),
                    ("old", "joined_on < DATE '2021-07-01'"),
                ],
            ),
            (
                "loyal",
                &[(
                    "yes",
                    "joined_on < DATE '2021-01-01' and membership_level in ('gold', 'diamond')",
                )],
            ),
        ],
    ),
    (
        "channel",
        &[
            (
                "source",
                &[
                    ("search", "joined_through = 'search'"),
                    ("other", "joined_through <> 'search'"),
                ],
            ),
            (
                "social_young",
                &[(
                    "yes",
                    "joined_through like '%stream%' and birth_year >= 1995",
                )],
            ),
            (
                "plain",
                &[("yes", "not (joined_through = 'search' or gender = 'male')")],
            ),
        ],
    ),
];

/// The target group: a tag and its value.
pub(crate) const TARGET: (&str, &str) = ("level", "high");

/// The target, and no count withheld: the oracle withholds none.
pub(super) const FLAGS: [&str; 4] = ["--target", "level=high", "--min-group", "0"];

/// Writes the members.
pub(super) fn members(rows: u64, seed: u64, path: &Path) -> Result<(), BenchError> {
    let members = Customers {
        members: rows,
        seed,
        header: Lang::En,
        ..Customers::default()
    };
    super::dataset(&members, path)
}

/// The tags as a tag file.
pub(super) fn tag_file() -> String {
    let value =
        |(name, rule): &(&str, &str)| format!("    {{ name = \"{name}\", where = \"{rule}\" }},\n");
    let tag = |(code, values): &Tag| {
        let values: String = values.iter().map(value).collect();
        format!(
            "\n[[dimension.tag]]\ncode = \"{code}\"\nresolve = \"order\"\nvalue = [\n{values}]\n"
        )
    };
    let dimension = |(code, tags): (&str, &[Tag])| {
        let tags: String = tags.iter().map(tag).collect();
        format!("\n[[dimension]]\ncode = \"{code}\"\n{tags}")
    };
    let dimensions: String = DIMENSIONS.into_iter().map(dimension).collect();
    format!("name = \"bench\"\n{dimensions}")
}
