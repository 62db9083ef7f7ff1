//! Equal parameters, equal bytes.

use std::path::Path;

use fourr_generator::{Dataset, Edition, Orders};

use crate::sheet::{Sheet, bytes, csv};

/// Several slices, so that there is something to run at once.
fn large() -> Orders {
    Orders {
        rows: 400_000,
        edition: Edition::Bench,
        ..Orders::default()
    }
}

fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap()
        .install(work)
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let parquet = |path: &Path| large().write_parquet(path).unwrap();
    let one = on_threads(1, || (csv(&large()), bytes("orders.parquet", parquet)));
    let three = on_threads(3, || (csv(&large()), bytes("orders.parquet", parquet)));
    assert!(one == three);
}

#[test]
fn dirt_is_the_same_on_any_number_of_threads() {
    let dirty = Orders {
        rows: 300_000,
        dirt: 1.0,
        ..Orders::default()
    };
    assert!(on_threads(1, || csv(&dirty)) == on_threads(3, || csv(&dirty)));
}

#[test]
fn another_seed_gives_another_log() {
    let seeded = |seed| {
        csv(&Orders {
            rows: 1_000,
            seed,
            ..Orders::default()
        })
    };
    assert!(seeded(1) == seeded(1));
    assert!(seeded(1) != seeded(2));
}

/// FNV-1a (Fowler, Noll & Vo), so that a change of a single byte shows in the diff of this file.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A log large enough for many slices, by its fingerprint: what one machine writes, every other does.
#[test]
fn the_bytes_of_a_large_log_are_pinned() {
    assert_eq!(fingerprint(&csv(&large())), 12_599_258_387_477_831_405);
}

#[test]
fn batches_hold_what_the_parquet_file_holds() {
    let rows: usize = large()
        .batches()
        .unwrap()
        .map(|batch| batch.unwrap().height())
        .sum();
    assert_eq!(rows, 400_000);
}

#[test]
fn any_number_of_rows_is_met_exactly() {
    for rows in [1, 2, 13, 100, 999, 12_345] {
        let orders = Orders {
            rows,
            ..Orders::default()
        };
        let written = Sheet::of(&orders).rows.len();
        assert_eq!((written as u64, orders.row_count().unwrap()), (rows, rows));
    }
}
