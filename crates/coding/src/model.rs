//! The trained half of the coder: which phrases of a sentence name an actor,
//! and which of them did what to which.
//!
//! Two steps over one encoding. [`PairModel::look`] reads the sentence, tags the
//! phrases that name somebody and finds the words that tell deeds; [`PairModel::score`] then says for
//! every ordered pair of given phrases, nobody included, how likely each type
//! is, or no event, with certainty, the word that tells it, who says so, the deed
//! inside a stance and whether it is past news. Phrases of the sentence before may be sides, too: they
//! are read in front of it. The phrases stand in the second step as light markers that
//! look at the text while the text does not look at them (levitated markers, Ye et al., ACL 2022).
//! `train/` makes the weights, `models/pairs/` holds them.

use crate::text::Sentence;
use rapport_record::{Certainty, EventType, Role};
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::{NdTensor, Tensor};
use rten_text::models::{Model as _, WordPiece, WordPieceOptions};
use rten_text::normalizers::{Bert, BertOptions, Normalizer as _};
use rten_text::pre_tokenizers::{self, PreTokenizer as _};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

const WEIGHTS: &[u8] = include_bytes!("../../../models/pairs/weights.onnx");
const VOCABULARY: &str = include_str!("../../../models/pairs/vocab.txt");

/// Numbers of the markers, as in `train/model.py`.
const SOURCE: i32 = 0;
const TARGET: i32 = 1;
const NOBODY_SOURCE: i32 = 2;
const NOBODY_TARGET: i32 = 3;
/// Pieces that are read, a sentence's and those in front of it; the rest is not.
const PIECES_MAX: usize = 200;
/// Pieces in front of a sentence; a phrase beyond them is no side.
const EARLIER_PIECES_MAX: usize = 80;
/// Phrases that are paired, those named before a sentence among them.
const PHRASES_MAX: usize = 24;
/// Stands behind each phrase that was named before, as in `train/corpus.py`.
const AFTER_EARLIER: &str = ";";

/// Log-odds that a named phrase is given before nobody in telling who says so:
/// most deeds are told as fact, so the model thinks of nobody first. Chosen on
/// dev for deeds told as alleged or denied: docs/design/coder.md.
const NAMED_VOUCHER_LEAD: f32 = 2.0;

/// Least share of the model's belief that the deed inside a stance needs to be
/// told; one deed at most has more than half. Ours.
const INSIDE_MIN: f32 = 0.5;

/// The pair model with its weights and word pieces.
pub struct PairModel {
    model: Model,
    plain: Bert,
    words: pre_tokenizers::Bert,
    pieces: WordPiece,
    first: i32,
    last: i32,
    after_earlier: i32,
    text_inputs: [NodeId; 2],
    tags: [NodeId; 3],
    kept: Vec<NodeId>,
    pair_inputs: [NodeId; 5],
    scores: [NodeId; 6],
}

/// A sentence as the model has read it.
pub struct Look {
    pieces: Pieces,
    /// What scoring needs of the text.
    kept: Vec<Value>,
    /// Of every piece, how likely it tells a deed of each type, and none.
    telling: NdTensor<f32, 2>,
    /// Phrases that name somebody, left to right.
    pub phrases: Vec<Tagged>,
}

impl Look {
    /// How likely the likeliest word of the sentence tells a deed.
    pub fn likeliest_deed(&self) -> f32 {
        self.pieces.own().map(|piece| 1.0 - self.telling[[piece, 16]]).fold(0.0, f32::max)
    }
}

/// A phrase that names somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Tagged {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// As what they act; none as with a bare state name. The model tells none
    /// first, then the roles in the order of their list.
    pub role: Option<Role>,
    /// How sure the model is of its first word.
    pub probability: f32,
}

/// What the model makes of one ordered pair.
#[derive(Debug, Clone)]
pub struct Scored {
    /// Which phrase does it, those named before behind those of the sentence; none for nobody told.
    pub source: Option<usize>,
    /// To which it is done.
    pub target: Option<usize>,
    /// How likely each type is, in codebook order; with [`Self::none`] they sum to one.
    pub types: [f32; 16],
    /// How likely there is no event of this pair.
    pub none: f32,
    /// How likely each certainty is, given that there is an event.
    pub certainties: [f32; 5],
    /// The token that tells it.
    pub trigger: usize,
    /// How likely that token by itself tells a deed of each type, whoever does it.
    pub telling: [f32; 16],
    /// The phrase of who says so, if it is told as alleged or denied; none for nobody named.
    pub voucher: Option<usize>,
    /// The deed inside, if it is a stance; none for none told.
    pub inside: Option<EventType>,
    /// How likely it happened before the day of the news.
    pub before_today: f32,
}

impl Scored {
    /// Types from the likeliest on.
    pub fn ranked(&self) -> Vec<(EventType, f32)> {
        let mut ranked: Vec<_> =
            EventType::ALL.iter().copied().zip(self.types.iter().copied()).collect();
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
        ranked
    }

    /// Types that the model believes in at least so much, the likeliest first.
    pub fn believed(&self, least: f32) -> impl Iterator<Item = (EventType, f32)> {
        self.ranked().into_iter().filter(move |(_, belief)| least <= *belief)
    }

    /// The likeliest certainty.
    pub fn certainty(&self) -> Certainty {
        Certainty::ALL[largest(&self.certainties)]
    }
}

thread_local! {
    /// Documents are read side by side, so one sentence takes one thread.
    static POOL: Arc<ThreadPool> = Arc::new(ThreadPool::with_num_threads(1));
}

impl PairModel {
    /// The built-in weights.
    ///
    /// # Panics
    /// If they are broken; a test keeps them whole.
    pub fn embedded() -> Self {
        let model = ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load_static_slice(WEIGHTS)
            .unwrap_or_else(|error| panic!("built-in weights: {error}"));
        let vocabulary: HashMap<String, u32> = (0..)
            .zip(VOCABULARY.lines())
            .map(|(number, piece)| (piece.to_owned(), number))
            .collect();
        let number = |piece: &str| i32::try_from(vocabulary[piece]).expect("a small vocabulary");
        let node = |name: &str| {
            model.node_id(name).unwrap_or_else(|error| panic!("built-in weights: {error}"))
        };
        let layers = (0..).map_while(|layer| {
            let key = model.find_node(&format!("key{layer}"))?;
            Some([key, node(&format!("value{layer}"))])
        });
        let kept = layers.flatten().chain(["embedded", "state"].map(node)).collect();
        Self {
            text_inputs: ["ids", "positions"].map(node),
            tags: ["tags", "roles", "telling"].map(node),
            kept,
            pair_inputs: ["markers", "average", "places", "source", "target"].map(node),
            scores: ["types", "certainties", "told", "vouched", "inside", "past"].map(node),
            first: number("[CLS]"),
            last: number("[SEP]"),
            after_earlier: number(AFTER_EARLIER),
            pieces: WordPiece::from_vocab(vocabulary, WordPieceOptions::default()),
            plain: Bert::new(BertOptions { lowercase: true, strip_accents: true }),
            words: pre_tokenizers::Bert::new(),
            model,
        }
    }

    /// Reads a sentence and tags the phrases that name somebody. `earlier` are phrases
    /// named before it, who may be meant by "they" or "the move".
    pub fn look<'e>(
        &self,
        sentence: &Sentence,
        earlier: impl IntoIterator<Item = &'e str>,
    ) -> Look {
        let pieces = self.pieces(sentence, earlier);
        let n = pieces.ids.len();
        let [ids, positions] = self.text_inputs;
        let inputs: Vec<(NodeId, ValueOrView<'_>)> = vec![
            (ids, Tensor::from_data(&[1, n], pieces.ids.clone()).into()),
            (positions, Tensor::from_data(&[1, n], numbers(0..n)).into()),
        ];
        let outputs: Vec<NodeId> = self.tags.iter().chain(&self.kept).copied().collect();
        let mut values = self.run(inputs, &outputs).into_iter();
        let tags = table(values.next().expect("tags"));
        let roles = table(values.next().expect("roles"));
        let telling = table(values.next().expect("telling"));
        let phrases = tagged(&pieces, &tags, &roles);
        Look { pieces, kept: values.collect(), telling, phrases }
    }

    /// Scores every ordered pair of `phrases` (ranges of the sentence's
    /// tokens) and of those named before, and each of them with nobody.
    pub fn score(&self, look: &Look, phrases: &[Range<usize>]) -> Vec<Scored> {
        let mut sides: Vec<Option<Range<usize>>> = Vec::new();
        let mut of_side = Vec::new();
        let own = phrases.iter().map(|phrase| look.pieces.of_phrase(phrase));
        for (index, pieces) in own.chain(look.pieces.of_earlier.iter().cloned()).enumerate() {
            if let Some(pieces) = pieces
                && sides.len() < PHRASES_MAX
            {
                sides.push(Some(pieces));
                of_side.push(Some(index));
            }
        }
        if sides.is_empty() {
            return Vec::new();
        }
        sides.push(None);
        of_side.push(None);
        let pairs: Vec<(usize, usize)> = (0..sides.len())
            .flat_map(|source| (0..sides.len()).map(move |target| (source, target)))
            .filter(|(source, target)| source != target)
            .collect();
        let n = look.pieces.ids.len();
        let k = 2 * sides.len();
        let (mut markers, mut places) = (Vec::with_capacity(k), Vec::with_capacity(k));
        let mut average = vec![0.0_f32; k * n];
        for (index, side) in sides.iter().enumerate() {
            match side {
                Some(pieces) => {
                    markers.extend([SOURCE, TARGET]);
                    #[expect(clippy::cast_precision_loss, reason = "a few words")]
                    let share = 1.0 / pieces.len() as f32;
                    for row in [2 * index, 2 * index + 1] {
                        average[row * n..][pieces.clone()].fill(share);
                    }
                }
                None => markers.extend([NOBODY_SOURCE, NOBODY_TARGET]),
            }
            let place = side.as_ref().map_or(0, |pieces| pieces.start);
            places.extend(numbers([place, place]));
        }
        let sources = numbers(pairs.iter().map(|(source, _)| 2 * source));
        let targets = numbers(pairs.iter().map(|(_, target)| 2 * target + 1));
        let given: [ValueOrView<'_>; 5] = [
            Tensor::from_data(&[1, k], markers).into(),
            Tensor::from_data(&[1, k, n], average).into(),
            Tensor::from_data(&[1, k], places).into(),
            Tensor::from_data(&[pairs.len()], sources).into(),
            Tensor::from_data(&[pairs.len()], targets).into(),
        ];
        let kept = self.kept.iter().copied().zip(look.kept.iter().map(ValueOrView::from));
        let inputs = self.pair_inputs.into_iter().zip(given).chain(kept).collect();
        let mut values = self.run(inputs, &self.scores).into_iter();
        let mut next = || table(values.next().expect("six tables"));
        let (types, certainties, told, vouched) = (next(), next(), next(), next());
        let (insides, past) = (next(), next());
        pairs
            .iter()
            .enumerate()
            .map(|(row, &(source, target))| {
                let word = look
                    .pieces
                    .own()
                    .max_by(|&a, &b| told[[row, a]].total_cmp(&told[[row, b]]))
                    .unwrap_or(0);
                let says_so = |side: usize| match of_side[side] {
                    Some(_) => vouched[[row, 2 * side]] + NAMED_VOUCHER_LEAD,
                    None => vouched[[row, 2 * side]],
                };
                let voucher = (0..sides.len())
                    .max_by(|&a, &b| says_so(a).total_cmp(&says_so(b)))
                    .and_then(|side| of_side[side]);
                Scored {
                    source: of_side[source],
                    target: of_side[target],
                    types: std::array::from_fn(|kind| types[[row, kind]]),
                    none: types[[row, 16]],
                    certainties: std::array::from_fn(|one| certainties[[row, one]]),
                    trigger: look.pieces.token_of[word],
                    telling: std::array::from_fn(|kind| look.telling[[word, kind]]),
                    voucher,
                    inside: (0..16)
                        .find(|&kind| INSIDE_MIN <= insides[[row, kind]])
                        .map(|kind| EventType::ALL[kind]),
                    before_today: past[[row, 1]],
                }
            })
            .collect()
    }

    fn run(&self, inputs: Vec<(NodeId, ValueOrView<'_>)>, outputs: &[NodeId]) -> Vec<Value> {
        let mut options = RunOptions::default();
        options.thread_pool = Some(POOL.with(Arc::clone));
        self.model
            .run(inputs, outputs, Some(options))
            .unwrap_or_else(|error| panic!("the built-in graph takes every sentence: {error}"))
    }

    /// The sentence in word pieces, token by token, behind the phrases named before it.
    fn pieces<'e>(
        &self,
        sentence: &Sentence,
        earlier: impl IntoIterator<Item = &'e str>,
    ) -> Pieces {
        let mut ids = vec![self.first];
        let mut of_earlier = Vec::new();
        for phrase in earlier {
            let (start, words) = (ids.len(), self.pieces_of(phrase).unwrap_or_default());
            if words.is_empty() || EARLIER_PIECES_MAX < start + words.len() {
                of_earlier.push(None);
                continue;
            }
            ids.extend(words);
            of_earlier.push(Some(start..ids.len()));
            ids.push(self.after_earlier);
        }
        let mut pieces = Pieces {
            own_start: ids.len(),
            token_of: vec![0; ids.len()],
            of_token: Vec::with_capacity(sentence.tokens.len()),
            of_earlier,
            ids,
        };
        for index in 0..sentence.tokens.len() {
            let ids = self.pieces_of(sentence.word(index)).unwrap_or_default();
            let start = pieces.ids.len();
            if ids.is_empty() || PIECES_MAX < start + ids.len() {
                pieces.of_token.push(None);
                continue;
            }
            pieces.of_token.push(Some(start..start + ids.len()));
            pieces.token_of.extend(std::iter::repeat_n(index, ids.len()));
            pieces.ids.extend(ids);
        }
        pieces.ids.push(self.last);
        pieces.token_of.push(sentence.tokens.len().saturating_sub(1));
        pieces
    }

    /// The word pieces of some words; none where they have none.
    fn pieces_of(&self, word: &str) -> Option<Vec<i32>> {
        let (plain, _) = self.plain.normalize(word).ok()?;
        let mut ids = Vec::new();
        for part in self.words.pre_tokenize(&plain).ok()? {
            let mut keep = |_, id| ids.push(i32::try_from(id).expect("a small vocabulary"));
            self.pieces.encode_with_offsets(part, &mut keep).ok()?;
        }
        Some(ids)
    }
}

/// A sentence in word pieces, and in front of it the phrases named before.
struct Pieces {
    ids: Vec<i32>,
    /// The first piece of the sentence itself, behind the phrases named before it.
    own_start: usize,
    /// The token each piece belongs to; of pieces before the sentence's own, its first.
    token_of: Vec<usize>,
    /// The pieces of each token; none for one that is not read.
    of_token: Vec<Option<Range<usize>>>,
    /// The pieces of each phrase named before.
    of_earlier: Vec<Option<Range<usize>>>,
}

impl Pieces {
    /// The pieces of the sentence's words.
    fn own(&self) -> Range<usize> {
        self.own_start..self.ids.len() - 1
    }

    /// The pieces of some tokens; none if none of them is read.
    fn of_phrase(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let mut read = self.of_token.get(tokens.clone())?.iter().flatten();
        let first = read.next()?;
        Some(first.start..read.last().unwrap_or(first).end)
    }
}

/// Least share of the belief that a phrase begins at a word. Less than half: that a
/// phrase may be a side does no harm, what the model makes of its pairs decides.
const BEGIN_MIN: f32 = 0.25;

/// Phrases from tags (none, begin, inside) of pieces.
fn tagged(pieces: &Pieces, tags: &NdTensor<f32, 2>, roles: &NdTensor<f32, 2>) -> Vec<Tagged> {
    let tag = |at: usize| largest(&[tags[[at, 0]], tags[[at, 1]], tags[[at, 2]]]);
    let inner = pieces.own();
    let mut phrases: Vec<Tagged> = Vec::new();
    let mut at = inner.start;
    while at < inner.end {
        if tags[[at, 1]] < BEGIN_MIN {
            at += 1;
            continue;
        }
        let end = (at + 1..inner.end).find(|&next| tag(next) != 2).unwrap_or(inner.end);
        let tokens = pieces.token_of[at]..pieces.token_of[end - 1] + 1;
        let role: [f32; 20] = std::array::from_fn(|role| roles[[at, role]]);
        // Two phrases of one token ("Russia-Ukraine") stay the first.
        if phrases.last().is_none_or(|before| before.tokens.end <= tokens.start) {
            phrases.push(Tagged {
                tokens,
                role: largest(&role).checked_sub(1).map(|role| Role::ALL[role]),
                probability: tags[[at, 1]],
            });
        }
        at = end;
    }
    phrases
}

fn largest(values: &[f32]) -> usize {
    (0..values.len()).max_by(|&a, &b| values[a].total_cmp(&values[b])).expect("some values")
}

fn numbers(values: impl IntoIterator<Item = usize>) -> Vec<i32> {
    values.into_iter().map(|value| i32::try_from(value).expect("a short sentence")).collect()
}

fn table(value: Value) -> NdTensor<f32, 2> {
    value.try_into().expect("a table of numbers")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_model_reads_a_plain_sentence() {
        let model = PairModel::embedded();
        let sentence = Sentence::new("Gunmen killed five soldiers in northern Mali.");
        let look = model.look(&sentence, []);
        let tagged: Vec<_> = look.phrases.iter().map(|phrase| phrase.tokens.clone()).collect();
        assert_eq!(tagged, [0..1, 2..4]);
        let scored = model.score(&look, &tagged);
        let pair = scored.iter().find(|one| (one.source, one.target) == (Some(0), Some(1)));
        let pair = pair.expect("every pair is scored");
        assert_eq!(pair.ranked()[0].0, EventType::Assault);
        assert!(pair.none < 0.5);
        assert_eq!(sentence.word(pair.trigger), "killed");
    }
}
