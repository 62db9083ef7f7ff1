//! Clusters of rows that nearly agree.

use fourr_chart::{Axis, Dot, Format as Digits, Scatter, Shape};
use fourr_clean::summary::{Cluster, Detail, Summary};

use super::voice::{Voice, count};
use crate::{Block, Cell, Format, Section, Table};

/// Clusters and rows of one that the table shows.
const CLUSTERS: usize = 20;
const ROWS: usize = 10;

pub(super) fn section(voice: &Voice, summary: &Summary) -> Option<Section> {
    let clusters: Vec<&Cluster> = summary
        .steps
        .iter()
        .filter_map(|step| match &step.detail {
            Some(Detail::Near { clusters, .. }) => Some(clusters),
            _ => None,
        })
        .flatten()
        .collect();
    if clusters.is_empty() {
        return None;
    }
    let blocks = vec![
        Block::Table(table(voice, &clusters)),
        chart(voice, &clusters),
    ];
    Some(Section::new(
        "near",
        voice.text("近似重复", "Near duplicates"),
        blocks,
    ))
}

fn table(voice: &Voice, clusters: &[&Cluster]) -> Table {
    let columns = vec![
        voice.column("簇", "Cluster", Format::Count),
        voice.column("行数", "Rows", Format::Count),
        voice.column("行号", "Row numbers", Format::Text),
        voice.column("最小相似度", "Least similarity", Format::Number(3)),
    ];
    let rows = (1..)
        .zip(clusters.iter().take(CLUSTERS))
        .map(|(place, cluster)| {
            let mut numbers: Vec<String> = cluster
                .rows
                .iter()
                .take(ROWS)
                .map(|row| voice.lang.count(*row))
                .collect();
            if cluster.rows.len() > ROWS {
                numbers.push("…".to_owned());
            }
            [
                Cell::Count(place),
                Cell::Count(cluster.rows.len() as u64),
                Cell::from(voice.list(numbers)),
                Cell::Number(cluster.least_similarity),
            ]
        });
    let caption = voice.text("近似重复的簇", "Clusters of near duplicates");
    Table::new("near-clusters", caption, columns).with_rows(rows)
}

/// Size against least similarity: large clusters that lie low are chains.
fn chart(voice: &Voice, clusters: &[&Cluster]) -> Block {
    let dots = (1..)
        .zip(clusters)
        .map(|(place, cluster)| Dot {
            x: cluster.rows.len() as f64,
            y: cluster.least_similarity,
            size: None,
            label: (place <= 5).then(|| format!("{place}")),
            group: 0,
            spread: None,
        })
        .collect();
    let shape = Shape::Scatter(Scatter {
        x: Axis::new(voice.text("簇的行数", "Rows of the cluster"), Digits::Count),
        y: Axis::new(
            voice.text("最小相似度", "Least similarity"),
            Digits::Fixed(2),
        ),
        dots,
        groups: vec![voice.text("簇", "Cluster")],
        bubbles: None,
        split: None,
        references: Vec::new(),
    });
    let rows: usize = clusters.iter().map(|cluster| cluster.rows.len()).sum();
    let reading = voice.say(
        "{0} 个簇共 {1} 行；行数多而最小相似度低的簇是由链条连成的，两端未必相同，须人工核对。",
        "{0} clusters of {1} rows in all; large clusters of low least similarity are chains whose ends may differ: look at them.",
        &[count(clusters.len() as u64), count(rows as u64)],
    );
    voice.chart(
        "near-clusters-chart",
        voice.text("近似重复的簇", "Clusters of near duplicates"),
        voice.lang.pick("单连接聚类", "single linkage"),
        (shape, reading),
    )
}
