//! `rapport correct`: what a person knows better than the coder.

use super::actor_named;
use crate::failure::Failure;
use crate::output::{Format, Rows, line};
use crate::settings::{day, now, today};
use anyhow::Result;
use rapport_archive::{Anchor, Archive, Change, Correction, Places, Query, Signed};
use rapport_coding::NewsCoder;
use rapport_record::{ActorKind, Certainty, Date, EventType, Party};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Arguments of `rapport correct`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
    /// Correct in this archive [default: rapport.db]
    #[arg(long, global = true, env = "RAPPORT_ARCHIVE", value_name = "FILE")]
    archive: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Say that several events are one
    Merge {
        /// The events' ids
        #[arg(required = true, num_args = 2.., value_name = "EVENT")]
        events: Vec<String>,
        #[command(flatten)]
        sign: Sign,
    },
    /// Say that some reports of an event tell of another
    Split {
        /// The event's id
        event: String,
        /// Ids of the reports that leave it and form one of their own
        #[arg(required = true, value_name = "REPORT")]
        reports: Vec<String>,
        #[command(flatten)]
        sign: Sign,
    },
    /// Give an event or a report another type
    Recode {
        /// An event's or a report's id
        #[arg(value_name = "EVENT|REPORT")]
        id: String,
        /// The type, such as THREATEN
        #[arg(long = "type", value_parser = event_type)]
        event_type: EventType,
        /// How firmly it is told
        #[arg(long, value_parser = certainty)]
        certainty: Option<Certainty>,
        #[command(flatten)]
        sign: Sign,
    },
    /// Say that an event or a report is none
    Drop {
        /// An event's or a report's id
        #[arg(value_name = "EVENT|REPORT")]
        id: String,
        #[command(flatten)]
        sign: Sign,
    },
    /// Say who did it, or to whom
    #[command(group = clap::ArgGroup::new("side").required(true).multiple(true).args(["source", "target"]))]
    Actor {
        /// An event's or a report's id
        #[arg(value_name = "EVENT|REPORT")]
        id: String,
        /// Who did it: a name or code such as Russia or RUS
        #[arg(long, value_name = "CODE")]
        source: Option<String>,
        /// To whom
        #[arg(long, value_name = "CODE")]
        target: Option<String>,
        #[command(flatten)]
        sign: Sign,
    },
    /// Say when it happened
    Date {
        /// An event's or a report's id
        #[arg(value_name = "EVENT|REPORT")]
        id: String,
        /// First possible day
        #[arg(long, value_name = "DATE", value_parser = day)]
        from: Date,
        /// Last possible day
        #[arg(long, value_name = "DATE", value_parser = day)]
        to: Date,
        #[command(flatten)]
        sign: Sign,
    },
    /// List all corrections, those taken back too
    List {
        /// Write a table, JSON, JSON lines or CSV [default: a table on a terminal, else JSON lines]
        #[arg(long, value_enum)]
        format: Option<Format>,
    },
    /// Take a correction back
    Undo {
        /// Its number, as `rapport correct list` shows it
        number: i64,
        #[command(flatten)]
        sign: Sign,
    },
}

/// Who says so.
#[derive(Debug, clap::Args)]
struct Sign {
    /// Who corrects
    #[arg(long, value_name = "NAME")]
    by: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The day from which the correction counts [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
}

fn event_type(text: &str) -> Result<EventType, String> {
    let known = || EventType::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ");
    text.to_uppercase().parse().map_err(|_| format!("`{text}` is no type; types are {}", known()))
}

fn certainty(text: &str) -> Result<Certainty, String> {
    let known = || Certainty::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ");
    text.parse().map_err(|_| format!("`{text}` is no certainty; these are {}", known()))
}

impl Sign {
    fn signed(&self) -> Result<Signed, Failure> {
        for (option, value) in [("--by", &self.by), ("--reason", &self.reason)] {
            if value.trim().is_empty() {
                return Err(Failure::usage(
                    format!("{option} is empty"),
                    "say who corrects and why, so that others can judge it",
                ));
            }
        }
        let on = self.on.unwrap_or_else(today);
        if today() < on {
            return Err(Failure::usage(
                format!("--on {on} is still to come"),
                "leave it out for today, or give the day on which it was found out",
            ));
        }
        Ok(Signed { by: self.by.trim().to_owned(), on, reason: self.reason.trim().to_owned() })
    }
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let path = args.archive.clone().unwrap_or_else(|| PathBuf::from("rapport.db"));
    let archive = Archive::open(&path)?;
    let mut desk = Desk { archive, path };
    match &args.what {
        What::Merge { events, sign } => desk.merge(events, sign),
        What::Split { event, reports, sign } => desk.split(event, reports, sign),
        What::Recode { id, event_type, certainty, sign } => {
            let coder = NewsCoder::embedded();
            let entry = coder.ontology().entry(*event_type);
            let change = Change::Recode {
                event_type: *event_type,
                certainty: *certainty,
                cameo: Some(entry.cameo.clone()),
                goldstein: entry.goldstein,
            };
            let places = desk.places(id)?;
            desk.make(change, places.anchors, sign, places.event.as_deref())
        }
        What::Drop { id, sign } => {
            let places = desk.places(id)?;
            desk.make(Change::Drop, places.anchors, sign, None)
        }
        What::Actor { id, source, target, sign } => {
            desk.actor(id, source.as_deref(), target.as_deref(), sign)
        }
        What::Date { id, from, to, sign } => {
            if to < from {
                return Err(Failure::usage(
                    format!("--to {to} is before --from {from}"),
                    "swap the two days",
                )
                .into());
            }
            let places = desk.places(id)?;
            let change = Change::Date { from: *from, to: *to };
            desk.make(change, places.anchors, sign, places.event.as_deref())
        }
        What::List { format } => desk.list(*format),
        What::Undo { number, sign } => desk.undo(*number, sign),
    }
}

/// An archive open for corrections.
struct Desk {
    archive: Archive,
    path: PathBuf,
}

impl Desk {
    fn merge(&mut self, events: &[String], sign: &Sign) -> Result<()> {
        let mut anchors = Vec::new();
        let mut seen = BTreeSet::new();
        for id in events {
            let places = self.event(id)?;
            if !seen.insert(places.event.clone()) {
                return Err(Failure::usage(
                    format!("event {id} is named twice, or is one with another named here"),
                    "name different events; `rapport events A B` lists them",
                )
                .into());
            }
            anchors.extend(places.anchors);
        }
        self.make(Change::Merge, anchors, sign, Some(&events[0]))
    }

    fn split(&mut self, event: &str, reports: &[String], sign: &Sign) -> Result<()> {
        let whole = self.event(event)?;
        let mut leaving = BTreeSet::new();
        for id in reports {
            if !whole.reports.iter().any(|report| report.id == *id) {
                let known: Vec<&str> =
                    whole.reports.iter().map(|report| report.id.as_str()).collect();
                return Err(Failure::empty(
                    format!("report {id} is not of event {event}"),
                    format!("its reports are {}", known.join(", ")),
                )
                .into());
            }
            // The other direction of the same deed goes along.
            leaving.extend(self.places(id)?.reports.into_iter().map(|report| report.id));
        }
        let (these, others): (Vec<_>, Vec<_>) = whole
            .reports
            .into_iter()
            .zip(whole.anchors)
            .partition(|(report, _)| leaving.contains(&report.id));
        if others.is_empty() {
            return Err(Failure::usage(
                format!("all reports of event {event} would leave it"),
                "leave at least one out; to strike the event out: rapport correct drop",
            )
            .into());
        }
        let anchors = |all: Vec<(_, Anchor)>| all.into_iter().map(|(_, anchor)| anchor).collect();
        let others: Vec<Anchor> = anchors(others);
        self.make(Change::Split { others }, anchors(these), sign, None)
    }

    fn actor(
        &mut self,
        id: &str,
        source: Option<&str>,
        target: Option<&str>,
        sign: &Sign,
    ) -> Result<()> {
        let places = self.places(id)?;
        let first = &places.reports[0];
        let on = Some(first.happened_on.from);
        let (source, target) = (party(source, on)?, party(target, on)?);
        let is_turned = places.anchors[0].turned;
        let (now_source, now_target) =
            if is_turned { (&first.target, &first.source) } else { (&first.source, &first.target) };
        let sides =
            [source.as_ref().or(now_source.as_ref()), target.as_ref().or(now_target.as_ref())];
        if let [Some(one), Some(other)] = sides
            && one.actor == other.actor
        {
            return Err(Failure::usage(
                format!("source and target of {id} would both be {}", one.actor),
                "name both sides: --source CODE --target CODE",
            )
            .into());
        }
        self.make(Change::Actor { source, target }, places.anchors, sign, places.event.as_deref())
    }

    fn list(&self, format: Option<Format>) -> Result<()> {
        let corrections = self.archive.corrections(&Query::default())?;
        if corrections.is_empty() {
            return Err(Failure::empty(
                format!("nothing was corrected in {}", self.path.display()),
                "`rapport correct --help` tells what can be",
            )
            .into());
        }
        let mut rows = Rows::new(&["number", "on", "by", "what", "now", "undone", "reason"]);
        for one in &corrections {
            let Correction { number, change, signed, undone, .. } = &one.correction;
            let now = match one.reports.len() {
                0 => "not found now".to_owned(),
                1 => one.reports[0].clone(),
                n => format!("{n} reports"),
            };
            let undone = undone
                .as_ref()
                .map_or_else(|| "-".to_owned(), |undone| format!("{} by {}", undone.on, undone.by));
            let cells = vec![
                number.to_string(),
                signed.on.to_string(),
                signed.by.clone(),
                change.to_string(),
                now,
                undone,
                signed.reason.clone(),
            ];
            rows.push(cells, one)?;
        }
        rows.print(Format::or_default(format))
    }

    fn undo(&mut self, number: i64, sign: &Sign) -> Result<()> {
        let signed = sign.signed()?;
        let kept = self.archive.corrections(&Query::default())?;
        let Some(known) = kept.iter().map(|one| &one.correction).find(|one| one.number == number)
        else {
            return Err(Failure::empty(
                format!("there is no correction {number} in {}", self.path.display()),
                "`rapport correct list` lists them",
            )
            .into());
        };
        if let Some(undone) = &known.undone {
            return Err(Failure::usage(
                format!("correction {number} was taken back on {} by {}", undone.on, undone.by),
                "make it again if it holds after all",
            )
            .into());
        }
        if signed.on < known.signed.on {
            return Err(Failure::usage(
                format!("--on {} is before correction {number} of {}", signed.on, known.signed.on),
                "give that day or a later one",
            )
            .into());
        }
        self.archive.undo(number, &signed, now())?;
        line(format!("correction {number} is taken back: {}", told_of(known)))
    }

    /// Keeps a correction and says so; `event` is the id of the event it was made on.
    fn make(
        &mut self,
        change: Change,
        anchors: Vec<Anchor>,
        sign: &Sign,
        event: Option<&str>,
    ) -> Result<()> {
        let made = self.archive.correct(change, anchors, sign.signed()?, now())?;
        let n = made.anchors.len();
        let reports = if n == 1 { "report" } else { "reports" };
        line(format!("correction {}: {}, {n} {reports}", made.number, made.change))?;
        if let Some(event) = event
            && let Some((now, _)) = self.archive.event(event, None)?
        {
            line(format!("event {}", now.id))?;
        }
        Ok(())
    }

    fn event(&self, id: &str) -> Result<Places> {
        let places = self.places(id)?;
        if places.event.is_none() {
            return Err(Failure::usage(
                format!("{id} is a report, not an event"),
                "`rapport events A B` lists events with their ids",
            )
            .into());
        }
        Ok(places)
    }

    fn places(&self, id: &str) -> Result<Places> {
        let query = Query::default();
        if let Some(places) = self.archive.places(id, &query)? {
            return Ok(places);
        }
        Err(match self.archive.dropped(id, &query)? {
            Some(correction) => was_dropped("event or report", id, &correction),
            None => unknown(id, &self.path),
        }
        .into())
    }
}

fn unknown(id: &str, path: &Path) -> Failure {
    Failure::empty(
        format!("{}: there is no event or report {id}", path.display()),
        "`rapport events A B` lists events with their ids, in `reports` those of their reports",
    )
}

/// Says that somebody struck out what is asked for.
pub fn was_dropped(what: &str, id: &str, correction: &Correction) -> Failure {
    Failure::empty(
        format!("{what} {id} was struck out: {}", told_of(correction)),
        format!("`rapport correct undo {}` brings it back", correction.number),
    )
}

/// A correction in a line.
pub fn told_of(correction: &Correction) -> String {
    let Correction { number, change, signed, .. } = correction;
    format!("{change}, by {} on {}: {} (correction {number})", signed.by, signed.on, signed.reason)
}

fn party(name: Option<&str>, on: Option<Date>) -> Result<Option<Party>> {
    let Some(name) = name else { return Ok(None) };
    let coder = NewsCoder::embedded();
    let actor = actor_named(coder.gazetteer(), name, on)?;
    let is_state = actor.kind == ActorKind::State;
    Ok(Some(Party {
        actor: actor.id.clone(),
        country: actor.country.clone().or_else(|| is_state.then(|| actor.id.clone())),
        role: actor.role,
        name: actor.name.clone(),
        span: None,
    }))
}
