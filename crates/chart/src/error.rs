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
