//! [`ResponseSummary`]: every figure of responses and budget; the verb that finds them.

use fourr_response::{Fit, FitError, Form, Series, Specification};
use fourr_table::{Found, Table};
use serde::Serialize;

use super::{
    Plan, ResponseError, ResponseRows, ResponseRules, ResponseWarning, Steady,
    read::{self, Observed},
};

/// Below this share of the variance a curve explains little.
const WEAK: f64 = 0.3;

/// A form that was fitted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormFit {
    /// The form.
    pub form: Form,
    /// Akaike's criterion, corrected: the smaller the better; none without a fit.
    pub aicc: Option<f64>,
    /// Share of the variance that it explains.
    pub r_squared: Option<f64>,
    /// Why there is no fit.
    pub why_not: Option<FitError>,
}

/// Where a channel stands: the mean of its periods.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Now {
    /// Mean spend of a period.
    pub spend: f64,
    /// Mean return of a period.
    pub returned: f64,
    /// What the curve gives that spend, above the base.
    pub response: Option<f64>,
    /// The same for every unit of it; none where nothing is spent.
    pub average: Option<f64>,
    /// What the next unit of spend would bring; none without a curve, or where that is without limit.
    pub marginal: Option<f64>,
}

/// The response of a channel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChannelResponse {
    /// The channel; empty where the table names none.
    pub channel: String,
    /// Its periods.
    pub periods: usize,
    /// The curve; none where no form could be fitted.
    pub fit: Option<Fit>,
    /// Every form that was fitted.
    pub forms: Vec<FormFit>,
    /// Where the channel stands.
    pub now: Now,
    /// Spend and return of its periods, run by run.
    #[serde(skip)]
    pub points: Vec<(f64, f64)>,
}

/// Every figure of responses and budget.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResponseSummary {
    /// The parameters, with every convention in force.
    #[serde(skip)]
    pub parameters: ResponseRules,
    /// The columns that were read.
    pub columns: Vec<Found>,
    /// What became of every row.
    pub rows: ResponseRows,
    /// By channel, in the order of their names.
    pub channels: Vec<ChannelResponse>,
    /// Money split among them; none where no channel has a curve or nothing is spent.
    pub plan: Option<Plan>,
    /// What limits the curves.
    pub warnings: Vec<ResponseWarning>,
}

impl ResponseRules {
    /// Fits a curve to each channel's spending and return by period, and splits the budget.
    ///
    /// `table` has a row a channel and period with spending and return, or a row a period with the spending of every
    /// channel in a column of its own and one return. Periods are those that the table has; rows without a period are
    /// periods in their order.
    ///
    /// # Errors
    /// Parameters without a meaning, columns that are missing, no row that counts, a bound of a channel without a
    /// curve, a budget outside the bounds.
    pub fn fit(&self, table: &Table) -> Result<ResponseSummary, ResponseError> {
        self.check()?;
        let observed = read::read(table, self)?;
        let channels: Vec<ChannelResponse> = observed
            .channels
            .iter()
            .map(|(channel, series)| self.response(channel, series))
            .collect();
        let plan = Plan::of(&channels, self)?;
        Ok(ResponseSummary {
            warnings: warnings(&observed, &channels, plan.as_ref()),
            parameters: self.clone(),
            columns: observed.columns,
            rows: observed.rows,
            channels,
            plan,
        })
    }

    fn response(&self, channel: &str, series: &[Series]) -> ChannelResponse {
        let mut forms = Vec::new();
        let mut best: Option<Fit> = None;
        for form in self.forms() {
            let specification = Specification {
                form: *form,
                has_base: self.base == Steady::Estimated,
                carries_over: self.carry_over == Steady::Estimated,
                confidence: self.confidence,
            };
            let fitted = specification.fit(series);
            forms.push(FormFit {
                form: *form,
                aicc: fitted.as_ref().ok().and_then(|fit| fit.aicc),
                r_squared: fitted.as_ref().ok().and_then(|fit| fit.r_squared),
                why_not: fitted.as_ref().err().cloned(),
            });
            if let Ok(fit) = fitted
                && best.as_ref().is_none_or(|known| is_better(&fit, known))
            {
                best = Some(fit);
            }
        }
        let points: Vec<(f64, f64)> = series
            .iter()
            .flat_map(|run| run.spend.iter().copied().zip(run.returns.iter().copied()))
            .collect();
        ChannelResponse {
            channel: channel.to_owned(),
            periods: points.len(),
            now: Now::of(&points, best.as_ref()),
            fit: best,
            forms,
            points,
        }
    }
}

/// A smaller criterion is better; without one, what explains more.
fn is_better(fit: &Fit, known: &Fit) -> bool {
    match (fit.aicc, known.aicc) {
        (Some(one), Some(other)) => one < other,
        _ => fit.residual_deviation < known.residual_deviation,
    }
}

impl Now {
    fn of(points: &[(f64, f64)], fit: Option<&Fit>) -> Self {
        let periods = points.len().max(1) as f64;
        let spend = points.iter().map(|(spend, _)| spend).sum::<f64>() / periods;
        let returned = points.iter().map(|(_, returned)| returned).sum::<f64>() / periods;
        let response = fit.map(|fit| fit.response.value(spend));
        let marginal = fit.map(|fit| fit.response.marginal(spend));
        Self {
            spend,
            returned,
            response,
            average: response
                .filter(|_| spend > 0.0)
                .map(|response| response / spend),
            marginal: marginal.filter(|marginal| marginal.is_finite()),
        }
    }
}

fn warnings(
    observed: &Observed,
    channels: &[ChannelResponse],
    plan: Option<&Plan>,
) -> Vec<ResponseWarning> {
    let mut warnings = vec![ResponseWarning::Association];
    if observed.is_shared {
        warnings.push(ResponseWarning::SharedReturn);
    }
    if !observed.has_periods {
        warnings.push(ResponseWarning::NoPeriods);
    }
    let rows = &observed.rows;
    if rows.set_aside() > 0 {
        warnings.push(ResponseWarning::RowsSetAside {
            rows: rows.set_aside(),
            read: rows.read,
        });
    }
    for channel in channels {
        let name = || channel.channel.clone();
        match &channel.fit {
            None => warnings.extend(channel.forms.iter().find_map(|form| {
                Some(ResponseWarning::NoCurve {
                    channel: name(),
                    why: form.why_not.clone()?,
                })
            })),
            Some(fit) => {
                if let Some(r_squared) = fit.r_squared.filter(|share| *share < WEAK) {
                    warnings.push(ResponseWarning::WeakFit {
                        channel: name(),
                        r_squared,
                    });
                }
                if fit
                    .parameters
                    .iter()
                    .any(|parameter| parameter.interval.is_none())
                {
                    warnings.push(ResponseWarning::Undetermined { channel: name() });
                }
            }
        }
    }
    let places = plan.into_iter().flat_map(|plan| &plan.best.channels);
    for place in places.filter(|place| place.is_extrapolated) {
        let fit = channels
            .iter()
            .find(|channel| channel.channel == place.name)
            .and_then(|channel| channel.fit.as_ref());
        warnings.push(ResponseWarning::Extrapolated {
            channel: place.name.clone(),
            spend: place.spend,
            largest: fit.map_or(0.0, |fit| fit.largest_spend),
        });
    }
    warnings
}
