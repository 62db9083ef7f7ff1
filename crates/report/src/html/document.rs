//! [`Document`]: what the templates of every page ask for.

use fourr_chart::Theme;
use fourr_locale::Lang;

use super::{inline, markup::Markup, mathml, svg, table::TableView};
use crate::label::Label;
use crate::numbering::Numbering;
use crate::{ChartBlock, DataNote, Math, Prose, ReportError, Table, charts};

/// A page of one language whose tables and charts are numbered.
pub(super) trait Document {
    /// Whether readers can sort the tables, which takes a script.
    const SORTS: bool;

    fn lang(&self) -> Lang;
    fn numbering(&self) -> &Numbering<'_>;
    fn theme(&self) -> &Theme;

    fn say(&self, label: Label) -> &'static str {
        label.text(self.lang())
    }

    fn prose(&self, text: &Prose) -> Markup {
        inline::prose(text, self.lang())
    }

    fn table<'t>(&self, table: &'t Table) -> TableView<'t> {
        TableView::new(table, self.lang(), Self::SORTS)
    }

    fn kind(&self, note: &DataNote) -> &'static str {
        self.say(note.kind.into())
    }

    fn equation(&self, math: &Math) -> Markup {
        mathml::block(math, self.lang())
    }

    fn symbol(&self, math: &Math) -> Markup {
        mathml::inline(math, self.lang())
    }

    fn chart(&self, chart: &ChartBlock) -> Result<Markup, ReportError> {
        let svg = charts::svg(chart, self.theme())?;
        Ok(svg::inline(&svg, &self.numbering().anchor(&chart.id)))
    }
}
