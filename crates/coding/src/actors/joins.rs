//! Phrases that name one actor side by side become one; adjectives that share
//! a noun get its role.

use super::{FoundKind, phrases::Phrase, reader::Reader, words::*};

/// "Vladimir Putin, the Russian president," is one phrase; in "Russian and
/// Chinese troops" both adjectives are troops.
pub(super) fn joined(reader: &Reader, phrases: Vec<Phrase>) -> Vec<Phrase> {
    let mut joined: Vec<Phrase> = Vec::with_capacity(phrases.len());
    for next in phrases {
        if let Some(last) = joined.last_mut()
            && let Some(both) = one(reader, last, &next)
        {
            *last = both;
            continue;
        }
        joined.push(next);
    }
    for at in (1..joined.len()).rev() {
        let (before, after) = joined.split_at_mut(at);
        share(reader, &mut before[at - 1], &after[0]);
    }
    for at in 0..joined.len() {
        share_office(reader, &mut joined, at);
    }
    for at in 1..joined.len() {
        let (before, after) = joined.split_at_mut(at);
        name_both(reader, &mut before[at - 1], &mut after[0]);
    }
    joined
}

/// Gives the office to all in "the leaders of France, Germany and Italy".
fn share_office(reader: &Reader, phrases: &mut [Phrase], at: usize) {
    let first = &phrases[at];
    let is_of_several = first.kind == FoundKind::Organ
        && first.role.is_some()
        && first.head.1 + 1 < first.end
        && reader.has(first.head.1, OF)
        && reader.agent(first.head.0).is_some_and(|agent| agent.is_plural)
        && reader.anchor(first.end - 1).is_some();
    if !is_of_several {
        return;
    }
    let role = first.role;
    let joins = |word: &str| matches!(word, "," | "and" | "&");
    let is_next = |last: &Phrase, next: &Phrase| {
        matches!(next.kind, FoundKind::Name | FoundKind::Capital)
            && !reader.is_possessive(next.end)
            && reader.only_between(last.end, next.start, joins)
    };
    let mut end = at + 1;
    while phrases.get(end).is_some_and(|next| is_next(&phrases[end - 1], next)) {
        end += 1;
    }
    // A list ends with "and"; behind a lone comma something else begins.
    let closes = at + 1 < end && reader.has(phrases[end - 1].start - 1, AND);
    for phrase in phrases[at + 1..end].iter_mut().filter(|_| closes) {
        (phrase.kind, phrase.role) = (FoundKind::Organ, role);
    }
}

/// Both states of "the U.S.-South Korean exercises" take part.
fn name_both(reader: &Reader, last: &mut Phrase, next: &mut Phrase) {
    let is_state = |phrase: &Phrase| matches!(phrase.kind, FoundKind::Name | FoundKind::Adjective);
    let is_tied = last.end == next.start && reader.units[next.start].is_glued
        || reader.only_between(last.end, next.start, |word| matches!(word, "-" | "–" | "/"));
    if !is_state(last) || !is_state(next) || !is_tied || last.actor == next.actor {
        return;
    }
    let mut noun = next.end;
    while noun < next.end + 3 && OF_DRILLS.contains(&reader.word(noun).as_str()) {
        noun += 1;
    }
    // "Naval drills" may be one entry of the tables.
    let is_drill = |word: &str| word.rsplit(' ').next().is_some_and(|last| DRILLS.contains(&last));
    if is_drill(&reader.word(noun)) {
        (last.kind, next.kind) = (FoundKind::Name, FoundKind::Name);
    }
}

/// One phrase out of two neighbours that name the same actor, if they do.
fn one(reader: &Reader, last: &Phrase, next: &Phrase) -> Option<Phrase> {
    let is_comma = || reader.only_between(last.end, next.start, |word| word == ",");
    let is_bracket = || reader.only_between(last.end, next.start, |word| word == "(");
    let is_one_state = last.country.is_some() && last.country == next.country;
    let title_then_name = last.is_office
        && next.kind == FoundKind::Person
        && last.end == last.head.1
        && (last.actor.is_none() || is_one_state);
    if title_then_name && is_comma() {
        let mut both = Phrase { start: last.start, ..next.clone() };
        // The text knows of an office that the tables do not.
        let is_out = next.role.is_none() && last.role != Some(rapport_record::Role::Civilian);
        if is_out && is_one_state && last.actor == next.country {
            (both.actor, both.role) = (last.actor, last.role);
        }
        return Some(both);
    }
    // "UN human rights chief Michelle Bachelet"
    let is_body = matches!(last.kind, FoundKind::Organisation | FoundKind::Group);
    if is_body
        && next.kind == FoundKind::Person
        && last.end == next.start
        && last.actor == next.actor
    {
        return Some(Phrase { start: last.start, ..next.clone() });
    }
    let name_then_title = last.kind == FoundKind::Person
        && next.is_office
        && next.end == next.head.1.max(next.end)
        && last.actor == next.actor
        && last.actor.is_some();
    if name_then_title && is_comma() {
        return Some(Phrase { end: next.end, ..last.clone() });
    }
    let same = last.actor.is_some() && last.actor == next.actor && last.role == next.role;
    if same && is_bracket() && reader.only_between(next.end, next.end + 1, |word| word == ")") {
        return Some(Phrase { end: next.end + 1, ..last.clone() });
    }
    None
}

/// Gives the noun of "Chinese troops" to "Russian" in "Russian and Chinese troops".
fn share(reader: &Reader, last: &mut Phrase, next: &Phrase) {
    let is_adjective = last.kind == FoundKind::Adjective
        || last.kind == FoundKind::Name
            && reader.is_short(last.head.0)
            && last.start == last.head.0;
    let joins = |word: &str| matches!(word, "," | "and" | "or" | "&" | "-" | "/" | "–");
    if is_adjective
        && next.kind == FoundKind::Organ
        && next.is_adjectival
        && reader.only_between(last.end, next.start, joins)
    {
        last.kind = FoundKind::Organ;
        last.role = next.role;
        last.is_adjectival = true;
    }
}
