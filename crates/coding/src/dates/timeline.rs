//! The times a document has named so far, so that "the next day" and "that
//! month" can count from the last of them.
//!
//! In: the sentences of a document in their order. Out: the dates of each.
//! Only the last time named is kept. Nobody knows how far a story has moved on
//! since, so a phrase that needs it counts from there or not at all.

use super::calendar::Days;
use super::{DateExpression, grammar, settled, words};
use crate::text::Sentence;
use jiff::civil::Date;

/// A document's own line of time.
///
/// Published on 19 June 2024, "They met on 3 May. Two days later they signed."
/// gives 3 May and, for the second sentence, 5 May.
#[derive(Debug, Clone)]
pub struct Timeline {
    anchor: Date,
    last: Option<Days>,
}

impl Timeline {
    /// Begins a document published on `anchor`.
    pub fn new(anchor: Date) -> Self {
        Self { anchor, last: None }
    }

    /// Every date that the next sentence names, left to right.
    pub fn read(&mut self, sentence: &Sentence) -> Vec<DateExpression> {
        let words = words::words(sentence);
        let mut found: Vec<DateExpression> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match grammar::parse(&words, at, self.anchor, self.last) {
                Some(parsed) => {
                    at = parsed.words.end;
                    let is_aside = parsed.is_aside;
                    if let Some(one) = settled(&words, parsed, self.anchor, found.last()) {
                        if !is_aside {
                            self.last = Some(one.stated);
                        }
                        found.push(one);
                    }
                }
                None => at += 1,
            }
        }
        found
    }
}
