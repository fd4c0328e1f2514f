//! States, organisations, groups and people; and what links them, from when to when.

use crate::{list::closed_list, report::Role};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// An actor's id: an ISO 3166 alpha-3 code for a state (`RUS`, `SUN`), a
/// lower-case id for everyone else (`un-security-council`, `vladimir-putin`).
pub type ActorId = String;

/// The id of the body in which vetoes are cast.
pub const UN_SECURITY_COUNCIL: &str = "un-security-council";

closed_list! {
    /// What sort of actor it is.
    ActorKind, "actor kind" {
        /// A state, past or present, recognised or disputed.
        State = "state",
        /// An international or regional organisation, or an organ of one.
        Organisation = "organisation",
        /// An armed, opposition or other group that is no state.
        Group = "group",
        /// A named person.
        Person = "person",
        /// A set of states that keeps its own name ("the West").
        Bloc = "bloc",
    }
}

/// Someone who can do something to someone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// See [`ActorId`].
    pub id: ActorId,
    /// The name shown to readers, in English: "North Korea".
    pub name: String,
    /// What sort of actor.
    pub kind: ActorKind,
    /// The state it acts in or for, where it has one.
    pub country: Option<ActorId>,
    /// The role it has by itself (an organisation: `IGO`); a state has none.
    pub role: Option<Role>,
    /// First day of existence, where known.
    pub since: Option<Date>,
    /// Last day of existence, where it ended.
    pub until: Option<Date>,
    /// The ended states whose relations it carries on (`RUS` carries on `SUN`).
    pub continues: Vec<ActorId>,
    /// Correlates of War state number.
    pub cow: Option<u16>,
    /// Gleditsch-Ward state number.
    pub gw: Option<u16>,
    /// Where these facts were read; `memory` is allowed and never shown as evidence.
    pub source: String,
}

/// A person's or name's link to an actor from a day to a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tenure {
    /// The person.
    pub person: ActorId,
    /// The state or organisation acted for.
    pub actor: ActorId,
    /// What the office is: "president", "foreign minister".
    pub office: String,
    /// Role while in office.
    pub role: Role,
    /// Earliest and latest first day (equal when the day is known; from
    /// `Date::MIN` where it is only known to be "on or before").
    pub since: (Date, Date),
    /// Earliest and latest last day (to `Date::MAX` for "on or after"); none
    /// while in office.
    pub until: Option<(Date, Date)>,
    /// Where this was read.
    pub source: String,
}

impl Tenure {
    /// The first day on which the office may have been held; for an open
    /// bound, the first on which it is known to have been.
    pub fn first_day(&self) -> Date {
        if self.since.0 == Date::MIN { self.since.1 } else { self.since.0 }
    }

    /// The last such day; none while in office.
    pub fn last_day(&self) -> Option<Date> {
        self.until.map(|until| if until.1 == Date::MAX { until.0 } else { until.1 })
    }

    /// Whether the office may have been held that day: held from some day of
    /// 2004 to 2010-05, it may on 2004-01-01 and 2010-05-31.
    pub fn may_cover(&self, day: Date) -> bool {
        self.first_day() <= day && self.last_day().is_none_or(|last| day <= last)
    }

    /// Whether the office was held that day beyond doubt.
    pub fn surely_covers(&self, day: Date) -> bool {
        self.since.1 <= day && self.until.is_none_or(|until| day <= until.0)
    }
}

/// Everyone we know, by id and by state number.
#[derive(Debug, Clone, Default)]
pub struct Actors {
    by_id: HashMap<ActorId, Actor>,
    carried_on_by: HashMap<ActorId, ActorId>,
    by_cow: HashMap<u16, Vec<ActorId>>,
    by_gw: HashMap<u16, Vec<ActorId>>,
}

impl Actors {
    /// Builds the directory; a later actor with the same id replaces the earlier.
    pub fn new(actors: impl IntoIterator<Item = Actor>) -> Self {
        let mut all = Self::default();
        for actor in actors {
            all.by_id.insert(actor.id.clone(), actor);
        }
        for actor in all.by_id.values() {
            for ended in &actor.continues {
                all.carried_on_by.insert(ended.clone(), actor.id.clone());
            }
            if let Some(number) = actor.cow {
                all.by_cow.entry(number).or_default().push(actor.id.clone());
            }
            if let Some(number) = actor.gw {
                all.by_gw.entry(number).or_default().push(actor.id.clone());
            }
        }
        all
    }

    /// The actor with this id.
    pub fn get(&self, id: &str) -> Option<&Actor> {
        self.by_id.get(id)
    }

    /// The name shown to readers; the id itself where the actor is unknown.
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.get(id).map_or(id, |actor| actor.name.as_str())
    }

    /// Everyone, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Actor> {
        self.by_id.values()
    }

    /// The actor and every ended state whose relations it carries on:
    /// `RUS` gives `["RUS", "SUN"]`.
    pub fn lineage(&self, id: &str) -> Vec<ActorId> {
        let mut line = vec![id.to_owned()];
        let mut next = 0;
        while next < line.len() {
            let continues = self.get(&line[next]).map_or(&[][..], |actor| &actor.continues);
            for ended in continues {
                if !line.contains(ended) {
                    line.push(ended.clone());
                }
            }
            next += 1;
        }
        line
    }

    /// The living state that carries on an ended one; the id itself otherwise.
    pub fn today<'a>(&'a self, id: &'a str) -> &'a str {
        let mut id = id;
        while let Some(heir) = self.carried_on_by.get(id) {
            id = heir;
        }
        id
    }

    /// The state that had this Correlates of War number on `day`
    /// (365 is the Soviet Union in 1960 and Russia in 2000).
    pub fn by_cow(&self, number: u16, day: Date) -> Option<&Actor> {
        self.alive(self.by_cow.get(&number)?, day)
    }

    /// The state that had this Gleditsch-Ward number on `day`.
    pub fn by_gw(&self, number: u16, day: Date) -> Option<&Actor> {
        self.alive(self.by_gw.get(&number)?, day)
    }

    /// Gives a state a further Correlates of War number (Germany is 255, and
    /// 260 from 1955 to 1990).
    pub fn also_cow(&mut self, number: u16, id: &str) {
        self.by_cow.entry(number).or_default().push(id.to_owned());
    }

    /// Gives a state a further Gleditsch-Ward number.
    pub fn also_gw(&mut self, number: u16, id: &str) {
        self.by_gw.entry(number).or_default().push(id.to_owned());
    }

    fn alive(&self, ids: &[ActorId], day: Date) -> Option<&Actor> {
        ids.iter().filter_map(|id| self.get(id)).find(|actor| {
            actor.since.is_none_or(|since| since <= day)
                && actor.until.is_none_or(|until| day <= until)
        })
    }
}
