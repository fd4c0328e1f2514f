//! Who says so: sayings in a sentence and what they cover.

use super::lexicon::{Attribution, Lexicon};
use super::sides::Side;
use super::syntax::{Shape, Syntax, VerbGroup, Voice};
use super::words::{is_determiner, is_relative};
use std::ops::Range;

/// One saying: "X says that ...", "..., X said", "according to X".
#[derive(Debug, Clone)]
pub struct Saying {
    /// What kind of verb.
    pub kind: Attribution,
    /// The speaker, where it is an actor.
    pub speaker: Option<usize>,
    /// The verb group, none for "according to".
    pub verb: Option<usize>,
    /// The tokens it covers.
    pub covers: Range<usize>,
}

impl Saying {
    /// Whether nobody is named for it: "Envoy killed - reports".
    pub fn is_hearsay(&self) -> bool {
        self.speaker.is_none() && self.verb.is_none() && self.kind == Attribution::Claim
    }
}

/// All sayings of a sentence, left to right.
pub fn sayings(syntax: &Syntax<'_>, lexicon: &Lexicon) -> Vec<Saying> {
    let mut found = Vec::new();
    for (index, group) in syntax.verbs.iter().enumerate() {
        let Some(kind) =
            group.lemmas.iter().find_map(|&id| lexicon.attribution.get(lexicon.lemma(id)))
        else {
            continue;
        };
        if !matches!(group.shape, Shape::Finite | Shape::Participial) {
            continue;
        }
        let next = syntax.word(group.main + 1);
        // "Freedonia fires a missile, says Ruritania's army": the speaker stands behind.
        if let Some(speaker) = speaker_behind(syntax, group) {
            let covers = 0..group.first;
            found.push(Saying { kind: *kind, speaker: Some(speaker), verb: Some(index), covers });
            continue;
        }
        let speaker = match group.voice {
            Voice::Active => first_actor(&syntax.subject(index)),
            Voice::Passive => syntax.agent(index).as_ref().and_then(first_actor),
        };
        let closes = group.main + 1 >= syntax.len()
            || matches!(next, "." | ";" | "\"" | "”") && group.main + 3 >= syntax.len();
        let closing_clause = closes || syntax.len() - group.main <= 3;
        let covers = if closing_clause && index > 0 {
            0..group.first
        } else {
            group.main + 1..end_of_saying(syntax, group.main + 1)
        };
        found.push(Saying { kind: *kind, speaker, verb: Some(index), covers });
    }
    for token in 0..syntax.len().saturating_sub(2) {
        if syntax.word(token) == "according" && syntax.word(token + 1) == "to" {
            let speaker = first_actor(&syntax.noun_phrase_right(token + 2, false));
            let covers = 0..syntax.len();
            found.push(Saying { kind: Attribution::Say, speaker, verb: None, covers });
        }
    }
    found.extend(closing(syntax));
    found
}

/// Who is told behind "says" at the end of a sentence.
fn speaker_behind(syntax: &Syntax<'_>, group: &VerbGroup) -> Option<usize> {
    let at = group.main + 1 + usize::from(is_determiner(syntax.word(group.main + 1)));
    let is_behind = matches!(syntax.word(group.main), "say" | "says" | "said")
        && group.first == group.main
        && group.first.checked_sub(1).is_some_and(|before| syntax.is_pause(before));
    let speaker = syntax.actor_at.get(at).copied().flatten().filter(|_| is_behind)?;
    let end = syntax.found[speaker].tokens.end;
    (end..syntax.len()).all(|at| syntax.verb_at[at].is_none()).then_some(speaker)
}

/// Who vouches at the end of a headline, behind a dash: "Peru shells Chile - minister",
/// "Envoy killed - reports".
fn closing(syntax: &Syntax<'_>) -> Option<Saying> {
    /// Words of a name with its office. Ours.
    const WORDS_MAX: usize = 4;
    let end = syntax.len();
    let tokens = &syntax.sentence.tokens;
    let dash = (end.saturating_sub(WORDS_MAX + 1).max(1)..end).find(|&at| {
        matches!(syntax.word(at), "-" | "–" | "—") && tokens[at - 1].end < tokens[at].start
    })?;
    let speaker = syntax.found.iter().position(|found| dash < found.tokens.start);
    let is_hearsay = matches!(syntax.word(dash + 1), "report" | "reports");
    let is_named = speaker.is_some_and(|at| syntax.found[at].tokens == (dash + 1..end));
    (is_named || is_hearsay && dash + 2 == end).then_some(Saying {
        kind: Attribution::Claim,
        speaker: speaker.filter(|_| is_named),
        verb: None,
        covers: 0..dash,
    })
}

/// The saying that covers a token most closely.
pub fn covering(sayings: &[Saying], token: usize) -> Option<&Saying> {
    sayings
        .iter()
        .filter(|saying| saying.covers.contains(&token))
        .min_by_key(|saying| saying.covers.len())
}

fn first_actor(side: &Side) -> Option<usize> {
    match side {
        Side::Actors(actors) => actors.first().copied(),
        _ => None,
    }
}

/// A saying covers the rest of the sentence, unless a new main clause follows.
fn end_of_saying(syntax: &Syntax<'_>, from: usize) -> usize {
    (from..syntax.len())
        .find(|&token| {
            matches!(syntax.word(token), ";")
                || matches!(syntax.word(token), "but" | "while") && token > from + 2
                || syntax.word(token) == "as"
                    && token > from + 2
                    && !is_relative(syntax.word(token + 1))
                    && syntax.verb_between(token + 1, token + 8).is_some()
        })
        .unwrap_or(syntax.len())
}
