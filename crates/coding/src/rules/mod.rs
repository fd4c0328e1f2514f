//! The plain coder: actors by table, deeds by the ontology's patterns, sides by
//! shallow syntax.
//!
//! In: a document. Out: reports for the deeds whose verb, doer and target all
//! stand where English news puts them, and a note for each deed that was seen
//! but not coded. It abstains rather than guesses: a verb whose subject is no
//! known actor gives a note, not a report.
//!
//! The order of work for each sentence is [`assemble`]'s: lay out the verbs
//! ([`syntax`]), match patterns ([`matching`]), settle who does it ([`doers`]),
//! who speaks and how firmly ([`certainty`]) and when ([`timing`]), then write
//! ([`writing`]).

mod assemble;
mod certainty;
mod classify;
mod details;
mod doers;
mod exchanges;
mod filter;
mod lexicon;
mod matching;
mod mentions;
mod parties;
mod sides;
mod speech;
mod syntax;
mod timing;
mod words;
mod writing;

use crate::actors::Gazetteer;
use crate::coder::{Classification, Coder};
use crate::text;
use lexicon::Lexicon;
use rapport_record::{Coded, Document, Mention, Note, Ontology, Span};

/// The rule coder with its tables.
pub struct RuleCoder {
    id: String,
    gazetteer: Gazetteer,
    ontology: Ontology,
    lexicon: Lexicon,
}

impl RuleCoder {
    /// The coder with the tables built into the program.
    pub fn embedded() -> Self {
        Self::new(Gazetteer::embedded(), Ontology::embedded())
    }

    /// A coder over other tables.
    pub fn new(gazetteer: Gazetteer, ontology: Ontology) -> Self {
        let lexicon = Lexicon::embedded(&ontology);
        Self { id: "rules-1".to_owned(), gazetteer, ontology, lexicon }
    }

    /// The actors it knows.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The codebook it codes by.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }
}

impl Coder for RuleCoder {
    fn id(&self) -> &str {
        &self.id
    }

    fn code(&self, document: &Document) -> Coded {
        let full_text = document.full_text();
        let mut coded = Coded::default();
        if let Some(note) = filter::not_for_us(document, &full_text) {
            coded.notes.push(note);
            return coded;
        }
        let sentences = text::sentences(&full_text);
        let on = document.published_on;
        let mentions: Vec<_> =
            sentences.iter().map(|sentence| self.gazetteer.find(sentence, on)).collect();
        let focus = parties::focus(&mentions);
        let mut context = assemble::Context { document, focus, last_subject: None, n_reports: 0 };
        for (sentence, found) in sentences.iter().zip(&mentions) {
            if let Some((reason, message)) = filter::not_politics(sentence, &self.lexicon) {
                let sentence = Some(sentence.index);
                coded.notes.push(Note { sentence, reason: reason.to_owned(), message });
                continue;
            }
            assemble::sentence(self, sentence, found, &mut context, &mut coded);
        }
        coded
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
        let found: Vec<_> =
            sentences.iter().map(|sentence| self.gazetteer.find(sentence, on)).collect();
        mentions::of_document(&sentences, found)
    }
}
