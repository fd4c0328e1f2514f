//! Reports judged one by one: a blind random draw, and what verdicts say of
//! the coder's precision.
//!
//! In: the reports that count, a number and a seed; or rows with verdicts. Out:
//! rows to judge, which show neither how sure the coder was nor which words
//! gave the deed away; or shares of right reports with 95 % Wilson intervals
//! (Wilson 1927).

use crate::measures::shares::{Draws, wilson};
use crate::told;
use rapport_record::Report;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

/// What is judged of a report.
pub const FIELDS: [&str; 5] = ["source", "type", "target", "certainty", "date"];

/// The columns of a file of verdicts.
pub const COLUMNS: [&str; 15] = [
    "id",
    "day",
    "outlet",
    "sentence",
    "source",
    "type",
    "target",
    "certainty",
    "days",
    "source_right",
    "type_right",
    "target_right",
    "certainty_right",
    "date_right",
    "error",
];

/// How many of [`COLUMNS`] show the report.
pub const N_SHOWN: usize = 9;

/// A report to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What the first columns show.
    pub shown: [String; N_SHOWN],
    /// Whether each of [`FIELDS`] is right; none where nobody has judged.
    pub verdict: Option<[bool; FIELDS.len()]>,
    /// What is wrong, in the judge's words.
    pub error: String,
}

impl Row {
    /// A report that nobody has judged.
    pub fn unjudged(report: &Report, outlet: Option<&str>) -> Self {
        let shown = [
            report.id.clone(),
            report.known_on.to_string(),
            outlet.unwrap_or_default().to_owned(),
            report.text.clone(),
            told::party(report.source.as_ref()),
            report.event_type.to_string(),
            told::party(report.target.as_ref()),
            report.certainty.to_string(),
            told::days(report.happened_on),
        ];
        Self { shown, verdict: None, error: String::new() }
    }

    /// As the file has it.
    pub fn cells(&self) -> Vec<String> {
        let mark = |is_right: bool| if is_right { "1" } else { "0" }.to_owned();
        let verdict = match self.verdict {
            Some(fields) => fields.map(mark),
            None => Default::default(),
        };
        [&self.shown[..], &verdict, std::slice::from_ref(&self.error)].concat()
    }
}

/// Which `n` of `n_reports` are drawn, in the order drawn: each as likely as any
/// other, none twice (Fisher and Yates 1938). The same seed draws the same.
pub fn draw(n_reports: usize, n: usize, seed: u64) -> Vec<usize> {
    let mut all: Vec<usize> = (0..n_reports).collect();
    let mut draws = Draws::new(seed);
    let n = n.min(n_reports);
    for place in 0..n {
        all.swap(place, place + draws.below(n_reports - place));
    }
    all.truncate(n);
    all
}

/// Asks for each row that is not judged yet: y (all right), n (then which fields
/// are wrong), s (skip) or q (quit). `save` keeps what was judged after each answer.
pub fn ask<E: From<io::Error>>(
    rows: &mut [Row],
    mut input: impl BufRead,
    mut out: impl Write,
    mut save: impl FnMut(&[Row]) -> Result<(), E>,
) -> Result<(), E> {
    let n_rows = rows.len();
    let fields = FIELDS.join(" ");
    for n in 0..n_rows {
        if rows[n].verdict.is_some() {
            continue;
        }
        let [_, day, outlet, sentence, source, event_type, target, certainty, days] =
            &rows[n].shown;
        writeln!(out, "\n{} of {n_rows}  {day}  {outlet}\n  {sentence}", n + 1)?;
        writeln!(out, "  {source} {event_type} {target}, {certainty}, {days}")?;
        let verdict = loop {
            let Some(answer) = answer(&mut input, &mut out, "all right? y/n/s(kip)/q(uit) ")?
            else {
                return Ok(());
            };
            match answer.as_str() {
                "y" | "yes" => break Some([true; FIELDS.len()]),
                "s" | "skip" => break None,
                "q" | "quit" => return Ok(()),
                "n" | "no" => {
                    let prompt = format!("which are wrong? ({fields}) ");
                    let Some(named) = answer_fields(&mut input, &mut out, &prompt)? else {
                        return Ok(());
                    };
                    break Some(named);
                }
                other => writeln!(out, "`{other}` is neither y, n, s nor q")?,
            }
        };
        if verdict.is_some() {
            rows[n].verdict = verdict;
            save(rows)?;
        }
    }
    Ok(())
}

/// A line, without blanks around it and in lower case; none at the end of the input.
fn answer(
    input: &mut impl BufRead,
    out: &mut impl Write,
    prompt: &str,
) -> io::Result<Option<String>> {
    write!(out, "{prompt}")?;
    out.flush()?;
    let mut line = String::new();
    let n_bytes = input.read_line(&mut line)?;
    Ok((0 < n_bytes).then(|| line.trim().to_lowercase()))
}

/// The verdict from the names of the fields that are wrong; asks until it is clear.
fn answer_fields(
    input: &mut impl BufRead,
    out: &mut impl Write,
    prompt: &str,
) -> io::Result<Option<[bool; FIELDS.len()]>> {
    loop {
        let Some(answer) = answer(input, out, prompt)? else { return Ok(None) };
        let words: Vec<&str> = answer.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        match words.iter().find(|word| !FIELDS.contains(word)) {
            Some(unknown) => writeln!(out, "`{unknown}` is none of: {}", FIELDS.join(", "))?,
            None if words.is_empty() => {
                writeln!(out, "name at least one of: {}", FIELDS.join(", "))?
            }
            None => return Ok(Some(FIELDS.map(|field| !words.contains(&field)))),
        }
    }
}

/// A row of a filled file of verdicts.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The report's id.
    pub id: String,
    /// Its type.
    pub event_type: String,
    /// Its outlet.
    pub outlet: String,
    /// Whether each of [`FIELDS`] is right; none where the row is not filled.
    pub verdict: Option<[bool; FIELDS.len()]>,
    /// What is wrong, in the judge's words.
    pub error: String,
}

/// Right ones out of all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Precision {
    /// "whole", "field", "type" or "outlet".
    pub row: &'static str,
    /// Which.
    pub name: String,
    /// How many are right.
    pub right: usize,
    /// Of how many.
    pub n: usize,
    /// The share.
    pub precision: f64,
    /// Lower end of the 95 % Wilson interval.
    pub low: f64,
    /// Upper end of it.
    pub high: f64,
}

impl Precision {
    fn new(row: &'static str, name: &str, (right, n): (usize, usize)) -> Self {
        let precision = right as f64 / n as f64;
        let (low, high) = wilson(right, n);
        // All of all is 1, and not a rounding above the end of its interval.
        let (low, high) = (low.min(precision).max(0.0), high.max(precision).min(1.0));
        Self { row, name: name.to_owned(), right, n, precision, low, high }
    }
}

/// Precision of the rows that are filled: of whole reports, field by field, and
/// of whole reports by type and by outlet; nothing where none is filled.
pub fn precision(rows: &[Judged]) -> Vec<Precision> {
    let filled: Vec<(&Judged, [bool; FIELDS.len()])> =
        rows.iter().filter_map(|row| Some((row, row.verdict?))).collect();
    if filled.is_empty() {
        return Vec::new();
    }
    let count = |is_right: &dyn Fn(&[bool; FIELDS.len()]) -> bool| {
        (filled.iter().filter(|(_, verdict)| is_right(verdict)).count(), filled.len())
    };
    let is_whole = |verdict: &[bool; FIELDS.len()]| verdict.iter().all(|is_right| *is_right);
    let mut found = vec![Precision::new("whole", "report", count(&is_whole))];
    for (n, field) in FIELDS.iter().enumerate() {
        found.push(Precision::new("field", field, count(&|verdict| verdict[n])));
    }
    let mut grouped = |row: &'static str, name: fn(&Judged) -> &str| {
        let mut counts = BTreeMap::<&str, (usize, usize)>::new();
        for (judged, verdict) in &filled {
            let count = counts.entry(name(judged)).or_default();
            count.0 += usize::from(is_whole(verdict));
            count.1 += 1;
        }
        found.extend(counts.into_iter().map(|(name, count)| Precision::new(row, name, count)));
    };
    grouped("type", |judged| &judged.event_type);
    grouped("outlet", |judged| &judged.outlet);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{day, report};

    fn rows(n: usize) -> Vec<Row> {
        let told = "FRE ASSAULT RUR alleged 2024-03-01";
        let row = |n: usize| {
            let report = report(&format!("d{n}"), "Freedonia struck.", told, day("2024-03-02"));
            Row::unjudged(&report, Some("Gazette"))
        };
        (0..n).map(row).collect()
    }

    /// What was judged by these answers, as marks; and what was said.
    fn judged(answers: &str) -> (Vec<String>, String) {
        let (mut rows, mut out, mut n_saved) = (rows(3), Vec::new(), 0);
        ask(&mut rows, answers.as_bytes(), &mut out, |_| {
            n_saved += 1;
            io::Result::Ok(())
        })
        .expect("it can be asked");
        let marks: Vec<String> = rows.iter().map(|row| row.cells()[N_SHOWN..].concat()).collect();
        assert_eq!(n_saved, marks.iter().filter(|marks| !marks.is_empty()).count());
        (marks, String::from_utf8(out).expect("text"))
    }

    #[test]
    fn a_seed_draws_the_same_and_none_twice() {
        let drawn = draw(100, 30, 7);
        assert_eq!(drawn, draw(100, 30, 7));
        assert_ne!(drawn, draw(100, 30, 8));
        let once: std::collections::BTreeSet<_> = drawn.iter().collect();
        assert_eq!((once.len(), draw(3, 30, 7).len()), (30, 3));
    }

    #[test]
    fn every_report_is_drawn_as_often_as_any_other() {
        let mut counts = [0_usize; 10];
        for seed in 0..10_000 {
            for n in draw(10, 3, seed) {
                counts[n] += 1;
            }
        }
        // 3,000 expected, standard deviation 46.
        assert!(counts.iter().all(|&n| (2_800..3_200).contains(&n)), "{counts:?}");
    }

    #[test]
    fn a_judge_does_not_see_how_sure_the_coder_was() {
        let (_, said) = judged("q\n");
        assert!(said.contains("FRE ASSAULT RUR, alleged, 2024-03-01"), "{said}");
        assert!(!said.contains("0.7"), "{said}");
        assert!(!rows(1)[0].cells().concat().contains("0.7"));
    }

    #[test]
    fn yes_no_skip_and_quit_keep_what_was_judged() {
        assert_eq!(judged("y\ns\nn\ntype, date\n").0, ["11111", "", "10110"]);
        assert_eq!(judged("y\nq\n").0, ["11111", "", ""]);
        assert_eq!(judged("y\n").0, ["11111", "", ""], "the input may end");
        let (marks, said) = judged("maybe\nn\nverb\n\ntarget\nq\n");
        assert_eq!(marks, ["11011", "", ""]);
        assert!(
            said.contains("`maybe` is neither") && said.contains("`verb` is none of"),
            "{said}"
        );
    }

    #[test]
    fn precision_is_by_field_type_and_outlet() {
        let row = |event_type: &str, outlet: &str, verdict| Judged {
            id: "d:0:0".to_owned(),
            event_type: event_type.to_owned(),
            outlet: outlet.to_owned(),
            verdict,
            error: String::new(),
        };
        let wrong_type = [true, false, true, true, true];
        let rows = [
            row("AID", "Gazette", Some([true; 5])),
            row("AID", "Herald", Some(wrong_type)),
            row("ASSAULT", "Gazette", Some([true; 5])),
            row("ASSAULT", "Gazette", None),
        ];
        let told: Vec<String> = precision(&rows)
            .iter()
            .map(|line| format!("{} {} {}/{}", line.row, line.name, line.right, line.n))
            .collect();
        let expected = [
            "whole report 2/3",
            "field source 3/3",
            "field type 2/3",
            "field target 3/3",
            "field certainty 3/3",
            "field date 3/3",
            "type AID 1/2",
            "type ASSAULT 1/1",
            "outlet Gazette 2/2",
            "outlet Herald 0/1",
        ];
        assert_eq!(told, expected);
        let whole = &precision(&rows)[0];
        assert!(whole.low < 2.0 / 3.0 && 2.0 / 3.0 < whole.high);
        assert!(precision(&rows[3..]).is_empty());
    }
}
