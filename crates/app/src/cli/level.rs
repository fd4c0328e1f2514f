//! `rapport level`: how friendly two actors are, over time.

use super::events::nothing;
use super::pair::{Opened, PairArgs};
use crate::gather;
use crate::output::{Format, Rows};
use anyhow::Result;
use rapport_relations::Step;

/// Arguments of `rapport level`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pair: PairArgs,
    /// Give one number a week, month, quarter or year
    #[arg(long, value_enum, default_value = "month")]
    pub step: StepArg,
    /// Write a table, JSON, JSON lines or CSV [default: a table on a terminal, else JSON lines]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

/// How long a period is.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum StepArg {
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
}

impl From<StepArg> for Step {
    fn from(step: StepArg) -> Self {
        match step {
            StepArg::Week => Self::Week,
            StepArg::Month => Self::Month,
            StepArg::Quarter => Self::Quarter,
            StepArg::Year => Self::Year,
        }
    }
}

/// Whether no document was read of the step, so that nobody can say it was
/// quiet. Rows of tables may tell of it all the same.
fn is_not_covered(point: &rapport_brief::LevelPoint) -> bool {
    point.n_documents == 0 && point.n_events == 0
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let opened = Opened::for_pair(&args.pair)?;
    let level = gather::level(&opened.archive, &opened.question, args.step.into())?;
    if level.points.is_empty() {
        return Err(nothing(&opened).into());
    }
    let mut rows = Rows::new(&[
        "from",
        "to",
        "level",
        "low",
        "high",
        "events",
        "documents",
        "attention",
        "known",
    ]);
    for point in level.points.iter().map(gather::point) {
        let cells = vec![
            point.from.to_string(),
            point.to.to_string(),
            format!("{:+.2}", point.level),
            format!("{:+.2}", point.low),
            format!("{:+.2}", point.high),
            point.n_events.to_string(),
            point.n_documents.to_string(),
            point.attention.map_or_else(|| "-".to_owned(), |attention| format!("{attention:.1}")),
            match point {
                _ if is_not_covered(&point) => "not covered",
                _ if point.is_informed => "yes",
                _ => "too little",
            }
            .to_owned(),
        ];
        rows.push(cells, &point)?;
    }
    if level.points.iter().all(|point| !point.is_informed) {
        eprintln!(
            "note: too little is known between the two for any of these numbers to mean much"
        );
    }
    rows.print(Format::or_default(args.format))
}
