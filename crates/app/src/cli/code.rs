//! `rapport code`: documents into reports, one object a line, in input order.

use crate::actor_tables::ActorArgs;
use crate::inputs::{self, InputArgs};
use crate::pipeline;
use anyhow::{Context, Result};
use rapport_coding::{Coder, NewsCoder};
use rapport_record::Document;
use std::io::Write;
use std::process::ExitCode;

/// Arguments of `rapport code`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    actors: ActorArgs,
    /// Write the mentions of actors instead, one line a document
    #[arg(long)]
    mentions: bool,
    /// Write each sentence with the phrases the coder chooses its sides from,
    /// for training
    #[arg(long, conflicts_with = "mentions", hide = true)]
    candidates: bool,
    /// Write each reading that was weighed with its signs instead, for fitting
    /// `models/judge`
    #[arg(long, conflicts_with = "mentions", hide = true)]
    weighed: bool,
    /// Add a line for each document with what was seen and not coded
    #[arg(long)]
    notes: bool,
    /// Add a line for each document with what it says lasts between actors: allied since,
    /// backed by, under sanctions
    #[arg(long)]
    arrangements: bool,
}

/// Documents coded at a time: enough for all cores, few enough to stream.
const CHUNK: usize = 256;

/// Runs the command.
pub fn run(args: &Args) -> Result<ExitCode> {
    let coder = args.actors.coder()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut chunk: Vec<Document> = Vec::new();
    let skipped = inputs::each_document(&args.input, |document| {
        chunk.push(document);
        if chunk.len() == CHUNK {
            write(&coder, std::mem::take(&mut chunk), args, &mut out)?;
        }
        Ok(())
    })?;
    write(&coder, chunk, args, &mut out)?;
    out.flush().context("writing the reports")?;
    Ok(skipped.exit_code())
}

fn write(coder: &NewsCoder, chunk: Vec<Document>, args: &Args, out: &mut impl Write) -> Result<()> {
    if args.candidates {
        for document in &chunk {
            for sentence in coder.candidates(document) {
                serde_json::to_writer(&mut *out, &sentence).context("writing the candidates")?;
                out.write_all(b"\n").context("writing the candidates")?;
            }
        }
        return Ok(());
    }
    if args.weighed {
        for weighed in pipeline::weighed(coder, &chunk) {
            serde_json::to_writer(&mut *out, &weighed).context("writing what was weighed")?;
            out.write_all(b"\n").context("writing what was weighed")?;
        }
        return Ok(());
    }
    if args.mentions {
        for document in &chunk {
            let mentions = coder.mentions(document);
            rapport_exchange::write_mentions(&mut *out, &document.id, &mentions)
                .context("writing the mentions")?;
        }
        return Ok(());
    }
    for (document, coded) in pipeline::code(coder, chunk) {
        rapport_exchange::write_reports(&mut *out, &coded.reports)
            .context("writing the reports")?;
        if args.arrangements && !coded.arrangements.is_empty() {
            rapport_exchange::write_arrangements(&mut *out, &document.id, &coded.arrangements)
                .context("writing the arrangements")?;
        }
        if args.notes && !coded.notes.is_empty() {
            rapport_exchange::write_notes(&mut *out, &document.id, &coded.notes)
                .context("writing the notes")?;
        }
    }
    Ok(())
}
