//! An answer sheet as Markdown.

use super::{Writer, escape::escape};
use crate::label::Label;
use crate::numbering::Numbering;
use crate::visible::visible;
use crate::{Answer, Prose, ReportError, Step};

/// The text of an answer sheet. Its charts are those of the report, in the same folder `charts`.
///
/// # Errors
/// Parts that cannot be told apart.
pub fn render_answer(answer: &Answer) -> Result<String, ReportError> {
    let writer = Writer {
        lang: answer.lang,
        numbering: Numbering::of_answer(answer)?,
    };
    let mut blocks = vec![
        format!("# {}", escape(&answer.title)),
        writer.said(Label::Task, &answer.task),
    ];
    for (number, step) in answer.numbered() {
        blocks.push(format!("## {number}{}", escape(&step.title)));
        blocks.extend(writer.step(step));
    }
    blocks.extend(writer.provenance(&answer.provenance));
    blocks.retain(|block| !block.is_empty());
    Ok(visible(&blocks.join("\n\n")) + "\n")
}

impl Writer<'_> {
    fn step(&self, step: &Step) -> Vec<String> {
        let mut blocks = vec![self.said(Label::Done, &step.done)];
        let formulas = step.formulas.iter();
        blocks.extend(formulas.flat_map(|formula| self.formula(formula)));
        blocks.extend(step.result.iter().flat_map(|block| self.block(block)));
        let conclusion = step.conclusion.iter();
        blocks.extend(conclusion.map(|text| self.said(Label::Conclusion, text)));
        blocks
    }

    /// `**label**: text`.
    fn said(&self, label: Label, text: &Prose) -> String {
        format!(
            "**{}**{}{}",
            self.say(label),
            self.say(Label::Colon),
            self.prose(text)
        )
    }
}
