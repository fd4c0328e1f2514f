//! Which deeds are of the day of the clause they hang on, though no date stands with them.
//!
//! In: the word that tells a deed. Out: the day of the verb it hangs on: "raided the town on Sunday,
//! *killing* a boy", "used drones to *strike*", "nine *died* after a bomb attack".

use super::assemble::{Draft, Work};
use super::syntax::{Shape, Tense, Voice};
use super::words::{is_adverb, is_relative, number};
use crate::dates::DateKind;
use rapport_record::{Date, DateSource, Dated, EventType};

/// Tokens from a verb to what hangs on it. Ours.
const REACH: usize = 16;
/// Tokens before a verb in which its subject is counted: "at least ten Kenyan soldiers". Ours.
const SUBJECT_REACH: usize = 7;
/// Before "after": the harm came later than the deed.
const LATER: &[&str] = &[
    "day", "days", "week", "weeks", "month", "months", "year", "years", "decades", "shortly",
    "long",
];
/// Between the harm and "after": it came later, or of something else.
const OTHER_HARM: &[&str] = &[
    ";",
    ":",
    "that",
    "hospital",
    "hospitals",
    "wounds",
    "injuries",
    "protests",
    "offensive",
    "fighting",
    "clashes",
    "war",
    "unrest",
    "riots",
];

impl Work<'_> {
    /// The day of the verb that a deed hangs on; none where nothing tells it.
    pub(super) fn day_it_hangs_on(&self, draft: &Draft, published_on: Date) -> Option<Dated> {
        let is_force = draft.event_type == EventType::Assault;
        let harm = || if is_force { self.harm_of(draft.main) } else { None };
        let verb = self.verb_hung_on(draft.main).or_else(harm)?;
        self.day_of_verb(verb, published_on)
    }

    /// The day that stands with a verb; that of publication where none does and the verb is in the
    /// chronicle's present, or tells harm in the past of the news.
    fn day_of_verb(&self, verb: usize, published_on: Date) -> Option<Dated> {
        let syntax = self.syntax;
        let group = &syntax.verbs[verb];
        let told = self.expression_at(group.main);
        if let Some(told) = told {
            let is_day = told.kind == DateKind::Day && told.from <= published_on;
            return is_day.then_some(Dated {
                from: told.from,
                to: told.to,
                known_from: DateSource::Stated,
            });
        }
        let is_of_today = group.tense == Tense::Present || is_harm(syntax.word(group.main));
        is_of_today.then(|| Dated::day(published_on, DateSource::Published))
    }

    /// The finite verb that a participle behind a comma, "by doing" or an infinitive of means
    /// hangs on.
    fn verb_hung_on(&self, main: usize) -> Option<usize> {
        let syntax = self.syntax;
        let own = &syntax.verbs[syntax.verb_at[main]?];
        let before = |n: usize| own.first.checked_sub(n).map_or("", |at| syntax.word(at));
        let leader = if is_adverb(before(1)) { before(2) } else { before(1) };
        let verb = syntax
            .verbs
            .iter()
            .rposition(|group| group.shape == Shape::Finite && group.main < own.first)?;
        let at = syntax.verbs[verb].main;
        let hangs = match own.shape {
            Shape::Gerund | Shape::Participial => {
                (leader == "," || leader == "by") && syntax.word(main).ends_with("ing")
            }
            // "Used drones to strike"; not "vowed to strike".
            Shape::Infinitive => {
                matches!(syntax.word(at), "used" | "uses" | "deployed" | "deploys")
                    && 1 < own.first - at
            }
            Shape::Finite => false,
        };
        let is_of_other_time = |at: usize| {
            let word = syntax.word(at);
            syntax.verb_at[at].is_some()
                || is_other_time(word)
                || is_relative(word)
                || matches!(word, ";" | ":" | "\"" | "”")
        };
        let reach = if own.shape == Shape::Infinitive { REACH / 2 } else { REACH };
        let is_near = own.first - at <= reach;
        let opener = syntax.verbs[verb].first.checked_sub(1).map_or("", |at| syntax.word(at));
        (hangs && is_near && !is_relative(opener) && !(at + 1..own.first).any(is_of_other_time))
            .then_some(verb)
    }

    /// The verb of harm that a deed of force brought about: "nine people died following the
    /// attack", "were killed after gunmen opened fire".
    fn harm_of(&self, main: usize) -> Option<usize> {
        let syntax = self.syntax;
        let after = (main.saturating_sub(REACH)..main)
            .rev()
            .take_while(|&at| !matches!(syntax.word(at), ";" | ":" | ","))
            .find(|&at| matches!(syntax.word(at), "after" | "following"))?;
        // "Two days after" tells how long after; "dies in hospital, after being wounded" does not.
        let before = after.checked_sub(1).map_or("", |at| syntax.word(at));
        let is_later = before == "," || LATER.contains(&before);
        let own = syntax.verb_at[main];
        let is_cut = (after + 1..main).any(|at| {
            syntax.verb_at[at]
                .is_some_and(|verb| Some(verb) != own && syntax.verbs[verb].shape == Shape::Finite)
        });
        if is_later || is_cut {
            return None;
        }
        let verb = syntax
            .verbs
            .iter()
            .rposition(|group| group.shape == Shape::Finite && group.main < after)?;
        let group = &syntax.verbs[verb];
        let at = group.main;
        // Many were harmed, and not one by one since: "three soldiers were killed", not "he died".
        let counts = |at: usize| {
            let word = syntax.word(at);
            word.starts_with(|c: char| c.is_ascii_digit())
                || 1 < number(word).unwrap_or(0)
                || matches!(word, "several" | "dozens" | "scores" | "hundreds" | "many")
        };
        let is_perfect = matches!(syntax.word(group.first), "has" | "have" | "had");
        let opener = group.first.checked_sub(1).map_or("", |at| syntax.word(at));
        let is_direct = is_harm(syntax.word(at))
            && (syntax.word(at).starts_with("di") || group.voice == Voice::Passive)
            && (group.first.saturating_sub(SUBJECT_REACH)..group.first).any(counts)
            && !(is_perfect && group.voice == Voice::Passive)
            && !is_relative(opener);
        let is_one_deed = (at + 1..after).all(|at| {
            let word = syntax.word(at);
            !is_relative(word) && !OTHER_HARM.contains(&word)
        });
        (is_direct && is_one_deed).then_some(verb)
    }
}

/// Whether a verb tells harm to people.
fn is_harm(word: &str) -> bool {
    matches!(word, "die" | "dies" | "died" | "killed" | "wounded" | "injured" | "hurt")
}

fn is_other_time(word: &str) -> bool {
    matches!(
        word,
        "after"
            | "before"
            | "since"
            | "when"
            | "following"
            | "because"
            | "despite"
            | "until"
            | "earlier"
            | "previously"
            | "ago"
            | "having"
            | "accused"
            | "suspected"
            | "charged"
    )
}
