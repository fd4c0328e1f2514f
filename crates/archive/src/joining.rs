//! The same event: which reports tell of one happening.
//!
//! In: reports that count as of a day. Out: groups of them, one for each
//! happening. A function of the reports alone: neither the order of reading
//! nor how they were read in portions can matter, and nothing is joined by
//! what was not known yet.
//!
//! First by parties and days: only reports are compared that have a country in
//! common, that are both done or both to come, that lie at most
//! [`GAP_DAYS_MAX`] apart, and that share some words unless type, day or mode,
//! and countries agree. Then [`likeness`] weighs type, parties, days, and the
//! words around the trigger, in the sentence and in the names of the parties.
//! What is likely enough is kept as a *link* when a report is stored, so that
//! joining never reads anything again. Groups grow along links by average
//! linkage, the likeliest pair first, so that a chain of daily strikes does not
//! become one event.
//! Reports of one key (the same parties, type and days) are one happening
//! without a link; rows of reference tables join nothing else.

use crate::events::{Told, event_key, is_to_come};
use rapport_record::{EventType, Party, Report};
use sha2::{Digest, Sha256};
use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
};

mod trace;

pub(crate) use trace::linked_on;
use trace::{DeedTold, weighed};
pub use trace::{FEATURES, Trace, features};

/// Days between two reports' days above which they are never one happening
/// ("on Monday" against an undated item of Thursday).
pub const GAP_DAYS_MAX: i64 = 3;

/// Of a stretch longer than this ("has raided", some time of the year) it is not
/// known when it happened: such a report is compared with what was told around
/// the same day.
const LONG_DAYS: i64 = 31;

/// Days back from which a report may reach to one that is near.
const REACH_DAYS: i64 = LONG_DAYS + GAP_DAYS_MAX;

/// Groups are one happening if their reports are so likely the same, on average
/// over all pairs. Chosen on `gold/joining/dev.jsonl` with earlier weights; F1 hardly
/// moves from 0.4 to 0.6, and below more is joined wrongly.
const LIKELIHOOD_MIN: f64 = 0.5;

/// Pairs of reports as likely as this are kept as links; they count in the
/// average even where they alone would not join. Chosen on the same pairs.
pub(crate) const LINK_MIN: f64 = 0.3;

/// How likely two reports tell of one happening, 0 to 1; symmetric.
pub fn likeness(one: &Trace, other: &Trace) -> f64 {
    match (one.key == other.key, one.is_row || other.is_row) {
        (true, _) => 1.0,
        (false, true) => 0.0,
        (false, false) if !may_be_one(one, other) => 0.0,
        (false, false) => weighed(&features(one, other)),
    }
}

/// Whether two reports are compared at all. Those that share no words are so only
/// where they are plainly of one kind and may name the same countries.
pub fn may_be_one(one: &Trace, other: &Trace) -> bool {
    one.is_to_come == other.is_to_come
        && one.is_near(other)
        && one.shares_country(other)
        && !one.has_other_doer(other)
        && (one.is_worded_like(other) || one.is_like(other) && one.agrees_on_countries(other))
}

/// What people said of pairs of reports: one happening, or not.
#[derive(Debug, Default)]
pub(crate) struct Tied {
    pub(crate) together: Vec<(usize, usize)>,
    pub(crate) apart: Vec<(usize, usize)>,
}

/// The reports of each happening, as indices of `told`, first known first;
/// `links` are the likely pairs among them, the smaller index first.
pub(crate) fn join(
    told: &[Told],
    links: &HashMap<(usize, usize), f64>,
    tied: &Tied,
) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by(|&one, &other| first_known(&told[one].report, &told[other].report));
    let mut rank = vec![0; told.len()];
    for (place, &n) in order.iter().enumerate() {
        rank[n] = place;
    }
    let by_rank = links.iter().map(|(&(one, other), &p)| {
        let (one, other) = (rank[one], rank[other]);
        ((one.min(other), one.max(other)), p)
    });
    let ranked = |pairs: &[(usize, usize)]| {
        pairs.iter().map(|&(one, other)| (rank[one], rank[other])).collect()
    };
    let tied = Tied { together: ranked(&tied.together), apart: ranked(&tied.apart) };
    let reports = order.iter().map(|&n| &told[n].report);
    let keys: Vec<String> = reports.clone().map(event_key).collect();
    let deeds: Vec<DeedTold> = reports.map(DeedTold::of).collect();
    let groups = tied_groups(&keys, &deeds, &by_rank.collect(), &tied);
    groups.into_iter().map(|group| group.into_iter().map(|place| order[place]).collect()).collect()
}

/// What an event is called whose first known report this is: the key of its
/// deed, and a mark of where it stands, since one deed may be done twice on a day.
pub(crate) fn event_id(first: &Report) -> String {
    let mark = Sha256::digest(format!("{}\n{}", first.document, first.sentence));
    format!("{}{:02x}{:02x}", event_key(first), mark[0], mark[1])
}

/// The key in an event's id; the whole where it is shorter.
pub(crate) fn key_of(event_id: &str) -> &str {
    event_id.get(..crate::events::KEY_CHARS).unwrap_or(event_id)
}

fn first_known(one: &Report, other: &Report) -> Ordering {
    (one.known_on, &one.document, one.sentence, &one.id).cmp(&(
        other.known_on,
        &other.document,
        other.sentence,
        &other.id,
    ))
}

/// Which of these reports belong together, as indices in ascending order.
pub fn groups(traces: &[Trace]) -> Vec<Vec<usize>> {
    let keys: Vec<String> = traces.iter().map(|trace| trace.key.clone()).collect();
    let deeds: Vec<DeedTold> = traces.iter().map(|trace| trace.deed_told.clone()).collect();
    tied_groups(&keys, &deeds, &likely_pairs(traces), &Tied::default())
}

/// The same by keys and links, with what people said: reports of one key begin
/// as one group, and so do those together; those apart never become one, nor do
/// those of one sentence that tells two deeds.
fn tied_groups(
    keys: &[String],
    deeds: &[DeedTold],
    likely: &HashMap<(usize, usize), f64>,
    tied: &Tied,
) -> Vec<Vec<usize>> {
    let n = keys.len();
    let mut group_of: Vec<usize> = (0..n).collect();
    let mut members: HashMap<usize, Vec<usize>> = (0..n).map(|n| (n, vec![n])).collect();
    let taken_apart: HashSet<usize> =
        tied.apart.iter().flat_map(|&(one, other)| [one, other]).collect();
    let mut first_of = HashMap::<&str, usize>::new();
    for (place, key) in keys.iter().enumerate().filter(|(place, _)| !taken_apart.contains(place)) {
        let first = *first_of.entry(key).or_insert(place);
        unite(&mut group_of, &mut members, first, place);
    }
    for &(one, other) in &tied.together {
        unite(&mut group_of, &mut members, one, other);
    }
    let shared;
    let likely = if tied.together.is_empty() {
        likely
    } else {
        shared = as_the_likeliest(likely, &group_of, &members);
        &shared
    };
    let is_apart = |a: usize, b: usize, group_of: &[usize]| {
        tied.apart
            .iter()
            .any(|&(one, other)| [(a, b), (b, a)].contains(&(group_of[one], group_of[other])))
    };
    let mut order: Vec<(&(usize, usize), &f64)> =
        likely.iter().filter(|(_, p)| LIKELIHOOD_MIN <= **p).collect();
    order.sort_by(|one, other| other.1.total_cmp(one.1).then_with(|| one.0.cmp(other.0)));
    for (&(one, other), _) in order {
        let (a, b) = (group_of[one].min(group_of[other]), group_of[one].max(group_of[other]));
        if a == b
            || mean_likeness(&members[&a], &members[&b], likely) < LIKELIHOOD_MIN
            || is_apart(a, b, &group_of)
            || tell_two_deeds(&members[&a], &members[&b], deeds)
        {
            continue;
        }
        unite(&mut group_of, &mut members, a, b);
    }
    let mut found: Vec<Vec<usize>> = members.into_values().collect();
    found.iter_mut().for_each(|group| group.sort_unstable());
    found.sort();
    found
}

/// Whether a sentence tells a deed of these and another deed of those.
fn tell_two_deeds(these: &[usize], those: &[usize], deeds: &[DeedTold]) -> bool {
    these.iter().any(|&a| those.iter().any(|&b| deeds[a].is_told_beside(&deeds[b])))
}

fn unite(
    group_of: &mut [usize],
    members: &mut HashMap<usize, Vec<usize>>,
    one: usize,
    other: usize,
) {
    let (a, b) = (group_of[one].min(group_of[other]), group_of[one].max(group_of[other]));
    if a == b {
        return;
    }
    let joined = members.remove(&b).expect("a group has members");
    for &n in &joined {
        group_of[n] = a;
    }
    members.get_mut(&a).expect("a group has members").extend(joined);
}

/// What is one with a report by a person's word is as like to others as the
/// likeliest of them; else a merge would drive away what either half had drawn.
fn as_the_likeliest(
    likely: &HashMap<(usize, usize), f64>,
    group_of: &[usize],
    members: &HashMap<usize, Vec<usize>>,
) -> HashMap<(usize, usize), f64> {
    let mut between = HashMap::<(usize, usize), f64>::new();
    for (&(one, other), &p) in likely {
        let (a, b) = (group_of[one].min(group_of[other]), group_of[one].max(group_of[other]));
        let most = between.entry((a, b)).or_insert(p);
        *most = most.max(p);
    }
    let each = between.into_iter().filter(|((a, b), _)| a != b).flat_map(|((a, b), p)| {
        let others = &members[&b];
        let pairs =
            members[&a].iter().flat_map(|one| others.iter().map(move |other| (*one, *other)));
        pairs.map(move |(one, other)| ((one.min(other), one.max(other)), p)).collect::<Vec<_>>()
    });
    each.collect()
}

/// The likeness of all pairs of different keys that are likely, the smaller index first.
///
/// By day, so that the work grows with the number of reports and with how many
/// lie within [`REACH_DAYS`], not with its square.
pub(crate) fn likely_pairs(traces: &[Trace]) -> HashMap<(usize, usize), f64> {
    let mut by_day: Vec<usize> = (0..traces.len()).collect();
    by_day.sort_by_key(|&n| (traces[n].linked_on(), n));
    let mut open: Vec<usize> = Vec::new();
    let mut likely = HashMap::new();
    for &n in &by_day {
        let first = traces[n].linked_on() - REACH_DAYS;
        open.retain(|&earlier| first <= traces[earlier].linked_on());
        for &earlier in &open {
            if traces[earlier].key == traces[n].key {
                continue;
            }
            let p = likeness(&traces[earlier], &traces[n]);
            if LINK_MIN <= p {
                likely.insert((earlier.min(n), earlier.max(n)), p);
            }
        }
        open.push(n);
    }
    likely
}

fn mean_likeness(these: &[usize], those: &[usize], likely: &HashMap<(usize, usize), f64>) -> f64 {
    let all = these.iter().flat_map(|&a| those.iter().map(move |&b| (a.min(b), a.max(b))));
    let sum: f64 = all.map(|pair| likely.get(&pair).copied().unwrap_or(0.0)).sum();
    sum / (these.len() * those.len()) as f64
}
