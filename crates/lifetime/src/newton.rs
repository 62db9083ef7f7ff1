//! The maximum of a likelihood within a box, by Newton's method.

use crate::jet::Jet;

/// Evaluations after which the search is given up.
const MOST_EVALUATIONS: u32 = 300;

/// Log-likelihood that another step could still gain when the search ends. A unit of log-likelihood is
/// absolute: 1e-10 moves an estimate by about 1e-5 standard errors.
const NEGLIGIBLE: f64 = 1e-10;

/// The farthest that one step moves a variable: a factor of about seven, as the variables are logarithms.
const FARTHEST: f64 = 2.0;

/// The least damping other than none, relative to the largest curvature.
const LEAST_DAMPING: f64 = 1e-10;

/// The lowest and highest value of each variable.
pub(crate) type Bounds<const N: usize> = [(f64, f64); N];

/// Where the search ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outcome<const N: usize> {
    pub(crate) point: [f64; N],
    pub(crate) jet: Jet<N>,
    pub(crate) evaluations: u32,
    pub(crate) converged: bool,
}

/// Climbs from `start` to a maximum of `objective` within `bounds`.
///
/// Newton steps with the exact Hessian, damped as by Levenberg and Marquardt while the Hessian is not
/// negative definite or a step does not gain; variables that press against a bound are held there.
pub(crate) fn maximise<const N: usize>(
    objective: impl Fn(&[f64; N]) -> Jet<N>,
    start: [f64; N],
    bounds: &Bounds<N>,
) -> Outcome<N> {
    let mut outcome = Outcome {
        point: start,
        jet: objective(&start),
        evaluations: 1,
        converged: false,
    };
    let mut damping = 0.0;
    while outcome.evaluations < MOST_EVALUATIONS && outcome.jet.is_finite() {
        let Outcome { point, jet, .. } = outcome;
        let Some(step) = step(&point, &jet, bounds, damping) else {
            // No more than it takes: the curvature that is wrong may be that of a flat ridge.
            damping = (damping * 10.0).max(LEAST_DAMPING * scale(&jet));
            continue;
        };
        let last = foreseen(&jet, &step) <= NEGLIGIBLE;
        let (next, step) = moved(&point, &step, bounds);
        let candidate = objective(&next);
        outcome.evaluations += 1;
        let enough = 1e-3 * foreseen(&jet, &step) - 1e-14 * jet.value.abs();
        let gained = candidate.is_finite() && candidate.value - jet.value >= enough;
        if gained {
            outcome.point = next;
            outcome.jet = candidate;
        }
        if last {
            // Under heavy damping every step is negligible: the search is stuck, not at its end.
            outcome.converged = damping <= 1e-3 * scale(&jet);
            break;
        }
        if gained {
            damping = if damping > LEAST_DAMPING * scale(&jet) {
                damping / 10.0
            } else {
                0.0
            };
        } else {
            damping = (damping * 10.0).max(1e-4 * scale(&jet));
        }
    }
    outcome
}

/// The step over the variables that may move, if the damped Hessian is negative definite.
fn step<const N: usize>(
    point: &[f64; N],
    jet: &Jet<N>,
    bounds: &Bounds<N>,
    damping: f64,
) -> Option<[f64; N]> {
    let mut free = free(point, &jet.gradient, bounds);
    loop {
        let step = solve(jet, &free, damping)?;
        // The others may drag a variable over a bound that its own gradient leads away from.
        let within = self::free(point, &step, bounds);
        if (0..N).all(|i| within[i] || !free[i]) {
            return Some(step);
        }
        free = std::array::from_fn(|i| free[i] && within[i]);
    }
}

/// Which variables may move: those that are not on a bound over which `gradient` leads.
pub(crate) fn free<const N: usize>(
    point: &[f64; N],
    gradient: &[f64; N],
    bounds: &Bounds<N>,
) -> [bool; N] {
    std::array::from_fn(|i| {
        let (low, high) = bounds[i];
        !(point[i] <= low && gradient[i] < 0.0 || point[i] >= high && gradient[i] > 0.0)
    })
}

fn scale<const N: usize>(jet: &Jet<N>) -> f64 {
    let diagonal = (0..N).map(|i| jet.hessian[i][i].abs());
    diagonal.fold(f64::MIN_POSITIVE, f64::max)
}

/// The step that solves (damping - Hessian) step = gradient over the free variables, if that matrix is
/// positive definite.
fn solve<const N: usize>(jet: &Jet<N>, free: &[bool; N], damping: f64) -> Option<[f64; N]> {
    let factor = cholesky(jet, free, damping)?;
    let held = |i: usize| if free[i] { jet.gradient[i] } else { 0.0 };
    Some(substitute(&factor, std::array::from_fn(held)))
}

/// The inverse of minus the Hessian, if that is positive definite.
pub(crate) fn covariance<const N: usize>(jet: &Jet<N>) -> Option<[[f64; N]; N]> {
    let factor = cholesky(jet, &[true; N], 0.0)?;
    let unit = |i: usize| std::array::from_fn(|j| f64::from(u8::from(i == j)));
    Some(std::array::from_fn(|i| substitute(&factor, unit(i))))
}

/// Cholesky's factor of damping - Hessian, with the rows and columns of held variables those of a unit
/// matrix; none where a pivot has lost every digit.
fn cholesky<const N: usize>(jet: &Jet<N>, free: &[bool; N], damping: f64) -> Option<[[f64; N]; N]> {
    let mut factor = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let matrix = match (i == j, free[i] && free[j]) {
                (true, true) => damping - jet.hessian[i][i],
                (true, false) => 1.0,
                (false, true) => -jet.hessian[i][j],
                (false, false) => 0.0,
            };
            let inner: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
            let rest = matrix - inner;
            factor[i][j] = if i != j {
                rest / factor[j][j]
            } else if rest > 1e-13 * matrix.abs() {
                rest.sqrt()
            } else {
                return None;
            };
        }
    }
    Some(factor)
}

fn substitute<const N: usize>(factor: &[[f64; N]; N], right: [f64; N]) -> [f64; N] {
    let mut solution = right;
    for i in 0..N {
        let inner: f64 = (0..i).map(|k| factor[i][k] * solution[k]).sum();
        solution[i] = (solution[i] - inner) / factor[i][i];
    }
    for i in (0..N).rev() {
        let inner: f64 = (i + 1..N).map(|k| factor[k][i] * solution[k]).sum();
        solution[i] = (solution[i] - inner) / factor[i][i];
    }
    solution
}

/// The point after `step` and the step as taken: shortened to [`FARTHEST`] and to the first bound on its way,
/// so that it keeps its direction.
fn moved<const N: usize>(
    point: &[f64; N],
    step: &[f64; N],
    bounds: &Bounds<N>,
) -> ([f64; N], [f64; N]) {
    let room = |i: usize| {
        let (low, high) = bounds[i];
        let room = if step[i] < 0.0 {
            low - point[i]
        } else {
            high - point[i]
        };
        if step[i] == 0.0 { 1.0 } else { room / step[i] }
    };
    let longest = step
        .iter()
        .fold(FARTHEST, |most, part| most.max(part.abs()));
    let share = (0..N).map(room).fold(FARTHEST / longest, f64::min);
    let next = std::array::from_fn(|i| {
        let (low, high) = bounds[i];
        // Exactly on the bound, where rounding would end just before it.
        if room(i) <= share && step[i] != 0.0 {
            return if step[i] < 0.0 { low } else { high };
        }
        (point[i] + share * step[i]).clamp(low, high)
    });
    (next, step.map(|part| share * part))
}

/// What the quadratic approximation says that `step` gains.
fn foreseen<const N: usize>(jet: &Jet<N>, step: &[f64; N]) -> f64 {
    let mut gain = 0.0;
    for i in 0..N {
        gain += step[i] * jet.gradient[i] + 0.5 * step[i] * step[i] * jet.hessian[i][i];
        for j in 0..i {
            gain += step[i] * step[j] * jet.hessian[i][j];
        }
    }
    gain
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley upside down: its maximum, 0, is at (1, 1).
    fn valley(point: &[f64; 2]) -> Jet<2> {
        let [x, y] = *point;
        let off = y - x * x;
        Jet {
            value: -100.0 * off * off - (1.0 - x).powi(2),
            gradient: [400.0 * x * off + 2.0 * (1.0 - x), -200.0 * off],
            hessian: [
                [400.0 * (off - 2.0 * x * x) - 2.0, 0.0],
                [400.0 * x, -200.0],
            ],
        }
    }

    #[test]
    fn a_curved_valley_is_followed() {
        let outcome = maximise(valley, [-1.2, 1.0], &[(-5.0, 5.0); 2]);
        assert!(outcome.converged);
        assert!((outcome.point[0] - 1.0).abs() < 1e-5 && (outcome.point[1] - 1.0).abs() < 1e-5);
    }

    #[test]
    fn a_bound_holds_a_variable_and_not_the_others() {
        let outcome = maximise(valley, [-1.2, 1.0], &[(-5.0, 0.5), (-5.0, 5.0)]);
        assert!(outcome.converged);
        assert!((outcome.point[0] - 0.5).abs() < 1e-12 && (outcome.point[1] - 0.25).abs() < 1e-6);
    }

    #[test]
    fn no_maximum_is_no_convergence() {
        let outcome = maximise(
            |_| Jet {
                value: f64::NAN,
                ..Jet::<2>::ZERO
            },
            [0.0; 2],
            &[(-1.0, 1.0); 2],
        );
        assert!(!outcome.converged);
    }

    #[test]
    fn the_covariance_inverts_the_information() {
        // By hand: the inverse of [[4, 2], [2, 3]] is [[3, -2], [-2, 4]] / 8.
        let jet = Jet {
            hessian: [[-4.0, 0.0], [-2.0, -3.0]],
            ..Jet::ZERO
        };
        let got = covariance(&jet).unwrap();
        for (got, want) in got.concat().into_iter().zip([0.375, -0.25, -0.25, 0.5]) {
            assert!((got - want).abs() < 1e-15);
        }
        assert_eq!(
            covariance(&Jet {
                hessian: [[1.0, 0.0], [0.0, -1.0]],
                ..Jet::ZERO
            }),
            None
        );
    }
}
