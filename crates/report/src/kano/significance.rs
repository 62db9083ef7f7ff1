//! The section on tests: whether the two largest counts differ, and how many answers would tell.

use fourr_kano::{FeatureSummary, Test};

use super::subject::Subject;
use crate::{Block, Cell, Convention, Format, Formula, Function, Math, Method, Section, Table};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let blocks = vec![Block::Method(method(subject)), Block::Table(table(subject))];
    let title = subject.text("分类是否显著", "Whether the categories can be told apart");
    Section::new("significance", title, blocks)
}

fn method(subject: &Subject<'_>) -> Method {
    let [a, b, n] = ["a", "b", "n"].map(Math::symbol);
    let both = || a.clone() + b.clone();
    let two_n = || Math::value(2.0, Format::Count).with(crate::Operator::Times, n.clone());
    let variance = both().with(crate::Operator::Times, two_n() - a.clone() - b.clone()) / two_n();
    let critical = Math::value(1.65, Format::Number(2))
        .with(crate::Operator::Times, variance.under(Function::SquareRoot));
    let formula = Formula::new((a.clone() - b.clone()).with(crate::Operator::AtLeast, critical))
        .meaning(
            a.clone(),
            subject.text(
                "M、O、A、I、R 中最大的频数",
                "the largest count among M, O, A, I and R",
            ),
        )
        .meaning(b.clone(), subject.text("其次的频数", "the second"))
        .meaning(
            n,
            subject.text("全部有效对数，含 Q", "all valid pairs, Q included"),
        );
    let z = Math::symbol("z").equals((a.clone() - b.clone()) / both().under(Function::SquareRoot));
    let words = subject.say(
        "Fong 检验比较最大与其次的频数，把二者当作独立的比例；多项式 z 顾及二者出自同一样本。少于 12 对不检验。「还需回答」假定份额不变。",
        "Fong's test compares the largest count with the second and takes them as independent; the multinomial z allows for their being of one sample. Below 12 pairs nothing is tested. The answers still needed suppose that the shares stay as they are.",
        &[],
    );
    Method {
        name: subject.text("Fong 检验", "Fong's test"),
        words: vec![words],
        formulas: vec![formula, Formula::new(z)],
        conventions: vec![Convention {
            question: subject.text("采用的检验", "Test in force"),
            in_force: match subject.summary.parameters.test {
                Test::Fong => "Fong".to_owned().into(),
                Test::Multinomial => subject.say("多项式 z", "multinomial z", &[]),
            },
        }],
        sources: vec!["Fong (1996), Using the self-stated importance questionnaire to interpret Kano questionnaire results, CQM Journal 5(3)".to_owned()],
    }
}

fn table(subject: &Subject<'_>) -> Table {
    let mut columns = vec![
        subject.column("功能", "Feature", Format::Text),
        subject.column("最大", "Largest", Format::Text),
        subject.column("其次", "Second", Format::Text),
        subject.column("差", "Difference", Format::Count),
        subject.column("临界值", "Critical", Format::Number(2)),
        subject.column("多项式 z", "Multinomial z", Format::Number(2)),
        subject.column("p", "p", Format::Number(4)),
        subject.column("显著", "Told apart", Format::Text),
        subject.column("还需回答", "Answers still needed", Format::Count),
    ];
    let chi = subject.summary.parameters.chi_squared;
    if chi {
        columns.push(subject.column("χ²（3 df）", "χ² (3 df)", Format::Number(2)));
        columns.push(subject.column("χ² 的 p", "p of χ²", Format::Number(4)));
    }
    let row = |feature: &FeatureSummary| {
        let (fong, z) = (feature.fong, feature.multinomial);
        let top = |category: fourr_kano::Category, count: u64| {
            format!("{} {}", category.code(), subject.lang.count(count))
        };
        let decided = feature.decided.map(|decided| subject.yes(decided));
        let mut cells = vec![
            Cell::from(feature.feature.as_str()),
            Cell::from(fong.map(|fong| top(fong.top, fong.a))),
            Cell::from(fong.map(|fong| top(fong.second, fong.b))),
            Cell::from(fong.map(|fong| fong.difference)),
            Cell::from(fong.map(|fong| fong.critical)),
            Cell::from(z.map(|z| z.z)),
            Cell::from(z.map(|z| z.p)),
            Cell::from(decided),
            Cell::from(feature.needed.map(|needed| needed.more)),
        ];
        if chi {
            cells.push(Cell::from(feature.chi_squared.map(|test| test.statistic)));
            cells.push(Cell::from(feature.chi_squared.map(|test| test.p)));
        }
        cells
    };
    let caption = subject.text(
        "最大与其次的频数之差",
        "The largest count against the second",
    );
    Table::new("tests", caption, columns).with_rows(subject.features().iter().map(row))
}
