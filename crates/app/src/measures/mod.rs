//! The measures behind `rapport eval`; each prints its name and a figure in percent.

pub mod actors;
pub mod bench;
pub mod citations;
pub mod coder;
pub mod facts;
pub mod generate;
mod items;
pub mod joining;
pub mod leaders;
pub mod places;
pub mod plv;
mod sample;
pub mod shares;
pub mod spans;
pub mod survive;
mod table;
pub mod tenures;
pub mod times;
pub mod trips;
pub mod verdicts;
pub mod written;

use crate::failure::Failure;
use crate::output;
use anyhow::Result;
use std::path::Path;

/// `rapport eval sample`: prints the check; faults end with exit code 1.
pub fn sample_run(folder: &Path) -> Result<()> {
    if !folder.is_dir() {
        return Err(Failure::input(
            format!("{}: no such folder", folder.display()),
            "give the folder that holds the reference tables, such as ../shared/data",
        )
        .into());
    }
    let check = sample::check(crate::sample::NOTES, folder)?;
    output::line(&check)?;
    if !check.is_clean() {
        anyhow::bail!("some notes of the sample are not borne out");
    }
    Ok(())
}
