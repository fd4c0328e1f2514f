//! Noun phrases around the names: "the Russian foreign ministry", "five
//! Ukrainian soldiers", "Russian-backed separatists", "leader of Hezbollah".
//!
//! In: a sentence's atoms and the lexicon. Out: phrases, left to right.
//! A phrase is read from its start: a lead (determiner, numbers, modifiers),
//! then an anchor (a name) or an agent noun, then what belongs to them.

use super::{
    Core, FoundKind,
    atoms::{AtomKind, Atoms},
    lexicon::{ActorIndex, Class, Lexeme, Meaning, View},
    tables::AgentKind,
    words::*,
};
use rapport_record::Role;

/// A noun phrase, in units.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub start: usize,
    pub end: usize,
    pub head: (usize, usize),
    pub actor: Option<ActorIndex>,
    pub country: Option<ActorIndex>,
    pub role: Option<Role>,
    pub kind: FoundKind,
    /// It is an office ("the president"), which a name may follow or precede.
    pub is_office: bool,
    /// It begins with a bare adjective: "Chinese" in "Russian and Chinese troops".
    pub is_adjectival: bool,
}

/// A stretch of atoms that belongs together.
#[derive(Clone, Copy)]
pub(super) struct Unit<'l> {
    /// First atom.
    pub from: usize,
    /// One past the last atom.
    pub to: usize,
    is_glued: bool,
    is_capital: bool,
    flags: u32,
    kind: UnitKind<'l>,
}

#[derive(Clone, Copy)]
enum UnitKind<'l> {
    Word,
    Number,
    Mark(char),
    Possessive,
    Lexeme(Lexeme<'l>),
}

/// What stands before the core of a phrase.
#[derive(Default)]
struct Lead {
    at: usize,
    role: Option<Role>,
    is_former: bool,
    has_determiner: bool,
    has_direction: bool,
    /// End of the last compound ("Russian-backed") in it.
    compound: usize,
}

/// Reads phrases from a sentence.
pub(super) struct Reader<'a, 'l> {
    core: &'l Core,
    atoms: &'a Atoms<'a>,
    on: jiff::civil::Date,
    pub units: Vec<Unit<'l>>,
}

impl<'a, 'l> Reader<'a, 'l> {
    pub fn new(core: &'l Core, view: &View<'a, 'l>) -> Self {
        let mut reader = Self { core, atoms: view.atoms, on: view.on, units: Vec::new() };
        reader.cut_into_units(view);
        reader
    }

    /// All phrases, left to right.
    pub fn phrases(&self) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        let mut at = 0;
        while at < self.units.len() {
            let (phrase, next) = self.phrase(at);
            phrases.extend(phrase);
            at = next.max(at + 1);
        }
        phrases
    }

    fn cut_into_units(&mut self, view: &View<'a, 'l>) {
        let list = &view.atoms.list;
        let mut at = 0;
        while at < list.len() {
            let atom = &list[at];
            let (kind, to) = match view.lexicon.longest(view, at) {
                Some(lexeme) if self.stands(&lexeme, at) => (UnitKind::Lexeme(lexeme), lexeme.end),
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
    fn stands(&self, lexeme: &Lexeme, at: usize) -> bool {
        let previous = self.units.last();
        let list = &self.atoms.list;
        if list[at].is_glued
            && let Some(unit) = previous
            && matches!(unit.kind, UnitKind::Word)
            && unit.flags & (FORMER | NUMBER | DIRECTION) == 0
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
                if previous.is_some_and(|unit| unknown(unit) && !unit.is_glued) {
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

    fn phrase(&self, start: usize) -> (Option<Phrase>, usize) {
        let lead = self.lead(start);
        let at = lead.at;
        let phrase = if self.anchor(at).is_some() {
            self.anchored(start, &lead, at)
        } else if self.agent(at).is_some() {
            self.unanchored(start, &lead, at)
        } else if self.has(at, PLACE_NOUN) && lead.compound <= start {
            self.placed(start, at)
        } else {
            None
        };
        let next = match &phrase {
            Some(phrase) => phrase.end,
            // A name that gave no phrase ("China Mobile") is used up.
            None if self.anchor(at).is_some() => at + 1,
            None => lead.compound.max(start + 1),
        };
        (phrase, next)
    }

    fn lead(&self, start: usize) -> Lead {
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
                UnitKind::Word if unit.flags & OF != 0 => {
                    if start < at && self.has(at - 1, NUMBER) {
                        lead.at += 1;
                    } else {
                        break;
                    }
                }
                UnitKind::Word if unit.flags & HONORIFIC != 0 && unit.is_capital => lead.at += 1,
                UnitKind::Mark('.') if start < at && self.has(at - 1, HONORIFIC) => lead.at += 1,
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

    /// "Russian-backed", "pro-Western", "anti-American": a compound in which
    /// the name does nothing. Gives its end.
    fn compound(&self, at: usize) -> Option<usize> {
        let next = self.units.get(at + 1)?;
        if self.has(at, PREFIX) && next.is_glued && self.anchor(at + 1).is_some() {
            return Some(at + 2);
        }
        let is_participle = matches!(next.kind, UnitKind::Word) && next.flags & LED == 0;
        (self.anchor(at).is_some() && next.is_glued && is_participle).then(|| {
            let mut end = at + 2;
            while self.units.get(end).is_some_and(|u| u.is_glued) && self.anchor(end).is_none() {
                end += 1;
            }
            end
        })
    }

    /// Whether the unit only modifies what follows.
    fn modifies(&self, at: usize) -> bool {
        let UnitKind::Lexeme(lexeme) = self.units[at].kind else { return false };
        if lexeme.modifier().is_none() {
            return false;
        }
        if lexeme.agent().is_none() && self.units[at].flags & PLACE_NOUN == 0 {
            return true;
        }
        self.agent(at + 1).is_some()
            || self.units.get(at + 1).is_some_and(|unit| match unit.kind {
                UnitKind::Lexeme(next) => next.modifier().is_some(),
                _ => false,
            })
    }

    /// Skips modifiers and numbers; gives where the noun would be.
    fn modifiers(&self, from: usize) -> (usize, Option<Role>, bool) {
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

    /// A phrase whose first name stands at `at`.
    fn anchored(&self, start: usize, lead: &Lead, at: usize) -> Option<Phrase> {
        let anchor = self.anchor(at)?;
        let mut after = at + 1;
        let mut is_led = false;
        if let Some(unit) = self.units.get(after)
            && unit.is_glued
            && matches!(unit.kind, UnitKind::Word)
        {
            if unit.flags & LED == 0 {
                return None;
            }
            is_led = true;
            after += 1;
        }
        let is_possessive = self.is_possessive(after);
        let next = after + usize::from(is_possessive);
        let (noun, role, is_former) = self.modifiers(next);
        let is_former = is_former || lead.is_former;
        let role = role.or(lead.role);
        if anchor.first.class == Class::Person {
            let person = self.person(start, at, lead, None);
            let is_organ = self.agent(noun).is_some_and(|agent| {
                is_possessive || agent.class == Class::Agent(AgentKind::Organ) || {
                    matches!(agent.class, Class::Agent(AgentKind::People))
                }
            });
            if is_organ && !self.is_verb_like(noun) {
                let country = person.country;
                return Some(self.organ(start, noun, country, country, role, is_former, None));
            }
            return Some(person);
        }
        if self.agent(noun).is_some() && self.may_join(anchor, at, is_possessive || is_led) {
            let (actor, country) = self.standing(anchor.first);
            let own = self.own_role(anchor.first);
            let mut phrase = self.organ(start, noun, actor, country, role, is_former, own);
            if matches!(anchor.first.class, Class::Adjective | Class::Name) {
                phrase.is_adjectival = at == start || lead.at == at;
            }
            return Some(phrase);
        }
        if is_led {
            return None;
        }
        if is_possessive || anchor.first.class == Class::Adjective {
            if let Some(phrase) = self.owned(start, lead, anchor, noun, is_possessive) {
                return Some(phrase);
            }
        }
        self.bare(start, lead, at)
    }

    /// "Russia's Belgorod region", "Syria's Assad", "Lebanese Hezbollah",
    /// "Russia's ally Belarus": what belongs to a state but is named itself.
    fn owned(
        &self,
        start: usize,
        lead: &Lead,
        owner: Lexeme,
        noun: usize,
        is_possessive: bool,
    ) -> Option<Phrase> {
        if self.has(noun, PLACE_NOUN)
            && let Some(phrase) = self.place_of(start, noun, owner.first.actor)
        {
            return Some(phrase);
        }
        if self.has(noun, ALLY)
            && let Some(ally) = self.anchor(noun + 1)
            && matches!(ally.first.class, Class::Name | Class::Group | Class::Organisation)
        {
            let inner = Lead { at: noun + 1, ..Lead::default() };
            let mut phrase = self.anchored(noun + 1, &inner, noun + 1)?;
            phrase.start = start;
            return Some(phrase);
        }
        let Some(owned) = self.anchor(noun) else {
            return self.unknown_place(start, owner, noun, is_possessive);
        };
        let mut phrase = match owned.first.class {
            Class::Person if is_possessive => self.person(start, noun, lead, None),
            Class::Organisation | Class::Group | Class::Organ | Class::Seat => {
                let inner = Lead { at: noun, ..Lead::default() };
                self.anchored(noun, &inner, noun)?
            }
            Class::Place | Class::Capital if is_possessive || self.units[noun].is_capital => {
                if owned.first.class == Class::Capital && !is_possessive {
                    return None;
                }
                let inner = Lead { at: noun, has_direction: true, ..Lead::default() };
                self.bare(noun, &inner, noun)?
            }
            _ => return None,
        };
        phrase.start = start;
        Some(phrase)
    }

    /// "Ukraine's Sumy region": a place that is in no table.
    fn unknown_place(
        &self,
        start: usize,
        owner: Lexeme,
        noun: usize,
        is_possessive: bool,
    ) -> Option<Phrase> {
        let end = self.capitals(noun);
        let is_place = noun < end && end <= noun + 3 && self.has(end, PLACE_NOUN);
        (is_place && is_possessive && !self.atoms.is_title_case)
            .then(|| self.place(start, end + 1, (noun, end + 1), owner.first.actor))
    }

    /// "[Ukrainian] city of Kharkiv", "[the Ukrainian] capital Kyiv", "[the
    /// Russian] border": `noun` is the place noun.
    fn place_of(&self, start: usize, noun: usize, owner: Option<ActorIndex>) -> Option<Phrase> {
        let mut after = noun + 1;
        while self.has(after, PLACE_NOUN) {
            after += 1;
        }
        let has_of = self.has(after, OF);
        let mut name = after + usize::from(has_of);
        if !has_of && self.is_mark(after, ',') && self.anchor(after + 1).is_some_and(is_town) {
            name = after + 1;
        }
        if let Some(town) = self.anchor(name) {
            let is_own = is_town(town) || (has_of && town.first.class == Class::Name);
            if is_own {
                let country = owner.or(town.first.actor);
                return Some(self.place(start, name + 1, (name, name + 1), country));
            }
        }
        let end = self.capitals(name);
        let is_named = name < end && !self.atoms.is_title_case;
        let end = if is_named { end } else { after };
        owner?;
        Some(self.place(start, end, (noun, end), owner))
    }

    /// "the city of Kharkiv", with nobody's name before it.
    fn placed(&self, start: usize, noun: usize) -> Option<Phrase> {
        let name = noun + 1 + usize::from(self.has(noun + 1, OF));
        let town = self.anchor(name)?;
        if !is_town(town) {
            return None;
        }
        Some(self.place(start, name + 1, (name, name + 1), town.first.actor))
    }

    /// A name without a noun of its own.
    fn bare(&self, start: usize, lead: &Lead, at: usize) -> Option<Phrase> {
        let anchor = self.anchor(at)?;
        let meaning = anchor.first;
        let (actor, country) = self.standing(meaning);
        let is_compound_name = self.is_followed_by_name(at);
        let is_half = self.units.get(at + 1).is_some_and(|next| next.is_glued);
        let has_article = start < at && self.has(at - 1, DETERMINER) && !is_half;
        let article = if has_article { at - 1 } else { at };
        let whole = |start: usize, role, kind| Phrase {
            start,
            end: at + 1,
            head: (at, at + 1),
            actor,
            country,
            role,
            kind,
            is_office: false,
            is_adjectival: false,
        };
        let phrase = match meaning.class {
            Class::Name => {
                if lead.is_former {
                    return None;
                }
                if lead.has_direction {
                    whole(start, None, FoundKind::Place)
                } else if is_compound_name {
                    whole(at, None, FoundKind::Adjective)
                } else {
                    whole(article, None, FoundKind::Name)
                }
            }
            Class::Adjective => {
                let is_person = anchor.is_national()
                    && lead.has_determiner
                    && lead.at == at
                    && self.ends_noun_phrase(at + 1);
                if is_person && !lead.is_former {
                    whole(start, Some(Role::Civilian), FoundKind::National)
                } else {
                    whole(at, None, FoundKind::Adjective)
                }
            }
            Class::National => {
                whole(start, lead.role.or(Some(Role::Civilian)), FoundKind::National)
            }
            Class::Capital | Class::Place => {
                let end = self.place_end(at);
                let is_place = meaning.class == Class::Place
                    || lead.has_direction
                    || at + 1 < end
                    || is_compound_name;
                if !is_place {
                    whole(at, None, FoundKind::Capital)
                } else {
                    let start = if lead.has_direction { start } else { at };
                    self.place(start, end, (at, at + 1), actor)
                }
            }
            Class::Seat => whole(article, meaning.role.or(Some(Role::Government)), FoundKind::Seat),
            Class::Organ => whole(start, meaning.role, FoundKind::Organ),
            Class::Organisation => {
                let kind = if self.core.is_state(actor) {
                    FoundKind::Organ
                } else {
                    FoundKind::Organisation
                };
                whole(start, meaning.role, kind)
            }
            Class::Group => whole(start, meaning.role, FoundKind::Group),
            Class::Bloc => whole(start, meaning.role, FoundKind::Bloc),
            Class::Person | Class::Agent(_) | Class::Modifier | Class::NotActor => return None,
        };
        Some(phrase)
    }

    /// "Lahore, Punjab, Pakistan", "Moscow region": where a place ends.
    fn place_end(&self, at: usize) -> usize {
        let Some(place) = self.anchor(at) else { return at + 1 };
        let mut end = at + 1;
        if self.has(end, PLACE_NOUN) && !self.units[end].is_glued {
            end += 1;
        }
        while self.is_mark(end, ',') {
            let Some(next) = self.anchor(end + 1) else { break };
            let is_wider = matches!(next.first.class, Class::Name | Class::Place)
                && next.first.actor == place.first.actor
                && !self.is_possessive(end + 2);
            let closes = self.units.get(end + 2).is_none_or(|unit| {
                matches!(unit.kind, UnitKind::Mark(_))
                    || unit.flags & (FUNCTION | CALENDAR) != 0
                    || matches!(unit.kind, UnitKind::Word) && !unit.is_capital
            });
            if !is_wider || !closes || self.agent(end + 2).is_some() {
                break;
            }
            end += 2;
        }
        end
    }

    fn place(
        &self,
        start: usize,
        end: usize,
        head: (usize, usize),
        country: Option<ActorIndex>,
    ) -> Phrase {
        let country = self.core.country(country);
        Phrase {
            start,
            end,
            head,
            actor: country,
            country,
            role: None,
            kind: FoundKind::Place,
            is_office: false,
            is_adjectival: false,
        }
    }

    /// An agent noun at `noun` that belongs to somebody.
    #[expect(clippy::too_many_arguments, reason = "one call tells one phrase")]
    fn organ(
        &self,
        start: usize,
        noun: usize,
        actor: Option<ActorIndex>,
        country: Option<ActorIndex>,
        role: Option<Role>,
        is_former: bool,
        own_role: Option<Role>,
    ) -> Phrase {
        let run = self.run(noun);
        let agent = run.agent;
        let office = agent.class == Class::Agent(AgentKind::Office);
        let is_state = self.core.is_state(actor);
        let role = match (is_state, role, own_role) {
            (false, _, own) => own.or_else(|| self.core.own_role(actor)),
            (true, _, Some(own)) if self.has(run.head, PART) => Some(own),
            (true, Some(role), _) => Some(role),
            (true, None, _) if is_former && office => Some(Role::Civilian),
            (true, None, _) => run.role.or(agent.role),
        };
        let mut phrase = Phrase {
            start,
            end: run.end,
            head: (run.head, run.end),
            actor,
            country,
            role,
            kind: if is_state { FoundKind::Organ } else { self.core.kind(actor) },
            is_office: office,
            is_adjectival: false,
        };
        self.complete(&mut phrase, agent, is_former);
        phrase
    }

    /// An agent noun at `noun` of which no owner is told before it.
    fn unanchored(&self, start: usize, lead: &Lead, noun: usize) -> Option<Phrase> {
        let run = self.run(noun);
        let agent = run.agent;
        let joins = self.has(run.end, OF)
            || (self.has(run.end, FROM)
                && agent.class != Class::Agent(AgentKind::Unknown)
                && self.has(run.head, PART) | (agent.role != Some(Role::Government)));
        if joins && let Some(phrase) = self.belonging(start, lead, &run) {
            return Some(phrase);
        }
        let mut phrase = Phrase {
            start,
            end: run.end,
            head: (run.head, run.end),
            actor: None,
            country: None,
            role: lead.role.or(run.role).or(agent.role),
            kind: FoundKind::Agent,
            is_office: agent.class == Class::Agent(AgentKind::Office),
            is_adjectival: false,
        };
        self.complete(&mut phrase, agent, lead.is_former);
        if phrase.kind == FoundKind::Agent && phrase.end == run.end && self.is_verb_like(noun) {
            return None;
        }
        Some(phrase)
    }

    /// "government of Sudan", "spokesman for the Russian foreign ministry".
    fn belonging(&self, start: usize, lead: &Lead, run: &Run) -> Option<Phrase> {
        let (inner, _) = self.phrase(run.end + 1);
        let inner = inner?;
        let is_owner = match inner.kind {
            FoundKind::Adjective | FoundKind::Agent | FoundKind::National => false,
            FoundKind::Place | FoundKind::Person => self.has(run.end, OF),
            _ => true,
        };
        if !is_owner {
            return None;
        }
        let agent = run.agent;
        let office = agent.class == Class::Agent(AgentKind::Office);
        let is_state = self.core.is_state(inner.actor);
        let own = lead.role.or(run.role).or(agent.role);
        let role = match inner.kind {
            _ if !is_state => inner.role.or(self.core.own_role(inner.actor)),
            _ if lead.is_former && office => Some(Role::Civilian),
            FoundKind::Organ | FoundKind::Seat if self.has(run.head, PART) => inner.role,
            _ => own,
        };
        let is_person_out = inner.kind == FoundKind::Person && !is_state;
        let actor = if is_person_out { inner.country } else { inner.actor };
        let mut phrase = Phrase {
            start,
            end: inner.end,
            head: (run.head, run.end),
            actor,
            country: inner.country,
            role: if is_person_out { own } else { role },
            kind: if is_state || is_person_out { FoundKind::Organ } else { inner.kind },
            is_office: office,
            is_adjectival: false,
        };
        self.complete(&mut phrase, agent, lead.is_former);
        Some(phrase)
    }

    /// Adds what follows the noun: "[ambassador] to Russia", "[President]
    /// Vladimir Putin", "[militant group] Hamas", a name we do not know.
    fn complete(&self, phrase: &mut Phrase, agent: &Meaning, is_former: bool) {
        let office = phrase.is_office;
        if self.has_any(phrase.head, DIPLOMAT) && self.has(phrase.end, TO) {
            self.accredit(phrase);
        }
        let mut at = phrase.end;
        while self.has(at, HONORIFIC) && self.units[at].is_capital {
            at += 1 + usize::from(self.is_mark(at + 1, '.'));
        }
        if let Some(next) = self.anchor(at) {
            match next.first.class {
                Class::Person if !agent.is_plural || phrase.actor.is_none() => {
                    let title = phrase.actor.map(|actor| (actor, phrase.role, is_former));
                    let lead = Lead { is_former, ..Lead::default() };
                    *phrase = self.person(phrase.start, at, &lead, title);
                    return;
                }
                Class::Group | Class::Organisation if !office && !agent.is_plural => {
                    let lead = Lead { at, ..Lead::default() };
                    if let Some(named) = self.anchored(at, &lead, at) {
                        *phrase = Phrase { start: phrase.start, ..named };
                        return;
                    }
                }
                _ => {}
            }
        }
        let may_be_named = !agent.is_plural
            && matches!(agent.class, Class::Agent(AgentKind::Office | AgentKind::People));
        if may_be_named && !self.atoms.is_title_case && !self.atoms.is_all_caps {
            let end = self.personal_name(at);
            if at < end {
                phrase.end = end;
            }
        }
    }

    /// "to Russia", "to the United Nations", "in Kabul": whom an envoy was
    /// sent to is part of the phrase and no mention of its own.
    fn accredit(&self, phrase: &mut Phrase) {
        let mut at = phrase.end + 1;
        while self.has(at, DETERMINER) || self.has(at, DIRECTION) {
            at += 1;
        }
        let Some(host) = self.anchor(at) else { return };
        let is_to = self.atoms.words(self.units[phrase.end].from, self.units[phrase.end].to);
        let fits = match host.first.class {
            Class::Person | Class::National => false,
            Class::Capital | Class::Place => is_to != "on",
            Class::Adjective => self.agent(at + 1).is_some(),
            _ => is_to != "in" && is_to != "on",
        };
        if fits && !self.is_possessive(at + 1) {
            phrase.end = at + 1 + usize::from(host.first.class == Class::Adjective);
        }
    }

    /// A person, under a title or not.
    fn person(
        &self,
        start: usize,
        at: usize,
        lead: &Lead,
        title: Option<(ActorIndex, Option<Role>, bool)>,
    ) -> Phrase {
        let person = self.anchor(at).and_then(|lexeme| lexeme.first.actor);
        let home = person.and_then(|person| self.core.home(person, self.on));
        let (actor, country, role) = match person.and_then(|p| self.core.office(p, self.on)) {
            Some((actor, role)) => (Some(actor), self.core.country(Some(actor)).or(home), role),
            // The text knows of an office that the tables do not.
            None => match title {
                Some((actor, role, false)) if !lead.is_former && home == Some(actor) => {
                    (Some(actor), home, role)
                }
                _ => (person, home, None),
            },
        };
        Phrase {
            start,
            end: at + 1,
            head: (at, at + 1),
            actor,
            country,
            role,
            kind: FoundKind::Person,
            is_office: false,
            is_adjectival: false,
        }
    }

    /// Agent nouns in a row: "army officers", "foreign ministry's spokesman".
    fn run(&self, noun: usize) -> Run<'l> {
        let first = self.agent(noun).unwrap_or_else(|| unreachable!("callers saw an agent noun"));
        let mut run = Run { head: noun, end: noun + 1, agent: first, role: None };
        for _ in 0..4 {
            if run.agent.is_plural {
                break;
            }
            let is_organ = run.agent.class == Class::Agent(AgentKind::Organ);
            let skip = usize::from(is_organ && self.is_possessive(run.end));
            let (next, role, _) = self.modifiers(run.end + skip);
            let Some(agent) = self.agent(next) else { break };
            let is_weak = self.has(next, WEAK) && !self.has(next, PART);
            if is_weak || self.units[next].is_capital && !self.units[run.head].is_capital {
                break;
            }
            let inherits = self.has(next, PART) && run.agent.role != Some(Role::Government);
            run.role = if inherits { run.role.or(run.agent.role) } else { role };
            run.head = next;
            run.end = next + 1;
            run.agent = agent;
        }
        run
    }

    /// Whether a noun after this name belongs to it without a possessive.
    fn may_join(&self, anchor: Lexeme, at: usize, is_owner: bool) -> bool {
        if is_owner || matches!(anchor.first.class, Class::Adjective | Class::Seat) {
            return true;
        }
        let is_abbreviation = self.is_short(at);
        match anchor.first.class {
            Class::National => false,
            Class::Name | Class::Capital | Class::Place => {
                is_abbreviation || at == 0 || !self.has(at - 1, LOCATIVE)
            }
            _ => true,
        }
    }

    /// Up to five units of an unknown personal name; `at` where there is none.
    fn personal_name(&self, at: usize) -> usize {
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
    fn capitals(&self, at: usize) -> usize {
        let mut end = at;
        while end < at + 4 && self.is_name_word(end) {
            end += 1;
        }
        end
    }

    fn is_name_word(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| {
            matches!(unit.kind, UnitKind::Word)
                && unit.is_capital
                && unit.flags & (FUNCTION | CALENDAR) == 0
        })
    }

    /// "Mobile" in "China Mobile": the name is part of another.
    fn is_followed_by_name(&self, at: usize) -> bool {
        let headline = self.atoms.is_title_case || self.atoms.is_all_caps;
        !headline
            && self.is_name_word(at + 1)
            && !self.units[at + 1].is_glued
            && self.units[at + 1].flags & (PLACE_NOUN | DIRECTION) == 0
    }

    /// Whether what follows an adjective shows that it stands for a person.
    fn ends_noun_phrase(&self, at: usize) -> bool {
        self.units.get(at).is_none_or(|unit| match unit.kind {
            UnitKind::Mark(mark) => !matches!(mark, '"' | '“' | '‘' | '\'' | '('),
            UnitKind::Word => unit.flags & FUNCTION != 0 && unit.flags & AND == 0,
            _ => false,
        })
    }

    /// "heads", "press": a verb or a thing as often as an actor.
    fn is_verb_like(&self, at: usize) -> bool {
        self.has(at, WEAK)
    }

    fn standing(&self, meaning: &Meaning) -> (Option<ActorIndex>, Option<ActorIndex>) {
        (meaning.actor, self.core.country(meaning.actor))
    }

    fn own_role(&self, meaning: &Meaning) -> Option<Role> {
        match meaning.class {
            Class::Seat => meaning.role.or(Some(Role::Government)),
            Class::Organ | Class::Organisation | Class::Group => meaning.role,
            _ => None,
        }
    }

    fn anchor(&self, at: usize) -> Option<Lexeme<'l>> {
        match self.units.get(at)?.kind {
            UnitKind::Lexeme(lexeme) if lexeme.first.class.is_anchor() => Some(lexeme),
            _ => None,
        }
    }

    fn agent(&self, at: usize) -> Option<&'l Meaning> {
        match self.units.get(at)?.kind {
            UnitKind::Lexeme(lexeme) if !lexeme.first.class.is_anchor() => {
                lexeme.agent().filter(|_| lexeme.first.class != Class::NotActor)
            }
            _ => None,
        }
    }

    /// Whether the unit's last word is of a class.
    fn has(&self, at: usize, flag: u32) -> bool {
        self.units.get(at).is_some_and(|unit| {
            let last = &self.atoms.list[unit.to - 1];
            self.core.lexicon.flags(last.word) & flag != 0
                && !matches!(unit.kind, UnitKind::Lexeme(lexeme)
                    if lexeme.first.class.is_anchor() || lexeme.first.class == Class::NotActor)
        })
    }

    fn has_any(&self, units: (usize, usize), flag: u32) -> bool {
        (units.0..units.1).any(|at| self.has(at, flag))
    }

    fn is_mark(&self, at: usize, mark: char) -> bool {
        self.units.get(at).is_some_and(|unit| matches!(unit.kind, UnitKind::Mark(m) if m == mark))
    }

    /// Whether two phrases have only these words between them.
    pub fn only_between(&self, from: usize, to: usize, fits: impl Fn(&str) -> bool) -> bool {
        from < to
            && to <= from + 3
            && (from..to).all(|at| {
                let unit = &self.units[at];
                fits(self.atoms.words(unit.from, unit.to))
            })
    }

    /// Whether a name is an abbreviation, which serves as an adjective: "U.S.".
    pub fn is_short(&self, at: usize) -> bool {
        let unit = &self.units[at];
        let written = self.atoms.words(unit.from, unit.to);
        written.contains('.') || !written.contains(char::is_lowercase)
    }

    fn is_possessive(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|unit| matches!(unit.kind, UnitKind::Possessive))
    }
}

/// A row of agent nouns.
struct Run<'l> {
    /// Unit of the last noun.
    head: usize,
    end: usize,
    agent: &'l Meaning,
    role: Option<Role>,
}

fn is_town(lexeme: Lexeme) -> bool {
    matches!(lexeme.first.class, Class::Place | Class::Capital)
}
