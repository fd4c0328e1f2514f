//! Dates in news, against expressions of time marked by hand.
//!
//! In: a tar.gz of TimeML files (`times/timeml.rs`). Out: how many expressions
//! of type DATE are found, and for how many of those found the days are right.
//! - The creation time of a document is given, and not scored.
//! - Relaxed: the spans overlap; strict: they are equal. Each mark takes at most
//!   one expression. A range counts as its two ends, as TimeML marks it.
//! - Value accuracy is over the relaxed pairs: an answer is right if it covers
//!   the same days as the value (`times/value.rs`). For a part ("late 1991")
//!   that is the whole it is cut from, as in TimeML, where the part is another
//!   attribute. Value F1 counts only pairs of equal value as right
//!   (UzZaman et al. 2013, TempEval-3).
//! - Vague values (`PAST_REF`, `PRESENT_REF`, `FUTURE_REF`) are answered by
//!   `dates::find_vague`; every figure is told with and without them.
//! - What is found where a TIME, DURATION or SET is marked is neither right nor
//!   wrong; the last line counts it as wrong.
//!
//! Documents are split in two by a hash of their names. Errors of the open half
//! may be read, and `--predictions` shows them with their words; of the sealed
//! half it tells only what was predicted.

mod score;
mod timeml;
mod value;

use super::shares;
use super::table::write_predictions;
use crate::output;
use anyhow::Result;
use rapport_coding::dates::{Timeline, find_vague};
use rapport_coding::text;
use rapport_record::Span;
use score::{Counts, Pair, Right, Told};
use std::path::Path;
use timeml::Marked;
use value::Value;

/// Runs the measure.
pub fn run(file: &Path, predictions: Option<&Path>) -> Result<()> {
    let documents: Vec<(Marked, Vec<Pair>)> = timeml::read(file)?
        .into_iter()
        .map(|document| {
            let pairs = score::pair(&told(&document), &document.timexes);
            (document, pairs)
        })
        .collect();
    write_predictions(predictions, &written(&documents))?;
    let (open, sealed): (Vec<_>, Vec<_>) =
        documents.iter().partition(|(document, _)| score::is_open(&document.name));
    for (half, documents) in [("sealed", &sealed), ("open", &open)] {
        let per_document = |with_vague: bool| -> Vec<Counts> {
            let counts = documents.iter().map(|(_, pairs)| {
                Counts::of(pairs.iter().filter(|pair| with_vague || !pair.is_vague()))
            });
            counts.collect()
        };
        let with_vague = per_document(true);
        let sum = with_vague.iter().fold(Counts::default(), |sum, one| sum + *one);
        output::line(shares::line(
            &format!("times value accuracy{}", if half == "sealed" { "" } else { " open" }),
            sum.equal,
            sum.both,
        ))?;
        output::line(format!(
            "times {half}: {} documents, {} dates marked",
            documents.len(),
            sum.both + sum.missed
        ))?;
        tell(half, &with_vague)?;
        tell(&format!("{half} without vague"), &per_document(false))?;
        let strictest = Counts { extra: sum.extra + sum.other, ..sum };
        output::line(format!(
            "times {half} relaxed F1 {:.2} with the {} found on other types as wrong",
            100.0 * strictest.scores(sum.both)[2],
            sum.other
        ))?;
    }
    Ok(())
}

fn tell(name: &str, documents: &[Counts]) -> Result<()> {
    let sum = documents.iter().fold(Counts::default(), |sum, one| sum + *one);
    output::line(shares::line(&format!("times {name} value accuracy"), sum.equal, sum.both))?;
    let kinds: [(&str, Right); 3] = [
        ("relaxed", |counts| counts.both),
        ("strict", |counts| counts.strict),
        ("value", |counts| counts.equal),
    ];
    for (kind, right) in kinds {
        let [precision, recall, f1] = sum.scores(right(&sum)).map(|share| 100.0 * share);
        let interval = score::interval(documents, right).map_or_else(String::new, |(low, high)| {
            format!("; 95 % {:.1} to {:.1}", 100.0 * low, 100.0 * high)
        });
        output::line(format!(
            "times {name} {kind} F1 {f1:.2} (precision {precision:.2}, recall {recall:.2}{interval})"
        ))?;
    }
    Ok(())
}

/// What the program says of a document, left to right.
fn told(document: &Marked) -> Vec<Told> {
    let mut timeline = Timeline::new(document.created_on);
    let mut told = Vec::new();
    for sentence in text::sentences(&document.text) {
        let moved = |span: Span| Span {
            start: span.start + sentence.start,
            end: span.end + sentence.start,
        };
        let first = told.len();
        for expression in timeline.read(&sentence) {
            match expression.ends {
                Some(ends) => told.extend(
                    ends.map(|(span, days)| Told { span: moved(span), value: score::days(days) }),
                ),
                None => told.push(Told {
                    span: moved(expression.span),
                    value: score::days(expression.whole),
                }),
            }
        }
        for vague in find_vague(&sentence) {
            let span = moved(vague.span);
            let is_dated = told[first..]
                .iter()
                .any(|one| one.span.start < span.end && span.start < one.span.end);
            if !is_dated {
                told.push(Told { span, value: Value::Vague(vague.when) });
            }
        }
        told[first..].sort_by_key(|one| one.span.start);
    }
    told
}

fn written(documents: &[(Marked, Vec<Pair>)]) -> String {
    let mut written =
        "document\tstart\tend\tvalue\tverdict\tmarked\twords\tmarked_words\tcontext\n".to_owned();
    for (document, pairs) in documents {
        let is_open = score::is_open(&document.name);
        for pair in pairs {
            let (told, marked) = match pair {
                Pair::Both(told, span, value) => (Some(told), Some((span, value))),
                Pair::Missed(span, value) => (None, Some((span, value))),
                Pair::Extra(told) | Pair::OtherType(told) => (Some(told), None),
            };
            let name = &document.name;
            match told {
                Some(told) => {
                    let (start, end) = (told.span.start, told.span.end);
                    written.push_str(&format!("{name}\t{start}\t{end}\t{}", day_span(&told.value)));
                }
                None if is_open => written.push_str(&format!("{name}\t\t\t")),
                None => continue,
            }
            if is_open {
                let verdict = match pair {
                    Pair::Both(..) if pair.is_equal() => "right",
                    Pair::Both(..) => "wrong value",
                    Pair::Missed(..) => "missed",
                    Pair::Extra(_) => "extra",
                    Pair::OtherType(_) => "other type",
                };
                let words = |span: Span| one_line(span.of(&document.text).unwrap_or_default());
                let at = told.map(|told| told.span).or(marked.map(|(span, _)| *span));
                let around = at.unwrap_or(Span { start: 0, end: 0 });
                let n = document.text.chars().count();
                let context = Span {
                    start: around.start.saturating_sub(CONTEXT),
                    end: (around.end + CONTEXT).min(n),
                };
                written.push_str(&format!(
                    "\t{verdict}\t{}\t{}\t{}\t{}",
                    marked.map_or("", |(_, value)| value),
                    told.map_or_else(String::new, |told| words(told.span)),
                    marked.map_or_else(String::new, |(span, _)| words(*span)),
                    words(context)
                ));
            }
            written.push('\n');
        }
    }
    written
}

/// Code points shown on either side of an expression.
const CONTEXT: usize = 60;

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn day_span(value: &Value) -> String {
    match value {
        Value::Days(from, to) if from == to => from.to_string(),
        Value::Days(from, to) => format!("{from}..{to}"),
        Value::Vague(vague) => format!("{vague:?}").to_lowercase(),
        Value::Unknown => String::new(),
    }
}
