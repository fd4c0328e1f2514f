//! `rapport read`: news files and reference tables into the archive.

use crate::actor_tables::ActorArgs;
use crate::failure::Failure;
use crate::inputs::{self, InputArgs, SkippedCount};
use crate::{pipeline, progress, settings};
use anyhow::Result;
use rapport_archive::{Archive, Codings, Stored};
use rapport_coding::actors::Gazetteer;
use rapport_coding::{Coder, NewsCoder};
use rapport_exchange::tables::Table;
use rapport_record::{Coded, Date, Document, Pair};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Arguments of `rapport read`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    actors: ActorArgs,
    /// Read into this archive; it is created where there is none
    #[arg(long, env = "RAPPORT_ARCHIVE", value_name = "FILE", default_value = "rapport.db")]
    archive: PathBuf,
    /// Read the files as a reference table: a built-in kind (`rapport doctor` lists them) or a mapping file
    #[arg(long, value_name = "KIND")]
    table: Option<String>,
    /// Also code anew what an earlier coder coded
    #[arg(long)]
    recode: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<ExitCode> {
    let table = args.table.as_deref().map(table).transpose()?;
    let mut skipped = SkippedCount::new(args.input.strict);
    let paths = inputs::expand(&args.input.files, Some(&args.archive), &mut skipped)?;
    check(&paths, args, &mut skipped)?;
    let mut archive = Archive::create_or_open(&args.archive)?;
    let coder = args.actors.coder()?;
    let mut reading = Reading::new(&mut archive, &coder, &paths);
    match &table {
        Some(table) => {
            for path in &paths {
                reading.table(table, path, coder.gazetteer(), &mut skipped)?;
            }
        }
        None => reading.documents(args, &paths, &mut skipped)?,
    }
    let (stored, ahead, n_read) = reading.finish()?;
    if args.recode {
        recode(&mut archive, &coder)?;
    }
    tell(&stored, &args.archive);
    ahead.tell();
    if let Some(hint) = hint(&archive, coder.gazetteer())? {
        eprintln!("next: rapport brief {hint} --archive {}", args.archive.display());
    }
    let left = archive.counts()?.uncoded;
    if 0 < left {
        eprintln!(
            "{left} documents were coded by an earlier coder; `rapport read --recode` codes them anew"
        );
    }
    if n_read == 0 {
        return Err(skipped.nothing_read(&args.input.files).into());
    }
    Ok(skipped.exit_code())
}

/// Tells what can't be read before an archive is created: a missing file, or
/// the only file if it holds no documents.
fn check(paths: &[PathBuf], args: &Args, skipped: &mut SkippedCount) -> Result<()> {
    for path in paths.iter().filter(|path| path.as_path() != Path::new("-")) {
        let input = rapport_exchange::open(path)?;
        // A pipe can be read but once.
        if paths.len() == 1 && path.is_file() && args.table.is_none() {
            let (name, options) = (inputs::name(path), args.input.options());
            if !rapport_exchange::documents(input, &name, &options)?.any(|one| one.is_ok()) {
                let again = rapport_exchange::open(path)?;
                for fault in rapport_exchange::documents(again, &name, &options)? {
                    fault.map_or_else(|fault| skipped.tell(&fault), |_| Ok(()))?;
                }
                return Err(skipped.nothing_read(&args.input.files).into());
            }
        }
    }
    Ok(())
}

/// A batch under way, and the bar that shows it.
struct Reading<'a> {
    archive: &'a mut Archive,
    coder: &'a NewsCoder,
    now: jiff::Timestamp,
    bar: indicatif::ProgressBar,
    batch: Vec<Document>,
    stored: Stored,
    ahead: Ahead,
    /// Documents and rows that the files held, whether or not they were known.
    n_read: usize,
}

/// Documents dated after today: no question finds them before that day comes.
#[derive(Debug, Default)]
struct Ahead {
    n: usize,
    last: Option<Date>,
}

impl Ahead {
    fn note(&mut self, published_on: Date, today: Date) {
        if today < published_on {
            self.n += 1;
            self.last = self.last.max(Some(published_on));
        }
    }

    fn tell(&self) {
        let Some(last) = self.last else { return };
        let are = if self.n == 1 { "document is" } else { "documents are" };
        eprintln!(
            "note: {} {are} dated after today, the last on {last}, and shown only with --as-of \
             such a day",
            self.n
        );
    }
}

impl<'a> Reading<'a> {
    fn new(archive: &'a mut Archive, coder: &'a NewsCoder, paths: &[PathBuf]) -> Self {
        let n_bytes =
            paths.iter().filter_map(|path| path.metadata().ok()).map(|about| about.len()).sum();
        Self {
            archive,
            coder,
            now: settings::now(),
            bar: progress::bar(n_bytes),
            batch: Vec::new(),
            stored: Stored::default(),
            ahead: Ahead::default(),
            n_read: 0,
        }
    }

    fn documents(
        &mut self,
        args: &Args,
        paths: &[PathBuf],
        skipped: &mut SkippedCount,
    ) -> Result<()> {
        let options = args.input.options();
        let today = settings::today();
        for path in paths {
            let name = inputs::name(path);
            let input = self.bar.wrap_read(inputs::open(path)?);
            let documents = match rapport_exchange::documents(input, &name, &options) {
                Ok(documents) => documents,
                Err(error) if paths.len() == 1 || args.input.strict => {
                    // What was read before the fault is kept.
                    self.store()?;
                    return Err(error.into());
                }
                Err(error) => {
                    skipped.tell_file(&name, &error)?;
                    continue;
                }
            };
            for document in documents {
                match document {
                    Ok(document) => {
                        self.ahead.note(document.published_on, today);
                        self.n_read += 1;
                        self.batch.push(document);
                        if self.batch.len() == pipeline::BATCH {
                            self.store()?;
                        }
                    }
                    Err(one) => {
                        let told = self.bar.suspend(|| skipped.tell(&one));
                        if told.is_err() {
                            // What was read before the fault is kept.
                            self.store()?;
                        }
                        told?;
                    }
                }
            }
        }
        Ok(())
    }

    fn store(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.stored += pipeline::read(self.archive, self.coder, batch, self.now)?;
        let n = self.stored.n_documents();
        self.bar.set_message(format!("{n} documents"));
        Ok(())
    }

    fn table(
        &mut self,
        table: &Table,
        path: &Path,
        gazetteer: &Gazetteer,
        skipped: &mut SkippedCount,
    ) -> Result<()> {
        let today = settings::today();
        let country =
            |name: &str| gazetteer.resolve(name, None).first().map(|one| one.actor.clone());
        let input = self.bar.wrap_read(inputs::open(path)?);
        let run = self.archive.run_for(&table.coder(), self.now)?;
        let mut batch: Vec<(Document, Coded)> = Vec::new();
        for row in table.rows(input, &inputs::name(path), gazetteer.actors(), &country)? {
            match row {
                Ok(row) => {
                    self.ahead.note(row.0.published_on, today);
                    self.n_read += 1;
                    batch.push(row);
                }
                Err(one) => self.bar.suspend(|| skipped.tell(&one))?,
            }
            if batch.len() == pipeline::BATCH {
                self.stored += self.archive.store(run, &std::mem::take(&mut batch), self.now)?;
            }
        }
        self.stored += self.archive.store(run, &batch, self.now)?;
        Ok(())
    }

    fn finish(mut self) -> Result<(Stored, Ahead, usize)> {
        self.store()?;
        self.bar.finish_and_clear();
        Ok((self.stored, self.ahead, self.n_read))
    }
}

/// A built-in table by its kind, or the mapping file a user wrote.
fn table(kind: &str) -> Result<Table> {
    if !kind.ends_with(".toml") {
        return Table::builtin(kind).map_err(|error| {
            Failure::usage(error.to_string(), error.hint().unwrap_or("`rapport doctor` lists them"))
                .into()
        });
    }
    let text = std::fs::read_to_string(kind).map_err(|error| {
        Failure::input(
            format!("{kind}: {error}"),
            "name a built-in table or the TOML file of a mapping; see data/tables/README.md",
        )
    })?;
    Ok(Table::parse(kind, &text)?)
}

/// Codes anew whatever the newest coder has not coded, batch by batch.
fn recode(archive: &mut Archive, coder: &NewsCoder) -> Result<()> {
    let now = settings::now();
    let run = archive.run_for(coder.id(), now)?;
    loop {
        let documents = archive.uncoded(run, pipeline::BATCH)?;
        if documents.is_empty() {
            return Ok(());
        }
        let coded = pipeline::code(coder, documents);
        archive.store(run, &coded, now)?;
    }
}

fn tell(stored: &Stored, archive: &Path) {
    let n = stored.n_documents();
    eprintln!(
        "{} read into {}: {} new, {} changed, {} known before; {}, {}",
        counted(n, "document"),
        archive.display(),
        stored.new_documents,
        stored.new_versions,
        stored.unchanged,
        counted(stored.reports, "report"),
        counted(stored.arrangements, "arrangement"),
    );
}

fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// The two states that the archive tells most of, as one would ask for them;
/// none where no report stands between two. An ended state counts as its heir.
fn hint(archive: &Archive, gazetteer: &Gazetteer) -> Result<Option<String>> {
    let actors = gazetteer.actors();
    let mut pairs: BTreeMap<Pair, usize> = BTreeMap::new();
    for (pair, n_reports) in archive.reports_per_pair()? {
        let pair = Pair::new(actors.today(&pair.a), actors.today(&pair.b));
        if pair.a != pair.b {
            *pairs.entry(pair).or_default() += n_reports;
        }
    }
    // Of equals the first by their ids.
    let most = pairs.iter().rev().max_by_key(|(_, n_reports)| **n_reports);
    let as_of = pipeline::as_of(archive, Codings::Newest, None, settings::today())?;
    let asked = |id: &str| {
        let name = actors.name(id);
        let means = gazetteer.resolve(name, Some(as_of));
        let is_clear = means.first().is_some_and(|first| first.actor == *id);
        match (is_clear, name.contains(' ')) {
            (false, _) => id.to_owned(),
            (true, true) => format!("\"{name}\""),
            (true, false) => name.to_owned(),
        }
    };
    Ok(most.map(|(pair, _)| format!("{} {}", asked(&pair.a), asked(&pair.b))))
}
