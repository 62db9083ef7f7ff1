//! The example's high and low or scores, and the segment that they lead to.

use fourr_rfm::Basis;

use super::{
    Sheet,
    example::{self, Example},
    splits,
    working::compared,
};
use crate::rfm::{classes, segment_method};
use crate::{Block, Cell, Column, Format, Formula, Math, Operator, Prose, Span, Step, Table};

pub(super) fn step(sheet: &Sheet<'_>) -> Step {
    let subject = &sheet.subject;
    let title = if sheet.by_types() {
        subject.text("判断高低，确定客户类型", "High or low, and the type")
    } else {
        subject.text("查分群表，确定客户类型", "From the scores to the segment")
    };
    let method = segment_method::method(subject);
    let words = method.words.into_iter().next().unwrap_or_default();
    let mut step = Step::new("judgement", title, words);
    if sheet.by_types() {
        step.formulas = (0..3).map(|dimension| high(sheet, dimension)).collect();
    } else {
        let rounded = method.formulas.into_iter();
        step.formulas = rounded
            .map(|formula| formula.worked(rounded_mean(sheet)))
            .collect();
    }
    if !sheet.by_types() || by_score(sheet) {
        step = step.shows(Block::Table(scores(sheet)));
    }
    step.shows(Block::Table(table(sheet)))
        .concludes(conclusion(sheet))
}

/// Whether high and low are those of the scores.
fn by_score(sheet: &Sheet<'_>) -> bool {
    sheet.subject.summary.parameters.basis == Basis::ScoreMean
}

/// One dimension of the example against the split.
fn high(sheet: &Sheet<'_>, dimension: usize) -> Formula {
    let subject = &sheet.subject;
    let face = &subject.faces()[dimension];
    let split = segment_method::high(subject, dimension);
    let better = splits::better(subject, face);
    let sign = match (sheet.example.high[dimension], better) {
        (true, better) => better,
        (false, Operator::Less) => Operator::AtLeast,
        (false, _) => Operator::AtMost,
    };
    let value = if by_score(sheet) {
        f64::from(sheet.example.scores[dimension])
    } else {
        sheet.example.values[dimension]
    };
    let verdict = if sheet.example.high[dimension] {
        subject.text("高（1）", "high (1)")
    } else {
        subject.text("低（0）", "low (0)")
    };
    let inequality = compared(value, sign, face.figures.split, subject.lang);
    let left = splits::symbol(subject, face.letter).equals(inequality);
    Formula::new(split.expression).worked(left.with(Operator::Implies, Math::words(verdict)))
}

/// FM of the example.
fn rounded_mean(sheet: &Sheet<'_>) -> Math {
    let [_, f, m] = sheet.example.scores.map(u64::from);
    let mean = (Math::from(f) + Math::from(m)) / 2_u64.into();
    let rounded = (mean + Cell::Number(0.5).into()).floor();
    Math::symbol("FM")
        .equals(rounded)
        .equals((f + m).div_ceil(2).into())
}

/// R, F and M of the example with the values that earn its scores.
fn scores(sheet: &Sheet<'_>) -> Table {
    let subject = &sheet.subject;
    let columns = vec![
        subject.column("维度", "Dimension", Format::Text),
        subject.column("客户的值", "Value", Format::Number(2)),
        subject.column("该得分的取值范围", "Values of the score", Format::Text),
        subject.column("得分", "Score", Format::Count),
    ];
    let rows = subject.faces().into_iter().enumerate();
    let rows = rows.map(|(dimension, face)| {
        let score = sheet.example.scores[dimension];
        [
            Cell::from(format!("{} {}", face.letter, face.name(subject.lang))),
            sheet.example.cell(dimension),
            Cell::from(classes::range(&face, score, subject)),
            Cell::Count(score.into()),
        ]
    });
    let caption = subject.text("例题客户的得分", "Scores of the example");
    Table::new("example-scores", caption, columns).with_rows(rows)
}

/// High and low or scores, code and segment of a handful of customers.
fn table(sheet: &Sheet<'_>) -> Table {
    let subject = &sheet.subject;
    let format = if sheet.by_types() {
        Format::Text
    } else {
        Format::Count
    };
    let mut columns = vec![subject.column("客户", "Customer", Format::Text)];
    columns.extend(["R", "F", "M"].map(|letter| Column::new(letter, format)));
    columns.push(subject.column("代码", "Code", Format::Text));
    columns.push(subject.column("客户类型", "Segment", Format::Text));
    let listed = example::listed(&sheet.people, &sheet.example).into_iter();
    let rows = listed.map(|of| {
        let name = Cell::from(subject.name_of(&of.segment));
        let code = Cell::from(code(sheet, &of));
        let levels = levels(sheet, &of);
        [of.id].into_iter().chain(levels).chain([code, name])
    });
    let caption = subject.text(
        "客户的判断与类型（节选）",
        "Customers and their segments (excerpt)",
    );
    Table::new("judgement", caption, columns).with_rows(rows)
}

fn levels(sheet: &Sheet<'_>, of: &Example) -> [Cell; 3] {
    if !sheet.by_types() {
        return of.scores.map(|score| Cell::Count(score.into()));
    }
    let level = |high| {
        if high {
            sheet.subject.text("高", "high")
        } else {
            sheet.subject.text("低", "low")
        }
    };
    of.high.map(|high| Cell::from(level(high)))
}

fn code(sheet: &Sheet<'_>, of: &Example) -> String {
    if sheet.by_types() {
        of.code()
    } else {
        of.scores_code()
    }
}

fn conclusion(sheet: &Sheet<'_>) -> Prose {
    let subject = &sheet.subject;
    let values = [
        sheet.example.name(),
        Span::value(code(sheet, &sheet.example), Format::Text),
        Span::value(subject.name_of(&sheet.example.segment), Format::Text),
    ];
    if sheet.by_types() {
        return subject.say(
            "客户 {0} 的代码为 {1}，属于{2}。其余客户照此逐一判断。",
            "Customer {0} has the code {1}: {2}. All others are judged in the same way.",
            &values,
        );
    }
    subject.say(
        "客户 {0} 的得分组合为 {1}，属于{2}。其余客户照此逐一查表。",
        "Customer {0} has the scores {1}: {2}. All others are looked up in the same way.",
        &values,
    )
}
