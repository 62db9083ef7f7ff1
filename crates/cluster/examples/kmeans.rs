//! Times a k-means over columns in a file of little-endian doubles, column after column: `kmeans FILE COLUMNS K
//! RESTARTS`. The other side is the task kmeans of `benches/side_by_side.py`.

use std::{env, error::Error, fs, time::Instant};

use fourr_cluster::{Choice, Feature, KMeans, Transform};

#[expect(clippy::print_stdout, reason = "what a program of measurements is for")]
fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [file, columns, clusters, restarts] = &arguments[..] else {
        return Err("usage: kmeans FILE COLUMNS K RESTARTS".into());
    };
    let bytes = fs::read(file)?;
    let numbers: Vec<f64> = bytes
        .as_chunks()
        .0
        .iter()
        .map(|number| f64::from_le_bytes(*number))
        .collect();
    let rows = numbers.len() / columns.parse::<usize>()?;
    let features: Vec<Feature<'_>> = numbers
        .chunks_exact(rows)
        .map(|values| Feature {
            name: "x",
            values,
            transform: Transform::None,
        })
        .collect();
    let means = KMeans {
        clusters: Choice::Exactly(clusters.parse()?),
        restarts: restarts.parse()?,
        ..KMeans::default()
    };
    let start = Instant::now();
    let found = means.fit(&features)?;
    println!("{:.3} {:.6}", start.elapsed().as_secs_f64(), found.inertia);
    Ok(())
}
