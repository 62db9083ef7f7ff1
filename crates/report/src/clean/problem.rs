//! What is wrong, as sentences and as a table; and why a step is proposed.

use fourr_clean::diagnosis::{Counted, Diagnosis, Finding, Problem, Proposal};
use fourr_locale::Lang;

use super::{
    names,
    voice::{Voice, count, number, plain, share},
};
use crate::{Block, Cell, Format, Prose, Section, Span, Table};

/// Words that a sentence lists.
const LISTED: usize = 4;

pub(super) fn section(voice: &Voice, result: &Diagnosis) -> Section {
    let mut blocks = vec![
        voice.paragraph(
            "下表按处理的先后排列：文本整理、缺失、类型、重复、规则、异常值、填补。标为「启用」的步骤不会丢失信息，可直接执行；其余写在配方中并注释掉，由人决定。",
            "The table has the order in which steps have to be taken: text, missing values, types, duplicates, rules, outliers, filling. Steps marked as active lose nothing and can be taken at once; the others stand in the recipe as comments, for a person to decide.",
            &[],
        ),
        Block::Table(table(voice, result)),
        Block::Table(explained(voice, result)),
    ];
    if result
        .findings
        .iter()
        .any(|finding| !finding.examples.is_empty())
    {
        blocks.push(Block::Table(examples(voice, result)));
    }
    Section::new(
        "findings",
        voice.text("发现的问题", "What was found"),
        blocks,
    )
}

/// The findings, as a terminal shows them.
pub(super) fn short(voice: &Voice, result: &Diagnosis) -> Table {
    let columns = vec![
        voice.column("问题", "Problem", Format::Text),
        voice.column("列", "Columns", Format::Text),
        voice.column("数量", "Count", Format::Count),
        voice.column("占比", "Share", Format::Share),
    ];
    let rows = result.findings.iter().map(|finding| {
        [
            Cell::from(names::problem(&finding.problem, voice.lang)),
            Cell::from(columns_of(voice, finding)),
            Cell::Count(finding.count),
            Cell::Share(finding.share),
        ]
    });
    let caption = voice.text("发现的问题", "What was found");
    Table::new("findings", caption, columns).with_rows(rows)
}

fn table(voice: &Voice, result: &Diagnosis) -> Table {
    let columns = vec![
        voice.column("问题", "Problem", Format::Text),
        voice.column("列", "Columns", Format::Text),
        voice.column("数量", "Count", Format::Count),
        voice.column("占比", "Share", Format::Share),
        voice.column("建议", "Proposed step", Format::Text),
        voice.column("状态", "State", Format::Text),
    ];
    let rows = result.findings.iter().map(|finding| {
        let (step, state) = match &finding.proposal {
            Some(proposal) => (
                names::verb(proposal.step.action.verb(), voice.lang),
                state(voice, proposal),
            ),
            None => (voice.lang.pick("人工核对", "Look at it"), "–"),
        };
        [
            Cell::from(names::problem(&finding.problem, voice.lang)),
            Cell::from(columns_of(voice, finding)),
            Cell::Count(finding.count),
            Cell::Share(finding.share),
            Cell::from(step),
            Cell::from(state),
        ]
    });
    let caption = voice.text("发现的问题与建议", "Findings and proposed steps");
    Table::new("findings", caption, columns).with_rows(rows)
}

/// The findings in sentences, each with the reason for its step.
fn explained(voice: &Voice, result: &Diagnosis) -> Table {
    let columns = vec![
        voice.column("发现", "Finding", Format::Text),
        voice.column("建议的理由", "Why this step", Format::Text),
    ];
    let rows = result.findings.iter().map(|finding| {
        let why = finding.proposal.as_ref();
        [
            Cell::from(sentence(voice, finding).text(voice.lang)),
            Cell::from(why.map(|proposal| reason(voice, finding, proposal))),
        ]
    });
    let caption = voice.text("发现的问题与理由", "What was found, and why the steps");
    Table::new("explained", caption, columns).with_rows(rows)
}

fn state(voice: &Voice, proposal: &Proposal) -> &'static str {
    if proposal.active {
        voice.lang.pick("启用", "active")
    } else {
        voice.lang.pick("待定", "for you to decide")
    }
}

fn examples(voice: &Voice, result: &Diagnosis) -> Table {
    let columns = vec![
        voice.column("问题", "Problem", Format::Text),
        voice.column("列", "Column", Format::Text),
        voice.column("行", "Row", Format::Count),
        voice.column("现值", "Value", Format::Text),
        voice.column("建议值", "Proposed", Format::Text),
    ];
    let rows = result.findings.iter().flat_map(|finding| {
        finding.examples.iter().map(|example| {
            [
                Cell::from(names::problem(&finding.problem, voice.lang)),
                Cell::from(columns_of(voice, finding)),
                Cell::Count(example.row),
                written(voice, &example.value),
                example
                    .better
                    .as_ref()
                    .map_or(Cell::Empty, |better| written(voice, better)),
            ]
        })
    });
    let caption = voice.text(
        "问题举例（个人信息已脱敏）",
        "Examples, personal data masked",
    );
    Table::new("examples", caption, columns).with_rows(rows)
}

/// A value of the data; nothing is said in words.
pub(super) fn written(voice: &Voice, value: &str) -> Cell {
    if value.is_empty() {
        Cell::from(voice.lang.pick("（空）", "(nothing)"))
    } else {
        Cell::from(value)
    }
}

fn columns_of(voice: &Voice, finding: &Finding) -> String {
    match &finding.columns[..] {
        [] => voice.text("整行", "whole rows"),
        names if names.len() > LISTED => match voice.lang {
            Lang::Zh => format!("{} 等 {} 列", voice.list(&names[..LISTED]), names.len()),
            Lang::En => format!(
                "{} and {} more",
                voice.list(&names[..LISTED]),
                names.len() - LISTED
            ),
        },
        names => voice.list(names),
    }
}

/// What is wrong, in a sentence.
pub(super) fn sentence(voice: &Voice, finding: &Finding) -> Prose {
    let columns = Span::plain(columns_of(voice, finding));
    let (cells, part) = (count(finding.count), share(finding.share));
    let (zh, en, detail) = words(voice, &finding.problem);
    let mut values = vec![columns, cells, part];
    values.extend(detail);
    voice.say(zh, en, &values)
}

/// The template of a sentence, `{0}` the columns, `{1}` the count, `{2}` the share, and what else it needs.
fn words(voice: &Voice, problem: &Problem) -> (&'static str, &'static str, Vec<Span>) {
    match problem {
        Problem::Tokens { .. }
        | Problem::Disguised { .. }
        | Problem::Sentinels { .. }
        | Problem::Missing
        | Problem::Untidy => of_absence(voice, problem),
        Problem::Duplicates
        | Problem::KeyDuplicates
        | Problem::NearDuplicates { .. }
        | Problem::BrokenDependency { .. }
        | Problem::Disagreement { .. }
        | Problem::Misplaced => of_rows(problem),
        _ => of_values(voice, problem),
    }
}

fn of_absence(voice: &Voice, problem: &Problem) -> (&'static str, &'static str, Vec<Span>) {
    match problem {
        Problem::Tokens { tokens } => (
            "{0}：{1} 个单元格（{2}）用文字表示缺失（{3}）。",
            "{0}: {1} cells ({2}) hold a word for a missing value ({3}).",
            vec![listed(voice, tokens)],
        ),
        Problem::Disguised { tokens } => (
            "{0}：{1} 个单元格（{2}）的值（{3}）在多列、且在数值中出现，疑似表示缺失。",
            "{0}: {1} cells ({2}) hold words ({3}) that occur in several columns, and among numbers: they seem to stand for a missing value.",
            vec![listed(voice, tokens)],
        ),
        Problem::Sentinels { values } => (
            "{0}：{1} 个单元格（{2}）的值（{3}）远离其他值，疑似用来表示缺失；是否如此需要声明。",
            "{0}: {1} cells ({2}) have values ({3}) far from all others that may stand for a missing one; whether they do has to be declared.",
            vec![listed(voice, values)],
        ),
        Problem::Untidy => (
            "{0}：{1} 个单元格（{2}）有首尾或多余的空格、全角字符。",
            "{0}: {1} cells ({2}) have white space at an end, runs of it, or full-width characters.",
            Vec::new(),
        ),
        _ => (
            "{0}：{1} 个单元格（{2}）没有值。",
            "{0}: {1} cells ({2}) have no value.",
            Vec::new(),
        ),
    }
}

fn of_rows(problem: &Problem) -> (&'static str, &'static str, Vec<Span>) {
    match problem {
        Problem::Duplicates => (
            "{1} 行（{2}）与前面的某一行完全相同。",
            "{1} rows ({2}) equal an earlier one in every column.",
            Vec::new(),
        ),
        Problem::KeyDuplicates => (
            "{0} 看来是主键，但有 {1} 行（{2}）重复而内容不同。",
            "{0} looks like a key, but {1} rows ({2}) repeat it with other contents.",
            Vec::new(),
        ),
        Problem::NearDuplicates { threshold } => (
            "{0}：{1} 行（{2}）与另一行几乎相同（相似度不低于 {3}）。",
            "{0}: {1} rows ({2}) nearly agree with another one (similarity of {3} or more).",
            vec![number(*threshold)],
        ),
        Problem::BrokenDependency { determinant, holds } => (
            "{3} 几乎决定 {0}（{4} 的行成立），有 {1} 个单元格（{2}）例外。",
            "{3} nearly determines {0} (for {4} of the rows), and {1} cells ({2}) deviate.",
            vec![plain(determinant.join(" + ")), share(*holds)],
        ),
        Problem::Disagreement { thing, source } => (
            "多个 {4} 对同一 {3} 给出不同的 {0}：{1} 个单元格（{2}）与多数不符或空缺。",
            "Several values of {4} report different {0} of one {3}: {1} cells ({2}) differ from the majority or are empty.",
            vec![plain(thing), plain(source)],
        ),
        _ => (
            "{0}：{1} 个单元格（{2}）含有另一列的内容，或内容写在了另一列。",
            "{0}: {1} cells ({2}) hold the value of another column, or have theirs in another column.",
            Vec::new(),
        ),
    }
}

fn of_values(voice: &Voice, problem: &Problem) -> (&'static str, &'static str, Vec<Span>) {
    match problem {
        Problem::Units { forms, one_unit } => (
            if *one_unit {
                "{0}：{1} 个单元格（{2}）的数字带有单位或符号，写法不一（{3}），数量级相同。"
            } else {
                "{0}：{1} 个单元格（{2}）的数字带有单位或符号，写法不一（{3}），数量级不同，可能要换算。"
            },
            if *one_unit {
                "{0}: {1} cells ({2}) are numbers with a unit or sign in several forms ({3}), all of one size."
            } else {
                "{0}: {1} cells ({2}) are numbers with a unit or sign in several forms ({3}) and of several sizes, which may have to be converted."
            },
            vec![listed(voice, forms)],
        ),
        Problem::BinaryFractions => (
            "{0}：{1} 个单元格（{2}）是二进制小数的尾数，如 0.10000000000000001。",
            "{0}: {1} cells ({2}) carry the trace of a binary fraction, such as 0.10000000000000001.",
            Vec::new(),
        ),
        Problem::Forms { kind, forms } => (
            "{0}：{1} 个单元格（{2}）是{3}，但不是标准写法（{4}）。",
            "{0}: {1} cells ({2}) are {3}, but not in the standard form ({4}).",
            vec![plain(names::kind(*kind, voice.lang)), listed(voice, forms)],
        ),
        Problem::DateStyles { usual } => (
            "{0}：{1} 个单元格（{2}）的日期与多数（{3}）写法不同。",
            "{0}: {1} cells ({2}) are dates that are not written like most ({3}).",
            vec![plain(usual)],
        ),
        Problem::Invalid { kind, faults } => (
            "{0}：{1} 个单元格（{2}）不是{3}（{4}）。",
            "{0}: {1} cells ({2}) are not {3} ({4}).",
            vec![
                plain(names::kind(*kind, voice.lang)),
                listed(voice, &named(voice, faults)),
            ],
        ),
        _ => of_texts(voice, problem),
    }
}

fn of_texts(voice: &Voice, problem: &Problem) -> (&'static str, &'static str, Vec<Span>) {
    match problem {
        Problem::OddForm { usual, share: kept } => (
            "{0}：{1} 个单元格（{2}）的写法与通常的格式（{3}，占 {4}）不同。",
            "{0}: {1} cells ({2}) are not in the usual form ({3}, {4} of the cells).",
            vec![plain(usual.join(" | ")), share(*kept)],
        ),
        Problem::Spellings { groups } => (
            "{0}：{3} 组值只在大小写、空格、标点或词序上不同，涉及少数写法的单元格 {1} 个（{2}）。",
            "{0}: {3} groups of values differ only in case, spaces, signs or order; {1} cells ({2}) have a rarer spelling.",
            vec![count(groups.len() as u64)],
        ),
        Problem::Misspelt { pairs } => (
            "{0}：{1} 个单元格（{2}）像是常见值的误写（{3}）。",
            "{0}: {1} cells ({2}) look like misspellings of frequent values ({3}).",
            vec![plain(
                voice.list(
                    pairs
                        .iter()
                        .take(2)
                        .map(|pair| format!("{} → {}", pair.value, pair.meant)),
                ),
            )],
        ),
        Problem::Outliers { low, high } => (
            "{0}：{1} 个值（{2}）超出箱线图上下限 [{3}, {4}]。",
            "{0}: {1} values ({2}) lie beyond the fences [{3}, {4}] of 1.5 IQR.",
            vec![fence(*low), fence(*high)],
        ),
        _ => (
            "{0}：{1} 个单元格（{2}）。",
            "{0}: {1} cells ({2}).",
            Vec::new(),
        ),
    }
}

fn fence(fence: Option<f64>) -> Span {
    fence.map_or_else(|| plain("–"), number)
}

/// Faults by their names.
fn named(voice: &Voice, faults: &[Counted]) -> Vec<Counted> {
    faults
        .iter()
        .map(|fault| Counted {
            value: names::fault(&fault.value, voice.lang).to_owned(),
            count: fault.count,
        })
        .collect()
}

/// Values and their counts in a row, the first few.
fn listed(voice: &Voice, values: &[Counted]) -> Span {
    let mut items: Vec<String> = values
        .iter()
        .take(LISTED)
        .map(|value| format!("{} × {}", value.value, voice.lang.count(value.count)))
        .collect();
    if values.len() > LISTED {
        items.push("…".to_owned());
    }
    plain(voice.list(items))
}

/// Why a step is proposed, and why it is active or not.
pub(super) fn reason(voice: &Voice, finding: &Finding, proposal: &Proposal) -> String {
    let (zh, en) = match (&finding.problem, proposal.active) {
        (Problem::Untidy, _) => (
            "只动空格与全半角，不改内容，因此启用。",
            "Only white space and width change, not what is said: active.",
        ),
        (Problem::Tokens { .. }, _) => (
            "这些词不是取值，置空后才能正确统计，因此启用；若「无」在某列是答案，请为该列改写 tokens。",
            "These words are no values; figures are right only without them: active. Where one is an answer, give its column other tokens.",
        ),
        (Problem::Duplicates, _) => (
            "完全相同的行只留第一行，不丢信息，因此启用。",
            "Of equal rows the first stays, and nothing is lost: active.",
        ),
        (Problem::Forms { .. }, true) => (
            "每个单元格都能读出，转换不丢信息，因此启用。",
            "Every cell can be read, nothing is lost: active.",
        ),
        (Problem::Invalid { .. }, _) => (
            "读不出的单元格会变为空值，先看例子再决定。",
            "Cells that cannot be read become null: look at the examples first.",
        ),
        (Problem::Outliers { .. }, _) => (
            "异常不等于错误：只标记；确认后可改为截断（cap）或置空（null）。",
            "Unusual is not wrong: they are only marked; once confirmed, cap them or set them to null.",
        ),
        (Problem::Missing, _) => (
            "填补会造出数据，比例高时失真，须由人决定。",
            "Filling makes data up, the more so the more is missing: for a person to decide.",
        ),
        (_, true) => ("不丢信息，因此启用。", "Nothing is lost: active."),
        (_, false) => (
            "判断有把握但并非确定，请核对后启用。",
            "Likely but not certain: look at it, then activate it.",
        ),
    };
    voice.text(zh, en)
}
