//! What people correct, and that nothing else changes.

use super::{
    fixtures::{archive, now, party, report, told},
    laws::{answers, batches, days},
};
use crate::{Anchor, Archive, Change, Codings, Correction, Outline, Query, Signed};
use proptest::prelude::*;
use rapport_record::{Certainty, Coded, Date, Document, EventType, Quad, Report, Span};

const MADE_ON: &str = "2024-07-01";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn signed(on: &str) -> Signed {
    Signed { by: "Flavia".into(), on: day(on), reason: "read the article".into() }
}

fn threat() -> Change {
    Change::Recode {
        event_type: EventType::Threaten,
        certainty: None,
        cameo: Some("13".into()),
        goldstein: -4.4,
    }
}

/// Corrects what an id names, as of today.
#[track_caller]
fn correct(archive: &mut Archive, id: &str, change: Change) -> Correction {
    correct_on(archive, id, change, MADE_ON)
}

#[track_caller]
fn correct_on(archive: &mut Archive, id: &str, change: Change, on: &str) -> Correction {
    let places = archive.places(id, &Query::default()).unwrap().expect(id);
    archive.correct(change, places.anchors, signed(on), now()).unwrap()
}

/// The events as "SOURCE type TARGET day: reports", by day.
fn told_as_of(archive: &Archive, as_of: Option<&str>) -> Vec<String> {
    let query = Query { as_of: as_of.map(day), ..Query::default() };
    let events = archive.events(&query).unwrap();
    let all = events.iter().map(|event| {
        let side = |party: &Option<rapport_record::Party>| party.as_ref().unwrap().actor.clone();
        let mut reports = event.reports.clone();
        reports.sort();
        format!(
            "{} {} {} {}: {}",
            side(&event.source),
            event.event_type.as_str().to_lowercase(),
            side(&event.target),
            event.happened_on.from,
            reports.join(" ")
        )
    });
    all.collect()
}

#[track_caller]
fn check(archive: &Archive, expected: &[&str]) {
    assert_eq!(told_as_of(archive, None), expected);
    agree(archive, &Query::default());
}

/// Reports, events, outlines and sums tell the same.
#[track_caller]
fn agree(archive: &Archive, query: &Query) {
    let reports = archive.reports(query).unwrap();
    let mut in_events: Vec<String> =
        archive.events(query).unwrap().into_iter().flat_map(|event| event.reports).collect();
    let mut all: Vec<String> = reports.iter().map(|report| report.id.clone()).collect();
    in_events.sort();
    all.sort();
    assert_eq!(in_events, all);
    let states = ["RUS", "PRK", "USA", "KOR"];
    for (n, one) in states.iter().enumerate() {
        for other in &states[..n] {
            let sides = Some((vec![(*one).to_owned()], vec![(*other).to_owned()]));
            let query = Query { between: sides, about: true, ..query.clone() };
            let outlines = archive.outlines(&query).unwrap();
            let ids: Vec<String> = outlines.iter().map(Outline::id).collect();
            let told = archive.events_holding(&ids, &query).unwrap();
            let told: Vec<_> = told.into_iter().map(|(event, _)| event).collect();
            assert_eq!(told, archive.events(&query).unwrap(), "{one} {other}");
        }
    }
    // The sums are those of the corrected reports in an archive that was coded so.
    let mut deeds = std::collections::BTreeMap::<(String, String, String), &Report>::new();
    for report in &reports {
        if report.is_between_governments() && report.certainty == Certainty::Reported {
            let actor =
                |party: &Option<rapport_record::Party>| party.as_ref().unwrap().actor.clone();
            let key = (actor(&report.source), actor(&report.target), crate::event_key(report));
            let best = deeds.entry(key).or_insert(report);
            let rank = |report: &Report| (-report.probability, report.known_on, report.id.clone());
            if rank(report).partial_cmp(&rank(best)) == Some(std::cmp::Ordering::Less) {
                *best = report;
            }
        }
    }
    let mut sums = std::collections::BTreeMap::<(String, String), (usize, i64)>::new();
    for ((source, target, _), report) in deeds {
        let sum = sums.entry((source, target)).or_default();
        *sum = (sum.0 + 1, sum.1 + crate::daily::points(report.goldstein));
    }
    let dyads = archive
        .dyads(query)
        .unwrap()
        .into_iter()
        .map(|dyad| ((dyad.source, dyad.target), (dyad.n, crate::daily::points(dyad.sum))));
    assert_eq!(dyads.collect::<Vec<_>>(), sums.clone().into_iter().collect::<Vec<_>>());
    for state in states {
        let mut expected = std::collections::BTreeMap::<String, usize>::new();
        for ((source, target), (n, _)) in &sums {
            if source == state || target == state {
                let other = if source == state { target } else { source };
                *expected.entry(other.clone()).or_default() += n;
            }
        }
        let dealings: std::collections::BTreeMap<String, usize> =
            archive.dealings(state, query).unwrap().into_iter().collect();
        assert_eq!(dealings, expected, "{state}");
    }
}

/// Two visits told on two days, and a third between others.
fn visits() -> Archive {
    let (mut archive, run) = archive();
    let batch = [
        told("a", "2024-06-01", "RUS", "PRK"),
        told("b", "2024-06-02", "RUS", "PRK"),
        told("c", "2024-06-20", "RUS", "PRK"),
        told("d", "2024-06-20", "USA", "KOR"),
    ];
    archive.store(run, &batch, now()).unwrap();
    archive
}

const FIRST: &str = "RUS consult PRK 2024-06-01: a:0:0 b:0:0";
const SECOND: &str = "RUS consult PRK 2024-06-20: c:0:0";
const THIRD: &str = "USA consult KOR 2024-06-20: d:0:0";

/// Events on one day come in the order of their ids, which nobody can foresee.
#[track_caller]
fn check_any_order(archive: &Archive, expected: &[&str]) {
    let mut told = told_as_of(archive, None);
    told.sort();
    assert_eq!(told, expected);
    agree(archive, &Query::default());
}

fn event_of(archive: &Archive, report: &str) -> String {
    let events = archive.events(&Query::default()).unwrap();
    events.into_iter().find(|event| event.reports.iter().any(|id| id == report)).unwrap().id
}

#[test]
fn what_is_dropped_is_no_event() {
    let mut archive = visits();
    check_any_order(&archive, &[FIRST, SECOND, THIRD]);
    correct(&mut archive, "b:0:0", Change::Drop);
    check_any_order(&archive, &["RUS consult PRK 2024-06-01: a:0:0", SECOND, THIRD]);
    let event = event_of(&archive, "d:0:0");
    correct(&mut archive, &event, Change::Drop);
    check(&archive, &["RUS consult PRK 2024-06-01: a:0:0", SECOND]);
    assert_eq!(archive.event(&event, None).unwrap(), None);
    let dropped = archive.dropped(&event, &Query::default()).unwrap().unwrap();
    assert_eq!((dropped.number, dropped.signed.by.as_str()), (2, "Flavia"));
}

#[test]
fn a_recoded_event_has_another_type_and_weight() {
    let mut archive = visits();
    let id = event_of(&archive, "a:0:0");
    correct(&mut archive, &id, threat());
    check_any_order(&archive, &[SECOND, "RUS threaten PRK 2024-06-01: a:0:0 b:0:0", THIRD]);
    let (event, reports) = archive.event(&id, None).unwrap().expect("its old id leads to it");
    assert_eq!((event.quad, event.goldstein), (Quad::VerbalConflict, -4.4));
    assert_eq!((event.cameo.as_deref(), event.mode), (Some("13"), None));
    let reports: Vec<&Report> = reports.iter().map(|report| &report.what).collect();
    let applied = archive.corrections_of(&reports, &Query::default()).unwrap();
    assert_eq!(applied.len(), 1);
    assert_eq!(applied[0].signed, signed(MADE_ON));
    let types = Query { types: vec![EventType::Consult], ..Query::default() };
    assert_eq!(archive.events(&types).unwrap().len(), 2);
}

#[test]
fn merged_events_are_one() {
    let mut archive = visits();
    let ids = ["a:0:0", "c:0:0"].map(|report| event_of(&archive, report));
    let anchors =
        ids.iter().flat_map(|id| archive.places(id, &Query::default()).unwrap().unwrap().anchors);
    let anchors: Vec<Anchor> = anchors.collect();
    archive.correct(Change::Merge, anchors, signed(MADE_ON), now()).unwrap();
    check_any_order(&archive, &["RUS consult PRK 2024-06-01: a:0:0 b:0:0 c:0:0", THIRD]);
    for id in ids {
        assert!(archive.event(&id, None).unwrap().is_some(), "{id} leads to it");
    }
    // An article of the day after joins the whole.
    let run = archive.newest_run().unwrap().unwrap();
    archive.store(run, &[told("e", "2024-06-21", "RUS", "PRK")], now()).unwrap();
    check_any_order(&archive, &["RUS consult PRK 2024-06-01: a:0:0 b:0:0 c:0:0 e:0:0", THIRD]);
}

#[test]
fn split_reports_are_an_event_of_their_own() {
    let mut archive = visits();
    split(&mut archive, "b:0:0", MADE_ON);
    check_any_order(
        &archive,
        &["RUS consult PRK 2024-06-01: a:0:0", "RUS consult PRK 2024-06-02: b:0:0", SECOND, THIRD],
    );
}

fn split(archive: &mut Archive, report: &str, on: &str) {
    let event = archive.places(&event_of(archive, report), &Query::default()).unwrap().unwrap();
    let leaving = archive.places(report, &Query::default()).unwrap().unwrap().anchors;
    let others = event.anchors.into_iter().filter(|anchor| !leaving.contains(anchor)).collect();
    archive.correct(Change::Split { others }, leaving, signed(on), now()).unwrap();
}

#[test]
fn a_later_split_undoes_a_merge_and_the_other_way_round() {
    for (split_on, merge_on, n) in
        [("2024-07-01", "2024-07-02", 3), ("2024-07-02", "2024-07-01", 4)]
    {
        let mut archive = visits();
        let anchors = |archive: &Archive| -> Vec<Anchor> {
            let query = Query::default();
            ["a:0:0", "b:0:0"]
                .iter()
                .flat_map(|id| archive.places(id, &query).unwrap().unwrap().anchors)
                .collect()
        };
        let both = anchors(&archive);
        split(&mut archive, "b:0:0", split_on);
        archive.correct(Change::Merge, both, signed(merge_on), now()).unwrap();
        assert_eq!(archive.events(&Query::default()).unwrap().len(), n, "{split_on} {merge_on}");
    }
}

#[test]
fn another_actor_and_another_day_lead_to_other_answers() {
    let mut archive = visits();
    let source = Some(party("USA", None));
    correct(&mut archive, "c:0:0", Change::Actor { source, target: None });
    let (from, to) = (day("2024-06-05"), day("2024-06-06"));
    let event = event_of(&archive, "a:0:0");
    correct(&mut archive, &event, Change::Date { from, to });
    check_any_order(
        &archive,
        &["RUS consult PRK 2024-06-05: a:0:0 b:0:0", THIRD, "USA consult PRK 2024-06-20: c:0:0"],
    );
    let pair =
        Query { between: Some((vec!["USA".into()], vec!["PRK".into()])), ..Query::default() };
    assert_eq!(archive.reports(&pair).unwrap().len(), 1);
    assert_eq!(archive.outlines(&pair).unwrap().len(), 1);
}

#[test]
fn a_corrected_report_joins_what_tells_the_same() {
    let mut archive = visits();
    let change =
        Change::Actor { source: Some(party("USA", None)), target: Some(party("KOR", None)) };
    correct(&mut archive, "c:0:0", change);
    check_any_order(&archive, &[FIRST, "USA consult KOR 2024-06-20: c:0:0 d:0:0"]);
}

#[test]
fn both_directions_of_one_deed_are_corrected_together() {
    let (mut archive, run) = archive();
    let (document, mut coded) = told("a", "2024-06-01", "RUS", "PRK");
    coded.reports[0].reciprocal = true;
    let twin = Report {
        id: "a:0:1".into(),
        source: coded.reports[0].target.clone(),
        target: coded.reports[0].source.clone(),
        ..coded.reports[0].clone()
    };
    coded.reports.push(twin);
    archive.store(run, &[(document, coded)], now()).unwrap();
    let change = Change::Actor { source: Some(party("USA", None)), target: None };
    correct(&mut archive, "a:0:0", change);
    let sides = |report: &Report| {
        [&report.source, &report.target].map(|party| party.as_ref().unwrap().actor.clone())
    };
    let reports = archive.reports(&Query::default()).unwrap();
    let sides: Vec<_> = reports.iter().map(|report| sides(report)).collect();
    assert_eq!(sides, [["USA", "PRK"], ["PRK", "USA"]]);
    correct(&mut archive, "a:0:1", Change::Drop);
    check(&archive, &[]);
}

#[test]
fn what_is_undone_is_as_if_it_had_not_been_from_that_day_on() {
    let mut archive = visits();
    let before = answers(&archive);
    let made = correct(&mut archive, "a:0:0", Change::Drop);
    assert_ne!(answers(&archive), before);
    let undoing = signed("2024-07-05");
    assert!(archive.undo(made.number, &undoing, now()).unwrap());
    assert!(!archive.undo(made.number, &undoing, now()).unwrap(), "only once");
    assert!(!archive.undo(7, &undoing, now()).unwrap(), "there is none");
    assert_eq!(answers(&archive), before);
    assert_eq!(told_as_of(&archive, Some("2024-07-04")).len(), 3);
    assert!(told_as_of(&archive, Some("2024-07-04"))[0].ends_with(": b:0:0"));
    let kept = archive.corrections(&Query::default()).unwrap();
    assert_eq!(kept[0].correction.undone, Some(undoing));
}

#[test]
fn a_correction_is_not_known_before_it_was_made_nor_to_what_one_run_coded() {
    let mut archive = visits();
    let run = archive.newest_run().unwrap().unwrap();
    let coded = Query { codings: Codings::Of(run), ..Query::default() };
    let then = Query { as_of: Some(day("2024-06-30")), ..Query::default() };
    let ask = |archive: &Archive| {
        [&coded, &then].map(|query| {
            (
                archive.events(query).unwrap(),
                archive.reports(query).unwrap(),
                archive.dyads(query).unwrap(),
            )
        })
    };
    let before = ask(&archive);
    correct(&mut archive, "a:0:0", Change::Drop);
    assert_eq!(ask(&archive), before);
    // What was known by a day can be told with what was corrected since.
    let corrected = Query { corrected_by: Some(day(MADE_ON)), ..then };
    assert_eq!(archive.reports(&corrected).unwrap().len(), 3);
}

#[test]
fn a_newer_coders_report_of_the_same_place_is_corrected_too() {
    let mut archive = Archive::in_memory().unwrap();
    let run = archive.run_for("rules-1", now()).unwrap();
    let (document, mut coded) = told("a", "2024-06-01", "RUS", "PRK");
    coded.reports[0].trigger = Some(Span { start: 13, end: 19 });
    archive.store(run, &[(document.clone(), coded.clone())], now()).unwrap();
    correct(&mut archive, "a:0:0", threat());
    // The newer coder finds one more deed first, and more words of this one.
    let mut again = coded.clone();
    again.reports[0] = Report {
        id: "a:0:1".into(),
        trigger: Some(Span { start: 11, end: 19 }),
        ..coded.reports[0].clone()
    };
    let mut other = report("a:0:0", "USA", "KOR");
    (other.trigger, other.happened_on) =
        (Some(Span { start: 2, end: 10 }), coded.reports[0].happened_on);
    again.reports.insert(0, other);
    let newer = archive.run_for("rules-2", now()).unwrap();
    archive.store(newer, &[(document.clone(), again)], now()).unwrap();
    check_any_order(
        &archive,
        &["RUS threaten PRK 2024-06-01: a:0:1", "USA consult KOR 2024-06-01: a:0:0"],
    );
    // One that sees no deed here leaves nothing to correct.
    let newest = archive.run_for("rules-3", now()).unwrap();
    archive.store(newest, &[(document, Coded::default())], now()).unwrap();
    check(&archive, &[]);
    let kept = archive.corrections(&Query::default()).unwrap();
    assert!(kept[0].reports.is_empty(), "not found now");
}

#[test]
fn the_order_of_telling_makes_no_difference() {
    let made: [(&str, Change, &str); 4] = [
        ("a:0:0", threat(), "2024-07-01"),
        ("a:0:0", Change::Date { from: day("2024-06-03"), to: day("2024-06-03") }, "2024-07-02"),
        ("a:0:0", Change::Date { from: day("2024-06-04"), to: day("2024-06-04") }, "2024-07-03"),
        ("c:0:0", Change::Drop, "2024-07-01"),
    ];
    let told = |order: [usize; 4]| {
        let mut archive = visits();
        for n in order {
            let (id, change, on) = made[n].clone();
            let anchors = visits().places(id, &Query::default()).unwrap().unwrap().anchors;
            archive.correct(change, anchors, signed(on), now()).unwrap();
        }
        agree(&archive, &Query::default());
        answers(&archive)
    };
    let first = told([0, 1, 2, 3]);
    for order in [[3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]] {
        assert_eq!(told(order), first, "{order:?}");
    }
}

#[test]
fn a_correction_without_a_place_changes_nothing() {
    let mut archive = visits();
    let before = answers(&archive);
    let elsewhere = Anchor {
        document: "lost".into(),
        sentence: 0,
        source: Some("RUS".into()),
        target: Some("PRK".into()),
        event_type: EventType::Consult,
        trigger: None,
        turned: false,
    };
    let sentence = Anchor { document: "a".into(), sentence: 4, ..elsewhere.clone() };
    archive.correct(Change::Drop, vec![elsewhere, sentence], signed(MADE_ON), now()).unwrap();
    assert_eq!(answers(&archive), before);
    assert!(archive.corrections(&Query::default()).unwrap()[0].reports.is_empty());
    assert!(archive.places("lost:0:0", &Query::default()).unwrap().is_none());
    assert!(archive.places("0123456789abcdef0123", &Query::default()).unwrap().is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_corrected_archive_answers_as_one_that_was_coded_so(
        batch in batches(), picks in prop::collection::vec((any::<prop::sample::Index>(), 0usize..4), 1..4),
        as_of in prop::option::of(days()),
    ) {
        let (mut archive, run) = archive();
        archive.store(run, &batch, now()).unwrap();
        for (pick, kind) in picks {
            let reports = archive.reports(&Query::default()).unwrap();
            if reports.is_empty() {
                continue;
            }
            let change = match kind {
                0 => Change::Drop,
                1 => threat(),
                2 => Change::Actor { source: Some(party("KOR", None)), target: None },
                _ => Change::Date { from: day("2024-06-09"), to: day("2024-06-10") },
            };
            let place = Anchor::of(&pick.get(&reports).what);
            archive.correct(change, vec![place], signed("2024-06-01"), now()).unwrap();
        }
        prop_assert!(archive.faults().unwrap().is_empty());
        let query = Query { as_of, ..Query::default() };
        let events = archive.events(&query).unwrap();
        let reports = archive.reports(&query).unwrap();
        prop_assert_eq!(events.iter().map(|event| event.reports.len()).sum::<usize>(), reports.len());
        for event in &events {
            let (alone, _) = archive.event(&event.id, as_of).unwrap().unwrap();
            prop_assert_eq!(&alone, event);
        }
        let sides = Some((vec!["RUS".to_owned(), "USA".into(), "KOR".into()], vec!["PRK".to_owned(), "nato".into()]));
        let pair = Query { between: sides, ..query };
        let (outlines, events) = (archive.outlines(&pair).unwrap(), archive.events(&pair).unwrap());
        let ids: Vec<String> = outlines.iter().map(Outline::id).collect();
        let told = archive.events_holding(&ids, &pair).unwrap();
        prop_assert_eq!(told.into_iter().map(|told| told.0).collect::<Vec<_>>(), events);
        // The reports as corrected, coded so from the start, make the same sums.
        let (mut coded_so, run) = super::fixtures::archive();
        let fixed = archive.reports(&Query::default()).unwrap();
        let again: Vec<(Document, Coded)> = fixed
            .iter()
            .enumerate()
            .map(|(n, report)| {
                let mut report = report.what.clone();
                report.id = format!("{}:{n}", report.id);
                (Document::plain(format!("{n}"), report.known_on, "x"), Coded { reports: vec![report], ..Coded::default() })
            })
            .collect();
        coded_so.store(run, &again, now()).unwrap();
        let sums = |archive: &Archive| archive.dyads(&Query::default()).unwrap();
        prop_assert_eq!(sums(&archive).len(), sums(&coded_so).len());
        for (one, other) in sums(&archive).iter().zip(sums(&coded_so)) {
            prop_assert_eq!((&one.source, &one.target, one.n), (&other.source, &other.target, other.n));
        }
    }
}

#[test]
fn an_archive_of_version_2_that_may_not_be_written_keeps_links_and_corrections() {
    let mut archive = visits();
    let third = event_of(&archive, "d:0:0");
    correct(&mut archive, &third, Change::Drop);
    let second = event_of(&archive, "c:0:0");
    let on = crate::Change::Date { from: day("2024-06-03"), to: day("2024-06-03") };
    correct(&mut archive, &second, on);
    let now = told_as_of(&archive, None);
    assert!(now.iter().any(|event| event.contains("a:0:0 b:0:0")), "{now:?}");
    assert!(!now.iter().any(|event| event.contains("d:0:0")), "{now:?}");
    // As version 2 left it: reports are found by their first days.
    let as_version_2 = "
        DROP INDEX reports_by_source_country;
        DROP INDEX reports_by_target_country;
        ALTER TABLE reports DROP COLUMN linked_on;";
    archive.connection.execute_batch(as_version_2).unwrap();
    archive.is_linked_anew = false;
    assert_eq!(told_as_of(&archive, None), now);
}
