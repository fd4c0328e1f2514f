//! Verb phrases: the ontology's phrases joined with their objects.
//!
//! In: a mode (or the type of a deed inside a stance) and the name of the
//! target. Out: the phrase in past, base and -ing form, or none where English
//! would need words that are not known.

use crate::names::starts_big;
use rapport_record::{EventType, Mode, Ontology, Report};

/// A verb phrase in three forms, its object included, without subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verb {
    /// "visited Ruritania".
    pub past: String,
    /// "visit Ruritania".
    pub base: String,
    /// "visiting Ruritania".
    pub ing: String,
}

impl Verb {
    fn each(past: &str, base: &str, ing: &str, form: impl Fn(&str) -> String) -> Self {
        Self { past: form(past), base: form(base), ing: form(ing) }
    }

    /// A stance and the deed inside it: "agreed to" and "visit Ruritania".
    pub(crate) fn stance(past: &str, base: &str, ing: &str, deed: &str) -> Self {
        Self::each(past, base, ing, |form| format!("{form} {deed}"))
    }
}

/// The mode's phrases with their object. `home` is the target's state, named
/// instead where the phrase is about what lies in or belongs to a state.
pub(crate) fn onto(mode: &Mode, target: &str, home: &str) -> Verb {
    const OF_STATE: &[&str] = &[
        "nationals of",
        "people from",
        "held from",
        "people out of",
        "territory of",
        "diplomats of",
        "official of",
    ];
    let is_of_state = OF_STATE.iter().any(|words| mode.past.contains(words));
    let object = if is_of_state { home } else { target };
    Verb::each(&mode.past, &mode.base, &mode.ing, |phrase| {
        done_to_people(phrase, target, home).unwrap_or_else(|| with_object(phrase, object))
    })
}

/// "killed two Ruritanian labourers", "arrested members of Ruritania's police": where
/// the phrase is about people of a state and the target names them better.
fn done_to_people(phrase: &str, target: &str, home: &str) -> Option<String> {
    let people =
        ["people from", "nationals of"].into_iter().find(|words| phrase.ends_with(words))?;
    let verb = phrase.strip_suffix(people)?;
    let is_name = starts_big(target) && starts_big(target.rsplit(' ').next()?);
    let is_body =
        target.contains("'s ") || target.contains("s' ") || target.starts_with("the ") || is_name;
    let tells_more = target != home && !target.starts_with("people from");
    tells_more.then(|| format!("{verb}{}{target}", if is_body { "members of " } else { "" }))
}

/// Both did it to each other: "signed a treaty", "met", "attacked each other".
/// A host and a guest met.
pub(crate) fn mutual(mode: &Mode) -> Verb {
    if matches!(mode.id.as_str(), "host" | "visit") {
        return Verb { past: "met".into(), base: "meet".into(), ing: "meeting".into() };
    }
    Verb::each(&mode.past, &mode.base, &mode.ing, |phrase| match phrase.strip_suffix(" with") {
        Some(bare) => bare.to_owned(),
        None if matches!(phrase, "meet" | "meeting" | "met") => phrase.to_owned(),
        None => with_object(phrase, "each other"),
    })
}

/// Done to nobody in particular; none where the phrase needs an object.
pub(crate) fn alone(mode: &Mode) -> Option<Verb> {
    let Some(past) = &mode.alone else {
        return bare(&mode.past, &mode.base, &mode.ing, 2);
    };
    let (base, ing) = match bare(&mode.past, &mode.base, &mode.ing, 1) {
        Some(verb) => (verb.base, verb.ing),
        None => (mode.base.clone(), mode.ing.clone()),
    };
    Some(Verb { past: past.clone(), base, ing })
}

/// "was attacked", "came under fire"; none where English has no passive for it.
pub(crate) fn passive(mode: &Mode) -> Option<Verb> {
    const FIRST_WORDS: &[(&str, &str, &str)] = &[
        ("was", "be", "being"),
        ("had", "have", "having"),
        ("came", "come", "coming"),
        ("lost", "lose", "losing"),
        ("faced", "face", "facing"),
        ("suffered", "suffer", "suffering"),
        ("received", "receive", "receiving"),
        ("saw", "see", "seeing"),
        ("got", "get", "getting"),
        ("won", "win", "winning"),
    ];
    let past = mode.passive.clone()?;
    let (first, rest) = past.split_once(' ')?;
    let (_, base, ing) = FIRST_WORDS.iter().find(|(word, _, _)| *word == first)?;
    Some(Verb { base: format!("{base} {rest}"), ing: format!("{ing} {rest}"), past })
}

/// A deed inside a stance, done to `whom`. A report says of it only the type,
/// so the mode whose words stand in the quoted sentence is told; where none
/// does, a phrase that holds for every deed of the type.
pub(crate) fn inside(
    ontology: &Ontology,
    event_type: EventType,
    sentence: &str,
    whom: Option<&str>,
) -> Option<Verb> {
    let sentence = sentence.to_lowercase();
    let said = ontology
        .entry(event_type)
        .modes
        .iter()
        .filter_map(|mode| Some((matched(&mode.base, &sentence)?, mode)))
        .max_by(|(x, one), (y, other)| x.cmp(y).then_with(|| other.id.cmp(&one.id)))
        .map(|(_, mode)| (mode.past.as_str(), mode.base.as_str(), mode.ing.as_str()));
    let (past, base, ing) = said.unwrap_or_else(|| general(event_type));
    match whom {
        Some(whom) => Some(Verb::each(past, base, ing, |phrase| with_object(phrase, whom))),
        None => bare(past, base, ing, 1),
    }
}

/// Whether the words of one of a type's modes stand in a sentence.
pub(crate) fn is_told(ontology: &Ontology, event_type: EventType, sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    ontology.entry(event_type).modes.iter().any(|mode| matched(&mode.base, &sentence).is_some())
}

/// "signed a treaty of friendship": what was signed, in the words of the quote.
pub(crate) fn signed(report: &Report, with: Option<&str>) -> Option<Verb> {
    if report.event_type != EventType::Support || report.mode.as_deref() != Some("sign-agreement") {
        return None;
    }
    let start = report.trigger?.start;
    let told: String = report.text.chars().skip(start).collect();
    let (verb, rest) = told.split_once(' ')?;
    let is_signing = ["sign", "signs", "signed", "signing"].contains(&verb.to_lowercase().as_str());
    let what = paper(rest).filter(|_| is_signing)?;
    let deed = match with {
        Some(with) => format!("{what} with {with}"),
        None => what,
    };
    Some(Verb::stance("signed", "sign", "signing", &deed))
}

/// The agreement with which a text goes on: "a treaty of friendship and trade in
/// Strelsau" begins with "a treaty of friendship and trade". None where the text
/// goes on with something else, or at great length.
fn paper(text: &str) -> Option<String> {
    const WORDS_MAX: usize = 14;
    const LOOSE: &[&str] = &["on", "in", "at", "to", "for", "of", "and"];
    const OPENERS: &[&str] = &["a", "an", "the", "their", "two", "three", "several", "new"];
    const PAPERS: &[&str] = &["agreement", "treaty", "deal", "pact", "accord", "memorandum"];
    const STOPS: &[&str] = &[
        "with",
        "during",
        "after",
        "before",
        "as",
        "under",
        "which",
        "that",
        "while",
        "following",
        "despite",
        "when",
        "where",
        "by",
        "from",
        "between",
        "until",
        "today",
    ];
    let mut taken: Vec<&str> = Vec::new();
    for word in text.split(' ') {
        // "on Tuesday", "in Strelsau", "at a summit"; not "on trade", "at the border".
        let is_led = taken.last().is_some_and(|last| ["on", "in", "at"].contains(last));
        let is_when = word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        if STOPS.contains(&word) || is_led && (is_when || ["a", "an"].contains(&word)) {
            break;
        }
        taken.push(word);
        if word.ends_with(['.', ';', ':', ',', ')']) || WORDS_MAX < taken.len() {
            break;
        }
    }
    // "a treaty of friendship, cooperation and mutual assistance": a list goes on.
    if taken.last().is_some_and(|word| word.ends_with(',')) {
        let rest: Vec<&str> = text.split(' ').skip(taken.len()).take(5).collect();
        let and = rest.iter().position(|word| *word == "and").filter(|&at| 0 < at);
        let is_small = |word: &&str| word.chars().all(char::is_lowercase);
        if let Some(and) = and.filter(|&and| rest[..and].iter().all(is_small)) {
            let last = rest[and + 1..].iter().take_while(|word| !STOPS.contains(word));
            taken.extend(&rest[..=and]);
            taken.extend(last);
        }
    }
    while taken.last().is_some_and(|word| LOOSE.contains(word)) {
        taken.pop();
    }
    let what = taken.join(" ");
    let what = what.trim_end_matches(['.', ';', ':', ',', ')']);
    let names_paper =
        what.split(' ').any(|word| PAPERS.contains(&word.trim_end_matches(['s', ','])));
    let is_plain = !what.contains(['"', '“', '”', '(']);
    (OPENERS.contains(taken.first()?) && taken.len() <= WORDS_MAX && names_paper && is_plain)
        .then(|| what.to_owned())
}

/// "reportedly visited", "was reportedly attacked".
pub(crate) fn with_adverb(past: &str, adverb: &str) -> String {
    match past.strip_prefix("was ") {
        Some(rest) => format!("was {adverb} {rest}"),
        None => format!("{adverb} {past}"),
    }
}

/// The phrase with its object: where `{}` stands, after the verb of "accused of
/// a crime" or "put under pressure", else at the end.
fn with_object(phrase: &str, object: &str) -> String {
    if phrase.contains("{}") {
        return phrase.replace("{}", object);
    }
    const TAKES_OBJECT_FIRST: &[&str] =
        &["accused", "accuse", "accusing", "put", "putting", "took", "take", "taking"];
    match phrase.split_once(' ') {
        Some((verb, rest))
            if TAKES_OBJECT_FIRST.contains(&verb)
                && ["of ", "to ", "under "].iter().any(|word| rest.starts_with(word)) =>
        {
            format!("{verb} {object} {rest}")
        }
        _ => format!("{phrase} {object}"),
    }
}

/// Phrases without the preposition at their end: "signed a treaty with". None
/// where no preposition ends them, or fewer than `n_min` words are left.
fn bare(past: &str, base: &str, ing: &str, n_min: usize) -> Option<Verb> {
    let strip = |phrase: &str| {
        let (rest, last) = phrase.rsplit_once(' ')?;
        let is_loose = ["with", "on", "to", "against", "from", "of", "for", "in", "at"]
            .contains(&last)
            && n_min <= rest.split(' ').count();
        is_loose.then(|| rest.to_owned())
    };
    Some(Verb { past: strip(past)?, base: strip(base)?, ing: strip(ing)? })
}

/// How many of a phrase's content words begin a word of the sentence; none
/// unless all do. A content word has five letters or more.
fn matched(base: &str, sentence: &str) -> Option<usize> {
    const SMALL: &[&str] = &["against", "people", "under", "nationals", "other", "restore"];
    const STEM: usize = 5;
    let words: Vec<&str> = sentence.split(|c: char| !c.is_alphanumeric()).collect();
    let content: Vec<&str> = base
        .split([' ', '-'])
        .filter(|word| STEM <= word.len() && word.is_ascii() && !SMALL.contains(word))
        .collect();
    // "agreement" is not told by "agree": of long words more must be the same.
    let stem = |word: &str| if 8 <= word.len() { STEM + 2 } else { STEM };
    let holds = |word: &&str| words.iter().any(|other| other.starts_with(&word[..stem(word)]));
    (!content.is_empty() && content.iter().all(holds)).then_some(content.len())
}

/// What holds for every deed of a type.
fn general(event_type: EventType) -> (&'static str, &'static str, &'static str) {
    use EventType::*;
    match event_type {
        Agree => ("made promises to", "make promises to", "making promises to"),
        Consult => ("consulted with", "consult with", "consulting with"),
        Support => ("gave support to", "give support to", "giving support to"),
        Cooperate => ("cooperated with", "cooperate with", "cooperating with"),
        Aid => ("gave aid to", "give aid to", "giving aid to"),
        Concede => ("made concessions to", "make concessions to", "making concessions to"),
        Retreat => ("pulled back from", "pull back from", "pulling back from"),
        Request => ("made requests of", "make requests of", "making requests of"),
        Accuse => ("blamed", "blame", "blaming"),
        Reject => ("turned down", "turn down", "turning down"),
        Threaten => ("threatened", "threaten", "threatening"),
        Protest => ("protested against", "protest against", "protesting against"),
        Sanction => {
            ("took sanctions against", "take sanctions against", "taking sanctions against")
        }
        Mobilize => ("showed force against", "show force against", "showing force against"),
        Coerce => ("used coercion against", "use coercion against", "using coercion against"),
        Assault => ("attacked", "attack", "attacking"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_by_what_they_are_where_that_is_known() {
        let told = |target| done_to_people("killed people from", target, "Ruritania");
        assert_eq!(told("Ruritania"), None);
        assert_eq!(told("people from Ruritania"), None);
        assert_eq!(told("two Ruritanian sailors").unwrap(), "killed two Ruritanian sailors");
        assert_eq!(told("rebels in Ruritania").unwrap_or_default(), "killed rebels in Ruritania");
        assert_eq!(told("Ruritania's police").unwrap(), "killed members of Ruritania's police");
        assert_eq!(told("Hamas").unwrap(), "killed members of Hamas");
        assert_eq!(done_to_people("visited", "Ruritania's police", "Ruritania"), None);
    }

    #[test]
    fn what_was_signed_is_told_in_the_words_of_the_quote() {
        let told = |text| paper(text).unwrap_or_default();
        assert_eq!(
            told("a treaty of friendship, cooperation and mutual assistance."),
            "a treaty of friendship, cooperation and mutual assistance"
        );
        assert_eq!(told("an agreement on trade with Ruritania"), "an agreement on trade");
        assert_eq!(told("the treaty on Tuesday"), "the treaty");
        assert_eq!(told("a pact in Strelsau, Ruritania"), "a pact");
        assert_eq!(told("a treaty on order at their border."), "a treaty on order at their border");
        assert_eq!(told("Ruritania up to a deal"), "");
        assert_eq!(told("a decree."), "");
    }

    #[test]
    fn objects_stand_where_english_wants_them() {
        assert_eq!(with_object("visited", "Ruritania"), "visited Ruritania");
        assert_eq!(with_object("accused of a crime", "Ruritania"), "accused Ruritania of a crime");
        assert_eq!(with_object("put under pressure", "Ruritania"), "put Ruritania under pressure");
        assert_eq!(with_object("took {} to task", "Ruritania"), "took Ruritania to task");
        assert_eq!(with_object("took part with", "Ruritania"), "took part with Ruritania");
    }

    #[test]
    fn a_deed_inside_a_stance_is_told_by_the_words_of_the_sentence() {
        let ontology = crate::example::ontology();
        let base = |text: &str, whom| {
            inside(&ontology, EventType::Sanction, text, whom).map(|verb| verb.base)
        };
        let said = base("Freedonia will impose sanctions.", Some("Ruritania"));
        assert_eq!(said.as_deref(), Some("impose sanctions on Ruritania"));
        let unsaid = base("Freedonia will expel diplomats.", Some("Ruritania"));
        assert_eq!(unsaid.as_deref(), Some("take sanctions against Ruritania"));
        assert_eq!(base("Freedonia will act.", None).as_deref(), Some("take sanctions"));
    }

    #[test]
    fn every_phrase_of_the_built_in_ontology_makes_a_sentence() {
        for entry in Ontology::embedded().entries() {
            for mode in &entry.modes {
                let verb = onto(mode, "Ruritania", "Ruritania");
                for form in [verb.past, verb.base, verb.ing] {
                    assert_eq!(form.matches("Ruritania").count(), 1, "{}: {form}", mode.id);
                }
                let told = mode.passive.is_none() || passive(mode).is_some();
                assert!(mode.told_by.is_some(), "{}: `told_by` is missing", mode.id);
                assert!(told, "{}: the passive {:?} has no base form", mode.id, mode.passive);
            }
        }
    }
}
