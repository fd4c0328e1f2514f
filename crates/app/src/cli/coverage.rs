//! `rapport coverage`: who published how much, what is missing, and how each
//! outlet sees it.

use super::level::StepArg;
use super::pair::{self, check_period};
use crate::coverage::{self, Coverage, Whom};
use crate::failure::Failure;
use crate::measures::shares::wilson;
use crate::output::{Format, Rows};
use crate::settings::day;
use crate::{outlets, pipeline, runs, settings};
use anyhow::Result;
use rapport_archive::Query;
use rapport_record::{Date, Period};
use serde::Serialize;
use std::path::PathBuf;

/// Arguments of `rapport coverage`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Also count what names, or tells of, one actor or two
    #[arg(num_args = 0..=2, value_name = "ACTOR")]
    actors: Vec<String>,
    /// Ask this archive [default: rapport.db where there is one, else the built-in sample]
    #[arg(long, env = "RAPPORT_ARCHIVE", value_name = "FILE")]
    archive: Option<PathBuf>,
    /// Leave out what was published before this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<Date>,
    /// Leave out what was published after this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<Date>,
    /// Answer as was known on this day [default: the day of the newest document]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Count only what this outlet published; may be given several times
    #[arg(long, value_name = "OUTLET")]
    source: Vec<String>,
    /// Answer as was coded while this run was the newest: its coder's id, or its number
    #[arg(long, value_name = "RUN")]
    run: Option<String>,
    /// Count by week, month, quarter or year
    #[arg(long, value_enum, default_value = "week")]
    step: StepArg,
    /// Write a table, JSON, JSON lines or CSV [default: a table on a terminal, else JSON lines]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

const COLUMNS: [&str; 13] = [
    "row",
    "outlet",
    "lang",
    "from",
    "to",
    "documents",
    "named",
    "coded",
    "either",
    "reports",
    "hostile",
    "share",
    "note",
];

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    check_period(args.since, args.until)?;
    let (archive, coder, _) = pair::open_archive(args.archive.clone())?;
    let codings = runs::codings(&archive, args.run.as_deref())?;
    let as_of = pipeline::as_of(&archive, codings, args.as_of, settings::today())?;
    let gazetteer = coder.gazetteer();
    let mut whom = Vec::new();
    for name in &args.actors {
        let actor = super::actor_named(gazetteer, name, Some(as_of))?;
        let line = gazetteer.actors().lineage(&actor.id);
        let words = line.iter().flat_map(|id| gazetteer.search_words(id)).collect();
        whom.push(Whom { line, words });
    }
    let outlets = outlets::named(&archive, &args.source)?;
    let period = Period { since: args.since, until: args.until };
    let query = Query { codings, as_of: Some(as_of), period, outlets, ..Query::default() };
    let found = coverage::coverage(&archive, &whom, as_of, &query, args.step.into())?;
    if found.total.n_documents == 0 {
        return Err(Failure::empty(
            format!("no document is known in that time as of {as_of}"),
            "widen --since and --until, or read documents with `rapport read`",
        )
        .into());
    }
    print(&found, !whom.is_empty(), Format::or_default(args.format))
}

/// One line of the answer.
#[derive(Debug, Serialize)]
struct Line<'a> {
    /// "total", "outlet", "language", "step" or "gap".
    row: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    from: Date,
    to: Date,
    n_documents: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    n_named: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    n_coded: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    n_either: Option<usize>,
    n_reports: usize,
    n_hostile: usize,
    /// Hostile reports over all, with the 95 % Wilson interval; none without a report.
    hostile: Option<Share>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usual: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Share {
    share: f64,
    low: f64,
    high: f64,
}

fn print(found: &Coverage, has_actors: bool, format: Format) -> Result<()> {
    let mut rows = Rows::new(&COLUMNS);
    let mut push = |row, outlet, lang, of: &coverage::Count, note, usual| {
        let asked = |n| has_actors.then_some(n);
        let line = Line {
            row,
            outlet,
            lang,
            from: of.from,
            to: of.to,
            n_documents: of.n_documents,
            n_named: asked(of.n_named),
            n_coded: asked(of.n_coded),
            n_either: asked(of.n_either),
            n_reports: of.n_reports,
            n_hostile: of.n_hostile,
            hostile: share(of.n_hostile, of.n_reports),
            usual,
            note,
        };
        rows.push(cells(&line), &line)
    };
    push("total", None, None, &found.total, None, None)?;
    for (outlet, of) in &found.outlets {
        push("outlet", Some(outlet), None, of, None, None)?;
    }
    for (lang, of) in &found.languages {
        push("language", None, Some(lang), of, None, None)?;
    }
    for step in &found.steps {
        let note = (step.of.n_documents == 0).then_some("not covered");
        push("step", step.outlet.as_deref(), step.lang.as_deref(), &step.of, note, None)?;
    }
    for gap in &found.gaps {
        let note = if gap.of.n_documents == 0 { "gap" } else { "outage" };
        push("gap", Some(&gap.outlet), None, &gap.of, Some(note), Some(gap.usual))?;
    }
    rows.print(format)
}

fn share(n_hostile: usize, n_reports: usize) -> Option<Share> {
    (0 < n_reports).then(|| {
        let (low, high) = wilson(n_hostile, n_reports);
        let share = n_hostile as f64 / n_reports as f64;
        // All of all is 1, and not a rounding above the end of its interval.
        Share { share, low: low.min(share), high: high.max(share) }
    })
}

fn cells(line: &Line) -> Vec<String> {
    let number = |n: Option<usize>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let name = |name: Option<&str>| match name {
        Some("") => "(not given)".to_owned(),
        Some(name) => name.to_owned(),
        None => "(all)".to_owned(),
    };
    let share = line.hostile.map_or_else(
        || "-".to_owned(),
        |Share { share, low, high }| {
            format!("{:.1} % ({:.1} to {:.1})", 100.0 * share, 100.0 * low, 100.0 * high)
        },
    );
    let note = match (line.note, line.usual) {
        (Some(note), Some(usual)) => format!("{note}; usually {usual:.0} a week"),
        (note, _) => note.unwrap_or_default().to_owned(),
    };
    vec![
        line.row.to_owned(),
        name(line.outlet),
        name(line.lang),
        line.from.to_string(),
        line.to.to_string(),
        line.n_documents.to_string(),
        number(line.n_named),
        number(line.n_coded),
        number(line.n_either),
        line.n_reports.to_string(),
        line.n_hostile.to_string(),
        share,
        note,
    ]
}
