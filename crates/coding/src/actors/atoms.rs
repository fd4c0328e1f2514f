//! A sentence as the gazetteer sees it: atoms, which are tokens cut at their
//! hyphens, so that "Russian-backed", "Kim Jong-un" and "Kim Jong Un" meet.

use super::{lexicon::Lexicon, words::FUNCTION};
use crate::text::{Sentence, Token};
use std::borrow::Cow;

/// A word that stands in no table.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// What an atom is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AtomKind {
    Word,
    Number,
    /// "'s", or the apostrophe after a plural.
    Possessive,
    Mark,
}

/// One word between blanks, hyphens and marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    /// Index in the lexicon's vocabulary, or [`UNKNOWN`].
    pub word: u32,
    /// Index of its token.
    pub token: usize,
    /// First byte in the sentence.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    pub is_capital: bool,
    /// Whether a hyphen ties it to the atom before.
    pub is_glued: bool,
    pub kind: AtomKind,
}

/// A sentence's atoms, and how the sentence is written as a whole.
pub(super) struct Atoms<'s> {
    pub text: &'s str,
    pub list: Vec<Atom>,
    /// No lower-case letter anywhere: a headline in capitals.
    pub is_all_caps: bool,
    /// No capital anywhere: carelessly typed.
    pub is_all_lower: bool,
    /// Most longer words begin with a capital: a headline.
    pub is_title_case: bool,
}

impl<'s> Atoms<'s> {
    pub fn of(sentence: &'s Sentence, lexicon: &Lexicon) -> Self {
        let text = sentence.text.as_str();
        let mut list = Vec::with_capacity(sentence.tokens.len() + 8);
        cut(text, &sentence.tokens, |word| lexicon.word(word), &mut list);
        let (mut long, mut long_capital, mut capitals) = (0, 0, 0);
        for (n, atom) in list.iter().enumerate() {
            if atom.kind == AtomKind::Word {
                capitals += usize::from(atom.is_capital);
                let is_small = lexicon.flags(atom.word) & FUNCTION != 0;
                if 0 < n && 2 < atom.end - atom.start && !atom.is_glued && !is_small {
                    long += 1;
                    long_capital += usize::from(atom.is_capital);
                }
            }
        }
        Self {
            text,
            list,
            is_all_caps: 1 < capitals
                && !text.chars().any(char::is_lowercase)
                && text.contains(char::is_uppercase),
            is_all_lower: capitals == 0,
            is_title_case: 3 <= long && long * 85 <= long_capital * 100,
        }
    }

    /// The verbatim text of some atoms.
    pub fn words(&self, from: usize, to: usize) -> &'s str {
        &self.text[self.list[from].start..self.list[to - 1].end]
    }
}

/// Cuts tokens into atoms; `word` gives each its number.
pub(super) fn cut(
    text: &str,
    tokens: &[Token],
    mut word: impl FnMut(&str) -> u32,
    list: &mut Vec<Atom>,
) {
    let mut glue_next = false;
    for (index, token) in tokens.iter().enumerate() {
        let whole = &text[token.byte_start..token.byte_end];
        let touches =
            0 < index && tokens[index - 1].byte_end == token.byte_start && 0 < token.byte_start;
        let touches_next =
            tokens.get(index + 1).is_some_and(|next| next.byte_start == token.byte_end);
        if !token.is_word {
            if whole == "-" && touches && touches_next {
                glue_next = true;
                continue;
            }
            let closes_plural = matches!(whole, "'" | "’")
                && touches
                && !touches_next
                && tokens[index - 1].lower.ends_with('s');
            list.push(Atom {
                word: UNKNOWN,
                token: index,
                start: token.byte_start,
                end: token.byte_end,
                is_capital: false,
                is_glued: false,
                kind: if closes_plural { AtomKind::Possessive } else { AtomKind::Mark },
            });
            continue;
        }
        if token.lower == "'s" {
            list.push(Atom {
                word: UNKNOWN,
                token: index,
                start: token.byte_start,
                end: token.byte_end,
                is_capital: false,
                is_glued: false,
                kind: AtomKind::Possessive,
            });
            continue;
        }
        let mut push = |start: usize, end: usize, lower: &str, is_glued: bool| {
            let first = text[start..end].chars().next();
            list.push(Atom {
                word: word(&fold(lower)),
                token: index,
                start,
                end,
                is_capital: first.is_some_and(char::is_uppercase),
                is_glued,
                kind: if first.is_some_and(|c| c.is_ascii_digit()) {
                    AtomKind::Number
                } else {
                    AtomKind::Word
                },
            });
        };
        if token.lower.contains('-') {
            let mut start = token.byte_start;
            let mut is_glued = glue_next;
            for part in whole.split('-') {
                if !part.is_empty() {
                    push(start, start + part.len(), &part.to_lowercase(), is_glued);
                    is_glued = true;
                }
                start += part.len() + 1;
            }
        } else {
            push(token.byte_start, token.byte_end, &token.lower, glue_next);
        }
        glue_next = false;
    }
}

/// Latin letters without their marks and typographic apostrophes made plain,
/// so that "Erdoğan" and "Erdogan" are one word. `lower` is lower-cased.
pub(super) fn fold(lower: &str) -> Cow<'_, str> {
    if lower.is_ascii() {
        return Cow::Borrowed(lower);
    }
    let mut plain = String::with_capacity(lower.len());
    for c in lower.chars() {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ắ' | 'ậ' => {
                plain.push('a')
            }
            'ç' | 'ć' | 'č' | 'ċ' => plain.push('c'),
            'ď' | 'đ' | 'ð' => plain.push('d'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ế' | 'ề' | 'ễ' | 'ệ' => {
                plain.push('e')
            }
            'ğ' | 'ģ' => plain.push('g'),
            'ħ' | 'ḥ' => plain.push('h'),
            'ì'..='ï' | 'ī' | 'į' | 'ı' | 'ị' => plain.push('i'),
            'ķ' => plain.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ł' => plain.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => plain.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ố' | 'ồ' | 'ộ' | 'ớ' | 'ơ' => {
                plain.push('o')
            }
            'ř' | 'ŕ' => plain.push('r'),
            'ś' | 'š' | 'ş' | 'ș' | 'ṣ' => plain.push('s'),
            'ţ' | 'ť' | 'ț' | 'ṭ' => plain.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ư' | 'ứ' | 'ừ' => plain.push('u'),
            'ý' | 'ÿ' => plain.push('y'),
            'ź' | 'ż' | 'ž' => plain.push('z'),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ß' => plain.push_str("ss"),
            'þ' => plain.push_str("th"),
            '’' | '‘' | 'ʻ' | 'ʼ' => plain.push('\''),
            '\u{300}'..='\u{36f}' => {}
            other => plain.push(other),
        }
    }
    Cow::Owned(plain)
}
