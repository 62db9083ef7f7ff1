//! [`Lang`]: which language a reader reads.

use serde::{Deserialize, Serialize};

/// The language of titles, sentences, labels and help.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// The text in this language.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The language that a POSIX locale name such as `zh_CN.UTF-8` asks for; English for anything
    /// but Chinese.
    ///
    /// ```
    /// use fourr_locale::Lang;
    /// assert_eq!(Lang::of_locale("zh_CN.UTF-8"), Lang::Zh);
    /// assert_eq!(Lang::of_locale("C"), Lang::En);
    /// ```
    pub fn of_locale(name: &str) -> Self {
        if name.to_ascii_lowercase().starts_with("zh") {
            Self::Zh
        } else {
            Self::En
        }
    }

    /// The BCP 47 tag for documents: `zh-CN` or `en`.
    pub fn tag(self) -> &'static str {
        self.pick("zh-CN", "en")
    }
}
