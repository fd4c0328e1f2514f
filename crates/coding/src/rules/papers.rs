//! Papers: texts so long that they look back, weigh and advise rather than tell the day's news.
//!
//! In: the sentences of a document. Out: for a paper, which sentences tell nothing that happened
//! (scenarios, advice, notes), and the time a paragraph last spoke of, by which a deed without a
//! day of its own is dated. What is news in a short text is read so no more: the day of
//! publication is the day of hardly any deed that a paper tells, and a deed that it only names
//! ("the sanctions on Ruritania") was mostly done at another time than any it tells of. Read off
//! the errors among 507 reports of ten papers (`docs/design/founding-brief.md`).

use super::assemble::{Draft, Work};
use super::invasions;
use super::syntax::Shape;
use super::timing::PAST_DAYS;
use super::words::{is_determiner, is_have, is_preposition};
use crate::dates::{DateExpression, DateKind};
use crate::text::{Sentence, is_heading};
use jiff::Span;
use rapport_record::{Certainty, Date, DateSource, Dated, EventType, Note};

/// Words from which on a text is a paper: of 11,215 articles of a news agency 29 are as long, and
/// of 26 reports of think tanks the shortest has some 1,300. Ours.
const PAPER_WORDS: usize = 1_200;

/// How many tokens a pause between a deed and a time counts for. Ours.
const PAUSE_TOKENS: usize = 8;

/// Verbs by which somebody remarks on something, or only wishes for it.
const REMARKS: &[&str] = &[
    "accord",
    "argue",
    "assert",
    "characterise",
    "characterize",
    "emphasise",
    "emphasize",
    "explain",
    "highlight",
    "hope",
    "note",
    "observe",
    "point",
    "recall",
    "seek",
    "state",
    "stress",
    "suggest",
    "worry",
];

/// Verbs by which a force is kept up rather than moved.
const UPKEEP: &[&str] = &["build", "develop", "field", "increase", "modernise", "modernize"];

/// Most words of a heading without a mark. Ours.
const HEADING_WORDS_MAX: usize = 14;

/// What a heading says of all that stands under it, and for which reason it is left out.
const SECTIONS: &[(&str, &str)] = &[
    ("scenario", "scenario"),
    ("wargame", "scenario"),
    ("recommendation", "advice"),
    ("policy option", "advice"),
    ("next steps", "advice"),
    ("way forward", "advice"),
    ("what comes next", "advice"),
    ("outlook", "advice"),
    ("methodology", "method"),
    ("questionnaire", "method"),
    ("bibliography", "reference"),
    ("references", "reference"),
    ("endnotes", "reference"),
    ("footnotes", "reference"),
];

/// A document read as a paper.
pub struct Paper {
    /// Why each sentence is left out, if it is.
    left_out: Vec<Option<&'static str>>,
    /// Whether each begins a paragraph.
    begins: Vec<bool>,
    /// The one being read.
    paragraph: Paragraph,
}

/// What a paragraph has told so far.
#[derive(Clone, Copy, Default)]
pub struct Paragraph {
    /// The time it spoke of last.
    spoken_of: Option<(Date, Date)>,
    /// Whether it has set its scene in days to come.
    is_imagined: bool,
}

impl Paper {
    /// The document as a paper, if it is one.
    pub fn of(full_text: &str, sentences: &[Sentence]) -> Option<Self> {
        let n_words =
            sentences.iter().flat_map(|one| &one.tokens).filter(|token| token.is_word).count();
        if n_words < PAPER_WORDS {
            return None;
        }
        let begins = paragraphs(full_text, sentences);
        let left_out = left_out(sentences, &begins);
        Some(Self { left_out, begins, paragraph: Paragraph::default() })
    }

    /// Goes on to a sentence, in their order; in answer, why it is not coded, if so.
    pub fn turn_to(&mut self, sentence: &Sentence) -> Option<Note> {
        if self.begins[sentence.index] {
            self.paragraph = Paragraph::default();
        }
        let imagined = self.paragraph.is_imagined.then_some("scenario");
        let reason = self.left_out[sentence.index].or(imagined)?;
        let why = match reason {
            "scenario" => "a scenario, not what happened",
            "advice" => "advice, not what happened",
            "method" => "it tells how the paper was made",
            "heading" => "a heading",
            _ => "a note that names sources",
        };
        let message = format!("sentence {}, not coded: {why}", sentence.index);
        Some(Note { sentence: Some(sentence.index), reason: reason.to_owned(), message })
    }

    /// What the paragraph told before the sentence at hand.
    pub fn paragraph(&self) -> Paragraph {
        self.paragraph
    }

    /// Keeps the first past time that a sentence names for those behind it, or that it sets its
    /// scene in days to come ("It is the winter of 2027.").
    pub fn note(
        &mut self,
        sentence: &Sentence,
        expressions: &[DateExpression],
        published_on: Date,
    ) {
        /// Tokens of "It is the early".
        const SCENE_TOKENS: usize = 4;
        let Paragraph { spoken_of, is_imagined } = &mut self.paragraph;
        let first = expressions.iter().find_map(|one| past_time(one, published_on));
        *spoken_of = first.or(*spoken_of);
        let is_ahead = expressions
            .first()
            .is_some_and(|one| published_on < one.stated.0 && one.tokens.start <= SCENE_TOKENS);
        *is_imagined |= is_ahead && sentence.text.starts_with("It is ");
    }
}

/// Whether each sentence begins a paragraph: a line break stands before it.
fn paragraphs(full_text: &str, sentences: &[Sentence]) -> Vec<bool> {
    let mut letters = full_text.chars();
    let mut place = 0;
    let mut begins = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        let gap: String = letters.by_ref().take(sentence.start - place).collect();
        begins.push(gap.contains('\n') || sentence.index == 0);
        let n_letters = sentence.text.chars().count();
        letters.by_ref().take(n_letters).for_each(drop);
        place = sentence.start + n_letters;
    }
    begins
}

fn left_out(sentences: &[Sentence], begins: &[bool]) -> Vec<Option<&'static str>> {
    let mut section: Option<(usize, &'static str)> = None;
    let mut paragraph = None;
    let mut all = Vec::with_capacity(sentences.len());
    for (sentence, &begins) in sentences.iter().zip(begins) {
        if begins {
            paragraph = None;
        }
        let lower = sentence.text.to_lowercase();
        // The title may well be news of recommendations.
        let is_title = sentence.index == 0;
        if let Some(rank) = heading_rank(&sentence.text).filter(|_| begins && !is_title) {
            let said = SECTIONS.iter().find(|(word, _)| begins_word(&lower, word));
            section = match (said, section) {
                (Some(&(_, reason)), None) => Some((rank, reason)),
                (Some(&(_, reason)), Some((open, _))) if rank <= open => Some((rank, reason)),
                (None, Some((open, _))) if rank <= open => None,
                _ => section,
            };
        }
        if is_reference(&lower) {
            all.push(Some("reference"));
            continue;
        }
        if is_heading(&sentence.text) {
            all.push(Some("heading"));
            continue;
        }
        if opens_scenario(&lower) {
            paragraph = Some("scenario");
        }
        all.push(section.map(|(_, reason)| reason).or(paragraph));
    }
    all
}

/// Whether a phrase stands in a text from the beginning of a word on.
fn begins_word(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

/// "In this scenario", "Scenario 2:"; not "in a worst-case scenario".
fn opens_scenario(lower: &str) -> bool {
    let is_numbered = |(at, word): (usize, &str)| {
        lower[at + word.len()..].trim_start().starts_with(|letter: char| letter.is_ascii_digit())
    };
    ["this scenario", "that scenario", "our scenario"].iter().any(|it| lower.contains(it))
        || lower.match_indices("scenario").any(is_numbered)
}

/// How deep a heading lies, if a sentence is one: "### Outlook" 3, a line of marked letters or a
/// short one without an end deeper than any with marks.
fn heading_rank(text: &str) -> Option<usize> {
    const MARKED: usize = 7;
    const PLAIN: usize = 8;
    let text = text.trim_start_matches(['>', ' ']);
    // An item of a list.
    if text.starts_with(|letter: char| matches!(letter, '-' | '•') || letter.is_ascii_digit()) {
        return None;
    }
    let n_marks = text.chars().take_while(|&letter| letter == '#').count();
    if 0 < n_marks {
        return Some(n_marks);
    }
    let inner = text.trim_matches(['_', '*', '`']);
    let is_short = inner.split_whitespace().count() <= HEADING_WORDS_MAX;
    let is_marked = text.starts_with(['_', '*', '`']) && text.ends_with(['_', '*', '`']);
    let is_open = !inner.ends_with(['.', '!', '?', ':', ';', ',', '”', '"', ')']);
    match (is_short, is_marked) {
        (true, true) => Some(MARKED),
        (true, false) if is_open => Some(PLAIN),
        _ => None,
    }
}

/// Whether a sentence names sources, as a note does.
fn is_reference(lower: &str) -> bool {
    /// Words of a note; a sentence of the text with a link may be longer. Ours.
    const NOTE_WORDS_MAX: usize = 40;
    let words = lower.trim_start_matches(|letter: char| !letter.is_alphabetic());
    let is_caption = lower.trim_start_matches(['_', ' ']).starts_with('▲');
    let is_numbered = |opening: &str| {
        let rest = words.strip_prefix(opening);
        rest.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
    };
    let opens = ["source:", "sources:", "see also ", "ibid"];
    let has_title = words.contains(", “") && (words.contains("” ") || words.contains("”,"));
    is_caption
        || opens.iter().any(|opening| words.starts_with(opening))
        || is_numbered("figure ")
        || is_numbered("table ")
        || words.contains("accessed ") && words.contains("http")
        || words.contains("](http")
            && has_title
            && words.split_whitespace().count() < NOTE_WORDS_MAX
}

/// The time that an expression names, as far as it lies before publication.
fn past_time(one: &DateExpression, published_on: Date) -> Option<(Date, Date)> {
    let (from, to) = match one.kind {
        DateKind::Day | DateKind::Period => one.stated,
        DateKind::Since => (one.stated.0, published_on),
        DateKind::Until => return None,
    };
    (from <= published_on).then(|| (from, to.min(published_on)))
}

impl Work<'_> {
    /// Why a deed that a paper tells is none of its own: forecast, or only named.
    pub(super) fn why_none_of_a_paper(&self, draft: &Draft) -> Option<&'static str> {
        self.paragraph?;
        let syntax = self.syntax;
        let verb = syntax.verb_at[draft.main];
        let modal = verb.and_then(|verb| syntax.verbs[verb].modal.as_deref());
        let is_open = matches!(draft.certainty, Certainty::Planned | Certainty::Conditional)
            || modal.is_some()
            || self.hangs_on_modal(verb);
        let own = draft.source.as_ref().map(|source| source.actor.as_str());
        let is_own_word = draft.attributed_to.as_deref().is_none_or(|by| Some(by) == own);
        if is_open && is_own_word && self.expressions.is_empty() {
            return Some("forecast");
        }
        if self.is_only_remarked(draft) {
            return Some("remark");
        }
        let is_noun = verb.is_none() || self.is_noun_after_all(draft.main);
        let is_known =
            draft.event_type == EventType::Assault && invasions::may_name(syntax.word(draft.main));
        let is_named_only = is_noun && !is_known && self.expressions.is_empty();
        is_named_only.then_some("standing")
    }

    /// Whether a deed is told without a finite verb of its own in a sentence of what may or ought
    /// to be: "sustaining the aid should remain a priority".
    fn hangs_on_modal(&self, verb: Option<usize>) -> bool {
        let verbs = &self.syntax.verbs;
        let is_finite = verb.is_some_and(|verb| verbs[verb].shape == Shape::Finite);
        let first = verbs.iter().find(|group| group.shape == Shape::Finite);
        let modal = first.and_then(|group| group.modal.as_deref());
        !is_finite && matches!(modal, Some("should" | "could" | "may" | "might" | "must" | "would"))
    }

    /// Whether a blame or a call is only what somebody remarked ("an official pointed out that"),
    /// or a force only kept up ("continues to develop").
    fn is_only_remarked(&self, draft: &Draft) -> bool {
        let verbs = match draft.event_type {
            EventType::Accuse | EventType::Request => REMARKS,
            EventType::Mobilize => UPKEEP,
            _ => return false,
        };
        self.syntax.verb_at[draft.main].is_some_and(|verb| {
            self.coder.lexicon.is_any_of(&self.syntax.verbs[verb].lemmas, verbs)
        })
    }

    /// Whether what may be a verb is a noun: "the U.N. sanctions against", "its tests of".
    fn is_noun_after_all(&self, main: usize) -> bool {
        let syntax = self.syntax;
        let is_owned = main.checked_sub(1).is_some_and(|before| {
            syntax.actor_at[before].is_some() || is_determiner(syntax.word(before))
        });
        syntax.word(main).ends_with('s') && is_owned && is_preposition(syntax.word(main + 1))
    }

    /// The days of a deed that a paper tells without one of its own: the nearest past time that
    /// the sentence names, the one that its paragraph spoke of, or the year before publication.
    pub(super) fn looked_back(&self, draft: &Draft, published_on: Date) -> Option<Dated> {
        let paragraph = self.paragraph?;
        let n_pauses = |one: &DateExpression| {
            let (first, last) = (one.tokens.start.min(draft.main), one.tokens.end.max(draft.main));
            (first..last).filter(|&at| self.syntax.is_pause(at)).count()
        };
        let named = self
            .expressions
            .iter()
            .filter_map(|one| Some((one, past_time(one, published_on)?)))
            .min_by_key(|(one, _)| {
                let is_anothers = self.dates_a_noun(one) && one.tokens.end != draft.main;
                let n_tokens = one.tokens.start.abs_diff(draft.main);
                (is_anothers, n_tokens + PAUSE_TOKENS * n_pauses(one))
            });
        if let Some((_, (from, to))) = named {
            return Some(Dated { from, to, known_from: DateSource::Stated });
        }
        // "Has since conducted", "recently claimed": not of the time the paragraph spoke of.
        let group = self.syntax.verb_at[draft.main].map(|verb| &self.syntax.verbs[verb]);
        let is_perfect = group.is_some_and(|group| is_have(self.syntax.word(group.first)));
        let is_recent = (0..self.syntax.len()).any(|at| self.syntax.word(at) == "recently");
        let is_then = draft.is_past && !is_perfect && !is_recent;
        let (from, to) = paragraph.spoken_of.filter(|_| is_then).unwrap_or_else(|| {
            (published_on.saturating_sub(Span::new().days(PAST_DAYS)), published_on)
        });
        Some(Dated { from, to, known_from: DateSource::Tense })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    fn reasons(text: &str) -> Vec<Option<&'static str>> {
        let sentences = text::sentences(text);
        left_out(&sentences, &paragraphs(text, &sentences))
    }

    #[test]
    fn what_stands_under_a_heading_of_advice_is_left_out_until_the_next() {
        let told = reasons(
            "### Background\n\nPeru shelled Chile.\n\n### Recommendations\n\nPeru helps Chile.\n\n\
             #### Trade\n\nPeru sells tin.\n\n### Relations\n\nPeru left.",
        );
        let (advice, heading) = (Some("advice"), Some("heading"));
        assert_eq!(told, [heading, None, heading, advice, heading, advice, heading, None]);
    }

    #[test]
    fn a_paragraph_that_opens_with_a_scenario_is_one_to_its_end() {
        let told = reasons(
            "In this scenario Peru shelled Chile. It then left.\n\nIn 2019 Chile sold tin to Peru.",
        );
        assert_eq!(told, [Some("scenario"), Some("scenario"), None]);
    }

    #[test]
    fn a_title_a_list_and_a_word_inside_another_open_and_close_nothing() {
        assert_eq!(reasons("Peru rejects recommendations\n\nPeru left."), [None, None]);
        assert_eq!(reasons("Peru left.\n\nTrade preferences\n\nPeru left."), [None, None, None]);
        let told = reasons("It rained.\n\nRecommendations\n\n- Help Chile\n\nPeru left.");
        assert_eq!(told, [None, Some("advice"), Some("advice"), Some("advice")]);
        assert_eq!(reasons("Peru left in a worst-case scenario."), [None]);
        assert_eq!(reasons("Table tennis players left Peru."), [None]);
    }

    #[test]
    fn notes_that_name_sources_are_left_out() {
        assert_eq!(reasons("_Sources: Jo Doe, “Tin”, 2019._"), [Some("reference")]);
        assert_eq!(reasons("Sources in Lima said Peru shelled Chile."), [None]);
    }
}
