//! The parts of a brief, each in its own file, and how much each may say.
//!
//! In: a [`Matter`] and its items. Out: sections in reading order. The parts
//! choose in the order of their claims (what is given for what, then what is
//! happening now, then the rest), so that nothing is told twice.

mod arrangements;
mod exchanges;
mod history;
mod little;
mod now;
mod others;
mod outlook;
mod ups_and_downs;

use crate::{
    brief::{BriefSentence, Section},
    matter::Matter,
    select::{self, Item, Used},
};
use rapport_record::Date;

/// The most words all sentences may have together; with headings and the first
/// and last line the whole stays under 450.
pub(crate) const WORDS_MAX: usize = 410;

/// Below this many events that can be cited a brief only lists what there is.
pub const EVENTS_MIN: usize = 3;

/// How many sentences each part may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub now: usize,
    pub exchanges: usize,
    pub arrangements: usize,
    pub ups_and_downs: usize,
    pub history: usize,
    pub others: usize,
    pub outlook: usize,
}

/// From generous to lean; the first that fits [`WORDS_MAX`] is used.
const LIMITS: &[Limits] = &[
    limits([6, 4, 4, 4, 8, 4, 3]),
    limits([5, 3, 4, 4, 7, 3, 2]),
    limits([5, 3, 3, 3, 6, 3, 2]),
    limits([4, 2, 3, 3, 5, 3, 2]),
    limits([4, 2, 3, 2, 5, 2, 1]),
    limits([3, 2, 2, 2, 4, 2, 1]),
    limits([3, 1, 2, 2, 3, 1, 1]),
    limits([2, 1, 1, 1, 2, 1, 1]),
];

const fn limits(
    [now, exchanges, arrangements, ups_and_downs, history, others, outlook]: [usize; 7],
) -> Limits {
    Limits { now, exchanges, arrangements, ups_and_downs, history, others, outlook }
}

/// Everything the parts choose from.
pub(crate) struct Desk<'m> {
    pub matter: &'m Matter<'m>,
    /// What can be told, best first.
    pub items: Vec<Item<'m>>,
}

impl<'m> Desk<'m> {
    /// Reads the matter once.
    pub(crate) fn new(matter: &'m Matter<'m>) -> Self {
        Self { matter, items: select::items(matter, &matter.events) }
    }

    /// How many events can be told with a citation.
    pub(crate) fn n_events(&self) -> usize {
        self.items.len()
    }

    /// The first day of what counts as "now".
    pub(crate) fn now_since(&self) -> Date {
        now::since(self)
    }
}

/// The sections of a full brief, as long as fits.
pub(crate) fn full(desk: &Desk) -> Vec<Section> {
    let mut sections = Vec::new();
    for limits in LIMITS {
        sections = compose(desk, limits);
        if words(&sections) <= WORDS_MAX {
            break;
        }
    }
    sections
}

/// The one section of a brief with too little matter.
pub(crate) fn little(desk: &Desk) -> Vec<Section> {
    vec![little::section(desk)]
}

/// Words of all sentences together.
pub(crate) fn words(sections: &[Section]) -> usize {
    sections
        .iter()
        .flat_map(|section| &section.sentences)
        .map(|sentence| sentence.text.split_whitespace().count())
        .sum()
}

fn compose(desk: &Desk, limits: &Limits) -> Vec<Section> {
    let mut used = Used::default();
    let outlook = outlook::section(desk, limits.outlook, &mut used);
    let exchanges = exchanges::section(desk, limits.exchanges, &mut used);
    let now = now::section(desk, limits.now, &mut used);
    let arrangements = arrangements::section(desk, limits.arrangements);
    let ups_and_downs = ups_and_downs::section(desk, limits.ups_and_downs, &mut used);
    let history = history::section(desk, limits.history, &mut used);
    let others = others::section(desk, limits.others, &mut used);
    vec![now, exchanges, arrangements, ups_and_downs, history, others, outlook]
}

/// A section that says so where it has nothing to tell.
fn section_or(id: &str, title: &str, sentences: Vec<BriefSentence>, nothing: &str) -> Section {
    let notices = if sentences.is_empty() { vec![nothing.to_owned()] } else { Vec::new() };
    Section { id: id.to_owned(), title: title.to_owned(), sentences, notices }
}
