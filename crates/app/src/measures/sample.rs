//! The sample's measure: is each note of the built-in sample still borne out by
//! what it says it was checked against?
//!
//! In: `data/sample/notes.jsonl` and the folder of reference data. Out: a
//! [`SampleCheck`], counts and faults, which prints itself. `data/sample/README.md`
//! explains the keys of `checked_against` to people who add notes.
//!
//! What is compared is the day, or the year where a table knows no more; whether
//! a sentence says what its source says stays a reader's work. Where the data
//! folder is missing the notes' own form is checked and the rest is counted as
//! unchecked.

mod tables;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The one outlet a sample note may name.
pub const OUTLET: &str = "Rapport sample (written for this program)";

/// Characters a note may have at most; three sentences need no more.
const TEXT_LEN_MAX: usize = 400;

/// Days a contemporaneous item may be dated before the deed: time zones.
const ITEM_DAYS_BEFORE_MAX: i32 = 1;

/// Days a contemporaneous item may be dated after the deed: late reports.
const ITEM_DAYS_AFTER_MAX: i32 = 3;

/// What the check found: how many notes lean on what, and what is wrong.
#[derive(Debug, Default)]
pub struct SampleCheck {
    /// Notes read.
    pub n_notes: usize,
    /// Notes by kind of source: table, wiki, item, report, document, web, memory.
    pub sources: BTreeMap<String, usize>,
    /// Notes by how far the check could go.
    pub proofs: BTreeMap<Proof, usize>,
    /// Reference files that were not there; their notes are unchecked.
    pub missing: BTreeSet<String>,
    /// Everything that is wrong, in the order of the notes.
    pub faults: Vec<Fault>,
}

/// How far a note could be checked against its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// The source was found and carries the note's day.
    Day,
    /// The source was found and carries the note's year.
    Year,
    /// A public document or page is named; it is not in the data folder.
    Named,
    /// Written from memory; such a note is never cited.
    Unsourced,
    /// The reference file is not on this machine.
    Unchecked,
}

/// One thing wrong with one note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// File and line, for example `notes.jsonl:17`.
    pub place: String,
    /// What is wrong, with the value.
    pub message: String,
}

/// Checks the notes against the reference data under `shared_data`.
///
/// # Errors
/// If a reference file is there but cannot be read. A missing one is no error:
/// it is listed in [`SampleCheck::missing`].
pub fn check(notes_jsonl: &str, shared_data: &Path) -> Result<SampleCheck> {
    let mut found = SampleCheck::default();
    let mut shelf = Shelf::new(shared_data);
    let mut seen = BTreeSet::new();
    let mut newest: Option<Date> = None;
    for (index, line) in notes_jsonl.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let place = format!("notes.jsonl:{}", index + 1);
        found.n_notes += 1;
        let verdict = read_note(line).map(|note| {
            let mut messages = form_faults(&note);
            if !seen.insert(note.id.clone()) {
                messages.push(format!("`id` {} is used twice", note.id));
            }
            if newest.is_some_and(|newest| note.happened_on < newest) {
                messages.push(format!("{} stands after a later day", note.happened_on));
            }
            newest = newest.max(Some(note.happened_on));
            (note, messages)
        });
        let (note, mut messages) = match verdict {
            Ok(read) => read,
            Err(message) => {
                found.faults.push(Fault { place, message });
                continue;
            }
        };
        match parse_key(&note.checked_against) {
            Ok(source) => {
                *found.sources.entry(source.kind().to_string()).or_default() += 1;
                match shelf.proof(&source, note.happened_on)? {
                    Ok(proof) => *found.proofs.entry(proof).or_default() += 1,
                    Err(message) => messages.push(message),
                }
            }
            Err(message) => messages.push(message),
        }
        found
            .faults
            .extend(messages.into_iter().map(|message| Fault { place: place.clone(), message }));
    }
    found.missing = shelf.missing;
    Ok(found)
}

impl SampleCheck {
    /// No fault; notes left unchecked for want of data do not count as faults.
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }
}

impl fmt::Display for SampleCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n_checked = self.proofs.get(&Proof::Day).copied().unwrap_or(0)
            + self.proofs.get(&Proof::Year).copied().unwrap_or(0);
        let share = 100.0 * n_checked as f64 / self.n_notes.max(1) as f64;
        writeln!(f, "sample {share:.2} ({n_checked} of {} notes found in the data)", self.n_notes)?;
        for (kind, n) in &self.sources {
            writeln!(f, "  {n:4} checked against {}", kind_in_words(kind))?;
        }
        for (proof, n) in &self.proofs {
            writeln!(f, "  {n:4} {}", proof.in_words())?;
        }
        for file in &self.missing {
            writeln!(f, "missing: {file}; the notes that lean on it are unchecked")?;
        }
        for fault in &self.faults {
            writeln!(f, "fault: {}: {}", fault.place, fault.message)?;
        }
        writeln!(f, "{} faults", self.faults.len())
    }
}

impl Proof {
    fn in_words(self) -> &'static str {
        match self {
            Proof::Day => "found, the day agrees",
            Proof::Year => "found, the year agrees",
            Proof::Named => "name a public document or page that is not in the data",
            Proof::Unsourced => "from memory, never cited",
            Proof::Unchecked => "unchecked, the data is missing",
        }
    }
}

fn kind_in_words(kind: &str) -> &'static str {
    match kind {
        "table" => "a row of a reference table",
        "wiki" => "an item of wiki-current-events",
        "item" => "another dated item of those days",
        "report" => "a later text that tells it",
        "document" => "a public document's number",
        "web" => "a public page",
        _ => "memory",
    }
}

// ---- one note ---------------------------------------------------------------

struct Note {
    id: String,
    happened_on: Date,
    text: String,
    outlet: String,
    kind: String,
    checked_against: String,
}

fn read_note(line: &str) -> Result<Note, String> {
    let value: Value =
        serde_json::from_str(line).map_err(|error| format!("no JSON object: {error}"))?;
    let field = |name: &str| {
        value[name].as_str().map(str::to_string).ok_or(format!("`{name}` is missing or no string"))
    };
    let date = field("date")?;
    Ok(Note {
        id: field("id")?,
        happened_on: date.parse().map_err(|_| format!("`date` {date:?} is no day"))?,
        text: field("text")?,
        outlet: field("outlet")?,
        kind: field("kind")?,
        checked_against: field("checked_against")?,
    })
}

fn form_faults(note: &Note) -> Vec<String> {
    let mut faults = Vec::new();
    if !note.id.starts_with(&format!("sample-{}-", note.happened_on)) {
        faults.push(format!("`id` {} does not begin sample-{}-", note.id, note.happened_on));
    }
    if note.outlet != OUTLET {
        faults.push(format!("`outlet` is {:?} rather than {OUTLET:?}", note.outlet));
    }
    if note.kind != "sample" {
        faults.push(format!("`kind` is {:?} rather than \"sample\"", note.kind));
    }
    let n_characters = note.text.chars().count();
    if n_characters == 0 || TEXT_LEN_MAX < n_characters {
        faults.push(format!("`text` has {n_characters} characters, not 1 to {TEXT_LEN_MAX}"));
    }
    if note.text.contains(['"', '“', '”', '«', '»']) {
        faults.push("`text` holds a quotation; a note tells, it does not quote".to_string());
    }
    faults
}

// ---- what a note leans on ---------------------------------------------------

#[derive(Debug, PartialEq)]
enum Source {
    Table { file: String, row: String },
    Item { kind: &'static str, file: String, id: String },
    Document { year: i16 },
    Web,
    Memory,
}

impl Source {
    fn kind(&self) -> &'static str {
        match self {
            Source::Table { .. } => "table",
            Source::Item { kind, .. } => kind,
            Source::Document { .. } => "document",
            Source::Web => "web",
            Source::Memory => "memory",
        }
    }
}

const WIKI_FILE: &str = "wiki-current-events/items-2002-01_2024-06.jsonl.gz";

fn parse_key(key: &str) -> Result<Source, String> {
    let malformed = |rule: &str| format!("`checked_against` {key:?}: {rule}");
    if key == "memory" {
        return Ok(Source::Memory);
    }
    let (kind, rest) = key.split_once(':').ok_or_else(|| {
        malformed("begin it with table:, wiki:, item:, report:, document: or web:, or say memory")
    })?;
    let file_and_id = |rule: &str| {
        rest.split_once(':')
            .filter(|(file, id)| !file.is_empty() && !id.is_empty())
            .map(|(file, id)| (file.to_string(), id.to_string()))
            .ok_or_else(|| malformed(rule))
    };
    match kind {
        "table" => {
            let (file, row) = file_and_id("write table:FILE:ROW")?;
            Ok(Source::Table { file, row })
        }
        "wiki" => Ok(Source::Item { kind: "wiki", file: WIKI_FILE.into(), id: rest.into() }),
        "item" => {
            let (file, id) = file_and_id("write item:FOLDER/FILE:ID")?;
            Ok(Source::Item { kind: "item", file, id })
        }
        "report" => {
            let (file, id) = file_and_id("write report:FOLDER/FILE:ID")?;
            Ok(Source::Item { kind: "report", file, id })
        }
        "document" => rest
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once(" ("))
            .filter(|(number, _)| !number.is_empty())
            .and_then(|(_, year)| year.parse().ok())
            .map(|year| Source::Document { year })
            .ok_or_else(|| malformed("write document:NUMBER (YEAR)")),
        "web" if rest.starts_with("https://") || rest.starts_with("http://") => Ok(Source::Web),
        "web" => Err(malformed("write web:https://...")),
        _ => Err(malformed("no such kind of source")),
    }
}

// ---- the reference data -----------------------------------------------------

/// The data folder, each file read when first asked for.
struct Shelf {
    root: PathBuf,
    tables: HashMap<String, Option<Vec<Row>>>,
    items: HashMap<String, Option<HashMap<String, Item>>>,
    missing: BTreeSet<String>,
}

type Row = HashMap<String, String>;

struct Item {
    published_on: Date,
    text: String,
}

impl Shelf {
    fn new(root: &Path) -> Self {
        let mut missing = BTreeSet::new();
        if !root.is_dir() {
            missing.insert(format!("the data folder {}", root.display()));
        }
        Self { root: root.into(), tables: HashMap::new(), items: HashMap::new(), missing }
    }

    /// How far `source` bears out `day`, or in words why it does not.
    fn proof(&mut self, source: &Source, day: Date) -> Result<Result<Proof, String>> {
        Ok(match source {
            Source::Memory => Ok(Proof::Unsourced),
            Source::Web => Ok(Proof::Named),
            Source::Document { year } if *year == day.year() => Ok(Proof::Named),
            Source::Document { year } => Err(format!("the document is of {year}, not of {day}")),
            Source::Table { file, row } => match self.table(file)? {
                None => Ok(Proof::Unchecked),
                Some(rows) => tables::row_proof(file, row, rows, day),
            },
            Source::Item { kind, file, id } => match self.item_file(file)? {
                None => Ok(Proof::Unchecked),
                Some(items) => match items.get(id) {
                    None => Err(format!("{file} has no item {id}")),
                    Some(item) if *kind == "report" => report_proof(item, day),
                    Some(item) => item_proof(item, day),
                },
            },
        })
    }

    fn table(&mut self, name: &str) -> Result<Option<&Vec<Row>>> {
        if !self.tables.contains_key(name) {
            let path = ["relations-truth", "facts"]
                .map(|folder| self.root.join(folder).join(name))
                .into_iter()
                .find(|path| path.is_file());
            let rows = path.as_deref().map(read_rows).transpose()?;
            if rows.is_none() {
                self.missing.insert(name.to_string());
            }
            self.tables.insert(name.to_string(), rows);
        }
        Ok(self.tables[name].as_ref())
    }

    fn item_file(&mut self, name: &str) -> Result<Option<&HashMap<String, Item>>> {
        if !self.items.contains_key(name) {
            let path = self.root.join(name);
            let items = path.is_file().then(|| read_items(&path)).transpose()?;
            if items.is_none() {
                self.missing.insert(name.to_string());
            }
            self.items.insert(name.to_string(), items);
        }
        Ok(self.items[name].as_ref())
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let reading = || format!("reading {}", path.display());
    let bytes = fs::read(path).with_context(reading)?;
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    GzDecoder::new(bytes.as_slice()).read_to_end(&mut plain).with_context(reading)?;
    Ok(plain)
}

/// A table's rows by column name. Not all are UTF-8; what is not is replaced.
fn read_rows(path: &Path) -> Result<Vec<Row>> {
    let text = String::from_utf8_lossy(&read_bytes(path)?).into_owned();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    reader
        .deserialize()
        .collect::<Result<Vec<Row>, _>>()
        .with_context(|| format!("reading the rows of {}", path.display()))
}

/// A JSONL file's items by `id`, and by `line-N` (from 1) for files without ids.
fn read_items(path: &Path) -> Result<HashMap<String, Item>> {
    let text = String::from_utf8_lossy(&read_bytes(path)?).into_owned();
    let mut items = HashMap::new();
    for (index, line) in text.lines().enumerate() {
        let place = || format!("{}:{}", path.display(), index + 1);
        let value: Value = serde_json::from_str(line).with_context(place)?;
        let words = |name: &str| value[name].as_str().unwrap_or_default();
        let Ok(published_on) = words("date").parse() else { continue };
        let text = format!("{} {} {}", words("title"), words("summary"), words("text"));
        let id = value["id"].as_str().map_or_else(|| format!("line-{}", index + 1), str::to_string);
        items.insert(id, Item { published_on, text });
    }
    Ok(items)
}

fn item_proof(item: &Item, day: Date) -> Result<Proof, String> {
    let n_days = day.until(item.published_on).map_or(i32::MAX, |span| span.get_days());
    if (-ITEM_DAYS_BEFORE_MAX..=ITEM_DAYS_AFTER_MAX).contains(&n_days) {
        return Ok(Proof::Day);
    }
    Err(format!("{day} is too far from the item's day, {}", item.published_on))
}

/// A later text bears a day out if it names the year, or counts back to it.
fn report_proof(item: &Item, day: Date) -> Result<Proof, String> {
    if item.published_on < day {
        return Err(format!("the text is of {}, before {day}", item.published_on));
    }
    let n_years = item.published_on.year() - day.year();
    let tells = [
        day.year().to_string(),
        format!("{n_years} years ago"),
        format!("{n_years}th anniversary"),
    ];
    if tells.iter().any(|words| item.text.contains(words.as_str())) {
        return Ok(Proof::Year);
    }
    Err(format!("the text of {} nowhere tells of {}", item.published_on, day.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"id":"sample-1961-07-06-treaty","date":"1961-07-06","text":"They signed.","outlet":"Rapport sample (written for this program)","kind":"sample","checked_against":"KEY"}"#;

    fn note(key: &str) -> String {
        GOOD.replace("KEY", key)
    }

    /// A data folder with one table and one file of items, gone when dropped.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let root = std::env::temp_dir().join(format!("rapport-{name}-{}", std::process::id()));
            fs::create_dir_all(root.join("facts")).expect("a folder for the test");
            fs::create_dir_all(root.join("news")).expect("a folder for the test");
            let war = "warnum,ccode1,ccode2,year\n7.0,365.0,731.0,1961.0\n";
            fs::write(root.join("facts/cow_war_inter.csv"), war).expect("a table for the test");
            let items = concat!(
                r#"{"id":"near","date":"1961-07-07","text":"x"}"#,
                "\n",
                r#"{"id":"far","date":"1961-07-20","text":"x"}"#,
                "\n",
                r#"{"date":"1971-07-06","title":"Signed 10 years ago"}"#,
                "\n"
            );
            fs::write(root.join("news/items.jsonl"), items).expect("items for the test");
            Self(root)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[track_caller]
    fn check_one(notes: &str, folder: &Path, expected: &str) {
        let found = check(notes, folder).expect("the test's data is readable");
        let mut words: Vec<String> =
            found.proofs.keys().map(|proof| format!("{proof:?}")).collect();
        words
            .extend(found.faults.iter().map(|fault| format!("{}: {}", fault.place, fault.message)));
        assert_eq!(words.join(" | "), expected);
    }

    #[test]
    fn a_row_of_the_year_bears_a_note_out() {
        let folder = Folder::new("row");
        check_one(&note("table:cow_war_inter.csv:7-365-731-1961"), &folder.0, "Year");
    }

    #[test]
    fn an_item_of_the_next_day_bears_a_note_out_and_one_two_weeks_later_does_not() {
        let folder = Folder::new("item");
        check_one(&note("item:news/items.jsonl:near"), &folder.0, "Day");
        check_one(
            &note("item:news/items.jsonl:far"),
            &folder.0,
            "notes.jsonl:1: 1961-07-06 is too far from the item's day, 1961-07-20",
        );
    }

    #[test]
    fn a_later_text_may_count_back_to_the_year() {
        let folder = Folder::new("report");
        check_one(&note("report:news/items.jsonl:line-3"), &folder.0, "Year");
    }

    #[test]
    fn a_missing_row_is_told_with_an_example_of_a_key() {
        let folder = Folder::new("missing-row");
        check_one(
            &note("table:cow_war_inter.csv:9-2-3-1961"),
            &folder.0,
            "notes.jsonl:1: cow_war_inter.csv has no row 9-2-3-1961; its keys look like 151-731-732-1950",
        );
    }

    #[test]
    fn a_missing_data_folder_leaves_notes_unchecked_and_says_so() {
        let found = check(&note("table:cow_war_inter.csv:7-365-731-1961"), Path::new("/nowhere"))
            .expect("a missing folder is no error");
        assert!(found.is_clean());
        assert_eq!(found.proofs[&Proof::Unchecked], 1);
        assert!(found.to_string().contains("missing: the data folder /nowhere"));
    }

    #[test]
    fn two_notes_may_not_share_an_id() {
        let twice = format!("{}\n{}", note("memory"), note("memory"));
        check_one(
            &twice,
            Path::new("/nowhere"),
            "Unsourced | notes.jsonl:2: `id` sample-1961-07-06-treaty is used twice",
        );
    }

    #[test]
    fn a_day_that_is_none_and_another_outlet_are_faults() {
        check_one(
            &note("memory").replace("1961-07-06", "1961-13-45"),
            Path::new("/nowhere"),
            "notes.jsonl:1: `date` \"1961-13-45\" is no day",
        );
        let found = check(&note("memory").replace(OUTLET, "The Daily"), Path::new("/nowhere"))
            .expect("the note is readable");
        assert!(found.faults[0].message.contains("`outlet` is \"The Daily\""));
    }

    #[test]
    fn a_document_of_another_year_is_a_fault() {
        check_one(
            &note("document:S/RES/82 (1950)"),
            Path::new("/nowhere"),
            "notes.jsonl:1: the document is of 1950, not of 1961-07-06",
        );
        assert!(parse_key("document:S/RES/82").is_err());
        assert!(parse_key("rumour:x").is_err());
    }
}
