//! The share of reports that are right, as people judged them one by one.
//!
//! In: a CSV with a row a report and a column a field, each `1` (right) or `0`
//! (wrong), and an `error` column that names what is wrong. Out: shares in
//! percent with 95 % Wilson intervals (Wilson 1927), and the commonest errors.

use super::shares;
use crate::failure::Failure;
use crate::output;
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;

/// Runs the measure.
pub fn run(file: &Path) -> Result<()> {
    let name = file.display().to_string();
    let hint = "the file is a CSV of verdicts with 0 or 1 in every column but id and error; see gold/verdicts/README.md";
    let mut table = csv::Reader::from_path(file)
        .map_err(|error| Failure::input(format!("{name}: {error}"), hint))?;
    let header =
        table.headers().map_err(|error| Failure::input(format!("{name}: {error}"), hint))?.clone();
    let mut counts = BTreeMap::<usize, (usize, usize)>::new();
    let mut errors = BTreeMap::<String, usize>::new();
    for record in table.records() {
        let record = record.map_err(|error| Failure::input(format!("{name}: {error}"), hint))?;
        for (index, cell) in record.iter().enumerate() {
            match (&header[index], cell) {
                ("error", "") | ("id", _) => {}
                ("error", error) => *errors.entry(error.to_owned()).or_default() += 1,
                (_, "0" | "1") => {
                    let count = counts.entry(index).or_default();
                    count.0 += usize::from(cell == "1");
                    count.1 += 1;
                }
                (column, other) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    return Err(Failure::input(
                        format!("{name}:{line}: `{column}` is `{other}`, neither 0 nor 1"),
                        hint,
                    )
                    .into());
                }
            }
        }
    }
    for (index, (right, n)) in counts {
        output::line(shares::line(&format!("verdicts {}", &header[index]), right, n))?;
    }
    let mut errors: Vec<_> = errors.into_iter().collect();
    errors.sort_by_key(|(error, n)| (std::cmp::Reverse(*n), error.clone()));
    for (error, n) in errors {
        output::line(format!("error: {n} {error}"))?;
    }
    Ok(())
}
