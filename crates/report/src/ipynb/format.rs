//! The file format: nbformat 4.5, its keys in alphabetical order as Jupyter writes them.
//!
//! <https://nbformat.readthedocs.io/en/latest/format_description.html>

use std::collections::BTreeMap;

use serde::Serialize;

use crate::visible::visible;

/// A notebook.
#[derive(Debug, Serialize)]
pub(super) struct Notebook {
    pub(super) cells: Vec<Cell>,
    pub(super) metadata: Metadata,
    nbformat: u8,
    nbformat_minor: u8,
}

#[derive(Debug, Serialize)]
pub(super) struct Metadata {
    kernelspec: Kernel,
    language_info: Language,
    title: String,
}

#[derive(Debug, Serialize)]
struct Kernel {
    display_name: &'static str,
    language: &'static str,
    name: &'static str,
}

#[derive(Debug, Serialize)]
struct Language {
    name: &'static str,
}

/// A cell.
#[derive(Debug, Serialize)]
#[serde(tag = "cell_type", rename_all = "lowercase")]
pub(super) enum Cell {
    /// Python.
    Code {
        /// The place in the order of execution; none for a cell that has not run.
        execution_count: Option<u32>,
        id: String,
        metadata: CellMetadata,
        outputs: Vec<Output>,
        source: Lines,
    },
    /// Words.
    Markdown {
        id: String,
        metadata: CellMetadata,
        source: Lines,
    },
}

#[derive(Debug, Default, Serialize)]
pub(super) struct CellMetadata {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) jupyter: Option<Folded>,
}

/// That the source is folded away.
#[derive(Debug, Serialize)]
pub(super) struct Folded {
    source_hidden: bool,
}

/// The value of a cell's last expression, in every form that a frontend may choose from.
#[derive(Debug, Serialize)]
pub(super) struct Output {
    data: BTreeMap<&'static str, Lines>,
    execution_count: Option<u32>,
    metadata: BTreeMap<&'static str, BTreeMap<&'static str, u32>>,
    #[serde(rename = "output_type")]
    kind: &'static str,
}

/// A text as a list of lines, each with its line break; a single line is no list.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Lines {
    One(String),
    Many(Vec<String>),
}

impl Notebook {
    pub(super) fn new(title: &str, cells: Vec<Cell>) -> Self {
        let kernelspec = Kernel {
            display_name: "Python 3 (ipykernel)",
            language: "python",
            name: "python3",
        };
        let metadata = Metadata {
            kernelspec,
            language_info: Language { name: "python" },
            title: visible(title),
        };
        Self {
            cells,
            metadata,
            nbformat: 4,
            nbformat_minor: 5,
        }
    }

    /// The text of the file.
    pub(super) fn text(&self) -> Result<String, serde_json::Error> {
        let mut bytes = Vec::new();
        let layout = serde_json::ser::PrettyFormatter::with_indent(b" ");
        self.serialize(&mut serde_json::Serializer::with_formatter(
            &mut bytes, layout,
        ))?;
        bytes.push(b'\n');
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

impl Folded {
    pub(super) fn source() -> Self {
        Self {
            source_hidden: true,
        }
    }
}

impl Output {
    /// A table.
    pub(super) fn table(html: &str, plain: &str, count: u32) -> Self {
        let data = [
            ("text/html", Lines::of(html)),
            ("text/plain", Lines::of(plain)),
        ];
        Self::result(data.into(), BTreeMap::new(), count)
    }

    /// A picture, shown `width` pixels wide.
    pub(super) fn picture(base64: String, width: u32, count: u32) -> Self {
        let plain = Lines::of("<IPython.core.display.Image object>");
        let data = [("image/png", Lines::One(base64)), ("text/plain", plain)];
        let size = [("width", width)].into();
        Self::result(data.into(), [("image/png", size)].into(), count)
    }

    fn result(
        data: BTreeMap<&'static str, Lines>,
        metadata: BTreeMap<&'static str, BTreeMap<&'static str, u32>>,
        count: u32,
    ) -> Self {
        Self {
            data,
            execution_count: Some(count),
            metadata,
            kind: "execute_result",
        }
    }
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let text = visible(text);
        Self::Many(text.split_inclusive('\n').map(str::to_owned).collect())
    }
}
