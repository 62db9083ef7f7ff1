//! The hot kernels one by one, for `instructions.py`, which counts their instructions under valgrind.
//!
//! `instructions` prints their names and rows; `instructions write KERNEL FOLDER` writes the file that a kernel reads, if any;
//! `instructions run KERNEL FOLDER TIMES` opens it and runs the kernel so many times. What one time costs is the difference
//! of two runs.

#![expect(clippy::unnecessary_wraps, reason = "kernels have one signature")]

use std::{
    env,
    error::Error,
    hint::black_box,
    io::{self, Write},
    path::Path,
};

use fourr_benches::{events, files, ledger, numbers, persons, texts};
use fourr_clean::Recipe;
use fourr_cluster::{Choice, Feature, KMeans, Transform};
use fourr_cost_benefit::{CostBenefit, Inputs};
use fourr_funnel::{Funnel, Step};
use fourr_kano::Kano;
use fourr_profile::{Lists, Needs, Profile, SourceKind, Sources, TagColumn, TagFile, tally};
use fourr_rfm::Rfm;
use fourr_table::{
    Batch, Input, Table, TableError,
    coerce::{Faults, TimeRules, amounts, times},
};

type Fallible<T> = Result<T, Box<dyn Error>>;
/// One time of a kernel.
type Work = Box<dyn FnMut() -> Fallible<()>>;

/// A kernel over so many rows.
struct Kernel {
    name: &'static str,
    rows: u64,
    /// Writes what is read.
    write: fn(u64, &Path) -> Fallible<()>,
    /// Everything that is done once.
    open: fn(u64, &Path) -> Fallible<Work>,
}

const KERNELS: [Kernel; 11] = [
    Kernel::reading("rfm_segment", 100_000, orders, rfm_segment),
    Kernel::over("funnel_convert", 100_000, funnel_convert),
    Kernel::reading("kano_classify", 20_000, questionnaire, kano_classify),
    Kernel::over("profile_tag", 100_000, profile_tag),
    Kernel::reading("clean_apply", 20_000, dirty_orders, clean_apply),
    Kernel::reading(
        "cost_benefit_ledger",
        100_000,
        campaign_days,
        cost_benefit_ledger,
    ),
    Kernel::reading("csv_survey", 100_000, csv_orders, csv_survey),
    Kernel::reading("csv_cut", 100_000, csv_orders, csv_cut),
    Kernel::reading("parquet_coerce", 100_000, orders, parquet_coerce),
    Kernel::over("k_means", 20_000, k_means),
    Kernel::over("text_cells", 100_000, text_cells),
];

impl Kernel {
    const fn reading(
        name: &'static str,
        rows: u64,
        write: fn(u64, &Path) -> Fallible<()>,
        open: fn(u64, &Path) -> Fallible<Work>,
    ) -> Self {
        Self {
            name,
            rows,
            write,
            open,
        }
    }

    /// A kernel over data in memory.
    const fn over(name: &'static str, rows: u64, open: fn(u64, &Path) -> Fallible<Work>) -> Self {
        Self::reading(name, rows, |_, _| Ok(()), open)
    }

    fn of(name: &str) -> Fallible<&'static Self> {
        let found = KERNELS.iter().find(|kernel| kernel.name == name);
        Ok(found.ok_or_else(|| format!("no kernel {name}"))?)
    }
}

fn main() -> Fallible<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["write", name, folder] => {
            let kernel = Kernel::of(name)?;
            (kernel.write)(kernel.rows, Path::new(folder))
        }
        ["run", name, folder, times] => {
            let kernel = Kernel::of(name)?;
            let mut work = (kernel.open)(kernel.rows, Path::new(folder))?;
            (0..times.parse::<u32>()?).try_for_each(|_| work())
        }
        // `cargo bench` gives `--bench`.
        _ => {
            let line = |kernel: &Kernel| writeln!(io::stdout(), "{} {}", kernel.name, kernel.rows);
            Ok(KERNELS.iter().try_for_each(line)?)
        }
    }
}

fn orders(rows: u64, folder: &Path) -> Fallible<()> {
    Ok(files::orders(rows, &folder.join("orders.parquet"))?)
}

fn csv_orders(rows: u64, folder: &Path) -> Fallible<()> {
    Ok(files::orders(rows, &folder.join("orders.csv"))?)
}

fn dirty_orders(rows: u64, folder: &Path) -> Fallible<()> {
    Ok(files::dirty_orders(rows, &folder.join("dirty.csv"))?)
}

fn questionnaire(rows: u64, folder: &Path) -> Fallible<()> {
    Ok(files::questionnaire(
        rows,
        &folder.join("questionnaire.parquet"),
    )?)
}

fn campaign_days(rows: u64, folder: &Path) -> Fallible<()> {
    Ok(ledger::write(rows, &folder.join("ledger.parquet"))?)
}

fn open(folder: &Path, name: &str) -> Result<Table, TableError> {
    Input::of([folder.join(name)]).open()
}

fn rfm_segment(_: u64, folder: &Path) -> Fallible<Work> {
    let table = open(folder, "orders.parquet")?;
    Ok(Box::new(move || {
        black_box(Rfm::default().segment(black_box(&table))?);
        Ok(())
    }))
}

fn funnel_convert(rows: u64, _: &Path) -> Fallible<Work> {
    let table = events::log(rows)?;
    let funnel = Funnel {
        steps: events::STEPS.map(Step::event).to_vec(),
        ..Funnel::default()
    };
    Ok(Box::new(move || {
        black_box(funnel.convert(black_box(&table))?);
        Ok(())
    }))
}

fn kano_classify(_: u64, folder: &Path) -> Fallible<Work> {
    let table = open(folder, "questionnaire.parquet")?;
    Ok(Box::new(move || {
        black_box(Kano::default().classify(black_box(&table))?);
        Ok(())
    }))
}

fn profile_tag(rows: u64, _: &Path) -> Fallible<Work> {
    let file = TagFile::from_toml("bench", persons::TAGS)?;
    let profile = Profile::default();
    let mut sources = Sources::default();
    let table = Table::from_frame(persons::frame(rows)?);
    sources.add(&profile, table, Some(SourceKind::Persons))?;
    Ok(Box::new(move || {
        let (lists, needs) = (Lists::default(), Needs::default());
        let tagging = profile.tag(Some(&file), black_box(&sources), &lists, &needs)?;
        let columns: Vec<&TagColumn> = tagging.columns().iter().collect();
        let group = tally::Group::with(columns[1], 0);
        black_box(tally::split_all(&columns, &group));
        Ok(())
    }))
}

fn clean_apply(_: u64, folder: &Path) -> Fallible<Work> {
    let recipe = Recipe::from_toml(files::RECIPE)?;
    let table = open(folder, "dirty.csv")?;
    Ok(Box::new(move || {
        black_box(recipe.apply(black_box(&table))?);
        Ok(())
    }))
}

fn cost_benefit_ledger(_: u64, folder: &Path) -> Fallible<Work> {
    let table = open(folder, "ledger.parquet")?;
    Ok(Box::new(move || {
        let inputs = Inputs {
            ledger: Some(&table),
            ..Inputs::default()
        };
        black_box(CostBenefit::default().analyse(black_box(inputs))?);
        Ok(())
    }))
}

/// From end to end before anything is parsed.
fn csv_survey(_: u64, folder: &Path) -> Fallible<Work> {
    let folder = folder.to_owned();
    Ok(Box::new(move || {
        black_box(open(&folder, "orders.csv")?);
        Ok(())
    }))
}

/// All cells as text.
fn csv_cut(_: u64, folder: &Path) -> Fallible<Work> {
    let table = open(folder, "orders.csv")?;
    Ok(Box::new(move || {
        let columns: Vec<&str> = table.columns().iter().map(|of| of.name.as_str()).collect();
        for batch in table.batches(&columns)? {
            black_box(batch?);
        }
        Ok(())
    }))
}

/// Times and amounts of orders as numbers.
fn parquet_coerce(_: u64, folder: &Path) -> Fallible<Work> {
    let table = open(folder, "orders.parquet")?;
    Ok(Box::new(move || {
        let read = |(): &mut (), batch: Batch| -> Result<(), TableError> {
            black_box(read_columns(&batch)?);
            Ok(())
        };
        table
            .batches(&["order_time", "amount"])?
            .spread(|_| (), read)?;
        Ok(())
    }))
}

fn read_columns(batch: &Batch) -> Result<usize, TableError> {
    let mut faults = Faults::new("orders");
    let moments = batch.column("order_time")?;
    let moments = times(moments, TimeRules::default(), batch.first_row, &mut faults)?;
    let money = amounts(batch.column("amount")?, batch.first_row, &mut faults)?;
    Ok(moments.len() + money.len())
}

fn k_means(rows: u64, _: &Path) -> Fallible<Work> {
    let columns = numbers::planted(rows, 8);
    let means = KMeans {
        clusters: Choice::Exactly(6),
        restarts: 3,
        ..KMeans::default()
    };
    Ok(Box::new(move || {
        let features = columns.iter().map(|values| Feature {
            name: "x",
            values,
            transform: Transform::None,
        });
        black_box(means.fit(&features.collect::<Vec<_>>())?);
        Ok(())
    }))
}

fn text_cells(rows: u64, _: &Path) -> Fallible<Work> {
    let (moments, money) = (texts::times(rows), texts::amounts(rows));
    Ok(Box::new(move || {
        let mut faults = Faults::new("cells");
        black_box(times(&moments, TimeRules::default(), 0, &mut faults)?);
        black_box(amounts(&money, 0, &mut faults)?);
        Ok(())
    }))
}
