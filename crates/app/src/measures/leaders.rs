//! Whether a leader's name, on a day in office, leads to the right state.
//!
//! In: Archigos (Goemans, Gleditsch and Chiozza 2009) as a CSV with `gwcode`,
//! `leader`, `startdate` and `enddate`. Out: the share of leader-days from 1945
//! on, and each spell that is not right throughout.

use super::table::{Table, percent, write_predictions};
use crate::output;
use anyhow::Result;
use rapport_coding::actors::Gazetteer;
use rapport_record::Date;
use std::collections::BTreeMap;
use std::path::Path;

/// The first day that counts.
const FIRST: Date = Date::constant(1945, 1, 1);
/// Exceptions shown; `--predictions` writes all.
const SHOWN: usize = 40;

/// Runs the measure.
pub fn run(file: &Path, predictions: Option<&Path>) -> Result<()> {
    let table = Table::read(file)?;
    let what = "Archigos as a CSV with columns gwcode, leader, startdate and enddate";
    let code = table.column("gwcode", what)?;
    let leader = table.column("leader", what)?;
    let (start, end) = (table.column("startdate", what)?, table.column("enddate", what)?);
    let gazetteer = Gazetteer::embedded();
    let (mut days, mut right) = (0, 0);
    let mut exceptions = Vec::new();
    for row in table.rows() {
        let cell = |at: usize| row.get(at).unwrap_or("").trim();
        let (Ok(from), Ok(to)) = (cell(start).parse::<Date>(), cell(end).parse::<Date>()) else {
            continue;
        };
        let Ok(number) = cell(code).parse::<f64>() else { continue };
        let spell =
            Spell { leader: cell(leader), number: number as u16, from: from.max(FIRST), to };
        let (n, wrong) = spell.read(&gazetteer);
        days += n;
        right += n - wrong.values().map(|(n, _)| n).sum::<usize>();
        for (answer, (n, first)) in wrong {
            let (leader, number, to) = (spell.leader, spell.number, spell.to);
            exceptions.push((n, format!("{leader}\t{number}\t{first}\t{to}\t{n}\t{answer}")));
        }
    }
    exceptions.sort_by(|one, other| (other.0, &one.1).cmp(&(one.0, &other.1)));
    let mut written = "leader\tgwcode\tfirst_day\tuntil\tdays\tanswer\n".to_owned();
    for (_, exception) in &exceptions {
        written.push_str(exception);
        written.push('\n');
    }
    write_predictions(predictions, &written)?;
    output::line(format!("leaders {:.2} ({right} of {days} leader-days)", percent(right, days)))?;
    output::line(format!("exceptions: {} spells", exceptions.len()))?;
    for (_, exception) in exceptions.iter().take(SHOWN) {
        output::line(format!("exception: {}", exception.replace('\t', " ")))?;
    }
    Ok(())
}

struct Spell<'t> {
    leader: &'t str,
    number: u16,
    from: Date,
    to: Date,
}

impl Spell<'_> {
    /// Its days, and the wrong answers with their days and the first of them.
    fn read(&self, gazetteer: &Gazetteer) -> (usize, BTreeMap<String, (usize, Date)>) {
        let mut n = 0;
        let mut wrong = BTreeMap::<String, (usize, Date)>::new();
        for day in self.from.series(jiff::Span::new().days(1)).take_while(|day| *day <= self.to) {
            n += 1;
            // A leader may come before the independence that the lists tell.
            let on = |day| gazetteer.actors().by_gw(self.number, day).map(|state| &state.id);
            let state = on(day).or_else(|| on(self.to)).map(String::as_str);
            let answer = gazetteer.resolve(self.leader, Some(day)).into_iter().next();
            let answer = answer.map(|answer| answer.actor).unwrap_or_default();
            let country = gazetteer.actors().get(&answer).and_then(|actor| {
                // Out of office a person is nobody's, whatever the home.
                let is_person = actor.kind == rapport_record::ActorKind::Person;
                actor.country.as_deref().filter(|_| !is_person)
            });
            if state.is_none() || country != state {
                let state = state.unwrap_or("no state of that number");
                let answer = if answer.is_empty() { "nobody" } else { &answer };
                let entry = wrong.entry(format!("{answer}, not {state}")).or_insert((0, day));
                entry.0 += 1;
            }
        }
        (n, wrong)
    }
}
