//! The section on cross tables: pivot, heat map and association.

use fourr_chart::{Axis, Format as Digits, HeatMap, PopulationPyramid, Ramp, Series, Shape};
use fourr_profile::statistics::{Association, CrossTab, Strength};

use super::subject::{Subject, chart, datum};
use crate::{
    Block, Cell, Format, Formula, Id, Live, Math, Method, Prose, Row, Section, Span, Table,
};

/// Lines of a table that is drawn.
const DRAWN: usize = 20;

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let tables = &subject.summary.figures.crosstabs;
    if tables.is_empty() && subject.summary.figures.ages.is_none() {
        return None;
    }
    let mut blocks = vec![Block::Method(method(subject))];
    blocks.extend(ages(subject));
    for (place, table) in tables.iter().enumerate() {
        blocks.push(sentence(subject, table).into());
        blocks.push(Block::Table(pivot(subject, table, place + 1)));
        blocks.push(heat_map(subject, table, place + 1));
        blocks.extend(residuals(subject, table, place + 1));
    }
    Some(Section::new(
        "crosstabs",
        subject.text("交叉分析（透视）", "Cross tables"),
        blocks,
    ))
}

/// Age by gender back to back; the two genders that most people have.
fn ages(subject: &Subject<'_>) -> Option<Block> {
    let table = subject.summary.figures.ages.as_ref()?;
    let mut sides: Vec<usize> = (0..table.column_values.len()).collect();
    sides.sort_by_key(|column| std::cmp::Reverse(table.column_totals[*column]));
    let sides: [usize; 2] = sides.get(..2)?.try_into().ok()?;
    let mut rows: Vec<usize> = (0..table.row_values.len()).collect();
    let name = |row: usize| subject.value_name(&table.rows, &table.row_values[row]);
    rows.sort_by_key(|row| youngest(&name(*row)));
    let side = |column: usize| Series {
        name: subject.value_name(&table.columns, &table.column_values[column]),
        values: rows
            .iter()
            .map(|row| datum(table.at(*row, column).map(|people| people as f64)))
            .collect(),
    };
    let shape = Shape::PopulationPyramid(PopulationPyramid {
        class: subject.tag_name(&table.rows),
        classes: rows.iter().map(|row| name(*row)).collect(),
        value: Axis::new(subject.text("人数", "Persons"), Digits::Count),
        sides: sides.map(side),
    });
    let reading = subject.say("左右两边用同一刻度。", "Both sides share one scale.", &[]);
    Some(chart(
        "ages",
        [
            subject.text("年龄与性别金字塔", "Age and gender"),
            subject.population(),
            String::new(),
        ],
        shape,
        reading,
    ))
}

/// Where a class of ages begins: its first number, a class below a number before one that begins with it, one without a
/// number last.
fn youngest(class: &str) -> (u64, bool) {
    let digits: String = class
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    (
        digits.parse().unwrap_or(u64::MAX),
        !class.starts_with(['<', '＜']),
    )
}

fn method(subject: &Subject<'_>) -> Method {
    let [chi, v] = ["χ²", "V"].map(Math::symbol);
    let [observed, expected, n] = ["O", "E", "n"].map(Math::symbol);
    let two = Math::value(2.0, Format::Count);
    let square = (observed.clone() - expected.clone()).power(two) / expected.clone();
    Method {
        name: subject.text("独立性检验", "Test of independence"),
        words: vec![subject.say(
            "Pearson χ² 不做连续性修正；2×2 表另给 Yates 修正，期望频数小于 5 时给 Fisher 精确检验。V 另给 Bergsma 偏差修正。调整残差绝对值大于 1.96 的格子明显偏离独立。未指定 --cross 时列出关联最强的几对标签。",
            "Pearson's statistic without correction; a table of two by two also has Yates', and Fisher's exact test where an expected count is below 5. V also with Bergsma's correction. Cells with an adjusted residual beyond 1.96 stand out. Without --cross the pairs that hang together most are shown.",
            &[],
        )],
        formulas: vec![
            Formula::new(chi.clone().equals(square.sum_over(Math::symbol("i,j"))))
                .meaning(observed, subject.text("实际人数", "people counted"))
                .meaning(expected, subject.text("独立时的期望人数", "people expected of independent tags")),
            Formula::new(v.equals((chi / (n * Math::symbol("min(r−1, c−1)"))).under(crate::Function::SquareRoot))),
        ],
        conventions: Vec::new(),
        sources: vec![
            "Cramér (1946), Mathematical Methods of Statistics".to_owned(),
            "Bergsma (2013), J. Korean Statistical Society 42".to_owned(),
            "Haberman (1973), Biometrics 29; Cochran (1954), Biometrics 10".to_owned(),
        ],
    }
}

fn title(subject: &Subject<'_>, table: &CrossTab) -> String {
    let [rows, columns] = [&table.rows, &table.columns].map(|tag| subject.tag_name(tag));
    format!("{rows} × {columns}")
}

fn strength(subject: &Subject<'_>, found: &Association) -> String {
    match found.strength {
        Some(Strength::Large) => subject.text("强", "strong"),
        Some(Strength::Medium) => subject.text("中等", "medium"),
        Some(Strength::Small) => subject.text("弱", "weak"),
        Some(Strength::Negligible) | None => subject.text("可忽略", "negligible"),
    }
}

/// The test in a sentence.
pub(super) fn sentence(subject: &Subject<'_>, table: &CrossTab) -> Prose {
    let name = Cell::from(title(subject, table));
    let Some(found) = &table.association else {
        return subject.say(
            "{0}：一人可有多个取值，不做独立性检验。",
            "{0}: people may have several values, so that no test is made.",
            &[name.into()],
        );
    };
    let mut prose = subject
        .say(
            "{0}：χ² = {1}，自由度 {2}，p = {3}，V = {4}（修正后 {5}），关联{6}。",
            "{0}: χ² = {1}, {2} degrees of freedom, p = {3}, V = {4} (corrected {5}), {6}.",
            &[
                name.into(),
                Span::value(found.chi_squared, Format::Number(2)),
                Cell::Count(found.degrees_of_freedom).into(),
                Span::plain(p_value(found.p_value)),
                Span::value(found.cramers_v, Format::Number(3)),
                Span::value(found.cramers_v_corrected, Format::Number(3)),
                Span::plain(strength(subject, found)),
            ],
        )
        .into_spans();
    if let Some(yates) = found.yates {
        let yates = subject.say(
            " Yates 修正 χ² = {0}，p = {1}。",
            " Yates: χ² = {0}, p = {1}.",
            &[
                Span::value(yates.chi_squared, Format::Number(2)),
                Span::plain(p_value(Some(yates.p_value))),
            ],
        );
        prose.extend(yates.into_spans());
    }
    if let Some(p) = found.fisher_p_value {
        prose.extend(
            subject
                .say(
                    " Fisher 精确 p = {0}。",
                    " Fisher's exact p = {0}.",
                    &[Span::plain(p_value(Some(p)))],
                )
                .into_spans(),
        );
    }
    if found.doubtful {
        let doubt = subject.say(
            "（期望频数偏小，p 值存疑）",
            " (Expected counts are small: the probability is doubtful.)",
            &[],
        );
        prose.extend(doubt.into_spans());
    }
    Prose::of(prose)
}

/// A probability: 0.0123, 4.1e-7.
pub(super) fn p_value(p: Option<f64>) -> String {
    match p {
        None => "–".to_owned(),
        Some(p) if p < 1e-300 => "<1e-300".to_owned(),
        Some(p) if p < 1e-3 => format!("{p:.1e}"),
        Some(p) => format!("{p:.4}"),
    }
}

fn pivot(subject: &Subject<'_>, table: &CrossTab, number: usize) -> Table {
    let mut columns = vec![subject.column(
        &subject.tag_name(&table.rows),
        &subject.tag_name(&table.rows),
        Format::Text,
    )];
    for value in &table.column_values {
        let name = subject.value_name(&table.columns, value);
        columns.push(subject.column(&name, &name, Format::Count));
    }
    columns.push(subject.column("合计", "Total", Format::Count));
    let rows = table.row_values.iter().enumerate().map(|(row, value)| {
        let name = Cell::from(subject.value_name(&table.rows, value));
        let cells =
            (0..table.column_values.len()).map(|column| subject.count(table.at(row, column)));
        let mut line: Vec<Cell> = std::iter::once(name).chain(cells).collect();
        line.push(subject.count(table.row_totals[row]));
        line
    });
    let mut total = vec![Cell::from(subject.text("合计", "Total"))];
    total.extend(
        table
            .column_totals
            .iter()
            .map(|count| subject.count(*count)),
    );
    total.push(subject.count(table.total));
    let caption = format!(
        "{} {}",
        title(subject, table),
        subject.text("透视表（人数）", "(persons)")
    );
    let pivot = Table::new(Id::numbered("crosstab", number), caption, columns)
        .with_rows(rows)
        .with_total(total);
    added_up(table, pivot).read_from(|row, column| {
        let (height, width) = (table.row_values.len(), table.column_values.len());
        let column = column.checked_sub(1)?;
        let figure = match (row < height, column < width) {
            (true, true) => format!("counts/{}", row * width + column),
            (true, false) => format!("row_totals/{row}"),
            (false, true) => format!("column_totals/{column}"),
            (false, false) => "total".to_owned(),
        };
        Some(format!("/crosstabs/{}/{figure}", number - 1))
    })
}

/// The totals as sums of their lines, where no number of them is withheld.
fn added_up(table: &CrossTab, pivot: Table) -> Table {
    let (height, width) = (table.row_values.len(), table.column_values.len());
    let known = |row: usize, column: usize| table.at(row, column).is_some();
    let whole = (0..height).filter(|row| {
        table.row_totals[*row].is_some() && (0..width).all(|column| known(*row, column))
    });
    let pivot = whole.fold(pivot, |pivot, row| {
        let sum = (2..=width).fold(Live::Here(1), |sum, column| sum + Live::Here(column));
        pivot.live_at(Row::At(row), width + 1, sum)
    });
    let whole = (0..width).filter(|column| {
        table.column_totals[*column].is_some() && (0..height).all(|row| known(row, *column))
    });
    whole.fold(pivot, |pivot, column| {
        pivot.live_at(Row::Total, column + 1, Live::Above(column + 1))
    })
}

fn heat_map(subject: &Subject<'_>, table: &CrossTab, number: usize) -> Block {
    let row = |(row, value): (usize, &String)| {
        let total = table.row_totals[row];
        let share = |column: usize| Some(table.at(row, column)? as f64 / total? as f64);
        let columns = 0..table.column_values.len().min(DRAWN);
        Series {
            name: subject.value_name(&table.rows, value),
            values: columns.map(|column| datum(share(column))).collect(),
        }
    };
    let names = table
        .column_values
        .iter()
        .take(DRAWN)
        .map(|value| subject.value_name(&table.columns, value));
    let shape = Shape::HeatMap(HeatMap {
        column: subject.tag_name(&table.columns),
        columns: names.collect(),
        row: subject.tag_name(&table.rows),
        rows: table
            .row_values
            .iter()
            .enumerate()
            .take(DRAWN)
            .map(row)
            .collect(),
        value: Axis::new(
            subject.text("行百分比", "Share of the row"),
            Digits::Share(1),
        ),
        ramp: Ramp::Sequential,
    });
    let heading = format!("{} {}", title(subject, table), subject.text("的构成", ""));
    let reading = subject.say(
        "每行合计为 100%，颜色越深占比越高。",
        "Each row adds up to 100 %; darker is more.",
        &[],
    );
    chart(
        Id::numbered("crosstab-shares", number),
        [
            heading.trim().to_owned(),
            subject.population(),
            String::new(),
        ],
        shape,
        reading,
    )
}

fn residuals(subject: &Subject<'_>, table: &CrossTab, number: usize) -> Option<Block> {
    let found = table.association.as_ref()?;
    let width = table.column_values.len();
    let row = |(row, value): (usize, &String)| Series {
        name: subject.value_name(&table.rows, value),
        values: (0..width.min(DRAWN))
            .map(|column| datum(found.residuals[row * width + column]))
            .collect(),
    };
    let names = table
        .column_values
        .iter()
        .take(DRAWN)
        .map(|value| subject.value_name(&table.columns, value));
    let shape = Shape::HeatMap(HeatMap {
        column: subject.tag_name(&table.columns),
        columns: names.collect(),
        row: subject.tag_name(&table.rows),
        rows: table
            .row_values
            .iter()
            .enumerate()
            .take(DRAWN)
            .map(row)
            .collect(),
        value: Axis::new(
            subject.text("调整残差", "Adjusted residual"),
            Digits::Fixed(1),
        ),
        ramp: Ramp::Diverging(0.0),
    });
    let heading = format!(
        "{} {}",
        title(subject, table),
        subject.text("的调整残差", "adjusted residuals")
    );
    let caption = format!(
        "χ² p = {}，V = {}",
        p_value(found.p_value),
        found
            .cramers_v
            .map_or_else(|| "–".to_owned(), |v| format!("{v:.3}"))
    );
    let caption = if subject.lang == fourr_locale::Lang::En {
        caption.replace('，', ", ")
    } else {
        caption
    };
    let reading = subject.say(
        "橙色比独立时多，蓝色比独立时少；绝对值大于 1.96 才算明显。",
        "Orange is more than independence would have, blue less; beyond 1.96 it stands out.",
        &[],
    );
    Some(chart(
        Id::numbered("crosstab-residuals", number),
        [heading, subject.population(), caption],
        shape,
        reading,
    ))
}
