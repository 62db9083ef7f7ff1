use fourr_generator::*;
use std::time::Instant;
fn main() {
    let rows: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let kind = std::env::args().nth(2).unwrap();
    let out = std::env::args().nth(3).unwrap();
    let edition = if kind.contains("bench") {
        Edition::Bench
    } else {
        Edition::Practice
    };
    let dirt = if kind.contains("dirty") { 1.0 } else { 0.0 };
    let o = Orders {
        rows,
        edition,
        dirt,
        ..Orders::default()
    };
    let t = Instant::now();
    println!(
        "customers {} rows {} {:?}",
        o.customer_count().unwrap(),
        o.row_count().unwrap(),
        t.elapsed()
    );
    let t = Instant::now();
    let p = std::path::Path::new(&out);
    if kind.contains("none") {
        println!(
            "{}",
            o.batches()
                .unwrap()
                .map(|b| b.unwrap().height())
                .sum::<usize>()
        );
    } else if out.ends_with("parquet") {
        o.write_parquet(p).unwrap();
    } else {
        o.write_csv(p).unwrap();
    }
    let e = t.elapsed();
    println!("{e:?} {:.0} rows/s", rows as f64 / e.as_secs_f64());
    if kind.contains("truth") {
        o.write_truth(&p.with_extension("truth.csv")).unwrap();
    }
}
