//! How they got here: the weightiest events of each decade, oldest first,
//! and the arrangements that have ended.

use super::{Desk, arrangements, section_or};
use crate::{
    brief::{BriefSentence, Section},
    cite,
    select::{Item, Used},
};
use rapport_record::{Certainty, Date};
use std::collections::BTreeMap;

/// The year the Cold War's order ended; where anything earlier is known, the
/// history holds some of it.
const EARLY_BEFORE: i16 = 1991;

/// What an ended arrangement counts beside events (a treaty signed by two
/// outlets scores about as much).
const ENDED_ARRANGEMENT_SCORE: f64 = 12.0;

struct Candidate<'i, 'm> {
    on: Date,
    score: f64,
    item: Option<&'i Item<'m>>,
    sentence: Option<BriefSentence>,
}

pub(super) fn section(desk: &Desk, n_max: usize, used: &mut Used) -> Section {
    let mut decades = BTreeMap::<i16, Vec<Candidate>>::new();
    for candidate in candidates(desk) {
        let year = candidate.on.year();
        decades.entry(year - year.rem_euclid(10)).or_default().push(candidate);
    }
    for decade in decades.values_mut() {
        decade.sort_by(|x, y| y.score.total_cmp(&x.score));
        decade.reverse();
    }

    let mut chosen = Vec::<(Date, BriefSentence)>::new();
    // One of each decade in turn, the decade with the weightiest left first.
    while chosen.len() < n_max && decades.values().any(|decade| !decade.is_empty()) {
        let mut order: Vec<i16> = decades.keys().copied().collect();
        let best = |decade: &i16| decades[decade].last().map_or(0.0, |one| one.score);
        order.sort_by(|x, y| {
            let early = |decade: &i16| chosen.is_empty() && *decade < EARLY_BEFORE;
            early(y).cmp(&early(x)).then(best(y).total_cmp(&best(x)))
        });
        for decade in order {
            if n_max <= chosen.len() {
                break;
            }
            let left = decades.get_mut(&decade);
            if let Some(one) = left.and_then(|left| next(desk, left, used)) {
                chosen.push(one);
            }
        }
    }
    chosen.sort_by_key(|(on, _)| *on);
    let sentences = chosen.into_iter().map(|(_, sentence)| sentence).collect();
    section_or(
        "history",
        "How they got here",
        sentences,
        "Too little to say: nothing earlier can be cited.",
    )
}

fn candidates<'i, 'm>(desk: &'i Desk<'m>) -> Vec<Candidate<'i, 'm>> {
    let now_since = desk.now_since();
    let events = desk
        .items
        .iter()
        .filter(|item| {
            item.when().to < now_since
                && matches!(
                    item.lead.report.certainty,
                    Certainty::Reported | Certainty::Alleged | Certainty::Denied
                )
        })
        .map(|item| Candidate {
            on: item.when().from,
            score: item.score,
            item: Some(item),
            sentence: None,
        });
    let ended = arrangements::ended(desk).into_iter().map(|(on, sentence)| Candidate {
        on,
        score: ENDED_ARRANGEMENT_SCORE,
        item: None,
        sentence: Some(sentence),
    });
    events.chain(ended).collect()
}

/// The weightiest of a decade that is not told yet.
fn next(desk: &Desk, left: &mut Vec<Candidate>, used: &mut Used) -> Option<(Date, BriefSentence)> {
    while let Some(one) = left.pop() {
        if let Some(sentence) = one.sentence {
            return Some((one.on, sentence));
        }
        if let Some(item) = one.item.filter(|item| used.take(item)) {
            return Some((one.on, cite::sentence(desk.matter, item)));
        }
    }
    None
}
