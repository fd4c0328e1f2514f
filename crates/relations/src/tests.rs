//! Cases worked by hand, and promises that hold for every history.

use super::*;
use jiff::{ToSpan, civil::date};
use proptest::prelude::*;

fn at(on: Date, goldstein: f64) -> Observation {
    Observation { on, goldstein, weight: 1.0 }
}

fn simple() -> Prior {
    Prior {
        mean: 1.0,
        between_variance: 3.0,
        deviation_variance: 1.0,
        half_life_days: 7.0,
        event_variance: 8.0,
        step_variance: 0.0,
        n_dyads: 0,
    }
}

#[track_caller]
fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "found {found}, expected {expected}");
}

/// Two events of -3 in one week against a prior of 1 with variance 3 + 1: the
/// observation has variance 8 / 2 = 4, the gain is 4 / (4 + 4), the level
/// 1 - 0.5 * 4 = -1 with variance 2.
#[test]
fn one_week_is_the_textbook_update() {
    let week = date(2024, 6, 17);
    let events = [at(week, -2.0), at(date(2024, 6, 20), -4.0)];
    let points = level(&events, &[], &simple(), Step::Week, (week, week));
    assert_eq!(points.len(), 1);
    assert_near(points[0].level, -1.0);
    assert_near(points[0].high - points[0].level, BAND_90 * 2.0_f64.sqrt());
    assert_eq!((points[0].n_events, points[0].observed), (2, Some(-3.0)));
}

/// The week after, nothing happens: the levels of both weeks have covariance
/// 3 + 1/2 before, so the second is 1 + 3.5 / 8 * (-3 - 1) = -0.75 and its
/// variance 4 - 3.5^2 / 8.
#[test]
fn a_quiet_week_drifts_back_to_the_mean_and_widens() {
    let (first, second) = (date(2024, 6, 17), date(2024, 6, 24));
    let events = [at(first, -2.0), at(first, -4.0)];
    let points = level(&events, &[], &simple(), Step::Week, (first, second));
    assert_near(points[1].level, -0.75);
    assert_near(points[1].high - points[1].level, BAND_90 * (4.0_f64 - 12.25 / 8.0).sqrt());
    assert_eq!((points[1].n_events, points[1].observed), (0, None));
}

/// Two weeks, one event each, by the two-by-two normal equations: covariance
/// of the levels [[4, 3.5], [3.5, 4]], of the observations [[12, 3.5], [3.5, 12]].
#[test]
fn two_weeks_inform_each_other_both_ways() {
    let (first, second) = (date(2024, 6, 17), date(2024, 6, 24));
    let events = [at(first, 5.0), at(second, -3.0)];
    let points = level(&events, &[], &simple(), Step::Week, (first, second));
    let determinant = 12.0 * 12.0 - 3.5 * 3.5;
    let w_own = (4.0 * 12.0 - 3.5 * 3.5) / determinant;
    let w_other = (3.5 * 12.0 - 4.0 * 3.5) / determinant;
    assert_near(points[0].level, 1.0 + w_own * 4.0 + w_other * -4.0);
    assert_near(points[1].level, 1.0 + w_other * 4.0 + w_own * -4.0);
    let explained = contributions(&events, &simple(), Step::Week, second);
    assert_eq!(explained.contributions[0].observation, 1);
    assert_near(explained.contributions[0].share, w_own);
    assert_near(explained.contributions[1].share, w_other);
    assert_near(explained.prior_share, 1.0 - w_own - w_other);
}

#[test]
fn an_event_half_believed_counts_half() {
    let week = date(2024, 6, 17);
    let half = Observation { on: week, goldstein: -3.0, weight: 0.5 };
    let points = level(&[half, half], &[], &simple(), Step::Week, (week, week));
    let whole = level(&[at(week, -3.0)], &[], &simple(), Step::Week, (week, week));
    assert_near(points[0].level, whole[0].level);
}

#[test]
fn what_is_no_number_is_left_out() {
    let week = date(2024, 6, 17);
    let broken = Observation { on: week, goldstein: f64::NAN, weight: 1.0 };
    let weightless = Observation { on: week, goldstein: 3.0, weight: 0.0 };
    let prior = Prior { half_life_days: f64::NAN, between_variance: -1.0, ..simple() };
    let points = level(&[broken, weightless], &[], &prior, Step::Week, (week, week));
    assert_near(points[0].level, 1.0);
    assert_eq!(points[0].n_events, 0);
}

#[test]
fn a_level_that_rests_on_the_prior_is_not_informed() {
    let period = (date(2020, 1, 6), date(2024, 1, 1));
    let nothing = level(&[], &[], &Prior::default(), Step::Month, period);
    assert!(nothing.iter().all(|point| !point.is_informed));
    let many: Vec<_> = (0..30).map(|n| at(date(2020, 2, 1 + n % 28), -5.0)).collect();
    let points = level(&many, &[], &Prior::default(), Step::Month, period);
    assert!(points[1].is_informed, "the month of the events");
    assert!(!points[40].is_informed, "three years later");
    let one = level(&many[..1], &[], &Prior::default(), Step::Month, period);
    assert!(!one[1].is_informed, "a single event");
}

#[test]
fn quiet_and_not_covered_differ() {
    let (first, second) = (date(2024, 6, 17), date(2024, 6, 24));
    let read = [(first, 700), (date(2024, 6, 19), 300)];
    let points = level(&[at(first, 1.0)], &read, &simple(), Step::Week, (first, second));
    assert_eq!((points[0].n_documents, points[0].attention), (1000, Some(10.0)));
    assert_eq!((points[1].n_documents, points[1].attention), (0, None));
}

#[test]
fn the_prior_is_learnt_from_many_pairs_and_not_from_few() {
    let dyads: Vec<_> = (0..40)
        .map(|n| DyadMoments { n: 50.0, mean: if n % 2 == 0 { 5.0 } else { -1.0 }, variance: 12.0 })
        .collect();
    let learnt = prior(&dyads);
    assert_near(learnt.mean, 2.0);
    assert!((8.0..10.0).contains(&learnt.between_variance), "{learnt:?}");
    assert_eq!(learnt.n_dyads, 40);
    assert_eq!(prior(&dyads[..3]).mean, Prior::default().mean);
    assert_eq!(prior(&[]), Prior::default());
}

#[test]
fn pairs_that_are_all_alike_leave_no_variance_between_them() {
    let dyads = [DyadMoments { n: 20.0, mean: 3.0, variance: 10.0 }; 30];
    let learnt = prior(&dyads);
    assert!(learnt.between_variance < 0.1 && (learnt.mean - 3.0).abs() < 1e-9);
}

/// A series of weeks with ten events each around `mean`, scattered evenly.
fn weeks(from: Date, means: &[f64]) -> Vec<Observation> {
    let offsets = [-4.0, -3.0, -2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0, 4.0];
    means
        .iter()
        .enumerate()
        .flat_map(|(week, mean)| {
            let day = from.saturating_add(i64::try_from(week).unwrap_or(0).weeks());
            offsets.map(|offset| at(day, mean + offset))
        })
        .collect()
}

fn turns(observations: &[Observation], period: (Date, Date)) -> Vec<TurningPoint> {
    let points = level(observations, &[], &Prior::default(), Step::Week, period);
    turning_points(&points, TurningOptions::default())
}

#[test]
fn a_lasting_change_is_one_turning_point() {
    let from = date(2022, 1, 3);
    let means: Vec<f64> = (0..40).map(|week| if week < 20 { 3.0 } else { -3.0 }).collect();
    let found = turns(&weeks(from, &means), (from, date(2022, 12, 31)));
    assert_eq!(found.len(), 1, "{found:?}");
    let changed = date(2022, 5, 23);
    assert_eq!(found[0].seen_on, changed);
    assert!(found[0].from <= changed && changed <= found[0].to);
    assert_near(found[0].before, 3.0);
    assert_near(found[0].after, -3.0);
}

#[test]
fn a_single_bad_week_is_no_turning_point() {
    let from = date(2022, 1, 3);
    let mut means = vec![3.0; 40];
    means[20] = -5.0;
    assert_eq!(turns(&weeks(from, &means), (from, date(2022, 12, 31))), []);
    assert_eq!(turns(&[], (from, date(2022, 12, 31))), []);
}

#[test]
fn a_change_in_a_silent_year_has_the_year_as_its_interval() {
    let before = weeks(date(2020, 1, 6), &[4.0; 20]);
    let after = weeks(date(2022, 1, 3), &[-4.0; 20]);
    let all: Vec<_> = before.into_iter().chain(after).collect();
    let found = turns(&all, (date(2020, 1, 6), date(2022, 12, 31)));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].from <= date(2020, 6, 30) && date(2022, 1, 3) <= found[0].to);
}

fn history() -> impl Strategy<Value = Vec<Observation>> {
    let event =
        (0..1500_i32, -100..=100_i32, 1..=4_i32).prop_map(|(day, value, weight)| Observation {
            on: date(2020, 1, 1).saturating_add(day.days()),
            goldstein: f64::from(value) / 10.0,
            weight: f64::from(weight) / 4.0,
        });
    prop::collection::vec(event, 0..60)
}

fn any_prior() -> impl Strategy<Value = Prior> {
    (-50..=50_i32, 1..=100_i32, 1..=100_i32, 1..=2000_i32, 1..=400_i32, 0..=40_i32).prop_map(
        |(mean, between, deviation, half_life, event, step)| Prior {
            mean: f64::from(mean) / 10.0,
            between_variance: f64::from(between) / 10.0,
            deviation_variance: f64::from(deviation) / 10.0,
            half_life_days: f64::from(half_life),
            event_variance: f64::from(event) / 10.0,
            step_variance: f64::from(step) / 10.0,
            n_dyads: 0,
        },
    )
}

fn any_step() -> impl Strategy<Value = Step> {
    prop::sample::select(vec![Step::Week, Step::Month, Step::Quarter, Step::Year])
}

const PERIOD: (Date, Date) = (Date::constant(2020, 6, 1), Date::constant(2024, 6, 30));

proptest! {
    #[test]
    fn event_order_does_not_change_the_level(
        (events, shuffled) in history().prop_flat_map(|h| (Just(h.clone()), Just(h).prop_shuffle())),
        prior in any_prior(),
        step in any_step(),
    ) {
        prop_assert_eq!(
            level(&events, &[], &prior, step, PERIOD),
            level(&shuffled, &[], &prior, step, PERIOD)
        );
    }

    /// "Hostile" is an event at the bottom of the scale: one that is merely
    /// hostile may be milder than the war it falls into.
    #[test]
    fn a_hostile_event_never_raises_the_level(
        events in history(), day in 0..1500_i32, prior in any_prior(), step in any_step(),
    ) {
        let before = level(&events, &[], &prior, step, PERIOD);
        let mut more = events;
        more.push(at(date(2020, 1, 1).saturating_add(day.days()), -10.0));
        let after = level(&more, &[], &prior, step, PERIOD);
        for (before, after) in before.iter().zip(&after) {
            prop_assert!(after.level <= before.level + 1e-7, "{before:?} {after:?}");
        }
    }

    /// The same for any event that is no friendlier than all others and the prior.
    #[test]
    fn an_event_below_all_others_never_raises_the_level(
        events in history(), day in 0..1500_i32, prior in any_prior(),
    ) {
        let least = events.iter().map(|e| e.goldstein).fold(prior.mean, f64::min);
        let before = level(&events, &[], &prior, Step::Week, PERIOD);
        let mut more = events;
        more.push(at(date(2020, 1, 1).saturating_add(day.days()), least));
        let after = level(&more, &[], &prior, Step::Week, PERIOD);
        for (before, after) in before.iter().zip(&after) {
            prop_assert!(after.level <= before.level + 1e-7);
        }
    }

    #[test]
    fn the_band_holds_the_level_and_lies_on_the_scale(
        events in history(), prior in any_prior(), step in any_step(),
    ) {
        for point in level(&events, &[], &prior, step, PERIOD) {
            prop_assert!(point.low <= point.level && point.level <= point.high);
            prop_assert!(-10.0 <= point.low && point.high <= 10.0);
            prop_assert!(point.from <= point.to);
        }
    }

    #[test]
    fn more_events_never_widen_the_band(events in history(), prior in any_prior()) {
        let Some((last, fewer)) = events.split_last() else { return Ok(()) };
        let _ = last;
        let wide = level(fewer, &[], &prior, Step::Week, PERIOD);
        let narrow = level(&events, &[], &prior, Step::Week, PERIOD);
        for (wide, narrow) in wide.iter().zip(&narrow) {
            // At the ends of the scale the band is cut.
            if -10.0 < wide.low && wide.high < 10.0 && -10.0 < narrow.low && narrow.high < 10.0 {
                prop_assert!(narrow.high - narrow.low <= wide.high - wide.low + 1e-7);
            }
        }
    }

    #[test]
    fn doubling_the_documents_halves_the_attention(events in history(), n in 1..500_usize) {
        let read = |n: usize| vec![(date(2021, 3, 3), n), (date(2022, 7, 7), 3 * n)];
        let once = level(&events, &read(n), &Prior::default(), Step::Month, PERIOD);
        let twice = level(&events, &read(2 * n), &Prior::default(), Step::Month, PERIOD);
        for (once, twice) in once.iter().zip(&twice) {
            prop_assert_eq!(once.attention.map(|a| a / 2.0), twice.attention);
        }
    }

    #[test]
    fn the_parts_of_a_level_sum_to_it(
        events in history(), prior in any_prior(), step in any_step(), day in 0..1600_i32,
    ) {
        let on = date(2020, 6, 1).saturating_add(day.days());
        let explained = contributions(&events, &prior, step, on);
        let points: f64 = explained.contributions.iter().map(|c| c.points).sum();
        let shares: f64 = explained.contributions.iter().map(|c| c.share).sum();
        let whole = explained.prior_share * explained.prior_mean + points;
        prop_assert!((whole - explained.level).abs() < 1e-7, "{whole} {explained:?}");
        prop_assert!((shares + explained.prior_share - 1.0).abs() < 1e-7);
        prop_assert!(explained.contributions.iter().all(|c| -1e-9 < c.share && c.share < 1.0));
        prop_assert_eq!(explained.contributions.len(), events.len());
        let point = level(&events, &[], &prior, step, (on, on))[0];
        prop_assert!((point.level - explained.level).abs() < 1e-7);
    }

    #[test]
    fn the_window_asked_for_does_not_change_a_level(events in history(), prior in any_prior()) {
        let all = level(&events, &[], &prior, Step::Week, PERIOD);
        let part = level(&events, &[], &prior, Step::Week, (date(2022, 1, 3), date(2022, 2, 6)));
        for point in part {
            let same = all.iter().find(|p| p.from == point.from).map_or(f64::NAN, |p| p.level);
            prop_assert!((same - point.level).abs() < 1e-7);
        }
    }

    #[test]
    fn turning_points_come_in_order_inside_the_series(events in history()) {
        let points = level(&events, &[], &Prior::default(), Step::Month, PERIOD);
        let eager = TurningOptions { change_min: 0.1, steps_min: 1, penalty: 0.5 };
        let found = turning_points(&points, eager);
        for turn in &found {
            prop_assert!(turn.from <= turn.to && turn.from <= turn.seen_on);
            prop_assert!(PERIOD.0 <= turn.from && turn.to <= points[points.len() - 1].to);
            prop_assert!(0.1 <= (turn.before - turn.after).abs());
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].seen_on < pair[1].seen_on);
        }
    }
}
