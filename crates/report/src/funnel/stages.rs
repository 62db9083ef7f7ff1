//! The stages: table, funnel, waterfall, method.

use fourr_chart::{Direction, Funnel, FunnelStep, Shape, Waterfall, WaterfallStep};
use fourr_funnel::Stage;

use super::{
    names,
    subject::{Subject, count, share, share_cell},
};
use crate::{
    Block, Cell, Convention, Format, Formula, Live, Math, Method, Prose, Row, Section, Span, Table,
};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let mut blocks = vec![Block::Method(method(subject)), Block::Table(table(subject))];
    blocks.extend(
        subject
            .summary
            .stages
            .iter()
            .enumerate()
            .skip(1)
            .map(|(place, stage)| Block::Paragraph(sentence(subject, place, stage))),
    );
    blocks.push(funnel(subject));
    blocks.extend(waterfall(subject));
    blocks.extend(values(subject));
    Section::new("stages", subject.text("各阶段转化", "Stages"), blocks)
}

/// The keys of the columns behind the name in `summary.json`.
const KEYS: [&str; 7] = [
    "reached",
    "step_conversion",
    "overall_conversion",
    "drop_off",
    "drop_rate",
    "share_of_loss",
    "open",
];

/// Reached, rates and losses of every stage.
pub(super) fn table(subject: &Subject<'_>) -> Table {
    let mut columns = vec![
        subject.column("阶段", "Stage", Format::Text),
        subject.column(subject.unit(), subject.unit(), Format::Count),
        subject.column("环节转化率", "Step conversion", Format::Share),
        subject.column("总转化率", "Overall conversion", Format::Share),
        subject.column("流失", "Lost", Format::Count),
        subject.column("流失率", "Drop rate", Format::Share),
        subject.column("占总流失", "Share of loss", Format::Share),
    ];
    let open = subject.summary.stages.iter().any(|stage| stage.open > 0);
    if open {
        columns.push(subject.column("窗口未结束", "Window open", Format::Count));
    }
    let rows = subject.summary.stages.iter().map(|stage| {
        let name = if stage.optional {
            format!(
                "{}{}",
                stage.name,
                subject.lang.pick("（可选）", " (optional)")
            )
        } else {
            stage.name.clone()
        };
        let mut row = vec![
            Cell::from(name),
            Cell::Count(stage.reached),
            share_cell(stage.step_conversion),
            share_cell(stage.overall_conversion),
            Cell::Number(stage.drop_off as f64),
            share_cell(stage.drop_rate),
            share_cell(stage.share_of_loss),
        ];
        if open {
            row.push(Cell::Count(stage.open));
        }
        row
    });
    let caption = subject.text(
        "各阶段的到达、转化与流失",
        "Stages: reached, converted, lost",
    );
    let table = Table::new("stages", caption, columns).with_rows(rows);
    live(subject, table).read_from(|row, column| {
        Some(format!(
            "/stages/{row}/{}",
            KEYS.get(column.checked_sub(1)?)?
        ))
    })
}

/// The rates follow from the counts, where every stage compares with the one above it.
fn live(subject: &Subject<'_>, table: Table) -> Table {
    let stages = &subject.summary.stages;
    let mut table = table;
    for (row, stage) in stages.iter().enumerate() {
        let before = stages[..row].iter().rposition(|stage| !stage.optional);
        let Some(before) = before.filter(|before| stages[*before].reached > 0) else {
            continue;
        };
        let above = || Live::cell("stages", Row::At(before), 1);
        table = table
            .live_at(Row::At(row), 2, Live::Here(1) / above())
            .live_at(Row::At(row), 4, above() - Live::Here(1))
            .live_at(Row::At(row), 5, Live::Here(4) / above());
        if stage.overall_conversion.is_some() {
            table = table.live_at(
                Row::At(row),
                3,
                Live::Here(1) / Live::cell("stages", Row::At(0), 1),
            );
        }
    }
    table
}

/// One stage in a sentence.
fn sentence(subject: &Subject<'_>, place: usize, stage: &Stage) -> Prose {
    let before = subject.summary.stages[..place]
        .iter()
        .rfind(|stage| !stage.optional);
    let before = before.map_or("", |stage| stage.name.as_str());
    let lost = stage.drop_off.unsigned_abs();
    let values = [
        Span::plain(&stage.name),
        count(stage.reached),
        Span::plain(before),
        share(stage.step_conversion),
        count(lost),
        share(stage.overall_conversion),
    ];
    match (stage.optional, stage.drop_off < 0) {
        (true, _) => subject.say(
            "可选步骤「{0}」有 {1} 完成，占「{2}」的 {3}；不经过它也可继续。",
            "{1} took the optional step {0}: {3} of those at {2}. A chain may go on without it.",
            &values,
        ),
        (false, true) => subject.say(
            "「{0}」为 {1}，比「{2}」多 {4}：两阶段的统计对象不同，环节转化率 {3} 超过 100%。",
            "{0} has {1}, {4} more than {2}: the stages count different things, and the step conversion is {3}.",
            &values,
        ),
        (false, false) => subject.say(
            "从「{2}」到「{0}」：{1} 到达，环节转化率 {3}，流失 {4}；占首阶段的 {5}。",
            "From {2} to {0}: {1} arrive, a step conversion of {3}; {4} are lost. They are {5} of those at the first stage.",
            &values,
        ),
    }
}

fn funnel(subject: &Subject<'_>) -> Block {
    let stages = subject
        .summary
        .stages
        .iter()
        .filter(|stage| !stage.optional);
    let steps = stages.map(|stage| FunnelStep::new(&stage.name, stage.reached as f64));
    let shape = Shape::Funnel(Funnel {
        value: subject.axis(),
        steps: steps.collect(),
    });
    let reading = subject.say(
        "条宽与数量成正比；条间为环节转化率，总转化率 {0}。",
        "Widths are proportional to counts, rates from step to step between them; overall {0} convert.",
        &[share(subject.summary.overall_conversion)],
    );
    let title = subject.text("转化漏斗", "Conversion funnel");
    let method = subject.text(
        "环节转化率 = 本阶段 ÷ 上一阶段",
        "step conversion: stage over the stage before",
    );
    subject.chart("funnel", title, &method, (shape, reading))
}

/// From the first stage to the last, loss by loss.
fn waterfall(subject: &Subject<'_>) -> Option<Block> {
    let required: Vec<&Stage> = subject
        .summary
        .stages
        .iter()
        .filter(|stage| !stage.optional)
        .collect();
    let ([first, ..], [.., last]) = (required.as_slice(), required.as_slice()) else {
        return None;
    };
    let mut steps = vec![WaterfallStep::total(&first.name, first.reached as f64)];
    steps.extend(required.windows(2).map(|pair| {
        let label = format!("{} → {}", pair[0].name, pair[1].name);
        WaterfallStep::change(label, -(pair[1].drop_off as f64))
    }));
    steps.push(WaterfallStep::total(&last.name, last.reached as f64));
    let mut shape = Waterfall::new(subject.text("环节", "Step"), subject.axis(), steps);
    shape.direction = Direction::Lying;
    let reading = match subject.summary.bottleneck {
        Some(place) => subject.say(
            "首末阶段之间共流失 {0}；转化率最低的环节是「{1}」（{2}）。",
            "{0} are lost between the first stage and the last; the lowest step conversion is that to {1} ({2}).",
            &[
                count(subject.summary.lost.unsigned_abs()),
                Span::plain(&subject.summary.stages[place].name),
                share(subject.summary.stages[place].step_conversion),
            ],
        ),
        None => Prose::default(),
    };
    let title = subject.text("各环节流失", "Losses from step to step");
    let method = subject.text(
        "流失 = 上一阶段 − 本阶段",
        "loss: the stage before less the stage",
    );
    Some(subject.chart("losses", title, &method, (Shape::Waterfall(shape), reading)))
}

/// What is at stake at every stage.
fn values(subject: &Subject<'_>) -> Option<Block> {
    let stages = &subject.summary.stages;
    stages
        .iter()
        .any(|stage| stage.value_reached.is_some())
        .then(|| {
            let columns = vec![
                subject.column("阶段", "Stage", Format::Text),
                subject.column("到达者的金额", "Value of those who reach it", Format::Money),
                subject.column("在此之后流失的金额", "Value lost behind it", Format::Money),
            ];
            let money = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Money);
            let rows = stages.iter().map(|stage| {
                [
                    Cell::from(stage.name.as_str()),
                    money(stage.value_reached),
                    money(stage.value_lost),
                ]
            });
            let caption = subject.text("各阶段的金额", "Value by stage");
            let keys = ["name", "value_reached", "value_lost"];
            let table = Table::new("values", caption, columns).with_rows(rows);
            Block::Table(
                table.read_from(|row, column| Some(format!("/stages/{row}/{}", keys[column]))),
            )
        })
}

fn method(subject: &Subject<'_>) -> Method {
    let symbol = |index: Math| Math::symbol("n").index(index);
    let i = || Math::symbol("i");
    let rate = Math::symbol("c")
        .index(i())
        .equals(symbol(i()) / symbol(i() - 1_u64.into()));
    let overall = Math::symbol("C").equals(symbol(Math::symbol("k")) / symbol(1_u64.into()));
    let meaning = subject.text("到达第 i 阶段的数量", "how many reach stage i");
    let words = match &subject.summary.definition {
        Some(_) => subject.say(
            "每人的事件按时间排列；若存在一条按步骤顺序、落在窗口内的事件链到达某步，则该人到达该阶段。每人只计一次，取其最好的一次，因此各阶段人数不会增加。",
            "Each person's events stand in order of time; a stage is reached when a chain of events in the order of the steps and inside the window leads to it. Each person counts once, at their best, so stages never grow.",
            &[],
        ),
        None => subject.say(
            "各阶段的数量由输入给出，比率由其相除得到。",
            "The counts of the stages are those of the input; rates are their quotients.",
            &[],
        ),
    };
    Method {
        name: subject.text("漏斗转化", "Funnel conversion"),
        words: vec![words],
        formulas: vec![
            Formula::new(rate).meaning(symbol(i()), meaning),
            Formula::new(overall),
        ],
        conventions: conventions(subject),
        sources: vec![
            "ClickHouse documentation, Parametric aggregate functions: windowFunnel".to_owned(),
            "Kaplan, E. L. & Meier, P. (1958). Nonparametric estimation from incomplete observations. JASA 53".to_owned(),
        ],
    }
}

fn conventions(subject: &Subject<'_>) -> Vec<Convention> {
    let Some(definition) = &subject.summary.definition else {
        return Vec::new();
    };
    let lang = subject.lang;
    let mut all = vec![
        (
            subject.text("从哪个事件开始", "Where a chain may start"),
            names::start(definition.start, lang).to_owned(),
        ),
        (
            subject.text("计数单位", "What is counted"),
            names::counting(definition.counting, lang).to_owned(),
        ),
        (
            subject.text("同一时刻的事件", "Events at the same time"),
            subject.text(
                "步骤靠前的在先，与行序无关",
                "that of the earlier step comes first, whatever the order of the rows",
            ),
        ),
    ];
    if let Some(window) = subject.summary.window {
        let window = names::window(window, lang);
        all.push((
            subject.text("窗口", "Window"),
            match lang {
                fourr_locale::Lang::Zh => format!("自首步起 {window}，含边界"),
                fourr_locale::Lang::En => format!("{window} from the first step, inclusive"),
            },
        ));
    }
    if !definition.modes.is_empty() {
        let modes: Vec<&str> = definition
            .modes
            .iter()
            .map(|mode| names::mode(*mode, lang))
            .collect();
        all.push((
            subject.text("附加规则", "Further rules"),
            modes.join(lang.pick("；", "; ")),
        ));
    }
    all.into_iter()
        .map(|(question, in_force)| Convention {
            question,
            in_force: in_force.into(),
        })
        .collect()
}
