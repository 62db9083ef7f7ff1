//! The section on the target group: what it has more of than the base.

use fourr_chart::{Axis, Bar, Bars, Direction, Format as Digits, Reference, Shape};
use fourr_profile::statistics::{Affinity, Base, TargetFigures, TgiRow, Verdict};

use super::{
    crosstabs::p_value,
    personas::listed,
    subject::{Subject, chart},
};
use crate::{
    Block, Cell, Column, Convention, Format, Formula, Live, Math, Method, Prose, Section, Span,
    Table,
};

/// Bars of a chart.
const BARS: usize = 24;
/// Values in a sentence.
const NAMED: usize = 3;
/// Rows of a table in the report; all of them are in `summary.json`.
const ROWS: usize = 60;

/// A group against the base: its figures, and how a report speaks of it.
struct Compared<'a> {
    figures: &'a TargetFigures,
    name: String,
    /// Of the section, the chart and the table.
    ids: [&'static str; 3],
    /// Where the figures stand in `summary.json`.
    pointer: &'static str,
}

/// The target group against the base.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let figures = subject.summary.figures.target.as_ref()?;
    let target = Compared {
        figures,
        name: subject.target(),
        ids: ["target", "tgi", "tgi-table"],
        pointer: "/target",
    };
    let title = if figures.named.is_empty() {
        reshaped_title(subject)
    } else {
        subject.text("目标人群偏好（TGI）", "What the target group prefers (TGI)")
    };
    let mut blocks = vec![lead(subject, &target).into()];
    if figures.named.is_empty() {
        blocks.push(reshaped(subject, &target).into());
    }
    blocks.push(Block::Method(method(subject, figures)));
    blocks.extend(evidence(subject, &target));
    blocks.extend(alike(subject));
    Some(Section::new(target.ids[0], title, blocks))
}

/// Those who bought against the base, where the target group is another.
pub(super) fn buyers(subject: &Subject<'_>) -> Option<Section> {
    let buyers = Compared {
        figures: subject.summary.figures.buyers.as_ref()?,
        name: subject.text("购买者", "Buyers"),
        ids: ["buyers", "buyers-tgi", "buyers-tgi-table"],
        pointer: "/buyers",
    };
    let mut blocks = vec![lead(subject, &buyers).into()];
    blocks.push(reshaped(subject, &buyers).into());
    blocks.extend(evidence(subject, &buyers));
    Some(Section::new(buyers.ids[0], reshaped_title(subject), blocks))
}

fn reshaped_title(subject: &Subject<'_>) -> String {
    subject.text(
        "画像重塑：购买者与全体",
        "The profile re-shaped: buyers against all",
    )
}

/// The chart and the table; nothing where no value is held by enough people.
fn evidence(subject: &Subject<'_>, of: &Compared<'_>) -> Vec<Block> {
    if ranked(of.figures).is_empty() {
        let words = subject.text(
            "没有取值的人数足以比较。",
            "No value is held by enough people to be compared.",
        );
        return vec![Block::Paragraph(words.into())];
    }
    vec![bars(subject, of), Block::Table(table(subject, of))]
}

/// Who buyers are once everybody else is left out, in sentences.
fn reshaped(subject: &Subject<'_>, of: &Compared<'_>) -> Prose {
    let rows = ranked(of.figures);
    let most = |verdict: Verdict| {
        let wanted = rows.iter().filter(|(_, one)| one.verdict == verdict);
        let named = wanted.map(|(row, one)| (subject.value_of_tag(&row.tag, &row.value), *one));
        named.take(NAMED).collect::<Vec<_>>()
    };
    let parts = [
        (
            Verdict::Preferred,
            "真正购买的人更多是：",
            "Those who buy are more often: ",
        ),
        (Verdict::Avoided, "更少是：", "Less often: "),
    ];
    let mut spans = Vec::new();
    for (verdict, zh, en) in parts {
        let found = most(verdict);
        if !found.is_empty() {
            spans.push(Span::plain(subject.text(zh, en)));
            spans.extend(listed(subject, found));
            spans.push(Span::plain(subject.lang.pick("。", ". ")));
        }
    }
    if spans.is_empty() {
        spans.push(Span::plain(subject.text(
            "按购买以外的标签，购买者与全体没有显著区别，画像不需重塑。",
            "By the tags that do not rest on orders, buyers are like everybody: nothing is to be re-shaped.",
        )));
    }
    Prose::of(spans)
}

fn lead(subject: &Subject<'_>, of: &Compared<'_>) -> Prose {
    let groups = of.figures.groups;
    subject.say(
        "「{0}」{1} 人，占全体 {2} 人的 {3}；以下与{4}比较。",
        "{0}: {1} people, {3} of all {2}; they are set against {4}.",
        &[
            Cell::from(of.name.as_str()).into(),
            Cell::Count(groups.target).into(),
            Cell::Count(groups.base).into(),
            Cell::Share(groups.target as f64 / groups.base as f64).into(),
            Span::plain(compared_with(subject, of.figures.compared_with)),
        ],
    )
}

fn compared_with(subject: &Subject<'_>, base: Base) -> String {
    match base {
        Base::All => subject.text(
            "全体（含目标人群）",
            "everybody, the target group among them",
        ),
        Base::Rest => subject.text("其他人", "everybody else"),
    }
}

fn method(subject: &Subject<'_>, target: &TargetFigures) -> Method {
    let [tgi, own, base] = ["TGI", "p₁", "p₀"].map(Math::symbol);
    let formula = tgi.equals(own.clone() / base.clone() * Math::value(100.0, Format::Count));
    let rule = &target.rule;
    let pointed = subject.say(
        "TGI ≥ {0} 或 ≤ {1}，且 q < {2}，且目标人群按基准应有至少 {3} 人时才标记",
        "Only an index of at least {0} or at most {1} with q < {2}, where at least {3} people were to be expected, is pointed at",
        &[
            Cell::Number(rule.indices[0]).into(),
            Cell::Number(rule.indices[1]).into(),
            Cell::Number(rule.false_discoveries).into(),
            Cell::Number(rule.expected_people).into(),
        ],
    );
    Method {
        name: subject.text("目标群体指数（TGI）", "Target Group Index"),
        words: vec![subject.say(
            "100 为平均，大于 100 偏好，小于 100 偏弱。检验是目标人群与其他人两个比例的合并 z 检验，多重比较按 Benjamini–Hochberg 控制错误发现率；区间是风险比的 Katz 区间换算到所用基准。",
            "100 is average. The test is the pooled one of two shares, target group against everybody else, with rates of false discoveries by Benjamini and Hochberg; the interval is Katz's of a ratio, carried over to the base in force.",
            &[],
        )],
        formulas: vec![
            Formula::new(formula)
                .meaning(own, subject.text("目标人群中有该特征的比例", "share of the target group with the feature"))
                .meaning(base, subject.text("基准人群中有该特征的比例", "share of the base with it")),
        ],
        conventions: vec![
            Convention {
                question: subject.text("基准", "Base"),
                in_force: compared_with(subject, target.compared_with).into(),
            },
            Convention { question: subject.text("标记规则", "What is pointed at"), in_force: pointed },
        ],
        sources: vec![
            "Katz et al. (1978), Biometrics 34".to_owned(),
            "Benjamini & Hochberg (1995), J. Royal Statistical Society B 57".to_owned(),
        ],
    }
}

/// The rows worth showing, the surest first: enough of the target group have them.
fn ranked(target: &TargetFigures) -> Vec<(&TgiRow, &Affinity)> {
    let known = target
        .tgi
        .iter()
        .filter_map(|row| Some((row, row.affinity.as_ref()?)));
    let mut rows: Vec<(&TgiRow, &Affinity)> = known
        .filter(|(_, one)| one.tgi.is_some() && one.is_ranked(&target.rule))
        .collect();
    rows.sort_by(|a, b| {
        b.1.z
            .unwrap_or(0.0)
            .abs()
            .total_cmp(&a.1.z.unwrap_or(0.0).abs())
    });
    rows
}

fn mark(verdict: Verdict) -> Option<String> {
    match verdict {
        Verdict::Preferred => Some("▲".to_owned()),
        Verdict::Avoided => Some("▼".to_owned()),
        Verdict::Average => None,
    }
}

fn bars(subject: &Subject<'_>, of: &Compared<'_>) -> Block {
    let target = of.figures;
    let mut rows = ranked(target);
    rows.truncate(BARS);
    rows.sort_by(|a, b| b.1.tgi.unwrap_or(0.0).total_cmp(&a.1.tgi.unwrap_or(0.0)));
    let bar = |(row, one): &(&TgiRow, &Affinity)| Bar {
        label: subject.value_of_tag(&row.tag, &row.value),
        value: one.tgi.into(),
        note: mark(one.verdict),
    };
    let axis = Axis::new("TGI", Digits::Fixed(1));
    let shape = Shape::Bars(Bars {
        direction: Direction::Lying,
        baseline: 100.0,
        references: vec![Reference::new(
            100.0,
            subject.text("平均 100", "average 100"),
        )],
        ..Bars::new(
            subject.text("特征", "Feature"),
            axis,
            rows.iter().map(bar).collect(),
        )
    });
    let title = match subject.lang {
        fourr_locale::Lang::Zh => format!("「{}」的 TGI", of.name),
        fourr_locale::Lang::En => format!("Target Group Index of {}", of.name),
    };
    let subtitle = match subject.lang {
        fourr_locale::Lang::Zh => format!(
            "{} 人，基准：{}",
            subject.lang.count(target.groups.target),
            compared_with(subject, target.compared_with)
        ),
        fourr_locale::Lang::En => format!(
            "{} people against {}",
            subject.lang.count(target.groups.target),
            compared_with(subject, target.compared_with)
        ),
    };
    let source = subject.text(
        "▲▼：q < 0.05 且样本足够；只列目标人群中占比不低于 1% 的取值",
        "▲▼: q < 0.05 and enough people; values that at least 1 % of the target group have",
    );
    let reading = subject.say(
        "条从 100 起：向右是偏好，向左是偏弱。",
        "Bars start at 100: to the right is more than average, to the left less.",
        &[],
    );
    chart(of.ids[1], [title, subtitle, source], shape, reading)
}

/// The columns of the table.
fn columns(subject: &Subject<'_>) -> Vec<Column> {
    vec![
        subject.column("标签", "Tag", Format::Text),
        subject.column("取值", "Value", Format::Text),
        subject.column("人数", "People", Format::Count),
        subject.column("占本群", "Share of group", Format::Share),
        subject.column("基准占比", "Share of all", Format::Share),
        subject.column("TGI", "TGI", Format::Number(1)),
        subject.column("95% 下限", "95 % low", Format::Number(1)),
        subject.column("95% 上限", "95 % high", Format::Number(1)),
        subject.column("q", "q", Format::Text),
        subject.column("人群浓度", "Share of feature", Format::Share),
        subject.column("判断", "Verdict", Format::Text),
    ]
}

/// A line of the table.
fn row(subject: &Subject<'_>, row: &TgiRow, one: &Affinity) -> [Cell; 11] {
    let verdict = match one.verdict {
        Verdict::Preferred => subject.text("偏好", "preferred"),
        Verdict::Avoided => subject.text("偏弱", "avoided"),
        Verdict::Average if one.small_sample => subject.text("小样本", "small sample"),
        Verdict::Average => String::new(),
    };
    [
        Cell::from(subject.tag_name(&row.tag)),
        Cell::from(subject.value_name(&row.tag, &row.value)),
        Cell::Count(one.target),
        one.share_of_target.map_or(Cell::Empty, Cell::Share),
        one.share_of_base.map_or(Cell::Empty, Cell::Share),
        one.tgi.into(),
        one.interval.map(|[low, _]| low).into(),
        one.interval.map(|[_, high]| high).into(),
        Cell::from(p_value(one.q_value)),
        one.share_of_feature.map_or(Cell::Empty, Cell::Share),
        Cell::from(verdict),
    ]
}

fn table(subject: &Subject<'_>, of: &Compared<'_>) -> Table {
    let target = of.figures;
    let caption = match subject.lang {
        fourr_locale::Lang::Zh => format!("「{}」与基准的比较，差异最确定的在前", of.name),
        fourr_locale::Lang::En => {
            format!("{} against the base, the surest differences first", of.name)
        }
    };
    let mut ranked = ranked(target);
    ranked.truncate(ROWS);
    let places: Vec<Option<(usize, bool)>> = ranked
        .iter()
        .map(|(row, one)| {
            let place = target.tgi.iter().position(|own| std::ptr::eq(own, *row))?;
            Some((place, one.interval.is_some()))
        })
        .collect();
    let rows: Vec<[Cell; 11]> = ranked
        .into_iter()
        .map(|(tgi, one)| row(subject, tgi, one))
        .collect();
    let people = target.groups.target as f64;
    let table = Table::new(of.ids[2], caption, columns(subject))
        .with_rows(rows)
        .live(3, |_| Live::Here(2) / Live::Number(people));
    let table = match target.compared_with {
        Base::All => table.live(5, |_| Live::Here(3) / Live::Here(4) * Live::Number(100.0)),
        Base::Rest => table,
    };
    let keys = [
        "target",
        "share_of_target",
        "share_of_base",
        "tgi",
        "interval/0",
        "interval/1",
    ];
    let pointer = of.pointer;
    table.read_from(|row, column| {
        let (place, has_interval) = places[row]?;
        let key = match column {
            6 | 7 if !has_interval => return None,
            9 => "share_of_feature",
            column => *keys.get(column.checked_sub(2)?)?,
        };
        Some(format!("{pointer}/tgi/{place}/{key}"))
    })
}

fn alike(subject: &Subject<'_>) -> Option<Block> {
    let found = subject.summary.figures.look_alike.as_ref()?;
    let ranking = &found.ranking;
    Some(Block::from(subject.say(
        "相似人群：按其余标签的朴素贝叶斯得分，对目标人群以外的 {0} 人排序（look_alike.csv）；留出五分之一种子（{1} 人）检验，AUC 为 {2}。",
        "Look-alikes: the {0} people outside the target group are ranked by the other tags (naive Bayes, look_alike.csv); against the fifth of the seed that was held back ({1} people) the AUC is {2}.",
        &[
            Cell::Count(ranking.base - ranking.seed).into(),
            Cell::Count(ranking.held_back).into(),
            Span::value(ranking.auc, Format::Number(3)),
        ],
    )))
}

/// What the target group prefers most, in a sentence.
pub(super) fn sentence(subject: &Subject<'_>) -> Option<Prose> {
    let target = subject.summary.figures.target.as_ref()?;
    let mut rows = ranked(target);
    rows.retain(|(_, one)| one.verdict == Verdict::Preferred);
    let (row, one) = rows.first()?;
    Some(subject.say(
        "与{0}相比，「{1}」最突出的是「{2}」：占 {3}，TGI {4}；共有 {5} 个取值显著偏好。",
        "Against {0}, {1} stand out most by {2}: {3} of them, an index of {4}; {5} values are preferred beyond doubt.",
        &[
            Span::plain(compared_with(subject, target.compared_with)),
            Cell::from(subject.target()).into(),
            Cell::from(subject.value_of_tag(&row.tag, &row.value)).into(),
            one.share_of_target.map_or(Cell::Empty, Cell::Share).into(),
            Span::value(one.tgi, Format::Number(1)),
            Cell::Count(rows.len() as u64).into(),
        ],
    ))
}
