//! `rapport explain`: the reports, quotes and weights behind an event or a level.

use super::correct::told_of;
use super::level::StepArg;
use super::pair::{Opened, PairArgs};
use crate::failure::Failure;
use crate::gather::{self, Library, Question};
use crate::settings::day;
use anyhow::{Context, Result};
use rapport_archive::{Outline, Query};
use rapport_brief::{Belief, Happening, LevelRest, Told};
use rapport_coding::{Coder as _, NewsCoder};
use rapport_record::{Date, Party, Report, Span};
use std::io::Write;
use std::path::PathBuf;

/// Arguments of `rapport explain`.
#[derive(Debug, clap::Args)]
#[command(subcommand_negates_reqs = true, args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// The id of an event, as `rapport events` lists it
    #[arg(required = true)]
    event: Option<String>,
    /// Ask this archive [default: rapport.db where there is one, else the built-in sample]
    #[arg(long, env = "RAPPORT_ARCHIVE", value_name = "FILE")]
    archive: Option<PathBuf>,
    /// Answer as was known on this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Count only what this outlet published; may be given several times
    #[arg(long, value_name = "OUTLET")]
    source: Vec<String>,
    /// Answer as was coded while this run was the newest: its coder's id, or its number
    #[arg(long, value_name = "RUN")]
    run: Option<String>,
    /// Write text or JSON
    #[arg(long, value_enum, default_value = "text")]
    format: ExplainFormat,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Show what each event weighs in the level of two actors on a day
    Level(LevelArgs),
}

/// Arguments of `rapport explain level`.
#[derive(Debug, clap::Args)]
struct LevelArgs {
    #[command(flatten)]
    pair: PairArgs,
    /// The day whose level is explained [default: the as-of day]
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// The period that the level is given for
    #[arg(long, value_enum, default_value = "month")]
    step: StepArg,
    /// Show so many events, those that weigh most
    #[arg(long, default_value_t = 10)]
    top: usize,
    /// Write text or JSON
    #[arg(long, value_enum, default_value = "text")]
    format: ExplainFormat,
}

/// How an explanation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ExplainFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    match (&args.what, &args.event) {
        (Some(What::Level(level)), _) => explain_level(level),
        (None, Some(id)) => explain_event(args, id),
        (None, None) => Err(Failure::usage(
            "nothing to explain",
            "name an event, or: rapport explain level A B --on DATE",
        )
        .into()),
    }
}

fn explain_event(args: &Args, id: &str) -> Result<()> {
    let (archive, coder, is_sample) = super::pair::open_archive(args.archive.clone())?;
    let codings = crate::runs::codings(&archive, args.run.as_deref())?;
    let today = crate::settings::today();
    let as_of = crate::pipeline::as_of(&archive, codings, args.as_of, today)?;
    let outlets = crate::outlets::named(&archive, &args.source)?;
    let corrected_by = Some(args.as_of.unwrap_or(today));
    let query = Query { codings, as_of: Some(as_of), corrected_by, outlets, ..Query::default() };
    let mut retracted_on = None;
    let known = match archive.event_in(id, &query)? {
        Some(known) => Some(known),
        None => archive.retracted(id, &query)?.map(|(event, on)| {
            retracted_on = Some(on);
            event
        }),
    };
    let Some((event, reports)) = known else {
        if let Some(correction) = archive.dropped(id, &query)? {
            return Err(super::correct::was_dropped("event", id, &correction).into());
        }
        return Err(Failure::empty(
            format!("no event {id} is known as of {as_of}"),
            "`rapport events A B` lists events with their ids",
        )
        .into());
    };
    let as_told: Vec<&Report> = reports.iter().map(|report| &report.what).collect();
    let corrections = archive.corrections_of(&as_told, &query)?;
    let mut library = Library::new(&archive, &query);
    let told = library.told(event, reports)?;
    let question = Question::about_event(&told.event, coder.gazetteer().actors(), as_of, is_sample)
        .with_context(|| format!("event {id} has no side that the actor tables know"))?;
    let matter = gather::bare_matter(&coder, &question);
    let mut others = gather::earlier(&archive, &question, &told.event, &query)?;
    let happenings: Vec<_> = others.iter().map(gather::happening).collect();
    let links = rapport_brief::links(&Happening::of(&told), &happenings);
    // Only what is linked is told, and its documents fetched.
    others.retain(|(other, _)| links.iter().any(|link| link.event == other.id));
    let others = others
        .into_iter()
        .map(|(event, reports)| library.told(event, reports))
        .collect::<Result<Vec<_>>>()?;
    let explained = rapport_brief::explain(&matter, &told, None)
        .linked(&matter, links, &others)
        .weighed(|id| belief(&coder, &told.reports.iter().find(|one| one.report.id == id)?.report));
    let text = match args.format {
        ExplainFormat::Text => {
            let corrected = corrections.iter().map(|one| format!("corrected: {}\n", told_of(one)));
            let retracted = retracted_on.map_or_else(String::new, |on| {
                format!(
                    "retracted: every document that told it was corrected, the last on {on}, and \
                     tells it no more\n"
                )
            });
            explained.to_text() + &retracted + &corrected.collect::<String>()
        }
        ExplainFormat::Json => {
            let mut whole = serde_json::to_value(&explained)?;
            whole["corrections"] = serde_json::to_value(&corrections)?;
            whole["retracted_on"] = serde_json::to_value(retracted_on)?;
            serde_json::to_string_pretty(&whole)?
        }
    };
    print(&text)
}

/// What the coder makes of a report's two sides; none where another coder told it,
/// or where it told it from another pair of phrases.
fn belief(coder: &NewsCoder, report: &Report) -> Option<Belief> {
    if report.coder != coder.id() {
        return None;
    }
    // Who is named before the sentence has no span: it would have to be read with what stood there.
    let span = |party: &Option<Party>| match party {
        Some(party) => party.span.map(Some),
        None => Some(None),
    };
    let (source, target) = (span(&report.source)?, span(&report.target)?);
    let spans: Vec<Span> = source.into_iter().chain(target).collect();
    let place =
        |side: Option<Span>| side.and_then(|side| spans.iter().position(|&one| one == side));
    let scored = coder.score_pairs(&report.text, &spans, report.known_on);
    let pair =
        scored.iter().find(|one| (one.source, one.target) == (place(source), place(target)))?;
    // What comes from another pair, as a flow told as the pay for one, has no belief here.
    let [(likeliest, told), (runner_up, in_runner_up), ..] = pair.ranked()[..] else {
        return None;
    };
    let round = |share: f32| (f64::from(share) * 1000.0).round() / 1000.0;
    (likeliest == report.event_type).then(|| Belief {
        told: round(told),
        runner_up,
        in_runner_up: round(in_runner_up),
        in_no_event: round(pair.none),
        least: coder.least_probability(),
    })
}

fn explain_level(args: &LevelArgs) -> Result<()> {
    let opened = Opened::for_pair(&args.pair)?;
    let question = &opened.question;
    let on = args.on.unwrap_or(question.as_of);
    let level = gather::level(&opened.archive, question, args.step.into())?;
    let Some(index) = level.points.iter().position(|point| point.from <= on && on <= point.to)
    else {
        return Err(Failure::empty(
            format!("no level is known for {} and {} on {on}", question.a.name, question.b.name),
            "`rapport level A B` shows the days it reaches over",
        )
        .into());
    };
    let parts =
        rapport_relations::contributions(&level.observations, &level.prior, args.step.into(), on);
    // All that is known weighs in the level; --since and --until choose what is listed.
    let (since, until) = (question.period.since, question.period.until);
    let is_asked = |event: &Outline| {
        since.is_none_or(|since| since <= event.to) && until.is_none_or(|until| event.from <= until)
    };
    let listed =
        parts.contributions.iter().filter(|part| is_asked(&level.events[part.observation]));
    let query = crate::pipeline::query(question);
    let mut library = Library::new(&opened.archive, &query);
    let mut told: Vec<(Told, f64)> = Vec::new();
    for part in listed.take(args.top) {
        let id = level.events[part.observation].id();
        for (event, reports) in opened.archive.events_holding(&[id], &query)? {
            told.push((library.told(event, reports)?, part.points));
        }
    }
    let told: Vec<(&Told, f64)> = told.iter().map(|(told, weight)| (told, *weight)).collect();
    let matter = gather::bare_matter(&opened.coder, question);
    let rest = LevelRest {
        prior_share: parts.prior_share,
        prior_mean: parts.prior_mean,
        n_further: parts.contributions.len() - told.len(),
    };
    let point = gather::point(&level.points[index]);
    let explained = rapport_brief::explain_level(&matter, on, point, &told, rest);
    print(&match args.format {
        ExplainFormat::Text => explained.to_text(),
        ExplainFormat::Json => serde_json::to_string_pretty(&explained)?,
    })
}

fn print(text: &str) -> Result<()> {
    writeln!(std::io::stdout().lock(), "{}", text.trim_end()).context("writing the explanation")
}
