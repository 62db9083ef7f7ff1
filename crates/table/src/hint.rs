//! What the user can do about an error.

use crate::error::TableError;
use crate::source::Encoding;

impl TableError {
    /// What the user can do about it, if anything can be said.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::NoFiles => {
                "name a file, several files, a pattern in quotes, or - for standard input".into()
            }
            Self::NotFound { near, .. } | Self::NoColumn { near, .. } if !near.is_empty() => {
                format!("did you mean {}?", near.join(" or "))
            }
            Self::Folder { path } => {
                format!("name a file in it, or a pattern such as '{path}/*.csv'")
            }
            Self::NoSpace { .. } => {
                "free some space, or name another disk with --out or TMPDIR".into()
            }
            Self::UnknownFormat { .. } => {
                "open it in the program that made it and save it as .xlsx or .csv".into()
            }
            Self::NotAWorkbook { .. } => {
                "unpack the archive first, then name the file inside".into()
            }
            Self::PasswordProtected { .. } => "save it without a password first".into(),
            Self::DamagedWorkbook { .. }
            | Self::DamagedParquet { .. }
            | Self::DamagedArchive { .. } => "copy or download the file again".into(),
            Self::SheetTooLarge { .. } => "save the sheet as .csv and open that".into(),
            Self::UnclosedQuote { line, .. } => {
                format!("look at line {line} for a cell that begins with \"")
            }
            Self::Undecodable { guess, .. } => undecodable_hint(*guess),
            Self::MixedEncodings { line, .. } => {
                format!(
                    "the part from line {line} was pasted from another file: save all of it in one encoding"
                )
            }
            Self::NulBytes { .. } => {
                "if it is UTF-16 without a mark, say --encoding utf-16le".into()
            }
            Self::LongLine { .. } => "check the delimiter and the line ends of the file".into(),
            Self::RoleMissing { role, near, .. } => match near.first() {
                Some(name) => format!(
                    "name it with {} COLUMN, perhaps {} {name}",
                    role.flag(),
                    role.flag()
                ),
                None => format!("name it with {} COLUMN", role.flag()),
            },
            Self::Ambiguous { role, candidates } => candidates
                .iter()
                .map(|name| format!("{} {name}", role.flag()))
                .collect::<Vec<_>>()
                .join(" or "),
            Self::NotAFolder { .. } | Self::ForeignFiles { .. } => {
                "name another folder with --out".into()
            }
            _ => return None,
        })
    }
}

fn undecodable_hint(guess: Option<Encoding>) -> String {
    match guess {
        Some(guess) => format!("it looks like {guess}: try --encoding {guess}"),
        None => "name the encoding with --encoding, or save the file as UTF-8".into(),
    }
}
