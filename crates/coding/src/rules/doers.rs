//! The parties of a deed: from the sides the syntax finds, or, where none is
//! named there, from the rest of the sentence.

use super::assemble::{Context, Work};
use super::matching::Match;
use super::sides::Side;
use super::speech::Saying;
use super::syntax::Voice;
use super::words::*;
use super::{details, parties};
use crate::actors::{Found, FoundKind};
use rapport_record::{ActorId, EventType, Party, Role};

impl Work<'_> {
    pub(super) fn pronoun(&self, saying: Option<&Saying>, context: &Context<'_>) -> Option<Party> {
        let unspanned = |party: Party| Party { span: None, ..party };
        let speaker = saying.and_then(|saying| saying.speaker).and_then(|index| {
            parties::party(
                self.syntax.sentence,
                &self.syntax.found[index],
                context.focus.as_deref(),
            )
        });
        speaker.or_else(|| context.last_subject.clone().map(unspanned))
    }

    /// The actors of one side as parties, lowering the probability where the
    /// reading is indirect.
    pub(super) fn parties(
        &self,
        side: &Side,
        one: &Match<'_>,
        is_source: bool,
        context: &Context<'_>,
        probability: &mut f64,
    ) -> Vec<Party> {
        let sentence = self.syntax.sentence;
        match side {
            Side::Actors(actors) => {
                let here = self.country_here(one, context);
                let found: Vec<&Found> =
                    actors.iter().map(|&index| &self.syntax.found[index]).collect();
                if found.iter().any(|found| found.kind == FoundKind::Agent) {
                    *probability *= 0.85;
                }
                found
                    .iter()
                    .filter_map(|found| parties::party(sentence, found, here.as_deref()))
                    .collect()
            }
            Side::Owned(index) => {
                let allowed =
                    !is_source || one.verb.is_none() || self.is_instrument_of(*index, one);
                *probability *= if is_source { 0.85 } else { 0.8 };
                if !allowed {
                    return Vec::new();
                }
                parties::owner(sentence, &self.syntax.found[*index]).into_iter().collect()
            }
            Side::Located(index) => {
                if is_source {
                    return Vec::new();
                }
                *probability *= 0.8;
                parties::owner(sentence, &self.syntax.found[*index]).into_iter().collect()
            }
            Side::Pronoun | Side::Nobody => Vec::new(),
        }
    }

    /// Whether the thing owned is one its owner acts through: "Israeli warplanes".
    pub(super) fn is_instrument_of(&self, owner: usize, one: &Match<'_>) -> bool {
        use EventType::*;
        let forceful =
            matches!(one.pattern.event_type, Assault | Coerce | Mobilize | Cooperate | Retreat);
        let from = self.syntax.found[owner].tokens.end;
        forceful
            && (from..(from + 6).min(self.syntax.len()))
                .take_while(|&token| {
                    !is_preposition(self.syntax.word(token)) && self.syntax.verb_at[token].is_none()
                })
                .any(|token| is_instrument(self.syntax.word(token)))
    }

    /// Where the deed happens, for a doer whose country is not told: the place
    /// the clause names, the one country the sentence names, the document's.
    pub(super) fn country_here(&self, one: &Match<'_>, context: &Context<'_>) -> Option<ActorId> {
        let placed = details::place(self.syntax, one.main).and_then(|place| place.country);
        placed.or_else(|| {
            let mut countries: Vec<&ActorId> =
                self.syntax.found.iter().filter_map(|found| found.country.as_ref()).collect();
            countries.sort();
            countries.dedup();
            match countries[..] {
                [only] => Some(only.clone()),
                [] => context.focus.clone(),
                _ => None,
            }
        })
    }

    /// Who did it where a passive names nobody: arrests and convictions are by
    /// the authorities of the place; otherwise nobody is known.
    pub(super) fn unnamed_doer(
        &self,
        one: &Match<'_>,
        targets: &[Party],
        context: &Context<'_>,
    ) -> Result<Vec<Party>, &'static str> {
        let Some(verb) = one.verb else { return Err("no-source") };
        if self.syntax.verbs[verb].voice == Voice::Active || one.source != Side::Nobody {
            return Err("no-source");
        }
        let is_indirect = matches!(one.target, Side::Located(_) | Side::Owned(_));
        let mere_victims =
            is_indirect || targets.iter().all(|party| party.role == Some(Role::Civilian));
        if one.pattern.event_type != EventType::Coerce {
            return if mere_victims { Err("mere-victim") } else { Ok(Vec::new()) };
        }
        let Some(country) = self.country_here(one, context) else { return Ok(Vec::new()) };
        Ok(vec![Party {
            actor: country.clone(),
            country: Some(country),
            role: Some(Role::Government),
            name: "the authorities".to_owned(),
            span: None,
        }])
    }

    /// The body a veto is cast in where no sponsor is named: the Security
    /// Council, if the sentence names it or the United Nations.
    pub(super) fn council(&self) -> Option<Party> {
        let found = self
            .syntax
            .found
            .iter()
            .find(|one| matches!(one.actor.as_str(), "un-security-council" | "un"))?;
        let named = parties::party(self.syntax.sentence, found, None)?;
        Some(Party { actor: "un-security-council".to_owned(), ..named })
    }
}
