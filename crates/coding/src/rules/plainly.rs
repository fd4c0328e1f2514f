//! What is told whatever the judge holds, since its words are plain: tests of missiles and bombs,
//! and states that come closer.
//!
//! In: the draft of a pattern. Out: how likely it is at least; none where the judge decides.

use super::assemble::{Draft, Work};
use super::syntax::Shape;
use super::vouching::{acts_for_state, governs};
use rapport_record::{Certainty, Party};

/// How likely it is at least that a missile or nuclear test told by a verb of a state is right
/// ("fires two missiles off its coast"). Ours.
const TOLD_AS_TEST: f64 = 0.6;
/// The same of two states plainly told to come closer ("deepen their cooperation"). Ours.
const TOLD_AS_CLOSER_TIE: f64 = 0.6;

impl Work<'_> {
    /// How likely the draft of a pattern is at least, if plain words tell it; of sport, weather
    /// and company news nothing is.
    pub(super) fn plainly_told(&self, draft: &Draft) -> Option<f64> {
        if self.is_outside {
            None
        } else if self.is_plain_test(draft) {
            Some(TOLD_AS_TEST)
        } else {
            self.is_closer_tie(draft).then_some(TOLD_AS_CLOSER_TIE)
        }
    }

    /// Whether a state is plainly told to test a missile or a bomb, at nobody: "fires two missiles
    /// off its coast"; not into space, and not where somebody is hit.
    fn is_plain_test(&self, draft: &Draft) -> bool {
        /// Words between "fires" and "missiles".
        const REACH: usize = 8;
        const ARMS: &[&str] = &["missile", "missiles", "icbm", "nuclear"];
        const NO_TEST: &[&str] = &[
            "kill",
            "kills",
            "killed",
            "killing",
            "hit",
            "hits",
            "hitting",
            "strike",
            "strikes",
            "attack",
            "attacks",
            "city",
            "space",
            "orbit",
            "station",
            "satellite",
            "enrichment",
        ];
        let syntax = self.syntax;
        let tells = |words: &[&str], mut at: std::ops::Range<usize>| {
            at.any(|at| words.contains(&syntax.word(at)))
        };
        let behind = draft.main + 1..syntax.len();
        let near = behind.start..(behind.start + REACH).min(behind.end);
        let mode = &self.coder.ontology.entry(draft.event_type).modes[draft.mode];
        matches!(mode.id.as_str(), "missile-test" | "nuclear-test")
            && tells(ARMS, near)
            && !tells(NO_TEST, behind)
            && syntax.is_finite_at(draft.main)
            && draft.target.is_none()
            && matches!(draft.certainty, Certainty::Reported | Certainty::Alleged)
            && draft
                .source
                .as_ref()
                .is_some_and(|by| by.country.is_some() && acts_for_state(by.role))
    }

    /// Whether two states are plainly told to come closer: "strengthen their cooperation",
    /// "restored ties with".
    fn is_closer_tie(&self, draft: &Draft) -> bool {
        let is_state = |party: &Option<Party>| {
            party.as_ref().is_some_and(|party| party.country.is_some() && governs(party))
        };
        let mode = &self.coder.ontology.entry(draft.event_type).modes[draft.mode];
        let tells = match mode.id.as_str() {
            "deepen-cooperation" => true,
            "restore-relations" => self.names_ties(draft.main),
            _ => false,
        };
        tells
            && self.syntax.verb_at[draft.main].is_some_and(|verb| {
                let group = &self.syntax.verbs[verb];
                group.shape == Shape::Finite
                    && group.modal.is_none()
                    && !(0..group.first).any(|at| self.asks_or_doubts(at))
            })
            && is_state(&draft.source)
            && is_state(&draft.target)
            && matches!(draft.certainty, Certainty::Reported)
    }

    /// "Demands that", "doubts that", "agree to", "try and": what follows is not told as done.
    fn asks_or_doubts(&self, at: usize) -> bool {
        const STEMS: &[&str] = &[
            "agree",
            "aim",
            "ask",
            "attempt",
            "call",
            "decid",
            "demand",
            "doubt",
            "hop",
            "insist",
            "plan",
            "pledg",
            "propos",
            "recommend",
            "requir",
            "seek",
            "suggest",
            "tries",
            "try",
            "urg",
            "vow",
            "want",
            "whether",
        ];
        STEMS.iter().any(|stem| self.syntax.word(at).starts_with(stem))
    }

    /// Whether ties are named behind a verb: "resume relations", not "resume via video link".
    fn names_ties(&self, main: usize) -> bool {
        /// Words between "restored" and "ties". Ours.
        const REACH: usize = 6;
        const STEMS: &[&str] =
            &["relation", "ties", "partnership", "alliance", "friendship", "embass", "hatchet"];
        let behind = main + 1..(main + 1 + REACH).min(self.syntax.len());
        behind
            .map(|at| self.syntax.word(at))
            .any(|word| word == "tie" || STEMS.iter().any(|stem| word.starts_with(stem)))
    }
}
