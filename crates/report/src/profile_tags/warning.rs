//! Warnings about tags in words.

use fourr_locale::Lang;
use fourr_profile::{TagSummary, Untagged, Warning};

/// What a reader should know before trusting the figures of the tags, a sentence each.
pub fn warnings(summary: &TagSummary, lang: Lang) -> Vec<String> {
    summary
        .warnings
        .iter()
        .map(|warning| sentence(warning, lang))
        .collect()
}

#[expect(clippy::too_many_lines, reason = "one arm a kind of warning")]
fn sentence(warning: &Warning, lang: Lang) -> String {
    let text = |zh: String, en: String| match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    match warning {
        Warning::ManyRowsSetAside { table, rows, share } => {
            let (n, share) = (lang.count(*rows), lang.share(*share, 2));
            let zh = match *table {
                "orders" => "订单表",
                "events" => "事件表",
                _ => "人员表",
            };
            text(
                format!("{zh}有 {n} 行（{share}）未采用"),
                format!("{n} rows ({share}) of the {table} were set aside"),
            )
        }
        Warning::FewPersons { persons } => text(
            format!("只有 {persons} 人，比例粗略"),
            format!("only {persons} persons: shares are coarse"),
        ),
        Warning::ManyLevels { tag, values, kept } => text(
            format!(
                "标签 {tag} 有 {values} 个取值，只区分最多的 {kept} 个，其余并入“其他”（--levels 可调）"
            ),
            format!(
                "the tag {tag} has {values} values; the {kept} most frequent are told apart, the rest is \"other\" (see --levels)"
            ),
        ),
        Warning::NotTagged { column, why } => {
            let reason = match why {
                Untagged::Empty => lang.pick("没有内容", "nothing is known in it"),
                Untagged::Dates => lang.pick(
                    "是日期，请在标签文件中用 days_since 写规则",
                    "it holds dates: use days_since in a tag file",
                ),
                Untagged::AllDifferent => {
                    lang.pick("几乎每个值都不同", "nearly every text in it is different")
                }
            };
            text(
                format!("列 {column} 未成为标签：{reason}"),
                format!("the column {column} became no tag: {reason}"),
            )
        }
        Warning::Identifies { column, personal } => text(
            format!("列 {column} 能识别个人（{personal}），未成为标签"),
            format!("the column {column} identifies persons ({personal}), so it became no tag"),
        ),
        Warning::Coinciding { tag, classes } => text(
            format!("标签 {tag} 的分位点重合，只有 {classes} 档"),
            format!("quantiles of the tag {tag} coincide: it has {classes} classes"),
        ),
        Warning::SameColumn { column } => text(
            format!("两张人员表都有列 {column}，采用第一张表的"),
            format!("two tables of persons have a column {column}; that of the first counts"),
        ),
        Warning::OverlapsLeftOut { values } => text(
            format!("{values} 个取值两两重叠的计算量过大，未计算"),
            format!("the overlaps of {values} values were not counted: there are too many pairs"),
        ),
    }
}
