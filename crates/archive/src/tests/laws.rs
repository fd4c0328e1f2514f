//! Promises that hold for every input.

use super::fixtures::{archive, now, party, report};
use crate::{Archive, Query};
use proptest::prelude::*;
use rapport_record::*;

pub(super) type Batch = Vec<(Document, Coded)>;

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_order_and_the_split_of_reading_change_nothing(
        (batch, shuffled) in batches().prop_flat_map(|b| (Just(b.clone()), Just(b).prop_shuffle())),
        sizes in prop::collection::vec(1usize..5, 1..12),
    ) {
        let (mut one, run) = archive();
        one.store(run, &batch, now()).unwrap();
        let (mut other, run) = archive();
        let mut rest = &shuffled[..];
        for size in sizes.into_iter().chain([usize::MAX]) {
            let (part, later) = rest.split_at(size.min(rest.len()));
            other.store(run, part, now()).unwrap();
            rest = later;
        }
        prop_assert_eq!(answers(&one), answers(&other));
    }

    #[test]
    fn storing_twice_changes_nothing(batch in batches()) {
        let (mut archive, run) = archive();
        archive.store(run, &batch, now()).unwrap();
        let before = (answers(&archive), archive.counts().unwrap());
        let later = now() + jiff::SignedDuration::from_secs(60);
        let again = archive.store(run, &batch, later).unwrap();
        prop_assert_eq!(again.unchanged, batch.len());
        prop_assert_eq!((again.reports, again.new_versions, again.new_documents), (0, 0, 0));
        prop_assert_eq!((answers(&archive), archive.counts().unwrap()), before);
        for (document, _) in &batch {
            prop_assert!(archive.is_known(document).unwrap());
        }
    }

    #[test]
    fn what_is_written_is_read_back_equal(batch in batches()) {
        let mut last: std::collections::BTreeMap<String, (Document, Coded)> = Default::default();
        let (mut archive, run) = archive();
        for (document, coded) in batch {
            // A later day replaces an earlier one; here every id keeps its last day.
            if last.get(&document.id).is_none_or(|l| l.0.published_on < document.published_on) {
                archive.store(run, &[(document.clone(), coded.clone())], now()).unwrap();
                last.insert(document.id.clone(), (document, coded));
            }
        }
        for (id, (document, coded)) in &last {
            prop_assert_eq!(archive.document(id, None).unwrap(), Some(document.clone()));
            prop_assert_eq!(archive.coded(id, None).unwrap(), Some(coded.clone()));
        }
        let mut reports: Vec<&Report> = last.values().flat_map(|(_, c)| &c.reports).collect();
        reports.sort_by_key(|report| (report.happened_on.from, &report.id));
        let found = archive.reports(&Query::default()).unwrap();
        prop_assert!(found.iter().all(|report| report.recorded_at == now()));
        prop_assert_eq!(found.iter().map(|report| &report.what).collect::<Vec<_>>(), reports);
        let told = archive.arrangements(&Query::default()).unwrap();
        prop_assert_eq!(told.len(), last.values().map(|(_, c)| c.arrangements.len()).sum::<usize>());
    }

    #[test]
    fn as_of_shows_nothing_known_later(batch in batches(), as_of in days()) {
        let (mut archive, run) = archive();
        archive.store(run, &batch, now()).unwrap();
        let query = Query { as_of: Some(as_of), ..Query::default() };
        for report in archive.reports(&query).unwrap() {
            prop_assert!(report.known_on <= as_of);
            let document = archive.document(&report.document, Some(as_of)).unwrap().unwrap();
            prop_assert!(document.published_on <= as_of);
            prop_assert!(document.full_text().contains(&report.text) || report.sentence_start > 0);
        }
        for event in archive.events(&query).unwrap() {
            prop_assert!(event.known_on <= event.last_report_on && event.last_report_on <= as_of);
        }
        for arrangement in archive.arrangements(&query).unwrap() {
            prop_assert!(arrangement.known_on <= as_of);
        }
        for (day, _) in archive.documents_per_day(&query).unwrap() {
            prop_assert!(day <= as_of);
        }
        for document in archive.search("state", &query).unwrap() {
            prop_assert!(document.published_on <= as_of);
        }
    }

    #[test]
    fn what_comes_later_does_not_change_what_was_known(batch in batches(), as_of in days()) {
        let (mut then, run) = archive();
        let known: Batch =
            batch.iter().filter(|(document, _)| document.published_on <= as_of).cloned().collect();
        then.store(run, &known, now()).unwrap();
        let (mut now_too, run) = archive();
        now_too.store(run, &batch, now()).unwrap();
        let query = Query { as_of: Some(as_of), ..Query::default() };
        prop_assert_eq!(answers_to(&then, &query), answers_to(&now_too, &query));
    }

    #[test]
    fn two_reports_are_as_alike_as_the_other_way_round(batch in batches()) {
        use crate::joining::{Trace, likeness};
        let traces: Vec<Trace> = batch
            .iter()
            .flat_map(|(_, coded)| &coded.reports)
            .map(|report| Trace::new(report, false))
            .collect();
        for one in &traces {
            for other in &traces {
                prop_assert_eq!(likeness(one, other), likeness(other, one));
            }
        }
    }

    #[test]
    fn whatever_may_be_one_is_found(
        one in stretched_reports(),
        other in stretched_reports(),
    ) {
        use crate::joining::{Trace, may_be_one};
        let (one, other) = (Trace::new(&one, false), Trace::new(&other, false));
        prop_assert_eq!(may_be_one(&one, &other), may_be_one(&other, &one));
        if may_be_one(&one, &other) {
            prop_assert!(one.days_near().any(|day| day == other.linked_on()));
            prop_assert!(other.days_near().any(|day| day == one.linked_on()));
        }
    }

    #[test]
    fn an_event_in_a_list_is_the_event_by_its_id(batch in batches()) {
        let (mut archive, run) = archive();
        archive.store(run, &batch, now()).unwrap();
        let sides = Some((vec!["RUS".to_owned()], vec!["PRK".to_owned(), "USA".to_owned()]));
        let pair = Query { between: sides, about: true, ..Query::default() };
        for query in [Query::default(), pair] {
            for event in archive.events(&query).unwrap() {
                let (alone, reports) = archive.event(&event.id, None).unwrap().unwrap();
                prop_assert_eq!(&alone, &event);
                let key = crate::joining::key_of(&event.id);
                prop_assert!(reports.iter().any(|report| crate::event_key(report) == key));
                prop_assert_eq!(reports.len(), event.reports.len());
                let sentences: std::collections::BTreeSet<_> =
                    reports.iter().map(|report| (&report.document, report.sentence)).collect();
                prop_assert_eq!(sentences.len(), event.n_reports);
            }
        }
    }
}

/// Every answer that a reader can get, byte for byte.
pub(super) fn answers(archive: &Archive) -> Vec<String> {
    let sides = Some((vec!["RUS".to_owned()], vec!["PRK".to_owned()]));
    let pair = Query { between: sides, about: true, ..Query::default() };
    let early = Query { as_of: Some("2024-06-10".parse().unwrap()), ..Query::default() };
    [Query::default(), pair, early].iter().flat_map(|query| answers_to(archive, query)).collect()
}

pub(super) fn answers_to(archive: &Archive, query: &Query) -> Vec<String> {
    let json = |value: serde_json::Value| value.to_string();
    vec![
        json(serde_json::json!(archive.reports(query).unwrap())),
        json(serde_json::json!(archive.events(query).unwrap())),
        json(serde_json::json!(archive.arrangements(query).unwrap())),
        json(serde_json::json!(archive.documents_per_day(query).unwrap())),
        format!("{:?}", archive.dyads(query).unwrap()),
    ]
}

pub(super) fn days() -> impl Strategy<Value = Date> {
    (1i8..=30).prop_map(|day| Date::constant(2024, 6, day))
}

/// Documents under few ids, so that some are versions of one another; each
/// content has one coding, as it has from one coder.
pub(super) fn batches() -> impl Strategy<Value = Batch> {
    prop::collection::vec(documents(), 1..10).prop_map(|mut all| {
        for (n, (document, coded)) in all.iter_mut().enumerate() {
            document.extra.insert("line".into(), n.into());
            for arrangement in &mut coded.arrangements {
                arrangement.id = format!("arrangement-{n}");
            }
        }
        all
    })
}

fn documents() -> impl Strategy<Value = (Document, Coded)> {
    let codings = prop::collection::vec((0usize..3, reports()), 0..4);
    ("[a-e]", days(), prop::option::of(".{0,20}"), texts(), outlets(), codings, any::<bool>())
        .prop_map(|(id, published_on, title, text, outlet, codings, is_allied)| {
            let mut document = Document::plain(id, published_on, text);
            document.title = title;
            document.sources = outlet.iter().cloned().collect();
            document.outlet = outlet.filter(|outlet| outlet.len() > 1);
            let full_text: Vec<char> = document.full_text().chars().collect();
            let mut coded = Coded::default();
            for (n, (start, mut report)) in codings.into_iter().enumerate() {
                report.id = format!("{}:{start}:{n}", document.id);
                report.document = document.id.clone();
                report.known_on = published_on;
                report.sentence = start;
                // One in three sentences stands elsewhere than it says.
                report.sentence_start = if start == 2 { 9999 } else { start };
                let from = start.min(full_text.len());
                report.text = full_text[from..].iter().take(12).collect();
                coded.reports.push(report);
            }
            if is_allied {
                coded.arrangements.push(alliance(&document));
            }
            coded.notes.push(Note { sentence: Some(0), reason: "r".into(), message: "m".into() });
            (document, coded)
        })
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![Just("The state visit ended.".to_owned()), ".{0,60}", "[a-zé \u{0}\n😀]{0,40}"]
}

fn outlets() -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop::sample::select(vec!["A".to_owned(), "BB".into(), "CC".into()]))
}

fn reports() -> impl Strategy<Value = Report> {
    let actors = || prop::sample::select(vec!["RUS", "PRK", "USA", "nato"]);
    let certainties = prop::sample::select(Certainty::ALL);
    let numbers = (-10.0..10.0f64, 0.0..=1.0f64, any::<bool>());
    let about = prop::collection::vec(actors().prop_map(str::to_owned), 0..2);
    (actors(), prop::option::of(actors()), days(), certainties, numbers, about).prop_map(
        |(source, target, day, certainty, (goldstein, probability, reciprocal), about)| {
            let mut report = report("d:0:0", source, "KOR");
            report.target = target.map(|target| party(target, None));
            report.happened_on = Dated::day(day, DateSource::Stated);
            (report.certainty, report.goldstein, report.probability) =
                (certainty, goldstein, probability);
            report.about = about;
            report.reciprocal = reciprocal && report.target.is_some();
            let lat = Some(goldstein * 9.0);
            report.place = reciprocal.then(|| Place {
                name: "Zoë".into(),
                country: Some("CHN".into()),
                lat,
                lon: None,
                precision: Precision::City,
            });
            report.trigger = Some(Span { start: 0, end: 3 });
            report
        },
    )
}

/// Reports of one deed of a day, of a week, of months, of a year or without an end, told on
/// some day around.
fn stretched_reports() -> impl Strategy<Value = Report> {
    let lengths = prop::sample::select(vec![0, 1, 6, 30, 32, 60, 365, i64::MAX]);
    let certainties = prop::sample::select(vec![Certainty::Reported, Certainty::Planned]);
    (lengths, -50..50i64, -50..50i64, certainties).prop_map(|(length, start, told, certainty)| {
        let middle = Date::constant(2024, 6, 1);
        let from = middle.saturating_add(jiff::Span::new().days(start));
        let to = match length {
            i64::MAX => Dated::OPEN,
            days => from.saturating_add(jiff::Span::new().days(days)),
        };
        let mut report = report("d:0:0", "RUS", "PRK");
        report.happened_on = Dated { from, to, known_from: DateSource::Tense };
        report.known_on = middle.saturating_add(jiff::Span::new().days(told));
        report.certainty = certainty;
        report
    })
}

fn alliance(document: &Document) -> Arrangement {
    let party = |actor: &str| ArrangementParty { actor: actor.into(), role: Some("ally".into()) };
    let quote = document.full_text().chars().take(5).collect();
    Arrangement {
        id: String::new(),
        kind: ArrangementKind::Alliance,
        label: "alliance".into(),
        parties: vec![party("RUS"), party("PRK")],
        since: Some((document.published_on, document.published_on)),
        until: None,
        vouched_until: None,
        certainty: Certainty::Alleged,
        attributed_to: Some("nato".into()),
        known_on: document.published_on,
        evidence: vec![Evidence { document: document.id.clone(), sentence: 0, quote }],
    }
}
