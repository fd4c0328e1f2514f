//! The phrases of a sentence that may be sides: those the tables know, and
//! those only the model takes for somebody.
//!
//! In: what the gazetteer found and what the model tagged. Out: one list, left
//! to right, without overlaps. Where both know a phrase the tables decide who
//! it is. A phrase that only the model knows takes its country from an
//! adjective or place inside it ("a Turkish journalist", "people of Kherson");
//! failing that it is an [`FoundKind::Agent`], and the coder decides whose.

use super::words::{is_auxiliary, is_preposition, is_relative};
use crate::actors::{Found, FoundKind};
use crate::model::Tagged;
use crate::text::Sentence;
use rapport_record::Role;

/// What the tables found, and beside it what only the model tagged.
pub fn with_tagged(sentence: &Sentence, found: &[Found], tagged: &[Tagged]) -> Vec<Found> {
    let mut all = found.to_vec();
    for phrase in tagged {
        let Some(role) = phrase.role else { continue };
        let Some(phrase) = with_noun(sentence, phrase) else { continue };
        let phrase = &without_clause(sentence, &phrase);
        if let Some(new) = only_tagged(sentence, found, phrase, role) {
            all.retain(|other| {
                other.tokens.end <= new.tokens.start || new.tokens.end <= other.tokens.start
            });
            all.push(new);
        }
    }
    all.sort_by_key(|one| (one.tokens.start, one.tokens.end));
    all
}

/// A phrase of which the model tagged no more than the word that opens it ("a" of "a mosque in
/// Lima") with its noun; none where no noun follows, and for a mere preposition.
pub fn with_noun(sentence: &Sentence, phrase: &Tagged) -> Option<Tagged> {
    let word = |at: usize| sentence.tokens.get(at).map_or("", |token| token.lower.as_str());
    let start = phrase.tokens.start;
    let opens = match word(start) {
        "the" | "a" | "an" | "its" | "his" | "her" | "their" | "around" | "some" => 1,
        "at" if matches!(word(start + 1), "least" | "most") => 2,
        word if is_preposition(word) => return None,
        _ => return Some(phrase.clone()),
    };
    if opens < phrase.tokens.len() {
        return Some(phrase.clone());
    }
    let first = start + opens;
    let end = (first..first + NOUN_TOKENS_MAX).find(|&at| {
        let is_word = sentence.tokens.get(at).is_some_and(|token| token.is_word);
        !is_word || ends_noun_phrase(word(at), at == first)
    });
    let end = end.unwrap_or(first + NOUN_TOKENS_MAX);
    (first < end).then(|| Tagged { tokens: start..end, ..phrase.clone() })
}

/// Whether a noun phrase ends before a word; a participle may open one ("an unarmed man").
fn ends_noun_phrase(word: &str, is_first: bool) -> bool {
    let is_participle = !is_first && (word.ends_with("ed") || word.ends_with("ing"));
    is_preposition(word)
        || is_relative(word)
        || is_auxiliary(word)
        || is_participle
        || matches!(word, "and" | "or" | "but" | "to" | "'s" | "after" | "when" | "while")
}

/// Tokens of a noun phrase behind the word that opens it. Ours.
const NOUN_TOKENS_MAX: usize = 5;

/// Whether a people is named as one abroad: "young ethnic Albanians" may be of any state.
pub fn is_ethnic(sentence: &Sentence, found: &Found) -> bool {
    let before = found.tokens.start.checked_sub(1);
    before.is_some_and(|at| sentence.tokens[at].lower == "ethnic")
}

/// The phrase without a word that only opens what is told of it: "a Russian tanker carrying
/// Iranian oil", "a French yacht bound for Malta", "mourners of".
fn without_clause(sentence: &Sentence, phrase: &Tagged) -> Tagged {
    let Tagged { tokens, .. } = phrase;
    let last = &sentence.tokens[tokens.end - 1].lower;
    let opens_clause = sentence.tokens.get(tokens.end).is_some_and(|next| {
        let is_object = next.is_capital
            || matches!(next.lower.as_str(), "a" | "an" | "the" | "its" | "his" | "her" | "their");
        last.ends_with("ing") && is_object || last == "bound" && next.lower == "for"
    });
    let is_cut_off =
        matches!(last.as_str(), "of" | "in" | "to" | "for" | "from" | "at" | "who" | "that");
    let n_words = tokens.len()
        - usize::from(opens_clause && 2 < tokens.len() || is_cut_off && 1 < tokens.len());
    Tagged { tokens: tokens.start..tokens.start + n_words, ..phrase.clone() }
}

/// What a state's part or follower became: "a former Soviet republic".
const BECAME: &[&str] = &[
    "republic",
    "republics",
    "state",
    "states",
    "country",
    "countries",
    "satellite",
    "satellites",
    "colony",
    "colonies",
];

/// Who held an office before holds none now: "the former prime minister".
fn is_of_former(sentence: &Sentence, phrase: &Tagged, role: Role) -> bool {
    let before = phrase.tokens.start.saturating_sub(1);
    let is_office =
        matches!(role, Role::Government | Role::Military | Role::Legislature | Role::Judiciary);
    is_office
        && sentence.tokens[before..phrase.tokens.end].iter().any(|token| {
            matches!(token.lower.as_str(), "former" | "ex") || token.lower.starts_with("ex-")
        })
}

/// The tagged phrase as one of its own; none where the tables know it.
fn only_tagged(sentence: &Sentence, found: &[Found], phrase: &Tagged, role: Role) -> Option<Found> {
    let inside: Vec<&Found> = found
        .iter()
        .filter(|one| one.tokens.start < phrase.tokens.end && phrase.tokens.start < one.tokens.end)
        .collect();
    let is_owner = |one: &Found| {
        let starts_later = phrase.tokens.start < one.tokens.start;
        match one.kind {
            FoundKind::Adjective => {
                !is_ethnic(sentence, one)
                    && sentence.tokens.get(one.tokens.end).is_none_or(|next| next.lower != "-")
            }
            FoundKind::Place => one.tokens.len() < phrase.tokens.len(),
            // "residents of Ukraine": the residents, theirs.
            FoundKind::Name | FoundKind::Capital => {
                starts_later
                    && matches!(
                        sentence.tokens[one.tokens.start - 1].lower.as_str(),
                        "of" | "in" | "from"
                    )
            }
            _ => false,
        }
    };
    let is_plain =
        |one: &Found| matches!(one.kind, FoundKind::Adjective | FoundKind::Place) || is_owner(one);
    if !inside.iter().all(|one| is_plain(one)) {
        return None;
    }
    if inside.iter().any(|one| one.tokens == phrase.tokens && one.kind == FoundKind::Place) {
        return None;
    }
    let word = |at: Option<usize>| {
        at.and_then(|at| sentence.tokens.get(at)).map_or("", |token| token.lower.as_str())
    };
    // "A former Soviet republic" is another state today.
    let is_what_became = |one: &Found| {
        word(one.tokens.start.checked_sub(1)) == "former"
            && BECAME.contains(&word(Some(one.tokens.end)))
    };
    if inside.iter().any(|one| is_what_became(one)) {
        return None;
    }
    let country = inside.iter().find(|one| is_owner(one)).and_then(|one| one.country.clone());
    let last = phrase.tokens.end - 1;
    let role = if is_of_former(sentence, phrase, role) { Role::Civilian } else { role };
    Some(Found {
        tokens: phrase.tokens.clone(),
        head: last..phrase.tokens.end,
        actor: country.clone().unwrap_or_default(),
        kind: if country.is_some() { FoundKind::Organ } else { FoundKind::Agent },
        country,
        role: Some(role),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, n_words: usize, expected: usize) {
        let phrase = Tagged { tokens: 0..n_words, role: None, probability: 1.0 };
        assert_eq!(without_clause(&Sentence::new(text), &phrase).tokens, 0..expected, "{text}");
    }

    #[test]
    fn a_phrase_ends_before_what_is_told_of_it() {
        check("A Russian tanker carrying Iranian oil sank.", 4, 3);
        check("A French yacht bound for Malta sank.", 4, 3);
        check("A Russian building in Kyiv burnt.", 3, 3);
        check("Mourners of the slain minister wept.", 2, 1);
    }

    #[test]
    fn a_word_that_opens_a_phrase_takes_its_noun_along() {
        let whole = |text: &str| {
            let phrase = Tagged { tokens: 0..1, role: None, probability: 1.0 };
            with_noun(&Sentence::new(text), &phrase).map(|phrase| phrase.tokens)
        };
        assert_eq!(whole("A mosque in Lima burnt."), Some(0..2));
        assert_eq!(whole("An unarmed man was shot."), Some(0..3));
        assert_eq!(whole("At least one person killed by shells"), Some(0..4));
        assert_eq!(whole("The , then"), None);
        assert_eq!(whole("By police"), None);
        assert_eq!(whole("Police shot a man"), Some(0..1));
    }

    #[test]
    fn an_office_held_before_is_none() {
        let former = |text: &str, tokens: std::ops::Range<usize>| {
            let phrase = Tagged { tokens, role: None, probability: 1.0 };
            is_of_former(&Sentence::new(text), &phrase, Role::Government)
        };
        assert!(former("The former prime minister spoke.", 0..4));
        assert!(former("The former prime minister spoke.", 2..4));
        assert!(!former("The prime minister spoke.", 0..3));
    }
}
