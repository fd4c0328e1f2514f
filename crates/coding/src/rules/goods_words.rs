//! The words that tell what is delivered and how much of it, from the tables under `data/words/`.
//!
//! Out: for a token, the longest phrase of a table that begins there. A phrase may stand in the
//! plural ("tank" for "tanks").

use super::syntax::Syntax;
use rapport_record::GoodsKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// Kinds of goods, units, currencies and magnitudes, and the verbs and nouns of delivery.
pub struct GoodsWords {
    kinds: Phrases<GoodsKind>,
    units: Phrases<Measure>,
    currencies: Phrases<String>,
    magnitudes: FxHashMap<String, f64>,
    deliveries: FxHashMap<String, FxHashSet<String>>,
    of_verbs: Vec<(String, GoodsKind, GoodsKind)>,
}

/// What a unit measures, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Doses, rounds, meals: goods and the unit they are counted in at once.
    Portion,
    /// People, who have a unit only as what is trained or sent.
    People,
    /// Tonnes, barrels, containers, pieces.
    Other,
}

/// A closed list of `data/words/deliveries.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Verbs whose object is what is given: "send", "receive", "release".
    Giver,
    /// Verbs whose object is forces that are moved: "deploy".
    Moving,
    /// Verbs whose passive keeps an object: "was lent a million".
    Retained,
    /// Verbs whose object is let do something: "allow vessels to pass".
    Permitting,
    /// Nouns that stand for the goods beside them: "aid package", "shipment of arms".
    Bearer,
    /// Nouns that tell the giving itself: "delivery of drones".
    Deed,
    /// What leads to a price: "worth".
    Worth,
    /// Nouns for what is agreed on: "a deal to buy jets".
    Settlement,
    /// What joins one thing with the next: "and".
    Joiner,
}

impl GoodsWords {
    /// The tables built into the program.
    pub fn embedded() -> Self {
        let kinds = rows(include_str!("../../../../data/words/goods.csv"));
        let units = rows(include_str!("../../../../data/words/units.csv"));
        let currencies = rows(include_str!("../../../../data/words/currencies.csv"));
        let magnitudes = rows(include_str!("../../../../data/words/magnitudes.csv"));
        let mut deliveries: FxHashMap<String, FxHashSet<String>> = FxHashMap::default();
        for row in rows(include_str!("../../../../data/words/deliveries.csv")) {
            deliveries.entry(row[0].clone()).or_default().insert(row[1].clone());
        }
        let measure = |name: &str| match name {
            "portion" => Some(Measure::Portion),
            "people" => Some(Measure::People),
            "money" => None,
            _ => Some(Measure::Other),
        };
        let kind = |name: &str| name.parse::<GoodsKind>().ok();
        Self {
            kinds: kinds
                .into_iter()
                .filter_map(|row| Some((row[1].clone(), kind(&row[0])?)))
                .collect(),
            units: units
                .into_iter()
                .filter_map(|row| Some((row[0].clone(), measure(&row[1])?)))
                .collect(),
            currencies: currencies
                .into_iter()
                .map(|row| (row[0].clone(), row[1].to_uppercase()))
                .collect(),
            magnitudes: magnitudes
                .into_iter()
                .filter_map(|row| Some((row[0].clone(), row[1].parse().ok()?)))
                .collect(),
            deliveries,
            of_verbs: rows(include_str!("../../../../data/words/goods_of_verbs.csv"))
                .into_iter()
                .filter_map(|row| Some((row[0].clone(), kind(&row[1])?, kind(&row[2])?)))
                .collect(),
        }
    }

    /// The goods named at a token: how many tokens, and of what kind.
    pub fn kind_at(&self, syntax: &Syntax<'_>, token: usize) -> Option<(usize, GoodsKind)> {
        self.kinds.at(syntax, token).map(|(length, kind)| (length, *kind))
    }

    /// The unit named at a token.
    pub fn unit_at(&self, syntax: &Syntax<'_>, token: usize) -> Option<(usize, Measure)> {
        self.units.at(syntax, token).map(|(length, measure)| (length, *measure))
    }

    /// The currency named at a token: its ISO 4217 code.
    pub fn currency_at(&self, syntax: &Syntax<'_>, token: usize) -> Option<(usize, &str)> {
        self.currencies.at(syntax, token).map(|(length, code)| (length, code.as_str()))
    }

    /// What "million" multiplies a number by.
    pub fn magnitude(&self, word: &str) -> Option<f64> {
        self.magnitudes.get(word).copied()
    }

    /// Whether a word is in a list.
    pub fn is_in(&self, list: List, word: &str) -> bool {
        let name = match list {
            List::Giver => "giver",
            List::Moving => "moving",
            List::Retained => "retained",
            List::Permitting => "permitting",
            List::Bearer => "bearer",
            List::Deed => "deed",
            List::Worth => "worth",
            List::Settlement => "settlement",
            List::Joiner => "joiner",
        };
        self.deliveries.get(name).is_some_and(|words| words.contains(word))
    }

    /// What a verb makes of its object: who lends money gives a loan.
    pub fn of_verb(&self, verb: &str, object: GoodsKind) -> Option<GoodsKind> {
        let is_it = |row: &&(String, GoodsKind, GoodsKind)| row.0 == verb && row.1 == object;
        self.of_verbs.iter().find(is_it).map(|row| row.2)
    }
}

/// Phrases by their first word.
struct Phrases<T>(FxHashMap<String, Vec<(Vec<String>, T)>>);

impl<T> FromIterator<(String, T)> for Phrases<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(all: I) -> Self {
        let mut by_first: FxHashMap<String, Vec<(Vec<String>, T)>> = FxHashMap::default();
        for (phrase, value) in all {
            let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
            by_first.entry(words[0].clone()).or_default().push((words, value));
        }
        Self(by_first)
    }
}

impl<T> Phrases<T> {
    /// The longest phrase that begins at a token.
    fn at(&self, syntax: &Syntax<'_>, token: usize) -> Option<(usize, &T)> {
        let first = syntax.word(token);
        let singular = first.strip_suffix('s').unwrap_or(first);
        let is_here = |words: &[String]| {
            words.iter().enumerate().all(|(n, word)| {
                let there = syntax.word(token + n);
                there == word || there.strip_suffix('s') == Some(word)
            })
        };
        [first, singular]
            .iter()
            .filter_map(|first| self.0.get(*first))
            .flatten()
            .filter(|(words, _)| is_here(words))
            .max_by_key(|(words, _)| words.len())
            .map(|(words, value)| (words.len(), value))
    }
}

/// The rows of a table, in lower case.
fn rows(csv: &str) -> Vec<Vec<String>> {
    csv.lines()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(|line| line.split(',').map(|cell| cell.trim().to_lowercase()).collect())
        .collect()
}
