//! Names of problems, dimensions, bands, steps and reasons in both languages.

use fourr_clean::diagnosis::Problem;
use fourr_clean::ledger::Reason;
use fourr_clean::recipe::{Dimension, ParseKind};
use fourr_locale::Lang;

/// What is wrong, in a word or two.
pub(super) fn problem(problem: &Problem, lang: Lang) -> &'static str {
    let (zh, en) = match problem {
        Problem::Untidy => ("空格与全半角", "White space and width"),
        Problem::Tokens { .. } => ("缺失占位符", "Words for missing"),
        Problem::Disguised { .. } => ("疑似缺失占位符", "Disguised missing values"),
        Problem::Sentinels { .. } => ("疑似哨兵值", "Possible sentinels"),
        Problem::Missing => ("缺失值", "Missing values"),
        Problem::Units { .. } => ("数字带单位且写法不一", "Mixed units"),
        Problem::BinaryFractions => ("浮点尾数", "Binary fractions"),
        Problem::Forms { .. } => ("写法不一", "Several forms"),
        Problem::DateStyles { .. } => ("日期写法不一", "Several date styles"),
        Problem::Invalid { .. } => ("类型不符", "Wrong kind"),
        Problem::OddForm { .. } => ("格式异常", "Odd form"),
        Problem::Spellings { .. } => ("同一值多种写法", "Several spellings"),
        Problem::Misspelt { .. } => ("疑似拼写错误", "Misspellings"),
        Problem::Misplaced => ("内容错列", "Misplaced values"),
        Problem::Duplicates => ("完全重复行", "Duplicate rows"),
        Problem::KeyDuplicates => ("主键重复", "Repeated keys"),
        Problem::NearDuplicates { .. } => ("近似重复", "Near duplicates"),
        Problem::BrokenDependency { .. } => ("违反函数依赖", "Broken dependency"),
        Problem::Disagreement { .. } => ("来源说法不一", "Sources disagree"),
        Problem::Outliers { .. } => ("异常值", "Outliers"),
        _ => ("其他", "Other"),
    };
    lang.pick(zh, en)
}

/// A dimension of quality.
pub(super) fn dimension(dimension: Dimension, lang: Lang) -> &'static str {
    let (zh, en) = match dimension {
        Dimension::Completeness => ("完整性", "Completeness"),
        Dimension::Uniqueness => ("唯一性", "Uniqueness"),
        Dimension::Validity => ("规范性", "Validity"),
        Dimension::Consistency => ("一致性", "Consistency"),
        Dimension::Timeliness => ("时效性", "Timeliness"),
    };
    lang.pick(zh, en)
}

/// The band of a score.
pub(super) fn band(score: f64, lang: Lang) -> &'static str {
    let (zh, en) = match score {
        score if score >= 90.0 => ("优", "good"),
        score if score >= 75.0 => ("良", "fair"),
        score if score >= 60.0 => ("中", "poor"),
        _ => ("差", "unusable"),
    };
    lang.pick(zh, en)
}

/// What cells are.
pub(super) fn kind(kind: ParseKind, lang: Lang) -> &'static str {
    let (zh, en) = match kind {
        ParseKind::Number => ("数值", "a number"),
        ParseKind::Integer => ("整数", "a whole number"),
        ParseKind::Date => ("日期", "a date"),
        ParseKind::Datetime => ("日期时间", "a date with its time"),
        ParseKind::Boolean => ("是否", "yes or no"),
        ParseKind::Phone => ("电话", "a telephone number"),
        ParseKind::Email => ("邮箱", "an e-mail address"),
        ParseKind::Url => ("网址", "a web address"),
        ParseKind::IdCard => ("身份证号", "a resident ID"),
        ParseKind::CreditCode => ("统一社会信用代码", "a social credit code"),
        ParseKind::Region => ("省市区", "a division"),
        ParseKind::Sex => ("性别", "a sex"),
    };
    lang.pick(zh, en)
}

/// What a step does, by its verb.
pub(super) fn verb(verb: &str, lang: Lang) -> &'static str {
    let (zh, en) = match verb {
        "rename" => ("改列名", "Rename columns"),
        "drop_columns" => ("删列", "Take out columns"),
        "tidy" => ("整理文本", "Tidy text"),
        "missing" => ("缺失占位符置空", "Words for missing to null"),
        "replace" => ("统一写法", "Replace values"),
        "parse" => ("转换类型", "Read as a type"),
        "duplicates" => ("删除完全重复行", "Take out duplicates"),
        "key_duplicates" => ("按主键去重", "Take out repeated keys"),
        "near_duplicates" => ("标记近似重复", "Mark near duplicates"),
        "check" => ("校验规则", "Check a rule"),
        "outliers" => ("处理异常值", "Treat outliers"),
        "impute" => ("填补缺失", "Fill missing values"),
        "drop_rows" => ("按条件删行", "Take out rows"),
        _ => ("步骤", "Step"),
    };
    lang.pick(zh, en)
}

/// Why a cell was changed or a row taken out.
pub(super) fn reason(reason: Reason, lang: Lang) -> &'static str {
    let (zh, en) = match reason {
        Reason::Tidied => (
            "整理空格、全半角或大小写",
            "White space, width, case or script",
        ),
        Reason::Blank => ("空白置空", "Blank to null"),
        Reason::Whitespace => ("空格置空", "White space to null"),
        Reason::Token => ("缺失占位符置空", "Word for missing to null"),
        Reason::Sentinel => ("哨兵值置空", "Sentinel to null"),
        Reason::Spelling => ("统一写法", "Other spelling"),
        Reason::Form => ("转换为标准形式", "Standard form"),
        Reason::Missing => ("缺失", "Missing"),
        Reason::BadGrouping => ("千分位错误", "Commas in wrong places"),
        Reason::Range => ("是区间而非单个数", "A range"),
        Reason::Ambiguous => ("有多种读法", "Ambiguous"),
        Reason::InvalidCalendar => ("日期不存在", "No such day"),
        Reason::Partial => ("日期不完整", "Date without a day"),
        Reason::Overflow => ("数值过大", "Too large"),
        Reason::Unparseable => ("无法识别", "Not readable"),
        Reason::BadChecksum => ("校验码不符", "Wrong check character"),
        Reason::Failed => ("违反规则", "Rule broken"),
        Reason::Capped => ("截至上下限", "Capped"),
        Reason::Outlier => ("异常值", "Outlier"),
        Reason::Imputed => ("填补", "Filled"),
        Reason::Merged => ("由同组补全", "Merged from its group"),
        Reason::Dropped => ("删列", "Column taken out"),
        Reason::ExactDuplicate => ("完全重复", "Duplicate"),
        Reason::KeyDuplicate => ("主键重复", "Repeated key"),
        Reason::NearDuplicate => ("近似重复", "Near duplicate"),
        Reason::TooEmpty => ("缺失过多", "Lacks too much"),
        Reason::Condition => ("符合删除条件", "Meets a condition"),
        _ => ("其他", "Other"),
    };
    lang.pick(zh, en)
}

/// Why a cell could not be read, by the code of its fault; a code that is not known stands for itself.
pub(super) fn fault(code: &str, lang: Lang) -> &str {
    let faults = [
        Reason::Missing,
        Reason::BadGrouping,
        Reason::Range,
        Reason::Ambiguous,
        Reason::InvalidCalendar,
        Reason::Partial,
        Reason::Overflow,
        Reason::Unparseable,
        Reason::BadChecksum,
    ];
    let known = faults.into_iter().find(|of| of.code() == code);
    known.map_or(code, |of| reason(of, lang))
}
