//! [`Layout`]: which columns hold what, in each of the three shapes.

mod header;

use fourr_cell::fold;
use fourr_table::{Role, Table, Wanted};

pub use self::header::Side;
use crate::{Category, FeatureColumns, Kano, KanoError, Shape};

/// Headers of a column of respondents, beside those of customers.
const RESPONDENTS: [&str; 16] = [
    "respondent",
    "respondent_id",
    "respondentid",
    "respondent id",
    "participant",
    "participant_id",
    "response_id",
    "id",
    "受访者",
    "受访者编号",
    "问卷编号",
    "答卷编号",
    "答卷id",
    "编号",
    "序号",
    "被访者",
];
/// Headers of a column of features.
const FEATURES: [&str; 20] = [
    "feature",
    "feature_name",
    "features",
    "item",
    "attribute",
    "requirement",
    "need",
    "question",
    "function",
    "功能",
    "功能名称",
    "功能需求",
    "需求",
    "需求项",
    "特性",
    "属性",
    "服务",
    "服务项",
    "题目",
    "功能项",
];
/// Other names of the categories; each also goes by its letter.
const CATEGORIES: [(Category, &[&str]); 6] = [
    (
        Category::MustBe,
        &[
            "must-be",
            "must_be",
            "must be",
            "must",
            "必备",
            "必备型",
            "必备属性",
            "基本型",
            "必备需求",
        ],
    ),
    (
        Category::OneDimensional,
        &[
            "one-dimensional",
            "one_dimensional",
            "performance",
            "期望",
            "期望型",
            "期望属性",
            "一元型",
            "期望需求",
        ],
    ),
    (
        Category::Attractive,
        &[
            "attractive",
            "excitement",
            "魅力",
            "魅力型",
            "魅力属性",
            "兴奋型",
            "魅力需求",
        ],
    ),
    (
        Category::Indifferent,
        &[
            "indifferent",
            "无差异",
            "无差异型",
            "无差异属性",
            "无差异需求",
        ],
    ),
    (
        Category::Reverse,
        &["reverse", "反向", "反向型", "反向属性", "反向需求"],
    ),
    (
        Category::Questionable,
        &["questionable", "可疑", "可疑型", "可疑结果", "可疑答案"],
    ),
];

/// Which columns hold what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Layout {
    Wide {
        respondent: Option<String>,
        features: Vec<FeatureColumns>,
    },
    Long {
        respondent: Option<String>,
        feature: String,
        with: String,
        without: String,
        importance: Option<String>,
    },
    Counts {
        feature: String,
        /// A column for each category; R and Q may be absent.
        categories: Vec<(Category, String)>,
    },
}

impl Layout {
    pub(crate) fn find(kano: &Kano, table: &Table) -> Result<Self, KanoError> {
        let names: Vec<&str> = table
            .columns()
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        let shape = match kano.shape {
            Shape::Auto => guess(kano, &names),
            named => named,
        };
        match shape {
            Shape::Counts => counts(kano, table, &names),
            Shape::Long => long(kano, table, &names),
            Shape::Wide | Shape::Auto => wide(kano, table, &names),
        }
    }

    /// The shape that was found.
    pub(crate) fn shape(&self) -> Shape {
        match self {
            Self::Wide { .. } => Shape::Wide,
            Self::Long { .. } => Shape::Long,
            Self::Counts { .. } => Shape::Counts,
        }
    }

    /// The column of respondents, if there is one.
    pub(crate) fn respondent(&self) -> Option<&str> {
        match self {
            Self::Wide { respondent, .. } | Self::Long { respondent, .. } => respondent.as_deref(),
            Self::Counts { .. } => None,
        }
    }
}

/// The shape that the headers tell.
fn guess(kano: &Kano, names: &[&str]) -> Shape {
    if !kano.features.is_empty() {
        return Shape::Wide;
    }
    if category_columns(names).len() >= 4 {
        return Shape::Counts;
    }
    if kano.with.is_some() || kano.without.is_some() || is_long(names) {
        return Shape::Long;
    }
    Shape::Wide
}

fn folded(header: &str) -> String {
    fold::trimmed(header).to_lowercase()
}

/// The column that a flag names, checked to exist.
fn named(table: &Table, name: &str) -> Result<String, KanoError> {
    table.batches(&[name])?;
    Ok(name.to_owned())
}

fn by_header(names: &[&str], known: &[&str]) -> Option<String> {
    let mut ranked = known.iter().filter_map(|header| {
        let found = names.iter().find(|name| folded(name) == *header)?;
        Some((*found).to_owned())
    });
    ranked.next()
}

fn respondent(kano: &Kano, table: &Table, names: &[&str]) -> Result<Option<String>, KanoError> {
    if let Some(name) = &kano.respondent {
        return named(table, name).map(Some);
    }
    if let Some(name) = by_header(names, &RESPONDENTS) {
        return Ok(Some(name));
    }
    // Several candidates: nothing hangs on it, and a guess would be wrong half of the time.
    let customer = table.roles(&[Wanted::optional(Role::Customer, None)]).ok();
    Ok(customer.and_then(|roles| roles.get(Role::Customer).map(str::to_owned)))
}

fn is_long(names: &[&str]) -> bool {
    let bare = |side| {
        let is =
            |name: &&str| header::question(name).is_some_and(|(f, s)| f.is_empty() && s == side);
        names.iter().any(is)
    };
    bare(Side::With) && bare(Side::Without)
}

fn long(kano: &Kano, table: &Table, names: &[&str]) -> Result<Layout, KanoError> {
    let column = |side: Side, flag: &Option<String>| match flag {
        Some(name) => named(table, name).map(Some),
        None => Ok(names
            .iter()
            .find(|name| header::question(name) == Some((String::new(), side)))
            .map(|name| (*name).to_owned())),
    };
    let missing = |what| KanoError::NoColumn {
        what,
        columns: names.iter().map(ToString::to_string).collect(),
    };
    Ok(Layout::Long {
        respondent: respondent(kano, table, names)?,
        feature: feature_column(kano, table, names)?.ok_or_else(|| missing("feature"))?,
        with: column(Side::With, &kano.with)?.ok_or_else(|| missing("with"))?,
        without: column(Side::Without, &kano.without)?.ok_or_else(|| missing("without"))?,
        importance: column(Side::Importance, &kano.importance)?,
    })
}

fn feature_column(kano: &Kano, table: &Table, names: &[&str]) -> Result<Option<String>, KanoError> {
    match &kano.feature {
        Some(name) => named(table, name).map(Some),
        None => Ok(by_header(names, &FEATURES)),
    }
}

fn counts(kano: &Kano, table: &Table, names: &[&str]) -> Result<Layout, KanoError> {
    let missing = |what| KanoError::NoColumn {
        what,
        columns: names.iter().map(ToString::to_string).collect(),
    };
    let categories = category_columns(names);
    for needed in &Category::ALL[..4] {
        if !categories.iter().any(|(category, _)| category == needed) {
            return Err(missing(needed.code()));
        }
    }
    let feature = feature_column(kano, table, names)?;
    Ok(Layout::Counts {
        feature: feature.ok_or_else(|| missing("feature"))?,
        categories,
    })
}

/// The columns called like a category, one for each.
fn category_columns(names: &[&str]) -> Vec<(Category, String)> {
    let spellings: Vec<(String, &str)> = names
        .iter()
        .flat_map(|name| {
            let whole = folded(name);
            let (outside, inside) = whole
                .split_once('(')
                .map(|(outside, rest)| {
                    (
                        outside.trim().to_owned(),
                        rest.trim_end_matches(')').trim().to_owned(),
                    )
                })
                .unwrap_or_default();
            [(whole, *name), (outside, *name), (inside, *name)]
        })
        .collect();
    let column = |category: Category, words: &[&str]| {
        let letter = category.code().to_lowercase();
        let is = |spelling: &str| spelling == letter || words.contains(&spelling);
        let found = spellings.iter().find(|(spelling, _)| is(spelling))?;
        Some((category, found.1.to_owned()))
    };
    CATEGORIES
        .iter()
        .filter_map(|(category, words)| column(*category, words))
        .collect()
}

fn wide(kano: &Kano, table: &Table, names: &[&str]) -> Result<Layout, KanoError> {
    let features = if kano.features.is_empty() {
        pairs(names)?
    } else {
        for feature in &kano.features {
            let columns = [
                Some(&feature.with),
                Some(&feature.without),
                feature.importance.as_ref(),
            ];
            for column in columns.into_iter().flatten() {
                named(table, column)?;
            }
        }
        kano.features.clone()
    };
    Ok(Layout::Wide {
        respondent: respondent(kano, table, names)?,
        features,
    })
}

/// The pairs that the headers tell, in the order of the columns.
fn pairs(names: &[&str]) -> Result<Vec<FeatureColumns>, KanoError> {
    let mut found: Vec<(String, [Option<&str>; 3])> = Vec::new();
    for name in names {
        let Some((feature, side)) =
            header::question(name).filter(|(feature, _)| !feature.is_empty())
        else {
            continue;
        };
        let place = found
            .iter()
            .position(|(known, _)| *known == feature)
            .unwrap_or_else(|| {
                found.push((feature.clone(), [None; 3]));
                found.len() - 1
            });
        let slot = &mut found[place].1[side as usize];
        if let Some(first) = slot.replace(name) {
            return Err(KanoError::TwoColumns {
                feature,
                side,
                columns: [first.to_owned(), (*name).to_owned()],
            });
        }
    }
    found.retain(|(_, sides)| sides[0].is_some() || sides[1].is_some());
    if found.is_empty() {
        return Err(KanoError::NoPairs {
            columns: names.iter().map(ToString::to_string).collect(),
        });
    }
    let feature = |(feature, sides): (String, [Option<&str>; 3])| match sides {
        [Some(with), Some(without), importance] => Ok(FeatureColumns {
            feature,
            with: with.to_owned(),
            without: without.to_owned(),
            importance: importance.map(str::to_owned),
        }),
        [Some(column), None, _] => Err(half(feature, column, Side::Without)),
        [_, column, _] => Err(half(feature, column.unwrap_or_default(), Side::With)),
    };
    found.into_iter().map(feature).collect()
}

fn half(feature: String, column: &str, missing: Side) -> KanoError {
    KanoError::HalfPair {
        feature,
        column: column.to_owned(),
        missing,
    }
}
