//! Which goods belong to a deed: the object of its verb, the subject of its passive, or what the
//! noun that tells it delivers ("the delivery of drones"). What another deed of the sentence
//! moves is never this one's.

use super::assemble::{Draft, Work, carries_goods};
use super::goods::{Item, Read, Reader, is_close_dash, opens_infinitive};
use super::goods_words::List;
use super::matching::is_stance;
use super::parties;
use super::syntax::{Shape, Voice};
use super::words::{is_determiner, is_relative, is_subordinator};
use crate::actors::Found;
use rapport_record::{Act, EventType, Goods, GoodsKind, Party};
use std::ops::Range;

/// Modes of CONCEDE by which something changes hands.
const HANDED_OVER: &[&str] = &["release", "swap-prisoners", "return-property", "concede", "accede"];
/// Modes of MOBILIZE by which forces are moved.
const MOVED: &[&str] = &["deploy", "mobilise", "show-of-force"];
/// How far before a passive its subject may begin, in tokens. Ours.
const SUBJECT_REACH: usize = 24;

/// What a deed delivers, and where its object ends: a purpose may begin there.
#[derive(Default)]
pub(super) struct Delivered {
    pub goods: Vec<Goods>,
    pub end: Option<usize>,
}

impl Work<'_> {
    /// What a draft delivers.
    pub(super) fn delivered(&self, draft: &Draft) -> Delivered {
        let mode = &self.coder.ontology.entry(draft.event_type).modes[draft.mode].id;
        let sides = [&draft.source, &draft.target].map(|side| self.tokens_of(side.as_ref()));
        let may = match draft.event_type {
            EventType::Concede => HANDED_OVER.contains(&mode.as_str()),
            EventType::Mobilize => MOVED.contains(&mode.as_str()),
            other => carries_goods(other),
        };
        if !may {
            return Delivered::default();
        }
        // Of prisoners who are freed and troops who are moved the side is the thing itself.
        let are_things = matches!(draft.event_type, EventType::Concede | EventType::Mobilize);
        let sides = sides.into_iter().flatten().collect();
        self.delivered_at(draft.main, draft.event_type, sides, are_things)
    }

    /// What the deed inside a stance delivers.
    pub(super) fn delivered_inside(&self, main: usize, event_type: EventType) -> Vec<Goods> {
        if !carries_goods(event_type) {
            return Vec::new();
        }
        self.delivered_at(main, event_type, Vec::new(), false).goods
    }

    /// A stance's deed with the goods that the stance names: who promises tanks will give tanks.
    pub(super) fn act_with(&self, act: Act, stance: EventType, goods: &[Goods]) -> Act {
        let is_same = matches!(stance, EventType::Agree | EventType::Request);
        if act.goods.is_empty() && is_same && carries_goods(act.event_type) {
            Act { goods: goods.to_vec(), ..act }
        } else {
            act
        }
    }

    fn delivered_at(
        &self,
        main: usize,
        event_type: EventType,
        sides: Vec<Range<usize>>,
        are_things: bool,
    ) -> Delivered {
        let verb = self.syntax.verb_at[main].filter(|&verb| self.syntax.verbs[verb].main == main);
        let are_things = are_things || verb.is_some_and(|verb| self.gives_to_its_object(verb));
        let reader = Reader {
            syntax: self.syntax,
            words: &self.coder.lexicon.goods,
            sides: if are_things { Vec::new() } else { sides.clone() },
            is_stance: is_stance(event_type),
        };
        let read = match verb {
            Some(verb) => self.of_verb(&reader, verb, event_type),
            None => self.of_noun(&reader, main),
        };
        let end = (!read.items.is_empty()).then_some(read.end);
        let mut items = read.items;
        self.keep_for(&mut items, &sides);
        if event_type == EventType::Mobilize {
            use GoodsKind::*;
            items.retain(|item| {
                matches!(item.goods.kind, Troops | Vehicles | Aircraft | Weapons | Missiles)
            });
        }
        if event_type == EventType::Concede {
            // Whoever is set free was held.
            let are_people = |kind| matches!(kind, GoodsKind::Labour | GoodsKind::Troops);
            for item in items.iter_mut().filter(|item| are_people(item.goods.kind)) {
                item.goods.kind = GoodsKind::Prisoners;
            }
        }
        let goods = items.into_iter().map(|item| item.goods).collect();
        Delivered { goods, end }
    }

    /// What the verb of a deed gives.
    fn of_verb(&self, reader: &Reader<'_>, verb: usize, event_type: EventType) -> Read {
        let syntax = self.syntax;
        let group = &syntax.verbs[verb];
        let behind = || self.behind(reader, group.main, event_type);
        let list = if event_type == EventType::Mobilize { List::Moving } else { List::Giver };
        let is_giver = self.is_verb_in(verb, list);
        let is_stance = is_stance(event_type);
        if !is_giver && !is_stance || self.is_verb_in(verb, List::Permitting) {
            return Read::default();
        }
        if group.voice == Voice::Passive {
            let mut subject = self.of_subject(reader, verb);
            // What stands between the goods and the verb only tells more of them: "weapons used
            // by rebels are supplied".
            let mut object = behind();
            self.by_the_verb(verb, &mut object);
            if !subject.items.is_empty() {
                subject.end = object.end;
                self.by_the_verb(verb, &mut subject);
                return subject;
            }
            let keeps = self.is_verb_in(verb, List::Retained) || is_stance;
            return if keeps { object } else { Read::default() };
        }
        let mut read = behind();
        self.by_the_verb(verb, &mut read);
        read
    }

    /// What stands behind a verb; of a stance, also what its deed gives: "promises to send tanks".
    fn behind(&self, reader: &Reader<'_>, main: usize, event_type: EventType) -> Read {
        let syntax = self.syntax;
        let read = reader.read(main + 1, syntax.len());
        let is_of_party = |at: usize| {
            let word = syntax.word(at);
            syntax.actor_at[at].is_some() || word == "with" || is_determiner(word)
        };
        let before = (0..read.end).rev().find(|&at| !is_of_party(at));
        let is_settlement = before
            .is_some_and(|at| self.coder.lexicon.goods.is_in(List::Settlement, syntax.word(at)));
        let inner = syntax.verb_at.get(read.end).copied().flatten().filter(|&inner| {
            opens_infinitive(syntax, read.end) && self.is_verb_in(inner, List::Giver)
        });
        match inner {
            Some(inner) if is_stance(event_type) && (read.items.is_empty() || is_settlement) => {
                let mut inside = reader.read(syntax.verbs[inner].main + 1, syntax.len());
                self.by_the_verb(inner, &mut inside);
                Read {
                    items: read.items.into_iter().chain(inside.items).collect(),
                    end: inside.end,
                }
            }
            _ => read,
        }
    }

    /// Whether the people in the object get what a verb itself tells: "trained 200 soldiers".
    fn gives_to_its_object(&self, verb: usize) -> bool {
        let lexicon = &self.coder.lexicon;
        let gives =
            |&id: &u32| lexicon.goods.of_verb(lexicon.lemma(id), GoodsKind::Troops).is_some();
        self.syntax.verbs[verb].lemmas.iter().any(gives)
    }

    /// Changes what a verb itself tells of its object: who trains soldiers gives training.
    fn by_the_verb(&self, verb: usize, read: &mut Read) {
        let words = &self.coder.lexicon.goods;
        let tokens = &self.syntax.sentence.tokens;
        let main = self.syntax.verbs[verb].main;
        for item in &mut read.items {
            let of_lemma =
                |lemma: &u32| words.of_verb(self.coder.lexicon.lemma(*lemma), item.goods.kind);
            let Some(kind) = self.syntax.verbs[verb].lemmas.iter().find_map(of_lemma) else {
                continue;
            };
            item.goods.kind = kind;
            if kind == GoodsKind::Training {
                let last = &tokens[item.tokens.end - 1];
                item.goods.unit = item.goods.quantity.map(|_| last.lower.clone());
                // "Soldiers will be trained": the verb stands behind them.
                let first = &tokens[main.min(item.tokens.start)];
                item.goods.text =
                    self.syntax.sentence.text[first.byte_start..last.byte_end].to_owned();
            }
        }
    }

    /// What the noun that tells a deed delivers: "arms shipments", "the delivery of drones".
    fn of_noun(&self, reader: &Reader<'_>, main: usize) -> Read {
        let syntax = self.syntax;
        let words = &self.coder.lexicon.goods;
        let is_deed = words.is_in(List::Deed, syntax.word(main));
        let is_goods = words.kind_at(syntax, main).is_some();
        if !is_deed && !is_goods {
            return Read::default();
        }
        let start = syntax.phrase_start(main);
        let mut read = reader.read(start, main + 1);
        if read.items.is_empty() && is_deed && syntax.word(main + 1) == "of" {
            read = reader.read(main + 2, syntax.len());
        }
        // "The aid" alone says no more than the type does.
        read.items
            .retain(|item| item.goods.kind != GoodsKind::Other || item.goods.quantity.is_some());
        read
    }

    /// Whether a verb may be one of a list.
    fn is_verb_in(&self, verb: usize, list: List) -> bool {
        let lexicon = &self.coder.lexicon;
        self.syntax.verbs[verb]
            .lemmas
            .iter()
            .any(|&id| lexicon.goods.is_in(list, lexicon.lemma(id)))
    }

    /// The subject of a passive: "rifles, helmets and tents were sent", "the vaccine donated by".
    fn of_subject(&self, reader: &Reader<'_>, verb: usize) -> Read {
        let syntax = self.syntax;
        let group = &syntax.verbs[verb];
        let floor = group.first.saturating_sub(SUBJECT_REACH);
        let opens = |at: usize| {
            let word = syntax.word(at);
            let is_dash = matches!(word, "–" | "—") && !is_close_dash(syntax, at);
            let is_verb = match group.shape {
                // "Begins its campaign using the vaccine donated by": the nearest verb.
                Shape::Participial => syntax.verb_at[at].is_some(),
                _ => syntax.is_finite_at(at),
            };
            is_dash
                || is_verb
                || matches!(word, ";" | ":" | "(" | "." | "but")
                || is_relative(word)
                || is_subordinator(word)
        };
        let start = (floor..group.first).rev().find(|&at| opens(at)).map_or(floor, |at| at + 1);
        let whole = reader.read(start, group.first);
        if whole.end == group.first && !whole.items.is_empty() {
            return whole;
        }
        let comma = (start..group.first).rev().find(|&at| syntax.word(at) == ",");
        reader.read(comma.map_or(start, |at| at + 1), group.first)
    }

    /// Of goods told for or from different parties, those of the deed's own sides; of different
    /// people set free, those whom the report names.
    fn keep_for(&self, items: &mut Vec<Item>, sides: &[Range<usize>]) {
        let overlap = |one: &Range<usize>, other: &Range<usize>| {
            one.start < other.end && other.start < one.end
        };
        let is_side = |tokens: &Range<usize>| sides.iter().any(|side| overlap(side, tokens));
        let is_with = |index: &usize| is_side(&self.syntax.found[*index].tokens);
        if items.iter().any(|item| is_side(&item.tokens)) {
            items.retain(|item| is_side(&item.tokens));
        }
        if items.iter().any(|item| item.parties.iter().any(is_with)) {
            items.retain(|item| item.parties.is_empty() || item.parties.iter().any(is_with));
        }
    }

    fn tokens_of(&self, party: Option<&Party>) -> Option<Range<usize>> {
        self.phrase_of(party).map(|found| found.tokens.clone())
    }

    /// The phrase of the sentence that names a party.
    pub(super) fn phrase_of(&self, party: Option<&Party>) -> Option<&Found> {
        let span = party?.span?;
        let sentence = self.syntax.sentence;
        self.syntax.found.iter().find(|found| parties::span(sentence, found) == span)
    }

    /// What follows the goods of a deed as an infinitive: "to build a port".
    pub(super) fn purpose_of_goods(&self, delivered: &Delivered) -> Option<String> {
        let from = delivered.end?;
        let verb = *self.syntax.verb_at.get(from)?;
        let is_purpose = opens_infinitive(self.syntax, from)
            && verb.is_some_and(|verb| self.syntax.verbs[verb].shape == Shape::Infinitive);
        if !is_purpose {
            return None;
        }
        self.told_from(from, "to", self.syntax.len(), |token| {
            is_subordinator(self.syntax.word(token))
        })
    }
}
