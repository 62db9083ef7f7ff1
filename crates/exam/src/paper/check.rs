//! What questions refer to, and the order in which they are answered.

use fourr_pipeline::{Input, Plan};

use super::{Expected, Question, text::Faulty};
use crate::{Expression, Fault, Path};

/// The places of the questions, each behind those that it rests on.
///
/// # Errors
/// An id that is there twice, a step or a question that is not there, questions that rest on each other.
pub(super) fn order(plan: &Plan, questions: &[Question]) -> Faulty<Vec<usize>> {
    for (at, question) in questions.iter().enumerate() {
        if questions[..at].iter().any(|other| other.id == question.id) {
            return Err((question.place, Fault::IdTwice(question.id.clone())));
        }
        refers(plan, questions, question).map_err(|fault| (question.place, fault))?;
    }
    let place_of = |id: &str| questions.iter().position(|other| other.id == id);
    let needs = |place: usize| {
        let named = questions[place].rests_on().into_iter();
        named.filter_map(place_of).collect()
    };
    fourr_pipeline::order(questions.len(), needs).map_err(|circle| {
        let names = circle.iter().map(|place| questions[*place].id.clone());
        (questions[circle[0]].place, Fault::Cycle(names.collect()))
    })
}

/// Everything that a question refers to is there.
fn refers(plan: &Plan, questions: &[Question], question: &Question) -> Result<(), Fault> {
    let expressions: Vec<&Expression> = match &question.expected {
        Expected::Number(number) => {
            let mistakes = number.mistakes.iter().map(|mistake| &mistake.answer);
            [&number.answer].into_iter().chain(mistakes).collect()
        }
        _ => Vec::new(),
    };
    let own = match &question.expected {
        Expected::Choice { answer, .. }
        | Expected::Set { answer }
        | Expected::Ranking { answer, .. }
        | Expected::Table { answer, .. }
        | Expected::Chart { answer, .. } => Some(answer),
        Expected::Number(_) | Expected::Cleaned { .. } | Expected::Text { .. } => None,
    };
    let paths = expressions.iter().flat_map(|expression| expression.paths());
    let steps = paths.chain(own).map(Path::step);
    let replaced = match &question.expected {
        Expected::Cleaned { input, step, .. } => {
            is_made(plan, input)?;
            step.as_deref()
        }
        _ => None,
    };
    let is_step = |name: &&str| plan.steps.iter().any(|step| step.name == *name);
    if let Some(name) = steps.chain(replaced).find(|name| !is_step(name)) {
        return Err(Fault::Step {
            name: name.to_owned(),
            known: plan.steps.iter().map(|step| step.name.clone()).collect(),
        });
    }
    let mut named = expressions
        .iter()
        .flat_map(|expression| expression.questions());
    match named.find(|name| !questions.iter().any(|other| other.id == *name)) {
        None => Ok(()),
        Some(name) => Err(Fault::Question {
            name: name.to_owned(),
            known: questions.iter().map(|other| other.id.clone()).collect(),
        }),
    }
}

/// The defects of an input are known where the plan makes it.
fn is_made(plan: &Plan, name: &str) -> Result<(), Fault> {
    let inputs = plan.inputs.iter();
    let made = inputs.filter(|(_, input)| matches!(input, Input::Made(_)));
    let known: Vec<String> = made.map(|(name, _)| name.clone()).collect();
    if known.iter().any(|known| known == name) {
        return Ok(());
    }
    let name = name.to_owned();
    Err(Fault::Input { name, known })
}
