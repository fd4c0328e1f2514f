//! From a found noun phrase to a party of a report or a mention.

use crate::actors::{Found, FoundKind};
use crate::text::Sentence;
use rapport_record::{ActorId, Mention, Party, Role, Span};
use std::collections::BTreeMap;

/// The span of a noun phrase, in code points of its sentence.
pub fn span(sentence: &Sentence, found: &Found) -> Span {
    Span {
        start: sentence.tokens[found.tokens.start].start,
        end: sentence.tokens[found.tokens.end - 1].end,
    }
}

/// The words of a noun phrase.
pub fn name<'s>(sentence: &'s Sentence, found: &Found) -> &'s str {
    let tokens = &sentence.tokens;
    &sentence.text[tokens[found.tokens.start].byte_start..tokens[found.tokens.end - 1].byte_end]
}

/// A noun phrase as one side of a report. `country_here` is where a doer acts
/// of whom no country is told ("gunmen"); none where that is not known either.
/// A place or a lone adjective is no party.
pub fn party(sentence: &Sentence, found: &Found, country_here: Option<&str>) -> Option<Party> {
    let (actor, country, role) = match found.kind {
        FoundKind::Place | FoundKind::Adjective => return None,
        FoundKind::Agent => {
            if is_from_elsewhere(name(sentence, found)) {
                return None;
            }
            let country = country_here?.to_owned();
            (country.clone(), Some(country), found.role)
        }
        FoundKind::Capital | FoundKind::Seat => {
            (found.actor.clone(), found.country.clone(), found.role.or(Some(Role::Government)))
        }
        _ => (found.actor.clone(), found.country.clone(), found.role),
    };
    if actor.is_empty() {
        return None;
    }
    Some(Party {
        actor,
        country,
        role,
        name: name(sentence, found).to_owned(),
        span: Some(span(sentence, found)),
    })
}

/// Whether people are told to be of another country than the one they are in:
/// "two foreign hostages", but not "the foreign ministry".
fn is_from_elsewhere(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split(' ').skip_while(|word| !matches!(*word, "foreign" | "overseas"));
    words.next().is_some()
        && words.next().is_some_and(|next| {
            !["minist", "secretar", "office", "affairs", "policy", "department", "chief"]
                .iter()
                .any(|office| next.starts_with(office))
        })
}

/// The state (or organisation) that owns or holds a thing, as one side of a report.
pub fn owner(sentence: &Sentence, found: &Found) -> Option<Party> {
    // "a Taliban attack", "a U.N. resolution": theirs, not their state's.
    let acts_for_itself = matches!(found.kind, FoundKind::Group | FoundKind::Organisation);
    let country = found.country.clone().filter(|_| !acts_for_itself);
    let role = if country.is_some() { None } else { found.role };
    let actor = country.or_else(|| Some(found.actor.clone()).filter(|id| !id.is_empty()))?;
    Some(Party {
        actor,
        country: found.country.clone(),
        role,
        name: name(sentence, found).to_owned(),
        span: Some(span(sentence, found)),
    })
}

/// A noun phrase as a mention; none for places, adjectives and doers without a country.
pub fn mention(sentence: &Sentence, found: &Found) -> Option<Mention> {
    if matches!(found.kind, FoundKind::Place | FoundKind::Adjective | FoundKind::Agent) {
        return None;
    }
    Some(Mention {
        sentence: sentence.index,
        span: span(sentence, found),
        text: name(sentence, found).to_owned(),
        actor: found.actor.clone(),
        country: found.country.clone(),
        role: found.role,
    })
}

/// Whether none of some phrases names somebody by a table.
pub fn name_nobody(found: &[Found]) -> bool {
    found.iter().all(|one| one.country.is_none() && one.actor.is_empty())
}

/// The country a document is mostly about: the one named most often, and more
/// often than any other; none where two tie or none is named.
pub fn focus(mentions: &[Vec<Found>]) -> Option<ActorId> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for country in mentions.iter().flatten().filter_map(|found| found.country.as_deref()) {
        *counts.entry(country).or_default() += 1;
    }
    let best = counts.values().max()?;
    let mut leaders = counts.iter().filter(|(_, n)| *n == best);
    let (country, _) = leaders.next()?;
    leaders.next().is_none().then(|| (*country).to_owned())
}
