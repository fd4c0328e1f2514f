//! A surname alone is that of whoever the text named in full before: the Saleh after "the
//! activist Lorent Saleh" is no president of Yemen.
//!
//! In: the sentences of a document and the phrases that the tables found in each by
//! itself. Out: the phrases, those of a surname alone told by what stands before them.

use super::words::{is_adverb, is_determiner, is_preposition, is_subordinator};
use crate::actors::{Found, FoundKind};
use crate::text::Sentence;

/// What stands before a surname and is no given name.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "lord",
    "lady",
    "president",
    "minister",
    "premier",
    "chancellor",
    "senator",
    "general",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "sheikh",
    "secretary",
    "ambassador",
    "judge",
    "justice",
    "governor",
    "mayor",
    "leader",
    "chief",
    "colonel",
    "captain",
    "major",
    "ayatollah",
    "imam",
    "bishop",
    "cardinal",
    "congressman",
    "representative",
];
/// Share of the words with a capital from which a sentence is a headline, where capitals tell
/// nothing. Ours.
const HEADLINE_MIN: f64 = 0.6;

/// Settles who is meant by each surname alone. Of somebody in no table nothing is told: the phrase
/// is left out, for the model to find.
pub fn settle(sentences: &[Sentence], found: &mut [Vec<Found>]) {
    for at in 0..found.len() {
        let mut index = 0;
        while index < found[at].len() {
            let one = &found[at][index];
            if one.kind != FoundKind::Person || one.tokens.len() != 1 {
                index += 1;
                continue;
            }
            match named_before(sentences, found, at, index) {
                Before::Nobody | Before::Same => index += 1,
                Before::Other(other) => {
                    let Found { actor, country, role, .. } = other;
                    let one = &mut found[at][index];
                    (one.actor, one.country, one.role) = (actor, country, role);
                    index += 1;
                }
                Before::Unknown => {
                    found[at].remove(index);
                }
            }
        }
    }
}

/// Whom a text named in full by a surname.
enum Before {
    Nobody,
    /// The one the tables mean by it.
    Same,
    /// Somebody else, by the phrase that names them.
    Other(Found),
    /// Somebody no phrase tells of.
    Unknown,
}

/// Who was named in full by the surname at an index, last before it; who the tables mean, if
/// they were named at all.
fn named_before(sentences: &[Sentence], found: &[Vec<Found>], at: usize, index: usize) -> Before {
    let alone = &found[at][index];
    let surname = &sentences[at].tokens[alone.tokens.start].lower;
    let mut told = Before::Nobody;
    for (n, sentence) in sentences[..=at].iter().enumerate() {
        let end = if n == at { alone.tokens.start } else { sentence.tokens.len() };
        for token in 1..end {
            let name = &sentence.tokens[token];
            if name.lower != *surname || !name.is_capital {
                continue;
            }
            let covers = |one: &&Found| one.tokens.contains(&token);
            match found[n].iter().find(covers) {
                // "On Monday Putin": the tables see no given name there.
                Some(one) if one.tokens.start == token => {}
                Some(one) if one.kind == FoundKind::Person && one.actor == alone.actor => {
                    return Before::Same;
                }
                Some(one) if !one.actor.is_empty() && is_full_name(sentence, token) => {
                    told = Before::Other(one.clone());
                }
                _ if is_full_name(sentence, token) => told = Before::Unknown,
                _ => {}
            }
        }
    }
    told
}

/// Whether a given name stands before a surname.
fn is_full_name(sentence: &Sentence, surname: usize) -> bool {
    let given = &sentence.tokens[surname - 1];
    let words = || sentence.tokens.iter().filter(|token| token.is_word);
    let n_capital = words().filter(|token| token.is_capital).count();
    let is_headline = HEADLINE_MIN <= n_capital as f64 / words().count().max(1) as f64;
    given.is_word
        && given.is_capital
        && 2 < given.lower.len()
        && !TITLES.contains(&given.lower.as_str())
        && !is_headline
        && !is_little(&given.lower)
}

/// Words that have a capital only where they open a sentence.
fn is_little(word: &str) -> bool {
    is_determiner(word)
        || is_preposition(word)
        || is_subordinator(word)
        || is_adverb(word)
        || matches!(word, "but" | "and" | "yet" | "so")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actors::Gazetteer;

    /// The actors found in a text, by phrase.
    fn named(text: &str) -> Vec<(String, String)> {
        let sentences = crate::text::sentences(text);
        let gazetteer = Gazetteer::embedded();
        let on = jiff::civil::Date::constant(2018, 10, 12);
        let mut found: Vec<_> =
            sentences.iter().map(|sentence| gazetteer.find(sentence, on)).collect();
        settle(&sentences, &mut found);
        let of = |(sentence, found): (&Sentence, &Vec<Found>)| {
            found
                .iter()
                .map(|one| {
                    (super::super::parties::name(sentence, one).to_owned(), one.actor.clone())
                })
                .collect::<Vec<_>>()
        };
        sentences.iter().zip(&found).flat_map(of).collect()
    }

    #[test]
    fn a_surname_is_of_who_was_named_in_full() {
        let told = named(
            "The Venezuelan activist Lorent Saleh is free. Saleh was held by the secret service.",
        );
        assert!(told.contains(&("Saleh".to_owned(), "VEN".to_owned())), "{told:?}");
    }

    #[test]
    fn of_somebody_unknown_nothing_is_told() {
        let told = named("A brother, Kevin Putin, lives in Ohio. Putin sells cars.");
        assert!(!told.iter().any(|(name, _)| name == "Putin"), "{told:?}");
    }

    #[test]
    fn a_surname_that_the_tables_know_stays_theirs() {
        let told = named("President Vladimir Putin spoke in Moscow. Putin thanked the guests.");
        assert!(told.contains(&("Putin".to_owned(), "RUS".to_owned())), "{told:?}");
        let alone = named("On Monday Putin spoke in Moscow. Putin accused Ukraine.");
        assert_eq!(alone.iter().filter(|(name, _)| name == "Putin").count(), 2, "{alone:?}");
        assert!(alone.contains(&("Putin".to_owned(), "RUS".to_owned())), "{alone:?}");
    }
}
