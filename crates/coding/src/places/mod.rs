//! Where: the places that a document names, and which place of that name is meant.
//!
//! In: sentences, the phrases that [`crate::actors`] found in them, and the
//! table of places ([`table`]). Out: a [`Toponym`] for each name of a place,
//! with the place it most likely is. [`find`] finds the names (people,
//! organisations and adjectives are none), [`rank`] chooses among the places of
//! a name by what the sentence and the document say, population last. Why and
//! how well: `docs/design/places.md`.

mod find;
mod mention;
mod names;
mod rank;
pub mod table;
pub(crate) mod words;

use crate::actors::{Found, FoundKind};
use crate::text::Sentence;
pub(crate) use mention::is_with_article;
use rapport_record::{ActorId, Place, Precision};
use std::ops::Range;
use table::{Entry, Kind, Table};

/// Finds and places names of places.
#[derive(Debug, Clone, Copy)]
pub struct Places {
    table: Table,
}

/// A name of a place in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// Index into the sentences read.
    pub sentence: usize,
    /// The name itself, without "the city of" and ", Ukraine".
    pub tokens: Range<usize>,
    /// Where it is; none for a name that is in no table of places.
    pub entry: Option<Entry>,
    /// Its state, by the actor tables of that day or else by the table of places.
    pub country: Option<ActorId>,
    /// Whether it opens the document: "KABUL (AP) -".
    pub is_dateline: bool,
    /// Whether it stands before a noun: "Baghdad police".
    pub is_attributive: bool,
}

impl Places {
    /// With the built-in table.
    pub fn embedded() -> Self {
        Self { table: Table::embedded() }
    }

    /// Every name of a place in a document, in its order.
    ///
    /// `found` has the phrases of each sentence; sentences beyond it have none.
    pub fn read(&self, sentences: &[Sentence], found: &[Vec<Found>]) -> Vec<Toponym> {
        let mentions = find::mentions(self.table, sentences, found);
        rank::ranked(mentions, sentences, found)
    }

    /// Gives towns told with their region the state of it: the Florence of
    /// "Florence, South Carolina", the Cambridge of "Cambridge, Massachusetts".
    pub fn settle(&self, sentence: &Sentence, found: &mut [Found]) {
        for town in found {
            let is_town = matches!(town.kind, FoundKind::Place | FoundKind::Capital);
            if is_town
                && let Some(state) = self.state_told_behind(sentence, &town.tokens)
                && town.country.as_deref() != Some(state)
            {
                town.actor = state.to_owned();
                town.country = Some(state.to_owned());
            }
        }
    }

    /// A state by its name, as a place.
    pub(crate) fn state(&self, name: &str) -> Option<Entry> {
        let named = table::folded(name).map_or_else(Vec::new, |name| self.table.named(&name));
        named.into_iter().find(|entry| entry.kind == Kind::Country)
    }

    /// The state of the region whose name stands behind that of a town, if it has a town of
    /// this name.
    fn state_told_behind(&self, sentence: &Sentence, town: &Range<usize>) -> Option<&'static str> {
        const WORDS_MAX: usize = 3;
        let named = |tokens: Range<usize>| {
            let bytes =
                sentence.tokens[tokens.start].byte_start..sentence.tokens[tokens.end - 1].byte_end;
            table::folded(&sentence.text[bytes])
                .map_or_else(Vec::new, |name| self.table.named(&name))
        };
        let comma = sentence.tokens.get(town.end)?;
        let start = town.end + 1;
        if comma.lower != "," || !sentence.tokens.get(start)?.is_capital {
            return None;
        }
        let towns = named(town.clone());
        (1..=WORDS_MAX)
            .rev()
            .filter(|n| start + n <= sentence.tokens.len())
            .flat_map(|n| named(start..start + n))
            .filter(|wider| wider.kind == Kind::Region)
            .find(|wider| {
                towns.iter().any(|one| {
                    one.kind == Kind::City
                        && one.country == wider.country
                        && one.region == wider.region
                })
            })
            .map(|wider| wider.country)
    }

    /// Where the names at `given` are (sentence and tokens), told that they are
    /// names of places; in that order, none where no place has such a name.
    pub fn resolve(
        &self,
        sentences: &[Sentence],
        found: &[Vec<Found>],
        given: &[(usize, Range<usize>)],
    ) -> Vec<Option<Entry>> {
        let mut mentions = find::mentions(self.table, sentences, found);
        find::add_given(self.table, sentences, found, given, &mut mentions);
        let toponyms = rank::ranked(mentions, sentences, found);
        given
            .iter()
            .map(|(sentence, tokens)| {
                toponyms
                    .iter()
                    .find(|one| one.sentence == *sentence && one.tokens == *tokens)
                    .and_then(|one| one.entry)
            })
            .collect()
    }
}

impl Toponym {
    /// The name as it is written.
    pub fn name<'s>(&self, sentences: &'s [Sentence]) -> &'s str {
        let sentence = &sentences[self.sentence];
        let bytes = sentence.tokens[self.tokens.start].byte_start
            ..sentence.tokens[self.tokens.end - 1].byte_end;
        &sentence.text[bytes]
    }

    /// As a report tells it; coordinates to a hundredth of a degree (1 km).
    pub fn place(&self, sentences: &[Sentence]) -> Place {
        Place {
            name: self.name(sentences).to_owned(),
            country: self.country.clone(),
            lat: self.entry.map(|entry| hundredths(entry.lat)),
            lon: self.entry.map(|entry| hundredths(entry.lon)),
            precision: self.precision(),
        }
    }

    /// How fine it is; a name that is in no table is taken for a town.
    pub fn precision(&self) -> Precision {
        match self.entry.map(|entry| entry.kind) {
            None | Some(Kind::City) => Precision::City,
            Some(Kind::Region | Kind::District) => Precision::Region,
            Some(Kind::Country) => Precision::Country,
        }
    }
}

/// Degrees to a hundredth, which is a kilometre.
pub(crate) fn hundredths(degrees: f64) -> f64 {
    (degrees * 100.0).round() / 100.0
}

/// Great-circle distance between two points in kilometres (haversine, with the
/// mean radius of the Earth). From Kyiv to Kharkiv: 410.
pub fn kilometres((lat, lon): (f64, f64), (other_lat, other_lon): (f64, f64)) -> f64 {
    const EARTH_RADIUS_KM: f64 = 6_371.0;
    let (north, other_north) = (lat.to_radians(), other_lat.to_radians());
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let chord = half(other_lat - lat) + north.cos() * other_north.cos() * half(other_lon - lon);
    2.0 * EARTH_RADIUS_KM * chord.clamp(0.0, 1.0).sqrt().asin()
}

/// Whether a place of today's state lies in the state an actor code names, which
/// may have ended: Kharkiv in SUN, Sarajevo in YUG.
pub(crate) fn lies_in(today: &str, actor: &str) -> bool {
    let successors: &[&str] = match actor {
        "SUN" | "XRE" => &[
            "RUS", "UKR", "BLR", "MDA", "EST", "LVA", "LTU", "GEO", "ARM", "AZE", "KAZ", "UZB",
            "TKM", "KGZ", "TJK",
        ],
        "YUG" | "SCG" => &["SRB", "MNE", "XKX", "BIH", "HRV", "SVN", "MKD"],
        "CSK" => &["CZE", "SVK"],
        "DDR" => &["DEU"],
        "VDR" | "XVS" => &["VNM"],
        "YMD" => &["YEM"],
        "XKE" => &["KOR", "PRK"],
        "XNK" => &["AZE"],
        "XAB" | "XSO" => &["GEO"],
        "XTR" => &["MDA"],
        "XNC" => &["CYP"],
        "XDN" | "XLU" => &["UKR"],
        "XSL" => &["SOM"],
        "XCH" => &["RUS"],
        "XSK" => &["HRV"],
        "XTB" | "XMA" => &["CHN"],
        "CHN" => &["HKG", "MAC"],
        "USA" => &["PRI", "GUM", "VIR", "MNP", "ASM"],
        "PSE" => &["ISR"],
        _ => &[],
    };
    today == actor || successors.contains(&today)
}

#[cfg(test)]
mod tests;
