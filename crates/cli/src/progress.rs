//! Progress on long work: rows read, on a terminal only.

use std::{
    io::{IsTerminal, stderr},
    sync::Arc,
    time::Duration,
};

use fourr_locale::Lang;
use fourr_table::Table;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Rows below which nothing is shown.
const FROM_ROWS: u64 = 2_000_000;

/// A line on the terminal that counts rows while a table is read; it goes when dropped.
#[derive(Debug)]
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Watches a table's batches; without a terminal the table is returned as it is.
    pub(crate) fn watch(table: Table, lang: Lang) -> (Table, Option<Self>) {
        let rows = table.known_rows();
        if !stderr().is_terminal() || rows.is_some_and(|rows| rows < FROM_ROWS) {
            return (table, None);
        }
        let bar = ProgressBar::with_draw_target(rows, ProgressDrawTarget::stderr_with_hz(8));
        let template = match rows {
            Some(_) => "{msg} {bar:30} {percent}% {human_pos}/{human_len} {eta}",
            None => "{msg} {spinner} {human_pos}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(lang.pick("读取行", "reading rows"));
        bar.enable_steady_tick(Duration::from_millis(200));
        let seen = bar.clone();
        let table = table.with_observer(Arc::new(move |rows| seen.set_position(rows)));
        (table, Some(Self(bar)))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
