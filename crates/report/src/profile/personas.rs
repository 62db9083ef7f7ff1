//! Persona cards: one a segment.

use fourr_profile::{
    Habits,
    clusters::ClusterOutcome,
    statistics::{Distinguishing, Persona, SegmentName, Verdict},
};

use super::{clusters, habits, stages, subject::Subject};
use crate::{Block, Cell, Format, Id, Section, Table};

pub(super) fn section(subject: &Subject<'_>) -> Option<Section> {
    let personas = &subject.summary.figures.personas;
    if personas.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::from(subject.say(
        "每个分群一张卡片：他们是谁、想要什么、怎么买、在哪里能触达；数字后是 TGI（全体为 100）。",
        "One card a segment: who they are, what they want, how they buy, where to reach them; behind shares stands the index against all.",
        &[],
    ))];
    blocks.extend(
        (1..)
            .zip(personas)
            .map(|(number, persona)| Block::Table(card(subject, persona, number))),
    );
    Some(Section::new(
        "personas",
        subject.text("人群画像卡", "Persona cards"),
        blocks,
    ))
}

fn title(subject: &Subject<'_>, persona: &Persona) -> String {
    let name = subject.segment(&persona.segment);
    let proposal = match (&persona.segment, &subject.summary.figures.clusters) {
        (SegmentName::Cluster(number), Some(ClusterOutcome::Found(found))) => {
            let cluster = found.found.get(*number as usize - 1);
            cluster.map(|cluster| clusters::name(subject, cluster))
        }
        _ => None,
    };
    proposal.map_or_else(
        || name.clone(),
        |proposal| format!("{name}{}{proposal}", subject.lang.pick("：", ": ")),
    )
}

fn card(subject: &Subject<'_>, persona: &Persona, number: usize) -> Table {
    let columns = vec![
        subject.column("问题", "Question", Format::Text),
        subject.column("画像", "Picture", Format::Text),
    ];
    let line =
        |zh: &str, en: &str, text: String| [Cell::from(subject.text(zh, en)), Cell::from(text)];
    let mut rows = vec![
        line("规模", "Size", size(subject, persona)),
        line("他们是谁", "Who they are", who(subject, persona)),
    ];
    if let Some(need) = persona.need {
        rows.push(line(
            "想要什么",
            "What they want",
            stages::need(subject, need),
        ));
    }
    if let Some(stage) = persona.stage {
        rows.push(line(
            "所处阶段",
            "Where on the way",
            stages::stage(subject, stage),
        ));
    }
    if let Some(found) = persona
        .habits
        .as_ref()
        .filter(|habits| habits.buyers.is_some())
    {
        rows.push(line("怎么买", "How they buy", how(subject, found)));
        let reach = habits::reach(subject, found);
        if !reach.is_empty() {
            rows.push(line("在哪里触达", "Where to reach them", reach));
        }
    }
    let numbers = numbers(subject, persona);
    if !numbers.is_empty() {
        rows.push(line("数值特征", "In numbers", numbers));
    }
    Table::new(
        Id::numbered("persona", number),
        title(subject, persona),
        columns,
    )
    .with_rows(rows)
}

fn size(subject: &Subject<'_>, persona: &Persona) -> String {
    let people = subject
        .count(persona.people)
        .display(Format::Count, subject.lang);
    let share = subject
        .share(persona.share)
        .display(Format::Share, subject.lang);
    match subject.lang {
        fourr_locale::Lang::Zh => format!("{people} 人，占 {share}"),
        fourr_locale::Lang::En => format!("{people} people, {share}"),
    }
}

fn who(subject: &Subject<'_>, persona: &Persona) -> String {
    let value = |one: &Distinguishing| {
        let share = one
            .affinity
            .share_of_target
            .map_or_else(String::new, |share| subject.lang.share(share, 1));
        let tgi = one
            .affinity
            .tgi
            .map_or_else(String::new, |tgi| subject.lang.fixed(tgi, 0));
        format!(
            "{} {share} (TGI {tgi})",
            subject.value_of_tag(&one.tag, &one.value)
        )
    };
    let (more, less): (Vec<&Distinguishing>, Vec<&Distinguishing>) = persona
        .distinguishing
        .iter()
        .partition(|one| one.affinity.verdict == Verdict::Preferred);
    let join = |ones: &[&Distinguishing]| {
        let values: Vec<String> = ones.iter().map(|one| value(one)).collect();
        values.join(subject.lang.pick("；", "; "))
    };
    match (more.is_empty(), less.is_empty()) {
        (true, true) => subject.text(
            "没有显著区别于全体的标签",
            "nothing that tells them from everybody",
        ),
        (false, true) => join(&more),
        (true, false) => format!("{}{}", subject.lang.pick("较少：", "seldom: "), join(&less)),
        (false, false) => format!(
            "{}{}{}",
            join(&more),
            subject.lang.pick("。较少：", ". Seldom: "),
            join(&less)
        ),
    }
}

fn how(subject: &Subject<'_>, found: &Habits) -> String {
    let number = |number: Option<f64>| {
        number.map_or_else(|| "–".to_owned(), |number| subject.lang.fixed(number, 2))
    };
    match subject.lang {
        fourr_locale::Lang::Zh => format!(
            "人均消费 {}，人均 {} 单，客单价 {}",
            number(found.spend_per_buyer),
            number(found.orders_per_buyer),
            number(found.mean_basket)
        ),
        fourr_locale::Lang::En => format!(
            "{} a buyer over {} orders, {} an order",
            number(found.spend_per_buyer),
            number(found.orders_per_buyer),
            number(found.mean_basket)
        ),
    }
}

/// The means of the segment beside those of all.
fn numbers(subject: &Subject<'_>, persona: &Persona) -> String {
    let figures = &subject.summary.figures;
    let names = figures
        .segments
        .as_ref()
        .map_or(&[][..], |segments| &segments.names);
    let Some(segment) = names.iter().position(|name| *name == persona.segment) else {
        return String::new();
    };
    let line = |number: &fourr_profile::statistics::NumberFigures| {
        let (own, all) = (number.segments.get(segment)?.mean?, number.mean?);
        let [own, all] = [own, all].map(|mean| subject.lang.trimmed(mean, 2));
        Some(format!(
            "{} {own}{}",
            number.name,
            match subject.lang {
                fourr_locale::Lang::Zh => format!("（全体 {all}）"),
                fourr_locale::Lang::En => format!(" (all {all})"),
            }
        ))
    };
    figures
        .numbers
        .iter()
        .filter_map(line)
        .take(8)
        .collect::<Vec<_>>()
        .join(subject.lang.pick("；", "; "))
}
