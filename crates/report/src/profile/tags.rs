//! Pictures of the tags, and their coverage in a sentence.

use fourr_chart::{Axis, CloudWord, Format as Digits, Shape, TagCloud, Tile, Treemap};
use fourr_profile::{TagFigures, ValueFigures};

use super::subject::{Subject, chart};
use crate::{Block, Cell, Prose, Section};

/// Values of a picture.
const DRAWN: usize = 40;

/// The tree of tags, and the tags as large as they are frequent.
pub(super) fn section(subject: &Subject<'_>) -> Section {
    let title = subject.text("标签一览", "Tags at a glance");
    Section::new("tag-pictures", title, vec![tree(subject), cloud(subject)])
}

/// Values that may be shown and tell people apart, with their tags.
fn shown<'s>(subject: &Subject<'s>) -> impl Iterator<Item = (&'s TagFigures, &'s ValueFigures)> {
    let tags = subject.summary.tags.tags.iter();
    let values = tags.flat_map(|tag| tag.values.iter().map(move |value| (tag, value)));
    let everybody = subject.summary.tags.persons;
    values.filter(move |(_, value)| {
        !value.withheld && value.holders < everybody && value.holders > 0 && value.code != "other"
    })
}

/// Those of them that most people have, the most frequent first.
fn most<'s>(subject: &Subject<'s>) -> Vec<(&'s TagFigures, &'s ValueFigures)> {
    let mut values: Vec<(&TagFigures, &ValueFigures)> = shown(subject).collect();
    values.sort_by_key(|(_, value)| std::cmp::Reverse(value.holders));
    values.truncate(DRAWN);
    values
}

fn tree(subject: &Subject<'_>) -> Block {
    let tile = |(tag, value): (&TagFigures, &ValueFigures)| Tile {
        label: subject.value_of_tag(&tag.meta.code, &value.code),
        size: value.holders as f64,
        group: Some(tag.meta.dimension_name.clone()),
    };
    let tiles = most(subject).into_iter().map(tile).collect();
    let axis = Axis::new(subject.text("人数", "Persons"), Digits::Count);
    let title = subject.text(
        "标签树：维度、标签与取值",
        "The tree of tags: dimensions, tags and values",
    );
    let reading = subject.say(
        "面积与人数成正比，颜色是维度。",
        "Areas are people, colours are dimensions.",
        &[],
    );
    let shape = Shape::Treemap(Treemap { value: axis, tiles });
    chart(
        "tag-tree",
        [title, subject.population(), String::new()],
        shape,
        reading,
    )
}

fn cloud(subject: &Subject<'_>) -> Block {
    let word = |(tag, value): (&TagFigures, &ValueFigures)| {
        CloudWord::new(
            subject.value_of_tag(&tag.meta.code, &value.code),
            value.holders as f64,
        )
    };
    let shape = Shape::TagCloud(TagCloud {
        value: Axis::new(subject.text("人数", "persons"), Digits::Count),
        words: most(subject).into_iter().map(word).collect(),
    });
    let title = subject.text("标签云", "Tags as large as they are frequent");
    let reading = subject.say(
        "字越大，有该取值的人越多。",
        "The larger, the more people have the value.",
        &[],
    );
    chart(
        "tag-cloud",
        [title, subject.population(), String::new()],
        shape,
        reading,
    )
}

/// Coverage in a sentence.
pub(super) fn sentence(subject: &Subject<'_>) -> Option<Prose> {
    let shown: Vec<&TagFigures> = subject
        .summary
        .tags
        .tags
        .iter()
        .filter(|tag| !tag.withheld)
        .collect();
    let least = shown
        .iter()
        .min_by(|a, b| a.coverage.total_cmp(&b.coverage))?;
    let mean = shown.iter().map(|tag| tag.coverage).sum::<f64>() / shown.len() as f64;
    Some(subject.say(
        "{0} 个标签平均覆盖 {1} 的人；覆盖最低的是「{2}」（{3}）。",
        "{0} tags cover {1} of the people in the mean; the least is {2} with {3}.",
        &[
            Cell::Count(shown.len() as u64).into(),
            Cell::Share(mean).into(),
            Cell::from(least.meta.name.as_str()).into(),
            Cell::Share(least.coverage).into(),
        ],
    ))
}
