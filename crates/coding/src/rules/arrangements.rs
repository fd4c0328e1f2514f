//! Standing facts told in passing: "the Soviet-backed north", "allies since
//! 1961", "under UN sanctions since 2006".
//!
//! In: a sentence with its actors and dates. Out: arrangements, each known
//! from that sentence alone, with the words that tell it. The words stand in a
//! table ([`table`]), where they stand in the sentence is [`matching`]'s. What a
//! sentence denies, doubts or calls former is left out, and so is a side that no
//! table knows.

mod matching;
mod table;
#[cfg(test)]
mod tests;

use super::parties;
use crate::actors::{Found, FoundKind, Gazetteer};
use crate::dates::{DateExpression, DateKind};
use crate::text::Sentence;
use matching::{Bound, Reading};
use rapport_record::{
    ActorId, Arrangement, ArrangementKind, ArrangementParty, Certainty, Date, Dated, Document,
    Evidence, Report, Role, Span,
};
use std::ops::Range;
use table::{Fact, TABLE};

/// Halves of a land that the sentence names as a whole.
const HALVES: [&str; 4] = ["north", "south", "east", "west"];
const LANDS: &[(&str, &str)] =
    &[("korea", "Korea"), ("vietnam", "Vietnam"), ("yemen", "Yemen"), ("german", "Germany")];

/// Characters between a compound and the actor it belongs to, a blank and a quotation
/// mark: "-backed Afghan government", not "-backed deal with Israel".
const GAP_MAX: usize = 2;
/// Tokens between a fact and "since", within its clause: "under sanctions over its tests since".
const SINCE_TOKENS: usize = 8;
/// Days after which what began with a deed ("has occupied") is no longer news. Ours.
const LASTING_DAYS: i32 = 90;

/// An arrangement with the words that tell it.
pub struct Told {
    /// The arrangement.
    pub arrangement: Arrangement,
    /// Its words, in code points of the sentence.
    pub words: Span,
}

impl Told {
    /// Whether a report only says the same again as a deed: its trigger stands in
    /// the words that tell what lasts, and its sides are the parties. What began lately
    /// is news as well.
    pub fn is_restated_by(&self, report: &Report) -> bool {
        let is_party = |id: &str| self.arrangement.parties.iter().any(|party| party.actor == id);
        let mut sides = [&report.source, &report.target].into_iter().flatten();
        let is_news = self
            .arrangement
            .since
            .is_some_and(|(_, last)| (self.arrangement.known_on - last).get_days() < LASTING_DAYS);
        // An armistice is told by the deeds it ended.
        !is_news
            && self.arrangement.kind != ArrangementKind::Armistice
            && report.trigger.is_some_and(|trigger| trigger.overlaps(self.words))
            && sides
                .all(|side| is_party(&side.actor) || side.country.as_deref().is_some_and(is_party))
    }
}

/// The arrangements that one sentence tells, each once.
pub fn told(
    gazetteer: &Gazetteer,
    document: &Document,
    sentence: &Sentence,
    found: &[Found],
    expressions: &[DateExpression],
) -> Vec<Told> {
    // Of ASCII letters only, so that every place in it is one of the sentence.
    let lower = sentence.text.to_ascii_lowercase();
    let telling = Telling { gazetteer, document, sentence, lower: &lower, found, expressions };
    let mut all = telling.compounds();
    all.extend(telling.patterns());
    let mut kept: Vec<Told> = Vec::new();
    for one in all {
        if !kept.iter().any(|other| is_same(&other.arrangement, &one.arrangement)) {
            kept.push(one);
        }
    }
    kept
}

fn is_same(one: &Arrangement, other: &Arrangement) -> bool {
    let alike = |x: &ArrangementParty| other.parties.iter().any(|y| x == y);
    one.kind == other.kind && one.parties.iter().all(alike)
}

struct Telling<'t> {
    gazetteer: &'t Gazetteer,
    document: &'t Document,
    sentence: &'t Sentence,
    lower: &'t str,
    found: &'t [Found],
    expressions: &'t [DateExpression],
}

impl Telling<'_> {
    /// What compounds tell: "the Soviet-backed north".
    fn compounds(&self) -> Vec<Told> {
        let is_plain = !self.lower.ends_with('?')
            && !["no longer", "not ", "never", "former", "once ", "n't"]
                .iter()
                .any(|no| self.lower.contains(no));
        if !is_plain {
            return Vec::new();
        }
        let mut all = Vec::new();
        for (fact, ending) in with_compounds() {
            for (at, _) in self.lower.match_indices(&format!("-{ending}")) {
                let end = at + 1 + ending.len();
                let sides = self.before(at).zip(self.behind(end));
                if let Some((one, other)) = sides.filter(|(one, other)| one != other) {
                    let place = |byte: usize| self.sentence.text[..byte].chars().count();
                    let words = Span { start: place(at), end: place(end) };
                    let arrangement = self.arrangement(fact, [one, other], None);
                    all.push(Told { arrangement, words });
                }
            }
        }
        all
    }

    /// Who stands right before byte `end`, by one word or two: "Soviet", "North Korean".
    fn before(&self, end: usize) -> Option<ActorId> {
        let opens = [' ', '(', '"', '“', '‘', '—'];
        let mut words = self.sentence.text[..end].rsplit(opens);
        let last = words.next()?;
        let both = words.next().map(|first| format!("{first} {last}"));
        let whole = both.and_then(|both| {
            let both = Sentence::new(&both);
            let found = self.gazetteer.find(&both, self.document.published_on);
            let whole = found.into_iter().find(|found| found.tokens == (0..both.tokens.len()))?;
            actor_of(&both, &whole)
        });
        whole.or_else(|| self.named(last))
    }

    /// Whom a few words name by themselves: "Soviet", "U.S.".
    fn named(&self, words: &str) -> Option<ActorId> {
        let words = Sentence::new(words);
        let found = self.gazetteer.find(&words, self.document.published_on);
        let first = found.first().filter(|found| found.kind != FoundKind::Person);
        first.and_then(|found| actor_of(&words, found))
    }

    /// Who stands right behind byte `end`: the phrase there, or the half of a land.
    fn behind(&self, end: usize) -> Option<ActorId> {
        let rest = &self.lower[end..];
        let word = rest.split_whitespace().next()?.trim_matches(|c: char| !c.is_alphabetic());
        if HALVES.contains(&word) {
            let (_, land) = LANDS.iter().find(|(land, _)| self.lower.contains(land))?;
            return self.named(&format!("{}{} {land}", word[..1].to_uppercase(), &word[1..]));
        }
        let place = self.sentence.text[..end].chars().count();
        let tokens = &self.sentence.tokens;
        self.found
            .iter()
            .filter(|found| !matches!(found.kind, FoundKind::Adjective | FoundKind::Agent))
            .find(|found| {
                let head = tokens[found.head.start].start;
                place < tokens[found.tokens.end - 1].end
                    && tokens[found.tokens.start].start <= place + GAP_MAX
                    && place <= head
            })
            .filter(|found| found.kind != FoundKind::Capital && !is_some_people(found))
            .filter(|found| !self.is_of_a_place(end, found) && !self.is_of_another(end, found))
            .and_then(|found| actor_of(self.sentence, found))
    }

    /// Whether the phrase behind byte `end` is that of a place inside a state
    /// ("Crimea government"): who backs it does not back the state.
    fn is_of_a_place(&self, end: usize, found: &Found) -> bool {
        let head = self.sentence.tokens[found.head.start].byte_start;
        let words = Sentence::new(self.sentence.text.get(end..head).unwrap_or_default());
        let inside = self.gazetteer.find(&words, self.document.published_on);
        inside.iter().any(|one| one.kind == FoundKind::Place)
    }

    /// Whether the phrase behind byte `end` names somebody by what is theirs ("tribunal of
    /// rebel leaders"): who backs it does not back them.
    fn is_of_another(&self, end: usize, found: &Found) -> bool {
        let head = self.sentence.tokens[found.head.start].byte_start;
        matches!(found.kind, FoundKind::Group | FoundKind::Organisation)
            && self.lower.get(end..head).is_some_and(|to| to.contains(" of "))
    }

    /// What the patterns of the table tell.
    fn patterns(&self) -> Vec<Told> {
        let mut opened = table::opened_by(self.sentence).peekable();
        if opened.peek().is_none() {
            return Vec::new();
        }
        let mut found = self.found_beside_sums().unwrap_or_else(|| self.found.to_vec());
        let within: Vec<Found> = found.iter().flat_map(|one| self.found_within(one)).collect();
        found.extend(within);
        let reading = Reading {
            sentence: self.sentence,
            found: &found,
            expressions: self.expressions,
            published_on: self.document.published_on,
        };
        let mut all = Vec::new();
        for (fact, pattern) in opened {
            for bound in reading.fits(pattern) {
                if !reading.has_near(&fact.unless, &bound) {
                    all.extend(self.of_bound(&reading, fact, &bound));
                }
            }
        }
        all
    }

    /// The phrases of a sentence that tells what is owed: a state before a sum owns it, while
    /// elsewhere its name may be that of a currency ("owes China $6 billion", "for US $6").
    fn found_beside_sums(&self) -> Option<Vec<Found>> {
        let is_debt = self.lower.contains('$') && self.lower.contains(" owe");
        is_debt.then(|| {
            // Any other sign of money keeps the places of all tokens.
            let text = self.sentence.text.replace('$', "€");
            self.gazetteer.find(&Sentence::new(&text), self.document.published_on)
        })
    }

    /// Those named in a phrase before the one it is about: Peru in "Peru's old rival Chile".
    fn found_within(&self, whole: &Found) -> Vec<Found> {
        let (first, head) = (whole.tokens.start, whole.head.start);
        if whole.kind != FoundKind::Name || head < first + 2 {
            return Vec::new();
        }
        let tokens = &self.sentence.tokens;
        let words = &self.sentence.text[tokens[first].byte_start..tokens[head - 1].byte_end];
        let behind = |range: &Range<usize>| range.start + first..range.end + first;
        let mut within = self.gazetteer.find(&Sentence::new(words), self.document.published_on);
        for one in &mut within {
            (one.tokens, one.head) = (behind(&one.tokens), behind(&one.head));
        }
        within
    }

    /// The arrangements of a pattern that fits, one for each two at its sides.
    fn of_bound(&self, reading: &Reading<'_>, fact: &Fact, bound: &Bound) -> Vec<Told> {
        let when = bound.when.map(|index| &self.expressions[index]);
        let since = when.or_else(|| self.since(reading, bound)).map(|one| one.stated);
        let lasts_long = || {
            let is_old = |(_, last): (Date, Date)| {
                (self.document.published_on - last).get_days() >= LASTING_DAYS
            };
            since.map_or_else(|| is_for_years(reading, bound), is_old)
        };
        let is_ahead = since.is_some_and(|(first, _)| self.document.published_on < first);
        if is_ahead || fact.must_be_old && !lasts_long() {
            return Vec::new();
        }
        let tokens = &self.sentence.tokens;
        let words =
            Span { start: tokens[bound.tokens.start].start, end: tokens[bound.tokens.end - 1].end };
        let actors = |side: usize| {
            bound.sides[side].iter().filter_map(|&at| actor_of(self.sentence, &reading.found[at]))
        };
        let mut all = Vec::new();
        for one in actors(0) {
            for other in actors(1).filter(|other| *other != one) {
                let arrangement = self.arrangement(fact, [one.clone(), other], since);
                all.push(Told { arrangement, words });
            }
        }
        all
    }

    /// The time since which a fact has lasted: behind it in its clause, or before it at the head
    /// of the sentence.
    fn since(&self, reading: &Reading<'_>, bound: &Bound) -> Option<&DateExpression> {
        let Range { start, end } = bound.tokens;
        let is_near = |one: &&DateExpression| {
            let first = one.tokens.start;
            let between = |mut at: Range<usize>| {
                at.all(|at| !matches!(reading.word(at), "," | ";" | ":" | "and" | "but" | "which"))
            };
            let is_behind = end < first && first <= end + SINCE_TOKENS && between(end + 1..first);
            let gap = one.tokens.end..start;
            let is_at_head = first == 1 && gap.len() < 2;
            (is_behind || is_at_head) && reading.word(first - 1) == "since"
        };
        let mut sinces = self
            .expressions
            .iter()
            .filter(|one| one.kind == DateKind::Since && 0 < one.tokens.start);
        sinces.find(is_near)
    }

    /// Of a state that has ended, what it did has ended with it at the latest.
    fn arrangement(
        &self,
        fact: &Fact,
        parties: [ActorId; 2],
        since: Option<(Date, Date)>,
    ) -> Arrangement {
        let actors = self.gazetteer.actors();
        let ends = parties.iter().filter_map(|id| actors.get(id)?.until);
        let ended_by = ends.min().filter(|end| *end < self.document.published_on);
        let [one, other] = &parties;
        let kind = fact.kind;
        let role = |side: usize| fact.roles.as_ref().map(|roles| roles[side].clone());
        let began = since.map_or_else(String::new, |(first, _)| format!(":{first}"));
        Arrangement {
            id: format!("{kind}:{one}:{other}{began}"),
            kind,
            label: fact.label.clone(),
            parties: vec![
                ArrangementParty { actor: one.clone(), role: role(0) },
                ArrangementParty { actor: other.clone(), role: role(1) },
            ],
            since,
            until: ended_by
                .map(|end| (since.map_or(Dated::ANY_TIME_BEFORE, |(first, _)| first), end)),
            vouched_until: Some(self.document.published_on),
            certainty: Certainty::Reported,
            attributed_to: None,
            known_on: self.document.published_on,
            evidence: vec![Evidence {
                document: self.document.id.clone(),
                sentence: self.sentence.index,
                quote: self.sentence.text.clone(),
            }],
        }
    }
}

/// Whether these are some people of a state: who backs "Syrian rebels" or "Syrian
/// forces" need not back the state, and who backs a group backs that.
fn is_some_people(found: &Found) -> bool {
    use Role::*;
    found.kind != FoundKind::Group
        && matches!(found.role, Some(Military | Rebel | Separatist | Opposition | Civilian))
}

/// A group or organisation by itself, anyone else by the state.
fn actor_of(sentence: &Sentence, found: &Found) -> Option<ActorId> {
    parties::owner(sentence, found).map(|party| party.actor).filter(|actor| !actor.is_empty())
}

/// Facts told by a compound ("Soviet-backed"), each with the second half of it.
fn with_compounds() -> impl Iterator<Item = (&'static Fact, &'static str)> {
    TABLE.facts.iter().flat_map(|fact| fact.compounds.iter().map(move |word| (fact, word.as_str())))
}

/// Whether a fact is told to have lasted for years: "for decades", "for 57 years".
fn is_for_years(reading: &Reading<'_>, bound: &Bound) -> bool {
    let behind = bound.tokens.end..(bound.tokens.end + 6).min(reading.len());
    let is_for = reading.word(behind.start) == "for";
    is_for && behind.clone().any(|at| matches!(reading.word(at), "years" | "decades" | "centuries"))
}
