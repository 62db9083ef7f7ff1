//! The sections on AIDMA and on Maslow's needs.

use fourr_chart::{Axis, Format as Digits, Funnel, FunnelStep, NeedPyramid, PyramidLevel, Shape};
use fourr_profile::stages::{AidmaFigures, AidmaRule, Hierarchy, Level, Stage};

use super::subject::{Subject, chart, datum};
use crate::{Block, Cell, Convention, Format, Live, Method, Prose, Row, Section, Table};

/// Events without a stage that are listed.
const UNMAPPED: usize = 8;

/// A stage in words.
pub(super) fn stage(subject: &Subject<'_>, stage: Stage) -> String {
    let (zh, en) = match stage {
        Stage::Attention => ("A1 注意", "A1 Attention"),
        Stage::Interest => ("I 兴趣", "I Interest"),
        Stage::Desire => ("D 欲望", "D Desire"),
        Stage::Memory => ("M 记忆", "M Memory"),
        Stage::Action => ("A2 行动", "A2 Action"),
    };
    subject.text(zh, en)
}

/// A need in words.
pub(super) fn need(subject: &Subject<'_>, level: Level) -> String {
    let (zh, en) = match level {
        Level::Physiological => ("1 生理需求", "1 Physiological"),
        Level::Safety => ("2 安全需求", "2 Safety"),
        Level::Belonging => ("3 社交需求", "3 Belonging"),
        Level::Esteem => ("4 尊重需求", "4 Esteem"),
        Level::SelfActualisation => ("5 自我实现", "5 Self-actualisation"),
    };
    subject.text(zh, en)
}

pub(super) fn aidma(subject: &Subject<'_>) -> Option<Section> {
    let found = subject.summary.figures.aidma.as_ref()?;
    let blocks = vec![
        aidma_sentence(subject, found).into(),
        Block::Method(aidma_method(subject, found)),
        funnel(subject, found),
        Block::Table(aidma_table(subject, found)),
        Block::Table(skips(subject, found)),
    ];
    Some(Section::new(
        "aidma",
        subject.text("AIDMA 阶段", "AIDMA stages"),
        blocks,
    ))
}

/// How far people are, in a sentence.
pub(super) fn aidma_sentence(subject: &Subject<'_>, found: &AidmaFigures) -> Prose {
    let reached = |stage: Stage| subject.count(found.stages[stage as usize].reached).into();
    subject.say(
        "{0} 人中，{1} 人有任何证据，{2} 人到达兴趣，{3} 人到达行动；阶段未知 {4} 人；{5} 人跳过了中间阶段（线上常见，不是错误）。",
        "Of {0} people {1} were seen at all, {2} reached interest and {3} action; of {4} nothing is known; {5} skipped stages, which is normal online.",
        &[
            Cell::Count(found.people).into(),
            reached(Stage::Attention),
            reached(Stage::Interest),
            reached(Stage::Action),
            subject.count(found.unknown).into(),
            Cell::Count(found.skipped).into(),
        ],
    )
}

fn aidma_method(subject: &Subject<'_>, found: &AidmaFigures) -> Method {
    Method {
        name: subject.text("阶段归属", "How stages are assigned"),
        words: vec![subject.say(
            "每种行为是某一阶段的证据（--evidence 可改；收藏、加购的归属各教材不同）；两天以上回访计入记忆，下单计入行动。",
            "Each event is evidence of one stage (--evidence changes that; textbooks place favourites and carts differently); coming again on another day counts as memory, an order as action.",
            &[],
        )],
        conventions: evidence_map(subject, found),
        sources: vec!["E. St. Elmo Lewis (1898), AIDA; R. Hall (1924), AIDMA".to_owned()],
        ..Method::default()
    }
}

/// The rule, the window, and which events are evidence of which stage.
fn evidence_map(subject: &Subject<'_>, found: &AidmaFigures) -> Vec<Convention> {
    let map = |stage: Stage| {
        let lines = found
            .map
            .lines()
            .iter()
            .filter(|line| line.stage == Some(stage));
        let events: Vec<String> = lines.map(|line| line.event.clone()).collect();
        let events = if events.is_empty() {
            "–".to_owned()
        } else {
            events.join(subject.lang.pick("、", ", "))
        };
        Convention {
            question: self::stage(subject, stage),
            in_force: events.into(),
        }
    };
    let rule = match found.rule {
        AidmaRule::Highest => subject.text(
            "有证据的最远阶段（允许跳跃）",
            "the furthest stage with evidence",
        ),
        AidmaRule::Contiguous => subject.text(
            "不间断到达的最远阶段",
            "the furthest stage before the first one without evidence",
        ),
    };
    let mut conventions = vec![Convention {
        question: subject.text("归属规则", "Rule"),
        in_force: rule.into(),
    }];
    if let Some(days) = found.days {
        let window = subject.say(
            "分析日期前 {0} 天",
            "{0} days before the analysis date",
            &[Cell::Count(days.into()).into()],
        );
        conventions.push(Convention {
            question: subject.text("证据窗口", "Window"),
            in_force: window,
        });
    }
    conventions.extend(Stage::ALL.map(map));
    if !found.unmapped.is_empty() {
        let events = found
            .unmapped
            .iter()
            .take(UNMAPPED)
            .map(|(event, count)| format!("{event} ({})", subject.lang.count(*count)));
        let events: Vec<String> = events.collect();
        conventions.push(Convention {
            question: subject.text("未映射的行为", "Events without a stage"),
            in_force: events.join(subject.lang.pick("、", ", ")).into(),
        });
    }
    conventions
}

fn funnel(subject: &Subject<'_>, found: &AidmaFigures) -> Block {
    let step = |one: &fourr_profile::stages::StageFigures| {
        FunnelStep::new(
            stage(subject, one.stage),
            datum(one.reached.map(|people| people as f64)),
        )
    };
    let shape = Shape::Funnel(Funnel {
        value: Axis::new(subject.text("人数", "Persons"), Digits::Count),
        steps: found.stages.iter().map(step).collect(),
    });
    let title = subject.text(
        "AIDMA 漏斗：至少到达该阶段的人数",
        "AIDMA: people who reached each stage",
    );
    let skipped = subject.lang.count(found.skipped);
    let source = match subject.lang {
        fourr_locale::Lang::Zh => format!("其中 {skipped} 人跳过了中间阶段"),
        fourr_locale::Lang::En => format!("{skipped} of them skipped stages"),
    };
    let reading = subject.say(
        "条宽是人数，条间是转化率。",
        "Widths are people, rates stand between.",
        &[],
    );
    chart(
        "aidma-funnel",
        [title, subject.population(), source],
        shape,
        reading,
    )
}

fn aidma_table(subject: &Subject<'_>, found: &AidmaFigures) -> Table {
    let columns = vec![
        subject.column("阶段", "Stage", Format::Text),
        subject.column("处于该阶段", "In it", Format::Count),
        subject.column("占比", "Share", Format::Share),
        subject.column("至少到达", "Reached", Format::Count),
        subject.column("上一阶段转化", "Of the one before", Format::Share),
        subject.column("证据条数", "Evidence", Format::Count),
        subject.column("人均消费", "Mean spend", Format::Money),
    ];
    let row = |one: &fourr_profile::stages::StageFigures| {
        [
            Cell::from(stage(subject, one.stage)),
            subject.count(one.people),
            subject.share(one.share),
            subject.count(one.reached),
            one.rate.map_or(Cell::Empty, Cell::Share),
            Cell::Count(one.evidence),
            one.mean_spend.map_or(Cell::Empty, Cell::Money),
        ]
    };
    let mut table = Table::new(
        "aidma-stages",
        subject.text("各阶段的人数与转化", "People by stage"),
        columns,
    );
    for one in &found.stages {
        table.push(row(one));
    }
    let mut unknown = vec![
        Cell::from(subject.text("未知", "Unknown")),
        subject.count(found.unknown),
    ];
    unknown.resize(7, Cell::Empty);
    table.push(unknown);
    let keys = [
        "people",
        "share",
        "reached",
        "rate",
        "evidence",
        "mean_spend",
    ];
    let stages = found.stages.len();
    stage_rates(found, table).read_from(|row, column| {
        let key = keys.get(column.checked_sub(1)?)?;
        match (row < stages, column) {
            (true, _) => Some(format!("/aidma/stages/{row}/{key}")),
            (false, 1) => Some("/aidma/unknown".to_owned()),
            (false, _) => None,
        }
    })
}

/// Shares and rates as they follow from the counts that are shown.
fn stage_rates(found: &AidmaFigures, table: Table) -> Table {
    let everybody = found.people as f64;
    let shown = (0..)
        .zip(&found.stages)
        .filter(|(_, one)| one.share.is_some());
    let table = shown.fold(table, |table, (row, _)| {
        table.live_at(Row::At(row), 2, Live::Here(1) / Live::Number(everybody))
    });
    let known = (1..)
        .zip(&found.stages[1..])
        .filter(|(_, one)| one.rate.is_some());
    known.fold(table, |table, (row, _)| {
        let before = Live::cell("aidma-stages", Row::At(row - 1), 3);
        table.live_at(Row::At(row), 4, Live::Here(3) / before)
    })
}

fn skips(subject: &Subject<'_>, found: &AidmaFigures) -> Table {
    let columns = vec![
        subject.column("跳过的阶段", "Stages skipped", Format::Text),
        subject.column("人数", "Persons", Format::Count),
    ];
    let rows = found.skips.iter().map(|skips| {
        let stages: Vec<String> = skips
            .stages
            .iter()
            .map(|one| stage(subject, *one))
            .collect();
        [
            Cell::from(stages.join(subject.lang.pick("、", ", "))),
            subject.count(skips.people),
        ]
    });
    Table::new(
        "aidma-skips",
        subject.text("跳过阶段的人", "People who skipped stages"),
        columns,
    )
    .with_rows(rows)
}

pub(super) fn maslow(subject: &Subject<'_>) -> Option<Section> {
    let found = subject.summary.figures.maslow.as_ref()?;
    let blocks = vec![
        subject.say(
            "标签取值与所购商品的文字中的词映射到需求层次（--need-words 可改），每个取值、每行购买各计一次；占比最高者为主导层次，并列取较低层次；没有证据的为未知（{0} 人）。这是沟通方向，不是心理测量。",
            "Words in tags and in what was bought speak of needs (--need-words changes them); each value and each line of an order counts once. The level that is spoken of most counts, of equal ones the more basic; of {0} people nothing is said. This is a direction for communication, no measurement of minds.",
            &[subject.count(found.unknown).into()],
        )
        .into(),
        pyramid(subject, found),
        Block::Table(needs(subject, found)),
        Block::Table(evidence(subject, found)),
    ];
    Some(Section::new(
        "maslow",
        subject.text("马斯洛需求层次", "Needs (Maslow)"),
        blocks,
    ))
}

fn pyramid(subject: &Subject<'_>, found: &Hierarchy) -> Block {
    let levels = found
        .levels
        .iter()
        .map(|level| PyramidLevel::new(need(subject, level.level), datum(level.share)));
    let shape = Shape::NeedPyramid(NeedPyramid {
        value: Axis::new(subject.text("占全体", "Share of all"), Digits::Share(1)),
        levels: levels.collect(),
    });
    let title = subject.text("主导需求层次", "The need that is spoken of most");
    let reading = subject.say(
        "底层是生理需求；颜色越深人数越多。",
        "Physiological needs are the base; darker is more people.",
        &[],
    );
    chart(
        "maslow-pyramid",
        [title, subject.population(), String::new()],
        shape,
        reading,
    )
}

fn direction(subject: &Subject<'_>, level: Level) -> String {
    let (zh, en) = match level {
        Level::Physiological => ("价格、实惠、囤货", "price, value, stocking up"),
        Level::Safety => ("正品保障、退换、健康", "guarantees, returns, health"),
        Level::Belonging => (
            "社群、送礼、亲子、拼团",
            "community, gifts, family, buying together",
        ),
        Level::Esteem => ("会员权益、品牌与身份", "membership, brand and standing"),
        Level::SelfActualisation => (
            "学习、定制、公益、创作",
            "learning, custom goods, charity, creation",
        ),
    };
    subject.text(zh, en)
}

fn needs(subject: &Subject<'_>, found: &Hierarchy) -> Table {
    let columns = vec![
        subject.column("层次", "Level", Format::Text),
        subject.column("主导人数", "Persons", Format::Count),
        subject.column("占全体", "Share of all", Format::Share),
        subject.column("平均占比", "Mean share of what is said", Format::Share),
        subject.column("沟通方向", "Speak of", Format::Text),
    ];
    let rows = found.levels.iter().map(|one| {
        [
            Cell::from(need(subject, one.level)),
            subject.count(one.people),
            subject.share(one.share),
            one.mean_share.map_or(Cell::Empty, Cell::Share),
            Cell::from(direction(subject, one.level)),
        ]
    });
    let table = Table::new(
        "maslow-levels",
        subject.text("需求层次与沟通方向", "Needs, and what to speak of"),
        columns,
    )
    .with_rows(rows);
    let shown = (0..)
        .zip(&found.levels)
        .filter(|(_, one)| one.share.is_some());
    let table = shown.fold(table, |table, (row, _)| {
        let share = Live::Here(1) / Live::Number(found.people as f64);
        table.live_at(Row::At(row), 2, share)
    });
    let keys = ["people", "share", "mean_share"];
    table.read_from(|row, column| {
        let key = keys.get(column.checked_sub(1)?)?;
        Some(format!("/maslow/levels/{row}/{key}"))
    })
}

fn evidence(subject: &Subject<'_>, found: &Hierarchy) -> Table {
    let columns = vec![
        subject.column("标签取值或所购商品", "Value or goods", Format::Text),
        subject.column("层次", "Levels", Format::Text),
        subject.column("人数", "Persons", Format::Count),
    ];
    let rows = found.evidence.iter().map(|said| {
        let levels = Level::ALL
            .into_iter()
            .filter(|level| said.weights[*level as usize] > 0.0);
        let levels: Vec<String> = levels.map(|level| need(subject, level)).collect();
        [
            Cell::from(subject.value_of_tag(&said.tag, &said.value)),
            Cell::from(levels.join(subject.lang.pick("、", ", "))),
            subject.count(said.people),
        ]
    });
    Table::new(
        "maslow-evidence",
        subject.text("每个归属的证据", "What the assignments rest on"),
        columns,
    )
    .with_rows(rows)
}
