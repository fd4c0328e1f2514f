//! The table of places: names, sorted, with everything that bears each name.
//!
//! In: `data/places/places.bin`, made by `data/places/compile.py` and read
//! where it lies: nothing is built at the start, and a search touches a few
//! blocks. Out: the places of a name, largest first.
//!
//! The file: a head (magic, then five `u32`: regions, blocks, names, bytes of
//! names, places), three letters of ISO 3166 for each region, for each block of
//! 32 names where its names and its places begin (two `u32`), the names (each:
//! bytes shared with the one before, bytes of its own, those, how many places),
//! the places (seven bytes each). All numbers are little-endian.

const EMBEDDED: &[u8] = include_bytes!("../../../../data/places/places.bin");
const MAGIC: &[u8] = b"RPLACES1";
const HEAD: usize = 28;
/// Names a block.
const BLOCK: usize = 32;
/// Bytes of a place: region, latitude, longitude (two each), flags.
const PLACE: usize = 7;
/// Units a degree: latitude in 360ths, longitude in 180ths, so that both fit
/// sixteen bits; at most 0.3 km off.
const LAT_UNITS: f64 = 360.0;
const LON_UNITS: f64 = 180.0;

/// What kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A populated place.
    City,
    /// A first-order division (a state, an oblast), or a region with a name.
    Region,
    /// A second-order division: a county, a district.
    District,
    /// A state or territory.
    Country,
}

/// One place that bears a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// ISO 3166 alpha-3.
    pub country: &'static str,
    /// Number of its region within the table; places of one region share it.
    pub region: u16,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// What kind.
    pub kind: Kind,
    /// Doublings of its population above 500, 0 to 15.
    pub size: u8,
    /// Whether it is a capital of a state.
    pub is_capital: bool,
    /// Whether this is another name of it ("Kiev").
    pub is_alternative: bool,
}

/// The table, where it lies in the program.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    regions: &'static [u8],
    blocks: &'static [u8],
    names: &'static [u8],
    places: &'static [u8],
}

impl Table {
    /// The built-in table.
    ///
    /// # Panics
    /// If it is broken; a test keeps it whole.
    pub fn embedded() -> Self {
        assert!(EMBEDDED.starts_with(MAGIC), "built-in places: not a table of places");
        let number = |at: usize| u32_at(EMBEDDED, 8 + 4 * at) as usize;
        let (n_regions, n_blocks, n_bytes, n_places) = (number(0), number(1), number(3), number(4));
        let (regions, rest) = EMBEDDED[HEAD..].split_at(3 * n_regions);
        let (blocks, rest) = rest.split_at(8 * n_blocks);
        let (names, places) = rest.split_at(n_bytes);
        assert_eq!(places.len(), PLACE * n_places, "built-in places: cut short");
        Self { regions, blocks, names, places }
    }

    /// The places of a [`folded`] name, largest first.
    pub fn named(&self, name: &str) -> Vec<Entry> {
        let name = name.as_bytes();
        let n_blocks = self.blocks.len() / 8;
        let (mut low, mut high) = (0, n_blocks);
        while low + 1 < high {
            let middle = usize::midpoint(low, high);
            if self.first_name(middle) <= name { low = middle } else { high = middle }
        }
        let mut at = u32_at(self.blocks, 8 * low) as usize;
        let mut place = u32_at(self.blocks, 8 * low + 4) as usize;
        let mut current = Vec::with_capacity(64);
        for _ in 0..BLOCK {
            let Some(&[shared, own]) = self.names.get(at..at + 2) else { break };
            let suffix = at + 2..at + 2 + own as usize;
            current.truncate(shared as usize);
            current.extend_from_slice(&self.names[suffix.clone()]);
            let n_places = self.names[suffix.end] as usize;
            if name <= &current[..] {
                let found = if name == &current[..] { place..place + n_places } else { 0..0 };
                return found.map(|number| self.entry(number)).collect();
            }
            at = suffix.end + 1;
            place += n_places;
        }
        Vec::new()
    }

    /// A state or territory by its ISO 3166 code.
    pub fn country(&self, code: &str) -> Option<Entry> {
        self.named(&format!("={}", code.to_ascii_lowercase())).into_iter().next()
    }

    /// The first name of a block, which shares nothing with another.
    fn first_name(&self, block: usize) -> &[u8] {
        let at = u32_at(self.blocks, 8 * block) as usize;
        &self.names[at + 2..at + 2 + self.names[at + 1] as usize]
    }

    fn entry(&self, number: usize) -> Entry {
        let bytes = &self.places[PLACE * number..PLACE * (number + 1)];
        let region = u16::from_le_bytes([bytes[0], bytes[1]]);
        let degrees =
            |at: usize, units| f64::from(i16::from_le_bytes([bytes[at], bytes[at + 1]])) / units;
        let flags = bytes[6];
        Entry {
            country: self.code(region),
            region,
            lat: degrees(2, LAT_UNITS),
            lon: degrees(4, LON_UNITS),
            kind: [Kind::City, Kind::Region, Kind::District, Kind::Country]
                [usize::from(flags >> 4 & 3)],
            size: flags & 15,
            is_capital: flags & 64 != 0,
            is_alternative: flags & 128 != 0,
        }
    }

    fn code(&self, region: u16) -> &'static str {
        let at = 3 * usize::from(region);
        std::str::from_utf8(&self.regions[at..at + 3]).expect("ISO codes are letters")
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

/// Letters without their marks, from U+00C0, U+01CD and U+1E00 on; `?` is no
/// letter, `*` is two.
const FROM_00C0: &[u8] = b"aaaaaa*ceeeeiiiidnooooo?ouuuuy**aaaaaa*ceeeeiiiidnooooo?ouuuuy*y\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkllllll**llnnnnnnnnnoooooo**\
    rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
const FROM_01CD: &[u8] = b"aaiioouuuuuuuuuuaaaaa**??ggkkoooo??j***gg??nnaa**ooaaaaeeeeiiiioooo\
    rrrruuuusstt??hh";
const FROM_1E00: &[u8] = b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmm\
    nnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy?s??*?\
    aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??????";

/// A name as the table holds it: small plain letters, words with one space;
/// none where it has letters that are not Latin.
///
/// "Saint-Étienne" is `st etienne`, "Sana'a" `sanaa`, "N.Y." `ny`.
pub fn folded(name: &str) -> Option<String> {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars() {
        let code = letter as usize;
        match letter {
            '\'' | '’' | '‘' | '`' | '´' | 'ʻ' | 'ʼ' | '.' | '“' | '”' | '"' => {}
            _ if letter.is_ascii_alphanumeric() => plain.push(letter.to_ascii_lowercase()),
            _ if letter.is_ascii() || matches!(letter, '–' | '—' | '·' | '\u{a0}') => {
                if !plain.is_empty() && !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            '\u{300}'..='\u{36f}' => {}
            'Æ' | 'æ' => plain.push_str("ae"),
            'Œ' | 'œ' => plain.push_str("oe"),
            'Þ' | 'þ' => plain.push_str("th"),
            'ß' | 'ẞ' => plain.push_str("ss"),
            'ə' => plain.push('a'),
            _ => {
                let base = [(0xc0, FROM_00C0), (0x1cd, FROM_01CD), (0x1e00, FROM_1E00)]
                    .into_iter()
                    .find_map(|(first, letters)| letters.get(code.checked_sub(first)?))
                    .filter(|base| base.is_ascii_alphabetic())?;
                plain.push(char::from(*base));
            }
        }
    }
    plain.truncate(plain.trim_end().len());
    for (long, short) in
        [("saint ", "st "), ("sainte ", "ste "), ("mount ", "mt "), ("fort ", "ft ")]
    {
        if let Some(rest) = plain.strip_prefix(long) {
            return Some(format!("{short}{rest}"));
        }
    }
    (!plain.is_empty()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_searched_in_plain_letters() {
        for (name, plain) in [
            ("Saint-Étienne", "st etienne"),
            ("Sana'a", "sanaa"),
            ("N.Y.", "ny"),
            ("Łódź", "lodz"),
            ("Đà Nẵng", "da nang"),
            ("Deir ez-Zor", "deir ez zor"),
        ] {
            assert_eq!(folded(name).as_deref(), Some(plain), "{name}");
        }
        assert_eq!(folded("Київ"), None);
    }

    #[test]
    fn every_block_is_found_by_its_first_name() {
        let table = Table::embedded();
        for block in 0..table.blocks.len() / 8 {
            let name = std::str::from_utf8(table.first_name(block)).expect("plain letters");
            assert!(!table.named(name).is_empty(), "{name}");
        }
    }

    #[test]
    fn a_name_leads_to_all_that_bear_it_largest_first() {
        let table = Table::embedded();
        let paris = table.named("paris");
        assert_eq!((paris[0].country, paris[0].kind), ("FRA", Kind::City));
        assert!(paris.iter().any(|place| place.country == "USA"));
        assert!(paris.windows(2).all(|pair| pair[1].size <= pair[0].size));
        let kharkiv = table.named("kharkiv");
        let kharkiv = kharkiv.iter().find(|place| place.kind == Kind::City).expect("a city");
        assert!((kharkiv.lat - 49.98).abs() < 0.1 && (kharkiv.lon - 36.25).abs() < 0.1);
        assert_eq!(table.named("zenda of ruritania"), []);
    }

    #[test]
    fn coordinates_lie_on_the_globe() {
        let table = Table::embedded();
        for number in 0..table.places.len() / PLACE {
            let place = table.entry(number);
            assert!(place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0);
            assert!(place.country.bytes().all(|letter| letter.is_ascii_uppercase()));
        }
    }
}
