//! People told as of a body: "Mahmoud al-Mabhouh, a senior Hamas official".
//!
//! In: the phrases of a sentence. Out: a name behind which it is told of which group or
//! organisation they are stands for that, not for a private person of the state named nearest.

use crate::actors::{Found, FoundKind};
use crate::text::Sentence;
use rapport_record::Role;

/// Tokens from the comma behind a name to the body: ", a former senior leader of the". Ours.
const REACH: usize = 7;

/// Tokens behind a body in which whoever speaks may be named ("a NATO official, Jo Doe, said").
const SPEAKER_REACH: usize = 5;

/// What may stand before a member or a body beside nationalities.
const PLAIN: &[&str] = &[
    "a",
    "alleged",
    "an",
    "deputy",
    "former",
    "high-ranking",
    "key",
    "late",
    "leading",
    "local",
    "of",
    "one",
    "prominent",
    "reputed",
    "senior",
    "suspected",
    "the",
    "top",
    "veteran",
];

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
                && (end..=end + REACH).contains(&body.tokens.start)
                && is_told_of(sentence, end, body)
        });
        if let Some(body) = body.cloned() {
            let Found { tokens, head, .. } = found[at].clone();
            found[at] = Found { tokens, head, ..body };
        }
    }
}

/// A person's name of which no table knows an office; not an army's or a ministry's.
fn is_private_name(sentence: &Sentence, found: &Found) -> bool {
    let tokens = &sentence.tokens[found.tokens.clone()];
    let is_private = match found.kind {
        FoundKind::Agent | FoundKind::Organ => found.role.is_none_or(|role| {
            matches!(
                role,
                Role::Civilian | Role::Criminal | Role::Opposition | Role::Rebel | Role::Separatist
            )
        }),
        FoundKind::Person => found.role.is_none_or(|role| role == Role::Civilian),
        _ => false,
    };
    is_private
        && 1 < tokens.len()
        && [&tokens[0], &tokens[tokens.len() - 1]]
            .iter()
            .all(|token| token.is_word && token.is_capital && token.lower != "the")
}

/// Whether what stands between a name and a body says that it is of it: ", a Hamas official",
/// ", the leader of Hamas,"; not ", a Hamas official said".
fn is_told_of(sentence: &Sentence, name_end: usize, body: &Found) -> bool {
    let word = |at: usize| sentence.tokens.get(at).map_or("", |token| token.lower.as_str());
    if word(name_end) != "," {
        return false;
    }
    let is_member = |at: usize| MEMBERS.contains(&word(at));
    let between = name_end + 1..body.tokens.start;
    let is_plain =
        |at: usize| PLAIN.contains(&word(at)) || is_member(at) || sentence.tokens[at].is_capital;
    let speaks = (body.tokens.end..body.tokens.end + SPEAKER_REACH)
        .take_while(|&at| word(at) != ",")
        .any(|at| matches!(word(at), "said" | "says" | "say" | "told" | "added" | "claimed"));
    let leads =
        between.clone().any(is_member) && matches!(word(body.tokens.start - 1), "of" | "the");
    let follows = (body.head.start..body.tokens.end + 2).any(is_member);
    between.clone().all(is_plain) && !speaks && (leads || follows)
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
        assert_eq!(who("Israel freed Jo Doe, a Hamas official said."), "PSE");
        assert_eq!(who("Police held Jo Doe, wanted for killing a Hamas official."), "PSE");
        assert_eq!(who("Israel held Jo Doe, days after a Hamas commander was killed."), "PSE");
    }
}
