//! Matches: "Germany beat Brazil 7-1" tells of two teams and of no state.
//!
//! In: a sentence in units and its phrases. Out: whether it tells the result of a match, told by a
//! score or a word of the game beside a verb of winning and losing.

use super::{FoundKind, phrases::Phrase, reader::Reader, reader::UnitKind};

/// What nothing but a match has.
const OF_A_MATCH: &[&str] =
    &["penalty shootout", "penalty shoot-out", "won the toss", "lost the toss"];

/// What is played, beside such a verb in any case.
const PLAYED: &[&str] = &["on penalties", "in extra time", " wickets", "an innings", "a hat-trick"];

/// Verbs of results that tell of much else, too: "held talks with", "lost five soldiers".
const OPEN: &[&str] =
    &["drew", "draw", "lost", "lose", "won", "win", "held", "tied", "edge", "edged"];

/// What a team does to another, behind its name.
const RESULTS: &[&str] = &[
    "beat",
    "beats",
    "defeated",
    "defeats",
    "thrashed",
    "thrash",
    "edged",
    "edge",
    "drew",
    "draw",
    "lost",
    "lose",
    "won",
    "win",
    "crushed",
    "routed",
    "trounced",
    "hammered",
    "downed",
    "held",
    "tied",
    "overcame",
    "stunned",
    "knocked",
    "outclassed",
];

/// What is played, beside such a verb.
const CONTESTS: &[&str] = &[
    "world cup",
    "asian cup",
    "nations cup",
    "davis cup",
    "olympic",
    "qualifier",
    "semi-final",
    "semifinal",
    "quarter-final",
    "quarterfinal",
    "cup final",
    "friendly match",
    "test match",
    "group stage",
    "the match",
    "six nations",
];

/// What is counted that is no match.
const COUNTS: &[&str] = &["vote", "ballot", "senate", "parliament", "seats", "judges", "lawmakers"];

/// Takes out the states that only play.
pub(super) fn leave_out_teams(reader: &Reader, phrases: &mut Vec<Phrase>) {
    if is_match(reader, phrases) {
        let is_team = |phrase: &Phrase| {
            matches!(
                phrase.kind,
                FoundKind::Name | FoundKind::Adjective | FoundKind::National | FoundKind::Capital
            )
        };
        phrases.retain(|phrase| !is_team(phrase));
    }
}

fn is_match(reader: &Reader, phrases: &[Phrase]) -> bool {
    let text = reader.atoms.text;
    if OF_A_MATCH.iter().any(|words| text.contains(words)) {
        return true;
    }
    let is_name_at = |at: usize| {
        phrases.iter().any(|phrase| phrase.kind == FoundKind::Name && phrase.start == at)
    };
    let has_result = phrases.iter().any(|phrase| {
        let word = reader.word(phrase.end);
        let next = phrase.end + 1;
        // "Lost to Peru", "held Peru", "drew 1-1".
        let behind =
            next + usize::from(matches!(reader.word(next).as_str(), "to" | "with" | "against"));
        let is_open = OPEN.contains(&word.as_str());
        phrase.kind == FoundKind::Name
            && RESULTS.contains(&word.as_str())
            && (!is_open || is_name_at(behind) || is_score_at(reader, next))
    });
    if !has_result {
        return false;
    }
    let lower = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let has_score = || (1..reader.units.len()).any(|at| is_score_at(reader, at - 1));
    has(CONTESTS) || has(PLAYED) || has_score() && !has(COUNTS)
}

/// "7-1", with nothing counted behind it: "5-10 soldiers" is no score.
fn is_score_at(reader: &Reader, at: usize) -> bool {
    const BEHIND: &[&str] = &["in", "on", "at", "to", "against", "after", "and", "with", "for", ""];
    let is_short = |at: usize| {
        reader.units.get(at).is_some_and(|unit| {
            let words = reader.atoms.words(unit.from, unit.to);
            matches!(unit.kind, UnitKind::Number)
                && words.chars().all(|c| c.is_ascii_digit())
                && words.len() <= 3
        })
    };
    let is_mark =
        |at: usize| reader.units.get(at).is_none_or(|unit| matches!(unit.kind, UnitKind::Mark(_)));
    is_short(at)
        && is_short(at + 1)
        && reader.units[at + 1].is_glued
        && (is_mark(at + 2) || BEHIND.contains(&reader.word(at + 2).as_str()))
}
