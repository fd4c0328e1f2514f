//! How two actors get along over time: level, attention, turning points.
//!
//! In: dated Goldstein values of one pair, the number of documents read, and a
//! `Prior` learnt from all pairs. Out: a `LevelPoint` for every week, month,
//! quarter or year, the dates at which the level turned, and what each event
//! weighs in a level. Numbers in, numbers out: nothing here knows who the pair
//! is or where its events are kept. `README.md` in this crate tells the method
//! and what every parameter means.
//!
//! ```
//! use rapport_relations::{Observation, Prior, Step, level};
//! use jiff::civil::date;
//!
//! let raids = [(3, -9.0), (4, -10.0), (5, -9.0), (6, -5.0)]
//!     .map(|(day, goldstein)| Observation { on: date(2024, 6, day), goldstein, weight: 1.0 });
//! let points = level(
//!     &raids,
//!     &[(date(2024, 6, 5), 400)],
//!     &Prior::default(),
//!     Step::Week,
//!     (date(2024, 6, 3), date(2024, 6, 9)),
//! );
//! assert_eq!(points[0].n_events, 4);
//! assert_eq!(points[0].attention, Some(100.0)); // 4 events in 400 documents
//! assert!(points[0].low < points[0].level && points[0].high < 0.0);
//! ```

mod explain;
mod level;
mod prior;
mod smoother;
mod step;
#[cfg(test)]
mod tests;
mod turning;

pub use explain::{Contribution, Explanation, contributions};
pub use level::{LevelPoint, level};
pub use prior::{DyadMoments, Prior, fitted, prior};
pub use step::Step;
pub use turning::{TurningOptions, TurningPoint, turning_points};

use jiff::civil::Date;

/// One event of the pair, as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// The day it happened.
    pub on: Date,
    /// Goldstein value, -10 (military attack) to +10 (military aid), no unit.
    /// Scale: Goldstein (1992), J. Conflict Resolution 36(2).
    pub goldstein: f64,
    /// How many events it counts as: 1 for a sure one, 0.5 for one that is as
    /// likely as not. An event with a weight of zero or less is left out.
    pub weight: f64,
}

impl Observation {
    fn counts(&self) -> bool {
        self.goldstein.is_finite() && self.weight.is_finite() && 0.0 < self.weight
    }
}

/// The ends of the Goldstein scale.
const SCALE: (f64, f64) = (-10.0, 10.0);

/// Standard deviations to either side that hold 90 % of a normal distribution.
const BAND_90: f64 = 1.644_853_626_951_472_2;
