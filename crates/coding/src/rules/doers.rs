//! The parties of a deed: from the sides the syntax finds, or, where none is
//! named there, from the rest of the sentence.

use super::assemble::{Context, Work};
use super::matching::Match;
use super::sides::Side;
use super::speech::Saying;
use super::syntax::{Shape, Voice};
use super::words::*;
use super::{details, parties};
use crate::actors::{Found, FoundKind};
use rapport_record::{ActorId, EventType, Party, Role, Span, UN_SECURITY_COUNCIL};

impl Work<'_> {
    /// Whom "it" or "he" means: the speaker, the subject of an earlier clause of
    /// the sentence, or that of the sentence before.
    pub(super) fn pronoun(
        &self,
        one: &Match<'_>,
        saying: Option<&Saying>,
        context: &Context<'_>,
    ) -> Option<Party> {
        let unspanned = |party: Party| Party { span: None, ..party };
        let speaker = saying.and_then(|saying| saying.speaker).and_then(|index| {
            parties::party(
                self.syntax.sentence,
                &self.syntax.found[index],
                context.focus.as_deref(),
            )
        });
        let earlier = || (0..one.verb?).rev().find_map(|verb| self.sole_subject(verb, context));
        speaker
            .or_else(earlier)
            .map(unspanned)
            .or_else(|| context.last_subject.clone().map(unspanned))
    }

    /// The actors of one side as parties.
    pub(super) fn parties(
        &self,
        side: &Side,
        one: &Match<'_>,
        is_source: bool,
        context: &Context<'_>,
    ) -> Vec<Party> {
        let sentence = self.syntax.sentence;
        match side {
            Side::Actors(actors) => actors
                .iter()
                .filter_map(|&index| {
                    let here = self.country_of_agent(index, one.main, None, context);
                    parties::party(sentence, &self.syntax.found[index], here.as_deref())
                })
                .collect(),
            Side::Owned(index) => {
                let allowed =
                    !is_source || one.verb.is_none() || self.is_instrument_of(*index, one);
                if !allowed {
                    return Vec::new();
                }
                let found = &self.syntax.found[*index];
                let owner = parties::owner(sentence, found);
                // "A Ruritanian opposition leader", "a Ruritanian navy ship": theirs, not the state's.
                let of_organ = found.role.filter(|_| found.kind == FoundKind::Organ);
                let role = of_organ.or(self.is_person_of(*index).then_some(Role::Civilian));
                owner
                    .map(|owner| Party { role: owner.role.or(role), ..owner })
                    .into_iter()
                    .collect()
            }
            Side::Located(index) => {
                if is_source {
                    return Vec::new();
                }
                let owner = parties::owner(sentence, &self.syntax.found[*index]);
                owner.map(|owner| self.people_there(owner, *index, one)).into_iter().collect()
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

    /// "Kenya says Ugandan troops shelled its border posts": what is "its" in the
    /// object is the speaker's, where the speaker is not the doer.
    pub(super) fn speakers_own(
        &self,
        one: &Match<'_>,
        saying: Option<&Saying>,
        sources: &[Party],
    ) -> Option<Party> {
        let is_own = (one.main + 1..one.main + 4)
            .any(|at| matches!(self.syntax.word(at), "its" | "his" | "her" | "their"));
        let speaker = &self.syntax.found[saying.filter(|_| is_own)?.speaker?];
        let party = parties::owner(self.syntax.sentence, speaker)?;
        (!sources.is_empty() && sources.iter().all(|source| source.actor != party.actor))
            .then_some(party)
    }

    /// "a Yemeni man": a person, not a thing, of the state.
    fn is_person_of(&self, index: usize) -> bool {
        let end = self.syntax.found[index].tokens.end;
        (end..end + 3).any(|at| is_people(self.syntax.word(at)))
    }

    /// Where the object phrase that ends at `head` begins; of "at least 30
    /// people" behind "least".
    fn object_start(&self, one: &Match<'_>, head: usize) -> usize {
        let start = self.syntax.phrase_start(head).max(one.main + 1);
        start + usize::from(matches!(self.syntax.word(start), "least" | "most"))
    }

    /// A party as the words from `start` to `end` tell it.
    fn in_words(&self, party: Party, role: Role, start: usize, end: usize) -> Party {
        let tokens = &self.syntax.sentence.tokens;
        let bytes = tokens[start].byte_start..tokens[end].byte_end;
        Party {
            role: Some(role),
            name: self.syntax.sentence.text[bytes].to_owned(),
            span: Some(Span { start: tokens[start].start, end: tokens[end].end }),
            ..party
        }
    }

    /// The subject of a verb, if it is one actor alone.
    fn sole_subject(&self, verb: usize, context: &Context<'_>) -> Option<Party> {
        match self.syntax.subject(verb) {
            Side::Actors(actors) if actors.len() == 1 => parties::party(
                self.syntax.sentence,
                &self.syntax.found[actors[0]],
                context.focus.as_deref(),
            ),
            _ => None,
        }
    }

    /// "13 people in Beni": civilians of the country they are hurt in.
    fn people_there(&self, place: Party, index: usize, one: &Match<'_>) -> Party {
        if let Some(same) = self.same_as_before(one) {
            return same;
        }
        let to = self.syntax.found[index].tokens.start;
        let hit = (one.main + 1..to.min(one.main + 9)).find_map(|at| {
            let role = role_hit(self.syntax.word(at))?;
            self.syntax.actor_at[at].is_none().then_some((at, role))
        });
        match hit {
            Some((head, role)) if one.pattern.event_type == EventType::Assault => {
                self.in_words(place, role, self.object_start(one, head), head)
            }
            _ => place,
        }
    }

    /// "Police kill two people": civilians of the country it happens in.
    pub(super) fn people_hurt(&self, one: &Match<'_>, context: &Context<'_>) -> Option<Party> {
        let verb = one.verb?;
        if one.pattern.event_type != EventType::Assault
            || self.syntax.verbs[verb].voice == Voice::Passive
        {
            return None;
        }
        let to = (one.main + 6).min(self.syntax.len());
        let head = (one.main + 1..to)
            .take_while(|&at| !is_preposition(self.syntax.word(at)))
            .find(|&at| is_people(self.syntax.word(at)) && self.syntax.actor_at[at].is_none())?;
        let country = self.country_of_deed(one.main, context)?;
        let people = body_of(country, Role::Civilian);
        Some(self.in_words(people, Role::Civilian, self.object_start(one, head), head))
    }

    /// "... soldiers are killed and three others injured": others of the same kind.
    fn same_as_before(&self, one: &Match<'_>) -> Option<Party> {
        let group = &self.syntax.verbs[one.verb?];
        let near = group.first.saturating_sub(2)..(group.main + 4).min(self.syntax.len());
        if !near.clone().any(|at| matches!(self.syntax.word(at), "others" | "more")) {
            return None;
        }
        let before = self.matches.iter().rfind(|other| {
            other.main < one.main && other.pattern.event_type == EventType::Assault
        })?;
        match &before.target {
            Side::Actors(actors) => {
                let found = &self.syntax.found[actors[0]];
                parties::party(self.syntax.sentence, found, found.country.as_deref())
            }
            _ => None,
        }
    }

    /// Where a deed happens, for a doer whose country is not told.
    fn country_of_deed(&self, main: usize, context: &Context<'_>) -> Option<ActorId> {
        self.country_here(details::state_of_place(self.syntax, main).as_ref(), context)
    }

    /// The place that the deed's clause names, the one country the sentence names, the document's.
    pub(super) fn country_here(
        &self,
        place: Option<&ActorId>,
        context: &Context<'_>,
    ) -> Option<ActorId> {
        place.cloned().or_else(|| match self.countries_but(None)[..] {
            [only] => Some(only.clone()),
            [] => context.focus.clone(),
            _ => None,
        })
    }

    /// The countries that the sentence names, but for one.
    pub(super) fn countries_but(&self, one: Option<&ActorId>) -> Vec<&ActorId> {
        let named = self.syntax.found.iter().filter_map(|found| found.country.as_ref());
        let mut others: Vec<_> = named.filter(|country| Some(*country) != one).collect();
        others.sort();
        others.dedup();
        others
    }

    /// Who did it where a passive names nobody: the doer told by a noun behind
    /// it ("killed in an Israeli airstrike"); for arrests and convictions the
    /// authorities of the place; otherwise nobody is known.
    pub(super) fn unnamed_doer(
        &self,
        one: &Match<'_>,
        targets: &[Party],
        context: &Context<'_>,
    ) -> Result<Vec<Party>, &'static str> {
        let Some(verb) = one.verb else {
            return self.visitor(one, context).map(|party| vec![party]).ok_or("no-source");
        };
        if one.pattern.event_type == EventType::Protest
            && self.syntax.verbs[verb].voice == Voice::Active
            && let Some(crowd) = self.crowd(one, verb, context)
        {
            return Ok(vec![crowd]);
        }
        if self.syntax.verbs[verb].voice == Voice::Active || one.source != Side::Nobody {
            return Err("no-source");
        }
        if self.is_mishap(one.main) {
            return Err("mishap");
        }
        let is_force = one.pattern.event_type == EventType::Assault;
        if is_force && let Some(doer) = self.doer_behind(one, targets, context) {
            return Ok(vec![doer]);
        }
        let is_indirect = matches!(one.target, Side::Located(_) | Side::Owned(_));
        let mere_victims =
            is_indirect || targets.iter().all(|party| party.role == Some(Role::Civilian));
        if one.pattern.event_type != EventType::Coerce {
            return if mere_victims { Err("mere-victim") } else { Ok(Vec::new()) };
        }
        Ok(self.authorities(one.main, targets, context).into_iter().collect())
    }

    /// The authorities of the place, who arrest, convict and ban where nobody is
    /// named; none where the place is not told or no authority does such a thing.
    pub(super) fn authorities(
        &self,
        main: usize,
        targets: &[Party],
        context: &Context<'_>,
    ) -> Option<Party> {
        let is_abroad = targets.iter().any(|party| party.name.contains(" national"));
        if is_abroad || is_lawless(self.syntax.word(main)) {
            return None;
        }
        self.country_of_deed(main, context).map(authorities_of)
    }

    /// Who arrests an official or politician where no place is told ("as the Ruritanian opposition
    /// leader is jailed"): their own state, if no other is told as a place or way.
    pub(super) fn authorities_at_home(&self, main: usize, target: &Party) -> Option<Party> {
        const STEMS: &[&str] = &[
            "arrest", "detain", "jail", "imprison", "sentenc", "convict", "charg", "indict",
            "prosecut", "trial", "custody", "guilty",
        ];
        let word = self.syntax.word(main);
        if !STEMS.iter().any(|stem| word.starts_with(stem)) {
            return None;
        }
        let state = target.country.as_ref()?;
        let is_of_office = matches!(
            target.role?,
            Role::Government
                | Role::Legislature
                | Role::Judiciary
                | Role::Military
                | Role::Police
                | Role::Opposition
        );
        let is_elsewhere = |found: &Found| {
            let before =
                |n: usize| found.tokens.start.checked_sub(n).map_or("", |at| self.syntax.word(at));
            let link = if is_determiner(before(1)) { before(2) } else { before(1) };
            found.country.as_ref().is_some_and(|other| other != state)
                && matches!(link, "in" | "at" | "to" | "from" | "near")
        };
        (is_of_office && !self.syntax.found.iter().any(is_elsewhere))
            .then(|| authorities_of(state.clone()))
    }

    /// "During a visit to Baghdad, Carter announces": the subject of the sentence.
    fn visitor(&self, one: &Match<'_>, context: &Context<'_>) -> Option<Party> {
        let opens = one.main.checked_sub(2).is_some_and(|at| {
            matches!(self.syntax.word(at), "during" | "on")
                && is_determiner(self.syntax.word(at + 1))
                || matches!(self.syntax.word(at + 1), "during" | "on")
        });
        if !opens || one.pattern.event_type != EventType::Consult {
            return None;
        }
        let verb = self
            .syntax
            .verbs
            .iter()
            .position(|group| group.shape == Shape::Finite && group.voice == Voice::Active)?;
        self.sole_subject(verb, context)
    }

    /// "Thousands of people march": the people of the place.
    fn crowd(&self, one: &Match<'_>, verb: usize, context: &Context<'_>) -> Option<Party> {
        let first = self.syntax.verbs[verb].first;
        let from = first.saturating_sub(6);
        let is_crowd = |at: usize| {
            is_people(self.syntax.word(at))
                || matches!(
                    self.syntax.word(at),
                    "thousands" | "hundreds" | "tens" | "crowd" | "crowds" | "millions"
                )
        };
        let start = (from..first).find(|&at| is_crowd(at))?;
        let end = (start..first).rfind(|&at| is_crowd(at))?;
        let people = body_of(self.country_of_deed(one.main, context)?, Role::Civilian);
        Some(self.in_words(people, Role::Civilian, start, end))
    }

    /// "A gunman shoots three people": one unknown and civilians make a crime,
    /// not a deed between political actors.
    pub(super) fn is_lone_criminal(&self, sources: &[Party], targets: &[Party]) -> bool {
        let is_lone = |party: &Party| {
            let name = party.name.to_lowercase();
            let is_unknown = self.syntax.found.iter().any(|found| {
                found.kind == FoundKind::Agent
                    && party.span == Some(parties::span(self.syntax.sentence, found))
            });
            is_unknown && (name.starts_with("a ") || name.starts_with("an "))
        };
        !targets.is_empty()
            && matches!(sources, [only] if is_lone(only))
            && targets.iter().all(|target| target.role == Some(Role::Civilian))
    }

    /// Whether a passive names a storm, a vehicle or an illness as its cause.
    fn is_mishap(&self, main: usize) -> bool {
        (main + 1..(main + 12).min(self.syntax.len()))
            .take_while(|&token| self.syntax.verb_at[token].is_none())
            .any(|token| {
                matches!(self.syntax.word(token), "by" | "in")
                    && (token + 1..token + 5).any(|at| {
                        is_no_doer(self.syntax.word(at))
                            && !is_attack_noun(self.syntax.word(at + 1))
                    })
                    && !(token + 1..token + 6)
                        .any(|at| matches!(self.syntax.word(at), "bomb" | "bombing" | "bombs"))
            })
    }

    /// The doer told behind a passive of force by a noun ("in an attack by
    /// rebels", "by Syrian shelling") or by a clause ("after police stormed").
    fn doer_behind(
        &self,
        one: &Match<'_>,
        targets: &[Party],
        context: &Context<'_>,
    ) -> Option<Party> {
        let syntax = self.syntax;
        let sentence = syntax.sentence;
        let to = (one.main + 22).min(syntax.len());
        let mut side = None;
        for token in one.main + 1..to {
            if syntax.word(token) == ";" {
                break;
            }
            if let Some(verb) = syntax.verb_at[token] {
                let joined =
                    (one.main + 1..token).any(|at| matches!(syntax.word(at), "after" | "when"));
                side = self
                    .matches
                    .iter()
                    .find(|other| {
                        joined
                            && other.verb == Some(verb)
                            && other.pattern.event_type == EventType::Assault
                    })
                    .map(|other| other.source.clone());
                break;
            }
            if !is_attack_noun(syntax.word(token)) || syntax.actor_at[token].is_some() {
                continue;
            }
            let behind = (token + 1..(token + 9).min(syntax.len()))
                .take_while(|&at| !syntax.is_clause_end(at))
                .find(|&at| syntax.word(at) == "by");
            side = behind
                .map(|by| syntax.noun_phrase_right(by + 1, false))
                .filter(|side| matches!(side, Side::Actors(_)))
                .or_else(|| syntax.owner_of(token).map(Side::Owned));
            if side.is_some() {
                break;
            }
        }
        let index = match side? {
            Side::Actors(actors) if actors.len() == 1 => actors[0],
            Side::Owned(index) => index,
            _ => return None,
        };
        let found = &syntax.found[index];
        let here = self.country_of_agent(index, one.main, None, context);
        let doer = match found.kind {
            FoundKind::Place => return None,
            FoundKind::Adjective | FoundKind::Capital => parties::owner(sentence, found),
            _ => parties::party(sentence, found, here.as_deref()),
        }?;
        targets
            .iter()
            .all(|target| target.actor != doer.actor || target.role != doer.role)
            .then_some(doer)
    }

    /// The body a veto is cast in where no sponsor is named: the Security
    /// Council, if the sentence names it or the United Nations.
    pub(super) fn council(&self) -> Option<Party> {
        let found = self
            .syntax
            .found
            .iter()
            .find(|one| matches!(one.actor.as_str(), UN_SECURITY_COUNCIL | "un"))?;
        let named = parties::party(self.syntax.sentence, found, None)?;
        Some(Party { actor: UN_SECURITY_COUNCIL.to_owned(), ..named })
    }
}

/// Who arrests and convicts in a state.
fn authorities_of(country: ActorId) -> Party {
    Party { name: "the authorities".to_owned(), ..body_of(country, Role::Government) }
}

/// People or a body of a state that the text does not name.
fn body_of(country: ActorId, role: Role) -> Party {
    Party {
        actor: country.clone(),
        country: Some(country),
        role: Some(role),
        name: String::new(),
        span: None,
    }
}

/// Whom force hits where only a common noun tells it: people are civilians, a
/// base is the army's.
fn role_hit(word: &str) -> Option<Role> {
    if is_people(word) {
        return Some(Role::Civilian);
    }
    match word {
        "base" | "bases" | "outpost" | "outposts" | "barracks" | "checkpoint" | "checkpoints"
        | "garrison" | "airbase" => Some(Role::Military),
        _ => None,
    }
}
