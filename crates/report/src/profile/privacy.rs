//! The section on privacy: what was done to personal data.

use fourr_profile::{
    Coarse, Sensitivity,
    privacy::{QuasiIdentifiers, Treated, Treatment, ZeroCells},
};

use super::subject::Subject;
use crate::{Block, Cell, Format, Section, Table};

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let done = subject.summary.figures.privacy.as_ref()?;
    let zeros = match done.zeros {
        ZeroCells::Shown => subject.text("无人的格子照常显示", "counts of nobody are shown"),
        ZeroCells::Withheld => {
            subject.text("无人的格子同样隐去", "counts of nobody are withheld too")
        }
    };
    let words = subject.say(
        "少于 {0} 人的数字不公布，记作 *（{1}）；其旁另隐去其他数字，使任何人不能由合计差分推出小数，也不能证明某格少于 {0} 人。依据：{2}。",
        "Counts of fewer than {0} people are withheld and marked * ({1}), and others beside them so that nobody finds a small count by differencing, nor proves that it is small. By {2}.",
        &[
            Cell::Count(done.min_group).into(),
            crate::Span::plain(zeros),
            Cell::from(done.basis.join(subject.lang.pick("、", ", "))).into(),
        ],
    );
    let columns = vec![
        subject.column("列", "Column", Format::Text),
        subject.column("个人信息", "Personal data", Format::Text),
        subject.column("处理", "Treatment", Format::Text),
        subject.column("用途", "Purpose", Format::Text),
    ];
    let rows = done.exported.iter().chain(&done.left_out).map(|one| {
        [
            Cell::from(one.column.as_str()),
            Cell::from(kind(subject, one)),
            Cell::from(treatment(subject, one)),
            one.purpose.as_deref().map_or(Cell::Empty, Cell::from),
        ]
    });
    let caption = subject.text(
        "导出表各列的去标识化处理",
        "What was done to the columns of exported tables",
    );
    let table = Table::new("deidentification", caption, columns).with_rows(rows);
    let mut blocks = vec![words.into()];
    blocks.extend(done.quasi_identifiers.as_ref().map(|of| quasi(subject, of)));
    blocks.push(Block::Table(table));
    Some(Section::new(
        "privacy",
        subject.text("个人信息保护", "Privacy"),
        blocks,
    ))
}

/// What was blanked of the tags by which others may know people.
fn quasi(subject: &Subject<'_>, done: &QuasiIdentifiers) -> Block {
    let tags = done.tags.iter().map(|of| {
        let people = subject
            .count(of.people)
            .display(Format::Count, subject.lang);
        match subject.lang {
            fourr_locale::Lang::Zh => format!("{}（{people} 人）", subject.tag_name(&of.tag)),
            fourr_locale::Lang::En => format!("{} ({people})", subject.tag_name(&of.tag)),
        }
    });
    let tags: Vec<String> = tags.collect();
    Block::from(subject.say(
        "准标识符：导出的人员表中隐去了部分取值——{0}，使每种组合至少有 {1} 人。",
        "Quasi-identifiers: in tables of persons some values are blanked, of {0}, so that every combination is that of {1} people at least.",
        &[
            crate::Span::plain(tags.join(subject.lang.pick("、", ", "))),
            subject.count(done.least_after).into(),
        ],
    ))
}

/// How a column was made coarser, in words.
fn coarser(subject: &Subject<'_>, how: Coarse) -> String {
    let (zh, en) = match how {
        Coarse::Age => ("泛化为年龄段", "generalised to bands of ages"),
        Coarse::Year => ("泛化为年", "generalised to years"),
        Coarse::Month => ("泛化为年月", "generalised to months"),
        Coarse::Province => ("泛化为省份", "generalised to provinces"),
        Coarse::Bins(width) => {
            let width = subject.lang.trimmed(width, 6);
            return match subject.lang {
                fourr_locale::Lang::Zh => format!("泛化为宽 {width} 的区间"),
                fourr_locale::Lang::En => format!("generalised to intervals of {width}"),
            };
        }
    };
    subject.text(zh, en)
}

fn kind(subject: &Subject<'_>, one: &Treated) -> String {
    match (one.personal, one.declared) {
        (Some(kind), _) => crate::inspect::personal(kind, subject.lang).to_owned(),
        (None, Some(Sensitivity::Sensitive)) => {
            subject.text("敏感（声明）", "sensitive (declared)")
        }
        (None, Some(Sensitivity::Personal)) => {
            subject.text("个人信息（声明）", "personal (declared)")
        }
        (None, _) => subject.text("否", "none"),
    }
}

fn treatment(subject: &Subject<'_>, one: &Treated) -> String {
    if let Some(how) = one.how {
        return coarser(subject, how);
    }
    let (zh, en) = match one.treatment {
        Treatment::Kept => ("原样保留", "kept"),
        Treatment::Masked => ("掩码", "masked"),
        Treatment::Pseudonymised => ("假名化（HMAC-SHA-256）", "pseudonyms (HMAC-SHA-256)"),
        Treatment::Generalised => ("泛化为标签取值", "generalised to values of the tag"),
        Treatment::Dropped => ("不导出", "not exported"),
    };
    subject.text(zh, en)
}
