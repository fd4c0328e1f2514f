//! Words that say when without a day: "now", "recently", "in the future".
//!
//! In: a `Sentence`. Out: each such expression and the way it looks. They are
//! no dates: [`Timeline`](super::Timeline) leaves them out, and so does the
//! coder, since "recently" would put a deed on no day anybody could check.
//! "soon", "still" and "once" are left out, as they rarely tell a time.

use super::words::{self, Word};
use crate::text::Sentence;
use rapport_record::Span;

/// Which way a vague word looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vague {
    /// "recently", "in recent years", "several years ago".
    Past,
    /// "now", "currently", "these days".
    Present,
    /// "the future", "the coming years".
    Future,
}

/// One vague expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VagueExpression {
    /// Where, in code points of the sentence.
    pub span: Span,
    /// Which way it looks.
    pub when: Vague,
}

/// Every vague expression of `sentence`, left to right.
///
/// "It is now clear that talks failed in recent years." gives "now" (present)
/// and "recent years" (past).
pub fn find_vague(sentence: &Sentence) -> Vec<VagueExpression> {
    let words = words::words(sentence);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((first, end, when)) = vague_at(&words, at) else {
            at += 1;
            continue;
        };
        let span = Span { start: words[first].start, end: words[end - 1].end };
        found.push(VagueExpression { span, when });
        at = end;
    }
    found
}

/// First word, one past the last, and which way.
fn vague_at(words: &[Word], i: usize) -> Option<(usize, usize, Vague)> {
    let lower = |i: usize| words.get(i).map_or("", |word| word.lower);
    let before = i.checked_sub(1).map_or("", &lower);
    let is_plural_unit = |i: usize| lower(i).ends_with('s') && words::unit(lower(i)).is_some();
    let from = |n: usize, when| Some((i, i + n, when));
    match lower(i) {
        // "until now", "from now to Friday" bound a time.
        "now" if !matches!(before, "until" | "from" | "for") => from(1, Vague::Present),
        "currently" | "nowadays" | "presently" => from(1, Vague::Present),
        "recently" | "lately" => from(1, Vague::Past),
        "these" if lower(i + 1) == "days" => from(2, Vague::Present),
        "at" if matches!(lower(i + 1), "present") && !words[i].is_capital => {
            Some((i + 1, i + 2, Vague::Present))
        }
        "the"
            if matches!(lower(i + 1), "near" | "foreseeable" | "distant")
                && lower(i + 2) == "future" =>
        {
            from(3, Vague::Future)
        }
        "the" if lower(i + 1) == "future" && (before == "in" || before == "for") => {
            from(2, Vague::Future)
        }
        "the" if lower(i + 1) == "past" && before == "in" && !is_unit_phrase(words, i + 2) => {
            from(2, Vague::Past)
        }
        "recent" if is_plural_unit(i + 1) => from(2, Vague::Past),
        "coming" if is_plural_unit(i + 1) => from(2, Vague::Future),
        "several" | "few" | "many" if is_plural_unit(i + 1) && lower(i + 2) == "ago" => {
            let first = if before == "a" { i - 1 } else { i };
            Some((first, i + 3, Vague::Past))
        }
        _ => None,
    }
}

/// "the past two weeks", "the past week": a time that can be counted.
fn is_unit_phrase(words: &[Word], i: usize) -> bool {
    let lower = |i: usize| words.get(i).map_or("", |word| word.lower);
    words::unit(lower(i)).is_some() || words::unit(lower(i + 1)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let told = |one: &VagueExpression| {
            format!("{} {:?}", one.span.of(text).expect("a span of the text"), one.when)
        };
        let found = find_vague(&Sentence::new(text));
        assert_eq!(found.iter().map(told).collect::<Vec<_>>().join(" | "), expected);
    }

    #[test]
    fn vague_words_look_one_way() {
        check("The border is now closed.", "now Present");
        check("Ruritania currently chairs the council.", "currently Present");
        check("The envoys recently met.", "recently Past");
        check("They clashed in recent weeks.", "recent weeks Past");
        check("A few years ago they traded.", "A few years ago Past");
        check("They may trade in the near future.", "the near future Future");
    }

    #[test]
    fn what_has_a_day_or_is_no_time_is_not_vague() {
        check("The port was closed until now.", "");
        check("They clashed in the past two weeks.", "");
        check("They met three years ago.", "");
        check("The future of the pact is open.", "");
    }
}
