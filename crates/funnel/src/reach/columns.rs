//! Which columns are read: roles of the dictionary, and those that only reach knows.

use fourr_table::{Role, Roles, Table, Wanted};

use super::Reach;
use crate::FunnelError;

const EXPOSURES: &[&str] = &[
    "exposures",
    "exposure",
    "impressions",
    "impression",
    "曝光",
    "曝光量",
    "曝光次数",
    "展示量",
    "展示次数",
    "展现量",
    "触达次数",
    "接触次数",
];
const COST: &[&str] = &[
    "cost",
    "spend",
    "spending",
    "mediacost",
    "触达费用",
    "费用",
    "花费",
    "投放费用",
    "广告费用",
    "成本",
    "投放成本",
];
const REACHED: &[&str] = &[
    "reachedtotal",
    "reached",
    "reach",
    "uniquereach",
    "到达人数",
    "触达人数",
    "覆盖人数",
    "总触达人数",
    "总到达人数",
];
const REACHED_TARGET: &[&str] = &[
    "reachedtarget",
    "targetreach",
    "targetreached",
    "目标触达人数",
    "目标到达人数",
    "目标覆盖人数",
    "目标人群触达人数",
];
const WAY: &[&str] = &[
    "mode",
    "way",
    "触达方式",
    "触达类型",
    "渠道方式",
    "线上线下",
];

/// The columns of a log or of a table of totals.
#[derive(Debug, Clone)]
pub(super) struct ReachColumns {
    pub(super) roles: Roles,
    pub(super) channel: String,
    /// The person; a log only.
    pub(super) person: Option<String>,
    pub(super) event: Option<String>,
    pub(super) exposures: Option<String>,
    pub(super) cost: Option<String>,
    /// Persons reached; totals only.
    pub(super) reached: Option<String>,
    pub(super) reached_target: Option<String>,
    pub(super) way: Option<String>,
}

impl ReachColumns {
    pub(super) fn of(reach: &Reach, table: &Table) -> Result<Self, FunnelError> {
        let find = |asked: &Option<String>, names| find(table, asked.as_deref(), names);
        let reached = find(&reach.reached, REACHED)?;
        let reached_target = find(&reach.reached_target, REACHED_TARGET)?;
        let totals = reached.is_some() || reached_target.is_some();
        let mut wanted = vec![Wanted::required(Role::Channel, reach.channel.as_deref())];
        if !totals {
            wanted.push(Wanted::required(Role::Customer, reach.person.as_deref()));
            wanted.push(Wanted::optional(Role::Event, reach.event.as_deref()));
        }
        let roles = table.roles(&wanted)?;
        Ok(Self {
            channel: roles.require(Role::Channel)?.to_owned(),
            person: roles.get(Role::Customer).map(str::to_owned),
            event: roles.get(Role::Event).map(str::to_owned),
            exposures: find(&reach.exposures, EXPOSURES)?,
            cost: find(&reach.cost, COST)?,
            way: find(&reach.way, WAY)?,
            reached,
            reached_target,
            roles,
        })
    }

    /// The columns that the dictionary of roles does not know, by parameter.
    pub(super) fn further(&self) -> Vec<(&'static str, String)> {
        let further = [
            ("exposures", &self.exposures),
            ("cost", &self.cost),
            ("reached", &self.reached),
            ("reached_target", &self.reached_target),
            ("way", &self.way),
        ];
        let known = |(name, column): (&'static str, &Option<String>)| Some((name, column.clone()?));
        further.into_iter().filter_map(known).collect()
    }
}

/// The column asked for, else the first of these names.
fn find(table: &Table, asked: Option<&str>, names: &[&str]) -> Result<Option<String>, FunnelError> {
    let columns = || table.columns().iter().map(|column| column.name.clone());
    if let Some(asked) = asked {
        return match columns().find(|name| name == asked) {
            Some(column) => Ok(Some(column)),
            None => Err(FunnelError::NoColumn {
                column: asked.to_owned(),
                columns: columns().collect(),
            }),
        };
    }
    let spelled = |name: &String| {
        let letters = name.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    Ok(columns().find(|name| names.contains(&spelled(name).as_str())))
}

/// Whether words say that a channel is outside of the network.
pub(super) fn says_offline(words: &str) -> bool {
    const OFFLINE: [&str; 22] = [
        "线下",
        "门店",
        "梯媒",
        "电梯",
        "地推",
        "户外",
        "地铁",
        "公交",
        "传单",
        "报纸",
        "杂志",
        "电视",
        "广播",
        "展会",
        "offline",
        "store",
        "elevator",
        "outdoor",
        "billboard",
        "print",
        "radio",
        "ooh",
    ];
    let words = words.to_lowercase();
    OFFLINE.iter().any(|word| words.contains(word)) || words == "tv"
}
