//! What is delivered, read off the object of a deed: things with their number and unit.
//!
//! In: a stretch of tokens that begins with the object. Out: the goods named there, as heads of
//! their noun phrases, and where the reading stopped. "Two air defence systems" are goods, "a food
//! crisis" is none; "31 tanks, 90 trucks and 20 million rounds" are three.

use super::amounts::{Amount, amount_at, is_designation};
use super::goods_words::{GoodsWords, List, Measure};
use super::syntax::{Shape, Syntax};
use super::words::*;
use crate::actors::FoundKind;
use rapport_record::{Goods, GoodsKind};
use std::ops::Range;

/// Tokens from a number to the head of its noun phrase. Ours.
const HEAD_REACH: usize = 9;

/// What a stretch of tokens delivers.
#[derive(Default)]
pub struct Read {
    /// Goods with the tokens that name them, left to right.
    pub items: Vec<Item>,
    /// The token at which the object ends.
    pub end: usize,
}

/// One thing delivered.
pub struct Item {
    /// The thing.
    pub goods: Goods,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// To or from whom, if told right behind it: indices of the sentence's actors.
    pub parties: Vec<usize>,
}

/// Reads goods in one sentence.
pub struct Reader<'r> {
    /// The sentence.
    pub syntax: &'r Syntax<'r>,
    /// The tables.
    pub words: &'r GoodsWords,
    /// Phrases that are a side of the deed, and so no goods of it.
    pub sides: Vec<Range<usize>>,
    /// Whether the deed only tells of another: "asks for", "agrees to".
    pub is_stance: bool,
}

/// The goods noun that heads a phrase.
struct Head {
    tokens: Range<usize>,
    kind: GoodsKind,
}

impl Reader<'_> {
    /// Reads the object that begins at `from`, up to `to` at most.
    pub fn read(&self, from: usize, to: usize) -> Read {
        let mut read = Read { items: Vec::new(), end: from };
        let to = to.min(self.syntax.len());
        while read.end < to {
            let at = read.end;
            if let Some(next) = self.behind_about(at) {
                read.end = next;
            } else if let Some(amount) = self.amount_at(at) {
                let item = self.counted(&amount);
                let is_money = amount.currency.is_some();
                match item {
                    Some(item) => {
                        read.end = item.tokens.end;
                        read.items.push(item);
                    }
                    // "$800 bail", "a $5 million house": what it costs is not given.
                    None if is_money => break,
                    None => read.end = amount.tokens.end,
                }
            } else if let Some(head) = self.head_at(at) {
                let item = self.uncounted(head);
                read.end = item.tokens.end;
                let is_told = read.items.iter().any(|other| other.goods.kind == item.goods.kind)
                    && item.goods.quantity.is_none();
                if !is_told {
                    read.items.push(item);
                }
            } else {
                match self.step(at, &mut read) {
                    Some(next) => read.end = next,
                    None => break,
                }
            }
        }
        read
    }

    /// The goods named at a token by one that names nobody, whether or not it heads its phrase.
    pub fn named_at(&self, at: usize) -> Option<Goods> {
        let (length, kind) = self.words.kind_at(self.syntax, at)?;
        let is_thing = self.syntax.actor_at[at].is_none();
        is_thing.then(|| self.item(kind, at..at + length, None, None).goods)
    }

    /// The amount at a token, if it is not part of a name.
    fn amount_at(&self, at: usize) -> Option<Amount> {
        amount_at(self.syntax, self.words, at).filter(|amount| !is_designation(self.syntax, amount))
    }

    /// Behind "at least", "up to", "more than" and the like, before an amount.
    fn behind_about(&self, at: usize) -> Option<usize> {
        let word = |n: usize| self.syntax.word(at + n);
        let length = match (word(0), word(1), word(2)) {
            ("as", "many" | "much", "as") => 3,
            ("at", "least" | "most", _)
            | ("up" | "close", "to", _)
            | ("more" | "less" | "fewer", "than", _) => 2,
            (
                "over" | "about" | "around" | "under" | "nearly" | "almost" | "between" | "some",
                _,
                _,
            ) => 1,
            _ => return None,
        };
        amount_at(self.syntax, self.words, at + length).is_some().then_some(at + length)
    }

    /// The goods that an amount counts.
    fn counted(&self, amount: &Amount) -> Option<Item> {
        match &amount.currency {
            Some(_) => self.sum(amount),
            None => self.number_of(amount),
        }
    }

    /// "$14 billion in military aid", "a $2.9 billion bailout", "€5 million".
    fn sum(&self, amount: &Amount) -> Option<Item> {
        let word = |at: usize| self.syntax.word(at);
        let end = self.behind_conversion(amount.tokens.end);
        let end = if word(end) == "more" { end + 1 } else { end };
        let from = match (word(end), word(end + 1)) {
            ("worth", "of") => end + 2,
            ("in" | "of" | "worth", _) => end + 1,
            _ => end,
        };
        let head = self.head_right(from);
        let kind = match head.as_ref().map(|head| head.kind) {
            Some(GoodsKind::Money | GoodsKind::Other) | None => GoodsKind::Money,
            Some(kind) => kind,
        };
        let bearer = || (from == end).then(|| self.bearer_right(end)).flatten();
        let end = match head {
            Some(head) => head.tokens.end,
            None if from == end && !self.ends_phrase(end) => bearer()?,
            None => amount.tokens.end,
        };
        Some(self.item(kind, amount.tokens.start..end, amount.value, amount.currency.clone()))
    }

    /// Behind the same sum in other money: "$65 million (60 million euros)".
    fn behind_conversion(&self, at: usize) -> usize {
        let sum = self.amount_at(at + 1).filter(|_| self.syntax.word(at) == "(");
        match sum.filter(|sum| self.syntax.word(sum.tokens.end) == ")") {
            Some(sum) => sum.tokens.end + 1,
            None => at,
        }
    }

    /// "500 tonnes of wheat flour", "six F-16 fighter jets", "300,000 doses".
    fn number_of(&self, amount: &Amount) -> Option<Item> {
        let syntax = self.syntax;
        let mut unit = None;
        let mut at = amount.tokens.end;
        // "155 mm shells": how wide, not how many.
        if matches!(syntax.word(at), "mm" | "cm" | "millimetre" | "millimeter" | "inch" | "calibre")
        {
            let head = (at + 1..at + HEAD_REACH).find_map(|at| self.head_at(at))?;
            return Some(self.item(head.kind, amount.tokens.start..head.tokens.end, None, None));
        }
        if matches!(syntax.word(at), "more" | "additional" | "other") {
            at += 1;
        }
        let limit = at + HEAD_REACH;
        while at < limit {
            let measured = self.words.unit_at(syntax, at);
            if let Some((length, measure)) =
                measured.filter(|(_, measure)| *measure != Measure::People)
            {
                let behind = at + length;
                if unit.is_none() && syntax.word(behind) == "of" {
                    unit = Some(self.text(at..behind).to_lowercase());
                    // "Doses of AstraZeneca", but "rounds of talks".
                    let head = self.head_right(behind + 1).or_else(|| {
                        self.words
                            .kind_at(syntax, at)
                            .filter(|(_, kind)| *kind == GoodsKind::Medicine)
                            .map(|(_, kind)| Head { tokens: at..behind, kind })
                    })?;
                    return Some(self.item(
                        head.kind,
                        amount.tokens.start..head.tokens.end,
                        amount.value,
                        unit,
                    ));
                }
                if unit.is_none() && measure == Measure::Portion {
                    unit = Some(self.text(at..behind).to_lowercase());
                }
            }
            if let Some(head) = self.head_at(at) {
                return Some(self.item(
                    head.kind,
                    amount.tokens.start..head.tokens.end,
                    amount.value,
                    unit,
                ));
            }
            let is_adjective = self.is_adjective(at) || syntax.word(at) == "'s";
            if self.ends_phrase(at)
                && !is_adjective
                && amount_at(syntax, self.words, at).is_none_or(|n| !is_designation(syntax, &n))
            {
                return None;
            }
            at += 1;
        }
        None
    }

    /// "Loans worth $3 billion", "fuel".
    fn uncounted(&self, head: Head) -> Item {
        let end = head.tokens.end;
        let is_of =
            self.syntax.word(end) == "of" || self.words.is_in(List::Worth, self.syntax.word(end));
        let from = self.behind_about(end + 1).unwrap_or(end + 1);
        let price = self.amount_at(from).filter(|amount| is_of && amount.currency.is_some());
        match price {
            Some(price) => {
                let kind = if head.kind == GoodsKind::Other { GoodsKind::Money } else { head.kind };
                self.item(kind, head.tokens.start..price.tokens.end, price.value, price.currency)
            }
            None => self.item(head.kind, head.tokens, None, None),
        }
    }

    fn item(
        &self,
        kind: GoodsKind,
        tokens: Range<usize>,
        quantity: Option<f64>,
        unit: Option<String>,
    ) -> Item {
        let goods = Goods {
            kind,
            quantity,
            unit: unit.filter(|_| quantity.is_some()),
            text: self.text(tokens.clone()).to_owned(),
        };
        Item { goods, tokens, parties: Vec::new() }
    }

    fn text(&self, tokens: Range<usize>) -> &str {
        let all = &self.syntax.sentence.tokens;
        &self.syntax.sentence.text[all[tokens.start].byte_start..all[tokens.end - 1].byte_end]
    }

    /// The goods noun at a token, with the nouns that stand for it ("aid package"), if it heads
    /// its phrase: not "food" of "food crisis".
    fn head_at(&self, at: usize) -> Option<Head> {
        let (length, kind) = self.words.kind_at(self.syntax, at)?;
        let mut end = at + length;
        while self.words.is_in(List::Bearer, self.syntax.word(end)) && !self.is_side(end) {
            end += 1;
        }
        let is_whole = self.ends_phrase(end) && self.syntax.word(end) != "'s";
        let is_people =
            matches!(kind, GoodsKind::Troops | GoodsKind::Prisoners | GoodsKind::Labour);
        // Whoever acts is no thing; but "50 prisoners" may be told as people of a country, and
        // "two patrol boats" as something of nobody's.
        let is_actor = |token: usize| {
            self.syntax.actor_at[token].is_some_and(|index| {
                let found = &self.syntax.found[index];
                let is_thing = (is_people
                    || matches!(found.kind, FoundKind::Agent | FoundKind::Organ))
                    && found.tokens.end == at + length;
                found.kind != FoundKind::Adjective && !is_thing
            })
        };
        let is_free = !(at..at + length).any(|token| self.is_side(token) || is_actor(token));
        // "Held hostage" tells what somebody is, not a thing.
        let is_state = kind == GoodsKind::Prisoners
            && at.checked_sub(1).is_some_and(|before| {
                matches!(self.syntax.word(before), "held" | "hold" | "taken" | "took" | "take")
            });
        (is_whole && is_free && !is_state).then_some(Head { tokens: at..end, kind })
    }

    /// The first goods that head the noun phrase at `from`.
    fn head_right(&self, from: usize) -> Option<Head> {
        for at in from..(from + HEAD_REACH).min(self.syntax.len()) {
            if let Some(head) = self.head_at(at) {
                return Some(head);
            }
            let word = self.syntax.word(at);
            let is_inside = is_determiner(word) || word == "'s" || self.is_adjective(at);
            let is_of = word == "of"
                && from < at
                && self.words.is_in(List::Bearer, self.syntax.word(at - 1));
            if self.ends_phrase(at) && !is_inside && !is_of {
                return None;
            }
        }
        None
    }

    /// The end of a noun phrase that only says "package", "deal".
    fn bearer_right(&self, from: usize) -> Option<usize> {
        let end =
            (from..from + HEAD_REACH).find(|&at| self.ends_phrase(at) && !self.is_adjective(at))?;
        self.words.is_in(List::Bearer, self.syntax.word(end - 1)).then_some(end)
    }

    /// Whether a noun phrase has ended before this token.
    fn ends_phrase(&self, at: usize) -> bool {
        let syntax = self.syntax;
        let word = syntax.word(at);
        let Some(token) = syntax.sentence.tokens.get(at) else { return true };
        let is_mark = matches!(word, "-" | "\"" | "“" | "”" | "'" | "‘" | "’");
        let is_punctuation = !token.is_word && !is_mark && !is_close_dash(syntax, at);
        let opens_actor = syntax.actor_at[at].is_some_and(|index| {
            let found = &syntax.found[index];
            found.tokens.start == at
                && !found.tokens.clone().any(|token| self.words.kind_at(syntax, token).is_some())
        });
        let number = amount_at(syntax, self.words, at);
        is_punctuation
            || opens_actor
            || is_preposition(word)
            || matches!(word, "to" | "and" | "or" | "but" | "than" | "'s")
            || is_relative(word)
            || is_subordinator(word)
            || is_adverb(word)
            || is_determiner(word)
            || is_auxiliary(word)
            || is_subject_pronoun(word)
            || self.words.is_in(List::Worth, word)
            || is_day(word)
            || syntax.verb_at[at].is_some() && self.words.kind_at(syntax, at).is_none()
            || number.is_some_and(|number| !is_designation(syntax, &number))
    }

    fn is_adjective(&self, at: usize) -> bool {
        self.syntax.actor_at.get(at).copied().flatten().is_some_and(|index| {
            self.syntax.found[index].kind == FoundKind::Adjective
                || self.syntax.word(self.syntax.found[index].tokens.end) == "'s"
        })
    }

    fn is_side(&self, token: usize) -> bool {
        self.sides.iter().any(|side| side.contains(&token))
    }

    /// The next token to read behind one that names no goods; none where the object ends.
    fn step(&self, at: usize, read: &mut Read) -> Option<usize> {
        let syntax = self.syntax;
        let word = syntax.word(at);
        if opens_infinitive(syntax, at) {
            return None;
        }
        if let Some(index) = syntax.actor_at[at] {
            let found = &syntax.found[index];
            let may_stand = found.kind == FoundKind::Adjective
                || read.items.is_empty()
                || syntax.word(found.tokens.end) == "'s";
            return may_stand.then_some(at + 1);
        }
        if matches!(word, "to" | "for" | "from" | "with" | "among" | "between" | "by")
            && let Some((parties, end)) = self.parties_right(at + 1)
        {
            // "By" is who pays, not whose object follows.
            if word == "by" {
                return None;
            }
            for item in read.items.iter_mut().rev().take_while(|item| item.parties.is_empty()) {
                item.parties.clone_from(&parties);
            }
            return Some(end);
        }
        let before = at.checked_sub(1);
        let is_spoken = |before: &usize| syntax.sentence.tokens[*before].is_word;
        let previous = (0..at).rev().find(is_spoken).map_or("", |before| syntax.word(before));
        match word {
            "\"" | "“" | "”" | "'" | "‘" | "’" | "-" | "'s" => Some(at + 1),
            "–" if is_close_dash(syntax, at) => Some(at + 1),
            "of" => {
                let is_part = self.words.is_in(List::Bearer, previous)
                    || before.is_some_and(|before| self.words.unit_at(syntax, before).is_some());
                is_part.then_some(at + 1)
            }
            "with" => read.items.is_empty().then_some(at + 1),
            "for" | "to" | "on" if self.is_stance && read.items.is_empty() => {
                let is_led = previous_is_verb(syntax, at)
                    || word == "for"
                        && before.is_some_and(|before| syntax.actor_at[before].is_some())
                    || self.words.is_in(List::Settlement, previous);
                is_led.then_some(at + 1)
            }
            "as" if syntax.word(at + 1) == "well" && syntax.word(at + 2) == "as" => {
                self.goes_on(at + 3).then_some(at + 3)
            }
            "," => self.goes_on(at + 1).then_some(at + 1),
            "off" | "out" | "over" | "up" | "back" if previous_is_verb(syntax, at) => Some(at + 1),
            _ if self.words.is_in(List::Joiner, word) => self.goes_on(at + 1).then_some(at + 1),
            _ if self.words.is_in(List::Worth, word) => Some(at + 1),
            _ if is_preposition(word)
                || word == "to"
                || syntax.verb_at[at].is_some()
                || syntax.is_clause_end(at)
                || !syntax.sentence.tokens[at].is_word =>
            {
                None
            }
            _ => Some(at + 1),
        }
    }

    /// Whether goods head the noun phrase at a token, so that a list goes on there.
    fn goes_on(&self, from: usize) -> bool {
        let from = if self.syntax.word(from) == "and" { from + 1 } else { from };
        let from = self.behind_about(from).unwrap_or(from);
        match self.amount_at(from) {
            Some(amount) => self.counted(&amount).is_some(),
            None => self.head_right(from).is_some() || self.amount_behind(from),
        }
    }

    /// "And an additional 20 tanks".
    fn amount_behind(&self, from: usize) -> bool {
        (from + 1..from + 3).any(|at| {
            self.amount_at(at).is_some_and(|amount| self.counted(&amount).is_some())
                && (from..at).all(|before| {
                    is_determiner(self.syntax.word(before)) || !self.ends_phrase(before)
                })
        })
    }

    /// The parties that a preposition leads to, and the token behind them.
    fn parties_right(&self, from: usize) -> Option<(Vec<usize>, usize)> {
        const WORDS_BETWEEN: usize = 3;
        let syntax = self.syntax;
        let first = (from..(from + 1 + WORDS_BETWEEN).min(syntax.len()))
            .take_while(|&at| {
                at == from || !self.ends_phrase(at - 1) || is_determiner(syntax.word(at - 1))
            })
            .take_while(|&at| self.amount_at(at).is_none_or(|amount| amount.currency.is_none()))
            .find_map(|at| {
                syntax.actor_at[at]
                    .filter(|&index| syntax.found[index].kind != FoundKind::Adjective)
            })?;
        let all = syntax.coordination_right(first);
        let end = all.iter().map(|&index| syntax.found[index].tokens.end).max()?;
        let is_owner = syntax.word(end) == "'s";
        // "To Chile's navy".
        let end = if is_owner { (end + 1..end + 6).find(|&at| self.ends_phrase(at))? } else { end };
        Some((all, end))
    }
}

/// A dash that joins two names: "Oxford–AstraZeneca".
pub fn is_close_dash(syntax: &Syntax<'_>, at: usize) -> bool {
    let tokens = &syntax.sentence.tokens;
    syntax.word(at) == "–"
        && 0 < at
        && at + 1 < tokens.len()
        && tokens[at - 1].byte_end == tokens[at].byte_start
        && tokens[at].byte_end == tokens[at + 1].byte_start
}

fn previous_is_verb(syntax: &Syntax<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| syntax.verb_at[before].is_some())
}

/// Days told without a preposition: "sent tanks Monday".
fn is_day(word: &str) -> bool {
    matches!(
        word,
        "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
    )
}

/// Whether an infinitive begins at a token.
pub fn opens_infinitive(syntax: &Syntax<'_>, at: usize) -> bool {
    syntax.word(at) == "to"
        && syntax.verb_at.get(at).copied().flatten().is_some_and(|verb| {
            syntax.verbs[verb].shape == Shape::Infinitive && syntax.verbs[verb].first == at
        })
}
