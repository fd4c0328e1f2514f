//! Outlook: plans that were reported and lie ahead. Nothing is guessed.

use super::{Desk, section_or};
use crate::{
    brief::Section,
    cite, dates,
    select::{Item, Used, days_between},
};
use rapport_record::Dated;

/// A plan reported longer ago than this is no longer news, in days: one with a day,
/// one without. Ours.
const PLAN_AGE_DAYS_MAX: i32 = 365;
const UNDATED_PLAN_AGE_DAYS_MAX: i32 = 120;

pub(super) fn section(desk: &Desk, n_max: usize, used: &mut Used) -> Section {
    let as_of = desk.matter.as_of;
    let mut plans: Vec<&Item> = desk
        .items
        .iter()
        .filter(|item| {
            let is_undated = item.when().to == Dated::OPEN;
            let most = if is_undated { UNDATED_PLAN_AGE_DAYS_MAX } else { PLAN_AGE_DAYS_MAX };
            item.lies_after(as_of) && days_between(item.lead.report.known_on, as_of) <= most
        })
        .collect();
    plans.sort_by(|x, y| {
        y.lead.report.known_on.cmp(&x.lead.report.known_on).then(y.score.total_cmp(&x.score))
    });
    let sentences = plans
        .into_iter()
        .filter(|item| used.take(item))
        .take(n_max)
        .map(|item| cite::sentence(desk.matter, item))
        .collect();
    section_or(
        "outlook",
        "Outlook",
        sentences,
        &format!("Too little to say: no plan for after {} was reported.", dates::long(as_of)),
    )
}
