//! Who was named just before a sentence, and may be meant by its "they", "the
//! group" or "the move", or by nothing at all ("The ban was condemned by Peru").
//!
//! In: a sentence and the phrases found in it. Out: those of them that may be a
//! side of what the next sentence tells. The model reads their words in front of that sentence and
//! pairs them with its own phrases; it learnt to on labels whose sides stand in two
//! sentences (`train/corpus.py`).

use super::assemble::{Context, Work};
use super::parties;
use super::syntax::Syntax;
use crate::actors::{Found, FoundKind};
use crate::text::Sentence;
use rapport_record::Party;

/// How many of them are kept, the first ones.
const EARLIER_MAX: usize = 6;
/// How many sentences back they may stand, if those between name nobody.
const SENTENCES_BACK: usize = 2;

/// A phrase of a sentence before.
pub struct Earlier {
    /// The index of the sentence that names it.
    sentence_index: usize,
    /// As it stands there.
    pub words: String,
    /// Who it is, without a span, since it stands in another sentence; none for people of no told
    /// country.
    pub party: Option<Party>,
}

/// The phrases of a sentence, each actor once; `party` tells who the phrase at an index is.
pub fn named(
    sentence: &Sentence,
    found: &[Found],
    party: impl Fn(usize) -> Option<Party>,
) -> Vec<Earlier> {
    let mut told = Vec::new();
    let mut earlier = Vec::new();
    for (index, one) in found.iter().enumerate() {
        let words = parties::name(sentence, one);
        let who = if one.actor.is_empty() { words } else { one.actor.as_str() };
        let is_new = !told.contains(&(who, one.role));
        if !is_new || matches!(one.kind, FoundKind::Place | FoundKind::Adjective) {
            continue;
        }
        told.push((who, one.role));
        earlier.push(Earlier {
            sentence_index: sentence.index,
            words: words.to_owned(),
            party: party(index).map(|party| Party { span: None, ..party }),
        });
        if earlier.len() == EARLIER_MAX {
            break;
        }
    }
    earlier
}

/// What is kept for the sentence behind the one at `index`: whom it names, else who was
/// named before it, unless that is too far back.
pub fn passed_on(named: Vec<Earlier>, mut earlier: Vec<Earlier>, index: usize) -> Vec<Earlier> {
    if !named.is_empty() {
        return named;
    }
    earlier.retain(|one| index + 1 - one.sentence_index <= SENTENCES_BACK);
    earlier
}

impl Work<'_> {
    /// Who the sentence names, for the next one: the model's phrases among them.
    pub(super) fn named(&self, context: &Context<'_>) -> Vec<Earlier> {
        let Syntax { sentence, found, .. } = self.syntax;
        named(sentence, found, |index| {
            self.side(Some(index), None, found[index].tokens.start, context)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actors::Gazetteer;
    use crate::text;

    /// The words kept of each sentence for the next one.
    fn kept(text: &str) -> Vec<Vec<String>> {
        let gazetteer = Gazetteer::embedded();
        let on = "2019-04-25".parse().expect("a day");
        let mut earlier = Vec::new();
        let mut all = Vec::new();
        for sentence in text::sentences(text) {
            let found = gazetteer.find(&sentence, on);
            let names = named(&sentence, &found, |at| parties::party(&sentence, &found[at], None));
            earlier = passed_on(names, earlier, sentence.index);
            all.push(earlier.iter().map(|one: &Earlier| one.words.clone()).collect());
        }
        all
    }

    #[test]
    fn each_actor_is_kept_once() {
        assert_eq!(kept("Peru met Chile, and Chile thanked Peru.")[0], ["Peru", "Chile"]);
    }

    #[test]
    fn who_was_named_is_kept_over_one_sentence_that_names_nobody() {
        let all = kept("Peru met Chile. It rained. It rained again.");
        assert_eq!(all[1], ["Peru", "Chile"]);
        assert_eq!(all[2], [""; 0]);
    }

    #[test]
    fn a_party_of_another_sentence_has_no_span() {
        let gazetteer = Gazetteer::embedded();
        let sentence = Sentence::new("Peru met Chile.");
        let found = gazetteer.find(&sentence, "2019-04-25".parse().expect("a day"));
        let names = named(&sentence, &found, |at| parties::party(&sentence, &found[at], None));
        let party = names[0].party.as_ref().expect("a party");
        assert_eq!((party.actor.as_str(), party.span), ("PER", None));
    }
}
