//! What questions refer to, and the order in which they are answered.

use fourr_pipeline::Plan;

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
    let mut order: Vec<usize> = Vec::with_capacity(questions.len());
    while order.len() < questions.len() {
        let answered = |id: &str| order.iter().any(|place| questions[*place].id == id);
        let ready = |place: &usize| {
            !order.contains(place) && questions[*place].rests_on().into_iter().all(answered)
        };
        match (0..questions.len()).find(ready) {
            Some(place) => order.push(place),
            None => return Err(cycle(questions, &order)),
        }
    }
    Ok(order)
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
        | Expected::Ranking { answer, .. } => Some(answer),
        Expected::Number(_) | Expected::Text { .. } => None,
    };
    let paths = expressions.iter().flat_map(|expression| expression.paths());
    let is_step = |path: &&Path| plan.steps.iter().any(|step| step.name == path.step());
    if let Some(path) = paths.chain(own).find(|path| !is_step(path)) {
        return Err(Fault::Step {
            name: path.step().to_owned(),
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

/// A circle among the questions that are not in `order`, of which each rests on another of them.
fn cycle(questions: &[Question], order: &[usize]) -> (fourr_pipeline::Place, Fault) {
    let open: Vec<&Question> = (0..questions.len())
        .filter(|place| !order.contains(place))
        .map(|place| &questions[place])
        .collect();
    let next = |question: &Question| {
        let named = question.rests_on();
        let found = open.iter().find(|other| named.contains(&other.id.as_str()));
        *found.unwrap_or(&open[0])
    };
    // After as many strides as there are questions we stand in a circle.
    let start = (0..open.len()).fold(open[0], |question, _| next(question));
    let mut names = vec![start.id.clone()];
    let mut question = next(start);
    while question.id != start.id {
        names.push(question.id.clone());
        question = next(question);
    }
    names.push(start.id.clone());
    (start.place, Fault::Cycle(names))
}
