//! `rapport events`: the events between two actors.

use super::pair::{Opened, PairArgs};
use crate::failure::Failure;
use crate::gather;
use crate::output::{Format, Rows};
use crate::{pipeline, told};
use anyhow::Result;
use rapport_archive::Query;
use rapport_brief::Link;
use rapport_record::Event;
use serde::Serialize;

/// Arguments of `rapport events`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pair: PairArgs,
    /// Also list events by or against either that concern the other
    #[arg(long)]
    about: bool,
    /// In JSON, say what each event has to do with earlier ones of the list: part of, follows,
    /// answers, one of a series
    #[arg(long)]
    links: bool,
    /// Write a table, JSON, JSON lines or CSV [default: a table on a terminal, else JSON lines]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

/// What CSV shows of an event; a table shows the first of them.
const COLUMNS: [&str; 11] = [
    "from",
    "to",
    "source",
    "type",
    "target",
    "certainty",
    "reports",
    "outlets",
    "event",
    "known_on",
    "recorded_at",
];

/// Columns of a table.
const N_NARROW: usize = 9;

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let opened = Opened::for_pair(&args.pair)?;
    let query = Query { about: args.about, ..pipeline::query(&opened.question) };
    let told = opened.archive.events_told(&query)?;
    let (Some((first, _)), Some((last, _))) = (told.first(), told.last()) else {
        return Err(nothing(&opened).into());
    };
    let days = (first.happened_on.from, last.happened_on.from);
    gather::tell_uncovered(&opened.archive, &opened.question, days)?;
    let format = Format::or_default(args.format);
    // A table is for a terminal, which is not wide enough for everything.
    let n_columns = if format == Format::Table { N_NARROW } else { COLUMNS.len() };
    let mut rows = Rows::new(&COLUMNS[..n_columns]);
    let happenings: Vec<_> = told.iter().map(gather::happening).collect();
    for one in &happenings {
        let links = args.links.then(|| rapport_brief::links(one, &happenings));
        let row = cells(one.event)[..n_columns].to_vec();
        rows.push(row, &Listed { event: one.event, links })?;
    }
    rows.print(format)
}

/// An event as JSON shows it.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    event: &'a Event,
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<Vec<Link>>,
}

/// Says that nothing was found and where one might look.
pub fn nothing(opened: &Opened) -> Failure {
    let question = &opened.question;
    Failure::empty(
        format!(
            "nothing is known between {} and {} as of {}",
            question.a.name, question.b.name, question.as_of
        ),
        "widen --since and --until, or read more documents with `rapport read`",
    )
}

fn cells(event: &Event) -> [String; COLUMNS.len()] {
    [
        event.happened_on.from.to_string(),
        event.happened_on.to.to_string(),
        told::party(event.source.as_ref()),
        event.event_type.to_string(),
        told::party(event.target.as_ref()),
        event.certainty.to_string(),
        event.n_reports.to_string(),
        event.n_outlets.to_string(),
        event.id.clone(),
        event.known_on.to_string(),
        event.recorded_at.to_string(),
    ]
}
