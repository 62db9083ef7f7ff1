//! [`Encoding`]: how the text of a CSV becomes bytes.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// How the text of a CSV becomes bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8 with a byte-order mark, which Excel needs
    #[default]
    Utf8Bom,
    /// UTF-8 without a mark
    Utf8,
    /// GBK, what a Chinese Excel saves as CSV
    Gbk,
}

impl Encoding {
    /// What a file begins with.
    pub(crate) fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8Bom => "\u{feff}".as_bytes(),
            Self::Utf8 | Self::Gbk => b"",
        }
    }

    pub(crate) fn encode(self, text: &str) -> Cow<'_, [u8]> {
        match self {
            Self::Utf8Bom | Self::Utf8 => Cow::Borrowed(text.as_bytes()),
            Self::Gbk => encoding_rs::GBK.encode(text).0,
        }
    }
}
