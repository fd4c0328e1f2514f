//! A replay of a run says what the archive said while that run was the newest.

use super::{
    fixtures::{archive, now, plain, told},
    laws::{answers_to, batches, days},
    sums::otherwise,
};
use crate::{Archive, Change, Codings, Query, Signed};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rapport_record::{Coded, Date, DocumentKind, EventType, TableRow};

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_replay_says_what_was_said_while_its_run_was_the_newest(
        batch in batches(),
        recoded in prop::collection::vec(any::<bool>(), 12),
        more in batches(),
        as_of in prop::option::of(days()),
    ) {
        let (mut archive, first) = archive();
        archive.store(first, &batch, now()).unwrap();
        let then = everything(&archive, Codings::Newest, as_of);
        prop_assert_eq!(&everything(&archive, Codings::Replay(first), as_of), &then);

        let second = archive.run_for("rules-2", after(1)).unwrap();
        let again: Vec<_> = batch
            .iter()
            .zip(&recoded)
            .filter(|(_, is_recoded)| **is_recoded)
            .map(|((document, coded), _)| (document.clone(), otherwise(coded)))
            .collect();
        archive.store(second, &again, after(1)).unwrap();
        archive.store(second, &more, after(2)).unwrap();
        let later = everything(&archive, Codings::Newest, as_of);
        prop_assert_eq!(&everything(&archive, Codings::Replay(first), as_of), &then);
        prop_assert_eq!(&everything(&archive, Codings::Replay(second), as_of), &later);

        // What the second run has not reached is still told by the first, in its replay, too.
        let third = archive.run_for("rules-3", after(3)).unwrap();
        archive.store(third, &batch, after(3)).unwrap();
        prop_assert_eq!(&everything(&archive, Codings::Replay(first), as_of), &then);
        prop_assert_eq!(&everything(&archive, Codings::Replay(second), as_of), &later);
    }
}

#[test]
fn a_replay_knows_the_corrections_made_while_its_run_was_the_newest() {
    let (mut archive, first) = archive();
    let batch = [told("a", "2024-06-01", "RUS", "PRK"), told("b", "2024-06-04", "RUS", "PRK")];
    archive.store(first, &batch, now()).unwrap();
    let made = correct(&mut archive, "a:0:0", after(1));
    let then = everything(&archive, Codings::Newest, None);

    let second = archive.run_for("rules-2", after(2)).unwrap();
    archive.store(second, &batch, after(2)).unwrap();
    correct(&mut archive, "b:0:0", after(3));
    assert!(archive.undo(made, &signed(), after(4)).unwrap());
    assert_ne!(everything(&archive, Codings::Newest, None), then);
    assert_eq!(everything(&archive, Codings::Replay(first), None), then);
    let second_now = everything(&archive, Codings::Replay(second), None);
    assert_eq!(second_now, everything(&archive, Codings::Newest, None));
    let coded = Query { codings: Codings::Of(first), ..Query::default() };
    let reports = plain(archive.reports(&coded).unwrap());
    assert!(reports.iter().all(|report| report.event_type == EventType::Consult));
}

#[test]
fn a_replay_knows_the_rows_read_while_its_run_was_the_newest() {
    let (mut archive, first) = archive();
    archive.store(first, &[told("a", "2024-06-01", "RUS", "PRK"), row("early")], now()).unwrap();
    let then = everything(&archive, Codings::Newest, None);
    let second = archive.run_for("rules-2", after(1)).unwrap();
    archive.store(second, &[row("late"), (row("early").0, Coded::default())], after(1)).unwrap();
    assert_ne!(everything(&archive, Codings::Newest, None), then);
    assert_eq!(everything(&archive, Codings::Replay(first), None), then);
    let table = archive.find_run("table:visits").unwrap();
    let alone = Query { codings: Codings::Replay(table), ..Query::default() };
    let ids: Vec<_> =
        archive.reports(&alone).unwrap().into_iter().map(|report| report.what.document).collect();
    assert_eq!(ids, ["early", "late"], "a table is shown by all its rows");
}

/// A visit of a table, on a day of its own for each name.
fn row(id: &str) -> (rapport_record::Document, Coded) {
    let day = if id == "early" { "1990-01-01" } else { "1991-01-01" };
    let (mut document, coded) = told(id, day, "RUS", "PRK");
    document.kind = DocumentKind::Row;
    document.row = Some(TableRow { table: "visits".into(), row: id.into() });
    (document, coded)
}

fn after(hours: i64) -> Timestamp {
    now() + SignedDuration::from_hours(hours)
}

fn signed() -> Signed {
    let on = "2024-07-01".parse().unwrap();
    Signed { by: "Flavia".into(), on, reason: "read the article".into() }
}

/// Makes a threat of a report; the correction's number.
fn correct(archive: &mut Archive, id: &str, recorded_at: Timestamp) -> i64 {
    let anchors = archive.places(id, &Query::default()).unwrap().unwrap().anchors;
    let change = Change::Recode {
        event_type: EventType::Threaten,
        certainty: None,
        cameo: None,
        goldstein: -4.4,
    };
    archive.correct(change, anchors, signed(), recorded_at).unwrap().number
}

/// Every answer that a reader can get, byte for byte.
fn everything(archive: &Archive, codings: Codings, as_of: Option<Date>) -> Vec<String> {
    let sides = Some((vec!["RUS".to_owned()], vec!["PRK".to_owned(), "USA".into()]));
    let whole = Query { codings, as_of, ..Query::default() };
    let pair = Query { between: sides, about: true, ..whole.clone() };
    let direct = Query { about: false, ..pair.clone() };
    let outlets = Query { outlets: vec!["A".to_owned()], ..pair.clone() };
    let mut all = Vec::new();
    for query in [&whole, &pair, &direct, &outlets] {
        all.extend(answers_to(archive, query));
        let outlines = archive.outlines(query).unwrap();
        let ids: Vec<String> = outlines.iter().map(crate::Outline::id).collect();
        all.push(format!("{outlines:?}"));
        all.push(format!("{:?}", archive.events_told(query).unwrap()));
        all.push(format!("{:?}", archive.events_holding(&ids, query).unwrap()));
        all.push(format!("{:?}", archive.outlet_days(query).unwrap()));
        all.push(format!("{:?}", archive.dealings("RUS", query).unwrap()));
        let names = [vec!["state".to_owned()]];
        let of = Query { between: None, involving: Some(vec!["RUS".into()]), ..query.clone() };
        all.push(format!("{:?}", archive.documents_of(&of, &names).unwrap()));
        all.push(format!("{:?}", archive.newest_document(query).unwrap()));
        all.push(format!("{:?}", archive.search("state", query).unwrap()));
        for id in ["a", "b", "c", "d", "e", "early", "late"] {
            all.push(format!("{:?}", archive.documents([id], query).unwrap()));
        }
    }
    all
}
