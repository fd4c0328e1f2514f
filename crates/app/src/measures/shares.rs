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

/// The middle 95 % of values that a bootstrap drew (Efron 1979, percentiles);
/// none where nothing was drawn.
pub fn middle(mut values: Vec<f64>) -> Option<(f64, f64)> {
    let last = values.len().checked_sub(1)?;
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values[(share * last as f64).round() as usize];
    Some((at(0.025), at(0.975)))
}

/// Numbers by splitmix64 (Steele, Lea and Flood 2014): the same seed, the same draws.
pub struct Draws(u64);

impl Draws {
    /// Begins at a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        (z % n as u64) as usize
    }
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

    #[test]
    fn the_middle_leaves_out_both_ends() {
        assert_eq!(middle((0..=1_000).map(f64::from).collect()), Some((25.0, 975.0)));
        assert_eq!(middle(Vec::new()), None);
    }

    #[test]
    fn a_seed_gives_the_same_draws_each_time() {
        let draw = || {
            let mut draws = Draws::new(7);
            (0..20).map(|_| draws.below(5)).collect::<Vec<_>>()
        };
        assert_eq!(draw(), draw());
        assert!(draw().iter().all(|&number| number < 5));
    }
}
