//! A name of a place as it stands in a sentence, with every place that bears it.

use super::table::{Entry, Kind};
use rapport_record::ActorId;
use std::ops::Range;

/// Doublings above 500 inhabitants from which a name needs no word beside it
/// that tells where: 128,000.
pub(super) const KNOWN_BY_ITSELF: u8 = 8;

/// A name of a place with all that bear it.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub sentence: usize,
    pub tokens: Range<usize>,
    pub key: String,
    pub entries: Vec<Entry>,
    /// Its state, where the actor tables or an adjective beside it say so.
    pub country: Option<ActorId>,
    /// What the words beside it say it is: "province", "the city of".
    pub kind: Option<Kind>,
    /// Whether a word beside it tells where.
    pub is_located: bool,
    /// Whether that word is one that stands before places only ("in", "near"),
    /// or its region stands behind it.
    pub is_at: bool,
    pub is_attributive: bool,
    pub is_dateline: bool,
}

impl Mention {
    /// Whether its name alone tells that a place is meant.
    pub(super) fn is_known_by_itself(&self) -> bool {
        self.country.is_some()
            || self.entries.iter().any(|one| {
                !one.is_alternative && (KNOWN_BY_ITSELF <= one.size || one.kind == Kind::Country)
            })
    }
}

/// "al-Tanf", "ez-Zor".
pub(crate) fn is_with_article(word: &str) -> bool {
    word.split_once('-').is_some_and(|(article, name)| {
        article.len() <= 3
            && article.starts_with(char::is_lowercase)
            && name.starts_with(char::is_uppercase)
    })
}

/// Whether a place lies in a region or state, and is not that itself.
pub(super) fn is_within(one: &Entry, wider: &Entry) -> bool {
    one != wider
        && match wider.kind {
            Kind::Country => one.country == wider.country && one.kind != Kind::Country,
            Kind::Region => {
                one.region == wider.region && matches!(one.kind, Kind::City | Kind::District)
            }
            _ => false,
        }
}
