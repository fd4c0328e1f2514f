//! Other key players: who else has dealings with both, by their most telling deed.

use super::{Desk, section_or};
use crate::{
    brief::{BriefSentence, Section},
    cite,
    matter::{Matter, ThirdParty},
    prose::Teller,
    select::{self, Item, Used},
};
use rapport_record::ActorId;
use std::collections::HashSet;

pub(super) fn section(desk: &Desk, n_max: usize, used: &mut Used) -> Section {
    let mut sentences = Vec::new();
    let mut named: HashSet<&ActorId> = HashSet::new();
    // Deeds that touch both go first: what a third does with one alone says little of the two.
    for wanted in [touches_both, is_remembered] {
        for party in &desk.matter.third_parties {
            if n_max <= sentences.len() {
                break;
            }
            if !named.contains(&party.actor)
                && let Some(sentence) = of(desk, party, used, wanted)
            {
                named.insert(&party.actor);
                sentences.push(sentence);
            }
        }
    }
    section_or(
        "others",
        "Other key players",
        sentences,
        "Too little to say: no third actor's dealings with both can be cited.",
    )
}

/// Whether the sentence names both sides of the pair.
fn touches_both(matter: &Matter, item: &Item) -> bool {
    let teller = Teller::of(matter);
    let names = |line: &[ActorId]| line.iter().any(|id| teller.names(id, &item.lead.report.text));
    names(&matter.a_line) && names(&matter.b_line)
}

fn is_remembered(_: &Matter, item: &Item) -> bool {
    item.is_milestone
}

fn of(
    desk: &Desk,
    party: &ThirdParty,
    used: &mut Used,
    is_wanted: fn(&Matter, &Item) -> bool,
) -> Option<BriefSentence> {
    let matter = desk.matter;
    let teller = Teller::of(matter);
    party
        .events
        .iter()
        .filter_map(|told| select::third_party_item(matter, &teller, told))
        .find(|item| {
            !item.lies_after(matter.as_of)
                && is_wanted(matter, item)
                && [&item.lead.report.source, &item.lead.report.target].into_iter().flatten().any(
                    |side| *crate::names::owner(side) == party.actor || side.actor == party.actor,
                )
                && used.take(item)
        })
        .map(|item| cite::sentence(matter, &item))
}
