//! The parts of a Sankey diagram: stages, their nodes, and the links between these.

use fourr_locale::Lang;
use serde::Serialize;

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

    pub(super) fn total(&self) -> f64 {
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

    pub(super) fn shown(&self) -> f64 {
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

    pub(super) fn shown(&self) -> f64 {
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
    pub(super) const ALL: [Self; 5] = [Self::Up, Self::Same, Self::Down, Self::New, Self::Left];

    pub(super) fn name(self, lang: Lang) -> &'static str {
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
