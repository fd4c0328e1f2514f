//! `rapport classify`: the type of the event between two given spans.

use crate::actor_tables::ActorArgs;
use crate::failure::Failure;
use anyhow::{Context, Result};
use rapport_coding::{Classification, Coder};
use rapport_record::Span;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::{BufRead, Write};
use std::path::PathBuf;

/// Arguments of `rapport classify`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// JSON lines with `id`, `sentence`, `source` and `target` spans; `-` is standard input
    #[arg(default_value = "-")]
    file: PathBuf,
    #[command(flatten)]
    actors: ActorArgs,
}

#[derive(Deserialize)]
struct Question {
    id: Value,
    sentence: String,
    source: Vec<Span>,
    target: Vec<Span>,
}

#[derive(Serialize)]
struct Answer {
    id: Value,
    #[serde(flatten)]
    classification: Classification,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let name = crate::inputs::name(&args.file);
    let input = crate::inputs::open_text(&args.file)?;
    let coder = args.actors.coder()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (number, line) in input.lines().enumerate() {
        let place = format!("{name}:{}", number + 1);
        let line = line.map_err(|error| {
            Failure::input(
                format!("{place}: {error}"),
                "the file must be UTF-8 text, plain or gzip",
            )
        })?;
        if line.trim().is_empty() {
            continue;
        }
        let question: Question = serde_json::from_str(&line).map_err(|error| {
            Failure::input(
                format!("{place}: {error}"),
                r#"each line is {"id": .., "sentence": "..", "source": [[start, end]], "target": [[start, end]]}"#,
            )
        })?;
        let n = question.sentence.chars().count();
        let outside = question
            .source
            .iter()
            .chain(&question.target)
            .find(|span| span.end < span.start || n < span.end);
        if let Some(span) = outside {
            return Err(Failure::input(
                format!(
                    "{place}: span [{}, {}] lies outside the sentence of {n} code points",
                    span.start, span.end
                ),
                "spans count Unicode code points from 0, the end not included",
            )
            .into());
        }
        for (side, spans) in [("source", &question.source), ("target", &question.target)] {
            let is_word = |span: &Span| {
                let text = span.of(&question.sentence);
                text.is_some_and(|text| text.chars().any(char::is_alphanumeric))
            };
            if !spans.iter().any(is_word) {
                let message = format!("{place}: `{side}` has no span that covers a word");
                let hint =
                    "give the code points of its name, such as [[0, 6]]; both sides are needed";
                return Err(Failure::input(message, hint).into());
            }
        }
        let classification = coder.classify(&question.sentence, &question.source, &question.target);
        serde_json::to_writer(&mut out, &Answer { id: question.id, classification })?;
        writeln!(out).context("writing the answers")?;
    }
    out.flush().context("writing the answers")?;
    Ok(())
}
