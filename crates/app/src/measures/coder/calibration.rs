//! Whether a report's probability means what it says.
//!
//! In: for each report its probability and whether it is right (source
//! country, target country and type). Out: how far apart both are on average
//! (expected calibration error over ten bins of equal width, Naeini et al.
//! 2015), the Brier score, and the share of wrong ones among the surest part
//! of all reports (risk at a coverage).

/// Bins of the calibration error.
const N_BINS: usize = 10;
/// Parts of all reports, the surest first, at which the risk is told.
const COVERAGES: [f64; 3] = [0.5, 0.8, 1.0];

/// Figures by name, each a share from 0 to 1; none without reports.
///
/// One report of probability 0.8 that is right: error 0.2, Brier 0.04, risk 0.
pub fn figures(told: &[(f64, bool)]) -> Vec<(String, f64)> {
    if told.is_empty() {
        return Vec::new();
    }
    let n = told.len() as f64;
    let is_right = |right: bool| f64::from(u8::from(right));
    let mut bins = [(0.0, 0.0); N_BINS];
    for &(p, right) in told {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10")]
        let bin = ((p * N_BINS as f64) as usize).min(N_BINS - 1);
        bins[bin].0 += p;
        bins[bin].1 += is_right(right);
    }
    let error = bins.iter().map(|(p, right)| (p - right).abs()).sum::<f64>() / n;
    let brier = told.iter().map(|&(p, right)| (p - is_right(right)).powi(2)).sum::<f64>() / n;
    let mut surest = told.to_vec();
    surest.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut figures = vec![("calibration error".to_owned(), error), ("Brier".to_owned(), brier)];
    for coverage in COVERAGES {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        let part = &surest[..((coverage * n).ceil() as usize).clamp(1, surest.len())];
        let wrong = part.iter().filter(|(_, right)| !right).count() as f64;
        figures.push((format!("risk at {:.0}", 100.0 * coverage), wrong / part.len() as f64));
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::figures;

    #[test]
    fn surer_reports_come_first() {
        let told = [(0.9, true), (0.8, true), (0.6, false), (0.5, false)];
        let found = figures(&told);
        let of = |name: &str| found.iter().find(|(other, _)| other == name).unwrap().1;
        assert_eq!(of("risk at 50"), 0.0);
        assert_eq!(of("risk at 100"), 0.5);
        assert!((of("Brier") - (0.01 + 0.04 + 0.36 + 0.25) / 4.0).abs() < 1e-12);
        assert!((of("calibration error") - (0.1 + 0.2 + 0.6 + 0.5) / 4.0).abs() < 1e-12);
        assert!(figures(&[]).is_empty());
    }
}
