//! "The two leaders", "both sides", "the talks": who they are, whose they are.
//!
//! In: the sentences of a document up to one, with the phrases found in them.
//! Out: that sentence with such a phrase spelt out ("The two countries signed"
//! as "Russia and North Korea signed", "The talks began" as "The talks between
//! Russia and North Korea began"), to be coded in its place, and the way back to
//! the words that stand there. The two are those named together last: in the
//! sentence itself before the phrase, else in one of the three before it, if that
//! names two and no more; sentences that name one or nobody are passed over. Of
//! several such phrases the first is spelt out. Better none than the wrong two.

use super::parties;
use crate::actors::{Found, FoundKind};
use crate::text::Sentence;
use rapport_record::{ActorId, Actors, Party, Report, Role, Span};
use std::ops::Range;

/// How many sentences back the two may be named. Ours.
const SENTENCES_BACK: usize = 3;

/// What follows "the two" and what it means.
const NOUNS: &[(&str, Kind)] = &[
    ("countries", Kind::States),
    ("nations", Kind::States),
    ("states", Kind::States),
    ("governments", Kind::States),
    ("capitals", Kind::States),
    ("neighbours", Kind::States),
    ("neighbors", Kind::States),
    ("allies", Kind::States),
    ("sides", Kind::Any),
    ("leaders", Kind::Holders("leader")),
    ("presidents", Kind::Holders("president")),
    ("premiers", Kind::Holders("premier")),
    ("ministers", Kind::Holders("minister")),
    ("delegations", Kind::Holders("delegation")),
    ("militaries", Kind::Forces("military")),
    ("armies", Kind::Forces("army")),
    ("navies", Kind::Forces("navy")),
];

/// What may stand between "the two" and the noun.
const BETWEEN: &[&str] =
    &["foreign", "defence", "defense", "prime", "neighbouring", "neighboring", "rival", "warring"];

/// Before a phrase that does something; an empty word stands for the beginning.
const BEFORE: &[&str] = &[
    "", ",", ";", ":", "-", "and", "but", "when", "after", "as", "while", "that", "where",
    "because", "if", "since", "until", "before", "by", "between", "said", "says", "which",
];

/// After "the two" where nothing else tells what they are: "the two met".
const AFTER_BARE: &[&str] = &["met", "agreed", "signed", "held", "discussed", "spoke"];

/// After a noun that is then another's: "the two leaders of the opposition".
const ANOTHERS: &[&str] = &["'s", "'", "-", "of", "from", "in", "within", "on", "who"];

/// What two do together, where a sentence begins with it.
const DEEDS: &[&str] = &[
    "agreement",
    "treaty",
    "deal",
    "pact",
    "accord",
    "talks",
    "negotiations",
    "meeting",
    "summit",
];

/// After such a word: something is told of it.
const AFTER_DEED: &[&str] = &[
    "was", "were", "is", "are", "will", "has", "had", "have", "took", "began", "ended", "comes",
    "came",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    States,
    Any,
    Holders(&'static str),
    Forces(&'static str),
    /// "The two met": as they were named.
    Bare,
    /// "The talks began": those of the two.
    Deed,
}

/// A sentence with such a phrase spelt out.
pub struct SpeltOut {
    /// The sentence to be coded.
    pub sentence: Sentence,
    /// Where the phrase stands in the sentence as it was written.
    phrase: Span,
    /// How many code points stand in its place.
    length: usize,
    kind: Kind,
}

impl SpeltOut {
    /// The sentence `at`, if it holds such a phrase and the text before tells who is meant.
    pub fn of(
        actors: &Actors,
        sentences: &[Sentence],
        found: &[Vec<Found>],
        at: usize,
    ) -> Option<Self> {
        let sentence = &sentences[at];
        let (tokens, kind) = phrase(sentence)?;
        let before: Vec<Found> =
            found[at].iter().filter(|one| one.tokens.end <= tokens.start).cloned().collect();
        let leader = word_before(sentence, tokens.start);
        let [one, other] = match two_of(sentence, &before, kind) {
            // "Chile and Peru reopen the border between the two countries" says it all;
            // "Chile told Peru that both sides must stop" may mean two others.
            Said::Two(_) if matches!(leader, "between" | "that" | "said" | "says") => return None,
            Said::Two(two) => two,
            Said::Unclear => return None,
            Said::Nobody => {
                let reach = if kind == Kind::Bare { 1 } else { SENTENCES_BACK };
                let mut back = (at.saturating_sub(reach)..at).rev();
                let two =
                    back.find_map(|at| match two_of(&sentences[at], &found[at], kind) {
                        Said::Nobody => None,
                        Said::Two(two) => Some(Some(two)),
                        Said::Unclear => Some(None),
                    })??;
                if others_act(sentence, &found[at], &two, &tokens, kind) {
                    return None;
                }
                two
            }
        };
        let (one, other) = (&one, &other);
        let words = format!("{} and {}", spell(actors, one, kind)?, spell(actors, other, kind)?);
        let (first, last) = (&sentence.tokens[tokens.start], &sentence.tokens[tokens.end - 1]);
        let words = match kind {
            Kind::Deed => {
                format!("{} between {words}", &sentence.text[first.byte_start..last.byte_end])
            }
            _ if tokens.start == 0 => with_capital(&words),
            _ => words,
        };
        let text = format!(
            "{}{words}{}",
            &sentence.text[..first.byte_start],
            &sentence.text[last.byte_end..]
        );
        Some(Self {
            sentence: Sentence {
                index: sentence.index,
                start: sentence.start,
                ..Sentence::new(&text)
            },
            phrase: Span { start: first.start, end: last.end },
            length: words.chars().count(),
            kind,
        })
    }

    /// A report of the spelt out sentence as one of the sentence that was written;
    /// words put in are no words of the text.
    pub fn restore(&self, report: &mut Report, written: &Sentence) {
        report.text.clone_from(&written.text);
        report.trigger = report.trigger.map(|span| self.moved(span));
        for party in [&mut report.source, &mut report.target].into_iter().flatten() {
            self.restore_party(party, written);
        }
        report.purpose = report.purpose.take().filter(|words| written.text.contains(words));
        report.goods.retain(|goods| written.text.contains(&goods.text));
    }

    fn restore_party(&self, party: &mut Party, written: &Sentence) {
        let Some(span) = party.span else { return };
        let moved = self.moved(span);
        if self.kind == Kind::Deed && moved == self.phrase {
            // "The talks" name nobody: who holds them is understood.
            party.span = None;
            return;
        }
        if let Some(words) = moved.of(&written.text) {
            words.clone_into(&mut party.name);
        }
        party.span = Some(moved);
    }

    /// Where a span of the spelt out sentence lies in the one that was written;
    /// what lies within the words put in is the whole phrase.
    fn moved(&self, span: Span) -> Span {
        let end = self.phrase.start + self.length;
        let shift = |at: usize| at + self.phrase.end - end;
        if span.end <= self.phrase.start {
            span
        } else if end <= span.start {
            Span { start: shift(span.start), end: shift(span.end) }
        } else {
            Span {
                start: span.start.min(self.phrase.start),
                end: if span.end <= end { self.phrase.end } else { shift(span.end) },
            }
        }
    }
}

/// "the two foreign ministers", "both sides": its tokens, if it may do something.
fn phrase(sentence: &Sentence) -> Option<(Range<usize>, Kind)> {
    let word = |at: usize| sentence.tokens.get(at).map_or("", |token| token.lower.as_str());
    if word(0) == "the" && DEEDS.contains(&word(1)) && AFTER_DEED.contains(&word(2)) {
        return Some((0..2, Kind::Deed));
    }
    (0..sentence.tokens.len()).find_map(|start| {
        let noun = match (word(start), word(start + 1)) {
            ("the", "two") => start + 2,
            ("both", _) => start + 1,
            _ => return None,
        };
        if !BEFORE.contains(&word_before(sentence, start)) {
            return None;
        }
        let at = (noun..noun + 2).find(|&at| !BETWEEN.contains(&word(at)))?;
        let kind = NOUNS.iter().find(|(noun, _)| *noun == word(at)).map(|(_, kind)| *kind);
        match kind {
            Some(kind) if !ANOTHERS.contains(&word(at + 1)) => Some((start..at + 1, kind)),
            None if word(start) == "the" && at == noun && AFTER_BARE.contains(&word(at)) => {
                Some((start..at, Kind::Bare))
            }
            _ => None,
        }
    })
}

/// A party as it was named.
struct Named {
    /// The state, else the body.
    id: ActorId,
    /// Whether it is a state or an organ or officer of one.
    is_state: bool,
    words: String,
    kind: FoundKind,
    role: Option<Role>,
}

/// Whom a text names.
enum Said {
    /// One party or none.
    Nobody,
    /// Two and no more.
    Two([Named; 2]),
    /// More than two, or somebody of whom it is not told who it is.
    Unclear,
}

fn two_of(sentence: &Sentence, found: &[Found], kind: Kind) -> Said {
    let is_of_states = matches!(kind, Kind::States | Kind::Holders(_) | Kind::Forces(_));
    let mut all = named(sentence, found, |_| false);
    if all.len() < 2 {
        // "Chile's president arrives in Peru": the place is a party after all.
        let with_places =
            named(sentence, found, |one| is_of_states || one.kind == FoundKind::Capital);
        if with_places.len() == 2 {
            all = with_places;
        }
    }
    let is_one_untold = found.iter().any(|one| one.kind == FoundKind::Agent);
    match <[Named; 2]>::try_from(all) {
        Ok(two) => Said::Two(two),
        Err(all) if 2 < all.len() || is_one_untold && !is_of_states => Said::Unclear,
        Err(_) => Said::Nobody,
    }
}

/// The parties a text names, each once; of places those that `counts` lets in.
fn named(sentence: &Sentence, found: &[Found], counts: impl Fn(&Found) -> bool) -> Vec<Named> {
    let mut all: Vec<Named> = Vec::new();
    for one in found {
        let is_body =
            matches!(one.kind, FoundKind::Group | FoundKind::Organisation | FoundKind::Bloc);
        if matches!(one.kind, FoundKind::Place | FoundKind::Agent)
            || is_where(sentence, one) && !counts(one)
        {
            continue;
        }
        let (id, is_state) = match &one.country {
            Some(country) if !is_body => (country.clone(), one.role.is_none_or(Role::is_of_state)),
            _ => (one.actor.clone(), false),
        };
        if !id.is_empty() && all.iter().all(|other| (&other.id, other.is_state) != (&id, is_state))
        {
            let words = parties::name(sentence, one).to_owned();
            all.push(Named { id, is_state, words, kind: one.kind, role: one.role });
        }
    }
    all
}

/// The word before a token; empty before the first.
fn word_before(sentence: &Sentence, at: usize) -> &str {
    at.checked_sub(1).map_or("", |before| sentence.tokens[before].lower.as_str())
}

/// Whether a state is named as the place of something: "in Peru", "from Lima".
fn is_where(sentence: &Sentence, one: &Found) -> bool {
    let before = word_before(sentence, one.tokens.start);
    match one.kind {
        FoundKind::Capital => {
            matches!(before, "in" | "at" | "near" | "inside" | "outside" | "across" | "from" | "to")
        }
        FoundKind::Name => matches!(before, "in" | "near" | "inside" | "outside" | "across"),
        _ => false,
    }
}

/// Whether somebody else acts in the sentence: another subject before the phrase,
/// or the parties of the talks or the treaty named after it.
fn others_act(
    sentence: &Sentence,
    found: &[Found],
    two: &[Named; 2],
    tokens: &Range<usize>,
    kind: Kind,
) -> bool {
    let is_other = |one: &Found| {
        let id = one.country.as_ref().unwrap_or(&one.actor);
        one.kind != FoundKind::Place
            && !id.is_empty()
            && !is_where(sentence, one)
            && two.iter().all(|party| party.id != *id && party.id != one.actor)
    };
    found.iter().any(|one| {
        let before = word_before(sentence, one.tokens.start);
        let is_before = one.tokens.end <= tokens.start;
        let is_doer = kind == Kind::Deed && matches!(before, "by" | "with" | "between" | "among");
        (is_before || is_doer) && is_other(one)
    })
}

/// How a party is spelt; none if it is not of the kind.
fn spell(actors: &Actors, one: &Named, kind: Kind) -> Option<String> {
    let state = || one.is_state.then(|| actors.name(&one.id).to_owned());
    let of_state = |noun: &str| state().map(|state| format!("the {noun} of {state}"));
    let is_person = one.kind == FoundKind::Person;
    match kind {
        Kind::States => state(),
        Kind::Any | Kind::Deed => state().or_else(|| Some(one.words.clone())),
        Kind::Bare if is_person => Some(one.words.clone()),
        Kind::Bare => None,
        Kind::Holders(_) if is_person && one.role == Some(Role::Government) => {
            Some(one.words.clone())
        }
        Kind::Holders(noun) | Kind::Forces(noun) => of_state(noun),
    }
}

fn with_capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actors::Gazetteer;
    use crate::text;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let gazetteer = Gazetteer::embedded();
        let sentences = text::sentences(text);
        let on = "2019-04-25".parse().expect("a day");
        let found: Vec<_> = sentences.iter().map(|one| gazetteer.find(one, on)).collect();
        let last = sentences.len() - 1;
        let spelt = SpeltOut::of(gazetteer.actors(), &sentences, &found, last);
        assert_eq!(spelt.as_ref().map(|one| one.sentence.text.as_str()), expected);
    }

    #[test]
    fn the_two_are_those_named_together_last() {
        check(
            "Russia and North Korea are old allies. The two countries signed a treaty.",
            Some("Russia and North Korea signed a treaty."),
        );
        check(
            "Vladimir Putin met Kim Jong Un in Vladivostok. The two leaders signed a treaty.",
            Some("Vladimir Putin and Kim Jong Un signed a treaty."),
        );
        check(
            "India shot down a Pakistani drone, and the two armies exchanged fire.",
            Some(
                "India shot down a Pakistani drone, and the army of India and the army of Pakistan \
                 exchanged fire.",
            ),
        );
        check(
            "Chile complained to Peru. It rained. Both sides agreed to talk.",
            Some("Chile and Peru agreed to talk."),
        );
        check(
            "Iran met Iraq. The talks were held in Baghdad.",
            Some("The talks between Iran and Iraq were held in Baghdad."),
        );
    }

    #[test]
    fn where_it_is_not_clear_who_is_meant_nothing_is_put_in() {
        check("Chile, Peru and Bolivia met. The two countries signed a treaty.", None);
        check("Chile waited. The two countries signed a treaty.", None);
        check("Chile and Peru reopen the border between the two countries.", None);
        check("Chile complained to Peru. The border of the two countries is long.", None);
        check("Chile complained to Peru. The two met on Friday.", None);
        check("Bolivia said the two countries would sign. It rained.", None);
        check("Chile and Peru met. Bolivia said the two countries would sign.", None);
        check("Chile told Peru that both sides must stop.", None);
        check("Iran met Iraq. The deal was signed by Turkey and Qatar.", None);
        check("Iran met Iraq. The two leaders of the opposition were jailed.", None);
        check("Iran and Iraq traded. Rebels clashed with gunmen. Both sides agreed to stop.", None);
        check("Syrian rebels attacked Turkish troops. The two countries agreed to stop.", None);
    }

    #[test]
    fn rebels_stay_rebels_and_places_places() {
        check(
            "Syrian rebels attacked Turkish troops. Both sides agreed to stop.",
            Some("Syrian rebels and Turkey agreed to stop."),
        );
        check(
            "Russia met Ukraine in Turkey. The two countries agreed to stop.",
            Some("Russia and Ukraine agreed to stop."),
        );
    }

    #[test]
    fn spans_lead_back_to_the_words_that_stand_there() {
        let spelt = SpeltOut {
            sentence: Sentence::new("Chile and Peru signed."),
            phrase: Span { start: 0, end: 17 },
            length: 14,
            kind: Kind::States,
        };
        let moved = |start, end| {
            let Span { start, end } = spelt.moved(Span { start, end });
            (start, end)
        };
        assert_eq!(moved(0, 5), (0, 17));
        assert_eq!(moved(10, 14), (0, 17));
        assert_eq!(moved(15, 21), (18, 24));
    }
}
