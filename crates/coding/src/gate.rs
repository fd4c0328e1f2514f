//! Whether a sentence is worth the encoder's time.
//!
//! In: a sentence. Out: yes, unless its words make it unlikely that it tells
//! any event; the coder then reads it only if a pattern of the codebook fits. A logistic regression over words (`train/gate.py`,
//! `models/gate/words.csv`), some hundred times as quick as the encoder.

use crate::text::Sentence;
use rustc_hash::{FxHashMap, FxHashSet};

const WORDS: &str = include_str!("../../../models/gate/words.csv");

/// Log-odds of an event below which a sentence is left out: three in ten
/// sentences of dev, with 3 % of their events (`train/gate.py` prints both).
const LOG_ODDS_MIN: f32 = -0.92;

/// Words with what each adds to the log-odds of an event.
#[derive(Debug, Clone)]
pub struct Gate {
    bias: f32,
    weights: FxHashMap<&'static str, f32>,
}

impl Gate {
    /// The built-in weights.
    ///
    /// # Panics
    /// If they are broken; a test keeps them whole.
    pub fn embedded() -> Self {
        let rows = WORDS.lines().skip(1).map(|line| {
            let (word, weight) = line.split_once(',').expect("word,weight");
            (word, weight.parse().expect("a number"))
        });
        let mut weights: FxHashMap<&str, f32> = rows.collect();
        Self { bias: weights.remove("").expect("the row of no word"), weights }
    }

    /// Whether a sentence of such log-odds may tell an event.
    pub fn opens_at(log_odds: f32) -> bool {
        LOG_ODDS_MIN <= log_odds
    }

    /// Log-odds that the sentence tells an event; each word counts once.
    pub fn log_odds(&self, sentence: &Sentence) -> f32 {
        let parts = sentence
            .tokens
            .iter()
            .flat_map(|token| token.lower.split(|letter: char| !letter.is_ascii_lowercase()));
        let words: FxHashSet<&str> = parts.filter(|word| !word.is_empty()).collect();
        // Summed in one order, so that the last digit is always the same.
        let mut words: Vec<&str> = words.into_iter().collect();
        words.sort_unstable();
        self.bias + words.iter().filter_map(|word| self.weights.get(word)).sum::<f32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn war_opens_it_and_weather_does_not() {
        let gate = Gate::embedded();
        let opens = |text: &str| Gate::opens_at(gate.log_odds(&Sentence::new(text)));
        assert!(opens(
            "Troops of the government attacked the city with rockets in the night, and the \
             rebels shot back from the hills."
        ));
        assert!(!opens(
            "A typhoon brings heavy rain and floods to the coast, where the river is \
             expected to rise above the banks by the weekend."
        ));
    }

    #[test]
    fn a_word_counts_once() {
        let gate = Gate::embedded();
        let log_odds = |text: &str| gate.log_odds(&Sentence::new(text));
        assert_eq!(log_odds("Attack attack attack!"), log_odds("attack"));
    }
}
