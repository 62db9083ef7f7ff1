//! The section on tags: what is known of how many.

use fourr_chart::{Axis, Bar, Bars, CloudWord, Format as Digits, Shape, TagCloud, Tile, Treemap};
use fourr_profile::{TagFigures, ValueFigures};

use super::subject::Subject;
use crate::{Block, Cell, Format, Prose, Section, Table, profile_tags};

/// Parts of a treemap.
const TILES: usize = 60;
/// Bars of a chart.
const BARS: usize = 30;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let mut blocks = vec![
        Block::from(subject.say(
            "覆盖率＝有任一取值的人数÷全体；渗透率＝有该取值的人数÷全体。",
            "Coverage is the share of people with any value of a tag, penetration the share with one value.",
            &[],
        )),
        Block::Table(profile_tags::tag_table(&subject.summary.tags, subject.lang)),
        coverage(subject),
        tree(subject),
        cloud(subject),
        Block::Table(values(subject)),
    ];
    let lint = &subject.summary.tags.lint;
    if !lint.0.is_empty() {
        blocks.push(Prose::from(profile_tags::lint_count(lint, subject.lang)).into());
        blocks.push(Block::Table(profile_tags::lint_table(lint, subject.lang)));
    }
    blocks.extend(profile_tags::evidence(&subject.summary.tags, subject.lang));
    Section::new(
        "tags-section",
        subject.text("标签体系与覆盖", "Tags and coverage"),
        blocks,
    )
}

fn coverage(subject: &Subject<'_>) -> Block {
    let mut tags: Vec<&TagFigures> = subject.summary.tags.tags.iter().collect();
    tags.sort_by(|a, b| b.coverage.total_cmp(&a.coverage));
    let bars = tags
        .iter()
        .take(BARS)
        .map(|tag| Bar::new(&tag.meta.name, tag.coverage));
    let axis = Axis::new(subject.text("覆盖率", "Coverage"), Digits::Share(1)).reaching(0.0, 1.0);
    let shape = Shape::Bars(Bars::new(subject.text("标签", "Tag"), axis, bars.collect()));
    let title = subject.text("各标签的覆盖率", "Coverage by tag");
    let reading = subject.say(
        "条越短，空白越多。",
        "The shorter a bar, the more people are without a value.",
        &[],
    );
    subject.chart(
        "tag-coverage",
        [title, subject.population(), String::new()],
        shape,
        reading,
    )
}

/// Whether a value is shown: it speaks of enough people, or of nobody.
fn shown(subject: &Subject<'_>, value: &ValueFigures) -> bool {
    !subject
        .summary
        .parameters
        .statistics
        .suppression()
        .is_small(value.holders)
}

fn tree(subject: &Subject<'_>) -> Block {
    let tags = subject.summary.tags.tags.iter();
    let mut tiles: Vec<Tile> = tags
        .flat_map(|tag| {
            let values = tag.values.iter().filter(|value| shown(subject, value));
            values.map(|value| Tile {
                label: subject.value_of_tag(&tag.meta.code, &value.code),
                size: value.holders as f64,
                group: Some(tag.meta.dimension_name.clone()),
            })
        })
        .collect();
    tiles.sort_by(|a, b| b.size.total_cmp(&a.size));
    tiles.truncate(TILES);
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
    subject.chart(
        "tag-tree",
        [title, subject.population(), String::new()],
        shape,
        reading,
    )
}

fn cloud(subject: &Subject<'_>) -> Block {
    let tags = subject.summary.tags.tags.iter();
    let words = tags.flat_map(|tag| {
        let values = tag.values.iter().filter(|value| shown(subject, value));
        values.map(|value| {
            CloudWord::new(
                subject.value_of_tag(&tag.meta.code, &value.code),
                value.holders as f64,
            )
        })
    });
    let shape = Shape::TagCloud(TagCloud {
        value: Axis::new(subject.text("人数", "persons"), Digits::Count),
        words: words.collect(),
    });
    let title = subject.text("标签云", "Tags as large as they are frequent");
    let reading = subject.say(
        "字越大，有该取值的人越多。",
        "The larger, the more people have the value.",
        &[],
    );
    subject.chart(
        "tag-cloud",
        [title, subject.population(), String::new()],
        shape,
        reading,
    )
}

fn values(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("标签", "Tag", Format::Text),
        subject.column("取值", "Value", Format::Text),
        subject.column("规则", "Rule", Format::Text),
        subject.column("人数", "Persons", Format::Count),
        subject.column("渗透率", "Penetration", Format::Share),
    ];
    let caption = subject.text("各取值的规则与人数", "Values, rules and persons");
    let rule = subject.summary.parameters.statistics.suppression();
    let rows = subject.summary.tags.tags.iter().flat_map(|tag| {
        let holders: Vec<u64> = tag
            .values
            .iter()
            .map(|value| value.holders)
            .chain([tag.gap])
            .collect();
        let hidden = if tag.meta.exclusive {
            rule.of_parts(&holders)
        } else {
            holders.iter().map(|count| rule.is_small(*count)).collect()
        };
        tag.values.iter().zip(hidden).map(|(value, hidden)| {
            [
                Cell::from(tag.meta.name.as_str()),
                Cell::from(value.name.as_str()),
                Cell::from(value.rule.as_str()),
                subject.count(Some(value.holders).filter(|_| !hidden)),
                subject.share(Some(value.penetration).filter(|_| !hidden)),
            ]
        })
    });
    Table::new("tag-values", caption, columns).with_rows(rows)
}

/// Coverage in a sentence.
pub(super) fn sentence(subject: &Subject<'_>) -> Option<Prose> {
    let tags = &subject.summary.tags.tags;
    let least = tags
        .iter()
        .min_by(|a, b| a.coverage.total_cmp(&b.coverage))?;
    let mean = tags.iter().map(|tag| tag.coverage).sum::<f64>() / tags.len() as f64;
    Some(subject.say(
        "{0} 个标签平均覆盖 {1} 的人；覆盖最低的是「{2}」（{3}）。",
        "{0} tags cover {1} of the people in the mean; the least is {2} with {3}.",
        &[
            Cell::Count(tags.len() as u64).into(),
            Cell::Share(mean).into(),
            Cell::from(least.meta.name.as_str()).into(),
            Cell::Share(least.coverage).into(),
        ],
    ))
}
