//! Persona cards: a table of all segments, and a page for each: who they are, what they want, how they buy, where to
//! reach them.

use fourr_profile::{
    Habits, PriceBand,
    clusters::ClusterOutcome,
    statistics::{Affinity, Distinguishing, Persona, SegmentName, Verdict},
};

use super::{
    card_table::{self, Means},
    clusters, habits, stages,
    subject::Subject,
};
use crate::{Block, Cell, Format, Id, Prose, Section, Span, Table};

/// The sections of all cards; none where there are no segments.
pub(super) fn sections(subject: &Subject<'_>) -> Vec<Section> {
    let personas = &subject.summary.figures.personas;
    if personas.is_empty() {
        return Vec::new();
    }
    let words = subject.say(
        "{0} 个分群各有一页卡片：他们是谁、想要什么、怎么买、在哪里触达。TGI 以全体为 100。",
        "Each of {0} segments has a page: who they are, what they want, how they buy, where to reach them. An index of 100 is that of everybody.",
        &[Cell::Count(personas.len() as u64).into()],
    );
    let overview = Section::new(
        "personas",
        subject.text("人群画像卡", "Persona cards"),
        vec![words.into(), Block::Table(overview(subject))],
    );
    let cards = (1..).zip(personas);
    let cards = cards.map(|(number, persona)| card(subject, persona, number));
    std::iter::once(overview).chain(cards).collect()
}

/// What a segment is called, with the name that its cluster is given.
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

fn overview(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("分群", "Segment", Format::Text),
        subject.column("人数", "People", Format::Count),
        subject.column("占全体", "Share of all", Format::Share),
        subject.column("想要什么", "Want", Format::Text),
        subject.column("所处阶段", "Stage", Format::Text),
        subject.column("人均消费", "Spend per buyer", Format::Money),
        subject.column("首要渠道", "First channel", Format::Text),
    ];
    let personas = &subject.summary.figures.personas;
    let rows = personas.iter().map(|persona| {
        let habits = persona.habits.as_ref();
        let channel = habits.and_then(|habits| habits.channels.first()?.name.clone());
        let way = persona.ways.first().map(|one| named(subject, one));
        [
            Cell::from(title(subject, persona)),
            subject.count(persona.people),
            subject.share(persona.share),
            Cell::from(
                persona
                    .need
                    .as_ref()
                    .map(|of| stages::need(subject, of.kind)),
            ),
            Cell::from(
                persona
                    .stage
                    .as_ref()
                    .map(|of| stages::stage(subject, of.kind)),
            ),
            habits
                .and_then(|habits| habits.spend_per_buyer)
                .map_or(Cell::Empty, Cell::Money),
            Cell::from(channel.or(way)),
        ]
    });
    let caption = subject.text("分群一览", "The segments");
    let keys = ["people", "share"];
    Table::new("personas", caption, columns)
        .with_rows(rows)
        .read_from(|row, column| {
            let key = match column {
                5 => "habits/spend_per_buyer",
                column => *keys.get(column.checked_sub(1)?)?,
            };
            Some(format!("/personas/{row}/{key}"))
        })
}

fn card(subject: &Subject<'_>, persona: &Persona, number: usize) -> Section {
    let title = title(subject, persona);
    let name = match subject.lang {
        fourr_locale::Lang::Zh => format!("画像卡 {number}　{title}"),
        fourr_locale::Lang::En => format!("Card {number}: {title}"),
    };
    let means = Means::of(subject, persona);
    let size = subject.say(
        "{0} 人，占全体的 {1}。",
        "{0} people: {1} of all.",
        &[
            subject.count(persona.people).into(),
            subject.share(persona.share).into(),
        ],
    );
    let parts = [
        ("他们是谁", "Who they are", who(subject, persona, &means)),
        ("想要什么", "What they want", want(subject, persona)),
        ("怎么买", "How they buy", how(subject, persona)),
        ("在哪里触达", "Where to reach them", reach(subject, persona)),
    ];
    let mut blocks = vec![size.into()];
    for (zh, en, words) in parts {
        blocks.push(Block::Heading(subject.text(zh, en)));
        blocks.push(words.into());
    }
    blocks.extend(card_table::table(subject, persona, &means, number).map(Block::Table));
    Section::new(Id::numbered("persona", number), name, blocks).on_own_page()
}

/// A value as a card names it.
pub(super) fn named(subject: &Subject<'_>, one: &Distinguishing) -> String {
    subject.value_of_tag(&one.tag, &one.value)
}

/// `36.40% (TGI 142)`.
fn beside(subject: &Subject<'_>, affinity: &Affinity) -> Vec<Span> {
    let share = affinity.share_of_target.map_or(Cell::Empty, Cell::Share);
    subject
        .say(
            "{0}（TGI {1}）",
            "{0} (index {1})",
            &[share.into(), Span::value(affinity.tgi, Format::Number(0))],
        )
        .into_spans()
}

/// Names with shares and indices, one behind the other.
pub(super) fn listed<'f>(
    subject: &Subject<'_>,
    features: impl IntoIterator<Item = (String, &'f Affinity)>,
) -> Vec<Span> {
    let mut spans = Vec::new();
    for (name, affinity) in features {
        if !spans.is_empty() {
            spans.push(Span::plain(subject.lang.pick("、", ", ")));
        }
        spans.push(Span::plain(format!("{name} ")));
        spans.extend(beside(subject, affinity));
    }
    spans
}

/// Sentences one behind the other; what is said where there are none.
fn sentences(subject: &Subject<'_>, said: Vec<Vec<Span>>, nothing: [&str; 2]) -> Prose {
    if said.is_empty() {
        return Prose::from(subject.text(nothing[0], nothing[1]));
    }
    let stop = subject.lang.pick("。", ". ");
    let mut spans = Vec::new();
    for sentence in said {
        spans.extend(sentence);
        spans.push(Span::plain(stop));
    }
    Prose::of(spans)
}

fn led(subject: &Subject<'_>, [zh, en]: [&str; 2], spans: Vec<Span>) -> Vec<Span> {
    let mut led = vec![Span::plain(subject.text(zh, en))];
    led.extend(spans);
    led
}

fn who(subject: &Subject<'_>, persona: &Persona, means: &Means) -> Prose {
    let (more, less): (Vec<&Distinguishing>, Vec<&Distinguishing>) = persona
        .distinguishing
        .iter()
        .partition(|one| one.affinity.verdict == Verdict::Preferred);
    let list = |ones: &[&Distinguishing]| {
        let features = ones.iter().map(|one| (named(subject, one), &one.affinity));
        listed(subject, features)
    };
    let mut said = Vec::new();
    if !more.is_empty() {
        let lead = ["比全体更多的是：", "More often than everybody: "];
        said.push(led(subject, lead, list(&more)));
    }
    if !less.is_empty() {
        said.push(led(subject, ["较少的是：", "Less often: "], list(&less)));
    }
    said.extend(means.sentence(subject));
    let nothing = [
        "标签与全体没有显著区别。",
        "No tag tells them from everybody.",
    ];
    sentences(subject, said, nothing)
}

fn want(subject: &Subject<'_>, persona: &Persona) -> Prose {
    let mut said = Vec::new();
    if let Some(need) = &persona.need {
        let kind = stages::need(subject, need.kind);
        let lead = ["最多的需求是 ", "What is spoken of most: "];
        said.push(led(
            subject,
            lead,
            listed(subject, [(kind, &need.affinity)]),
        ));
    }
    if !persona.goods.is_empty() {
        let goods = persona.goods.iter();
        let goods = goods.map(|one| (one.value.clone(), &one.affinity));
        let lead = ["买的人最多的是：", "Bought by most: "];
        said.push(led(subject, lead, listed(subject, goods)));
    }
    if let Some(stage) = &persona.stage {
        let kind = stages::stage(subject, stage.kind);
        let lead = ["离购买最常见的位置是 ", "Where most are on the way: "];
        said.push(led(
            subject,
            lead,
            listed(subject, [(kind, &stage.affinity)]),
        ));
    }
    let nothing = [
        "没有订单、行为或谈到需求的标签，无法说明。",
        "No orders, events or tags speak of it.",
    ];
    sentences(subject, said, nothing)
}

fn how(subject: &Subject<'_>, persona: &Persona) -> Prose {
    let mut said = Vec::new();
    let buyers = persona.habits.as_ref().filter(|of| of.buyers.is_some());
    if let (Some(own), Some(all)) = (buyers, all_habits(subject)) {
        let money = |amount: Option<f64>| amount.map_or(Cell::Empty, Cell::Money).into();
        let compared = subject.say(
            "人均消费 {0}（全体 {1}），人均 {2} 单（全体 {3}），客单价 {4}（全体 {5}）",
            "{0} a buyer (all {1}) over {2} orders (all {3}), {4} an order (all {5})",
            &[
                money(own.spend_per_buyer),
                money(all.spend_per_buyer),
                Span::value(own.orders_per_buyer, Format::Number(2)),
                Span::value(all.orders_per_buyer, Format::Number(2)),
                money(own.mean_basket),
                money(all.mean_basket),
            ],
        );
        said.push(compared.into_spans());
        let known = own.price_bands.iter().filter(|band| band.share.is_some());
        let share = |band: &&PriceBand| band.share.unwrap_or(0.0);
        if let Some(band) = known.max_by(|a, b| share(a).total_cmp(&share(b))) {
            let words = subject.say(
                "最常见的价格带是 {0}，占订单的 {1}",
                "Most orders are of {0}: {1}",
                &[
                    Cell::from(habits::band(subject, band)).into(),
                    subject.share(band.share).into(),
                ],
            );
            said.push(words.into_spans());
        }
    }
    let nothing = [
        "没有他们的订单，或人数太少不公布。",
        "There are no orders of theirs, or too few to be told.",
    ];
    sentences(subject, said, nothing)
}

fn reach(subject: &Subject<'_>, persona: &Persona) -> Prose {
    let mut said = Vec::new();
    if let (Some(own), Some(all)) = (persona.habits.as_ref(), all_habits(subject)) {
        said.extend(channels(subject, own, all));
        let times = habits::when(subject, own);
        if !times.is_empty() {
            let lead = ["下单最多的时间是", "Most orders come "];
            said.push(led(subject, lead, vec![Span::plain(times)]));
        }
    }
    if !persona.ways.is_empty() {
        let ways = persona.ways.iter();
        let ways = ways.map(|one| (named(subject, one), &one.affinity));
        let lead = ["按标签，最多的是：", "By their tags most have: "];
        said.push(led(subject, lead, listed(subject, ways)));
    }
    let nothing = [
        "没有渠道、设备或下单时间的数据。",
        "Nothing is known of channels, devices or times.",
    ];
    sentences(subject, said, nothing)
}

/// The channels of most orders, with indices against the orders of everybody.
fn channels(subject: &Subject<'_>, own: &Habits, all: &Habits) -> Option<Vec<Span>> {
    let found = card_table::channels(own, all);
    if found.is_empty() {
        return None;
    }
    let mut spans = vec![Span::plain(
        subject.text("订单来自：", "Their orders come by "),
    )];
    for (place, (name, share, index)) in found.into_iter().enumerate() {
        if place > 0 {
            spans.push(Span::plain(subject.lang.pick("、", ", ")));
        }
        let words = subject.say(
            "{0} {1}（TGI {2}）",
            "{0} {1} (index {2})",
            &[
                Span::plain(name),
                Cell::Share(share).into(),
                Span::value(index, Format::Number(0)),
            ],
        );
        spans.extend(words.into_spans());
    }
    Some(spans)
}

pub(super) fn all_habits<'s>(subject: &Subject<'s>) -> Option<&'s Habits> {
    subject
        .summary
        .figures
        .habits
        .as_ref()
        .map(|found| &found.all)
}
