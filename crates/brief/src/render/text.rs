//! Plain text, for a terminal or a mail.

use super::{Numbered, outlet};
use crate::brief::Brief;

/// The longest line, in characters.
const WIDTH: usize = 88;

/// The brief as plain text, wrapped, with numbered sources at the end.
pub fn to_text(brief: &Brief) -> String {
    let numbered = Numbered::of(brief);
    // The first line stays one line, however long, so that it can be read alone.
    let mut text = format!("{}\n", brief.first_line);
    for section in &brief.sections {
        text.push_str(&format!("\n{}\n", section.title.to_uppercase()));
        let mut paragraph: Vec<String> = Vec::new();
        for sentence in &section.sentences {
            let marks: String =
                numbered.numbers(sentence).iter().map(|n| format!("[{n}]")).collect();
            paragraph.push(format!("{} {marks}", sentence.text));
        }
        paragraph.extend(section.notices.iter().cloned());
        for line in wrapped(&paragraph.join(" "), WIDTH) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    if !numbered.is_empty() {
        text.push_str("\nSOURCES\n");
        for (n, citation) in numbered.iter() {
            let url = citation.url.as_deref().map_or_else(String::new, |url| format!(" {url}"));
            text.push_str(&format!(
                "[{n}] {}, {} ({}, sentence {}){url}\n",
                outlet(citation),
                citation.date,
                citation.document,
                citation.sentence
            ));
            for line in wrapped(&format!("\"{}\"", citation.quote), WIDTH - 4) {
                text.push_str(&format!("    {line}\n"));
            }
        }
    }
    text.push_str(&format!("\n{}\n", brief.last_line));
    text
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && width < line.chars().count() + 1 + word.chars().count() {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
