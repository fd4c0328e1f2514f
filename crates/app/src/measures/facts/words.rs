//! The words of an item, as far as a filter needs them: no grammar, no actors.

/// An item as its words, one space between them: "U.S.-led" is `U S led`.
///
/// Words are whole: "test" is not in "protest". Small letters match whatever
/// the case, unless a question asks for a name.
#[derive(Debug)]
pub struct Words {
    cased: String,
    lower: String,
}

impl Words {
    /// The words of a text.
    pub fn of(text: &str) -> Self {
        let cased = plain(text);
        Self { lower: cased.to_lowercase(), cased }
    }

    /// Whether a word or a row of words stands there, in any case.
    pub fn has(&self, words: &str) -> bool {
        self.lower.contains(&plain(&words.to_lowercase()))
    }

    /// Whether one of these does.
    pub fn has_any<W: AsRef<str>>(&self, words: &[W]) -> bool {
        words.iter().any(|words| self.has(words.as_ref()))
    }

    /// Whether a word begins so, in any case: `launch` is in "launches".
    pub fn has_start(&self, start: &str) -> bool {
        self.lower.contains(plain(&start.to_lowercase()).trim_end())
    }

    /// Whether a name stands there, written as a name: "Rice" is not in "rice".
    pub fn has_name(&self, name: &str) -> bool {
        self.cased.contains(&plain(name))
    }
}

/// Words with a space before, between and after them.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        plain.push(' ');
        plain.push_str(word);
    }
    plain.push(' ');
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_and_dots_do_not_matter() {
        let words = Words::of("Protests at the U.N. over Ruritania's test-firing.");
        assert!(words.has("u.n.") && words.has("Ruritania") && words.has("test"));
        assert!(!words.has("rotests") && !words.has("fire"));
        assert!(words.has_start("protest") && !words.has_start("rotest"));
        assert!(Words::of("We protest.").has("protest") && !Words::of("We protest.").has("test"));
    }

    #[test]
    fn a_name_is_written_as_a_name() {
        assert!(Words::of("Secretary Rice flies home.").has_name("Rice"));
        assert!(!Words::of("The price of rice falls.").has_name("Rice"));
        assert!(Words::of("Talks with Prince Rice-Ruritania.").has_name("Rice"));
    }
}
