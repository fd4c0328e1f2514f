//! Set phrases by their first word, so that a text is asked for a thousand of them in one pass.

use rustc_hash::FxHashMap;

/// Phrases of one word or more, each with what it stands for.
pub struct PhraseSet<T> {
    all: Vec<(String, T)>,
    /// Which of them begin with a word.
    by_first: FxHashMap<String, Vec<usize>>,
}

impl<T> PhraseSet<T> {
    /// Phrases in the order of their table.
    pub fn new(all: Vec<(String, T)>) -> Self {
        let mut by_first: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, (phrase, _)) in all.iter().enumerate() {
            let first = phrase.split(' ').next().unwrap_or_default();
            by_first.entry(first.to_owned()).or_default().push(at);
        }
        Self { all, by_first }
    }

    /// Those that stand in a text of lower-case words between single spaces, one at either end,
    /// as whole words: their place in the table, the phrase, what it stands for.
    pub fn in_text<'s>(&'s self, text: &str) -> impl Iterator<Item = (usize, &'s str, &'s T)> {
        let places = text.match_indices(' ').map(|(at, _)| &text[at + 1..]);
        places.flat_map(move |rest| {
            let first = rest.split(' ').next().unwrap_or_default();
            let here = self.by_first.get(first).map_or(&[][..], Vec::as_slice);
            here.iter().filter_map(move |&at| {
                let (phrase, value) = &self.all[at];
                let behind = rest.strip_prefix(phrase.as_str())?;
                behind.starts_with(' ').then_some((at, phrase.as_str(), value))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_as_whole_words() {
        let set = PhraseSet::new(vec![("fears that".into(), 1), ("fears".into(), 2)]);
        let found = |text: &str| set.in_text(text).map(|(at, _, _)| at).collect::<Vec<_>>();
        assert_eq!(found(" he fears that peru "), [0, 1]);
        assert_eq!(found(" he fears thatcher "), [1]);
        assert!(found(" fearsome ").is_empty());
    }
}
