//! Tags from orders and events.

use fourr_locale::Lang;
use fourr_table::{Role, Wanted};

use super::{Text, classes, quoted};
use crate::{Profile, SourceTable};

const OFTEN: &str = "breaks = [2, 4, 8], labels = [\"1\", \"2-3\", \"4-7\", \"8+\"], from = 1";

/// Classes of the days since somebody was last seen.
fn recency(lang: Lang) -> String {
    let labels = match lang {
        Lang::Zh => ["30 天内", "31-90 天", "91-180 天", "181-365 天", "一年以上"],
        Lang::En => [
            "≤30 days",
            "31-90 days",
            "91-180 days",
            "181-365 days",
            ">1 year",
        ],
    };
    let labels = labels.map(quoted).join(", ");
    format!("breaks = [31, 91, 181, 366], labels = [{labels}]")
}

pub(super) fn orders(profile: &Profile, source: &SourceTable, taken: &[String], text: &mut Text) {
    let lang = profile.derived_in;
    let free = |code: &str| !taken.iter().any(|known| known == code);
    if free("order_count") {
        let take = match source.column(Role::Order) {
            Some(column) => format!("take = \"distinct\"\ncolumn = {}", quoted(column)),
            None => "take = \"count\"".to_owned(),
        };
        text.measure(
            ("orders_made", lang.pick("消费次数", "Orders")),
            &format!("from = \"orders\"\n{take}"),
        );
        text.dimension("consumption", lang.pick("消费能力", "Spending power"));
        text.tag(
            "order_count",
            lang.pick("消费次数", "Orders"),
            &format!("bins = {{ column = \"orders_made\", {OFTEN} }}"),
        );
    }
    if let Some(amount) = source.column(Role::Amount).filter(|_| free("spend")) {
        text.measure(
            ("amount_spent", lang.pick("消费金额", "Amount spent")),
            &format!(
                "from = \"orders\"\ntake = \"sum\"\ncolumn = {}",
                quoted(amount)
            ),
        );
        text.dimension("consumption", lang.pick("消费能力", "Spending power"));
        let rule = format!(
            "quantiles = {{ column = \"amount_spent\", labels = [{}] }}",
            classes(profile)
        );
        text.tag("spend", lang.pick("消费金额", "Amount spent"), &rule);
    }
    if free("recency") {
        text.measure(
            (
                "days_silent",
                lang.pick("距上次消费天数", "Days since the last order"),
            ),
            "from = \"orders\"\ntake = \"recency\"",
        );
        text.dimension("lifecycle", lang.pick("生命周期", "Life cycle"));
        text.tag(
            "recency",
            lang.pick("最近消费", "Last order"),
            &format!("bins = {{ column = \"days_silent\", {} }}", recency(lang)),
        );
    }
    preferences(lang, source, &free, text);
}

/// What the people of orders prefer.
fn preferences(lang: Lang, source: &SourceTable, free: &impl Fn(&str) -> bool, text: &mut Text) {
    for (role, code, name) in [
        (
            Role::Category,
            "preferred_category",
            lang.pick("偏好品类", "Preferred category"),
        ),
        (
            Role::Channel,
            "preferred_channel",
            lang.pick("偏好渠道", "Preferred channel"),
        ),
        (Role::Region, "region", lang.pick("地区", "Region")),
    ] {
        let column = match source.column(role) {
            Some(column) => Some(column.to_owned()),
            None => optional(source, role),
        };
        let Some(column) = column.filter(|_| free(code)) else {
            continue;
        };
        text.dimension("preference", lang.pick("兴趣偏好", "Preferences"));
        let by = quoted(&column);
        text.tag(
            code,
            name,
            &format!("preference = {{ from = \"orders\", by = {by} }}"),
        );
    }
}

pub(super) fn events(profile: &Profile, taken: &[String], text: &mut Text) {
    let lang = profile.derived_in;
    let free = |code: &str| !taken.iter().any(|known| known == code);
    if free("activity") {
        text.measure(
            ("events_done", lang.pick("行为次数", "Events")),
            "from = \"events\"\ntake = \"count\"",
        );
        text.dimension("behaviour", lang.pick("行为特征", "Behaviour"));
        let rule = format!(
            "quantiles = {{ column = \"events_done\", labels = [{}] }}",
            classes(profile)
        );
        text.tag("activity", lang.pick("行为次数", "Activity"), &rule);
    }
    if free("last_seen") {
        text.measure(
            (
                "days_unseen",
                lang.pick("距上次行为天数", "Days since the last event"),
            ),
            "from = \"events\"\ntake = \"recency\"",
        );
        text.dimension("behaviour", lang.pick("行为特征", "Behaviour"));
        text.tag(
            "last_seen",
            lang.pick("最近活跃", "Last seen"),
            &format!("bins = {{ column = \"days_unseen\", {} }}", recency(lang)),
        );
    }
}

/// The column of a role that is not asked for otherwise.
fn optional(source: &SourceTable, role: Role) -> Option<String> {
    let roles = source.table.roles(&[Wanted::optional(role, None)]).ok()?;
    roles.get(role).map(str::to_owned)
}
