//! Markdown, for notes and pull requests.

use super::{Numbered, outlet};
use crate::brief::Brief;

/// The brief as Markdown, with footnotes.
pub fn to_markdown(brief: &Brief) -> String {
    let numbered = Numbered::of(brief);
    let mut text = format!("# {}\n", plain(&brief.first_line));
    for section in &brief.sections {
        text.push_str(&format!("\n## {}\n\n", plain(&section.title)));
        let mut parts: Vec<String> = section
            .sentences
            .iter()
            .map(|sentence| {
                let marks: String =
                    numbered.numbers(sentence).iter().map(|n| format!("[^{n}]")).collect();
                format!("{}{marks}", plain(&sentence.text))
            })
            .collect();
        parts.extend(section.notices.iter().map(|notice| format!("*{}*", plain(notice))));
        text.push_str(&parts.join(" "));
        text.push('\n');
    }
    if !numbered.is_empty() {
        text.push_str("\n## Sources\n\n");
    }
    for (n, citation) in numbered.iter() {
        let name = plain(outlet(citation));
        let name = match citation.url.as_deref().filter(|url| is_link(url)) {
            Some(url) => format!("[{name}](<{}>)", url.replace(['<', '>', '\n'], "")),
            None => name,
        };
        text.push_str(&format!(
            "[^{n}]: {name}, {} (`{}`, sentence {}): “{}”\n",
            citation.date,
            citation.document.replace('`', "'"),
            citation.sentence,
            plain(&citation.quote)
        ));
    }
    text.push_str(&format!("\n{}\n", brief.last_line));
    text
}

/// Whether an address may be made a link: the web only, never a script.
pub(super) fn is_link(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// Text that Markdown must not read as markup.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push(' '),
            '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '#' | '|' => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
    }
    escaped
}
