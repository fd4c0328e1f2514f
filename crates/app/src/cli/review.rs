//! `rapport review`: a blind random sample of reports to judge, and the
//! precision that verdicts give.

use super::pair::{self, check_period};
use crate::failure::Failure;
use crate::gather::Library;
use crate::output::{Format, Rows};
use crate::review::{self, COLUMNS, FIELDS, Judged, N_SHOWN, Precision, Row};
use crate::settings::day;
use crate::{outlets, pipeline, runs, settings};
use anyhow::{Context, Result};
use rapport_archive::{Query, TABLE_CODER};
use rapport_record::{ActorId, Date, EventType, Period};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// Arguments of `rapport review`.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("task").required(true).args(["draw", "verdicts"])))]
pub struct Args {
    /// Only reports of one actor, or between two
    #[arg(num_args = 0..=2, value_name = "ACTOR", conflicts_with = "verdicts")]
    actors: Vec<String>,
    /// Draw so many of the reports that were read from texts
    #[arg(long, value_name = "N")]
    draw: Option<usize>,
    /// Begin the draw here: the same seed draws the same
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Leave out what happened before this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<Date>,
    /// Leave out what happened after this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<Date>,
    /// Draw as was known on this day [default: the day of the newest document]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Draw only reports of this type; may be given several times
    #[arg(long = "type", value_name = "TYPE", value_parser = event_type)]
    types: Vec<EventType>,
    /// Draw only what this outlet published; may be given several times
    #[arg(long, value_name = "OUTLET")]
    source: Vec<String>,
    /// Draw from what was coded while this run was the newest: its coder's id, or its number
    #[arg(long, value_name = "RUN", conflicts_with = "verdicts")]
    run: Option<String>,
    /// Write the sample to this CSV [default: ask one by one on a terminal, else standard output]
    #[arg(long, value_name = "FILE", conflicts_with = "verdicts")]
    out: Option<PathBuf>,
    /// Tell the precision that the verdicts in this CSV give
    #[arg(long, value_name = "FILE")]
    verdicts: Option<PathBuf>,
    /// Draw from this archive [default: rapport.db where there is one, else the built-in sample]
    #[arg(long, env = "RAPPORT_ARCHIVE", value_name = "FILE")]
    archive: Option<PathBuf>,
    /// Write the precision as a table, JSON, JSON lines or CSV [default: a table on a terminal, else JSON lines]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

fn event_type(word: &str) -> Result<EventType, String> {
    word.to_uppercase().parse().map_err(|error: rapport_record::UnknownWord| error.to_string())
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    if let Some(file) = &args.verdicts {
        return tell(file, Format::or_default(args.format));
    }
    if let Some(out) = args.out.as_ref().filter(|out| out.exists()) {
        return Err(Failure::usage(
            format!("{} is there already, perhaps with verdicts", out.display()),
            "name another file with --out, or move that one away",
        )
        .into());
    }
    let rows = drawn(args)?;
    match &args.out {
        Some(out) => {
            save(out, &rows)?;
            eprintln!(
                "{} reports to judge in {}; then: rapport review --verdicts {}",
                rows.len(),
                out.display(),
                out.display()
            );
            Ok(())
        }
        None if io::stdin().is_terminal() && io::stdout().is_terminal() => ask(rows, args),
        None => Ok(write(&rows, io::stdout().lock())?),
    }
}

/// The reports drawn, as rows to judge.
fn drawn(args: &Args) -> Result<Vec<Row>> {
    check_period(args.since, args.until)?;
    let (archive, coder, _) = pair::open_archive(args.archive.clone())?;
    let codings = runs::codings(&archive, args.run.as_deref())?;
    let as_of = pipeline::as_of(&archive, codings, args.as_of, settings::today())?;
    let mut lines: Vec<Vec<ActorId>> = Vec::new();
    for name in &args.actors {
        let actor = super::actor_named(coder.gazetteer(), name, Some(as_of))?;
        lines.push(coder.gazetteer().actors().lineage(&actor.id));
    }
    let query = Query {
        codings,
        as_of: Some(as_of),
        period: Period { since: args.since, until: args.until },
        types: args.types.clone(),
        outlets: outlets::named(&archive, &args.source)?,
        ..Query::default()
    };
    let query = match <[_; 2]>::try_from(lines) {
        Ok([one, other]) => Query { between: Some((one, other)), ..query },
        Err(lines) => Query { involving: lines.into_iter().next(), ..query },
    };
    let mut reports = archive.reports(&query)?;
    // No coder reads a table, so nobody can be wrong about one.
    reports.retain(|report| !report.coder.starts_with(TABLE_CODER));
    if reports.is_empty() {
        return Err(Failure::empty(
            format!("no report read from a text matches as of {as_of}"),
            "leave out --type, --source, --since or --until, or read more documents with `rapport read`",
        )
        .into());
    }
    let n = args.draw.unwrap_or_default();
    if n == 0 {
        return Err(Failure::usage("--draw 0 draws nothing", "draw one report or more").into());
    }
    if reports.len() < n {
        eprintln!(
            "note: {n} reports were asked for; only {} match, and all are drawn",
            reports.len()
        );
    }
    let mut library = Library::new(&archive, &query);
    let mut rows = Vec::new();
    for index in review::draw(reports.len(), n, args.seed) {
        let report = &reports[index];
        let document = library.document(&report.document)?;
        let outlet = document.and_then(|document| {
            document.outlet.as_deref().or(document.sources.first().map(String::as_str))
        });
        rows.push(Row::unjudged(report, outlet));
    }
    Ok(rows)
}

/// Asks for each report in turn; what was judged is kept in a file, and a
/// second sitting with the same seed goes on where the first stopped.
fn ask(mut rows: Vec<Row>, args: &Args) -> Result<()> {
    let file = PathBuf::from(format!("review-{}.csv", args.seed));
    if file.exists() {
        let earlier = judged(&file)?;
        let is_same = earlier.len() == rows.len()
            && earlier.iter().zip(&rows).all(|(judged, row)| judged.id == row.shown[0]);
        if !is_same {
            return Err(Failure::usage(
                format!("{} holds verdicts on other reports", file.display()),
                "choose another --seed, or move that file away",
            )
            .into());
        }
        for (row, judged) in rows.iter_mut().zip(earlier) {
            (row.verdict, row.error) = (judged.verdict, judged.error);
        }
    }
    review::ask(&mut rows, io::stdin().lock(), io::stderr(), |rows| save(&file, rows))?;
    let n_judged = rows.iter().filter(|row| row.verdict.is_some()).count();
    if n_judged == 0 {
        eprintln!("nothing was judged");
        return Ok(());
    }
    eprintln!("\n{n_judged} of {} judged, kept in {}", rows.len(), file.display());
    tell(&file, Format::or_default(args.format))
}

fn write(rows: &[Row], out: impl io::Write) -> csv::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS)?;
    for row in rows {
        csv.write_record(row.cells())?;
    }
    Ok(csv.flush()?)
}

/// Writes beside the file and moves it there, so that nothing judged is ever lost half-way.
fn save(file: &Path, rows: &[Row]) -> Result<()> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let saving = || format!("writing {}", file.display());
    let mut bytes = Vec::new();
    write(rows, &mut bytes)?;
    std::fs::write(&beside, bytes).with_context(saving)?;
    std::fs::rename(&beside, file).with_context(saving)
}

/// Unfilled rows named; the rest are counted.
const UNFILLED_SHOWN: usize = 10;

fn tell(file: &Path, format: Format) -> Result<()> {
    let rows = judged(file)?;
    let unfilled: Vec<&str> =
        rows.iter().filter(|row| row.verdict.is_none()).map(|row| row.id.as_str()).collect();
    if !unfilled.is_empty() {
        let shown = unfilled[..unfilled.len().min(UNFILLED_SHOWN)].join(", ");
        let more = if UNFILLED_SHOWN < unfilled.len() { ", ..." } else { "" };
        eprintln!("{} of {} rows are not filled: {shown}{more}", unfilled.len(), rows.len());
    }
    let found = review::precision(&rows);
    if found.is_empty() {
        return Err(Failure::empty(
            format!("{}: no row has a verdict", file.display()),
            "write 1 (right) or 0 (wrong) into the five columns that end in _right",
        )
        .into());
    }
    let mut table = Rows::new(&["row", "name", "right", "n", "precision", "low", "high"]);
    for one in &found {
        let Precision { row, name, right, n, precision, low, high } = one;
        let percent = |share: &f64| format!("{:.1}", 100.0 * share);
        let name = if name.is_empty() { "(not given)" } else { name };
        table.push(
            vec![
                (*row).to_owned(),
                name.to_owned(),
                right.to_string(),
                n.to_string(),
                percent(precision),
                percent(low),
                percent(high),
            ],
            one,
        )?;
    }
    table.print(format)
}

/// The rows of a file of verdicts; a row with a verdict on some fields only is not filled.
fn judged(file: &Path) -> Result<Vec<Judged>> {
    let name = file.display();
    let hint = "draw a sample with `rapport review --draw N --out FILE.csv` and fill the five columns that end in _right with 1 or 0";
    let failure = |error: String| Failure::input(format!("{name}: {error}"), hint);
    let mut table = csv::Reader::from_path(file).map_err(|error| failure(error.to_string()))?;
    let header = table.headers().map_err(|error| failure(error.to_string()))?.clone();
    let column = |wanted: &str| {
        let found = header.iter().position(|column| column.trim() == wanted);
        found.ok_or_else(|| failure(format!("there is no column `{wanted}`")))
    };
    let (id, event_type, outlet) = (column("id")?, column("type")?, column("outlet")?);
    let mut fields = [0; FIELDS.len()];
    for (place, wanted) in fields.iter_mut().zip(&COLUMNS[N_SHOWN..]) {
        *place = column(wanted)?;
    }
    let error = header.iter().position(|column| column.trim() == "error");
    let mut rows = Vec::new();
    for record in table.records() {
        let record = record.map_err(|error| failure(error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let mut marks = [None; FIELDS.len()];
        for (mark, &place) in marks.iter_mut().zip(&fields) {
            *mark = match record[place].trim() {
                "1" => Some(true),
                "0" => Some(false),
                "" => None,
                other => {
                    let column = &header[place];
                    return Err(Failure::input(
                        format!("{name}:{line}: `{column}` is `{other}`, neither 1, 0 nor empty"),
                        hint,
                    )
                    .into());
                }
            };
        }
        let all: Vec<bool> = marks.into_iter().flatten().collect();
        rows.push(Judged {
            id: record[id].to_owned(),
            event_type: record[event_type].to_owned(),
            outlet: record[outlet].to_owned(),
            verdict: all.try_into().ok(),
            error: error.map_or_else(String::new, |column| record[column].to_owned()),
        });
    }
    Ok(rows)
}
