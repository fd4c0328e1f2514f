//! Sentences of our own with their labels, against the model and the coder.
//!
//! In: sentences marked up as in `gold/corpus/README.md`. Out, given the marked
//! phrases: events found with their type, type and certainty of labelled
//! events, and direction (of events whose reverse is not told too: whether the
//! model holds them likelier than the reverse); and the direction of the
//! reports that `code` writes between two marked phrases.

use super::shares;
use crate::failure::Failure;
use crate::output;
use anyhow::Result;
use rapport_coding::{Coder, NewsCoder, Scored, UNTOLD_DAY};
use rapport_record::{Certainty, Date, Document, EventType, Party, Span};
use std::path::Path;

/// The day the sentences are read on; nothing measured here depends on it.
const DAY: Date = Date::constant(2019, 6, 12);

/// Runs the measure.
pub fn run(file: &Path) -> Result<()> {
    let text = std::io::read_to_string(crate::inputs::open_text(file)?)?;
    let coder = NewsCoder::embedded();
    let mut tally = Tally::default();
    for block in text.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let marked = marked(block).ok_or_else(|| {
            let number = block.trim().lines().next().unwrap_or_default();
            Failure::input(
                format!(
                    "{}: sentence {number}: not in the form of marked sentences",
                    file.display()
                ),
                "see `gold/corpus/README.md`, \"Written sentences\"",
            )
        })?;
        tally.add(&coder, &marked);
    }
    tally.print()
}

/// Right ones, and all.
type Share = (usize, usize);

#[derive(Default)]
struct Tally {
    told: Share,
    found: Share,
    types: Share,
    certainty: Share,
    direction: Share,
    coded: Share,
}

impl Tally {
    fn add(&mut self, coder: &NewsCoder, marked: &Marked) {
        let scored = coder.score_pairs(&marked.text, &marked.spans, UNTOLD_DAY);
        let of =
            |source, target| scored.iter().find(|one| (one.source, one.target) == (source, target));
        for one in &scored {
            for event_type in coder.sure_types(one) {
                let is_labelled = |event: &Event| {
                    (event.source, event.target, event.event_type)
                        == (one.source, one.target, event_type)
                };
                count(&mut self.told, marked.events.iter().any(is_labelled));
            }
        }
        let reports = coder.code(&Document::plain("sentence", DAY, marked.text.as_str())).reports;
        for event in &marked.events {
            let one = of(event.source, event.target);
            let is_found = one.is_some_and(|one| coder.sure_types(one).contains(&event.event_type));
            count(&mut self.found, is_found);
            let best = one.map(|one| one.ranked()[0].0);
            count(&mut self.types, best == Some(event.event_type));
            count(&mut self.certainty, one.map(Scored::certainty) == Some(event.certainty));
            let (Some(source), Some(target)) = (event.source, event.target) else { continue };
            let is_both_ways = marked
                .events
                .iter()
                .any(|other| (other.source, other.target) == (event.target, event.source));
            if is_both_ways {
                continue;
            }
            let event_probability = |one: Option<&Scored>| one.map_or(0.0, |one| 1.0 - one.none);
            let back = of(event.target, event.source);
            count(&mut self.direction, event_probability(back) < event_probability(one));
            let is_told = |source: usize, target: usize| {
                reports.iter().any(|report| {
                    is_in(&report.source, marked.spans[source])
                        && is_in(&report.target, marked.spans[target])
                })
            };
            let (forth, back) = (is_told(source, target), is_told(target, source));
            if forth || back {
                count(&mut self.coded, forth && !back);
            }
        }
    }

    fn print(&self) -> Result<()> {
        for (name, share) in [
            ("precision", self.told),
            ("recall", self.found),
            ("type given", self.types),
            ("certainty given", self.certainty),
            ("direction given", self.direction),
            ("direction coded", self.coded),
        ] {
            output::line(shares::line(&format!("written {name}"), share.0, share.1))?;
        }
        Ok(())
    }
}

fn count(share: &mut Share, is_right: bool) {
    share.0 += usize::from(is_right);
    share.1 += 1;
}

fn is_in(party: &Option<Party>, span: Span) -> bool {
    let of = party.as_ref().and_then(|party| party.span);
    of.is_some_and(|of| of.start < span.end && span.start < of.end)
}

/// A sentence with its marked actors and events.
#[derive(Debug, PartialEq)]
struct Marked {
    text: String,
    spans: Vec<Span>,
    events: Vec<Event>,
}

/// A labelled event; sides index the spans, none for nobody.
#[derive(Debug, PartialEq)]
struct Event {
    source: Option<usize>,
    target: Option<usize>,
    event_type: EventType,
    certainty: Certainty,
}

/// Reads a block: a number, the sentence with `[n CODE ROLE: phrase]`, events
/// `n>m TYPE certainty "word"`.
fn marked(block: &str) -> Option<Marked> {
    let mut lines = block.trim().lines();
    lines.next()?.trim().parse::<u32>().ok()?;
    let mut rest = lines.next()?;
    let (mut text, mut spans, mut names) = (String::new(), Vec::new(), Vec::new());
    while let Some((before, after)) = rest.split_once('[') {
        let (mark, after) = after.split_once(']')?;
        let (head, phrase) = mark.split_once(": ")?;
        text.push_str(before);
        let start = text.chars().count();
        text.push_str(phrase);
        spans.push(Span { start, end: text.chars().count() });
        names.push(head.split(' ').next()?);
        rest = after;
    }
    text.push_str(rest);
    let side = |name: &str| -> Option<Option<usize>> {
        if name == "-" {
            return Some(None);
        }
        names.iter().position(|other| *other == name).map(Some)
    };
    let mut events = Vec::new();
    for line in lines {
        let mut words = line.split(' ');
        let (source, target) = words.next()?.split_once('>')?;
        events.push(Event {
            source: side(source)?,
            target: side(target)?,
            event_type: words.next()?.parse().ok()?,
            certainty: words.next()?.parse().ok()?,
        });
    }
    Some(Marked { text, spans, events })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_a_sentence_with_spans_and_events() {
        let block = "13\n[1 FRE MIL: Warships], shadowed by [2 RUR -: Ruritania], passed.\n\
                     2>1 MOBILIZE reported \"shadowed\"\n2>- COERCE denied \"passed\"";
        let found = marked(block).unwrap();
        assert_eq!(found.text, "Warships, shadowed by Ruritania, passed.");
        assert_eq!(found.spans[1], Span { start: 22, end: 31 });
        assert_eq!((found.events[0].source, found.events[0].target), (Some(1), Some(0)));
        assert_eq!(found.events[1].target, None);
        assert_eq!(found.events[1].certainty, Certainty::Denied);
    }

    #[test]
    fn what_is_not_in_form_is_no_block() {
        assert_eq!(marked("thirteen\nA sentence."), None);
        assert_eq!(marked("1\n[1 FRE: Warships] passed.\n1>7 AID reported \"passed\""), None);
    }
}
