//! What counts: versions, runs, days, rows; and what a query finds.

use super::fixtures::{SENTENCE, archive, now, party, plain, report, told};
use crate::{Archive, Codings, Query};
use rapport_record::{
    Arrangement, ArrangementKind, ArrangementParty, Certainty, Coded, Date, DateSource, Dated,
    Document, DocumentKind, EventStatus, EventType, Evidence, Note, OtherRole, Pair, Period,
    Recorded, Report, Role, TableRow,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn ids(reports: &[Recorded<Report>]) -> Vec<&str> {
    reports.iter().map(|report| report.id.as_str()).collect()
}

fn pair(a: &[&str], b: &[&str]) -> Query {
    let side = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    Query { between: Some((side(a), side(b))), ..Query::default() }
}

/// A row of a table and a report of it, or an arrangement.
fn row(id: &str, published_on: &str, source: &str, target: &str) -> (Document, Coded) {
    let (mut document, mut coded) = told(id, published_on, source, target);
    document.kind = DocumentKind::Row;
    document.row = Some(TableRow { table: "visits".into(), row: id.into() });
    coded.reports[0].coder = "table:visits".into();
    (document, coded)
}

fn alliance(document: &str, known_on: &str) -> Arrangement {
    let party = |actor: &str| ArrangementParty { actor: actor.into(), role: None };
    Arrangement {
        id: "alliance-1961".into(),
        kind: ArrangementKind::Alliance,
        label: "defence alliance".into(),
        parties: vec![party("SUN"), party("PRK")],
        since: Some((day("1961-07-06"), day("1961-07-06"))),
        until: None,
        vouched_until: Some(day("2018-12-31")),
        certainty: Certainty::Reported,
        attributed_to: None,
        known_on: day(known_on),
        evidence: vec![Evidence {
            document: document.into(),
            sentence: 0,
            quote: "allied from 1961".into(),
        }],
    }
}

#[test]
fn an_event_is_retracted_once_all_its_documents_are_corrected() {
    let (mut archive, run) = archive();
    let batch = [told("a", "2024-06-19", "RUS", "PRK"), told("b", "2024-06-19", "RUS", "PRK")];
    archive.store(run, &batch, now()).unwrap();
    let all = Query::default();
    let id = archive.events(&all).unwrap()[0].id.clone();
    let mut corrected = |id: &str, day: &str| {
        let document = Document::plain(id, day.parse().unwrap(), "Nobody paid a visit.");
        archive.store(run, &[(document, Coded::default())], now()).unwrap();
    };
    corrected("a", "2024-06-20");
    corrected("b", "2024-06-22");
    let as_of = |day_asked: &str| Query { as_of: Some(day(day_asked)), ..Query::default() };
    // One document still told it on the 21st.
    assert!(archive.event_in(&id, &as_of("2024-06-21")).unwrap().is_some());
    assert_eq!(archive.event_in(&id, &all).unwrap(), None);
    let ((event, reports), on) = archive.retracted(&id, &all).unwrap().unwrap();
    assert_eq!((event.id.as_str(), event.status), (id.as_str(), EventStatus::Retracted));
    assert_eq!((reports.len(), on), (2, day("2024-06-22")));
    let by_outlet = Query { outlets: vec!["Gazette".into()], ..Query::default() };
    assert!(archive.retracted(&id, &by_outlet).unwrap().is_some());
    assert_eq!(archive.retracted("0123456789abcdef0000", &all).unwrap(), None);
}

#[test]
fn a_pair_matches_either_way_by_lineage_and_by_country() {
    let (mut archive, run) = archive();
    let (document, mut coded) = told("d", "2024-06-19", "VLADIMIR", "PRK");
    let person = &mut coded.reports[0].source.as_mut().unwrap();
    (person.actor, person.country) = ("vladimir-putin".into(), Some("RUS".into()));
    let batch = [
        (document, coded),
        told("c", "1989-01-01", "PRK", "SUN"),
        told("b", "2024-06-20", "RUS", "USA"),
        told("a", "2024-06-20", "USA", "PRK"),
    ];
    archive.store(run, &batch, now()).unwrap();
    let query = pair(&["RUS", "SUN"], &["PRK"]);
    assert_eq!(ids(&archive.reports(&query).unwrap()), ["c:0:0", "d:0:0"]);
    assert_eq!(archive.events(&query).unwrap().len(), 2);
    let turned = pair(&["PRK"], &["RUS", "SUN"]);
    assert_eq!(archive.reports(&turned).unwrap(), archive.reports(&query).unwrap());
    assert_eq!(archive.reports(&Query { limit: Some(1), ..query }).unwrap().len(), 1);
}

#[test]
fn about_adds_what_names_the_other_and_nothing_else() {
    let (mut archive, run) = archive();
    let mut veto = told("veto", "2024-03-28", "RUS", "un-security-council");
    veto.1.reports[0].about = vec!["PRK".into()];
    let mut hosted = told("hosted", "2024-03-29", "RUS", "USA");
    hosted.1.reports[0].others =
        vec![rapport_record::Other { actor: "PRK".into(), role: OtherRole::Host }];
    let mut beside = told("beside", "2024-03-30", "RUS", "UKR");
    beside.1.reports.push(report("beside:0:1", "PRK", "UKR"));
    let mut elsewhere = told("elsewhere", "2024-03-31", "RUS", "UKR");
    elsewhere.1.reports.push(Report { sentence: 1, ..report("elsewhere:1:0", "PRK", "KOR") });
    archive.store(run, &[veto, hosted, beside, elsewhere], now()).unwrap();
    let direct = pair(&["RUS"], &["PRK"]);
    assert!(archive.reports(&direct).unwrap().is_empty());
    let about = Query { about: true, ..direct };
    let found = archive.reports(&about).unwrap();
    assert_eq!(ids(&found), ["veto:0:0", "hosted:0:0", "beside:0:0", "beside:0:1"]);
}

#[test]
fn types_periods_and_parties_narrow_a_query() {
    let (mut archive, run) = archive();
    let mut aid = told("aid", "2024-05-01", "RUS", "PRK");
    aid.1.reports[0].event_type = EventType::Aid;
    let mut vague = told("vague", "2024-06-10", "CHN", "PRK");
    vague.1.reports[0].happened_on =
        Dated { from: day("2024-04-01"), to: day("2024-04-30"), known_from: DateSource::Stated };
    archive.store(run, &[aid, vague], now()).unwrap();
    let check = |query: &Query, expected: &[&str]| {
        assert_eq!(ids(&archive.reports(query).unwrap()), expected, "{query:?}");
        assert_eq!(archive.events(query).unwrap().len(), expected.len(), "{query:?}");
    };
    check(&Query { types: vec![EventType::Aid], ..Query::default() }, &["aid:0:0"]);
    check(&Query { involving: Some(vec!["CHN".into()]), ..Query::default() }, &["vague:0:0"]);
    let period = |since: &str, until: &str| Query {
        period: Period { since: Some(day(since)), until: Some(day(until)) },
        ..Query::default()
    };
    check(&period("2024-04-30", "2024-04-30"), &["vague:0:0"]);
    check(&period("2024-04-15", "2024-05-01"), &["vague:0:0", "aid:0:0"]);
    check(&period("2024-05-02", "2024-06-30"), &[]);
}

#[test]
fn an_event_is_told_by_all_its_reports_even_where_one_alone_matches() {
    let (mut archive, run) = archive();
    let one = told("a", "2024-03-28", "RUS", "un-security-council");
    let mut other = told("b", "2024-03-28", "RUS", "un-security-council");
    other.1.reports[0].about = vec!["PRK".into()];
    archive.store(run, &[one, other], now()).unwrap();
    let found = archive.events(&Query { about: true, ..pair(&["RUS"], &["PRK"]) }).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].n_reports, 2);
    assert_eq!(found[0].about, ["PRK"]);
    let (event, reports) = archive.event(&found[0].id, None).unwrap().unwrap();
    assert_eq!(event, found[0]);
    assert_eq!(ids(&reports), event.reports);
    assert_eq!(reports[0].text, SENTENCE);
    assert!(archive.event(&event.id, Some(day("2024-03-27"))).unwrap().is_none());
    assert!(archive.event("no-such-event", None).unwrap().is_none());
}

#[test]
fn what_comes_out_says_when_it_was_recorded() {
    let (mut archive, run) = archive();
    let later = now() + jiff::SignedDuration::from_secs(60);
    let mut first = told("a", "2024-06-01", "RUS", "PRK");
    first.1.arrangements.push(alliance("a", "2024-06-01"));
    let mut second = told("b", "2024-06-02", "RUS", "PRK");
    second.1.reports[0].happened_on = first.1.reports[0].happened_on;
    second.1.arrangements.push(alliance("b", "2024-06-02"));
    archive.store(run, &[second], now()).unwrap();
    archive.store(run, &[first], later).unwrap();
    let reports = archive.reports(&Query::default()).unwrap();
    let told: Vec<_> = reports.iter().map(|one| (one.id.as_str(), one.recorded_at)).collect();
    assert_eq!(told, [("a:0:0", later), ("b:0:0", now())]);
    let json = serde_json::to_value(&reports[0]).unwrap();
    assert_eq!(
        (&json["id"], &json["recorded_at"]),
        (&"a:0:0".into(), &"2024-07-01T12:01:00Z".into())
    );
    let of_event = |as_of: Option<&str>| {
        let query = Query { as_of: as_of.map(day), ..Query::default() };
        archive.events(&query).unwrap()[0].recorded_at
    };
    assert_eq!(of_event(None), now(), "that of the first to be recorded");
    assert_eq!(of_event(Some("2024-06-01")), later, "of those known by then");
    assert_eq!(archive.arrangements(&Query::default()).unwrap()[0].recorded_at, now());
}

#[test]
fn a_correction_counts_from_its_own_day_on() {
    let (mut archive, run) = archive();
    let first = told("d", "2024-06-01", "RUS", "PRK");
    let mut second = told("d", "2024-06-05", "RUS", "CHN");
    second.0.title = Some("Correction".into());
    archive.store(run, &[second.clone()], now()).unwrap();
    archive.store(run, std::slice::from_ref(&first), now()).unwrap();
    let targets = |as_of: Option<&str>| -> Vec<String> {
        let query = Query { as_of: as_of.map(day), ..Query::default() };
        let found = archive.reports(&query).unwrap();
        plain(found).into_iter().map(|report| report.target.unwrap().actor).collect()
    };
    assert_eq!(targets(None), ["CHN"]);
    assert_eq!(targets(Some("2024-06-05")), ["CHN"]);
    assert_eq!(targets(Some("2024-06-04")), ["PRK"]);
    assert!(targets(Some("2024-05-31")).is_empty());
    assert_eq!(archive.document("d", None).unwrap(), Some(second.0.clone()));
    assert_eq!(archive.document("d", Some(day("2024-06-04"))).unwrap(), Some(first.0));
    assert_eq!(archive.document("d", Some(day("2024-05-31"))).unwrap(), None);
    let days = |as_of| archive.documents_per_day(&Query { as_of, ..Query::default() }).unwrap();
    assert_eq!(days(None), [(day("2024-06-05"), 1)]);
    assert_eq!(days(Some(day("2024-06-04"))), [(day("2024-06-01"), 1)]);
    let counts = archive.counts().unwrap();
    assert_eq!((counts.documents, counts.versions, counts.reports), (1, 2, 1));
}

#[test]
fn of_two_contents_of_one_day_the_one_recorded_last_counts() {
    let (mut archive, run) = archive();
    let wrong = told("d", "2024-06-01", "RUS", "PRK");
    let mut right = told("d", "2024-06-01", "RUS", "CHN");
    right.0.url = Some("https://example.org/2".into());
    archive.store(run, std::slice::from_ref(&wrong), now()).unwrap();
    archive.store(run, &[right.clone()], now() + jiff::SignedDuration::from_secs(1)).unwrap();
    archive.store(run, &[wrong], now() + jiff::SignedDuration::from_secs(2)).unwrap();
    assert_eq!(archive.document("d", None).unwrap(), Some(right.0));
}

#[test]
fn a_new_coder_replaces_the_old_document_by_document_and_can_be_replayed() {
    let (mut archive, old) = archive();
    let batch = [told("a", "2024-06-01", "RUS", "PRK"), told("b", "2024-06-02", "RUS", "PRK")];
    archive.store(old, &batch, now()).unwrap();
    let before = archive.reports(&Query::default()).unwrap();
    assert!(archive.is_known(&batch[0].0).unwrap());

    let new = archive.run_for("rules-2", now()).unwrap();
    assert_eq!(archive.newest_run().unwrap(), Some(new));
    assert!(!archive.is_known(&batch[0].0).unwrap());
    assert_eq!(archive.reports(&Query::default()).unwrap(), before);
    assert_eq!(archive.counts().unwrap().uncoded, 2);

    let todo = archive.uncoded(new, 1).unwrap();
    assert_eq!(todo, [batch[0].0.clone()]);
    let better = told("a", "2024-06-01", "RUS", "CHN").1;
    archive.store(new, &[(todo[0].clone(), better)], now()).unwrap();
    let targets: Vec<_> = archive.reports(&Query::default()).unwrap();
    let targets: Vec<_> = targets.iter().map(|r| &r.target.as_ref().unwrap().actor).collect();
    assert_eq!(targets, ["CHN", "PRK"]);
    assert_eq!(archive.uncoded(new, 9).unwrap(), [batch[1].0.clone()]);
    archive.store(new, &[(batch[1].0.clone(), Coded::default())], now()).unwrap();
    assert!(archive.uncoded(new, 9).unwrap().is_empty());
    assert_eq!(archive.reports(&Query::default()).unwrap().len(), 1);

    let replayed = Query { codings: Codings::Replay(old), ..Query::default() };
    assert_eq!(archive.reports(&replayed).unwrap(), before);
    assert_eq!(archive.find_run("rules-1").unwrap(), old);
    assert_eq!(archive.find_run("2").unwrap(), new);
    assert_eq!(archive.run_for("rules-1", now()).unwrap(), old);
}

#[test]
fn a_replay_shows_the_content_its_run_has_read() {
    let (mut archive, old) = archive();
    let first = told("d", "2024-06-01", "RUS", "PRK");
    archive.store(old, std::slice::from_ref(&first), now()).unwrap();
    let new = archive.run_for("rules-2", now()).unwrap();
    let second = told("d", "2024-06-05", "RUS", "CHN");
    archive.store(new, &[second], now()).unwrap();
    let replay = Query { codings: Codings::Replay(old), ..Query::default() };
    assert_eq!(plain(archive.reports(&replay).unwrap()), first.1.reports);
    assert_eq!(archive.documents(["d"], &replay).unwrap()["d"], first.0);
    assert_eq!(archive.coded("d", Some(old)).unwrap(), Some(first.1));
}

#[test]
fn rows_stay_whatever_coder_of_text_is_the_newest() {
    let (mut archive, text) = archive();
    let visit = row("v1", "1990-01-01", "SUN", "PRK");
    archive.store(text, std::slice::from_ref(&visit), now()).unwrap();
    let later = now() + jiff::SignedDuration::from_secs(1);
    let newer = archive.run_for("rules-2", later).unwrap();
    assert!(archive.is_known(&visit.0).unwrap());
    assert!(archive.is_coded(newer, &visit.0).unwrap());
    assert!(archive.uncoded(newer, 9).unwrap().is_empty());
    assert_eq!(archive.store(newer, std::slice::from_ref(&visit), now()).unwrap().unchanged, 1);
    for codings in [Codings::Newest, Codings::Replay(text), Codings::Replay(newer)] {
        let query = Query { codings, ..Query::default() };
        assert_eq!(plain(archive.reports(&query).unwrap()), visit.1.reports);
    }
    let coders: Vec<_> = archive.runs().unwrap().into_iter().map(|run| run.coder).collect();
    assert_eq!(coders, ["rules-1", "table:visits", "rules-2"]);
    assert_eq!(archive.newest_run().unwrap(), Some(newer));

    let table = archive.run_for("table:visits-2", now()).unwrap();
    assert!(!archive.is_coded(table, &visit.0).unwrap());
    archive.store(table, &[(visit.0.clone(), Coded::default())], now()).unwrap();
    assert!(archive.reports(&Query::default()).unwrap().is_empty());
    assert!(archive.uncoded(table, 9).unwrap().is_empty());
}

#[test]
fn rows_of_one_table_are_one_outlet() {
    let (mut archive, run) = archive();
    let mut text = told("t", "2024-06-01", "RUS", "PRK");
    text.0.outlet = Some("An outlet".into());
    let batch =
        [row("v1", "2024-06-01", "RUS", "PRK"), row("v2", "2024-06-01", "RUS", "PRK"), text];
    archive.store(run, &batch, now()).unwrap();
    let events = archive.events(&Query::default()).unwrap();
    assert_eq!((events.len(), events[0].n_reports, events[0].n_outlets), (1, 3, 2));
}

#[test]
fn one_arrangement_gathers_the_evidence_of_all_who_tell_of_it() {
    let (mut archive, run) = archive();
    let mut batch = [row("r1", "2018-06-01", "SUN", "PRK"), row("r2", "2022-06-01", "SUN", "PRK")];
    batch[0].1 = Coded { arrangements: vec![alliance("r1", "2018-06-01")], ..Coded::default() };
    let newer = Arrangement {
        until: Some((day("1996-09-10"), day("1996-09-10"))),
        ..alliance("r2", "2022-06-01")
    };
    batch[1].1 = Coded { arrangements: vec![newer.clone()], ..Coded::default() };
    archive.store(run, &batch, now()).unwrap();
    let found = archive.arrangements(&pair(&["RUS", "SUN"], &["PRK"])).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].until, newer.until);
    assert_eq!(found[0].known_on, day("2018-06-01"));
    let documents: Vec<_> = found[0].evidence.iter().map(|e| e.document.as_str()).collect();
    assert_eq!(documents, ["r1", "r2"]);

    let then = Query { as_of: Some(day("2020-01-01")), ..Query::default() };
    assert_eq!(plain(archive.arrangements(&then).unwrap()), [alliance("r1", "2018-06-01")]);
    assert!(archive.arrangements(&pair(&["USA"], &["PRK"])).unwrap().is_empty());
    let within = |since: &str, as_of: Option<&str>| Query {
        period: Period { since: Some(day(since)), until: None },
        as_of: as_of.map(day),
        involving: Some(vec!["PRK".into()]),
        ..Query::default()
    };
    assert_eq!(archive.arrangements(&within("1996-09-10", None)).unwrap().len(), 1);
    assert!(archive.arrangements(&within("1996-09-11", None)).unwrap().is_empty());
    let then = within("1996-09-11", Some("2020-01-01"));
    assert_eq!(archive.arrangements(&then).unwrap().len(), 1, "its end was not known then");
}

#[test]
fn dyads_sum_one_value_for_each_event_between_governments() {
    let (mut archive, run) = archive();
    let strong = |id: &str, goldstein: f64, probability: f64| {
        let (document, mut coded) = told(id, "2024-06-01", "RUS", "PRK");
        coded.reports[0].goldstein = goldstein;
        coded.reports[0].probability = probability;
        (document, coded)
    };
    let mut rebels = told("rebels", "2024-06-01", "RUS", "PRK");
    rebels.1.reports[0].source = Some(party("RUS", Some(Role::Rebel)));
    let mut alleged = told("alleged", "2024-06-02", "RUS", "PRK");
    alleged.1.reports[0].certainty = Certainty::Alleged;
    let batch = [
        strong("a", 1.0, 0.6),
        strong("b", 3.0, 0.9),
        told("c", "2024-06-03", "RUS", "PRK"),
        rebels,
        alleged,
    ];
    archive.store(run, &batch, now()).unwrap();
    let totals = archive.dyads(&Query::default()).unwrap();
    assert_eq!(totals.len(), 1);
    assert_eq!((totals[0].n, totals[0].sum), (2, 3.0 + 1.9));
    assert_eq!(totals[0].sum_of_squares, 9.0 + 1.9 * 1.9);
}

#[test]
fn pairs_count_the_sentences_that_tell_of_them() {
    let (mut archive, run) = archive();
    let mut signed = told("signed", "2024-06-01", "RUS", "PRK");
    signed.1.reports.push(report("signed:0:1", "PRK", "RUS"));
    let mut alleged = told("alleged", "2024-06-02", "PRK", "RUS");
    alleged.1.reports[0].certainty = Certainty::Alleged;
    let mut rebels = told("rebels", "2024-06-01", "RUS", "USA");
    rebels.1.reports[0].source = Some(party("RUS", Some(Role::Rebel)));
    let batch = [signed, alleged, rebels, told("c", "2024-06-03", "CHN", "PRK")];
    archive.store(run, &batch, now()).unwrap();
    let pairs = archive.reports_per_pair().unwrap();
    assert_eq!(pairs, [(Pair::new("CHN", "PRK"), 1), (Pair::new("PRK", "RUS"), 2)]);
}

#[test]
fn words_are_found_whatever_signs_stand_among_them() {
    let (mut archive, run) = archive();
    let (mut old, coded) = told("a", "2024-06-01", "RUS", "PRK");
    old.title = Some("The café's long-range plan".into());
    archive.store(run, &[(old.clone(), coded)], now()).unwrap();
    let found = |words: &str| archive.search(words, &Query::default()).unwrap().len();
    assert_eq!(found("delegation visit"), 1);
    assert_eq!(found("long-range cafe"), 1);
    assert_eq!(found("\"NOT (visit*"), 0);
    assert_eq!(found("visit: AND -"), 0);
    assert_eq!(found("( * \""), 0);
    let before = Query { as_of: Some(day("2024-05-31")), ..Query::default() };
    assert!(archive.search("visit", &before).unwrap().is_empty());
}

#[test]
fn newest_document_looks_at_text_before_rows() {
    let (mut archive, run) = archive();
    let newest = |archive: &Archive, as_of: Option<&str>| {
        let query = Query { as_of: as_of.map(day), ..Query::default() };
        archive.newest_document(&query).unwrap().map(|day| day.to_string())
    };
    assert_eq!(newest(&archive, None), None);
    archive.store(run, &[row("v", "2025-01-01", "RUS", "PRK")], now()).unwrap();
    assert_eq!(newest(&archive, None).as_deref(), Some("2025-01-01"));
    let texts = [told("t", "2024-06-01", "RUS", "PRK"), told("u", "2024-06-09", "RUS", "PRK")];
    archive.store(run, &texts, now()).unwrap();
    assert_eq!(newest(&archive, None).as_deref(), Some("2024-06-09"));
    assert_eq!(newest(&archive, Some("2024-06-08")).as_deref(), Some("2024-06-01"));
    assert_eq!(newest(&archive, Some("2024-05-31")), None);
}

#[test]
fn notes_are_counted_by_reason_and_documents_by_day() {
    let (mut archive, run) = archive();
    let note = |reason: &str| Note { sentence: None, reason: reason.into(), message: "…".into() };
    let mut one = told("a", "2024-06-01", "RUS", "PRK");
    one.1.notes = vec![note("sport"), note("no-target"), note("sport")];
    let mut sample = told("s", "2024-06-01", "RUS", "PRK");
    sample.0.kind = DocumentKind::Sample;
    archive.store(run, &[one, sample, told("b", "2024-06-01", "RUS", "PRK")], now()).unwrap();
    let reasons = archive.notes_by_reason().unwrap();
    assert_eq!(reasons, [("sport".to_owned(), 2), ("no-target".to_owned(), 1)]);
    let days = archive.documents_per_day(&Query::default()).unwrap();
    assert_eq!(days, [(day("2024-06-01"), 2)]);
    assert_eq!(archive.recorded_at("a").unwrap(), Some(now()));
}

#[test]
fn the_view_for_other_tools_agrees_with_the_program() {
    let (mut archive, run) = archive();
    let batch = [told("a", "2024-06-01", "RUS", "PRK"), told("a", "2024-06-02", "RUS", "PRK")];
    archive.store(run, &batch, now()).unwrap();
    let found: Vec<(String, usize)> = archive
        .connection
        .prepare("SELECT id, n_reports FROM event_keys")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let events = archive.events(&Query::default()).unwrap();
    let key = |id: &str| crate::joining::key_of(id).to_owned();
    let expected: Vec<_> = events.into_iter().map(|e| (key(&e.id), e.n_reports)).collect();
    assert_eq!(found, expected);
    assert!(Archive::in_memory().unwrap().counts().unwrap().events == 0);
}

#[test]
fn a_plan_without_an_end_counts_on_its_first_day() {
    let (mut archive, run) = archive();
    let (document, mut coded) = told("a", "2017-07-22", "RUS", "PRK");
    coded.reports[0].certainty = Certainty::Planned;
    coded.reports[0].happened_on =
        Dated { from: day("2017-07-23"), to: Dated::OPEN, known_from: DateSource::Tense };
    archive.store(run, &[(document, coded)], now()).unwrap();
    let n_since = |since: &str| {
        let period = Period { since: Some(day(since)), until: None };
        let between = Query { period, ..pair(&["RUS"], &["PRK"]) };
        (archive.reports(&between).unwrap().len(), archive.outlines(&between).unwrap().len())
    };
    assert_eq!(n_since("2017-07-23"), (1, 1));
    assert_eq!(n_since("2017-07-24"), (0, 0));
}
