//! Which words name a place.
//!
//! In: sentences with the phrases of the actor tables. Out: a [`Mention`] for
//! each name of a place, with every place that bears it. A capital alone proves
//! nothing: people bear the names of towns, and towns those of things. So a
//! name stands alone among lower-case words, and a small town needs a word
//! beside it that tells where ("in", "near", ", Tennessee").

use super::mention::{KNOWN_BY_ITSELF, Mention, is_with_article, is_within};
use super::table::{Entry, Kind, Table, folded};
use super::{lies_in, names::Names, words::*};
use crate::actors::{Found, FoundKind};
use crate::text::Sentence;
use rapport_record::ActorId;
use std::collections::HashSet;
use std::ops::Range;

/// Words of a name at most.
const WORDS_MAX: usize = 5;
/// Within how many tokens behind its place a dateline ends with a dash.
const DATELINE_TOKENS: usize = 14;

/// Every name of a place in a document.
pub(super) fn mentions(table: Table, sentences: &[Sentence], found: &[Vec<Found>]) -> Vec<Mention> {
    let document = Names::of(sentences, found);
    let mut mentions = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let found = found.get(index).map_or(&[][..], Vec::as_slice);
        let finder = Finder { table, sentence, found, index, document: &document };
        let first = mentions.len();
        finder.scan(&mut mentions);
        if index < 2 {
            finder.mark_dateline(&mut mentions[first..]);
        }
    }
    let sure: HashSet<String> = mentions
        .iter()
        .filter(|one| one.is_located && !one.entries.is_empty())
        .map(|one| one.key.clone())
        .collect();
    mentions.retain(|one| one.is_located || one.is_known_by_itself() || sure.contains(&one.key));
    let at_home: HashSet<String> =
        mentions.iter().filter(|one| one.is_at).map(|one| one.key.clone()).collect();
    let is_person = |one: &Mention| {
        one.tokens.len() == 1
            && one.country.is_none()
            && document.of_people.contains(&one.key)
            && !at_home.contains(&one.key)
    };
    mentions.retain(|one| !is_person(one));
    mentions
}

/// Adds the names that the caller knows to be names of places.
pub(super) fn add_given(
    table: Table,
    sentences: &[Sentence],
    found: &[Vec<Found>],
    given: &[(usize, Range<usize>)],
    mentions: &mut Vec<Mention>,
) {
    for (index, tokens) in given {
        let is_there = |one: &Mention| one.sentence == *index && one.tokens == *tokens;
        if mentions.iter().any(is_there) {
            continue;
        }
        let sentence = &sentences[*index];
        let found = found.get(*index).map_or(&[][..], Vec::as_slice);
        let document = Names::default();
        let finder = Finder { table, sentence, found, index: *index, document: &document };
        let overlaps = |one: &Mention| {
            one.sentence == *index && one.tokens.start < tokens.end && tokens.start < one.tokens.end
        };
        mentions.retain(|one| !overlaps(one));
        let phrase = found.iter().find(|one| {
            matches!(one.kind, FoundKind::Name | FoundKind::Place | FoundKind::Capital)
                && one.head.end == tokens.end
                && one.tokens.start <= tokens.start
        });
        let mention = finder.mention(tokens.clone(), phrase.and_then(|one| one.country.clone()));
        let people = found.iter().find(|one| {
            one.tokens.start <= tokens.start
                && tokens.end <= one.tokens.end
                && one.country.is_some()
        });
        if let Some(mut mention) = mention {
            if mention.entries.is_empty()
                && let Some(country) = people.and_then(|one| one.country.as_deref())
            {
                // "Georgian", "Russians": the state.
                mention.entries.extend(table.country(country));
            }
            mentions.push(mention);
        }
    }
    mentions.sort_by_key(|one| (one.sentence, one.tokens.start));
}

struct Finder<'a> {
    table: Table,
    sentence: &'a Sentence,
    found: &'a [Found],
    index: usize,
    document: &'a Names,
}

impl Finder<'_> {
    fn scan(&self, mentions: &mut Vec<Mention>) {
        let is_title_case = self.is_title_case();
        let mut at = 0;
        while at < self.sentence.tokens.len() {
            if let Some((mention, end)) = self.known(at) {
                mentions.extend(mention);
                at = end;
                continue;
            }
            if !self.is_named(at) {
                at += 1;
                continue;
            }
            match self.longest(at, is_title_case) {
                Some(mention) => {
                    at = mention.tokens.end;
                    mentions.push(mention);
                }
                None => at += 1,
            }
        }
    }

    /// What the actor tables say of the phrase that begins or goes on here: a
    /// place of theirs, or a stretch that names none; and where that ends.
    fn known(&self, at: usize) -> Option<(Option<Mention>, usize)> {
        let one = self.found.iter().find(|one| one.tokens.contains(&at))?;
        match one.kind {
            FoundKind::Name | FoundKind::Capital | FoundKind::Place if one.head.start == at => {
                let mut tokens = one.head.clone();
                while 1 < tokens.len() && !self.sentence.tokens[tokens.start].is_capital {
                    tokens.start += 1;
                }
                // "Cannes, France", where no actor table has Cannes.
                if let Some(mark) = tokens.clone().find(|&token| self.lower(token) == ",") {
                    tokens.end = mark;
                }
                let end = tokens.end;
                let mut kind = None;
                while 1 < tokens.len()
                    && DIVISIONS.contains(self.lower(tokens.end - 1))
                    && self.table.named(&self.key(&tokens).unwrap_or_default()).is_empty()
                {
                    kind = Some(Kind::Region);
                    tokens.end -= 1;
                }
                if !self.sentence.tokens[tokens.start].is_capital {
                    return Some((None, end));
                }
                if self.is_of_body(tokens.start) {
                    return Some((None, one.head.end));
                }
                let is_state = one.kind == FoundKind::Name;
                let is_whole = tokens.end == one.tokens.end;
                if !is_state
                    && is_whole
                    && self.is_name_behind(tokens.end)
                    && !self.is_site_behind(tokens.end)
                {
                    // "Washington Street".
                    return Some((None, one.tokens.end));
                }
                let mention = self.mention(tokens, one.country.clone()).map(|mut mention| {
                    let lies_there = |entry: &Entry| {
                        one.country
                            .as_deref()
                            .is_some_and(|country| lies_in(entry.country, country))
                    };
                    let is_place = one.kind == FoundKind::Place;
                    if is_place && !mention.entries.iter().any(lies_there) {
                        mention.entries.clear();
                    }
                    let is_located = is_place || mention.is_located;
                    Mention { is_located, kind: kind.or(mention.kind), ..mention }
                });
                Some((mention, end))
            }
            FoundKind::Name | FoundKind::Capital | FoundKind::Place if at < one.head.start => {
                Some((None, one.head.start))
            }
            FoundKind::Person
            | FoundKind::Organisation
            | FoundKind::Group
            | FoundKind::Bloc
            | FoundKind::Seat
            | FoundKind::National
            | FoundKind::Adjective => {
                // "Hamas in the Gaza Strip": behind the name the sentence goes on.
                let end = one.head.end;
                let is_longer =
                    at < end && end < one.tokens.end && LOCATIVE.contains(self.lower(end));
                let is_behind = end <= at && LOCATIVE.contains(self.lower(end));
                (!is_behind).then_some((None, if is_longer { end } else { one.tokens.end }))
            }
            _ => None,
        }
    }

    /// The longest name of a place that begins here.
    fn longest(&self, at: usize, is_title_case: bool) -> Option<Mention> {
        let tokens = &self.sentence.tokens;
        let limit = tokens.len().min(at + 2 * WORDS_MAX);
        let mut ends = Vec::new();
        let mut n_words = 0;
        for (end, token) in tokens.iter().enumerate().take(limit).skip(at) {
            let is_part = token.is_word || matches!(token.lower.as_str(), "." | "-" | "–");
            if !is_part || at < end && self.known(end).is_some() {
                break;
            }
            if token.is_word {
                n_words += 1;
                if self.is_named(end) {
                    ends.push(end + 1);
                }
            }
            if n_words == WORDS_MAX {
                break;
            }
        }
        let longest = ends.into_iter().rev().find_map(|end| self.name(at..end, is_title_case));
        longest.or_else(|| self.before_hyphen(at))
    }

    /// A word with a capital, or with one behind its article: "al-Tanf".
    fn is_named(&self, at: usize) -> bool {
        let token = &self.sentence.tokens[at];
        token.is_word && (token.is_capital || is_with_article(self.sentence.word(at)))
    }

    /// "Paris-Orly Airport": the town.
    fn before_hyphen(&self, at: usize) -> Option<Mention> {
        let (town, _) = self.sentence.word(at).split_once('-')?;
        if !FACILITIES.contains(self.word_after(at + 1)) {
            return None;
        }
        let key = folded(town)?;
        let entries = self.table.named(&key);
        let mention = self.mention(at..at + 1, None)?;
        let is_town = entries.iter().any(|one| KNOWN_BY_ITSELF <= one.size);
        is_town.then_some(Mention { key, entries, is_located: true, ..mention })
    }

    /// These words as a name of a place, if they are one here.
    fn name(&self, span: Range<usize>, is_title_case: bool) -> Option<Mention> {
        let mention = self.mention(span.clone(), None).filter(|one| !one.entries.is_empty())?;
        let is_one_word = span.len() == 1;
        if mention.key.len() < 3 {
            // "Ga", "LA": only behind a town, "N.Y." and the like.
            let is_behind = 0 < span.start && self.lower(span.start - 1) == ",";
            let is_written_so = self.sentence.word(span.start).chars().all(|c| !c.is_lowercase())
                || self.word_after(span.end) == ".";
            let entries: Vec<Entry> =
                mention.entries.into_iter().filter(|one| one.kind == Kind::Region).collect();
            let is_region = is_behind && is_written_so && !entries.is_empty();
            return is_region.then_some(Mention { is_located: true, entries, ..mention });
        }
        if is_one_word
            && [NOT_PLACES, CALENDAR, TITLES, DIRECTIONS, FUNCTION]
                .iter()
                .any(|words| words.contains(mention.key.as_str()))
        {
            return None;
        }
        if self.is_of_body(span.start) {
            return None;
        }
        let has_region = self.has_region_behind(&span, &mention);
        // In a headline every word has a capital, so its neighbours say little.
        let is_bare = !(has_region || is_title_case && mention.is_located);
        let is_other = || self.is_name_behind(span.end) && !self.is_site_behind(span.end);
        if is_bare && (self.is_name_before(span.start) || is_other()) {
            return None;
        }
        let is_civic = !self.word_after(span.end).is_empty()
            && self.sentence.tokens[span.end].is_word
            && CIVIC.contains(self.word_after(span.end));
        let is_located = mention.is_located || has_region || is_civic;
        let first = &self.sentence.tokens[span.start].lower;
        if is_one_word && !is_located {
            let opens = span.start == 0 || !self.sentence.tokens[span.start - 1].is_word;
            let is_person =
                self.document.of_people.contains(first) || SAYS.contains(self.word_after(span.end));
            let is_word = self.document.small.contains(first);
            if is_person || is_word || (is_title_case || opens) && !mention.is_known_by_itself() {
                return None;
            }
        }
        if is_title_case && !is_located && !mention.is_known_by_itself() {
            return None;
        }
        Some(Mention { is_located, is_at: mention.is_at || has_region, ..mention })
    }

    /// A stretch of words with every place of that name; none where its letters
    /// are not Latin.
    fn mention(&self, span: Range<usize>, country: Option<ActorId>) -> Option<Mention> {
        let key = self.key(&span)?;
        let mut entries = self.table.named(&key);
        if let Some(country) = &country
            && !entries.iter().any(|one| lies_in(one.country, country))
        {
            // "the U.S.", "the Reich": a state by another name than the table's.
            let is_name = |one: &&Found| one.kind == FoundKind::Name && one.head == span;
            if self.found.iter().any(|one| is_name(&one)) {
                entries.extend(self.table.country(country));
            }
        }
        let mut kind = self.kind_before(span.start);
        let division = self.word_after(span.end);
        if DIVISIONS.contains(division) {
            kind = Some(Kind::Region);
            if entries.is_empty() {
                entries = self.table.named(&format!("{key} {division}"));
            }
        }
        let before = span.start.checked_sub(1).map_or("", |at| self.lower(at));
        let after = self.word_after(span.end);
        let is_located = kind.is_some()
            || LOCATIVE.contains(before)
            || DIRECTIONS.contains(before)
            || self.is_listed(span.start);
        let is_attributive = !after.is_empty()
            && self.sentence.tokens[span.end].is_word
            && !FUNCTION.contains(after)
            && !DIVISIONS.contains(after)
            && !LOCATIVE.contains(after);
        Some(Mention {
            sentence: self.index,
            tokens: span,
            key,
            entries,
            country,
            kind,
            is_located,
            is_at: kind.is_some() || AT.contains(before),
            is_attributive,
            is_dateline: false,
        })
    }

    fn key(&self, span: &Range<usize>) -> Option<String> {
        let tokens = &self.sentence.tokens;
        let end = tokens[span.end - 1].byte_end;
        folded(&self.sentence.text[tokens[span.start].byte_start..end])
    }

    /// "the city of", "the northern province of", "capital".
    fn kind_before(&self, start: usize) -> Option<Kind> {
        let mut at = start;
        if 0 < at && self.lower(at - 1) == "of" {
            at -= 1;
        }
        let noun = self.lower(at.checked_sub(1)?);
        if SETTLEMENTS.contains(noun) {
            Some(Kind::City)
        } else if at < start && DIVISIONS.contains(noun) {
            Some(Kind::Region)
        } else {
            None
        }
    }

    /// "Mosul, Tikrit and Baghdad" behind "in": one of a list of places.
    fn is_listed(&self, start: usize) -> bool {
        let Some(mark) = start.checked_sub(1) else { return false };
        if !matches!(self.lower(mark), "," | "and" | "or") {
            return false;
        }
        let mut at = mark;
        for _ in 0..8 {
            if at == 0 {
                return false;
            }
            at -= 1;
            let token = &self.sentence.tokens[at];
            let goes_on = token.is_capital && token.is_word
                || matches!(token.lower.as_str(), "," | "and" | "." | "the");
            if !goes_on {
                return LOCATIVE.contains(token.lower.as_str());
            }
            if token.is_capital && LOCATIVE.contains(token.lower.as_str()) {
                return true;
            }
        }
        false
    }

    /// "Bank of China", "the University of Texas".
    fn is_of_body(&self, start: usize) -> bool {
        2 <= start
            && self.lower(start - 1) == "of"
            && self.sentence.tokens[start - 2].is_capital
            && BODIES.contains(self.lower(start - 2))
    }

    /// "Paris, Texas", "Paris, Tenn.", "Kharkiv, Ukraine".
    fn has_region_behind(&self, span: &Range<usize>, mention: &Mention) -> bool {
        if self.word_after(span.end) != "," {
            return false;
        }
        let from = span.end + 1;
        (1..=4).any(|length| {
            let wider = from..from + length;
            wider.end <= self.sentence.tokens.len()
                && self.sentence.tokens[from].is_capital
                && self.key(&wider).is_some_and(|key| {
                    self.table.named(&key).iter().any(|region| {
                        matches!(region.kind, Kind::Region | Kind::Country)
                            && mention.entries.iter().any(|one| is_within(one, region))
                    })
                })
        })
    }

    /// A capital word right before, which is no part of how a place is told:
    /// "Michael Jackson", "Mr. Lincoln".
    fn is_name_before(&self, start: usize) -> bool {
        let Some(mut at) = start.checked_sub(1) else { return false };
        if self.lower(at) == "." && 0 < at && !self.sentence.tokens[at - 1].lower.is_empty() {
            at -= 1;
            return TITLES.contains(self.lower(at)) || self.lower(at).len() == 1;
        }
        let token = &self.sentence.tokens[at];
        let is_open = at == 0 || matches!(self.lower(at - 1), "." | ":" | "\"" | "“" | "-" | "—");
        let is_phrase = self.found.iter().any(|one| {
            one.tokens.contains(&at)
                && matches!(one.kind, FoundKind::Adjective | FoundKind::National | FoundKind::Name)
        });
        token.is_word
            && token.is_capital
            && !is_phrase
            && !FUNCTION.contains(token.lower.as_str())
            && !LOCATIVE.contains(token.lower.as_str())
            && !DIRECTIONS.contains(token.lower.as_str())
            && !SETTLEMENTS.contains(token.lower.as_str())
            && !CALENDAR.contains(token.lower.as_str())
            && !(is_open && self.document.small.contains(&token.lower))
    }

    /// A capital word right behind, which makes the name that of somebody or
    /// something: "Paris Hilton", "Washington Street".
    fn is_name_behind(&self, end: usize) -> bool {
        self.sentence.tokens.get(end).is_some_and(|token| {
            let word = token.lower.as_str();
            token.is_word
                && self.is_named(end)
                && !DIVISIONS.contains(word)
                && !CALENDAR.contains(word)
                && !FACILITIES.contains(word)
                && !CIVIC.contains(word)
                && !FUNCTION.contains(word)
        })
    }

    /// "The Kabul Serena Hotel", "the Florida Panhandle": in the place named.
    fn is_site_behind(&self, end: usize) -> bool {
        (end..end + 4)
            .map(|at| self.word_after(at))
            .take_while(|word| !FUNCTION.contains(word) && *word != ",")
            .any(|word| SITES.contains(word))
    }

    /// Marks the place that opens a document: "KABUL, Afghanistan (AP) -".
    fn mark_dateline(&self, mentions: &mut [Mention]) {
        let tokens = &self.sentence.tokens;
        let Some(first) = mentions.first_mut().filter(|one| one.tokens.start == 0) else { return };
        let mut has_source = false;
        for token in tokens.iter().skip(first.tokens.end).take(DATELINE_TOKENS) {
            match token.lower.as_str() {
                "-" | "–" | "—" => {
                    let is_capitals = self
                        .sentence
                        .word(first.tokens.start)
                        .chars()
                        .all(|letter| !letter.is_lowercase());
                    first.is_dateline = is_capitals || has_source;
                    first.is_located |= first.is_dateline;
                    return;
                }
                "(" => has_source = true,
                "," | ")" | "." | "/" => {}
                _ if token.is_capital || has_source => {}
                word if word.bytes().all(|byte| byte.is_ascii_digit()) => {}
                _ => return,
            }
        }
    }

    /// Whether most words have capitals, as in a headline.
    fn is_title_case(&self) -> bool {
        let words =
            self.sentence.tokens.iter().filter(|token| token.is_word && 3 < token.lower.len());
        let (mut n, mut n_capital) = (0, 0);
        for token in words.filter(|token| !FUNCTION.contains(token.lower.as_str())) {
            n += 1;
            n_capital += usize::from(token.is_capital);
        }
        3 < n && 4 * n <= 5 * n_capital
    }

    fn lower(&self, at: usize) -> &str {
        &self.sentence.tokens[at].lower
    }

    fn word_after(&self, end: usize) -> &str {
        self.sentence.tokens.get(end).map_or("", |token| &token.lower)
    }
}
