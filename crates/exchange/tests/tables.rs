//! Reference tables in: one sentence a row, and what is coded of it.

use rapport_exchange::{Error, Skipped, tables::Table};
use rapport_record::{Actor, ActorKind, Actors, Coded, Date, Document, Party};

fn state(id: &str, name: &str, cow: u16, since: &str, until: &str, continues: &[&str]) -> Actor {
    let day = |text: &str| text.parse::<Date>().ok();
    Actor {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: ActorKind::State,
        country: None,
        role: None,
        since: day(since),
        until: day(until),
        continues: continues.iter().map(|id| (*id).to_owned()).collect(),
        cow: Some(cow),
        gw: Some(cow),
        source: "memory".to_owned(),
    }
}

fn actors() -> Actors {
    Actors::new([
        state("USA", "United States", 2, "1816-01-01", "", &[]),
        state("DEU", "Germany", 255, "1816-01-01", "", &[]),
        state("SUN", "Soviet Union", 365, "1922-12-30", "1991-12-25", &[]),
        state("RUS", "Russia", 365, "1991-12-26", "", &["SUN"]),
        state("UKR", "Ukraine", 369, "1991-08-24", "", &[]),
        state("CHN", "China", 710, "1816-01-01", "", &[]),
        state("PRK", "North Korea", 731, "1948-09-09", "", &[]),
        state("KOR", "South Korea", 732, "1948-08-15", "", &[]),
        state("JPN", "Japan", 740, "1816-01-01", "", &[]),
        state("NIG", "Niger", 436, "1960-08-03", "", &[]),
        state("NGA", "Nigeria", 475, "1960-10-01", "", &[]),
    ])
}

type Rows = Vec<Result<(Document, Coded), Skipped>>;

fn rows_of(table: &Table, csv: &str) -> Result<Rows, Error> {
    let actors = actors();
    let find =
        |name: &str| actors.iter().find(|actor| actor.name == name).map(|actor| actor.id.clone());
    let rows = table.rows(csv.as_bytes(), "t.csv", &actors, &find)?.collect();
    Ok(rows)
}

fn rows(kind: &str, csv: &str) -> Rows {
    rows_of(&Table::builtin(kind).expect("built in"), csv).expect("it opens")
}

fn side(party: &Option<Party>) -> &str {
    party.as_ref().map_or("-", |party| party.actor.as_str())
}

/// "sentence", then one line a report, arrangement or note.
fn brief_form(rows: &[Result<(Document, Coded), Skipped>]) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        let (document, coded) = match row {
            Ok(row) => row,
            Err(skipped) => {
                lines.push(format!("! {}: {}", skipped.place, skipped.reason));
                continue;
            }
        };
        lines.push(document.text.clone());
        for report in &coded.reports {
            assert_eq!((&report.text, &report.document), (&document.text, &document.id));
            lines.push(format!(
                "{} {} {} {}/{}{}{}",
                side(&report.source),
                report.event_type,
                side(&report.target),
                report.happened_on.from,
                report.happened_on.to,
                if report.reciprocal { " reciprocal" } else { "" },
                if report.about.is_empty() {
                    String::new()
                } else {
                    format!(" about {}", report.about.join(" "))
                },
            ));
        }
        for one in &coded.arrangements {
            assert_eq!(one.evidence[0].quote, document.text);
            let parties: Vec<&str> = one.parties.iter().map(|party| party.actor.as_str()).collect();
            let until = one.until.map_or("-".to_owned(), |(_, last)| last.to_string());
            let vouched = one.vouched_until.map_or(String::new(), |day| format!(" vouched {day}"));
            let since = one.since.unwrap().0;
            lines.push(format!("{} {} {since}/{until}{vouched}", one.label, parties.join(" ")));
        }
        lines.extend(coded.notes.iter().map(|note| format!("note: {}", note.message)));
    }
    lines
}

#[track_caller]
fn check(kind: &str, csv: &str, expected: &[&str]) {
    assert_eq!(brief_form(&rows(kind, csv)), expected);
}

const ATOP: &str = "ccode1,ccode2,type,start_year,end_year,name1,name2\n";

#[test]
fn alliances_carry_the_names_of_their_day() {
    check(
        "atop-alliances",
        &format!(
            "{ATOP}365,731,defense,1961,1996,Russia,North Korea\n2,740,offense,1942,1945,,\n365,731,consul,2000,2018,,\n365,369,nonagg,1991,2018,,\n2,260,defense,1954,1990,,\n"
        ),
        &[
            "The Soviet Union (later Russia) and North Korea had a defence alliance from 1961 to 1996 (ATOP 5.1).",
            "defence alliance (ATOP 5.1) SUN PRK 1961-01-01/1996-12-31",
            "The United States and Japan had an offensive alliance from 1942 to 1945 (ATOP 5.1).",
            "offensive alliance (ATOP 5.1) USA JPN 1942-01-01/1945-12-31",
            "Russia and North Korea have had a consultation pact since 2000, still in force when the data end in 2018 (ATOP 5.1).",
            "consultation pact (ATOP 5.1) RUS PRK 2000-01-01/- vouched 2018-12-31",
            "Russia and Ukraine have had a non-aggression pact since 1991, still in force when the data end in 2018 (ATOP 5.1).",
            "non-aggression pact (ATOP 5.1) RUS UKR 1991-01-01/- vouched 2018-12-31",
            "The United States and West Germany had a defence alliance from 1954 to 1990 (ATOP 5.1).",
            "defence alliance (ATOP 5.1) USA DEU 1954-01-01/1990-12-31",
        ],
    );
}

#[test]
fn rows_that_cannot_be_used_are_named() {
    check(
        "atop-alliances",
        &format!(
            "{ATOP}365,999,defense,1961,1996,,\n365,731,barter,1961,1996,,\n365,731,defense,soon,1996,,\n365,731,defense,1996,1961,,\nX,731,defense,1961,1996,,\n"
        ),
        &[
            "! t.csv:2: no state we know has Correlates of War number 999 on 1961-01-01",
            "! t.csv:3: no case of the mapping is for `end_year` \"1996\", `type` \"barter\"",
            "! t.csv:4: `start_year` \"soon\" is no day, month or year",
            "! t.csv:5: it ends in 1961 before it begins in 1996",
            "! t.csv:6: `ccode1` \"X\" is no state number",
        ],
    );
}

#[test]
fn a_row_is_a_document_with_source_and_row_id() {
    let rows =
        rows("atop-alliances", &format!("{ATOP}365,731,defense,1961,1996,Russia,North Korea\n"));
    let (document, coded) = rows[0].as_ref().unwrap();
    assert_eq!(document.id, "atop-alliances:365-731-defense-1961");
    assert_eq!(document.row.as_ref().unwrap().row, "365-731-defense-1961");
    assert_eq!(document.published_on.to_string(), "2022-12-31");
    assert_eq!(document.outlet.as_deref(), Some("ATOP 5.1"));
    assert_eq!(document.extra["name2"], "North Korea");
    assert_eq!(coded.arrangements[0].evidence[0].document, document.id);
}

#[test]
fn a_veto_is_by_each_who_cast_it_and_about_the_state_concerned() {
    check(
        "vetoes",
        "date,draft,agenda_item,crisis_topic,member_veto1,member_veto2,member_veto3\n\
         5/26/2022,S/2022/431,Non-proliferation - Democratic People's Republic of Korea,North Korea,China,Russia,\n\
         4/8/1949,S/1305,Application for Membership Republic of Korea,Admission,USSR,,\n\
         9/6/1950,S/1653,Complaint of aggression upon the Republic of Korea,Korean War,USSR,,\n",
        &[
            "China and Russia vetoed a proposal (S/2022/431) in the UN Security Council on 26 May 2022, under the agenda item “Non-proliferation - Democratic People's Republic of Korea” (topic: North Korea).",
            "CHN REJECT un-security-council 2022-05-26/2022-05-26 about PRK",
            "RUS REJECT un-security-council 2022-05-26/2022-05-26 about PRK",
            "The Soviet Union vetoed a proposal (S/1305) in the UN Security Council on 8 April 1949, under the agenda item “Application for Membership Republic of Korea” (topic: Admission).",
            "SUN REJECT un-security-council 1949-04-08/1949-04-08 about KOR",
            "The Soviet Union vetoed a proposal (S/1653) in the UN Security Council on 6 September 1950, under the agenda item “Complaint of aggression upon the Republic of Korea” (topic: Korean War).",
            "SUN REJECT un-security-council 1950-09-06/1950-09-06 about KOR PRK",
        ],
    );
}

#[test]
fn a_trip_is_a_visit_with_its_days_and_place() {
    let csv = "role,name,start,end,country,locale,remarks\n\
        president,Ronald Reagan,1988-05-29,1988-06-02,U.S.S.R.,Moscow,Met Gorbachev.\n\
        president,Donald J. Trump,2017-11-07,2017-11-08,\"Korea, Republic of\",Seoul,\n\
        secretary,A,1930-01-01,1930-01-01,Atlantis,,\n";
    check(
        "us-trips",
        csv,
        &[
            "US President Ronald Reagan visited the Soviet Union (Moscow) from 29 May to 2 June 1988 (US Department of State).",
            "USA CONSULT SUN 1988-05-29/1988-06-02",
            "US President Donald J. Trump visited South Korea (Seoul) from 7 to 8 November 2017 (US Department of State).",
            "USA CONSULT KOR 2017-11-07/2017-11-08",
            "! t.csv:4: \"Atlantis\" is nobody we know",
        ],
    );
    let rows = rows("us-trips", csv);
    let (document, coded) = rows[0].as_ref().unwrap();
    let report = &coded.reports[0];
    assert_eq!(document.published_on.to_string(), "1988-06-02");
    let named = |party: &Option<Party>| {
        party.as_ref().unwrap().span.unwrap().of(&report.text).unwrap().to_owned()
    };
    assert_eq!(named(&report.source), "US President Ronald Reagan");
    assert_eq!(named(&report.target), "Soviet Union");
    let place = report.place.as_ref().unwrap();
    assert_eq!((place.name.as_str(), place.country.as_deref()), ("Moscow", Some("SUN")));
    assert_eq!(report.source.as_ref().unwrap().role, Some(rapport_record::Role::Government));
}

#[test]
fn missiles_of_one_day_and_type_are_one_document() {
    check(
        "nk-tests",
        "type,date,system,lat,lon\nmissile,1984-04-09,Scud-B,40.8,129.6\nmissile,1984-04-09,Scud-B,40.8,129.6\nmissile,1984-04-09,Unknown,40.8,129.6\n",
        &[
            "North Korea launched 2 missiles of type Scud-B on 9 April 1984 (after NTI/CNS).",
            "PRK MOBILIZE - 1984-04-09/1984-04-09",
            "North Korea launched one missile of unknown type on 9 April 1984 (after NTI/CNS).",
            "PRK MOBILIZE - 1984-04-09/1984-04-09",
        ],
    );
}

#[test]
fn a_dispute_of_several_years_is_one_document_and_says_no_more_than_its_rows() {
    let header = "dispnum,ccode1,ccode2,year,gmlmidonset,orig1,orig2,hiact1,hiact2,maxdur,stmon\n";
    check(
        "mids",
        &format!(
            "{header}1.0,731,732,1955.0,0,1,1,17.0,17.0,700,1.0\n1.0,731,732,1954.0,1,1,1,17.0,17.0,700,1.0\n\
                  2,2,731,1968,1,1,1,0,15,3,1\n\
                  3,731,732,1994,1,1,1,17,8,2129,11\n3,731,740,1994,1,1,0,17,8,2129,11\n"
        ),
        &[
            "North Korea and South Korea were in a militarised dispute from January 1954 to 1955, in which the strongest act of North Korea was a clash and that of South Korea a clash (Gibler, Miller and Little, dispute 1).",
            "PRK ASSAULT KOR 1954-01-01/1955-12-31 reciprocal",
            "KOR ASSAULT PRK 1954-01-01/1955-12-31 reciprocal",
            "The United States and North Korea were in a militarised dispute beginning in January 1968, in which the United States took no military action and the strongest act of North Korea was a seizure (Gibler, Miller and Little, dispute 2).",
            "PRK COERCE USA 1968-01-01/1968-02-03",
            "North Korea and South Korea were in a militarised dispute beginning in November 1994 in which others sided with South Korea, whose strongest act in it was an alert (Gibler, Miller and Little, dispute 3).",
            "KOR MOBILIZE PRK 1994-11-01/1994-12-31",
            "North Korea and Japan were in a militarised dispute in 1994 in which others sided with Japan, whose strongest act in it was an alert (Gibler, Miller and Little, dispute 3).",
            "JPN MOBILIZE PRK 1994-01-01/1994-12-31",
        ],
    );
}

#[test]
fn only_those_who_fought_each_other_in_a_war_are_said_to_have() {
    let header = "warnum,ccode1,ccode2,year,initiator1,initiator2\n";
    check(
        "interstate-wars",
        &format!(
            "{header}139,255,2,1941,1,0\n139,2,255,1941,0,1\n139,255,365,1941,1,0\n139,740,2,1941,0,0\n139,740,365,1941,0,0\n139,255,710,1942,1,0\n"
        ),
        &[
            "Germany and the United States were at war with each other in 1941 (Correlates of War, war 139).",
            "DEU ASSAULT USA 1941-01-01/1941-12-31 reciprocal",
            "USA ASSAULT DEU 1941-01-01/1941-12-31 reciprocal",
            "Germany and the Soviet Union were at war with each other in 1941 (Correlates of War, war 139).",
            "DEU ASSAULT SUN 1941-01-01/1941-12-31 reciprocal",
            "SUN ASSAULT DEU 1941-01-01/1941-12-31 reciprocal",
            "Japan and the United States took part in a war of several states on opposite sides in 1941 (Correlates of War, war 139).",
            "note: the war had several states on both sides, and the row does not tell whether these two fought each other",
            "Japan and the Soviet Union took part in a war of several states on opposite sides in 1941 (Correlates of War, war 139).",
            "note: the war had several states on both sides, and the row does not tell whether these two fought each other",
            "Germany and China took part in a war of several states on opposite sides in 1942 (Correlates of War, war 139).",
            "note: the war had several states on both sides, and the row does not tell whether these two fought each other",
        ],
    );
}

#[test]
fn joint_memberships_are_one_arrangement_a_pair() {
    check(
        "igo-memberships",
        "ccode1,ccode2,year,dyadigos\n365,731,1956,2.0\n365,731,1957,0\n365,731,2013,24\n365,731,2014,23\n",
        &[
            "Russia and North Korea have belonged to international organisations together since 2013, to 23 of them in 2014, when the data end (Correlates of War IGO 3.0).",
            "23 joint memberships in 2014 (COW IGO) RUS PRK 2013-01-01/- vouched 2014-12-31",
        ],
    );
}

#[test]
fn a_deed_that_is_denied_is_alleged() {
    let rows = rows(
        "nk-provocations",
        "date,type,event\n2010-03-26,Other,Sinking of the ROKS Cheonan\n1970-03-31,Other,Hijacking of JAL aircraft (Boeing 727)\n",
    );
    let report = &rows[0].as_ref().unwrap().1.reports[0];
    assert_eq!(report.certainty, rapport_record::Certainty::Alleged);
    assert!(report.attributed_to.is_some());
    assert!(rows[1].is_err());
}

#[test]
fn every_built_in_mapping_is_well_formed() {
    for kind in Table::kinds() {
        let table = Table::builtin(kind).expect(kind);
        assert_eq!(table.kind(), kind);
    }
    assert!(Table::builtin("none").unwrap_err().hint().unwrap().contains("vetoes"));
}

#[test]
fn the_wrong_file_for_a_mapping_says_which_column_is_missing() {
    let error = rows_of(&Table::builtin("vetoes").unwrap(), ATOP).unwrap_err();
    assert!(error.is_wrong_table());
    assert_eq!(
        error.to_string(),
        "t.csv:1: the table vetoes needs a column `date`; there are: ccode1, ccode2, type, start_year, end_year, name1, name2"
    );
    assert!(rows_of(&Table::builtin("vetoes").unwrap(), "").unwrap_err().is_empty());
}

#[test]
fn the_example_of_the_readme_works() {
    let readme = include_str!("../../../data/tables/README.md");
    let block = |fence: &str| {
        let (_, rest) = readme.split_once(fence).expect(fence);
        rest.split_once("```").expect("closed").0.trim_start_matches('\n').to_owned()
    };
    let table = Table::parse("ferries.toml", &block("```toml")).expect("the mapping is right");
    let rows = rows_of(&table, &block("```csv")).expect("the table is right");
    assert_eq!(brief_form(&rows).join("\n"), block("```text").trim_end());
}

#[test]
fn without_a_column_for_it_the_end_of_an_arrangement_is_unknown() {
    let mapping = |rest: &str| {
        format!(
            r#"
kind = "treaties"
title = "Treaties"
outlet = "Treaty Register"
known_on = "event"
row = "{{number}}"
[when]
from = "signed"
{rest}
[actors]
a = {{ cow = "one" }}
b = {{ cow = "other" }}
[[case]]
text = "{{A}} and {{b}} signed a treaty {{when}}."
arrangement = {{ kind = "trade-agreement", label = "treaty" }}
"#
        )
    };
    let form = |rest: &str| {
        let table = Table::parse("treaties.toml", &mapping(rest)).expect("it is right");
        let csv = "number,signed,ended,one,other\n1,1995-05-03,1999,740,732\n1,1996,1999,740,732\n";
        brief_form(&rows_of(&table, csv).expect("it opens"))
    };
    assert_eq!(form("")[1], "treaty JPN KOR 1995-05-03/- vouched 1995-05-03");
    assert_eq!(form("to = \"ended\"")[1], "treaty JPN KOR 1995-05-03/1999-12-31");
    assert_eq!(
        form("[rows]\ngroup = [\"number\"]")[1],
        "treaty JPN KOR 1995-05-03/1996-12-31",
        "the last of several rows tells until when"
    );
}

#[test]
fn a_broken_mapping_names_the_place() {
    for (text, why) in [("kind = 3", "invalid type"), ("", "missing field")] {
        let error = Table::parse("my.toml", text).unwrap_err();
        assert!(error.is_wrong_table() && error.to_string().starts_with("my.toml: "), "{error}");
        assert!(error.to_string().contains(why), "{error}");
    }
}

#[test]
fn a_name_within_a_longer_name_is_not_the_party() {
    let rows = rows("atop-alliances", &format!("{ATOP}475,436,defense,1990,1996,,\n"));
    let (document, _) = rows[0].as_ref().unwrap();
    assert!(document.text.starts_with("Nigeria and Niger had"));
}
