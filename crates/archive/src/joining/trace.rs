//! What of a report says which happening it tells, and how alike two such are.

use super::*;
use jiff::civil::Date;
use rapport_record::{Certainty, Context, DateSource, Dated, Span};
use rapport_trees::Trees;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

/// The trees that weigh the features (`train/joining.py`, `models/joining/card.md`).
static TREES: LazyLock<Trees> =
    LazyLock::new(|| Trees::over(include_str!("../../../../models/joining/trees.csv"), &FEATURES));

/// How many features there are.
const N: usize = 53;

/// What is compared, in the order of [`features`].
pub const FEATURES: [&str; N] = [
    "same type",
    "same quad class",
    "same mode",
    "same source country",
    "same target country",
    "a side untold",
    "same source",
    "same target",
    "same roles",
    "crosswise",
    "both ways",
    "days apart",
    "same days",
    "longer stretch",
    "days stated",
    "known days apart",
    "words around the trigger",
    "words of the deed",
    "words of the sentence",
    "words of the source",
    "words of the target",
    "sides in the other sentence",
    "least told side in the other sentence",
    "same trigger",
    "words of the trigger",
    "trigger in the other sentence",
    "shared numbers",
    "same place",
    "places told",
    "same document",
    "same sentence",
    "same who says so",
    "who says so told",
    "same certainty",
    "contexts",
    "same number of dead",
    "casualties told",
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// Words before and after the trigger that are compared.
const WORDS_BEFORE: usize = 6;
const WORDS_AFTER: usize = 8;

/// A report as the join sees it.
#[derive(Debug, Clone)]
pub struct Trace {
    pub(crate) key: String,
    pub(crate) is_row: bool,
    pub(crate) is_to_come: bool,
    /// First and last day of the deed, and the day of publication, as days since 1970.
    days: [i64; 3],
    is_day_stated: bool,
    event_type: EventType,
    mode: Option<String>,
    certainty: Certainty,
    is_reciprocal: bool,
    sides: [Side; 2],
    /// The words around the trigger; then without the names of the sides.
    near: Words,
    deed: Words,
    /// Those of the whole sentence, without these names and with them.
    sentence: Words,
    whole_sentence: Words,
    trigger: Words,
    numbers: Words,
    place: Option<String>,
    document: String,
    pub(crate) deed_told: DeedTold,
    attributed_to: Option<String>,
    contexts: Vec<Context>,
    killed: Option<Option<u32>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Side {
    actor: String,
    country: String,
    role: String,
    words: Words,
}

/// Which deed of a sentence a report tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DeedTold {
    /// A hash of the document and the sentence.
    sentence: u64,
    event_type: EventType,
    trigger: Option<Span>,
}

impl DeedTold {
    pub(crate) fn of(report: &Report) -> Self {
        Self {
            sentence: hashed(&(&report.document, report.sentence)),
            event_type: report.event_type,
            trigger: report.trigger,
        }
    }

    /// Whether one sentence tells both, as two deeds: by other words, of another
    /// type. (Of 329 such pairs by hand 12 were one happening.)
    pub(crate) fn is_told_beside(&self, other: &Self) -> bool {
        self.sentence == other.sentence
            && self.event_type != other.event_type
            && self.trigger != other.trigger
    }
}

/// Stems by their hashes, each once, ascending.
type Words = Vec<u64>;

/// The day under which a report is found by the reports it may be one happening
/// with, as days since 1970: its first, or that of publication where only a long
/// stretch is known.
pub(crate) fn linked_on(from: Date, to: Date, known_on: Date) -> i64 {
    found_under(day_counts(from, to, known_on))
}

fn found_under(days: [i64; 3]) -> i64 {
    if is_long(days) { days[2] } else { days[0] }
}

fn is_long([from, to, _]: [i64; 3]) -> bool {
    LONG_DAYS < to - from
}

/// First and last day of a deed, and the day of publication, as days since 1970; what
/// has no end yet is told of its first day.
fn day_counts(from: Date, to: Date, known_on: Date) -> [i64; 3] {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    let to = if to == Dated::OPEN { from } else { to };
    [from, to, known_on].map(|day| i64::from((day - EPOCH).get_days()))
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
        let whole_sentence = stems(words(&report.text));
        let sides = [report.source.as_ref(), report.target.as_ref()].map(side);
        let names: HashSet<u64> = sides.iter().flat_map(|side| &side.words).copied().collect();
        let without_names =
            |all: &Words| all.iter().filter(|word| !names.contains(word)).copied().collect();
        Self {
            key: event_key(report),
            is_row,
            is_to_come: is_to_come(report.certainty),
            days: day_counts(from, to, report.known_on),
            is_day_stated: report.happened_on.known_from == DateSource::Stated,
            event_type: report.event_type,
            mode: report.mode.clone(),
            certainty: report.certainty,
            is_reciprocal: report.reciprocal,
            sides,
            deed: without_names(&near),
            sentence: without_names(&whole_sentence),
            whole_sentence,
            near,
            trigger: stems(words(trigger)),
            numbers: numbers(&report.text),
            place: report.place.as_ref().map(|place| place.name.clone()),
            document: report.document.clone(),
            deed_told: DeedTold::of(report),
            attributed_to: report.attributed_to.clone(),
            contexts: report.contexts.clone(),
            killed: report.casualties.as_ref().map(|casualties| casualties.killed),
        }
    }

    /// Whether both have the same parties, roles, type, days and stage.
    pub fn has_key_of(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// Whether both have the same countries as sides.
    pub(crate) fn has_sides_of(&self, other: &Self) -> bool {
        self.sides.iter().zip(&other.sides).all(|(one, other)| one.country == other.country)
    }

    /// Days between the two, 0 where they overlap.
    pub(crate) fn gap_days(&self, other: &Self) -> i64 {
        let ([from, to, _], [other_from, other_to, _]) = (self.days, other.days);
        (other_from - to).max(from - other_to).max(0)
    }

    /// Whether the two may be of one time: their days lie near, and of a long
    /// stretch also the days on which they were told. A long stretch is found under the day it was
    /// told on, so what is compared with it begins within [`REACH_DAYS`] of that.
    pub(crate) fn is_near(&self, other: &Self) -> bool {
        let told_apart = (self.days[2] - other.days[2]).abs();
        let begins_near = |long: &Self, short: &Self| {
            (-REACH_DAYS..=GAP_DAYS_MAX).contains(&(short.days[0] - long.days[2]))
        };
        self.gap_days(other) <= GAP_DAYS_MAX
            && match (self.is_long(), other.is_long()) {
                (false, false) => true,
                (true, true) => told_apart <= GAP_DAYS_MAX,
                (true, false) => told_apart <= GAP_DAYS_MAX && begins_near(self, other),
                (false, true) => told_apart <= GAP_DAYS_MAX && begins_near(other, self),
            }
    }

    fn is_long(&self) -> bool {
        is_long(self.days)
    }

    /// The day under which it is found, as days since 1970; see [`linked_on`].
    pub(crate) fn linked_on(&self) -> i64 {
        found_under(self.days)
    }

    /// The days under which reports are found that may be near this one.
    pub(crate) fn days_near(&self) -> impl Iterator<Item = i64> + use<> {
        let [from, to, known] = self.days;
        let known_near = known - GAP_DAYS_MAX..=known + GAP_DAYS_MAX;
        let near = match self.is_long() {
            true => known - REACH_DAYS..=known + GAP_DAYS_MAX,
            false => from - REACH_DAYS..=to + GAP_DAYS_MAX,
        };
        let is_far = {
            let near = near.clone();
            move |day: &i64| !near.contains(day)
        };
        near.chain(known_near.filter(is_far))
    }

    /// For each side with a name: the share of its words in the other's sentence.
    fn sides_told_in(&self, other: &Self) -> impl Iterator<Item = f64> {
        let named = self.sides.iter().filter(|side| !side.words.is_empty());
        named
            .map(|side| shared(&side.words, &other.whole_sentence) as f64 / side.words.len() as f64)
    }

    /// Whether the sentences have words in common beside the names of the sides.
    pub(crate) fn is_worded_like(&self, other: &Self) -> bool {
        const OVERLAP_MIN: f64 = 0.1;
        OVERLAP_MIN <= overlap(&self.sentence, &other.sentence)
    }

    /// Whether both are of one type, and of one mode or day; of meetings and of force
    /// the mode is told in many words (a raid is an attack, a shooting, a killing).
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        use EventType::{Assault, Coerce, Consult, Mobilize};
        let same_mode = self.mode.is_some() && self.mode == other.mode;
        self.event_type == other.event_type
            && (same_mode
                || self.gap_days(other) == 0
                || matches!(self.event_type, Consult | Mobilize | Coerce | Assault))
    }

    /// Whether both may speak of the same two countries, in either order: one is
    /// the same, the other too or untold in one of them.
    pub(crate) fn agrees_on_countries(&self, other: &Self) -> bool {
        let fits = |one: &Side, other: &Side| {
            one.country == other.country || one.country == NOBODY || other.country == NOBODY
        };
        let [a, b] = &self.sides;
        let [c, d] = &other.sides;
        self.shares_country(other) && (fits(a, c) && fits(b, d) || fits(a, d) && fits(b, c))
    }

    /// Whether two states are told to have done it to one and the same, neither of them named in
    /// the other's sentence: sanctions of two states on a third are two happenings.
    pub(crate) fn has_other_doer(&self, other: &Self) -> bool {
        let [[source, target], [other_source, other_target]] = [&self.sides, &other.sides];
        let is_state =
            |side: &Side| side.country.len() == 3 && side.country.chars().all(char::is_uppercase);
        let is_unnamed = |side: &Side, there: &Self| {
            !side.words.is_empty() && shared(&side.words, &there.whole_sentence) == 0
        };
        !self.is_reciprocal
            && !other.is_reciprocal
            && target.country == other_target.country
            && target.country != NOBODY
            && source.country != other_source.country
            && is_state(source)
            && is_state(other_source)
            && is_unnamed(source, other)
            && is_unnamed(other_source, self)
    }

    /// Whether some country is a side of both.
    pub(crate) fn shares_country(&self, other: &Self) -> bool {
        self.countries().any(|country| other.countries().any(|theirs| country == theirs))
    }

    /// The countries of its sides, or the sides themselves where they have none.
    pub(crate) fn countries(&self) -> impl Iterator<Item = &str> {
        self.sides.iter().map(|side| side.country.as_str()).filter(|country| *country != NOBODY)
    }
}

/// In place of a country where nobody is told.
pub(crate) const NOBODY: &str = "-";

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

/// How alike two reports that share a country are: shares between 0 and 1,
/// counts of the two of which something holds, and days.
///
/// The sides are compared as they stand or crosswise, whichever has more in
/// common: "A met B" and "B met A" are one happening.
pub fn features(one: &Trace, other: &Trace) -> [f64; N] {
    const DAYS_MAX: i64 = 7;
    const STRETCH_DAYS_MAX: i64 = 400;
    let flag = |is: bool| f64::from(u8::from(is));
    let count = |is: &dyn Fn(&Trace) -> bool| flag(is(one)) + flag(is(other));
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
    let stretch = |trace: &Trace| trace.days[1] - trace.days[0];
    let same = |of: fn(&Trace) -> &Option<String>| of(one).is_some() && of(one) == of(other);
    let told = one.sides_told_in(other).chain(other.sides_told_in(one));
    let (n_told, all_told, least_told) = told
        .fold((0, 0.0, f64::INFINITY), |(n, all, least), share| {
            (n + 1, all + share, least.min(share))
        });
    let named_in = |one: &Trace, other: &Trace| 0 < shared(&one.trigger, &other.sentence);
    let head = [
        flag(one.event_type == other.event_type),
        flag(one.event_type.quad() == other.event_type.quad()),
        flag(same(|trace| &trace.mode)),
        country.0,
        country.1,
        flag(untold),
        actor.0,
        actor.1,
        (role.0 + role.1) / 2.0,
        flag(is_turned),
        count(&|trace| trace.is_reciprocal),
        one.gap_days(other).min(DAYS_MAX) as f64,
        flag(one.days[..2] == other.days[..2]),
        stretch(one).max(stretch(other)).min(STRETCH_DAYS_MAX) as f64,
        count(&|trace| trace.is_day_stated),
        (one.days[2] - other.days[2]).abs().min(DAYS_MAX) as f64,
        overlap(&one.near, &other.near),
        overlap(&one.deed, &other.deed),
        overlap(&one.sentence, &other.sentence),
        words.0,
        words.1,
        all_told / f64::from(n_told.max(1)),
        if n_told == 0 { 0.0 } else { least_told },
        flag(!one.trigger.is_empty() && one.trigger == other.trigger),
        overlap(&one.trigger, &other.trigger),
        flag(named_in(one, other)) + flag(named_in(other, one)),
        shared(&one.numbers, &other.numbers) as f64,
        flag(same(|trace| &trace.place)),
        count(&|trace| trace.place.is_some()),
        flag(one.document == other.document),
        flag(one.deed_told.sentence == other.deed_told.sentence),
        flag(one.attributed_to == other.attributed_to),
        count(&|trace| trace.attributed_to.is_some()),
        flag(one.certainty == other.certainty),
        alike_contexts(&one.contexts, &other.contexts),
        flag(one.killed.flatten().is_some() && one.killed == other.killed),
        count(&|trace| trace.killed.is_some()),
    ];
    let types =
        EventType::ALL.iter().map(|event_type| count(&|trace| trace.event_type == *event_type));
    let mut all = [0.0; N];
    for (place, value) in all.iter_mut().zip(head.into_iter().chain(types)) {
        *place = value;
    }
    all
}

pub(super) fn weighed(features: &[f64; N]) -> f64 {
    TREES.probability_of(features)
}

/// How many words two have in common.
fn shared(one: &[u64], other: &[u64]) -> usize {
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
    shared
}

/// Cosine of two sets of words, 0 to 1.
fn overlap(one: &[u64], other: &[u64]) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    shared(one, other) as f64 / ((one.len() * other.len()) as f64).sqrt()
}

/// Cosine of two sets of contexts, 0 to 1.
fn alike_contexts(one: &[Context], other: &[Context]) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let shared = one.iter().filter(|context| other.contains(context)).count();
    shared as f64 / ((one.len() * other.len()) as f64).sqrt()
}

/// The words that tell something, as stems.
fn stems<'t>(words: impl Iterator<Item = &'t str>) -> Words {
    let stems = words.map(stem).filter(|stem| !STOP_WORDS.contains(&stem.as_str()));
    hashes(stems)
}

/// The numbers in figures, and from two to twelve in words.
fn numbers(text: &str) -> Words {
    const IN_WORDS: [&str; 11] = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    let figures = text
        .split(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
        .map(|figure| figure.trim_matches(['.', ',']).replace(',', ""))
        .filter(|figure| !figure.is_empty());
    let told = text.split(|c: char| !c.is_alphabetic()).filter_map(|word| {
        let n = IN_WORDS.iter().position(|name| name.eq_ignore_ascii_case(word))?;
        Some((n + 2).to_string())
    });
    hashes(figures.chain(told))
}

fn hashes(words: impl Iterator<Item = String>) -> Words {
    let mut words: Words = words.map(|word| hashed(&word)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn hashed(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
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
    "than", "new", "no", "up", "out", "also", "when", "wher", "whil", "dur", "between", "befor",
    "sinc", "under", "two", "one", "first", "peopl", "year", "day", "monday", "week",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tree_asks_for_a_likeness_there_is() {
        assert!(TREES.are_whole());
        assert_eq!(TREES.signs().count(), FEATURES.len());
        assert_eq!(
            FEATURES[N - 16..],
            EventType::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>()
        );
    }

    #[test]
    fn like_deeds_of_two_states_on_a_third_are_two() {
        use crate::tests::fixtures::report;
        let told = |id: &str, doer: &str, text: &str| {
            let mut told = report(id, doer, "RUR");
            told.event_type = EventType::Sanction;
            told.text = text.into();
            told.source.iter_mut().for_each(|side| side.name = doer.into());
            Trace::new(&told, false)
        };
        let one = told("a:0:0", "FRE", "FRE imposed sanctions on RUR on Wednesday.");
        let other = told("b:0:0", "SYL", "SYL imposed sanctions on RUR on Wednesday.");
        assert_eq!(likeness(&one, &other), 0.0);
        // Named together in one of them, it may be a deed of both.
        let both = told("c:0:0", "SYL", "SYL and FRE imposed sanctions on RUR on Wednesday.");
        assert!(may_be_one(&one, &both));
    }
}
