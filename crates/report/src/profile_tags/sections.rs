//! The sections of a report that speak of the tags.

use fourr_chart::{Axis, Bar, Bars, Caption, Chart, Format as Digits, Shape};
use fourr_locale::Lang;
use fourr_profile::{DimensionFigures, InputLedger, Overlap, TagFigures, TagSummary};

use super::{column, lint_table, tag_table, value_table};
use crate::{
    Block, Cell, ChartBlock, Convention, Format, Formula, Live, Math, Method, Prose, Row, Section,
    Span, Table,
};

/// Bars of a chart.
const BARS: usize = 40;
/// Lift from which it is worth telling that two values go together.
const TELLING: f64 = 1.1;
/// Rows of the tables of overlaps.
const PAIRS: usize = 15;

/// What was read, the tags, what goes together, and what the linter found.
pub fn sections(summary: &TagSummary, lang: Lang) -> Vec<Section> {
    let mut tags = vec![
        Block::Table(dimension_table(summary, lang)),
        coverage(summary, lang),
        Block::Table(tag_table(summary, lang)),
        Block::Table(value_table(summary, lang)),
    ];
    tags.extend(overlaps(summary, lang));
    tags.push(Block::Method(method(summary, lang)));
    let mut sections = vec![
        Section::new(
            "profile-data",
            lang.pick("数据", "Data"),
            vec![Block::Table(rows(summary, lang))],
        ),
        Section::new("tags", lang.pick("标签体系", "The tag system"), tags),
    ];
    if !summary.lint.0.is_empty() {
        let blocks = vec![Block::Table(lint_table(&summary.lint, lang))];
        sections.push(Section::new(
            "lint",
            lang.pick("标签体系检查", "The tag system, checked"),
            blocks,
        ));
    }
    sections
}

fn rows(summary: &TagSummary, lang: Lang) -> Table {
    let columns = vec![
        column(lang, "表", "Table", Format::Text),
        column(lang, "读入", "Read", Format::Count),
        column(lang, "采用", "Used", Format::Count),
        column(lang, "缺编号", "No id", Format::Count),
        column(lang, "人员重复", "Repeated person", Format::Count),
        column(lang, "不在人员表", "Unknown person", Format::Count),
        column(lang, "缺时间", "No time", Format::Count),
        column(lang, "晚于截止日", "After the date", Format::Count),
        column(lang, "未同意", "No consent", Format::Count),
    ];
    let row = |ledger: &InputLedger| {
        let rows = &ledger.rows;
        let mut cells = vec![
            Cell::from(table_name(ledger, lang)),
            Cell::Count(rows.read),
            Cell::Count(rows.used),
        ];
        cells.extend(rows.reasons().map(|(_, rows)| Cell::Count(rows)));
        cells
    };
    let caption = lang.pick("数据行的去向", "What became of the rows");
    Table::new("profile-rows", caption, columns).with_rows(summary.inputs.iter().map(row))
}

fn table_name(ledger: &InputLedger, lang: Lang) -> &'static str {
    match ledger.kind {
        fourr_profile::SourceKind::Persons => lang.pick("人员", "persons"),
        fourr_profile::SourceKind::Orders => lang.pick("订单", "orders"),
        fourr_profile::SourceKind::Events => lang.pick("事件", "events"),
    }
}

fn dimension_table(summary: &TagSummary, lang: Lang) -> Table {
    let columns = vec![
        column(lang, "维度", "Dimension", Format::Text),
        column(lang, "标签数", "Tags", Format::Count),
        column(lang, "覆盖人数", "Persons covered", Format::Count),
        column(lang, "覆盖率", "Coverage", Format::Share),
    ];
    let row = |of: &DimensionFigures| {
        [
            Cell::from(of.name.as_str()),
            Cell::Count(of.tags.len() as u64),
            if of.withheld {
                Cell::Empty
            } else {
                Cell::Count(of.covered)
            },
            if of.withheld {
                Cell::Empty
            } else {
                Cell::Share(of.coverage)
            },
        ]
    };
    let keys = [None, None, Some("covered"), Some("coverage")];
    let table = Table::new(
        "dimensions",
        lang.pick("各维度的覆盖率", "Coverage by dimension"),
        columns,
    )
    .with_rows(summary.dimensions.iter().map(row));
    let shown = (0..)
        .zip(&summary.dimensions)
        .filter(|(_, of)| !of.withheld);
    let table = shown.fold(table, |table, (row, _)| {
        let coverage = Live::Here(2) / Live::Number(summary.persons as f64);
        table.live_at(Row::At(row), 3, coverage)
    });
    table.read_from(move |row, column| keys[column].map(|key| format!("/dimensions/{row}/{key}")))
}

/// Coverage of every tag as bars, the largest first.
fn coverage(summary: &TagSummary, lang: Lang) -> Block {
    let mut tags: Vec<&TagFigures> = summary.tags.iter().filter(|tag| !tag.withheld).collect();
    tags.sort_by_key(|tag| std::cmp::Reverse(tag.covered));
    tags.truncate(BARS);
    let bars = tags
        .iter()
        .map(|tag| Bar::new(tag.meta.name.clone(), tag.coverage))
        .collect();
    let axis = Axis::new(lang.pick("覆盖率", "Coverage"), Digits::Share(0))
        .unit("%")
        .reaching(0.0, 1.0);
    let shape = Shape::Bars(Bars::new(lang.pick("标签", "Tag"), axis, bars));
    let persons = lang.count(summary.persons);
    let (population, source) = match lang {
        Lang::Zh => (
            format!("全部 {persons} 人"),
            "方法：有任一取值的人数 ÷ 全部人数",
        ),
        Lang::En => (
            format!("all {persons} persons"),
            "Method: persons with any value over all persons",
        ),
    };
    let caption = Caption::new(lang.pick("各标签的覆盖率", "Coverage of the tags"))
        .subtitle(population)
        .source(source);
    let values = [tags.first(), tags.last()].map(|tag| {
        tag.map_or((Cell::Empty, Cell::Empty), |tag| {
            (
                Cell::from(tag.meta.name.as_str()),
                Cell::Share(tag.coverage),
            )
        })
    });
    let [(widest, most), (narrowest, least)] = values;
    let template = lang.pick(
        "覆盖最广的是{0}（{1}），最窄的是{2}（{3}）。",
        "The widest coverage is that of {0} ({1}), the narrowest that of {2} ({3}).",
    );
    let reading = Prose::fill(
        template,
        &[widest.into(), most.into(), narrowest.into(), least.into()],
    );
    let chart = Chart { caption, shape };
    ChartBlock {
        id: "tag-coverage".into(),
        chart,
        reading,
        live: Vec::new(),
    }
    .into()
}

fn overlaps(summary: &TagSummary, lang: Lang) -> Option<Block> {
    // What nearly everybody has goes with everything.
    let pairs = summary.overlaps.0.iter().flatten();
    let telling: Vec<&Overlap> = pairs.filter(|pair| pair.lift >= TELLING).collect();
    if telling.is_empty() {
        return None;
    }
    let columns = vec![
        column(lang, "标签 A", "Tag A", Format::Text),
        column(lang, "标签 B", "Tag B", Format::Text),
        column(lang, "两者都有", "Both", Format::Count),
        column(lang, "Jaccard", "Jaccard", Format::Number(3)),
        column(lang, "P(B|A)", "P(B|A)", Format::Share),
        column(lang, "P(A|B)", "P(A|B)", Format::Share),
        column(lang, "提升度", "Lift", Format::Number(2)),
    ];
    let spot = |(tag, value): &(String, String)| {
        let found = summary.tags.iter().find(|own| own.meta.code == *tag);
        let value = found.and_then(|own| {
            let named = own.values.iter().find(|own| own.code == *value)?;
            Some((own.meta.name.as_str(), named.name.as_str()))
        });
        value.map_or(Cell::Empty, |(tag, value)| {
            Cell::from(format!("{tag}{}{value}", lang.pick("：", ": ")))
        })
    };
    let row = |pair: &&Overlap| {
        [
            spot(&pair.a),
            spot(&pair.b),
            Cell::Count(pair.both),
            Cell::Number(pair.jaccard),
            Cell::Share(pair.b_given_a),
            Cell::Share(pair.a_given_b),
            Cell::Number(pair.lift),
        ]
    };
    let caption = lang.pick("重叠最多的取值", "Values with the most people in common");
    Some(Block::Table(
        Table::new("overlaps", caption, columns).with_rows(telling.iter().take(PAIRS).map(row)),
    ))
}

fn method(summary: &TagSummary, lang: Lang) -> Method {
    let persons = |name: &str| Math::symbol(name);
    let coverage = Math::words(lang.pick("覆盖率", "coverage")).equals(persons("n") / persons("N"));
    let meaning = lang.pick(
        "该标签有任一取值的人数",
        "persons with any value of the tag",
    );
    let everybody = lang.pick("全部人数", "all persons");
    let formula = Formula::new(coverage)
        .meaning(persons("n"), meaning)
        .meaning(persons("N"), everybody);
    let words = lang.pick(
        "规则按三值逻辑判断：比较的一方缺失时结果为未知，只有为真才命中。互斥标签每人至多一个取值：优先级数字小者优先，其次按文件中的先后。冲突是解决之前命中两条以上规则的人，空白是没有命中任何规则的人。",
        "Rules follow three-valued logic: a comparison with something missing is unknown, and a rule fires only when it is true. Of an exclusive tag a person has at most one value: the lowest priority number wins, then the order of the file. Conflicts are persons whom two rules or more fit before that, gaps those whom none fits.",
    );
    let as_of = summary
        .as_of
        .map_or(Span::plain("–"), |date| Cell::Date(date).into());
    let source = match &summary.tag_file {
        Some(file) => format!("{} {}", file.name, file.version).trim().to_owned(),
        None => lang
            .pick(
                "由数据列自动生成（tags.toml）",
                "derived from the columns (tags.toml)",
            )
            .to_owned(),
    };
    Method {
        name: lang.pick("打标签", "Tagging").to_owned(),
        words: vec![Prose::fill(words, &[])],
        formulas: vec![formula],
        conventions: vec![
            Convention {
                question: lang.pick("标签文件", "Tag file").to_owned(),
                in_force: Prose::fill("{0}", &[Span::plain(source)]),
            },
            Convention {
                question: lang
                    .pick("时间窗截止日", "Date that windows are counted back from")
                    .to_owned(),
                in_force: Prose::of([as_of]),
            },
        ],
        sources: Vec::new(),
    }
}
