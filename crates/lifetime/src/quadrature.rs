//! Gauss-Legendre quadrature over stretches of time.

/// Non-negative nodes of the 16-point rule on (-1, 1), and their weights (Abramowitz and Stegun, table 25.4).
const RULE: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_6),
    (0.458_016_777_657_227_4, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_7, 0.149_595_988_816_576_73),
    (0.755_404_408_355_003_1, 0.124_628_971_255_533_87),
    (0.865_631_202_387_831_7, 0.095_158_511_682_492_78),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_9),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_095),
];

/// Visits nodes and weights such that Σ weight·f(node) is the integral of f from `from` over a logarithmic
/// `stretch`: up to the time `end` with ln((shift + end) / (shift + from)) = `stretch`.
///
/// On the logarithmic scale the powers of (shift + time) that these models integrate become exponentials.
pub(crate) fn visit(
    shift: f64,
    from: f64,
    stretch: f64,
    panels: u32,
    mut node: impl FnMut(f64, f64),
) {
    let half = 0.5 * stretch / f64::from(panels);
    for panel in 0..panels {
        let middle = half * (2.0 * f64::from(panel) + 1.0);
        for (place, weight) in RULE {
            for place in [-place, place] {
                let ahead = (shift + from) * (middle + half * place).exp_m1();
                node(from + ahead, half * weight * (shift + from + ahead));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_integrated_exactly() {
        // By hand: the integral of (2 + y)^-3.5 from 1 to 9 is (3^-2.5 - 11^-2.5) / 2.5.
        let mut sum = 0.0;
        let stretch = (11.0_f64 / 3.0).ln();
        visit(2.0, 1.0, stretch, 1, |time, weight| {
            sum += weight * (2.0 + time).powf(-3.5);
        });
        let want = (3.0_f64.powf(-2.5) - 11.0_f64.powf(-2.5)) / 2.5;
        assert!((sum / want - 1.0).abs() < 1e-14);
    }
}
