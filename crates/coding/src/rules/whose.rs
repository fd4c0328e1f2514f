//! Of which country people are who are told without one: "protesters", "two gunmen".
//!
//! In: the phrase of such people and the deed it stands beside. Out: one of the countries that
//! the sentence, the one before, the document or its topics name, or none. Of each of
//! these countries small trees say how likely it is theirs, from plain signs: where it is named,
//! how and how near, and what a plain rule would choose. They are fitted to labelled phrases
//! (`models/whose/card.md`; `train/whose.py`).

use super::assemble::{Context, Work};
use super::details;
use super::judging::{Reading, kind_of};
use super::parties;
use super::syntax::Shape;
use crate::actors::{Found, FoundKind};
use rapport_record::{ActorId, Party, Role, Span};
use rapport_trees::{Sign, Signs};
use serde::Serialize;
use std::collections::HashMap;

/// The trees' table.
pub(super) const TREES: &str = include_str!("../../../../models/whose/trees.csv");

/// How likely a country must be theirs. Chosen in folds: from 0.3 to 0.4 two phrases in a hundred
/// lose their country, one of them a wrong one (`train/whose.py`).
const THEIRS_MIN: f64 = 0.35;

/// Words before a country that say how it stands to the rest of the sentence.
const LINKS: &[&str] = &[
    "in", "at", "near", "from", "of", "by", "against", "with", "to", "on", "into", "over", "for",
    "between", "and", "across", "outside", "inside", "around",
];

/// People of no told country as one side of a reading, for fitting the trees.
#[derive(Debug, Clone, Serialize)]
pub struct People {
    /// Where, in code points of the document.
    pub span: Span,
    /// The countries that are named.
    pub countries: Vec<PossibleCountry>,
}

/// A country that may be theirs.
#[derive(Debug, Clone, Serialize)]
pub struct PossibleCountry {
    /// Its id.
    pub country: ActorId,
    /// What shows of it.
    pub signs: HashMap<String, f64>,
}

/// People of no told country, with what is the same for every country that may be theirs.
struct Unplaced<'q> {
    people: &'q Found,
    /// The word of the deed.
    main: usize,
    /// The other phrases with a country.
    mentions: Vec<&'q Found>,
    /// How many countries these name.
    n_countries: usize,
    /// What a plain rule would choose.
    by_rule: Option<ActorId>,
    /// Where the deed is told to happen.
    place: Option<ActorId>,
    /// The country on the deed's other side.
    other_country: Option<&'q ActorId>,
}

impl Work<'_> {
    /// The country of a doer of whom only the office or kind is told; `other` stands on the
    /// deed's other side.
    pub(super) fn country_of_agent(
        &self,
        index: usize,
        main: usize,
        other: Option<&Party>,
        context: &Context<'_>,
    ) -> Option<ActorId> {
        self.likeliest_country(index, main, other, context).map(|(country, _)| country)
    }

    /// The same, with how likely it is theirs.
    pub(super) fn likeliest_country(
        &self,
        index: usize,
        main: usize,
        other: Option<&Party>,
        context: &Context<'_>,
    ) -> Option<(ActorId, f64)> {
        if self.syntax.found[index].kind != FoundKind::Agent {
            return None;
        }
        let unplaced = self.unplaced(index, main, other, context);
        let likely = |country: ActorId| {
            let signs = self.signs_of_country(&country, &unplaced, context);
            let probability = self.coder.whose.probability(&signs);
            (country, probability)
        };
        self.countries_named(index, context)
            .into_iter()
            .map(likely)
            .max_by(|(_, one), (_, other)| one.total_cmp(other))
            .filter(|(_, probability)| THEIRS_MIN <= *probability)
    }

    /// The sides of a reading that name such people.
    pub(super) fn people(&self, one: &Reading<'_>, context: &Context<'_>) -> Vec<People> {
        let sides = [(one.pair.source, &one.draft.target), (one.pair.target, &one.draft.source)];
        let mut all = Vec::new();
        for (index, other) in sides {
            let Some(index) = index else { continue };
            let Some(found) = self.syntax.found.get(index) else { continue };
            if found.kind != FoundKind::Agent {
                continue;
            }
            let span = parties::span(self.syntax.sentence, found);
            let start = self.syntax.sentence.start;
            let unplaced = self.unplaced(index, one.draft.main, other.as_ref(), context);
            let candidate = |country: ActorId| {
                let signs = self.signs_of_country(&country, &unplaced, context);
                PossibleCountry { country, signs: signs.into_iter().collect() }
            };
            all.push(People {
                span: Span { start: start + span.start, end: start + span.end },
                countries: self
                    .countries_named(index, context)
                    .into_iter()
                    .map(candidate)
                    .collect(),
            });
        }
        all
    }

    /// The countries of the sentence, of those named before it, the document's and its topics'.
    fn countries_named(&self, index: usize, context: &Context<'_>) -> Vec<ActorId> {
        let others = self.syntax.found.iter().enumerate().filter(|(at, _)| *at != index);
        let mut named: Vec<ActorId> = others
            .filter_map(|(_, found)| found.country.clone())
            .chain(self.earlier.iter().filter_map(|one| one.party.as_ref()?.country.clone()))
            .chain(context.focus.clone())
            .chain(context.topics.iter().cloned())
            .collect();
        named.sort();
        named.dedup();
        named
    }

    fn unplaced<'q>(
        &'q self,
        index: usize,
        main: usize,
        other: Option<&'q Party>,
        context: &Context<'_>,
    ) -> Unplaced<'q> {
        let found = self.syntax.found.iter().enumerate();
        let mentions = found.filter(|(at, found)| *at != index && found.country.is_some());
        let place = details::state_of_place(self.syntax, main);
        Unplaced {
            people: &self.syntax.found[index],
            main,
            mentions: mentions.map(|(_, found)| found).collect(),
            n_countries: self.countries_but(None).len(),
            by_rule: self.country_by_rule(index, place.as_ref(), other, context),
            place,
            other_country: other.and_then(|party| party.country.as_ref()),
        }
    }

    /// What shows of a country that may be theirs.
    fn signs_of_country(
        &self,
        country: &ActorId,
        unplaced: &Unplaced<'_>,
        context: &Context<'_>,
    ) -> Vec<Sign> {
        let syntax = self.syntax;
        let Unplaced { people, mentions, .. } = unplaced;
        let main = unplaced.main;
        let mentions = || mentions.iter().copied();
        let is_its = |found: &&Found| found.country.as_ref() == Some(country);
        let mut signs = Signs::default();
        signs.add_if("rule", unplaced.by_rule.as_ref() == Some(country));
        signs.add_if("no-rule", unplaced.by_rule.is_none());
        signs.add_if("other-side", unplaced.other_country == Some(country));
        signs.add_if("no-other-side", unplaced.other_country.is_none());
        signs.add("countries", unplaced.n_countries as f64);
        signs.add("mentions", mentions().filter(is_its).count() as f64);
        signs.add_if("focus", context.focus.as_ref() == Some(country));
        signs.add_if("no-focus", context.focus.is_none());
        signs.add_if("topic", context.topics.contains(country));
        signs.add("topics", context.topics.len().min(3) as f64);
        let is_earlier = |party: &Party| party.country.as_ref() == Some(country);
        signs.add_if(
            "earlier",
            self.earlier.iter().any(|one| one.party.as_ref().is_some_and(is_earlier)),
        );
        signs.add_if("place", unplaced.place.as_ref() == Some(country));
        signs.add_if("no-place", unplaced.place.is_none());
        signs.add_if("before-deed", people.tokens.start < main);
        signs.add("sentence", syntax.sentence.index as f64);
        signs.add(&format!("role-{}", people.role.map_or("bare", Role::as_str)), 1.0);
        let head = &syntax.sentence.tokens[people.tokens.end - 1];
        signs.add_if("named", head.is_capital);
        signs.add("words", people.tokens.len() as f64);
        let away = |found: &Found| {
            if found.tokens.end <= people.tokens.start {
                people.tokens.start - found.tokens.end
            } else {
                found.tokens.start.saturating_sub(people.tokens.end)
            }
        };
        let of_side = |is_before: bool| {
            let its = mentions().filter(is_its);
            its.filter(|found| (found.tokens.start < people.tokens.start) == is_before)
                .map(away)
                .min()
        };
        signs.add("before", of_side(true).map_or(0.0, |away| 1.0 / (1.0 + away as f64)));
        signs.add("after", of_side(false).map_or(0.0, |away| 1.0 / (1.0 + away as f64)));
        if let Some(nearest) = mentions().filter(is_its).min_by_key(|found| away(found)) {
            let nearer = mentions().filter(|found| !is_its(found) && away(found) < away(nearest));
            signs.add("nearer", nearer.count() as f64);
            signs.add(kind_of(nearest), 1.0);
            let (low, high) = if nearest.tokens.start < people.tokens.start {
                (nearest.tokens.end, people.tokens.start)
            } else {
                (people.tokens.end, nearest.tokens.start)
            };
            let verbs = syntax
                .verbs
                .iter()
                .filter(|group| group.shape == Shape::Finite && (low..high).contains(&group.main));
            signs.add("verbs-between", verbs.count() as f64);
            signs.add_if("deed-between", (low..high).contains(&main));
            signs.add_if("pause-between", (low..high).any(|at| syntax.is_pause(at)));
            let start = nearest.tokens.start;
            let before = |n: usize| start.checked_sub(n).map_or("", |at| syntax.word(at));
            let link = if matches!(before(1), "the" | "a" | "an") { before(2) } else { before(1) };
            if LINKS.contains(&link) {
                signs.add(&format!("link-{link}"), 1.0);
            }
            signs.add_if("hyphen-before", before(1) == "-");
            signs.add_if("hyphen-after", syntax.word(nearest.tokens.end) == "-");
            signs.add_if("owner", syntax.word(nearest.tokens.end) == "'s");
            signs.add_if("first", mentions().next().is_some_and(|found| is_its(&found)));
        }
        signs.into_vec()
    }

    /// The country by a plain rule. "Two commanders from Saudi Arabia" say it themselves; an
    /// office ("the president", "a court") is of the country named before it; people
    /// ("gunmen", "soldiers") are of the place; failing that, of two countries named, of the one
    /// that is not the other side's.
    fn country_by_rule(
        &self,
        index: usize,
        place: Option<&ActorId>,
        other: Option<&Party>,
        context: &Context<'_>,
    ) -> Option<ActorId> {
        let found = &self.syntax.found[index];
        let end = found.tokens.end;
        if matches!(self.syntax.word(end), "from" | "of" | "in") {
            let next = (end + 1..end + 4).find_map(|at| self.syntax.actor_at.get(at).copied()?);
            if let Some(country) = next.and_then(|next| self.syntax.found[next].country.clone()) {
                return Some(country);
            }
        }
        let is_office =
            matches!(found.role, Some(Role::Government | Role::Legislature | Role::Judiciary));
        let before = self.syntax.found[..index]
            .iter()
            .rev()
            .find(|other| other.kind != FoundKind::Place && other.country.is_some());
        let here = match before {
            Some(other) if is_office => other.country.clone(),
            _ => self.country_here(place, context),
        };
        here.or_else(|| {
            let theirs = other?.country.as_ref();
            match self.countries_but(theirs)[..] {
                [only] => Some(only.clone()),
                _ => None,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use rapport_trees::Trees;

    #[test]
    fn every_tree_leads_from_its_root_to_leaves() {
        assert!(Trees::parse(super::TREES).are_whole());
    }

    #[test]
    fn what_a_plain_rule_would_choose_is_likelier() {
        let trees = Trees::parse(super::TREES);
        let p = |rule: f64| trees.probability(&[("rule".into(), rule), ("countries".into(), 2.0)]);
        assert!(p(0.0) < p(1.0));
    }
}
