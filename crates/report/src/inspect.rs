//! What a file holds, as a terminal shows it.

use fourr_cell::personal::Personal;
use fourr_locale::Lang;
use fourr_table::{
    Compression, Delimiter, Format as SourceFormat, Inspection, Source,
    inspect::{Doubt, Kind, Profile},
};

use crate::{Cell, Column, Format, Table, role::role};

/// One line a file: format, encoding, delimiter, header, size.
pub fn source(source: &Source, lang: Lang) -> String {
    let mut parts = vec![format_name(source.format, lang)];
    match source.compression {
        Compression::None => {}
        Compression::Gzip => parts.push("gzip".to_owned()),
        Compression::Zstd => parts.push("Zstandard".to_owned()),
        other => parts.push(format!("{other:?}")),
    }
    if let Some(encoding) = source.encoding {
        let mark = if source.byte_order_mark { " BOM" } else { "" };
        parts.push(format!("{}{mark}", encoding.to_string().to_uppercase()));
    }
    if let Some(delimiter) = source.delimiter {
        parts.push(format!(
            "{} {}",
            lang.pick("分隔符", "delimiter"),
            delimiter_name(delimiter, lang)
        ));
    }
    if let Some(sheet) = &source.sheet {
        parts.push(format!("{} {sheet}", lang.pick("工作表", "sheet")));
    }
    if let Some(row) = source.header_row {
        parts.push(match lang {
            Lang::Zh => format!("表头在第 {row} 行"),
            Lang::En => format!("header in line {row}"),
        });
    }
    parts.push(format!(
        "{} {}",
        lang.count(source.bytes),
        lang.pick("字节", "bytes")
    ));
    let parts = parts.join(lang.pick("，", ", "));
    match lang {
        Lang::Zh => format!("{}：{parts}", source.name),
        Lang::En => format!("{}: {parts}", source.name),
    }
}

fn format_name(format: SourceFormat, lang: Lang) -> String {
    match (format, lang) {
        (SourceFormat::Text, Lang::Zh) => "文本".to_owned(),
        (other, _) => other.to_string(),
    }
}

fn delimiter_name(delimiter: Delimiter, lang: Lang) -> String {
    match (delimiter, lang) {
        (Delimiter::Byte(b','), Lang::Zh) => "逗号".to_owned(),
        (Delimiter::Byte(b';'), Lang::Zh) => "分号".to_owned(),
        (Delimiter::Byte(b'\t'), Lang::Zh) => "制表符".to_owned(),
        (Delimiter::Byte(b'|'), Lang::Zh) => "竖线".to_owned(),
        (Delimiter::Blanks, Lang::Zh) => "空格".to_owned(),
        (other, _) => other.to_string(),
    }
}

/// One row a column: kind, role, missing values, distinct values, range, examples, personal data.
pub fn columns(inspection: &Inspection, lang: Lang) -> Table {
    let caption = match lang {
        Lang::Zh => format!(
            "{} 行，{} 列",
            lang.count(inspection.rows),
            inspection.columns.len()
        ),
        Lang::En => format!(
            "{} rows, {} columns",
            lang.count(inspection.rows),
            inspection.columns.len()
        ),
    };
    let columns = vec![
        Column::new(lang.pick("列", "Column"), Format::Text),
        Column::new(lang.pick("类型", "Kind"), Format::Text),
        Column::new(lang.pick("含义", "Role"), Format::Text),
        Column::new(lang.pick("缺失", "Missing"), Format::Count),
        Column::new(lang.pick("不同值", "Distinct"), Format::Count),
        Column::new(lang.pick("范围", "Range"), Format::Text),
        Column::new(lang.pick("示例", "Example"), Format::Text),
        Column::new(lang.pick("个人信息", "Personal"), Format::Text),
    ];
    Table::new("columns", caption, columns)
        .with_rows(inspection.columns.iter().map(|column| row(column, lang)))
}

fn row(profile: &Profile, lang: Lang) -> [Cell; 8] {
    let text = |text: &str| Cell::from(text);
    let range = match (&profile.min, &profile.max) {
        (Some(min), Some(max)) => Cell::from(format!("{min} – {max}")),
        _ => Cell::Empty,
    };
    [
        text(&profile.column.name),
        text(kind(profile.kind, lang)),
        profile.role.map_or(Cell::Empty, |of| text(role(of, lang))),
        Cell::Count(profile.nulls + profile.blanks + profile.missing_tokens),
        Cell::Count(profile.distinct.count),
        range,
        profile
            .examples
            .first()
            .map_or(Cell::Empty, |example| text(example)),
        profile.personal.map_or(Cell::Empty, |personal_kind| {
            text(personal(personal_kind, lang))
        }),
    ]
}

/// What is in doubt: a role that several columns could play.
pub fn doubt(doubt: &Doubt, lang: Lang) -> String {
    let (name, flag) = (role(doubt.role, lang), doubt.role.flag());
    match lang {
        Lang::Zh => format!(
            "{name}可能是 {}，分析时用 {flag} 指定",
            doubt.candidates.join("、")
        ),
        Lang::En => format!(
            "{name} could be {}; name it with {flag} when analysing",
            doubt.candidates.join(", ")
        ),
    }
}

/// What the cells of a column are, in a word.
pub(crate) fn kind(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Empty => lang.pick("空", "empty"),
        Kind::Boolean => lang.pick("是否", "yes/no"),
        Kind::Integer => lang.pick("整数", "integer"),
        Kind::Number => lang.pick("数值", "number"),
        Kind::Date => lang.pick("日期", "date"),
        Kind::Id => lang.pick("编号", "id"),
        Kind::Category => lang.pick("类别", "category"),
        Kind::Text => lang.pick("文本", "text"),
        _ => lang.pick("其他", "other"),
    }
}

/// A kind of personal data, in a word.
pub(crate) fn personal(personal: Personal, lang: Lang) -> &'static str {
    match personal {
        Personal::Mobile => lang.pick("手机号", "mobile"),
        Personal::IdCard => lang.pick("身份证", "ID card"),
        Personal::IdCardLike => lang.pick("疑似身份证", "like an ID card"),
        Personal::BankCard => lang.pick("银行卡", "bank card"),
        Personal::Email => lang.pick("邮箱", "e-mail"),
        Personal::Name => lang.pick("姓名", "name"),
        Personal::Address => lang.pick("地址", "address"),
        Personal::Ip => lang.pick("IP 地址", "IP address"),
        Personal::Plate => lang.pick("车牌号", "vehicle plate"),
        Personal::Passport => lang.pick("护照号", "passport"),
    }
}
