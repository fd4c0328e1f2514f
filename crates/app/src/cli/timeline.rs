//! `rapport timeline`: everything known of two actors, oldest first.

use super::events::nothing;
use super::pair::{Opened, PairArgs};
use crate::gather;
use crate::output::{Format, Rows};
use anyhow::Result;
use rapport_relations::Step;

/// Arguments of `rapport timeline`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pair: PairArgs,
    /// Write a table, JSON, JSON lines or CSV [default: a table on a terminal, else JSON lines]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let opened = Opened::for_pair(&args.pair)?;
    let told = gather::events(&opened.archive, &opened.question)?;
    let level = gather::level(&opened.archive, &opened.question, Step::Quarter)?;
    let matter = gather::matter(&opened.archive, &opened.coder, &opened.question, told, &level)?;
    let timeline = rapport_brief::timeline(&matter);
    if timeline.is_empty() {
        return Err(nothing(&opened).into());
    }
    let mut rows = Rows::new(&["date", "certainty", "reports", "outlets", "event", "text"]);
    for row in &timeline {
        let cells = vec![
            row.date.to_string(),
            row.certainty.to_string(),
            row.n_reports.to_string(),
            row.n_outlets.to_string(),
            row.event.clone(),
            row.text.clone(),
        ];
        rows.push(cells, row)?;
    }
    rows.print(Format::or_default(args.format))
}
