//! Does the quote say in its own words what a sentence of ours would say?
//!
//! In: a report and the mode whose phrases would tell it. Out: yes or no. Where
//! it is no, the sentence gives the quote: our phrase would be a guess. A sentence
//! is borne out where the phrases of both sides show whose they are and
//! the words of the mode (`told_by` of the ontology) stand in the quote, one
//! of them at the word that tells the deed.

use crate::{goods, names};
use rapport_record::{ActorKind, Actors, EventType, Mode, Report, Role};

/// Whether the phrases of both sides show whose they are, and mean the whole of it.
pub(crate) fn are_sides_shown(actors: &Actors, report: &Report) -> bool {
    let sides = [&report.source, &report.target];
    sides
        .into_iter()
        .flatten()
        .all(|party| names::shows_whose(actors, party) && !names::is_of_a_part(party))
}

/// Whether the quote says the deed in words of its own.
pub(crate) fn is_borne_out(actors: &Actors, report: &Report, mode: &Mode) -> bool {
    fits(actors, mode, report) && (is_told(mode, report) || is_delivery(report))
}

/// Whether the mode's phrase fits whom it is done to: property is seized from a state
/// or a firm (people are held), a motion vetoed is that of a body, a state is
/// recognised and not its president, and "people from" a state are no general of it.
fn fits(actors: &Actors, mode: &Mode, report: &Report) -> bool {
    /// "the United Arab Emirates".
    const BARE_WORDS_MAX: usize = 4;
    let Some(target) = &report.target else { return true };
    match mode.id.as_str() {
        _ if mode.past.ends_with("people from") => {
            target.role.is_some() || target.name.split(' ').count() <= BARE_WORDS_MAX
        }
        "recognise" => target.role.is_none(),
        "seize" => matches!(target.role, None | Some(Role::Business)),
        "veto" => actors.get(&target.actor).is_some_and(|actor| actor.kind != ActorKind::State),
        _ => true,
    }
}

/// Whether the verb of a stance ("agreed to") stands at the word that tells it.
pub(crate) fn is_stance_told(report: &Report) -> bool {
    let verbs = match report.event_type {
        EventType::Agree => "agree|promis|pledg|vow|commit|offer",
        EventType::Threaten => "threat|warn|vow",
        EventType::Reject => "refus|reject|declin",
        EventType::Request => "call|urg|ask|demand|request|appeal|press",
        EventType::Accuse => "accus|alleg|blam",
        _ => return false,
    };
    stand_in(verbs, report)
}

fn is_told(mode: &Mode, report: &Report) -> bool {
    mode.told_by.as_ref().is_none_or(|groups| stand_in(groups, report))
}

/// Goods are named in the words of the text; the verb has to be one of giving.
fn is_delivery(report: &Report) -> bool {
    const GIVING: &str = "send|sent|suppl|deliver|provid|giv|gave|donat|ship|grant|transfer|export";
    report.event_type == EventType::Aid
        && goods::named(&report.goods).is_some()
        && stand_in(GIVING, report)
}

/// Whether a word of each group stands in the quote, and one of any at the trigger.
fn stand_in(groups: &str, report: &Report) -> bool {
    let groups: Vec<Vec<&str>> =
        groups.split(' ').map(|group| group.split('|').collect()).collect();
    let holds = |text: &str, group: &[&str]| {
        words(text).iter().any(|word| group.iter().any(|beginning| begins(word, beginning)))
    };
    let at_trigger = match report.trigger.and_then(|span| span.of(&report.text)) {
        Some(told) => groups.iter().any(|group| holds(told, group)),
        None => true,
    };
    at_trigger && groups.iter().all(|group| holds(&report.text, group))
}

/// The words of a text in small letters; of "test-fires" the parts, too.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let is_edge = |c: char| !c.is_alphanumeric();
    let whole = text.split(|c: char| is_edge(c) && c != '-');
    let parts = text.split(is_edge);
    whole.chain(parts).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a word begins so; short beginnings are a word with its inflections,
/// since "ban" is no bank.
fn begins(word: &str, beginning: &str) -> bool {
    const WHOLE_WORD_MAX: usize = 4;
    const ENDINGS: &[&str] =
        &["", "s", "es", "e", "d", "ed", "en", "ing", "er", "ers", "y", "ies", "ied"];
    let Some(rest) = word.strip_prefix(beginning) else { return false };
    let doubled = beginning.chars().last().and_then(|last| rest.strip_prefix(last));
    WHOLE_WORD_MAX < beginning.len()
        || ENDINGS.contains(&rest)
        || doubled.is_some_and(|rest| ENDINGS.contains(&rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{actors, ontology, report};
    use rapport_record::{EventType::*, Ontology};

    #[track_caller]
    fn check(event_type: EventType, mode: &str, text: &str, expected: bool) {
        let report = report("d", "2024-06-19", ("FRE", "RUR"), event_type, mode, text);
        let ontology = Ontology::embedded();
        let mode = ontology.mode_or_general(event_type, Some(mode));
        assert_eq!(is_told(mode, &report), expected, "{text}");
    }

    #[test]
    fn a_phrase_needs_its_words_in_the_quote() {
        check(Sanction, "impose-sanctions", "Freedonia imposes sanctions on Ruritania.", true);
        check(Sanction, "impose-sanctions", "Freedonia bars beef from Ruritania.", false);
        check(Coerce, "ban", "Freedonia banned Ruritanian barley.", true);
        check(Coerce, "ban", "Freedonia seizes a bank of Ruritania.", false);
        check(Mobilize, "missile-test", "Freedonia test-fires a missile.", true);
    }

    #[test]
    fn a_phrase_needs_the_object_it_is_made_for() {
        let (actors, ontology) = (actors(), Ontology::embedded());
        let text = "Freedonia recognises Ada Quill as the president of Ruritania.";
        let mut told = report("d", "2024-06-19", ("FRE", "RUR"), Support, "recognise", text);
        let mode = ontology.mode_or_general(Support, Some("recognise"));
        for (role, expected) in [(None, true), (Some(Role::Government), false)] {
            told.target.iter_mut().for_each(|party| party.role = role);
            assert_eq!(fits(&actors, mode, &told), expected);
        }
    }

    #[test]
    fn people_whose_state_is_only_inferred_bear_nothing_out() {
        let text = "Freedonia starts deporting migrants to Ruritania.";
        let mut told = report("d", "2024-06-19", ("FRE", "RUR"), Coerce, "deport", text);
        let (actors, ontology) = (actors(), ontology());
        let mode = ontology.mode_or_general(Coerce, None);
        if let Some(party) = &mut told.target {
            party.role = Some(Role::Refugee);
            party.name = "migrants".into();
        }
        assert!(!are_sides_shown(&actors, &told));
        assert!(is_borne_out(&actors, &told, mode));
    }
}
