//! What else a sentence tells of a deed: contexts, goods, dead and hurt.

use super::lexicon::Lexicon;
use super::syntax::Syntax;
use super::words::number;
use crate::actors::FoundKind;
use rapport_record::{ActorId, Casualties, Context, Goods, GoodsKind};
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

/// Goods named between two tokens, with quantity and unit where told.
pub fn goods(syntax: &Syntax<'_>, lexicon: &Lexicon, range: Range<usize>) -> Vec<Goods> {
    let mut found: Vec<Goods> = Vec::new();
    let mut token = range.start;
    while token < range.end.min(syntax.len()) {
        let longest = lexicon
            .goods
            .iter()
            .filter_map(|(kind, words)| {
                let length = phrase_at(syntax, token, words)?;
                Some((length, kind.parse::<GoodsKind>().ok()?))
            })
            .max_by_key(|(length, _)| *length);
        let Some((length, kind)) = longest.filter(|_| syntax.actor_at[token].is_none()) else {
            token += 1;
            continue;
        };
        if !found.iter().any(|goods| goods.kind == kind) {
            let (start, quantity, unit) = quantity_before(syntax, lexicon, token);
            let tokens = &syntax.sentence.tokens;
            let bytes = tokens[start].byte_start..tokens[token + length - 1].byte_end;
            found.push(Goods {
                kind,
                quantity,
                unit,
                text: syntax.sentence.text[bytes].to_owned(),
            });
        }
        token += length;
    }
    found
}

/// "11,000 containers of munitions": quantity and unit that stand before `token`.
pub fn quantity_before(
    syntax: &Syntax<'_>,
    lexicon: &Lexicon,
    token: usize,
) -> (usize, Option<f64>, Option<String>) {
    let floor = token.saturating_sub(5);
    let mut unit = None;
    for at in (floor..token).rev() {
        let word = syntax.word(at);
        if syntax.actor_at[at].is_some()
            || syntax.verb_at[at].is_some()
            || matches!(word, "," | "and")
        {
            break;
        }
        if let Some(n) = quantity_at(syntax, at) {
            return (at, Some(n), unit);
        }
        if lexicon.units.contains(word) && unit.is_none() {
            unit = Some(word.to_owned());
        }
    }
    (token, None, None)
}

fn quantity_at(syntax: &Syntax<'_>, at: usize) -> Option<f64> {
    let word: String = syntax.word(at).chars().filter(|c| *c != ',').collect();
    let n = word
        .parse::<f64>()
        .ok()
        .filter(|n| n.is_finite())
        .or_else(|| number(&word).map(f64::from))?;
    let scale = match syntax.word(at + 1) {
        "million" => 1e6,
        "billion" => 1e9,
        "thousand" => 1e3,
        "hundred" => 1e2,
        _ => 1.0,
    };
    Some(n * scale)
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

fn phrase_at(syntax: &Syntax<'_>, token: usize, phrase: &str) -> Option<usize> {
    let mut length = 0;
    for (n, word) in phrase.split(' ').enumerate() {
        let there = syntax.word(token + n);
        if there != word && there.strip_suffix('s') != Some(word) {
            return None;
        }
        length = n + 1;
    }
    Some(length)
}
