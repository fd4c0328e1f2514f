//! The level of a pair, step by step, with a band and with what stands behind it.

use crate::{BAND_90, Observation, Prior, SCALE, Step, smoother, step::days_between};
use jiff::civil::Date;
use std::collections::HashMap;

/// The level of one step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LevelPoint {
    /// First day of the step.
    pub from: Date,
    /// Last day of the step.
    pub to: Date,
    /// How friendly the relation is, in Goldstein points, -10 to +10.
    pub level: f64,
    /// Lower end of the 90 % band of the level.
    pub low: f64,
    /// Upper end of it.
    pub high: f64,
    /// Events of the step; their mean is in `observed`.
    pub n_events: usize,
    /// Documents read of the step.
    pub n_documents: usize,
    /// Events per 10,000 documents; none where no document was read, so that
    /// "quiet" and "not covered" differ.
    pub attention: Option<f64>,
    /// False where the band is mostly prior, or the last and next events lie
    /// far off: say so rather than draw a line. See [`level`].
    pub is_informed: bool,
    /// Weighted mean Goldstein value of the step's events, before any
    /// smoothing; none where there were none.
    pub observed: Option<f64>,
    /// Variance of `observed` around the level (Goldstein points squared).
    pub observed_variance: Option<f64>,
}

/// Least share of the prior variance of a level that the events must have
/// taken away for a point to be called informed. Two thirds: the events then
/// outweigh what pairs are like by two to one. With [`Prior::default`] that is
/// six events in a lone week, or a band of 2.6 points to either side.
const VARIANCE_EXPLAINED_MIN: f64 = 2.0 / 3.0;

/// How many half-lives of the deviation the nearest event may lie off. After
/// two, three quarters of what an event said about the moment has faded, and
/// only the pair's long-run mean is left.
const REACH_HALF_LIVES: f64 = 2.0;

/// The level of a pair for every step that touches `period`.
///
/// `observations` are the pair's events in any order, also those outside the
/// period, which inform its ends; `documents` says how many documents were
/// read per day (or per week, by its first day). A step without events is
/// missing, not zero: the level drifts back to the pair's mean and the band
/// widens.
///
/// A point is informed where the events took away at least two thirds of the
/// variance that the level had before them, and the nearest event lies within
/// two half-lives of the deviation.
///
/// Four events of -9, -10, -9 and -5 in one week, and nothing else known, give
/// that week a level of about -4.5 with [`Prior::default`], not -8.25: a pair is
/// seldom as bad as its worst week.
pub fn level(
    observations: &[Observation],
    documents: &[(Date, usize)],
    prior: &Prior,
    step: Step,
    period: (Date, Date),
) -> Vec<LevelPoint> {
    let prior = prior.checked();
    let nodes = smoother::nodes(observations, &prior, step, step.within(period));
    let beliefs = smoother::smoothed(&nodes, &prior);
    let off = days_to_nearest(&nodes);
    let read = documents_by_step(documents, step);
    let first = step.first_day(period.0);
    nodes
        .iter()
        .zip(&beliefs)
        .zip(off)
        .filter(|((node, _), _)| first <= node.day && node.day <= period.1)
        .map(|((node, belief), days_off)| {
            let n_documents = read.get(&node.day).copied().unwrap_or(0);
            let n_events = node.seen.map_or(0, |seen| seen.n);
            let reach = REACH_HALF_LIVES * prior.half_life_days;
            let (level, low, high) = band(belief);
            LevelPoint {
                from: node.day,
                to: step.around(node.day).1,
                level,
                low,
                high,
                n_events,
                n_documents,
                attention: attention(n_events, n_documents),
                is_informed: days_off.is_some_and(|days| days <= reach)
                    && belief.variance() <= (1.0 - VARIANCE_EXPLAINED_MIN) * prior.level_variance(),
                observed: node.seen.map(|seen| seen.mean),
                observed_variance: node.seen.map(|seen| seen.variance),
            }
        })
        .collect()
}

/// Level and the ends of its 90 % band, kept on the scale.
pub(crate) fn band(belief: &smoother::Belief) -> (f64, f64, f64) {
    let on_scale = |x: f64| x.clamp(SCALE.0, SCALE.1);
    let (level, half) = (belief.level(), BAND_90 * belief.variance().sqrt());
    (on_scale(level), on_scale(level - half), on_scale(level + half))
}

/// Events per 10,000 documents: 3 in 2,000 are 15.
fn attention(n_events: usize, n_documents: usize) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
    (0 < n_documents).then(|| 10_000.0 * n_events as f64 / n_documents as f64)
}

fn documents_by_step(documents: &[(Date, usize)], step: Step) -> HashMap<Date, usize> {
    let mut by_step = HashMap::new();
    for (day, n) in documents {
        *by_step.entry(step.first_day(*day)).or_insert(0) += n;
    }
    by_step
}

/// Days from each node to the nearest one that was seen; none where none was.
fn days_to_nearest(nodes: &[smoother::Node]) -> Vec<Option<f64>> {
    let mut off: Vec<Option<i64>> = vec![None; nodes.len()];
    let mut note = |order: &mut dyn Iterator<Item = usize>| {
        let mut last: Option<Date> = None;
        for i in order {
            if nodes[i].seen.is_some() {
                last = Some(nodes[i].day);
            }
            let days = last.map(|day| days_between(day, nodes[i].day).abs());
            off[i] = off[i].into_iter().chain(days).min();
        }
    };
    note(&mut (0..nodes.len()));
    note(&mut (0..nodes.len()).rev());
    #[expect(clippy::cast_precision_loss, reason = "the calendar has 3.7 million days")]
    off.into_iter().map(|days| days.map(|days| days as f64)).collect()
}
