//! People told as of a body: "Mahmoud al-Mabhouh, a senior Hamas official".
//!
//! In: the phrases of a sentence. Out: a name behind which it is told of which group or
//! organisation they are stands for that, not for a private person of the state named nearest.

use crate::actors::{Found, FoundKind};
use crate::text::Sentence;
use rapport_record::Role;

/// Words between the comma and the body: "a former senior leader of the".
const REACH: usize = 7;

/// Those who are of a body.
const MEMBERS: &[&str] = &[
    "activist",
    "boss",
    "chairman",
    "chief",
    "cleric",
    "co-founder",
    "commander",
    "fighter",
    "figure",
    "founder",
    "fundraiser",
    "head",
    "insurgent",
    "leader",
    "lieutenant",
    "member",
    "militant",
    "official",
    "operative",
    "president",
    "rebel",
    "recruiter",
    "secretary",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "suspect",
];

/// Gives names the body they are told to be of.
pub fn settle(sentence: &Sentence, found: &mut [Found]) {
    for at in 0..found.len() {
        if !is_private_name(sentence, &found[at]) {
            continue;
        }
        let end = found[at].tokens.end;
        let body = found.iter().find(|body| {
            matches!(body.kind, FoundKind::Group | FoundKind::Organisation)
                && end < body.tokens.start + 1
                && body.tokens.start <= end + REACH
                && is_told_of(sentence, end, body)
        });
        if let Some(body) = body {
            let Found { actor, country, role, kind, .. } = body.clone();
            found[at] = Found { actor, country, role, kind, ..found[at].clone() };
        }
    }
}

/// A name of which no table knows an office.
fn is_private_name(sentence: &Sentence, found: &Found) -> bool {
    let last = &sentence.tokens[found.tokens.end - 1];
    let is_private = match found.kind {
        FoundKind::Agent | FoundKind::Organ => true,
        FoundKind::Person => found.role.is_none_or(|role| role == Role::Civilian),
        _ => false,
    };
    is_private && last.is_word && last.is_capital && 1 < found.tokens.len()
}

/// Whether what stands between a name and a body says that it is of it: ", a Hamas official",
/// ", the leader of Hamas,".
fn is_told_of(sentence: &Sentence, name_end: usize, body: &Found) -> bool {
    let word = |at: usize| sentence.tokens.get(at).map_or("", |token| token.lower.as_str());
    if word(name_end) != "," {
        return false;
    }
    let mut between = name_end + 1..body.tokens.start;
    let is_member = |at: usize| MEMBERS.contains(&word(at));
    let names_member = between.clone().any(is_member);
    let is_plain = |at: usize| {
        sentence.tokens[at].is_word
            && !matches!(word(at), "and" | "who" | "said" | "says" | "told" | "by" | "was" | "is")
            && (names_member || !matches!(word(at), "of" | "in" | "from" | "with"))
    };
    if !between.all(is_plain) {
        return false;
    }
    let before = word(body.tokens.start - 1);
    let is_of = names_member
        && (before == "of" || before == "the" && word(body.tokens.start.saturating_sub(2)) == "of");
    is_of || (body.head.start..body.tokens.end + 2).any(is_member)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actors::Gazetteer;

    /// Who "Jo Doe" is in a text.
    fn who(text: &str) -> String {
        let sentence = Sentence::new(text);
        let mut found = Gazetteer::embedded().find(&sentence, "2020-01-01".parse().expect("a day"));
        let at = sentence.tokens.iter().position(|token| token.lower == "jo").expect("Jo Doe");
        found.push(Found {
            tokens: at..at + 2,
            head: at + 1..at + 2,
            actor: "PSE".to_owned(),
            country: Some("PSE".to_owned()),
            role: Some(Role::Civilian),
            kind: FoundKind::Organ,
        });
        settle(&sentence, &mut found);
        found.pop().expect("Jo Doe").actor
    }

    #[test]
    fn a_name_told_as_of_a_body_stands_for_it() {
        assert_eq!(who("Israel killed Jo Doe, a senior Hamas official, in Dubai."), "hamas");
        assert_eq!(
            who("Police held Jo Doe, a former leader of the Hezbollah, today."),
            "hezbollah"
        );
    }

    #[test]
    fn a_name_beside_a_body_stays_its_own() {
        assert_eq!(who("Israel killed Jo Doe, Hamas said."), "PSE");
        assert_eq!(who("Israel freed Jo Doe, who was held by Hamas officials."), "PSE");
        assert_eq!(who("Jo Doe, a critic of Hamas, was held."), "PSE");
    }
}
