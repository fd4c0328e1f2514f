//! Whether what happened is told, and what is told happened: reports against
//! events labelled by hand.
//!
//! In: labels (`gold/corpus/README.md`) and the data that holds the items.
//! Out: precision and recall of whole reports, of (source country, target
//! country, type) and of pairs, reports where nothing happened between actors,
//! certainty, attribution and the deed inside a stance, each with the middle
//! 95 % of 1,000 draws of items; whether probabilities mean what they say; the
//! commonest errors. Reports and events go together one to one within an item ([`deeds::pairs`]); what the same words tell both ways counts
//! one in all ([`deeds::weights`]).

mod calibration;
mod deeds;

use super::items::{self, Item, Labelled};
use super::shares::{self, Draws};
use super::table::write_predictions;
use crate::failure::Failure;
use crate::inputs::InputArgs;
use crate::{output, pipeline};
use anyhow::Result;
use deeds::{Agreement, Deed, Level, Side};
use rapport_coding::NewsCoder;
use rapport_coding::actors::Gazetteer;
use rapport_record::{Certainty, Date, Dated, Document, EventType, Party, Report, Role, Span};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Draws of the bootstrap, and where they begin.
const N_DRAWS: usize = 1_000;
const SEED: u64 = 20_261_124;

/// Runs the measure.
pub fn run(labels: &Path, data: &InputArgs, predictions: Option<&Path>) -> Result<()> {
    let (items, n_missing) = items::find::<Marked>(labels, data)?;
    let coder = NewsCoder::embedded();
    let documents = items.iter().map(|item| Document {
        published_on: item.labels.date.unwrap_or(item.document.published_on),
        ..item.document.clone()
    });
    let coded = pipeline::code(&coder, documents.collect());
    let mut counts = Vec::new();
    let mut errors = BTreeMap::<String, usize>::new();
    let mut surety = Vec::new();
    let mut written = "item\tsource\terror\texpected\tgot\tsentence\n".to_owned();
    for (item, (document, coded)) in items.iter().zip(&coded) {
        let labelled = item.labels.deeds(coder.gazetteer(), document.published_on, labels)?;
        let until = item.labels.until.unwrap_or(usize::MAX);
        let reports: Vec<&Report> =
            coded.reports.iter().filter(|report| report.sentence_start < until).collect();
        let told: Vec<Deed> =
            reports.iter().map(|report| told(coder.gazetteer(), report)).collect();
        let pairs = deeds::pairs(&told, &labelled);
        counts.push(Counts::of(&told, &labelled, &pairs));
        surety.extend(reports.iter().enumerate().map(|(index, report)| {
            let right = pairs
                .iter()
                .any(|&(told, _, agreement)| told == index && agreement.level >= Level::Triple);
            (report.probability, right)
        }));
        for fault in faults(&told, &labelled, &pairs) {
            let sentence = fault.told.map_or("", |index| &reports[index].text);
            written.push_str(&fault.line(item, &told, &labelled, sentence));
            *errors.entry(fault.kind).or_default() += 1;
        }
    }
    write_predictions(predictions, &written)?;
    print(&counts)?;
    for (name, share) in calibration::figures(&surety) {
        output::line(format!("coder {name} {:.2} ({} reports)", 100.0 * share, surety.len()))?;
    }
    output::line(format!("items: {} of {}", items.len(), items.len() + n_missing))?;
    items::print_commonest(errors)
}

/// A line of the labels. What is not compared here is not read.
#[derive(Deserialize)]
struct Marked {
    item: String,
    date: Option<Date>,
    /// Where the labelling ended.
    until: Option<usize>,
    actors: Vec<MarkedActor>,
    events: Vec<MarkedEvent>,
}

#[derive(Deserialize)]
struct MarkedActor {
    actor: Option<String>,
    role: Option<Role>,
}

#[derive(Deserialize)]
struct MarkedEvent {
    source: Option<usize>,
    target: Option<usize>,
    #[serde(rename = "type")]
    event_type: EventType,
    certainty: Certainty,
    attributed_to: Option<By>,
    from: Option<Date>,
    to: Option<Date>,
    trigger: Option<Span>,
    act: Option<MarkedAct>,
}

#[derive(Deserialize)]
struct MarkedAct {
    #[serde(rename = "type")]
    event_type: EventType,
}

/// Who says so: one of the actors, or an id or outlet by name.
#[derive(Deserialize)]
#[serde(untagged)]
enum By {
    Actor(usize),
    Name(String),
}

impl Labelled for Marked {
    const FORMAT: &'static str = "gold/corpus/README.md";

    fn item(&self) -> &str {
        &self.item
    }
}

impl Marked {
    fn deeds(&self, gazetteer: &Gazetteer, on: Date, file: &Path) -> Result<Vec<Deed>> {
        let side = |index: usize| -> Result<Option<Side>> {
            let Some(marked) = self.actors.get(index) else {
                let n = self.actors.len();
                let message =
                    format!("{}: item {}: actor {index} of {n}", file.display(), self.item);
                return Err(Failure::input(message, "actors count from 0").into());
            };
            let actor = marked.actor.as_deref().map(|actor| match actor.strip_prefix("name:") {
                // By now the tables may know whom the labels could only name.
                Some(name) => match gazetteer.resolve(name, Some(on)).into_iter().next() {
                    Some(known) => known.actor,
                    None => actor.to_owned(),
                },
                None => actor.to_owned(),
            });
            Ok(actor.map(|actor| self::side(gazetteer, &actor, marked.role)))
        };
        let deed = |event: &MarkedEvent| {
            let one = |index: Option<usize>| index.map_or(Ok(None), side);
            Ok(Deed {
                source: one(event.source)?,
                target: one(event.target)?,
                event_type: event.event_type,
                certainty: event.certainty,
                attributed_to: match &event.attributed_to {
                    Some(By::Actor(index)) => side(*index)?.map(|side| side.actor),
                    Some(By::Name(name)) => Some(name.clone()),
                    None => None,
                },
                from: event.from.unwrap_or(Date::MIN),
                to: event.to.unwrap_or(Dated::OPEN),
                place: event.trigger.map(|span| (span.start, span.end)),
                inside: event.act.as_ref().map(|act| act.event_type),
            })
        };
        self.events.iter().map(deed).collect()
    }
}

fn told(gazetteer: &Gazetteer, report: &Report) -> Deed {
    let one = |party: &Option<Party>| {
        party.as_ref().map(|party| side(gazetteer, &party.actor, party.role))
    };
    let trigger = report.trigger.map_or((0, usize::MAX), |span| (span.start, span.end));
    Deed {
        source: one(&report.source),
        target: one(&report.target),
        event_type: report.event_type,
        certainty: report.certainty,
        attributed_to: report.attributed_to.clone(),
        from: report.happened_on.from,
        to: report.happened_on.to,
        place: Some((
            report.sentence_start + trigger.0,
            report.sentence_start.saturating_add(trigger.1),
        )),
        inside: report.act.as_ref().map(|act| act.event_type),
    }
}

fn side(gazetteer: &Gazetteer, actor: &str, role: Option<Role>) -> Side {
    let country = gazetteer.actors().get(actor).and_then(|known| known.country.clone());
    Side { actor: actor.to_owned(), country: country.unwrap_or_else(|| actor.to_owned()), role }
}

/// Told and labelled, by weight, and how much of each is right.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    told: f64,
    told_right: f64,
    labelled: f64,
    labelled_right: f64,
}

/// A part of a whole, by weight.
type Ratio = (f64, f64);

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.told += other.told;
        self.told_right += other.told_right;
        self.labelled += other.labelled;
        self.labelled_right += other.labelled_right;
    }

    fn precision(&self) -> Ratio {
        (self.told_right, self.told)
    }

    fn recall(&self) -> Ratio {
        (self.labelled_right, self.labelled)
    }

    /// The harmonic mean of both; none right is 0.
    fn f1(&self) -> Ratio {
        let share = |(part, whole): Ratio| if whole == 0.0 { 0.0 } else { part / whole };
        let (precision, recall) = (share(self.precision()), share(self.recall()));
        let sum = precision + recall;
        let n = if self.told + self.labelled == 0.0 { 0.0 } else { 1.0 };
        (if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum }, n)
    }
}

const N_TYPES: usize = EventType::ALL.len();

/// What is counted in one item, or in a draw of items.
#[derive(Debug, Clone, Default)]
struct Counts {
    whole: [Tally; N_TYPES],
    triple: [Tally; N_TYPES],
    pair: Tally,
    certainty: Ratio,
    attribution: Ratio,
    /// Deeds inside stances that have one labelled: told alike of all, and of those told.
    inside_recall: Ratio,
    inside_agreement: Ratio,
    /// Reports in items without an event between actors, and such items.
    quiet: Ratio,
}

impl Counts {
    fn of(told: &[Deed], labelled: &[Deed], pairs: &[(usize, usize, Agreement)]) -> Self {
        let mut counts = Self::default();
        let (told_weights, label_weights) = (deeds::weights(told), deeds::weights(labelled));
        for (deed, weight) in told.iter().zip(&told_weights) {
            let slot = deed.event_type as usize;
            for tally in [&mut counts.whole[slot], &mut counts.triple[slot], &mut counts.pair] {
                tally.told += weight;
            }
        }
        for (deed, weight) in labelled.iter().zip(&label_weights) {
            let slot = deed.event_type as usize;
            for tally in [&mut counts.whole[slot], &mut counts.triple[slot], &mut counts.pair] {
                tally.labelled += weight;
            }
        }
        for &(told_index, label_index, agreement) in pairs {
            let (one, label) = (&told[told_index], &labelled[label_index]);
            let weight = label_weights[label_index];
            let slot = label.event_type as usize;
            let right = |tally: &mut Tally| {
                tally.told_right += told_weights[told_index];
                tally.labelled_right += weight;
            };
            if agreement.level >= Level::Pair {
                right(&mut counts.pair);
            }
            if agreement.level >= Level::Triple {
                right(&mut counts.triple[slot]);
                counts.certainty.0 += if agreement.certainty { weight } else { 0.0 };
                counts.certainty.1 += weight;
                if label.attributed_to.is_some() {
                    counts.attribution.0 += if is_same_speaker(one, label) { weight } else { 0.0 };
                    counts.attribution.1 += weight;
                }
                let same_inside = if one.inside == label.inside { weight } else { 0.0 };
                if label.inside.is_some() {
                    counts.inside_recall.0 += same_inside;
                    counts.inside_recall.1 += weight;
                }
                if one.inside.is_some() && label.inside.is_some() {
                    counts.inside_agreement.0 += same_inside;
                    counts.inside_agreement.1 += weight;
                }
            }
            if agreement.is_whole() {
                right(&mut counts.whole[slot]);
            }
        }
        if !labelled.iter().any(Deed::is_between_actors) {
            let weighed = told.iter().zip(&told_weights);
            let between = weighed.filter(|(deed, _)| deed.is_between_actors());
            counts.quiet = (between.map(|(_, weight)| weight).sum(), 1.0);
        }
        counts
    }

    fn add(&mut self, other: &Counts) {
        for slot in 0..N_TYPES {
            self.whole[slot].add(&other.whole[slot]);
            self.triple[slot].add(&other.triple[slot]);
        }
        self.pair.add(&other.pair);
        for (one, other) in [
            (&mut self.certainty, other.certainty),
            (&mut self.attribution, other.attribution),
            (&mut self.inside_recall, other.inside_recall),
            (&mut self.inside_agreement, other.inside_agreement),
            (&mut self.quiet, other.quiet),
        ] {
            one.0 += other.0;
            one.1 += other.1;
        }
    }

    fn sum<'c>(counts: impl IntoIterator<Item = &'c Counts>) -> Counts {
        let mut sum = Counts::default();
        counts.into_iter().for_each(|one| sum.add(one));
        sum
    }
}

fn is_same_speaker(one: &Deed, other: &Deed) -> bool {
    let name = |deed: &Deed| deed.attributed_to.as_ref().map(|name| name.to_lowercase());
    name(one) == name(other)
}

/// A figure by its name, and how it is read off the counts.
struct Figure {
    name: String,
    of: Box<dyn Fn(&Counts) -> Ratio>,
}

fn figures(sum: &Counts) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut add =
        |name: String, of: Box<dyn Fn(&Counts) -> Ratio>| figures.push(Figure { name, of });
    let all = |tallies: &[Tally]| {
        let mut sum = Tally::default();
        tallies.iter().for_each(|tally| sum.add(tally));
        sum
    };
    add("whole precision".into(), Box::new(move |counts| all(&counts.whole).precision()));
    add("whole recall".into(), Box::new(move |counts| all(&counts.whole).recall()));
    add("triple precision".into(), Box::new(move |counts| all(&counts.triple).precision()));
    add("triple recall".into(), Box::new(move |counts| all(&counts.triple).recall()));
    add("triple F1".into(), Box::new(move |counts| all(&counts.triple).f1()));
    add("pair precision".into(), Box::new(|counts| counts.pair.precision()));
    add("pair recall".into(), Box::new(|counts| counts.pair.recall()));
    add("pair F1".into(), Box::new(|counts| counts.pair.f1()));
    add("quiet".into(), Box::new(|counts| counts.quiet));
    add("certainty".into(), Box::new(|counts| counts.certainty));
    add("attribution".into(), Box::new(|counts| counts.attribution));
    add("deed inside recall".into(), Box::new(|counts| counts.inside_recall));
    add("deed inside where both tell one".into(), Box::new(|counts| counts.inside_agreement));
    for (slot, name) in EventType::ALL.iter().enumerate() {
        let tally = sum.whole[slot];
        if tally.told + tally.labelled == 0.0 {
            continue;
        }
        add(
            format!("{name} whole precision"),
            Box::new(move |counts| counts.whole[slot].precision()),
        );
        add(format!("{name} whole recall"), Box::new(move |counts| counts.whole[slot].recall()));
        add(
            format!("{name} triple precision"),
            Box::new(move |counts| counts.triple[slot].precision()),
        );
        add(format!("{name} triple recall"), Box::new(move |counts| counts.triple[slot].recall()));
        add(format!("{name} triple F1"), Box::new(move |counts| counts.triple[slot].f1()));
    }
    figures
}

fn print(counts: &[Counts]) -> Result<()> {
    let sum = Counts::sum(counts);
    let figures = figures(&sum);
    let mut drawn = vec![Vec::new(); figures.len()];
    let mut draws = Draws::new(SEED);
    for _ in 0..N_DRAWS {
        let draw = Counts::sum((0..counts.len()).map(|_| &counts[draws.below(counts.len())]));
        for (figure, drawn) in figures.iter().zip(&mut drawn) {
            let (part, whole) = (figure.of)(&draw);
            if 0.0 < whole {
                drawn.push(100.0 * part / whole);
            }
        }
    }
    for (figure, drawn) in figures.iter().zip(drawn) {
        output::line(line(&figure.name, (figure.of)(&sum), drawn))?;
    }
    Ok(())
}

/// `coder whole recall 31.25 (12.5 of 40; 95 % 20.0 to 42.0)`; F1, which is no
/// share, without the counts.
fn line(name: &str, (part, whole): Ratio, drawn: Vec<f64>) -> String {
    let Some((low, high)) = shares::middle(drawn).filter(|_| 0.0 < whole) else {
        return format!("coder {name} - (none)");
    };
    let amount = |weight: f64| {
        let is_round = (weight - weight.round()).abs() < 1e-6;
        if is_round { format!("{weight:.0}") } else { format!("{weight:.1}") }
    };
    let of = match name.ends_with("F1") {
        true => String::new(),
        false if name == "quiet" => format!("{} in {}; ", amount(part), amount(whole)),
        false => format!("{} of {}; ", amount(part), amount(whole)),
    };
    format!("coder {name} {:.2} ({of}95 % {low:.1} to {high:.1})", 100.0 * part / whole)
}

/// What is not as it was labelled: the report, the event, or both.
struct Fault {
    kind: String,
    told: Option<usize>,
    labelled: Option<usize>,
}

impl Fault {
    fn line(
        &self,
        item: &Item<Marked>,
        told: &[Deed],
        labelled: &[Deed],
        sentence: &str,
    ) -> String {
        let form = |deeds: &[Deed], index: Option<usize>| {
            index.map_or(String::new(), |index| deeds[index].brief_form())
        };
        let (expected, got) = (form(labelled, self.labelled), form(told, self.told));
        let sentence = sentence.replace(['\t', '\n'], " ");
        let (id, source) = (&item.labels.item, &item.source);
        format!("{id}\t{source}\t{}\t{expected}\t{got}\t{sentence}\n", self.kind)
    }
}

fn faults(told: &[Deed], labelled: &[Deed], pairs: &[(usize, usize, Agreement)]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, label) in labelled.iter().enumerate() {
        let pair = pairs.iter().find(|pair| pair.1 == index);
        let kind = match pair {
            None => "missed".to_owned(),
            Some((_, _, agreement)) if agreement.is_whole() => continue,
            Some(&(told_index, _, agreement)) => wrong(&told[told_index], label, agreement),
        };
        faults.push(Fault { kind, told: pair.map(|pair| pair.0), labelled: Some(index) });
    }
    let is_paired = |index: &usize| pairs.iter().any(|pair| pair.0 == *index);
    for index in (0..told.len()).filter(|index| !is_paired(index)) {
        faults.push(Fault { kind: "extra".to_owned(), told: Some(index), labelled: None });
    }
    faults
}

/// The first thing wrong with a report that goes with an event.
fn wrong(told: &Deed, labelled: &Deed, agreement: Agreement) -> String {
    let country = |side: &Option<Side>| side.as_ref().map(|side| side.country.clone());
    match agreement.level {
        Level::OneSide if country(&told.source) != country(&labelled.source) => {
            "wrong source".into()
        }
        Level::OneSide => "wrong target".into(),
        Level::Reversed => "wrong way round".into(),
        Level::Pair => format!("wrong type: {}, not {}", told.event_type, labelled.event_type),
        Level::Triple => "wrong actor of the right country".into(),
        Level::Actors if !agreement.certainty => {
            format!("wrong certainty: {}, not {}", told.certainty, labelled.certainty)
        }
        Level::Actors => "wrong date".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_is_the_harmonic_mean() {
        let tally = Tally { told: 4.0, told_right: 2.0, labelled: 2.0, labelled_right: 2.0 };
        assert!((tally.f1().0 - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(Tally::default().f1(), (0.0, 0.0));
    }

    #[test]
    fn types_stand_in_the_order_of_the_codebook() {
        assert!(EventType::ALL.iter().enumerate().all(|(slot, &one)| one as usize == slot));
    }

    #[test]
    fn a_line_tells_figure_counts_and_interval() {
        let drawn = || vec![20.0, 40.0];
        assert_eq!(
            line("pair recall", (1.5, 5.0), drawn()),
            "coder pair recall 30.00 (1.5 of 5; 95 % 20.0 to 40.0)"
        );
        assert_eq!(line("pair F1", (0.3, 1.0), drawn()), "coder pair F1 30.00 (95 % 20.0 to 40.0)");
        assert_eq!(line("quiet", (0.0, 0.0), Vec::new()), "coder quiet - (none)");
    }
}
