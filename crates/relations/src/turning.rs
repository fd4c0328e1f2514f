//! Turning points: dates at which the level of a pair changes for good.
//!
//! In: the points of `level`, oldest first. Out: `Vec<TurningPoint>`, oldest
//! first. Method: PELT (Killick, Fearnhead and Eckley 2012, "Optimal Detection
//! of Changepoints With a Linear Computational Cost", JASA 107(500)) with the
//! normal cost for a change of mean.
//! Where we differ: it looks at what was observed, not at the smoothed level,
//! which would blur a change; each step counts by its own variance, so a week
//! of two events moves less than a week of fifty; and a step without events
//! is missing, not zero, which widens the interval of the date.

use crate::LevelPoint;
use jiff::civil::Date;

/// A change of level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TurningPoint {
    /// First day on which it may have happened, with 90 % confidence.
    pub from: Date,
    /// Last day on which it may have happened.
    pub to: Date,
    /// First day of the step in which the new level is most likely seen first.
    pub seen_on: Date,
    /// Mean of the observations from the turning point before to this one.
    pub before: f64,
    /// Mean of the observations from this one to the next.
    pub after: f64,
}

/// What counts as a turning point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TurningOptions {
    /// Least change in Goldstein points. Default 1.5: about the distance
    /// between neighbouring types of the scale (accuse -2.2, reject -4).
    pub change_min: f64,
    /// Least number of steps with events on either side. Default 3: a single
    /// bad week is an event, not a turn.
    pub steps_min: usize,
    /// What one more turning point must save, in units of log(n) of the
    /// doubled log likelihood. Default 3, the modified information criterion
    /// of Zhang and Siegmund (2007), Biometrics 63(1), for changes of mean.
    pub penalty: f64,
}

impl Default for TurningOptions {
    fn default() -> Self {
        Self { change_min: 1.5, steps_min: 3, penalty: 3.0 }
    }
}

/// The turning points among the informed steps that have events.
///
/// Ten weeks at +4 and ten at -4, each of ten events, give one; a single week
/// at -9 among weeks at +4 gives none.
pub fn turning_points(points: &[LevelPoint], options: TurningOptions) -> Vec<TurningPoint> {
    let seen: Vec<&LevelPoint> =
        points.iter().filter(|p| p.is_informed && p.observed.is_some()).collect();
    let steps_min = options.steps_min.max(1);
    if seen.len() < 2 * steps_min {
        return Vec::new();
    }
    let costs = Costs::new(&seen);
    let mut cuts = pelt(&costs, steps_min, options.penalty);
    drop_small(&costs, &mut cuts, options.change_min);
    let edges: Vec<usize> = [0].into_iter().chain(cuts).chain([seen.len()]).collect();
    edges
        .windows(3)
        .map(|edge| {
            let (first, last) = interval(&costs, edge[0], edge[1], edge[2]);
            TurningPoint {
                from: seen[first - 1].to.tomorrow().unwrap_or(Date::MAX),
                to: seen[last].to,
                seen_on: seen[edge[1]].from,
                before: costs.mean(edge[0], edge[1]),
                after: costs.mean(edge[1], edge[2]),
            }
        })
        .collect()
}

/// Weighted sums up to each place, so that any stretch is summed at once.
struct Costs {
    weight: Vec<f64>,
    first: Vec<f64>,
    second: Vec<f64>,
}

impl Costs {
    fn new(seen: &[&LevelPoint]) -> Self {
        let wander = wander(seen);
        let n = seen.len() + 1;
        let mut costs = Self { weight: vec![0.0; n], first: vec![0.0; n], second: vec![0.0; n] };
        for (i, point) in seen.iter().enumerate() {
            let (value, variance) = value(point);
            let weight = 1.0 / (variance + wander);
            costs.weight[i + 1] = costs.weight[i] + weight;
            costs.first[i + 1] = costs.first[i] + weight * value;
            costs.second[i + 1] = costs.second[i] + weight * value * value;
        }
        costs
    }

    fn len(&self) -> usize {
        self.weight.len() - 1
    }

    fn mean(&self, from: usize, to: usize) -> f64 {
        (self.first[to] - self.first[from]) / (self.weight[to] - self.weight[from])
    }

    /// Twice the negative log likelihood of one mean for a stretch, up to a
    /// constant that is the same for all ways of cutting.
    fn of(&self, from: usize, to: usize) -> f64 {
        let first = self.first[to] - self.first[from];
        self.second[to] - self.second[from] - first * first / (self.weight[to] - self.weight[from])
    }
}

/// Value and variance of a step; a step that is not seen cannot get here.
fn value(point: &LevelPoint) -> (f64, f64) {
    (point.observed.unwrap_or(point.level), point.observed_variance.unwrap_or(1.0).max(1e-6))
}

/// How much steps differ from the next one beyond what their events' scatter
/// explains (variance, Goldstein points squared). The median of squared
/// differences keeps turning points themselves out of it; 0.4549 is the median
/// of a chi-squared variable with one degree of freedom.
fn wander(seen: &[&LevelPoint]) -> f64 {
    let mut ratios: Vec<f64> = Vec::new();
    let mut variances: Vec<f64> = Vec::new();
    for pair in seen.windows(2) {
        let ((a, va), (b, vb)) = (value(pair[0]), value(pair[1]));
        ratios.push((a - b).powi(2) / (va + vb));
        variances.push(f64::midpoint(va, vb));
    }
    let typical = median(&mut ratios) / 0.4549;
    ((typical - 1.0) * median(&mut variances)).max(0.0)
}

fn median(values: &mut [f64]) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f64::total_cmp).1
}

/// The places to cut so that the sum of costs and penalties is least.
fn pelt(costs: &Costs, steps_min: usize, penalty: f64) -> Vec<usize> {
    let n = costs.len();
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
    let penalty = penalty * (n as f64).ln();
    // best[t] is the least cost of the first t steps; last[t] its last cut.
    let mut best = vec![f64::INFINITY; n + 1];
    let mut last = vec![0; n + 1];
    best[0] = -penalty;
    let mut candidates: Vec<usize> = vec![0];
    for t in steps_min..=n {
        for &cut in candidates.iter().filter(|cut| steps_min <= t - **cut) {
            let cost = best[cut] + costs.of(cut, t) + penalty;
            if cost < best[t] {
                (best[t], last[t]) = (cost, cut);
            }
        }
        // A cut that is behind by now stays behind.
        candidates.retain(|&cut| t - cut < steps_min || best[cut] + costs.of(cut, t) <= best[t]);
        candidates.push(t);
    }
    let mut cuts = Vec::new();
    let mut t = last[n];
    while 0 < t {
        cuts.push(t);
        t = last[t];
    }
    cuts.reverse();
    cuts
}

/// Takes the smallest change out, again and again, until all are large enough.
fn drop_small(costs: &Costs, cuts: &mut Vec<usize>, change_min: f64) {
    loop {
        let change = |i: usize| {
            let before = if i == 0 { 0 } else { cuts[i - 1] };
            let after = cuts.get(i + 1).copied().unwrap_or(costs.len());
            (costs.mean(before, cuts[i]) - costs.mean(cuts[i], after)).abs()
        };
        let smallest = (0..cuts.len())
            .map(|i| (i, change(i)))
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .filter(|(_, change)| *change < change_min);
        match smallest {
            Some((i, _)) => cuts.remove(i),
            None => return,
        };
    }
}

/// First and last place of the cut that together with those between hold 90 %
/// of its probability, all places being alike before the data are seen.
fn interval(costs: &Costs, from: usize, cut: usize, to: usize) -> (usize, usize) {
    let cost = |k: usize| costs.of(from, k) + costs.of(k, to);
    let least = (from + 1..to).map(cost).fold(f64::INFINITY, f64::min);
    let weights: Vec<f64> = (from + 1..to).map(|k| (-0.5 * (cost(k) - least)).exp()).collect();
    let total: f64 = weights.iter().sum();
    let at = |k: usize| weights[k - from - 1];
    let (mut first, mut last) = (cut, cut);
    let mut held = at(cut);
    while held < 0.9 * total {
        let down = (from + 1 < first).then(|| at(first - 1));
        let up = (last + 1 < to).then(|| at(last + 1));
        match (down, up) {
            (Some(down), up) if up.is_none_or(|up| up <= down) => {
                first -= 1;
                held += down;
            }
            (_, Some(up)) => {
                last += 1;
                held += up;
            }
            _ => break,
        }
    }
    (first, last)
}
