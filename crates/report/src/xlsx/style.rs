//! The look of cells.

use fourr_chart::{Color, palette};
use fourr_locale::Lang;
use rust_xlsxwriter::{Format as Look, FormatAlign, FormatBorder};

use crate::{Cell, Format};

/// What stands for a value that is undefined.
pub(super) const MISSING: &str = "–";

/// The looks of a workbook in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) lang: Lang,
}

impl Style {
    /// The font that readers of the language have.
    pub(super) fn font(self) -> &'static str {
        self.lang.pick("微软雅黑", "Calibri")
    }

    /// Height of a row and width of a column in pixels, as the font makes them.
    pub(super) fn cell_pixels(self) -> (u32, u32) {
        match self.lang {
            Lang::Zh => (22, 72),
            Lang::En => (20, 64),
        }
    }

    /// Text of the body.
    pub(super) fn plain(self) -> Look {
        let size = match self.lang {
            Lang::Zh => 10.0,
            Lang::En => 11.0,
        };
        Look::new()
            .set_font_name(self.font())
            .set_font_size(size)
            .set_font_color(hex(palette::INK))
            .set_align(FormatAlign::VerticalCenter)
    }

    pub(super) fn title(self) -> Look {
        let blue = hex(palette::series(0));
        self.plain()
            .set_font_size(16)
            .set_bold()
            .set_font_color(blue)
    }

    pub(super) fn heading(self) -> Look {
        let blue = hex(palette::series(0));
        self.plain()
            .set_font_size(12)
            .set_bold()
            .set_font_color(blue)
    }

    pub(super) fn caption(self) -> Look {
        self.plain().set_bold()
    }

    pub(super) fn remark(self) -> Look {
        self.plain().set_font_color(hex(palette::MUTED))
    }

    pub(super) fn warning(self) -> Look {
        self.plain().set_bold().set_font_color(0x00A8_3C10)
    }

    pub(super) fn link(self) -> Look {
        self.plain()
            .set_font_color(0x0005_63C1)
            .set_underline(rust_xlsxwriter::FormatUnderline::Single)
    }

    /// The head of a column.
    pub(super) fn head(self, format: Format) -> Look {
        let look = self
            .plain()
            .set_bold()
            .set_font_color(0x00FF_FFFF)
            .set_background_color(hex(palette::series(0)))
            .set_text_wrap();
        if is_right(format) {
            look.set_align(FormatAlign::Right)
        } else {
            look.set_align(FormatAlign::Left).set_indent(1)
        }
    }

    /// A cell of a table.
    pub(super) fn cell(self, cell: &Cell, format: Format, live: bool) -> Look {
        let look = self
            .plain()
            .set_border_bottom(FormatBorder::Hair)
            .set_border_bottom_color(hex(palette::AXIS));
        match cell {
            Cell::Text(_) | Cell::Empty if !is_right(format) => look
                .set_align(FormatAlign::Left)
                .set_indent(1)
                .set_text_wrap(),
            _ => look
                .set_align(FormatAlign::Right)
                .set_num_format(number_format(cell, format, live)),
        }
    }

    /// The same cell in the total.
    pub(super) fn total(self, cell: &Cell, format: Format, live: bool) -> Look {
        self.cell(cell, format, live)
            .set_bold()
            .set_border_top(FormatBorder::Thin)
            .set_border_bottom(FormatBorder::Thin)
    }
}

/// Whether cells of a column stand at its right.
fn is_right(format: Format) -> bool {
    !matches!(format, Format::Text | Format::Date)
}

/// How a number is written.
pub(super) fn number_format(cell: &Cell, format: Format, live: bool) -> String {
    let fixed = |places: u8| match places {
        0 => "#,##0".to_owned(),
        _ => format!("#,##0.{}", "0".repeat(places.into())),
    };
    match (cell, format) {
        (Cell::Count(_), _) => fixed(0),
        (Cell::Share(_), _) | (_, Format::Share) => "0.00%".to_owned(),
        (Cell::Money(_), _) | (_, Format::Money | Format::Compact) => fixed(2),
        (Cell::Date(_), _) | (_, Format::Date) => "yyyy-mm-dd".to_owned(),
        (_, Format::Count) => fixed(0),
        (_, Format::Days) => fixed(1),
        (_, Format::Number(places)) => fixed(places),
        (Cell::Number(number), _) if number.fract() == 0.0 && !live => fixed(0),
        _ => fixed(2),
    }
}

/// A colour as a workbook writes it.
pub(super) fn hex(color: Color) -> u32 {
    let (red, green, blue) = color.rgb;
    u32::from_be_bytes([0, red, green, blue])
}
