//! Whether a deed is told as done, planned, alleged or denied, and by whom.

use super::assemble::{Context, Work};
use super::lexicon::{Attribution, Hedge};
use super::matching::{Match, is_stance};
use super::speech::Saying;
use super::syntax::{Shape, Tense, Voice};
use super::words::*;
use super::{details, parties};
use crate::actors::FoundKind;
use rapport_record::{Certainty, EventType, Party};

/// What the verbs above a deed make of it.
pub(super) enum Governed {
    /// Told for itself.
    Freely,
    /// Held to be so: "is believed to have shelled".
    Hedged,
    /// Only planned.
    Planned,
    /// The deed inside this stance (index into the matches).
    Inside(usize),
    /// Not told as done: a reason for the note.
    Dropped(&'static str),
}

impl Work<'_> {
    pub(super) fn governed(&self, one: &Match<'_>) -> Governed {
        let Some(verb) = one.verb else { return Governed::Freely };
        let mut at = verb;
        let mut is_planned = false;
        for _ in 0..4 {
            let group = &self.syntax.verbs[at];
            if !matches!(group.shape, Shape::Infinitive | Shape::Gerund) {
                break;
            }
            let Some(parent) = group.parent else {
                // "the decision to send", "a plan for sending": told as a plan at best.
                return Governed::Dropped(if group.shape == Shape::Gerund {
                    "background"
                } else {
                    "plan-noun"
                });
            };
            if let Some(stance) = self
                .matches
                .iter()
                .position(|other| other.verb == Some(parent) && is_stance(other.pattern.event_type))
            {
                return Governed::Inside(stance);
            }
            let lemmas = &self.syntax.verbs[parent].lemmas;
            let lemma_is = |test: fn(&str) -> bool| {
                lemmas.iter().any(|&id| test(self.coder.lexicon.lemma(id)))
            };
            let is_denial = lemmas.iter().any(|&id| {
                self.coder.lexicon.attribution.get(self.coder.lexicon.lemma(id))
                    == Some(&Attribution::Deny)
            });
            if is_denial {
                return Governed::Freely;
            }
            if self.syntax.verbs[parent].is_negated {
                return Governed::Dropped("negated");
            }
            if self.syntax.verbs[parent].voice == Voice::Passive && lemma_is(is_belief) {
                return Governed::Hedged;
            }
            if lemma_is(is_attempt) {
                return Governed::Dropped("attempt");
            }
            if lemma_is(is_planning) && group.shape == Shape::Infinitive {
                is_planned = true;
            } else if !lemma_is(is_aspect) {
                return Governed::Dropped("purpose");
            }
            at = parent;
        }
        if is_planned { Governed::Planned } else { Governed::Freely }
    }

    /// "is currently in Ruritania for a summit", "arrived in Strelsau for talks": who is
    /// there has begun.
    pub(super) fn is_under_way(&self, main: usize) -> bool {
        let syntax = self.syntax;
        (0..main).any(|at| {
            let place = at + 1 + usize::from(matches!(syntax.word(at + 1), "currently" | "now"));
            let is_finite = |at: usize| {
                let verb = syntax.verb_at[at].filter(|verb| Some(*verb) != syntax.verb_at[main]);
                verb.is_some_and(|verb| syntax.verbs[verb].shape == Shape::Finite)
            };
            matches!(syntax.word(at), "is" | "are" | "arrived" | "arrives" | "arrive")
                && syntax.word(place) == "in"
                && (place..main).any(|at| syntax.word(at) == "for")
                && !(place..main).any(|at| syntax.is_pause(at) || is_finite(at))
        })
    }

    /// Whether a noun tells a deed by itself; if not, why.
    pub(super) fn noun_tells(&self, one: &Match<'_>) -> Result<(), &'static str> {
        let syntax = self.syntax;
        let is_between = one.pattern.event_type == EventType::Assault
            && (one.end + 1..one.end + 4).any(|at| syntax.word(at) == "between");
        if is_between && syntax.verbs.iter().any(|group| self.is_of_casualties(group)) {
            return Ok(());
        }
        let opens_visit = one.pattern.event_type == EventType::Consult
            && one.main <= 3
            && (0..one.main).any(|at| matches!(syntax.word(at), "during" | "on"));
        if opens_visit || self.is_visit_beside(one) {
            return Ok(());
        }
        let next = syntax.verb_between(one.end + 1, one.end + 16);
        let start = syntax.phrase_start(one.main);
        let in_subject = start == 0
            || syntax.is_pause(start - 1)
            || matches!(syntax.word(start - 1), "and" | "as" | "'s")
            || syntax.actor_at[start - 1].is_some();
        // "reactions to the invasion of": told in passing, even in a headline.
        let is_in_phrase = start.checked_sub(1).is_some_and(|at| {
            let word = syntax.word(at);
            (is_preposition(word) || word == "to") && !matches!(word, "as" | "after")
        });
        match next {
            None if is_in_phrase => Err("noun"),
            None if syntax.verbs.iter().all(|group| group.shape != Shape::Finite) => Ok(()),
            Some(verb) if in_subject => {
                let happens = syntax.verbs[verb]
                    .lemmas
                    .iter()
                    .any(|&id| is_happening(self.coder.lexicon.lemma(id)));
                if happens { Ok(()) } else { Err("noun") }
            }
            _ => Err("noun"),
        }
    }

    /// Whether a visit is told beside another deed: "pledges aid on a visit to".
    pub(super) fn is_visit_beside(&self, one: &Match<'_>) -> bool {
        /// Words between "during" and "visit": "a three-day state".
        const MODIFIERS_MAX: usize = 4;
        let syntax = self.syntax;
        let is_visit = one.pattern.event_type == EventType::Consult
            && one.verb.is_none()
            && matches!(syntax.word(one.main), "visit" | "trip" | "tour");
        let before = (one.main.saturating_sub(MODIFIERS_MAX + 1)..one.main).rev();
        let opener = before.take_while(|&at| syntax.verb_at[at].is_none()).find(|&at| {
            let word = syntax.word(at);
            is_preposition(word) || word == "to"
        });
        // Whose visit it is that a comma or "who is" cuts off is not told by its subject.
        let is_joined = |at: usize| {
            at.checked_sub(1).is_some_and(|before| {
                !syntax.is_pause(before)
                    && !matches!(syntax.word(before), "is" | "are" | "was" | "were" | "while")
            })
        };
        is_visit
            && opener.is_some_and(|at| {
                matches!(syntax.word(at), "during" | "on" | "amid") && is_joined(at)
            })
    }

    /// Whether a doer is only suspected: "suspected militants attack".
    pub(super) fn is_suspected(&self, phrase: Option<usize>) -> bool {
        let Some(found) = self.found(phrase) else {
            return false;
        };
        let first = found.tokens.start.saturating_sub(1);
        (first..found.head.start).any(|at| {
            matches!(self.syntax.word(at), "suspected" | "alleged" | "presumed" | "apparent")
        })
    }

    /// Whether a deed is what somebody is tried or punished for: "sentenced for
    /// attacking the town", "charged over the bombing". It is as those say who punish.
    pub(super) fn is_ground(&self, main: usize) -> bool {
        self.verdict_over(main).is_some()
    }

    /// The word that tries or punishes somebody for a deed.
    pub(super) fn verdict_over(&self, main: usize) -> Option<usize> {
        /// Words between the verdict and the deed.
        const REACH: usize = 14;
        let syntax = self.syntax;
        let is_legal = |at: usize| {
            ["convict", "sentenc", "charg", "indict", "jail", "guilty", "trial"]
                .iter()
                .any(|stem| syntax.word(at).starts_with(stem))
                && at.checked_sub(1).is_none_or(|before| syntax.word(before) != "in")
        };
        if is_legal(main) {
            return None;
        }
        let first = syntax.verb_at[main].map_or(main, |verb| syntax.verbs[verb].first);
        let mut is_for = false;
        for at in (first.saturating_sub(REACH)..first).rev() {
            let word = syntax.word(at);
            if is_for && is_legal(at) {
                return Some(at);
            }
            if syntax.is_finite_at(at) || syntax.is_pause(at) || word == "after" {
                return None;
            }
            is_for |= matches!(word, "for" | "over" | "of" | "with");
        }
        None
    }

    /// Whether sanctions are named only as broken: "for violating US sanctions on".
    pub(super) fn is_of_broken_sanctions(&self, main: usize) -> bool {
        const STEMS: [&str; 7] =
            ["violat", "evad", "circumvent", "breach", "bypass", "skirt", "despite"];
        let syntax = self.syntax;
        let is_broken = |at: usize| STEMS.iter().any(|stem| syntax.word(at).starts_with(stem));
        syntax.verb_at[main].is_none()
            && (main.saturating_sub(6)..main)
                .rev()
                .take_while(|&at| {
                    !syntax.is_pause(at) && (!syntax.is_finite_at(at) || is_broken(at))
                })
                .any(is_broken)
    }

    /// "die", "are killed": what fighting is said to have cost.
    fn is_of_casualties(&self, group: &super::syntax::VerbGroup) -> bool {
        self.coder.lexicon.is_any_of(&group.lemmas, &["die", "kill", "wound", "injure", "leave"])
    }

    pub(super) fn certainty(
        &self,
        one: &Match<'_>,
        saying: Option<&Saying>,
        is_planned: bool,
    ) -> Result<Certainty, &'static str> {
        let syntax = self.syntax;
        let Some(verb) = one.verb else { return Ok(Certainty::Reported) };
        let group = &syntax.verbs[verb];
        if group.is_negated {
            return Err("negated");
        }
        let window = group.first.saturating_sub(5)..(group.main + 2).min(syntax.len());
        let hedge = self.hedge(window.clone());
        if hedge == Some(Hedge::Doubtful) {
            return Err("opinion");
        }
        let is_suspect = group.voice == Voice::Active
            && window.clone().any(|token| syntax.word(token) == "suspected");
        let hedged = is_suspect || hedge == Some(Hedge::Alleged);
        if window.clone().any(|token| syntax.word(token) == "whether") {
            return Err("question");
        }
        if self.hangs_on_if(group.first) {
            return Ok(Certainty::Conditional);
        }
        match group.modal.as_deref() {
            Some("should" | "must" | "can" | "cannot" | "shouldn't" | "can't") => {
                return Err("opinion");
            }
            Some("may" | "might" | "could" | "couldn't") => {
                return Ok(Certainty::Conditional);
            }
            Some("would" | "wouldn't") if saying.is_none() => {
                return Ok(Certainty::Conditional);
            }
            Some("would") => return Ok(Certainty::Planned),
            _ => {}
        }
        if is_planned || group.tense == Tense::Future {
            return Ok(Certainty::Planned);
        }
        if hedged {
            return Ok(Certainty::Alleged);
        }
        Ok(Certainty::Reported)
    }

    /// What the words around a verb take away from plain fact, the mildest
    /// first: "reportedly" before "fears that".
    fn hedge(&self, window: std::ops::Range<usize>) -> Option<Hedge> {
        let text = details::joined(self.syntax, window);
        self.coder.lexicon.hedges.in_text(&text).map(|(_, _, &hedge)| hedge).min()
    }

    pub(super) fn hangs_on_if(&self, first: usize) -> bool {
        let from = first.saturating_sub(12);
        (from..first)
            .rev()
            .take_while(|&token| !matches!(self.syntax.word(token), "," | ";"))
            .any(|token| matches!(self.syntax.word(token), "if" | "unless"))
    }

    /// Certainty and who vouches, given a saying over the deed.
    pub(super) fn vouch(
        &self,
        certainty: Certainty,
        saying: Option<&Saying>,
        source: &Option<Party>,
        context: &Context<'_>,
    ) -> (Certainty, Option<String>) {
        let Some(saying) = saying else { return (certainty, None) };
        let found = saying.speaker.map(|index| &self.syntax.found[index]);
        let speaker = found.and_then(|found| {
            parties::party(self.syntax.sentence, found, context.focus.as_deref())
        });
        let speaks_of_itself = match (&speaker, source) {
            (Some(speaker), Some(source)) => speaker.actor == source.actor,
            _ => false,
        };
        let is_unnamed = found.is_some_and(|found| found.kind == FoundKind::Agent);
        let by = speaker.map(|party| party.actor);
        let certainty = match saying.kind {
            Attribution::Deny if certainty == Certainty::Reported => Certainty::Denied,
            Attribution::Confirm => certainty,
            Attribution::Claim if certainty == Certainty::Reported && !speaks_of_itself => {
                Certainty::Alleged
            }
            Attribution::Say
                if certainty == Certainty::Reported
                    && by.is_some()
                    && !speaks_of_itself
                    && !is_unnamed =>
            {
                Certainty::Alleged
            }
            _ => certainty,
        };
        (certainty, by)
    }
}
