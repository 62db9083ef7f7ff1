//! [`Source`]: what was found out about one input file.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What was found out about one input file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Source {
    /// The path as the user gave it, `standard input` for `-`.
    pub name: String,
    /// What kind of file it is.
    pub format: Format,
    /// How its bytes are packed.
    pub compression: Compression,
    /// Bytes of the file as it lies on the disk.
    pub bytes: u64,
    /// Rows below the header, where the format or the opening pass tells.
    pub rows: Option<u64>,
    /// Character encoding of text formats.
    pub encoding: Option<Encoding>,
    /// Whether a byte-order mark said so.
    pub byte_order_mark: bool,
    /// What separates the cells of delimited text.
    pub delimiter: Option<Delimiter>,
    /// The 1-based line (text) or row (sheet) of the header; `None` when there is no header.
    pub header_row: Option<u64>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
}

impl Source {
    pub(crate) fn new(name: String, format: Format, compression: Compression, bytes: u64) -> Self {
        Self {
            name,
            format,
            compression,
            bytes,
            rows: None,
            encoding: None,
            byte_order_mark: false,
            delimiter: None,
            header_row: None,
            sheet: None,
        }
    }
}

/// The kinds of file that can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Format {
    /// CSV, TSV and other text with one row a line.
    Text,
    /// Excel 2007 and later.
    Xlsx,
    /// Excel 2007 and later, binary.
    Xlsb,
    /// Excel 97 to 2003.
    Xls,
    /// A spreadsheet of `LibreOffice` and others.
    Ods,
    /// Apache Parquet.
    Parquet,
    /// One JSON object a line.
    JsonLines,
    /// A frame handed over in memory.
    Memory,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "delimited text",
            Self::Xlsx => "XLSX",
            Self::Xlsb => "XLSB",
            Self::Xls => "XLS",
            Self::Ods => "ODS",
            Self::Parquet => "Parquet",
            Self::JsonLines => "JSON Lines",
            Self::Memory => "memory",
        })
    }
}

/// How the bytes of a file are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Compression {
    /// Not at all.
    None,
    /// gzip, one or more members.
    Gzip,
    /// Zstandard.
    Zstd,
}

/// Character encodings that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    #[value(name = "utf-8", alias = "utf8")]
    #[serde(rename = "utf-8", alias = "utf8")]
    Utf8,
    /// GB18030, the superset of GBK and GB2312.
    #[value(aliases = ["gbk", "gb2312", "cp936"])]
    #[serde(alias = "gbk", alias = "gb2312", alias = "cp936")]
    Gb18030,
    /// Big5, as used in Taiwan and Hong Kong.
    Big5,
    /// UTF-16, little end first.
    #[value(name = "utf-16le", aliases = ["utf16le", "utf-16", "utf16"])]
    #[serde(
        rename = "utf-16le",
        alias = "utf16le",
        alias = "utf-16",
        alias = "utf16"
    )]
    Utf16Le,
    /// UTF-16, big end first.
    #[value(name = "utf-16be", alias = "utf16be")]
    #[serde(rename = "utf-16be", alias = "utf16be")]
    Utf16Be,
    /// Windows-1252, the superset of Latin-1 for western Europe.
    #[value(name = "windows-1252", aliases = ["latin1", "iso-8859-1", "cp1252"])]
    #[serde(
        rename = "windows-1252",
        alias = "latin1",
        alias = "iso-8859-1",
        alias = "cp1252"
    )]
    Windows1252,
}

impl Encoding {
    pub(crate) fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Gb18030 => encoding_rs::GB18030,
            Self::Big5 => encoding_rs::BIG5,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "utf-8",
            Self::Gb18030 => "gb18030",
            Self::Big5 => "big5",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        })
    }
}

/// What separates the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Delimiter {
    /// One ASCII character.
    Byte(u8),
    /// A run of spaces and tabs of any length.
    Blanks,
}

/// The text is no delimiter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("delimiter is {0:?}, expected comma, semicolon, tab, pipe, blanks or one ASCII character")]
pub struct DelimiterFault(pub String);

impl FromStr for Delimiter {
    type Err = DelimiterFault;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "comma" => Self::Byte(b','),
            "semicolon" => Self::Byte(b';'),
            "tab" | "\\t" | "\t" => Self::Byte(b'\t'),
            "pipe" => Self::Byte(b'|'),
            "blanks" | "blank" | "space" | " " => Self::Blanks,
            _ => match text.as_bytes() {
                [byte] if byte.is_ascii_graphic() && *byte != b'"' => Self::Byte(*byte),
                _ => return Err(DelimiterFault(text.to_owned())),
            },
        })
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Byte(b',') => f.write_str("comma"),
            Self::Byte(b';') => f.write_str("semicolon"),
            Self::Byte(b'\t') => f.write_str("tab"),
            Self::Byte(b'|') => f.write_str("pipe"),
            Self::Byte(byte) => write!(f, "{}", char::from(*byte)),
            Self::Blanks => f.write_str("blanks"),
        }
    }
}

impl TryFrom<String> for Delimiter {
    type Error = DelimiterFault;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Delimiter> for String {
    fn from(delimiter: Delimiter) -> Self {
        delimiter.to_string()
    }
}
