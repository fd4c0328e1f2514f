//! What is not read: other languages, pages of sport and captions of pictures; and which sentences
//! sound like sport, weather or company news or stand under arts, of which little is told.

use super::lexicon::Lexicon;
use super::syntax::{Shape, Syntax, Tense};
use super::words::is_year;
use crate::actors::Found;
use crate::dates::{DateKind, Timeline};
use crate::text::Sentence;
use rapport_record::{Document, Note};

/// Sections that tell no deeds between political actors.
const SPORT: &[&str] = &["sport", "sports"];
/// Sections that tell few.
const ARTS: &[&str] = &["arts and culture", "entertainment", "lifestyle"];

/// Words that nearly every English sentence has one of.
const ENGLISH: &[&str] = &[
    "the", "of", "in", "to", "and", "a", "on", "for", "with", "by", "at", "is", "has", "from",
    "after", "says", "over", "as",
];

/// Why a document as a whole is not coded, if it is not.
pub fn not_for_us(document: &Document, full_text: &str) -> Option<Note> {
    if let Some((reason, message)) = stands_under(document, SPORT) {
        return Some(note(reason, message));
    }
    not_english(document, full_text)
}

/// Why the sentences of a document tell little politics by the section they stand under, if so.
pub fn little_politics(document: &Document) -> Option<(&'static str, String)> {
    stands_under(document, ARTS)
}

fn stands_under(document: &Document, sections: &[&str]) -> Option<(&'static str, String)> {
    let section = document.section.as_ref()?;
    sections
        .contains(&section.to_lowercase().as_str())
        .then(|| ("section", format!("not coded: the section is \"{section}\"")))
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

/// Houses that credit pictures, as words.
const HOUSES: &[&str] = &[
    "getty",
    "afp",
    "ap",
    "reuters",
    "epa",
    "pa",
    "aap",
    "press",
    "xinhua",
    "sputnik",
    "tass",
    "shutterstock",
    "photo",
    "images",
    "times",
    "anadolu",
    "pool",
    "nurphoto",
    "bloomberg",
];

/// Why the sentence at an index is not coded if it is the caption of a picture: pictures are
/// older than the news they stand beside. The credit behind it tells ("A tank near Lima in
/// 2019. (Jo Doe/AFP via Getty Images)"), which mostly reads as a sentence of its own.
pub fn caption(sentences: &[Sentence], at: usize) -> Option<Note> {
    let next = sentences.get(at + 1).filter(|next| next.text.starts_with('('));
    let credit = credit_at_end(&sentences[at].text)
        .or_else(|| next.and_then(|next| credit_at_start(&next.text)))?;
    Some(Note {
        sentence: Some(sentences[at].index),
        ..note("caption", format!("not coded: \"({credit})\" marks it as the caption of a picture"))
    })
}

/// Why a sentence is not coded if it is a caption without a credit: in the news of an outlet, told
/// in the present, it ends with an earlier day and its year ("Police detain a marcher in Lima on
/// May 3, 2021."). Running text names neither this year nor an old deed so.
pub fn old_picture(
    document: &Document,
    sentence: &Sentence,
    found: &[Found],
    lexicon: &Lexicon,
) -> Option<Note> {
    document.title.as_ref()?;
    let last = sentence.tokens.iter().rposition(|token| token.is_word || is_year(&token.lower))?;
    if !is_year(&sentence.tokens[last].lower) {
        return None;
    }
    let expressions = Timeline::new(document.published_on).read(sentence);
    let day = expressions.last().filter(|one| one.tokens.end == last + 1)?;
    if day.kind != DateKind::Day || (document.published_on - day.from).get_days() <= 1 {
        return None;
    }
    let syntax = Syntax::of(sentence, found, lexicon);
    let first = syntax.verbs.iter().find(|group| group.shape == Shape::Finite);
    let is_present = first.is_some_and(|group| group.tense == Tense::Present);
    is_present.then(|| Note {
        sentence: Some(sentence.index),
        ..note("caption", "not coded: an old day at its end marks it as a caption".to_owned())
    })
}

fn credit_at_end(text: &str) -> Option<&str> {
    let (_, inner) = text.trim_end_matches(['.', ' ']).strip_suffix(')')?.rsplit_once('(')?;
    is_credit(inner).then_some(inner)
}

fn credit_at_start(text: &str) -> Option<&str> {
    let (inner, _) = text.strip_prefix('(')?.split_once(')')?;
    is_credit(inner).then_some(inner)
}

/// "Jo Doe/AFP via Getty Images", "The Canadian Press/Jo Doe", "Jo Doe via AP"; a house alone
/// ("Reuters") may as well be who tells the news.
fn is_credit(inner: &str) -> bool {
    let lower = inner.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
    let joins = ["/", " via ", "getty images", "ap photo", "file photo"];
    joins.iter().any(|join| lower.contains(join)) && words.any(|word| HOUSES.contains(&word))
}

fn note(reason: &str, message: String) -> Note {
    Note { sentence: None, reason: reason.to_owned(), message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_marks_the_caption_before_it() {
        let is = |text: &str| caption(&crate::text::sentences(text), 0).is_some();
        assert!(is(
            "Two ministers shake hands in Lima on May 3, 2021. (Jo Doe/AFP via Getty Images)"
        ));
        assert!(is("A tank near the border. (Jo Doe via AP)"));
        assert!(is("A tank near the border (The Ruritanian Press/Jo Doe)."));
        assert!(!is("The troops crossed the border. (Reuters)"));
        assert!(!is("The rebels (PKK/YPG) fled."));
        assert!(!is("They shelled members of the militia (PKK/YPG)."));
        assert!(!is("Peru signed the treaty (the first since 2001/02)."));
        assert!(!is("Peru signed the treaty. Chile did not."));
    }

    #[test]
    fn an_old_day_at_the_end_marks_a_caption() {
        let lexicon = Lexicon::embedded(&rapport_record::Ontology::embedded());
        let is = |title: Option<&str>, text: &str| {
            let plain = Document::plain("n1", "2022-11-21".parse().expect("a day"), text);
            let document = Document { title: title.map(str::to_owned), ..plain };
            let sentence = Sentence::new(text);
            old_picture(&document, &sentence, &[], &lexicon).is_some()
        };
        let title = Some("A year of marches");
        assert!(is(title, "Police detain a marcher in Lima on May 3, 2021."));
        assert!(!is(None, "Police detain a marcher in Lima on May 3, 2021."));
        assert!(!is(title, "Police detain a marcher in Lima on Nov. 20, 2022."));
        assert!(!is(title, "Police detained a marcher in Lima on May 3, 2021."));
        assert!(!is(title, "Police detain a marcher in Lima."));
    }
}
