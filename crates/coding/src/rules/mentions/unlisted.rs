//! Names that no table holds, as the model tags them: "Ro Kyong Chol", "the Rason committee".
//!
//! In: what the model took for somebody in a sentence, and the mentions found without it. Out:
//! the mentions, with those whom nothing else covers. Their state is that of a word inside, else
//! the one spoken of.

use super::words::DEFINITE;
use super::{DocumentSoFar, Named, Reading, nearest_country};
use crate::actors::{Found, FoundKind};
use crate::model::Tagged;
use crate::rules::tagged;
use rapport_record::{ActorId, Mention};

/// How sure the model must be of a name that no table holds. Chosen on `gold/mentions/dev.jsonl`.
const NAME_MIN: f32 = 0.5;

impl Reading<'_> {
    /// Adds whom only the model knows.
    pub(super) fn unlisted(
        &self,
        tagged: &[Tagged],
        document: &DocumentSoFar,
        mentions: &mut Vec<Mention>,
    ) {
        for phrase in tagged.iter().filter(|phrase| NAME_MIN <= phrase.probability) {
            let Some(role) = phrase.role else { continue };
            let Some(phrase) = &tagged::with_noun(self.sentence, phrase) else { continue };
            let span = self.span(phrase.tokens.start, phrase.tokens.end);
            let is_known = mentions
                .iter()
                .any(|one| one.sentence == self.sentence.index && one.span.overlaps(span));
            if is_known || !self.is_name(phrase) {
                continue;
            }
            if let Some(country) = self.country_of(phrase, document) {
                mentions.push(self.mention(span, Named::state(country, Some(role))));
            }
        }
    }

    /// Whether a phrase names somebody and does not only say what they are: "Kim Ki Nam", "the
    /// prosecution"; not "gunmen". A capital that opens a sentence tells nothing.
    fn is_name(&self, phrase: &Tagged) -> bool {
        let is_name = |at: usize| {
            let token = &self.sentence.tokens[at];
            0 < at && token.is_capital && token.is_word
        };
        DEFINITE.contains(&self.lower(phrase.tokens.start))
            || phrase.tokens.clone().any(is_name) && !self.is_headline()
    }

    fn country_of(&self, phrase: &Tagged, document: &DocumentSoFar) -> Option<ActorId> {
        let tells = |one: &Found| match one.kind {
            // "Russian-speaking officials", "ethnic Albanians" may be of any state.
            FoundKind::Adjective => {
                self.lower(one.tokens.end) != "-" && !tagged::is_ethnic(self.sentence, one)
            }
            FoundKind::Place | FoundKind::Name | FoundKind::Capital => true,
            _ => false,
        };
        let inside = self.found.iter().find(|one| {
            one.tokens.start < phrase.tokens.end
                && phrase.tokens.start < one.tokens.end
                && tells(one)
        });
        let told = |found: &Found| found.country.clone();
        let acts = |found: &&Found| {
            found.kind != FoundKind::Place
                && !matches!(self.before(found.tokens.start, 1), "in" | "near" | "at" | "outside")
        };
        let index = self.found.iter().filter(|one| one.tokens.end <= phrase.tokens.start).count();
        let (before, after) = self.found.split_at(index);
        inside
            .and_then(told)
            .or_else(|| nearest_country(before, after, acts))
            .or_else(|| self.found.iter().find_map(told))
            .or_else(|| document.spoken_of())
    }
}
