//! [`LiveCurve`]: a curve as formulas over the table of its parameters.

use fourr_cost_benefit::response::{Form, ResponseSummary};

use crate::{Live, Row};

/// The table of parameters.
pub(super) const PARAMETERS: &str = "response-parameters";
/// Its column of estimates.
const ESTIMATE: usize = 2;

/// A curve as formulas: where its parameters stand.
#[derive(Debug, Clone)]
pub(super) struct LiveCurve {
    form: Form,
    /// Rows of the curve's own parameters, in their order.
    own: Vec<usize>,
    /// Row of the share that carries over, where it is estimated.
    carry_over: Option<usize>,
}

impl LiveCurve {
    /// The curves of the channels that have one, in their order.
    pub(super) fn all(summary: &ResponseSummary) -> Vec<Self> {
        let mut first = 0;
        let mut curves = Vec::new();
        for fit in summary
            .channels
            .iter()
            .filter_map(|channel| channel.fit.as_ref())
        {
            let rows = fit.parameters.iter().zip(first..);
            let named = |name: &str| {
                let mut rows = rows.clone();
                rows.find(|(of, _)| of.name == name).map(|(_, row)| row)
            };
            let form = fit.response.curve.form();
            let names: &[&str] = match form {
                Form::Power => &["a", "b"],
                Form::Log => &["a", "c"],
                Form::Hill => &["a", "k", "s"],
            };
            curves.push(Self {
                form,
                own: names.iter().filter_map(|name| named(name)).collect(),
                carry_over: named("carry_over"),
            });
            first += fit.parameters.len();
        }
        curves
    }

    fn parameter(&self, place: usize) -> Live {
        let row = self.own.get(place).copied().unwrap_or_default();
        Live::cell(PARAMETERS, Row::At(row), ESTIMATE)
    }

    /// One less what carries over.
    fn lost(&self) -> Live {
        match self.carry_over {
            Some(row) => Live::Number(1.0) - Live::cell(PARAMETERS, Row::At(row), ESTIMATE),
            None => Live::Number(1.0),
        }
    }

    /// Effective spend where the same row's cell in a column is spent in every period.
    fn effective(&self, spend: usize) -> Live {
        Live::Here(spend) / self.lost()
    }

    /// Return above the base.
    pub(super) fn value(&self, spend: usize) -> Live {
        let x = self.effective(spend);
        let (a, second) = (self.parameter(0), self.parameter(1));
        match self.form {
            Form::Power => a * x.power(second),
            Form::Log => a * (Live::Number(1.0) + x / second).ln(),
            Form::Hill => a * self.reached(spend),
        }
    }

    /// What the next unit of spend brings.
    pub(super) fn marginal(&self, spend: usize) -> Live {
        let x = self.effective(spend);
        let (a, second) = (self.parameter(0), self.parameter(1));
        let slope = match self.form {
            Form::Power => a * second.clone() * x.power(second - Live::Number(1.0)),
            Form::Log => a / (second + x),
            Form::Hill => {
                let left = Live::Number(1.0) - self.reached(spend);
                a * self.parameter(2) * self.reached(spend) * left / x
            }
        };
        slope / self.lost()
    }

    /// The share of its ceiling that Hill's curve reaches.
    fn reached(&self, spend: usize) -> Live {
        let to_s = |of: Live| of.power(self.parameter(2));
        let x = to_s(self.effective(spend));
        x.clone() / (to_s(self.parameter(1)) + x)
    }
}
