//! `rapport timeline`: everything known of two actors, oldest first.

use super::events::nothing;
use super::pair::{Opened, PairArgs};
use crate::gather;
use crate::output::{Format, Rows};
use anyhow::Result;

/// Arguments of `rapport timeline`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pair: PairArgs,
    /// Show about so many events, the weightiest, where there are more
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    limit: usize,
    /// Show every event, however many
    #[arg(long)]
    all: bool,
    /// Write a table, JSON, JSON lines or CSV [default: a table on a terminal, else JSON lines]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let opened = Opened::for_pair(&args.pair)?;
    let Opened { archive, coder, question } = &opened;
    let n_max = if args.all { usize::MAX } else { args.limit };
    let chosen = gather::events(archive, question, n_max)?;
    let (n_chosen, n_all) = (chosen.n_chosen, chosen.outlines.len());
    let matter = rapport_brief::Matter {
        events: chosen.told,
        arrangements: gather::arrangements(archive, question)?,
        ..gather::bare_matter(coder, question)
    };
    let mut timeline = rapport_brief::timeline(&matter);
    // An arrangement that held in the period may have begun before it or ended after it.
    timeline.retain(|row| row.event_type.is_some() || question.period.holds(&row.happened_on));
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
    if n_chosen < n_all {
        eprintln!(
            "note: {n_chosen} of {n_all} deeds are shown, the weightiest of each quarter and of the \
             last two years; narrow --since and --until, raise --limit, or ask for --all"
        );
    }
    let days = (timeline[0].date, timeline[timeline.len() - 1].date);
    gather::tell_uncovered(archive, question, days)?;
    rows.print(Format::or_default(args.format))
}
