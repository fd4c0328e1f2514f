//! The table of words that tell what lasts: `data/arrangements/told.toml`, whose README describes
//! the notation of its patterns.

use crate::actors::{Found, FoundKind};
use crate::text::Sentence;
use rapport_record::{ArrangementKind, Role};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// The built-in table.
///
/// # Panics
/// If it is broken; a test keeps it whole.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let text = include_str!("../../../../../data/arrangements/told.toml");
    toml::from_str(text).unwrap_or_else(|error| panic!("data/arrangements/told.toml: {error}"))
});

/// Where the patterns stand in the table, by a word that each needs: few sentences have any.
static BY_KEY: LazyLock<FxHashMap<&'static str, Vec<(usize, usize)>>> = LazyLock::new(|| {
    let mut by_key: FxHashMap<&str, Vec<(usize, usize)>> = FxHashMap::default();
    for (nth, fact) in TABLE.facts.iter().enumerate() {
        for (at, pattern) in fact.patterns.iter().enumerate() {
            for word in &pattern.key {
                by_key.entry(word).or_default().push((nth, at));
            }
        }
    }
    by_key
});

/// The patterns that a sentence may have by its words, in the order of the table.
pub(super) fn opened_by(
    sentence: &Sentence,
) -> impl Iterator<Item = (&'static Fact, &'static Pattern)> {
    let words = sentence.tokens.iter().map(|token| &*token.lower);
    let mut places: Vec<_> = words.filter_map(|word| BY_KEY.get(word)).flatten().collect();
    places.sort_unstable();
    places.dedup();
    places.into_iter().map(|&(fact, pattern)| {
        let fact = &TABLE.facts[fact];
        (fact, &fact.patterns[pattern])
    })
}

/// Facts by their words, and the words that make a fact doubtful.
#[derive(Deserialize)]
pub(super) struct Table {
    /// Before the fact, in its clause.
    pub(super) doubted_before: Vec<String>,
    /// Within its words.
    pub(super) doubted_inside: Vec<String>,
    /// Right behind it.
    pub(super) doubted_after: Vec<String>,
    /// Before what is told in passing.
    pub(super) doubted_aside: Vec<String>,
    #[serde(rename = "fact")]
    pub(super) facts: Vec<Fact>,
}

/// One kind of fact with the words that tell it.
#[derive(Deserialize)]
pub(super) struct Fact {
    pub(super) kind: ArrangementKind,
    /// What readers call it.
    pub(super) label: String,
    /// As what `A` and `B` take part; none where they are alike.
    pub(super) roles: Option<[String; 2]>,
    /// Second halves of compounds: "backed" for "Soviet-backed".
    #[serde(default)]
    pub(super) compounds: Vec<String>,
    /// Whether it is told only of what began long ago, so that no deed of today is taken for it.
    #[serde(default)]
    pub(super) must_be_old: bool,
    pub(super) patterns: Vec<Pattern>,
    /// Words near it that take it away.
    #[serde(default)]
    pub(super) unless: Vec<String>,
    /// Sentences that tell it, each with what they tell.
    #[cfg(test)]
    pub(super) tells: Vec<[String; 2]>,
    /// Sentences that do not.
    #[cfg(test)]
    pub(super) must_not: Vec<String>,
}

/// Words and slots in their order.
#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Pattern {
    pub(super) elements: Vec<Element>,
    /// Words one of which every sentence with the pattern has.
    pub(super) key: Vec<String>,
}

/// One element of a pattern.
#[derive(Debug, Clone)]
pub(super) enum Element {
    /// One of these words, which may be absent if `is_optional`.
    Word { words: Vec<String>, is_optional: bool },
    /// Up to so many words of no one's name.
    Gap(usize),
    /// "is", "has been", "remains", also after ", which".
    Be,
    /// "has", also after ", which".
    Have,
    /// ", which" or nothing, before another verb.
    Who,
    /// When the fact began, if it is told there.
    When,
    /// Who takes part.
    Slot(Slot),
    /// Two joined by "and", neither of a longer list.
    Both(Slot, Slot),
}

/// A place in a pattern for somebody.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    /// 0 for `A`, 1 for `B`.
    pub(super) side: usize,
    sort: Sort,
    /// Whether it stands as an adjective before a noun.
    pub(super) is_adjective: bool,
    /// Whether several may stand there, joined by commas and "and".
    pub(super) may_be_many: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Any,
    State,
    /// A state or a group.
    Target,
    /// A group that is not a government.
    Armed,
    /// A group or a government.
    Group,
    /// A state or its government.
    Payer,
    /// A state, its government or its troops.
    Force,
    /// Troops of a state.
    Troops,
    /// A state or a place in one.
    Land,
    /// An organisation.
    Body,
}

impl Slot {
    fn parse(text: &str) -> Option<Self> {
        let (text, may_be_many) = match text.strip_suffix("..") {
            Some(text) => (text, true),
            None => (text, false),
        };
        let (name, sort) = text.split_once(':').unwrap_or((text, ""));
        let (side, is_adjective) = match name {
            "A" => (0, false),
            "B" => (1, false),
            "A^" => (0, true),
            "B^" => (1, true),
            _ => return None,
        };
        let sort = match sort {
            "" => Sort::Any,
            "state" => Sort::State,
            "target" => Sort::Target,
            "armed" => Sort::Armed,
            "group" => Sort::Group,
            "payer" => Sort::Payer,
            "force" => Sort::Force,
            "troops" => Sort::Troops,
            "land" => Sort::Land,
            "body" => Sort::Body,
            _ => return None,
        };
        Some(Self { side, sort, is_adjective, may_be_many })
    }

    /// Whether an organisation stands here.
    pub(super) fn is_body(&self) -> bool {
        self.sort == Sort::Body
    }

    /// Whether a phrase may stand here.
    pub(super) fn fits(&self, found: &Found) -> bool {
        use FoundKind::*;
        let acts_as = |roles: &[Role]| found.role.is_some_and(|role| roles.contains(&role));
        let is_government = found.kind == Organ && acts_as(&[Role::Government]);
        let is_state = matches!(found.kind, Name | Capital | Seat);
        match (self.is_adjective, self.sort) {
            (true, Sort::Body) => found.kind == Organisation,
            (true, Sort::State) => matches!(found.kind, Name | Adjective),
            (true, _) => matches!(found.kind, Name | Adjective | Organisation | Bloc),
            (_, Sort::Any) => {
                is_state || is_government || matches!(found.kind, Group | Organisation | Bloc)
            }
            (_, Sort::State) => is_state,
            (_, Sort::Target) => matches!(found.kind, Name | FoundKind::Group),
            (_, Sort::Armed) => found.kind == FoundKind::Group,
            (_, Sort::Group) => is_government || found.kind == FoundKind::Group,
            (_, Sort::Payer) => is_state || is_government,
            (_, Sort::Force) => {
                is_state || found.kind == Organ && acts_as(&[Role::Government, Role::Military])
            }
            (_, Sort::Troops) => found.kind == Organ && acts_as(&[Role::Military]),
            (_, Sort::Land) => matches!(found.kind, Name | Capital | Place),
            (_, Sort::Body) => found.kind == Organisation,
        }
    }
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let elements: Vec<Element> = text
            .split_whitespace()
            .map(|part| element(part).ok_or_else(|| format!("pattern `{text}`: unknown `{part}`")))
            .collect::<Result<_, _>>()?;
        // The longest words are the rarest.
        let rare = |words: &Vec<String>| words.iter().map(String::len).min().unwrap_or_default();
        let key = elements
            .iter()
            .filter_map(|element| match element {
                Element::Word { words, is_optional: false } => Some(words),
                _ => None,
            })
            .max_by_key(|words| rare(words))
            .cloned()
            .ok_or_else(|| format!("pattern `{text}`: no word that must stand there"))?;
        Ok(Self { elements, key })
    }
}

fn element(part: &str) -> Option<Element> {
    let words = |text: &str| text.split('|').map(str::to_owned).collect();
    if let Some((one, other)) = part.split_once('+') {
        return Some(Element::Both(Slot::parse(one)?, Slot::parse(other)?));
    }
    if part == "[who]" {
        return Some(Element::Who);
    }
    if let Some(inner) = part.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return Some(Element::Word { words: words(inner), is_optional: true });
    }
    Some(match part {
        "be" => Element::Be,
        "have" => Element::Have,
        "$when" => Element::When,
        _ if part.starts_with('*') => Element::Gap(part[1..].parse().ok()?),
        _ if part.starts_with(['A', 'B']) => Element::Slot(Slot::parse(part)?),
        _ => Element::Word { words: words(part), is_optional: false },
    })
}
