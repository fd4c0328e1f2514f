//! How events hang together: part of, follows, answers, one of a series.
//!
//! In: one event and those around it, each with its reports. Out: [`Link`]s to
//! earlier events. Order in time is no cause: a link says what kind of deed
//! came so many days after which other one, and no more. Only where a sentence
//! that tells both deeds claims that one was done because of the other does
//! the link carry that claim, in that sentence's words.

use crate::{matter::Told, names::owner};
use rapport_record::{ActorId, Certainty, Date, DateSource, Event, EventType, Quad, Report, Span};
use serde::Serialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Days within which a deed or word may answer another. Ours: of replies told
/// as such in the news hardly one came later than two weeks.
const ANSWER_DAYS_MAX: i32 = 14;
/// Days within which a sanction may follow a deed, or a deed the plan for it. Ours.
pub const FOLLOWS_DAYS_MAX: i32 = 90;
/// Days within which a promised deed may follow the promise. Ours.
pub const PROMISE_DAYS_MAX: i32 = 365;
/// A stretch of force longer than this is one of which single deeds are part
/// (a war, a siege). Ours: no dated deed of a day's news lasts longer.
const LONG_DAYS: i32 = 31;
/// Modes of a stretch of force; a killing "in 2015" is short, and only its day unknown.
const LASTING: [&str; 5] = ["war", "invade", "clash", "occupy", "blockade"];
/// Days within which force may answer force of which no word is shared. Ours.
const BLOW_DAYS_MAX: i32 = 3;
/// Days that a deed of the day's news may be uncertain by; one told as of "the
/// last month" is a mention of another. Ours.
const DEED_DAYS_MAX: i32 = 7;

/// An event and the reports of it, best first.
#[derive(Debug, Clone)]
pub struct Happening<'a> {
    /// The event.
    pub event: &'a Event,
    /// Its reports.
    pub reports: Vec<&'a Report>,
}

impl<'a> Happening<'a> {
    /// Of an event with its cited reports.
    pub fn of(told: &'a Told) -> Self {
        Self {
            event: &told.event,
            reports: told.reports.iter().map(|cited| &cited.report).collect(),
        }
    }
}

/// In what way an event hangs together with an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// A deed within a longer one: a strike in a war, a treaty signed on a visit.
    PartOf,
    /// It came after: a sanction after a test, a deed after its promise.
    Follows,
    /// It came after, and the two have changed sides: a protest after a drill.
    Answers,
    /// One more of the same: the third meeting of two governments.
    OfSeries,
}

/// What an event has to do with an earlier one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// In what way.
    pub kind: LinkKind,
    /// The earlier event; of a series the one just before.
    pub event: String,
    /// Days from the end of that one to the beginning of this.
    pub days: i32,
    /// Of a series: which one this is, counted from 1 over what the archive knows.
    pub nth: Option<usize>,
    /// Of a series: the day of the first.
    pub since: Option<Date>,
    /// The sentence that claims the one was done because of the other.
    pub claim: Option<Claim>,
}

/// A sentence that claims a cause.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claim {
    /// Its document.
    pub document: String,
    /// Its index there.
    pub sentence: usize,
    /// The sentence.
    pub quote: String,
}

/// What `one` has to do with earlier events among `others`: at most one link
/// of each kind, to the nearest. The order of `others` does not matter.
///
/// A plan, a condition or a denied deed is part of nothing, answers nothing and
/// is none of a series, but a deed may follow the plan for it.
pub fn links(one: &Happening<'_>, others: &[Happening<'_>]) -> Vec<Link> {
    if !is_done(one.event) {
        return Vec::new();
    }
    let others: Vec<&Happening<'_>> =
        others.iter().filter(|other| other.event.id != one.event.id).collect();
    let mine = Words::of(one);
    [
        part_of(one, &others),
        answers(one, &mine, &others),
        follows(one, &mine, &others),
        of_series(one, &others),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn is_done(event: &Event) -> bool {
    matches!(event.certainty, Certainty::Reported | Certainty::Alleged)
}

fn link(kind: LinkKind, one: &Event, other: &Event, claim: Option<Claim>) -> Link {
    let days = days_from(other, one).max(0);
    Link { kind, event: other.id.clone(), days, nth: None, since: None, claim }
}

/// Whole days from the last possible day of one to the first of the other.
fn days_from(earlier: &Event, later: &Event) -> i32 {
    (later.happened_on.from - earlier.happened_on.to).get_days()
}

fn length_days(event: &Event) -> i32 {
    (event.happened_on.to - event.happened_on.from).get_days()
}

/// The state or group that acts, and the one it is done to.
fn sides(event: &Event) -> (Option<&ActorId>, Option<&ActorId>) {
    (event.source.as_ref().map(owner), event.target.as_ref().map(owner))
}

fn is_of_same_two(one: &Event, other: &Event) -> bool {
    let (a, b) = sides(one);
    let theirs = sides(other);
    a.is_some() && b.is_some() && a != b && (theirs == (a, b) || theirs == (b, a))
}

fn part_of(one: &Happening<'_>, others: &[&Happening<'_>]) -> Option<Link> {
    let days = one.event.happened_on;
    let holds =
        |other: &Event| other.happened_on.from <= days.from && days.to <= other.happened_on.to;
    let is_war = |other: &Event| {
        LONG_DAYS < length_days(other)
            && length_days(one.event) <= DEED_DAYS_MAX
            && one.event.mode != other.mode
            && other.happened_on.known_from == DateSource::Stated
            && other.mode.as_deref().is_some_and(|mode| LASTING.contains(&mode))
            && [other.quad, one.event.quad] == [Quad::MaterialConflict; 2]
    };
    let is_visit = |other: &Happening<'_>| {
        is_meeting(other.event)
            && one.event.event_type != EventType::Consult
            && matches!(one.event.quad, Quad::VerbalCooperation | Quad::MaterialCooperation)
            && share_a_document(one, other)
    };
    others
        .iter()
        .filter(|other| is_done(other.event) && is_of_same_two(one.event, other.event))
        .filter(|other| holds(other.event) && (is_war(other.event) || is_visit(other)))
        .min_by_key(|other| (length_days(other.event), &other.event.id))
        .map(|other| link(LinkKind::PartOf, one.event, other.event, None))
}

fn share_a_document(one: &Happening<'_>, other: &Happening<'_>) -> bool {
    let tells_other = |document: &str| other.reports.iter().any(|one| one.document == document);
    one.reports.iter().any(|mine| tells_other(&mine.document))
}

/// Whether two sides met in person.
fn is_meeting(event: &Event) -> bool {
    event.event_type == EventType::Consult
        && matches!(event.mode.as_deref(), Some("visit" | "host" | "meet"))
}

fn answers(one: &Happening<'_>, mine: &Words, others: &[&Happening<'_>]) -> Option<Link> {
    let (doer, done_to) = sides(one.event);
    let (doer, done_to) = (doer?, done_to?);
    if doer == done_to {
        return None;
    }
    let have_changed_sides = |other: &Event| {
        let (source, target) = sides(other);
        // A test or a drill near by has no target, or is told with whom it worries.
        let concerns = target == Some(doer)
            || target.is_none() && other.event_type == EventType::Mobilize
            || other.about.contains(doer);
        source == Some(done_to) && concerns
    };
    nearest(one, others, |other| {
        if !have_changed_sides(other.event)
            || !is_reply(other.event.event_type, one.event.event_type)
        {
            return None;
        }
        let claim = claim(one, other);
        let days = days_from(other.event, one.event);
        let is_blow = |event: &Event| event.event_type == EventType::Assault;
        let is_near = days <= BLOW_DAYS_MAX && is_blow(one.event) && is_blow(other.event);
        let is_in_time = 0 < days && days <= ANSWER_DAYS_MAX;
        (claim.is_some()
            || is_in_time && (is_near || mine.are_of_one_matter_with(&Words::of(other))))
        .then_some(claim)
    })
    .map(|(other, claim)| link(LinkKind::Answers, one.event, other.event, claim))
}

/// What may be said or done in answer to what: in words to any harm, in kind,
/// and yes or no to a request.
fn is_reply(to: EventType, reply: EventType) -> bool {
    use EventType::*;
    match to {
        Request => matches!(reply, Agree | Reject | Concede | Aid | Cooperate),
        Threaten => matches!(reply, Threaten | Reject | Accuse | Mobilize | Concede),
        Accuse => matches!(reply, Accuse | Reject),
        Sanction | Coerce | Mobilize | Assault => {
            reply == to || matches!(reply, Accuse | Threaten | Reject)
        }
        _ => false,
    }
}

fn follows(one: &Happening<'_>, mine: &Words, others: &[&Happening<'_>]) -> Option<Link> {
    let event = one.event;
    let is_promise = |other: &Event| {
        other.event_type == EventType::Agree
            && other.act.as_ref().is_some_and(|act| act.event_type == event.event_type)
            && sides(other) == sides(event)
            && days_from(other, event) <= PROMISE_DAYS_MAX
    };
    let is_plan = |other: &Event| {
        other.certainty == Certainty::Planned
            && other.event_type == event.event_type
            && sides(other) == sides(event)
            && (event.happened_on.from - other.known_on).get_days() <= FOLLOWS_DAYS_MAX
    };
    let is_provocation = |other: &Event| {
        use EventType::*;
        event.event_type == Sanction
            && matches!(other.event_type, Mobilize | Assault | Coerce)
            && sides(event).1.is_some()
            && sides(other).0 == sides(event).1
            && days_from(other, event) <= FOLLOWS_DAYS_MAX
    };
    nearest(one, others, |other| {
        let earlier = other.event;
        // A plan's own days lie ahead of it: it is earlier by the day it was known.
        if is_plan(earlier)
            && earlier.known_on < event.happened_on.from
            && mine.are_of_one_matter_with(&Words::of(other))
        {
            return Some(None);
        }
        if !is_done(earlier) {
            return None;
        }
        let claim = claim(one, other);
        let came_before = 0 < days_from(earlier, event);
        let may_follow = came_before && (is_promise(earlier) || is_provocation(earlier));
        (claim.is_some() || may_follow && mine.are_of_one_matter_with(&Words::of(other)))
            .then_some(claim)
    })
    .map(|(other, claim)| link(LinkKind::Follows, event, other.event, claim))
}

/// Beginnings of the longer words that tell an event, but the commonest.
struct Words {
    /// Of its sentences.
    told: HashSet<String>,
    /// Of what its sides are called.
    names: HashSet<String>,
}

impl Words {
    fn of(happening: &Happening<'_>) -> Self {
        let reports = &happening.reports;
        let sides = reports.iter().flat_map(|report| [&report.source, &report.target]).flatten();
        Self {
            told: reports.iter().flat_map(|report| stems(&report.text)).collect(),
            names: sides.flat_map(|party| stems(&party.name)).collect(),
        }
    }

    /// Whether both share a word beside who they are of: a name, a thing, a place.
    /// Weak, but two deeds that share none are rarely of one matter.
    fn are_of_one_matter_with(&self, other: &Self) -> bool {
        let is_name = |word: &String| self.names.contains(word) || other.names.contains(word);
        self.told.intersection(&other.told).any(|word| !is_name(word))
    }
}

/// Letters by which words are compared, so that "invaded" is "invasion". Ours.
const STEM: usize = 5;

fn stems(text: &str) -> impl Iterator<Item = String> + '_ {
    static COMMON: LazyLock<HashSet<&str>> =
        LazyLock::new(|| include_str!("../../../data/words/common_stems.txt").lines().collect());
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| STEM <= word.chars().count())
        .map(|word| word.to_lowercase().chars().take(STEM).collect::<String>())
        .filter(|stem| !COMMON.contains(stem.as_str()))
}

/// The latest of those that fit; one whose sentence claims the cause before all others.
fn nearest<'o, 'a>(
    one: &Happening<'_>,
    others: &[&'o Happening<'a>],
    fits: impl Fn(&Happening<'a>) -> Option<Option<Claim>>,
) -> Option<(&'o Happening<'a>, Option<Claim>)> {
    others
        .iter()
        .filter(|other| {
            other.event.happened_on.from <= one.event.happened_on.from || !is_done(other.event)
        })
        .filter_map(|other| Some((*other, fits(other)?)))
        .max_by_key(|(other, claim)| {
            (claim.is_some(), other.event.happened_on.from, other.event.id.clone())
        })
}

/// Words by which a sentence claims that what stands before them was done
/// because of what stands behind.
const BECAUSE: &[&str] = &[
    " in response to ",
    " in retaliation for ",
    " in reprisal for ",
    " in protest at ",
    " in protest against ",
    " in protest over ",
    " because of ",
    " prompted by ",
    " as punishment for ",
    " as a punishment for ",
    " over ",
];
/// The same of what stands behind them, because of what stands before.
const THEREFORE: &[&str] =
    &[" in response", " in retaliation", " in reprisal", " prompting ", " drawing "];

/// The sentence, if any, that tells both and claims that `effect` was done because of `cause`.
fn claim(effect: &Happening<'_>, cause: &Happening<'_>) -> Option<Claim> {
    effect.reports.iter().find_map(|mine| {
        let is_there = |theirs: &&&Report| {
            theirs.document == mine.document && theirs.sentence == mine.sentence
        };
        cause.reports.iter().filter(is_there).find_map(|theirs| {
            let (done, because) = (mine.trigger?, theirs.trigger?);
            let says = |from: usize, to: usize, words: &[&str]| {
                Span { start: from, end: to }.of(&mine.text).is_some_and(|between| {
                    let between = between.to_lowercase();
                    words.iter().any(|words| between.contains(words))
                })
            };
            let is_claimed = done.end < because.start && says(done.end, because.start, BECAUSE)
                || because.end < done.start && says(because.end, done.start, THEREFORE);
            is_claimed.then(|| Claim {
                document: mine.document.clone(),
                sentence: mine.sentence,
                quote: mine.text.clone(),
            })
        })
    })
}

/// Meetings of the same two, tests and vetoes of the same one, by their first day.
fn of_series(one: &Happening<'_>, others: &[&Happening<'_>]) -> Option<Link> {
    let mode = one.event.mode.as_deref()?;
    let is_of_series = |other: &Event| {
        is_done(other)
            && other.happened_on.to < one.event.happened_on.from
            && if is_meeting(one.event) {
                is_meeting(other) && is_of_same_two(one.event, other)
            } else {
                matches!(mode, "nuclear-test" | "missile-test" | "veto")
                    && other.mode.as_deref() == Some(mode)
                    && one.event.source.is_some()
                    && sides(other).0 == sides(one.event).0
            }
    };
    let mut before: Vec<&Event> =
        others.iter().map(|other| other.event).filter(|other| is_of_series(other)).collect();
    before.sort_by_key(|event| (event.happened_on.from, &event.id));
    // Two events on one day are likelier one told twice than two meetings.
    before.dedup_by_key(|event| event.happened_on.from);
    let (first, last) = (before.first()?, before.last()?);
    Some(Link {
        nth: Some(before.len() + 1),
        since: Some(first.happened_on.from),
        ..link(LinkKind::OfSeries, one.event, last, None)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{day, report, told, told_by};
    use EventType::*;

    const FORTH: (&str, &str) = ("FRE", "RUR");
    const BACK: (&str, &str) = ("RUR", "FRE");

    /// Kind, event and days of each link of the first to the others.
    fn found(one: &Told, others: &[&Told]) -> Vec<(LinkKind, String, i32)> {
        let others: Vec<_> = others.iter().map(|told| Happening::of(told)).collect();
        let name = |id: &str| id.trim_start_matches("event-").split(':').next().map(str::to_owned);
        links(&Happening::of(one), &others)
            .into_iter()
            .map(|link| (link.kind, name(&link.event).expect("a name"), link.days))
            .collect()
    }

    fn event(id: &str, on: &str, sides: (&str, &str), kind: EventType, mode: &str) -> Told {
        told(report(
            id,
            on,
            sides,
            kind,
            mode,
            "Freedonia and Ruritania are at odds over the canal.",
        ))
    }

    #[test]
    fn a_protest_note_answers_the_nearest_drill_of_the_other_side() {
        let early = event("early", "2024-03-01", BACK, Mobilize, "drill");
        let drill = event("drill", "2024-03-05", BACK, Mobilize, "drill");
        let own = event("own", "2024-03-06", FORTH, Mobilize, "drill");
        let note = event("note", "2024-03-07", FORTH, Accuse, "accuse");
        let expected = [(LinkKind::Answers, "drill".to_owned(), 2)];
        assert_eq!(found(&note, &[&early, &drill, &own, &note]), expected);
        assert_eq!(found(&note, &[&own, &drill, &early]), expected);
    }

    #[test]
    fn an_answer_comes_within_two_weeks() {
        let drill = event("drill", "2024-03-01", BACK, Mobilize, "drill");
        assert_eq!(found(&event("a", "2024-03-15", FORTH, Accuse, "accuse"), &[&drill]).len(), 1);
        assert_eq!(found(&event("b", "2024-03-16", FORTH, Accuse, "accuse"), &[&drill]), []);
    }

    #[test]
    fn words_on_another_matter_are_no_answer_but_a_blow_is() {
        let on_trade = |mode, kind| {
            told(report("later", "2024-03-07", FORTH, kind, mode, "Freedonia wants its herring."))
        };
        let drill = event("drill", "2024-03-05", BACK, Mobilize, "drill");
        assert_eq!(found(&on_trade("accuse", Accuse), &[&drill]), []);
        let raid = event("raid", "2024-03-05", BACK, Assault, "attack");
        assert_eq!(found(&on_trade("attack", Assault), &[&raid])[0].0, LinkKind::Answers);
    }

    #[test]
    fn a_killing_of_an_unknown_day_holds_no_other() {
        let mut killing = event("killing", "2024-01-01", FORTH, Assault, "kill");
        killing.event.happened_on.to = day("2024-12-31");
        killing.event.happened_on.known_from = DateSource::Stated;
        let strike = event("strike", "2024-03-07", BACK, Assault, "airstrike");
        assert_eq!(found(&strike, &[&killing]), []);
    }

    #[test]
    fn sanctions_follow_a_test_in_time_only() {
        let mut test = event("test", "2024-03-01", BACK, Mobilize, "nuclear-test");
        test.event.target = None;
        let sanction = event("sanction", "2024-04-10", FORTH, Sanction, "impose-sanctions");
        let links = links(&Happening::of(&sanction), &[Happening::of(&test)]);
        assert_eq!(links.len(), 1);
        assert_eq!((links[0].kind, links[0].days), (LinkKind::Follows, 40));
        assert_eq!(links[0].claim, None);
    }

    #[test]
    fn a_cause_is_told_only_as_the_claim_of_a_sentence() {
        let text = "Freedonia imposed sanctions on Ruritania over the raid on its border post.";
        let at = |word: &str| {
            let start = text.find(word).unwrap();
            Some(Span { start, end: start + word.len() })
        };
        let mut sanction = report("s", "2024-03-08", FORTH, Sanction, "impose-sanctions", text);
        let mut raid = report("r", "2024-03-07", BACK, Assault, "attack", text);
        (sanction.document, raid.document) = ("d".into(), "d".into());
        (sanction.trigger, raid.trigger) = (at("imposed"), at("raid"));
        let (sanction, raid) = (told(sanction), told(raid));
        let links = links(&Happening::of(&sanction), &[Happening::of(&raid)]);
        let claims: Vec<_> = links.iter().map(|link| link.claim.as_ref().unwrap()).collect();
        assert_eq!(claims[0].quote, text);
        // The raid was not done because of the sanctions.
        assert_eq!(found(&raid, &[&sanction]), []);
    }

    #[test]
    fn a_strike_is_part_of_the_war_that_its_days_lie_in() {
        let mut war = event("war", "2024-01-01", FORTH, Assault, "invade");
        war.event.happened_on.to = day("2024-12-31");
        war.event.happened_on.known_from = DateSource::Stated;
        let strike = event("strike", "2024-03-07", BACK, Assault, "airstrike");
        assert_eq!(found(&strike, &[&war])[0].0, LinkKind::PartOf);
        let talks = event("talks", "2024-03-07", BACK, Consult, "talk");
        assert_eq!(found(&talks, &[&war]), []);
    }

    #[test]
    fn a_treaty_is_part_of_the_visit_told_in_the_same_document() {
        let one = |id: &str, kind, mode| {
            let mut report = report(id, "2024-06-19", FORTH, kind, mode, "Freedonia, Ruritania.");
            report.document = "d".into();
            told(report)
        };
        let (visit, treaty) = (one("visit", Consult, "visit"), one("treaty", Support, "treaty"));
        assert_eq!(found(&treaty, &[&visit]), [(LinkKind::PartOf, "visit".to_owned(), 0)]);
        let elsewhere = event("else", "2024-06-19", FORTH, Support, "treaty");
        assert_eq!(found(&elsewhere, &[&visit]), []);
    }

    #[test]
    fn the_third_meeting_is_counted_over_distinct_days() {
        let meetings = [
            event("one", "2018-04-27", FORTH, Consult, "meet"),
            event("two", "2018-05-26", BACK, Consult, "visit"),
            event("again", "2018-05-26", FORTH, Consult, "meet"),
            event("three", "2018-09-18", FORTH, Consult, "visit"),
        ];
        let others: Vec<_> = meetings.iter().map(Happening::of).collect();
        let links = links(&others[3], &others);
        assert_eq!(links.len(), 1);
        assert_eq!((links[0].kind, links[0].nth), (LinkKind::OfSeries, Some(3)));
        assert_eq!(links[0].since, Some(day("2018-04-27")));
        assert_eq!(found(&meetings[0], &[&meetings[1], &meetings[3]]), []);
    }

    #[test]
    fn a_deed_follows_its_plan_and_a_plan_follows_nothing() {
        let mut plan =
            report("plan", "2024-03-20", FORTH, Consult, "visit", "Ruritania and the canal.");
        plan.certainty = Certainty::Planned;
        plan.known_on = day("2024-03-10");
        let mut plan = told_by(vec![(plan, "Gazette")]);
        plan.event.known_on = day("2024-03-10");
        let visit = event("visit", "2024-03-20", FORTH, Consult, "visit");
        assert_eq!(found(&visit, &[&plan]), [(LinkKind::Follows, "plan".to_owned(), 0)]);
        assert_eq!(found(&plan, &[&visit]), []);
    }
}
