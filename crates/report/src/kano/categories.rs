//! The section on categories: counts, shares, and what each rule makes of them.

use fourr_chart::{Axis, Direction, Format as Digits, Series, Shape, StackedBars, Whole};
use fourr_kano::{Category, FeatureSummary};

use super::{names, subject::Subject};
use crate::{Block, Cell, Convention, Format, Live, Method, Section, Table};

/// Columns of the table before the counts.
const BEFORE: usize = 2;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let blocks = vec![
        Block::Method(method(subject)),
        Block::Table(table(subject)),
        chart(subject),
        Block::Table(rules(subject)),
    ];
    Section::new(
        "categories",
        subject.text("各功能的分类", "Categories of the features"),
        blocks,
    )
}

fn method(subject: &Subject<'_>) -> Method {
    let words = subject.say(
        "每位受访者对每项功能回答正向题（具备时）与反向题（不具备时）；两个回答按评价表归入 M、O、A、I、R、Q 六类之一。缺答或不在量表内的一对只从该功能中剔除，并计数。",
        "Every respondent says of every feature how they feel if it is there and if it is not; the evaluation table puts the two answers into one of M, O, A, I, R and Q. A pair with an answer missing or off the scale is left out for that feature only, and counted.",
        &[],
    );
    let kano = &subject.summary.parameters;
    Method {
        name: subject.text("KANO 评价表", "The evaluation table"),
        words: vec![words],
        formulas: Vec::new(),
        conventions: vec![Convention {
            question: subject.text("评价表", "Evaluation table"),
            in_force: kano.table.name().to_owned().into(),
        }],
        sources: vec![
            "Kano, Seraku, Takahashi, Tsuji (1984), Attractive quality and must-be quality, Hinshitsu 14(2)".to_owned(),
            "Berger et al. (1993), Kano's methods for understanding customer-defined quality, CQM Journal 2(4)".to_owned(),
        ],
    }
}

/// The column of a category in the table of counts.
pub(super) fn column_of(category: Category) -> usize {
    let place = Category::ALL.into_iter().position(|of| of == category);
    BEFORE + place.unwrap_or(0)
}

fn table(subject: &Subject<'_>) -> Table {
    let mut columns = vec![
        subject.column("功能", "Feature", Format::Text),
        subject.column("有效对数", "Valid pairs", Format::Count),
    ];
    let letters = Category::ALL
        .map(|category| crate::Column::new(names::lettered(category, subject.lang), Format::Count));
    columns.extend(letters);
    columns.push(subject.column("分类", "Category", Format::Text));
    let row = |feature: &FeatureSummary| {
        let mut cells = vec![
            Cell::from(feature.feature.as_str()),
            Cell::Count(feature.pairs.valid),
        ];
        cells.extend(feature.counts.0.map(Cell::Count));
        cells.push(Cell::from(names::verdict(
            feature.category.in_force,
            subject.lang,
        )));
        cells
    };
    let caption = subject.text("各类回答的对数", "Pairs by category");
    let sum = (column_of(Category::OneDimensional)..BEFORE + 6)
        .fold(Live::Here(BEFORE), |sum, column| sum + Live::Here(column));
    Table::new("categories", caption, columns)
        .with_rows(subject.features().iter().map(row))
        .live(1, |_| sum.clone())
        .read_from(|row, column| match column {
            0 => Some(format!("/features/{row}/feature")),
            1 => Some(format!("/features/{row}/pairs/valid")),
            column => {
                let category = Category::ALL.get(column - BEFORE)?;
                Some(format!("/features/{row}/counts/{}", category.code()))
            }
        })
}

fn chart(subject: &Subject<'_>) -> Block {
    let features = subject.features();
    let series = Category::ALL.map(|category| {
        let values = features
            .iter()
            .map(|feature| feature.counts[category] as f64);
        Series::new(names::lettered(category, subject.lang), values)
    });
    let shape = Shape::StackedBars(StackedBars {
        category: subject.text("功能", "Feature"),
        categories: features
            .iter()
            .map(|feature| feature.feature.clone())
            .collect(),
        value: Axis::new(
            subject.text("有效对数占比", "Share of valid pairs"),
            Digits::Share(0),
        ),
        series: series.into(),
        direction: Direction::Lying,
        whole: Whole::Share,
    });
    let reading = subject.say(
        "每条横条是一项功能的全部有效回答；颜色次序固定为 M、O、A、I、R、Q。",
        "Each bar is all valid pairs of a feature; the colours always follow M, O, A, I, R, Q.",
        &[],
    );
    let title = subject.text("各功能的回答构成", "What the answers to each feature say");
    let method = subject.text("KANO 评价表", "KANO evaluation table");
    subject.chart("categories-shares", title, &method, (shape, reading))
}

fn rules(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("功能", "Feature", Format::Text),
        subject.column("最大频数", "Largest count", Format::Text),
        subject.column("分组规则", "Grouped rule", Format::Text),
        subject.column("Lee–Newcomb", "Lee–Newcomb", Format::Text),
        subject.column("类别强度", "Category strength", Format::Share),
        subject.column("总强度", "Total strength", Format::Share),
        subject.column("并列", "Tied", Format::Text),
    ];
    let row = |feature: &FeatureSummary| {
        let verdicts = &feature.category;
        let name = |verdict| Cell::from(names::verdict(verdict, subject.lang));
        let tied = subject.list(verdicts.tied.iter().map(|category| category.code()));
        [
            Cell::from(feature.feature.as_str()),
            name(verdicts.mode),
            name(verdicts.grouped),
            name(verdicts.lee_newcomb),
            feature.category_strength.map_or(Cell::Empty, Cell::Share),
            feature.total_strength.map_or(Cell::Empty, Cell::Share),
            Cell::from(tied),
        ]
    };
    let caption = subject.text(
        "各规则的分类；不一致说明存在分群",
        "The category by each rule; where they disagree, groups of people do",
    );
    Table::new("rules", caption, columns).with_rows(subject.features().iter().map(row))
}
