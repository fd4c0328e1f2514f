//! Who stands on which side of a verb: its subject, its object, its agent.
//!
//! All answers are indices into `Syntax::found`, so that what is printed can
//! be traced to a span. Where the head of a side is no actor, the answer says
//! so, and gives the actor that owns it or the place it lies in.

use super::lexicon::{Pattern, Target};
use super::syntax::{Shape, Syntax, Voice};
use super::words::*;
use crate::actors::FoundKind;
use rapport_record::{EventType, Role};

/// One side of a deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// These actors, coordinated.
    Actors(Vec<usize>),
    /// A thing of this actor's: "Russian oil", "an Israeli missile".
    Owned(usize),
    /// A thing in this place: "a hospital in Kharkiv".
    Located(usize),
    /// "it", "he", "they".
    Pronoun,
    /// Something that is no actor, or nothing at all.
    Nobody,
}

/// The longest way from a verb back to its subject, in tokens: beyond it a
/// shallow reading errs more often than it helps (read off wiki items).
const SUBJECT_REACH: usize = 40;
/// How far behind a passive its "by" may stand.
const AGENT_REACH: usize = 16;
/// How far to the right an object or its preposition may stand.
const OBJECT_REACH: usize = 12;

impl Syntax<'_> {
    /// The grammatical subject of a verb group.
    pub fn subject(&self, verb: usize) -> Side {
        self.subject_within(verb, 4)
    }

    fn subject_within(&self, verb: usize, depth: usize) -> Side {
        let group = &self.verbs[verb];
        if depth == 0 {
            return Side::Nobody;
        }
        if matches!(group.shape, Shape::Infinitive | Shape::Gerund)
            || group.shape == Shape::Participial && group.voice == Voice::Active
        {
            if group.shape == Shape::Participial
                && let Some(before) = group.first.checked_sub(1)
                && let Some(index) = self.actor_at[before]
                && self.found[index].kind != FoundKind::Adjective
            {
                return Side::Actors(self.coordination_left(index).0);
            }
            return group.parent.map_or(Side::Nobody, |parent| {
                match self.verbs[parent].voice {
                    Voice::Active => self.subject_within(parent, depth - 1),
                    // "is believed to have attacked", "was made to leave".
                    Voice::Passive if group.shape == Shape::Infinitive => {
                        self.subject_within(parent, depth - 1)
                    }
                    // "five people are killed ..., injuring ten": the doer is told by "by".
                    Voice::Passive => self.agent(parent).unwrap_or(Side::Nobody),
                }
            });
        }
        let Some(mut at) = group.first.checked_sub(1) else { return Side::Nobody };
        let floor = group.first.saturating_sub(SUBJECT_REACH);
        let mut in_phrase: Option<usize> = None; // the actor of a prepositional phrase passed on the way
        loop {
            if at < floor {
                return Side::Nobody;
            }
            let word = self.word(at);
            if let Some(index) = self.actor_at[at] {
                let found = &self.found[index];
                if found.kind == FoundKind::Adjective {
                    return self.thing_left(at, in_phrase);
                }
                let (actors, start) = self.coordination_left(index);
                // "As Peru and Chile strengthen": they do.
                let is_clause = |before: usize| {
                    self.word(before) == "as"
                        && group.shape == Shape::Finite
                        && found.tokens.end == group.first
                };
                match start.checked_sub(1) {
                    Some(before) if self.opens_phrase(before) && !is_clause(before) => {
                        in_phrase = in_phrase.or(Some(index));
                        match before.checked_sub(1) {
                            Some(next) => at = next,
                            None => return Side::Nobody,
                        }
                        continue;
                    }
                    _ => return Side::Actors(actors),
                }
            }
            if is_subject_pronoun(word) {
                return Side::Pronoun;
            }
            if matches!(word, "and" | "but" | "then" | "or") {
                // A second verb of the same subject: "attacked X and seized Y".
                return match self.verb_before(at) {
                    Some(other) => self.subject_within(other, depth - 1),
                    None => Side::Nobody,
                };
            }
            if is_relative(word) {
                let Some(before) = at.checked_sub(1) else { return Side::Nobody };
                at = if self.word(before) == "," { before.saturating_sub(1) } else { before };
                continue;
            }
            if matches!(word, "," | "–" | "—" | ")") {
                match self.aside_start(at) {
                    Some(start) => {
                        at = match start.checked_sub(1) {
                            Some(before) => before,
                            None => return Side::Nobody,
                        };
                        continue;
                    }
                    None => return self.shared_subject(at, depth),
                }
            }
            if matches!(word, ";" | ":" | "." | "?" | "!") {
                return Side::Nobody;
            }
            if is_adverb(word) || matches!(word, "\"" | "“" | "”" | "'s") {
                match at.checked_sub(1) {
                    Some(next) => at = next,
                    None => return Side::Nobody,
                }
                continue;
            }
            if self.verb_at[at].is_some() {
                return Side::Nobody;
            }
            // A plain noun: find where its phrase begins and whose it is.
            let start = self.phrase_start(at);
            match start.checked_sub(1) {
                Some(before)
                    if self.opens_phrase(before) && self.actor_at[at].is_none() && before > 0 =>
                {
                    in_phrase = in_phrase.or_else(|| self.owner(start, at));
                    at = before - 1;
                }
                _ => return self.thing_left(at, in_phrase),
            }
        }
    }

    /// What a noun phrase whose head is no actor may stand for.
    fn thing_left(&self, head: usize, in_phrase: Option<usize>) -> Side {
        let start = self.phrase_start(head);
        if let Some(owner) = self.owner(start, head) {
            return Side::Owned(owner);
        }
        in_phrase.map_or(Side::Nobody, Side::Located)
    }

    /// The actor that owns the noun phrase whose head stands at `head`.
    pub fn owner_of(&self, head: usize) -> Option<usize> {
        self.owner(self.phrase_start(head), head)
    }

    /// The actor that owns the noun phrase between two tokens: "Israeli", "Russia's".
    fn owner(&self, start: usize, head: usize) -> Option<usize> {
        (start..=head).rev().find_map(|token| self.actor_at[token]).or_else(|| {
            let before = start.checked_sub(1)?;
            (self.word(before) == "'s")
                .then(|| before.checked_sub(1))?
                .and_then(|b| self.actor_at[b])
        })
    }

    /// The first token of the noun phrase that ends at `head`.
    pub fn phrase_start(&self, head: usize) -> usize {
        let mut start = head;
        while let Some(before) = start.checked_sub(1) {
            let word = self.word(before);
            let inside = self.sentence.tokens[before].is_word
                && self.verb_at[before].is_none()
                && !is_preposition(word)
                && !is_relative(word)
                && !is_subordinator(word)
                && !matches!(word, "and" | "but" | "or" | "to" | "then")
                && !is_subject_pronoun(word)
                && (!is_adverb(word) || is_determiner(word));
            if !inside && word != "-" {
                break;
            }
            start = before;
        }
        start
    }

    /// Whether a preposition, or "to", stands at a token.
    fn opens_phrase(&self, token: usize) -> bool {
        let word = self.word(token);
        (is_preposition(word) || word == "to") && self.actor_at[token].is_none()
    }

    /// The start of an aside that ends at the comma, dash or bracket `end`:
    /// "Putin, the president, met": none where no aside is closed there.
    fn aside_start(&self, end: usize) -> Option<usize> {
        let opening = match self.word(end) {
            ")" => "(",
            other => other,
        };
        let floor = end.saturating_sub(25);
        let start = (floor..end).rev().find(|&token| self.word(token) == opening)?;
        let has_own_verb = self.verb_between(start + 1, end).is_some_and(|verb| {
            let first = self.verbs[verb].first;
            !(start + 1..=first).any(|token| is_relative(self.word(token)))
        });
        (!has_own_verb).then_some(start)
    }

    /// ", condemns": a comma before a verb with no aside: the subject of the verb before.
    fn shared_subject(&self, comma: usize, depth: usize) -> Side {
        match self.verb_before(comma) {
            Some(other) => self.subject_within(other, depth - 1),
            None => match comma.checked_sub(1).and_then(|before| self.actor_at[before]) {
                Some(index) => Side::Actors(self.coordination_left(index).0),
                None => Side::Nobody,
            },
        }
    }

    fn verb_before(&self, token: usize) -> Option<usize> {
        self.verbs.iter().rposition(|group| group.main < token && group.shape == Shape::Finite)
    }

    /// "A, B and C" read leftwards from C: the actors in order and the first token.
    pub fn coordination_left(&self, index: usize) -> (Vec<usize>, usize) {
        let mut actors = vec![index];
        let mut start = self.found[index].tokens.start;
        loop {
            let mut at = start;
            while at > 0 && is_determiner(self.word(at - 1)) && self.word(at - 1) != "both" {
                at -= 1;
            }
            let mut seen = false;
            while at > 0 && matches!(self.word(at - 1), "and" | "," | "&" | "as" | "well") {
                // "as well as" joins, a lone "as" does not.
                if self.word(at - 1) == "as"
                    && self.word(at.saturating_sub(2)) != "well"
                    && self.word(at) != "well"
                {
                    break;
                }
                at -= 1;
                seen = true;
            }
            let Some(previous) = at.checked_sub(1).and_then(|before| self.actor_at[before]) else {
                break;
            };
            if !seen || !self.can_be_party(previous) || actors.contains(&previous) {
                break;
            }
            // "In Moscow, Russia ..." and "Seoul, South Korea" are no lists.
            let commas_only =
                (at..start).all(|token| self.word(token) != "and" && self.word(token) != "&");
            if commas_only && actors.len() == 1 {
                break;
            }
            // "sent medicine to Uganda, and Tanzania recalled": two clauses.
            let has_comma = (at..start).any(|token| self.word(token) == ",");
            let is_in_phrase = self.phrase_opener(previous).is_some();
            if actors.len() == 1 && has_comma && !commas_only && is_in_phrase {
                break;
            }
            actors.insert(0, previous);
            start = self.found[previous].tokens.start;
        }
        if start > 0 && self.word(start - 1) == "both" {
            start -= 1;
        }
        (actors, start)
    }

    /// The preposition that leads to an actor's phrase.
    fn phrase_opener(&self, index: usize) -> Option<usize> {
        let mut before = self.found[index].tokens.start.checked_sub(1)?;
        while is_determiner(self.word(before)) {
            before = before.checked_sub(1)?;
        }
        self.opens_phrase(before).then_some(before)
    }

    /// "A, B and C" read rightwards from A.
    pub fn coordination_right(&self, index: usize) -> Vec<usize> {
        // "talks between A and B began": B is no subject of its own.
        let is_closed =
            self.phrase_opener(index).is_some_and(|opener| self.word(opener) == "between");
        let mut actors = vec![index];
        let mut pending = Vec::new();
        let mut at = self.found[index].tokens.end;
        loop {
            let comma = self.word(at) == ",";
            let joined = matches!(self.word(at), "and" | "&") || comma;
            if !joined {
                break;
            }
            let mut next = at + 1;
            let mut has_and = !comma;
            if comma && self.word(next) == "and" {
                next += 1;
                has_and = true;
            }
            while is_determiner(self.word(next)) {
                next += 1;
            }
            let Some(other) = self.actor_at.get(next).copied().flatten() else { break };
            if !self.can_be_party(other) || !is_closed && self.verb_follows(other) {
                break;
            }
            pending.push(other);
            at = self.found[other].tokens.end;
            if has_and {
                actors.append(&mut pending);
            }
        }
        actors
    }

    /// Whether a finite verb follows an actor at once, so that it is a new subject.
    fn verb_follows(&self, index: usize) -> bool {
        let mut at = self.found[index].tokens.end;
        while is_adverb(self.word(at)) {
            at += 1;
        }
        self.verb_at
            .get(at)
            .copied()
            .flatten()
            .is_some_and(|verb| self.verbs[verb].shape == Shape::Finite)
    }

    fn can_be_party(&self, index: usize) -> bool {
        !matches!(self.found[index].kind, FoundKind::Adjective | FoundKind::Place)
    }

    /// The doer of a passive: the noun phrase after "by". Passives joined by
    /// "and" share one: "four are killed and seven wounded by rebels".
    pub fn agent(&self, verb: usize) -> Option<Side> {
        let from = self.verbs[verb].main + 1;
        for token in from..(from + AGENT_REACH).min(self.len()) {
            if self.word(token) == "by" && self.verb_at.get(token + 1).copied().flatten().is_none()
            {
                return Some(self.noun_phrase_right(token + 1, false));
            }
            if let Some(next) = self.verb_at[token].filter(|&next| next != verb) {
                let is_joined = self.verbs[next].voice == Voice::Passive
                    && (from..self.verbs[next].first).any(|at| self.word(at) == "and");
                return if is_joined { self.agent(next) } else { None };
            }
            if token > from && self.is_clause_end(token) {
                break;
            }
        }
        None
    }

    /// The noun phrase that begins at a token, read to the right.
    pub fn noun_phrase_right(&self, from: usize, may_be_place: bool) -> Side {
        let mut owner = None;
        let mut plain = 0;
        for token in from..(from + 9).min(self.len()) {
            let word = self.word(token);
            if let Some(index) = self.actor_at[token] {
                let found = &self.found[index];
                match found.kind {
                    FoundKind::Adjective => {
                        owner = owner.or(Some(index));
                        continue;
                    }
                    FoundKind::Place => {
                        return if may_be_place { Side::Located(index) } else { Side::Nobody };
                    }
                    _ => {}
                }
                let is_apposed = matches!(
                    self.word(token - 1),
                    "ally" | "neighbour" | "neighbor" | "rival" | "partner" | "enemy" | "foe"
                );
                if plain > 0 && owner.is_none() && found.kind != FoundKind::Person && !is_apposed {
                    // "oil Russia": two phrases side by side.
                    return Side::Nobody;
                }
                if self.word(found.tokens.end) == "'s" {
                    owner = Some(index);
                    continue;
                }
                // "Russia sanctions": a name used as an adjective before a noun.
                return Side::Actors(self.coordination_right(index));
            }
            if word == "'s" || word == "-" || is_determiner(word) || number(word).is_some() {
                continue;
            }
            if is_adverb(word) && plain == 0 {
                continue;
            }
            // "by a team of Afghan police": the people, not the team.
            let is_number_of = word == "of"
                && token > from
                && matches!(
                    self.word(token - 1),
                    "team" | "group" | "number" | "members" | "squad" | "unit" | "pair" | "crew"
                );
            if is_number_of {
                plain = 0;
                continue;
            }
            let ends = !self.sentence.tokens[token].is_word
                && !matches!(word, "\"" | "“" | "”" | "$" | "'" | "‘")
                || is_preposition(word)
                || word == "to"
                || is_relative(word)
                || self.verb_at[token].is_some()
                || matches!(word, "and" | "or" | "but");
            if ends {
                break;
            }
            // "suspected", "convicted": they belong to the name behind them.
            if !word.ends_with("ed") {
                plain += 1;
            }
        }
        owner.map_or(Side::Nobody, Side::Owned)
    }

    /// The place a phrase to the right of `from` lies in: "a hospital in Kharkiv".
    pub fn place_right(&self, from: usize) -> Option<usize> {
        for token in from..(from + OBJECT_REACH).min(self.len()) {
            if self.is_clause_end(token) {
                return None;
            }
            let word = self.word(token);
            if matches!(
                word,
                "in" | "at"
                    | "near"
                    | "of"
                    | "on"
                    | "inside"
                    | "outside"
                    | "across"
                    | "off"
                    | "around"
                    | "into"
                    | "over"
                    | "against"
                    | "from"
            ) {
                let mut next = token + 1;
                while next < self.len() && next < token + 9 {
                    if let Some(index) = self.actor_at[next] {
                        if self.found[index].country.is_some() {
                            return Some(index);
                        }
                    } else if is_preposition(self.word(next)) && self.word(next) != "of"
                        || self.verb_at[next].is_some()
                        || self.is_clause_end(next)
                    {
                        break;
                    }
                    next += 1;
                }
            }
        }
        None
    }

    /// Where a pattern's later elements end, if all stand to the right of `main`
    /// (or, in a passive, in the subject before `first`).
    pub fn elements_end(
        &self,
        pattern: &Pattern,
        first: usize,
        main: usize,
        voice: Voice,
    ) -> Option<usize> {
        if pattern
            .unless
            .iter()
            .any(|word| (main + 1..main + 4).any(|token| self.word(token) == word))
        {
            return None;
        }
        let mut at = main;
        for (n, element) in pattern.elements.iter().enumerate() {
            let matches =
                |token: &usize| element.words.iter().any(|word| word == self.word(*token));
            let is_particle = element.words.iter().all(|word| is_particle(word));
            let reach = (at + 1..(at + if is_particle { 4 } else { 7 }).min(self.len()))
                .take_while(|&token| token == at + 1 || !self.stops_elements(token))
                .take_while(|&token| {
                    // A particle stands by its verb or right behind the object.
                    !is_particle || token == at + 1 || !is_preposition(self.word(token - 1))
                });
            match reach.into_iter().find(|token| matches(token)) {
                Some(token) => at = token,
                None if n == 0 && voice == Voice::Passive => {
                    let from = first.saturating_sub(10);
                    (from..first)
                        .rev()
                        .take_while(|&token| !self.is_pause(token) || self.word(token) == "-")
                        .find(matches)?;
                }
                None => return None,
            }
        }
        Some(at)
    }

    fn stops_elements(&self, token: usize) -> bool {
        matches!(self.word(token), ";" | ":" | "." | "," | "that" | "which" | "who")
            || self.is_finite_at(token)
    }

    /// The target of a pattern matched at a verb whose elements end at `end`.
    pub fn target(&self, pattern: &Pattern, verb: usize, end: usize) -> Side {
        let side = self.any_target(pattern, verb, end);
        match (&pattern.target, &side) {
            (Target::Land, Side::Actors(actors)) if self.is_people(actors[0]) => Side::Nobody,
            _ => side,
        }
    }

    /// Whether an actor is a person or people, not a state, town or body.
    fn is_people(&self, index: usize) -> bool {
        let found = &self.found[index];
        matches!(found.kind, FoundKind::Person | FoundKind::Agent)
            || found.country.is_some() && found.role.is_some() && found.kind != FoundKind::Capital
    }

    fn any_target(&self, pattern: &Pattern, verb: usize, end: usize) -> Side {
        let group = &self.verbs[verb];
        if group.voice == Voice::Passive
            && matches!(pattern.target, Target::Object | Target::ObjectOrPlace | Target::Land)
            && pattern.elements.is_empty()
        {
            let subject = self.subject_of_passive(verb);
            return match (subject, &pattern.target) {
                (Side::Nobody | Side::Owned(_), Target::ObjectOrPlace | Target::Land)
                    if self.place_right(group.main + 1).is_some() =>
                {
                    Side::Located(self.place_right(group.main + 1).expect("just seen"))
                }
                (Side::Located(_), Target::Object) => Side::Nobody,
                (subject, _) => subject,
            };
        }
        if group.voice == Voice::Passive && !matches!(pattern.target, Target::After(_)) {
            // "Russian diplomats were expelled": whose they are.
            return self.subject_of_passive(verb);
        }
        self.target_around(pattern, group.main, end)
    }

    /// The target of a pattern whose words reach from `main` to `end`: right
    /// after the verb ("ask Japan to"), in the phrase of the last word ("expel
    /// Russian diplomats"), or behind it ("impose sanctions on").
    fn target_around(&self, pattern: &Pattern, main: usize, end: usize) -> Side {
        if pattern.elements.is_empty() {
            return self.target_after(pattern, end);
        }
        let in_phrase = || match self.actor_at[end] {
            Some(index) if self.can_be_party(index) => Side::Actors(self.coordination_right(index)),
            _ => self.owner_of(end).map_or(Side::Nobody, Side::Owned),
        };
        let sides: [Side; 3] = match &pattern.target {
            // "sent soldiers to help Uganda": the object of the last word.
            Target::ObjectOrPlace | Target::Land if self.verb_at[end].is_some() => {
                [self.target_after(pattern, end), Side::Nobody, Side::Nobody]
            }
            Target::Object | Target::ObjectOrPlace | Target::Land => [
                self.noun_phrase_right(main + 1, false),
                in_phrase(),
                self.target_after(pattern, end),
            ],
            Target::After(words) => [
                if words.iter().any(|word| word == "'s") { in_phrase() } else { Side::Nobody },
                self.target_after(pattern, end),
                // "arrived in Lima for talks": the preposition before the last word.
                self.target_after(pattern, main),
            ],
            Target::None => return Side::Nobody,
        };
        let found = sides.into_iter().find(|side| *side != Side::Nobody);
        // "asked Japan for help": the object itself, where it is an actor.
        found.unwrap_or_else(|| match self.noun_phrase_right(main + 1, false) {
            Side::Actors(actors) => Side::Actors(actors),
            _ => Side::Nobody,
        })
    }

    /// The target of a pattern read to the right of token `end`.
    pub fn target_after(&self, pattern: &Pattern, end: usize) -> Side {
        match &pattern.target {
            Target::Object => self.noun_phrase_right(end + 1, false),
            Target::ObjectOrPlace | Target::Land => match self.noun_phrase_right(end + 1, true) {
                Side::Nobody => self.place_right(end + 1).map_or(Side::Nobody, Side::Located),
                side => side,
            },
            Target::After(prepositions) => {
                for token in end + 1..(end + 1 + OBJECT_REACH).min(self.len()) {
                    let word = self.word(token);
                    if prepositions.iter().any(|preposition| preposition == word)
                        && self.actor_at[token].is_none()
                    {
                        match self.scene(pattern, word, self.noun_phrase_right(token + 1, true)) {
                            Side::Nobody => {}
                            side => return side,
                        }
                    } else if self.is_clause_end(token) {
                        break;
                    }
                }
                Side::Nobody
            }
            Target::None => Side::Nobody,
        }
    }

    /// A town or state after "in" or "near" is where force is used, not on whom:
    /// a march in a capital is not against its government.
    fn scene(&self, pattern: &Pattern, preposition: &str, side: Side) -> Side {
        use EventType::*;
        let is_where = matches!(
            preposition,
            "in" | "at" | "near" | "on" | "outside" | "inside" | "across" | "around" | "through"
        );
        if !is_where
            || !matches!(pattern.event_type, Assault | Coerce | Mobilize | Protest | Request)
        {
            return side;
        }
        let place = match side {
            Side::Actors(ref actors)
                if matches!(self.found[actors[0]].kind, FoundKind::Capital | FoundKind::Name)
                    && self.found[actors[0]].role.is_none_or(|role| role == Role::Government) =>
            {
                actors[0]
            }
            Side::Located(index) => index,
            other => return other,
        };
        if matches!(pattern.event_type, Protest | Request) {
            Side::Nobody
        } else {
            Side::Located(place)
        }
    }

    fn subject_of_passive(&self, verb: usize) -> Side {
        let group = &self.verbs[verb];
        if group.shape == Shape::Participial {
            // "soldiers captured by": the noun phrase on the left.
            let Some(before) = group.first.checked_sub(1) else { return Side::Nobody };
            return match self.actor_at[before] {
                Some(index) if self.found[index].kind == FoundKind::Place => Side::Located(index),
                Some(index) if self.found[index].kind != FoundKind::Adjective => {
                    let (actors, start) = self.coordination_left(index);
                    if start > 0 && self.opens_phrase(start - 1) {
                        Side::Nobody
                    } else {
                        Side::Actors(actors)
                    }
                }
                _ => self.subject_within(verb, 3),
            };
        }
        self.subject_within(verb, 4)
    }
}
