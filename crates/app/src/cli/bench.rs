//! `rapport bench`: how quick a part of the program is on this machine.

use crate::inputs::InputArgs;
use crate::measures;
use anyhow::Result;

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
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    match &args.part {
        Part::Actors { input } => measures::bench::actors(input),
    }
}
