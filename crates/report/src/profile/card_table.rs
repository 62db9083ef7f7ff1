//! The figures of a persona card beside those of everybody.

use fourr_profile::{
    Habits,
    statistics::{Affinity, NumberFigures, Persona},
};

use super::{
    personas::{all_habits, named},
    stages,
    subject::Subject,
};
use crate::{Cell, Format, Id, Span, Table};

/// Numbers in the sentence of a card, and in its table.
const SAID: usize = 2;
const SHOWN: usize = 8;
/// Channels on a card.
const CHANNELS: usize = 3;
/// Index that a mean must differ from 100 by to be spoken of.
const APART: f64 = 20.0;

/// The means of a segment and of everybody, by the name of the number.
pub(super) struct Means(Vec<(String, [f64; 2])>);

impl Means {
    pub(super) fn of(subject: &Subject<'_>, persona: &Persona) -> Self {
        let figures = &subject.summary.figures;
        let names = figures.segments.as_ref().map(|segments| &segments.names);
        let place = names.and_then(|names| names.iter().position(|name| *name == persona.segment));
        let mean = |number: &NumberFigures| {
            let own = number.segments.get(place?)?.mean?;
            Some((subject.number_name(&number.name), [own, number.mean?]))
        };
        Self(
            figures
                .numbers
                .iter()
                .filter_map(mean)
                .take(SHOWN)
                .collect(),
        )
    }

    /// The numbers whose mean is furthest from that of everybody.
    pub(super) fn sentence(&self, subject: &Subject<'_>) -> Option<Vec<Span>> {
        let distance = |[own, all]: [f64; 2]| index(own, all).map_or(0.0, |of| (of - 100.0).abs());
        let mut apart: Vec<&(String, [f64; 2])> = self.0.iter().collect();
        apart.retain(|(_, means)| distance(*means) >= APART);
        apart.sort_by(|a, b| distance(b.1).total_cmp(&distance(a.1)));
        apart.truncate(SAID);
        if apart.is_empty() {
            return None;
        }
        let mut spans = vec![Span::plain(subject.text("平均：", "Means: "))];
        for (place, (name, [own, all])) in apart.into_iter().enumerate() {
            if place > 0 {
                spans.push(Span::plain(subject.lang.pick("、", ", ")));
            }
            let words = subject.say(
                "{0} {1}（全体 {2}）",
                "{0} {1} (all {2})",
                &[
                    Span::plain(name.as_str()),
                    Span::value(*own, Format::Number(2)),
                    Span::value(*all, Format::Number(2)),
                ],
            );
            spans.extend(words.into_spans());
        }
        Some(spans)
    }
}

/// A figure by that of everybody, times 100; `None` where that is not positive.
fn index(own: f64, all: f64) -> Option<f64> {
    (all > 0.0).then(|| own / all * 100.0)
}

/// The channels of most orders: name, share of orders, and index against the orders of everybody.
pub(super) fn channels(own: &Habits, all: &Habits) -> Vec<(String, f64, Option<f64>)> {
    let of_all = |name: &str| {
        let known = all.channels.iter();
        known
            .filter(|kind| kind.name.as_deref() == Some(name))
            .find_map(|kind| kind.share)
    };
    let named = own.channels.iter().filter_map(|kind| {
        let (name, share) = (kind.name.clone()?, kind.share?);
        let index = of_all(&name).and_then(|all| index(share, all));
        Some((name, share, index))
    });
    named.take(CHANNELS).collect()
}

/// A line: what it belongs to, what it is, the segment's figure, everybody's, and the index.
type Line = [Cell; 5];

/// Every figure of a card beside that of everybody; `None` where there is none.
pub(super) fn table(
    subject: &Subject<'_>,
    persona: &Persona,
    means: &Means,
    number: usize,
) -> Option<Table> {
    let parts = [
        (("是谁", "Who"), who(subject, persona, means)),
        (("想要什么", "Want"), want(subject, persona)),
        (("怎么买", "Buy"), how(subject, persona)),
        (("触达", "Reach"), reach(subject, persona)),
    ];
    let mut rows = Vec::new();
    for ((zh, en), lines) in parts {
        for (name, own, all, index) in lines {
            rows.push([
                Cell::from(subject.text(zh, en)),
                Cell::from(name),
                own,
                all,
                index.into(),
            ]);
        }
    }
    if rows.is_empty() {
        return None;
    }
    let columns = vec![
        subject.column("方面", "Part", Format::Text),
        subject.column("特征", "Feature", Format::Text),
        subject.column("本群", "Segment", Format::Mixed),
        subject.column("全体", "Everybody", Format::Mixed),
        subject.column("TGI", "Index", Format::Number(0)),
    ];
    let caption = match subject.lang {
        fourr_locale::Lang::Zh => format!("画像卡 {number} 的数字：本群与全体（TGI 为 100）"),
        fourr_locale::Lang::En => format!("Figures of card {number}, everybody being 100"),
    };
    let id = Id::numbered("persona-figures", number);
    Some(Table::new(id, caption, columns).with_rows::<Line>(rows))
}

type Figure = (String, Cell, Cell, Option<f64>);

fn shares(name: String, affinity: &Affinity) -> Figure {
    let share = |share: Option<f64>| share.map_or(Cell::Empty, Cell::Share);
    let (own, all) = (affinity.share_of_target, affinity.share_of_base);
    (name, share(own), share(all), affinity.tgi)
}

fn who(subject: &Subject<'_>, persona: &Persona, means: &Means) -> Vec<Figure> {
    let tags = persona.distinguishing.iter();
    let mut lines: Vec<Figure> = tags
        .map(|one| shares(named(subject, one), &one.affinity))
        .collect();
    lines.extend(means.0.iter().map(|(name, [own, all])| {
        let index = index(*own, *all);
        (name.clone(), Cell::Number(*own), Cell::Number(*all), index)
    }));
    lines
}

fn want(subject: &Subject<'_>, persona: &Persona) -> Vec<Figure> {
    let need = persona.need.iter();
    let need = need.map(|of| shares(stages::need(subject, of.kind), &of.affinity));
    let goods = persona.goods.iter();
    let goods = goods.map(|one| {
        let name = match subject.lang {
            fourr_locale::Lang::Zh => format!("买过{}", one.value),
            fourr_locale::Lang::En => format!("bought {}", one.value),
        };
        shares(name, &one.affinity)
    });
    let stage = persona.stage.iter();
    let stage = stage.map(|of| shares(stages::stage(subject, of.kind), &of.affinity));
    need.chain(goods).chain(stage).collect()
}

fn how(subject: &Subject<'_>, persona: &Persona) -> Vec<Figure> {
    let (Some(own), Some(all)) = (persona.habits.as_ref(), all_habits(subject)) else {
        return Vec::new();
    };
    let money = |zh, en, own: Option<f64>, all: Option<f64>| {
        let (own, all) = (own?, all?);
        let name = subject.text(zh, en);
        Some((name, Cell::Money(own), Cell::Money(all), index(own, all)))
    };
    let count = |zh, en, own: Option<f64>, all: Option<f64>| {
        let (own, all) = (own?, all?);
        let name = subject.text(zh, en);
        Some((name, Cell::Number(own), Cell::Number(all), index(own, all)))
    };
    let lines = [
        money(
            "人均消费",
            "spend per buyer",
            own.spend_per_buyer,
            all.spend_per_buyer,
        ),
        count(
            "人均订单",
            "orders per buyer",
            own.orders_per_buyer,
            all.orders_per_buyer,
        ),
        money("客单价", "mean basket", own.mean_basket, all.mean_basket),
        count(
            "每单件数",
            "pieces per order",
            own.pieces_per_order,
            all.pieces_per_order,
        ),
    ];
    lines.into_iter().flatten().collect()
}

fn reach(subject: &Subject<'_>, persona: &Persona) -> Vec<Figure> {
    let mut lines = Vec::new();
    if let (Some(own), Some(all)) = (persona.habits.as_ref(), all_habits(subject)) {
        lines.extend(channels(own, all).into_iter().map(|(name, share, index)| {
            let whole = index.map_or(Cell::Empty, |index| Cell::Share(share / index * 100.0));
            let name = match subject.lang {
                fourr_locale::Lang::Zh => format!("订单渠道：{name}"),
                fourr_locale::Lang::En => format!("orders by {name}"),
            };
            (name, Cell::Share(share), whole, index)
        }));
    }
    let ways = persona.ways.iter();
    lines.extend(ways.map(|one| shares(named(subject, one), &one.affinity)));
    lines
}
