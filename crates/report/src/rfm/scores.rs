//! The section on scores: how values become scores, who has which, and what other conventions give.

use fourr_chart::{Axis, Direction, Format as Digits, GroupedBars, Series, Shape};
use fourr_rfm::{Scoring, Weighting};

use super::{
    classes, names,
    subject::{Face, Subject},
    values::{count, number, number_cell, ratio, share, share_cell},
};
use crate::{
    Block, Cell, Convention, Format, Formula, Math, Method, Operator, Prose, Section, Span, Table,
};

/// Method, classes, breaks, and the conventions side by side.
pub(super) fn section(subject: &Subject<'_>) -> Section {
    let mut blocks = vec![
        Block::Method(method(subject)),
        Block::Table(classes::table(subject)),
    ];
    let cut = |face: &Face<'_>| !face.figures.breaks.is_empty();
    if subject.faces().iter().any(cut) {
        blocks.push(Block::Table(breaks(subject)));
    }
    blocks.extend([
        Block::Table(compared(subject)),
        Block::Table(compared_classes(subject)),
        chart(subject),
    ]);
    let title = subject.text("R、F、M 评分", "Scores");
    Section::new("scores", title, blocks)
}

fn method(subject: &Subject<'_>) -> Method {
    let bins = Cell::Count(subject.summary.parameters.bins.into());
    let words = subject.say(
        "每个维度分为 {0} 档，{0} 分最好：F、M 越大分越高，R 天数越少分越高。",
        "Every dimension is cut into {0} classes, {0} being best: the larger F and M, and the fewer the days of R, the higher the score.",
        &[bins.into()],
    );
    let sources = match subject.summary.scoring {
        Scoring::RRfm => ["R package rfm (Hebbali), rule read from its source"],
        Scoring::Fixed => ["Hughes (1994), Strategic Database Marketing"],
        _ => [
            "Hyndman & Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4)",
        ],
    };
    Method {
        name: subject.text("评分", "Scoring"),
        words: vec![words],
        formulas: formulas(subject),
        conventions: vec![
            Convention {
                question: subject.text("并列的值怎样计分", "How ties are scored"),
                in_force: Prose::from(rule(subject)),
            },
            Convention {
                question: subject.text("综合得分的权重", "Weights of the weighted score"),
                in_force: weights(subject),
            },
        ],
        sources: sources.map(str::to_owned).to_vec(),
    }
}

/// The weights in force and how they were found.
fn weights(subject: &Subject<'_>) -> Prose {
    let found = &subject.summary.weights;
    let fine = |value: f64| Span::value(Cell::Number(value), Format::Number(4));
    let [r, f, m] = found.weights.0.map(fine);
    if let Some(ahp) = &found.ahp {
        return subject.say(
            "层次分析法（AHP）：R、F、M 为 {0}、{1}、{2}；最大特征根 {3}，CI = {4}，CR = {5}，小于 0.1，一致性检验通过",
            "Analytic hierarchy process: {0}, {1} and {2} for R, F and M; largest eigenvalue {3}, CI {4}, CR {5}, consistent as it is below 0.1",
            &[r, f, m, fine(ahp.lambda_max), fine(ahp.ci), fine(ahp.cr)],
        );
    }
    if let Some(entropy) = &found.entropy {
        let [er, ef, em] = [0, 1, 2].map(|d| fine(entropy.entropies[d]));
        return subject.say(
            "熵权法：R、F、M 为 {0}、{1}、{2}；信息熵为 {3}、{4}、{5}，熵越小权重越大",
            "Entropy: {0}, {1} and {2} for R, F and M; their entropies are {3}, {4} and {5}, and the less of it the more weight",
            &[r, f, m, er, ef, em],
        );
    }
    let given = match subject.summary.parameters.weights {
        Weighting::Given(weights) => weights,
        Weighting::Ahp(_) | Weighting::Entropy => found.weights,
    };
    subject.say(
        "R、F、M 为 {0}、{1}、{2}",
        "{0}, {1} and {2} for R, F and M",
        &given.0.map(number),
    )
}

/// What a convention does with values on a break and with equal values.
pub(super) fn rule(subject: &Subject<'_>) -> String {
    let [zh, en] = match subject.summary.scoring {
        Scoring::Quantile => [
            "分位数（type-7），右闭：等于界值者留在较低一档，相同的值得分相同",
            "Type-7 quantiles, right-closed: a value on a break stays in the lower class, equal values get equal scores",
        ],
        Scoring::RRfm => [
            "R 包 rfm：各界值加 1，左闭右开，相同的值得分相同",
            "R package rfm: one is added to each break, classes are left-closed, equal values get equal scores",
        ],
        Scoring::Qcut => [
            "pandas qcut：右闭，边界重合则报错",
            "pandas qcut: right-closed, an error where edges coincide",
        ],
        Scoring::QcutDrop => [
            "pandas qcut（duplicates=\"drop\"）：右闭，重合的边界合并，档位重新编号",
            "pandas qcut with duplicates=\"drop\": right-closed, coinciding edges merged and classes renumbered",
        ],
        Scoring::Ntile => [
            "SQL NTILE：各档人数相等，并列的值按客户编号拆开",
            "SQL NTILE: classes of equal size, ties are split by customer id",
        ],
        Scoring::RankFirst => [
            "按先到排名后 qcut：各档人数相等，并列的值按客户编号拆开",
            "qcut of first-come ranks: classes of equal size, ties are split by customer id",
        ],
        Scoring::Fixed => [
            "固定阈值：达到阈值即得该分",
            "Given breaks: reaching one earns its score",
        ],
    };
    subject.text(zh, en)
}

/// The quantile, and the weighted score.
fn formulas(subject: &Subject<'_>) -> Vec<Formula> {
    let weighted = weighted(subject);
    let quantiles = !matches!(
        subject.summary.scoring,
        Scoring::Fixed | Scoring::Ntile | Scoring::RankFirst
    );
    if quantiles {
        vec![quantile(subject), weighted]
    } else {
        vec![weighted]
    }
}

pub(super) fn quantile(subject: &Subject<'_>) -> Formula {
    let [class, size, below, place] = ["j", "n", "k", "h"].map(Math::symbol);
    let value = |at: Math| Math::symbol("x").index(at);
    let bins = u64::from(subject.summary.parameters.bins);
    let step = value(below.clone() + 1_u64.into()) - value(below.clone());
    let sought = value(below.clone()) + (place.clone() - below.clone()) * step;
    let share = class.clone() / bins.into();
    let place_of = place.clone().equals((size.clone() - 1_u64.into()) * share);
    Formula::new(Math::symbol("b").index(class.clone()).equals(sought))
        .meaning(
            value(Math::symbol("k")),
            subject.text(
                "升序排列后的第 k 个值（从 0 数起）",
                "the value of rank k, ascending, counted from 0",
            ),
        )
        .meaning(place_of, subject.text("分位位置", "place of the quantile"))
        .meaning(
            below.equals(place.floor()),
            subject.text("位置的整数部分", "its whole part"),
        )
        .meaning(
            class.with(Operator::AtMost, (bins - 1).into()),
            subject.text("第几个界值", "which break"),
        )
        .meaning(size, subject.text("客户数", "number of customers"))
}

fn weighted(subject: &Subject<'_>) -> Formula {
    let score = |of: &str| Math::symbol("s").index(Math::symbol(of));
    let weight = |of: &str| Math::symbol("w").index(Math::symbol(of));
    let term = |of: &str| weight(of) * score(of);
    let total = weight("R") + weight("F") + weight("M");
    let sum = (term("R") + term("F") + term("M")) / total;
    Formula::new(Math::symbol("S").equals(sum))
        .meaning(
            Math::symbol("S"),
            subject.text("综合得分", "weighted score"),
        )
        .meaning(
            score("R"),
            subject.text("R 得分，F、M 同理", "score of R; likewise F and M"),
        )
        .meaning(
            weight("R"),
            subject.text("R 的权重，F、M 同理", "weight of R; likewise F and M"),
        )
}

/// The breaks, and the customers who stand exactly on one.
fn breaks(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("维度", "Dimension", Format::Text),
        subject.column("第几个界值", "Break", Format::Count),
        subject.column("界值", "Value", Format::Number(2)),
        subject.column("恰在界值上的客户", "Customers on it", Format::Count),
        subject.column("占比", "Share", Format::Share),
    ];
    let n = subject.summary.totals.customers;
    let of_face = |face: Face<'_>| {
        let name = format!("{} {}", face.letter, face.name(subject.lang));
        let cuts = (1_u64..).zip(&face.figures.breaks);
        let row = |(place, cut): (u64, &fourr_rfm::Cut)| {
            [
                Cell::from(name.as_str()),
                Cell::Count(place),
                number_cell(cut.value),
                Cell::Count(cut.customers),
                share_cell(ratio(cut.customers, n)),
            ]
        };
        cuts.map(row).collect::<Vec<_>>()
    };
    let rows = subject.faces().into_iter().flat_map(of_face);
    let caption = subject.text(
        "各档的界值与恰在界值上的客户",
        "Breaks between classes and the customers on them",
    );
    Table::new("score-breaks", caption, columns).with_rows(rows)
}

/// How many customers get another score under every convention.
fn compared(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("评分规则", "Convention", Format::Text),
        subject.column("现用", "In force", Format::Text),
        subject.column(
            "得分不同的客户",
            "Customers with another score",
            Format::Count,
        ),
        subject.column("占比", "Share", Format::Share),
    ];
    let n = subject.summary.totals.customers;
    let rows = subject.summary.conventions.iter().map(|of| {
        [
            Cell::from(names::scoring(of.scoring, subject.lang)),
            if of.in_force {
                Cell::from("✓")
            } else {
                Cell::from("")
            },
            Cell::Count(of.customers_differing),
            share_cell(ratio(of.customers_differing, n)),
        ]
    });
    let caption = subject.text(
        "换一种评分规则，多少客户的得分会变",
        "Customers whose scores change with the convention",
    );
    Table::new("scoring-conventions", caption, columns).with_rows(rows)
}

/// Customers by score under every convention.
fn compared_classes(subject: &Subject<'_>) -> Table {
    let bins = subject.summary.parameters.bins;
    let mut columns = vec![
        subject.column("评分规则", "Convention", Format::Text),
        subject.column("维度", "Dimension", Format::Text),
    ];
    let score = |score: u8| {
        subject.column(
            &format!("{score} 分"),
            &format!("Score {score}"),
            Format::Count,
        )
    };
    columns.extend((1..=bins).map(score));
    let rows = subject.summary.conventions.iter().flat_map(|of| {
        let by_letter = [("R", &of.r), ("F", &of.f), ("M", &of.m)];
        by_letter.map(|(letter, counts)| {
            let name = names::scoring(of.scoring, subject.lang);
            let counts = counts.iter().map(|count| Cell::Count(*count));
            let row = [Cell::from(name), Cell::from(letter)];
            row.into_iter().chain(counts).collect::<Vec<_>>()
        })
    });
    let caption = subject.text(
        "各评分规则下每档的客户数",
        "Customers by score under every convention",
    );
    Table::new("scoring-classes", caption, columns)
        .with_rows(rows)
        .read_from(|row, column| {
            let (rule, letter) = (row / 3, ["r", "f", "m"][row % 3]);
            let score = column.checked_sub(2)?;
            Some(format!("/conventions/{rule}/{letter}/{score}"))
        })
}

/// The conventions side by side, in the dimension in which they disagree most.
fn chart(subject: &Subject<'_>) -> Block {
    let conventions = &subject.summary.conventions;
    let of = |dimension: usize| {
        let pick = move |of: &fourr_rfm::Convention| [&of.r, &of.f, &of.m][dimension].clone();
        conventions.iter().map(pick).collect::<Vec<Vec<u64>>>()
    };
    let all = [0, 1, 2].map(of);
    let (place, counts) = (0..3)
        .zip(&all)
        .max_by_key(|(place, counts)| (spread(counts), std::cmp::Reverse(*place)))
        .map_or((1, &all[1]), |(place, counts)| (place, counts));
    let face = &subject.faces()[place];
    let series = conventions.iter().zip(counts).map(|(of, counts)| {
        let name = names::scoring(of.scoring, subject.lang);
        Series::new(name, counts.iter().map(|count| *count as f64))
    });
    let scores = 1..=subject.summary.parameters.bins;
    let shape = Shape::GroupedBars(GroupedBars {
        category: subject.text(
            &format!("{} 得分", face.letter),
            &format!("{} score", face.letter),
        ),
        categories: scores.map(|score| score.to_string()).collect(),
        value: Axis {
            format: Digits::Compact,
            ..subject.customers_axis()
        },
        series: series.collect(),
        direction: Direction::Upright,
        references: Vec::new(),
    });
    let title = subject.text(
        &format!("各评分规则下 {} 得分的客户数", face.letter),
        &format!("Customers by {} score under five conventions", face.letter),
    );
    let method = subject.text(
        "同一批客户，分别按各规则评分",
        "the same customers, scored by each rule",
    );
    let most = conventions.iter().map(|of| of.customers_differing).max();
    let most = most.unwrap_or_default();
    let reading = subject.say(
        "{0} 是各规则分歧最大的维度；与现用规则相比，最多有 {1} 位客户（{2}）的得分不同。",
        "{0} is where the conventions disagree most; against the one in force, up to {1} customers ({2}) get another score.",
        &[
            Span::plain(face.letter),
            count(most),
            share(ratio(most, subject.summary.totals.customers)),
        ],
    );
    subject.chart("conventions-bar", title, &method, (shape, reading))
}

/// How far the counts of conventions lie apart, over all scores.
fn spread(counts: &[Vec<u64>]) -> u64 {
    let scores = counts.iter().map(Vec::len).min().unwrap_or_default();
    let range = |score: usize| {
        let of_score = || counts.iter().map(|of| of[score]);
        of_score().max().unwrap_or_default() - of_score().min().unwrap_or_default()
    };
    (0..scores).map(range).sum()
}
