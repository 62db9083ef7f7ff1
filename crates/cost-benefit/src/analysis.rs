//! The verb: [`CostBenefit::analyse`], and its result.

use fourr_table::Table;
use polars::prelude::DataFrame;
use serde::Serialize;

use crate::{
    CostBenefit, CostBenefitError, Dimension, FlowRows, SaleRows, Warning,
    attribution::{AttributionSummary, CreditRules},
    finance::{
        self, Alternative, Appraisal, BreakEven, Comparison, CostEffectiveness, Discounting,
        Driver, Effective, LifetimeValue, Outcome, Sensitivity, Worth,
    },
    media::{self, Measure, Media, Metric},
    price::{self, CrossDemand, Demand, PriceSurvey, Response},
    response::ResponseSummary,
};

/// Conversions, and answers, that a rate should rest on.
const LEAST: u32 = 30;

/// What is analysed: each part is there when its input is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Inputs<'a> {
    /// Campaigns, channels, keywords or days with what they cost and brought in.
    pub ledger: Option<&'a Table>,
    /// Cash flows by period and alternative.
    pub flows: Option<&'a Table>,
    /// Four prices a person.
    pub survey: Option<&'a Table>,
    /// Sales by price.
    pub sales: Option<&'a Table>,
    /// Touches before conversions: whole journeys, touches of journeys, or a log of events.
    pub touches: Option<&'a Table>,
    /// Spending and return by channel and period.
    pub responses: Option<&'a Table>,
}

/// Cash flows appraised.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finance {
    /// What became of every row.
    pub rows: FlowRows,
    /// Discount rate of one period.
    pub period_rate: f64,
    /// Whether the flows have periods; else they are present values.
    pub has_periods: bool,
    /// Each alternative.
    pub alternatives: Vec<Appraisal>,
    /// Which to take, of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
    /// What effects that have no price cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_effectiveness: Option<CostEffectiveness>,
    /// How the net present value of the alternative to take moves with what it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Sensitivity>,
}

/// Sales by price.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SalesByPrice {
    /// What became of every row.
    pub rows: SaleRows,
    /// How sales answer to the price.
    #[serde(flatten)]
    pub demand: Demand,
    /// How sales answer to the price of another product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cross: Option<CrossDemand>,
}

/// Every figure; a part is there when its input was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The parameters, with every convention in force.
    pub parameters: CostBenefit,
    /// What the advertising cost and brought in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<Media>,
    /// How the profit of the ledger moves with what it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profit_sensitivity: Option<Sensitivity>,
    /// Cash flows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finance: Option<Finance>,
    /// How much must be sold until nothing is lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub break_even: Option<BreakEven>,
    /// What a customer is worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifetime_value: Option<LifetimeValue>,
    /// What people think of prices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_survey: Option<PriceSurvey>,
    /// How sales answer to the price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sales_by_price: Option<SalesByPrice>,
    /// Credit for conversions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<AttributionSummary>,
    /// Response of channels to spending, and the budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<ResponseSummary>,
    /// What limits the figures.
    pub warnings: Vec<Warning>,
}

/// The result of a cost-benefit analysis.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// Every figure.
    pub summary: Summary,
    /// Every level of the ledger: dimension, level, sums and figures.
    pub levels: Option<DataFrame>,
    /// What every model of attribution gives every channel: channel, model, conversions, value, share.
    pub credits: Option<DataFrame>,
    /// The steps of the Markov chain: from, to, count, probability.
    pub transitions: Option<DataFrame>,
}

impl CostBenefit {
    /// Analyses what is given.
    ///
    /// # Errors
    /// Parameters without a meaning, nothing to analyse, an input that lacks its columns or has no row that counts, a
    /// ledger of several currencies, more than 128 channels of touches, a budget outside its bounds.
    pub fn analyse(&self, inputs: Inputs<'_>) -> Result<Analysis, CostBenefitError> {
        self.check()?;
        let (media, levels) = match inputs.ledger {
            Some(ledger) => {
                let (media, levels) = media::analyse(self, ledger)?;
                (Some(media), Some(levels))
            }
            None => (None, None),
        };
        let price_survey = inputs
            .survey
            .map(|table| of("survey", price::survey(self, table)))
            .transpose()?;
        let sales = inputs
            .sales
            .map(|table| of("sales", price::demand(self, table)))
            .transpose()?;
        let finance = inputs
            .flows
            .map(|table| of("flows", self.finance(table)))
            .transpose()?;
        let attributed = inputs
            .touches
            .map(|table| self.credit_rules(table).attribute(table))
            .transpose()?;
        let response = inputs
            .responses
            .map(|table| self.response.fit(table))
            .transpose()?;
        let cac = media
            .as_ref()
            .and_then(|media| media.total.figures.value(Metric::Cac));
        let mut summary = Summary {
            profit_sensitivity: media.as_ref().and_then(|media| self.profit(media)),
            finance,
            break_even: self.break_even().map(BreakEven::of),
            lifetime_value: self.customer(cac).map(LifetimeValue::of),
            price_survey,
            sales_by_price: sales,
            parameters: self.clone(),
            media,
            attribution: attributed.as_ref().map(|of| of.summary.clone()),
            response,
            warnings: Vec::new(),
        };
        if summary.is_empty() {
            return Err(CostBenefitError::NothingAsked);
        }
        summary.warnings = summary.find_warnings();
        let (credits, transitions) = attributed.map(|of| (of.credits, of.transitions)).unzip();
        Ok(Analysis {
            summary,
            levels,
            credits,
            transitions,
        })
    }

    /// The rules of attribution; columns that are named for every input count where the touches have them.
    fn credit_rules(&self, touches: &Table) -> CreditRules {
        let mut rules = self.attribution.clone();
        let shared = |name: &Option<String>| {
            name.clone()
                .filter(|name| touches.columns().iter().any(|column| column.name == *name))
        };
        let columns = &mut rules.columns;
        columns.touch_channel = columns
            .touch_channel
            .take()
            .or_else(|| shared(&self.columns.channel));
        columns.touch_time = columns
            .touch_time
            .take()
            .or_else(|| shared(&self.columns.time));
        rules
    }

    fn finance(&self, table: &Table) -> Result<Finance, CostBenefitError> {
        let read = finance::read(self, table)?;
        let by = if read.has_periods {
            self.discounting()
        } else {
            Discounting {
                rate: 0.0,
                first_flow: crate::FirstFlow::Undiscounted,
            }
        };
        let alternatives: Vec<Appraisal> = read
            .alternatives
            .into_iter()
            .map(|(name, flows)| Appraisal::of(name, flows, by))
            .collect();
        let comparison = (alternatives.len() > 1).then(|| {
            let of = |appraisal: &Appraisal| Alternative {
                name: appraisal.alternative.clone(),
                cost: by.worth(&appraisal.flows.cost),
                benefit: by.worth(&appraisal.flows.benefit),
            };
            let alternatives: Vec<Alternative> = alternatives.iter().map(of).collect();
            Comparison::of(&alternatives, self.budget)
        });
        let chosen = match comparison.as_ref() {
            Some(comparison) => comparison.choice.as_ref(),
            None => alternatives.first().map(|only| &only.alternative),
        };
        let chosen = alternatives
            .iter()
            .find(|appraisal| Some(&appraisal.alternative) == chosen);
        let effective = |appraisal: &Appraisal| {
            Effective::new(
                &appraisal.alternative,
                by.worth(&appraisal.flows.cost),
                by.worth(&appraisal.flows.effect),
            )
        };
        let cost_effectiveness = read
            .has_effects
            .then(|| CostEffectiveness::of(alternatives.iter().map(effective), self.effect_worth));
        Ok(Finance {
            cost_effectiveness,
            sensitivity: chosen.map(|appraisal| self.npv(appraisal, by, read.has_periods)),
            period_rate: by.rate,
            has_periods: read.has_periods,
            rows: read.rows,
            alternatives,
            comparison,
        })
    }

    /// How a net present value moves with all benefits, all costs and, where there are periods, the rate.
    fn npv(&self, appraisal: &Appraisal, by: Discounting, has_periods: bool) -> Sensitivity {
        let flows = &appraisal.flows;
        let mut drivers = vec![
            (Driver::Benefits, flows.benefit.iter().sum::<f64>()),
            (Driver::Costs, flows.cost.iter().sum::<f64>()),
        ];
        if has_periods && by.rate > 0.0 {
            drivers.push((Driver::Rate, by.rate));
        }
        let scale = |value: f64, whole: f64| if whole == 0.0 { 0.0 } else { value / whole };
        let (all_benefits, all_costs) = (drivers[0].1, drivers[1].1);
        let result = |values: &[f64]| {
            let by = Discounting {
                rate: values.get(2).copied().unwrap_or(by.rate),
                ..by
            };
            by.worth(&flows.benefit) * scale(values[0], all_benefits)
                - by.worth(&flows.cost) * scale(values[1], all_costs)
        };
        Sensitivity::of(
            Outcome::Npv,
            &drivers,
            self.range,
            &self.simulation(),
            &result,
        )
        .with_scenarios(&self.scenario, &drivers, &result)
    }

    /// How visits times conversion rate times order value times margin, less costs, moves with each of them.
    fn profit(&self, media: &Media) -> Option<Sensitivity> {
        let figure = |metric| media.total.figures.value(metric);
        let visits = match self.conversion_base {
            crate::ConversionBase::Clicks => media.total.sums.get(Measure::Clicks),
            crate::ConversionBase::Visits => media.total.sums.get(Measure::Visits),
        }?;
        let drivers = [
            (Driver::Visits, visits),
            (Driver::Cvr, figure(Metric::Cvr)?),
            (Driver::Aov, figure(Metric::Aov)?),
            (Driver::Margin, figure(Metric::GrossMargin)?),
            (Driver::Cost, figure(Metric::TotalCost)?),
        ];
        let result = |v: &[f64]| v[0] * v[1] * v[2] * v[3] - v[4];
        let sensitivity = Sensitivity::of(
            Outcome::Profit,
            &drivers,
            self.range,
            &self.simulation(),
            &result,
        );
        Some(sensitivity.with_scenarios(&self.scenario, &drivers, &result))
    }
}

/// Says in which of several inputs something went wrong.
fn of<T>(input: &'static str, result: Result<T, CostBenefitError>) -> Result<T, CostBenefitError> {
    result.map_err(|source| CostBenefitError::Input {
        input,
        source: Box::new(source),
    })
}

impl Summary {
    fn is_empty(&self) -> bool {
        self.media.is_none()
            && self.finance.is_none()
            && self.break_even.is_none()
            && self.lifetime_value.is_none()
            && self.price_survey.is_none()
            && self.sales_by_price.is_none()
            && self.attribution.is_none()
            && self.response.is_none()
    }

    fn find_warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if let Some(media) = &self.media {
            media_warnings(media, &mut warnings);
        }
        if let Some(finance) = &self.finance {
            finance_warnings(finance, &mut warnings);
        }
        let played = |name: &String| {
            let of = self.finance.as_ref().and_then(|of| of.sensitivity.as_ref());
            let all = [of, self.profit_sensitivity.as_ref()].into_iter().flatten();
            let mut named = all.flat_map(|of| &of.named_scenarios);
            named.any(|known| known.name == *name)
        };
        let scenarios = self
            .parameters
            .scenario
            .iter()
            .map(|scenario| &scenario.name);
        let unused = scenarios.filter(|name| !played(name));
        warnings.extend(unused.map(|name| Warning::ScenarioUnused { name: name.clone() }));
        if let Some(survey) = &self.price_survey {
            survey_warnings(survey, &mut warnings);
        }
        if let Some(sales) = &self.sales_by_price {
            let demand = &sales.demand;
            let ends = demand.sales.first().zip(demand.sales.last());
            if let Some((price, (low, high))) = demand
                .figures
                .value(Response::BestPrice)
                .filter(|_| demand.extrapolated)
                .zip(ends)
            {
                warnings.push(Warning::Extrapolated {
                    price,
                    low: low.price,
                    high: high.price,
                });
            }
        }
        warnings
    }
}

fn media_warnings(media: &Media, warnings: &mut Vec<Warning>) {
    let rows = &media.rows;
    if rows.set_aside() > 0 {
        warnings.push(Warning::RowsSetAside {
            rows: rows.set_aside(),
            read: rows.read,
        });
    }
    if rows.clicks_above_impressions > 0 {
        warnings.push(Warning::ClicksAboveImpressions {
            rows: rows.clicks_above_impressions,
        });
    }
    if rows.refunds_above_revenue > 0 {
        warnings.push(Warning::RefundsAboveRevenue {
            rows: rows.refunds_above_revenue,
        });
    }
    let total = &media.total;
    if total.sums.get(Measure::Cost) == Some(0.0) {
        warnings.push(Warning::NoCost);
    }
    if total.sums.net_revenue().is_some() && total.figures.value(Metric::GrossProfit).is_none() {
        warnings.push(Warning::NoMargin);
    }
    let named = media.levels.iter().filter(|by| by.by != Dimension::Day);
    let small = named
        .flat_map(|by| &by.levels)
        .filter_map(|level| level.sums.get(Measure::Conversions))
        .filter(|conversions| *conversions < f64::from(LEAST));
    match small.count() as u64 {
        0 => {}
        levels => warnings.push(Warning::SmallSample {
            levels,
            least: LEAST,
        }),
    }
    if media
        .change
        .as_ref()
        .is_some_and(|change| change.split == media::Split::Periods)
        && media.difference_in_differences.is_none()
    {
        warnings.push(Warning::NoControl);
    }
}

fn finance_warnings(finance: &Finance, warnings: &mut Vec<Warning>) {
    for appraisal in &finance.alternatives {
        if appraisal.irr_roots.len() > 1 {
            warnings.push(Warning::SeveralRates {
                alternative: appraisal.alternative.clone(),
                rates: appraisal.irr_roots.clone(),
            });
        }
    }
    let lives = |appraisal: &Appraisal| appraisal.flows.last_period();
    let spent = finance
        .alternatives
        .iter()
        .filter(|appraisal| appraisal.figures.value(Worth::PresentCost) != Some(0.0));
    let mut lives: Vec<usize> = spent.map(lives).collect();
    lives.sort_unstable();
    lives.dedup();
    if lives.len() > 1 {
        warnings.push(Warning::UnequalLives);
    }
}

fn survey_warnings(survey: &PriceSurvey, warnings: &mut Vec<Warning>) {
    if survey.n_inconsistent > 0 {
        warnings.push(Warning::InconsistentAnswers {
            answers: survey.n_inconsistent,
            total: survey.n_total,
        });
    }
    if survey.n_valid < u64::from(LEAST) {
        warnings.push(Warning::FewAnswers {
            answers: survey.n_valid,
        });
    }
    for crossing in &survey.points {
        if let Some((from, to)) = crossing.step.value().zip(crossing.flat_until) {
            warnings.push(Warning::FlatIntersection {
                point: crossing.point,
                from,
                to,
            });
        }
    }
}
