//! How R, F and M become scores: the breaks, the first of them worked out.

use fourr_rfm::{Column as Customers, Scoring};

use super::{
    Sheet,
    working::{comes_to, number},
};
use crate::rfm::{classes, names, scores, subject::Subject};
use crate::{Block, Cell, Formula, Math, Operator, Prose, Span, Step};

pub(super) fn step(sheet: &Sheet<'_>) -> Step {
    let subject = &sheet.subject;
    let title = subject.text("R、F、M 评分", "Scores of R, F and M");
    let mut step = Step::new("scores", title, done(subject));
    step.formulas = match subject.summary.scoring {
        Scoring::Quantile | Scoring::Qcut | Scoring::QcutDrop => quantile(sheet, None),
        Scoring::RRfm => quantile(sheet, Some(1.0)),
        Scoring::Ntile => vec![equal_counts(sheet)],
        Scoring::RankFirst => vec![ranks(sheet)],
        Scoring::Fixed => Vec::new(),
    };
    step.shows(Block::Table(classes::table(subject)))
        .concludes(rule(subject))
}

/// How ties are scored, as a sentence.
pub(super) fn rule(subject: &Subject<'_>) -> Prose {
    subject.say("{0}。", "{0}.", &[Span::plain(scores::rule(subject))])
}

fn done(subject: &Subject<'_>) -> Prose {
    let values = [
        Cell::Count(subject.summary.parameters.bins.into()).into(),
        Span::plain(names::scoring(subject.summary.scoring, subject.lang)),
    ];
    subject.say(
        "把每个维度分为 {0} 档，{0} 分最好：F、M 越大分越高，R 越小分越高。评分规则：{1}。",
        "Cut every dimension into {0} classes, {0} being best: the larger F and M, and the smaller R, the higher the score. Convention: {1}.",
        &values,
    )
}

/// The quantile, its first break of R worked out, and what is added to it, if anything.
fn quantile(sheet: &Sheet<'_>, added: Option<f64>) -> Vec<Formula> {
    let subject = &sheet.subject;
    let mut formula = scores::quantile(subject);
    let mut values = sheet.people.numbers(Customers::RecencyDays);
    values.sort_by(f64::total_cmp);
    let bins = usize::from(subject.summary.parameters.bins);
    let places = values.len().saturating_sub(1);
    let (below, rest) = (places / bins, places % bins);
    let Some(low) = values.get(below).copied() else {
        return vec![formula];
    };
    let high = values.get(below + 1).copied().unwrap_or(low);
    let part = rest as f64 / bins as f64;
    let cut = low + part * (high - low);
    let first = Math::symbol("b").index(1_u64.into());
    let step = number(part) * (number(high) - number(low));
    let worked = first.clone().equals(number(low) + step);
    formula = formula.meaning(
        first
            .clone()
            .equals(Math::symbol("R").index(Math::symbol("h"))),
        place(subject, places, bins),
    );
    let mut formulas = vec![formula.worked(comes_to(worked, cut))];
    formulas.extend(added.map(|added| {
        let edge = |letter: Math| Math::symbol("c").index(letter);
        let of = |letter: Math| Math::symbol("b").index(letter);
        let j = || Math::symbol("j");
        let words = subject.text("第 j 档与下一档的分界", "edge between class j and the next");
        Formula::new(edge(j()).equals(of(j()) + number(added)))
            .meaning(edge(j()), words)
            .worked(comes_to(
                edge(1_u64.into()).equals(number(cut) + number(added)),
                cut + added,
            ))
    }));
    formulas
}

/// Where the first break of R lies.
fn place(subject: &Subject<'_>, places: usize, bins: usize) -> String {
    let share = Math::from(places as u64) * (Math::from(1_u64) / (bins as u64).into());
    let place = comes_to(Math::symbol("h").equals(share), places as f64 / bins as f64);
    let place = place.linear(subject.lang);
    match subject.lang {
        fourr_locale::Lang::Zh => format!("以 R 的第 1 个界值为例，{place}"),
        fourr_locale::Lang::En => format!("the first break of R, for example: {place}"),
    }
}

/// Classes of equal size, the first of them one larger where the customers do not divide.
fn equal_counts(sheet: &Sheet<'_>) -> Formula {
    let subject = &sheet.subject;
    let n = subject.summary.totals.customers;
    let bins = u64::from(subject.summary.parameters.bins);
    let [size, classes, each, rest] = ["n", "k", "q", "r"].map(Math::symbol);
    let sum = classes.clone() * each.clone() + rest.clone();
    let worked = Math::from(bins) * (n / bins).into() + (n % bins).into();
    Formula::new(size.clone().equals(sum))
        .meaning(size, subject.text("客户数", "customers"))
        .meaning(classes, subject.text("档数", "classes"))
        .meaning(each, subject.text("每档人数", "customers in a class"))
        .meaning(
            rest,
            subject.text(
                "余数：前 r 档（从低分起）各多 1 人",
                "remainder: the lowest r classes have one more",
            ),
        )
        .worked(Math::from(n).equals(worked))
}

/// Ranks cut at equal parts, the first break worked out.
fn ranks(sheet: &Sheet<'_>) -> Formula {
    let subject = &sheet.subject;
    let n = subject.summary.totals.customers;
    let bins = u64::from(subject.summary.parameters.bins);
    let of = |class: Math| Math::symbol("b").index(class);
    let one = || Math::from(1_u64);
    let share = Math::symbol("j") / bins.into();
    let all = of(Math::symbol("j")).equals(one() + (Math::symbol("n") - one()) * share);
    let worked = one() + Math::from(n.saturating_sub(1)) * (one() / bins.into());
    let cut = 1.0 + n.saturating_sub(1) as f64 / bins as f64;
    Formula::new(all)
        .meaning(
            of(Math::symbol("j")),
            subject.text(
                "第 j 个界值，按升序名次；并列者按客户编号排",
                "break j, a rank in ascending order; ties go by customer id",
            ),
        )
        .meaning(
            Math::symbol("j").with(Operator::AtMost, (bins - 1).into()),
            subject.text("第几个界值", "which break"),
        )
        .worked(comes_to(of(one()).equals(worked), cut))
}
