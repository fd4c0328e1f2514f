//! How much: numbers in figures and words, with their magnitude and currency.
//!
//! In: a sentence and a token. Out: the [`Amount`] that begins there: "$14 billion", "20m euros",
//! "ten thousand", "a dozen", "twenty-five".

use super::goods_words::GoodsWords;
use super::syntax::Syntax;
use super::words::number;
use std::ops::Range;

/// A sum or a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// Where it stands, with its currency.
    pub tokens: Range<usize>,
    /// How much in full; none for a range ("10 to 20").
    pub value: Option<f64>,
    /// ISO 4217 code, of money.
    pub currency: Option<String>,
}

/// Least sum in won: below, the word is rather the verb ("24 won").
const WON_MIN: f64 = 1000.0;

/// The amount that begins at a token.
pub fn amount_at(syntax: &Syntax<'_>, words: &GoodsWords, at: usize) -> Option<Amount> {
    let (from, before) = match currency_before(syntax, words, at) {
        Some((length, code)) => (at + length, Some(code)),
        None => (at, None),
    };
    let first = numeral(syntax, words, from)?;
    // "$2bn to $3bn": the sign may stand again.
    let second_at =
        |at: usize| at + currency_before(syntax, words, at).map_or(0, |(length, _)| length);
    let second = matches!(syntax.word(first.end), "-" | "–" | "to" | "or")
        .then(|| numeral(syntax, words, second_at(first.end + 1)))
        .flatten();
    let between = || {
        (at.checked_sub(1).is_some_and(|at| syntax.word(at) == "between")
            && syntax.word(first.end) == "and")
            .then(|| numeral(syntax, words, second_at(first.end + 1)))
            .flatten()
    };
    let is_one = first.is_one;
    let (end, value, is_short) = match second.or_else(between) {
        Some(second) => (second.end, None, second.is_short),
        None => (first.end, is_one.then_some(first.value), first.is_short),
    };
    let behind = currency_behind(syntax, words, end, value).filter(|_| before.is_none());
    let end = end + behind.as_ref().map_or(0, |(length, _)| *length);
    let currency = before.or(behind.map(|(_, code)| code));
    let is_share = matches!(syntax.word(end), "%" | "percent" | "th" | "rd")
        || syntax.word(end) == "per" && syntax.word(end + 1) == "cent";
    // "200m" of no currency is a distance.
    let is_amount = !is_share && (!is_short || currency.is_some());
    is_amount.then_some(Amount { tokens: at..end, value, currency })
}

/// Whether a number is part of a name: "Leopard 2 tanks", "Combat Vehicle 90".
pub fn is_designation(syntax: &Syntax<'_>, amount: &Amount) -> bool {
    let start = amount.tokens.start;
    let Some(before) = start.checked_sub(1).filter(|&before| 0 < before) else { return false };
    let token = &syntax.sentence.tokens[before];
    amount.currency.is_none()
        && amount.tokens.len() == 1
        && token.is_word
        && token.is_capital
        && syntax.actor_at[before].is_none()
        && syntax.verb_at[before].is_none()
}

struct Numeral {
    value: f64,
    end: usize,
    /// Whether its magnitude is a letter or two: "200m".
    is_short: bool,
    /// Not for a range written as one word: "10-20".
    is_one: bool,
}

/// A number with its magnitudes: "14 billion", "ten thousand", "half a million".
fn numeral(syntax: &Syntax<'_>, words: &GoodsWords, at: usize) -> Option<Numeral> {
    let is_large = |word: &str| 2 < word.len() && words.magnitude(word).is_some();
    let word = syntax.word(at);
    let (mut value, mut end, mut is_short, mut is_one) = (1.0, at + 1, false, true);
    if matches!(word, "a" | "an") && is_large(syntax.word(at + 1)) {
    } else if word == "half" && syntax.word(at + 1) == "a" && is_large(syntax.word(at + 2)) {
        (value, end) = (0.5, at + 2);
    } else if let Some(plain) = plain_number(word) {
        value = plain;
    } else {
        let split = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.'))?;
        let (figures, rest) = match word.split_once('-') {
            Some(parts) => parts,
            None => word.split_at(split),
        };
        value = plain_number(figures)?;
        match (words.magnitude(rest), plain_number(rest)) {
            (Some(factor), _) => {
                value *= factor;
                is_short = rest.len() <= 2;
            }
            (None, Some(unit))
                if 20.0 <= value
                    && unit < 10.0
                    && number(rest).is_some()
                    && !rest.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                value += unit;
            }
            (None, Some(_)) => is_one = false,
            (None, None) => return None,
        }
    }
    while let Some(factor) = words.magnitude(syntax.word(end)) {
        is_short |= syntax.word(end).len() <= 2;
        value *= factor;
        end += 1;
    }
    Some(Numeral { value, end, is_short, is_one })
}

/// "14", "1,250.5", "six"; not "hundred", which only multiplies.
fn plain_number(word: &str) -> Option<f64> {
    let figures: String = word.chars().filter(|c| *c != ',').collect();
    if figures.starts_with(|c: char| c.is_ascii_digit()) {
        return figures.parse().ok().filter(|n: &f64| n.is_finite());
    }
    number(word).filter(|n| *n < 100).map(f64::from)
}

/// "$", "US$", "A$", "EUR" before a number. Letters stand close to their sign: "a $5 loan".
fn currency_before(syntax: &Syntax<'_>, words: &GoodsWords, at: usize) -> Option<(usize, String)> {
    let tokens = &syntax.sentence.tokens;
    let (length, code) = words.currency_at(syntax, at)?;
    let is_close = (at + 1..at + length).all(|n| tokens[n - 1].byte_end == tokens[n].byte_start);
    let last = syntax.word(at + length - 1);
    let is_sign_or_code = !last.chars().next().is_some_and(char::is_alphanumeric)
        || syntax.word(at).len() == 3 && last.eq_ignore_ascii_case(code);
    (is_close && is_sign_or_code).then(|| (length, code.to_owned()))
}

/// "dollars", "U.S. dollars" behind a number; "pounds of flour" are no money.
fn currency_behind(
    syntax: &Syntax<'_>,
    words: &GoodsWords,
    at: usize,
    value: Option<f64>,
) -> Option<(usize, String)> {
    let (length, code) = words.currency_at(syntax, at)?;
    let last = syntax.word(at + length - 1);
    let is_weight = last == "pounds" && syntax.word(at + length) == "of";
    let is_verb = last == "won" && value.is_some_and(|value| value < WON_MIN);
    let is_sign = !last.chars().next().is_some_and(char::is_alphanumeric);
    (!is_weight && !is_verb && !is_sign).then(|| (length, code.to_owned()))
}
