//! What each event weighs in a level: for `rapport explain level`.

use crate::{Observation, Prior, Step, level, smoother};
use jiff::civil::Date;

/// What one event adds to a level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contribution {
    /// Index in the observations given.
    pub observation: usize,
    /// Its share in the level, 0 to 1, no unit; shares and `prior_share` sum
    /// to 1. It fades with distance in time, by half every half-life, apart
    /// from what the event says about the pair's long-run mean.
    pub share: f64,
    /// Share times Goldstein value: the points it adds.
    pub points: f64,
}

/// A level taken apart.
///
/// `prior_share * prior_mean` and the points of all contributions sum to
/// `level`, to the last rounding.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The level itself; see `LevelPoint`.
    pub level: f64,
    /// Lower end of its 90 % band.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// What all pairs are like weighs this much in it, 0 to 1.
    pub prior_share: f64,
    /// The mean of all pairs.
    pub prior_mean: f64,
    /// One for every event that counts, heaviest first.
    pub contributions: Vec<Contribution>,
}

/// Takes the level of the step that holds `on` apart into its events.
///
/// The same observations, prior and step as given to [`level`](fn@crate::level)
/// give the same level. The smoother is linear in what it sees, so the parts
/// are exact, not an approximation.
pub fn contributions(
    observations: &[Observation],
    prior: &Prior,
    step: Step,
    on: Date,
) -> Explanation {
    let prior = prior.checked();
    let day = step.first_day(on);
    let nodes = smoother::nodes(observations, &prior, step, std::iter::once(day));
    let beliefs = smoother::smoothed(&nodes, &prior);
    let at = nodes.partition_point(|node| node.day < day);
    let weights = smoother::weights(&nodes, &beliefs, at);
    let mut contributions: Vec<Contribution> = observations
        .iter()
        .enumerate()
        .filter(|(_, observation)| observation.counts())
        .filter_map(|(index, observation)| {
            let day = step.first_day(observation.on);
            let found = weights.binary_search_by_key(&day, |(node, _)| nodes[*node].day).ok()?;
            let (node, weight) = weights[found];
            let share = weight * observation.weight / nodes[node].seen?.weight;
            Some(Contribution { observation: index, share, points: share * observation.goldstein })
        })
        .collect();
    contributions
        .sort_by(|a, b| b.share.total_cmp(&a.share).then(a.observation.cmp(&b.observation)));
    let (level, low, high) = level::band(&beliefs[at]);
    Explanation {
        level,
        low,
        high,
        prior_share: 1.0 - weights.iter().map(|(_, weight)| weight).sum::<f64>(),
        prior_mean: prior.mean,
        contributions,
    }
}
