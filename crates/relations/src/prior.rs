//! What pairs are like before one of their events is read.
//!
//! Empirical Bayes: the mean of a pair with few events leans on the means of
//! all pairs, by as much as pairs resemble each other.

use crate::{Observation, Step, smoother};

/// What pairs are like. Goldstein points, or their square for variances.
///
/// Level variance of a pair nobody has read about: `between_variance +
/// deviation_variance`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// Mean of the pairs' long-run means.
    pub mean: f64,
    /// Variance of the pairs' long-run means.
    pub between_variance: f64,
    /// Variance of the level of one pair around its long-run mean.
    pub deviation_variance: f64,
    /// Days after which half of a deviation from the long-run mean is gone.
    pub half_life_days: f64,
    /// Variance of single events around the level and the mood of their step.
    pub event_variance: f64,
    /// Variance that all events of one step share: they tell one story, so a
    /// hundred of them do not fix the level of that step a hundred times better.
    pub step_variance: f64,
    /// How many pairs it was learnt from; 0 for the default.
    pub n_dyads: usize,
}

/// Measured on 98,406 events between 6,629 pairs of states in the ICEWS files
/// of 2014 and 2018 (Boschee et al. 2015, with the Goldstein values of their
/// CAMEO codes), weekly, by [`prior`] and [`fitted`], rounded. The half-life is
/// twice the likeliest (60 days): two single years cannot show slow changes,
/// and 120 days are nearly as likely there.
impl Default for Prior {
    fn default() -> Self {
        Self {
            mean: 1.7,
            between_variance: 5.3,
            deviation_variance: 2.0,
            half_life_days: 120.0,
            event_variance: 10.0,
            step_variance: 2.0,
            n_dyads: 0,
        }
    }
}

impl Prior {
    /// Variance of a level about which nothing is known.
    pub fn level_variance(&self) -> f64 {
        self.between_variance + self.deviation_variance
    }

    /// What is left of a deviation after so many days: 0.5 after one half-life.
    pub(crate) fn fade(&self, days: i64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "the calendar has 3.7 million days")]
        let days = days as f64;
        (-days / self.half_life_days).exp2()
    }

    /// The same with every number in the range that the smoother can work
    /// with; what is no number becomes the default.
    pub(crate) fn checked(&self) -> Prior {
        let default = Prior::default();
        let number = |x: f64, otherwise: f64| if x.is_finite() { x } else { otherwise };
        let variance = |x: f64, otherwise: f64| number(x, otherwise).max(VARIANCE_MIN);
        Prior {
            mean: number(self.mean, default.mean).clamp(crate::SCALE.0, crate::SCALE.1),
            between_variance: variance(self.between_variance, default.between_variance),
            deviation_variance: variance(self.deviation_variance, default.deviation_variance),
            half_life_days: number(self.half_life_days, default.half_life_days)
                .max(HALF_LIFE_DAYS_MIN),
            event_variance: variance(self.event_variance, default.event_variance),
            step_variance: number(self.step_variance, default.step_variance).max(0.0),
            n_dyads: self.n_dyads,
        }
    }
}

/// Least variance in Goldstein points squared (a tenth of a point in standard
/// deviation): far below the 0.1 at which the scale itself is rounded matters.
const VARIANCE_MIN: f64 = 0.01;

/// Shortest half-life: below a day the calendar cannot show it.
const HALF_LIFE_DAYS_MIN: f64 = 1.0;

/// Fewest pairs from which a prior is learnt; with fewer, the variance between
/// them is itself known to no better than about a half of its size
/// (relative standard error of a variance from k values: sqrt(2/(k-1))).
const DYADS_MIN: usize = 10;

/// Fewest events beyond one per pair from which their variance is learnt, by
/// the same rule: at 50 it is known to about a fifth.
const SPARE_EVENTS_MIN: f64 = 50.0;

/// The events of one pair in three numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DyadMoments {
    /// Number of events.
    pub n: f64,
    /// Mean Goldstein value.
    pub mean: f64,
    /// Variance of the values with `n - 1` below the line; 0 for one event.
    pub variance: f64,
}

/// Learns mean and variance between pairs, and the variance of events, from
/// the moments of all pairs. What they cannot tell (how long a deviation
/// lasts) is the default; [`fitted`] learns it from the events themselves.
///
/// Variance between pairs: the moment estimator of Paule and Mandel (1982),
/// J. Research NBS 87(5), as recommended for random effects by DerSimonian and
/// Kacker (2007), Contemporary Clinical Trials 28(2). With fewer than ten
/// pairs, or fewer than 50 events beyond one per pair, what is too little to
/// learn from keeps its default.
pub fn prior(dyads: &[DyadMoments]) -> Prior {
    let mut prior = Prior::default();
    let usable: Vec<DyadMoments> = dyads
        .iter()
        .copied()
        .filter(|d| 1.0 <= d.n && d.n.is_finite() && d.mean.is_finite() && d.variance.is_finite())
        .collect();
    let spare: f64 = usable.iter().map(|d| d.n - 1.0).sum();
    if SPARE_EVENTS_MIN <= spare {
        let squares: f64 = usable.iter().map(|d| (d.n - 1.0) * d.variance.max(0.0)).sum();
        let pooled = squares / spare;
        // The pooled variance holds what moves the level as well; a half at
        // least is left to the events.
        let moving = prior.deviation_variance + prior.step_variance;
        prior.event_variance = (pooled - moving).max(pooled / 2.0).max(VARIANCE_MIN);
    }
    if DYADS_MIN <= usable.len() {
        let single = prior.event_variance + prior.step_variance + prior.deviation_variance;
        let means: Vec<(f64, f64)> = usable.iter().map(|d| (d.mean, single / d.n)).collect();
        prior.between_variance = between(&means);
        prior.mean = weighted_mean(&means, prior.between_variance);
        prior.n_dyads = usable.len();
    }
    prior.checked()
}

/// Learns how far and how long levels stray from their long-run mean, how
/// alike the events of a step are, and how much single events scatter: the
/// values on a coarse grid under which the histories of the pairs are
/// likeliest. Mean and variance between pairs stay those of `start`.
///
/// Each of `histories` is one pair. Fewer than ten pairs, or fewer than 50
/// spare events, leave `start` as it is. Time is linear in steps with events:
/// about a second for 100,000 of them.
pub fn fitted(histories: &[Vec<Observation>], step: Step, start: &Prior) -> Prior {
    let mut best = start.checked();
    let (within, spare) = variance_within_steps(histories, step);
    if histories.len() < DYADS_MIN || spare < SPARE_EVENTS_MIN {
        return best;
    }
    best.event_variance = within.max(VARIANCE_MIN);
    best.n_dyads = histories.len();
    let mut best_likelihood = f64::NEG_INFINITY;
    let base = best;
    let grouped: Vec<Vec<smoother::Node>> = histories
        .iter()
        .map(|history| smoother::nodes(history, &base, step, std::iter::empty()))
        .collect();
    for step_variance in STEP_VARIANCES {
        let adjusted: Vec<Vec<smoother::Node>> =
            grouped.iter().map(|nodes| with_step_variance(nodes, &base, step_variance)).collect();
        for deviation_variance in DEVIATION_VARIANCES {
            for half_life_days in HALF_LIVES_DAYS {
                let tried = Prior { step_variance, deviation_variance, half_life_days, ..base };
                let likelihood: f64 =
                    adjusted.iter().map(|nodes| smoother::log_likelihood(nodes, &tried)).sum();
                if best_likelihood < likelihood {
                    (best, best_likelihood) = (tried, likelihood);
                }
            }
        }
    }
    best
}

/// The grid of [`fitted`]: from a level that hardly moves to one that crosses
/// half of the scale, from a month to four years.
const DEVIATION_VARIANCES: [f64; 7] = [0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0];
const HALF_LIVES_DAYS: [f64; 7] = [14.0, 30.0, 60.0, 120.0, 240.0, 480.0, 1440.0];
const STEP_VARIANCES: [f64; 6] = [0.0, 0.25, 0.5, 1.0, 2.0, 4.0];

fn with_step_variance(
    nodes: &[smoother::Node],
    base: &Prior,
    step_variance: f64,
) -> Vec<smoother::Node> {
    let mut nodes = nodes.to_vec();
    for seen in nodes.iter_mut().filter_map(|node| node.seen.as_mut()) {
        seen.variance = base.event_variance / seen.weight + step_variance;
    }
    nodes
}

/// Pooled variance of events around the mean of their step, and how many
/// events beyond one per step it rests on.
fn variance_within_steps(histories: &[Vec<Observation>], step: Step) -> (f64, f64) {
    let (mut squares, mut spare) = (0.0, 0.0);
    for history in histories {
        let mut events: Vec<(jiff::civil::Date, f64)> = history
            .iter()
            .filter(|o| o.counts())
            .map(|o| (step.first_day(o.on), o.goldstein))
            .collect();
        events.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for events in events.chunk_by(|a, b| a.0 == b.0) {
            #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
            let n = events.len() as f64;
            let mean = events.iter().map(|e| e.1).sum::<f64>() / n;
            squares += events.iter().map(|e| (e.1 - mean).powi(2)).sum::<f64>();
            spare += n - 1.0;
        }
    }
    (if 0.0 < spare { squares / spare } else { 0.0 }, spare)
}

/// The variance between true means for which the means scatter as much as
/// they should: the sum of their squared standardised distances is k - 1.
fn between(means: &[(f64, f64)]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
    let expected = means.len() as f64 - 1.0;
    let scatter = |between: f64| {
        let centre = weighted_mean(means, between);
        means.iter().map(|(m, v)| (m - centre).powi(2) / (between + v)).sum::<f64>()
    };
    // It falls as `between` grows; the scale spans 20 points, so 100 bounds it.
    let (mut low, mut high) = (0.0, 100.0);
    if scatter(low) <= expected {
        return VARIANCE_MIN;
    }
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if expected < scatter(middle) { low = middle } else { high = middle }
    }
    high
}

fn weighted_mean(means: &[(f64, f64)], between: f64) -> f64 {
    let (sum, weight) = means.iter().fold((0.0, 0.0), |(sum, weight), (mean, variance)| {
        let w = 1.0 / (between + variance);
        (sum + w * mean, weight + w)
    });
    sum / weight
}
