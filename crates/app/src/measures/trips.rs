//! Whether the country of each trip abroad is known.
//!
//! In: a CSV with `country` and `start`, as that of the travels of US
//! presidents and secretaries of state. Out: the share of rows whose country
//! resolves on that day, and the names that do not.

use super::table::{Table, percent, write_predictions};
use crate::output;
use anyhow::Result;
use rapport_coding::actors::Gazetteer;
use rapport_record::Date;
use std::collections::BTreeMap;
use std::path::Path;

/// Runs the measure.
pub fn run(file: &Path, predictions: Option<&Path>) -> Result<()> {
    let table = Table::read(file)?;
    let what = "a CSV with columns country and start";
    let (country, start) = (table.column("country", what)?, table.column("start", what)?);
    let gazetteer = Gazetteer::embedded();
    let mut right = 0;
    let mut unknown = BTreeMap::<&str, usize>::new();
    let mut written = "row\tcountry\tday\tactor\n".to_owned();
    for (number, row) in table.rows().iter().enumerate() {
        let cell = |at: usize| row.get(at).unwrap_or("").trim();
        let day = cell(start).parse::<Date>().ok();
        let answer = gazetteer.resolve(cell(country), day).into_iter().next();
        let actor = answer.map(|answer| answer.actor).unwrap_or_default();
        if gazetteer.actors().get(&actor).is_some_and(|actor| actor.country.is_some()) {
            right += 1;
        } else {
            *unknown.entry(cell(country)).or_default() += 1;
        }
        let (country, day) = (cell(country), cell(start));
        written.push_str(&format!("{}\t{country}\t{day}\t{actor}\n", number + 1));
    }
    write_predictions(predictions, &written)?;
    let n = table.rows().len();
    output::line(format!("trips {:.2} ({right} of {n} rows)", percent(right, n)))?;
    let mut unknown: Vec<_> = unknown.into_iter().collect();
    unknown.sort_by_key(|&(name, n)| (std::cmp::Reverse(n), name));
    for (name, n) in unknown {
        output::line(format!("unknown: {n} {name}"))?;
    }
    Ok(())
}
