//! Steps that take out rows: those that say the same twice, and those that lack too much.

use fourr_clean::recipe::{Compare, DropRows, DropWhen, Duplicates, Keep, KeyDuplicates, NullKeys};
use polars::prelude::*;

use super::{Stop, checks, spelling::compared};

/// The number of a row, while rows stand in another order.
const ROW: &str = "\u{1f}row";
/// How much of a row is missing.
const LACKS: &str = "\u{1f}lacks";

/// The rows that stay of those that agree in what is compared.
fn distinct(rows: LazyFrame, compared: Vec<Expr>, keep: Keep) -> Result<DataFrame, Stop> {
    let names = (0..compared.len()).map(|at| format!("\u{1f}compared {at}"));
    let names: Vec<String> = names.collect();
    let compared = compared.into_iter().zip(&names);
    let compared: Vec<Expr> = compared.map(|(of, name)| of.alias(name.as_str())).collect();
    let mut rows = rows.with_columns(compared);
    if keep == Keep::Merge {
        let alike: Vec<Expr> = names.iter().map(|name| col(name.as_str())).collect();
        let schema = rows.collect_schema()?;
        let cells = schema.iter_names().map(|name| {
            let value = col(name.clone()).first_non_null().over(&alike)?;
            Ok(col(name.clone()).fill_null(value))
        });
        let cells: Vec<Expr> = cells.collect::<PolarsResult<_>>()?;
        rows = rows.with_columns(cells);
    }
    let stays = match keep {
        Keep::Last => UniqueKeepStrategy::Last,
        Keep::None => UniqueKeepStrategy::None,
        // Those that are worth more stand in front.
        Keep::First | Keep::Latest | Keep::MostComplete | Keep::Merge => UniqueKeepStrategy::First,
    };
    let kept = rows.unique_stable(Some(cols(&names)), stays).collect()?;
    Ok(kept.drop_many(&names))
}

pub(super) fn duplicates(frame: &DataFrame, rules: &Duplicates) -> Result<DataFrame, Stop> {
    if rules.compare == Compare::Raw {
        return Err(Stop::Beyond);
    }
    let names = frame.get_column_names().into_iter();
    let names = names.filter(|name| !rules.except.iter().any(|except| *except == name.as_str()));
    let cells = names.map(|name| compared(frame, name));
    let cells: Vec<Expr> = cells.collect::<Result<_, _>>()?;
    distinct(frame.clone().lazy(), cells, rules.keep)
}

pub(super) fn key_duplicates(frame: &DataFrame, rules: &KeyDuplicates) -> Result<DataFrame, Stop> {
    let cells = rules.key.iter().map(|name| compared(frame, name));
    let mut cells: Vec<Expr> = cells.collect::<Result<_, _>>()?;
    let lacking = rules.key.iter().map(|name| col(name.as_str()).is_null());
    let lacking = lacking.reduce(Expr::or).ok_or(Stop::Beyond)?;
    if rules.null_keys == NullKeys::Distinct {
        // A row without a key is like itself alone.
        cells.push(when(lacking).then(col(ROW)).otherwise(lit(NULL)));
    }
    let first = SortMultipleOptions::default()
        .with_nulls_last(true)
        .with_maintain_order(true);
    let rows = frame.clone().lazy().with_row_index(ROW, None);
    let lacks = frame.get_column_names_owned().into_iter().map(col);
    let rows = rows.with_columns([lacking_of(lacks)?.alias(LACKS)]);
    let rows = match (rules.keep, &rules.order) {
        (Keep::First | Keep::Last | Keep::None | Keep::Merge, _) => rows,
        (Keep::Latest, Some(order)) => {
            rows.sort([order.as_str()], first.with_order_descending(true))
        }
        (Keep::MostComplete, _) => rows.sort([LACKS], first),
        (Keep::Latest, None) => return Err(Stop::Beyond),
    };
    let kept = distinct(rows, cells, rules.keep)?;
    let kept = kept.lazy().sort([ROW], SortMultipleOptions::default());
    Ok(kept.collect()?.drop_many([ROW, LACKS]))
}

/// How many of the cells of a row are missing.
fn lacking_of(cells: impl Iterator<Item = Expr>) -> Result<Expr, Stop> {
    let lacks = cells.map(|cell| cell.is_null().cast(DataType::Int64));
    lacks.reduce(|sum, lacks| sum + lacks).ok_or(Stop::Beyond)
}

pub(super) fn drop_rows(frame: &DataFrame, rules: &DropRows) -> Result<DataFrame, Stop> {
    if let Some(when) = &rules.when {
        let out = checks::condition(when)?.fill_null(lit(false));
        return Ok(frame.clone().lazy().filter(out.not()).collect()?);
    }
    let names: Vec<String> = if rules.columns.is_empty() {
        let all = frame.get_column_names().into_iter();
        all.map(ToString::to_string).collect()
    } else {
        rules.columns.clone()
    };
    let least = match rules.missing {
        Some(DropWhen::All) => i64::try_from(names.len()).unwrap_or(i64::MAX),
        Some(DropWhen::AtLeast(least)) => least.into(),
        Some(DropWhen::Any) | None => 1,
    };
    let lacks = lacking_of(names.iter().map(|name| col(name.as_str())))?;
    Ok(frame
        .clone()
        .lazy()
        .filter(lacks.lt(lit(least)))
        .collect()?)
}
