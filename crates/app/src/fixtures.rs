//! An archive of invented news for the tests of this crate.

use rapport_archive::Archive;
use rapport_record::{Coded, Date, DateSource, Dated, Document, Party, Report, Timestamp};

/// A day.
pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// An archive that knows nothing.
pub fn archive() -> Archive {
    Archive::in_memory().expect("an archive in memory")
}

/// Stores one document of one report: its outlet is its id's first letter.
///
/// "FRE ASSAULT RUR alleged 2024-03-01": who, what, whom, how firmly, when.
pub fn tell(archive: &mut Archive, coder: &str, id: &str, published_on: &str, told: &str) {
    tell_as(archive, coder, id, published_on, told, |_| {});
}

/// The same with something changed in the report.
pub fn tell_as(
    archive: &mut Archive,
    coder: &str,
    id: &str,
    published_on: &str,
    told: &str,
    change: impl Fn(&mut Report),
) {
    let now = Timestamp::from_second(1_700_000_000).expect("a moment");
    let text = format!("{} says: {told}.", &id[..1]);
    let mut document = Document::plain(id, day(published_on), &text);
    document.outlet = Some(id[..1].to_owned());
    let mut report = report(id, &text, told, day(published_on));
    coder.clone_into(&mut report.coder);
    change(&mut report);
    let reports = if told.is_empty() { Vec::new() } else { vec![report] };
    let run = archive.run_for(coder, now).expect("a run");
    let coded = [(document, Coded { reports, ..Coded::default() })];
    archive.store(run, &coded, now).expect("it is stored");
}

/// A report by its short form; without one, of nothing in particular.
pub fn report(document: &str, text: &str, told: &str, known_on: Date) -> Report {
    let words: Vec<&str> = told.split(' ').collect();
    let word = |n: usize, otherwise: &'static str| -> String {
        words.get(n).filter(|word| !word.is_empty()).map_or(otherwise, |word| word).to_owned()
    };
    let party = |name: String| Party {
        country: Some(name.clone()),
        actor: name.clone(),
        role: None,
        name,
        span: None,
    };
    let event_type = word(1, "CONSULT").parse().expect("a type");
    let happened_on = word(4, "2024-03-01").parse().expect("a day");
    Report {
        id: format!("{document}:0:0"),
        document: document.to_owned(),
        sentence: 0,
        text: text.to_owned(),
        sentence_start: 0,
        source: Some(party(word(0, "FRE"))),
        target: Some(party(word(2, "RUR"))),
        event_type,
        mode: None,
        act: None,
        about: Vec::new(),
        others: Vec::new(),
        contexts: Vec::new(),
        goods: Vec::new(),
        exchange: None,
        purpose: None,
        casualties: None,
        place: None,
        certainty: word(3, "reported").parse().expect("a certainty"),
        attributed_to: None,
        happened_on: Dated::day(happened_on, DateSource::Stated),
        reciprocal: false,
        cameo: None,
        quad: event_type.quad(),
        goldstein: 1.0,
        probability: 0.7,
        trigger: None,
        coder: "test-1".to_owned(),
        known_on,
    }
}
