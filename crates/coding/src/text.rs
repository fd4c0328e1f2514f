//! Text into sentences, and sentences into tokens.
//!
//! In: a document's full text. Out: `Vec<Sentence>`, each with its offset in
//! code points, so that every span that leaves this crate can be opened again.
//! Splitting follows the writing rules of English news: an abbreviation, an
//! initial or a decimal does not end a sentence, a closed quotation may.

/// One token: a word, a number, or one mark of punctuation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Lower-cased, typographic apostrophes made plain.
    pub lower: String,
    /// First code point in the sentence.
    pub start: usize,
    /// One past the last code point in the sentence.
    pub end: usize,
    /// First byte in the sentence.
    pub byte_start: usize,
    /// One past the last byte in the sentence.
    pub byte_end: usize,
    /// Whether the first letter is a capital.
    pub is_capital: bool,
    /// Whether it is a word or a number rather than punctuation.
    pub is_word: bool,
}

/// One sentence of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Index in the document, from 0.
    pub index: usize,
    /// Offset in the document's full text, in code points.
    pub start: usize,
    /// Verbatim.
    pub text: String,
    /// Its tokens, in order. "Russia's" is two: `russia` and `'s`; "U.S." and
    /// "Asia-Pacific" are one each; "U.S.-led" is three: `u.s.`, `-`, `led`.
    pub tokens: Vec<Token>,
}

impl Sentence {
    /// A lone sentence, as in tests and in `classify`.
    pub fn new(text: &str) -> Self {
        Self { index: 0, start: 0, text: text.to_owned(), tokens: tokens(text) }
    }

    /// The verbatim text of a token.
    pub fn word(&self, token: usize) -> &str {
        let token = &self.tokens[token];
        &self.text[token.byte_start..token.byte_end]
    }
}

/// Splits a document's full text (see `Document::full_text`) into sentences.
/// The blank line between title and body always splits.
///
/// "Talks failed. The U.S. left." gives two sentences, at 0 and 14.
pub fn sentences(full_text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut code_points = 0;
    let mut last_byte = 0;
    for (byte_start, byte_end) in sentence_ranges(full_text) {
        code_points += full_text[last_byte..byte_start].chars().count();
        last_byte = byte_start;
        let text = &full_text[byte_start..byte_end];
        found.push(Sentence {
            index: found.len(),
            start: code_points,
            text: text.to_owned(),
            tokens: tokens(text),
        });
    }
    found
}

/// Words that end in a full stop without ending a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "st", "sr", "jr", "gen", "lt", "col", "maj",
    "capt", "cmdr", "adm", "sgt", "cpl", "pvt", "brig", "gov", "sen", "rep", "pres", "amb", "supt",
    "vs", "no", "nos", "art", "vol", "pp", "fig", "approx", "est", "inc", "ltd", "corp", "co",
    "bros", "dept", "univ", "assn", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep",
    "oct", "nov", "dec", "mt", "ft", "e.g", "i.e", "cf", "al", "ca",
];

/// Abbreviations that a sentence may well end in; a capital after them decides.
const MAY_END: &[&str] = &["inc", "ltd", "corp", "co", "jr", "sr", "etc", "al"];

/// Words that, after an abbreviation such as "U.S.", show that a new sentence begins.
const OPENERS: &[&str] = &[
    "the",
    "a",
    "an",
    "it",
    "he",
    "she",
    "they",
    "this",
    "that",
    "these",
    "those",
    "in",
    "on",
    "at",
    "after",
    "but",
    "however",
    "meanwhile",
    "according",
    "there",
    "its",
    "his",
    "her",
    "their",
    "we",
    "earlier",
    "officials",
    "police",
    "both",
    "some",
    "two",
    "three",
    "also",
];

fn sentence_ranges(text: &str) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let mut start = 0;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut i = 0;
    while i < chars.len() {
        let (byte, c) = chars[i];
        if c == '\n' {
            // A line break splits where a blank line follows or the line was closed.
            let blank = chars[i + 1..].iter().map(|&(_, c)| c).find(|c| *c != ' ' && *c != '\r')
                == Some('\n');
            let closed = text[start..byte].trim_end().ends_with(['.', '!', '?', '"', '”', ':']);
            let next_line = text[byte + 1..].split('\n').next().unwrap_or_default();
            let at_heading = is_heading(&text[start..byte]) || is_heading(next_line);
            if blank || closed || at_heading {
                push_trimmed(text, start, byte, &mut ranges);
                start = byte + 1;
            }
        } else if matches!(c, '.' | '!' | '?' | '…') {
            // Take closing quotes and brackets along.
            let mut j = i + 1;
            while j < chars.len()
                && matches!(chars[j].1, '.' | '!' | '?' | '"' | '”' | '’' | '\'' | ')' | ']')
            {
                j += 1;
            }
            let at_end = j >= chars.len();
            let space = !at_end && chars[j].1.is_whitespace();
            if at_end || (space && ends_sentence(text, &chars, start, i, j)) {
                let end = if at_end { text.len() } else { chars[j].0 };
                push_trimmed(text, start, end, &mut ranges);
                start = end;
                i = j;
                continue;
            }
        }
        i += 1;
    }
    push_trimmed(text, start, text.len(), &mut ranges);
    ranges.into_iter().flat_map(|(start, end)| pieces(text, start, end)).collect()
}

/// The longest sentence, in bytes: what runs on without a full stop (a list, a table, a broken
/// file) is cut at spaces, so that the time to read it grows with its length alone. Ours.
const SENTENCE_BYTES_MAX: usize = 2_500;

/// A sentence as it is, or in pieces where it is too long.
fn pieces(text: &str, mut start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    while SENTENCE_BYTES_MAX < end - start {
        let reach = text.floor_char_boundary(start + SENTENCE_BYTES_MAX);
        let cut = text[start..reach].rfind(' ').filter(|&at| 0 < at).map_or(reach, |at| start + at);
        push_trimmed(text, start, cut, &mut pieces);
        start = cut;
    }
    push_trimmed(text, start, end, &mut pieces);
    pieces
}

/// Whether a line opens a heading of Markdown, which is a sentence of its own: "## Talks", also
/// in a quoted block.
pub fn is_heading(line: &str) -> bool {
    line.trim_start_matches(['>', ' ']).starts_with('#')
}

fn ends_sentence(
    text: &str,
    chars: &[(usize, char)],
    start: usize,
    dot: usize,
    after: usize,
) -> bool {
    let mut next = after;
    while next < chars.len() && (chars[next].1.is_whitespace() || "\"“‘'([".contains(chars[next].1))
    {
        next += 1;
    }
    let Some(&(next_byte, next_char)) = chars.get(next) else { return true };
    if next_char.is_lowercase() {
        return false;
    }
    if chars[dot].1 != '.' {
        return true;
    }
    let before = &text[start..chars[dot].0];
    let word_start = before
        .rfind(|c: char| c.is_whitespace() || "(\"“".contains(c))
        .map_or(0, |b| b + before[b..].chars().next().map_or(1, char::len_utf8));
    let word = before[word_start..].to_lowercase();
    let opener = || {
        let rest = &text[next_byte..];
        let first: String =
            rest.chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
        OPENERS.contains(&first.as_str())
    };
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let is_dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    if is_initial || is_dotted {
        return opener();
    }
    if MAY_END.contains(&word.as_str()) {
        return opener();
    }
    !ABBREVIATIONS.contains(&word.as_str())
}

fn push_trimmed(text: &str, start: usize, end: usize, ranges: &mut Vec<(usize, usize)>) {
    let slice = &text[start..end];
    let trimmed_start = start + (slice.len() - slice.trim_start().len());
    let trimmed = slice.trim();
    if !trimmed.is_empty() {
        ranges.push((trimmed_start, trimmed_start + trimmed.len()));
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let byte_at = |i: usize| chars.get(i).map_or(text.len(), |&(byte, _)| byte);
    let mut found = Vec::new();
    let mut push = |from: usize, to: usize, is_word: bool| {
        let word = &text[byte_at(from)..byte_at(to)];
        found.push(Token {
            lower: word.to_lowercase().replace('’', "'"),
            start: from,
            end: to,
            byte_start: byte_at(from),
            byte_end: byte_at(to),
            is_capital: word.chars().next().is_some_and(char::is_uppercase),
            is_word,
        });
    };
    let is_inner = |i: usize| chars.get(i).is_some_and(|&(_, c)| c.is_alphanumeric());
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i].1;
        if c.is_whitespace() {
            i += 1;
        } else if c.is_alphanumeric() {
            let from = i;
            i += 1;
            while i < chars.len() {
                let c = chars[i].1;
                let number_mark = matches!(c, ',' | '.')
                    && chars[i - 1].1.is_ascii_digit()
                    && chars.get(i + 1).is_some_and(|&(_, c)| c.is_ascii_digit());
                let dotted = c == '.' && is_dotted_abbreviation(&chars, from, i);
                if c.is_alphanumeric() || is_combining(c) || number_mark || dotted {
                    i += 1;
                } else if matches!(c, '-' | '\'' | '’') && is_inner(i + 1) {
                    if matches!(c, '\'' | '’') {
                        if is_possessive(&chars, i) {
                            break;
                        }
                    } else if chars[i - 1].1 == '.' {
                        // "U.S.-led": the name stands alone.
                        break;
                    }
                    i += 1;
                } else {
                    break;
                }
            }
            push(from, i, true);
        } else if matches!(c, '\'' | '’') && is_possessive(&chars, i) {
            push(i, i + 2, true);
            i += 2;
        } else {
            push(i, i + 1, false);
            i += 1;
        }
    }
    found
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// "'s" followed by no letter.
fn is_possessive(chars: &[(usize, char)], i: usize) -> bool {
    chars.get(i + 1).is_some_and(|&(_, c)| matches!(c, 's' | 'S'))
        && !chars.get(i + 2).is_some_and(|&(_, c)| c.is_alphanumeric())
}

/// Whether the full stop at `i` belongs to "U.S.", "U.N." or "D.C.".
fn is_dotted_abbreviation(chars: &[(usize, char)], from: usize, i: usize) -> bool {
    let word = &chars[from..i];
    let alternates = word
        .iter()
        .enumerate()
        .all(|(n, &(_, c))| if n % 2 == 0 { c.is_alphabetic() } else { c == '.' });
    if !alternates || word.len().is_multiple_of(2) {
        return false;
    }
    let more = chars.get(i + 1).is_some_and(|&(_, c)| c.is_alphabetic())
        && chars.get(i + 2).is_some_and(|&(_, c)| c == '.');
    more || 1 < word.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        sentences(text).into_iter().map(|sentence| sentence.text).collect()
    }

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.lower).collect()
    }

    #[test]
    fn what_never_ends_is_cut_at_spaces() {
        let text = "Peru condemned Chile and ".repeat(300);
        let found = sentences(&text);
        assert!(2 < found.len());
        assert!(found.iter().all(|one| one.text.len() <= SENTENCE_BYTES_MAX));
        let words = |text: &str| text.split_whitespace().count();
        assert_eq!(found.iter().map(|one| words(&one.text)).sum::<usize>(), words(&text));
        let first = "é".repeat(SENTENCE_BYTES_MAX);
        assert_eq!(sentences(&first).iter().map(|one| one.text.len()).sum::<usize>(), first.len());
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        assert_eq!(
            split("The U.S. Navy left at 3.15 p.m. on Friday. Gen. Lee met J. Smith."),
            ["The U.S. Navy left at 3.15 p.m. on Friday.", "Gen. Lee met J. Smith."]
        );
    }

    #[test]
    fn an_abbreviation_may_end_a_sentence_before_an_opener() {
        assert_eq!(split("He flew to the U.S. The talks failed.").len(), 2);
    }

    #[test]
    fn the_title_stands_alone() {
        let found = sentences("Talks fail\n\nRuritania left. Freedonia stayed.");
        assert_eq!(found.iter().map(|s| s.start).collect::<Vec<_>>(), [0, 12, 28]);
    }

    #[test]
    fn possessives_and_dotted_names_are_cut_apart() {
        assert_eq!(words("Russia’s U.S.-led talks"), ["russia", "'s", "u.s.", "-", "led", "talks"]);
        assert_eq!(words("1,000 Asia-Pacific (UN)"), ["1,000", "asia-pacific", "(", "un", ")"]);
    }

    #[test]
    fn offsets_count_code_points() {
        let found = sentences("Ščit fell. Next.");
        assert_eq!((found[1].start, found[0].tokens[1].start), (11, 5));
    }
}
