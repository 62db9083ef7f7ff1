//! Excel and OpenDocument workbooks.

use crate::error::TableError;
use crate::format::Kind;
use crate::input::Input;
use crate::opened::Opened;
use crate::spool::Spooled;

/// Opens a workbook.
pub(crate) fn open(spooled: &Spooled, _kind: Kind, _input: &Input) -> Result<Opened, TableError> {
    Err(TableError::NotAWorkbook { path: spooled.name.clone() })
}
