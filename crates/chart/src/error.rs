//! [`DrawError`]: why a chart could not be drawn.

/// Why a chart could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// A series and the categories differ in length.
    #[error("series `{series}` has {found} values, expected {expected}, one per category")]
    Ragged {
        /// Name of the series or row.
        series: String,
        /// Number of categories.
        expected: usize,
        /// Number of values.
        found: usize,
    },
    /// A shape whose lengths or areas add up to a whole was given a value below zero.
    #[error("{shape} shows parts of a whole, but `{label}` is {value}")]
    Negative {
        /// The kind of chart.
        shape: &'static str,
        /// The part.
        label: String,
        /// Its value.
        value: f64,
    },
    /// A logarithmic axis was given zero or a negative value.
    #[error("axis `{axis}` is logarithmic, but one value is {value}, expected more than 0")]
    NotPositive {
        /// Title of the axis.
        axis: String,
        /// The value.
        value: f64,
    },
    /// Bars start at zero, which a logarithmic axis does not have.
    #[error("axis `{0}` of a bar chart is logarithmic, expected linear: bars start at zero")]
    LogBars(String),
    /// A value is beyond what an axis can show.
    #[error("a value is {0}, expected at most 1e100 in size")]
    TooLarge(f64),
    /// The edges of histogram bins do not ascend, or do not fit the counts.
    #[error(
        "a histogram has {edges} edges for {counts} counts, expected finite ascending edges, one more than counts"
    )]
    Edges {
        /// Number of edges.
        edges: usize,
        /// Number of counts.
        counts: usize,
    },
    /// The five numbers of a box do not ascend from whisker to whisker.
    #[error(
        "the box of `{0}` has numbers out of order, expected whisker, quartile, median, quartile, whisker"
    )]
    FiveNumbers(String),
    /// A radar chart has too few axes to enclose anything, or too many to be read.
    #[error("a radar chart has {0} axes, expected 3 to 8")]
    RadarAxes(usize),
    /// Too many profiles lie over each other.
    #[error("a radar chart has {0} groups, expected at most 4: more need a chart each")]
    RadarGroups(usize),
    /// The ends of an axis are not finite, or the wrong way round.
    #[error("axis `{axis}` reaches from {low} to {high}, expected finite numbers that ascend")]
    Domain {
        /// Title of the axis.
        axis: String,
        /// Its smallest value.
        low: f64,
        /// Its largest value.
        high: f64,
    },
    /// A value is outside the common scale of a radar chart.
    #[error("a value of a radar chart is {0}, expected 0 to 100")]
    OutOfScale(f64),
    /// The fitted curve of a histogram has no places for its points.
    #[error("fit `{0}` is a curve over numbers, but the bins of the histogram are names")]
    CurveOverNames(String),
    /// The ends of a band are the wrong way round.
    #[error("the band of `{series}` reaches from {low} down to {high}, expected low before high")]
    Band {
        /// Name of the series.
        series: String,
        /// Its lower end.
        low: f64,
        /// Its upper end.
        high: f64,
    },
    /// A total of a waterfall is not what the changes before it add up to.
    #[error("total `{label}` is {total}, but the steps before it add up to {sum}")]
    RunningTotal {
        /// Name of the total.
        label: String,
        /// Its value.
        total: f64,
        /// The sum of the steps before it.
        sum: f64,
    },
    /// A link leads to a node that is not there.
    #[error(
        "link {link} joins node {from} of stage {stage} to node {to} of the next, but one of them is not there"
    )]
    UnknownNode {
        /// Index of the link.
        link: usize,
        /// Index of the stage where it begins.
        stage: usize,
        /// Index of its origin in that stage.
        from: usize,
        /// Index of its target in the next stage.
        to: usize,
    },
    /// More flows through a node than it holds.
    #[error("node `{node}` holds {value}, but its links on one side add up to {links}")]
    Overflow {
        /// Name of the node.
        node: String,
        /// What it holds.
        value: f64,
        /// What flows in, or out.
        links: f64,
    },
    /// A point belongs to a group that is not listed.
    #[error("point `{label}` is in group {group}, but {groups} groups are named")]
    UnknownGroup {
        /// Label of the point.
        label: String,
        /// Index of its group.
        group: usize,
        /// Number of groups named.
        groups: usize,
    },
    /// The picture has no size, or more pixels than memory should hold.
    #[error(
        "a picture of {width} × {height} pixels at scale {scale}, expected at least 200 × 150 and at most 64 million pixels"
    )]
    Size {
        /// Width before scaling.
        width: f64,
        /// Height before scaling.
        height: f64,
        /// Scale factor.
        scale: f64,
    },
    /// The bytes are no usable font.
    #[error("could not read the font")]
    Font(#[from] ab_glyph::InvalidFont),
    /// The picture could not be compressed.
    #[error("could not write the PNG")]
    Png(#[from] std::io::Error),
    /// The drawing backend refused.
    #[error("could not draw: {0}")]
    Backend(String),
}
