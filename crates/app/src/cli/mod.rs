//! The commands: each parses its arguments, calls one function, prints.

mod actor;
mod bench;
mod brief;
mod changes;
mod classify;
mod code;
mod compare;
mod correct;
mod coverage;
mod doctor;
mod eval;
mod events;
mod explain;
mod level;
mod pair;
mod read;
mod review;
mod timeline;

pub use actor::named as actor_named;
pub use pair::{PairArgs, open_archive};

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Read news and tell how two countries get along.
#[derive(Debug, Parser)]
#[command(name = "rapport", version, about, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read news files or reference tables into the archive
    Read(read::Args),
    /// Code documents into reports, without an archive
    Code(code::Args),
    /// Tell the type of the event between two given spans
    Classify(classify::Args),
    /// List the events between two actors
    Events(events::Args),
    /// Show the timeline of two actors
    Timeline(timeline::Args),
    /// Show how friendly two actors are over time
    Level(level::Args),
    /// Count who published how much and when, what is missing, and how hostile each outlet is
    Coverage(coverage::Args),
    /// Write a cited one-page brief on two actors
    Brief(brief::Args),
    /// Show the reports, quotes and weights behind an event or a level
    Explain(explain::Args),
    /// Correct what was read: merge, split, recode, drop, or give another actor or date
    Correct(correct::Args),
    /// Tell what overturned what since a day, or which sentences of a brief no longer hold
    Changes(changes::Args),
    /// Tell what a recoding changed between two runs
    Compare(compare::Args),
    /// Draw a blind random sample of reports to judge, or tell the precision that verdicts give
    Review(review::Args),
    /// Tell who somebody is on a given day
    Actor(actor::Args),
    /// Run a measure and print its figures
    Eval(eval::Args),
    /// Time a part of the program
    Bench(bench::Args),
    /// Check the archive and the built-in tables
    Doctor(doctor::Args),
}

/// Parses the command line and runs it.
pub fn run() -> Result<ExitCode> {
    match Cli::parse().command {
        Command::Read(args) => read::run(&args),
        Command::Code(args) => code::run(&args),
        Command::Classify(args) => done(classify::run(&args)),
        Command::Events(args) => done(events::run(&args)),
        Command::Timeline(args) => done(timeline::run(&args)),
        Command::Level(args) => done(level::run(&args)),
        Command::Coverage(args) => done(coverage::run(&args)),
        Command::Brief(args) => done(brief::run(&args)),
        Command::Explain(args) => done(explain::run(&args)),
        Command::Correct(args) => done(correct::run(&args)),
        Command::Changes(args) => done(changes::run(&args)),
        Command::Compare(args) => done(compare::run(&args)),
        Command::Review(args) => done(review::run(&args)),
        Command::Actor(args) => done(actor::run(&args)),
        Command::Eval(args) => done(eval::run(&args)),
        Command::Bench(args) => done(bench::run(&args)),
        Command::Doctor(args) => done(doctor::run(&args)),
    }
}

fn done(result: Result<()>) -> Result<ExitCode> {
    result.map(|()| ExitCode::SUCCESS)
}
