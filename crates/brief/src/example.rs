//! An invented world for the tests of this crate: Freedonia (once the Freedonian
//! Union), Ruritania, Sylvania, and the phrases to tell their deeds.

use crate::matter::{CitedReport, LevelPoint, Matter, ThirdParty, Told, TurningPoint};
use crate::matter::{EvidenceDocument, ToldArrangement};
use rapport_record::{
    Actor, ActorKind, Actors, Arrangement, ArrangementKind, ArrangementParty, Certainty, Date,
    DateSource, Dated, Document, DocumentKind, Event, EventStatus, EventType, Evidence, Ontology,
    Party, Report, Span, Timestamp,
};

/// Freedonia continues the Freedonian Union; Ruritania and Sylvania stand alone.
pub(crate) fn actors() -> Actors {
    let state = |id: &str, name: &str, continues: &[&str]| Actor {
        id: id.into(),
        name: name.into(),
        kind: ActorKind::State,
        country: None,
        role: None,
        since: None,
        until: None,
        continues: continues.iter().map(|id| (*id).to_owned()).collect(),
        cow: None,
        gw: None,
        source: "memory".into(),
    };
    Actors::new([
        state("FRE", "Freedonia", &["FRU"]),
        state("FRU", "Freedonian Union", &[]),
        state("RUR", "Ruritania", &[]),
        state("SYL", "Sylvania", &[]),
        Actor { kind: ActorKind::Organisation, ..state("world-council", "World Council", &[]) },
    ])
}

/// Type, mode, Goldstein, past, base, ing, passive, alone.
type Phrase = (
    EventType,
    &'static str,
    f64,
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
);

const PHRASES: &[Phrase] = {
    use EventType::*;
    &[
        (Agree, "agree", 3.0, "agreed with", "agree with", "agreeing with", None, Some("agreed")),
        (Consult, "meet", 1.9, "met", "meet", "meeting", None, None),
        (Consult, "visit", 1.9, "visited", "visit", "visiting", Some("was visited"), None),
        (Support, "praise", 3.4, "praised", "praise", "praising", Some("was praised"), None),
        (
            Support,
            "treaty",
            8.0,
            "signed a treaty with",
            "sign a treaty with",
            "signing a treaty with",
            None,
            None,
        ),
        (Cooperate, "cooperate", 6.0, "worked with", "work with", "working with", None, None),
        (Aid, "aid", 7.0, "gave aid to", "give aid to", "giving aid to", None, None),
        (Concede, "concede", 5.0, "gave way to", "give way to", "giving way to", None, None),
        (Retreat, "retreat", 4.0, "retreated from", "retreat from", "retreating from", None, None),
        (Request, "urge", -1.0, "urged", "urge", "urging", Some("was urged"), None),
        (Accuse, "accuse", -2.0, "accused", "accuse", "accusing", Some("was accused"), None),
        (Reject, "reject", -4.0, "rejected", "reject", "rejecting", Some("was rejected"), None),
        (
            Reject,
            "veto",
            -5.0,
            "vetoed a resolution of",
            "veto a resolution of",
            "vetoing a resolution of",
            None,
            Some("vetoed a resolution"),
        ),
        (Threaten, "threaten", -5.0, "threatened", "threaten", "threatening", None, None),
        (
            Protest,
            "protest",
            -6.0,
            "protested against",
            "protest against",
            "protesting against",
            None,
            Some("protested"),
        ),
        (
            Sanction,
            "sanction",
            -6.5,
            "imposed sanctions on",
            "impose sanctions on",
            "imposing sanctions on",
            None,
            None,
        ),
        (
            Mobilize,
            "mobilize",
            -7.0,
            "massed troops against",
            "mass troops against",
            "massing troops against",
            None,
            None,
        ),
        (
            Coerce,
            "coerce",
            -7.0,
            "seized goods of",
            "seize goods of",
            "seizing goods of",
            None,
            None,
        ),
        (Assault, "attack", -9.0, "attacked", "attack", "attacking", Some("was attacked"), None),
    ]
};

/// A codebook with just enough modes.
pub(crate) fn ontology() -> Ontology {
    let texts: Vec<(String, String)> = EventType::ALL
        .iter()
        .map(|event_type| {
            let mut text = format!(
                "type = \"{event_type}\"\nmeaning = \"m\"\nsource = \"s\"\ngoldstein = 0.0\n\
                 cameo = \"00\"\ncodes = []\nmust_not = []\n[mistaken_for]\n"
            );
            for (_, id, goldstein, past, base, ing, passive, alone) in
                PHRASES.iter().filter(|phrase| phrase.0 == *event_type)
            {
                text.push_str(&format!(
                    "[[mode]]\nid = \"{id}\"\ncameo = \"00\"\ngoldstein = {goldstein:.1}\n\
                     past = \"{past}\"\nbase = \"{base}\"\ning = \"{ing}\"\n"
                ));
                for (key, phrase) in [("passive", passive), ("alone", alone)] {
                    if let Some(phrase) = phrase {
                        text.push_str(&format!("{key} = \"{phrase}\"\n"));
                    }
                }
            }
            (format!("{event_type}.toml"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> =
        texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Ontology::parse(&files).expect("the test's codebook is well formed")
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().expect("a test's day")
}

/// A report of `source` doing something to `target`, both named in `text`.
pub(crate) fn report(
    id: &str,
    on: &str,
    (source, target): (&str, &str),
    event_type: EventType,
    mode: &str,
    text: &str,
) -> Report {
    let party = |id: &str| Party {
        actor: id.into(),
        country: Some(id.into()),
        role: None,
        name: actors().name(id).to_owned(),
        span: Some(span_of(actors().name(id), text)),
    };
    let phrase = PHRASES.iter().find(|phrase| phrase.0 == event_type && phrase.1 == mode);
    Report {
        id: format!("{id}:0:0"),
        document: id.into(),
        sentence: 0,
        text: text.into(),
        sentence_start: 0,
        source: (!source.is_empty()).then(|| party(source)),
        target: (!target.is_empty()).then(|| party(target)),
        event_type,
        mode: Some(mode.into()),
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
        happened_on: Dated::day(day(on), DateSource::Published),
        reciprocal: false,
        cameo: None,
        quad: event_type.quad(),
        goldstein: phrase.map_or(0.0, |phrase| phrase.2),
        probability: 0.9,
        trigger: None,
        coder: "test".into(),
        known_on: day(on),
    }
}

/// The report of another sentence.
pub(crate) fn reworded(report: Report, text: &str) -> Report {
    let mut report = Report { text: text.into(), ..report };
    for party in [&mut report.source, &mut report.target].into_iter().flatten() {
        party.span = Some(span_of(&party.name, text));
    }
    report
}

/// Where a name stands in a text; its end where it stands nowhere.
fn span_of(name: &str, text: &str) -> Span {
    let end = text.chars().count();
    match text.find(name) {
        Some(byte) => {
            let start = text[..byte].chars().count();
            Span { start, end: start + name.chars().count() }
        }
        None => Span { start: end.saturating_sub(1), end },
    }
}

/// The event of one report.
pub(crate) fn told(report: Report) -> Told {
    told_by(vec![(report, "Gazette")])
}

/// A report as read in the Gazette.
pub(crate) fn cited(report: Report) -> CitedReport {
    told(report).reports.remove(0)
}

/// The event of several reports, the first one the firmest.
pub(crate) fn told_by(reports: Vec<(Report, &str)>) -> Told {
    let first = reports[0].0.clone();
    let status = match first.certainty {
        Certainty::Reported => EventStatus::Reported,
        Certainty::Alleged | Certainty::Conditional => EventStatus::Alleged,
        Certainty::Denied => EventStatus::Denied,
        Certainty::Planned => EventStatus::Planned,
    };
    let event = Event {
        id: format!("event-{}", first.id),
        event_type: first.event_type,
        mode: first.mode.clone(),
        act: first.act.clone(),
        source: first.source.clone(),
        target: first.target.clone(),
        about: first.about.clone(),
        happened_on: first.happened_on,
        place: None,
        certainty: first.certainty,
        status,
        attributed_to: first.attributed_to.clone(),
        reciprocal: first.reciprocal,
        cameo: None,
        quad: first.quad,
        goldstein: first.goldstein,
        probability: first.probability,
        n_reports: reports
            .iter()
            .map(|(report, _)| (&report.document, report.sentence))
            .collect::<std::collections::BTreeSet<_>>()
            .len(),
        n_outlets: reports
            .iter()
            .map(|(_, outlet)| *outlet)
            .collect::<std::collections::BTreeSet<_>>()
            .len(),
        n_independent_outlets: 1,
        casualties: None,
        known_on: first.known_on,
        recorded_at: Timestamp::UNIX_EPOCH,
        last_report_on: first.known_on,
        reports: reports.iter().map(|(report, _)| report.id.clone()).collect(),
    };
    let reports = reports
        .into_iter()
        .map(|(report, outlet)| CitedReport {
            report,
            recorded_at: Timestamp::UNIX_EPOCH,
            outlet: Some(outlet.into()),
            url: Some("https://example.org/a?b=1&c=2".into()),
            kind: DocumentKind::Text,
            is_citable: true,
        })
        .collect();
    Told { event, reports }
}

/// The documents behind a matter, as an archive would hold them.
pub(crate) fn documents(matter: &Matter) -> Vec<Document> {
    let told = matter
        .events
        .iter()
        .chain(matter.third_parties.iter().flat_map(|party| &party.events))
        .flat_map(|told| &told.reports)
        .map(|cited| {
            let report = &cited.report;
            let text = format!("{} More followed.", report.text);
            Document::plain(&report.document, report.known_on, text)
        });
    let rows = matter.arrangements.iter().flat_map(|told| {
        told.arrangement.evidence.iter().map(|evidence| {
            Document::plain(&evidence.document, told.arrangement.known_on, &evidence.quote)
        })
    });
    told.chain(rows).collect()
}

/// A pair of which nothing is known yet.
pub(crate) fn empty<'a>(actors: &'a Actors, ontology: &'a Ontology) -> Matter<'a> {
    Matter {
        a: actors.get("FRE").expect("Freedonia"),
        b: actors.get("RUR").expect("Ruritania"),
        a_line: actors.lineage("FRE"),
        b_line: actors.lineage("RUR"),
        as_of: day("2024-06-30"),
        archive: "rapport.db".into(),
        newest_document: Some(day("2024-06-29")),
        is_sample: false,
        actors,
        ontology,
        events: Vec::new(),
        arrangements: Vec::new(),
        level: Vec::new(),
        turning_points: Vec::new(),
        third_parties: Vec::new(),
    }
}

/// An alliance told by one row of a table.
pub(crate) fn alliance(id: &str, since: i16, until: Option<i16>, vouched: &str) -> ToldArrangement {
    let year = |year: i16| (Date::constant(year, 1, 1), Date::constant(year, 12, 31));
    let party = |id: &str| ArrangementParty { actor: id.into(), role: None };
    let quote = format!("Freedonian Union and Ruritania: alliance from {since}.");
    ToldArrangement {
        arrangement: Arrangement {
            id: id.into(),
            kind: ArrangementKind::Alliance,
            label: "defence alliance (PACTS)".into(),
            parties: vec![party("FRU"), party("RUR")],
            since: Some(year(since)),
            until: until.map(year),
            vouched_until: Some(day(vouched)),
            certainty: Certainty::Reported,
            attributed_to: None,
            known_on: day("2019-01-01"),
            evidence: vec![Evidence { document: format!("row-{id}"), sentence: 0, quote }],
        },
        documents: vec![EvidenceDocument {
            document: format!("row-{id}"),
            published_on: day("2019-01-01"),
            outlet: Some("PACTS 2".into()),
            url: None,
            kind: DocumentKind::Row,
            is_citable: true,
        }],
    }
}

/// A pair with something in every section.
pub(crate) fn full<'a>(actors: &'a Actors, ontology: &'a Ontology) -> Matter<'a> {
    use EventType::*;
    let both = ("FRE", "RUR");
    let mut treaty = report(
        "treaty",
        "2024-06-19",
        both,
        Support,
        "treaty",
        "Freedonia and Ruritania sign a treaty.",
    );
    treaty.reciprocal = true;
    let mut veto = report(
        "veto",
        "2024-03-28",
        ("FRE", "world-council"),
        Reject,
        "veto",
        "Freedonia vetoes a World Council resolution on Ruritania.",
    );
    veto.about = vec!["RUR".into()];
    let mut plan = report(
        "plan",
        "2024-06-20",
        ("RUR", "FRE"),
        Consult,
        "visit",
        "Ruritania will visit Freedonia on 9 September.",
    );
    plan.certainty = Certainty::Planned;
    plan.happened_on = Dated::day(day("2024-09-09"), DateSource::Stated);
    let mut shells = report(
        "shells",
        "2023-11-01",
        ("RUR", "FRE"),
        Aid,
        "aid",
        "Sylvania says Ruritania gave Freedonia shells for food.",
    );
    shells.certainty = Certainty::Alleged;
    shells.attributed_to = Some("SYL".into());
    shells.exchange = Some("x1".into());
    shells.goods = vec![goods(rapport_record::GoodsKind::Munitions, "shells")];
    let mut food = shells.clone();
    food.id = "shells:0:1".into();
    std::mem::swap(&mut food.source, &mut food.target);
    food.goods = vec![goods(rapport_record::GoodsKind::Food, "food")];
    let mut old = report(
        "old",
        "1990-01-02",
        ("FRU", "RUR"),
        Assault,
        "attack",
        "In 1950 the Freedonian Union attacked Ruritania.",
    );
    old.happened_on =
        Dated { from: day("1950-01-01"), to: day("1950-12-31"), known_from: DateSource::Stated };
    let events = vec![
        told(treaty),
        told(veto),
        told(plan),
        told(shells),
        told(food),
        told(old),
        told(report("v1", "2000-07-19", both, Consult, "visit", "Freedonia visits Ruritania.")),
        told(report("s1", "2016-03-02", both, Sanction, "sanction", "Freedonia hits Ruritania.")),
        told(report("m1", "2024-05-16", both, Support, "praise", "Freedonia hails Ruritania.")),
    ];
    let warn = report(
        "warn",
        "2024-06-21",
        ("SYL", "RUR"),
        Threaten,
        "threaten",
        "Sylvania threatens Ruritania over Freedonia.",
    );
    Matter {
        events,
        arrangements: vec![alliance("one", 1961, Some(1996), "2018-12-31"), {
            alliance("two", 2000, None, "2018-12-31")
        }],
        level: levels(),
        turning_points: vec![TurningPoint {
            from: day("2024-05-20"),
            to: day("2024-06-30"),
            before: 1.0,
            after: 4.0,
        }],
        third_parties: vec![ThirdParty {
            actor: "SYL".into(),
            n_with_a: 1,
            n_with_b: 4,
            events: vec![told(warn)],
        }],
        ..empty(actors, ontology)
    }
}

pub(crate) fn goods(kind: rapport_record::GoodsKind, text: &str) -> rapport_record::Goods {
    rapport_record::Goods { kind, quantity: None, unit: None, text: text.into() }
}

fn levels() -> Vec<LevelPoint> {
    (1950..=2024)
        .map(|year| LevelPoint {
            from: Date::constant(year, 1, 1),
            to: if year == 2024 { day("2024-06-30") } else { Date::constant(year, 12, 31) },
            level: f64::from(year - 1990) / 20.0,
            low: f64::from(year - 1990) / 20.0 - 0.7,
            high: f64::from(year - 1990) / 20.0 + 0.7,
            n_events: 2,
            n_documents: 100,
            attention: Some(200.0),
            is_informed: !(1962..=1988).contains(&year),
        })
        .collect()
}
