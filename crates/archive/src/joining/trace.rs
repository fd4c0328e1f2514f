//! What of a report says which happening it tells, and how alike two such are.

use super::*;
use jiff::civil::Date;
use rapport_record::Dated;

/// How many features there are.
const N: usize = 15;

/// What is compared, in the order of [`features`].
pub const FEATURES: [&str; N] = [
    "one",
    "same type",
    "same quad class",
    "same source country",
    "same target country",
    "a side untold",
    "same source",
    "same target",
    "same roles",
    "days apart",
    "known days apart",
    "words around the trigger",
    "words of the source",
    "words of the target",
    "same trigger",
];

/// How much each feature speaks for one happening. Fitted on
/// `gold/joining/dev.jsonl` by logistic regression (`train/joining.py`).
const WEIGHTS: [f64; N] =
    [-4.03, 2.02, 1.03, 0.48, -0.49, 0.99, 0.52, -0.04, 0.93, -0.41, -0.56, 0.70, 0.53, 1.45, 1.03];

/// Words before and after the trigger that are compared.
const WORDS_BEFORE: usize = 6;
const WORDS_AFTER: usize = 8;

/// A report as the join sees it.
#[derive(Debug, Clone)]
pub struct Trace {
    pub(crate) key: String,
    pub(crate) is_row: bool,
    pub(crate) is_to_come: bool,
    pub(crate) from: Date,
    pub(crate) to: Date,
    /// `from`, `to` and the day of publication, as days since 1970.
    days: [i64; 3],
    event_type: EventType,
    sides: [Side; 2],
    near: Vec<String>,
    /// The same without the names of the sides.
    deed: Vec<String>,
    trigger: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Side {
    actor: String,
    country: String,
    role: String,
    words: Vec<String>,
}

impl Trace {
    /// What to compare of a report.
    pub fn new(report: &Report, is_row: bool) -> Self {
        let Dated { from, to, .. } = report.happened_on;
        let (before, trigger, after) = around(report);
        let before: Vec<&str> = words(before).collect();
        let before = &before[before.len().saturating_sub(WORDS_BEFORE)..];
        let near = before.iter().copied().chain(words(trigger));
        let near = stems(near.chain(words(after).take(WORDS_AFTER)));
        let sides = [report.source.as_ref(), report.target.as_ref()].map(side);
        let names: HashSet<&String> = sides.iter().flat_map(|side| &side.words).collect();
        Self {
            deed: near.iter().filter(|word| !names.contains(word)).cloned().collect(),
            key: event_key(report),
            is_row,
            is_to_come: is_to_come(report.certainty),
            from,
            to: if to == Dated::OPEN { from } else { to },
            days: [from, if to == Dated::OPEN { from } else { to }, report.known_on].map(day_count),
            event_type: report.event_type,
            sides,
            near,
            trigger: stems(words(trigger)),
        }
    }

    /// Days between the two, 0 where they overlap. A stretch of more than a
    /// month is far from all but its equal.
    pub(crate) fn gap_days(&self, other: &Self) -> i64 {
        let is_long = LONG_DAYS < self.length_days() || LONG_DAYS < other.length_days();
        if is_long && (self.from, self.to) != (other.from, other.to) {
            return i64::MAX;
        }
        let ([from, to, _], [other_from, other_to, _]) = (self.days, other.days);
        (other_from - to).max(from - other_to).max(0)
    }

    /// Whether the two tell their deed in like words: the same trigger, or much
    /// of what stands around it but for the names of the sides.
    pub(crate) fn is_worded_like(&self, other: &Self) -> bool {
        const OVERLAP_MIN: f64 = 0.1;
        let same_trigger = !self.trigger.is_empty() && self.trigger == other.trigger;
        same_trigger || OVERLAP_MIN <= overlap(&self.deed, &other.deed)
    }

    /// Whether a report that begins on `day`, no earlier than this one, may be near it.
    pub(crate) fn is_open_at(&self, day: Date) -> bool {
        day_count(day) - self.days[1] <= GAP_DAYS_MAX
    }

    pub(crate) fn length_days(&self) -> i64 {
        self.days[1] - self.days[0]
    }

    /// Whether both may speak of the same two countries, in either order: one is
    /// the same, the other too or untold in one of them.
    pub(crate) fn agrees_on_countries(&self, other: &Self) -> bool {
        let [a, b] = &self.sides;
        let [c, d] = &other.sides;
        a.fits(c) && b.fits(d) && (a.is_told_as(c) || b.is_told_as(d))
            || a.fits(d) && b.fits(c) && (a.is_told_as(d) || b.is_told_as(c))
    }

    /// The countries of its sides, or the sides themselves where they have none.
    pub(crate) fn countries(&self) -> impl Iterator<Item = &str> {
        self.sides.iter().map(|side| side.country.as_str()).filter(|country| *country != NOBODY)
    }
}

impl Side {
    fn is_told_as(&self, other: &Self) -> bool {
        self.country == other.country && self.country != NOBODY
    }

    fn fits(&self, other: &Self) -> bool {
        self.country == other.country || self.country == NOBODY || other.country == NOBODY
    }
}

/// In place of a country where nobody is told.
pub(crate) const NOBODY: &str = "-";

fn day_count(day: Date) -> i64 {
    i64::from((day - Date::constant(1970, 1, 1)).get_days())
}

/// A report's sentence before its trigger, the trigger, and what follows; without
/// a trigger the whole sentence stands in for what follows.
fn around(report: &Report) -> (&str, &str, &str) {
    let text = report.text.as_str();
    let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    match report.trigger.map(|span| (byte(span.start), byte(span.end))) {
        Some((start, end)) if start <= end => (&text[..start], &text[start..end], &text[end..]),
        _ => ("", "", text),
    }
}

fn side(party: Option<&Party>) -> Side {
    let Some(party) = party else {
        return Side {
            actor: String::new(),
            country: NOBODY.into(),
            role: String::new(),
            words: Vec::new(),
        };
    };
    Side {
        actor: party.actor.clone(),
        country: party.country.clone().unwrap_or_else(|| party.actor.clone()),
        role: party.role.map_or("GOV", |role| role.as_str()).to_owned(),
        words: stems(words(&party.name)),
    }
}

/// How alike two reports that share a country are; each between 0 and 1 but for days.
///
/// The sides are compared as they stand or crosswise, whichever has more in
/// common: "A met B" and "B met A" are one happening.
pub fn features(one: &Trace, other: &Trace) -> [f64; N] {
    let flag = |is: bool| f64::from(u8::from(is));
    let [a, b] = &one.sides;
    let [c, d] = &other.sides;
    let straight = flag(a.country == c.country) + flag(b.country == d.country);
    let crossed = flag(a.country == d.country) + flag(b.country == c.country);
    let is_turned =
        straight < crossed || (straight == crossed && a.actor == d.actor && b.actor == c.actor);
    let (c, d) = if is_turned { (d, c) } else { (c, d) };
    // Crosswise neither side is the source of both, so each counts for half of either.
    let sides = |alike: &dyn Fn(&Side, &Side) -> f64| {
        let (first, second) = (alike(a, c), alike(b, d));
        let mean = (first + second) / 2.0;
        if is_turned { (mean, mean) } else { (first, second) }
    };
    let country = sides(&|one, other| flag(one.country == other.country));
    let actor = sides(&|one, other| flag(one.actor == other.actor));
    let role = sides(&|one, other| flag(one.role == other.role));
    let words = sides(&|one, other| overlap(&one.words, &other.words));
    let is_untold = |side: &Side| side.country == NOBODY;
    let untold = [(a, c), (b, d)].iter().any(|(one, other)| is_untold(one) != is_untold(other));
    [
        1.0,
        flag(one.event_type == other.event_type),
        flag(one.event_type.quad() == other.event_type.quad()),
        country.0,
        country.1,
        flag(untold),
        actor.0,
        actor.1,
        (role.0 + role.1) / 2.0,
        one.gap_days(other).min(GAP_DAYS_MAX) as f64,
        (one.days[2] - other.days[2]).abs().min(7) as f64,
        overlap(&one.near, &other.near),
        words.0,
        words.1,
        flag(!one.trigger.is_empty() && one.trigger == other.trigger),
    ]
}

pub(super) fn weighed(features: &[f64; N]) -> f64 {
    let sum: f64 = features.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Cosine of two sets of words, 0 to 1.
fn overlap(one: &[String], other: &[String]) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    f64::from(shared) / ((one.len() * other.len()) as f64).sqrt()
}

/// The words that tell something, as stems, each once, in alphabetical order.
fn stems<'t>(words: impl Iterator<Item = &'t str>) -> Vec<String> {
    let stems: BTreeSet<String> = words.map(stem).collect();
    stems.into_iter().filter(|stem| !STOP_WORDS.contains(&stem.as_str())).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| 1 < word.len())
}

/// A word without its commonest endings, in lower case: "strikes", "striking" and "strike" are one.
fn stem(word: &str) -> String {
    const ENDINGS: [&str; 6] = ["ing", "ed", "es", "s", "ly", "e"];
    const STEM_CHARS_MIN: usize = 4;
    let word = word.to_lowercase();
    for ending in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| STEM_CHARS_MIN <= stem.len()) {
            return stem.strip_suffix('e').unwrap_or(stem).to_owned();
        }
    }
    word
}

/// Words that any two sentences of news share, as stems.
const STOP_WORDS: [&str; 72] = [
    "the", "of", "to", "in", "on", "for", "and", "at", "by", "with", "from", "as", "is", "are",
    "was", "were", "be", "been", "has", "have", "had", "that", "this", "it", "its", "his", "her",
    "their", "he", "she", "they", "who", "which", "after", "over", "say", "said", "an", "or",
    "not", "but", "into", "amid", "about", "against", "will", "would", "could", "may", "more",
    "than", "new", "no", "up", "out", "also", "when", "where", "while", "during", "between",
    "before", "since", "under", "two", "one", "first", "people", "year", "day", "monday", "week",
];
