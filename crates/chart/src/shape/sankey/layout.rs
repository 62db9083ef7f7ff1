//! Where nodes, ribbons and names go.

use super::{FlowLink, FlowNode, Sankey};
use crate::canvas::{Canvas, LEADING};
use crate::palette;
use crate::plot::legend::{self, Entry, Key};
use crate::plot::ribbon::{Look, Ribbon};
use crate::plot::spread::spread;
use crate::scene::{Anchor, Area, Point, Stroke};
use crate::theme::Theme;

/// Width of a node.
const NODE: f64 = 14.0;

/// Between a node and its name.
const NAME_GAP: f64 = 12.0;

/// Between the names of two nodes.
const ROW_GAP: f64 = 3.0;

/// The thinnest node.
const HAIRLINE: f64 = 1.2;

/// The share of the picture that names may take at one side.
const NAME_SHARE: f64 = 0.24;

/// Height that a diagram asks for: two lines for every node, within reason.
pub(super) fn preferred_height(sankey: &Sankey, theme: &Theme) -> f64 {
    let nodes = sankey.stages.iter().map(|stage| stage.nodes.len()).max();
    let row = (theme.sizes.body + theme.sizes.small) * LEADING + ROW_GAP;
    (nodes.unwrap_or(0) as f64 * row + 100.0).min(1000.0)
}

/// Draws `sankey` in `area`.
pub(super) fn draw(sankey: &Sankey, canvas: &mut Canvas, area: Area) {
    let area = legend::draw(canvas, area, &entries(sankey, canvas));
    let titles = canvas.body().leading() + 8.0;
    let body = Area {
        top: area.top + titles,
        ..area
    };
    let sheet = Sheet::new(sankey, canvas, body);
    for (link, ribbon) in sheet.ribbons() {
        let origin = &sankey.stages[sankey.links[link].stage].nodes[sankey.links[link].from];
        let look = Look {
            color: origin.class.map_or(palette::MUTED, palette::series),
            change: sankey.links[link].change,
        };
        ribbon.draw(canvas, look);
    }
    for (stage, nodes) in sheet.columns.iter().enumerate() {
        for (area, node) in nodes.iter().zip(&sankey.stages[stage].nodes) {
            match node.class {
                Some(class) => canvas.series_rect(*area, class),
                None => canvas.rect(*area, palette::MUTED),
            }
        }
        sheet.draw_names(canvas, stage);
        sheet.draw_title(canvas, stage, area);
    }
}

fn entries(sankey: &Sankey, canvas: &Canvas) -> Vec<Entry> {
    let (lang, flow) = (canvas.theme.lang, sankey.flow());
    let changes = sankey.changes().into_iter();
    changes
        .map(|(change, value)| {
            let figures = sankey.figures(value, flow, lang);
            let text = format!("{} {figures}", change.name(lang));
            Entry::new(Key::Ribbon(change), text)
        })
        .collect()
}

/// A diagram with its nodes in their places.
struct Sheet<'a> {
    sankey: &'a Sankey,
    area: Area,
    /// The nodes of each stage.
    columns: Vec<Vec<Area>>,
    /// Pixels to a unit of value.
    scale: f64,
}

impl<'a> Sheet<'a> {
    fn new(sankey: &'a Sankey, canvas: &Canvas, area: Area) -> Self {
        let last = sankey.stages.len() - 1;
        let room = |stage| names_width(sankey, canvas, stage, area) + NAME_GAP;
        let left = area.left + if last == 0 { 0.0 } else { room(0) };
        let right = area.right - NODE - room(last);
        let steps = last.max(1) as f64;
        let scale = scale(sankey, area.height());
        let stages = sankey.stages.iter().enumerate();
        let columns = stages.map(|(index, stage)| {
            let x = left + (right - left).max(0.0) * index as f64 / steps;
            column(&stage.nodes, x, scale, area)
        });
        Self {
            sankey,
            area,
            columns: columns.collect(),
            scale,
        }
    }

    /// The ribbons with the indices of their links, thick ones first so that thin ones lie on top.
    fn ribbons(&self) -> Vec<(usize, Ribbon)> {
        let links = &self.sankey.links;
        // Ribbons leave a node in the order of their targets, and arrive in the order of their origins.
        let from = self.middles(|link| ((link.stage, link.from), link.to));
        let to = self.middles(|link| ((link.stage + 1, link.to), link.from));
        let shown = links.iter().enumerate();
        let shown = shown.filter(|(_, link)| link.shown() > 0.0);
        let mut ribbons: Vec<(usize, Ribbon)> = shown
            .map(|(index, link)| {
                let left = self.columns[link.stage][link.from].right;
                let right = self.columns[link.stage + 1][link.to].left;
                let ribbon = Ribbon {
                    from: Point::new(left, from[index]),
                    to: Point::new(right, to[index]),
                    thickness: link.shown() * self.scale,
                };
                (index, ribbon)
            })
            .collect();
        ribbons.sort_by(|a, b| b.1.thickness.total_cmp(&a.1.thickness));
        ribbons
    }

    /// The heights at which links meet their nodes at one end, where `end` says which node (stage and index) and in
    /// what order.
    fn middles(&self, end: impl Fn(&FlowLink) -> ((usize, usize), usize)) -> Vec<f64> {
        let links = &self.sankey.links;
        let mut order: Vec<usize> = (0..links.len()).collect();
        order.sort_by_key(|&index| end(&links[index]));
        let tops = self.columns.iter();
        let mut tops: Vec<Vec<f64>> = tops
            .map(|nodes| nodes.iter().map(|node| node.top).collect())
            .collect();
        let mut middles = vec![0.0; links.len()];
        for index in order {
            let ((stage, node), _) = end(&links[index]);
            let thickness = links[index].shown() * self.scale;
            middles[index] = tops[stage][node] + thickness / 2.0;
            tops[stage][node] += thickness;
        }
        middles
    }

    /// Names and figures beside the nodes of a stage: outside at both ends, else over the ribbons. Where not all
    /// find room, the largest nodes are named.
    fn draw_names(&self, canvas: &mut Canvas, stage: usize) {
        let (nodes, areas) = (&self.sankey.stages[stage].nodes, &self.columns[stage]);
        let (name, small) = (canvas.body(), canvas.small());
        let row = name.leading() + small.leading() + ROW_GAP;
        let capacity = (0..=nodes.len())
            .rev()
            .find(|&count| count as f64 * row <= self.area.height())
            .unwrap_or(0);
        let mut order: Vec<usize> = (0..nodes.len()).collect();
        order.sort_by(|&a, &b| nodes[b].shown().total_cmp(&nodes[a].shown()));
        order.truncate(capacity);
        let (first, last) = (self.area.top + row / 2.0, self.area.bottom - row / 2.0);
        let middles = order
            .iter()
            .map(|&index| areas[index].center().y.max(first));
        let middles: Vec<f64> = middles.collect();
        let heights = spread(&middles, row, (first, last)).unwrap_or_default();
        for (&index, y) in order.iter().zip(heights) {
            self.draw_name(canvas, (stage, index), y);
        }
    }

    fn draw_name(&self, canvas: &mut Canvas, (stage, index): (usize, usize), y: f64) {
        let node = &self.sankey.stages[stage].nodes[index];
        let area = self.columns[stage][index];
        let left = stage == 0 && self.sankey.stages.len() > 1;
        let (edge, side, anchor) = if left {
            (area.left, -1.0, Anchor::End)
        } else {
            (area.right, 1.0, Anchor::Start)
        };
        let middle = Point::new(edge + side * 2.0, area.center().y);
        let x = edge + side * NAME_GAP;
        if (y - middle.y).abs() > 5.0 {
            let end = Point::new(x - side * 2.0, y);
            canvas.segment(middle, end, Stroke::solid(palette::AXIS, 0.8));
        }
        let lines = lines(self.sankey, canvas, (stage, node), self.area.width());
        let (name, small) = (
            canvas.body().anchored(anchor),
            canvas.small().anchored(anchor),
        );
        let first = y - small.leading() / 2.0;
        canvas.haloed_text(&lines[0], Point::new(x, first), name);
        canvas.haloed_text(&lines[1], Point::new(x, y + name.leading() / 2.0), small);
    }

    fn draw_title(&self, canvas: &mut Canvas, stage: usize, area: Area) {
        let (x, anchor) = self.title_place(stage, area);
        let stage = &self.sankey.stages[stage];
        let lang = canvas.theme.lang;
        let total = self.sankey.value.format.write(stage.total(), lang);
        let text = format!("{}{}{total}", stage.title, lang.pick("：", ": "));
        let style = canvas.body().anchored(anchor);
        let width = area.width() / self.sankey.stages.len() as f64 - 10.0;
        let text = canvas.cut(&text, style.size, width);
        canvas.text(
            &text,
            Point::new(x, area.top + style.leading() / 2.0),
            style,
        );
    }

    fn title_place(&self, stage: usize, area: Area) -> (f64, Anchor) {
        if stage == 0 {
            (area.left, Anchor::Start)
        } else if stage + 1 == self.sankey.stages.len() {
            (area.right, Anchor::End)
        } else {
            let nodes = self.columns[stage].first();
            let middle = nodes.map_or(area.center().x, |node| node.center().x);
            (middle, Anchor::Middle)
        }
    }
}

/// Width of the names and figures of a stage.
fn names_width(sankey: &Sankey, canvas: &Canvas, stage: usize, area: Area) -> f64 {
    let sizes = canvas.theme.sizes;
    let nodes = sankey
        .stages
        .get(stage)
        .map_or(&[][..], |stage| &stage.nodes);
    let widths = nodes.iter().map(|node| {
        let [name, figures] = lines(sankey, canvas, (stage, node), area.width());
        let name = canvas.width(&name, sizes.body);
        name.max(canvas.width(&figures, sizes.small))
    });
    widths.fold(0.0, f64::max)
}

/// Name and figures of a node, each on a line.
fn lines(
    sankey: &Sankey,
    canvas: &Canvas,
    (stage, node): (usize, &FlowNode),
    width: f64,
) -> [String; 2] {
    let total = sankey.stages[stage].total();
    let figures = sankey.figures(node.shown(), total, canvas.theme.lang);
    [
        canvas.cut(&node.label, canvas.theme.sizes.body, width * NAME_SHARE),
        canvas.cut(&figures, canvas.theme.sizes.small, width * NAME_SHARE),
    ]
}

/// The nodes of a stage, below each other in the middle of `area`.
fn column(nodes: &[FlowNode], x: f64, scale: f64, area: Area) -> Vec<Area> {
    let gap = gap(nodes.len(), area.height());
    let heights: Vec<f64> = nodes.iter().map(|node| height(node, scale)).collect();
    let gaps = nodes.len().saturating_sub(1) as f64 * gap;
    let used = heights.iter().sum::<f64>() + gaps;
    let mut top = area.center().y - used / 2.0;
    let areas = heights.into_iter().map(|height| {
        let node = Area {
            left: x,
            top,
            right: x + NODE,
            bottom: top + height,
        };
        top += height + gap;
        node
    });
    areas.collect()
}

/// The height of a node.
fn height(node: &FlowNode, scale: f64) -> f64 {
    (node.shown() * scale).max(HAIRLINE)
}

/// White between the nodes of a stage.
fn gap(nodes: usize, height: f64) -> f64 {
    (height * 0.3 / nodes.max(1) as f64).min(10.0)
}

/// Pixels to a unit of value, so that the fullest stage just fits.
fn scale(sankey: &Sankey, height: f64) -> f64 {
    let stages = sankey.stages.iter().filter(|stage| stage.total() > 0.0);
    stages
        .map(|stage| {
            let count = stage.nodes.len() as f64;
            let gaps = (count - 1.0) * gap(stage.nodes.len(), height);
            (height - gaps - count * HAIRLINE).max(1.0) / stage.total()
        })
        .fold(f64::INFINITY, f64::min)
}
