//! Now: what happened lately between the two, or to either over the other.

use super::{Desk, section_or};
use crate::{
    brief::Section,
    cite,
    select::{Item, Used},
};
use rapport_record::{Certainty, Date};

/// How far back "now" reaches, in days, growing until enough is found. Four
/// months at first, so that a quarter's end does not cut off the quarter. Ours.
const WINDOWS_DAYS: [i32; 4] = [120, 240, 365, 730];

/// With this many events a window is wide enough. Ours.
const ENOUGH: usize = 3;

/// The first day of the window.
pub(super) fn since(desk: &Desk) -> Date {
    let mut since = desk.matter.as_of;
    for days in WINDOWS_DAYS {
        since = back(desk.matter.as_of, days);
        if ENOUGH <= desk.items.iter().filter(|item| is_recent(desk, item, since)).count() {
            break;
        }
    }
    since
}

pub(super) fn section(desk: &Desk, n_max: usize, used: &mut Used) -> Section {
    let since = since(desk);
    let as_of = desk.matter.as_of;
    let mut recent: Vec<&Item> =
        desk.items.iter().filter(|item| is_recent(desk, item, since)).collect();
    recent.sort_by(|x, y| y.score_now(as_of).total_cmp(&x.score_now(as_of)));

    // One place is kept for a deed about the pair that people remember (a veto).
    let mut chosen = Vec::<&Item>::new();
    let about = recent.iter().find(|item| !item.is_between && item.is_milestone);
    if let Some(item) = about.filter(|item| 1 < n_max && used.take(item)) {
        chosen.push(item);
    }
    for item in recent {
        if chosen.len() < n_max && used.take(item) {
            chosen.push(item);
        }
    }
    chosen.sort_by(|x, y| {
        y.when().cmp(&x.when()).then_with(|| x.told.event.id.cmp(&y.told.event.id))
    });
    let sentences = chosen.into_iter().map(|item| cite::sentence(desk.matter, item)).collect();
    section_or("now", "Now", sentences, "Too little to say: no recent report can be cited.")
}

fn is_recent(desk: &Desk, item: &Item, since: Date) -> bool {
    let when = item.when();
    since <= when.from
        && !item.lies_after(desk.matter.as_of)
        && item.lead.report.certainty != Certainty::Conditional
}

fn back(day: Date, days: i32) -> Date {
    day.checked_sub(jiff::Span::new().days(days)).unwrap_or(Date::MIN)
}
