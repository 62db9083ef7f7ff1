//! What splits high from low in the eight types: means, medians, mean scores or given thresholds.

use fourr_rfm::{Basis, Column as Customers, Warning};

use super::{
    Sheet, scores,
    working::{self, comes_to, number},
};
use crate::rfm::{
    classes, names,
    subject::{Face, Subject},
    values::{count, orders},
    warning,
};
use crate::{Block, Cell, Format, Formula, Function, Math, Operator, Prose, Step, Table};

pub(super) fn step(sheet: &Sheet<'_>) -> Step {
    let subject = &sheet.subject;
    let basis = subject.summary.parameters.basis;
    let title = match basis {
        Basis::RawMean => subject.text("计算 R、F、M 的均值", "Means of R, F and M"),
        Basis::ScoreMean => subject.text("计算 R、F、M 得分的均值", "Mean scores of R, F and M"),
        Basis::Median => subject.text("计算 R、F、M 的中位数", "Medians of R, F and M"),
        Basis::Fixed => subject.text("R、F、M 的给定阈值", "Thresholds of R, F and M"),
    };
    let mut step = Step::new("splits", title, done(subject));
    for (dimension, face) in subject.faces().iter().enumerate() {
        let values = values(sheet, dimension);
        step.formulas.extend(match basis {
            Basis::RawMean | Basis::ScoreMean => Some(mean(subject, face, &values)),
            Basis::Median => median(subject, face, values),
            Basis::Fixed => None,
        });
    }
    if basis == Basis::ScoreMean {
        step = step
            .shows(scores::rule(subject))
            .shows(Block::Table(classes::table(subject)));
    }
    let skewed = |of: &&Warning| matches!(of, Warning::SkewedMean { .. });
    let warnings = subject.summary.warnings.iter().filter(skewed);
    let notes = warnings.map(|of| Block::Note(warning::note(subject, of)));
    step = step.shows(Block::Table(table(sheet)));
    notes.fold(step, Step::shows)
}

fn done(subject: &Subject<'_>) -> Prose {
    let n = [count(subject.summary.totals.customers)];
    match subject.summary.parameters.basis {
        Basis::RawMean => subject.say(
            "以全部 {0} 位客户的 R、F、M 均值为高低的分界：合计除以客户数。",
            "The means over all {0} customers split high from low: the sum over the number of customers.",
            &n,
        ),
        Basis::ScoreMean => subject.say(
            "先给 R、F、M 评分，再以全部 {0} 位客户的得分均值为高低的分界：得分合计除以客户数。",
            "Score R, F and M first; the mean scores over all {0} customers split high from low: the sum of the scores over the number of customers.",
            &n,
        ),
        Basis::Median => subject.say(
            "以全部 {0} 位客户的 R、F、M 中位数为高低的分界：升序排列，取正中的值。",
            "The medians over all {0} customers split high from low: the value in the middle of the ascending order.",
            &n,
        ),
        Basis::Fixed => subject.say(
            "以给定的阈值为高低的分界，不由数据计算。",
            "Given thresholds split high from low; they are not calculated from the data.",
            &[],
        ),
    }
}

/// What is split, customer by customer: values, or scores.
fn values(sheet: &Sheet<'_>, dimension: usize) -> Vec<f64> {
    const RAW: [Customers; 3] = [
        Customers::RecencyDays,
        Customers::Frequency,
        Customers::Monetary,
    ];
    const SCORES: [Customers; 3] = [Customers::R, Customers::F, Customers::M];
    let by_score = sheet.subject.summary.parameters.basis == Basis::ScoreMean;
    let columns = if by_score { SCORES } else { RAW };
    sheet.people.numbers(columns[dimension])
}

/// R, F or M of a customer, or its score.
pub(super) fn symbol(subject: &Subject<'_>, letter: &str) -> Math {
    if subject.summary.parameters.basis == Basis::ScoreMean {
        Math::symbol("s").index(Math::symbol(letter))
    } else {
        Math::symbol(letter)
    }
}

fn mean(subject: &Subject<'_>, face: &Face<'_>, values: &[f64]) -> Formula {
    let variable = symbol(subject, face.letter);
    let total = cell(subject, face, working::sum(values));
    let ratio = Math::value(total, Format::Number(2)) / Math::from(values.len() as u64);
    let of_customer = variable.clone().index(Math::symbol("i"));
    let all = of_customer.sum_over(Math::symbol("i")) / Math::symbol("n");
    let mean = variable.mean();
    Formula::new(mean.clone().equals(all)).worked(comes_to(mean.equals(ratio), face.figures.split))
}

/// A sum: of money with its cents, of anything else whole where it is.
fn cell(subject: &Subject<'_>, face: &Face<'_>, sum: f64) -> Cell {
    let by_score = subject.summary.parameters.basis == Basis::ScoreMean;
    if face.letter == "M" && !by_score {
        Cell::Money(sum)
    } else {
        orders(sum)
    }
}

fn median(subject: &Subject<'_>, face: &Face<'_>, mut values: Vec<f64>) -> Option<Formula> {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    let letter = Math::symbol(face.letter);
    let ranked = |rank: Math| letter.clone().index(rank);
    let at = |rank: usize| Some(number(*values.get(rank.checked_sub(1)?)?));
    let size = || Math::symbol("n");
    let named = Function::Named(subject.lang.pick("中位数", "median"));
    let median = letter.clone().under(named);
    let words = subject.text(
        "升序排列后的第几个值",
        "values in ascending order, by their rank",
    );
    let (expression, worked) = if n % 2 == 1 {
        let rank = (size() + 1_u64.into()) / 2_u64.into();
        let middle = n.div_ceil(2);
        (
            ranked(rank),
            ranked((middle as u64).into()).equals(at(middle)?),
        )
    } else {
        let half = || size() / 2_u64.into();
        let expression = (ranked(half()) + ranked(half() + 1_u64.into())) / 2_u64.into();
        let worked = (at(n / 2)? + at(n / 2 + 1)?) / 2_u64.into();
        (expression, comes_to(worked, face.figures.split))
    };
    let formula = Formula::new(median.clone().equals(expression.clone()));
    let formula = formula.meaning(expression_symbol(&letter), words);
    let formula = formula.meaning(
        size().equals((n as u64).into()),
        subject.text("客户数", "customers"),
    );
    Some(formula.worked(median.equals(worked)))
}

fn expression_symbol(letter: &Math) -> Math {
    letter.clone().index(Math::symbol("k"))
}

/// The splits, what is high, and who stands on a split.
fn table(sheet: &Sheet<'_>) -> Table {
    let subject = &sheet.subject;
    let basis = subject.summary.parameters.basis;
    let averaged = matches!(basis, Basis::RawMean | Basis::ScoreMean);
    let mut columns = vec![
        subject.column("维度", "Dimension", Format::Text),
        subject.column("单位", "Unit", Format::Text),
        subject.column("客户数 n", "Customers n", Format::Count),
        subject.column("分界值", "Split", Format::Number(2)),
        subject.column("记为高", "High", Format::Text),
        subject.column("恰在分界值（记为低）", "On the split (low)", Format::Count),
    ];
    if averaged {
        columns.insert(2, subject.column("合计", "Sum", Format::Number(2)));
    }
    let rows = subject.faces().into_iter().enumerate();
    let rows = rows.map(|(dimension, face)| {
        let sum = averaged.then(|| {
            let values = values(sheet, dimension);
            cell(subject, &face, working::sum(&values))
        });
        let split = face.figures.split;
        let measured = match basis {
            Basis::ScoreMean => subject.text(
                &format!("{} 得分", face.letter),
                &format!("{} score", face.letter),
            ),
            _ => face.letter.to_owned(),
        };
        let high = Math::words(measured).with(better(subject, &face), number(split));
        let unit = match basis {
            Basis::ScoreMean => Some(subject.text("分", "points")),
            _ => face.axis(subject).unit,
        };
        let head = [
            Cell::from(format!("{} {}", face.letter, face.name(subject.lang))),
            Cell::from(unit),
        ];
        head.into_iter().chain(sum).chain([
            Cell::Count(subject.summary.totals.customers),
            Cell::from(split),
            Cell::from(high.linear(subject.lang)),
            Cell::Count(face.figures.on_split),
        ])
    });
    let basis = names::basis(basis, subject.lang);
    let caption = match subject.lang {
        fourr_locale::Lang::Zh => format!("R、F、M 的分界值（{basis}）"),
        fourr_locale::Lang::En => format!("Splits of R, F and M ({})", basis.to_lowercase()),
    };
    Table::new("splits", caption, columns).with_rows(rows)
}

/// The side of the split that is high.
pub(super) fn better(subject: &Subject<'_>, face: &Face<'_>) -> Operator {
    let by_score = subject.summary.parameters.basis == Basis::ScoreMean;
    if face.letter == "R" && !by_score {
        Operator::Less
    } else {
        Operator::More
    }
}
