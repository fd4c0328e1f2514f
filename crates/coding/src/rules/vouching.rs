//! Whose word it is: how sure a deed that the model reads is, and who says so.
//!
//! In: a scored pair and its parties. Out: the certainty and who vouches for it: the model's
//! answer, held against the sayings of the sentence. What one party says another did is alleged;
//! no state alleges its own deeds.

use super::assemble::{Context, Draft, Work};
use super::judging::Reading;
use super::matching::is_stance;
use super::speech::{Saying, covering};
use super::words::is_determiner;
use crate::actors::{Found, FoundKind};
use crate::model::Scored;
use rapport_record::{ActorId, Certainty, EventType, Party, Role};

impl Work<'_> {
    /// How sure a deed is, and who says so.
    pub(super) fn said(
        &self,
        one: &Scored,
        event_type: EventType,
        source: &Option<Party>,
        target: &Option<Party>,
        context: &Context<'_>,
    ) -> (Certainty, Option<ActorId>) {
        let main = one.trigger;
        let verb = self.syntax.verb_at[main];
        let saying = covering(self.sayings, main)
            .filter(|saying| saying.verb.is_none() || saying.verb != verb);
        let (as_said, by) = self.vouch(Certainty::Reported, saying, source, context);
        let is_alleged = self.is_suspected(one.source)
            || self.is_ground(main)
            || as_said == Certainty::Alleged
                && self.is_anothers_word(event_type, main, saying, source, target);
        let certainty = match one.certainty() {
            Certainty::Reported if is_alleged => Certainty::Alleged,
            Certainty::Planned if event_type == EventType::Consult && self.is_under_way(main) => {
                Certainty::Reported
            }
            other => other,
        };
        let is_claim = matches!(certainty, Certainty::Alleged | Certainty::Denied);
        let phrase = one.voucher.filter(|_| is_claim);
        let voucher = phrase.and_then(|side| self.side(Some(side), None, main, context));
        let is_hearsay = saying.is_some_and(Saying::is_hearsay);
        let voucher = voucher.filter(|_| !is_hearsay).map(|party| party.actor).or(by);
        match certainty {
            Certainty::Alleged => self.alleged(event_type, phrase, voucher, source, target),
            // What the text itself tells only its doer can be said to have told, too.
            Certainty::Reported => {
                let doer = source.as_ref().map(|source| &source.actor);
                (Certainty::Reported, voucher.filter(|by| Some(by) == doer))
            }
            other => (other, voucher),
        }
    }

    /// What somebody is punished for is as those say who punish: "convicted by a Ruritanian court
    /// of killing two".
    pub(super) fn vouch_for_grounds(&self, drafts: &mut [Draft], readings: &[Reading<'_>]) {
        let vouchers: Vec<_> = drafts
            .iter()
            .map(|draft| {
                if draft.certainty != Certainty::Alleged {
                    return None;
                }
                let verdict = self.verdict_over(draft.main)?;
                let told = drafts.iter().chain(readings.iter().map(|reading| &reading.draft));
                let by_deed = told
                    .filter(|other| other.main.abs_diff(verdict) <= VERDICT_WORDS)
                    .filter(|other| !self.is_ground(other.main))
                    .find_map(|other| other.source.clone());
                let is_open = draft.attributed_to.is_none();
                let court = || self.court_before(draft.main).filter(|_| is_open);
                by_deed.map(|party| party.actor).or_else(court)
            })
            .collect();
        for (draft, by) in drafts.iter_mut().zip(vouchers) {
            draft.attributed_to = by.or(draft.attributed_to.take());
        }
    }

    /// The court or police named last before a deed.
    fn court_before(&self, main: usize) -> Option<ActorId> {
        let judges = |found: &&Found| {
            matches!(found.role, Some(Role::Judiciary | Role::Police))
                && !found.actor.is_empty()
                && found.tokens.end <= main
        };
        self.syntax.found.iter().rfind(judges).map(|found| found.actor.clone())
    }

    /// Whether a deed is told only as the word of somebody else than its doer. What two do
    /// together either may tell, and what is named in passing ("warned that the war") is no
    /// claim.
    fn is_anothers_word(
        &self,
        event_type: EventType,
        main: usize,
        saying: Option<&Saying>,
        source: &Option<Party>,
        target: &Option<Party>,
    ) -> bool {
        let Some(saying) = saying else { return false };
        let speaker = saying.speaker.map(|speaker| &self.syntax.found[speaker]);
        let is_joint = matches!(event_type, EventType::Consult | EventType::Cooperate);
        let is_of_target = speaker
            .is_some_and(|by| target.as_ref().is_some_and(|target| target.actor == by.actor));
        let is_of_doers_state = speaker.is_some_and(|by| {
            source.as_ref().is_some_and(|source| {
                acts_for_state(by.role)
                    && acts_for_state(source.role)
                    && by.country.is_some()
                    && by.country == source.country
            })
        });
        let is_vouched_for = speaker.is_some() || saying.verb.is_none();
        let is_beside =
            saying.verb.is_some_and(|verb| self.is_beside(self.syntax.verbs[verb].main, main));
        let is_in_passing = self.syntax.verb_at[main].is_none();
        let is_own = is_of_doers_state || is_joint && is_of_target;
        is_vouched_for && !is_in_passing && !is_beside && !is_own && !is_stance(event_type)
    }

    /// Whether a deed stands beside what is said, not in it: "accused it a day after its troops
    /// had shelled", "announced a truce, and Freedonia bombed".
    fn is_beside(&self, said: usize, main: usize) -> bool {
        const OPENERS: &[&str] =
            &["after", "when", "while", "following", "amid", "before", "because", "since"];
        let syntax = self.syntax;
        let between = || said + 1..main;
        let is_new_subject = |at: usize| {
            let next = at + 1 + usize::from(is_determiner(syntax.word(at + 1)));
            matches!(syntax.word(at), "," | "and")
                && syntax.actor_at.get(next).copied().flatten().is_some()
        };
        between().any(|at| OPENERS.contains(&syntax.word(at)))
            || between().any(is_new_subject) && !between().any(|at| syntax.word(at) == "that")
    }

    /// What is alleged, and by whom: no state alleges its own deeds. What it says of itself is
    /// told; "officials" of no told country who speak of a hostile deed are the other side's.
    fn alleged(
        &self,
        event_type: EventType,
        phrase: Option<usize>,
        by: Option<ActorId>,
        source: &Option<Party>,
        target: &Option<Party>,
    ) -> (Certainty, Option<ActorId>) {
        let doer = source.as_ref().filter(|party| acts_for_state(party.role)).map(|one| &one.actor);
        if by.is_none() || by.as_ref() != doer {
            return (Certainty::Alleged, by);
        }
        let unnamed = self.found(phrase).filter(|found| found.kind == FoundKind::Agent);
        let is_hostile = matches!(
            event_type,
            EventType::Assault | EventType::Coerce | EventType::Mobilize | EventType::Threaten
        );
        match unnamed {
            // "Witnesses say": its people, not the state.
            Some(found) if !acts_for_state(found.role) => (Certainty::Alleged, by),
            Some(_) if is_hostile => {
                let other = target.as_ref().and_then(|party| party.country.clone());
                (Certainty::Alleged, other.filter(|other| Some(other) != doer))
            }
            _ => (Certainty::Reported, by),
        }
    }
}

/// Tokens between the words of one verdict: "found guilty", "sentenced to jail". Ours.
const VERDICT_WORDS: usize = 2;

/// Whether a party is a state or its government.
pub(super) fn governs(party: &Party) -> bool {
    matches!(party.role, None | Some(Role::Government))
}

/// Whether somebody acts for a state.
pub(super) fn acts_for_state(role: Option<Role>) -> bool {
    matches!(role, None | Some(Role::Government | Role::Military | Role::Police))
}
