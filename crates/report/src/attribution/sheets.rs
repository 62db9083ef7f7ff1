//! The data sheets of a workbook: credits and steps.

use fourr_cost_benefit::attribution::Model;
use fourr_locale::Lang;
use polars::prelude::DataFrame;

use super::{chain, name};
use crate::{Column, DataColumn, DataSheet, Field, Format, Live};

/// The sheet of credits in live expressions.
pub(super) const CREDITS: &str = "credits";
/// The sheet of steps.
pub(super) const TRANSITIONS: &str = "transitions";

/// What every model gives every channel, and the steps of the chain.
pub(crate) fn sheets(
    credits: Option<&DataFrame>,
    transitions: Option<&DataFrame>,
    lang: Lang,
) -> Vec<DataSheet> {
    let column = |name: &str, zh: &str, en: &str, format: Format| {
        DataColumn::new(name, Column::new(lang.pick(zh, en), format))
    };
    let models = Model::ALL.map(|model| (model.key().to_owned(), name(model, lang).to_owned()));
    let credits = credits.map(|frame| DataSheet {
        id: CREDITS.into(),
        title: lang.pick("归因功劳", "Credits").to_owned(),
        frame: frame.clone(),
        columns: vec![
            column("channel", "渠道", "Channel", Format::Text),
            DataColumn {
                names: models.into(),
                ..column("model", "模型", "Model", Format::Text)
            },
            column("conversions", "转化", "Conversions", Format::Number(4)),
            column("value", "价值", "Value", Format::Money),
        ],
    });
    let states = || ["(start)", "(conversion)", "(null)"];
    let states = || states().map(|key| (key.to_owned(), chain::called(key, lang)));
    let steps = Field::new(TRANSITIONS, "count");
    let from = Field::new(TRANSITIONS, "from");
    let transitions = transitions.map(|frame| DataSheet {
        id: TRANSITIONS.into(),
        title: lang.pick("转移", "Transitions").to_owned(),
        frame: frame.clone(),
        columns: vec![
            DataColumn {
                names: states().into(),
                ..column("from", "从", "From", Format::Text)
            },
            DataColumn {
                names: states().into(),
                ..column("to", "到", "To", Format::Text)
            },
            column("count", "次数", "Times", Format::Count),
            DataColumn {
                live: Some(Live::own("count") / steps.sum([from.is(Live::own("from"))])),
                ..column("probability", "概率", "Probability", Format::Share)
            },
        ],
    });
    credits.into_iter().chain(transitions).collect()
}
