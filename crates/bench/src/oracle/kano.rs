//! Pairs of answers to categories, Better and Worse.

use polars::prelude::*;

use super::{only, summary::Summary};
use crate::{Answer, BenchError};

/// Ties between categories go to the first of these.
const ORDER: [char; 6] = ['M', 'O', 'A', 'I', 'R', 'Q'];

/// Berger et al. (1993): rows answer "if it is there?", columns "if it is not?", both from like to dislike.
const TABLE: [&[u8; 5]; 5] = [b"QAAAO", b"RIIIM", b"RIIIM", b"RIIIM", b"RRRRQ"];

pub(super) fn expected(survey: &LazyFrame) -> PolarsResult<Answer> {
    let mut answer = Answer::default();
    let rows = survey.clone().select([len().alias("rows")]).collect()?;
    answer.put("respondents", only(&rows, "rows")?);
    let schema = survey.clone().collect_schema()?;
    let features = schema
        .iter_names()
        .filter_map(|name| name.strip_suffix("_functional"));
    for feature in features {
        figures(&mut answer, feature, counts(survey, feature)?);
    }
    Ok(answer)
}

/// Respondents by category, in the order of [`ORDER`]; half a pair is none.
fn counts(survey: &LazyFrame, feature: &str) -> PolarsResult<[i64; 6]> {
    let with = col(format!("{feature}_functional"));
    let without = col(format!("{feature}_dysfunctional"));
    let cell = (with - lit(1)) * lit(5) + without - lit(1);
    let grid = survey
        .clone()
        .select([cell.alias("cell")])
        .filter(col("cell").is_not_null())
        .group_by([col("cell")])
        .agg([len().cast(DataType::Int64).alias("pairs")])
        .collect()?;
    let mut counts = [0; 6];
    let cells = grid.column("cell")?.cast(&DataType::Int64)?;
    let pairs = grid.column("pairs")?.i64()?;
    for (cell, pairs) in cells.i64()?.iter().zip(pairs.iter()) {
        let (Some(cell), Some(pairs)) = (cell, pairs) else {
            continue;
        };
        let cell = usize::try_from(cell).unwrap_or_default();
        let code = char::from(TABLE[cell / 5][cell % 5]);
        let place = ORDER.iter().position(|known| *known == code);
        counts[place.unwrap_or_default()] += pairs;
    }
    Ok(counts)
}

fn figures(answer: &mut Answer, feature: &str, counts: [i64; 6]) {
    let [m, o, a, i, ..] = counts.map(|count| count as f64);
    let base = m + o + a + i;
    let most = counts.iter().max().copied().unwrap_or_default();
    let mode = counts.iter().position(|count| *count == most);
    for (code, count) in ORDER.iter().zip(counts) {
        answer.put(format!("{feature} {code}"), count);
    }
    let mode = ORDER[mode.unwrap_or_default()].to_string();
    answer.put(format!("{feature} category"), mode.as_str());
    answer.put(
        format!("{feature} better"),
        (base > 0.0).then_some((a + o) / base),
    );
    answer.put(
        format!("{feature} worse"),
        (base > 0.0).then_some(-(o + m) / base),
    );
}

pub(super) fn found(summary: &Summary) -> Result<Answer, BenchError> {
    let mut answer = Answer::default();
    answer.put("respondents", summary.count("/rows")?);
    for of in summary.list("/features")? {
        let feature = of.text("/feature")?;
        for code in ORDER {
            let count = of.count(&format!("/counts/{code}"))?;
            answer.put(format!("{feature} {code}"), count);
        }
        answer.put(format!("{feature} category"), of.text("/category/mode")?);
        for coefficient in ["better", "worse"] {
            let value = of.amount(&format!("/coefficients/{coefficient}/value"))?;
            answer.put(format!("{feature} {coefficient}"), value);
        }
    }
    Ok(answer)
}
