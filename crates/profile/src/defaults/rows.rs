//! Tags from orders and events.

use fourr_table::{Role, Wanted};

use super::{Text, classes, quoted};
use crate::{Profile, SourceTable};

const RECENCY: &str = "breaks = [31, 91, 181, 366], labels = [\"≤30d\", \"31-90d\", \"91-180d\", \"181-365d\", \">365d\"]";
const OFTEN: &str = "breaks = [2, 4, 8], labels = [\"1\", \"2-3\", \"4-7\", \"8+\"], from = 1";

pub(super) fn orders(profile: &Profile, source: &SourceTable, taken: &[String], text: &mut Text) {
    let free = |code: &str| !taken.iter().any(|known| known == code);
    if free("order_count") {
        let take = match source.column(Role::Order) {
            Some(column) => format!("take = \"distinct\"\ncolumn = {}", quoted(column)),
            None => "take = \"count\"".to_owned(),
        };
        text.measure("orders_made", &format!("from = \"orders\"\n{take}"));
        text.dimension("consumption", "消费能力");
        text.tag(
            "order_count",
            "消费次数",
            &format!("bins = {{ column = \"orders_made\", {OFTEN} }}"),
        );
    }
    if let Some(amount) = source.column(Role::Amount).filter(|_| free("spend")) {
        text.measure(
            "amount_spent",
            &format!(
                "from = \"orders\"\ntake = \"sum\"\ncolumn = {}",
                quoted(amount)
            ),
        );
        text.dimension("consumption", "消费能力");
        let rule = format!(
            "quantiles = {{ column = \"amount_spent\", labels = [{}] }}",
            classes(profile)
        );
        text.tag("spend", "消费金额", &rule);
    }
    if free("recency") {
        text.measure("days_silent", "from = \"orders\"\ntake = \"recency\"");
        text.dimension("lifecycle", "生命周期");
        text.tag(
            "recency",
            "最近消费",
            &format!("bins = {{ column = \"days_silent\", {RECENCY} }}"),
        );
    }
    for (role, code, name) in [
        (Role::Category, "preferred_category", "偏好品类"),
        (Role::Channel, "preferred_channel", "偏好渠道"),
        (Role::Region, "region", "地区"),
    ] {
        let column = match source.column(role) {
            Some(column) => Some(column.to_owned()),
            None => optional(source, role),
        };
        let Some(column) = column.filter(|_| free(code)) else {
            continue;
        };
        text.dimension("preference", "兴趣偏好");
        let by = quoted(&column);
        text.tag(
            code,
            name,
            &format!("preference = {{ from = \"orders\", by = {by} }}"),
        );
    }
}

pub(super) fn events(profile: &Profile, taken: &[String], text: &mut Text) {
    let free = |code: &str| !taken.iter().any(|known| known == code);
    if free("activity") {
        text.measure("events_done", "from = \"events\"\ntake = \"count\"");
        text.dimension("behaviour", "行为特征");
        let rule = format!(
            "quantiles = {{ column = \"events_done\", labels = [{}] }}",
            classes(profile)
        );
        text.tag("activity", "行为次数", &rule);
    }
    if free("last_seen") {
        text.measure("days_unseen", "from = \"events\"\ntake = \"recency\"");
        text.dimension("behaviour", "行为特征");
        text.tag(
            "last_seen",
            "最近活跃",
            &format!("bins = {{ column = \"days_unseen\", {RECENCY} }}"),
        );
    }
}

/// The column of a role that is not asked for otherwise.
fn optional(source: &SourceTable, role: Role) -> Option<String> {
    let roles = source.table.roles(&[Wanted::optional(role, None)]).ok()?;
    roles.get(role).map(str::to_owned)
}
