//! `rapport changes`: what overturned what since a day.

use super::pair;
use crate::changes::{Because, Change, Fallen, Known, changes, fallen};
use crate::failure::Failure;
use crate::gather::Library;
use crate::output::{Format, Rows};
use crate::settings::day;
use crate::{outlets, pipeline, settings, told};
use anyhow::Result;
use rapport_archive::{Archive, Codings, Query};
use rapport_brief::Brief;
use rapport_coding::actors::Gazetteer;
use rapport_coding::text;
use rapport_record::{ActorId, Date, Dated, EventType};
use serde::Serialize;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Arguments of `rapport changes`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only what one actor, or two, did or suffered
    #[arg(num_args = 0..=2, value_name = "ACTOR", conflicts_with = "brief")]
    actors: Vec<String>,
    /// Compare with what was known on this day [default with --brief: the brief's day]
    #[arg(long, value_name = "DATE", value_parser = day, required_unless_present = "brief")]
    since: Option<Date>,
    /// Answer as was known on this day [default: the day of the newest document]
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Also tell what concerns the actors without being done by or to them
    #[arg(long)]
    about: bool,
    /// Count only what this outlet published; may be given several times
    #[arg(long, value_name = "OUTLET")]
    source: Vec<String>,
    /// Tell which sentences of this brief (written with --format json) no longer hold
    #[arg(long, value_name = "FILE")]
    brief: Option<PathBuf>,
    /// Ask this archive [default: rapport.db where there is one, else the built-in sample]
    #[arg(long, env = "RAPPORT_ARCHIVE", value_name = "FILE")]
    archive: Option<PathBuf>,
    /// Write a table, JSON, JSON lines or CSV [default: a table on a terminal, else JSON lines]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let brief = args.brief.as_deref().map(read_brief).transpose()?;
    let (archive, coder, _) = pair::open_archive(args.archive.clone())?;
    let since = args.since.or(brief.as_ref().map(|brief| brief.as_of));
    let since = since.expect("clap asks for --since where there is no brief");
    if let Some(as_of) = args.as_of.filter(|as_of| *as_of < since) {
        let from = if args.since.is_some() { "--since" } else { "the brief's day" };
        return Err(Failure::usage(
            format!("--as-of {as_of} is before {from} {since}"),
            "ask as of a later day",
        )
        .into());
    }
    let today = settings::today();
    let as_of = pipeline::as_of(&archive, Codings::Newest, args.as_of, today)?.max(since);
    let outlets = outlets::named(&archive, &args.source)?;
    let whose = whose(args, brief.as_ref(), coder.gazetteer(), as_of)?;
    let query = Query { as_of: Some(as_of), outlets, ..whose };
    let then = archive.events_told(&Query { as_of: Some(since), ..query.clone() })?;
    let now = archive.events_told(&query)?;
    let mut evidence = Evidence { library: Library::new(&archive, &query), since };
    let format = Format::or_default(args.format);
    if let Some(brief) = &brief {
        let arrangements = archive.arrangements(&query)?;
        let known = Known { then: &then, now: &now, arrangements: &arrangements };
        let quoted = quoted(&archive, brief, as_of)?;
        let found = fallen(brief, &known, |citation| {
            quoted.contains(&(citation.document.clone(), citation.quote.clone()))
        });
        if found.is_empty() {
            return Err(Failure::empty(
                format!("every sentence of the brief of {since} still holds as of {as_of}"),
                "read newer documents with `rapport read`, or ask as of a later day",
            )
            .into());
        }
        return print_fallen(&found, &mut evidence, format);
    }
    let found = changes(&then, &now);
    if found.is_empty() {
        return Err(Failure::empty(
            format!("nothing known on {since} is told otherwise as of {as_of}"),
            "name an earlier --since, or read newer documents with `rapport read`",
        )
        .into());
    }
    print_changes(&found, &mut evidence, format)
}

fn read_brief(file: &Path) -> Result<Brief> {
    let hint = "write one with `rapport brief A B --format json`";
    let failure = |error: String| Failure::input(format!("{}: {error}", file.display()), hint);
    let json = std::fs::read_to_string(file).map_err(|error| failure(error.to_string()))?;
    Ok(serde_json::from_str(&json)
        .map_err(|error| failure(format!("this is no brief in JSON: {error}")))?)
}

/// The actors asked for, or those of the brief.
fn whose(
    args: &Args,
    brief: Option<&Brief>,
    gazetteer: &Gazetteer,
    as_of: Date,
) -> Result<Query, Failure> {
    let line = |id: &str| gazetteer.actors().lineage(id);
    if let Some(brief) = brief {
        let between = Some((line(&brief.a), line(&brief.b)));
        return Ok(Query { between, about: true, ..Query::default() });
    }
    let mut lines: Vec<Vec<ActorId>> = Vec::new();
    for name in &args.actors {
        lines.push(line(&super::actor_named(gazetteer, name, Some(as_of))?.id));
    }
    let second = lines.get(1).cloned();
    let first = lines.into_iter().next();
    let query = Query { about: args.about, ..Query::default() };
    Ok(match (first, second) {
        (Some(one), Some(other)) if one == other => {
            return Err(Failure::usage(
                format!("\"{}\" and \"{}\" are the same actor", args.actors[0], args.actors[1]),
                "name two different actors, or one",
            ));
        }
        (Some(one), Some(other)) => Query { between: Some((one, other)), ..query },
        (involving, _) => Query { involving, ..query },
    })
}

/// The quotes of a brief that still stand in their documents.
fn quoted(archive: &Archive, brief: &Brief, as_of: Date) -> Result<HashSet<(String, String)>> {
    let sentences = brief.sections.iter().flat_map(|section| &section.sentences);
    let citations: Vec<_> = sentences.flat_map(|sentence| &sentence.citations).collect();
    let ids = citations.iter().map(|citation| citation.document.as_str());
    let documents = archive.documents(ids, &Query { as_of: Some(as_of), ..Query::default() })?;
    let stands = |document: &str, quote: &str| {
        documents.get(document).is_some_and(|document| document.full_text().contains(quote))
    };
    Ok(citations
        .into_iter()
        .filter(|citation| stands(&citation.document, &citation.quote))
        .map(|citation| (citation.document.clone(), citation.quote.clone()))
        .collect())
}

/// The document that made a change.
#[derive(Debug, Serialize)]
struct Cited {
    document: String,
    date: Date,
    outlet: Option<String>,
    url: Option<String>,
    quote: String,
}

/// Looks up what made a change.
struct Evidence<'a> {
    library: Library<'a>,
    since: Date,
}

impl Evidence<'_> {
    /// None where no document published since did it: it was coded anew.
    fn of(&mut self, because: Because) -> Result<Option<Cited>> {
        let (id, quote, is_lost) = match because {
            Because::Report(report) => (report.document.as_str(), report.text.as_str(), false),
            Because::Lost { document, quote } => (document, quote, true),
            Because::Unknown => return Ok(None),
        };
        let since = self.since;
        let Some(document) = self.library.document(id)? else { return Ok(None) };
        if document.published_on <= since {
            return Ok(None);
        }
        let quote = if is_lost { nearest(&document.full_text(), quote) } else { quote.to_owned() };
        Ok(Some(Cited {
            document: document.id.clone(),
            date: document.published_on,
            outlet: document.outlet.clone().or_else(|| document.sources.first().cloned()),
            url: document.url.clone(),
            quote,
        }))
    }
}

/// The sentence of a corrected text that shares most words with what it said before.
fn nearest(full_text: &str, before: &str) -> String {
    let words = |text: &str| -> HashSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect()
    };
    let before = words(before);
    let shared = |sentence: &text::Sentence| words(&sentence.text).intersection(&before).count();
    // Of equals the first.
    let sentences = text::sentences(full_text);
    let nearest = sentences.iter().rev().max_by_key(|sentence| shared(sentence));
    nearest.map_or_else(String::new, |sentence| sentence.text.to_owned())
}

/// One change, as JSON has it.
#[derive(Debug, Serialize)]
struct Line<'e> {
    change: &'static str,
    event: &'e str,
    source: String,
    #[serde(rename = "type")]
    event_type: EventType,
    target: String,
    happened_on: Dated,
    was: &'e str,
    is: &'e str,
    other: Option<&'e str>,
    because: Option<Cited>,
}

fn print_changes(found: &[Change], evidence: &mut Evidence, format: Format) -> Result<()> {
    let columns = ["since", "change", "event", "deed", "was", "is", "document", "outlet", "quote"];
    let mut rows = Rows::new(&columns);
    for change in found {
        let event = change.event;
        let line = Line {
            change: change.kind.as_str(),
            event: &event.id,
            source: told::party(event.source.as_ref()),
            event_type: event.event_type,
            target: told::party(event.target.as_ref()),
            happened_on: event.happened_on,
            was: &change.was,
            is: &change.is,
            other: change.other.map(|other| other.id.as_str()),
            because: evidence.of(change.because)?,
        };
        let days = told::days(event.happened_on);
        let deed = format!("{} {} {} {days}", line.source, line.event_type, line.target);
        let [since, cited @ ..] = cells(line.because.as_ref());
        let told = [since, line.change.into(), line.event.into(), deed, line.was.into()];
        let cells = [&told[..], &[line.is.into()], &cited].concat();
        rows.push(cells, &line)?;
    }
    rows.print(format)
}

/// One reason why a sentence no longer holds, as JSON has it.
#[derive(Debug, Serialize)]
struct FallenLine<'e> {
    section: &'e str,
    sentence: &'e str,
    event: Option<&'e str>,
    change: &'static str,
    was: &'e str,
    is: &'e str,
    because: Option<Cited>,
}

fn print_fallen(found: &[Fallen], evidence: &mut Evidence, format: Format) -> Result<()> {
    let columns =
        ["section", "sentence", "change", "was", "is", "since", "document", "outlet", "quote"];
    let mut rows = Rows::new(&columns);
    for one in found {
        let line = FallenLine {
            section: one.section,
            sentence: one.text,
            event: one.event,
            change: one.kind.as_str(),
            was: &one.was,
            is: &one.is,
            because: evidence.of(one.because)?,
        };
        let told = [line.section, line.sentence, line.change, line.was, line.is];
        let told = told.map(str::to_owned);
        rows.push([&told[..], &cells(line.because.as_ref())].concat(), &line)?;
    }
    rows.print(format)
}

/// Day, document, outlet and quote; where no document did it, says so.
fn cells(cited: Option<&Cited>) -> [String; 4] {
    match cited {
        Some(cited) => [
            cited.date.to_string(),
            cited.document.clone(),
            cited.outlet.clone().unwrap_or_else(|| "(not given)".to_owned()),
            cited.quote.clone(),
        ],
        None => ["-".to_owned(), "(coded anew)".to_owned(), "-".to_owned(), "-".to_owned()],
    }
}
