//! The day of a headline's deed: headlines name none, the lead beneath does.
//!
//! In: the reports of a document with a title. Out: the same, those of the title that have no
//! other day than that of publication dated by the first sentence of the body, if it
//! is about one of their parties and names one day of the last week and no other: "Gunmen
//! kidnap villagers in Ruritania", then "More than a hundred were seized on Sunday".

use super::filter;
use crate::actors::Found;
use crate::dates::{DateKind, Timeline};
use crate::text::Sentence;
use rapport_record::{Certainty, Date, DateSource, Dated, Document, Party, Report};

/// How many days before publication the news may lie. Ours.
const WEEK: i32 = 6;

/// Dates the reports of the headline by the lead.
pub fn date(
    document: &Document,
    sentences: &[Sentence],
    found: &[Vec<Found>],
    reports: &mut [Report],
) {
    let Some(title) = document.title.as_ref().map(|title| title.chars().count()) else { return };
    let Some(lead) = sentences.iter().position(|sentence| title <= sentence.start) else { return };
    if filter::caption(sentences, lead).is_some() {
        return;
    }
    let Some(day) = day_of_news(&sentences[lead], document.published_on) else { return };
    let is_named = |party: &Party| {
        found[lead].iter().any(|one| {
            one.actor == party.actor || one.country.is_some() && one.country == party.country
        })
    };
    for report in reports.iter_mut().filter(|report| report.sentence < lead) {
        let is_told = matches!(report.certainty, Certainty::Reported | Certainty::Alleged);
        if is_told
            && report.happened_on.known_from == DateSource::Published
            && report.source.iter().chain(&report.target).any(is_named)
        {
            report.happened_on = Dated::day(day, DateSource::Stated);
        }
    }
}

/// The one day of the last week that a lead names; with its year only captions tell it.
fn day_of_news(lead: &Sentence, published_on: Date) -> Option<Date> {
    let expressions = Timeline::new(published_on).read(lead);
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let mut days: Vec<Date> = expressions
        .iter()
        .filter(|one| one.kind == DateKind::Day && one.from == one.to)
        .filter(|one| lead.tokens.get(one.tokens.end).is_none_or(|next| next.lower != "'s"))
        .filter(|one| !lead.tokens[one.tokens.clone()].iter().any(|word| is_year(&word.lower)))
        .map(|one| one.from)
        .collect();
    days.dedup();
    let [day] = days[..] else { return None };
    let ago = (published_on - day).get_days();
    (0..=WEEK).contains(&ago).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lead: &str, expected: Option<&str>) {
        let on = "2022-11-21".parse().expect("a day");
        let day = day_of_news(&Sentence::new(lead), on);
        assert_eq!(day, expected.map(|day| day.parse().expect("a day")));
    }

    #[test]
    fn the_one_day_of_the_week_that_the_lead_names() {
        check("Gunmen seized a hundred Ruritanian villagers on Sunday.", Some("2022-11-20"));
        check("Gunmen seized villagers yesterday, police said.", Some("2022-11-20"));
    }

    #[test]
    fn of_two_days_or_a_day_further_back_none() {
        check("Gunmen seized villagers on Sunday, a week after the raid of 3 November.", None);
        check("Gunmen seized villagers on 3 November.", None);
        check("Gunmen will release the villagers on Friday.", None);
        check("The court sat again after Sunday's attack.", None);
        check("Gunmen seized villagers.", None);
        check("Villagers wait at a checkpoint on Nov. 20, 2022.", None);
    }
}
