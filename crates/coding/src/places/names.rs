//! What a document as a whole says of its words: which of them are parts of
//! people's names, and which it also writes small.
//!
//! In: sentences with the phrases of the actor tables. Out: [`Names`]. "Jones"
//! is no place where the document has "Chief Kevin Jones".

use super::words::*;
use crate::actors::{Found, FoundKind};
use crate::text::Sentence;
use std::collections::HashSet;

/// What the whole document says of its words.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Second and later words of people's names.
    pub(super) of_people: HashSet<String>,
    /// Words also written small.
    pub(super) small: HashSet<String>,
}

impl Names {
    pub(super) fn of(sentences: &[Sentence], found: &[Vec<Found>]) -> Self {
        let mut names = Self::default();
        for sentence in sentences {
            for token in &sentence.tokens {
                if token.is_word && !token.is_capital {
                    names.small.insert(token.lower.clone());
                }
            }
            for pair in sentence.tokens.windows(2) {
                let before = pair[0].lower.as_str();
                let is_other = [FUNCTION, LOCATIVE, DIRECTIONS, SETTLEMENTS, DIVISIONS, CALENDAR]
                    .iter()
                    .any(|words| words.contains(before));
                let are_names = pair[0].is_word && pair[0].is_capital && pair[1].is_capital;
                if are_names && !is_other {
                    names.of_people.insert(pair[1].lower.clone());
                }
            }
        }
        for (sentence, found) in sentences.iter().zip(found) {
            for one in found.iter().filter(|one| one.kind == FoundKind::Person) {
                let tokens = &sentence.tokens[one.tokens.clone()];
                names.of_people.extend(tokens.iter().map(|token| token.lower.clone()));
            }
        }
        names
    }
}
