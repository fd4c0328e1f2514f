//! What every command about two actors begins with: the archive, the coder's
//! tables, and the question.

use crate::failure::Failure;
use crate::gather::Question;
use crate::{sample, settings};
use anyhow::Result;
use rapport_archive::Archive;
use rapport_coding::RuleCoder;
use rapport_record::Date;
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
}

/// An opened archive with the question put to it.
pub struct Opened {
    /// The archive, or the sample in memory.
    pub archive: Archive,
    /// The coder, for its tables.
    pub coder: RuleCoder,
    /// The question.
    pub question: Question,
}

/// The archive in the working folder.
const DEFAULT_ARCHIVE: &str = "rapport.db";

impl Opened {
    /// Opens the archive and resolves the two names.
    pub fn for_pair(args: &PairArgs) -> Result<Self> {
        if let (Some(since), Some(until)) = (args.since, args.until)
            && until < since
        {
            return Err(Failure::usage(
                format!("--until {until} is before --since {since}"),
                "swap the two days",
            )
            .into());
        }
        let (archive, coder, is_sample) = open_archive(args.archive.clone())?;
        let question =
            Question::new(&archive, coder.gazetteer(), args, settings::today(), is_sample)?;
        Ok(Self { archive, coder, question })
    }
}

/// The archive asked for with the coder, and whether it is the sample.
pub fn open_archive(asked: Option<PathBuf>) -> Result<(Archive, RuleCoder, bool)> {
    let coder = RuleCoder::embedded();
    let (archive, is_sample) = open(asked, &coder)?;
    Ok((archive, coder, is_sample))
}

/// The archive asked for; without one, that in the working folder; without
/// that, the built-in sample.
fn open(asked: Option<PathBuf>, coder: &RuleCoder) -> Result<(Archive, bool)> {
    let path = asked.or_else(|| Some(PathBuf::from(DEFAULT_ARCHIVE)).filter(|path| path.exists()));
    match path {
        Some(path) => Ok((Archive::open(&path)?, false)),
        None => Ok((sample::archive(coder)?, true)),
    }
}
