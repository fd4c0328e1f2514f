//! What overturned what, as deeds of Freedonia and Ruritania.

use super::*;
use crate::fixtures::{archive, day, tell, tell_as};
use rapport_archive::{Archive, Query};
use rapport_record::Casualties;

const SINCE: &str = "2024-03-05";

/// What changed since 5 March: "KIND: was -> is, because of DOCUMENT".
#[track_caller]
fn check(archive: &Archive, expected: &[&str]) {
    let known = |as_of: Option<Date>| {
        archive.events_told(&Query { as_of, ..Query::default() }).expect("events")
    };
    let (then, now) = (known(Some(day(SINCE))), known(None));
    let told: Vec<String> = changes(&then, &now)
        .iter()
        .map(|change| {
            let because = match change.because {
                Because::Report(report) => format!("told by {}", report.document),
                Because::Lost { document, .. } => format!("dropped by {document}"),
                Because::Unknown => "for no reason".to_owned(),
            };
            let hide = |text: &str| match text.rsplit_once(' ') {
                Some((words, id)) if id.len() == 20 => format!("{words} ID"),
                _ => text.to_owned(),
            };
            let (kind, was, is) = (change.kind.as_str(), &change.was, hide(&change.is));
            format!("{kind}: {was} -> {is}, {because}")
        })
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn nothing_new_changes_nothing() {
    let mut archive = archive();
    tell(&mut archive, "c", "a1", "2024-03-02", "FRE ASSAULT RUR reported 2024-03-01");
    tell(&mut archive, "c", "a2", "2024-03-09", "FRE SUPPORT RUR reported 2024-03-08");
    check(&archive, &[]);
}

#[test]
fn a_denial_disputes_and_a_second_outlet_corroborates() {
    let mut archive = archive();
    tell(&mut archive, "c", "a1", "2024-03-02", "FRE ASSAULT RUR reported 2024-03-01");
    tell(&mut archive, "c", "b1", "2024-03-06", "FRE ASSAULT RUR denied 2024-03-01");
    check(&archive, &["status: reported -> disputed, told by b1"]);
    let mut archive = crate::fixtures::archive();
    tell(&mut archive, "c", "a1", "2024-03-02", "FRE ASSAULT RUR reported 2024-03-01");
    tell(&mut archive, "c", "b1", "2024-03-06", "FRE ASSAULT RUR reported 2024-03-01");
    check(&archive, &["status: reported -> corroborated, told by b1"]);
}

#[test]
fn a_correction_takes_an_event_away() {
    let mut archive = archive();
    tell(&mut archive, "c", "a1", "2024-03-02", "FRE ASSAULT RUR reported 2024-03-01");
    tell(&mut archive, "c", "a1", "2024-03-08", "");
    check(&archive, &["gone: reported -> told by nobody, dropped by a1"]);
}

#[test]
fn a_correction_changes_type_and_days() {
    let mut archive = archive();
    tell(&mut archive, "c", "a1", "2024-03-02", "FRE ASSAULT RUR reported 2024-03-01");
    tell(&mut archive, "c", "a1", "2024-03-08", "FRE COERCE SYL reported 2024-02-28");
    check(
        &archive,
        &[
            "days: 2024-03-01 -> 2024-02-28, told by a1",
            "type: ASSAULT -> COERCE, told by a1",
            "target: RUR -> SYL, told by a1",
        ],
    );
}

#[test]
fn a_death_toll_grows() {
    let mut archive = archive();
    let killed = |n| {
        move |report: &mut Report| {
            report.casualties = Some(Casualties { killed: Some(n), ..Casualties::default() });
        }
    };
    let told = "FRE ASSAULT RUR reported 2024-03-01";
    tell_as(&mut archive, "c", "a1", "2024-03-04", told, killed(9));
    tell_as(&mut archive, "c", "a2", "2024-03-06", told, killed(12));
    check(&archive, &["casualties: killed 9 -> killed 9 to 12, told by a2"]);
}

#[test]
fn an_earlier_report_that_comes_in_later_is_the_same_event() {
    let mut archive = archive();
    tell(&mut archive, "c", "b1", "2024-03-03", "FRE ASSAULT RUR reported 2024-03-01");
    let then = archive.events_told(&Query::default()).expect("events");
    tell(&mut archive, "c", "a1", "2024-03-02", "FRE ASSAULT RUR reported 2024-03-01");
    let now = archive.events_told(&Query::default()).expect("events");
    assert_ne!(then[0].0.id, now[0].0.id);
    let found = changes(&then, &now);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].kind, found[0].is.as_str()), (Kind::Status, "corroborated"));
}

#[test]
fn a_plan_that_comes_true_is_confirmed() {
    let mut archive = archive();
    tell_as(
        &mut archive,
        "c",
        "a1",
        "2024-03-02",
        "FRE SANCTION RUR planned 2024-03-04",
        |report| {
            report.happened_on.to = day("2024-03-10");
        },
    );
    tell(&mut archive, "c", "b1", "2024-03-08", "FRE SANCTION RUR reported 2024-03-08");
    check(&archive, &["confirmed: planned -> confirmed by ID, told by b1"]);
}

#[test]
fn a_denial_in_other_days_denies_an_allegation() {
    let mut archive = archive();
    tell(&mut archive, "c", "a1", "2024-03-02", "FRE COERCE RUR alleged 2024-03-01");
    tell_as(&mut archive, "c", "b1", "2024-03-08", "FRE COERCE RUR denied 2024-02-01", |report| {
        report.happened_on.to = day("2024-03-04");
        report.text = "Nothing of the sort was ever done.".to_owned();
    });
    check(&archive, &["denied: alleged -> denied by ID, told by b1"]);
}
