//! Files of the user in the form that the oracles know.
//!
//! An oracle knows one way to count, and takes the types that polars itself finds. Which columns are meant and which conventions
//! were in force is what the result says of itself; where they are others, or cells could not be read, nobody works the answer out
//! a second time.

mod clean;
mod missing;
mod profile;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use polars::prelude::*;
use serde_json::{Value as Json, json};

use super::{cost_benefit, funnel, is_csv, kano, rfm, scan, summary::Summary};
use crate::{Answer, BenchError, Task};

/// The answer for files of the user whose result this is; `None` where no oracle covers it.
pub(super) fn expected(
    task: Task,
    files: &[PathBuf],
    (words, folder): (&[OsString], &Path),
    summary: &Summary,
) -> Result<Option<Answer>, BenchError> {
    let [file] = files else {
        return Ok(None);
    };
    let table = match task {
        Task::Clean => return clean::expected(file, folder, summary),
        Task::Profile => return profile::expected(file, (words, folder), summary),
        _ => Table::open(file, summary),
    };
    let Some(table) = table else {
        return Ok(None);
    };
    let answer = match task {
        Task::Rfm => table
            .orders()
            .map(|(orders, rules)| rfm::expected(&orders, &rules)),
        Task::Kano => table.survey().map(|survey| kano::expected(&survey)),
        Task::Funnel => table
            .log()
            .map(|(log, rules)| funnel::expected(&log, &rules)),
        Task::CostBenefit => table.ledger().map(|ledger| cost_benefit::expected(&ledger)),
        Task::Clean | Task::Profile => None,
    };
    Ok(answer.transpose()?)
}

/// The same figures from a folder of results, where they are others than those of generated data.
pub(super) fn found(
    task: Task,
    summary: &Summary,
    folder: &Path,
) -> Option<Result<Answer, BenchError>> {
    match task {
        Task::Clean => Some(clean::found(summary, folder)),
        Task::Profile => Some(profile::found(summary)),
        _ => None,
    }
}

/// A file as polars reads it, and what fourr says of it.
struct Table<'a> {
    frame: LazyFrame,
    schema: SchemaRef,
    summary: &'a Summary,
}

/// Whether an oracle can use a type.
type Fits = fn(&DataType) -> bool;

const NUMBER: Fits = DataType::is_primitive_numeric;

/// The column of the numbers of rows.
const ROW: &str = "row number";

/// Parameters, and what they must be.
type Conventions = [(&'static str, Json)];

impl<'a> Table<'a> {
    /// `None` where polars cannot read it by itself.
    fn open(file: &Path, summary: &'a Summary) -> Option<Self> {
        let known = is_csv(file) || file.extension().is_some_and(|ending| ending == "parquet");
        let mut frame = scan(file).ok().filter(|_| known)?;
        let schema = frame.collect_schema().ok()?;
        Some(Self {
            frame,
            schema,
            summary,
        })
    }

    /// Whether these conventions are in force.
    fn follows(&self, conventions: &Conventions) -> bool {
        let mut conventions = conventions.iter();
        conventions.all(|(path, expected)| self.summary.get(path) == Some(expected))
    }

    /// Whether every row was used, and each of its cells read.
    fn is_whole(&self, rows: &str, set_aside: &[&str]) -> bool {
        let counts = self.summary.get(rows).and_then(Json::as_object);
        counts.is_some_and(|counts| {
            counts.iter().all(|(name, count)| {
                let told = name == "read" || name == "used" || set_aside.contains(&name.as_str());
                told || count == &json!(0)
            })
        })
    }

    /// The column of a role.
    fn column(&self, columns: &str, role: &str) -> Option<&str> {
        let columns = self.summary.get(columns)?.as_array()?;
        let own = columns.iter().find(|column| column["role"] == role)?;
        own["column"].as_str()
    }

    /// The column of a role under the name that the oracle knows, if it has such a type.
    fn named(&self, (columns, role): (&str, &str), name: &str, fits: Fits) -> Option<Expr> {
        let column = self.column(columns, role)?;
        let dtype = self.schema.get(column)?;
        fits(dtype).then(|| col(column).alias(name))
    }

    /// Order lines, scored by quintiles into the eight types.
    fn orders(&self) -> Option<(LazyFrame, rfm::Rules)> {
        const COLUMNS: &str = "/columns";
        let told = [
            "missing_customer",
            "cancelled",
            "refunded",
            "refunds_deducted",
            "zero_amount",
        ];
        if !self.follows(&quintiles_and_eight_types()) || !self.is_whole("/rows", &told) {
            return None;
        }
        let role = |role| (COLUMNS, role);
        let status = match self.column(COLUMNS, "status") {
            Some(_) => self.named(role("status"), "status", DataType::is_string)?,
            None => lit("").alias("status"),
        };
        let columns = [
            self.named(role("customer"), "customer_id", is_id)?,
            match self.column(COLUMNS, "order") {
                Some(_) => self.named(role("order"), "order_id", is_id)?,
                // Each row is an order.
                None => col(ROW).alias("order_id"),
            },
            self.named(role("time"), "order_time", DataType::is_temporal)?,
            match self.column(COLUMNS, "amount") {
                Some(_) => self.named(role("amount"), "amount", NUMBER)?,
                None => self.product(role("quantity"), role("unit_price"))?,
            },
            status,
        ];
        let statuses = self.summary.get("/statuses")?.as_array()?;
        let treated = |treatment: &str| {
            let mine = statuses
                .iter()
                .filter(|state| state["treatment"] == treatment);
            let names = mine.map(|state| Some(state["status"].as_str()?.to_owned()));
            names.collect::<Option<Vec<String>>>()
        };
        let rules = rfm::Rules {
            cancelled: treated("cancelled")?,
            refunded: treated("refunded")?,
            as_of: self.summary.get("/as_of")?.as_str()?.parse().ok(),
        };
        let rows = self.frame.clone().with_row_index(ROW, None);
        Some((rows.select(columns), rules))
    }

    /// The amounts of lines with a quantity and a price, which has up to four decimals.
    fn product(&self, quantity: (&str, &str), price: (&str, &str)) -> Option<Expr> {
        let quantity = self.named(quantity, "quantity", DataType::is_integer)?;
        let price = self.named(price, "price", NUMBER)?.cast(DataType::Float64);
        let exact = (price * lit(1e4)).round(0, RoundMode::HalfAwayFromZero);
        Some((exact * quantity / lit(1e4)).alias("amount"))
    }

    /// A survey with a column for each question, answered by 1 to 5.
    fn survey(&self) -> Option<LazyFrame> {
        let conventions = [
            ("/parameters/coding", json!("like-first")),
            ("/parameters/answers", json!("five")),
            ("/parameters/table", json!("berger")),
            ("/parameters/word", json!([])),
            ("/parameters/reverse", json!([])),
            ("/parameters/screen", json!([])),
            ("/shape", json!("wide")),
            ("/faults", json!([])),
        ];
        let features = self.summary.get("/features")?.as_array()?.iter();
        let mut columns = Vec::new();
        for feature in features {
            for question in ["functional", "dysfunctional"] {
                let name = format!("{}_{question}", feature["feature"].as_str()?);
                let dtype = self.schema.get(&name)?;
                columns.push(dtype.is_integer().then(|| col(name))?);
            }
        }
        let covered = self.follows(&conventions) && self.is_whole("/respondents", &[]);
        covered.then(|| self.frame.clone().select(columns))
    }

    /// A log of events, of which each step is one, followed from the newest first step on.
    fn log(&self) -> Option<(LazyFrame, funnel::Rules)> {
        const COLUMNS: &str = "/columns";
        let conventions = [
            ("/parameters/exclude", json!([])),
            ("/parameters/step_window", Json::Null),
            ("/parameters/unit", Json::Null),
            ("/parameters/hold", Json::Null),
            ("/parameters/as_of", Json::Null),
            ("/parameters/attribution", json!("first")),
            ("/definition/like", json!("clickhouse")),
            ("/definition/start", json!("newest")),
            ("/definition/modes", json!([])),
            ("/definition/counting", json!("persons")),
            ("/input", json!("events")),
            ("/faults", json!([])),
        ];
        let session = self.column(COLUMNS, "session");
        let covered = self.follows(&conventions) && self.is_whole("/rows", &[]);
        let stages = self.summary.get("/stages")?.as_array()?.iter();
        let steps = stages.map(|stage| {
            let one = stage["optional"] == false && stage["name"] == stage["filled_by"];
            let name = stage["name"].as_str().filter(|_| one)?;
            Some(name.to_owned())
        });
        let steps: Vec<String> = steps.collect::<Option<_>>()?;
        let written = self.summary.get("/parameters/steps")?.as_array()?.iter();
        let same = written.zip(&steps).all(|(written, step)| {
            written == &json!(step) || written == &json!(format!("{step}={step}"))
        });
        let days = self.summary.get("/window")?.as_str()?.strip_suffix('d')?;
        let by = match self.summary.get("/by")?.as_str() {
            None => lit(""),
            Some(by) => self.schema.get(by)?.is_string().then(|| col(by))?,
        };
        if !covered || !same || session.is_some() {
            return None;
        }
        let role = |role| (COLUMNS, role);
        let columns = [
            self.named(role("customer"), "customer_id", DataType::is_integer)?,
            self.named(role("event"), "event", DataType::is_string)?,
            self.named(role("time"), "event_time", DataType::is_temporal)?,
            by.alias("channel"),
        ];
        let groups = self.summary.get("/groups")?.as_array()?.iter();
        let groups = groups.map(|group| Some(group["name"].as_str()?.to_owned()));
        let rules = funnel::Rules {
            steps,
            groups: Some(groups.collect::<Option<_>>()?),
            days: days.parse().ok()?,
        };
        Some((self.frame.clone().select(columns), rules))
    }

    /// A ledger by channel, used as a whole.
    fn ledger(&self) -> Option<LazyFrame> {
        const COLUMNS: &str = "/media/columns";
        let conventions = [
            ("/parameters/by", json!([])),
            ("/parameters/spend_columns", json!([])),
            ("/parameters/since", Json::Null),
            ("/parameters/until", Json::Null),
            ("/parameters/only_currency", Json::Null),
            ("/media/currency", Json::Null),
            ("/media/faults", json!([])),
        ];
        if !self.follows(&conventions) || !self.is_whole("/media/rows", &[]) {
            return None;
        }
        let roles: [(&str, &str, Fits); 9] = [
            ("channel", "channel", DataType::is_string),
            ("campaign", "campaign", DataType::is_string),
            ("time", "date", |dtype| *dtype == DataType::Date),
            ("impressions", "impressions", NUMBER),
            ("clicks", "clicks", NUMBER),
            ("visits", "visits", NUMBER),
            ("conversions", "orders", NUMBER),
            ("cost", "cost", NUMBER),
            ("revenue", "revenue", NUMBER),
        ];
        let there = self.summary.get(COLUMNS)?.as_array()?.iter();
        let columns = there.map(|column| {
            // Other roles change what sums and ratios are of.
            let mut roles = roles.iter();
            let (role, name, fits) = roles.find(|(role, ..)| column["role"] == *role)?;
            self.named((COLUMNS, role), name, *fits)
        });
        let columns = columns.collect::<Option<Vec<Expr>>>()?;
        self.column(COLUMNS, "channel")?;
        Some(self.frame.clone().select(columns))
    }
}

/// The conventions that the oracle of rfm knows.
fn quintiles_and_eight_types() -> [(&'static str, Json); 16] {
    [
        ("/parameters/scheme", json!("textbook8")),
        ("/parameters/bins", json!(5)),
        ("/parameters/recency_breaks", json!([])),
        ("/parameters/frequency_breaks", json!([])),
        ("/parameters/monetary_breaks", json!([])),
        ("/parameters/thresholds", json!([])),
        ("/parameters/basis", json!("raw_mean")),
        ("/parameters/refunds", json!("deduct")),
        ("/parameters/zero_orders", json!("exclude")),
        ("/parameters/statuses", json!("respect")),
        ("/parameters/money", json!("total")),
        ("/parameters/day_count", json!("calendar")),
        ("/parameters/rows", json!("auto")),
        ("/parameters/since", Json::Null),
        ("/scoring", json!("quantile")),
        ("/faults", json!([])),
    ]
}

fn is_id(dtype: &DataType) -> bool {
    dtype.is_integer() || dtype.is_string()
}
