//! What several shapes share: scales, axes, bands of bars, legends, captions, placing of labels.

pub(crate) mod bands;
pub(crate) mod caption;
pub(crate) mod frame;
pub(crate) mod legend;
pub(crate) mod marker;
pub(crate) mod names;
pub(crate) mod numbered_key;
pub(crate) mod placement;
pub(crate) mod references;
pub(crate) mod ribbon;
pub(crate) mod scale;
pub(crate) mod spread;
pub(crate) mod ticks;
