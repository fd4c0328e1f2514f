//! `rapport compare`: what a recoding changed.

use super::pair;
use crate::failure::Failure;
use crate::output::{Format, Rows};
use crate::recoding::{self, Difference};
use crate::{outlets, runs};
use anyhow::Result;
use rapport_archive::{Archive, Codings, Query, Run, RunId};
use rapport_record::{EventType, Recorded, Report};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

/// Arguments of `rapport compare`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One run: its number, or the coder's id
    one: String,
    /// The run to compare it with
    other: String,
    /// Ask this archive [default: rapport.db where there is one, else the built-in sample]
    #[arg(long, env = "RAPPORT_ARCHIVE", value_name = "FILE")]
    archive: Option<PathBuf>,
    /// Compare only what this outlet published; may be given several times
    #[arg(long, value_name = "OUTLET")]
    source: Vec<String>,
    /// List at most so many reports; all are counted
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Write a table, JSON, JSON lines or CSV [default: a table on a terminal, else JSON lines]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let (archive, _, _) = pair::open_archive(args.archive.clone())?;
    let all = archive.runs()?;
    let (one, other) = (runs::named(&all, &args.one)?, runs::named(&all, &args.other)?);
    if one.id == other.id {
        return Err(Failure::usage(
            format!("\"{}\" and \"{}\" are the same run", args.one, args.other),
            format!("name two of: {}", runs::told(&all)),
        )
        .into());
    }
    if one.is_table != other.is_table {
        return Err(Failure::usage(
            format!(
                "{} codes rows of a table and {} does not",
                table(one, other),
                text(one, other)
            ),
            "compare two runs of text, or two of one table",
        )
        .into());
    }
    let outlets = outlets::named(&archive, &args.source)?;
    let mut these = reports(&archive, one, &outlets)?;
    let mut those = reports(&archive, other, &outlets)?;
    let n_alone = [
        keep_common(&archive, &mut these, &those, other.id)?,
        keep_common(&archive, &mut those, &these, one.id)?,
    ];
    let found = recoding::compare(&these, &those);
    let totals = Totals {
        row: "total",
        runs: [one.coder.clone(), other.coder.clone()],
        n_reports: [these.len(), those.len()],
        n_same: found.n_same,
        n_different: found.differences.len(),
        n_documents_of_one: n_alone,
    };
    if found.differences.is_empty() {
        return Err(Failure::empty(
            format!(
                "runs {} ({}) and {} ({}) give the same {} reports of the documents that both coded",
                one.id, one.coder, other.id, other.coder, found.n_same
            ),
            "`rapport read --recode` codes an archive anew with the coder of this program",
        )
        .into());
    }
    print(&totals, &found.differences, args.limit, Format::or_default(args.format))
}

fn table<'r>(one: &'r Run, other: &'r Run) -> &'r str {
    if one.is_table { &one.coder } else { &other.coder }
}

fn text<'r>(one: &'r Run, other: &'r Run) -> &'r str {
    if one.is_table { &other.coder } else { &one.coder }
}

/// What a run gave, uncorrected.
fn reports(archive: &Archive, run: &Run, outlets: &[String]) -> Result<Vec<Recorded<Report>>> {
    let (codings, outlets) = (Codings::Of(run.id), outlets.to_vec());
    Ok(archive.reports(&Query { codings, outlets, ..Query::default() })?)
}

/// Leaves out the documents that the other run has not coded; how many.
fn keep_common(
    archive: &Archive,
    these: &mut Vec<Recorded<Report>>,
    those: &[Recorded<Report>],
    other: RunId,
) -> Result<usize> {
    let told_by_other: HashSet<&str> =
        those.iter().map(|report| report.document.as_str()).collect();
    let mut is_coded = HashMap::<String, bool>::new();
    for report in these.iter() {
        let document = report.document.as_str();
        if !told_by_other.contains(document) && !is_coded.contains_key(document) {
            let is = archive.coded(document, Some(other))?.is_some();
            is_coded.insert(document.to_owned(), is);
        }
    }
    these.retain(|report| is_coded.get(&report.document).copied().unwrap_or(true));
    Ok(is_coded.into_values().filter(|is_coded| !is_coded).count())
}

/// The first line of the answer.
#[derive(Debug, Serialize)]
struct Totals {
    row: &'static str,
    runs: [String; 2],
    n_reports: [usize; 2],
    n_same: usize,
    n_different: usize,
    /// Documents with reports that the other run has not coded; they are left out.
    n_documents_of_one: [usize; 2],
}

#[derive(Debug, Serialize)]
struct Count {
    row: &'static str,
    change: &'static str,
    #[serde(rename = "type")]
    event_type: EventType,
    n: usize,
}

/// One report that differs.
#[derive(Debug, Serialize)]
struct Line<'r> {
    row: &'static str,
    change: Vec<&'static str>,
    document: &'r str,
    sentence: usize,
    one: Option<&'r Report>,
    other: Option<&'r Report>,
    quote: &'r str,
}

const COLUMNS: [&str; 9] =
    ["row", "change", "type", "n", "document", "sentence", "was", "is", "quote"];

fn print(
    totals: &Totals,
    differences: &[Difference],
    limit: Option<usize>,
    format: Format,
) -> Result<()> {
    let mut rows = Rows::new(&COLUMNS);
    let dash = || "-".to_owned();
    let of_run = |n: usize| format!("{} reports by {}", totals.n_reports[n], totals.runs[n]);
    rows.push(
        vec![
            totals.row.to_owned(),
            "same".to_owned(),
            "(all)".to_owned(),
            totals.n_same.to_string(),
            dash(),
            dash(),
            of_run(0),
            of_run(1),
            left_out(totals),
        ],
        totals,
    )?;
    for ((change, event_type), n) in recoding::counts(differences) {
        let count = Count { row: "count", change, event_type, n };
        let told = [count.row.to_owned(), change.to_owned(), event_type.to_string(), n.to_string()];
        rows.push(
            [told.to_vec(), vec![dash(), dash(), dash(), dash(), String::new()]].concat(),
            &count,
        )?;
    }
    let shown = limit.unwrap_or(usize::MAX).min(differences.len());
    for difference in &differences[..shown] {
        let report = difference.report();
        let line = Line {
            row: "report",
            change: difference.kinds(),
            document: &report.document,
            sentence: report.sentence,
            one: difference.one,
            other: difference.other,
            quote: &report.text,
        };
        let (was, is) = difference.told();
        rows.push(
            vec![
                line.row.to_owned(),
                line.change.join(" "),
                report.event_type.to_string(),
                "1".to_owned(),
                line.document.to_owned(),
                line.sentence.to_string(),
                was,
                is,
                line.quote.to_owned(),
            ],
            &line,
        )?;
    }
    rows.print(format)?;
    if shown < differences.len() {
        eprintln!("{shown} of {} reports that differ are listed; raise --limit", differences.len());
    }
    Ok(())
}

fn left_out(totals: &Totals) -> String {
    match totals.n_documents_of_one {
        [0, 0] => String::new(),
        [first, second] => {
            format!(
                "left out: {first} documents that only the first coded, {second} only the second"
            )
        }
    }
}
