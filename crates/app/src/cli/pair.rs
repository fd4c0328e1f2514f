//! What every command about two actors begins with: the archive, the coder's
//! tables, and the question.

use super::actor_named;
use crate::failure::Failure;
use crate::gather::Question;
use crate::{sample, settings};
use anyhow::Result;
use rapport_archive::Archive;
use rapport_coding::NewsCoder;
use rapport_coding::actors::Gazetteer;
use rapport_record::{Actor, Date};
use settings::day;
use std::path::PathBuf;

/// Two actors, the archive asked, and the days the answer is limited to.
#[derive(Debug, Clone, clap::Args)]
pub struct PairArgs {
    /// One actor: a name or code such as Russia or RUS
    pub a: String,
    /// The other actor
    pub b: String,
    /// Ask this archive [default: rapport.db where there is one, else the built-in sample]
    #[arg(long, env = "RAPPORT_ARCHIVE", value_name = "FILE")]
    pub archive: Option<PathBuf>,
    /// Leave out what happened before this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Option<Date>,
    /// Leave out what happened after this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub until: Option<Date>,
    /// Answer as was known on this day [default: the day of the newest document]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    /// Count only what this outlet published; may be given several times
    #[arg(long, value_name = "OUTLET")]
    pub source: Vec<String>,
    /// Answer as was coded while this run was the newest: its coder's id, or its number
    #[arg(long, value_name = "RUN")]
    pub run: Option<String>,
}

/// An opened archive with the question put to it.
pub struct Opened {
    /// The archive, or the sample in memory.
    pub archive: Archive,
    /// The coder, for its tables.
    pub coder: NewsCoder,
    /// The question.
    pub question: Question,
}

/// The archive in the working folder.
const DEFAULT_ARCHIVE: &str = "rapport.db";

impl Opened {
    /// Opens the archive and resolves the two names.
    pub fn for_pair(args: &PairArgs) -> Result<Self> {
        check_period(args.since, args.until)?;
        let (archive, coder, is_sample) = open_archive(args.archive.clone())?;
        let today = settings::today();
        let question = Question::new(&archive, coder.gazetteer(), args, today, is_sample)?;
        if let Some(told) = meant_then(&question, args, coder.gazetteer(), today) {
            eprintln!("note: {told}");
        }
        Ok(Self { archive, coder, question })
    }
}

/// A period must not end before it begins.
pub fn check_period(since: Option<Date>, until: Option<Date>) -> Result<(), Failure> {
    match (since, until) {
        (Some(since), Some(until)) if until < since => Err(Failure::usage(
            format!("--until {until} is before --since {since}"),
            "swap the two days",
        )),
        _ => Ok(()),
    }
}

/// Whom the names meant on the as-of day, where that is not who they mean today
/// ("Russia" in 1900) or a state that did not exist yet; none where all is plain.
fn meant_then(
    question: &Question,
    args: &PairArgs,
    gazetteer: &Gazetteer,
    today: Date,
) -> Option<String> {
    let as_of = question.as_of;
    let told = |asked: &str, meant: &Actor| {
        let Actor { name, id, .. } = meant;
        let means_now = actor_named(gazetteer, asked, Some(today)).ok()?;
        if means_now.id != *id {
            return Some(format!("\"{asked}\" means {name} ({id})"));
        }
        let since = meant.since.filter(|since| as_of < *since)?;
        Some(format!("{name} ({id}) was still to come, on {since}"))
    };
    let told: Vec<String> = [(&args.a, &question.a), (&args.b, &question.b)]
        .into_iter()
        .filter_map(|(asked, meant)| told(asked, meant))
        .collect();
    (!told.is_empty()).then(|| format!("as of {as_of}, {}", told.join("; ")))
}

/// The archive asked for with the coder, and whether it is the sample.
pub fn open_archive(asked: Option<PathBuf>) -> Result<(Archive, NewsCoder, bool)> {
    let coder = NewsCoder::embedded();
    let (archive, is_sample) = open(asked, &coder)?;
    Ok((archive, coder, is_sample))
}

/// The archive asked for; without one, that in the working folder; without
/// that, the built-in sample.
fn open(asked: Option<PathBuf>, coder: &NewsCoder) -> Result<(Archive, bool)> {
    let path = asked.or_else(|| Some(PathBuf::from(DEFAULT_ARCHIVE)).filter(|path| path.exists()));
    match path {
        Some(path) => Ok((Archive::open(&path)?, false)),
        None => Ok((sample::archive(coder)?, true)),
    }
}
