//! The planted segment of every customer.

use std::io::Write;
use std::path::Path;

use polars::prelude::*;

use crate::encoding::Encoding;
use crate::error::GeneratorError;
use crate::file::write_whole;
use crate::frame;
use crate::population::Population;
use crate::style::Style;

/// One row per customer, sorted by id.
pub(crate) fn truth(population: &Population, style: Style) -> PolarsResult<DataFrame> {
    let lang = style.lang;
    let customers =
        usize::try_from(population.len()).expect("what fits into memory can be counted");
    let mut codes =
        StringChunkedBuilder::new(lang.pick("客户类型代码", "segment").into(), customers);
    let mut names =
        StringChunkedBuilder::new(lang.pick("客户类型", "segment_name").into(), customers);
    let mut orders = Vec::with_capacity(customers);
    for id in 1..=population.len() {
        let cohort = population.cohort(id);
        codes.append_value(cohort.segment.code());
        names.append_value(cohort.segment.name(lang));
        orders.push(i64::try_from(cohort.orders).expect("a handful of orders"));
    }
    let ids = (0..customers).map(|index| index as u64 + 1);
    let orders = Column::new(lang.pick("计划订单数", "planned_orders").into(), orders);
    let ids = frame::customers(ids, style);
    DataFrame::new(
        customers,
        vec![
            ids,
            codes.finish().into_column(),
            names.finish().into_column(),
            orders,
        ],
    )
}

/// Writes the table as Parquet if the path ends so, else as CSV.
pub(crate) fn write(path: &Path, truth: &mut DataFrame) -> Result<(), GeneratorError> {
    write_whole(path, |out| {
        if path
            .extension()
            .is_some_and(|extension| extension == "parquet")
        {
            return ParquetWriter::new(out).finish(truth).map(drop);
        }
        out.write_all(Encoding::Utf8Bom.mark())?;
        CsvWriter::new(out)
            .with_line_terminator("\r\n".into())
            .finish(truth)
    })
}
