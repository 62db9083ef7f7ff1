//! The section on clusters: groups that the data makes by itself, beside the segments that rules make.

use fourr_chart::{
    Axis, Dot, Format as Digits, Lines, Positions, Radar, RadarAxis, Reference, Scatter, Series,
    Shape,
};
use fourr_cluster::{ClusterSummary, Reason};
use fourr_locale::Lang;
use fourr_rfm::{ClusterName, Clusters, Column as Customers, Scheme};

use super::{
    fields::{customers, field},
    model_warning,
    subject::Subject,
    values::{count, money_cell, number, share},
};
use crate::{
    Block, Cell, Convention, DataNote, Finding, Format, Formula, Id, Live, Math, Method, NoteKind,
    Row, Section, Span, Table,
};

/// The dimensions in the order of the columns.
const DIMENSIONS: [&str; 3] = ["recency", "frequency", "monetary"];

/// Clusters whose profiles one radar chart can show.
const PROFILES: usize = 4;

/// Method, choice of the number, clusters and their pictures; nothing where none were asked for.
pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let attempt = subject.summary.clusters.as_ref()?;
    let title = subject.text("客户聚类（K-Means）", "Clusters of customers (k-means)");
    let blocks = match (attempt.done(), attempt.refusal()) {
        (Some(clusters), _) => blocks(subject, clusters),
        (None, Some(reason)) => vec![Block::Note(DataNote {
            kind: NoteKind::Warning,
            code: "no_clusters".to_owned(),
            text: model_warning::clusters(subject, reason),
            rows: None,
        })],
        (None, None) => return None,
    };
    Some(Section::new("clusters", title, blocks))
}

fn blocks(subject: &Subject<'_>, clusters: &Clusters) -> Vec<Block> {
    let mut blocks = vec![Block::Method(method(subject, clusters))];
    blocks.extend(choice(subject, clusters));
    blocks.push(Block::Table(table(subject, clusters)));
    blocks.extend(words(subject, clusters));
    blocks.extend(radar(subject, clusters));
    blocks.push(scatter(subject, clusters));
    blocks
}

/// How many there are, how clearly, and the one that brings most.
pub(super) fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let done = subject
        .summary
        .clusters
        .as_ref()
        .and_then(|attempt| attempt.done());
    let found = done.and_then(|clusters| {
        let of = &clusters.clustering;
        let monetary = place(clusters, "monetary")?;
        let spent = |cluster: &ClusterSummary| cluster.means[monetary] * cluster.size as f64;
        let all = of.clusters.iter().enumerate();
        let (best, cluster) = all.max_by(|a, b| spent(a.1).total_cmp(&spent(b.1)))?;
        let total = subject.summary.totals.monetary;
        let values = [
            count(of.clusters.len() as u64),
            number(of.silhouette),
            Span::plain(name(subject, clusters, best)),
            share(cluster.share),
            share((total > 0.0).then(|| spent(cluster) / total)),
        ];
        let text = subject.say(
            "聚类得到 {0} 群客户（平均轮廓系数 {1}）；{2}占人数 {3}，贡献金额的 {4}。",
            "K-means finds {0} clusters (mean silhouette {1}); {2} holds {3} of the customers and brings {4} of the amount.",
            &values,
        );
        Some(Finding::new(text, ["clusters", "clusters-scatter"].map(Id::from)))
    });
    found.into_iter().collect()
}

fn method(subject: &Subject<'_>, clusters: &Clusters) -> Method {
    let words = subject.say(
        "在 −R、ln(1+F)、ln(1+M) 上做 K-Means：先标准化（总体标准差），k-means++ 起点，重启 10 次取簇内平方和最小者。簇按人数从多到少编号，名称取簇均值相对总体均值的高低（八类）。",
        "K-means on −R, ln(1 + F) and ln(1 + M), standardised by the population deviation: k-means++ starts, the best of ten by inertia. Clusters are numbered by size and named by whether their means lie above or below those of all, as the eight types are.",
        &[],
    );
    let [z, x, mean, sd] = ["z", "x", "μ", "σ"].map(Math::symbol);
    Method {
        name: subject.text("K-Means 聚类", "K-means"),
        words: vec![words],
        formulas: vec![
            Formula::new(z.equals((x - mean.clone()) / sd.clone()))
                .meaning(mean, subject.text("总体均值", "mean of all customers"))
                .meaning(
                    sd,
                    subject.text("总体标准差", "standard deviation of all customers"),
                ),
            silhouette(subject),
        ],
        conventions: conventions(subject, clusters),
        sources: vec![
            "Arthur & Vassilvitskii (2007), k-means++: the advantages of careful seeding, SODA"
                .to_owned(),
            "Rousseeuw (1987), Silhouettes, Journal of Computational and Applied Mathematics 20"
                .to_owned(),
        ],
    }
}

/// How the number was found, and what was sampled or changed.
fn conventions(subject: &Subject<'_>, clusters: &Clusters) -> Vec<Convention> {
    let of = &clusters.clustering;
    let chosen = match of.reason {
        Reason::Silhouette => subject.say(
            "取平均轮廓系数最大的 k = {0}；肘部法为 {1}",
            "The k with the largest mean silhouette, {0}; the elbow is at {1}",
            &[
                count(of.clusters.len() as u64),
                of.elbow
                    .map_or(Cell::Empty, |k| Cell::Count(k.into()))
                    .into(),
            ],
        ),
        Reason::Asked => subject.say(
            "由参数指定：k = {0}",
            "As asked for: k = {0}",
            &[count(of.clusters.len() as u64)],
        ),
    };
    let mut conventions = vec![Convention {
        question: subject.text("簇数", "Number of clusters"),
        in_force: chosen,
    }];
    if of.rows_fitted < of.rows_distinct {
        conventions.push(Convention {
            question: subject.text("抽样", "Sample"),
            in_force: subject.say(
                "起点在 {0} 位客户的样本上求得，再对全部客户迭代；轮廓系数取自 {1} 位客户",
                "Starts are found on a sample of {0} customers and then moved over all; silhouettes are those of {1} customers",
                &[count(of.rows_fitted), count(of.silhouette_rows)],
            ),
        });
    }
    if clusters.amount_raised_to_zero > 0 {
        conventions.push(Convention {
            question: subject.text("负金额", "Negative amounts"),
            in_force: subject.say(
                "{0} 位客户的金额为负，按 0 取对数",
                "The amounts of {0} customers are below zero and count as zero",
                &[count(clusters.amount_raised_to_zero)],
            ),
        });
    }
    conventions
}

fn silhouette(subject: &Subject<'_>) -> Formula {
    let [s, a, b] = ["s", "a", "b"].map(Math::symbol);
    let larger = Math::words("max(a, b)");
    Formula::new(s.equals((b.clone() - a.clone()) / larger))
        .meaning(
            a,
            subject.text(
                "到本簇其他客户的平均距离",
                "mean distance to the others of the cluster",
            ),
        )
        .meaning(
            b,
            subject.text(
                "到最近的另一簇的平均距离",
                "mean distance to the nearest other cluster",
            ),
        )
}

/// Inertia and silhouette by k, where the number was chosen.
fn choice(subject: &Subject<'_>, clusters: &Clusters) -> Vec<Block> {
    let of = &clusters.clustering;
    let tried: Vec<_> = of
        .candidates
        .iter()
        .filter(|of| of.silhouette.is_some())
        .collect();
    if of.reason == Reason::Asked || tried.len() < 2 {
        return Vec::new();
    }
    let chosen = of.clusters.len() as f64;
    let panel =
        |id: &'static str, [zh, en]: [&str; 2], digits, values: Vec<f64>, mark: (f64, String)| {
            let shape = Shape::Lines(Lines {
                x: Axis::new(subject.lang.pick("簇数 k", "Clusters k"), Digits::Count),
                y: Axis::new(subject.lang.pick(zh, en), digits),
                positions: Positions::Numbers(
                    tried.iter().map(|of| f64::from(of.clusters)).collect(),
                ),
                series: vec![Series::new(subject.text(zh, en), values)],
                references: Vec::new(),
                markers: vec![Reference::new(mark.0, mark.1.clone())],
            });
            let reading = subject.say("{0}。", "{0}.", &[Span::plain(mark.1)]);
            let title = subject.text(
                &format!("{zh}与簇数"),
                &format!("{en} by number of clusters"),
            );
            subject.chart(id, title, "k-means", (shape, reading))
        };
    let chosen_words =
        |zh: &str, en: &str, k: f64| subject.lang.pick(zh, en).replace("{}", &k.to_string());
    let mut blocks = vec![panel(
        "clusters-silhouette",
        ["平均轮廓系数", "Mean silhouette"],
        Digits::Fixed(2),
        tried.iter().filter_map(|of| of.silhouette).collect(),
        (
            chosen,
            chosen_words("轮廓系数最大：k = {}", "largest silhouette: k = {}", chosen),
        ),
    )];
    if let Some(elbow) = of.elbow {
        let elbow = f64::from(elbow);
        blocks.push(panel(
            "clusters-elbow",
            ["簇内平方和", "Inertia"],
            Digits::Count,
            tried.iter().map(|of| of.inertia).collect(),
            (elbow, chosen_words("肘部：k = {}", "elbow: k = {}", elbow)),
        ));
    }
    blocks
}

/// Which column of the clustering a dimension is; none where it was constant.
fn place(clusters: &Clusters, dimension: &str) -> Option<usize> {
    let mut columns = clusters.clustering.columns.iter();
    columns.position(|column| column.name == dimension)
}

fn mean(clusters: &Clusters, cluster: &ClusterSummary, dimension: &str) -> Option<f64> {
    cluster.means.get(place(clusters, dimension)?).copied()
}

/// The clusters in original units.
fn table(subject: &Subject<'_>, clusters: &Clusters) -> Table {
    let columns = vec![
        subject.column("簇", "Cluster", Format::Text),
        subject.column("客户数", "Customers", Format::Count),
        subject.column("人数占比", "Share of customers", Format::Share),
        subject.days_column("平均 R", "Mean R"),
        subject.column("平均 F", "Mean F", Format::Number(2)),
        subject.money_column("平均 M", "Mean M"),
        subject.column("轮廓系数", "Silhouette", Format::Number(2)),
    ];
    let of = &clusters.clustering;
    let rows = of.clusters.iter().enumerate().map(|(index, cluster)| {
        let mean = |dimension| mean(clusters, cluster, dimension);
        [
            Cell::from(name(subject, clusters, index)),
            Cell::Count(cluster.size),
            Cell::Share(cluster.share),
            Cell::from(mean("recency").or(Some(subject.summary.dimensions.recency.mean))),
            Cell::from(mean("frequency").or(Some(subject.summary.dimensions.frequency.mean))),
            money_cell(mean("monetary").or(Some(subject.summary.dimensions.monetary.mean))),
            Cell::from(cluster.silhouette),
        ]
    });
    let all = &subject.summary.dimensions;
    let total = [
        Cell::from(subject.text("合计", "All")),
        Cell::Count(of.rows),
        Cell::Share(1.0),
        Cell::Number(all.recency.mean),
        Cell::Number(all.frequency.mean),
        Cell::Money(all.monetary.mean),
        Cell::from(of.silhouette),
    ];
    let caption = subject.text(
        "各簇的人数与 R、F、M 均值",
        "Customers and mean R, F and M by cluster",
    );
    let table = Table::new("clusters", caption, columns)
        .with_rows(rows)
        .with_total(total)
        .read_from(|row, column| pointer(clusters, row, column));
    live(table, clusters)
}

/// Where a figure stands in `summary.json`.
fn pointer(clusters: &Clusters, row: usize, column: usize) -> Option<String> {
    let of = "/clusters/clustering";
    if row == clusters.clustering.clusters.len() {
        let overall = |dimension: &str| format!("/dimensions/{dimension}/mean");
        return match column {
            1 => Some(format!("{of}/rows")),
            3..=5 => Some(overall(DIMENSIONS[column - 3])),
            6 => Some(format!("{of}/silhouette")),
            _ => None,
        };
    }
    match column {
        1 => Some(format!("{of}/clusters/{row}/size")),
        2 => Some(format!("{of}/clusters/{row}/share")),
        3..=5 => {
            let place = place(clusters, DIMENSIONS[column - 3])?;
            Some(format!("{of}/clusters/{row}/means/{place}"))
        }
        6 => Some(format!("{of}/clusters/{row}/silhouette")),
        _ => None,
    }
}

/// The figures as they follow from the sheet of customers. Where amounts below zero were taken as zero, the
/// means of the sheet are others.
fn live(table: Table, clusters: &Clusters) -> Table {
    let of = |row: usize| [field(Customers::Cluster).is(Live::Number(row as f64 + 1.0))];
    let table = table
        .live(1, |row| customers(of(row)))
        .live(2, |_| Live::Here(1) / Live::cell("clusters", Row::Total, 1))
        .live_at(Row::Total, 1, customers([]))
        .live_at(Row::Total, 2, Live::Above(2));
    let mut measures = vec![Customers::RecencyDays, Customers::Frequency];
    if clusters.amount_raised_to_zero == 0 {
        measures.push(Customers::Monetary);
    }
    (3..).zip(measures).fold(table, |table, (column, measure)| {
        table
            .live(column, |row| field(measure).mean(of(row)))
            .live_at(Row::Total, column, field(measure).mean([]))
    })
}

/// 簇1 重要价值客户; with a number where two clusters have one name.
pub(super) fn name(subject: &Subject<'_>, clusters: &Clusters, index: usize) -> String {
    let of: &ClusterName = &clusters.names[index];
    let kind = eight(&of.code, subject.lang);
    let number = index + 1;
    let kind = match of.suffix {
        0 => kind,
        suffix => format!("{kind} {suffix}"),
    };
    match subject.lang {
        Lang::Zh => format!("簇 {number} {kind}"),
        Lang::En => format!("{number} {kind}"),
    }
}

/// The name of one of the eight types.
fn eight(code: &str, lang: Lang) -> String {
    let types = Scheme::Textbook8.table(5).map(|table| table.segments);
    let mut types = types.unwrap_or_default().into_iter();
    types.find(|segment| segment.code == code).map_or_else(
        || code.to_owned(),
        |segment| lang.pick(&segment.zh, &segment.en).to_owned(),
    )
}

/// Every cluster in a sentence: how it differs from all customers.
fn words(subject: &Subject<'_>, clusters: &Clusters) -> Vec<Block> {
    let all = &subject.summary.dimensions;
    let of = &clusters.clustering;
    let sentence = |(index, cluster): (usize, &ClusterSummary)| {
        let times = |dimension, overall: f64| {
            let mean = mean(clusters, cluster, dimension)?;
            (overall > 0.0).then(|| mean / overall)
        };
        let values = [
            Span::plain(name(subject, clusters, index)),
            count(cluster.size),
            share(cluster.share),
            number(times("recency", all.recency.mean).or(Some(1.0))),
            number(times("frequency", all.frequency.mean).or(Some(1.0))),
            number(times("monetary", all.monetary.mean).or(Some(1.0))),
        ];
        subject.paragraph(
            "{0}：{1} 位（{2}）；与全体均值相比，距上次购买的天数是 {3} 倍，频次是 {4} 倍，金额是 {5} 倍。",
            "{0}: {1} customers ({2}). Against the means of all, {3} times the days since the last purchase, {4} times the orders, {5} times the amount.",
            &values,
        )
    };
    of.clusters.iter().enumerate().map(sentence).collect()
}

/// The profiles of the largest clusters on one scale; nothing where a dimension is constant.
fn radar(subject: &Subject<'_>, clusters: &Clusters) -> Option<Block> {
    let of = &clusters.clustering;
    let shown = of.clusters.len().min(PROFILES);
    let mut domains = Vec::new();
    for face in subject.faces() {
        let means: Option<Vec<f64>> = of
            .clusters
            .iter()
            .map(|cluster| mean(clusters, cluster, face.key))
            .collect();
        let means = means?;
        let low = means.iter().copied().fold(0.0, f64::min);
        let high = means.iter().copied().fold(0.0, f64::max);
        domains.push((face, [low, high], means));
    }
    let axes = domains.iter().map(|(face, domain, _)| {
        let (digits, unit) = match face.letter {
            "R" => (Digits::Count, subject.lang.pick("天", "days")),
            "F" => (Digits::Fixed(1), subject.lang.pick("笔", "orders")),
            _ => (Digits::Compact, subject.currency()),
        };
        let axis = RadarAxis::new(face.name(subject.lang), *domain, digits).unit(unit);
        if face.letter == "R" {
            axis.reversed()
        } else {
            axis
        }
    });
    let scaled = |cluster: usize| {
        domains.iter().map(move |(face, [low, high], means)| {
            if high <= low {
                return 50.0;
            }
            let part = (means[cluster] - low) / (high - low) * 100.0;
            if face.letter == "R" {
                100.0 - part
            } else {
                part
            }
        })
    };
    let groups =
        (0..shown).map(|cluster| Series::new(name(subject, clusters, cluster), scaled(cluster)));
    let shape = Shape::Radar(Radar {
        axes: axes.collect(),
        groups: groups.collect(),
    });
    let values = [count(shown as u64), count(of.clusters.len() as u64)];
    let reading = subject.say(
        "人数最多的 {0} 个簇（共 {1} 个）：每个轴从 0 到各簇均值的最大值，R 轴反向，越靠外越好。",
        "The {0} largest of {1} clusters: every axis runs from 0 to the largest mean of a cluster, R reversed, so that further out is better.",
        &values,
    );
    let title = subject.text("各簇的 R、F、M 画像", "Profiles of the clusters");
    Some(subject.chart("clusters-radar", title, "k-means", (shape, reading)))
}

/// The sample on the first two principal components, cluster by cluster.
fn scatter(subject: &Subject<'_>, clusters: &Clusters) -> Block {
    let of = &clusters.clustering;
    let axis = |index: usize| {
        let share = of
            .components
            .get(index)
            .map_or(0.0, |component| component.share);
        let title = match subject.lang {
            Lang::Zh => format!(
                "主成分 {}（解释 {}）",
                index + 1,
                subject.lang.share(share, 0)
            ),
            Lang::En => format!(
                "Component {} ({} explained)",
                index + 1,
                subject.lang.share(share, 0)
            ),
        };
        Axis::new(title, Digits::Fixed(1))
    };
    // Every n-th of the sample, so that points can be told apart.
    let step = of.sample.len().div_ceil(1_500).max(1);
    let dots = of.sample.iter().step_by(step);
    let dots =
        dots.map(|row| Dot::new(row.position[0], row.position[1]).group(row.cluster as usize));
    let shape = Shape::Scatter(Scatter {
        x: axis(0),
        y: axis(1),
        dots: dots.collect(),
        groups: (0..of.clusters.len())
            .map(|index| name(subject, clusters, index))
            .collect(),
        bubbles: None,
        split: None,
        references: Vec::new(),
    });
    let explained: f64 = of.components.iter().map(|component| component.share).sum();
    let reading = subject.say(
        "前两个主成分解释了 {0} 的差异；点的距离越近，客户越相似。",
        "The first two components hold {0} of the variance: the closer two points, the more alike the customers.",
        &[share(explained)],
    );
    let title = subject.text(
        "客户在前两个主成分上的分布",
        "Customers on the first two principal components",
    );
    subject.chart("clusters-scatter", title, "k-means, PCA", (shape, reading))
}
