//! The files a command names, opened one after another, document by document.

use crate::failure::Failure;
use crate::settings::day;
use anyhow::Result;
use flate2::bufread::MultiGzDecoder;
use rapport_exchange::{Format, ReadOptions, Skipped};
use rapport_record::{Date, Document};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Files and how to read them.
#[derive(Debug, Clone, clap::Args)]
pub struct InputArgs {
    /// Files or folders of documents: JSON lines, CSV with a header, or plain text, gzip too; `-` is standard input
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Take this as the day of publication where a document tells none (plain text needs it)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<Date>,
    /// Take this as the outlet where a document names none
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// Read every file as this format [default: told by ending and content]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,
    /// Stop at the first document or named file that cannot be read, with exit code 3
    #[arg(long)]
    pub strict: bool,
}

/// How documents are written down.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum InputFormat {
    /// JSON lines, or one JSON array.
    Jsonl,
    /// The whole file is one document.
    Text,
    /// Comma-separated with a header of field names.
    Csv,
}

impl InputArgs {
    /// The reader's options.
    pub fn options(&self) -> ReadOptions {
        let format = match self.input_format {
            None => Format::Auto,
            Some(InputFormat::Jsonl) => Format::Jsonl,
            Some(InputFormat::Text) => Format::Text,
            Some(InputFormat::Csv) => Format::Csv,
        };
        ReadOptions {
            format,
            date: self.date,
            outlet: self.outlet.clone(),
            ..ReadOptions::default()
        }
    }
}

/// What could not be read, counted and told on standard error.
#[derive(Debug, Default)]
pub struct SkippedCount {
    /// How many documents.
    pub n: usize,
    /// How many files of folders that are no documents.
    n_no_documents: usize,
    /// Whether skipping is a failure.
    strict: bool,
}

/// Skipped documents told one by one; the rest are counted.
const SKIPPED_SHOWN: usize = 20;

impl SkippedCount {
    /// Nothing skipped yet.
    pub fn new(strict: bool) -> Self {
        Self { strict, ..Self::default() }
    }

    /// Tells one; an error where `--strict` was asked for.
    pub fn tell(&mut self, skipped: &Skipped) -> Result<()> {
        self.n += 1;
        if self.strict {
            return Err(Failure::input(
                format!("{}: {}", skipped.place, skipped.reason),
                skipped.hint.clone().unwrap_or_default(),
            )
            .into());
        }
        show(skipped, self.n);
        Ok(())
    }

    /// Tells a file of a folder that is no document: no fault, also with `--strict`.
    fn pass_over(&mut self, skipped: &Skipped) {
        self.n_no_documents += 1;
        show(skipped, self.n_no_documents);
    }

    /// Tells a file that could not be read at all.
    pub fn tell_file(&mut self, place: &str, error: &rapport_exchange::Error) -> Result<()> {
        let (told, hint) = (error.to_string(), error.hint().map(str::to_owned));
        let reason = told.strip_prefix(&format!("{place}: ")).unwrap_or(&told).to_owned();
        self.tell(&Skipped { place: place.to_owned(), reason, hint, is_cut_short: false })
    }

    /// Success: what was skipped was told, and without `--strict` that is all.
    pub fn exit_code(&self) -> ExitCode {
        self.tell_all();
        ExitCode::SUCCESS
    }

    /// What was skipped, in numbers; then that nothing is left: not one
    /// document could be read out of these files.
    pub fn nothing_read(&self, files: &[PathBuf]) -> Failure {
        self.tell_all();
        let names: Vec<String> = files.iter().map(|file| name(file)).collect();
        Failure::input(
            format!("{}: not one document could be read", names.join(", ")),
            match self.n {
                0 => "nothing in it is one; docs/formats.md tells what a document is",
                _ => "mend what was skipped; docs/formats.md tells what a document is",
            },
        )
    }

    fn tell_all(&self) {
        let was = |n| if n == 1 { "was" } else { "were" };
        if 0 < self.n {
            eprintln!("{} could not be read and {} skipped", self.n, was(self.n));
        }
        let n = self.n_no_documents;
        if 0 < n {
            let are = if n == 1 { "file is no document" } else { "files are no documents" };
            eprintln!("{n} {are} and {} skipped", was(n));
        }
    }
}

/// Tells the `n`th of its sort.
fn show(skipped: &Skipped, n: usize) {
    if n <= SKIPPED_SHOWN {
        eprintln!("skipped: {}: {}", skipped.place, skipped.reason);
        if let Some(hint) = &skipped.hint {
            eprintln!("hint: {hint}");
        }
    } else if n == SKIPPED_SHOWN + 1 {
        eprintln!("skipped: more of them; only their number is told from here on");
    }
}

/// Hands every document of the named files to `take`, in order.
///
/// A file that cannot be read at all ends the whole with exit code 3 if it is
/// the only one or `--strict` was asked for; otherwise it is told and left out.
/// It also ends so if there is not one document in all of them.
pub fn each_document(
    args: &InputArgs,
    mut take: impl FnMut(Document) -> Result<()>,
) -> Result<SkippedCount> {
    let options = args.options();
    let mut skipped = SkippedCount::new(args.strict);
    let paths = expand(&args.files, None, &mut skipped)?;
    let is_only = paths.len() == 1;
    let mut is_any_read = false;
    for path in &paths {
        let name = name(path);
        let documents = match rapport_exchange::documents(open(path)?, &name, &options) {
            Ok(documents) => documents,
            Err(error) if is_only || args.strict => return Err(error.into()),
            Err(error) => {
                skipped.tell_file(&name, &error)?;
                continue;
            }
        };
        for document in documents {
            match document {
                Ok(document) => {
                    is_any_read = true;
                    take(document)?;
                }
                Err(one) => skipped.tell(&one)?,
            }
        }
    }
    if !is_any_read {
        return Err(skipped.nothing_read(&args.files).into());
    }
    Ok(skipped)
}

/// Files as they are, folders as the files in them, `-` as standard input.
/// The `archive` that is read into is left out of folders without a word.
pub fn expand(
    files: &[PathBuf],
    archive: Option<&Path>,
    skipped: &mut SkippedCount,
) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for file in files {
        if file == Path::new("-") {
            paths.push(file.clone());
            continue;
        }
        let found = match archive {
            Some(archive) => rapport_exchange::find_around(archive, file)?,
            None => rapport_exchange::find(file)?,
        };
        for one in &found.no_documents {
            skipped.pass_over(one);
        }
        for one in &found.left_out {
            skipped.tell(one)?;
        }
        paths.extend(found.paths);
    }
    if paths.is_empty() {
        let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        return Err(Failure::input(
            format!("{}: nothing to read there", names.join(", ")),
            "name files ending in .jsonl, .json, .csv or .txt (or .gz of these)",
        )
        .into());
    }
    Ok(paths)
}

/// Opens a file or standard input.
pub fn open(path: &Path) -> Result<Box<dyn Read>> {
    if path == Path::new("-") {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    Ok(Box::new(rapport_exchange::open(path)?))
}

/// What a path is called in messages.
pub fn name(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

/// Opens a file of plain or gzipped text, or standard input, as lines.
pub fn open_text(path: &Path) -> Result<Box<dyn BufRead>> {
    let mut input = BufReader::new(open(path)?);
    let is_gzip = input.fill_buf().is_ok_and(|head| head.starts_with(&[0x1f, 0x8b]));
    if is_gzip {
        return Ok(Box::new(BufReader::new(MultiGzDecoder::new(input))));
    }
    Ok(Box::new(input))
}
