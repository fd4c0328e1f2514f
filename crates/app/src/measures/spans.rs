//! How many of the given source and target spans the tables know.
//!
//! In: a TSV in the PLV format, of which `sentence`, `marked_sentence`,
//! `source` and `target` are read. Out: the share of spans that resolve to a
//! state, organisation, group or role, over all spans and among those that
//! hold an actor, and the causes of the rest. A row's spans are called by its
//! number and side: `17-source`.

use super::table::{Table, percent, write_predictions};
use crate::output;
use anyhow::Result;
use rapport_coding::actors::{Found, FoundKind, Gazetteer};
use rapport_coding::text::{self, Sentence};
use rapport_record::{Date, Role};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// The day the sentences are read as of; the table tells none.
const DAY: Date = Date::constant(2019, 1, 1);

/// What the user asked for.
pub struct Options<'a> {
    /// A table `id,holds_actor,cause` of spans that somebody looked at.
    pub causes: Option<&'a Path>,
    /// Where to write what each span resolved to.
    pub predictions: Option<&'a Path>,
    /// Write only this many resolved spans, drawn at random.
    pub draw: Option<usize>,
    /// Where the draw begins.
    pub seed: u64,
}

/// Runs the measure.
pub fn run(file: &Path, options: &Options) -> Result<()> {
    let spans = spans(file)?;
    let causes = options.causes.map(causes).transpose()?.unwrap_or_default();
    let gazetteer = Gazetteer::embedded();
    let answers: Vec<Answer> = spans.iter().map(|span| resolve(&gazetteer, span)).collect();
    write_predictions(options.predictions, &told(&spans, &answers, &causes, options))?;
    let mut untold = BTreeMap::<&str, usize>::new();
    for side in ["source", "target"] {
        let of_side = || spans.iter().zip(&answers).filter(|(span, _)| span.side == side);
        let n = of_side().count();
        let resolved = of_side().filter(|(_, answer)| answer.is_resolved()).count();
        let mut without_actor = 0;
        for (span, _) in of_side().filter(|(_, answer)| !answer.is_resolved()) {
            let cause = causes.get(&span.id);
            without_actor += usize::from(cause.is_some_and(|cause| !cause.holds_actor));
            *untold.entry(cause.map_or("not looked at", |cause| &cause.cause)).or_default() += 1;
        }
        let with_actor = n - without_actor;
        output::line(format!(
            "spans {side} {:.2} ({resolved} of {with_actor} that hold an actor)",
            percent(resolved, with_actor)
        ))?;
        output::line(format!("spans {side} all {:.2} ({resolved} of {n})", percent(resolved, n)))?;
    }
    let mut untold: Vec<_> = untold.into_iter().collect();
    untold.sort_by_key(|&(cause, n)| (std::cmp::Reverse(n), cause));
    for (cause, n) in untold {
        output::line(format!("unresolved: {n} {cause}"))?;
    }
    Ok(())
}

/// A marked stretch of a sentence.
struct MarkedSpan {
    id: String,
    side: &'static str,
    sentence: String,
    words: String,
    /// Where it stands, in bytes of the sentence; several where it is marked twice.
    places: Vec<(usize, usize)>,
}

/// What a span resolved to.
#[derive(Default)]
struct Answer {
    actor: String,
    country: String,
    role: Option<Role>,
    kind: Option<FoundKind>,
}

impl Answer {
    fn is_resolved(&self) -> bool {
        !self.actor.is_empty() || self.role.is_some()
    }
}

struct Cause {
    holds_actor: bool,
    cause: String,
}

fn spans(file: &Path) -> Result<Vec<MarkedSpan>> {
    let table = Table::read(file)?;
    let what = "a TSV with columns sentence, marked_sentence, source and target";
    let sentence = table.column("sentence", what)?;
    let marked = table.column("marked_sentence", what)?;
    let sides = [("source", "s"), ("target", "t")];
    let mut spans = Vec::new();
    for (side, tag) in sides {
        let column = table.column(side, what)?;
        for (number, row) in table.rows().iter().enumerate() {
            let cell = |at: usize| row.get(at).unwrap_or("").to_owned();
            if cell(column).trim().is_empty() {
                continue;
            }
            spans.push(MarkedSpan {
                id: format!("{}-{side}", number + 1),
                side,
                places: places(&cell(sentence), &cell(marked), tag, cell(column).trim()),
                sentence: cell(sentence),
                words: cell(column).trim().to_owned(),
            });
        }
    }
    Ok(spans)
}

/// Where the marked stretches stand in the sentence without marks; where the
/// marks do not fit it, where the words first stand.
fn places(sentence: &str, marked: &str, tag: &str, words: &str) -> Vec<(usize, usize)> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let mut places = Vec::new();
    let mut plain = String::new();
    let mut rest = marked;
    let mut start = 0;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = ["<s>", "</s>", "<t>", "</t>"].iter().find(|mark| rest.starts_with(**mark))
        else {
            plain.push('<');
            rest = &rest[1..];
            continue;
        };
        if *end == open {
            start = plain.len();
        } else if *end == close {
            places.push((start, plain.len()));
        }
        rest = &rest[end.len()..];
    }
    plain.push_str(rest);
    if plain != sentence || places.is_empty() {
        return sentence.find(words).map(|at| (at, at + words.len())).into_iter().collect();
    }
    places
}

/// The best phrase within the span: one that names a doer before one that
/// tells only a role, and both before a place or a bare adjective.
fn resolve(gazetteer: &Gazetteer, span: &MarkedSpan) -> Answer {
    let mut best: Option<(u8, Answer)> = None;
    let mut home = String::new();
    let mut begin = 0;
    for sentence in text::sentences(&span.sentence) {
        let from = span.sentence[begin..].find(&sentence.text).map_or(begin, |at| begin + at);
        begin = from + sentence.text.len();
        for found in gazetteer.find(&sentence, DAY) {
            let (start, end) = bytes(&sentence, &found);
            let is_inside =
                span.places.iter().any(|&(open, close)| from + start < close && open < from + end);
            if !is_inside {
                continue;
            }
            let country = found.country.clone().unwrap_or_default();
            if home.is_empty() {
                home.clone_from(&country);
            }
            let rank = match found.kind {
                FoundKind::Agent if found.role.is_some() => 1,
                FoundKind::Agent => 3,
                FoundKind::Place | FoundKind::Adjective => 2,
                _ => 0,
            };
            if best.as_ref().is_none_or(|(other, _)| rank < *other) {
                let answer = Answer {
                    actor: found.actor,
                    country,
                    role: found.role,
                    kind: Some(found.kind),
                };
                best = Some((rank, answer));
            }
        }
    }
    let mut answer = best.map(|(_, answer)| answer).unwrap_or_default();
    if answer.kind == Some(FoundKind::Agent) {
        answer.country = home;
    }
    answer
}

fn bytes(sentence: &Sentence, found: &Found) -> (usize, usize) {
    let tokens = &sentence.tokens[found.tokens.clone()];
    (tokens[0].byte_start, tokens[tokens.len() - 1].byte_end)
}

fn causes(file: &Path) -> Result<HashMap<String, Cause>> {
    let table = Table::read(file)?;
    let what = "a CSV with columns id, holds_actor (0 or 1) and cause";
    let (id, holds, cause) = (
        table.column("id", what)?,
        table.column("holds_actor", what)?,
        table.column("cause", what)?,
    );
    let cell = |row: &csv::StringRecord, at: usize| row.get(at).unwrap_or("").trim().to_owned();
    let read = |row| {
        (cell(row, id), Cause { holds_actor: cell(row, holds) != "0", cause: cell(row, cause) })
    };
    Ok(table.rows().iter().map(read).collect())
}

/// One line a span; of a draw, the drawn ones in the order drawn.
fn told(
    spans: &[MarkedSpan],
    answers: &[Answer],
    causes: &HashMap<String, Cause>,
    options: &Options,
) -> String {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    if let Some(n) = options.draw {
        order.retain(|&at| answers[at].is_resolved());
        shuffle(&mut order, options.seed);
        order.truncate(n);
    }
    let mut text = "id\tactor\tcountry\trole\tkind\tcause\tspan\tsentence\n".to_owned();
    for at in order {
        let (span, answer) = (&spans[at], &answers[at]);
        let role = answer.role.map_or("", Role::as_str);
        let kind = answer.kind.map(|kind| format!("{kind:?}").to_lowercase()).unwrap_or_default();
        let cause = causes.get(&span.id).filter(|_| !answer.is_resolved());
        let cause = cause.map_or("", |cause| &cause.cause);
        let (id, actor, country) = (&span.id, &answer.actor, &answer.country);
        let (words, sentence) = (&span.words, &span.sentence);
        text.push_str(&format!(
            "{id}\t{actor}\t{country}\t{role}\t{kind}\t{cause}\t{words}\t{sentence}\n"
        ));
    }
    text
}

/// Fisher and Yates, with numbers by splitmix64 (Steele, Lea and Flood 2014).
fn shuffle(order: &mut [usize], seed: u64) {
    let mut state = seed;
    for at in (1..order.len()).rev() {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        order.swap(at, (z % (at as u64 + 1)) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_stretch_is_found_where_it_is_marked() {
        let sentence = "Ruritania fears that Ruritania loses.";
        let marked = "Ruritania fears that <s>Ruritania</s> loses.";
        assert_eq!(places(sentence, marked, "s", "Ruritania"), [(21, 30)]);
        assert_eq!(places(sentence, "something else", "s", "Ruritania"), [(0, 9)]);
    }

    #[test]
    fn a_draw_is_the_same_each_time() {
        let mut order: Vec<usize> = (0..10).collect();
        let mut again = order.clone();
        shuffle(&mut order, 7);
        shuffle(&mut again, 7);
        assert_eq!(order, again);
        again.sort_unstable();
        assert_eq!(again, (0..10).collect::<Vec<_>>());
    }
}
