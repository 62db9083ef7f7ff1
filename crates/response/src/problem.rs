//! [`Problem`]: least squares in the form that the solver takes.

use levenberg_marquardt::LeastSquaresProblem;
use nalgebra::{DMatrix, DVector, Dyn, VecStorage};

use crate::{Curve, Response, Series, Specification, carry_over, form::logistic};

/// Residuals of a response over series: the parameters of its form without bounds, then the base where there is one,
/// then the log-odds of the carry-over where there is one.
#[derive(Debug, Clone)]
pub(crate) struct Problem<'a> {
    pub(crate) specification: Specification,
    pub(crate) series: &'a [Series],
    pub(crate) parameters: DVector<f64>,
}

impl Problem<'_> {
    pub(crate) fn curve(&self) -> Curve {
        self.specification.form.curve(self.parameters.as_slice())
    }

    pub(crate) fn base(&self) -> f64 {
        let place = self.specification.form.names().len();
        if self.specification.has_base {
            self.parameters[place]
        } else {
            0.0
        }
    }

    pub(crate) fn carry_over(&self) -> f64 {
        if self.specification.carries_over {
            logistic(self.parameters[self.parameters.len() - 1])
        } else {
            0.0
        }
    }

    pub(crate) fn response(&self) -> Response {
        Response {
            curve: self.curve(),
            carry_over: self.carry_over(),
            base: self.base(),
        }
    }

    fn periods(&self) -> usize {
        self.series.iter().map(|series| series.spend.len()).sum()
    }
}

impl LeastSquaresProblem<f64, Dyn, Dyn> for Problem<'_> {
    type ParameterStorage = VecStorage<f64, Dyn, nalgebra::U1>;
    type ResidualStorage = VecStorage<f64, Dyn, nalgebra::U1>;
    type JacobianStorage = VecStorage<f64, Dyn, Dyn>;

    fn set_params(&mut self, parameters: &DVector<f64>) {
        self.parameters.copy_from(parameters);
    }

    fn params(&self) -> DVector<f64> {
        self.parameters.clone()
    }

    fn residuals(&self) -> Option<DVector<f64>> {
        let response = self.response();
        let of_series = |series: &Series| {
            let predicted = response.predict(&series.spend);
            let pairs = predicted.into_iter().zip(&series.returns);
            pairs
                .map(|(predicted, returned)| predicted - returned)
                .collect::<Vec<_>>()
        };
        let residuals: Vec<f64> = self.series.iter().flat_map(of_series).collect();
        let finite = residuals.iter().all(|residual| residual.is_finite());
        finite.then(|| DVector::from_vec(residuals))
    }

    fn jacobian(&self) -> Option<DMatrix<f64>> {
        let (curve, share) = (self.curve(), self.carry_over());
        let own = self.specification.form.names().len();
        let mut jacobian = DMatrix::zeros(self.periods(), self.parameters.len());
        let mut row = 0;
        for series in self.series {
            let effective = carry_over::effective(&series.spend, share);
            let carried = carry_over::slopes(&effective, share);
            for (spend, carried) in effective.iter().zip(carried) {
                let slopes = curve.slopes(*spend);
                for (column, slope) in slopes[..own].iter().enumerate() {
                    jacobian[(row, column)] = *slope;
                }
                if self.specification.has_base {
                    jacobian[(row, own)] = 1.0;
                }
                if self.specification.carries_over && *spend > 0.0 {
                    let last = self.parameters.len() - 1;
                    jacobian[(row, last)] =
                        curve.marginal(*spend) * carried * share * (1.0 - share);
                }
                row += 1;
            }
        }
        let finite = jacobian.iter().all(|slope| slope.is_finite());
        finite.then_some(jacobian)
    }
}
