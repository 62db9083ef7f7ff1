//! The small official edition: what lies in `datasets/`.

use std::{fs, path::Path};

use crate::campaigns::Campaigns;
use crate::encoding::Encoding;
use crate::error::GeneratorError;
use crate::events::Events;
use crate::orders::Orders;
use crate::questionnaire::Questionnaire;
use crate::touches::Touches;

/// What is written by hand: the tags of the members, the tour and two papers.
const BY_HAND: [(&str, &str); 4] = [
    ("tags.toml", include_str!("../../../datasets/tags.toml")),
    ("plan.toml", include_str!("../../../datasets/plan.toml")),
    (
        "papers/practice.toml",
        include_str!("../../../datasets/papers/practice.toml"),
    ),
    (
        "papers/advanced.toml",
        include_str!("../../../datasets/papers/advanced.toml"),
    ),
];

/// Writes the whole practice data of `datasets/` into `folder`, which is made where it is not there.
///
/// # Errors
/// A file that can't be written.
pub fn write_official(folder: &Path) -> Result<(), GeneratorError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        |source| GeneratorError::Write { path, source }
    };
    let papers = folder.join("papers");
    fs::create_dir_all(&papers).map_err(failed(&papers))?;
    Orders::write_official(folder)?;
    Questionnaire::write_official(folder)?;
    Events::write_official(folder)?;
    Campaigns::write_official(folder)?;
    Touches::write_official(folder)?;
    for (name, text) in BY_HAND {
        let path = folder.join(name);
        fs::write(&path, text).map_err(failed(&path))?;
    }
    Ok(())
}

impl Orders {
    /// Writes the official edition into `folder`: `orders.csv`, the same log with dirt as
    /// `orders_dirty_gbk.csv`, what is wrong with that one as `defects.csv`, and `truth.csv`.
    ///
    /// # Errors
    /// A file that can't be written.
    pub fn write_official(folder: &Path) -> Result<(), GeneratorError> {
        let clean = Self {
            rows: 7_000,
            ..Self::default()
        };
        let dirty = Self {
            dirt: 1.0,
            encoding: Encoding::Gbk,
            ..clean.clone()
        };
        clean.write_csv(&folder.join("orders.csv"))?;
        clean.write_truth(&folder.join("truth.csv"))?;
        dirty.write_csv(&folder.join("orders_dirty_gbk.csv"))?;
        dirty.write_defects(&folder.join("defects.csv"))
    }
}

impl Questionnaire {
    /// Writes the official edition into `folder`: `questionnaire.csv`, and `questionnaire_truth.csv` with the planted
    /// categories.
    ///
    /// # Errors
    /// A file that can't be written.
    pub fn write_official(folder: &Path) -> Result<(), GeneratorError> {
        let official = Self::default();
        official.write_csv(&folder.join("questionnaire.csv"))?;
        official.write_truth(&folder.join("questionnaire_truth.csv"))
    }
}

impl Events {
    /// Writes the official edition into `folder`: `events.csv`, and `events_truth.csv` with the planted rates.
    ///
    /// # Errors
    /// A file that can't be written.
    pub fn write_official(folder: &Path) -> Result<(), GeneratorError> {
        let official = Self::default();
        official.write_csv(&folder.join("events.csv"))?;
        official.write_truth(&folder.join("events_truth.csv"))
    }
}

impl Campaigns {
    /// Writes the official edition into `folder`: `campaigns.csv`, and `campaigns_truth.csv` with the planted curves.
    ///
    /// # Errors
    /// A file that can't be written.
    pub fn write_official(folder: &Path) -> Result<(), GeneratorError> {
        let official = Self::default();
        official.write_csv(&folder.join("campaigns.csv"))?;
        official.write_truth(&folder.join("campaigns_truth.csv"))
    }
}

impl Touches {
    /// Writes the official edition into `folder`: `touches.csv`, and `touches_truth.csv` with the planted chain.
    ///
    /// # Errors
    /// A file that can't be written.
    pub fn write_official(folder: &Path) -> Result<(), GeneratorError> {
        let official = Self::default();
        official.write_csv(&folder.join("touches.csv"))?;
        official.write_truth(&folder.join("touches_truth.csv"))
    }
}
