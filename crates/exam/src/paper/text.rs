//! The questions of a paper out of its text.

use fourr_pipeline::{Bilingual, Place};
use serde::{Deserialize, de::IgnoredAny};
use toml::Spanned;

use super::{Expected, Mistake, Number, Partial, Question};
use crate::{ChartKind, Fault, Tolerance};

pub(super) type Faulty<T> = Result<T, (Place, Fault)>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaperText {
    // What a plan has, which reads it.
    #[serde(rename = "title")]
    _title: Option<IgnoredAny>,
    #[serde(rename = "inputs")]
    _inputs: Option<IgnoredAny>,
    #[serde(rename = "step")]
    _step: Option<IgnoredAny>,
    minutes: Option<u32>,
    #[serde(default)]
    question: Vec<Spanned<QuestionText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionText {
    id: Spanned<String>,
    points: Spanned<f64>,
    prompt: PromptText,
    kind: Kind,
    answer: Option<Spanned<String>>,
    absolute: Option<f64>,
    relative: Option<f64>,
    places: Option<u8>,
    partial: Option<Vec<Spanned<PartialText>>>,
    mistake: Option<Vec<Spanned<MistakeText>>>,
    options: Option<Vec<String>>,
    by: Option<String>,
    first: Option<usize>,
    columns: Option<Vec<String>>,
    charts: Option<Vec<ChartKind>>,
    value: Option<String>,
    input: Option<String>,
    key: Option<Vec<String>>,
    step: Option<String>,
    sample: Option<PromptText>,
    #[serde(default)]
    same: bool,
    #[serde(default)]
    zero: bool,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Number,
    Choice,
    Set,
    Ranking,
    Table,
    Chart,
    Cleaned,
    Text,
}

#[derive(Deserialize, Clone)]
#[serde(untagged)]
enum PromptText {
    Both(String),
    Each { zh: String, en: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartialText {
    absolute: Option<f64>,
    relative: Option<f64>,
    places: Option<u8>,
    points: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MistakeText {
    answer: Spanned<String>,
    says: PromptText,
    #[serde(default)]
    points: f64,
}

/// Minutes and questions.
pub(super) fn read(text: &str) -> Faulty<(Option<u32>, Vec<Question>)> {
    let paper: PaperText = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (
            Place::of(text, at),
            Fault::Syntax(error.message().to_owned()),
        )
    })?;
    let reader = Reader { text };
    let questions = paper.question.into_iter();
    let questions: Vec<Question> = questions
        .map(|question| reader.question(question))
        .collect::<Faulty<_>>()?;
    if questions.is_empty() {
        return Err((Place::of(text, 0), Fault::NoQuestions));
    }
    Ok((paper.minutes, questions))
}

struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    fn place<T>(&self, value: &Spanned<T>) -> Place {
        Place::of(self.text, value.span().start)
    }

    fn question(&self, text: Spanned<QuestionText>) -> Faulty<Question> {
        let place = self.place(&text);
        let text = text.into_inner();
        let (id, id_place) = (text.id.get_ref().clone(), self.place(&text.id));
        let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        if id.is_empty() || !id.chars().all(plain) {
            return Err((id_place, Fault::Id(id)));
        }
        let points = *text.points.get_ref();
        if points.is_nan() || points <= 0.0 || points.is_infinite() {
            return Err((self.place(&text.points), Fault::Points(points)));
        }
        text.fits(&id).map_err(|fault| (place, fault))?;
        let owner = Owner {
            id: &id,
            place,
            points,
        };
        let expected = self.expected(&text, &owner)?;
        Ok(Question {
            id,
            place,
            points,
            prompt: text.prompt.into(),
            expected,
            may_be_shared: text.same,
            may_be_zero: text.zero,
        })
    }

    fn expected(&self, text: &QuestionText, owner: &Owner<'_>) -> Faulty<Expected> {
        let answer = || {
            let answer = text.answer.as_ref();
            answer.ok_or_else(|| owner.missing("answer"))
        };
        let path = || {
            let answer = answer()?;
            let path = answer.get_ref().parse();
            path.map_err(|error| (self.place(answer), Fault::Path(error)))
        };
        Ok(match text.kind {
            Kind::Number => Expected::Number(self.number(text, answer()?, owner)?),
            Kind::Choice => Expected::Choice {
                answer: path()?,
                options: text.options.clone().unwrap_or_default(),
            },
            Kind::Set => Expected::Set { answer: path()? },
            Kind::Ranking => Expected::Ranking {
                answer: path()?,
                by: text.by.clone(),
                first: text.first,
            },
            Kind::Table => Expected::Table {
                answer: path()?,
                columns: owner.names("columns", text.columns.as_deref())?,
                tolerance: shown(text, owner)?,
            },
            Kind::Chart => Expected::Chart {
                kinds: text.charts.clone().unwrap_or_default(),
                answer: path()?,
                value: owner.name("value", text.value.as_ref())?,
                tolerance: shown(text, owner)?,
            },
            Kind::Cleaned => Expected::Cleaned {
                input: owner.name("input", text.input.as_ref())?,
                key: owner.names("key", text.key.as_deref())?,
                step: text.step.clone(),
            },
            Kind::Text => {
                let sample = text
                    .sample
                    .as_ref()
                    .ok_or_else(|| owner.missing("sample"))?;
                Expected::Text {
                    sample: sample.clone().into(),
                }
            }
        })
    }

    fn number(
        &self,
        text: &QuestionText,
        answer: &Spanned<String>,
        owner: &Owner<'_>,
    ) -> Faulty<Number> {
        let tolerance = tolerance(text.absolute, text.relative, text.places, owner)?;
        let tolerance = tolerance.ok_or_else(|| owner.missing("a tolerance"))?;
        let mut partial = Vec::new();
        for near in text.partial.iter().flatten() {
            let place = self.place(near);
            let near = near.get_ref();
            let owner = Owner { place, ..*owner };
            let tolerance = tolerance_of(near, &owner)?;
            owner.part(near.points)?;
            partial.push(Partial {
                tolerance,
                points: near.points,
            });
        }
        let mut mistakes = Vec::new();
        for mistake in text.mistake.iter().flatten() {
            let owner = Owner {
                place: self.place(mistake),
                ..*owner
            };
            let mistake = mistake.get_ref();
            owner.part(mistake.points)?;
            mistakes.push(Mistake {
                answer: self.expression(&mistake.answer)?,
                says: mistake.says.clone().into(),
                points: mistake.points,
            });
        }
        Ok(Number {
            answer: self.expression(answer)?,
            tolerance,
            partial,
            mistakes,
        })
    }

    fn expression(&self, text: &Spanned<String>) -> Faulty<crate::Expression> {
        let expression = text.get_ref().parse();
        expression.map_err(|error| (self.place(text), Fault::Expression(error)))
    }
}

/// The question that something belongs to.
#[derive(Clone, Copy)]
struct Owner<'a> {
    id: &'a str,
    place: Place,
    points: f64,
}

impl Owner<'_> {
    fn missing(&self, key: &'static str) -> (Place, Fault) {
        let id = self.id.to_owned();
        (self.place, Fault::Missing { id, key })
    }

    fn partial(&self, reason: &'static str) -> (Place, Fault) {
        let id = self.id.to_owned();
        (self.place, Fault::Partial { id, reason })
    }

    fn name(&self, key: &'static str, given: Option<&String>) -> Faulty<String> {
        given.cloned().ok_or_else(|| self.missing(key))
    }

    fn names(&self, key: &'static str, given: Option<&[String]>) -> Faulty<Vec<String>> {
        let given = given.filter(|names| !names.is_empty());
        given.map(<[_]>::to_vec).ok_or_else(|| self.missing(key))
    }

    /// Points must be part of the question's.
    fn part(&self, points: f64) -> Faulty<()> {
        if (0.0..self.points).contains(&points) {
            Ok(())
        } else {
            Err(self.partial("points for part of an answer are less than those of the question"))
        }
    }
}

fn tolerance_of(text: &PartialText, owner: &Owner<'_>) -> Faulty<Tolerance> {
    let tolerance = tolerance(text.absolute, text.relative, text.places, owner)?;
    tolerance.ok_or_else(|| owner.missing("a tolerance"))
}

/// The tolerance of figures in a table or a chart: half a percent where none is given.
fn shown(text: &QuestionText, owner: &Owner<'_>) -> Faulty<Tolerance> {
    let given = tolerance(text.absolute, text.relative, text.places, owner)?;
    Ok(given.unwrap_or(Tolerance::Relative(0.005)))
}

/// The one tolerance that is given, if any.
fn tolerance(
    absolute: Option<f64>,
    relative: Option<f64>,
    places: Option<u8>,
    owner: &Owner<'_>,
) -> Faulty<Option<Tolerance>> {
    let given = [
        absolute.map(Tolerance::Absolute),
        relative.map(Tolerance::Relative),
        places.map(Tolerance::Places),
    ];
    let mut given = given.into_iter().flatten();
    let first = given.next();
    if given.next().is_some() {
        return Err(owner.partial("absolute, relative and places exclude each other"));
    }
    match first {
        Some(tolerance) if !tolerance.is_possible() => {
            Err((owner.place, Fault::Tolerance(owner.id.to_owned())))
        }
        first => Ok(first),
    }
}

impl QuestionText {
    /// Whether it has no key that its kind does not know.
    fn fits(&self, id: &str) -> Result<(), Fault> {
        use Kind::{Chart, Choice, Cleaned, Number, Ranking, Set, Table, Text};
        const FIGURES: &[Kind] = &[Number, Table, Chart];
        const WORKED_OUT: &[Kind] = &[Number, Choice, Set, Ranking, Table, Chart];
        let given: [(&'static str, bool, &[Kind]); 16] = [
            ("answer", self.answer.is_some(), WORKED_OUT),
            ("absolute", self.absolute.is_some(), FIGURES),
            ("relative", self.relative.is_some(), FIGURES),
            ("places", self.places.is_some(), FIGURES),
            ("partial", self.partial.is_some(), &[Number]),
            ("mistake", self.mistake.is_some(), &[Number]),
            ("zero", self.zero, &[Number]),
            ("options", self.options.is_some(), &[Choice]),
            ("by", self.by.is_some(), &[Ranking]),
            ("first", self.first.is_some(), &[Ranking]),
            ("columns", self.columns.is_some(), &[Table]),
            ("charts", self.charts.is_some(), &[Chart]),
            ("value", self.value.is_some(), &[Chart]),
            ("input", self.input.is_some(), &[Cleaned]),
            ("key", self.key.is_some(), &[Cleaned]),
            ("step", self.step.is_some(), &[Cleaned]),
        ];
        let samples = [("sample", self.sample.is_some(), &[Text][..])];
        let mut unfit = given.into_iter().chain(samples);
        let unfit = unfit.find(|(_, is_given, kinds)| *is_given && !kinds.contains(&self.kind));
        match unfit {
            None => Ok(()),
            Some((key, ..)) => Err(Fault::Unfit {
                id: id.to_owned(),
                kind: self.kind.name(),
                key,
            }),
        }
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Choice => "choice",
            Self::Set => "set",
            Self::Ranking => "ranking",
            Self::Table => "table",
            Self::Chart => "chart",
            Self::Cleaned => "cleaned",
            Self::Text => "text",
        }
    }
}

impl From<PromptText> for Bilingual {
    fn from(text: PromptText) -> Self {
        match text {
            PromptText::Both(text) => Self {
                zh: text.clone(),
                en: text,
            },
            PromptText::Each { zh, en } => Self { zh, en },
        }
    }
}
