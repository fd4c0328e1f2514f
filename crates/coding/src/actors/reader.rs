//! A sentence cut into units, and the questions that phrases ask of them.
//!
//! A unit is a name, a noun or a modifier of the lexicon, or one word or mark.
//! Here too: what stands before the core of a phrase (the lead), and whether
//! a lexicon entry is meant at all.

use super::{
    Core,
    atoms::{AtomKind, Atoms},
    lexicon::{ActorIndex, Class, Lexeme, Meaning, View},
    tables::AgentKind,
    words::*,
};
use rapport_record::Role;

/// A stretch of atoms that belongs together.
#[derive(Clone, Copy)]
pub(super) struct Unit<'l> {
    /// First atom.
    pub from: usize,
    /// One past the last atom.
    pub to: usize,
    pub is_glued: bool,
    pub is_capital: bool,
    pub flags: Flags,
    pub kind: UnitKind<'l>,
}

#[derive(Clone, Copy)]
pub(super) enum UnitKind<'l> {
    Word,
    Number,
    Mark(char),
    Possessive,
    Lexeme(Lexeme<'l>),
}

/// What stands before the core of a phrase.
#[derive(Default)]
pub(super) struct Lead {
    pub at: usize,
    pub role: Option<Role>,
    pub is_former: bool,
    pub has_determiner: bool,
    pub has_direction: bool,
    /// End of the last compound ("Russian-backed") in it.
    pub compound: usize,
}

/// Reads phrases from a sentence.
pub(super) struct Reader<'a, 'l> {
    pub core: &'l Core,
    pub atoms: &'a Atoms<'a>,
    pub on: jiff::civil::Date,
    pub units: Vec<Unit<'l>>,
}

impl<'a, 'l> Reader<'a, 'l> {
    pub(super) fn new(core: &'l Core, view: &View<'a, 'l>) -> Self {
        let mut reader = Self { core, atoms: view.atoms, on: view.on, units: Vec::new() };
        reader.cut_into_units(view);
        reader
    }

    pub(super) fn cut_into_units(&mut self, view: &View<'a, 'l>) {
        let list = &view.atoms.list;
        let mut at = 0;
        while at < list.len() {
            let atom = &list[at];
            let (kind, to) = match view.lexicon.longest(view, at) {
                Some(lexeme) if self.stands(&lexeme, at) && !self.cuts(view, &lexeme, at) => {
                    (UnitKind::Lexeme(lexeme), lexeme.end)
                }
                _ => match atom.kind {
                    AtomKind::Word => (UnitKind::Word, at + 1),
                    AtomKind::Number => (UnitKind::Number, at + 1),
                    AtomKind::Possessive => (UnitKind::Possessive, at + 1),
                    AtomKind::Mark => {
                        let mark = view.atoms.text[atom.start..].chars().next();
                        (UnitKind::Mark(mark.unwrap_or(' ')), at + 1)
                    }
                },
            };
            let flags = if to == at + 1 { view.lexicon.flags(atom.word) } else { 0 };
            self.units.push(Unit {
                from: at,
                to,
                is_glued: atom.is_glued,
                is_capital: atom.is_capital,
                flags,
                kind,
            });
            at = to;
        }
    }

    /// Whether an entry is meant at all: not "Trump" in "Melania Trump", nor
    /// "government" in "self-government".
    pub(super) fn stands(&self, lexeme: &Lexeme, at: usize) -> bool {
        let previous = self.units.last();
        let list = &self.atoms.list;
        if self.core.lexicon.flags(list[at].word) & COMBINING != 0 && lexeme.end == at + 1 {
            return list.get(at + 1).is_some_and(|next| next.is_glued);
        }
        if list[at].is_glued
            && let Some(unit) = previous
            && matches!(unit.kind, UnitKind::Word)
            && unit.flags & (FORMER | NUMBER | DIRECTION | THEN) == 0
        {
            let is_prefix = unit.flags & PREFIX != 0;
            return is_prefix && lexeme.first.class.is_anchor();
        }
        if lexeme.first.class == Class::Person && lexeme.end == at + 1 {
            let unknown = |unit: &Unit| {
                matches!(unit.kind, UnitKind::Word)
                    && unit.is_capital
                    && unit.flags & (FUNCTION | CALENDAR | HONORIFIC) == 0
            };
            if !self.atoms.is_title_case && !self.atoms.is_all_caps {
                if previous.is_some_and(unknown) {
                    return false;
                }
                if let Some(next) = list.get(at + 1) {
                    let flags = self.core.lexicon.flags(next.word);
                    let is_new = next.kind == AtomKind::Word
                        && next.is_capital
                        && flags & (FUNCTION | CALENDAR) == 0;
                    if is_new && !self.core.lexicon.begins_entry(next.word) {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// "the South" in "the South Korean airline" cuts a longer name.
    pub(super) fn cuts(&self, view: &View<'a, 'l>, lexeme: &Lexeme, at: usize) -> bool {
        self.core.lexicon.flags(view.atoms.list[at].word) & DETERMINER != 0
            && view.lexicon.longest(view, at + 1).is_some_and(|inner| lexeme.end < inner.end)
    }

    pub(super) fn lead(&self, start: usize) -> Lead {
        let mut lead = Lead { at: start, compound: start, ..Lead::default() };
        while lead.at < start + 9 {
            let at = lead.at;
            let Some(unit) = self.units.get(at) else { break };
            if let Some(end) = self.compound(at) {
                lead.compound = end;
                lead.at = end;
                continue;
            }
            match unit.kind {
                UnitKind::Number if !self.is_mark(at + 1, '%') => lead.at += 1,
                UnitKind::Word if unit.flags & (DETERMINER | POSSESSIVE) != 0 => {
                    let after_number =
                        start < at && (self.has(at - 1, OF) || self.has(at - 1, DETERMINER));
                    if start < at && !after_number {
                        break;
                    }
                    lead.has_determiner = true;
                    lead.at += 1;
                }
                UnitKind::Word if unit.flags & NUMBER != 0 => lead.at += 1,
                UnitKind::Word if unit.flags & ROUGHLY != 0 && self.is_number(at + 1) => {
                    lead.at += 1;
                }
                UnitKind::Word if unit.flags & THEN != 0 && self.is_office(at + 1) => {
                    lead.is_former = true;
                    lead.at += 1;
                }
                UnitKind::Word if unit.flags & OF != 0 => {
                    if start < at && self.has(at - 1, NUMBER) {
                        lead.at += 1;
                    } else {
                        break;
                    }
                }
                UnitKind::Word if unit.flags & HONORIFIC != 0 && unit.is_capital => lead.at += 1,
                UnitKind::Mark('.') if start < at && self.has(at - 1, HONORIFIC) => lead.at += 1,
                _ if self.is_ousted(at) => {
                    lead.is_former = true;
                    lead.at += 1;
                }
                UnitKind::Word if unit.flags & FORMER != 0 => {
                    lead.is_former = true;
                    lead.at += 1;
                }
                UnitKind::Word if unit.flags & DIRECTION != 0 => {
                    lead.has_direction = true;
                    lead.at += 1;
                }
                UnitKind::Word if unit.is_glued && start < at => lead.at += 1,
                // "killed police officers" begins with a verb, "the killed
                // officers" does not.
                UnitKind::Lexeme(_) if unit.flags & PARTICIPLE != 0 && at == start => break,
                UnitKind::Lexeme(lexeme) if self.modifies(at) => {
                    if let Some(modifier) = lexeme.modifier() {
                        lead.role = lead.role.or(modifier.role);
                    }
                    lead.has_direction |= unit.flags & DIRECTION != 0;
                    lead.is_former |= unit.flags & FORMER != 0;
                    lead.at += 1;
                }
                _ => break,
            }
        }
        lead
    }

    /// "the ousted president", "Deposed President Zelaya returns"; not "forces ousted him".
    fn is_ousted(&self, at: usize) -> bool {
        let is_told = match at.checked_sub(1) {
            Some(before) => self.has(before, DETERMINER | POSSESSIVE | NUMBER),
            None => self.units[at].is_capital,
        };
        self.has(at, OUSTED) && is_told
    }

    /// "Russian-backed", "pro-Western", "anti-American": a compound in which
    /// the name does nothing. Gives its end.
    pub(super) fn compound(&self, at: usize) -> Option<usize> {
        let next = self.units.get(at + 1)?;
        if self.has(at, PREFIX) && next.is_glued && self.anchor(at + 1).is_some() {
            return Some(at + 2);
        }
        let is_participle = self.anchor(at + 1).is_none() && next.flags & LED == 0;
        (self.anchor(at).is_some() && next.is_glued && is_participle).then(|| {
            let mut end = at + 2;
            while self.units.get(end).is_some_and(|u| u.is_glued) && self.anchor(end).is_none() {
                end += 1;
            }
            end
        })
    }

    /// Whether the unit only modifies what follows.
    pub(super) fn modifies(&self, at: usize) -> bool {
        let UnitKind::Lexeme(lexeme) = self.units[at].kind else { return false };
        if lexeme.modifier().is_none() {
            return false;
        }
        if lexeme.agent().is_none() && self.units[at].flags & PLACE_NOUN == 0 {
            return true;
        }
        // "police" in "the police chief" or "the civilian Israeli victims", but
        // not in "police rescue children".
        for next in at + 1..at + 5 {
            if self.agent(next).is_some() {
                return true;
            }
            match self.units.get(next).map(|unit| unit.kind) {
                Some(UnitKind::Lexeme(lexeme)) if lexeme.first.class == Class::Adjective => {
                    return true;
                }
                Some(UnitKind::Lexeme(lexeme)) if lexeme.modifier().is_some() => {}
                _ => return false,
            }
        }
        false
    }

    /// As [`Self::modifiers`], behind a name or noun that could be the doer of
    /// what follows: a past form or a number there begins something else.
    pub(super) fn modifiers_of_doer(&self, from: usize) -> (usize, Option<Role>, bool) {
        let (noun, role, is_former) = self.modifiers(from);
        let ends = (from..noun).find(|&at| {
            self.has(at, DEED | NUMBER) || matches!(self.units[at].kind, UnitKind::Number)
        });
        ends.map_or((noun, role, is_former), |at| (at, None, false))
    }

    /// Skips modifiers and numbers; gives where the noun would be.
    pub(super) fn modifiers(&self, from: usize) -> (usize, Option<Role>, bool) {
        let (mut at, mut role, mut is_former) = (from, None, false);
        while at < from + 7 {
            let Some(unit) = self.units.get(at) else { break };
            match unit.kind {
                UnitKind::Lexeme(lexeme) if self.modifies(at) => {
                    role = role.or(lexeme.modifier().and_then(|m| m.role));
                    is_former |= unit.flags & FORMER != 0;
                }
                UnitKind::Number if from < at || !self.is_mark(at + 1, '%') => {}
                UnitKind::Word if unit.flags & (NUMBER | FORMER) != 0 => {
                    is_former |= unit.flags & FORMER != 0;
                }
                UnitKind::Word if unit.is_glued && from < at => {}
                _ => match self.compound(at) {
                    Some(end) => {
                        at = end;
                        continue;
                    }
                    None => break,
                },
            }
            at += 1;
        }
        (at, role, is_former)
    }

    /// Up to five units of an unknown personal name; `at` where there is none.
    pub(super) fn personal_name(&self, at: usize) -> usize {
        let mut end = at;
        let mut last_capital = at;
        while end < at + 6 {
            let Some(unit) = self.units.get(end) else { break };
            let is_name = match unit.kind {
                UnitKind::Word => {
                    unit.is_capital && unit.flags & (FUNCTION | CALENDAR) == 0
                        || at < end && unit.flags & PARTICLE != 0
                }
                UnitKind::Mark('.') => {
                    at < end && self.units[end - 1].to - self.units[end - 1].from == 1 && {
                        let atom = &self.atoms.list[self.units[end - 1].from];
                        atom.is_capital && atom.end - atom.start == 1
                    }
                }
                // "Israel Katz", "Jordan Bardella".
                UnitKind::Lexeme(lexeme) => {
                    unit.is_capital
                        && lexeme.first.class.is_anchor()
                        && lexeme.first.class != Class::Adjective
                        && !self.is_possessive(end + 1)
                        && (at < end || self.is_name_word(end + 1))
                }
                _ => false,
            };
            if !is_name {
                break;
            }
            end += 1;
            if unit.is_capital {
                last_capital = end;
            }
        }
        last_capital
    }

    /// Unknown words with a capital, from `at` on.
    pub(super) fn capitals(&self, at: usize) -> usize {
        let mut end = at;
        while end < at + 4 && self.is_name_word(end) {
            end += 1;
        }
        end
    }

    pub(super) fn is_name_word(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| {
            matches!(unit.kind, UnitKind::Word)
                && unit.is_capital
                && unit.flags & (FUNCTION | CALENDAR) == 0
        })
    }

    /// "Mobile" in "China Mobile": the name is part of another.
    pub(super) fn is_followed_by_name(&self, at: usize) -> bool {
        let headline = self.atoms.is_title_case || self.atoms.is_all_caps;
        !headline
            && self.is_name_word(at + 1)
            && !self.units[at + 1].is_glued
            && self.units[at + 1].flags & (PLACE_NOUN | DIRECTION) == 0
    }

    /// "Holland" in "William Holland".
    pub(super) fn is_after_name(&self, at: usize) -> bool {
        let headline = self.atoms.is_title_case || self.atoms.is_all_caps;
        0 < at
            && !headline
            && self.is_name_word(at - 1)
            && !self.units[at].is_glued
            && self.units[at - 1].flags & (DIRECTION | HONORIFIC | PLACE_NOUN) == 0
    }

    /// Whether what follows an adjective shows that it stands for a person.
    pub(super) fn ends_noun_phrase(&self, at: usize) -> bool {
        self.units.get(at).is_none_or(|unit| match unit.kind {
            UnitKind::Mark(mark) => !matches!(mark, '"' | '“' | '‘' | '\'' | '('),
            UnitKind::Word => unit.flags & FUNCTION != 0 && unit.flags & AND == 0,
            _ => false,
        })
    }

    /// "The Dutch expelled two diplomats": an adjective that stands for the state, shown by a
    /// deed behind it. In "the Dutch proposed plan" none is told.
    pub(super) fn acts_as_state(&self, at: usize) -> bool {
        let next = at + 1;
        if self.has(next, AND) {
            // "The French and the British sent troops."
            return self.word(next + 1) == "the"
                && self.anchor(next + 2).is_some_and(|other| {
                    other.first.class == Class::Adjective
                        && other.is_national()
                        && (self.acts_as_state(next + 2) || self.ends_noun_phrase(next + 3))
                });
        }
        let Some(unit) = self.units.get(next) else { return false };
        let word = self.word(next);
        let is_deed = matches!(unit.kind, UnitKind::Word | UnitKind::Lexeme(_))
            && self.anchor(next).is_none()
            && !unit.is_capital
            && !unit.is_glued
            && unit.flags & FUNCTION == 0
            && (word.ends_with("ed") || DID.contains(&word.as_str()));
        is_deed
            && self.units.get(next + 1).is_none_or(|object| match object.kind {
                UnitKind::Word => object.flags & (FUNCTION | NUMBER | POSSESSIVE) != 0,
                UnitKind::Lexeme(lexeme) => {
                    lexeme.first.class.is_anchor()
                        || self.agent(next + 1).is_some_and(|agent| agent.is_plural)
                }
                UnitKind::Number => true,
                UnitKind::Mark(mark) => matches!(mark, '.' | ',' | ';' | '!'),
                UnitKind::Possessive => false,
            })
    }

    /// "heads", "press": a verb or a thing as often as an actor.
    pub(super) fn is_verb_like(&self, at: usize) -> bool {
        self.has(at, WEAK)
    }

    /// The words of a unit in lower case; none behind the last.
    pub(super) fn word(&self, at: usize) -> String {
        let unit = self.units.get(at);
        unit.map_or(String::new(), |unit| self.atoms.words(unit.from, unit.to).to_lowercase())
    }

    /// "a", "an".
    pub(super) fn is_indefinite(&self, at: usize) -> bool {
        let unit = &self.units[at];
        matches!(self.atoms.words(unit.from, unit.to), "a" | "A" | "an" | "An")
    }

    /// A word in lower case that is neither a function word nor an agent.
    pub(super) fn has_plain_word(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| {
            !unit.is_capital
                && unit.flags & FUNCTION == 0
                && match unit.kind {
                    UnitKind::Word => true,
                    UnitKind::Lexeme(lexeme) => !lexeme.first.class.is_anchor(),
                    _ => false,
                }
        })
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| matches!(unit.kind, UnitKind::Number))
            || self.has(at, NUMBER)
    }

    pub(super) fn is_office(&self, at: usize) -> bool {
        self.agent(at).is_some_and(|agent| agent.class == Class::Agent(AgentKind::Office))
            || self.anchor(at).is_some_and(|anchor| anchor.first.class == Class::Adjective)
    }

    /// "national" in "a national emergency", "military" in "a military position".
    pub(super) fn is_article_adjective(&self, lead: &Lead, noun: usize) -> bool {
        let is_a = 0 < noun && self.is_indefinite(noun - 1);
        let next = self.units.get(noun + 1);
        let starts_noun = next.is_some_and(|unit| {
            let word = self.atoms.words(unit.from, unit.to);
            !unit.is_capital
                && unit.flags & FUNCTION == 0
                && !word.ends_with("ed")
                && match unit.kind {
                    UnitKind::Word => !word.ends_with('s'),
                    UnitKind::Lexeme(lexeme) => !lexeme.first.class.is_anchor(),
                    _ => false,
                }
        });
        let is_organ = self
            .agent(noun)
            .is_some_and(|agent| agent.class == Class::Agent(AgentKind::Organ) && !agent.is_plural);
        is_a && lead.at == noun && starts_noun && (is_organ || self.has(noun, ADJECTIVAL))
    }

    /// "national" in "Serbian national colours".
    pub(super) fn is_adjectival(&self, noun: usize, lead: &Lead) -> bool {
        self.has(noun, ADJECTIVAL)
            && !(lead.has_determiner && self.has(noun + 1, FUNCTION))
            && self.units.get(noun + 1).is_some_and(|unit| {
                matches!(unit.kind, UnitKind::Word | UnitKind::Lexeme(_))
                    && self.anchor(noun + 1).is_none()
                    && self.agent(noun + 1).is_none()
                    && !unit.is_capital
                    && unit.flags & FUNCTION == 0
                    && !lead.has_determiner
            })
    }

    /// "Jet" in "NASA's Jet Propulsion Laboratory".
    pub(super) fn is_part_of_name(&self, noun: usize) -> bool {
        self.has(noun, WEAK)
            && self.units[noun].to == self.units[noun].from + 1
            && self.units[noun].is_capital
            && self.is_name_word(noun + 1)
            && !self.is_office(noun)
            && !self.atoms.is_title_case
    }

    /// "Communities Secretary": the office at the end of unknown capitals.
    pub(super) fn portfolio(&self, from: usize) -> usize {
        let end = self.capitals(from);
        let is_office = from < end
            && !self.atoms.is_title_case
            && self.units.get(end).is_some_and(|unit| unit.is_capital)
            && self.agent(end).is_some_and(|a| a.class == Class::Agent(AgentKind::Office));
        if is_office { end } else { from }
    }

    pub(super) fn standing(&self, meaning: &Meaning) -> (Option<ActorIndex>, Option<ActorIndex>) {
        (meaning.actor, self.core.country(meaning.actor))
    }

    pub(super) fn own_role(&self, meaning: &Meaning) -> Option<Role> {
        match meaning.class {
            Class::Seat => meaning.role.or(Some(Role::Government)),
            Class::Organ | Class::Organisation | Class::Group => meaning.role,
            _ => None,
        }
    }

    pub(super) fn anchor(&self, at: usize) -> Option<Lexeme<'l>> {
        match self.units.get(at)?.kind {
            UnitKind::Lexeme(lexeme) if lexeme.first.class.is_anchor() => Some(lexeme),
            _ => None,
        }
    }

    pub(super) fn agent(&self, at: usize) -> Option<&'l Meaning> {
        match self.units.get(at)?.kind {
            UnitKind::Lexeme(lexeme) if !lexeme.first.class.is_anchor() => {
                lexeme.agent().filter(|_| lexeme.first.class != Class::NotActor)
            }
            _ => None,
        }
    }

    /// Whether the unit's last word is of a class.
    pub(super) fn has(&self, at: usize, flag: Flags) -> bool {
        self.units.get(at).is_some_and(|unit| {
            let last = &self.atoms.list[unit.to - 1];
            self.core.lexicon.flags(last.word) & flag != 0
                && !matches!(unit.kind, UnitKind::Lexeme(lexeme)
                    if lexeme.first.class.is_anchor() || lexeme.first.class == Class::NotActor)
        })
    }

    pub(super) fn has_any(&self, units: (usize, usize), flag: Flags) -> bool {
        (units.0..units.1).any(|at| self.has(at, flag))
    }

    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.units.get(at).is_some_and(|unit| matches!(unit.kind, UnitKind::Mark(m) if m == mark))
    }

    /// Whether two phrases have only these words between them.
    pub(super) fn only_between(&self, from: usize, to: usize, fits: impl Fn(&str) -> bool) -> bool {
        from < to
            && to <= from + 3
            && (from..to).all(|at| {
                self.units.get(at).is_some_and(|unit| fits(self.atoms.words(unit.from, unit.to)))
            })
    }

    /// Whether a name is an abbreviation, which serves as an adjective: "U.S.".
    pub(super) fn is_short(&self, at: usize) -> bool {
        let unit = &self.units[at];
        let written = self.atoms.words(unit.from, unit.to);
        written.contains('.') || !written.contains(char::is_lowercase)
    }

    pub(super) fn is_possessive(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| matches!(unit.kind, UnitKind::Possessive))
    }
}
