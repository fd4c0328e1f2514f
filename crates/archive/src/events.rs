//! Reports into events: the key of a report's deed, and what the reports of one
//! event say together. Which reports tell of one event: `joining.rs`.

use crate::joining::event_id;
use rapport_record::{
    ActorId, CasualtyClaim, CasualtyRange, Certainty, DateSource, Dated, Event, EventStatus, Party,
    Place, Recorded, Report, Role, Timestamp,
};
use sha2::{Digest, Sha256};
use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet},
};

/// Bytes of an event's id: 64 bits, so that among a million events two share
/// one by chance once in 40 million archives.
const KEY_BYTES: usize = 8;

/// Characters of a key.
pub(crate) const KEY_CHARS: usize = 2 * KEY_BYTES;

/// The key of the deed a report tells of, 16 hexadecimal digits: a hash of source and
/// target with their roles (in no order where the deed runs both ways), type,
/// inner type, days, and whether it is done or still to come.
///
/// A bare state counts as its government ("Russia vetoed", "the Russian
/// government vetoed"). How the days are known makes no difference.
pub fn event_key(report: &Report) -> String {
    let mut parties = [side(report.source.as_ref()), side(report.target.as_ref())];
    if report.reciprocal {
        parties.sort();
    }
    let act = report.act.as_ref().map_or("", |act| act.event_type.as_str());
    let (from, to) = (report.happened_on.from, report.happened_on.to);
    let direction = if report.reciprocal { "both" } else { "one" };
    let stage = if is_to_come(report.certainty) { "to come" } else { "done" };
    let [source, target] = parties;
    let what = format!(
        "{source}\n{target}\n{}\n{act}\n{from}\n{to}\n{direction}\n{stage}",
        report.event_type
    );
    let hash = Sha256::digest(what);
    hash[..KEY_BYTES].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn side(party: Option<&Party>) -> String {
    let Some(party) = party else { return String::new() };
    let is_state = party.actor.len() == 3 && party.actor.bytes().all(|b| b.is_ascii_uppercase());
    let role = party.role.or(is_state.then_some(Role::Government));
    format!("{} {}", party.actor, role.map_or("", Role::as_str))
}

pub(crate) fn is_to_come(certainty: Certainty) -> bool {
    matches!(certainty, Certainty::Planned | Certainty::Conditional)
}

/// A report with what the archive adds: who published it, and when it was read.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) report: Report,
    pub(crate) outlet: String,
    pub(crate) recorded_at: Timestamp,
}

impl Told {
    pub(crate) fn recorded(&self) -> Recorded<Report> {
        Recorded { what: self.report.clone(), recorded_at: self.recorded_at }
    }
}

/// Which report speaks for the event: the firmest, then one that names both
/// sides, then one that tells it as news, not in passing ("after its pact with"), then the
/// likeliest, then the earliest known, then the one with the smallest id.
fn best_first(one: &Report, other: &Report) -> Ordering {
    let rank = |report: &Report| (report.certainty, report.known_on, report.id.clone());
    let (one_rank, other_rank) = (rank(one), rank(other));
    one_rank
        .0
        .cmp(&other_rank.0)
        .then_with(|| is_one_sided(one).cmp(&is_one_sided(other)))
        .then_with(|| is_in_passing(one).cmp(&is_in_passing(other)))
        .then(other.probability.total_cmp(&one.probability))
        .then_with(|| (&one_rank.1, &one_rank.2).cmp(&(&other_rank.1, &other_rank.2)))
        .then_with(|| one.document.cmp(&other.document))
}

fn is_one_sided(report: &Report) -> bool {
    report.source.is_none() || report.target.is_none()
}

/// Whether a report dates its deed only to some days up to the news.
fn is_in_passing(report: &Report) -> bool {
    let Dated { from, to, known_from } = report.happened_on;
    known_from == DateSource::Tense && from < to && to <= report.known_on
}

/// What the reports of one event say together, and they, best first; none where
/// there is no report. `told` begins with the report known first, which names the event.
///
/// The best report speaks for the event, except that its day and place are the
/// best told of all: a stated day before a day of publication, a town before a state.
/// `n_reports` counts sentences: the twins of a symmetric deed, there and back,
/// are one. `n_outlets` counts different outlets; a table counts as one, and all
/// documents that name neither outlet nor source count as one.
pub(crate) fn event(mut told: Vec<Told>) -> Option<(Event, Vec<Recorded<Report>>)> {
    let id = event_id(&told.first()?.report);
    told.sort_by(|one, other| best_first(&one.report, &other.report));
    let best = &told.first()?.report;
    let reports = || told.iter().map(|told| &told.report);
    let about: BTreeSet<&ActorId> = reports().flat_map(|report| &report.about).collect();
    let outlets: BTreeSet<&str> = told.iter().map(|told| told.outlet.as_str()).collect();
    let told_in: BTreeSet<(&str, usize)> =
        reports().map(|report| (report.document.as_str(), report.sentence)).collect();
    let is_fact = best.certainty == Certainty::Reported;
    let event = Event {
        id,
        event_type: best.event_type,
        mode: best.mode.clone(),
        act: best.act.clone(),
        source: best.source.clone(),
        target: best.target.clone(),
        about: about.into_iter().cloned().collect(),
        happened_on: best_day(&told)?,
        place: best_place(&told),
        certainty: best.certainty,
        status: status(&told),
        attributed_to: if is_fact { None } else { best.attributed_to.clone() },
        reciprocal: best.reciprocal,
        cameo: best.cameo.clone(),
        quad: best.quad,
        goldstein: best.goldstein,
        probability: reports().map(|report| report.probability).fold(f64::MIN, f64::max),
        n_reports: told_in.len(),
        n_outlets: outlets.len(),
        n_independent_outlets: independent_outlets(told.iter()),
        casualties: casualties(&told),
        known_on: reports().map(|report| report.known_on).min()?,
        recorded_at: told.iter().map(|told| told.recorded_at).min()?,
        last_report_on: reports().map(|report| report.known_on).max()?,
        reports: reports().map(|report| report.id.clone()).collect(),
    };
    Some((event, told.iter().map(Told::recorded).collect()))
}

/// The day of the firmest reports that is surest known, then narrowest, then told best; days told
/// in passing only where there are no others.
fn best_day(told: &[Told]) -> Option<Dated> {
    let firmest = told.first()?.report.certainty;
    let days = told.iter().map(|told| &told.report).filter(|report| report.certainty == firmest);
    days.min_by_key(|report| {
        let Dated { from, to, known_from } = report.happened_on;
        (is_in_passing(report), known_from, (to - from).get_days())
    })
    .map(|report| report.happened_on)
}

fn best_place(told: &[Told]) -> Option<Place> {
    let places = told.iter().filter_map(|told| told.report.place.as_ref());
    places.min_by_key(|place| place.precision).cloned()
}

/// How many outlets tell it in words of their own. Of outlets that share a
/// sentence all but one are copies; an outlet with one sentence of its own is none.
fn independent_outlets<'t>(told: impl Iterator<Item = &'t Told>) -> usize {
    let mut by_outlet: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for told in told {
        let text: String = told.report.text.to_lowercase();
        let bare = text.chars().filter(|c| c.is_alphanumeric()).collect();
        by_outlet.entry(&told.outlet).or_default().insert(bare);
    }
    let mut seen = BTreeSet::new();
    let is_new = |texts: &BTreeSet<String>, seen: &BTreeSet<String>| {
        texts.iter().any(|text| !seen.contains(text))
    };
    let mut n = 0;
    for texts in by_outlet.into_values() {
        n += usize::from(is_new(&texts, &seen));
        seen.extend(texts);
    }
    n
}

fn casualties(told: &[Told]) -> Option<CasualtyRange> {
    let mut range = CasualtyRange::default();
    let widen = |so_far: &mut Option<(u32, u32)>, figure: Option<u32>| {
        if let Some(figure) = figure {
            let (least, most) = so_far.unwrap_or((figure, figure));
            *so_far = Some((least.min(figure), most.max(figure)));
        }
    };
    for Told { report, outlet, .. } in told {
        let Some(figures) = &report.casualties else { continue };
        widen(&mut range.killed, figures.killed);
        widen(&mut range.wounded, figures.wounded);
        widen(&mut range.missing, figures.missing);
        range.claims.push(CasualtyClaim {
            figures: figures.clone(),
            report: report.id.clone(),
            outlet: outlet.clone(),
            known_on: report.known_on,
        });
    }
    range
        .claims
        .sort_by(|one, other| (one.known_on, &one.report).cmp(&(other.known_on, &other.report)));
    (!range.claims.is_empty()).then_some(range)
}

/// How well the reports establish their event.
fn status(told: &[Told]) -> EventStatus {
    let with = |certainty| told.iter().filter(move |told| told.report.certainty == certainty);
    let stated_by = independent_outlets(with(Certainty::Reported));
    let is_denied = with(Certainty::Denied).next().is_some();
    let is_alleged = with(Certainty::Alleged).next().is_some();
    if told.iter().any(|told| is_confirmation(&told.report)) {
        return EventStatus::Confirmed;
    }
    match (stated_by, is_denied) {
        (0, true) => EventStatus::Denied,
        (0, false) if is_alleged => EventStatus::Alleged,
        (0, false) => EventStatus::Planned,
        (_, true) => EventStatus::Disputed,
        (1, false) => EventStatus::Reported,
        (_, false) => EventStatus::Corroborated,
    }
}

/// Whether a report tells its deed as confirmed: "admitted shelling", "confirmed that its troops
/// crossed", "claims responsibility for"; not "has not confirmed", "confirmed the envoy after".
fn is_confirmation(report: &Report) -> bool {
    const STEMS: &[&str] = &["confirm", "admit", "acknowledg"];
    const NEGATIONS: &[&str] = &[
        "not", "cannot", "never", "no", "nobody", "none", "nor", "neither", "without", "to", "if",
        "yet", "t", "declined", "refused", "refuses", "declines", "failed",
    ];
    /// What opens the deed behind "confirmed".
    const OPENERS: &[&str] = &["that", "it", "its", "his", "their", "they", "he", "she", "having"];
    let Some(trigger) = report.trigger else { return false };
    let before: String = report.text.chars().take(trigger.start).collect::<String>().to_lowercase();
    let words: Vec<&str> =
        before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_claim = |at: usize| {
        words[at].starts_with("claim")
            && words.get(at + 1) == Some(&"responsibility")
            && words.get(at + 2).is_some_and(|word| matches!(*word, "for" | "of"))
            && words.len() <= at + 5
    };
    let is_said = |at: usize| {
        STEMS.iter().any(|stem| words[at].starts_with(stem))
            && words.get(at + 1).is_none_or(|next| OPENERS.contains(next))
    };
    matches!(report.certainty, Certainty::Reported | Certainty::Alleged)
        && (0..words.len()).any(|at| {
            (is_said(at) || is_claim(at))
                && !words[..at].iter().any(|word| NEGATIONS.contains(word))
                && !words[at..].iter().any(|word| matches!(*word, "after" | "before" | "while"))
        })
}

/// The order of events in every answer: by day, then by id.
pub(crate) fn by_day(one: &Event, other: &Event) -> Ordering {
    let days = |event: &Event| (event.happened_on.from, event.happened_on.to);
    days(one).cmp(&days(other)).then_with(|| one.id.cmp(&other.id))
}

/// The statement that speaks for an arrangement told in several places: the
/// firmest, then the latest (a newer table knows more about the end), then by
/// its document.
pub(crate) fn arrangement_rank(
    arrangement: &rapport_record::Arrangement,
    document: &str,
) -> (Certainty, Reverse<jiff::civil::Date>, String) {
    (arrangement.certainty, Reverse(arrangement.known_on), document.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::fixtures::{now, party, report};
    use rapport_record::{Casualties, Certainty::*};

    fn told(certainty: Certainty, outlet: &str, id: &str) -> Told {
        Told {
            report: Report {
                certainty,
                text: format!("{outlet} has words of its own."),
                ..report(id, "RUS", "PRK")
            },
            outlet: outlet.into(),
            recorded_at: now(),
        }
    }

    #[track_caller]
    fn check_status(told_by: &[(Certainty, &str)], expected: EventStatus) {
        let told = told_by.iter().map(|(certainty, outlet)| told(*certainty, outlet, "d:0:0"));
        assert_eq!(event(told.collect()).unwrap().0.status, expected);
    }

    #[test]
    fn one_outlet_reports_and_two_corroborate() {
        check_status(&[(Reported, "A")], EventStatus::Reported);
        check_status(&[(Reported, "A"), (Reported, "A")], EventStatus::Reported);
        check_status(&[(Reported, "A"), (Alleged, "B")], EventStatus::Reported);
        check_status(&[(Reported, "A"), (Reported, "B")], EventStatus::Corroborated);
    }

    #[test]
    fn who_can_know_confirms_what_was_alleged_or_denied() {
        let saying = |certainty, text: &str| {
            let mut told = told(certainty, "B", "b:0:0");
            let at = text.find("shell").expect("the deed");
            told.report.trigger = Some(rapport_record::Span { start: at, end: at + 5 });
            told.report.text = text.into();
            told
        };
        let status = |all: Vec<Told>| event(all).unwrap().0.status;
        let denied = || told(Denied, "A", "a:0:0");
        let admits = saying(Reported, "Freedonia admitted shelling the town.");
        assert_eq!(status(vec![denied(), admits]), EventStatus::Confirmed);
        let confirms = saying(Alleged, "The council confirmed that Freedonia shelled it.");
        assert_eq!(status(vec![confirms]), EventStatus::Confirmed);
        let refuses = saying(Alleged, "Freedonia has not confirmed that it shelled it.");
        assert_eq!(status(vec![denied(), refuses]), EventStatus::Denied);
        for text in [
            "Senators confirmed the envoy hours after Freedonia shelled it.",
            "No group has so far claimed responsibility after Freedonia shelled it.",
        ] {
            assert_eq!(status(vec![saying(Reported, text)]), EventStatus::Reported, "{text}");
        }
    }

    #[test]
    fn copies_of_one_text_do_not_corroborate() {
        let mut copy = told(Reported, "B", "b:0:0");
        let agency = told(Reported, "A", "a:0:0");
        copy.report.text = agency.report.text.to_uppercase();
        let (event, _) = event(vec![agency, copy]).unwrap();
        assert_eq!((event.n_outlets, event.n_independent_outlets), (2, 1));
        assert_eq!(event.status, EventStatus::Reported);
    }

    #[test]
    fn casualties_are_a_range_with_who_says_what() {
        let counting = |outlet: &str, id: &str, killed| {
            let mut told = told(Reported, outlet, id);
            told.report.casualties =
                Some(Casualties { killed: Some(killed), ..Default::default() });
            told
        };
        let (event, _) =
            event(vec![counting("A", "a:0:0", 12), counting("B", "b:0:0", 9)]).unwrap();
        let range = event.casualties.unwrap();
        assert_eq!((range.killed, range.wounded), (Some((9, 12)), None));
        let by: Vec<&str> = range.claims.iter().map(|claim| claim.outlet.as_str()).collect();
        assert_eq!(by, ["A", "B"]);
    }

    #[test]
    fn a_denial_disputes_what_is_stated_and_denies_what_is_alleged() {
        check_status(&[(Reported, "A"), (Denied, "B")], EventStatus::Disputed);
        check_status(&[(Alleged, "A"), (Denied, "B")], EventStatus::Denied);
        check_status(&[(Denied, "B")], EventStatus::Denied);
        check_status(&[(Alleged, "A")], EventStatus::Alleged);
        check_status(&[(Planned, "A"), (Conditional, "B")], EventStatus::Planned);
    }

    #[test]
    fn the_firmest_report_speaks_then_the_likeliest_then_the_earliest() {
        let mut alleged = told(Alleged, "A", "a:0:0");
        alleged.report.probability = 0.99;
        let mut late = told(Reported, "B", "b:0:0");
        late.report.known_on = "2024-07-01".parse().unwrap();
        let early = told(Reported, "C", "c:0:0");
        let (event, _) = event(vec![alleged, late, early]).unwrap();
        assert_eq!(event.reports, ["c:0:0", "b:0:0", "a:0:0"]);
        assert_eq!(event.probability, 0.99);
        assert_eq!((event.n_reports, event.n_outlets), (3, 3));
        assert_eq!(event.last_report_on.to_string(), "2024-07-01");
    }

    #[test]
    fn who_tells_it_as_news_speaks_before_who_tells_it_in_passing() {
        let news = told(Reported, "A", "a:0:0");
        let day = news.report.happened_on;
        let mut passing = told(Reported, "B", "b:0:0");
        passing.report.probability = 0.99;
        passing.report.happened_on = Dated {
            from: day.from.saturating_sub(jiff::Span::new().days(30)),
            known_from: DateSource::Tense,
            ..day
        };
        let (event, _) = event(vec![passing, news]).unwrap();
        assert_eq!(event.reports, ["a:0:0", "b:0:0"]);
        assert_eq!(event.happened_on, day);
    }

    #[test]
    fn twins_of_a_symmetric_deed_are_one_event() {
        let one = Report { reciprocal: true, ..report("d:0:0", "RUS", "PRK") };
        let twin = Report { reciprocal: true, ..report("d:0:1", "PRK", "RUS") };
        assert_eq!(event_key(&one), event_key(&twin));
        let there = report("d:0:0", "RUS", "PRK");
        let back = report("d:0:1", "PRK", "RUS");
        assert_ne!(event_key(&there), event_key(&back));
    }

    #[test]
    fn twins_in_one_sentence_are_told_once() {
        let mut twin = told(Reported, "A", "d:0:1");
        std::mem::swap(&mut twin.report.source, &mut twin.report.target);
        let mut later = told(Reported, "A", "d:1:2");
        later.report.sentence = 1;
        let (event, _) = event(vec![told(Reported, "A", "d:0:0"), twin, later]).unwrap();
        assert_eq!((event.n_reports, event.n_outlets, event.reports.len()), (2, 1, 3));
    }

    #[test]
    fn a_bare_state_is_its_government_and_not_its_army() {
        let bare = report("d:0:0", "RUS", "PRK");
        let mut government = bare.clone();
        government.source = Some(party("RUS", Some(Role::Government)));
        let mut army = bare.clone();
        army.source = Some(party("RUS", Some(Role::Military)));
        assert_eq!(event_key(&bare), event_key(&government));
        assert_ne!(event_key(&bare), event_key(&army));
    }

    #[test]
    fn a_plan_is_another_event_than_the_deed() {
        let done = report("d:0:0", "RUS", "PRK");
        let planned = Report { certainty: Planned, ..done.clone() };
        let denied = Report { certainty: Denied, ..done.clone() };
        assert_ne!(event_key(&done), event_key(&planned));
        assert_eq!(event_key(&done), event_key(&denied));
    }
}
