//! What parties are called in a sentence: "the Soviet Union", "Ruritania's
//! armed forces", "Freedonian President Ada Quill".
//!
//! In: a party of a report. Out: a noun phrase in the singular of names, with
//! its article. A person is named only as the cited sentence names them.

use rapport_record::{ActorId, ActorKind, Actors, Party, Role};

/// Last words of names that take "the".
const ARTICLE_LAST: &[&str] = &[
    "Agency",
    "Alliance",
    "Army",
    "Assembly",
    "Association",
    "Bahamas",
    "Bank",
    "Brigades",
    "Comoros",
    "Commission",
    "Committee",
    "Community",
    "Conference",
    "Congo",
    "Council",
    "Court",
    "Emirates",
    "Federation",
    "Forces",
    "Front",
    "Fund",
    "Gambia",
    "Government",
    "Group",
    "Islands",
    "Kingdom",
    "League",
    "Maldives",
    "Ministry",
    "Movement",
    "Nations",
    "Netherlands",
    "Organisation",
    "Organization",
    "Pact",
    "Party",
    "Philippines",
    "Programme",
    "Republic",
    "See",
    "Secretariat",
    "States",
    "Union",
    "Vatican",
    "West",
];

/// Beginnings of names that take "the".
const ARTICLE_FIRST: &[&str] = &[
    "Association of",
    "Conference on",
    "Democratic Republic",
    "Federal Republic",
    "International ",
    "League of",
    "Organisation ",
    "Organization ",
    "People's Republic",
    "Republic of",
    "Union of",
    "United ",
    "World ",
];

/// Names that match a rule above and yet stand alone.
const NO_ARTICLE: &[&str] = &["World Vision", "Red Army Faction"];

/// Words that make a capitalised noun phrase the name of an office-holder.
const OFFICES: &[&str] = &[
    "president",
    "minister",
    "leader",
    "chancellor",
    "king",
    "queen",
    "emperor",
    "secretary",
    "premier",
    "chairman",
    "ambassador",
    "envoy",
    "senator",
    "congressman",
    "congresswoman",
    "speaker",
];

/// Small words that may stand inside the name of an office-holder.
const SMALL: &[&str] = &[
    "of", "the", "and", "for", "al", "bin", "de", "van", "von", "foreign", "prime", "defence",
    "defense", "vice", "supreme", "state", "general", "deputy", "special",
];

/// Words before a noun that are capital only where they open a sentence.
const OPENERS: &[&str] = &[
    "The",
    "A",
    "An",
    "Some",
    "Several",
    "Many",
    "Dozens",
    "Hundreds",
    "Thousands",
    "At",
    "About",
    "Around",
    "More",
    "Nearly",
    "Over",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
];

/// The longest name of an office-holder taken from a sentence, in words.
const PERSON_WORDS_MAX: usize = 8;

/// The actor's name with the article it takes: "the United States", "NATO".
pub(crate) fn actor(actors: &Actors, id: &str) -> String {
    let name = actors.name(id);
    let is_person = actors.get(id).is_some_and(|actor| actor.kind == ActorKind::Person);
    if is_person { name.to_owned() } else { with_article(name) }
}

/// Whoever says something: an actor by its name, an outlet by its own.
pub(crate) fn speaker(actors: &Actors, who: &str) -> String {
    if actors.get(who).is_some() { actor(actors, who) } else { who.to_owned() }
}

/// Names joined: "A", "A and B", "A, B and C".
pub(crate) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// A number with its noun: "1 report", "2 reports".
pub(crate) fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// What a sentence calls a party. None where it would have to say "someone".
pub(crate) fn party(actors: &Actors, party: &Party) -> Option<String> {
    if let Some(name) = office_holder(actors, party) {
        return Some(name);
    }
    let country = party.country.as_deref().filter(|id| !id.is_empty());
    if party.actor.is_empty() {
        return organ(&actor(actors, country?), party.role?);
    }
    let name = actor(actors, &party.actor);
    let is_state = actors.get(&party.actor).is_none_or(|actor| actor.kind == ActorKind::State);
    match party.role {
        Some(role) if is_state => own_words(actors.name(&party.actor), party, role)
            .or_else(|| people_of(&name, &party.name))
            .or_else(|| organ(&name, role)),
        _ => Some(name),
    }
}

/// The party's state or, where it has none, the party itself.
pub(crate) fn owner(party: &Party) -> &ActorId {
    party.country.as_ref().filter(|id| !id.is_empty()).unwrap_or(&party.actor)
}

/// Words that stand for a party without naming it.
const PRONOUNS: &[&str] = &[
    "it",
    "its",
    "he",
    "him",
    "his",
    "she",
    "her",
    "they",
    "them",
    "their",
    "we",
    "us",
    "our",
    "who",
    "which",
    "this",
    "that",
    "both",
    "one",
    "the country",
    "the two",
    "the other",
];

/// Whether the cited sentence shows who is meant: it names the party at the
/// coded span, or the party's name stands in it.
pub(crate) fn is_shown(actors: &Actors, party: &Party, sentence: &str) -> bool {
    let at_span = party.span.and_then(|span| span.of(sentence));
    let has = |words: &str| !words.is_empty() && !is_pronoun(words) && sentence.contains(words);
    at_span.is_some_and(|words| !is_pronoun(words))
        || has(&party.name)
        || has(stem(actors.name(&party.actor)))
}

/// Whether the sentence names the actor: by name, or by an adjective that
/// begins like the name ("North Korean").
pub(crate) fn is_named(actors: &Actors, id: &str, sentence: &str) -> bool {
    sentence.contains(stem(actors.name(id)))
}

/// Whether a party's own phrase shows whose it is. "Militants" and "migrants" do not:
/// that they belong to a state was inferred.
pub(crate) fn shows_whose(actors: &Actors, party: &Party) -> bool {
    let is_state = actors.get(&party.actor).is_none_or(|actor| actor.kind == ActorKind::State);
    // Capital only since they open a sentence.
    const NOUNS: &[&str] =
        &["Officials", "Authorities", "Government", "Ministers", "Leaders", "Diplomats"];
    // "Chinese", "the United States"; not "ethnic Armenian villages".
    const PLAIN: &[&str] = &["the", "of", "and", "government", "authorities", "regime", "-"];
    let is_name = |word: &str| starts_big(word) || PLAIN.contains(&word);
    let is_bare = match party.role {
        None => party.name.split(' ').all(is_name),
        Some(Role::Government) => {
            let first = party.name.split(' ').next().unwrap_or_default();
            let opens = party.span.is_none_or(|span| span.start == 0);
            starts_big(first) && !(opens && (OPENERS.contains(&first) || NOUNS.contains(&first)))
        }
        Some(_) => false,
    };
    !is_state
        || is_bare && !is_pronoun(&party.name)
        || tells_whose(actors.name(owner(party)), party) && !names_another(actors, party)
}

/// Whether a phrase means a part of a state or somebody of such a part, which our words
/// would call by the state's name: "the Amur region of Russia", "the governor of Texas".
pub(crate) fn is_of_a_part(party: &Party) -> bool {
    // In small letters alone: Mexico City stands for Mexico.
    const PARTS: &[&str] = &[
        "border",
        "region",
        "regions",
        "regional",
        "Region",
        "province",
        "provinces",
        "provincial",
        "Province",
        "oblast",
        "Oblast",
        "district",
        "county",
        "County",
        "prefecture",
        "governorate",
        "Governorate",
        "municipal",
        "city",
        "cities",
        "town",
        "village",
        "villages",
        "governor",
        "governors",
        "Governor",
        "mayor",
        "mayors",
        "Mayor",
        "island",
        "islands",
    ];
    let mut words = party.name.split(|c: char| !c.is_alphanumeric());
    words.any(|word| PARTS.contains(&word))
}

/// Whether people are told by a phrase that our words would not repeat and that holds
/// another name: "an African immigrant outside the Israeli border" is nobody of Israel's.
fn names_another(actors: &Actors, party: &Party) -> bool {
    let state = actors.name(owner(party));
    let Some(role) = party.role else { return false };
    if role.is_of_state() || role == Role::Igo {
        return false;
    }
    let first = party.name.split(' ').skip(1).find(|word| starts_big(word));
    own_words(state, party, role).is_none() && first.is_some_and(|word| !begins_like(word, state))
}

fn is_pronoun(words: &str) -> bool {
    let words = words.to_lowercase();
    PRONOUNS.contains(&words.as_str())
        || words.starts_with("the two ")
        || words.starts_with("both ")
}

/// A name without its last two letters, where enough of it is left.
fn stem(name: &str) -> &str {
    let n = name.chars().count();
    if n < 6 {
        return name;
    }
    name.char_indices().nth(n - 2).map_or(name, |(byte, _)| &name[..byte])
}

fn with_article(name: &str) -> String {
    let last = name.rsplit(' ').next().unwrap_or(name);
    let takes = ARTICLE_LAST.contains(&last)
        || ARTICLE_FIRST.iter().any(|first| name.starts_with(first))
        || (name.starts_with("UN ") && name.chars().any(char::is_lowercase));
    if takes && !NO_ARTICLE.contains(&name) { format!("the {name}") } else { name.to_owned() }
}

/// "Russian President Vladimir Putin", where that is what the sentence says
/// and whom it means; "President Ada Quill of Freedonia" where the sentence
/// leaves the state out.
fn office_holder(actors: &Actors, party: &Party) -> Option<String> {
    if !matches!(party.role, Some(Role::Government | Role::Legislature)) {
        return None;
    }
    let words: Vec<&str> = party.name.split_whitespace().collect();
    let is_word = |word: &str| word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c));
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let office = lower.iter().position(|word| OFFICES.contains(&word.as_str()))?;
    let is_of_state = lower[office + 1..].starts_with(&["of".to_owned(), "state".to_owned()]);
    let name_at = office + if is_of_state { 3 } else { 1 };
    let fits = (2..=PERSON_WORDS_MAX).contains(&words.len())
        && name_at < words.len()
        && words.iter().all(|word| is_word(word))
        && starts_big(words[0])
        && starts_big(words[words.len() - 1])
        && words.iter().zip(&lower).all(|(word, small)| {
            starts_big(word) || SMALL.contains(&small.as_str()) || OFFICES.contains(&small.as_str())
        })
        && !lower[name_at..].iter().any(|word| SMALL[..3].contains(&word.as_str()));
    if !fits {
        return behind_office(actors, party);
    }
    let opens_with_office = office == 0 || SMALL.contains(&lower[0].as_str());
    let name = party.name.trim();
    Some(if opens_with_office {
        format!("{name} of {}", actor(actors, owner(party)))
    } else {
        name.to_owned()
    })
}

/// "Ada Quill of Freedonia", where the sentence has "the President of Freedonia Ada
/// Quill", "Ada Quill, the President of Freedonia" or "Ada Quill, the Freedonian president".
fn behind_office(actors: &Actors, party: &Party) -> Option<String> {
    let state = actor(actors, owner(party));
    let bare = actors.name(owner(party));
    // Office words alone: no spokesman of a president, no former one.
    let is_office = |words: &str| {
        let words = words.to_lowercase();
        let mut words = words.split_whitespace();
        words.all(|word| OFFICES.contains(&word) || SMALL.contains(&word))
    };
    let is_name = |words: &str| {
        let n = words.split(' ').count();
        (2..=4).contains(&n)
            && words.split(' ').all(starts_big)
            && words.chars().all(|c| c.is_alphabetic() || " -'’.".contains(c))
            && !is_office(words)
    };
    let is_of_state = |word: &str| {
        starts_big(word) && bare.split(' ').any(|part| part == word || begins_like(word, part))
    };
    if let Some((person, office)) = party.name.split_once(", ") {
        let rest: Vec<&str> = office.split(' ').filter(|word| !is_of_state(word)).collect();
        if is_name(person) && rest.len() < office.split(' ').count() && is_office(&rest.join(" ")) {
            return Some(format!("{person} of {state}"));
        }
    }
    let (before, after) = party.name.split_once(bare)?;
    let person = after.trim_matches([',', ' ']);
    (is_office(before) && is_name(person)).then(|| format!("{person} of {state}"))
}

/// "officials from Ruritania", where the quote names some of its people and not
/// the state: what is done to three lawmakers is not done to a parliament.
fn people_of(state: &str, phrase: &str) -> Option<String> {
    const PEOPLE: &[&str] = &["officials", "ministers", "diplomats", "lawmakers", "senators"];
    let last = phrase.rsplit(' ').next()?.to_lowercase();
    PEOPLE.contains(&last.as_str()).then(|| format!("{last} from {state}"))
}

/// The sentence's own words for some people or forces of a state, where they
/// tell whose: "two Ruritanian labourers", "the Freedonian army".
fn own_words(state: &str, party: &Party, role: Role) -> Option<String> {
    const WORDS_MAX: usize = 7;
    const CLAUSES: &[&str] = &["who", "that", "which", "whose", "from", "in", "and"];
    let words: Vec<&str> = party.name.split(' ').collect();
    let is_plain = !matches!(role, Role::Government | Role::Igo | Role::Ngo)
        && words.len() <= WORDS_MAX
        && party.name.chars().all(|c| c.is_alphanumeric() || " -'’.".contains(c))
        && words.iter().all(|word| word.chars().any(char::is_alphanumeric))
        && !words.iter().any(|word| CLAUSES.contains(word) || is_pronoun(word));
    let ends_small = words.last().is_some_and(|word| !starts_big(word));
    (is_plain && tells_whose(state, party) && ends_small).then(|| match party.name.chars().next() {
        Some(first) if OPENERS.contains(&words[0]) => {
            format!("{}{}", first.to_lowercase(), &party.name[first.len_utf8()..])
        }
        _ => party.name.clone(),
    })
}

/// Whether a phrase holds a name: "two Ruritanian labourers", not "two labourers".
fn tells_whose(state: &str, party: &Party) -> bool {
    let words: Vec<&str> = party.name.split(' ').collect();
    let opens = OPENERS.contains(&words[0]);
    // What opens a sentence is capital whatever it means, unless it begins like the state.
    let is_opening = party.span.is_none_or(|span| span.start == 0);
    let mut after = words.into_iter().skip(usize::from(opens));
    match after.next() {
        Some(first) if starts_big(first) && (opens || !is_opening) => true,
        Some(first) if begins_like(first, state) => true,
        _ => after.any(starts_big),
    }
}

/// Whether a word begins as a state's name does: "Ruritanian", "Ruritania".
fn begins_like(word: &str, state: &str) -> bool {
    /// First letters that a state and its adjective share at least.
    const ALIKE: usize = 4;
    match (word.get(..ALIKE), state.get(..ALIKE)) {
        (Some(word), Some(state)) => word == state,
        _ => false,
    }
}

/// Whether a word begins with a capital.
pub(crate) fn starts_big(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// "Ruritania's armed forces"; the bare name where the role adds nothing.
fn organ(name: &str, role: Role) -> Option<String> {
    let of = if name.ends_with('s') { format!("{name}'") } else { format!("{name}'s") };
    Some(match role {
        Role::Government | Role::Igo | Role::Ngo => name.to_owned(),
        Role::Military => format!("{of} armed forces"),
        Role::Legislature => format!("{of} parliament"),
        Role::Judiciary => format!("{of} courts"),
        Role::Spy => format!("{of} intelligence service"),
        Role::Police => format!("{of} police"),
        Role::Opposition => format!("{of} opposition"),
        Role::Rebel => format!("rebels in {name}"),
        Role::Separatist => format!("separatists in {name}"),
        Role::Civilian => format!("people from {name}"),
        Role::Business => format!("companies from {name}"),
        Role::Media => format!("media from {name}"),
        Role::Education => format!("scholars from {name}"),
        Role::Refugee => format!("refugees from {name}"),
        Role::Labour => format!("workers from {name}"),
        Role::Criminal => format!("criminals in {name}"),
        Role::Religious => format!("religious bodies in {name}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party_named(name: &str, role: Option<Role>) -> Party {
        Party {
            actor: "FRE".into(),
            country: Some("FRE".into()),
            role,
            name: name.into(),
            span: None,
        }
    }

    #[track_caller]
    fn check(name: &str, role: Role, expected: &str) {
        let actors = crate::example::actors();
        assert_eq!(party(&actors, &party_named(name, Some(role))).as_deref(), Some(expected));
    }

    #[test]
    fn office_holders_keep_the_name_of_the_sentence() {
        let gov = Role::Government;
        check("Freedonian President Ada Quill", gov, "Freedonian President Ada Quill");
        check("President Ada Quill", gov, "President Ada Quill of Freedonia");
        let member = Role::Legislature;
        check("Freedonian senator Ada Quill", member, "Freedonian senator Ada Quill");
        check(
            "Freedonian Secretary of State Ada Quill",
            gov,
            "Freedonian Secretary of State Ada Quill",
        );
        check("Freedonian leader Ada Quill", gov, "Freedonian leader Ada Quill");
        check("The President of Freedonia Ada Quill", gov, "Ada Quill of Freedonia");
        check("Ada Quill, the Prime Minister of Freedonia", gov, "Ada Quill of Freedonia");
        check("Ada Quill, the Freedonian foreign minister", gov, "Ada Quill of Freedonia");
        check("Ada Quill, the spokesman of the Freedonian president", gov, "Freedonia");
        check("The President of Freedonia", gov, "Freedonia");
        check("The spokesman of the President of Freedonia Ada Quill", gov, "Freedonia");
        check("The former President of Freedonia Ada Quill", gov, "Freedonia");
        check("the Freedonian government", gov, "Freedonia");
        check("the president of Freedonia", gov, "Freedonia");
        check("Freedonia", gov, "Freedonia");
    }

    #[test]
    fn organs_are_told_from_their_state() {
        check("soldiers", Role::Military, "Freedonia's armed forces");
        check("Armed protesters", Role::Civilian, "people from Freedonia");
        check("Freedonian troops", Role::Military, "Freedonian troops");
        check("The Freedonian army", Role::Military, "the Freedonian army");
        check("Two Freedonian labourers", Role::Civilian, "two Freedonian labourers");
        check("Protesters", Role::Civilian, "people from Freedonia");
        check("a Freedonian ring -", Role::Military, "Freedonia's armed forces");
        check("Freedonian troops in Ruritania", Role::Military, "Freedonia's armed forces");
        check("militants", Role::Rebel, "rebels in Freedonia");
        check("five Freedonian officials", Role::Government, "officials from Freedonia");
    }

    #[test]
    fn a_part_of_a_state_is_not_called_by_its_name() {
        let is_part = |name| is_of_a_part(&party_named(name, None));
        assert!(is_part("the Amur region of Freedonia"));
        assert!(is_part("The Governor of South Freedonia"));
        assert!(!is_part("the Freedonian government"));
        assert!(is_part("two Freedonian regions"));
        assert!(!is_part("Mexico City"));
    }

    #[test]
    fn names_take_the_article_they_need() {
        let cases = [
            ("Soviet Union", "the Soviet Union"),
            ("United States", "the United States"),
            ("UN Security Council", "the UN Security Council"),
            ("NATO", "NATO"),
            ("North Korea", "North Korea"),
            ("Central African Republic", "the Central African Republic"),
            ("Hamas", "Hamas"),
        ];
        for (name, expected) in cases {
            assert_eq!(with_article(name), expected);
        }
    }
}
