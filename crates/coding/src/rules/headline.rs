//! The day of a headline's deed: headlines name none, the lead beneath does.
//!
//! In: the reports of a document with a title. Out: the same, those of the title that have no
//! other day than that of publication (of what is planned: no day at all) dated by the first
//! sentence of the body, if it names one of their parties and one day of the last week (of a
//! plan: of the next), no other, and not as the day on which something was said or had gone
//! before: "Gunmen kidnap villagers in Ruritania", then "More than a hundred Ruritanians were
//! seized on Sunday".

use super::filter;
use super::words::is_year;
use crate::actors::Found;
use crate::dates::{DateExpression, DateKind, Timeline};
use crate::text::Sentence;
use rapport_record::{Certainty, Date, DateSource, Dated, Document, Party, Report};

/// How many days before publication the news may lie, or behind it a plan. Ours.
const WEEK: i32 = 6;

/// Words before a day: on it something was said, or had gone before the news.
const OF_ANOTHER: &[&str] = &["said", "says", "told", "after", "following", "since"];

/// How many words before it. Ours.
const WORDS_BEFORE: usize = 5;

/// Dates the reports of the headline by the lead.
pub fn date(
    document: &Document,
    sentences: &[Sentence],
    found: &[Vec<Found>],
    reports: &mut [Report],
) {
    if document.title.is_none() {
        return;
    }
    let is_below = |sentence: &Sentence| !is_in_title(document, sentence);
    let Some(lead) = sentences.iter().position(is_below) else { return };
    let n_of_title = reports.partition_point(|report| report.sentence < lead);
    if n_of_title == 0 || filter::caption(sentences, lead).is_some() {
        return;
    }
    let published_on = document.published_on;
    let days = days_in(&sentences[lead], published_on);
    let done = day_of_news(&sentences[lead], &days, published_on);
    let to_come = day_of_plan(&sentences[lead], &days, published_on);
    let is_named = |party: &Party| {
        found[lead].iter().any(|one| {
            one.actor == party.actor || one.country.is_some() && one.country == party.country
        })
    };
    for report in &mut reports[..n_of_title] {
        let day = match (report.certainty, report.happened_on.known_from) {
            (Certainty::Reported | Certainty::Alleged, DateSource::Published) => done,
            (Certainty::Planned, DateSource::Tense) => to_come,
            _ => None,
        };
        if let Some(day) = day
            && report.source.iter().chain(&report.target).any(is_named)
        {
            report.happened_on = Dated::day(day, DateSource::Dateline);
        }
    }
}

/// Whether a sentence stands in the title of its document.
pub fn is_in_title(document: &Document, sentence: &Sentence) -> bool {
    document.title.as_ref().is_some_and(|title| sentence.start < title.chars().count())
}

/// The days that a sentence names.
fn days_in(sentence: &Sentence, published_on: Date) -> Vec<DateExpression> {
    let mut expressions = Timeline::new(published_on).read(sentence);
    expressions.retain(|one| one.kind == DateKind::Day);
    expressions
}

/// The one day that a lead names, today or in the week to come, where no other day stands.
fn day_of_plan(lead: &Sentence, days: &[DateExpression], published_on: Date) -> Option<Date> {
    let [day] = days else { return None };
    let ahead = (day.from - published_on).get_days();
    (!is_anothers(lead, day.tokens.start) && (0..=WEEK).contains(&ahead)).then_some(day.from)
}

/// Whether a day is that on which something was said, or had gone before the news.
fn is_anothers(lead: &Sentence, start: usize) -> bool {
    lead.tokens[start.saturating_sub(WORDS_BEFORE)..start]
        .iter()
        .any(|word| OF_ANOTHER.contains(&word.lower.as_str()))
}

/// The one day of the last week that a lead names; with its year only captions tell it.
fn day_of_news(lead: &Sentence, days: &[DateExpression], published_on: Date) -> Option<Date> {
    let (day, others) = days.split_first()?;
    let told = if day.is_tomorrow_elsewhere() { published_on } else { day.from };
    let ago = (published_on - told).get_days();
    let is_owner = lead.tokens.get(day.tokens.end).is_some_and(|next| next.lower == "'s");
    let is_news = others.iter().all(|other| other.from == day.from)
        && day.from == day.to
        && !day.is_future
        && !is_owner
        && !is_anothers(lead, day.tokens.start)
        && !lead.tokens[day.tokens.clone()].iter().any(|word| is_year(&word.lower))
        && (0..=WEEK).contains(&ago);
    is_news.then_some(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lead: &str, expected: Option<&str>) {
        let on = "2022-11-21".parse().expect("a day");
        let sentence = Sentence::new(lead);
        let day = day_of_news(&sentence, &days_in(&sentence, on), on);
        assert_eq!(day, expected.map(|day| day.parse().expect("a day")));
    }

    #[test]
    fn the_one_day_of_the_week_that_the_lead_names() {
        check("Gunmen seized a hundred Ruritanian villagers on Sunday.", Some("2022-11-20"));
        check("Gunmen seized villagers yesterday, police said.", Some("2022-11-20"));
        // Where it is Tuesday already.
        check("Gunmen seized a hundred villagers on Tuesday.", Some("2022-11-21"));
    }

    #[test]
    fn of_a_plan_the_one_day_to_come() {
        let on = "2022-11-21".parse().expect("a day");
        let day = |lead: &str| {
            let sentence = Sentence::new(lead);
            day_of_plan(&sentence, &days_in(&sentence, on), on).map(|day| day.to_string())
        };
        let thursday = Some("2022-11-24".to_owned());
        assert_eq!(day("The two presidents are due in Strelsau on Thursday."), thursday);
        assert_eq!(day("They said on Friday that the two would meet."), None);
    }

    #[test]
    fn of_two_days_or_a_day_further_back_none() {
        check("Gunmen seized villagers on Sunday, a week after the raid of 3 November.", None);
        check("Gunmen seized villagers on 3 November.", None);
        check("Gunmen will release the villagers on Friday.", None);
        check("The court sat again after Sunday's attack.", None);
        check("Gunmen seized villagers, police said on Sunday.", None);
        check("Ruritania vows revenge after a strike on Sunday.", None);
        check("Gunmen seized villagers.", None);
        check("Villagers wait at a checkpoint on Nov. 20, 2022.", None);
    }
}
