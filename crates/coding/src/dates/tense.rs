//! Whether the verb around a time expression looks back or ahead.
//!
//! "met on Friday" and "will meet on Friday" name two different days. No
//! parser stands behind this: the nearest sure sign before the expression
//! decides, then the nearest after it.

use super::words::Word;
use std::ops::Range;

/// Which way a verb looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// "met", "was signed": it lies behind the day of publication, or on it.
    Past,
    /// "will meet", "is to sign", "agreed to send": it lies ahead.
    Future,
    /// No sign either way.
    Unknown,
}

/// The tense around the words in `at`.
pub(super) fn tense_at(words: &[Word], at: &Range<usize>) -> Tense {
    if let Some(tense) = as_attribute(words, at) {
        return tense;
    }
    let is_fronted = before_preposition(words, at.start)
        .is_none_or(|i| !words[i].is_word && !matches!(words[i].lower, "-" | "–" | "("));
    let behind = || look_back(words, at.start);
    let ahead = || look_ahead(words, at.end);
    let (first, second) = if is_fronted { (ahead(), behind()) } else { (behind(), Tense::Unknown) };
    match (first, second) {
        (Tense::Unknown, Tense::Unknown) if !is_fronted => ahead(),
        (Tense::Unknown, second) => second,
        (first, _) => first,
    }
}

/// "Friday's raid", "the Feb. 23 accord": a thing that was, whatever the verb;
/// "as soon as Tuesday": one to come.
fn as_attribute(words: &[Word], at: &Range<usize>) -> Option<Tense> {
    let before = |n: usize| at.start.checked_sub(n).map_or("", |i| words[i].lower);
    if before(1) == "as" && matches!(before(2), "soon" | "early") {
        return Some(Tense::Future);
    }
    let next = words.get(at.end)?;
    let noun = if next.lower == "'s" {
        words.get(at.end + 1)
    } else {
        // A noun after "the DATE"; anything else may be a verb or a preposition.
        Some(next).filter(|_| matches!(before(1), "the" | "its" | "their" | "'s"))
    };
    let is_thing = noun.is_some_and(|noun| {
        noun.is_word && !noun.is_capital && !PLANNED_THINGS.contains(&noun.lower)
    });
    is_thing.then_some(Tense::Past)
}

fn before_preposition(words: &[Word], start: usize) -> Option<usize> {
    let mut i = start.checked_sub(1)?;
    while matches!(
        words[i].lower,
        "on" | "in"
            | "by"
            | "at"
            | "the"
            | "since"
            | "until"
            | "from"
            | "before"
            | "after"
            | "during"
            | "between"
            | "over"
            | "early"
            | "late"
            | "and"
    ) {
        i = i.checked_sub(1)?;
    }
    Some(i)
}

fn look_back(words: &[Word], start: usize) -> Tense {
    let mut weak = Tense::Unknown;
    for i in (0..start).rev() {
        match sign(words, i) {
            Sign::Ahead => return Tense::Future,
            Sign::Behind => return if weak == Tense::Unknown { Tense::Past } else { weak },
            // "will meet the detained leaders on Friday": go on looking.
            Sign::PerhapsBehind => weak = Tense::Past,
            Sign::Boundary if weak != Tense::Unknown => return weak,
            Sign::Boundary | Sign::None => {}
        }
    }
    weak
}

fn look_ahead(words: &[Word], end: usize) -> Tense {
    for i in end..words.len() {
        match sign(words, i) {
            Sign::Ahead => return Tense::Future,
            Sign::Behind | Sign::PerhapsBehind => return Tense::Past,
            Sign::Boundary | Sign::None => {}
        }
    }
    Tense::Unknown
}

enum Sign {
    Ahead,
    Behind,
    PerhapsBehind,
    Boundary,
    None,
}

fn sign(words: &[Word], i: usize) -> Sign {
    let word = &words[i];
    let next = words.get(i + 1).map_or("", |w| w.lower);
    match word.lower {
        "will" | "shall" | "won't" | "would" | "upcoming" | "forthcoming" | "scheduled"
        | "planned" | "slated" | "expected" | "poised" | "due" | "payable" => Sign::Ahead,
        "extended" | "postponed" if matches!(next, "to" | "until" | "till") => Sign::Ahead,
        "ll" => Sign::Ahead,
        "must" | "should" => Sign::Ahead,
        "going" | "set" if next == "to" || next == "for" => Sign::Ahead,
        "plans" | "plan" | "hopes" | "intends" | "aims" | "vows" | "expects" => Sign::Ahead,
        "planning" | "preparing" | "expecting" => Sign::Ahead,
        "to" => infinitive(words, i),
        "that" | "who" | "which" | "whose" | "after" | "while" | "when" | "but" | "," | ";"
        | ":" | "as" | "where" | "because" | "–" | "—" => Sign::Boundary,
        "was" | "were" | "had" | "did" | "said" | "told" => Sign::Behind,
        // "has met", but not "has to".
        "has" | "have" if is_past_participle(next) => Sign::Behind,
        lower if IRREGULAR.contains(&lower) => Sign::Behind,
        lower if !word.is_capital && is_regular_past(lower) => Sign::PerhapsBehind,
        _ => Sign::None,
    }
}

/// "agreed to meet", "Putin to visit" look ahead; "failed to meet" does not say.
fn infinitive(words: &[Word], to: usize) -> Sign {
    let Some(verb) = words.get(to + 1) else { return Sign::None };
    let is_verb = verb.is_word
        && !verb.is_capital
        && verb.lower.bytes().all(|b| b.is_ascii_lowercase())
        && !NO_VERBS.contains(&verb.lower)
        && !verb.lower.ends_with("ing")
        && (!verb.lower.ends_with('s') || 3 < verb.lower.len());
    if !is_verb {
        return Sign::None;
    }
    let Some(before) = to.checked_sub(1).map(|i| &words[i]) else { return Sign::None };
    let licenses = LOOKING_AHEAD.contains(&before.lower);
    // A headline: a name, "to", a verb, and nothing finite before.
    let is_headline = before.is_capital
        && !words[..to].iter().any(|w| {
            IRREGULAR.contains(&w.lower)
                || matches!(w.lower, "said" | "was" | "were" | "is" | "are" | "has" | "had")
                || (!w.is_capital && is_regular_past(w.lower))
        });
    if licenses || is_headline { Sign::Ahead } else { Sign::None }
}

fn is_past_participle(lower: &str) -> bool {
    is_regular_past(lower)
        || IRREGULAR.contains(&lower)
        || matches!(
            lower,
            "been"
                | "begun"
                | "come"
                | "done"
                | "fallen"
                | "given"
                | "gone"
                | "seen"
                | "taken"
                | "not"
                | "already"
                | "also"
                | "never"
                | "repeatedly"
                | "now"
                | "since"
        )
}

fn is_regular_past(lower: &str) -> bool {
    lower.len() > 4
        && lower.ends_with("ed")
        && !lower.contains('-')
        && !matches!(lower, "hundred" | "indeed" | "speed" | "exceed" | "proceed" | "succeed")
}

const NO_VERBS: &[&str] = &[
    "the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "these", "those", "it",
    "him", "them", "us", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "date", "war", "peace", "power", "death", "some", "all", "any", "more", "about",
    "nearly", "at", "which", "whom", "what", "almost", "around", "over", "other", "both", "each",
    "every", "no", "many", "several", "early", "late", "last", "next", "earlier",
];

/// Nouns for what may well lie ahead: "the Jan. 14 deadline".
const PLANNED_THINGS: &[&str] = &[
    "deadline",
    "summit",
    "meeting",
    "election",
    "elections",
    "vote",
    "referendum",
    "talks",
    "hearing",
    "conference",
    "runoff",
    "poll",
    "polls",
    "ballot",
    "expiry",
    "start",
    "launch",
    "visit",
    "ceremony",
    "session",
];

/// What before "to" and a verb shows a plan.
const LOOKING_AHEAD: &[&str] = &[
    "agreed",
    "agree",
    "agrees",
    "want",
    "wants",
    "wanted",
    "intend",
    "intended",
    "expected",
    "ready",
    "likely",
    "vowed",
    "vow",
    "pledged",
    "pledge",
    "pledges",
    "promised",
    "promises",
    "prepared",
    "prepares",
    "about",
    "decided",
    "decides",
    "hoped",
    "hope",
    "planned",
    "plan",
    "plans",
    "supposed",
    "is",
    "are",
    "be",
    "due",
    "set",
    "threatened",
    "threatens",
    "proposed",
    "proposes",
    "offered",
    "offers",
    "willing",
    "determined",
    "aims",
    "hopes",
    "intends",
    "deadline",
    "deal",
    "agreement",
    "invitation",
    "invited",
    "has",
    "have",
    "needs",
    "seeks",
    "scheduled",
    "going",
    "slated",
    "poised",
];

/// Past forms that do not end in "-ed" and are rarely anything else.
const IRREGULAR: &[&str] = &[
    "met",
    "held",
    "came",
    "went",
    "gave",
    "took",
    "left",
    "began",
    "fell",
    "flew",
    "fought",
    "found",
    "got",
    "grew",
    "kept",
    "knew",
    "led",
    "lost",
    "made",
    "paid",
    "ran",
    "rose",
    "saw",
    "sent",
    "shot",
    "spoke",
    "stood",
    "struck",
    "swore",
    "thought",
    "threw",
    "won",
    "withdrew",
    "wrote",
    "became",
    "broke",
    "brought",
    "built",
    "bought",
    "chose",
    "drew",
    "drove",
    "sank",
    "sought",
    "sold",
    "spent",
    "stole",
    "taught",
    "underwent",
    "understood",
    "blew",
    "bore",
    "froze",
    "hung",
    "laid",
    "lay",
    "meant",
    "sat",
    "shook",
    "shut",
    "slew",
    "tore",
    "wore",
    "overthrew",
    "undertook",
    "forbade",
    "ate",
    "heard",
    "felt",
    "dealt",
    "says",
];
