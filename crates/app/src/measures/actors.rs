//! Who is named: mentions found by the program against mentions marked by hand.
//!
//! In: labels (`gold/mentions/README.md`) and the data that holds the items.
//! Out: precision over the mentions found, recall over the `full` labels, the
//! shares with the right actor and the right role among those matched, by
//! source too, and the commonest errors. A mention matches a label if it covers
//! part of its head; of several, the closest, one to one. What overlaps a
//! label of another kind, or stands after `until`, counts neither way.

use super::items::{self, Item, Labelled};
use super::shares;
use super::table::write_predictions;
use crate::failure::Failure;
use crate::inputs::InputArgs;
use crate::output;
use anyhow::Result;
use rapport_coding::{Coder, NewsCoder, text};
use rapport_record::{Date, Document, Role, Span};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Runs the measure.
pub fn run(labels: &Path, data: &InputArgs, predictions: Option<&Path>) -> Result<()> {
    let (items, n_missing) = items::find::<Marked>(labels, data)?;
    let coder = NewsCoder::embedded();
    let mut all = Counts::default();
    let mut by_source = BTreeMap::<&str, Counts>::new();
    let mut errors = Vec::new();
    let mut foreign = 0;
    for item in &items {
        if is_skipped_for_language(&coder, item) {
            foreign += 1;
            continue;
        }
        let answer = compare(&coder, item, labels)?;
        all.add(&answer.counts);
        by_source.entry(&item.source).or_default().add(&answer.counts);
        errors.extend(answer.errors);
    }
    let mut written = "item\tsource\terror\tat\tspan\texpected\tgot\tsentence\n".to_owned();
    for error in &errors {
        written.push_str(&error.line());
    }
    write_predictions(predictions, &written)?;
    all.print("actors")?;
    for (source, counts) in &by_source {
        counts.print(&format!("actors {source}"))?;
    }
    output::line(format!("items: {} of {}", items.len(), items.len() + n_missing))?;
    output::line(format!("not in English, left out: {foreign} items"))?;
    output::line(format!("neither right nor wrong: {} mentions", all.neutral))?;
    output::line(format!(
        "without an id in the tables: {} matched labels, left out of `actor`",
        all.nameless
    ))?;
    let mut kinds = BTreeMap::<&str, usize>::new();
    for error in &errors {
        *kinds.entry(&error.kind).or_default() += 1;
    }
    items::print_commonest(kinds)
}

/// A line of the labels.
#[derive(Deserialize)]
struct Marked {
    item: String,
    date: Date,
    /// Where the marking ended.
    until: Option<usize>,
    mentions: Vec<Label>,
}

impl Labelled for Marked {
    const FORMAT: &'static str = "gold/mentions/README.md";

    fn item(&self) -> &str {
        &self.item
    }
}

/// A phrase marked by hand.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Label {
    span: Span,
    head: Span,
    actor: Option<String>,
    role: Option<Role>,
    kind: Kind,
}

/// Whether a label counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Full,
    Modifier,
    Bare,
    Pronoun,
    Private,
}

impl Label {
    fn is_full(&self) -> bool {
        self.kind == Kind::Full
    }

    /// An actor that has no id in the tables.
    fn is_nameless(&self) -> bool {
        self.actor.as_ref().is_none_or(|actor| actor.starts_with("name:"))
    }
}

/// A mention of the program, its span in code points of the document.
struct Told {
    span: Span,
    text: String,
    actor: String,
    role: Option<Role>,
    sentence: String,
}

#[derive(Default)]
struct Counts {
    told: usize,
    labelled: usize,
    matched: usize,
    nameless: usize,
    neutral: usize,
    right_actor: usize,
    right_role: usize,
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        self.told += other.told;
        self.labelled += other.labelled;
        self.matched += other.matched;
        self.nameless += other.nameless;
        self.neutral += other.neutral;
        self.right_actor += other.right_actor;
        self.right_role += other.right_role;
    }

    fn print(&self, name: &str) -> Result<()> {
        for (figure, right, n) in [
            ("precision", self.matched, self.told),
            ("recall", self.matched, self.labelled),
            ("actor", self.right_actor, self.matched - self.nameless),
            ("role", self.right_role, self.matched),
        ] {
            output::line(shares::line(&format!("{name} {figure}"), right, n))?;
        }
        Ok(())
    }
}

/// One thing that is not as it was marked.
struct Fault {
    item: String,
    source: String,
    kind: String,
    at: usize,
    span: String,
    expected: String,
    got: String,
    sentence: String,
}

impl Fault {
    fn line(&self) -> String {
        let Fault { item, source, kind, at, span, expected, got, sentence } = self;
        let cells = [item, source, kind, &at.to_string(), span, expected, got, sentence];
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace(['\t', '\n'], " ")).collect();
        format!("{}\n", cells.join("\t"))
    }
}

struct Answer {
    counts: Counts,
    errors: Vec<Fault>,
}

/// Whether the coder leaves an item unread for its language.
fn is_skipped_for_language(coder: &NewsCoder, item: &Item<Marked>) -> bool {
    let document = Document { published_on: item.labels.date, ..item.document.clone() };
    coder.code(&document).notes.iter().any(|note| note.reason == "language")
}

fn compare(coder: &NewsCoder, item: &Item<Marked>, file: &Path) -> Result<Answer> {
    let document = Document { published_on: item.labels.date, ..item.document.clone() };
    let full_text = document.full_text();
    let code_points: Vec<char> = full_text.chars().collect();
    let labels = placed(&item.labels, &code_points, file)?;
    let told = told(coder, &document, &full_text, item.labels.until);
    let pairs = pairs(&labels, &told);
    let words = |span: Span| code_points[span.start..span.end].iter().collect::<String>();
    let sentences = text::sentences(&full_text);
    let sentence = |at: usize| {
        let found = sentences.iter().rev().find(|sentence| sentence.start <= at);
        found.map_or(String::new(), |sentence| sentence.text.clone())
    };
    let mut counts = Counts::default();
    let mut errors = Vec::new();
    let mut fault = |kind: String, label: Option<&Label>, told: Option<&Told>| {
        let span = told.map_or_else(|| label.expect("one of both").span, |told| told.span);
        errors.push(Fault {
            item: item.labels.item.clone(),
            source: item.source.clone(),
            kind,
            at: label.map_or(span.start, |label| label.head.start),
            span: label.map_or_else(|| words(span), |label| words(label.span)),
            expected: label.map_or(String::new(), |label| {
                party(label.actor.as_deref().unwrap_or("?"), label.role)
            }),
            got: told.map_or(String::new(), |told| {
                format!("{} ({})", party(&told.actor, told.role), told.text)
            }),
            sentence: told.map_or_else(|| sentence(span.start), |told| told.sentence.clone()),
        });
    };
    for (index, label) in labels.iter().enumerate().filter(|(_, label)| label.is_full()) {
        counts.labelled += 1;
        let Some(&told_index) = pairs.get(&index) else {
            let within = told.iter().find(|one| overlap(one.span, label.span));
            fault(missed(label, &told).to_owned(), Some(label), within);
            continue;
        };
        let one = &told[told_index];
        counts.matched += 1;
        if label.is_nameless() {
            counts.nameless += 1;
        } else if label.actor.as_deref() == Some(&one.actor) {
            counts.right_actor += 1;
        } else {
            let expected = label.actor.as_deref().unwrap_or_default();
            fault(
                format!("wrong actor: {}", confused(&one.actor, expected)),
                Some(label),
                Some(one),
            );
        }
        if label.role == one.role {
            counts.right_role += 1;
        } else {
            let name = |role: Option<Role>| role.map_or("none", Role::as_str);
            let kind = format!("wrong role: {}, not {}", name(one.role), name(label.role));
            fault(kind, Some(label), Some(one));
        }
    }
    let matched: BTreeMap<usize, usize> =
        pairs.iter().map(|(&label, &told)| (told, label)).collect();
    for (index, one) in told.iter().enumerate() {
        match matched.get(&index) {
            Some(&label) if labels[label].is_full() => counts.told += 1,
            None if labels
                .iter()
                .all(|label| label.is_full() || !overlap(one.span, label.span)) =>
            {
                counts.told += 1;
                let (kind, label) = extra(one, &labels);
                fault(kind.to_owned(), label, Some(one));
            }
            _ => counts.neutral += 1,
        }
    }
    Ok(Answer { counts, errors })
}

/// The labels as they stand in the text. Where an item's title is empty, its
/// marks may count the two newlines after it, which the program leaves out:
/// of both, what cuts fewer words in two.
fn placed(marked: &Marked, code_points: &[char], file: &Path) -> Result<Vec<Label>> {
    let n = code_points.len();
    let spans = || marked.mentions.iter().flat_map(|label| [label.span, label.head]);
    let n_cut = |lead: usize| {
        let is_cut = |at: usize| {
            0 < at
                && at < n
                && code_points[at - 1].is_alphanumeric()
                && code_points[at].is_alphanumeric()
        };
        spans()
            .map(|span| match span.start.checked_sub(lead) {
                Some(start) if span.end - lead <= n => {
                    usize::from(is_cut(start)) + usize::from(is_cut(span.end - lead))
                }
                _ => 2,
            })
            .sum::<usize>()
    };
    let lead = if n_cut(2) < n_cut(0) { 2 } else { 0 };
    let moved = |span: Span| Span { start: span.start - lead, end: span.end - lead };
    let is_outside =
        |span: Span| span.end <= span.start || span.start < lead || n + lead < span.end;
    if let Some(span) = spans().find(|span| is_outside(*span)) {
        let message = format!(
            "{}: item {}: [{}, {}] is no span of its text, which has {n} code points",
            file.display(),
            marked.item,
            span.start,
            span.end
        );
        return Err(Failure::input(message, "the data holds another version of the item").into());
    }
    let label =
        |label: &Label| Label { span: moved(label.span), head: moved(label.head), ..label.clone() };
    Ok(marked.mentions.iter().map(label).collect())
}

/// What `rapport code --mentions` writes, up to where the marking ended.
fn told(
    coder: &NewsCoder,
    document: &Document,
    full_text: &str,
    until: Option<usize>,
) -> Vec<Told> {
    let sentences = text::sentences(full_text);
    let mentions = coder.mentions(document).into_iter().map(|mention| {
        let sentence = &sentences[mention.sentence];
        let Span { start, end } = mention.span;
        Told {
            span: Span { start: sentence.start + start, end: sentence.start + end },
            text: mention.text,
            actor: mention.actor,
            role: mention.role,
            sentence: sentence.text.clone(),
        }
    });
    mentions.filter(|one| until.is_none_or(|until| one.span.start < until)).collect()
}

/// Which label goes with which mention, one to one, the closest first.
fn pairs(labels: &[Label], told: &[Told]) -> BTreeMap<usize, usize> {
    let mut near = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        for (told_index, one) in told.iter().enumerate() {
            if overlap(one.span, label.head) {
                let distance = apart(one.span, label.head).min(apart(one.span, label.span));
                near.push((distance, !label.is_full(), index, told_index));
            }
        }
    }
    near.sort_unstable();
    let mut pairs = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (_, _, label, told) in near {
        if !pairs.contains_key(&label) && taken.insert(told) {
            pairs.insert(label, told);
        }
    }
    pairs
}

fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// How far the ends of two spans lie apart, in code points.
fn apart(one: Span, other: Span) -> usize {
    one.start.abs_diff(other.start) + one.end.abs_diff(other.end)
}

fn party(actor: &str, role: Option<Role>) -> String {
    role.map_or_else(|| actor.to_owned(), |role| format!("{actor}-{role}"))
}

fn missed(label: &Label, told: &[Told]) -> &'static str {
    if told.iter().any(|one| overlap(one.span, label.head)) {
        "missed: one mention for two actors"
    } else if told.iter().any(|one| overlap(one.span, label.span)) {
        "missed: found beside its head"
    } else if label.is_nameless() {
        "missed: nothing found, no id in the tables"
    } else {
        "missed: nothing found"
    }
}

fn extra<'l>(one: &Told, labels: &'l [Label]) -> (&'static str, Option<&'l Label>) {
    let full = || labels.iter().filter(|label| label.is_full());
    if let Some(label) = full().find(|label| overlap(one.span, label.head)) {
        ("extra: a second mention of one actor", Some(label))
    } else if let Some(label) = full().find(|label| overlap(one.span, label.span)) {
        ("extra: within another's phrase", Some(label))
    } else {
        ("extra: nobody there", None)
    }
}

fn confused(got: &str, expected: &str) -> &'static str {
    let is_state =
        |actor: &str| actor.len() == 3 && actor.bytes().all(|byte| byte.is_ascii_uppercase());
    match (is_state(got), is_state(expected)) {
        (true, true) => "another state",
        (true, false) => "a state for a body of its own",
        (false, true) => "a body or person for a state",
        (false, false) => "another body or person",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(span: [usize; 2], head: [usize; 2], kind: Kind) -> Label {
        let actor = Some("FRE".to_owned());
        Label { span: span.into(), head: head.into(), actor, role: None, kind }
    }

    fn mention(span: [usize; 2]) -> Told {
        let (text, actor, sentence) = (String::new(), String::new(), String::new());
        Told { span: span.into(), text, actor, role: None, sentence }
    }

    #[test]
    fn the_closest_mention_takes_the_label() {
        let labels = [label([0, 40], [20, 30], Kind::Full), label([32, 40], [32, 40], Kind::Full)];
        let told = [mention([18, 40]), mention([20, 30]), mention([50, 60])];
        assert_eq!(pairs(&labels, &told), BTreeMap::from([(0, 1), (1, 0)]));
    }

    #[test]
    fn a_mention_beside_the_head_matches_nothing() {
        let labels = [label([0, 40], [20, 30], Kind::Full)];
        let told = [mention([0, 19])];
        assert!(pairs(&labels, &told).is_empty());
        assert_eq!(missed(&labels[0], &told), "missed: found beside its head");
        assert_eq!(extra(&told[0], &labels).0, "extra: within another's phrase");
    }

    #[test]
    fn marks_of_an_item_with_an_empty_title_move_back() {
        let marked = |span: [usize; 2]| Marked {
            item: "a".to_owned(),
            date: Date::constant(2024, 6, 19),
            until: None,
            mentions: vec![label(span, span, Kind::Full)],
        };
        let text: Vec<char> = "Freedonia met Ruritania.".chars().collect();
        let place = |span| placed(&marked(span), &text, Path::new("labels.jsonl"));
        let span = |span| place(span).expect("it fits")[0].span;
        assert_eq!(span([0, 9]), Span { start: 0, end: 9 });
        assert_eq!(span([16, 25]), Span { start: 14, end: 23 });
        assert!(place([20, 90]).is_err());
    }
}
