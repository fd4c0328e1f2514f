//! The same event: reports joined by the program against reports joined by hand.
//!
//! In: pairs of reports that are one happening or are not, or the reports of
//! one day with the happening each tells of; the reports, without their text,
//! in `reports.jsonl` beside it; and the data that holds the documents.
//! Out: precision, recall and F1 over pairs; false merges, the share of joined
//! pairs that are different happenings; for a day B-cubed too (Bagga and
//! Baldwin 1998). All reports of the file are joined together, as an archive
//! would, so that a pair can also be joined by way of a third report.

use super::items::{self, Item, Labelled};
use super::shares;
use super::table::write_predictions;
use crate::failure::Failure;
use crate::inputs::InputArgs;
use crate::output;
use anyhow::Result;
use rapport_archive::joining::{FEATURES, Trace, features, groups, may_be_one};
use rapport_record::{DocumentKind, Report, Span};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// Runs the measure.
pub fn run(labels: &Path, data: &InputArgs, predictions: Option<&Path>) -> Result<()> {
    let known = Known::read(&reports_of(labels), data)?;
    let lines: Vec<Line> = items::read(labels, FORMAT)?;
    let (pairs, day) = sorted(&lines, &known);
    match (pairs.is_empty(), day.is_empty()) {
        (false, true) => score_pairs(&known, &pairs, predictions),
        (true, false) => score_blocks(&known, &day, predictions),
        _ => Err(Failure::input(
            format!(
                "{}: pairs and groups in one file, or reports that are not there",
                labels.display()
            ),
            format!("each line is a pair, or each line is a report with its event; see {FORMAT}"),
        )
        .into()),
    }
}

/// The reports that a file of labels names: beside it, `NAME-reports.jsonl` or `reports.jsonl`.
fn reports_of(labels: &Path) -> PathBuf {
    let name = labels.file_stem().unwrap_or_default().to_string_lossy();
    let own = labels.with_file_name(format!("{name}-reports.jsonl"));
    if own.exists() { own } else { labels.with_file_name("reports.jsonl") }
}

const FORMAT: &str = "gold/joining/README.md";

/// A line of labels: two reports and whether they are one happening, or a
/// report and the happening it tells of.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Pair { one: String, other: String, same: bool },
    Grouped { report: String, event: String },
}

/// A report as it is kept: without its text and the names in it.
#[derive(Deserialize)]
struct Kept {
    document: String,
    #[serde(flatten)]
    fields: serde_json::Map<String, Value>,
}

impl Labelled for Kept {
    const FORMAT: &'static str = FORMAT;

    fn item(&self) -> &str {
        &self.document
    }
}

/// The reports, as the join sees them.
struct Known {
    place: HashMap<String, usize>,
    traces: Vec<Trace>,
}

impl Known {
    fn read(file: &Path, data: &InputArgs) -> Result<Self> {
        let (items, _) = items::find::<Kept>(file, data)?;
        let mut known = Self { place: HashMap::new(), traces: Vec::new() };
        for item in items {
            let is_row = item.document.kind == DocumentKind::Row;
            let report = whole(item, file)?;
            known.place.insert(report.id.clone(), known.traces.len());
            known.traces.push(Trace::new(&report, is_row));
        }
        Ok(known)
    }
}

/// A kept report with its text and names again.
fn whole(item: Item<Kept>, file: &Path) -> Result<Report> {
    let number =
        |key: &str| item.labels.fields.get(key).and_then(Value::as_u64).unwrap_or(0) as usize;
    let start = number("sentence_start");
    let span = Span { start, end: start + number("text_chars") };
    let broken = |what: String| {
        Failure::input(
            format!("{}: a report of `{}`: {what}", file.display(), item.document.id),
            format!("see {FORMAT}"),
        )
    };
    let text = item.document.full_text();
    let text =
        span.of(&text).ok_or_else(|| broken("its sentence lies outside the document".into()))?;
    let mut report = json!({
        "document": item.document.id, "text": text, "sentence": 0, "sentence_start": start,
        "source": null, "target": null, "mode": null, "act": null, "about": [], "others": [],
        "contexts": [], "goods": [], "exchange": null, "purpose": null, "casualties": null,
        "place": null, "attributed_to": null, "reciprocal": false, "cameo": null,
        "goldstein": 0.0, "probability": 0.0, "trigger": null, "coder": "",
    });
    for (key, value) in &item.labels.fields {
        report[key] = value.clone();
    }
    for side in ["source", "target"] {
        if report[side].is_object() {
            let span: Option<Span> =
                serde_json::from_value(report[side]["span"].clone()).ok().flatten();
            report[side]["name"] = span.and_then(|span| span.of(text)).unwrap_or_default().into();
        }
    }
    serde_json::from_value(report).map_err(|error| broken(error.to_string()).into())
}

type Pairs = Vec<(usize, usize, bool)>;

/// The labels by the places of their reports; what the data lacks is left out.
fn sorted(lines: &[Line], known: &Known) -> (Pairs, Vec<(usize, String)>) {
    let (mut pairs, mut day) = (Vec::new(), Vec::new());
    for line in lines {
        match line {
            Line::Pair { one, other, same } => {
                if let (Some(&one), Some(&other)) = (known.place.get(one), known.place.get(other)) {
                    pairs.push((one, other, *same));
                }
            }
            Line::Grouped { report, event } => {
                if let Some(&report) = known.place.get(report) {
                    day.push((report, event.clone()));
                }
            }
        }
    }
    (pairs, day)
}

fn score_pairs(known: &Known, pairs: &Pairs, predictions: Option<&Path>) -> Result<()> {
    let joined = group_of(&groups(&known.traces));
    let mut score = Score::default();
    let mut written = Written::default();
    for &(one, other, same) in pairs {
        let is_joined = joined[&one] == joined[&other];
        score.add(same, is_joined);
        written.add("", same, is_joined, [&known.traces[one], &known.traces[other]]);
    }
    write_predictions(predictions, &written.0)?;
    score.print("joining pairs")
}

/// Scores the reports of each block (what stands before a colon in the name of
/// the happening; a day is one block) joined by themselves.
fn score_blocks(
    known: &Known,
    labels: &[(usize, String)],
    predictions: Option<&Path>,
) -> Result<()> {
    let mut blocks = BTreeMap::<&str, Vec<(usize, &String)>>::new();
    for (place, event) in labels {
        let block = event.split_once(':').map_or("", |(block, _)| block);
        blocks.entry(block).or_default().push((*place, event));
    }
    let mut score = Score::default();
    let mut written = Written::default();
    let (mut precision, mut recall) = (0.0, 0.0);
    let (mut by_hand, mut by_program) = (BTreeSet::<&String>::new(), 0);
    for (block, reports) in &blocks {
        let traces: Vec<Trace> =
            reports.iter().map(|&(place, _)| known.traces[place].clone()).collect();
        let joined = group_of(&groups(&traces));
        for one in 0..reports.len() {
            for other in 0..one {
                let same = reports[one].1 == reports[other].1;
                let is_joined = joined[&one] == joined[&other];
                score.add(same, is_joined);
                written.add(block, same, is_joined, [&traces[other], &traces[one]]);
            }
        }
        let of_block = b_cubed(reports.len(), |n| reports[n].1, |n| joined[&n]);
        precision += of_block.0 * reports.len() as f64;
        recall += of_block.1 * reports.len() as f64;
        by_hand.extend(reports.iter().map(|(_, event)| event));
        by_program += joined.values().collect::<BTreeSet<_>>().len();
    }
    write_predictions(predictions, &written.0)?;
    let what = if blocks.len() == 1 { "joining day" } else { "joining blocks" };
    score.print(what)?;
    let n = labels.len() as f64;
    output::line(format!("{what} B-cubed precision {:.2}", 100.0 * precision / n))?;
    output::line(format!("{what} B-cubed recall {:.2}", 100.0 * recall / n))?;
    output::line(format!(
        "{} reports: {} events by hand, {by_program} by the program",
        labels.len(),
        by_hand.len(),
    ))
}

/// Pairs with what is compared of them, for `train/joining.py`.
struct Written(String);

impl Default for Written {
    fn default() -> Self {
        Self(format!("block\tsame\tjoined\tcompared\tone key\t{}\n", FEATURES.join("\t")))
    }
}

impl Written {
    fn add(&mut self, block: &str, same: bool, is_joined: bool, [one, other]: [&Trace; 2]) {
        let flags = [same, is_joined, may_be_one(one, other), one.has_key_of(other)];
        let flags = flags.map(|flag| u8::from(flag).to_string()).join("\t");
        let values = features(one, other).map(|value| value.to_string()).join("\t");
        self.0.push_str(&format!("{block}\t{flags}\t{values}\n"));
    }
}

fn group_of(groups: &[Vec<usize>]) -> BTreeMap<usize, usize> {
    let of = groups.iter().enumerate();
    of.flat_map(|(group, members)| members.iter().map(move |&n| (n, group))).collect()
}

/// For every report, the share of its group that is of its event, and the share
/// of its event that is in its group; the means over all reports.
fn b_cubed<'a>(
    n: usize,
    event: impl Fn(usize) -> &'a String,
    group: impl Fn(usize) -> usize,
) -> (f64, f64) {
    let (mut precision, mut recall) = (0.0, 0.0);
    for one in 0..n {
        let both = (0..n).filter(|&o| event(o) == event(one) && group(o) == group(one)).count();
        precision += both as f64 / (0..n).filter(|&o| group(o) == group(one)).count() as f64;
        recall += both as f64 / (0..n).filter(|&o| event(o) == event(one)).count() as f64;
    }
    (precision / n as f64, recall / n as f64)
}

/// How joined pairs and true pairs meet.
#[derive(Default)]
struct Score {
    both: usize,
    joined: usize,
    same: usize,
}

impl Score {
    fn add(&mut self, same: bool, joined: bool) {
        self.both += usize::from(same && joined);
        self.joined += usize::from(joined);
        self.same += usize::from(same);
    }

    fn print(&self, name: &str) -> Result<()> {
        let f1 = 2.0 * self.both as f64 / (self.joined + self.same).max(1) as f64;
        output::line(format!("{name} F1 {:.2}", 100.0 * f1))?;
        output::line(shares::line(&format!("{name} precision"), self.both, self.joined))?;
        output::line(shares::line(&format!("{name} recall"), self.both, self.same))?;
        output::line(shares::line(
            &format!("{name} false merges"),
            self.joined - self.both,
            self.joined,
        ))
    }
}
