//! [`Sankey`]: how much flows from the parts of one stage to the parts of the next.

mod layout;

use fourr_locale::Lang;
use serde::Serialize;

use super::Figure;
use crate::axis::Axis;
use crate::canvas::Canvas;
use crate::error::DrawError;
use crate::plot::scale;
use crate::scene::Area;
use crate::theme::Theme;

/// How much flows from the parts of one stage to the parts of the next: customers from segment to segment.
///
/// Heights of nodes and widths of ribbons are proportional to their values, on one scale for all stages; what would
/// be thinner than a hairline is a hairline. A ribbon has the colour of its origin. Those who are new and those who
/// have left are ordinary nodes. A value that is not finite counts as zero.
///
/// ```
/// use fourr_chart::{
///     Axis, Caption, Change, Chart, FlowLink, FlowNode, FlowStage, Format, Sankey, Shape, Theme,
/// };
/// use fourr_locale::Lang;
///
/// let before = FlowStage::new("June", vec![FlowNode::new("Loyal", 60.0, 0), FlowNode::new("Lost", 40.0, 1)]);
/// let after = FlowStage::new("December", vec![FlowNode::new("Loyal", 70.0, 0), FlowNode::new("Lost", 30.0, 1)]);
/// let links = vec![
///     FlowLink::new(0, 0, 60.0).change(Change::Same),
///     FlowLink::new(1, 0, 10.0).change(Change::Up),
///     FlowLink::new(1, 1, 30.0).change(Change::Same),
/// ];
/// let value = Axis::new("Customers", Format::Count);
/// let shape = Shape::Sankey(Sankey { value, stages: vec![before, after], links });
/// let chart = Chart { caption: Caption::new("Migration"), shape };
/// assert!(chart.svg(&Theme::new(Lang::En))?.contains("70 (70.0%)"));
/// # Ok::<(), fourr_chart::DrawError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sankey {
    /// What the widths measure; always linear.
    pub value: Axis,
    /// The stages, from left to right.
    pub stages: Vec<FlowStage>,
    /// What flows between neighbouring stages.
    pub links: Vec<FlowLink>,
}

/// One stage of a Sankey diagram.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlowStage {
    /// Its name: 2024-06-30, June.
    pub title: String,
    /// Its parts, from top to bottom.
    pub nodes: Vec<FlowNode>,
}

impl FlowStage {
    /// A stage.
    pub fn new(title: impl Into<String>, nodes: Vec<FlowNode>) -> Self {
        Self {
            title: title.into(),
            nodes,
        }
    }

    fn total(&self) -> f64 {
        self.nodes.iter().map(FlowNode::shown).sum()
    }
}

/// One part of a stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlowNode {
    /// Its name.
    pub label: String,
    /// What it holds: as much as flows through it, or more.
    pub value: f64,
    /// Its class; nodes of one class have one colour. Those who are new and those who have left are in none.
    pub class: Option<usize>,
}

impl FlowNode {
    /// A node of a class.
    pub fn new(label: impl Into<String>, value: f64, class: usize) -> Self {
        Self {
            label: label.into(),
            value,
            class: Some(class),
        }
    }

    /// A node of no class, in dark grey: those who are new, or who have left.
    pub fn outside(label: impl Into<String>, value: f64) -> Self {
        Self {
            label: label.into(),
            value,
            class: None,
        }
    }

    fn shown(&self) -> f64 {
        finite_or_zero(self.value)
    }
}

/// What flows from a node to a node of the next stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlowLink {
    /// The index of the stage where it begins.
    pub stage: usize,
    /// The index of its origin in that stage.
    pub from: usize,
    /// The index of its target in the next stage.
    pub to: usize,
    /// How much flows.
    pub value: f64,
    /// What it means for those who go; shown by the pattern of the ribbon.
    pub change: Option<Change>,
}

impl FlowLink {
    /// A link from the first stage to the second.
    pub fn new(from: usize, to: usize, value: f64) -> Self {
        Self {
            stage: 0,
            from,
            to,
            value,
            change: None,
        }
    }

    /// The same link, beginning at another stage.
    #[must_use]
    pub fn stage(self, stage: usize) -> Self {
        Self { stage, ..self }
    }

    /// The same link with what it means.
    #[must_use]
    pub fn change(self, change: Change) -> Self {
        Self {
            change: Some(change),
            ..self
        }
    }

    fn shown(&self) -> f64 {
        finite_or_zero(self.value)
    }
}

/// What a move means for those who make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Change {
    /// To a better class.
    Up,
    /// Within a class.
    Same,
    /// To a worse class.
    Down,
    /// Not there before.
    New,
    /// No longer there.
    Left,
}

impl Change {
    const ALL: [Self; 5] = [Self::Up, Self::Same, Self::Down, Self::New, Self::Left];

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Up => lang.pick("上升", "up"),
            Self::Same => lang.pick("不变", "same"),
            Self::Down => lang.pick("下降", "down"),
            Self::New => lang.pick("新增", "new"),
            Self::Left => lang.pick("离开", "left"),
        }
    }
}

fn finite_or_zero(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}

/// Links that the description names.
const DESCRIBED: usize = 5;

impl Sankey {
    /// Value and share: 1,234 (12.3%).
    fn figures(&self, value: f64, total: f64, lang: Lang) -> String {
        let text = self.value.format.write(value, lang);
        if total <= 0.0 {
            return text;
        }
        let share = lang.share(value / total, 1);
        match lang {
            Lang::Zh => format!("{text}（{share}）"),
            Lang::En => format!("{text} ({share})"),
        }
    }

    /// The meanings in use, with what flows under each.
    fn changes(&self) -> Vec<(Change, f64)> {
        let of = |change: Change| {
            let links = self.links.iter().filter(|link| link.change == Some(change));
            let values: Vec<f64> = links.map(FlowLink::shown).collect();
            (!values.is_empty()).then(|| (change, values.iter().sum()))
        };
        Change::ALL.into_iter().filter_map(of).collect()
    }

    fn flow(&self) -> f64 {
        self.links.iter().map(FlowLink::shown).sum()
    }

    fn node(&self, stage: usize, index: usize) -> Option<&FlowNode> {
        self.stages.get(stage)?.nodes.get(index)
    }

    /// The two nodes that a link joins.
    fn ends(&self, link: &FlowLink) -> Option<(&FlowNode, &FlowNode)> {
        Some((
            self.node(link.stage, link.from)?,
            self.node(link.stage.checked_add(1)?, link.to)?,
        ))
    }

    /// The values of nodes, and of links under the names of their origins.
    fn values(&self) -> impl Iterator<Item = (&str, f64)> {
        let nodes = self.stages.iter().flat_map(|stage| &stage.nodes);
        let links = self.links.iter().filter_map(|link| {
            let (from, _) = self.ends(link)?;
            Some((from.label.as_str(), link.shown()))
        });
        let nodes = nodes.map(|node| (node.label.as_str(), node.shown()));
        nodes.chain(links)
    }

    /// Checks that no node has more flowing through it than it holds.
    fn check_nodes(&self) -> Result<(), DrawError> {
        for (stage, nodes) in self.stages.iter().enumerate() {
            for (index, node) in nodes.nodes.iter().enumerate() {
                let sum = |joined: &dyn Fn(&FlowLink) -> bool| -> f64 {
                    let links = self.links.iter().filter(|link| joined(link));
                    links.map(FlowLink::shown).sum()
                };
                let leaving = sum(&|link| (link.stage, link.from) == (stage, index));
                let coming = sum(&|link| (link.stage + 1, link.to) == (stage, index));
                let links = leaving.max(coming);
                let value = node.shown();
                if links > value + 1e-9 * links.abs() {
                    return Err(DrawError::Overflow {
                        node: node.label.clone(),
                        value,
                        links,
                    });
                }
            }
        }
        Ok(())
    }

    fn describe_stage(&self, stage: &FlowStage, lang: Lang) -> String {
        let total = stage.total();
        let nodes = stage.nodes.iter().map(|node| {
            let figures = self.figures(node.shown(), total, lang);
            format!("{} {figures}", node.label)
        });
        let nodes: Vec<String> = nodes.collect();
        match lang {
            Lang::Zh => format!("{}：{}。", stage.title, nodes.join("，")),
            Lang::En => format!("{}: {}.", stage.title, nodes.join(", ")),
        }
    }

    /// The largest links by name.
    fn describe_links(&self, lang: Lang) -> String {
        let mut links: Vec<&FlowLink> = self.links.iter().collect();
        links.sort_by(|a, b| b.shown().total_cmp(&a.shown()));
        let links = links.into_iter().take(DESCRIBED).filter_map(|link| {
            let (from, to) = self.ends(link)?;
            let value = self.value.format.write(link.shown(), lang);
            Some(format!("{} → {} {value}", from.label, to.label))
        });
        let links: Vec<String> = links.collect();
        match lang {
            _ if links.is_empty() => String::new(),
            Lang::Zh => format!("最大的流向：{}。", links.join("，")),
            Lang::En => format!("The largest flows: {}.", links.join(", ")),
        }
    }
}

impl Figure for Sankey {
    fn is_empty(&self) -> bool {
        self.stages.iter().map(FlowStage::total).sum::<f64>() <= 0.0
    }

    fn check(&self) -> Result<(), DrawError> {
        for (index, link) in self.links.iter().enumerate() {
            if self.ends(link).is_none() {
                return Err(DrawError::UnknownNode {
                    link: index,
                    stage: link.stage,
                    from: link.from,
                    to: link.to,
                });
            }
        }
        for (label, value) in self.values() {
            if value < 0.0 {
                return Err(DrawError::Negative {
                    shape: "a Sankey diagram",
                    label: label.to_owned(),
                    value,
                });
            }
        }
        scale::check_bars(&self.value, self.values().map(|(_, value)| value))?;
        self.check_nodes()
    }

    fn preferred_height(&self, theme: &Theme) -> f64 {
        layout::preferred_height(self, theme)
    }

    fn lay_out(&self, canvas: &mut Canvas, area: Area) {
        layout::draw(self, canvas, area);
    }

    fn describe(&self, lang: Lang) -> String {
        let (count, measure) = (self.stages.len(), self.value.heading(lang));
        let start = match lang {
            Lang::Zh => format!("桑基图，{measure}在 {count} 个阶段之间的流动。"),
            Lang::En => format!("Sankey diagram of {measure} through {count} stages."),
        };
        let stages = self
            .stages
            .iter()
            .map(|stage| self.describe_stage(stage, lang));
        let changes = self.changes().into_iter().map(|(change, value)| {
            let figures = self.figures(value, self.flow(), lang);
            format!("{} {figures}", change.name(lang))
        });
        let changes: Vec<String> = changes.collect();
        let changes = match lang {
            _ if changes.is_empty() => String::new(),
            Lang::Zh => format!("{}。", changes.join("，")),
            Lang::En => format!("{}.", changes.join(", ")),
        };
        let parts = std::iter::once(start)
            .chain(stages)
            .chain([self.describe_links(lang), changes]);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        parts.join(lang.pick("", " "))
    }
}
