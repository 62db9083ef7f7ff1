//! The segments with their customers and amounts, and that both add up.

use fourr_rfm::SegmentSummary;

use super::{Sheet, working::comes_to_share};
use crate::rfm::{
    notes, segments,
    subject::Subject,
    values::{count, money},
};
use crate::{Block, Cell, Formula, Math, Prose, Span, Step};

/// Addends that a sum is written out with.
const ADDENDS: usize = 12;

pub(super) fn step(sheet: &Sheet<'_>) -> Step {
    let subject = &sheet.subject;
    let title = subject.text("客户分类统计", "Customers and amount by segment");
    let done = subject.say(
        "按类型统计客户数与金额，计算各自的占比和 R、F、M 均值；占比以人数最多的一类为例。",
        "Count the customers of every segment and add up their amounts, with their shares and mean R, F and M. The largest segment is the example for the shares.",
        &[],
    );
    let mut step = Step::new("segments", title, done);
    let largest = subject.summary.segments.0.iter().rev();
    if let Some(largest) = largest.max_by_key(|of| of.customers) {
        step.formulas = shares(subject, largest);
    }
    let step = step
        .shows(Block::Table(segments::sizes(subject)))
        .shows(Block::Table(segments::means(subject)));
    let step = notes::per_order(subject)
        .into_iter()
        .fold(step, Step::shows);
    step.concludes(check(subject))
}

/// The share of customers and, where there is an amount, that of the amount.
fn shares(subject: &Subject<'_>, of: &SegmentSummary) -> Vec<Formula> {
    let totals = &subject.summary.totals;
    let words = |zh, en| Math::words(subject.text(zh, en));
    let customers = Formula::new(
        words("人数占比", "share of customers")
            .equals(words("该类客户数", "its customers") / words("全部客户数", "all customers")),
    )
    .worked(comes_to_share(
        Math::from(of.customers) / totals.customers.into(),
        of.share,
    ));
    let amount = of.monetary_share.map(|part| {
        let [mine, all]: [Math; 2] =
            [of.monetary, totals.monetary].map(|money| Cell::Money(money).into());
        let of_amount = words("该类金额", "its amount") / words("全部金额", "all amounts");
        Formula::new(words("金额占比", "share of the amount").equals(of_amount))
            .worked(comes_to_share(mine / all, part))
    });
    [customers].into_iter().chain(amount).collect()
}

/// That the segments hold everybody and everything once.
fn check(subject: &Subject<'_>) -> Prose {
    let segments = &subject.summary.segments.0;
    let totals = &subject.summary.totals;
    if segments.len() > ADDENDS || !adds_up_in_cents(subject) {
        return subject.say(
            "核对：各类客户数之和为 {0}，各类金额之和为 {1}¤，与合计相等，分类没有遗漏和重复。",
            "Check: the customers of all segments are {0} and their amounts {1}¤, as in the total: nobody is left out or counted twice.",
            &[count(totals.customers), money(totals.monetary)],
        );
    }
    let customers = segments.iter().map(|of| count(of.customers));
    let amounts = segments.iter().map(|of| money(of.monetary));
    let mut values: Vec<Span> = customers.chain(amounts).collect();
    let holes = |from: usize| {
        let holes = (from..from + segments.len()).map(|hole| format!("{{{hole}}}"));
        holes.collect::<Vec<_>>().join(" + ")
    };
    let [customers, amounts] = [holes(0), holes(segments.len())];
    let (n, m) = (values.len(), values.len() + 1);
    values.extend([count(totals.customers), money(totals.monetary)]);
    let zh = format!(
        "核对：客户数 {customers} = {{{n}}}；金额 {amounts} = {{{m}}}¤。与合计相等，分类没有遗漏和重复。"
    );
    let en = format!(
        "Check: customers {customers} = {{{n}}}; amounts {amounts} = {{{m}}}¤. Both are the totals: nobody is left out or counted twice."
    );
    subject.say(&zh, &en, &values)
}

/// Whether the amounts add up as they are shown; amounts of less than a cent are rounded one by one.
fn adds_up_in_cents(subject: &Subject<'_>) -> bool {
    let cents = |money: f64| (money * 100.0).round();
    let segments = subject.summary.segments.0.iter();
    let sum: f64 = segments.map(|of| cents(of.monetary)).sum();
    (sum - cents(subject.summary.totals.monetary)).abs() < 0.5
}
