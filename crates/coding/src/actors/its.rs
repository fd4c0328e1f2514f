//! "Its leader": of whoever does the deed of the clause.
//!
//! In: the phrases of a sentence. Out: a noun after "its" belongs to the nearest phrase before it
//! that stands where a subject stands, not to the nearest adjective: in "Belarus will host Russian
//! missiles, its leader said" that is Belarus. Where no subject is found, nobody is named.

use super::{
    FoundKind,
    phrases::Phrase,
    reader::{Reader, UnitKind},
    words::*,
};

/// Words behind which a clause begins with its subject.
const OPENERS: &[&str] = &[
    "that", "and", "but", "as", "when", "while", "if", "because", "since", "after", "before",
    "until", "although", "though", "whether", "said", "says", "say",
];

/// Those of them that lead in what is said.
const TELLS: &[&str] = &["that", "said", "says", "say"];

/// Words between a name and "its" that tie the noun to that name: "blamed Iran for its army's raid".
const TIES: &[&str] = &["for", "over", "with"];

/// Gives nouns after "its" their owner.
pub(super) fn owned(reader: &Reader, phrases: &mut [Phrase]) {
    for at in 1..phrases.len() {
        let (before, rest) = phrases.split_at_mut(at);
        let phrase = &mut rest[0];
        let is_its = phrase.kind == FoundKind::Agent && reader.word(phrase.start) == "its";
        if !is_its {
            continue;
        }
        let Some(owner) = owner(reader, before, phrase) else { continue };
        let is_body = matches!(owner.kind, FoundKind::Organisation | FoundKind::Group);
        (phrase.actor, phrase.country) =
            if is_body { (owner.actor, owner.country) } else { (owner.country, owner.country) };
        phrase.kind = if is_body { owner.kind } else { FoundKind::Organ };
        phrase.role = if is_body { owner.role } else { phrase.role };
    }
}

fn owner<'p>(reader: &Reader, before: &'p [Phrase], its: &Phrase) -> Option<&'p Phrase> {
    let names = || before.iter().rev().filter(|one| may_own(one));
    let tied = names().next().filter(|one| {
        one.end + 1 == its.start
            && (TIES.contains(&reader.word(one.end).as_str())
                // "with Japan and its army", but not "left Japan and its army said".
                || reader.word(one.end) == "and" && !does_something(reader, its.end))
    });
    let subject = || names().find(|one| is_subject(reader, one));
    tied.or_else(|| subject().filter(|one| !is_reported(reader, one)))
}

fn may_own(phrase: &Phrase) -> bool {
    match phrase.kind {
        FoundKind::Name | FoundKind::Capital | FoundKind::Seat | FoundKind::Organ => {
            phrase.country.is_some()
        }
        FoundKind::Organisation | FoundKind::Group => true,
        _ => false,
    }
}

/// Whether a phrase opens a clause and something is told of it.
fn is_subject(reader: &Reader, phrase: &Phrase) -> bool {
    let opens = match phrase.start.checked_sub(1) {
        None => true,
        Some(last) => {
            matches!(reader.units[last].kind, UnitKind::Mark(mark) if mark != '(')
                || OPENERS.contains(&reader.word(last).as_str())
        }
    };
    opens && (does_something(reader, phrase.end) || reader.is_possessive(phrase.end))
}

/// Whether it is the subject of what another says: in "Iran says that Iraq shelled its posts" they
/// may be either's.
fn is_reported(reader: &Reader, phrase: &Phrase) -> bool {
    phrase.start.checked_sub(1).is_some_and(|last| TELLS.contains(&reader.word(last).as_str()))
}

/// Whether a verb may stand there: "said", "will host".
fn does_something(reader: &Reader, at: usize) -> bool {
    reader.units.get(at).is_some_and(|unit| match unit.kind {
        UnitKind::Word => {
            let is_link = unit.flags & (OF | FROM | FOR | TO | AND | DETERMINER | LOCATIVE) != 0;
            !unit.is_capital && !is_link && !NO_VERBS.contains(&reader.word(at).as_str())
        }
        UnitKind::Lexeme(lexeme) => !lexeme.first.class.is_anchor() && !unit.is_capital,
        _ => false,
    })
}

/// Other words that begin no verb behind a name.
const NO_VERBS: &[&str] = &[
    "or", "nor", "but", "by", "with", "without", "into", "onto", "over", "under", "about",
    "against", "between", "among", "during", "through", "toward", "towards", "than", "while",
    "when", "after", "before", "since", "until", "because",
];
