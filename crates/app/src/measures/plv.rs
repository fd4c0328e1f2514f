//! Type given the pair, on a table in the PLV format.
//!
//! In: a TSV with `sentence`, `source`, `target`, `gold_root`. Out: macro-F1
//! over roots, quad classes and the two halves, in percent. The benchmark's
//! fifteen roots fold CONCEDE and RETREAT into YIELD (`docs/codebook.md`).

use crate::failure::Failure;
use crate::output;
use anyhow::Result;
use rapport_coding::{Coder, NewsCoder};
use rapport_record::{EventType, Quad, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

/// Runs the measure.
pub fn run(file: &Path, predictions: Option<&Path>) -> Result<()> {
    let rows = rows(file)?;
    let coder = NewsCoder::embedded();
    let mut roots = Vec::new();
    let mut written = String::new();
    for row in &rows {
        let spans = |name: &str| -> Vec<Span> {
            name.split(" | ").filter_map(|part| span_of(&row.sentence, part)).collect()
        };
        let answer = coder.classify(&row.sentence, &spans(&row.source), &spans(&row.target));
        let mut scores = BTreeMap::<&str, f64>::new();
        for (event_type, p) in &answer.distribution {
            *scores.entry(root(*event_type)).or_default() += p;
        }
        let predicted = scores
            .into_iter()
            .max_by(|one, other| one.1.total_cmp(&other.1))
            .map_or("", |(name, _)| name);
        written.push_str(&format!("{}\t{}\t{}\n", row.id, row.gold, predicted));
        roots.push((row.gold.clone(), predicted.to_owned()));
    }
    let map = |f: fn(&str) -> &'static str| -> Vec<(String, String)> {
        roots.iter().map(|(gold, told)| (f(gold).to_owned(), f(told).to_owned())).collect()
    };
    output::line(format!("plv root {:.2} ({} rows)", 100.0 * macro_f1(&roots), rows.len()))?;
    output::line(format!("plv quad {:.2}", 100.0 * macro_f1(&map(quad))))?;
    output::line(format!("plv binary {:.2}", 100.0 * macro_f1(&map(binary))))?;
    for (class, f1, n) in f1_by_class(&roots) {
        output::line(format!("plv {class} {:.2} ({n} rows)", 100.0 * f1))?;
    }
    if let Some(path) = predictions {
        std::fs::File::create(path).and_then(|mut out| out.write_all(written.as_bytes()))?;
    }
    Ok(())
}

struct Row {
    id: String,
    sentence: String,
    source: String,
    target: String,
    gold: String,
}

fn rows(file: &Path) -> Result<Vec<Row>> {
    let name = file.display().to_string();
    let hint = "the file is a TSV with columns sentence, source, target and gold_root";
    let input = crate::inputs::open_text(file)?;
    let mut table = csv::ReaderBuilder::new().delimiter(b'\t').flexible(true).from_reader(input);
    let header =
        table.headers().map_err(|error| Failure::input(format!("{name}: {error}"), hint))?.clone();
    let column = |wanted: &str| {
        header
            .iter()
            .position(|name| name == wanted)
            .ok_or_else(|| Failure::input(format!("{name}: no column `{wanted}`"), hint))
    };
    let (sentence, source, target, gold) =
        (column("sentence")?, column("source")?, column("target")?, column("gold_root")?);
    let mut rows = Vec::new();
    for (number, record) in table.records().enumerate() {
        let record = record.map_err(|error| Failure::input(format!("{name}: {error}"), hint))?;
        let cell = |index: usize| record.get(index).unwrap_or("").to_owned();
        rows.push(Row {
            id: (number + 1).to_string(),
            sentence: cell(sentence),
            source: cell(source),
            target: cell(target),
            gold: cell(gold).to_uppercase(),
        });
    }
    Ok(rows)
}

fn span_of(sentence: &str, part: &str) -> Option<Span> {
    let byte = sentence.find(part.trim())?;
    let start = sentence[..byte].chars().count();
    Some(Span { start, end: start + part.trim().chars().count() })
}

fn root(event_type: EventType) -> &'static str {
    match event_type {
        EventType::Concede | EventType::Retreat => "YIELD",
        other => other.as_str(),
    }
}

fn quad(root: &str) -> &'static str {
    if root == "YIELD" {
        return Quad::MaterialCooperation.as_str();
    }
    root.parse::<EventType>().map_or("", |event_type| event_type.quad().as_str())
}

fn binary(root: &str) -> &'static str {
    if quad(root).ends_with("cooperation") { "cooperation" } else { "conflict" }
}

fn macro_f1(pairs: &[(String, String)]) -> f64 {
    let by_class = f1_by_class(pairs);
    by_class.iter().map(|(_, f1, _)| f1).sum::<f64>() / by_class.len().max(1) as f64
}

fn f1_by_class(pairs: &[(String, String)]) -> Vec<(String, f64, usize)> {
    let classes: BTreeSet<&String> = pairs.iter().map(|(gold, _)| gold).collect();
    classes
        .into_iter()
        .map(|class| {
            let right =
                pairs.iter().filter(|(gold, told)| gold == class && told == class).count() as f64;
            let n_gold = pairs.iter().filter(|(gold, _)| gold == class).count();
            let n_told = pairs.iter().filter(|(_, told)| told == class).count();
            (class.clone(), 2.0 * right / (n_gold + n_told).max(1) as f64, n_gold)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(rows: &[(&str, &str)]) -> Vec<(String, String)> {
        rows.iter().map(|(gold, told)| ((*gold).to_owned(), (*told).to_owned())).collect()
    }

    #[test]
    fn macro_f1_is_the_mean_over_gold_classes() {
        // AID: precision 1, recall 1/2, F1 2/3; ASSAULT: precision 1/2, recall 1, F1 2/3.
        let f1 = macro_f1(&pairs(&[("AID", "AID"), ("AID", "ASSAULT"), ("ASSAULT", "ASSAULT")]));
        assert!((f1 - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn yields_fold_before_the_quad_is_told() {
        assert_eq!(quad("YIELD"), "material cooperation");
        assert_eq!(binary("ASSAULT"), "conflict");
    }
}
