//! What is told only as what went before the news: "after the shelling", "its recent test".
//!
//! In: the word that tells a deed. Out: yes or no. [`timing`](super::timing) dates such a deed
//! before the day of publication, and the judge takes it for a sign.

use super::assemble::Work;
use super::speech::covering;
use super::syntax::Shape;

/// Words between "blames" and "for".
const BLAME_REACH: usize = 8;
/// Words between "after" and a deed told as a noun.
const NOUN_REACH: usize = 7;
/// Words between "after" and the verb of its clause.
const CLAUSE_REACH: usize = 6;

impl Work<'_> {
    /// Whether a deed is told only as what went before the news: "after the
    /// shelling", "its recent test", "charged with spying".
    pub(super) fn is_recalled(&self, main: usize) -> bool {
        let syntax = self.syntax;
        let before = |at: usize, n: usize| at.checked_sub(n).map_or("", |at| syntax.word(at));
        let Some(verb) = syntax.verb_at[main] else {
            return self.stands_after(main, NOUN_REACH)
                || matches!(before(main, 1), "recent" | "previous" | "earlier" | "prior" | "past");
        };
        let group = &syntax.verbs[verb];
        let opener = |openers: &[&str]| {
            (1..=CLAUSE_REACH)
                .map(|n| before(group.first, n))
                .take_while(|word| !matches!(*word, "," | ";" | ":" | "" | "that"))
                .any(|word| openers.contains(&word))
        };
        match group.shape {
            Shape::Gerund | Shape::Participial => {
                let is_how = before(group.first, 1).ends_with("ly");
                let leader = before(group.first, 1 + usize::from(is_how));
                matches!(leader, "after" | "for" | "with" | "of")
                    || syntax.word(group.first) == "having"
                    || before(group.first, 1) == "having"
                    || self.stands_after(group.first, NOUN_REACH)
            }
            _ if self.is_past(Some(verb)) => {
                // "said it had barred" is no more than "has barred" then.
                let is_backshifted = covering(self.sayings, main).is_some();
                syntax.word(group.first) == "had" && group.first < group.main && !is_backshifted
                    || opener(&["after", "because", "who", "which"])
            }
            // "Four are killed after their helicopter is shot down": one day's news.
            _ => false,
        }
    }

    /// Whether a noun stands in a phrase of "after", "over", "despite" or the like.
    fn stands_after(&self, main: usize, reach: usize) -> bool {
        let syntax = self.syntax;
        for at in (main.saturating_sub(reach)..main).rev() {
            let word = syntax.word(at);
            if syntax.is_finite_at(at)
                || matches!(word, "," | ";" | ":" | "and" | "by" | "in" | "at" | "on")
            {
                return false;
            }
            let next = syntax.word(at + 1);
            let counts = next.starts_with(|c: char| c.is_ascii_digit());
            match word {
                "after" | "following" | "despite" => return true,
                "over" | "into" if !counts => return true,
                "for" if self.is_for_what_was_done(at) => return true,
                // "With its arrest of an envoy, Freedonia ...".
                "with" if at == 0 && matches!(next, "its" | "their" | "his" | "her") => {
                    return true;
                }
                "to" | "for" | "with"
                    if matches!(
                        at.checked_sub(1).map_or("", |at| syntax.word(at)),
                        "response"
                            | "retaliation"
                            | "revenge"
                            | "connection"
                            | "responsibility"
                            | "responsible"
                    ) =>
                {
                    return true;
                }
                _ => {}
            }
        }
        false
    }

    /// "blames them for the bombings", "convicted for the murder"; not "calls for".
    fn is_for_what_was_done(&self, preposition: usize) -> bool {
        (preposition.saturating_sub(BLAME_REACH)..preposition).any(|at| {
            let word = self.syntax.word(at);
            let stems = ["blam", "condemn", "criticis", "criticiz", "convict", "sentenc", "apolog"];
            stems.iter().any(|stem| word.starts_with(stem))
        })
    }
}
