//! [`Sankey`]: how much flows from the parts of one stage to the parts of the next.

mod flow;
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

pub use flow::{Change, FlowLink, FlowNode, FlowStage};

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
