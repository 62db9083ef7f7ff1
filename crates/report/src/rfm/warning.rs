//! The warnings of an analysis as sentences.

use fourr_rfm::Warning;

use super::{
    model_warning, names,
    subject::Subject,
    values::{count, money, share},
};
use crate::{Cell, DataNote, NoteKind, Prose, Span};

/// A warning among the notes on the data.
pub(super) fn note(subject: &Subject<'_>, warning: &Warning) -> DataNote {
    let rows = match warning {
        Warning::ManyRowsSetAside { rows, .. } => Some(*rows),
        _ => None,
    };
    DataNote {
        kind: NoteKind::Warning,
        code: code(warning).to_owned(),
        text: sentence(subject, warning),
        rows,
    }
}

/// What a reader should know.
pub(super) fn sentence(subject: &Subject<'_>, warning: &Warning) -> Prose {
    match warning {
        Warning::CoarseScores {
            dimension,
            count,
            bins,
        } => coarse(subject, dimension, (*count, *bins)),
        Warning::EmptyClasses { dimension, scores } => {
            let scores = scores.iter().map(ToString::to_string);
            let values = [named(subject, dimension), Span::plain(subject.list(scores))];
            subject.say(
                "{0}有大量并列值，没有客户得到 {1} 分",
                "Ties in {0} leave nobody with a score of {1}",
                &values,
            )
        }
        Warning::SmallSegments { segments } => {
            let names = segments.iter().map(|key| subject.name_of(key));
            subject.say(
                "{0}的客户不足 30 人，其均值和占比不稳定",
                "Fewer than 30 customers in {0}: their means and shares are unsteady",
                &[Span::plain(subject.list(names))],
            )
        }
        Warning::NotPositive { customers } => subject.say(
            "{0} 位客户的退款不少于付款，消费金额为零或负",
            "The refunds of {0} customers are as large as their payments or larger: their amount is zero or negative",
            &[count(*customers)],
        ),
        Warning::SegmentTable {
            overlaps,
            holes,
            unreachable,
        } => segment_table(subject, [*overlaps, *holes], unreachable),
        Warning::RowsAreOrders => subject.say(
            "没有订单号列，每一行按一笔订单计",
            "There is no column of order ids: every row counts as an order",
            &[],
        ),
        Warning::SkewedMean { mean, median } => subject.say(
            "消费金额的均值（{0}¤）远高于中位数（{1}¤）：少数大客户拉高了均值，请对照按中位数的划分",
            "The mean amount {0}¤ lies far above the median {1}¤: a few large customers raise it. Compare with the split at the median",
            &[money(*mean), money(*median)],
        ),
        Warning::ManyRowsSetAside { rows, share: part } => subject.say(
            "{0} 行（{1}）未被采用，请先核对原因",
            "{0} rows ({1}) were set aside: look at the reasons first",
            &[count(*rows), share(*part)],
        ),
        Warning::NoCycle => subject.say(
            "没有客户在两天以上有购买，无法得出购买周期",
            "Nobody bought on two days, so that there is no purchase cycle",
            &[],
        ),
        Warning::Model(warning) => model_warning::sentence(subject, warning),
    }
}

/// Too few customers or different values for that many classes.
fn coarse(subject: &Subject<'_>, dimension: &str, (found, bins): (u64, u8)) -> Prose {
    let bins = Cell::Count(bins.into()).into();
    if dimension == "customers" {
        return subject.say(
            "只有 {0} 位客户，分 {1} 档过细，得分较粗糙；可改用 3 档",
            "Only {0} customers for {1} classes make coarse scores; consider 3 classes",
            &[count(found), bins],
        );
    }
    subject.say(
        "{0}只有 {1} 种取值，不足 {2} 档，得分较粗糙；可改用 3 档",
        "{0} has only {1} different values for {2} classes, which makes coarse scores; consider 3 classes",
        &[
            Span::plain(names::dimension(dimension, subject.lang)),
            count(found),
            bins,
        ],
    )
}

fn segment_table(
    subject: &Subject<'_>,
    [overlaps, holes]: [u64; 2],
    unreachable: &[String],
) -> Prose {
    let names = unreachable.iter().map(|key| subject.name_of(key));
    let values = [
        count(overlaps),
        count(holes),
        Span::plain(subject.list(names)),
    ];
    if unreachable.is_empty() {
        return subject.say(
            "分群表有 {0} 对规则重叠、{1} 处空缺",
            "The table of segments has {0} overlapping pairs and {1} holes",
            &values,
        );
    }
    subject.say(
        "分群表有 {0} 对规则重叠、{1} 处空缺；从不出现的名称：{2}",
        "The table of segments has {0} overlapping pairs and {1} holes; names that are never given: {2}",
        &values,
    )
}

fn named(subject: &Subject<'_>, dimension: &str) -> Span {
    let name = names::dimension(dimension, subject.lang);
    Span::plain(match subject.lang {
        fourr_locale::Lang::Zh => name.to_owned(),
        fourr_locale::Lang::En => name.to_lowercase(),
    })
}

/// The stable key of a warning.
fn code(warning: &Warning) -> &'static str {
    match warning {
        Warning::CoarseScores { .. } => "coarse_scores",
        Warning::EmptyClasses { .. } => "empty_classes",
        Warning::SmallSegments { .. } => "small_segments",
        Warning::NotPositive { .. } => "not_positive",
        Warning::SegmentTable { .. } => "segment_table",
        Warning::RowsAreOrders => "rows_are_orders",
        Warning::SkewedMean { .. } => "skewed_mean",
        Warning::ManyRowsSetAside { .. } => "many_rows_set_aside",
        Warning::NoCycle => "no_cycle",
        Warning::Model(warning) => model_warning::code(warning),
    }
}
