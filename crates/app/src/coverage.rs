//! Coverage: how much was published by whom and when, what is missing, and how
//! hostile each outlet's reports are.
//!
//! In: an archive, the actors asked about, a period of publication. Out: counts
//! in total, by outlet, by language and by step, and the weeks in which an
//! outlet fell silent or nearly so.

use anyhow::Result;
use rapport_archive::{Archive, Query};
use rapport_record::{ActorId, Date};
use rapport_relations::Step;
use std::collections::{BTreeMap, BTreeSet};

/// An outlet is nearly silent in a week with less than this share of its usual
/// number.
const OUTAGE_SHARE: f64 = 0.25;

/// An actor asked about.
pub struct Whom {
    /// The actor and the ended states it carries on.
    pub line: Vec<ActorId>,
    /// The words by which a text names it.
    pub words: Vec<String>,
}

/// How much there is.
pub struct Coverage {
    /// In all.
    pub total: Count,
    /// By outlet, in order of name.
    pub outlets: BTreeMap<String, Count>,
    /// By language.
    pub languages: BTreeMap<String, Count>,
    /// By step, oldest first: of all outlets together, then of each with its languages.
    pub steps: Vec<StepCount>,
    /// Weeks in which an outlet published nothing or little, by outlet and day.
    pub gaps: Vec<Gap>,
}

/// Documents and reports of some days. Reports are those of the actors asked
/// about, or all where none is.
#[derive(Debug, Clone, Copy)]
pub struct Count {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Documents published.
    pub n_documents: usize,
    /// Those that hold a name of each actor asked about.
    pub n_named: usize,
    /// Those out of which a report of the actor, or between both, was read.
    pub n_coded: usize,
    /// Those that do either.
    pub n_either: usize,
    /// Reports.
    pub n_reports: usize,
    /// Reports of verbal or material conflict.
    pub n_hostile: usize,
}

/// What was published in one step.
pub struct StepCount {
    /// Of one outlet; none of all.
    pub outlet: Option<String>,
    /// In one language; none in all.
    pub lang: Option<String>,
    /// How much.
    pub of: Count,
}

/// A week in which an outlet published nothing, or less than a quarter of the usual.
pub struct Gap {
    /// The outlet.
    pub outlet: String,
    /// What it did publish; neighbouring empty weeks are one gap.
    pub of: Count,
    /// Its median number of documents a week, of weeks with any.
    pub usual: f64,
}

/// What one outlet published in one language on one day.
struct Day {
    outlet: String,
    lang: String,
    on: Date,
    counts: Count,
}

/// Counts what was published by `as_of`. Of `query` its `codings`, `as_of`, `outlets` and
/// `period` count, which is that of publication.
pub fn coverage(
    archive: &Archive,
    whom: &[Whom],
    as_of: Date,
    query: &Query,
    step: Step,
) -> Result<Coverage> {
    let period = query.period;
    let days = days(archive, whom, query)?;
    let last = period.until.map_or(as_of, |until| until.min(as_of));
    let first = days.iter().map(|day| day.on).min().unwrap_or(last);
    let span = (period.since.unwrap_or(first), last);
    let mut total = Count::none(span.0, span.1);
    let (mut by_outlet, mut by_lang) = (BTreeMap::new(), BTreeMap::new());
    let mut by_step = BTreeMap::<(Option<String>, Option<String>, Date), Count>::new();
    // Steps that nobody covered are told too.
    let mut begin = step.around(span.0).0;
    while begin <= span.1 {
        let (from, to) = step.around(begin);
        by_step.insert((None, None, from), Count::none(from, to));
        match to.tomorrow() {
            Ok(next) => begin = next,
            Err(_) => break,
        }
    }
    for day in &days {
        let none = Count::none(day.on, day.on);
        total.add(&day.counts);
        by_outlet.entry(day.outlet.clone()).or_insert(none).add_days(&day.counts);
        by_lang.entry(day.lang.clone()).or_insert(none).add_days(&day.counts);
        let (from, to) = step.around(day.on);
        let parts = [(None, None), (Some(day.outlet.clone()), Some(day.lang.clone()))];
        for (outlet, lang) in parts {
            by_step.entry((outlet, lang, from)).or_insert(Count::none(from, to)).add(&day.counts);
        }
    }
    let steps =
        by_step.into_iter().map(|((outlet, lang, _), of)| StepCount { outlet, lang, of }).collect();
    Ok(Coverage { total, outlets: by_outlet, languages: by_lang, steps, gaps: gaps(&days) })
}

fn days(archive: &Archive, whom: &[Whom], query: &Query) -> Result<Vec<Day>> {
    let mut days = BTreeMap::<(String, String, Date), Count>::new();
    for day in archive.outlet_days(query)? {
        let mut count = Count::none(day.published_on, day.published_on);
        count.n_documents = day.n_documents;
        if whom.is_empty() {
            (count.n_reports, count.n_hostile) = (day.n_reports, day.n_hostile);
        }
        days.insert((day.outlet, day.lang, day.published_on), count);
    }
    let query = match whom {
        [] => None,
        [one] => Some(Query { involving: Some(one.line.clone()), ..query.clone() }),
        [one, other, ..] => {
            let between = Some((one.line.clone(), other.line.clone()));
            Some(Query { between, ..query.clone() })
        }
    };
    if let Some(query) = query {
        let words: Vec<Vec<String>> = whom.iter().map(|whom| whom.words.clone()).collect();
        for of in archive.documents_of(&query, &words)? {
            let Some(on) = of.published_on else { continue };
            let count = days.entry((of.outlet, of.lang, on)).or_insert(Count::none(on, on));
            count.n_named += of.n_named;
            count.n_coded += of.n_coded;
            count.n_either += of.n_either;
            count.n_reports += of.n_reports;
            count.n_hostile += of.n_hostile;
        }
    }
    Ok(days
        .into_iter()
        .map(|((outlet, lang, on), counts)| Day { outlet, lang, on, counts })
        .collect())
}

/// Weeks between an outlet's first and last with nothing or little in them. The
/// first and the last are left alone: an outlet may begin or end amid a week.
fn gaps(days: &[Day]) -> Vec<Gap> {
    let outlets: BTreeSet<&str> = days.iter().map(|day| day.outlet.as_str()).collect();
    let mut gaps = Vec::new();
    for outlet in outlets {
        let mut weeks = BTreeMap::<Date, Count>::new();
        for day in days.iter().filter(|day| day.outlet == outlet) {
            let (from, to) = Step::Week.around(day.on);
            weeks.entry(from).or_insert(Count::none(from, to)).add(&day.counts);
        }
        weeks.retain(|_, week| 0 < week.n_documents);
        let usual = median(weeks.values().map(|week| week.n_documents).collect());
        let (Some((&first, _)), Some((&last, _))) =
            (weeks.first_key_value(), weeks.last_key_value())
        else {
            continue;
        };
        let mut on = Step::Week.around(first).1;
        while let Ok(next) = on.tomorrow() {
            if last <= next {
                break;
            }
            let (from, to) = Step::Week.around(next);
            on = to;
            let week = weeks.get(&from).copied().unwrap_or(Count::none(from, to));
            if OUTAGE_SHARE * usual <= week.n_documents as f64 && 0 < week.n_documents {
                continue;
            }
            let before = gaps.last_mut().filter(|gap: &&mut Gap| {
                gap.outlet == outlet
                    && gap.of.to.tomorrow().ok() == Some(from)
                    && gap.of.n_documents == 0
                    && week.n_documents == 0
            });
            match before {
                Some(gap) => gap.of.to = to,
                None => gaps.push(Gap { outlet: outlet.to_owned(), of: week, usual }),
            }
        }
    }
    gaps
}

/// The middle of some numbers; 0 of none.
fn median(mut numbers: Vec<usize>) -> f64 {
    numbers.sort_unstable();
    let n = numbers.len();
    match n {
        0 => 0.0,
        _ => (numbers[n / 2] + numbers[(n - 1) / 2]) as f64 / 2.0,
    }
}

impl Count {
    fn none(from: Date, to: Date) -> Self {
        Self {
            from,
            to,
            n_documents: 0,
            n_named: 0,
            n_coded: 0,
            n_either: 0,
            n_reports: 0,
            n_hostile: 0,
        }
    }

    fn add(&mut self, more: &Self) {
        self.n_documents += more.n_documents;
        self.n_named += more.n_named;
        self.n_coded += more.n_coded;
        self.n_either += more.n_either;
        self.n_reports += more.n_reports;
        self.n_hostile += more.n_hostile;
    }

    /// The same, with the days widened to hold those added.
    fn add_days(&mut self, more: &Self) {
        self.from = self.from.min(more.from);
        self.to = self.to.max(more.to);
        self.add(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(outlet: &str, monday: &str, n_documents: usize) -> Day {
        let on = monday.parse().expect("a day");
        let counts = Count { n_documents, ..Count::none(on, on) };
        Day { outlet: outlet.into(), lang: "en".into(), on, counts }
    }

    #[test]
    fn weeks_without_documents_and_with_few_are_told_and_the_ends_are_not() {
        let days = [
            week("Herald", "2024-01-01", 1),
            week("Herald", "2024-01-08", 40),
            week("Herald", "2024-01-15", 42),
            week("Herald", "2024-02-05", 38),
            week("Herald", "2024-02-12", 9),
            week("Herald", "2024-02-19", 44),
            week("Herald", "2024-02-26", 2),
            week("Gazette", "2024-01-15", 3),
        ];
        let told: Vec<(String, String, usize)> = gaps(&days)
            .iter()
            .map(|gap| (gap.of.from.to_string(), gap.of.to.to_string(), gap.of.n_documents))
            .collect();
        let expected = [("2024-01-22", "2024-02-04", 0), ("2024-02-12", "2024-02-18", 9)];
        assert_eq!(told, expected.map(|(from, to, n)| (from.to_owned(), to.to_owned(), n)));
    }

    #[test]
    fn the_usual_number_is_the_median() {
        assert_eq!(median(vec![9, 1, 40]), 9.0);
        assert_eq!(median(vec![1, 2]), 1.5);
        assert_eq!(median(Vec::new()), 0.0);
    }
}
