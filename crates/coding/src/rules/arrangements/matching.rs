//! Where the words of a pattern stand in a sentence, and who stands in its slots.

use super::table::{Element, Pattern, Slot, TABLE};
use crate::actors::{Found, FoundKind};
use crate::dates::DateExpression;
use crate::text::{Sentence, Token};
use rapport_record::Date;
use std::ops::Range;

/// Tokens before a fact in which a word may make it doubtful.
const DOUBT_TOKENS: usize = 8;
/// Tokens around it in which a word of `unless` takes it away.
const NEAR_TOKENS: usize = 10;
/// Tokens behind it that may call it over.
const OVER_TOKENS: usize = 2;
/// Days after which a time told for a fact says that it is over. Ours.
const PAST_DAYS: i32 = 366;
/// Words that may stand between a verb of being or having and what is told by it.
const ADVERBS: &[&str] = &[
    "still",
    "long",
    "now",
    "also",
    "both",
    "already",
    "currently",
    "formally",
    "technically",
    "officially",
    "legally",
    "widely",
    "largely",
    "directly",
    "openly",
    "each",
    "themselves",
    "since",
];
const BE: &[&[&str]] = &[
    &["is"],
    &["are"],
    &["remain"],
    &["remains"],
    &["has", "been"],
    &["have", "been"],
    &["has", "remained"],
    &["have", "remained"],
    &["has", "long", "been"],
    &["have", "long", "been"],
    &["has", "also", "been"],
    &["have", "also", "been"],
];
const HAVE: &[&[&str]] = &[&["has"], &["have"]];
/// Words before a name that make it part of what stands before: "the leader of Peru is".
const LEADS_IN: &[&str] = &[
    "of", "in", "to", "for", "from", "by", "with", "on", "at", "against", "over", "near", "into",
    "than", "like", "under", "about",
];
/// Words that may follow a name written in capitals without making it an adjective.
const GOES_ON: &[&str] = &[
    "since", "and", "or", "but", "as", "for", "in", "on", "over", "at", "by", "to", "of", "with",
    "from", "after", "under", "who", "which", "that", "has", "have", "is", "are", "was", "were",
    "will", "said", "says", "when", "while", "because", "remain", "remains", "during", "near",
    "despite", "both",
];

/// A sentence with its phrases and times.
pub(super) struct Reading<'r> {
    pub(super) sentence: &'r Sentence,
    pub(super) found: &'r [Found],
    pub(super) expressions: &'r [DateExpression],
    pub(super) published_on: Date,
}

/// What a pattern has found.
#[derive(Debug, Clone, Default)]
pub(super) struct Bound {
    /// Those that stand at `A` and `B`, as indices of phrases.
    pub(super) sides: [Vec<usize>; 2],
    /// The time at `$when`, as an index.
    pub(super) when: Option<usize>,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
}

impl Reading<'_> {
    /// Every place where a pattern fits and nothing makes it doubtful.
    pub(super) fn fits(&self, pattern: &Pattern) -> Vec<Bound> {
        (0..self.len())
            .filter_map(|start| {
                let mut bound = self.run(&pattern.elements, start, &Bound::default())?;
                bound.tokens.start = start;
                let is_aside = self.is_aside(&pattern.elements, &bound);
                let is_told = self.opens_well(&pattern.elements, &bound)
                    && self.is_plain(&bound.tokens, is_aside);
                is_told.then_some(bound)
            })
            .collect()
    }

    pub(super) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    /// Whether one of some words stands in or near what a pattern has found.
    pub(super) fn has_near(&self, words: &[String], bound: &Bound) -> bool {
        let first = bound.tokens.start.saturating_sub(NEAR_TOKENS);
        let last = (bound.tokens.end + NEAR_TOKENS).min(self.len());
        (first..last).any(|at| words.iter().any(|word| word == self.word(at)))
    }

    /// A token in lower case; empty behind the last.
    pub(super) fn word(&self, at: usize) -> &str {
        self.sentence.tokens.get(at).map_or("", |token| &token.lower)
    }

    /// The elements from a token on: what is bound where all of them fit.
    fn run(&self, elements: &[Element], at: usize, bound: &Bound) -> Option<Bound> {
        let Some((element, rest)) = elements.split_first() else {
            let mut bound = bound.clone();
            bound.tokens = at..at;
            return Some(bound);
        };
        let on = |at: usize| self.run(rest, at, bound);
        match element {
            Element::Word { words, is_optional } => {
                let is_here = words.iter().any(|word| word == self.word(at));
                is_here
                    .then(|| on(at + 1))
                    .flatten()
                    .or_else(|| is_optional.then(|| on(at)).flatten())
            }
            Element::Gap(max) => (at..=at + max)
                .take_while(|&end| end == at || self.may_stand_between(end - 1))
                .find_map(on),
            Element::Be => self.verb(at, BE).into_iter().find_map(on),
            Element::Have => self.verb(at, HAVE).into_iter().find_map(on),
            Element::Who => on(self.behind_relative(at)),
            Element::When => {
                let here = self.expressions.iter().position(|one| one.tokens.start == at);
                let timed = here.and_then(|one| {
                    let bound = Bound { when: Some(one), ..bound.clone() };
                    self.run(rest, self.expressions[one].tokens.end, &bound)
                });
                timed.or_else(|| on(at))
            }
            Element::Slot(slot) => self
                .phrases(slot, at)
                .into_iter()
                .find_map(|(many, end)| self.run(rest, end, &bound_with(bound, slot.side, &many))),
            Element::Both(one, other) => {
                self.two(one, other, at).into_iter().find_map(|(first, second, end)| {
                    let bound = bound_with(bound, one.side, &[first]);
                    self.run(rest, end, &bound_with(&bound, other.side, &[second]))
                })
            }
        }
    }

    /// Words between that name nobody and end no clause.
    fn may_stand_between(&self, at: usize) -> bool {
        let Some(token) = self.sentence.tokens.get(at) else { return false };
        let is_mark = matches!(&*token.lower, "$" | "€" | "£" | "-");
        let names_somebody =
            self.found.iter().any(|found| found.head.contains(&at) && !found.actor.is_empty());
        (token.is_word || is_mark) && !names_somebody
    }

    /// Where a verb ends that stands at a token, also after ", which", with its adverbs.
    fn verb(&self, at: usize, forms: &[&[&str]]) -> Vec<usize> {
        let at = self.behind_relative(at);
        let stands = |form: &&[&str]| (0..form.len()).all(|i| self.word(at + i) == form[i]);
        let ends = forms.iter().filter(|form| stands(form)).map(|form| at + form.len());
        ends.flat_map(|end| {
            let n = (end..).take_while(|&at| ADVERBS.contains(&self.word(at))).count();
            [end + n, end]
        })
        .collect()
    }

    /// The token behind ", which" if that stands at one, else that one.
    fn behind_relative(&self, at: usize) -> usize {
        let comma = at + usize::from(self.word(at) == ",");
        if matches!(self.word(comma), "which" | "who" | "that") { comma + 1 } else { at }
    }

    /// Who stands at a token and where they end, the longest first.
    fn phrases(&self, slot: &Slot, at: usize) -> Vec<(Vec<usize>, usize)> {
        let mut all = Vec::new();
        for (one, end) in self.names(slot, at) {
            if slot.may_be_many {
                all.push(self.listed(slot, one, end));
            }
            all.push((vec![one], end));
        }
        all
    }

    /// The whole of a list that begins with a phrase: "Peru, Chile and Bolivia".
    fn listed(&self, slot: &Slot, first: usize, end: usize) -> (Vec<usize>, usize) {
        let (mut many, mut end) = (vec![first], end);
        loop {
            let comma = end + usize::from(self.word(end) == ",");
            let next = comma + usize::from(self.word(comma) == "and");
            if next == end {
                return (many, end);
            }
            let Some((one, one_end)) = self.names(slot, next).pop() else { return (many, end) };
            many.push(one);
            end = one_end;
        }
    }

    /// Two joined by "and" that are all of their list.
    fn two(&self, one: &Slot, other: &Slot, at: usize) -> Vec<(usize, usize, usize)> {
        let is_listed_before = at.checked_sub(2).is_some_and(|before| {
            matches!(self.word(at - 1), "," | "and")
                && self.found.iter().any(|found| found.tokens.end == before + 1)
        });
        if is_listed_before {
            return Vec::new();
        }
        let at = at + usize::from(self.word(at) == "both");
        let mut all = Vec::new();
        for (first, end) in self.names(one, at) {
            if self.word(end) != "and" {
                continue;
            }
            for (second, end) in self.names(other, end + 1) {
                all.push((first, second, end));
            }
        }
        all
    }

    /// The phrases that begin at a token and fit a slot, each with its end.
    fn names(&self, slot: &Slot, at: usize) -> Vec<(usize, usize)> {
        let mut all = Vec::new();
        for (index, found) in self.found.iter().enumerate().filter(|(_, one)| slot.fits(one)) {
            // "A member of NATO", "NATO member": NATO by its members, who are the head.
            let is_inside = slot.is_body() && found.tokens.contains(&at);
            let begins = found.tokens.start == at
                || is_inside
                || found.head.start == at && found.kind != FoundKind::Organ;
            for end in [found.tokens.end, found.head.end, found.head.start] {
                let is_new = begins && at < end && !all.contains(&(index, end));
                if is_new && (slot.is_adjective || self.ends_a_name(end)) {
                    all.push((index, end));
                }
            }
        }
        all
    }

    /// Whether a name that ends at a token is no adjective: not "backed by US banks".
    fn ends_a_name(&self, end: usize) -> bool {
        let last = self.sentence.word(end - 1);
        let is_short = last.chars().all(|c| c.is_uppercase() || c == '.');
        let goes_on =
            |token: &Token| !token.is_word || !is_short || GOES_ON.contains(&&*token.lower);
        self.sentence.tokens.get(end).is_none_or(goes_on)
    }

    /// Whether who stands first is told for themselves: not "the leader of Peru is".
    fn opens_well(&self, elements: &[Element], bound: &Bound) -> bool {
        let behind = self.behind_first(elements, bound);
        let is_owner =
            behind.is_none_or(|behind| matches!(behind, "'s" | "'") || behind.ends_with("ed"));
        let before = bound.tokens.start.checked_sub(1).map_or("", |before| self.word(before));
        is_owner || self.is_aside(elements, bound) || !LEADS_IN.contains(&before)
    }

    /// Whether a fact is told in passing of who stands first: "Peru, which is", "Peru, an ally".
    fn is_aside(&self, elements: &[Element], bound: &Bound) -> bool {
        let behind = self.behind_first(elements, bound);
        behind.is_some_and(|behind| matches!(behind, "," | "which" | "who" | "that"))
    }

    /// The word behind who stands first, where somebody does by name.
    fn behind_first(&self, elements: &[Element], bound: &Bound) -> Option<&str> {
        let side = match elements.first()? {
            Element::Slot(slot) if !slot.is_adjective => slot.side,
            Element::Both(slot, _) => 1 - slot.side,
            _ => return None,
        };
        let last = *bound.sides[side].last()?;
        Some(self.word(self.found[last].tokens.end))
    }

    /// Whether nothing denies, doubts, quotes or wishes what stands at some tokens.
    fn is_plain(&self, tokens: &Range<usize>, is_aside: bool) -> bool {
        let has = |words: &[String], mut at: Range<usize>| {
            at.any(|at| {
                let is_month = self.word(at) == "may" && self.sentence.tokens[at].is_capital;
                !is_month && words.iter().any(|word| word == self.word(at))
            })
        };
        let clause = (tokens.start.saturating_sub(DOUBT_TOKENS)..tokens.start)
            .rev()
            .take_while(|&at| !matches!(self.word(at), "," | ";" | ":" | "(" | "—" | "–"))
            .last()
            .unwrap_or(tokens.start);
        let over = tokens.end..(tokens.end + OVER_TOKENS).min(self.len());
        let doubted = if is_aside { &TABLE.doubted_aside } else { &TABLE.doubted_before };
        !has(doubted, clause..tokens.start)
            && !has(&TABLE.doubted_inside, tokens.clone())
            && !has(&TABLE.doubted_after, over)
            && !matches!(self.word(0), "if" | "unless" | "should" | "imagine")
            && !self.is_quoted(tokens.start)
            && !self.is_of_the_past(tokens.end)
            && self.sentence.tokens.last().is_none_or(|last| last.lower != "?")
    }

    /// Whether a time long ago is told for what ends at a token: "an air base in Peru in 1968".
    fn is_of_the_past(&self, end: usize) -> bool {
        let is_long_ago =
            |one: &&DateExpression| (self.published_on - one.stated.1).get_days() > PAST_DAYS;
        let here = |one: &DateExpression| one.tokens.start == end + 1;
        matches!(self.word(end), "in" | "during" | "from" | "between")
            && self.expressions.iter().find(|one| here(one)).as_ref().is_some_and(is_long_ago)
    }

    /// Whether a token stands within quotation marks.
    fn is_quoted(&self, at: usize) -> bool {
        let before = &self.sentence.text[..self.sentence.tokens[at].byte_start];
        before.matches('"').count() % 2 == 1
            || before.matches('“').count() > before.matches('”').count()
    }
}

fn bound_with(bound: &Bound, side: usize, many: &[usize]) -> Bound {
    let mut bound = bound.clone();
    bound.sides[side] = many.to_vec();
    bound
}
