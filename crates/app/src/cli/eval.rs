//! `rapport eval`: measures, each a command that anybody can repeat.

use crate::measures;
use anyhow::Result;
use std::path::PathBuf;

/// Arguments of `rapport eval`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    measure: Measure,
}

#[derive(Debug, clap::Subcommand)]
enum Measure {
    /// Score the event type of given pairs on a table in the PLV format
    Plv {
        /// A TSV file with `sentence`, `source`, `target` and `gold_root` columns (gzip too)
        file: PathBuf,
        /// Write what was predicted here, one line a row
        #[arg(long, value_name = "FILE")]
        predictions: Option<PathBuf>,
    },
    /// Check each note of the built-in sample against the reference data
    Sample {
        /// The folder of reference data
        folder: PathBuf,
    },
    /// Check every citation of a brief written as JSON against its archive
    Citations {
        /// What `rapport brief --format json` wrote
        file: PathBuf,
        /// The archive it was written from; without it, the built-in sample
        #[arg(long, env = "RAPPORT_ARCHIVE", value_name = "FILE")]
        archive: Option<PathBuf>,
    },
    /// Tell the share of right reports, field by field, from a table of verdicts
    Verdicts {
        /// A CSV of verdicts; see gold/verdicts/README.md
        file: PathBuf,
    },
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    match &args.measure {
        Measure::Plv { file, predictions } => measures::plv::run(file, predictions.as_deref()),
        Measure::Sample { folder } => measures::sample_run(folder),
        Measure::Citations { file, archive } => measures::citations::run(file, archive.clone()),
        Measure::Verdicts { file } => measures::verdicts::run(file),
    }
}
