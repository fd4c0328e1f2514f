//! What is not read: other languages and sections; and which sentences sound like
//! sport, weather or company news, of which little is told.

use super::lexicon::Lexicon;
use crate::text::Sentence;
use rapport_record::{Document, Note};

/// Sections that tell no deeds between political actors.
const SECTIONS: &[&str] = &["sport", "sports", "arts and culture", "entertainment", "lifestyle"];

/// Words that nearly every English sentence has one of.
const ENGLISH: &[&str] = &[
    "the", "of", "in", "to", "and", "a", "on", "for", "with", "by", "at", "is", "has", "from",
    "after", "says", "over", "as",
];

/// Why a document as a whole is not coded, if it is not.
pub fn not_for_us(document: &Document, full_text: &str) -> Option<Note> {
    if let Some(section) = &document.section
        && SECTIONS.contains(&section.to_lowercase().as_str())
    {
        return Some(note("section", format!("not coded: the section is \"{section}\"")));
    }
    not_english(document, full_text)
}

/// Why a document is not read for its language, if it is not.
pub fn not_english(document: &Document, full_text: &str) -> Option<Note> {
    if let Some(lang) = &document.lang {
        let lang = lang.to_lowercase();
        if !lang.starts_with("en") {
            return Some(note(
                "language",
                format!("not coded: the language is given as `{lang}`; only English is coded"),
            ));
        }
        return None;
    }
    let head: String = full_text.chars().take(600).collect();
    let words: Vec<String> = head.split_whitespace().map(str::to_lowercase).collect();
    let n_english = words.iter().filter(|word| ENGLISH.contains(&word.as_str())).count();
    if words.len() < 6 || words.len() < 12 * n_english {
        return None;
    }
    let info = whatlang::detect(&head)?;
    (info.lang() != whatlang::Lang::Eng && info.is_reliable()).then(|| {
        let lang = info.lang().eng_name();
        note("language", format!("not coded: the text reads as {lang}; only English is coded"))
    })
}

/// Why a sentence tells no politics by its words although it may name states, if so.
pub fn not_politics(sentence: &Sentence, lexicon: &Lexicon) -> Option<(&'static str, String)> {
    let mut text = String::from(" ");
    for token in &sentence.tokens {
        text.push_str(&token.lower);
        text.push(' ');
    }
    let (kind, word) = lexicon.not_politics_in(&text)?;
    let reason = match kind {
        "sport" => "sport",
        "weather" => "weather",
        "business" => "business",
        "accident" => "accident",
        _ => "not-politics",
    };
    Some((reason, format!("not coded: \"{word}\" marks it as {reason}")))
}

fn note(reason: &str, message: String) -> Note {
    Note { sentence: None, reason: reason.to_owned(), message }
}
