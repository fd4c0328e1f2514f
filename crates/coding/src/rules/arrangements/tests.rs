use super::table::TABLE;
use crate::actors::Gazetteer;
use crate::{Coder, NewsCoder};
use rapport_record::{Arrangement, Document};

/// Kind, parties with roles, and since, of all that a text tells.
fn told(text: &str) -> Vec<String> {
    let document = Document::plain("d", "2024-06-19".parse().unwrap(), text);
    let coded = NewsCoder::embedded().code(&document);
    let one = |arrangement: &rapport_record::Arrangement| {
        let parties = arrangement.parties.iter().map(|party| match &party.role {
            Some(role) => format!("{} {role}", party.actor),
            None => party.actor.clone(),
        });
        let since = arrangement
            .since
            .map_or_else(String::new, |(first, last)| format!(", {first} to {last}"));
        let parties: Vec<_> = parties.collect();
        format!("{}: {}{since}", arrangement.kind, parties.join(", "))
    };
    coded.arrangements.iter().map(one).collect()
}

#[test]
fn a_backed_half_of_a_land_is_told_by_the_land() {
    assert_eq!(
        told(
            "The Korean Peninsula was divided into a Soviet-backed north and a U.S.-backed south."
        ),
        ["backing: SUN backer, PRK backed", "backing: USA backer, KOR backed"]
    );
}

#[test]
fn a_backed_group_is_itself_and_a_backed_government_its_state() {
    assert_eq!(
        told("Iran-backed Houthi rebels fired at ships."),
        ["backing: IRN backer, houthis backed"]
    );
    assert_eq!(
        told("Iraq raided the North Korean-backed Houthi rebels."),
        ["backing: PRK backer, houthis backed"]
    );
    assert_eq!(
        told("Fighters closed in on the Soviet-backed Afghan government."),
        ["backing: SUN backer, AFG backed"]
    );
}

#[test]
fn allies_and_sanctions_since_a_year_keep_the_year() {
    assert_eq!(
        told("Russia and Belarus, allies since 1997, signed a deal."),
        ["alliance: RUS, BLR, 1997-01-01 to 1997-12-31"]
    );
    assert_eq!(
        told("North Korea has been under UN sanctions since 2006."),
        ["sanctions-regime: un imposer, PRK target, 2006-01-01 to 2006-12-31"]
    );
}

#[test]
fn what_is_over_denied_or_of_nobody_known_is_left_out() {
    assert_eq!(told("The rebels are no longer backed by Iran-backed Houthi rebels."), [""; 0]);
    assert_eq!(told("Russian-backed separatists shelled the town."), [""; 0]);
    assert_eq!(told("A state-backed lender in Kenya cut rates."), [""; 0]);
    assert_eq!(told("Turkish-backed Syrian rebels took a town."), [""; 0]);
    assert_eq!(told("Bahrain signed a U.S.-backed deal with Israel."), [""; 0]);
    assert_eq!(told("Lithuania bans goods that are under EU sanctions."), [""; 0]);
    assert_eq!(told("An admiral defected to the Russia-backed Crimea government."), [""; 0]);
}

#[test]
fn letters_and_quotation_marks_of_any_width_are_read() {
    assert_eq!(
        told("İzmir heard of “Iran-backed Houthi rebels” — and of ‘U.S.-occupied’ Iraq."),
        ["backing: IRN backer, houthis backed", "occupation: USA occupier, IRQ occupied"]
    );
}

#[test]
fn what_a_state_did_ended_with_it() {
    let text = "The Soviet-backed Afghan government fell.";
    let document = Document::plain("d", "2024-06-19".parse().unwrap(), text);
    let coded = NewsCoder::embedded().code(&document);
    let (_, end) = coded.arrangements[0].until.unwrap();
    assert_eq!(end.year(), 1991);
}

/// The coder of the proofs in the table, which knows the invented countries.
fn coder_of_proofs() -> NewsCoder {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold/invented");
    let tables = ["states", "names", "people", "tenures", "groups"].map(|kind| {
        let text = std::fs::read_to_string(folder.join(format!("{kind}.csv"))).unwrap();
        (format!("{kind}.csv"), text)
    });
    let tables = tables.each_ref().map(|(name, text)| (name.as_str(), text.as_str()));
    let gazetteer = Gazetteer::embedded().with(&tables).unwrap();
    NewsCoder::new(gazetteer, rapport_record::Ontology::embedded())
}

/// "FRE backer, CTG backed, 1996": parties with roles, and the year of the beginning.
fn brief_form(arrangement: &Arrangement) -> String {
    let party = |party: &rapport_record::ArrangementParty| match &party.role {
        Some(role) => format!("{} {role}", party.actor),
        None => party.actor.clone(),
    };
    let mut parts: Vec<String> = arrangement.parties.iter().map(party).collect();
    parts.extend(arrangement.since.map(|(first, _)| first.year().to_string()));
    parts.join(", ")
}

#[test]
fn every_fact_of_the_table_tells_its_sentences_and_nothing_else() {
    let coder = coder_of_proofs();
    let mut faults = String::new();
    for fact in &TABLE.facts {
        let told = |text: &str| {
            let document = Document::plain("d", "2024-06-19".parse().unwrap(), text);
            let coded = coder.code(&document);
            let of_kind = coded.arrangements.iter().filter(|one| one.kind == fact.kind);
            let mut told: Vec<String> = of_kind.map(brief_form).collect();
            told.sort();
            told.join("; ")
        };
        for [text, expected] in &fact.tells {
            let mut expected: Vec<&str> = expected.split("; ").collect();
            expected.sort_unstable();
            if told(text) != expected.join("; ") {
                faults += &format!("{}: {text}\n  told {}\n", fact.kind, told(text));
            }
        }
        for text in &fact.must_not {
            if !told(text).is_empty() {
                faults += &format!("{}: {text}\n  told {}\n", fact.kind, told(text));
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
