//! Matches: "Germany beat Brazil 7-1" tells of two teams and of no state.
//!
//! In: a sentence in units and its phrases. Out: whether it tells the result of a match, told by a
//! score or a word of the game beside a verb of winning and losing.

use super::{FoundKind, phrases::Phrase, reader::Reader, reader::UnitKind};

/// What nothing but a match has.
const OF_A_MATCH: &[&str] = &[
    "on penalties",
    "penalty shootout",
    "penalty shoot-out",
    "in extra time",
    "won the toss",
    "lost the toss",
    " wickets",
    "an innings",
    "a hat-trick",
];

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
    let has_result = phrases.iter().any(|phrase| {
        phrase.kind == FoundKind::Name && RESULTS.contains(&reader.word(phrase.end).as_str())
    });
    if !has_result {
        return false;
    }
    let lower = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    has(CONTESTS) || has_score(reader) && !has(COUNTS)
}

/// "7-1".
fn has_score(reader: &Reader) -> bool {
    let is_short = |at: usize| {
        let unit = &reader.units[at];
        matches!(unit.kind, UnitKind::Number)
            && reader.atoms.words(unit.from, unit.to).chars().all(|c| c.is_ascii_digit())
            && reader.atoms.words(unit.from, unit.to).len() <= 3
    };
    (1..reader.units.len()).any(|at| reader.units[at].is_glued && is_short(at) && is_short(at - 1))
}
