//! A brief in four forms. All say the same sentences, in the same order, with
//! the same first and last line.

mod html;
mod json;
mod markdown;
mod text;

pub use html::to_html;
pub use json::to_json;
pub use markdown::to_markdown;
pub use text::to_text;

pub(crate) use html::escape;

use crate::brief::{Brief, BriefSentence, Citation};

/// Every citation once, numbered from 1 in order of appearance.
pub(crate) struct Numbered<'b> {
    citations: Vec<&'b Citation>,
}

impl<'b> Numbered<'b> {
    pub(crate) fn of(brief: &'b Brief) -> Self {
        let mut all = Self { citations: Vec::new() };
        for section in &brief.sections {
            for citation in section.sentences.iter().flat_map(|sentence| &sentence.citations) {
                if all.find(citation).is_none() {
                    all.citations.push(citation);
                }
            }
        }
        all
    }

    /// The numbers of a sentence's citations, each once.
    pub(crate) fn numbers(&self, sentence: &BriefSentence) -> Vec<usize> {
        let mut numbers = Vec::new();
        for number in sentence.citations.iter().filter_map(|citation| self.find(citation)) {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers
    }

    /// Number and citation, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &'b Citation)> {
        self.citations.iter().enumerate().map(|(n, citation)| (n + 1, *citation))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.citations.is_empty()
    }

    fn find(&self, citation: &Citation) -> Option<usize> {
        self.citations
            .iter()
            .position(|one| {
                (&one.document, one.sentence, &one.quote)
                    == (&citation.document, citation.sentence, &citation.quote)
            })
            .map(|n| n + 1)
    }
}

/// The outlet, or that there is none.
pub(crate) fn outlet(citation: &Citation) -> &str {
    citation.outlet.as_deref().unwrap_or("unnamed outlet")
}
