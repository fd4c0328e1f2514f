//! What plain words say against the model's reading of a deed.
//!
//! In: a reading before it is judged, or a draft that will be told. Out: why it is no deed, or
//! the draft as its words tell it: what did not happen ("has not condemned", "to deter it from invading"), what
//! only ought to happen, and phrases that name somebody by another ("Zenda's ally"). The kinds
//! were read off 600 reports of world news that were judged wrong or right.

use super::assemble::{Draft, Work};
use super::invasions;
use super::parties;
use super::speech::covering;
use super::syntax::Shape;
use crate::actors::{Found, FoundKind};
use crate::model::Scored;
use rapport_record::{Certainty, Date, EventType, Party, Role};

/// Whose people somebody's relation is: not the one named, but one of theirs.
const RELATIONS: &[&str] = &[
    "ally",
    "allies",
    "aide",
    "aides",
    "wife",
    "ex-wife",
    "husband",
    "son",
    "sons",
    "daughter",
    "daughters",
    "brother",
    "sister",
    "lawyer",
    "lawyers",
    "attorney",
    "attorneys",
    "supporters",
    "critics",
    "rival",
    "rivals",
    "opponent",
    "opponents",
    "predecessor",
    "successor",
];

/// Those whose expulsion cuts ties.
const DIPLOMATS: &[&str] = &[
    "diplomat",
    "diplomats",
    "ambassador",
    "ambassadors",
    "envoy",
    "envoys",
    "attache",
    "attaché",
    "consul",
    "embassy",
    "staff",
    "mission",
    "charge",
];

/// What is released without anybody going free.
const THINGS: &[&str] = &[
    "audio",
    "book",
    "data",
    "details",
    "document",
    "documents",
    "figures",
    "findings",
    "footage",
    "images",
    "letter",
    "list",
    "memo",
    "names",
    "papers",
    "photo",
    "photos",
    "picture",
    "pictures",
    "records",
    "recording",
    "report",
    "reports",
    "results",
    "returns",
    "statement",
    "tape",
    "tapes",
    "transcript",
    "transcripts",
    "video",
    "videos",
];

/// Words that keep a deed from happening ("deter it from invading").
const PREVENTION: &[&str] = &[
    "abstain",
    "bar",
    "ban",
    "block",
    "deter",
    "discourag",
    "dissuad",
    "forbid",
    "keep",
    "prevent",
    "prohibit",
    "refrain",
    "stop",
];

impl Work<'_> {
    /// Why a deed that the model reads is none by its words, if so.
    pub(super) fn unread(
        &self,
        event_type: EventType,
        main: usize,
        certainty: Certainty,
    ) -> Option<&'static str> {
        if self.is_denied_by_word(event_type, main, certainty) {
            Some("negated")
        } else if self.is_prevented(main) {
            Some("attempt")
        } else if self.only_ought(event_type, main) {
            Some("opinion")
        } else if self.tells_no_deed(event_type, main) {
            Some("background")
        } else {
            None
        }
    }

    /// The draft as its words tell it, once it is judged; none where it is another invasion.
    pub(super) fn reread(&self, draft: Draft, pair: &Scored, published_on: Date) -> Option<Draft> {
        let draft = self.retyped(draft, pair);
        let draft = self.turned(draft, pair);
        let draft = self.with_attacked_city(draft, pair);
        self.with_sides_of_invasion(draft, published_on)
    }

    fn found(&self, phrase: Option<usize>) -> Option<&Found> {
        self.syntax.found.get(phrase?)
    }

    /// "South Ruritania has not condemned"; "says it has not shelled" is a denial, and "did not
    /// accept" may be a refusal.
    fn is_denied_by_word(&self, event_type: EventType, main: usize, certainty: Certainty) -> bool {
        let verb = self.syntax.verb_at[main];
        let is_denial = certainty == Certainty::Denied && covering(self.sayings, main).is_some();
        !is_denial
            && !matches!(event_type, EventType::Reject | EventType::Agree)
            && verb.is_some_and(|verb| self.is_negated(verb))
    }

    /// "Has not condemned"; not "has not only condemned".
    fn is_negated(&self, verb: usize) -> bool {
        let group = &self.syntax.verbs[verb];
        let is_more = |at: usize| matches!(self.syntax.word(at), "only" | "just" | "merely");
        group.is_negated && !(group.first.saturating_sub(2)..group.main).any(is_more)
    }

    /// "To deter Freedonia from invading": a deed that others keep from happening.
    fn is_prevented(&self, main: usize) -> bool {
        /// Words between "deter" and "from".
        const REACH: usize = 6;
        let syntax = self.syntax;
        let Some(verb) = syntax.verb_at[main] else { return false };
        let Some(from) = syntax.verbs[verb].first.checked_sub(1) else { return false };
        syntax.verbs[verb].shape == Shape::Gerund
            && syntax.word(from) == "from"
            && (from.saturating_sub(REACH)..from)
                .any(|at| PREVENTION.iter().any(|stem| syntax.word(at).starts_with(stem)))
    }

    /// "Must help", "need to send": what ought to be is no deed, though it may be asked for.
    fn only_ought(&self, event_type: EventType, main: usize) -> bool {
        use EventType::{Accuse, Agree, Reject, Request, Threaten};
        let syntax = self.syntax;
        let modal = syntax.verb_at[main].and_then(|verb| syntax.verbs[verb].modal.as_deref());
        let is_said = matches!(event_type, Request | Accuse | Threaten | Agree | Reject);
        !is_said && (is_ought(syntax.word(main)) || modal.is_some_and(is_ought))
    }

    /// Tax returns released, a vigil for the dead.
    fn tells_no_deed(&self, event_type: EventType, main: usize) -> bool {
        /// Words between "release" and what is released.
        const REACH: usize = 6;
        let syntax = self.syntax;
        let word = syntax.word(main);
        match event_type {
            EventType::Concede if word.starts_with("releas") => {
                let behind = main + 1..(main + 1 + REACH).min(syntax.len());
                behind
                    .take_while(|&at| !syntax.is_pause(at) && !syntax.is_finite_at(at))
                    .any(|at| THINGS.contains(&syntax.word(at)))
            }
            EventType::Protest => matches!(word, "vigil" | "vigils" | "mourn" | "mourning"),
            _ => false,
        }
    }

    /// Whether a side is named only by somebody close to it: "Zenda's ally Mikhail", "the
    /// president's ex-wife".
    pub(super) fn names_only_a_relation(&self, draft: &Draft) -> bool {
        let syntax = self.syntax;
        let is_of_relation = |party: &Party| {
            let is_its = |found: &&Found| party.span == Some(parties::span(syntax.sentence, found));
            syntax.found.iter().find(is_its).is_some_and(|found| {
                let end = found.tokens.end;
                syntax.word(end) == "'s"
                    && (end + 1..end + 3).any(|at| RELATIONS.contains(&syntax.word(at)))
            })
        };
        draft.source.iter().chain(&draft.target).any(is_of_relation)
    }

    /// The type that the words tell of a few deeds that the model confuses.
    fn retyped(&self, draft: Draft, pair: &Scored) -> Draft {
        /// Words between "sends" and "towards".
        const REACH: usize = 12;
        let syntax = self.syntax;
        let Draft { main, event_type, .. } = draft;
        let word = syntax.word(main);
        let behind = || main + 1..(main + 1 + REACH).min(syntax.len());
        let told = match event_type {
            // "Israel expels a lawyer".
            EventType::Sanction
                if (word.starts_with("expel") || word.starts_with("deport"))
                    && !(0..syntax.len()).any(|at| DIPLOMATS.contains(&syntax.word(at))) =>
            {
                EventType::Coerce
            }
            // "Welcomed President Hynkel to the palace".
            EventType::Support if word.starts_with("welcom") => {
                let is_guest = |found: &Found| {
                    found.role == Some(Role::Government)
                        && matches!(syntax.word(found.tokens.end), "to" | "at" | "in")
                };
                match self.found(pair.target) {
                    Some(guest) if is_guest(guest) => EventType::Consult,
                    _ => event_type,
                }
            }
            // "Called out Freedonia for its raids".
            EventType::Consult if word.starts_with("call") && syntax.word(main + 1) == "out" => {
                EventType::Accuse
            }
            // "Sends 71 planes towards Freedonia".
            EventType::Aid
                if matches!(word, "send" | "sends" | "sent" | "sending")
                    && behind().any(|at| matches!(syntax.word(at), "toward" | "towards")) =>
            {
                EventType::Mobilize
            }
            other => other,
        };
        if told == event_type {
            return draft;
        }
        Draft { event_type: told, mode: self.mode_by_word(told, main), act: None, ..draft }
    }

    /// "Freedonia urged to free the sailors", "Freedonia must free them": who stands before is
    /// the one asked.
    fn turned(&self, draft: Draft, pair: &Scored) -> Draft {
        let main = draft.main;
        let word = self.syntax.word(main);
        let needs_object = matches!(word, "urged" | "told" | "pressed" | "warned" | "advised");
        let is_asked = draft.event_type == EventType::Request
            && (needs_object && self.syntax.word(main + 1) == "to" || is_ought(word))
            && self.found(pair.source).is_some_and(|found| found.tokens.end == main);
        if is_asked { Draft { target: draft.source, source: None, ..draft } } else { draft }
    }

    /// A capital that is attacked is a city of the state, not its government.
    fn with_attacked_city(&self, draft: Draft, pair: &Scored) -> Draft {
        let is_city = draft.event_type == EventType::Assault
            && self.found(pair.target).is_some_and(|found| found.kind == FoundKind::Capital);
        let role = |party: &Party| party.role.filter(|role| !is_city || *role != Role::Government);
        let target = draft.target.map(|party| Party { role: role(&party), ..party });
        Draft { target, ..draft }
    }

    /// A well-known invasion has the sides it had, whoever else the sentence names: "its invasion
    /// of Ukraine" is Russia's; "the first Peruvian to die there since the Russian invasion" is no
    /// attack on Peru.
    fn with_sides_of_invasion(&self, draft: Draft, on: Date) -> Option<Draft> {
        if draft.event_type != EventType::Assault || !invasions::names(self.syntax.word(draft.main))
        {
            return Some(draft);
        }
        let country = |side: &Option<Party>| side.as_ref().and_then(|side| side.country.clone());
        match (country(&draft.source), country(&draft.target)) {
            (None, Some(victim)) => {
                let doer = invasions::doer_of(&victim, on).and_then(|doer| self.as_party(doer));
                Some(Draft { source: draft.source.or(doer), ..draft })
            }
            (Some(doer), victim) => {
                let Some(known) = invasions::victim_of(&doer, on) else { return Some(draft) };
                let is_known = victim.as_deref() == Some(known);
                let is_bare = draft.target.as_ref().is_some_and(|side| side.role.is_none());
                if is_known && is_bare || !is_known && self.syntax.word(draft.main + 1) == "of" {
                    return Some(draft);
                }
                match self.as_party(known) {
                    Some(target) => Some(Draft { target: Some(target), ..draft }),
                    None => is_known.then_some(draft),
                }
            }
            _ => Some(draft),
        }
    }

    /// The first phrase that names a state, as a party of a deed; none where nothing does.
    fn as_party(&self, state: &str) -> Option<Party> {
        let is_it = |found: &&Found| {
            found.country.as_deref() == Some(state)
                && matches!(
                    found.kind,
                    FoundKind::Name | FoundKind::Adjective | FoundKind::Capital | FoundKind::Person
                )
        };
        let found = self.syntax.found.iter().find(is_it)?;
        Some(Party {
            actor: state.to_owned(),
            country: Some(state.to_owned()),
            role: None,
            name: parties::name(self.syntax.sentence, found).to_owned(),
            span: Some(parties::span(self.syntax.sentence, found)),
        })
    }
}

fn is_ought(word: &str) -> bool {
    matches!(word, "must" | "should" | "need" | "needs" | "ought")
}
