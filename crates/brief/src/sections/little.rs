//! What little is known, where there is too little for a brief.

use super::{Desk, EVENTS_MIN, arrangements};
use crate::{brief::Section, cite, names, select::Used};

pub(super) fn section(desk: &Desk) -> Section {
    let matter = desk.matter;
    let mut used = Used::default();
    let mut items: Vec<_> = desk.items.iter().filter(|item| used.take(item)).collect();
    items.sort_by_key(|item| item.when());
    let mut sentences: Vec<_> =
        items.into_iter().map(|item| cite::sentence(matter, item)).collect();
    let mut lasting = arrangements::section(desk, EVENTS_MIN).sentences;
    lasting.extend(arrangements::ended(desk).into_iter().map(|(_, sentence)| sentence));
    sentences.extend(lasting.into_iter().take(2 * EVENTS_MIN));
    let pair = names::list(&[
        names::actor(matter.actors, &matter.a.id),
        names::actor(matter.actors, &matter.b.id),
    ]);
    let n = desk.n_events();
    let events = match n {
        0 => "no event".to_owned(),
        1 => "one event".to_owned(),
        n => format!("{n} events"),
    };
    let notice = format!(
        "Too little to say: the archive holds {events} about {pair} that can be cited, and a \
         brief needs {EVENTS_MIN}."
    );
    Section {
        id: "little".to_owned(),
        title: "What little is known".to_owned(),
        sentences,
        notices: vec![notice],
    }
}
