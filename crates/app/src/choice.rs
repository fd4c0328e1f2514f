//! Which events of a pair are read in full, where there are too many.
//!
//! In: the events in outline. Out: ids. A brief has room for thirty sentences
//! and great powers have a hundred thousand events; so that an answer does not
//! read them all, the weightiest of each quarter and of the last two years, the
//! newest deliveries and the newest plans are chosen, and the brief chooses
//! among these. Up to `n_max` events nothing is left out, and what is chosen
//! depends on what was known by the as-of day alone.

use rapport_archive::Outline;
use rapport_record::{Certainty, Date};
use std::collections::{BTreeMap, HashSet};

/// What is chosen of the last two years, over what is chosen in all. Ours.
const RECENT_SHARE: f64 = 0.4;
/// Days back that a brief's "now" may reach.
const RECENT_DAYS: i64 = 730;
/// Days that halve the weight of an event among the recent ones, as in a brief's "now".
const RECENT_HALF_LIFE_DAYS: f64 = 60.0;
/// Newest deliveries chosen. Ours.
const FLOWS: usize = 60;
/// Newest plans chosen. Ours.
const PLANS: usize = 60;

/// The ids of all events, or of about `n_max` of them, in the order given.
pub fn chosen(outlines: &[Outline], as_of: Date, n_max: usize) -> Vec<String> {
    if outlines.len() <= n_max {
        return outlines.iter().map(Outline::id).collect();
    }
    let mut taken = HashSet::<usize>::new();
    let since = as_of.checked_sub(jiff::Span::new().days(RECENT_DAYS)).unwrap_or(Date::MIN);
    let recent: Vec<usize> = (0..outlines.len())
        .filter(|&n| since <= outlines[n].from && outlines[n].from <= as_of)
        .collect();
    let fading = |event: &Outline| {
        let age = f64::from((as_of - event.from).get_days());
        weight(event) * 0.5_f64.powf(age / RECENT_HALF_LIFE_DAYS)
    };
    taken.extend(best(outlines, recent, (n_max as f64 * RECENT_SHARE) as usize, fading));
    let newest = |event: &Outline| f64::from(days_since_0(event.from));
    let flows = (0..outlines.len()).filter(|&n| outlines[n].has_goods && outlines[n].is_direct);
    taken.extend(best(outlines, flows.collect(), FLOWS, newest));
    let plans = (0..outlines.len())
        .filter(|&n| outlines[n].certainty == Certainty::Planned && as_of < outlines[n].to);
    let published = |event: &Outline| f64::from(days_since_0(event.last_report_on));
    taken.extend(best(outlines, plans.collect(), PLANS, published));
    let mut quarters = BTreeMap::<(i16, i8), Vec<usize>>::new();
    for (n, event) in outlines.iter().enumerate() {
        quarters.entry((event.from.year(), (event.from.month() - 1) / 3)).or_default().push(n);
    }
    let each = (n_max.saturating_sub(taken.len()) / quarters.len()).max(1);
    for quarter in quarters.into_values() {
        taken.extend(best(outlines, quarter, each, weight));
    }
    let mut taken: Vec<usize> = taken.into_iter().collect();
    taken.sort_unstable();
    taken.into_iter().map(|n| outlines[n].id()).collect()
}

/// The ids of those that weigh most and are stated as fact, the weightiest first.
pub fn most_telling(outlines: &[Outline], n_max: usize) -> Vec<String> {
    let facts =
        (0..outlines.len()).filter(|&n| outlines[n].certainty == Certainty::Reported).collect();
    best(outlines, facts, n_max, weight).into_iter().map(|n| outlines[n].id()).collect()
}

/// Strong, sure and often reported.
fn weight(event: &Outline) -> f64 {
    let closeness = if event.is_direct { 1.0 } else { 0.7 };
    (event.goldstein.abs() + 1.0)
        * event.probability
        * (1.0 + (event.n_reports as f64).ln())
        * closeness
}

/// The `n_max` of highest value; of equals the later, which are sorted by day and id.
fn best(
    outlines: &[Outline],
    among: Vec<usize>,
    n_max: usize,
    value: impl Fn(&Outline) -> f64,
) -> Vec<usize> {
    let mut valued: Vec<(f64, usize)> =
        among.into_iter().map(|n| (value(&outlines[n]), n)).collect();
    let by_value = |x: &(f64, usize), y: &(f64, usize)| y.0.total_cmp(&x.0).then(y.1.cmp(&x.1));
    if n_max < valued.len() {
        valued.select_nth_unstable_by(n_max, by_value);
        valued.truncate(n_max);
    }
    valued.sort_unstable_by(by_value);
    valued.into_iter().map(|(_, n)| n).collect()
}

fn days_since_0(day: Date) -> i32 {
    (day - Date::constant(0, 1, 1)).get_days()
}
