//! Whether what reference tables know was coded from the news that tells it.
//!
//! In: a table of facts that nobody here made (tests, visits, vetoes) and news.
//! Out: of the facts that some item mentions, by its words alone, the share
//! that is coded right from those items, and why the others are not. A fact
//! that no item mentions says nothing about the coder: it is told by number
//! and not counted. `docs/design/facts.md` says more.

pub mod launches;
mod names;
pub mod travels;
pub mod vetoes;
mod visits;
mod words;

use super::shares;
use super::table::write_predictions;
use crate::inputs::{self, InputArgs};
use crate::{output, pipeline};
use anyhow::Result;
use jiff::ToSpan;
use rapport_coding::NewsCoder;
use rapport_record::{Certainty, Coded, Date, Document, EventType, Party, Report};
use std::collections::BTreeMap;
use std::path::Path;
use words::Words;

/// A run of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Days {
    from: Date,
    to: Date,
}

impl Days {
    fn one(day: Date) -> Self {
        Self { from: day, to: day }
    }

    /// So many days more on either end.
    fn widened(self, before: i64, after: i64) -> Self {
        Self {
            from: self.from.saturating_sub(before.days()),
            to: self.to.saturating_add(after.days()),
        }
    }

    fn contains(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// Whether the deed of a report surely fell into these days.
    fn hold(self, report: &Report) -> bool {
        self.from <= report.happened_on.from && report.happened_on.to <= self.to
    }
}

/// What a table says happened.
struct Fact {
    /// For people: "2016-09-09 nuclear test".
    name: String,
    /// Days that a report of it may bear.
    happened: Days,
    /// Days on which an item that tells it is published.
    published: Days,
    /// Whether an item mentions it, by its words.
    mentions: Box<dyn Fn(&Words) -> bool>,
    /// Whether a mention also says that it took place; see [`Measure::told`].
    tells: Box<dyn Fn(&Words) -> bool>,
    /// The state that did it.
    source: String,
    /// The state it was done to, where that is part of the fact.
    target: Option<String>,
}

/// How far the best report of a fact got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grade {
    NoReport,
    WrongActor,
    WrongType,
    WrongMode,
    WrongDay,
    NotReported,
    Found,
}

impl Grade {
    const MISSES: [Self; 6] = [
        Self::NoReport,
        Self::WrongActor,
        Self::WrongType,
        Self::WrongMode,
        Self::WrongDay,
        Self::NotReported,
    ];

    fn words(self) -> &'static str {
        match self {
            Self::NoReport => "no report at all",
            Self::WrongActor => "wrong actor",
            Self::WrongType => "wrong type",
            Self::WrongMode => "right type, wrong mode",
            Self::WrongDay => "wrong day",
            Self::NotReported => "certainty not reported",
            Self::Found => "found",
        }
    }
}

/// Whether type and mode of a report are those of the fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// The type is another.
    Neither,
    /// The type is right and the mode another.
    Type,
    Both,
}

impl Fit {
    fn whole(is_whole: bool) -> Self {
        if is_whole { Self::Both } else { Self::Neither }
    }
}

/// What tells one measure from another.
struct Measure {
    name: &'static str,
    /// What a fact is called: "days".
    unit: &'static str,
    /// Whether a report is of the right type and mode.
    fit: fn(&Report) -> Fit,
    /// What to call the facts that an item tells as having taken place; none
    /// where mentioning and telling are the same.
    told: Option<&'static str>,
    /// What to call the facts found, those included of which only the place is right:
    /// met with somebody else there; none where there is no such thing.
    there: Option<&'static str>,
}

/// Whether the doer met anybody in the state of the fact on those days.
fn is_there(fact: &Fact, report: &Report) -> bool {
    let state = report.place.as_ref().and_then(|place| place.country.as_deref());
    country(report.source.as_ref()) == Some(&fact.source)
        && report.event_type == EventType::Consult
        && report.certainty == Certainty::Reported
        && state.is_some()
        && state == fact.target.as_deref()
        && fact.happened.hold(report)
}

fn grade(fact: &Fact, report: &Report, fit: fn(&Report) -> Fit) -> Grade {
    let is_source = country(report.source.as_ref()) == Some(&fact.source);
    let is_target = match &fact.target {
        Some(target) => country(report.target.as_ref()) == Some(target),
        None => true,
    };
    if !is_source || !is_target {
        Grade::WrongActor
    } else if fit(report) == Fit::Neither {
        Grade::WrongType
    } else if fit(report) == Fit::Type {
        Grade::WrongMode
    } else if !fact.happened.hold(report) {
        Grade::WrongDay
    } else if report.certainty != Certainty::Reported {
        Grade::NotReported
    } else {
        Grade::Found
    }
}

/// The state a party stands for; of an organisation of none, its own id.
fn country(party: Option<&Party>) -> Option<&str> {
    party.map(|party| party.country.as_deref().unwrap_or(&party.actor))
}

/// `PRK MOBILIZE missile-test - 2016-09-09..2016-09-09 reported`.
fn brief_form(report: &Report) -> String {
    let mode = report.mode.as_deref().unwrap_or("-");
    let side = |party: &Option<Party>| country(party.as_ref()).unwrap_or("-").to_owned();
    let (source, target) = (side(&report.source), side(&report.target));
    let (from, to) = (report.happened_on.from, report.happened_on.to);
    let certainty = report.certainty;
    format!("{source} {} {mode} {target} {from}..{to} {certainty}", report.event_type)
}

/// What became of a fact.
struct Verdict {
    grade: Grade,
    /// The report that got furthest.
    best: Option<String>,
    certainty: Option<Certainty>,
}

fn verdict<'c>(
    fact: &Fact,
    coded: impl Iterator<Item = &'c Coded>,
    fit: fn(&Report) -> Fit,
) -> Verdict {
    let mut verdict = Verdict { grade: Grade::NoReport, best: None, certainty: None };
    for report in coded.flat_map(|coded| &coded.reports) {
        let grade = grade(fact, report, fit);
        if verdict.grade < grade {
            verdict = Verdict {
                grade,
                best: Some(brief_form(report)),
                certainty: Some(report.certainty),
            };
        }
    }
    verdict
}

/// Items by the facts they may mention, read once.
struct Mentions {
    documents: Vec<Document>,
    /// For each fact, the documents that mention it.
    of: Vec<Vec<usize>>,
    /// Which documents satisfy a further question of the caller.
    also: Vec<usize>,
}

fn mentions(
    facts: &[Fact],
    data: &InputArgs,
    also: impl Fn(&Document, &Words) -> bool,
) -> Result<Mentions> {
    let mut by_day = BTreeMap::<Date, Vec<usize>>::new();
    for (index, fact) in facts.iter().enumerate() {
        let days = fact.published.from.series(1.day());
        for day in days.take_while(|&day| day <= fact.published.to) {
            by_day.entry(day).or_default().push(index);
        }
    }
    let mut found =
        Mentions { documents: Vec::new(), of: vec![Vec::new(); facts.len()], also: Vec::new() };
    let skipped = inputs::each_document(data, |document| {
        let words = Words::of(&document.full_text());
        let near = by_day.get(&document.published_on).map_or(&[][..], Vec::as_slice);
        let mut is_kept = false;
        for &index in near.iter().filter(|&&index| (facts[index].mentions)(&words)) {
            found.of[index].push(found.documents.len());
            is_kept = true;
        }
        if also(&document, &words) {
            found.also.push(found.documents.len());
            is_kept = true;
        }
        if is_kept {
            found.documents.push(document);
        }
        Ok(())
    })?;
    skipped.exit_code();
    Ok(found)
}

/// Codes the items that mention a fact and prints how many facts were found;
/// gives back what was coded of every item kept.
fn score(
    measure: &Measure,
    facts: &[Fact],
    mentions: Mentions,
    coder: &NewsCoder,
    predictions: Option<&Path>,
) -> Result<Vec<(Document, Coded)>> {
    let Measure { name, unit, fit, told, there } = *measure;
    eprintln!("coding {} items", mentions.documents.len());
    let coded = pipeline::code(coder, mentions.documents);
    let mut written = "fact\toutcome\ttold\titems\tbest report\n".to_owned();
    let mut grades = BTreeMap::<Grade, usize>::new();
    let mut n_alleged = 0;
    let (mut n_told, mut n_told_found) = (0, 0);
    let mut n_there = 0;
    for (fact, items) in facts.iter().zip(&mentions.of) {
        if items.is_empty() {
            written.push_str(&format!("{}\tnot mentioned\t\t\t\n", fact.name));
            continue;
        }
        let verdict = verdict(fact, items.iter().map(|&item| &coded[item].1), fit);
        *grades.entry(verdict.grade).or_default() += 1;
        let mut reports = items.iter().flat_map(|&item| &coded[item].1.reports);
        let is_found = verdict.grade == Grade::Found;
        n_there += usize::from(is_found || reports.any(|report| is_there(fact, report)));
        let is_alleged = verdict.certainty == Some(Certainty::Alleged);
        n_alleged += usize::from(verdict.grade == Grade::NotReported && is_alleged);
        let telling = |&&item: &&usize| (fact.tells)(&Words::of(&coded[item].0.full_text()));
        let is_told = items.iter().any(|item| telling(&item));
        if is_told {
            n_told += 1;
            n_told_found += usize::from(verdict.grade == Grade::Found);
        }
        let ids: Vec<&str> = items.iter().map(|&item| coded[item].0.id.as_str()).collect();
        written.push_str(&format!(
            "{}\t{}\t{}\t{}\t{}\n",
            fact.name,
            verdict.grade.words(),
            if is_told { "told" } else { "" },
            ids.join(","),
            verdict.best.unwrap_or_default()
        ));
    }
    write_predictions(predictions, &written)?;
    let n: usize = grades.values().sum();
    let of = |grade: Grade| grades.get(&grade).copied().unwrap_or_default();
    output::line(shares::line(&format!("{name} found"), of(Grade::Found), n))?;
    let at_any = of(Grade::Found) + of(Grade::NotReported);
    output::line(shares::line(&format!("{name} found at any certainty"), at_any, n))?;
    if let Some(there) = there {
        output::line(shares::line(&format!("{name} {there}"), n_there, n))?;
    }
    if let Some(told) = told {
        output::line(shares::line(&format!("{name} {told}"), n_told_found, n_told))?;
    }
    let all = facts.len();
    output::line(format!("{unit}: {all}; mentioned: {n}; not mentioned: {}", all - n))?;
    for grade in Grade::MISSES {
        output::line(format!("miss: {} {}", of(grade), grade.words()))?;
    }
    output::line(format!("of the last, {n_alleged} are alleged"))?;
    Ok(coded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapport_coding::Coder;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// What becomes of a visit of Germany by France on 8 to 9 May 2012, given
    /// an item of 9 May.
    #[track_caller]
    fn check(text: &str, expected: Grade) {
        let happened = Days { from: day("2012-05-08"), to: day("2012-05-09") };
        let fact = Fact {
            name: String::new(),
            happened: happened.widened(1, 1),
            published: happened,
            mentions: Box::new(|_| true),
            tells: Box::new(|_| true),
            source: "FRA".into(),
            target: Some("DEU".into()),
        };
        let coded = NewsCoder::embedded().code(&Document::plain("a", day("2012-05-09"), text));
        let fit: fn(&Report) -> Fit = |report| Fit::whole(report.event_type == EventType::Consult);
        assert_eq!(verdict(&fact, [&coded].into_iter(), fit).grade, expected, "{coded:#?}");
    }

    #[test]
    fn a_fact_is_found_where_actor_type_day_and_certainty_are_right() {
        check("The French foreign minister visited Germany on Tuesday.", Grade::Found);
    }

    #[test]
    fn a_miss_has_the_reason_of_the_report_that_got_furthest() {
        check("It rained all day.", Grade::NoReport);
        check("The Polish foreign minister visited Germany on Tuesday.", Grade::WrongActor);
        check("France imposed sanctions on Germany on Tuesday.", Grade::WrongType);
        check("The French foreign minister visited Germany in March 2012.", Grade::WrongDay);
    }
}
