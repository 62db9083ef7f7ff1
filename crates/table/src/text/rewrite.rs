//! A text of irregular structure as a strict CSV file that any parser reads alike.

use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::Decoded;
use super::records::{Record, Records};
use super::shape::Body;
use super::survey::Tally;
use crate::error::TableError;
use crate::notes::Finding;
use crate::source::Delimiter;
use crate::spool::{self, Keep};

/// The strict copy and what had to be put right.
pub(super) struct Rewritten {
    pub(super) keep: Keep,
    pub(super) rows: u64,
    pub(super) findings: Vec<Finding>,
}

/// Writes the rows of `body`, each with `body.width` cells, separated by commas, quoted where needed.
pub(super) fn rewrite(
    decoded: &Decoded,
    delimiter: Delimiter,
    body: Body,
) -> Result<Rewritten, TableError> {
    const CHUNK: usize = 1 << 20;
    let spooled = &decoded.spooled;
    let mut file = spooled.open()?;
    file.seek(SeekFrom::Start(decoded.mark + body.offset))
        .map_err(|error| TableError::io(&spooled.name, error))?;
    let reader = BufReader::with_capacity(CHUNK, file);
    let records = Records::new(reader, &spooled.name, delimiter, body.line);
    let target = spool::temporary()?;
    let path = target.get_ref().path().to_owned();
    let mut writer = csv::WriterBuilder::new()
        .flexible(false)
        .from_writer(target);
    let counts = copy(records, body.width, &mut writer).map_err(|error| error.within(&path))?;
    let target = writer
        .into_inner()
        .map_err(|error| TableError::io(&path, error.into_error()))?;
    Ok(Rewritten {
        keep: spool::finish(target)?,
        rows: counts.rows,
        findings: counts.findings(),
    })
}

/// What may fail on either side of a copy.
enum CopyError {
    Read(TableError),
    Write(csv::Error),
}

impl CopyError {
    fn within(self, path: &Path) -> TableError {
        match self {
            Self::Read(error) => error,
            Self::Write(error) => match error.into_kind() {
                csv::ErrorKind::Io(error) => TableError::io(path, error),
                kind => TableError::Write {
                    path: path.display().to_string(),
                    reason: format!("{kind:?}"),
                },
            },
        }
    }
}

#[derive(Default)]
struct Counts {
    rows: u64,
    blank: u64,
    long: Tally,
    short: Tally,
    stray: Tally,
    nul: (u64, u64),
    lone_returns: u64,
}

fn copy<R: Read, W: std::io::Write>(
    mut records: Records<BufReader<R>>,
    width: usize,
    writer: &mut csv::Writer<W>,
) -> Result<Counts, CopyError> {
    let mut counts = Counts::default();
    let mut record = Record::default();
    while records.next(&mut record).map_err(CopyError::Read)? {
        if record.is_blank() {
            counts.blank += 1;
            continue;
        }
        counts.rows += 1;
        if record.len() > width {
            counts.long.add(record.line);
        } else if record.len() < width {
            counts.short.add(record.line);
        }
        if record.stray_quote {
            counts.stray.add(record.line);
        }
        let cells = record
            .cells()
            .chain(std::iter::repeat(b"".as_slice()))
            .take(width);
        writer.write_record(cells).map_err(CopyError::Write)?;
    }
    counts.nul = records.progress.nul;
    counts.lone_returns = records.progress.lone_returns;
    Ok(counts)
}

impl Counts {
    fn findings(self) -> Vec<Finding> {
        let mut findings = super::ragged(&self.long, &self.short);
        if self.blank > 0 {
            findings.push(Finding::BlankRowsDropped { count: self.blank });
        }
        if let Some(&first_line) = self.stray.first_lines.first() {
            findings.push(Finding::StrayQuotes {
                count: self.stray.count,
                first_line,
            });
        }
        if self.nul.0 > 0 {
            findings.push(Finding::NulBytesDropped {
                count: self.nul.0,
                first_line: self.nul.1,
            });
        }
        if self.lone_returns > 0 {
            findings.push(Finding::LoneCarriageReturns {
                count: self.lone_returns,
            });
        }
        findings
    }
}
