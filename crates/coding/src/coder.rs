//! The one interface behind which every coder stands.

use rapport_record::{Coded, Document, EventType, Mention, Span};
use serde::Serialize;

/// Reads documents into reports. Coding never fails: what was seen and left
/// out becomes a note.
pub trait Coder: Send + Sync {
    /// Names the coder and its version, `pairs-9`; a change of answers changes it.
    fn id(&self) -> &str;

    /// Everything the document tells.
    fn code(&self, document: &Document) -> Coded;

    /// What the source does to the target, given that it does something.
    /// Spans are code points within `sentence`.
    fn classify(&self, sentence: &str, source: &[Span], target: &[Span]) -> Classification;

    /// Every span that names an actor, one a noun phrase.
    fn mentions(&self, document: &Document) -> Vec<Mention>;
}

/// The type of a pair's event and how the rest of the belief is spread.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Classification {
    /// The likeliest type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// Its probability.
    pub probability: f64,
    /// All sixteen, summing to one, in the order of the codebook.
    #[serde(serialize_with = "as_map")]
    pub distribution: Vec<(EventType, f64)>,
}

impl Classification {
    /// Normalises non-negative scores, one for each type in codebook order.
    ///
    /// # Panics
    /// If there are not sixteen scores with a positive sum.
    pub fn from_scores(scores: &[f64]) -> Self {
        assert_eq!(scores.len(), EventType::ALL.len(), "one score a type");
        let sum: f64 = scores.iter().sum();
        assert!(0.0 < sum, "some type has a score");
        let distribution: Vec<_> = EventType::ALL
            .iter()
            .zip(scores)
            .map(|(&event_type, score)| (event_type, score / sum))
            .collect();
        let &(event_type, probability) = distribution
            .iter()
            .rev()
            .max_by(|one, other| one.1.total_cmp(&other.1))
            .expect("sixteen types");
        Self { event_type, probability, distribution }
    }
}

fn as_map<S: serde::Serializer>(
    distribution: &[(EventType, f64)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(distribution.iter().map(|(name, p)| (name.as_str(), p)))
}
