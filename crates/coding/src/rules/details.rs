//! What else a sentence tells of a deed: contexts, dead and hurt.

use super::lexicon::Lexicon;
use super::syntax::{Shape, Syntax, Voice};
use super::words::{is_determiner, number};
use crate::actors::{Found, FoundKind};
use rapport_record::{ActorId, Casualties, Context};
use std::ops::Range;

/// The contexts a stretch of tokens names, each once, in codebook order.
pub fn contexts(syntax: &Syntax<'_>, lexicon: &Lexicon) -> Vec<Context> {
    let text = joined(syntax, 0..syntax.len());
    let mut found: Vec<Context> = lexicon
        .contexts
        .in_text(&text)
        .filter_map(|(_, _, context)| context.parse().ok())
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Dead, hurt and missing, as the sentence tells them: "killing at least 12 people",
/// "five are killed", "30 others were injured".
pub fn casualties(syntax: &Syntax<'_>) -> Option<Casualties> {
    let mut found = Casualties::default();
    for token in 0..syntax.len() {
        let word = syntax.word(token);
        let slot = if word.starts_with("kill") || matches!(word, "dead" | "died" | "dies" | "die") {
            &mut found.killed
        } else if word.starts_with("injur") || word.starts_with("wound") {
            &mut found.wounded
        } else if word == "missing" {
            &mut found.missing
        } else {
            continue;
        };
        if slot.is_none() {
            *slot = count_near(syntax, token);
        }
    }
    (found != Casualties::default()).then_some(found)
}

fn count_near(syntax: &Syntax<'_>, token: usize) -> Option<u32> {
    let word = syntax.word(token);
    let transitive =
        word.starts_with("kill") || word.starts_with("injur") || word.starts_with("wound");
    let right = (token + 1..(token + 6).min(syntax.len()))
        .take_while(|&at| !matches!(syntax.word(at), "," | "." | "and" | "in" | "by" | ";"))
        .find_map(|at| whole_number(syntax, at));
    let left = || {
        (token.saturating_sub(6)..token)
            .rev()
            .take_while(|&at| !matches!(syntax.word(at), "," | "." | "and" | ";"))
            .find_map(|at| whole_number(syntax, at))
    };
    if transitive { right.or_else(left) } else { left() }
}

fn whole_number(syntax: &Syntax<'_>, at: usize) -> Option<u32> {
    let n = number(syntax.word(at))?;
    let next = syntax.word(at + 1);
    let is_other = matches!(
        next,
        "year" | "years" | "-" | "%" | "percent" | "days" | "hours" | "km" | "p.m." | "a.m."
    ) || (1900..=2100).contains(&n)
        && matches!(syntax.word(at.saturating_sub(1)), "in" | "since");
    (!is_other).then_some(n)
}

/// What happened to the one victim whom a deed is told to have had: "a general was killed",
/// "killed the governor". In: the deed's word and the tokens of its target.
pub fn one_victim(
    syntax: &Syntax<'_>,
    lexicon: &Lexicon,
    main: usize,
    target: &Found,
) -> Option<Casualties> {
    let verb = syntax.verb_at[main]?;
    let group = &syntax.verbs[verb];
    let word = syntax.word(main);
    let is_killed =
        ["kill", "assassinat", "murder", "behead"].iter().any(|stem| word.starts_with(stem))
            || word == "shot" && syntax.word(main + 1) == "dead";
    let is_wounded = word.starts_with("injur") || word.starts_with("wound");
    if group.shape == Shape::Infinitive
        || group.is_negated
        || group.modal.is_some()
        || !(is_killed || is_wounded)
    {
        return None;
    }
    let Range { start, end } = target.tokens.clone();
    let is_many = (start..end).any(|at| lexicon.victims.is_many(syntax.word(at)));
    let is_joined =
        start.checked_sub(1).is_some_and(|at| matches!(syntax.word(at), "and" | "including"))
            || adds_more(syntax, end);
    let is_one = match group.voice {
        Voice::Passive => {
            end <= group.first
                && matches!(syntax.word(group.first), "is" | "was" | "has")
                && !(end..group.first).any(|at| syntax.word(at) == "and")
        }
        Voice::Active => {
            (main + 1..=main + 2).contains(&start) && is_one_person(syntax, lexicon, target)
        }
    };
    (is_one && !is_many && !is_joined).then(|| Casualties {
        killed: is_killed.then_some(1),
        wounded: (is_wounded && !is_killed).then_some(1),
        ..Casualties::default()
    })
}

/// Whether more victims follow: "a general and two guards"; not "a soldier and wounds five".
fn adds_more(syntax: &Syntax<'_>, at: usize) -> bool {
    let is_another = |at: usize| {
        syntax.actor_at.get(at).is_some_and(Option::is_some)
            || is_determiner(syntax.word(at))
            || number(syntax.word(at)).is_some()
    };
    // Behind a comma mostly the same person is told once more, but a number counts others.
    match syntax.word(at) {
        "and" => syntax.verb_at.get(at + 1).copied().flatten().is_none(),
        "," => {
            number(syntax.word(at + 1)).is_some()
                || (at + 1..at + 9)
                    .take_while(|&at| !syntax.is_clause_end(at))
                    .any(|at| syntax.word(at) == "and" && is_another(at + 1))
        }
        "with" | "together" | "alongside" => true,
        _ => false,
    }
}

/// Whether a phrase names one person: by name, "a soldier", "the governor", "an Israeli".
fn is_one_person(syntax: &Syntax<'_>, lexicon: &Lexicon, found: &Found) -> bool {
    let Range { start, end } = found.tokens.clone();
    let before = start.checked_sub(1).map_or("", |at| syntax.word(at));
    let has_article =
        |words: &[&str]| words.contains(&syntax.word(start)) || words.contains(&before);
    let names_one = (start..end).any(|at| lexicon.victims.is_one(syntax.word(at)));
    found.kind == FoundKind::Person
        || has_article(&["a", "an", "the", "one", "its", "his"]) && names_one
        || has_article(&["a", "an"]) && found.kind == FoundKind::National
}

/// In which state the deed of the verb at `main` happened, if the clause names
/// a place after "in", "at" or "near": enough to tell whose doers are. The place
/// of the report itself is told by `whereabouts`.
pub fn state_of_place(syntax: &Syntax<'_>, main: usize) -> Option<ActorId> {
    let after = (main + 1..syntax.len()).find_map(|token| place_at(syntax, token));
    let index =
        after.or_else(|| (0..main.min(syntax.len())).find_map(|token| place_at(syntax, token)))?;
    syntax.found[index].country.clone()
}

fn place_at(syntax: &Syntax<'_>, token: usize) -> Option<usize> {
    let is_where = matches!(syntax.word(token), "in" | "at" | "near" | "outside" | "inside");
    if !is_where || syntax.actor_at[token].is_some() {
        return None;
    }
    (token + 1..(token + 4).min(syntax.len())).find_map(|at| {
        let index = syntax.actor_at[at]?;
        matches!(syntax.found[index].kind, FoundKind::Place | FoundKind::Capital | FoundKind::Name)
            .then_some(index)
    })
}

/// The lower-case words of a range with single spaces, and one at either end.
pub fn joined(syntax: &Syntax<'_>, range: Range<usize>) -> String {
    let mut text = String::from(" ");
    for token in range {
        text.push_str(syntax.word(token));
        text.push(' ');
    }
    text
}
