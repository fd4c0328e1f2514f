//! Reads the reference tables themselves, where they lie.
//!
//! `RAPPORT_TABLES=FOLDER cargo test -p rapport-exchange --test real_tables -- --ignored --nocapture`
//! prints, for each built-in mapping, rows used and left out, and some sentences.

use jiff::civil::Date;
use rapport_exchange::{Skipped, tables::Table};
use rapport_record::{Actor, ActorKind, Actors, Document};
use std::{collections::BTreeMap, fs::File, path::Path};

const TABLES: &[(&str, &str)] = &[
    ("atop-alliances", "relations-truth/atop_alliance_spells.csv.gz"),
    ("igo-memberships", "relations-truth/joint_igo_memberships_18_states.csv.gz"),
    ("interstate-wars", "facts/cow_war_inter.csv"),
    ("mids", "relations-truth/mids_gml_dyad_year.csv.gz"),
    ("nk-provocations", "facts/north_korea_provocations_1958_2017.csv"),
    ("nk-tests", "facts/north_korea_missile_nuclear_tests_1984_on.csv"),
    ("rivalries-td", "relations-truth/rivalries_td.csv"),
    ("rivalries-tss", "relations-truth/rivalries_tss.csv"),
    ("us-trips", "facts/us_president_secretary_travels.csv.gz"),
    ("vetoes", "relations-truth/unsc_vetoes_1946_sept2022.csv"),
];

#[test]
#[ignore = "needs the reference tables; give their folder in RAPPORT_TABLES"]
fn every_built_in_mapping_reads_its_table() {
    let folder = std::env::var("RAPPORT_TABLES").expect("RAPPORT_TABLES names the folder");
    let n_shown: usize = std::env::var("SHOW").map_or(5, |n| n.parse().expect("SHOW is a number"));
    let only = std::env::var("ONLY").unwrap_or_default();
    let actors = states();
    let find = |name: &str| {
        let same = |actor: &&Actor| actor.name.eq_ignore_ascii_case(name) || actor.id == name;
        actors.iter().find(same).map(|actor| actor.id.clone())
    };
    for (kind, file) in TABLES.iter().filter(|(kind, _)| kind.contains(&only)) {
        let table = Table::builtin(kind).expect("built in");
        let input = File::open(Path::new(&folder).join(file)).expect("the table is there");
        let rows: Vec<_> = table.rows(input, file, &actors, &find).expect("readable").collect();
        let used: Vec<&Document> = rows.iter().flatten().map(|(document, _)| document).collect();
        let skipped: Vec<&Skipped> = rows.iter().filter_map(|row| row.as_ref().err()).collect();
        let coded = rows.iter().flatten().map(|(_, coded)| coded);
        let n =
            |count: fn(&rapport_record::Coded) -> usize| coded.clone().map(count).sum::<usize>();
        println!(
            "## {kind}: {} documents, {} reports, {} arrangements, {} notes, {} skipped",
            used.len(),
            n(|coded| coded.reports.len()),
            n(|coded| coded.arrangements.len()),
            n(|coded| coded.notes.len()),
            skipped.len()
        );
        let step = (used.len() / n_shown.max(1)).max(1);
        for (document, coded) in rows.iter().flatten().skip(step / 2).step_by(step) {
            println!(
                "  {} | {} | {}",
                document.row.as_ref().unwrap().row,
                document.published_on,
                document.text
            );
            for report in &coded.reports {
                let id = |party: &Option<rapport_record::Party>| {
                    party.as_ref().map_or("-".to_owned(), |party| {
                        assert!(party.span.is_none_or(|span| span.of(&report.text).is_some()));
                        format!(
                            "{}[{}]",
                            party.actor,
                            party.span.and_then(|s| s.of(&report.text)).unwrap_or("?")
                        )
                    })
                };
                println!(
                    "      {} {}/{} {} {}..{} about {:?} reciprocal {}",
                    id(&report.source),
                    report.event_type,
                    report.mode.as_deref().unwrap_or("none"),
                    id(&report.target),
                    report.happened_on.from,
                    report.happened_on.to,
                    report.about,
                    report.reciprocal
                );
            }
            for arrangement in &coded.arrangements {
                let parties: Vec<&str> =
                    arrangement.parties.iter().map(|party| party.actor.as_str()).collect();
                println!(
                    "      {} {parties:?} {} {:?} until {:?} vouched {:?}",
                    arrangement.kind,
                    arrangement.label,
                    arrangement.since,
                    arrangement.until,
                    arrangement.vouched_until
                );
            }
        }
        let mut why: BTreeMap<String, usize> = BTreeMap::new();
        for skip in &skipped {
            let reason: String = skip.reason.split(" on ").next().unwrap_or_default().to_owned();
            *why.entry(reason).or_default() += 1;
        }
        let mut why: Vec<_> = why.into_iter().collect();
        why.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        for (reason, n) in why.iter().take(12) {
            println!("  skipped {n}: {reason}");
        }
        assert!(!used.is_empty());
    }
}

/// The states of `data/actors/states.csv`.
fn states() -> Actors {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/actors/states.csv");
    let mut reader = csv::Reader::from_path(path).expect("states.csv lies in data/actors");
    let rows: Vec<BTreeMap<String, String>> =
        reader.deserialize().collect::<Result<_, _>>().expect("states.csv reads");
    let day = |text: &str| text.parse::<Date>().ok();
    let number = |text: &str| text.split(';').next().and_then(|number| number.parse().ok());
    Actors::new(rows.iter().map(|row| Actor {
        id: row["id"].clone(),
        name: row["name"].clone(),
        kind: ActorKind::State,
        country: None,
        role: None,
        since: day(&row["since"]),
        until: day(&row["until"]),
        continues:
            row["continues"].split(';').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
        cow: number(&row["cow"]),
        gw: number(&row["gw"]),
        source: row["source"].clone(),
    }))
}
