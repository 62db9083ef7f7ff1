//! What comes before everything else: title, lead, key figures and findings; and the notes on the data.

use fourr_cost_benefit::{
    CostBenefit, Dimension,
    finance::{Threshold, Worth},
    media::{Causal, Level, Measure, Media, Metric},
    price::{Point, Response},
};
use fourr_table::{Note, Source};
use serde_json::{Map, Value};

use super::{
    names,
    subject::{Subject, count, exact_money, money, number, share},
    told::Told,
    warning,
};
use crate::{
    Cell, DataNote, Finding, Format, KeyFigure, NoteKind, Prose, Provenance, Span, attribution,
    input, parameters, response,
};

/// What the report is about.
pub(super) fn title(subject: &Subject<'_>) -> String {
    subject.text("费用效益分析报告", "Cost-benefit analysis")
}

/// Population, period and size.
pub(super) fn lead(subject: &Subject<'_>) -> Prose {
    let Some(media) = &subject.summary.media else {
        return subject.say(
            "由给出的现金流量、调查或参数得出，数字均可按所列公式复核。",
            "From the cash flows, surveys or terms that were given; every figure follows by the formula beside it.",
            &[],
        );
    };
    let sums = &media.total.sums;
    let mut values = vec![
        count(media.rows.used),
        money(sums.or_zero(Measure::Cost)),
        money(sums.net_revenue().unwrap_or(0.0)),
    ];
    let (first, last) = media.period.unzip();
    values.extend([Cell::from(first).into(), Cell::from(last).into()]);
    match (media.period.is_some(), sums.net_revenue().is_some()) {
        (true, true) => subject.say(
            "{3} 至 {4}，{0} 行台账，广告花费 {1}，净收入 {2}。",
            "{0} rows from {3} to {4}: {1} spent on advertising, {2} of net revenue.",
            &values,
        ),
        (true, false) => subject.say(
            "{3} 至 {4}，{0} 行台账，广告花费 {1}。",
            "{0} rows from {3} to {4}: {1} spent on advertising.",
            &values,
        ),
        (false, true) => subject.say(
            "{0} 行台账，广告花费 {1}，净收入 {2}。",
            "{0} rows: {1} spent on advertising, {2} of net revenue.",
            &values,
        ),
        (false, false) => subject.say(
            "{0} 行台账，广告花费 {1}。",
            "{0} rows: {1} spent on advertising.",
            &values,
        ),
    }
}

/// The few numbers that stand for themselves.
pub(super) fn figures(subject: &Subject<'_>) -> Vec<KeyFigure> {
    let mut figures = Vec::new();
    if let Some(media) = &subject.summary.media {
        let metrics = [
            Metric::TotalCost,
            Metric::Roas,
            Metric::Roi,
            Metric::Cpa,
            Metric::Ctr,
            Metric::Cvr,
        ];
        for metric in metrics {
            let (name, look, _) = metric.told();
            let figure = media.total.figures.get(metric);
            if figure.value().is_some() {
                figures.push(KeyFigure::new(
                    subject.pick(name),
                    look.cell(figure),
                    Format::Mixed,
                ));
            }
        }
    }
    if let Some(finance) = &subject.summary.finance {
        let chosen = finance.comparison.as_ref().and_then(|c| c.choice.as_ref());
        let shown = finance
            .alternatives
            .iter()
            .find(|a| Some(&a.alternative) == chosen)
            .or(finance.alternatives.first());
        for worth in [
            Worth::NetPresentValue,
            Worth::BenefitCostRatio,
            Worth::InternalRate,
        ] {
            let Some(appraisal) = shown else { continue };
            let (name, look, _) = worth.told();
            let figure = appraisal.figures.get(worth);
            if figure.value().is_some() {
                figures.push(KeyFigure::new(
                    subject.pick(name),
                    look.cell(figure),
                    Format::Mixed,
                ));
            }
        }
    }
    figures.truncate(8);
    figures
}

/// What was found, the most important first.
pub(super) fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(media) = &subject.summary.media {
        findings.extend(profit(subject, media));
        findings.extend(extremes(subject, media));
        findings.extend(change(subject, media));
    }
    findings.extend(appraisal(subject));
    findings.extend(break_even(subject));
    findings.extend(prices(subject));
    if let Some(of) = &subject.summary.attribution {
        findings.extend(attribution::findings(of, subject.lang));
    }
    if let Some(of) = &subject.summary.response {
        findings.extend(response::findings(of, subject.lang));
    }
    findings
}

/// Whether the whole returns what it costs.
fn profit(subject: &Subject<'_>, media: &Media) -> Option<Finding> {
    let figures = &media.total.figures;
    let roas = figures.value(Metric::Roas)?;
    let evidence = [
        "media-total".into(),
        "profit-waterfall".into(),
        "cost-return".into(),
    ];
    let text = match (figures.value(Metric::BreakevenRoas), figures.value(Metric::Roi)) {
        (Some(needed), Some(roi)) if roi < 0.0 => subject.say(
            "整体 ROAS {0} 低于保本投产比 {1}，ROI 为 {2}：收入看似大于花费，算上商品成本是亏损的。",
            "A ROAS of {0} is below the break-even of {1}, and ROI is {2}: with the cost of the goods the advertising loses money.",
            &[number(roas, 2), number(needed, 2), share(roi)],
        ),
        (Some(needed), Some(roi)) => subject.say(
            "整体 ROAS {0}，保本投产比 {1}，ROI 为 {2}。",
            "ROAS is {0} against a break-even of {1}; ROI is {2}.",
            &[number(roas, 2), number(needed, 2), share(roi)],
        ),
        _ => subject.say(
            "整体 ROAS {0}；毛利率未知，是否盈利无法判断。",
            "ROAS is {0}; without the margin nobody can tell whether that pays.",
            &[number(roas, 2)],
        ),
    };
    Some(Finding::new(text, evidence))
}

/// The best and the worst level by what it returns.
fn extremes(subject: &Subject<'_>, media: &Media) -> Option<Finding> {
    let by = media.levels.iter().find(|by| by.by != Dimension::Day)?;
    let ranked = |metric: Metric| -> Vec<(&Level, f64)> {
        let mut ranked: Vec<(&Level, f64)> = by
            .levels
            .iter()
            .filter_map(|level| Some((level, level.figures.value(metric)?)))
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        ranked
    };
    let evidence = match by.by {
        Dimension::Channel => ["channel-returns".into(), "cost-return".into()],
        Dimension::Campaign => ["campaign-returns".into(), "cost-return".into()],
        _ => ["keyword-returns".into(), "cost-return".into()],
    };
    let name = |level: &Level| Span::plain(subject.level(&level.name));
    let by_roas = ranked(Metric::Roas);
    if let [(best, high), .., (worst, low)] = by_roas.as_slice() {
        let text = subject.say(
            "ROAS 最高的{4}是 {0}（{1}），最低的是 {2}（{3}）。",
            "{0} has the highest ROAS ({1}), {2} the lowest ({3}).",
            &[
                name(best),
                number(*high, 2),
                name(worst),
                number(*low, 2),
                Span::plain(names::dimension(by.by)[0]),
            ],
        );
        return Some(Finding::new(text, evidence));
    }
    let by_cpa = ranked(Metric::Cpa);
    let [(dear, high), .., (cheap, low)] = by_cpa.as_slice() else {
        return None;
    };
    let text = subject.say(
        "转化成本最低的是 {0}（{1}），最高的是 {2}（{3}）。",
        "{0} has the lowest cost of a conversion ({1}), {2} the highest ({3}).",
        &[
            name(cheap),
            exact_money(*low),
            name(dear),
            exact_money(*high),
        ],
    );
    Some(Finding::new(text, evidence))
}

fn change(subject: &Subject<'_>, media: &Media) -> Option<Finding> {
    if let Some(causal) = &media.difference_in_differences {
        let effect = causal.figures.value(Causal::Effect)?;
        let p = causal.figures.value(Causal::P).unwrap_or(1.0);
        let p = if p < 0.0001 {
            Span::plain("< 0.0001")
        } else {
            Span::plain(format!("= {}", subject.lang.fixed(p, 4)))
        };
        let text = subject.say(
            "与对照组相比，活动使转化率变化 {0}（双重差分），p {1}。",
            "Against the control the campaign moved the conversion rate by {0} (difference in differences), p {1}.",
            &[share(effect), p],
        );
        return Some(Finding::new(text, ["did".into()]));
    }
    let revenue = media.change.as_ref()?.revenue.as_ref()?;
    let text = subject.say(
        "收入变化 {0}：量 {1}，价 {2}，结构 {3}。",
        "Revenue moved by {0}: volume {1}, price {2}, mix {3}.",
        &[
            money(revenue.to - revenue.from),
            money(revenue.volume),
            money(revenue.price),
            money(revenue.mix),
        ],
    );
    Some(Finding::new(
        text,
        ["revenue-effects".into(), "revenue-change".into()],
    ))
}

fn appraisal(subject: &Subject<'_>) -> Option<Finding> {
    let finance = subject.summary.finance.as_ref()?;
    if let Some(comparison) = &finance.comparison {
        let text = match &comparison.choice {
            Some(choice) => subject.say(
                "互斥方案中应选 {0}（增量 B/C 不低于 1，净现值最高）；B/C 最高的是 {1}。",
                "Of the exclusive alternatives take {0}: every increment pays, and its NPV is highest; {1} has the highest B/C.",
                &[
                    Span::plain(subject.alternative(choice)),
                    Span::plain(subject.alternative(comparison.highest_bcr.as_deref().unwrap_or_default())),
                ],
            ),
            None => subject.say("没有方案的效益抵得过费用，维持现状。", "No alternative covers its costs: do nothing.", &[]),
        };
        return Some(Finding::new(
            text,
            ["alternatives".into(), "incremental".into()],
        ));
    }
    let only = finance.alternatives.first()?;
    let npv = only.figures.value(Worth::NetPresentValue)?;
    let text = subject.say(
        "净现值 {0}，B/C {1}：{2}。",
        "NPV is {0} and B/C {1}: {2}.",
        &[
            exact_money(npv),
            number(
                only.figures.value(Worth::BenefitCostRatio).unwrap_or(0.0),
                4,
            ),
            Span::plain(if npv >= 0.0 {
                subject.text("可以接受", "accept")
            } else {
                subject.text("不可接受", "reject")
            }),
        ],
    );
    Some(Finding::new(
        text,
        ["worth-1".into(), "cumulative-1".into()],
    ))
}

fn break_even(subject: &Subject<'_>) -> Option<Finding> {
    let of = subject.summary.break_even.as_ref()?;
    let text = match of.figures.value(Threshold::Units) {
        Some(units) => subject.say(
            "保本销量 {0} 件，保本销售额 {1}。",
            "Break-even is at {0} units, or {1} of sales.",
            &[
                number(units, 1),
                exact_money(of.figures.value(Threshold::Revenue).unwrap_or(0.0)),
            ],
        ),
        None => subject.say(
            "售价不高于单位变动成本，没有盈亏平衡点。",
            "The price does not exceed the cost of a piece: there is no break-even.",
            &[],
        ),
    };
    Some(Finding::new(
        text,
        ["break-even-figures".into(), "break-even-lines".into()],
    ))
}

fn prices(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(survey) = &subject.summary.price_survey {
        let at = |point| {
            survey
                .point(point)
                .and_then(|crossing| crossing.linear.value())
        };
        let ends = at(Point::MarginalCheapness).zip(at(Point::MarginalExpensiveness));
        if let (Some((low, high)), Some(best)) = (ends, at(Point::Optimal)) {
            let text = subject.say(
                "可接受价格为 {0} 至 {1}，最优价格点 {2}。",
                "Prices from {0} to {1} are acceptable, the optimal one is {2}.",
                &[exact_money(low), exact_money(high), exact_money(best)],
            );
            findings.push(Finding::new(
                text,
                ["psm-curves".into(), "psm-points".into()],
            ));
        }
    }
    if let Some(sales) = &subject.summary.sales_by_price
        && let Some(elasticity) = sales.demand.figures.value(Response::Elasticity)
    {
        let text = match sales.demand.figures.value(Response::BestPrice) {
            Some(best) => subject.say(
                "需求弹性 {0}，利润最大价格 {1}。",
                "Elasticity is {0}; the profit-maximising price is {1}.",
                &[number(elasticity, 3), exact_money(best)],
            ),
            None => subject.say(
                "需求弹性 {0}。",
                "Elasticity is {0}.",
                &[number(elasticity, 3)],
            ),
        };
        findings.push(Finding::new(text, ["elasticity".into(), "demand".into()]));
    }
    findings
}

/// Rows, what was found in the files, what was assumed, and the warnings.
pub(super) fn notes(subject: &Subject<'_>, opened: &[Note]) -> Vec<DataNote> {
    let mut notes = Vec::new();
    if let Some(media) = &subject.summary.media {
        let rows = &media.rows;
        let note = |kind, code: &str, words: [&'static str; 2], rows| {
            DataNote::new(kind, code, subject.pick(words)).rows(rows)
        };
        notes.push(note(
            NoteKind::Read,
            "read",
            ["读入的数据行", "Rows of the input"],
            rows.read,
        ));
        let reasons = rows.reasons().into_iter().filter(|(_, rows)| *rows > 0);
        notes.extend(
            reasons.map(|(key, rows)| note(NoteKind::SetAside, key, names::reason(key), rows)),
        );
        notes.push(note(
            NoteKind::Used,
            "used",
            ["进入分析的数据行", "Rows that entered the analysis"],
            rows.used,
        ));
        notes.push(DataNote::new(
            NoteKind::Assumed,
            "missing_is_zero",
            subject.pick([
                "同一行中空缺的数值按 0 加总",
                "A number that a row lacks adds nothing",
            ]),
        ));
    }
    notes.extend(
        opened
            .iter()
            .map(|note| input::data_note(note, subject.lang)),
    );
    let warnings = subject.summary.warnings.iter();
    notes.extend(warnings.map(|warning| warning::note(subject, warning)));
    if let Some(of) = &subject.summary.attribution {
        notes.extend(attribution::notes(of, subject.lang));
    }
    if let Some(of) = &subject.summary.response {
        notes.extend(response::notes(of, subject.lang));
    }
    notes
}

/// What the report was made from and by: of the parameters, those that are not at their defaults.
pub(super) fn provenance(subject: &Subject<'_>, sources: &[Source]) -> Provenance {
    let default = flat(&CostBenefit::default());
    let changed = parameters::changed(&default, &flat(&subject.summary.parameters));
    Provenance::of(sources, changed)
}

/// The parameters by key, those of the columns beside the others.
fn flat(given: &CostBenefit) -> Map<String, Value> {
    let mut values = Map::new();
    flatten(parameters::values(given), &mut values);
    values
}

/// The values of parameters, those of groups among the others.
fn flatten(nested: Map<String, Value>, values: &mut Map<String, Value>) {
    for (key, value) in nested {
        match value {
            Value::Object(group) => flatten(group, values),
            value => {
                values.insert(key, value);
            }
        }
    }
}
