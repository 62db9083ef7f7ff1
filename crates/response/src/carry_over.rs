//! Spend that still works later.

/// Effective spend: a period's own, and of that of the period before the share that carries over.
pub(crate) fn effective(spend: &[f64], carry_over: f64) -> Vec<f64> {
    let mut before = 0.0;
    let period = |spend: &f64| {
        before = spend + carry_over * before;
        before
    };
    spend.iter().map(period).collect()
}

/// How effective spend changes with the share that carries over.
pub(crate) fn slopes(effective: &[f64], carry_over: f64) -> Vec<f64> {
    let (mut spent, mut slope) = (0.0, 0.0);
    let period = |effective: &f64| {
        slope = spent + carry_over * slope;
        spent = *effective;
        slope
    };
    effective.iter().map(period).collect()
}
