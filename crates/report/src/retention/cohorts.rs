//! Cohorts by age: heat map, curve and table.

use fourr_chart::{Axis, Format as Digits, HeatMap, Lines, Positions, Ramp, Series, Shape};
use fourr_funnel::retention::{Cell as CohortCell, Cohort};

use super::subject::{Subject, count, share, share_cell};
use crate::{
    Block, Cell, Convention, Excerpt, Format, Formula, Live, Math, Method, Row, Section, Table,
};

/// Cohorts and ages in the table and in the heat map: the latest, and the youngest.
const SHOWN: usize = 26;
const AGES: usize = 13;
/// Cohorts drawn as lines of their own.
const DRAWN: usize = 4;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let blocks = vec![
        heat_map(subject),
        Block::Table(table(subject)),
        Block::Table(active(subject)),
        curves(subject),
        Block::Table(ages(subject)),
        Block::Method(method(subject)),
    ];
    Section::new(
        "cohorts",
        subject.text("同期群留存", "Retention by cohort"),
        blocks,
    )
}

/// The latest cohorts.
fn latest<'a>(subject: &Subject<'a>) -> &'a [Cohort] {
    let cohorts = &subject.retained.cohorts;
    &cohorts[cohorts.len().saturating_sub(SHOWN)..]
}

fn widest(cohorts: &[Cohort]) -> usize {
    let told = |cohort: &Cohort| cohort.cells.iter().filter(|cell| !cell.open).count();
    cohorts.iter().map(told).max().unwrap_or(0).min(AGES)
}

fn heat_map(subject: &Subject<'_>) -> Block {
    let cohorts = latest(subject);
    let ages = widest(cohorts);
    let rows = cohorts.iter().map(|cohort| Series {
        name: format!("{}  n={}", cohort.start, subject.lang.count(cohort.size)),
        values: (0..ages)
            .map(|age| cohort.cells.get(age).and_then(|cell| cell.retention).into())
            .collect(),
    });
    let age = subject.period();
    let shape = Shape::HeatMap(HeatMap {
        column: match subject.lang {
            fourr_locale::Lang::Zh => format!("首次活跃后的第几{age}"),
            fourr_locale::Lang::En => format!("{age}s after the first"),
        },
        columns: (0..ages).map(|age| age.to_string()).collect(),
        row: subject.text("同期群", "Cohort"),
        rows: rows.collect(),
        value: subject.rate(),
        ramp: Ramp::Sequential,
    });
    let reading = match subject.retained.ages.get(1) {
        Some(column) => subject.say(
            "每行是一个同期群，颜色为当期活跃者占该群的比例；尚未观测到的格子留空。下一期平均 {0}。",
            "Each row is a cohort, the colour the share of it that is active; cells not yet observed are blank. One period on it is {0} on average.",
            &[share(column.retention)],
        ),
        None => subject.say(
            "每行是一个同期群；尚未观测到的格子留空。",
            "Each row is a cohort; cells not yet observed are blank.",
            &[],
        ),
    };
    let title = subject.text("同期群留存热力图", "Retention of cohorts");
    let method = subject.text(
        "当期活跃人数 ÷ 同期群人数，未结束的时期留空",
        "active in the period by size of the cohort; open periods blank",
    );
    subject.chart("cohort-heat", title, &method, (shape, reading))
}

/// The cohorts, with the share active by age.
fn table(subject: &Subject<'_>) -> Table {
    let cohorts = latest(subject);
    let first = subject.retained.cohorts.len() - cohorts.len();
    let ages = widest(cohorts);
    let mut columns = vec![
        subject.period_column(),
        subject.column("人数", "Persons", Format::Count),
    ];
    columns.extend((0..ages).map(|age| {
        let head = format!("+{age}");
        subject.column(&head, &head, Format::Share)
    }));
    let told = |cell: Option<&CohortCell>| share_cell(cell.and_then(|cell| cell.retention));
    let rows = cohorts.iter().map(|cohort| {
        let mut row = vec![Cell::Date(cohort.start), Cell::Count(cohort.size)];
        row.extend((0..ages).map(|age| told(cohort.cells.get(age))));
        row
    });
    let caption = subject.text("各同期群的留存率", "Retention by cohort and age");
    let mean = (0..ages).map(|age| {
        let column = subject.retained.ages.get(age);
        share_cell(column.and_then(|column| column.retention))
    });
    let total = [
        Cell::from(subject.text("加权平均", "Weighted mean")),
        Cell::Count(subject.retained.members),
    ];
    let mut table = Table::new("cohorts", caption, columns)
        .with_rows(rows)
        .with_total(total.into_iter().chain(mean));
    table = live(subject, table, ages);
    let shown = cohorts.len();
    table.excerpt = (first > 0).then(|| Excerpt {
        of: subject.retained.cohorts.len() as u64,
        file: "summary.json".to_owned(),
    });
    let exists = |row: usize, age: usize| cohorts[row].cells.get(age).is_some();
    table.read_from(|row, column| {
        let place = first + row;
        match (row < shown, column) {
            (false, 0) => None,
            (false, 1) => Some("/members".to_owned()),
            (false, _) if column - 2 < subject.retained.ages.len() => {
                Some(format!("/ages/{}/retention", column - 2))
            }
            (true, 0) => Some(format!("/cohorts/{place}/start")),
            (true, 1) => Some(format!("/cohorts/{place}/size")),
            (true, _) if exists(row, column - 2) => {
                Some(format!("/cohorts/{place}/cells/{}/retention", column - 2))
            }
            _ => None,
        }
    })
}

/// Shares follow from the table of the active, their means from that of all cohorts.
fn live(subject: &Subject<'_>, mut table: Table, ages: usize) -> Table {
    for (row, cohort) in latest(subject).iter().enumerate() {
        let told = cohort.cells.iter().take(ages).enumerate();
        for (age, _) in told.filter(|(_, cell)| cell.retention.is_some()) {
            let active = Live::cell("cohort-active", Row::At(row), age + 2);
            table = table.live_at(Row::At(row), age + 2, active / Live::Here(1));
        }
    }
    let told = subject.retained.ages.iter().take(ages).enumerate();
    for (age, _) in told.filter(|(_, column)| column.retention.is_some()) {
        let mean = Live::cell("ages", Row::At(age), 4);
        table = table.live_at(Row::Total, age + 2, mean);
    }
    table
}

/// How many of each cohort are active by age: what the shares are made of.
fn active(subject: &Subject<'_>) -> Table {
    let cohorts = latest(subject);
    let first = subject.retained.cohorts.len() - cohorts.len();
    let ages = widest(cohorts);
    let mut columns = vec![
        subject.period_column(),
        subject.column("人数", "Persons", Format::Count),
    ];
    columns.extend((0..ages).map(|age| {
        let head = format!("+{age}");
        subject.column(&head, &head, Format::Count)
    }));
    let rows = cohorts.iter().map(|cohort| {
        let active = |age: usize| cohort.cells.get(age).and_then(|cell| cell.active);
        let mut row = vec![Cell::Date(cohort.start), Cell::Count(cohort.size)];
        row.extend((0..ages).map(|age| active(age).map_or(Cell::Empty, Cell::Count)));
        row
    });
    let caption = subject.text("各同期群的活跃人数", "Active persons by cohort and age");
    let table = Table::new("cohort-active", caption, columns).with_rows(rows);
    table.read_from(|row, column| {
        let of = format!("/cohorts/{}", first + row);
        match column.checked_sub(2) {
            None => Some(format!("{of}/{}", ["start", "size"][column])),
            Some(age) => {
                let exists = cohorts[row].cells.get(age).is_some();
                exists.then(|| format!("{of}/cells/{age}/active"))
            }
        }
    })
}

/// All cohorts together, by age.
pub(super) fn ages(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("期数", "Age", Format::Count),
        subject.column("同期群", "Cohorts", Format::Count),
        subject.column("人数", "Persons", Format::Count),
        subject.column("活跃", "Active", Format::Count),
        subject.column("留存率", "Retention", Format::Share),
        subject.column("滚动留存率", "Rolling", Format::Share),
    ];
    let all = &subject.retained.ages;
    let rows = all.iter().take(AGES).map(|column| {
        [
            Cell::Count(column.age),
            Cell::Count(column.cohorts),
            Cell::Count(column.size),
            Cell::Count(column.active),
            share_cell(column.retention),
            share_cell(column.rolling_retention),
        ]
    });
    let caption = match subject.lang {
        fourr_locale::Lang::Zh => format!("全部同期群，按{}", subject.period()),
        fourr_locale::Lang::En => format!("All cohorts, by {}", subject.period()),
    };
    let mut table = Table::new("ages", caption, columns).with_rows(rows);
    let told = all.iter().take(AGES).enumerate();
    for (row, _) in told.filter(|(_, column)| column.retention.is_some()) {
        table = table.live_at(Row::At(row), 4, Live::Here(3) / Live::Here(2));
    }
    table.excerpt = (all.len() > AGES).then(|| Excerpt {
        of: all.len() as u64,
        file: "summary.json".to_owned(),
    });
    let keys = [
        "age",
        "cohorts",
        "size",
        "active",
        "retention",
        "rolling_retention",
    ];
    table.read_from(|row, column| Some(format!("/ages/{row}/{}", keys[column])))
}

/// The weighted means, and the largest cohorts for themselves.
fn curves(subject: &Subject<'_>) -> Block {
    let ages = &subject.retained.ages;
    let mean = Series {
        name: subject.text("加权平均", "Weighted mean"),
        values: ages.iter().map(|column| column.retention.into()).collect(),
    };
    let rolling = Series {
        name: subject.text("滚动留存（加权平均）", "Rolling (weighted mean)"),
        values: ages
            .iter()
            .map(|column| column.rolling_retention.into())
            .collect(),
    };
    let mut largest: Vec<&Cohort> = subject.retained.cohorts.iter().collect();
    largest.sort_by(|a, b| b.size.cmp(&a.size).then(a.start.cmp(&b.start)));
    let cohorts = largest.into_iter().take(DRAWN).map(|cohort| Series {
        name: cohort.start.to_string(),
        values: (0..ages.len())
            .map(|age| cohort.cells.get(age).and_then(|cell| cell.retention).into())
            .collect(),
    });
    let shape = Shape::Lines(Lines {
        x: Axis::new(
            subject.text("首次活跃后的期数", "Periods after the first"),
            Digits::Count,
        ),
        y: subject.rate(),
        positions: Positions::Numbers(ages.iter().map(|column| column.age as f64).collect()),
        series: [mean, rolling].into_iter().chain(cohorts).collect(),
        references: Vec::new(),
        markers: Vec::new(),
    });
    let reading = subject.say(
        "加权平均之外，另画人数最多的 {0} 个同期群；滚动留存指当期或之后仍活跃。",
        "The weighted means, and the {0} largest cohorts. Rolling counts who is active then or later.",
        &[count(DRAWN.min(subject.retained.cohorts.len()) as u64)],
    );
    let title = subject.text("留存曲线", "Retention curves");
    let method = subject.text(
        "Σ 活跃 ÷ Σ 人数，只含已观测到的同期群",
        "sum of active by sum of sizes, over the cohorts observed",
    );
    subject.chart("retention-curve", title, &method, (shape, reading))
}

/// Which events are a first, and which a return.
fn activity(subject: &Subject<'_>) -> String {
    let (asked, lang) = (&subject.retained.parameters, subject.lang);
    let list = |events: &[String]| events.join(lang.pick("、", ", "));
    let any = match subject.retained.exposures.as_slice() {
        [] => subject.text("任何事件", "any event"),
        exposures => match lang {
            fourr_locale::Lang::Zh => format!("除{}外的任何事件", list(exposures)),
            fourr_locale::Lang::En => format!("any event but {}", list(exposures)),
        },
    };
    let or_any = |events: &[String]| {
        if events.is_empty() {
            any.clone()
        } else {
            list(events)
        }
    };
    let (first, back) = (or_any(&asked.first_events), or_any(&asked.return_events));
    if first == back {
        return first;
    }
    match lang {
        fourr_locale::Lang::Zh => format!("首次：{first}；回访：{back}"),
        fourr_locale::Lang::En => format!("first: {first}; return: {back}"),
    }
}

fn method(subject: &Subject<'_>) -> Method {
    let active = || {
        Math::symbol("a")
            .index(Math::symbol("c"))
            .index(Math::symbol("j"))
    };
    let size = || Math::symbol("n").index(Math::symbol("c"));
    let rate = Math::symbol("r")
        .index(Math::symbol("j"))
        .equals(active() / size());
    let convention = |zh: [&str; 2], en: [&str; 2]| {
        let [question, in_force] = [0, 1].map(|place| subject.text(zh[place], en[place]));
        Convention {
            question,
            in_force: in_force.into(),
        }
    };
    Method {
        name: subject.text("同期群留存", "Retention of cohorts"),
        words: vec![subject.say(
            "同期群由首次活跃在同一期的人组成；经典留存为第 j 期活跃者的占比，滚动留存为第 j 期或之后活跃者的占比，流失率为 1 减滚动留存率。",
            "A cohort is those whose first activity is in one period. Classic retention is the share active in period j, rolling retention the share active then or later, churn 1 less rolling retention.",
            &[],
        )],
        formulas: vec![
            Formula::new(rate)
                .meaning(active(), subject.text("同期群 c 在第 j 期的活跃人数", "persons of cohort c active in period j"))
                .meaning(size(), subject.text("同期群人数", "persons of the cohort")),
        ],
        conventions: vec![
            Convention {
                question: subject.text("什么算活跃", "What counts as activity"),
                in_force: activity(subject).into(),
            },
            convention(
                ["尚未结束的时期", "留空，不按 0 计"],
                ["A period that is not over", "blank, never 0"],
            ),
            convention(
                ["平均", "按人数加权，只含已观测到的同期群"],
                ["The mean", "weighted by size, over the cohorts observed"],
            ),
            convention(
                ["周", "从周一开始（ISO 8601）"],
                ["Weeks", "from Monday (ISO 8601)"],
            ),
        ],
        sources: vec![
            "Fader, P. S. & Hardie, B. G. S. (2007). How to project customer retention. Journal of Interactive Marketing 21(1)".to_owned(),
        ],
    }
}
