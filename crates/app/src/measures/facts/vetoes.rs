//! Whether vetoes in the UN Security Council are coded.
//!
//! In: a CSV with `date` (month/day/year), `draft`, `crisis_topic` and the
//! vetoing members. A fact is one member's veto of one draft.

use super::super::table::Table;
use super::words::Words;
use super::{Days, Fact, Fit, Measure, mentions, score};
use crate::failure::Failure;
use crate::inputs::InputArgs;
use anyhow::Result;
use rapport_coding::NewsCoder;
use rapport_coding::actors::Gazetteer;
use rapport_record::{Date, EventType, Report};
use std::path::Path;

/// Items begin with this month.
const SINCE: Date = Date::constant(2002, 7, 1);

const WHAT: &str = "a CSV with columns date, draft, crisis_topic and member_veto1 to member_veto3";

/// Runs the measure.
pub fn run(file: &Path, data: &InputArgs, predictions: Option<&Path>) -> Result<()> {
    let coder = NewsCoder::embedded();
    let facts = facts(&Table::read(file)?, file, coder.gazetteer())?;
    let mentions = mentions(&facts, data, |_, _| false)?;
    let fit: fn(&Report) -> Fit = |report| Fit::whole(report.event_type == EventType::Reject);
    let measure = Measure {
        name: "vetoes",
        unit: "vetoes",
        fit,
        told: Some("found where the vetoing state is named"),
        there: None,
    };
    score(&measure, &facts, mentions, &coder, predictions)?;
    Ok(())
}

fn facts(table: &Table, file: &Path, gazetteer: &Gazetteer) -> Result<Vec<Fact>> {
    let column = |name: &str| table.column(name, WHAT);
    let (date, draft, topic) = (column("date")?, column("draft")?, column("crisis_topic")?);
    let members = [column("member_veto1")?, column("member_veto2")?, column("member_veto3")?];
    let mut facts = Vec::new();
    for (number, row) in table.rows().iter().enumerate() {
        let cell = |at: usize| row.get(at).unwrap_or("").trim();
        let wrong = |what: &str, value: &str, hint: &str| {
            let place = format!("{}: row {}", file.display(), number + 1);
            Failure::input(format!("{place}: {what} is `{value}`"), hint)
        };
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let Some(day) = american_day(cell(date)) else {
            return Err(wrong("`date`", cell(date), "write days as 12/31/2016").into());
        };
        if day < SINCE {
            continue;
        }
        for member in members.map(cell).into_iter().filter(|member| !member.is_empty()) {
            let Some(state) = gazetteer.resolve(member, Some(day)).into_iter().next() else {
                return Err(wrong("the vetoing member", member, "name a state").into());
            };
            let mut named = gazetteer.search_words(&state.actor);
            if state.actor == "USA" {
                named.extend(["us", "u.s."].map(str::to_owned));
            }
            facts.push(Fact {
                name: format!("{day} {} {} {}", state.actor, cell(draft), cell(topic)),
                happened: Days::one(day).widened(1, 1),
                published: Days::one(day).widened(1, 3),
                mentions: Box::new(is_mention),
                tells: Box::new(move |words| words.has_any(&named)),
                source: state.actor,
                target: None,
            });
        }
    }
    Ok(facts)
}

fn american_day(text: &str) -> Option<Date> {
    let mut parts = text.split('/').map(str::parse::<i16>);
    let (month, day, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn is_mention(words: &Words) -> bool {
    let council = ["Security Council", "UN", "U.N.", "United Nations", "UNSC"];
    words.has_start("veto")
        && (words.has(council[0]) || council[1..].iter().any(|name| words.has_name(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_veto_is_mentioned_by_deed_and_council() {
        let check = |text: &str| is_mention(&Words::of(text));
        assert!(check("Ruritania vetoes a draft of the Security Council."));
        assert!(check("A vetoed U.N. resolution comes back."));
        assert!(!check("The president of Ruritania vetoes a budget."));
        assert!(!check("The Security Council meets."));
    }

    #[test]
    fn each_vetoing_member_is_a_fact() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("vetoes.csv");
        let read = |text: &str| {
            let header = "date,draft,crisis_topic,member_veto1,member_veto2,member_veto3\n";
            std::fs::write(&file, format!("{header}{text}")).unwrap();
            let facts = facts(&Table::read(&file).unwrap(), &file, &Gazetteer::embedded());
            facts.map(|facts| facts.into_iter().map(|fact| fact.name).collect::<Vec<_>>())
        };
        assert_eq!(
            read("12/5/2016,S/1,Syria,Russia,China,\n6/30/1990,S/2,Cyprus,USSR,,\n").unwrap(),
            ["2016-12-05 RUS S/1 Syria", "2016-12-05 CHN S/1 Syria"]
        );
        let error = read("2016-12-05,S/1,Syria,Russia,China,\n").unwrap_err();
        assert!(error.to_string().contains("row 1: `date` is `2016-12-05`"), "{error}");
    }
}
