//! Rapport reads news and tells how two countries get along.
//!
//! Start at [`pipeline`]: it shows the whole way from a document to a brief.
//! Everything here is thin: a command parses, calls one function, prints.

mod actor_tables;
mod changes;
mod choice;
mod cli;
mod coverage;
mod failure;
#[cfg(test)]
mod fixtures;
mod gather;
mod inputs;
mod measures;
mod outlets;
mod output;
mod pipeline;
mod progress;
mod recoding;
mod review;
mod runs;
mod sample;
mod settings;
mod told;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(code) => code,
        Err(error) => failure::report(&error),
    }
}
