//! The Kalman filter and the Rauch-Tung-Striebel smoother of one pair.
//!
//! The level is the sum of two hidden numbers: the pair's long-run mean, which
//! never moves, and a deviation that fades towards zero (an Ornstein-Uhlenbeck
//! process, AR(1) on an even grid). Each step with events gives one
//! observation of their sum. Steps without events only let time pass, so the
//! nodes may be any days in order.
//! Sources: Kalman (1960), J. Basic Engineering 82; Rauch, Tung and Striebel
//! (1965), AIAA Journal 3(8).

use crate::{Observation, Prior, Step, step::days_between};
use jiff::civil::Date;

/// One step on the way: a day, and what was seen in the step that it begins.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// First day of the step.
    pub day: Date,
    /// What was seen; none where nothing was.
    pub seen: Option<Seen>,
}

/// The events of one step as one observation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    /// Weighted mean of the Goldstein values.
    pub mean: f64,
    /// Variance of that mean around the level.
    pub variance: f64,
    /// Number of events.
    pub n: usize,
    /// Sum of their weights.
    pub weight: f64,
}

/// What is believed of one node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Belief {
    mean: Vector,
    covariance: Matrix,
    /// Smoother gain towards the next node.
    gain: Matrix,
}

impl Belief {
    pub fn level(&self) -> f64 {
        self.mean[0] + self.mean[1]
    }

    pub fn variance(&self) -> f64 {
        both(&self.covariance).max(0.0)
    }
}

/// The steps of `extra` and every step with an event, in order.
///
/// The order of `observations` makes no difference: they are sorted first, so
/// that even rounding is the same.
pub(crate) fn nodes(
    observations: &[Observation],
    prior: &Prior,
    step: Step,
    extra: impl Iterator<Item = Date>,
) -> Vec<Node> {
    let mut sorted: Vec<&Observation> = observations.iter().filter(|o| o.counts()).collect();
    sorted.sort_by(|a, b| {
        (a.on.cmp(&b.on))
            .then(a.goldstein.total_cmp(&b.goldstein))
            .then(a.weight.total_cmp(&b.weight))
    });
    let mut nodes: Vec<Node> = sorted
        .chunk_by(|a, b| step.first_day(a.on) == step.first_day(b.on))
        .map(|events| Node { day: step.first_day(events[0].on), seen: Some(seen(events, prior)) })
        .collect();
    nodes.extend(extra.map(|day| Node { day, seen: None }));
    // A step that was seen comes before its empty twin, which goes.
    nodes.sort_by_key(|node| (node.day, node.seen.is_none()));
    nodes.dedup_by_key(|node| node.day);
    nodes
}

fn seen(events: &[&Observation], prior: &Prior) -> Seen {
    let weight: f64 = events.iter().map(|event| event.weight).sum();
    let sum: f64 = events.iter().map(|event| event.weight * event.goldstein).sum();
    Seen {
        mean: sum / weight,
        variance: prior.event_variance / weight + prior.step_variance,
        n: events.len(),
        weight,
    }
}

/// What is believed of every node once all of them are known.
pub(crate) fn smoothed(nodes: &[Node], prior: &Prior) -> Vec<Belief> {
    let (mut beliefs, predicted) = filtered(nodes, prior);
    for i in (0..beliefs.len().saturating_sub(1)).rev() {
        let next = beliefs[i + 1];
        let fade = prior.fade(days_between(nodes[i].day, nodes[i + 1].day));
        let before = &predicted[i + 1];
        let now = &mut beliefs[i];
        let transition = [[1.0, 0.0], [0.0, fade]];
        now.gain = times(&times(&now.covariance, &transition), &inverse(&before.covariance));
        let moved = [next.mean[0] - before.mean[0], next.mean[1] - before.mean[1]];
        now.mean = plus(&now.mean, &apply(&now.gain, &moved));
        let change = minus(&next.covariance, &before.covariance);
        let spread = times(&times(&now.gain, &change), &transposed(&now.gain));
        now.covariance = symmetric(&sum(&now.covariance, &spread));
    }
    beliefs
}

/// Log likelihood of all that was seen, up to a constant.
pub(crate) fn log_likelihood(nodes: &[Node], prior: &Prior) -> f64 {
    run(nodes, prior, |_, _| ())
}

/// What each seen node weighs in the level of node `at`: pairs of node and
/// weight. Level = prior mean + sum of weight x (seen mean - prior mean).
///
/// The weight is the posterior covariance of the two levels over the variance
/// of the observation; covariances follow from the smoother gains (de Jong and
/// Mackinnon 1988, Biometrika 75(3)).
pub(crate) fn weights(nodes: &[Node], beliefs: &[Belief], at: usize) -> Vec<(usize, f64)> {
    let mut found = Vec::new();
    let mut push = |i: usize, covariance: &Matrix| {
        if let Some(seen) = nodes[i].seen {
            found.push((i, both(covariance) / seen.variance));
        }
    };
    let mut covariance = beliefs[at].covariance;
    push(at, &covariance);
    for i in (0..at).rev() {
        covariance = times(&beliefs[i].gain, &covariance);
        push(i, &covariance);
    }
    let mut gains = beliefs[at].gain;
    for (i, belief) in beliefs.iter().enumerate().skip(at + 1) {
        push(i, &times(&gains, &belief.covariance));
        gains = times(&gains, &belief.gain);
    }
    found.sort_by_key(|(i, _)| *i);
    found
}

/// What is believed of every node from the nodes up to it, and from those
/// before it alone.
fn filtered(nodes: &[Node], prior: &Prior) -> (Vec<Belief>, Vec<Belief>) {
    let mut filtered = Vec::with_capacity(nodes.len());
    let mut predicted = Vec::with_capacity(nodes.len());
    run(nodes, prior, |before, after| {
        predicted.push(before);
        filtered.push(after);
    });
    (filtered, predicted)
}

/// Runs the filter, telling `note` what is believed before and after each node.
fn run(nodes: &[Node], prior: &Prior, mut note: impl FnMut(Belief, Belief)) -> f64 {
    let mut log_likelihood = 0.0;
    let deviation = prior.deviation_variance;
    let mut belief = Belief {
        mean: [prior.mean, 0.0],
        covariance: [[prior.between_variance, 0.0], [0.0, deviation]],
        gain: [[0.0; 2]; 2],
    };
    let mut last_day = None;
    for node in nodes {
        if let Some(last_day) = last_day {
            let fade = prior.fade(days_between(last_day, node.day));
            let [[a, b], [_, c]] = belief.covariance;
            belief.mean[1] *= fade;
            let noise = deviation * (1.0 - fade * fade);
            belief.covariance = [[a, b * fade], [b * fade, c * fade * fade + noise]];
        }
        last_day = Some(node.day);
        let before = belief;
        if let Some(seen) = node.seen {
            log_likelihood += update(&mut belief, seen);
        }
        note(before, belief);
    }
    log_likelihood
}

/// Takes one observation in; its log likelihood.
fn update(belief: &mut Belief, seen: Seen) -> f64 {
    let [[a, b], [_, c]] = belief.covariance;
    let with_level = [a + b, b + c];
    let total = a + 2.0 * b + c + seen.variance;
    let surprise = seen.mean - belief.level();
    belief.mean[0] += with_level[0] / total * surprise;
    belief.mean[1] += with_level[1] / total * surprise;
    let cross = b - with_level[0] * with_level[1] / total;
    belief.covariance = [
        [a - with_level[0] * with_level[0] / total, cross],
        [cross, c - with_level[1] * with_level[1] / total],
    ];
    -0.5 * (total.ln() + surprise * surprise / total)
}

type Vector = [f64; 2];
type Matrix = [[f64; 2]; 2];

/// Variance (or covariance) of the sum of both numbers.
fn both(m: &Matrix) -> f64 {
    m[0][0] + m[0][1] + m[1][0] + m[1][1]
}

fn plus(a: &Vector, b: &Vector) -> Vector {
    [a[0] + b[0], a[1] + b[1]]
}

fn apply(m: &Matrix, v: &Vector) -> Vector {
    [m[0][0] * v[0] + m[0][1] * v[1], m[1][0] * v[0] + m[1][1] * v[1]]
}

fn times(a: &Matrix, b: &Matrix) -> Matrix {
    let cell = |i: usize, j: usize| a[i][0] * b[0][j] + a[i][1] * b[1][j];
    [[cell(0, 0), cell(0, 1)], [cell(1, 0), cell(1, 1)]]
}

fn sum(a: &Matrix, b: &Matrix) -> Matrix {
    [[a[0][0] + b[0][0], a[0][1] + b[0][1]], [a[1][0] + b[1][0], a[1][1] + b[1][1]]]
}

fn minus(a: &Matrix, b: &Matrix) -> Matrix {
    [[a[0][0] - b[0][0], a[0][1] - b[0][1]], [a[1][0] - b[1][0], a[1][1] - b[1][1]]]
}

fn transposed(m: &Matrix) -> Matrix {
    [[m[0][0], m[1][0]], [m[0][1], m[1][1]]]
}

fn symmetric(m: &Matrix) -> Matrix {
    let cross = 0.5 * (m[0][1] + m[1][0]);
    [[m[0][0], cross], [cross, m[1][1]]]
}

/// A predicted covariance can always be inverted: time adds noise.
fn inverse(m: &Matrix) -> Matrix {
    let determinant = m[0][0] * m[1][1] - m[0][1] * m[1][0];
    let d = determinant.max(f64::MIN_POSITIVE);
    [[m[1][1] / d, -m[0][1] / d], [-m[1][0] / d, m[0][0] / d]]
}
