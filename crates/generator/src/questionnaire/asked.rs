//! [`Asked`]: a feature with the headers of its columns.

use fourr_locale::Lang;

use super::feature::{FEATURES, Feature};
use crate::columns::Edition;
use crate::style::Style;

/// Features of the edition to measure with.
const MEASURED: usize = 20;

/// A feature as the questionnaire asks about it.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) feature: &'static Feature,
    /// Its name in the questionnaire.
    pub(super) name: String,
    /// Headers of the functional and of the dysfunctional question.
    pub(super) pair: [String; 2],
    /// Header of the importance, where it is asked for.
    pub(super) importance: Option<String>,
}

impl Asked {
    /// The features of an edition, in the order of its columns. To measure with, the twelve are asked about again
    /// under numbers.
    pub(super) fn all(style: Style) -> Vec<Self> {
        match style.edition {
            Edition::Practice => FEATURES
                .iter()
                .map(|feature| Self::practice(feature, style.lang))
                .collect(),
            Edition::Bench => (1..=MEASURED)
                .zip(FEATURES.iter().cycle())
                .map(|(number, feature)| Self::measured(feature, number))
                .collect(),
        }
    }

    fn practice(feature: &'static Feature, lang: Lang) -> Self {
        let name = feature.name(lang);
        let header = |zh: &str, en: &str| match lang {
            Lang::Zh => format!("{name}（{zh}）"),
            Lang::En => format!("{name} ({en})"),
        };
        Self {
            feature,
            name: name.to_owned(),
            pair: [header("具备", "with"), header("不具备", "without")],
            importance: Some(header("重要度", "importance")),
        }
    }

    fn measured(feature: &'static Feature, number: usize) -> Self {
        let name = format!("f{number:02}");
        Self {
            feature,
            pair: ["functional", "dysfunctional"].map(|question| format!("{name}_{question}")),
            name,
            importance: None,
        }
    }
}
