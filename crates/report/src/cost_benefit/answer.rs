//! The answer sheet: the calculation step by step, with this data's figures put in.

use fourr_cost_benefit::{
    finance::Worth,
    media::{Measure, Media, Metric},
};
use fourr_table::Source;

use super::{
    break_even, finance, media, overview, price, sensitivity,
    subject::{Subject, symbol},
    told::Told,
};
use crate::{Answer, Block, Cell, Format, Formula, Math, Section, Step};

/// The answer sheet, its steps those that the inputs carry.
pub(super) fn answer(subject: &Subject<'_>, sources: &[Source]) -> Answer {
    let mut steps = Vec::new();
    if let Some(media) = &subject.summary.media {
        steps.push(data(subject, media));
        steps.push(ratios(subject, media));
    }
    let sections = [
        finance::section(subject),
        break_even::section(subject),
        sensitivity::of_profit(subject),
        sensitivity::of_npv(subject),
        break_even::customer(subject),
        price::survey(subject),
        price::sales(subject),
    ];
    steps.extend(
        sections
            .into_iter()
            .flatten()
            .map(|section| step(subject, section)),
    );
    steps.push(conclusions(subject));
    Answer {
        lang: subject.lang,
        title: subject.text("费用效益分析答题卷", "Cost-benefit analysis: answer sheet"),
        task: subject.say(
            "数字营销技术应用（高级）4.3.1、4.2.2：核算营销费用与效益，写出计算过程、图表、结论与建议。",
            "Digital Marketing Technology Application (advanced) 4.3.1 and 4.2.2: work out costs and benefits; give the calculation, the charts, the conclusions and the advice.",
            &[],
        ),
        steps,
        provenance: overview::provenance(subject, sources),
    }
}

fn data(subject: &Subject<'_>, of: &Media) -> Step {
    let done = subject.say(
        "读入台账，核对各列含义，把各行加总；合计行、无法识别的数值剔除并记录。",
        "Read the ledger, see what each column means, add the rows up; set aside rows of totals and what cannot be read.",
        &[],
    );
    let words = |zh, en| Math::words(subject.text(zh, en));
    let rows = words("采用的行", "rows used")
        .equals(words("读入的行", "rows read") - words("未采用的行", "rows set aside"));
    let worked = Math::from(of.rows.read) - Math::from(of.rows.set_aside());
    Step::new("data", subject.text("数据与合计", "Data and sums"), done)
        .formula(Formula::new(rows).worked(worked.equals(of.rows.used.into())))
        .shows(Block::Table(media::sums(subject, of)))
}

/// Every ratio with what stands above and below its line, where the ledger has it.
fn terms(of: &Media) -> [(Metric, Option<Math>, Option<Math>); 11] {
    let sums = &of.total.sums;
    let money = |value: f64| Math::value(Cell::Money(value), Format::Money);
    let plain = |value: f64| Math::value(Cell::Number(value), Format::Mixed);
    let sum = |measure: Measure| sums.get(measure).map(&plain);
    let net = || sums.net_revenue().map(&money);
    let cost = || sums.get(Measure::Cost).map(&money);
    let figure = |metric| of.total.figures.value(metric).map(&money);
    [
        (Metric::Ctr, sum(Measure::Clicks), sum(Measure::Impressions)),
        (Metric::Cvr, sum(Measure::Conversions), sum(Measure::Clicks)),
        (
            Metric::Cpm,
            cost().map(|c| c * Math::from(1000_u64)),
            sum(Measure::Impressions),
        ),
        (Metric::Cpc, cost(), sum(Measure::Clicks)),
        (Metric::Cpa, cost(), sum(Measure::Conversions)),
        (
            Metric::Cac,
            figure(Metric::TotalCost),
            sum(Measure::NewCustomers),
        ),
        (Metric::Aov, net(), sum(Measure::Conversions)),
        (Metric::Roas, net(), cost()),
        (Metric::Acos, cost(), net()),
        (
            Metric::Roi,
            figure(Metric::GrossProfit)
                .zip(figure(Metric::TotalCost))
                .map(|(g, c)| g - c),
            figure(Metric::TotalCost),
        ),
        (
            Metric::BreakevenRoas,
            Some(Math::from(1_u64)),
            of.total.figures.value(Metric::GrossMargin).map(plain),
        ),
    ]
}

/// Every ratio that is defined, with its terms put in.
fn ratios(subject: &Subject<'_>, of: &Media) -> Step {
    let by_visits =
        subject.summary.parameters.conversion_base == fourr_cost_benefit::ConversionBase::Visits;
    let done = subject.say(
        "代入合计数计算各项指标；比率由加总值相除，不取平均。",
        "Put the sums into the formulas; ratios are those of sums, not means.",
        &[],
    );
    let step = Step::new("ratios", subject.text("投放指标", "Media figures"), done);
    let step = terms(of)
        .into_iter()
        .fold(step, |step, (metric, above, below)| {
            let value = of.total.figures.get(metric);
            let skip = metric == Metric::Cvr && by_visits;
            let (Some(above), Some(below), Some(_), false) = (above, below, value.value(), skip)
            else {
                return step;
            };
            let (name, look, formula) = metric.told();
            let result = Math::value(look.cell(value), Format::Mixed);
            let expression =
                Math::words(subject.pick(name)).equals(Math::words(subject.pick(formula)));
            step.formula(Formula::new(expression).worked((above / below).equals(result)))
        });
    step.shows(Block::Table(media::totals(subject, of)))
}

/// A section of the report as a step: its methods' formulas, its tables and charts.
fn step(subject: &Subject<'_>, section: Section) -> Step {
    let done = subject.say(
        "按下列方法计算，结果见表与图。",
        "Work it out as follows; tables and charts show the result.",
        &[],
    );
    let step = Step {
        id: section.id,
        ..Step::new("section", section.title, done)
    };
    section
        .blocks
        .into_iter()
        .fold(step, |step, block| match block {
            Block::Method(method) => {
                let formulas = method
                    .formulas
                    .into_iter()
                    .map(|formula| worked(subject, formula));
                formulas.fold(step, Step::formula)
            }
            other => step.shows(other),
        })
}

/// The formula of the net present value with the flows of a single alternative put in.
fn worked(subject: &Subject<'_>, formula: Formula) -> Formula {
    const MOST: usize = 8;
    let finance = subject.summary.finance.as_ref();
    let only = finance.filter(|f| f.has_periods && f.alternatives.len() == 1);
    let Some(finance) = only else { return formula };
    let appraisal = &finance.alternatives[0];
    let is_npv = formula
        .meanings
        .iter()
        .any(|meaning| meaning.symbol == symbol("r"));
    let (true, Some(npv), 2..=MOST) = (
        is_npv && formula.meanings.len() == 3,
        appraisal.figures.value(Worth::NetPresentValue),
        appraisal.net.len(),
    ) else {
        return formula;
    };
    let money = |value: f64| Math::value(Cell::Money(value), Format::Money);
    let rate = || Math::value(Cell::Share(finance.period_rate), Format::Share);
    let first = u64::from(
        subject.summary.parameters.first_flow == fourr_cost_benefit::FirstFlow::EndOfPeriod,
    );
    let terms = (first..).zip(&appraisal.net).map(|(t, net)| match t {
        0 => money(*net),
        t => money(*net) / (Math::from(1_u64) + rate()).power(t.into()),
    });
    match terms.reduce(|sum, term| sum + term) {
        Some(sum) => formula.worked(sum.equals(money(npv))),
        None => formula,
    }
}

fn conclusions(subject: &Subject<'_>) -> Step {
    let done = subject.say("归纳结论。", "Draw the conclusions.", &[]);
    let step = Step::new("conclusions", subject.text("结论", "Conclusions"), done);
    overview::findings(subject)
        .into_iter()
        .fold(step, |step, finding| {
            step.shows(Block::Paragraph(finding.text))
        })
}
