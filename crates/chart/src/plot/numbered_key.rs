//! The numbered key: names of marks that had no room for them, listed below the plot.

use crate::canvas::Canvas;
use crate::palette;
use crate::scene::{Area, Point};

/// Rows that a key may take.
const MAX_ROWS: usize = 4;

/// Names in rows below a plot, each after its number.
pub(crate) struct NumberedKey {
    rows: Vec<Vec<String>>,
    unlisted: usize,
}

impl NumberedKey {
    /// Arranges `names` in rows of at most `width`; `unmarked` more have no mark to be numbered.
    pub(crate) fn new(canvas: &Canvas, names: &[String], unmarked: usize, width: f64) -> Self {
        let size = canvas.theme.sizes.small;
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut used = f64::INFINITY;
        let mut unlisted = unmarked;
        for (name, number) in names.iter().zip(1..) {
            let text = canvas.cut(&format!("{number} {name}"), size, width / 2.0 - GAP);
            let needed = canvas.width(&text, size) + GAP;
            if used + needed > width {
                if rows.len() == MAX_ROWS {
                    unlisted += names.len() + 1 - number;
                    break;
                }
                rows.push(Vec::new());
                used = 0.0;
            }
            used += needed;
            if let Some(row) = rows.last_mut() {
                row.push(text);
            }
        }
        Self { rows, unlisted }
    }

    /// How many names the key holds.
    pub(crate) fn listed(&self) -> usize {
        self.rows.iter().map(Vec::len).sum()
    }

    /// The height that the key takes at the foot of an area.
    pub(crate) fn height(&self, canvas: &Canvas) -> f64 {
        let rows = self.rows.len() + usize::from(self.unlisted > 0);
        if rows == 0 {
            0.0
        } else {
            rows as f64 * canvas.small().leading() + 10.0
        }
    }

    /// Draws the key at the foot of `area`.
    pub(crate) fn draw(&self, canvas: &mut Canvas, area: Area) {
        let style = canvas.small().colored(palette::INK);
        let mut y = area.bottom - self.height(canvas) + 10.0 + style.leading() / 2.0;
        for row in &self.rows {
            let mut x = area.left;
            for text in row {
                canvas.text(text, Point::new(x, y), style);
                x += canvas.width(text, style.size) + GAP;
            }
            y += style.leading();
        }
        if self.unlisted > 0 {
            let lang = canvas.theme.lang;
            let rest = lang.count(self.unlisted as u64);
            let text = match lang {
                fourr_locale::Lang::Zh => format!("另有 {rest} 项未列出，见数据表"),
                fourr_locale::Lang::En => format!("and {rest} more, see the table"),
            };
            canvas.text(&text, Point::new(area.left, y), canvas.small());
        }
    }
}

const GAP: f64 = 18.0;
