//! The answer sheet of a segmentation: every step in the order in which a candidate writes it down.

mod charts;
mod checks;
mod cycle;
mod data;
mod definitions;
mod example;
mod findings;
mod judgement;
mod measures;
mod people;
mod scores;
mod splits;
mod types;
mod working;

use fourr_locale::Lang;
use fourr_rfm::{Scheme, Segmentation};
use fourr_table::Source;

use super::{provenance, subject::Subject};
use crate::{Answer, Step};
use example::Example;
use people::People;

/// What every step is made from: the figures, the customers, and the one who is calculated by hand.
struct Sheet<'a> {
    subject: Subject<'a>,
    people: People<'a>,
    example: Example,
}

/// The answer sheet of a segmentation, made from `sources`.
///
/// Of the customers it names a handful by their ids, as an examiner asks for, and masks what looks personal.
/// Every figure is one of the result, or follows from its customers by the formula beside it.
pub(super) fn answer(result: &Segmentation, sources: &[Source], lang: Lang) -> Answer {
    let subject = Subject::of(result, sources, lang);
    let people = People::of(&subject, &result.customers);
    let example = Example::typical(&subject, &people);
    let sheet = Sheet {
        subject,
        people,
        example,
    };
    let cut = if sheet.by_types() {
        splits::step(&sheet)
    } else {
        scores::step(&sheet)
    };
    let steps = [
        Some(data::step(&sheet)),
        Some(definitions::step(&sheet)),
        Some(measures::step(&sheet)),
        Some(cut),
        Some(judgement::step(&sheet)),
        Some(types::step(&sheet)),
        Some(charts::step(&sheet)),
        Some(findings::conclusions(&sheet)),
        Some(findings::actions(&sheet)),
        cycle::step(&sheet),
        Some(checks::step(&sheet)),
    ];
    let steps: Vec<Step> = steps.into_iter().flatten().collect();
    let subject = &sheet.subject;
    Answer {
        lang,
        title: subject.text("RFM 客户价值分析答题卷", "RFM analysis: answer sheet"),
        task: subject.say(
            "数字营销技术应用（高级）3.1.3、3.3.2：用 RFM 模型划分客户价值，找出购买周期与沉睡客户，写出计算过程、图表、结论与措施。",
            "Digital Marketing Technology Application (advanced) 3.1.3 and 3.3.2: segment the customers by RFM, find the purchase cycle and the dormant customers; give the calculation, the charts, the conclusions and the measures.",
            &[],
        ),
        steps,
        provenance: provenance::provenance(subject, sources),
    }
}

impl Sheet<'_> {
    /// Whether customers are told apart by high and low, and not by their scores.
    fn by_types(&self) -> bool {
        self.subject.summary.parameters.scheme == Scheme::Textbook8
    }
}
