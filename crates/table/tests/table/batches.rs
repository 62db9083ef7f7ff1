//! Rows in order, a bounded number at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use fourr_table::{Table, TableError};
use polars::prelude::*;

use crate::support::{Folder, open};

const ROWS: u64 = 1_000_000;

fn check(table: &Table) {
    let seen = Arc::new(AtomicU64::new(0));
    let told = Arc::clone(&seen);
    let table = table
        .clone()
        .with_observer(Arc::new(move |rows| told.store(rows, Ordering::Relaxed)));
    let mut next = 0;
    for batch in table.batches(&["n", "id"]).unwrap() {
        let batch = batch.unwrap();
        assert_eq!(batch.first_row, next);
        let frame = batch.frame().unwrap();
        assert_eq!(frame.get_column_names(), ["n", "id"]);
        assert_eq!(frame.height(), batch.height());
        assert!(batch.height() <= 600_000, "{}", batch.height());
        let first = frame.column("id").unwrap().cast(&DataType::Int64).unwrap();
        assert_eq!(
            first.i64().unwrap().get(0),
            Some(i64::try_from(next).unwrap())
        );
        next += batch.height() as u64;
        assert_eq!(seen.load(Ordering::Relaxed), next);
    }
    assert_eq!(next, ROWS);
}

#[test]
fn batches_come_in_order_from_text_parquet_and_memory() {
    let text: String = std::iter::once("id,n,x\n".to_owned())
        .chain((0..ROWS).map(|i| format!("{i},{i},a\n")))
        .collect();
    let table = open(text).unwrap();
    check(&table);
    let mut frame = table.lazy().collect().unwrap();
    check(&Table::from_frame(frame.clone()));
    let folder = Folder::new();
    let path = folder.path().join("a.parquet");
    ParquetWriter::new(std::fs::File::create(&path).unwrap())
        .finish(&mut frame)
        .unwrap();
    check(&fourr_table::Input::of([path]).open().unwrap());
}

#[test]
fn a_reader_may_stop_early() {
    let text: String = std::iter::once("id,n\n".to_owned())
        .chain((0..ROWS).map(|i| format!("{i},1\n")))
        .collect();
    let table = open(text).unwrap();
    let first = table.batches(&["id"]).unwrap().next().unwrap().unwrap();
    assert_eq!(first.first_row, 0);
}

#[test]
fn an_unknown_column_is_refused_with_the_nearest() {
    let table = open("customer,n\n1,2\n").unwrap();
    let Err(error) = table.batches(&["custmer"]) else {
        panic!("no such column")
    };
    assert!(
        matches!(&error, TableError::NoColumn { near, .. } if near == &["customer"]),
        "{error}"
    );
}

/// The scan of polars and our own cutting of text must give the same cells.
#[test]
fn batches_hold_what_the_lazy_scan_holds() {
    let texts = [
        "a,b,c\r\n1,\"x, \"\"y\"\"\nz\",\r\n,\"\",3\r\n4\r\n5,6,7,8\r\n\r\n,,\r\n",
        "a,b,c\n1,2,3",
        "a\n1\n\"\n\"\n3\n",
    ];
    for text in texts {
        let table = open(text).unwrap();
        let whole = table.lazy().collect().unwrap();
        let names: Vec<String> = table
            .columns()
            .iter()
            .map(|column| column.name.clone())
            .collect();
        let reversed: Vec<&str> = names.iter().rev().map(String::as_str).collect();
        let batch = table.batches(&reversed).unwrap().next().unwrap().unwrap();
        let frame = batch.frame().unwrap();
        assert!(
            frame.equals_missing(&whole.select(reversed).unwrap()),
            "{text:?} {frame} {whole}",
        );
    }
}

#[test]
fn workers_share_the_batches_and_visit_places_from_their_own_on() {
    let frame = df!("n" => (0..ROWS).collect::<Vec<_>>()).unwrap();
    let table = Table::from_frame(frame);
    let states = table
        .batches(&["n"])
        .unwrap()
        .spread(
            |worker| (worker, 0_u64),
            |state, batch| {
                state.1 += batch
                    .frame()?
                    .column("n")?
                    .u64()?
                    .iter()
                    .flatten()
                    .sum::<u64>();
                Ok::<(), TableError>(())
            },
        )
        .unwrap();
    assert_eq!(
        states.iter().map(|state| state.1).sum::<u64>(),
        ROWS * (ROWS - 1) / 2
    );
    for (number, (worker, _)) in states.iter().enumerate() {
        assert_eq!((worker.number, worker.of), (number, states.len()));
        let mut places: Vec<usize> = worker.places(10).collect();
        assert_eq!(places[0], number * 10 / states.len());
        places.sort_unstable();
        assert_eq!(places, (0..10).collect::<Vec<_>>());
    }
}

/// Whoever reads a Parquet file decodes its row groups; they hold what a scan finds, whatever the types.
#[test]
fn workers_decode_the_row_groups_of_a_parquet_file() {
    const ROWS: i64 = 300_000;
    let known = |row: i64| (row % 7 != 0).then_some(row);
    let mut frame = df!(
        "id" => (0..ROWS).collect::<Vec<_>>(),
        "text" => (0..ROWS).map(|row| known(row).map(|row| format!("一个很长的文本 {}", row % 97))).collect::<Vec<_>>(),
        "number" => (0..ROWS).map(|row| known(row).map(|row| row as f64 / 3.0)).collect::<Vec<_>>(),
        "flag" => (0..ROWS).map(|row| known(row).map(|row| row % 2 == 0)).collect::<Vec<_>>(),
    )
    .unwrap();
    let day = col("id")
        .cast(DataType::Int32)
        .cast(DataType::Date)
        .alias("day");
    frame = frame.lazy().with_column(day).collect().unwrap();
    let folder = Folder::new();
    let path = folder.path().join("groups.parquet");
    ParquetWriter::new(std::fs::File::create(&path).unwrap())
        .with_row_group_size(Some(5_000))
        .finish(&mut frame)
        .unwrap();
    let table = fourr_table::Input::of([path]).open().unwrap();
    let names = ["day", "text", "flag", "number", "id"];
    let states = table
        .batches(&names)
        .unwrap()
        .spread(
            |_| Vec::new(),
            |mine, batch| {
                mine.push((batch.first_row, batch.frame()?));
                Ok::<(), TableError>(())
            },
        )
        .unwrap();
    let mut read: Vec<(u64, DataFrame)> = states.into_iter().flatten().collect();
    read.sort_by_key(|(first_row, _)| *first_row);
    let whole = frame.select(names).unwrap();
    let mut next = 0;
    for (first_row, part) in read {
        assert_eq!(first_row, next);
        let expected = whole.slice(i64::try_from(next).unwrap(), part.height());
        assert!(part.equals_missing(&expected));
        next += part.height() as u64;
    }
    assert_eq!(next, u64::try_from(ROWS).unwrap());
}

#[test]
fn a_worker_that_fails_ends_the_reading() {
    let frame = df!("n" => (0..10 * ROWS).collect::<Vec<_>>()).unwrap();
    let folded = AtomicU64::new(0);
    let failed = Table::from_frame(frame).batches(&["n"]).unwrap().spread(
        |_| (),
        |(), batch| {
            folded.fetch_add(1, Ordering::Relaxed);
            if batch.first_row == 0 {
                let reason = "the first batch".to_owned();
                return Err(TableError::Query { reason });
            }
            // The others leave the first one time to fail.
            std::thread::sleep(std::time::Duration::from_millis(20));
            Ok(())
        },
    );
    assert!(matches!(failed, Err(TableError::Query { .. })));
    assert!(folded.load(Ordering::Relaxed) < 38);
}

/// The sample is decoded by ourselves too: its rows lie in several row groups, and a column in several parts.
#[test]
fn the_sample_of_a_parquet_file_is_its_first_rows() {
    let lists =
        (0..2_500_i64).map(|row| Series::new(PlSmallStr::EMPTY, (0..row % 4).collect::<Vec<_>>()));
    let mut frame = df!(
        "id" => (0..2_500_i64).collect::<Vec<_>>(),
        "list" => Series::new(PlSmallStr::EMPTY, lists.collect::<Vec<_>>()),
        "text" => (0..2_500_i64).map(|row| (row % 5 > 0).then(|| row.to_string())).collect::<Vec<_>>(),
    )
    .unwrap();
    let folder = Folder::new();
    let path = folder.path().join("groups.parquet");
    ParquetWriter::new(std::fs::File::create(&path).unwrap())
        .with_row_group_size(Some(300))
        .finish(&mut frame)
        .unwrap();
    let table = fourr_table::Input::of([&path]).open().unwrap();
    assert!(table.sample().equals_missing(&frame.head(Some(1_000))));
    assert_eq!(table.known_rows(), Some(2_500));

    // Cut short while it is open: an error, where a mapped file would end the process.
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(100).unwrap();
    let read = table
        .batches(&["text"])
        .unwrap()
        .spread(|_| (), |(), batch| batch.frame().map(|_| ()));
    assert!(matches!(read, Err(TableError::Query { .. })), "{read:?}");
}

/// What is written of a table must not depend on how many workers there were: neither may where its batches end.
#[test]
fn batches_end_where_they_end_with_any_number_of_threads() {
    const ROWS: i64 = 600_000;
    let mut frame = df!("id" => (0..ROWS).collect::<Vec<_>>()).unwrap();
    let folder = Folder::new();
    for groups in [1, 3, 5, 20] {
        let path = folder.path().join(format!("{groups}.parquet"));
        ParquetWriter::new(std::fs::File::create(&path).unwrap())
            .with_row_group_size(Some(600_000 / groups))
            .finish(&mut frame)
            .unwrap();
        let table = fourr_table::Input::of([path]).open().unwrap();
        let ends = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
            let batches = pool.build().unwrap().install(|| {
                table.batches(&["id"]).unwrap().spread(
                    |_| Vec::new(),
                    |ends, batch| {
                        ends.push(batch.first_row + batch.height() as u64);
                        Ok::<(), TableError>(())
                    },
                )
            });
            let mut ends = batches.unwrap().concat();
            ends.sort_unstable();
            ends
        };
        let alone = ends(1);
        assert_eq!(alone.last(), Some(&600_000));
        for threads in [2, 4, 32] {
            assert_eq!(ends(threads), alone, "{groups} row groups");
        }
    }
}

/// Columns are decoded one by one as frames are, whether their texts are all in the dictionary of a row group, only some, or none.
#[test]
fn texts_of_a_dictionary_are_the_texts_of_the_column() {
    // Two row groups, too large to be taken together.
    const ROWS: usize = 200_000;
    let texts = |of: &dyn Fn(usize) -> Option<String>| (0..ROWS).map(of).collect::<Vec<_>>();
    let mut frame = df!(
        "few" => texts(&|row| Some(["北京", "a text of many bytes", "", "x"][row % 4].to_owned())),
        "gaps" => texts(&|row| (row % 3 > 0).then(|| (row % 50).to_string())),
        "some" => texts(&|row| Some(if row < 500 { "same".to_owned() } else { format!("a text of its own {row}") })),
        "none" => texts(&|row| Some(format!("{row:>20}"))),
        "null" => texts(&|_| None),
    )
    .unwrap();
    let folder = Folder::new();
    let path = folder.path().join("texts.parquet");
    ParquetWriter::new(std::fs::File::create(&path).unwrap())
        .with_row_group_size(Some(100_000))
        .finish(&mut frame)
        .unwrap();
    let table = fourr_table::Input::of([path]).open().unwrap();
    let names: Vec<&str> = table
        .columns()
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    let read = table.batches(&names).unwrap().spread(
        |_| Vec::new(),
        |mine, batch| {
            for name in &names {
                let values = batch.column(name)?;
                let texts = values.as_texts()?;
                let one_by_one: Vec<Option<&str>> = texts.iter().collect();
                let by_row: Vec<Option<&str>> =
                    (0..texts.len()).map(|row| texts.get(row)).collect();
                assert_eq!(one_by_one, by_row);
                assert_eq!(texts.has_nulls(), one_by_one.contains(&None));
                mine.push((batch.first_row, texts.to_column(name).into_column()));
            }
            Ok::<(), TableError>(())
        },
    );
    let read = read.unwrap().concat();
    assert_eq!(read.len(), 2 * names.len());
    for (first_row, column) in read {
        let first = i64::try_from(first_row).unwrap();
        let expected = frame
            .column(column.name())
            .unwrap()
            .slice(first, column.len());
        assert!(
            column.equals_missing(&expected),
            "{} {first}",
            column.name()
        );
    }
}
