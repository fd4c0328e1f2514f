//! Runs the cases of `gold/`: a text, and the reports a careful person would write.
//!
//! `GOLD=update cargo test -p rapport-coding --test gold` brings the `TODO:`
//! lines up to date; `gold/README.md` describes the format. Nothing here knows
//! how a coder works: it sees only [`Coder`].

use rapport_coding::actors::Gazetteer;
use rapport_coding::{Coder, NewsCoder};
use rapport_record::{Date, Dated, Document, Goods, Ontology, Party, Report};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A Wednesday; when a case is published unless it says otherwise.
const PUBLISHED_ON: Date = Date::constant(2024, 6, 19);

#[test]
fn every_gold_case_is_answered_as_written_or_known_to_be_wrong() {
    let coder = coder();
    let is_update = std::env::var("GOLD").is_ok_and(|value| value == "update");
    let mut failures = String::new();
    let (mut n_right, mut n_all) = (0, 0);
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("a gold file is readable");
        let name = path.file_name().expect("a gold file has a name").to_string_lossy().into_owned();
        let mut file = File::parse(&name, &text);
        let mut n_right_here = 0;
        for case in &mut file.cases {
            let answer = answer(&coder, case);
            n_right_here += usize::from(answer == case.expected);
            judge(&name, case, &answer, is_update, &mut failures);
        }
        println!("{name:<24} {n_right_here:>3} of {:>3} right", file.cases.len());
        n_right += n_right_here;
        n_all += file.cases.len();
        if is_update {
            let rewritten = file.rewritten();
            if rewritten != text {
                std::fs::write(&path, rewritten).expect("a gold file is writable");
            }
        }
    }
    println!("gold: {n_right} of {n_all} right");
    assert!(0 < n_all, "no gold cases found in {}", folder().display());
    assert!(failures.is_empty(), "{failures}");
}

/// The coder under test, which knows the invented countries too.
fn coder() -> impl Coder {
    let tables: Vec<(String, String)> = ["states", "names", "people", "tenures", "groups"]
        .iter()
        .map(|kind| {
            let path = folder().join(format!("invented/{kind}.csv"));
            let text = std::fs::read_to_string(&path).expect("the invented tables are readable");
            (format!("gold/invented/{kind}.csv"), text)
        })
        .collect();
    let tables: Vec<(&str, &str)> =
        tables.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let gazetteer = Gazetteer::embedded().with(&tables).expect("the invented tables are sound");
    NewsCoder::new(gazetteer, Ontology::embedded())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold")
}

fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).expect("the folder gold/ is there");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder entry is readable").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .filter(|path| path.file_name().is_some_and(|name| name != "README.md"))
        .collect();
    paths.sort();
    paths
}

/// Compares, and either notes the failure or brings the `TODO:` line up to date.
fn judge(file: &str, case: &mut Case, answer: &Rows, is_update: bool, failures: &mut String) {
    let is_right = *answer == case.expected;
    let told = one_line(answer);
    let place = format!("gold/{file}:{}: {}", case.line, case.title);
    if is_update {
        case.todo = (!is_right).then_some(told);
        return;
    }
    let fault = match (&case.todo, is_right) {
        (None, true) => return,
        (Some(old), false) if *old == told => return,
        (Some(old), false) => {
            println!("{place}: wrong in another way\n  was {old}\n  now {told}");
            return;
        }
        (Some(_), true) => "right now; GOLD=update removes its TODO line".to_owned(),
        (None, false) => {
            format!("expected {}\n  answered {told}", one_line(&case.expected))
        }
    };
    writeln!(failures, "{place}\n  {fault}").expect("writing to a string");
}

fn answer(coder: &impl Coder, case: &Case) -> Rows {
    let mut document = Document::plain("gold", case.published_on, case.text.clone());
    document.section = case.section.clone();
    document.lang = Some("en".to_owned());
    let coded = coder.code(&document);
    let mut rows: Rows = coded
        .reports
        .iter()
        .map(|report| case.columns.iter().map(|column| cell(report, column)).collect())
        .collect();
    rows.sort();
    if let Some(at) = case.columns.iter().position(|column| column == "exchange") {
        letter_exchanges(&mut rows, at);
    }
    rows
}

/// The cells of each row, rows sorted.
type Rows = Vec<Vec<String>>;

/// Every column a table may have.
const COLUMNS: &[&str] = &[
    "source",
    "type",
    "target",
    "certainty",
    "day",
    "act",
    "about",
    "by",
    "goods",
    "amounts",
    "purpose",
    "killed",
    "exchange",
    "both",
    "mode",
];

fn cell(report: &Report, column: &str) -> String {
    let or_dash = |text: Option<&str>| text.unwrap_or("-").to_owned();
    let listed = |mut words: Vec<&str>| {
        words.sort_unstable();
        if words.is_empty() { "-".to_owned() } else { words.join(", ") }
    };
    match column {
        "source" => party(report.source.as_ref()),
        "type" => report.event_type.to_string(),
        "target" => party(report.target.as_ref()),
        "certainty" => report.certainty.to_string(),
        "day" => day(report.happened_on),
        "act" => report.act.as_ref().map_or("-".to_owned(), |act| {
            let id = |id: &Option<String>| or_dash(id.as_deref());
            format!("{} {} {}", act.event_type, id(&act.source), id(&act.target))
        }),
        "about" => listed(report.about.iter().map(String::as_str).collect()),
        "by" => or_dash(report.attributed_to.as_deref()),
        "goods" => listed(report.goods.iter().map(|goods| goods.kind.as_str()).collect()),
        "amounts" => {
            let amounts: Vec<String> = report.goods.iter().map(amount).collect();
            listed(amounts.iter().map(String::as_str).collect())
        }
        "purpose" => or_dash(report.purpose.as_deref()),
        "killed" => {
            let killed = report.casualties.as_ref().and_then(|casualties| casualties.killed);
            killed.map_or("-".to_owned(), |killed| killed.to_string())
        }
        "exchange" => or_dash(report.exchange.as_deref()),
        "both" => (if report.reciprocal { "yes" } else { "-" }).to_owned(),
        "mode" => or_dash(report.mode.as_deref()),
        other => unreachable!("`{other}` is checked against COLUMNS where it is read"),
    }
}

/// "vehicles 31", "money 14000000000 USD", "fuel".
fn amount(goods: &Goods) -> String {
    let quantity = goods.quantity.map_or(String::new(), |quantity| format!(" {quantity}"));
    let unit = goods.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
    format!("{}{quantity}{unit}", goods.kind)
}

/// "RUS-MIL", "un-security-council", "-".
fn party(party: Option<&Party>) -> String {
    let Some(party) = party else { return "-".to_owned() };
    let is_state = party.actor.bytes().all(|byte| byte.is_ascii_uppercase());
    match party.role {
        Some(role) if is_state => format!("{}-{role}", party.actor),
        _ => party.actor.clone(),
    }
}

/// "2024-06-19", "2024-06", "1961", "2024-06-20..".
fn day(dated: Dated) -> String {
    let Dated { from, to, .. } = dated;
    if from == to {
        from.to_string()
    } else if to == Dated::OPEN {
        format!("{from}..")
    } else if (from, to) == (from.first_of_year(), from.last_of_year()) {
        format!("{:04}", from.year())
    } else if (from, to) == (from.first_of_month(), from.last_of_month()) {
        format!("{:04}-{:02}", from.year(), from.month())
    } else {
        format!("{from}..{to}")
    }
}

/// Exchange ids are the coder's own; here the first is `a`, the next `b`.
fn letter_exchanges(rows: &mut Rows, at: usize) {
    let mut letters: BTreeMap<String, char> = BTreeMap::new();
    for row in rows {
        if row[at] != "-" {
            let next = char::from(b'a' + u8::try_from(letters.len()).unwrap_or(25).min(25));
            row[at] = letters.entry(row[at].clone()).or_insert(next).to_string();
        }
    }
}

const NOTHING: &str = "nothing";

fn one_line(rows: &Rows) -> String {
    if rows.is_empty() {
        return NOTHING.to_owned();
    }
    rows.iter().map(|row| row.join(" | ")).collect::<Vec<_>>().join("; ")
}

struct Case {
    title: String,
    /// Line of the title, from 1.
    line: usize,
    published_on: Date,
    section: Option<String>,
    text: String,
    columns: Vec<String>,
    expected: Rows,
    todo: Option<String>,
    /// The line, from 1, after which a `TODO:` line belongs.
    end: usize,
}

struct File<'t> {
    /// Without the `TODO:` lines and the blank line before each.
    lines: Vec<&'t str>,
    cases: Vec<Case>,
}

const TODO: &str = "TODO: now ";

impl<'t> File<'t> {
    /// # Panics
    /// If the file is not written as `gold/README.md` says.
    fn parse(name: &str, text: &'t str) -> Self {
        let mut file = File { lines: Vec::new(), cases: Vec::new() };
        for (index, line) in text.lines().enumerate() {
            let place = format!("gold/{name}:{}", index + 1);
            if let Some(told) = line.strip_prefix(TODO) {
                let case = file.cases.last_mut().expect("a TODO line stands under a case");
                case.todo = Some(told.to_owned());
                if file.lines.last().is_some_and(|last| last.is_empty()) {
                    file.lines.pop();
                }
                continue;
            }
            file.lines.push(line);
            let n_lines = file.lines.len();
            if let Some(title) = line.strip_prefix("## ") {
                file.cases.push(Case::new(title, index + 1));
            } else if let Some(case) = file.cases.last_mut() {
                case.take(line, n_lines, &place);
            }
        }
        for case in &mut file.cases {
            assert!(!case.text.is_empty(), "gold/{name}:{}: no text (`> ...`)", case.line);
            assert!(0 < case.end, "gold/{name}:{}: no table and no `No report.`", case.line);
            case.expected.sort();
        }
        file
    }

    /// The file with the `TODO:` lines the cases now have.
    fn rewritten(&self) -> String {
        let mut text = String::new();
        for (index, line) in self.lines.iter().enumerate() {
            text.push_str(line);
            text.push('\n');
            let case = self.cases.iter().find(|case| case.end == index + 1);
            if let Some(todo) = case.and_then(|case| case.todo.as_ref()) {
                text.push_str(&format!("\n{TODO}{todo}\n"));
            }
        }
        text
    }
}

impl Case {
    fn new(title: &str, line: usize) -> Self {
        Self {
            title: title.to_owned(),
            line,
            published_on: PUBLISHED_ON,
            section: None,
            text: String::new(),
            columns: Vec::new(),
            expected: Vec::new(),
            todo: None,
            end: 0,
        }
    }

    /// Reads one line below the title.
    fn take(&mut self, line: &str, n_lines: usize, place: &str) {
        if let Some(day) = line.strip_prefix("Published: ") {
            self.published_on =
                day.trim().parse().unwrap_or_else(|_| panic!("{place}: `{day}` is no day"));
        } else if let Some(section) = line.strip_prefix("Section: ") {
            self.section = Some(section.trim().to_owned());
        } else if let Some(text) = line.strip_prefix("> ") {
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(text.trim());
        } else if line == "No report." {
            self.columns = COLUMNS[..5].iter().map(ToString::to_string).collect();
            self.end = n_lines;
        } else if let Some(cells) = line.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')) {
            let cells: Vec<String> = cells.split('|').map(|cell| cell.trim().to_owned()).collect();
            self.take_row(cells, place);
            self.end = n_lines;
        }
    }

    fn take_row(&mut self, cells: Vec<String>, place: &str) {
        if self.columns.is_empty() {
            for name in &cells {
                assert!(
                    COLUMNS.contains(&name.as_str()),
                    "{place}: `{name}` is no column; known are: {}",
                    COLUMNS.join(", ")
                );
            }
            self.columns = cells;
        } else if !cells.iter().all(|cell| cell.bytes().all(|byte| byte == b'-') && 3 <= cell.len())
        {
            assert_eq!(cells.len(), self.columns.len(), "{place}: not as many cells as columns");
            self.expected.push(cells);
        }
    }
}

#[test]
fn a_file_without_changes_is_rewritten_as_it_is() {
    let text = "# Theme\n\n## One\n\nRule.\n\n> A text.\n\n| source | type |\n|---|---|\n| FRE | AID |\n\nTODO: now nothing\n\n## Two\n\n> Another.\n\nNo report.\n";
    let file = File::parse("theme.md", text);
    assert_eq!(file.rewritten(), text);
    assert_eq!(file.cases[0].todo.as_deref(), Some("nothing"));
    assert_eq!(file.cases[0].expected, vec![vec!["FRE".to_owned(), "AID".to_owned()]]);
    assert!(file.cases[1].expected.is_empty());
}

#[test]
fn a_todo_line_is_added_under_the_table_and_removed_again() {
    let without = "## One\n\n> A text.\n\nNo report.\n\n## Two\n\n> Another.\n\nNo report.\n";
    let mut file = File::parse("theme.md", without);
    file.cases[1].todo = Some("FRE | AID | RUR | reported | 2024-06-19".to_owned());
    let with = file.rewritten();
    assert!(with.ends_with("No report.\n\nTODO: now FRE | AID | RUR | reported | 2024-06-19\n"));
    let mut file = File::parse("theme.md", &with);
    file.cases[1].todo = None;
    assert_eq!(file.rewritten(), without);
}
