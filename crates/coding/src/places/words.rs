//! The words by which a name is known to be that of a place, and a place to be
//! that of a deed: the lists of `data/words/places.csv`.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

static LISTS: LazyLock<FxHashMap<&str, FxHashSet<&str>>> = LazyLock::new(|| {
    let mut lists: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
    for line in include_str!("../../../../data/words/places.csv").lines().skip(1) {
        let (list, word) = line.split_once(',').expect("list,word");
        lists.entry(list).or_default().insert(word);
    }
    lists
});

/// A list of words, by its name in the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct List(&'static str);

impl List {
    /// Whether a small word is in it.
    pub(crate) fn contains(self, word: &str) -> bool {
        LISTS[self.0].contains(word)
    }

    /// Whether a small word begins with one of it.
    pub(crate) fn begins(self, word: &str) -> bool {
        LISTS[self.0].iter().any(|stem| word.starts_with(stem))
    }
}

/// Prepositions of place and of way.
pub(crate) const LOCATIVE: List = List("locative");
/// Those of them behind which a person seldom stands.
pub(crate) const AT: List = List("at");
/// What a town has: behind its name it stays the name of the town.
pub(crate) const CIVIC: List = List("civic");
/// Words that tell which part of a place.
pub(crate) const DIRECTIONS: List = List("directions");
/// Nouns for a town.
pub(crate) const SETTLEMENTS: List = List("settlements");
/// Nouns for a part of a state.
pub(crate) const DIVISIONS: List = List("divisions");
/// What stands in a town and bears its name.
pub(crate) const FACILITIES: List = List("facilities");
/// What stands at a spot in the place it is named after.
pub(crate) const SITES: List = List("sites");
/// Bodies named after a place: "the Bank of China" is none.
pub(crate) const BODIES: List = List("bodies");
/// Small words that are no names.
pub(crate) const FUNCTION: List = List("function");
/// Days and months.
pub(crate) const CALENDAR: List = List("calendar");
/// Words before the name of a person, shortened.
pub(crate) const TITLES: List = List("titles");
/// What people do and places do not.
pub(crate) const SAYS: List = List("says");
/// Names of places that are mostly something else.
pub(crate) const NOT_PLACES: List = List("not_places");
/// "In Kharkiv", "near the border".
pub(crate) const WHERE: List = List("where");
/// "To Kharkiv", "from the border".
pub(crate) const WAY: List = List("way");
/// What is done "of" a place: "the siege of Kharkiv".
pub(crate) const DEEDS_OF: List = List("deeds_of");
/// Verbs whose object may be a place where it happens.
pub(crate) const FALLS_ON: List = List("falls_on");
/// What lasts somewhere: "the war in Syria" tells what a talk is about, not where.
pub(crate) const LASTS: List = List("lasts");
/// What is made on a place.
pub(crate) const ATTACKS: List = List("attacks");
/// Words that tell a blow, whether the syntax takes them for verbs or not.
pub(crate) const HITS: List = List("hits");
/// Beginnings of words for going.
pub(crate) const GOES: List = List("goes");
/// What happens or stands where the name before it says.
pub(crate) const DEEDS_BEHIND: List = List("deeds_behind");
/// "North of Kharkiv".
pub(crate) const COMPASS: List = List("compass");
/// On what somebody is: "on the island of Zenda".
pub(crate) const ON: List = List("on");
/// Nouns behind which "of" leads on to a name of a place.
pub(crate) const IS_PLACE_NOUN: List = List("is_place_noun");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_list_and_a_small_word() {
        for (list, words) in LISTS.iter() {
            assert!(!list.is_empty() && !words.is_empty());
            assert!(words.iter().all(|word| **word == word.to_lowercase()), "{list}");
        }
        assert!(LOCATIVE.contains("in") && GOES.begins("travelled"));
    }
}
