//! Noun phrases around the names: "the Russian foreign ministry", "five
//! Ukrainian soldiers", "Russian-backed separatists", "leader of Hezbollah".
//!
//! In: a sentence's atoms and the lexicon. Out: phrases, left to right.
//! A phrase is read from its start: a lead (determiner, numbers, modifiers),
//! then an anchor (a name) or an agent noun, then what belongs to them.

use super::{
    FoundKind,
    lexicon::{ActorIndex, Class, Lexeme, Meaning},
    places::is_town,
    reader::{Lead, Reader},
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

impl<'l> Reader<'_, 'l> {
    /// All phrases, left to right.
    pub fn phrases(&self) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        let mut at = 0;
        while at < self.units.len() {
            if let Some(twin) = self.twin(at) {
                phrases.push(twin);
                at += 2;
                continue;
            }
            let (phrase, next) = self.phrase(at);
            let others = phrase.as_ref().map(|phrase| self.others_of_pair(phrase));
            phrases.extend(phrase);
            phrases.extend(others.into_iter().flatten());
            at = next.max(at + 1);
        }
        phrases
    }

    /// The Koreas but the first, which the phrase names: each is a phrase over its last word.
    fn others_of_pair(&self, phrase: &Phrase) -> Vec<Phrase> {
        let last = phrase.end - 1;
        let Some(pair) = self.anchor(last) else { return Vec::new() };
        let others = pair.pair(self.on).filter(|state| Some(*state) != phrase.actor);
        others
            .map(|state| Phrase {
                start: last,
                head: (last, last + 1),
                actor: Some(state),
                country: Some(state),
                ..phrase.clone()
            })
            .collect()
    }

    /// "North" in "North and South Korea".
    fn twin(&self, at: usize) -> Option<Phrase> {
        let (first, other) = (self.units.get(at)?, self.units.get(at + 2)?);
        let is_pair = first.flags & DIRECTION != 0 && first.is_capital && self.has(at + 1, AND);
        let second = self.anchor(at + 2).filter(|_| is_pair)?;
        let list = &self.atoms.list;
        let is_same_form = self.core.lexicon.flags(list[other.from].word) & DIRECTION != 0;
        if !is_same_form || other.to - other.from < 2 {
            return None;
        }
        let rest = list[other.from + 1..other.to].iter().map(|atom| atom.word);
        let words = std::iter::once(list[first.from].word).chain(rest);
        let twin = self.core.lexicon.entry(words)?.iter().find(|meaning| {
            meaning.class == second.first.class && meaning.since.is_none_or(|day| day <= self.on)
        })?;
        let is_adjective = twin.class == Class::Adjective;
        Some(Phrase {
            start: at,
            end: at + 1,
            head: (at, at + 1),
            actor: twin.actor,
            country: twin.actor,
            role: None,
            kind: if is_adjective { FoundKind::Adjective } else { FoundKind::Name },
            is_office: false,
            is_adjectival: is_adjective,
        })
    }

    fn phrase(&self, start: usize) -> (Option<Phrase>, usize) {
        let lead = self.lead(start);
        let at = lead.at;
        let place = || self.has(at, PLACE_NOUN).then(|| self.placed(start, at)).flatten();
        let phrase = if self.anchor(at).is_some() {
            self.anchored(start, &lead, at)
        } else if let Some(place) = place() {
            Some(place)
        } else if self.agent(at).is_some() {
            self.unanchored(start, &lead, at)
        } else {
            self.unknown_town(start)
        };
        let phrase = phrase.map(|mut phrase| {
            self.add_realm(&mut phrase);
            phrase
        });
        let next = match &phrase {
            Some(phrase) => phrase.end,
            // A name that gave no phrase ("China Mobile") is used up.
            None if self.anchor(at).is_some() => at + 1,
            None => lead.compound.max(start + 1),
        };
        (phrase, next)
    }

    /// A phrase whose first name stands at `at`.
    pub(super) fn anchored(&self, start: usize, lead: &Lead, at: usize) -> Option<Phrase> {
        let anchor = self.anchor(at)?;
        let mut after = at + 1;
        let mut is_led = false;
        if let Some(unit) = self.units.get(after)
            && unit.is_glued
            && self.anchor(after).is_none()
        {
            if unit.flags & LED == 0 {
                return None;
            }
            is_led = true;
            after += 1;
        }
        let is_possessive = self.is_possessive(after);
        let next = after + usize::from(is_possessive);
        let is_owner = is_possessive || anchor.first.class == Class::Adjective;
        let (noun, role, is_former) =
            if is_owner { self.modifiers(next) } else { self.modifiers_of_doer(next) };
        let noun = self.portfolio(noun);
        let is_former = is_former || lead.is_former;
        let role = role.or(lead.role);
        if anchor.first.class == Class::Person {
            let is_kin = is_possessive && (next..next + 2).any(|word| self.has(word, KIN));
            if is_kin {
                return None;
            }
            let person = self.person(start, at, lead, None);
            let is_organ = self.agent(noun).is_some_and(|agent| {
                is_possessive || agent.class == Class::Agent(AgentKind::Organ) || {
                    matches!(agent.class, Class::Agent(AgentKind::People))
                }
            });
            if is_organ && !self.is_verb_like(noun) && !self.is_adjectival(noun, lead) {
                let country = person.country;
                return Some(self.organ(start, noun, country, country, role, is_former, None));
            }
            return Some(person);
        }
        if self.has(noun, PLACE_NOUN)
            && self.has(noun + 1, OF)
            && let Some(phrase) = self.place_of(start, noun, anchor.first.actor)
        {
            return Some(phrase);
        }
        if self.names_organ(start, lead, anchor, noun)
            && self.may_join(anchor, at, is_possessive || is_led)
        {
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
        let is_title = self.anchor(next).is_some_and(|organ| {
            anchor.first.class == Class::Name
                && matches!(organ.first.class, Class::Organ | Class::Seat | Class::Organisation)
                && self.core.is_state(organ.first.actor)
        });
        if (is_possessive || is_title || anchor.first.class == Class::Adjective)
            && let Some(phrase) = self.owned(start, lead, anchor, noun, is_possessive)
        {
            return Some(phrase);
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
            Class::Person if is_possessive && self.is_of(owned, owner) => {
                self.person(start, noun, lead, None)
            }
            Class::Organisation | Class::Group | Class::Organ | Class::Seat => {
                let inner = Lead { at: noun, ..Lead::default() };
                let mut phrase = self.anchored(noun, &inner, noun)?;
                // "Mexico's Senate", "the Tunisian National Guard".
                if self.core.is_state(phrase.actor) && phrase.kind != FoundKind::Person {
                    (phrase.actor, phrase.country) = self.standing(owner.first);
                }
                phrase
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

    /// "US$", written as one: money; in "lent Egypt $3 billion" Egypt is lent it.
    fn is_currency(&self, at: usize) -> bool {
        let atoms = &self.atoms.list;
        self.is_mark(at + 1, '$')
            && atoms[self.units[at].to - 1].end == atoms[self.units[at + 1].from].start
    }

    /// A name without a noun of its own.
    fn bare(&self, start: usize, lead: &Lead, at: usize) -> Option<Phrase> {
        let anchor = self.anchor(at)?;
        let meaning = anchor.first;
        let (actor, country) = self.standing(meaning);
        if matches!(meaning.class, Class::Name | Class::Capital | Class::Place)
            && (self.is_after_name(at) || self.is_currency(at))
        {
            return None;
        }
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
        // "a U.S. base": whose, not who.
        if meaning.class == Class::Name
            && self.is_indefinite(article)
            && article < at
            && self.has_plain_word(at + 1)
        {
            return Some(whole(at, None, FoundKind::Adjective));
        }
        let phrase = match meaning.class {
            Class::Name => {
                if lead.is_former {
                    return None;
                }
                let is_part = self.has(at + 1, DIRECTION) && self.units[at + 1].is_capital;
                if lead.has_direction || is_part && !self.atoms.is_title_case {
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
                let is_state = anchor.is_national()
                    && start + 1 == at
                    && self.word(start) == "the"
                    && self.acts_as_state(at);
                if is_state {
                    whole(start, None, FoundKind::Name)
                } else if is_person && !lead.is_former {
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
                if let Some(guest) = self.guest(at, anchor).filter(|_| !is_place) {
                    Phrase {
                        actor: guest.actor,
                        country: None,
                        ..whole(at, self.core.own_role(guest.actor), FoundKind::Organisation)
                    }
                } else if !is_place {
                    whole(at, None, FoundKind::Capital)
                } else {
                    let start = if lead.has_direction { start } else { at };
                    self.place(start, end, (at, at + 1), actor)
                }
            }
            // "The two Koreas", "both Koreas".
            Class::Pair => whole(start, None, FoundKind::Name),
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
            Class::Person | Class::Agent(_) | Class::Modifier | Class::NotActor | Class::Host => {
                return None;
            }
        };
        Some(phrase)
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
        let may_come_from = [Role::Refugee, Role::Civilian, Role::Media];
        let joins = self.has(run.end, OF)
            || self.has(run.end, FROM) && agent.role.is_some_and(|r| may_come_from.contains(&r))
            || self.has(run.end, FOR) && self.has(run.head, PART);
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
        if phrase.kind == FoundKind::Agent && !self.is_noun_phrase(&phrase, &run, lead, noun) {
            return None;
        }
        Some(phrase)
    }

    /// Whether a noun that nobody owns names somebody: not "terrorist acts",
    /// "heads", "Asiana Airlines", "Russell Bishop".
    fn is_noun_phrase(&self, phrase: &Phrase, run: &Run, lead: &Lead, noun: usize) -> bool {
        let is_named = run.end < phrase.end;
        if self.has(run.head, WEAK | ADJECTIVAL) && self.units[noun].is_capital && 0 < noun {
            let is_title = phrase.is_office || lead.has_determiner && !is_named;
            if !is_title {
                return false;
            }
        }
        let is_refused = 0 < noun && phrase.start == noun && self.anchor(noun - 1).is_some();
        if is_refused && self.has(noun, MASS | ADJECTIVAL) && !run.agent.is_plural {
            return false;
        }
        let is_one_word = self.units[run.head].to == self.units[run.head].from + 1;
        if is_named {
            return !(self.has(run.head, OF_A_BODY) && is_one_word);
        }
        // "The court ruled" opens with a doer and "white farmers" are people,
        // "courts" and "farmer" alone may be a verb or a name.
        let has_article = lead.has_determiner
            && self.has(run.head, TOLD_BY_ARTICLE)
            && (phrase.start == 0 || !self.has_plain_word(run.end));
        let is_counted_out = phrase.start < noun
            && !lead.has_determiner
            && run.agent.is_plural
            && matches!(run.agent.role, Some(Role::Business | Role::Labour | Role::Civilian));
        let is_long = self.units[noun].from + 1 < self.units[noun].to;
        let is_told_as_noun =
            lead.at == noun && (has_article || is_counted_out || is_long && lead.has_determiner);
        if self.is_verb_like(noun) && !is_told_as_noun
            || self.is_article_adjective(lead, noun)
            || self.is_after_name(noun) && self.units[noun].is_capital
        {
            return false;
        }
        let is_counted = run.agent.class != Class::Agent(AgentKind::Organ) && !run.agent.is_plural;
        let is_opening = noun == 0 && !phrase.is_office && !self.has(noun, ADJECTIVAL);
        !is_counted || is_opening || lead.has_determiner || lead.is_former || phrase.start < noun
    }

    /// "King Harald V of Norway", "President Fernández of Argentina".
    fn add_realm(&self, phrase: &mut Phrase) {
        let is_named = phrase.kind == FoundKind::Person || phrase.head.1 < phrase.end;
        if !self.has(phrase.end, OF) || !is_named {
            return;
        }
        let at = phrase.end + 1 + usize::from(self.has(phrase.end + 1, DETERMINER));
        let Some(realm) = self.anchor(at) else { return };
        let is_own = phrase.country == realm.first.actor && phrase.country.is_some();
        let is_state = realm.first.class == Class::Name;
        if (is_state || realm.first.class == Class::Place) && (phrase.actor.is_none() || is_own) {
            phrase.end = at + 1;
            if phrase.actor.is_none() {
                (phrase.actor, phrase.country) = self.standing(realm.first);
                phrase.kind = FoundKind::Organ;
            }
        }
    }

    /// "government of Sudan", "spokesman for the Russian foreign ministry".
    fn belonging(&self, start: usize, lead: &Lead, run: &Run) -> Option<Phrase> {
        let (inner, _) = self.phrase(run.end + 1);
        let inner = inner?;
        let is_state_name = self.anchor(inner.head.0).is_some_and(|a| a.first.class == Class::Name);
        let is_owner = match inner.kind {
            // "Prime Minister of Lebanon Rafic Hariri"
            FoundKind::Adjective if is_state_name => self.has(run.end, OF),
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
        if self.has_any(phrase.head, DIPLOMAT)
            && self.has(phrase.end, TO)
            && !self.is_called_home(phrase.start)
        {
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

    /// "recalled [its ambassador] to Chile": what is done to an envoy called home is done to the
    /// host, who stands for itself then.
    fn is_called_home(&self, start: usize) -> bool {
        const STEMS: &[&str] = &["recall", "withdraw", "withdrew", "pull"];
        let Some(before) = start.checked_sub(1).and_then(|at| self.units.get(at)) else {
            return false;
        };
        let word = self.atoms.words(before.from, before.to).to_lowercase();
        STEMS.iter().any(|stem| word.starts_with(stem))
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
    pub(super) fn person(
        &self,
        start: usize,
        at: usize,
        lead: &Lead,
        title: Option<(ActorIndex, Option<Role>, bool)>,
    ) -> Phrase {
        let person = self.anchor(at).and_then(|lexeme| {
            let namesakes = || lexeme.people();
            namesakes()
                .find(|&person| self.core.office(person, self.on).is_some())
                .or_else(|| self.core.latest(namesakes(), self.on))
        });
        let home = person.and_then(|person| self.core.home(person, self.on));
        // "Ousted President Zelaya", on the day of the coup.
        let has_lost = |actor| title.is_some_and(|(of, _, is_former)| is_former && of == actor);
        let office = person.and_then(|person| self.core.office(person, self.on));
        let (actor, country, role) = match office.filter(|&(actor, _)| !has_lost(actor)) {
            // Who acts for a body acts for no state, wherever home is.
            Some((actor, role)) => (Some(actor), self.core.country(Some(actor)), role),
            // The text knows of an office that the tables do not.
            None => match title {
                Some((actor, role, false)) if !lead.is_former && home == Some(actor) => {
                    (Some(actor), home, role)
                }
                // Out of office, or dead: one of the people of their state.
                _ if home.is_some() => {
                    let role = person.and_then(|person| self.core.role_out_of_office(person));
                    (home, home, role)
                }
                _ => (person, None, None),
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

    /// "Syria's Assad", but not "Georgia's Trump inquiry".
    fn is_of(&self, person: Lexeme, owner: Lexeme) -> bool {
        owner.first.class == Class::Name
            && person.people().any(|one| self.core.home(one, self.on) == owner.first.actor)
    }

    /// "director" in "the Iranian director": of films, as like as not.
    fn is_of_a_body(&self, anchor: Lexeme, noun: usize) -> bool {
        matches!(anchor.first.class, Class::Adjective | Class::Name)
            && self.has(noun, OF_A_BODY)
            && self.units[noun].to == self.units[noun].from + 1
            && self.agent(noun + 1).is_none()
    }

    /// Whether the unit is an agent noun that belongs to the name before it.
    fn names_organ(&self, start: usize, lead: &Lead, anchor: Lexeme, noun: usize) -> bool {
        let is_something_else = self.is_adjectival(noun, lead)
            || self.is_part_of_name(noun)
            || self.is_of_a_body(anchor, noun)
            || self.is_mass(start, noun)
            || is_town(anchor) && self.has(noun, PLACE_NOUN);
        self.agent(noun).is_some() && !is_something_else
    }

    /// "military" in "a Syrian military position".
    fn is_mass(&self, start: usize, noun: usize) -> bool {
        self.is_indefinite(start) && self.has(noun, MASS) && self.has_plain_word(noun + 1)
    }

    /// Agent nouns in a row: "army officers", "foreign ministry's spokesman".
    fn run(&self, noun: usize) -> Run<'l> {
        let first = self.agent(noun).unwrap_or_else(|| unreachable!("callers saw an agent noun"));
        let mut run = Run { head: noun, end: noun + 1, agent: first, role: None };
        for _ in 0..4 {
            let is_title = self.units[run.head].is_capital
                && self.units.get(run.end).is_some_and(|unit| unit.is_capital);
            if run.agent.is_plural && !is_title {
                break;
            }
            let is_organ = run.agent.class == Class::Agent(AgentKind::Organ);
            let skip = usize::from(is_organ && self.is_possessive(run.end));
            let (next, role, _) = match skip {
                0 => self.modifiers_of_doer(run.end),
                _ => self.modifiers(run.end + skip),
            };
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
}

/// A row of agent nouns.
struct Run<'l> {
    /// Unit of the last noun.
    head: usize,
    end: usize,
    agent: &'l Meaning,
    role: Option<Role>,
}
