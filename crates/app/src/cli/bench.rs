//! `rapport bench`: how quick a part of the program is on this machine.

use crate::failure::Failure;
use crate::inputs::InputArgs;
use crate::measures;
use crate::measures::generate::{self, Order};
use crate::measures::survive::Options;
use crate::settings::day;
use anyhow::Result;
use rapport_archive::Archive;
use rapport_record::Date;
use std::path::PathBuf;

/// Arguments of `rapport bench`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    part: Part,
}

#[derive(Debug, clap::Subcommand)]
enum Part {
    /// Time the finding of actors in the sentences of some documents
    Actors {
        #[command(flatten)]
        input: InputArgs,
    },
    /// Kill readings at random moments and see that nothing is lost or doubled
    Survive {
        /// Kill so many readings
        #[arg(long, value_name = "N", default_value_t = 200)]
        kills: usize,
        /// Read so many documents
        #[arg(long, value_name = "N", default_value_t = 4_000)]
        documents: usize,
        /// The same seed gives the same documents and moments
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
    },
    /// Make invented news: documents on standard output, or events in an archive
    Generate(GenerateArgs),
}

/// Arguments of `rapport bench generate`.
#[derive(Debug, clap::Args)]
struct GenerateArgs {
    /// Write so many documents as JSON lines
    #[arg(long, value_name = "N", required_unless_present = "events", conflicts_with = "events")]
    documents: Option<usize>,
    /// Store so many coded events in the archive, without a coder
    #[arg(long, value_name = "N", requires = "archive")]
    events: Option<usize>,
    /// The archive for --events
    #[arg(long, value_name = "FILE")]
    archive: Option<PathBuf>,
    /// The same seed gives the same news
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// First day of publication
    #[arg(long, value_name = "DATE", value_parser = day, default_value = "2005-01-01")]
    from: Date,
    /// Last day of publication
    #[arg(long, value_name = "DATE", value_parser = day, default_value = "2024-12-31")]
    until: Date,
}

fn generate(args: &GenerateArgs) -> Result<()> {
    if args.until < args.from {
        let told = format!("--until {} is before --from {}", args.until, args.from);
        return Err(Failure::usage(told, "swap the two days").into());
    }
    let order = Order { seed: args.seed, from: args.from, until: args.until };
    if let (Some(n), Some(path)) = (args.events, &args.archive) {
        return generate::events(n, order, &mut Archive::create_or_open(path)?);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    generate::documents(args.documents.unwrap_or(0), order, &mut out)?;
    Ok(std::io::Write::flush(&mut out)?)
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    match &args.part {
        Part::Actors { input } => measures::bench::actors(input),
        Part::Generate(args) => generate(args),
        Part::Survive { kills, documents, seed } => measures::survive::survive(Options {
            n_kills: *kills,
            n_documents: *documents,
            seed: *seed,
        }),
    }
}
