//! Shares and how sure they are.

/// `name 71.20 (500 of 702; 95 % 67.7 to 74.4)`, with the Wilson interval; a
/// share of nothing has no figure.
pub fn line(name: &str, right: usize, n: usize) -> String {
    if n == 0 {
        return format!("{name} - (none)");
    }
    let (low, high) = wilson(right, n);
    format!(
        "{name} {:.2} ({right} of {n}; 95 % {:.1} to {:.1})",
        100.0 * right as f64 / n as f64,
        100.0 * low,
        100.0 * high
    )
}

/// The 95 % Wilson interval of a share (Wilson 1927): 8 of 10 gives 0.490 to 0.943.
pub fn wilson(right: usize, n: usize) -> (f64, f64) {
    const Z: f64 = 1.959_964;
    let (k, n) = (right as f64, n as f64);
    let p = k / n;
    let centre = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    ((centre - half) / scale, (centre + half) / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_gives_the_textbook_interval() {
        let (low, high) = wilson(8, 10);
        assert!((low - 0.490).abs() < 0.001 && (high - 0.943).abs() < 0.001);
    }

    #[test]
    fn a_share_of_nothing_has_no_figure() {
        assert_eq!(line("spans", 8, 10), "spans 80.00 (8 of 10; 95 % 49.0 to 94.3)");
        assert_eq!(line("spans", 0, 0), "spans - (none)");
    }
}
