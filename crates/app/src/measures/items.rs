//! The items that hand-made labels speak of, found in the data they were drawn from.

use crate::failure::Failure;
use crate::inputs::{self, InputArgs};
use crate::output;
use anyhow::Result;
use rapport_record::Document;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;
use std::io::BufRead;
use std::path::Path;

/// Kinds of errors shown; `--predictions` writes every error.
const SHOWN: usize = 20;

/// What was labelled of one item.
pub trait Labelled: DeserializeOwned {
    /// Where the format is told.
    const FORMAT: &'static str;

    /// The item's id.
    fn item(&self) -> &str;
}

/// An item with its labels.
pub struct Item<L> {
    /// What was labelled.
    pub labels: L,
    /// What the program reads.
    pub document: Document,
    /// The file or folder it stands in, by its name.
    pub source: String,
}

/// Prints the commonest kinds of errors, each with its count.
///
/// # Errors
/// If standard output cannot be written.
pub fn print_commonest<K: Display>(kinds: BTreeMap<K, usize>) -> Result<()> {
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
    for (kind, n) in kinds.into_iter().take(SHOWN) {
        output::line(format!("error: {n} {kind}"))?;
    }
    Ok(())
}

/// The labelled items that the data holds, in the order of the labels, and how
/// many it does not hold.
///
/// # Errors
/// If labels or data cannot be read, or the data holds none of the items.
pub fn find<L: Labelled>(labels: &Path, data: &InputArgs) -> Result<(Vec<Item<L>>, usize)> {
    let name = labels.display();
    let labels = read::<L>(labels, L::FORMAT)?;
    let mut found: HashMap<&str, (Document, String)> = HashMap::new();
    let wanted: std::collections::HashSet<&str> = labels.iter().map(L::item).collect();
    for file in &data.files {
        let source = source(file);
        let one = InputArgs { files: vec![file.clone()], ..data.clone() };
        let skipped = inputs::each_document(&one, |document| {
            if let Some(&item) = wanted.get(document.id.as_str()) {
                found.entry(item).or_insert_with(|| (document, source.clone()));
            }
            Ok(())
        })?;
        skipped.exit_code();
    }
    let found: HashMap<String, _> =
        found.into_iter().map(|(item, one)| (item.to_owned(), one)).collect();
    let n = labels.len();
    let mut items = Vec::new();
    let mut missing = Vec::new();
    for labels in labels {
        match found.get(labels.item()).cloned() {
            Some((document, source)) => items.push(Item { labels, document, source }),
            None => missing.push(labels.item().to_owned()),
        }
    }
    let hint = "name the files or folders that the labelled items were drawn from";
    let Some(first) = missing.first() else { return Ok((items, 0)) };
    if items.is_empty() {
        let files: Vec<String> = data.files.iter().map(|file| file.display().to_string()).collect();
        let message = format!("{}: none of the {n} items of {name} is there", files.join(", "));
        return Err(Failure::input(message, format!("{hint}; see {}", L::FORMAT)).into());
    }
    eprintln!("missing: {} of {n} items are not in the data, such as `{first}`", missing.len());
    eprintln!("hint: {hint}; what is missing is not counted");
    Ok((items, missing.len()))
}

/// The labels of a file, a JSON object a line; `format` names the page that tells more.
///
/// # Errors
/// If the file cannot be read, is empty, or a line does not fit.
pub fn read<L: DeserializeOwned>(file: &Path, format: &str) -> Result<Vec<L>> {
    let name = file.display();
    let hint = format!("the file has a JSON object a line; see {format}");
    let mut labels = Vec::new();
    for (index, line) in inputs::open_text(file)?.lines().enumerate() {
        let line = line.map_err(|error| Failure::input(format!("{name}: {error}"), &hint))?;
        if line.trim().is_empty() {
            continue;
        }
        let broken = |error| Failure::input(format!("{name}:{}: {error}", index + 1), &hint);
        labels.push(serde_json::from_str(&line).map_err(broken)?);
    }
    if labels.is_empty() {
        return Err(Failure::input(format!("{name}: no labels in it"), hint).into());
    }
    Ok(labels)
}

fn source(file: &Path) -> String {
    let name = file.file_stem().unwrap_or(file.as_os_str());
    name.to_string_lossy().into_owned()
}
