//! `rapport eval`: measures, each a command that anybody can repeat.

use crate::inputs::InputArgs;
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
    /// Score events, types, certainty and direction on written sentences
    Written {
        /// Sentences marked up as in gold/corpus/written
        file: PathBuf,
    },
    /// Tell the share of source and target spans that resolve to an actor
    Spans {
        /// A TSV file with `sentence`, `marked_sentence`, `source` and `target` columns (gzip too)
        file: PathBuf,
        /// A CSV `id,holds_actor,cause` on unresolved spans; see gold/verdicts/README.md
        #[arg(long, value_name = "FILE")]
        causes: Option<PathBuf>,
        /// Write what each span resolved to here
        #[arg(long, value_name = "FILE")]
        predictions: Option<PathBuf>,
        /// Write only this many resolved spans, drawn at random
        #[arg(long, value_name = "N")]
        draw: Option<usize>,
        /// Begin the draw here
        #[arg(long, default_value_t = 2019)]
        seed: u64,
    },
    /// Tell the share of leader-days on which the name leads to the right state
    Leaders {
        /// Archigos as a CSV with `gwcode`, `leader`, `startdate` and `enddate` columns
        file: PathBuf,
        /// Write every exception here
        #[arg(long, value_name = "FILE")]
        predictions: Option<PathBuf>,
    },
    /// List where news and tables disagree on who held an office
    Tenures {
        #[command(flatten)]
        input: InputArgs,
        /// Write every contradiction and every unknown name here
        #[arg(long, value_name = "FILE")]
        predictions: Option<PathBuf>,
    },
    /// Score dates found in news against expressions of time marked by hand
    Times {
        /// A tar.gz of TimeML files, such as TBAQ-cleaned.tar.gz
        file: PathBuf,
        /// Write what was found here, with the errors of the open half
        #[arg(long, value_name = "FILE")]
        predictions: Option<PathBuf>,
    },
    /// Tell the share of trips whose country is known on that day
    Trips {
        /// A CSV with `country` and `start` columns (gzip too)
        file: PathBuf,
        /// Write the country of each row here
        #[arg(long, value_name = "FILE")]
        predictions: Option<PathBuf>,
    },
    /// Tell the share of North Korean missile and nuclear tests that are coded from news of them
    Tests {
        /// A CSV with `type` and `date` columns, a row a missile or bomb (gzip too)
        file: PathBuf,
        #[command(flatten)]
        data: InputArgs,
        /// A second list of days: a CSV with `date`, `type` and `event` columns
        #[arg(long, value_name = "FILE")]
        also: Option<PathBuf>,
        /// Write what became of each day here
        #[arg(long, value_name = "FILE")]
        predictions: Option<PathBuf>,
    },
    /// Tell the share of US trips abroad that are coded, and of coded ones that took place
    Visits {
        /// A CSV with `role`, `name`, `start`, `end`, `country` and `locale` columns (gzip too)
        file: PathBuf,
        #[command(flatten)]
        data: InputArgs,
        /// Write what became of each trip here
        #[arg(long, value_name = "FILE")]
        predictions: Option<PathBuf>,
        /// Write every coded visit here
        #[arg(long, value_name = "FILE")]
        visits: Option<PathBuf>,
    },
    /// Tell the share of vetoes in the UN Security Council that are coded from news of them
    Vetoes {
        /// A CSV with `date`, `draft`, `crisis_topic` and `member_veto1` to `3` columns (gzip too)
        file: PathBuf,
        #[command(flatten)]
        data: InputArgs,
        /// Write what became of each veto here
        #[arg(long, value_name = "FILE")]
        predictions: Option<PathBuf>,
    },
    /// Score the mentions found against mentions marked by hand
    Actors {
        /// Labels as JSON lines; see gold/mentions/README.md
        labels: PathBuf,
        #[command(flatten)]
        data: InputArgs,
        /// Write every error here
        #[arg(long, value_name = "FILE")]
        predictions: Option<PathBuf>,
    },
    /// Score where places are, and where deeds happened
    Places {
        /// Articles with marked places (LGL, XML), or labels of items; see gold/places/README.md
        file: PathBuf,
        /// For labels: files or folders of the items they speak of
        data: Vec<PathBuf>,
        /// Write every error here; of articles, those of the half that may be read
        #[arg(long, value_name = "FILE")]
        predictions: Option<PathBuf>,
    },
    /// Score reports against events labelled by hand
    Coder {
        /// Labels as JSON lines; see gold/corpus/README.md
        labels: PathBuf,
        #[command(flatten)]
        data: InputArgs,
        /// Write every error here
        #[arg(long, value_name = "FILE")]
        predictions: Option<PathBuf>,
    },
    /// Score which reports are joined into one event against a join by hand
    Joining {
        /// Pairs of reports, or a day's reports with their events; see gold/joining/README.md
        labels: PathBuf,
        #[command(flatten)]
        data: InputArgs,
        /// Write what is compared of each pair here
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
        Measure::Written { file } => measures::written::run(file),
        Measure::Plv { file, predictions } => measures::plv::run(file, predictions.as_deref()),
        Measure::Spans { file, causes, predictions, draw, seed } => measures::spans::run(
            file,
            &measures::spans::Options {
                causes: causes.as_deref(),
                predictions: predictions.as_deref(),
                draw: *draw,
                seed: *seed,
            },
        ),
        Measure::Leaders { file, predictions } => {
            measures::leaders::run(file, predictions.as_deref())
        }
        Measure::Tenures { input, predictions } => {
            measures::tenures::run(input, predictions.as_deref())
        }
        Measure::Times { file, predictions } => measures::times::run(file, predictions.as_deref()),
        Measure::Trips { file, predictions } => measures::trips::run(file, predictions.as_deref()),
        Measure::Tests { file, data, also, predictions } => {
            measures::facts::launches::run(file, also.as_deref(), data, predictions.as_deref())
        }
        Measure::Visits { file, data, predictions, visits } => {
            measures::facts::travels::run(file, data, predictions.as_deref(), visits.as_deref())
        }
        Measure::Vetoes { file, data, predictions } => {
            measures::facts::vetoes::run(file, data, predictions.as_deref())
        }
        Measure::Actors { labels, data, predictions } => {
            measures::actors::run(labels, data, predictions.as_deref())
        }
        Measure::Places { file, data, predictions } => {
            measures::places::run(file, data, predictions.as_deref())
        }
        Measure::Coder { labels, data, predictions } => {
            measures::coder::run(labels, data, predictions.as_deref())
        }
        Measure::Joining { labels, data, predictions } => {
            measures::joining::run(labels, data, predictions.as_deref())
        }
        Measure::Sample { folder } => measures::sample_run(folder),
        Measure::Citations { file, archive } => measures::citations::run(file, archive.clone()),
        Measure::Verdicts { file } => measures::verdicts::run(file),
    }
}
