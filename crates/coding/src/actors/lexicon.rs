//! Every name, noun and modifier of the tables in one trie over words.
//!
//! In: the tables' rows. Out: for any place in a sentence, the longest entry
//! that begins there and holds on that day, in that spelling, in that company.

use super::{
    atoms::{AtomKind, Atoms, UNKNOWN, cut, fold},
    tables::AgentKind,
    words,
};
use crate::text::Sentence;
use jiff::civil::Date;
use rapport_record::Role;
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// Index of an actor in the gazetteer.
pub(super) type ActorIndex = u32;

/// What an entry of the lexicon is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Name,
    Adjective,
    National,
    Capital,
    Seat,
    Organ,
    Place,
    /// One of several states that a plural names: the Koreas.
    Pair,
    /// The organisation that a capital hosts: the EU, of Brussels.
    Host,
    Person,
    Organisation,
    Group,
    Bloc,
    Agent(AgentKind),
    Modifier,
    NotActor,
}

impl Class {
    /// Whether it names an actor or a place by itself.
    pub fn is_anchor(self) -> bool {
        !matches!(self, Class::Agent(_) | Class::Modifier | Class::NotActor)
    }

    /// Whether it must be written with a capital in ordinary text.
    fn needs_capital(self) -> bool {
        matches!(
            self,
            Class::Capital
                | Class::Seat
                | Class::Organ
                | Class::Place
                | Class::Pair
                | Class::Host
                | Class::Person
                | Class::Organisation
                | Class::Group
                | Class::Bloc
        )
    }
}

/// One reading of an entry.
#[derive(Debug, Clone)]
pub(super) struct Meaning {
    pub class: Class,
    /// None for nouns, modifiers and what is no actor.
    pub actor: Option<ActorIndex>,
    pub role: Option<Role>,
    pub since: Option<Date>,
    pub until: Option<Date>,
    /// The spelling it must have.
    pub exact: Option<Box<str>>,
    /// Holds only beside one of these.
    pub needs: Option<Box<Company>>,
    /// A plural noun: "soldiers".
    pub is_plural: bool,
    /// Where the fact was read.
    pub source: Box<str>,
}

impl Meaning {
    /// Whether the day lies between its bounds.
    pub fn is_in_use(&self, on: Date) -> bool {
        self.since.is_none_or(|since| since <= on) && self.until.is_none_or(|until| on <= until)
    }
}

/// What else a sentence must name for a reading to hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Company {
    pub actors: Vec<ActorIndex>,
    pub words: Vec<u32>,
}

/// An entry found in a sentence.
#[derive(Clone, Copy)]
pub(super) struct Lexeme<'l> {
    /// One past its last atom.
    pub end: usize,
    /// The reading that holds first.
    pub first: &'l Meaning,
    /// All readings; some may not hold.
    all: &'l [Meaning],
}

impl<'l> Lexeme<'l> {
    /// Everyone who bears it as a personal name.
    pub fn people(&self) -> impl Iterator<Item = ActorIndex> {
        let people = self.all.iter().filter(|meaning| meaning.class == Class::Person);
        people.filter_map(|meaning| meaning.actor)
    }

    /// Every state that it names as a plural on that day: both of "the Koreas".
    pub fn pair(&self, on: Date) -> impl Iterator<Item = ActorIndex> {
        let states = self
            .all
            .iter()
            .filter(move |meaning| meaning.class == Class::Pair && meaning.is_in_use(on));
        states.filter_map(|meaning| meaning.actor)
    }

    /// The organisation that it hosts on that day, if it is such a capital.
    pub fn guest(&self, on: Date) -> Option<&'l Meaning> {
        self.all.iter().find(|meaning| meaning.class == Class::Host && meaning.is_in_use(on))
    }

    /// Its reading as an agent noun.
    pub fn agent(&self) -> Option<&'l Meaning> {
        self.all.iter().find(|meaning| matches!(meaning.class, Class::Agent(_)))
    }

    /// Its reading as a modifier.
    pub fn modifier(&self) -> Option<&'l Meaning> {
        self.all.iter().find(|meaning| meaning.class == Class::Modifier)
    }

    /// Whether it also names a national of the same state.
    pub fn is_national(&self) -> bool {
        self.all
            .iter()
            .any(|meaning| meaning.class == Class::National && meaning.actor == self.first.actor)
    }
}

/// The trie.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    words: FxHashMap<Box<str>, u32>,
    flags: Vec<words::Flags>,
    edges: FxHashMap<(u32, u32), u32>,
    /// Entry of each node, plus one; zero where no entry ends.
    ends: Vec<u32>,
    entries: Vec<Vec<Meaning>>,
}

impl Lexicon {
    /// An empty lexicon that knows the function words.
    pub fn new() -> Self {
        let mut lexicon = Self { ends: vec![0], ..Self::default() };
        for (flag, list) in words::FLAGGED {
            for word in list.split_ascii_whitespace() {
                let word = lexicon.intern(&fold(word)) as usize;
                lexicon.flags[word] |= flag;
            }
        }
        lexicon
    }

    /// Adds one reading of a name.
    pub fn add(&mut self, name: &str, meaning: Meaning) {
        let Some(node) = self.path(name) else { return };
        if self.ends[node as usize] == 0 {
            self.entries.push(Vec::new());
            self.ends[node as usize] = self.entries.len() as u32;
        }
        let entry = &mut self.entries[self.ends[node as usize] as usize - 1];
        // What no other reading may outweigh comes first; then what needs
        // company, since a sentence that gives it has decided.
        let rank = |m: &Meaning| match m.class {
            Class::NotActor => 0,
            Class::Modifier => 5,
            Class::Agent(_) => 4,
            // A capital is a place before it stands for its guest.
            Class::Host => 3,
            _ if m.needs.is_some() => 1,
            _ => 2,
        };
        let at = entry.iter().position(|other| rank(&meaning) < rank(other));
        entry.insert(at.unwrap_or(entry.len()), meaning);
    }

    /// The number of a word, given in lower case and folded.
    pub fn word(&self, word: &str) -> u32 {
        self.words.get(word).copied().unwrap_or(UNKNOWN)
    }

    /// The number of a word, new if need be.
    pub fn intern(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.words.get(word) {
            return number;
        }
        let number = self.flags.len() as u32;
        self.words.insert(word.into(), number);
        self.flags.push(0);
        number
    }

    /// What sort of function word it is; see [`words`].
    pub fn flags(&self, word: u32) -> words::Flags {
        self.flags.get(word as usize).copied().unwrap_or(0)
    }

    /// Whether any entry begins with this word.
    pub fn begins_entry(&self, word: u32) -> bool {
        self.edges.contains_key(&(0, word))
    }

    /// Every reading of a name, in any case, whatever the day.
    pub fn readings(&self, name: &str) -> &[Meaning] {
        let sentence = Sentence::new(name);
        let atoms = Atoms::of(&sentence, self);
        let words = atoms.list.iter().map(|atom| {
            key(atom.kind, atom.word, || self.word(&fold(&sentence.text[atom.start..atom.end])))
        });
        self.entry(words).unwrap_or_default()
    }

    /// The readings of a sequence of words.
    pub fn entry(&self, words: impl IntoIterator<Item = u32>) -> Option<&[Meaning]> {
        let mut node = 0;
        for word in words {
            node = *self.edges.get(&(node, word))?;
        }
        let entry = self.ends[node as usize].checked_sub(1)?;
        Some(&self.entries[entry as usize])
    }

    /// The longest entry that begins at `from` and holds.
    pub fn longest<'l>(&'l self, view: &View<'_, 'l>, from: usize) -> Option<Lexeme<'l>> {
        let list = &view.atoms.list;
        let mut node = 0;
        let mut found = None;
        for (at, atom) in list.iter().enumerate().skip(from) {
            let word = key(atom.kind, atom.word, || {
                self.word(&fold(&view.atoms.text[atom.start..atom.end]))
            });
            if word == UNKNOWN {
                break;
            }
            let Some(&next) = self.edges.get(&(node, word)) else { break };
            node = next;
            let entry = self.ends[node as usize];
            if entry != 0 {
                let all = &self.entries[entry as usize - 1];
                if let Some(first) = all.iter().find(|m| view.holds(m, from, at + 1)) {
                    found = Some(Lexeme { end: at + 1, first, all });
                }
            }
        }
        found
    }

    fn path(&mut self, name: &str) -> Option<u32> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == ' ' || c == '-';
        if name.chars().all(is_plain) {
            // Most names; the rules of the tokenizer do not matter for them.
            let lower = name.to_ascii_lowercase();
            let words = lower.split([' ', '-']).filter(|word| !word.is_empty());
            let node = words.fold(0, |node, word| {
                let word = self.intern(word);
                self.step(node, word)
            });
            return (0 < node).then_some(node);
        }
        let sentence = Sentence::new(name);
        let mut list = Vec::new();
        cut(&sentence.text, &sentence.tokens, |word| self.intern(word), &mut list);
        let mut node = 0;
        for atom in &list {
            let mark = &sentence.text[atom.start..atom.end];
            let word = match atom.kind {
                AtomKind::Mark | AtomKind::Possessive => self.intern(&fold(mark)),
                _ => atom.word,
            };
            node = self.step(node, word);
        }
        (0 < node).then_some(node)
    }

    fn step(&mut self, node: u32, word: u32) -> u32 {
        let new = self.ends.len() as u32;
        let next = *self.edges.entry((node, word)).or_insert(new);
        if next == new {
            self.ends.push(0);
        }
        next
    }
}

fn key(kind: AtomKind, word: u32, of_mark: impl Fn() -> u32) -> u32 {
    match kind {
        AtomKind::Mark | AtomKind::Possessive => of_mark(),
        _ => word,
    }
}

/// A sentence on a day, as the lexicon looks at it.
pub(super) struct View<'s, 'l> {
    pub lexicon: &'l Lexicon,
    pub atoms: &'s Atoms<'s>,
    pub on: Date,
    company: OnceCell<Vec<ActorIndex>>,
}

impl<'s, 'l> View<'s, 'l> {
    pub fn new(lexicon: &'l Lexicon, atoms: &'s Atoms<'s>, on: Date) -> Self {
        Self { lexicon, atoms, on, company: OnceCell::new() }
    }

    fn holds(&self, meaning: &Meaning, from: usize, to: usize) -> bool {
        meaning.is_in_use(self.on)
            && self.is_spelt(meaning, from, to)
            && meaning.needs.as_ref().is_none_or(|needs| self.has_company(needs, from, to))
    }

    fn is_spelt(&self, meaning: &Meaning, from: usize, to: usize) -> bool {
        let atoms = &self.atoms.list[from..to];
        let written = || self.atoms.words(from, to);
        if let Some(exact) = &meaning.exact {
            let written = written();
            if same_spelling(written, exact) {
                return true;
            }
            return self.atoms.is_all_caps
                && !(to == from + 1 && words::SHOUTED.contains(&written))
                && written == written.to_uppercase();
        }
        !meaning.class.needs_capital()
            || self.atoms.is_all_lower
            || atoms.iter().any(|atom| atom.is_capital || atom.kind == AtomKind::Number)
    }

    fn has_company(&self, needs: &Company, from: usize, to: usize) -> bool {
        let by_word = !needs.words.is_empty()
            && self
                .atoms
                .list
                .iter()
                .enumerate()
                .any(|(n, atom)| !(from..to).contains(&n) && needs.words.contains(&atom.word));
        by_word
            || (!needs.actors.is_empty()
                && self.named().iter().any(|actor| needs.actors.contains(actor)))
    }

    /// Whom the sentence names beyond doubt.
    fn named(&self) -> &[ActorIndex] {
        self.company.get_or_init(|| {
            let plain = View { company: OnceCell::from(Vec::new()), ..*self };
            let mut named = Vec::new();
            let mut at = 0;
            while at < self.atoms.list.len() {
                match self.lexicon.longest(&plain, at) {
                    Some(lexeme) => {
                        named.extend(lexeme.first.actor.filter(|_| lexeme.first.needs.is_none()));
                        at = lexeme.end;
                    }
                    None => at += 1,
                }
            }
            named
        })
    }
}

/// Equal but for typographic apostrophes and a capital in a leading "the".
fn same_spelling(written: &str, exact: &str) -> bool {
    if written == exact {
        return true;
    }
    let strip = |text: &str| {
        let text = text.strip_prefix("The ").or_else(|| text.strip_prefix("the ")).unwrap_or(text);
        text.replace('’', "'").replace('-', " ")
    };
    strip(written) == strip(exact)
}
