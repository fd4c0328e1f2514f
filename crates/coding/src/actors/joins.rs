//! Phrases that name one actor side by side become one; adjectives that share
//! a noun get its role.

use super::{FoundKind, phrases::Phrase, reader::Reader};

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
    joined
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
