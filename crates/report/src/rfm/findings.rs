//! What the analysis found, the most decision-relevant first.

use fourr_locale::Lang;
use fourr_rfm::{Amounts, Basis, Concentration, Scoring, SegmentSummary, Status};

use super::{
    clusters, lifetime, names, promotions,
    subject::Subject,
    values::{count, mean_days, money, number, ratio, share, sum},
};
use crate::{Finding, Id, Span};

/// The findings that the data supports.
pub(super) fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let findings = [
        best_segment(subject),
        win_back(subject),
        concentration(subject),
        moved(subject),
        one_step_away(subject),
        silence(subject),
        rhythm(subject),
        repurchase(subject),
        split_basis(subject),
        scoring(subject),
    ];
    let models = lifetime::findings(subject)
        .into_iter()
        .chain(clusters::findings(subject));
    findings.into_iter().flatten().chain(models).collect()
}

fn finding<const N: usize>(
    subject: &Subject<'_>,
    [zh, en]: [&str; 2],
    values: &[Span],
    evidence: [&'static str; N],
) -> Finding {
    Finding::new(subject.say(zh, en, values), evidence.map(Id::from))
}

/// Who brings the money.
pub(super) fn best_segment(subject: &Subject<'_>) -> Option<Finding> {
    let totals = &subject.summary.totals;
    if totals.monetary <= 0.0 {
        return None;
    }
    let segments = subject.summary.segments.0.iter();
    let best = segments.max_by(|a, b| a.monetary.total_cmp(&b.monetary))?;
    let (mean, overall) = (
        best.mean_monetary?,
        totals.monetary / totals.customers as f64,
    );
    let words = if best.monetary_share? > best.share {
        [
            "{0}贡献最大：{1} 的客户带来 {2} 的金额（{3}¤），人均 {4}¤，是全体人均的 {5} 倍，应优先保住。",
            "{0} brings the most: {1} of the customers, {2} of the amount ({3}¤). Each is worth {4}¤ on average, {5} times the mean of all, so keep them first.",
        ]
    } else {
        [
            "贡献金额最多的是{0}：占金额的 {2}（{3}¤），但人数也占 {1}；人均 {4}¤，为全体人均的 {5} 倍，靠的是人多而不是单客价值。",
            "{0} brings the most, {2} of the amount ({3}¤), but is also {1} of the customers: {4}¤ each, {5} times the mean of all. It is their number that counts, not what each is worth.",
        ]
    };
    let values = [
        Span::plain(subject.name(&best.segment)),
        share(best.share),
        share(best.monetary_share),
        sum(best.monetary),
        money(mean),
        number(mean / overall),
    ];
    Some(finding(
        subject,
        words,
        &values,
        ["segments", "segments-amount"],
    ))
}

/// Whom to win back first: of the segments that have been silent for longer than the mean and spent more
/// than the mean, the one with the largest amount.
pub(super) fn win_back(subject: &Subject<'_>) -> Option<Finding> {
    let overall = &subject.summary.dimensions;
    let silent = |segment: &&SegmentSummary| {
        segment.mean_recency > Some(overall.recency.mean)
            && segment.mean_monetary > Some(overall.monetary.mean)
    };
    let segments = subject.summary.segments.0.iter().filter(silent);
    let first = segments.max_by(|a, b| a.monetary.total_cmp(&b.monetary))?;
    let order = first.average_order?;
    let words = [
        "最先唤回{0}：{1} 位客户平均 {2} 天没有购买（全体平均 {3} 天），过去消费 {4}¤，占金额的 {5}；若每人再下一单（客单价 {6}¤），约值 {7}¤。",
        "First to win back: {0}. These {1} customers have been silent for {2} days on average (all: {3}) and had spent {4}¤, {5} of the amount. One more order from each, at {6}¤, is worth about {7}¤.",
    ];
    let values = [
        Span::plain(subject.name(&first.segment)),
        count(first.customers),
        mean_days(first.mean_recency),
        mean_days(overall.recency.mean),
        sum(first.monetary),
        share(first.monetary_share),
        money(order),
        sum(order * first.customers as f64),
    ];
    Some(finding(subject, words, &values, ["segments", "actions"]))
}

/// Who moved up and down since the earlier date, and the money at stake.
fn moved(subject: &Subject<'_>) -> Option<Finding> {
    let migration = subject.summary.migration.as_ref()?;
    let stability = migration.stability_rate?;
    let (up, down) = (&migration.upgraded, &migration.downgraded);
    let words = match (up.monetary, down.monetary) {
        (Some(_), Some(_)) => [
            "与{0}相比，{1} 位前后都在的客户中 {2} 留在原类；{3} 位升级，消费从 {4}¤到 {5}¤；{6} 位降级，此前消费 {7}¤，应先查明原因。",
            "Since {0}, {2} of the {1} customers at both dates stayed in their segment; {3} moved up (from {4}¤ to {5}¤), {6} moved down: they had spent {7}¤, so find out why.",
        ],
        _ => [
            "与{0}相比，{1} 位前后都在的客户中 {2} 留在原类；{3} 位升级，{6} 位降级。",
            "Since {0}, {2} of the {1} customers at both dates stayed in their segment; {3} moved up, {6} moved down.",
        ],
    };
    let since = match migration.before.as_of {
        Some(date) => subject.text(&format!(" {date} "), &date.to_string()),
        None => subject.text("先前的结果", "the earlier result"),
    };
    let spent = |of: Option<Amounts>, which: fn(Amounts) -> f64| sum(of.map_or(0.0, which));
    let values = [
        Span::plain(since),
        count(migration.in_both),
        share(stability),
        count(up.customers),
        spent(up.monetary, |of| of.before),
        spent(up.monetary, |of| of.after),
        count(down.customers),
        spent(down.monetary, |of| of.before),
    ];
    let evidence = ["migration-moves", "migration-sankey"];
    Some(finding(subject, words, &values, evidence))
}

/// Who is an order, or less than one, away from the most valuable segment that can be reached so.
fn one_step_away(subject: &Subject<'_>) -> Option<Finding> {
    let best = promotions::worthiest(&subject.summary.promotions)?;
    let words = [
        "最值得推一把：{1} 位{0}（已消费 {4}¤）只差{2}就成为{3}。",
        "Worth a push: {1} customers of {0}, who have spent {4}¤, would become {3} by {2}.",
    ];
    let values = [
        Span::plain(subject.name_of(&best.from)),
        count(best.near),
        Span::plain(names::near_step(best.step, subject.lang)),
        Span::plain(subject.name_of(&best.to)),
        sum(best.monetary),
    ];
    let evidence = ["promotions", "promotions-bar"];
    Some(finding(subject, words, &values, evidence))
}

/// How much the best fifth brings.
pub(super) fn concentration(subject: &Subject<'_>) -> Option<Finding> {
    let fifth = closest(&subject.summary.concentration, 0.2)?;
    let words = [
        "金额集中度：消费最多的 {0} 客户贡献了 {1} 的金额。",
        "Concentration: the {0} of customers who spend most bring {1} of the amount.",
    ];
    let values = [share(fifth.customers), share(fifth.monetary)];
    Some(finding(
        subject,
        words,
        &values,
        ["concentration", "concentration-curve"],
    ))
}

/// The step of the curve closest to a share of the customers, where there is more than one.
fn closest(steps: &[Concentration], wanted: f64) -> Option<&Concentration> {
    let distance = |step: &Concentration| (step.customers - wanted).abs();
    let closest = steps
        .iter()
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    (closest.customers < 1.0).then_some(closest)
}

/// Who has fallen silent, and what they used to spend.
pub(super) fn silence(subject: &Subject<'_>) -> Option<Finding> {
    let cycle = subject.summary.cycle.as_ref()?;
    let silent = |status: Status| matches!(status, Status::Dormant | Status::Lost);
    let states = || cycle.statuses.iter().filter(|count| silent(count.status));
    let customers: u64 = states().map(|count| count.customers).sum();
    let spent: f64 = states().map(|count| count.monetary).sum();
    let total = subject.summary.totals.monetary;
    let words = if total > 0.0 {
        [
            "沉睡与流失客户共 {0} 位，占 {1}；他们过去消费 {2}¤，占金额的 {3}。",
            "{0} customers, {1}, are dormant or lost; they used to spend {2}¤, {3} of the amount.",
        ]
    } else {
        [
            "沉睡与流失客户共 {0} 位，占 {1}。",
            "{0} customers, {1}, are dormant or lost.",
        ]
    };
    let values = [
        count(customers),
        share(ratio(customers, subject.summary.totals.customers)),
        sum(spent),
        share((total > 0.0).then(|| spent / total)),
    ];
    Some(finding(
        subject,
        words,
        &values,
        ["statuses", "statuses-bar"],
    ))
}

/// When the next order is due.
pub(super) fn rhythm(subject: &Subject<'_>) -> Option<Finding> {
    let cycle = subject.summary.cycle.as_ref()?;
    let words = [
        "购买周期：一半的再次购买发生在 {0} 天以内，80% 在 {1} 天以内；超过 {1} 天仍未购买的客户应及时触达。",
        "Purchase cycle: half of the repeat purchases come within {0} days, 80% within {1}. Contact whoever is silent for longer than {1} days.",
    ];
    let values = [number(cycle.gap_median?), number(cycle.gap_p80?)];
    Some(finding(
        subject,
        words,
        &values,
        ["cycle", "gaps-histogram"],
    ))
}

/// How many come back at all.
pub(super) fn repurchase(subject: &Subject<'_>) -> Option<Finding> {
    let cycle = subject.summary.cycle.as_ref()?;
    let customers = subject.summary.totals.customers;
    let once = customers.checked_sub(cycle.repeat_customers)?;
    let words = [
        "复购率为 {0}（{1} 位客户在至少两天有购买）；其余 {2} 位只在一天购买过，促成第二单是增长的起点。",
        "The repurchase rate is {0}: {1} customers bought on at least two days. The other {2} bought on one day only; their second order is where growth starts.",
    ];
    let values = [
        share(cycle.repurchase_rate),
        count(cycle.repeat_customers),
        count(once),
    ];
    Some(finding(subject, words, &values, ["cycle"]))
}

/// What the basis of the split does to the best of the eight types.
pub(super) fn split_basis(subject: &Subject<'_>) -> Option<Finding> {
    let of = |basis: Basis| {
        let mut bases = subject.summary.eight_types.iter();
        Some(bases.find(|by| by.basis == basis)?.customers[0])
    };
    let words = [
        "分界口径影响人数：重要价值客户按均值划分有 {0} 位，按中位数 {1} 位，按得分均值 {2} 位。",
        "The split decides the numbers: by the mean {0} customers are of important value, by the median {1}, by the mean score {2}.",
    ];
    let values = [
        count(of(Basis::RawMean)?),
        count(of(Basis::Median)?),
        count(of(Basis::ScoreMean)?),
    ];
    Some(finding(
        subject,
        words,
        &values,
        ["eight-types", "eight-types-bar"],
    ))
}

/// What another scoring convention would change.
pub(super) fn scoring(subject: &Subject<'_>) -> Option<Finding> {
    let others = subject.summary.conventions.iter().filter(|of| !of.in_force);
    let most = others
        .max_by_key(|of| of.customers_differing)
        .filter(|of| of.customers_differing > 0)?;
    let words = [
        "评分规则影响得分：现用{0}，若改用{1}，{2} 位客户（{3}）的得分会不同；对比结果时须先统一规则。",
        "The scoring convention matters: under {1} instead of {0}, {2} customers ({3}) get another score. Agree on one before comparing results.",
    ];
    let values = [
        Span::plain(in_a_sentence(subject, subject.summary.scoring)),
        Span::plain(in_a_sentence(subject, most.scoring)),
        count(most.customers_differing),
        share(ratio(
            most.customers_differing,
            subject.summary.totals.customers,
        )),
    ];
    Some(finding(
        subject,
        words,
        &values,
        ["scoring-conventions", "conventions-bar"],
    ))
}

/// The name of a convention in the middle of a sentence: in Chinese a Latin word keeps its distance, in
/// English a word that is no name starts small.
fn in_a_sentence(subject: &Subject<'_>, scoring: Scoring) -> String {
    let name = names::scoring(scoring, subject.lang);
    match subject.lang {
        Lang::Zh if name.starts_with(|c: char| c.is_ascii()) => format!(" {name}"),
        Lang::En if matches!(scoring, Scoring::Quantile | Scoring::Fixed) => name.to_lowercase(),
        _ => name.to_owned(),
    }
}
