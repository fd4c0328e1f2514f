//! Exchanges: what the two deliver to each other, and for what.

use super::{Desk, section_or};
use crate::{
    brief::{BriefSentence, Section},
    cite, dates, goods, names,
    phrases::{Verb, with_adverb},
    select::{Item, Used},
};
use rapport_record::{Certainty, Report};

pub(super) fn section(desk: &Desk, n_max: usize, used: &mut Used) -> Section {
    let mut flows: Vec<&Item> = desk
        .items
        .iter()
        .filter(|item| {
            item.is_between
                && goods::is_flow(&item.lead.report)
                && !item.lies_after(desk.matter.as_of)
        })
        .collect();
    flows.sort_by(|x, y| {
        y.when().cmp(&x.when()).then_with(|| x.told.event.id.cmp(&y.told.event.id))
    });
    let newest = flows.len().min(2 * n_max);
    // The newest first, but the weightiest of all is never left out.
    let weightiest = desk
        .items
        .iter()
        .find(|item| flows.iter().any(|flow| flow.told.event.id == item.told.event.id));
    let order = weightiest.into_iter().chain(flows.iter().copied().take(newest));

    let mut chosen = Vec::<(&Item, BriefSentence)>::new();
    for item in order {
        if n_max <= chosen.len() {
            break;
        }
        let other = counterpart(&flows, item);
        if !used.take(item) {
            continue;
        }
        let both = other.and_then(|other| both_flows(desk, item, other));
        if let (Some(other), Some(_)) = (other, &both) {
            used.mark(&other.lead.report, &other.told.event.id, &other.text);
        }
        chosen.push((item, both.unwrap_or_else(|| cite::sentence(desk.matter, item))));
    }
    chosen.sort_by_key(|(item, _)| std::cmp::Reverse(item.when()));
    let sentences = chosen.into_iter().map(|(_, sentence)| sentence).collect();
    section_or(
        "exchanges",
        "Exchanges",
        sentences,
        "Too little to say: no report of goods given by one to the other can be cited.",
    )
}

/// The flow that is given for this one.
fn counterpart<'i, 'm>(flows: &[&'i Item<'m>], item: &Item<'m>) -> Option<&'i Item<'m>> {
    let report = &item.lead.report;
    report.exchange.as_ref()?;
    // A denial is told with the one flow that is denied.
    if item.denial.is_some() {
        return None;
    }
    flows.iter().copied().find(|other| {
        let twin = &other.lead.report;
        twin.exchange == report.exchange
            && twin.certainty == report.certainty
            && owner(&twin.source) == owner(&report.target)
            && owner(&twin.target) == owner(&report.source)
            && !twin.goods.is_empty()
    })
}

/// "Freedonia reportedly provided food to Ruritania in exchange for munitions."
fn both_flows(desk: &Desk, item: &Item, other: &Item) -> Option<BriefSentence> {
    let report = &item.lead.report;
    let actors = desk.matter.actors;
    let party = |party: &Option<rapport_record::Party>| {
        party.as_ref().and_then(|party| names::party(actors, party))
    };
    let (giver, taker) = (party(&report.source)?, party(&report.target)?);
    let given = goods::named(&report.goods)?;
    let returned = goods::named(&other.lead.report.goods)?;
    let deed = goods::delivery(&given, &taker, &report.goods);
    let text = told_as(desk, report, &giver, &deed, &returned)?;
    let mut sentence = cite::of_report(report, item);
    sentence.text = text;
    let twin = cite::citation(other.lead);
    let is_same_place = sentence
        .citations
        .iter()
        .any(|one| (&one.document, one.sentence) == (&twin.document, twin.sentence));
    if !is_same_place {
        sentence.citations.push(twin);
    }
    Some(sentence)
}

fn told_as(
    desk: &Desk,
    report: &Report,
    giver: &str,
    deed: &Verb,
    returned: &str,
) -> Option<String> {
    let start = dates::at_start(&report.happened_on);
    let speaker =
        report.attributed_to.as_deref().map(|who| names::speaker(desk.matter.actors, who));
    let past = &deed.past;
    match (report.certainty, speaker) {
        (Certainty::Reported, _) => {
            Some(format!("{start}, {giver} {past} in exchange for {returned}."))
        }
        (Certainty::Alleged, Some(who)) => {
            Some(format!("{start}, according to {who}, {giver} {past} in exchange for {returned}."))
        }
        (Certainty::Alleged, None) => Some(format!(
            "{start}, {giver} {} in exchange for {returned}.",
            with_adverb(past, "reportedly")
        )),
        // Plans, denials and conditions are told one flow at a time.
        _ => None,
    }
}

fn owner(party: &Option<rapport_record::Party>) -> Option<&String> {
    party.as_ref().map(names::owner)
}
