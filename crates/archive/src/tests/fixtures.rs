//! Small made-up documents and reports for the tests.

use crate::{Archive, RunId};
use jiff::Timestamp;
use rapport_record::{
    Certainty, Coded, DateSource, Dated, Document, EventType, Party, Quad, Recorded, Report, Role,
};

pub(crate) const SENTENCE: &str = "A delegation paid a visit, Zoë said.";

pub(crate) fn party(actor: &str, role: Option<Role>) -> Party {
    let country = (actor.len() == 3).then(|| actor.to_owned());
    Party { actor: actor.into(), country, role, name: actor.into(), span: None }
}

pub(crate) fn report(id: &str, source: &str, target: &str) -> Report {
    let day = "2024-06-19".parse().unwrap();
    Report {
        id: id.into(),
        document: id.split(':').next().unwrap().into(),
        sentence: 0,
        text: SENTENCE.into(),
        sentence_start: 0,
        source: Some(party(source, None)),
        target: Some(party(target, None)),
        event_type: EventType::Consult,
        mode: Some("visit".into()),
        act: None,
        about: Vec::new(),
        others: Vec::new(),
        contexts: Vec::new(),
        goods: Vec::new(),
        exchange: None,
        purpose: None,
        casualties: None,
        place: None,
        certainty: Certainty::Reported,
        attributed_to: None,
        happened_on: Dated::day(day, DateSource::Stated),
        reciprocal: false,
        cameo: Some("042".into()),
        quad: Quad::VerbalCooperation,
        goldstein: 1.9,
        probability: 0.7,
        trigger: None,
        coder: "rules-1".into(),
        known_on: day,
    }
}

/// A document of one sentence, and one report of it.
pub(crate) fn told(id: &str, day: &str, source: &str, target: &str) -> (Document, Coded) {
    let document = Document::plain(id, day.parse().unwrap(), SENTENCE);
    let mut report = report(&format!("{id}:0:0"), source, target);
    report.known_on = document.published_on;
    report.happened_on = Dated::day(document.published_on, DateSource::Published);
    (document, Coded { reports: vec![report], ..Coded::default() })
}

/// What was recorded, without the moment.
pub(crate) fn plain<T>(recorded: Vec<Recorded<T>>) -> Vec<T> {
    recorded.into_iter().map(|one| one.what).collect()
}

pub(crate) fn now() -> Timestamp {
    "2024-07-01T12:00:00Z".parse().unwrap()
}

/// A fresh archive in memory with a run of text.
pub(crate) fn archive() -> (Archive, RunId) {
    let mut archive = Archive::in_memory().unwrap();
    let run = archive.run_for("rules-1", now()).unwrap();
    (archive, run)
}
