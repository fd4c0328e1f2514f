//! Other key players: who else has dealings with both, by their most telling deed.

use super::{Desk, section_or};
use crate::{
    brief::{BriefSentence, Section},
    cite,
    matter::ThirdParty,
    prose::Teller,
    select::{self, Used},
};

pub(super) fn section(desk: &Desk, n_max: usize, used: &mut Used) -> Section {
    let sentences: Vec<BriefSentence> = desk
        .matter
        .third_parties
        .iter()
        .filter_map(|party| of(desk, party, used))
        .take(n_max)
        .collect();
    section_or(
        "others",
        "Other key players",
        sentences,
        "Too little to say: no third actor's dealings with both can be cited.",
    )
}

fn of(desk: &Desk, party: &ThirdParty, used: &mut Used) -> Option<BriefSentence> {
    let matter = desk.matter;
    let teller = Teller::of(matter);
    party
        .events
        .iter()
        .filter_map(|told| select::third_party_item(matter, &teller, told))
        .find(|item| {
            !item.lies_after(matter.as_of)
                && [&item.lead.report.source, &item.lead.report.target].into_iter().flatten().any(
                    |side| *crate::names::owner(side) == party.actor || side.actor == party.actor,
                )
                && used.take(item)
        })
        .map(|item| cite::sentence(matter, &item))
}
