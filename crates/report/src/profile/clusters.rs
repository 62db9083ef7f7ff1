//! The section on clusters.

use fourr_chart::{Axis, Format as Digits, Lines, Positions, Reference, Series, Shape};
use fourr_profile::clusters::{
    ClusterFigures, ClusterModel, ClusterOutcome, ClusterRule, Condition, FoundCluster,
};

use super::subject::{Subject, chart};
use crate::{Block, Cell, DataNote, Format, Method, NoteKind, Prose, Section, Span, Table};

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let blocks = match subject.summary.figures.clusters.as_ref()? {
        ClusterOutcome::Found(found) => blocks(subject, found),
        ClusterOutcome::Refused { reason } => {
            let text = subject.say(
                "没有得到聚类：{0}",
                "No clusters were found: {0}",
                &[Cell::from(reason.as_str()).into()],
            );
            vec![Block::Note(DataNote::new(
                NoteKind::Warning,
                "no_clusters",
                text,
            ))]
        }
    };
    Some(Section::new(
        "clusters",
        subject.text("聚类", "Clusters"),
        blocks,
    ))
}

fn blocks(subject: &Subject<'_>, found: &ClusterFigures) -> Vec<Block> {
    let mut blocks = vec![
        sentence(subject, found).into(),
        Block::Method(method(subject, found)),
    ];
    blocks.extend(choice(subject, found));
    blocks.push(Block::Table(rules(subject, found)));
    blocks.push(Block::Table(means(subject, found)));
    blocks
}

/// How many, how clear, how steady.
pub(super) fn sentence(subject: &Subject<'_>, found: &ClusterFigures) -> Prose {
    let clustering = &found.clustering;
    subject.say(
        "{0} 人聚成 {1} 类：平均轮廓系数 {2}，肘部法建议 {3} 类；换 {4} 个随机种子重做，调整兰德指数平均 {5}、最低 {6}。",
        "{0} people fall into {1} clusters: mean silhouette {2}, the elbow is at {3}; under {4} other seeds the adjusted Rand index is {5} in the mean and {6} at least.",
        &[
            Cell::Count(found.people).into(),
            Cell::Count(found.found.len() as u64).into(),
            Span::value(clustering.silhouette, Format::Number(3)),
            clustering.elbow.map_or(Cell::Empty, |k| Cell::Count(k.into())).into(),
            Cell::Count(found.stability.adjusted_rand.len() as u64).into(),
            Span::value(found.stability.mean, Format::Number(3)),
            Span::value(found.stability.least, Format::Number(3)),
        ],
    )
}

fn method(subject: &Subject<'_>, found: &ClusterFigures) -> Method {
    let words = match found.model {
        ClusterModel::KMeans => subject.say(
            "K-Means：数值按总体标准差标准化（未指定 --numbers 时，缺失超过 5% 的不用）；类别取值按示性变量除以频率的平方根（混合数据因子分析的尺度），与数值同等看待。k-means++ 起点，重启 10 次取簇内平方和最小者；簇数取平均轮廓系数最大者。规则由贪心搜索得到：纯度是满足规则者中属于该类的比例，覆盖是该类中满足规则的比例。",
            "K-means: numbers are standardised by the population deviation (without --numbers those that more than 5 % lack are left out); values of tags are indicators divided by the root of their frequency, the scale of factor analysis of mixed data. k-means++ starts, the best of ten; as many clusters as have the largest mean silhouette. Rules are searched greedily: purity is the share of those who meet a rule that is in the cluster, coverage the share of the cluster that meets it.",
            &[],
        ),
        ClusterModel::Mixture => subject.say(
            "高斯混合模型（EM，全协方差）：每人归入最可能产生他的那一类；簇数取平均轮廓系数最大者。",
            "A mixture of Gaussians (EM, full covariances): everybody is in the cluster that most probably made them; as many clusters as have the largest mean silhouette.",
            &[],
        ),
    };
    Method {
        name: subject.text("聚类方法", "How clusters were found"),
        words: vec![words],
        sources: vec![
            "Arthur & Vassilvitskii (2007), SODA; Rousseeuw (1987), J. Computational and Applied Mathematics 20".to_owned(),
            "Pagès (2004), Revue de statistique appliquée 52 (mixed data); Hubert & Arabie (1985), J. Classification 2".to_owned(),
            "Clark & Niblett (1989), The CN2 induction algorithm, Machine Learning 3".to_owned(),
        ],
        ..Method::default()
    }
}

/// How numbers up to that are written.
fn digits(largest: f64) -> Digits {
    if largest <= 1.0 {
        Digits::Fixed(3)
    } else if largest <= 100.0 {
        Digits::Fixed(1)
    } else {
        Digits::Count
    }
}

/// Silhouette and inertia by the number of clusters, each in a picture of its own.
fn choice(subject: &Subject<'_>, found: &ClusterFigures) -> Vec<Block> {
    let candidates = &found.clustering.candidates;
    if candidates.len() < 3 {
        return Vec::new();
    }
    let chosen = u32::try_from(found.found.len()).unwrap_or(u32::MAX);
    let line = |id: &'static str, title: String, values: Vec<Option<f64>>, marked: Option<u32>| {
        let largest = values.iter().flatten().copied().fold(0.0, f64::max);
        let digits = digits(largest);
        let label = match subject.lang {
            fourr_locale::Lang::Zh => format!("选定 k = {chosen}"),
            fourr_locale::Lang::En => format!("chosen k = {chosen}"),
        };
        let markers = marked.map(|k| Reference::new(f64::from(k), label));
        let shape = Shape::Lines(Lines {
            x: Axis::new(subject.text("簇数 k", "Clusters k"), Digits::Count),
            positions: Positions::Numbers(
                candidates
                    .iter()
                    .map(|candidate| f64::from(candidate.clusters))
                    .collect(),
            ),
            y: Axis::new(title.clone(), digits).reaching(0.0, largest * 1.1),
            series: vec![Series {
                name: title.clone(),
                values: values.into_iter().map(Into::into).collect(),
            }],
            references: Vec::new(),
            markers: markers.into_iter().collect(),
        });
        let reading = subject.say("轮廓系数越大，簇分得越清；惯量曲线的拐点是第二种意见。", "The larger the silhouette, the clearer the clusters; the bend of the inertia is a second opinion.", &[]);
        chart(
            id,
            [title, subject.population(), String::new()],
            shape,
            reading,
        )
    };
    let silhouettes = candidates.iter().map(|of| of.silhouette).collect();
    let inertia = candidates.iter().map(|of| Some(of.inertia)).collect();
    vec![
        line(
            "cluster-silhouette",
            subject.text("平均轮廓系数", "Mean silhouette"),
            silhouettes,
            Some(chosen),
        ),
        line(
            "cluster-elbow",
            subject.text("簇内平方和（肘部）", "Inertia (elbow)"),
            inertia,
            None,
        ),
    ]
}

/// A rule in words: 年龄 ≥ 35 且 城市：上海.
fn rule(subject: &Subject<'_>, rule: &ClusterRule) -> String {
    let number = |bound: f64| subject.lang.trimmed(bound, 2);
    let parts: Vec<String> = rule
        .conditions
        .iter()
        .map(|condition| match condition {
            Condition::AtLeast { feature, bound } => {
                format!("{} ≥ {}", subject.feature(feature), number(*bound))
            }
            Condition::Below { feature, bound } => {
                format!("{} < {}", subject.feature(feature), number(*bound))
            }
            Condition::Has { feature } => subject.feature(feature),
            Condition::HasNot { feature } => format!(
                "{}{}",
                subject.text("非 ", "not "),
                subject.feature(feature)
            ),
        })
        .collect();
    if parts.is_empty() {
        "–".to_owned()
    } else {
        parts.join(subject.lang.pick(" 且 ", " and "))
    }
}

/// A proposal for a name: 高 收入、低 年龄.
pub(super) fn name(subject: &Subject<'_>, cluster: &FoundCluster) -> String {
    let word = |deviations: f64| {
        if deviations > 0.0 {
            subject.lang.pick("高 ", "high ")
        } else {
            subject.lang.pick("低 ", "low ")
        }
    };
    let traits = cluster.traits.iter().map(|found| {
        format!(
            "{}{}",
            word(found.deviations),
            subject.feature(&found.feature)
        )
    });
    let names: Vec<String> = traits.collect();
    if names.is_empty() {
        subject.text("居中", "average")
    } else {
        names.join(subject.lang.pick("、", ", "))
    }
}

fn rules(subject: &Subject<'_>, found: &ClusterFigures) -> Table {
    let columns = vec![
        subject.column("类", "Cluster", Format::Count),
        subject.column("命名建议", "Name proposed", Format::Text),
        subject.column("人数", "Persons", Format::Count),
        subject.column("占比", "Share", Format::Share),
        subject.column("规则", "Rule", Format::Text),
        subject.column("纯度", "Purity", Format::Share),
        subject.column("覆盖", "Coverage", Format::Share),
        subject.column("轮廓系数", "Silhouette", Format::Number(3)),
    ];
    let rows = (1..).zip(&found.found).map(|(number, cluster)| {
        [
            Cell::Count(number),
            Cell::from(name(subject, cluster)),
            subject.count(cluster.people),
            subject.share(cluster.share),
            Cell::from(rule(subject, &cluster.rule)),
            cluster.rule.purity.map_or(Cell::Empty, Cell::Share),
            cluster.rule.coverage.map_or(Cell::Empty, Cell::Share),
            cluster.silhouette.into(),
        ]
    });
    Table::new(
        "clusters-table",
        subject.text("各类、命名建议与规则", "Clusters, names and rules"),
        columns,
    )
    .with_rows(rows)
    .read_from(|row, column| {
        let key = match column {
            2 => "people",
            3 => "share",
            5 => "rule/purity",
            6 => "rule/coverage",
            7 => "silhouette",
            _ => return None,
        };
        Some(format!("/clusters/found/{row}/{key}"))
    })
}

fn means(subject: &Subject<'_>, found: &ClusterFigures) -> Table {
    let mut columns = vec![subject.column("特征", "Feature", Format::Text)];
    for number in 1..=found.found.len() {
        let head = match subject.lang {
            fourr_locale::Lang::Zh => format!("第 {number} 类"),
            fourr_locale::Lang::En => format!("Cluster {number}"),
        };
        columns.push(subject.column(&head, &head, Format::Number(2)));
    }
    let features = found
        .clustering
        .columns
        .iter()
        .enumerate()
        .filter_map(|(place, column)| {
            let feature: usize = column.name.parse().ok()?;
            Some((place, found.features.get(feature)?))
        });
    let rows = features.map(|(place, feature)| {
        let cells = found
            .found
            .iter()
            .map(|cluster| subject.number(cluster.means.as_ref().map(|means| means[place])));
        std::iter::once(Cell::from(subject.feature(feature)))
            .chain(cells)
            .collect::<Vec<Cell>>()
    });
    let caption = subject.text(
        "各类的均值（原单位；标签取值为占比）",
        "Means of clusters (own units; shares of values)",
    );
    Table::new("clusters-means", caption, columns).with_rows(rows)
}
