//! The coder: actors by table and by the model, who did what to whom by the
//! model, the details of a deed by the ontology's patterns and shallow syntax.
//!
//! In: a document. Out: reports for the pairs of which the model is sure
//! enough, and a note for each deed that a pattern saw and nothing coded. It
//! abstains rather than guesses.
//!
//! First the surnames of a document are settled ([`namesakes`]). The order of work for each
//! sentence is [`assemble`]'s: recall who was named before ([`earlier`]), find the phrases that
//! may be sides ([`tagged`]), lay out the verbs ([`syntax`]), match patterns ([`matching`]), ask
//! the model ([`learned`]), whose people are who are told without a country ([`whose`]), what
//! plain words say against its readings ([`reread`]) or whatever it reads ([`plainly`],
//! [`consequences`]), how likely each is right ([`judging`]), whose word it is ([`vouching`],
//! [`certainty`]) and when ([`timing`], [`compared`], [`recalled`], [`same_day`]), then write
//! ([`writing`]). Long texts are read with more doubt ([`papers`]).
//! Once the whole document is read, the deeds of a headline are dated by its lead ([`headline`])
//! and it is told where each happened ([`whereabouts`]). Standing facts beside the deeds are
//! [`arrangements`].

mod amounts;
mod arrangements;
mod asides;
mod assemble;
mod certainty;
mod classify;
mod compared;
mod consequences;
mod delivered;
mod details;
mod doers;
mod earlier;
mod exchanges;
mod filter;
mod goods;
mod goods_words;
mod headline;
mod invasions;
mod judging;
mod learned;
mod lexicon;
mod matching;
mod members;
mod mentions;
mod namesakes;
mod papers;
mod parties;
mod phrase_set;
mod plainly;
mod recalled;
mod reread;
mod same_day;
mod sides;
mod speech;
mod syntax;
mod tagged;
mod the_two;
mod timing;
mod understood;
mod vouching;
mod whereabouts;
mod whose;
mod words;
mod writing;

use crate::actors::{Found, Gazetteer};
use crate::coder::{Classification, Coder};
use crate::dates;
use crate::gate::Gate;
use crate::model::{PairModel, Scored};
use crate::places::Places;
use crate::text;
pub use classify::UNTOLD_DAY;
pub use judging::Weighed;
use lexicon::Lexicon;
use rapport_record::{
    ActorId, Coded, Date, Document, EventType, Mention, Note, Ontology, Place, Span,
};
use rapport_trees::Trees;
use std::sync::LazyLock;
use the_two::SpeltOut;

/// The rule coder with its tables.
pub struct NewsCoder {
    id: String,
    gazetteer: Gazetteer,
    ontology: Ontology,
    lexicon: Lexicon,
    gate: Gate,
    /// Loaded, as the model, when the first sentence is read: most questions to an
    /// archive need neither.
    judge: LazyLock<Trees>,
    /// Of which country people are who are told without one.
    whose: LazyLock<Trees>,
    model: LazyLock<PairModel>,
    places: Places,
}

impl NewsCoder {
    /// The coder with the tables built into the program.
    pub fn embedded() -> Self {
        Self::new(Gazetteer::embedded(), Ontology::embedded())
    }

    /// A coder over other tables.
    pub fn new(gazetteer: Gazetteer, ontology: Ontology) -> Self {
        let lexicon = Lexicon::embedded(&ontology);
        Self {
            id: "pairs-13".to_owned(),
            gazetteer,
            ontology,
            lexicon,
            gate: Gate::embedded(),
            judge: LazyLock::new(|| Trees::parse(judging::TREES)),
            whose: LazyLock::new(|| Trees::parse(whose::TREES)),
            model: LazyLock::new(PairModel::embedded),
            places: Places::embedded(),
        }
    }

    /// The actors it knows.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Every phrase of every sentence that may be a side of an event: what the
    /// model is trained on, and chooses from.
    pub fn candidates(&self, document: &Document) -> Vec<Candidates> {
        let sentences = text::sentences(&document.full_text());
        let of = |sentence: &text::Sentence| Candidates {
            document: document.id.clone(),
            sentence: sentence.index,
            sentence_start: sentence.start,
            text: sentence.text.clone(),
            candidates: (self.find(sentence, document.published_on).iter())
                .map(|found| Candidate {
                    span: parties::span(sentence, found),
                    kind: found.kind,
                    actor: found.actor.clone(),
                    country: found.country.clone(),
                    role: found.role,
                })
                .collect(),
        };
        sentences.iter().map(of).collect()
    }

    /// The phrases of a sentence that name somebody, or a place.
    fn find(&self, sentence: &text::Sentence, on: Date) -> Vec<Found> {
        let mut found = self.gazetteer.find(sentence, on);
        self.places.settle(sentence, &mut found);
        found
    }

    /// What the model makes of every ordered pair of `spans` (code points
    /// within `sentence`), and of each with nobody. `on` is the day of publication.
    pub fn score_pairs(&self, sentence: &str, spans: &[Span], on: Date) -> Vec<Scored> {
        classify::score_pairs(self, sentence, spans, on)
    }

    /// How likely a report must be right for [`Coder::code`] to tell it.
    pub fn least_probability(&self) -> f64 {
        learned::TOLD_MIN
    }

    /// The types of which the model alone is sure enough of this pair.
    pub fn sure_types(&self, scored: &Scored) -> Vec<EventType> {
        learned::told(scored)
    }

    /// Every reading of a document that was weighed, told or not: what the weights
    /// of `models/judge` are fitted to.
    pub fn weighed(&self, document: &Document) -> Vec<Weighed> {
        self.coded_and_weighed(document, Some(Vec::new())).1
    }

    /// Where the first deed of a document happened, whether or not it is coded:
    /// as [`Coder::code`] tells it of reports.
    pub fn main_place(&self, document: &Document) -> Option<Place> {
        let sentences = text::sentences(&document.full_text());
        let on = document.published_on;
        let found: Vec<_> = sentences.iter().map(|sentence| self.find(sentence, on)).collect();
        whereabouts::main_place(self, &sentences, &found, on)
    }

    /// What a document tells, and what was weighed on the way if `weighed` is given to fill.
    fn coded_and_weighed(
        &self,
        document: &Document,
        weighed: Option<Vec<Weighed>>,
    ) -> (Coded, Vec<Weighed>) {
        let full_text = document.full_text();
        let mut coded = Coded::default();
        if let Some(note) = filter::not_for_us(document, &full_text) {
            coded.notes.push(note);
            return (coded, Vec::new());
        }
        let sentences = text::sentences(&full_text);
        let on = document.published_on;
        let mut mentions: Vec<_> =
            sentences.iter().map(|sentence| self.find(sentence, on)).collect();
        namesakes::settle(&sentences, &mut mentions);
        let focus = parties::focus(&mentions);
        let mut context = assemble::Context {
            document,
            focus,
            topics: self.countries_of_topics(document),
            last_subject: None,
            earlier: Vec::new(),
            n_reports: 0,
            expressions: Vec::new(),
            weighed,
            paragraph: None,
        };
        let mut paper = papers::Paper::of(&full_text, &sentences);
        let mut is_read = vec![false; sentences.len()];
        let section = filter::little_politics(document);
        let mut timeline = dates::Timeline::new(on);
        for (index, written) in sentences.iter().enumerate() {
            let caption = filter::caption(&sentences, index).or_else(|| {
                filter::old_picture(document, written, &mentions[index], &self.lexicon)
            });
            let left_out = paper.as_mut().and_then(|paper| paper.turn_to(written));
            if let Some(note) = caption.or(left_out) {
                coded.notes.push(note);
                continue;
            }
            let spelt = SpeltOut::of(self.gazetteer.actors(), &sentences, &mentions, index);
            let sentence = spelt.as_ref().map_or(written, |spelt| &spelt.sentence);
            let found = match spelt {
                Some(_) => &self.find(sentence, on),
                None => &mentions[index],
            };
            context.expressions = timeline.read(sentence);
            if let Some(paper) = &mut paper {
                context.paragraph = Some(paper.paragraph());
                paper.note(written, &context.expressions, on);
            }
            let mut lasting = Vec::new();
            let outside = section.clone().or_else(|| filter::not_politics(sentence, &self.lexicon));
            if outside.is_none() {
                lasting = arrangements::told(
                    &self.gazetteer,
                    document,
                    sentence,
                    found,
                    &context.expressions,
                );
            }
            if spelt.is_some() {
                // Who is meant stands in the sentence now.
                context.earlier.clear();
            }
            let n = coded.reports.len();
            let is_outside = outside.is_some();
            is_read[index] = !is_outside;
            assemble::sentence(self, sentence, found, is_outside, &mut context, &mut coded);
            let is_lasting = |report: &_| lasting.iter().any(|one| one.is_restated_by(report));
            let reports = coded.reports.split_off(n);
            coded.reports.extend(reports.into_iter().filter(|report| !is_lasting(report)));
            if let Some(spelt) = &spelt {
                coded.reports[n..].iter_mut().for_each(|report| spelt.restore(report, written));
                for evidence in lasting.iter_mut().flat_map(|one| &mut one.arrangement.evidence) {
                    evidence.quote.clone_from(&written.text);
                }
            }
            coded.arrangements.extend(lasting.into_iter().map(|one| one.arrangement));
            if let Some((reason, message)) = outside.filter(|_| coded.reports.len() == n) {
                let sentence = Some(sentence.index);
                coded.notes.push(Note { sentence, reason: reason.to_owned(), message });
            }
        }
        let nameless = (0..sentences.len())
            .filter(|&at| is_read[at] && parties::name_nobody(&mentions[at]))
            .map(|at| &sentences[at]);
        understood::tell(self, document, nameless, context.n_reports, &mut coded);
        headline::date(document, &sentences, &mentions, &mut coded.reports);
        whereabouts::tell(self, &sentences, &mentions, &mut coded.reports);
        (coded, context.weighed.unwrap_or_default())
    }

    /// The countries that the topics and the section of a document name.
    fn countries_of_topics(&self, document: &Document) -> Vec<ActorId> {
        let named = document.topic.iter().chain(&document.section);
        named
            .flat_map(|words| text::sentences(words))
            .flat_map(|sentence| self.gazetteer.find(&sentence, document.published_on))
            .filter_map(|found| found.country)
            .collect()
    }

    /// The codebook it codes by.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }
}

/// A sentence with the phrases that may be sides of an event.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Candidates {
    /// The document's id.
    pub document: String,
    /// Index of the sentence.
    pub sentence: usize,
    /// Its offset in the document's full text, in code points.
    pub sentence_start: usize,
    /// The sentence.
    pub text: String,
    /// The phrases.
    pub candidates: Vec<Candidate>,
}

/// A phrase that may be a side of an event.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Candidate {
    /// Where, in code points of the sentence.
    pub span: Span,
    /// What sort of phrase.
    pub kind: crate::actors::FoundKind,
    /// Who; empty where nobody says of which country.
    pub actor: rapport_record::ActorId,
    /// The state it acts in or for.
    pub country: Option<rapport_record::ActorId>,
    /// What it acts as.
    pub role: Option<rapport_record::Role>,
}

impl Coder for NewsCoder {
    fn id(&self) -> &str {
        &self.id
    }

    fn code(&self, document: &Document) -> Coded {
        self.coded_and_weighed(document, None).0
    }

    fn classify(&self, sentence: &str, source: &[Span], target: &[Span]) -> Classification {
        classify::classify(self, sentence, source, target)
    }

    fn mentions(&self, document: &Document) -> Vec<Mention> {
        let full_text = document.full_text();
        if filter::not_english(document, &full_text).is_some() {
            return Vec::new();
        }
        let sentences = text::sentences(&full_text);
        let on = document.published_on;
        let found: Vec<_> = sentences.iter().map(|sentence| self.find(sentence, on)).collect();
        let tagged: Vec<_> = sentences
            .iter()
            .map(|sentence| self.model.look(sentence, std::iter::empty()).phrases)
            .collect();
        mentions::of_document(&sentences, found, &tagged)
    }
}
