//! The section on privacy: what was done to personal data.

use fourr_profile::{
    Sensitivity,
    privacy::{Treated, Treatment, ZeroCells},
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
            Cell::from(treatment(subject, one.treatment)),
            one.purpose.as_deref().map_or(Cell::Empty, Cell::from),
        ]
    });
    let caption = subject.text(
        "导出表各列的去标识化处理",
        "What was done to the columns of exported tables",
    );
    let table = Table::new("deidentification", caption, columns).with_rows(rows);
    Some(Section::new(
        "privacy",
        subject.text("个人信息保护", "Privacy"),
        vec![words.into(), Block::Table(table)],
    ))
}

fn kind(subject: &Subject<'_>, one: &Treated) -> String {
    match (one.personal, one.declared) {
        (Some(kind), _) => kind.to_string(),
        (None, Some(Sensitivity::Sensitive)) => {
            subject.text("敏感（声明）", "sensitive (declared)")
        }
        (None, Some(Sensitivity::Personal)) => {
            subject.text("个人信息（声明）", "personal (declared)")
        }
        (None, _) => subject.text("否", "none"),
    }
}

fn treatment(subject: &Subject<'_>, treatment: Treatment) -> String {
    let (zh, en) = match treatment {
        Treatment::Kept => ("原样保留", "kept"),
        Treatment::Masked => ("掩码", "masked"),
        Treatment::Pseudonymised => ("假名化（HMAC-SHA-256）", "pseudonyms (HMAC-SHA-256)"),
        Treatment::Generalised => ("泛化为标签取值", "generalised to values of the tag"),
        Treatment::Dropped => ("不导出", "not exported"),
    };
    subject.text(zh, en)
}
