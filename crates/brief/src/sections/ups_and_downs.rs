//! Ups and downs: how the level moved, each move with the event behind it.

use super::Desk;
use crate::{
    brief::{BriefSentence, Section},
    cite, dates,
    matter::{LevelPoint, TurningPoint},
    prose,
    select::{Item, Used, days_between},
};
use rapport_record::{Certainty, DateSource, Dated};

/// How far from a turning point an event may lie to stand behind it, in days. Ours.
const BEHIND_DAYS: i32 = 45;

/// Changes of level smaller than this are not told, in Goldstein points. Ours.
const CHANGE_MIN: f64 = 0.5;

/// How old the last known level and the event behind it may be, in days. Ours.
const CURRENT_DAYS: i32 = 365;

/// A gap in what is known is told from this length, in days. Ours.
const GAP_DAYS_MIN: i32 = 5 * 365;

pub(super) fn section(desk: &Desk, n_max: usize, used: &mut Used) -> Section {
    let level = known_points(desk);
    let mut sentences = Vec::new();
    let mut turns: Vec<&TurningPoint> = desk
        .matter
        .turning_points
        .iter()
        .filter(|turn| turn.to <= desk.matter.as_of && CHANGE_MIN <= change(turn).abs())
        .collect();
    turns.sort_by(|x, y| change(y).abs().total_cmp(&change(x).abs()));
    let mut dated = Vec::new();
    for turn in turns {
        if n_max.saturating_sub(1).max(1) <= dated.len() {
            break;
        }
        if let Some(sentence) = turned(desk, turn, used) {
            dated.push((turn.from, sentence));
        }
    }
    dated.sort_by_key(|(on, _)| *on);
    let n_turns = dated.len();
    sentences.extend(dated.into_iter().map(|(_, sentence)| sentence));
    if n_turns == 0 {
        sentences.extend(extremes(desk, &level, used).into_iter().take(n_max.saturating_sub(1)));
    }
    let mut notices = Vec::new();
    match today(desk, &level, used) {
        Some(sentence) if sentences.len() < n_max.max(1) => sentences.push(sentence),
        Some(_) => {}
        None => notices.push(format!(
            "Too little is known to give a level for {}.",
            dates::long(desk.matter.as_of)
        )),
    }
    notices.extend(gaps(&level));
    if !sentences.is_empty() {
        let (a, b) = (&desk.matter.a.id, &desk.matter.b.id);
        notices.push(format!(
            "Each level is reckoned from all events so far; rapport explain level {a} {b} --on DAY \
             opens it."
        ));
    }
    Section {
        id: "ups-and-downs".to_owned(),
        title: "Ups and downs".to_owned(),
        sentences,
        notices,
    }
}

/// "Relations worsened in March 2020 (level +1.2 to -2.0), when ...".
fn turned(desk: &Desk, turn: &TurningPoint, used: &mut Used) -> Option<BriefSentence> {
    let rose = 0.0 < change(turn);
    let item = behind(desk, used, |item| {
        let on = item.when().from;
        let is_near =
            -BEHIND_DAYS <= days_between(turn.from, on) && days_between(turn.to, on) <= BEHIND_DAYS;
        is_near && (0.0 < item.lead.report.goldstein) == rose
    })?;
    let verb = if rose { "improved" } else { "worsened" };
    let lead =
        format!("Relations {verb} (level {} to {})", points(turn.before), points(turn.after));
    told_with(&lead, item, used)
}

/// Where no turning point is known: the friendliest and the most hostile period.
fn extremes(desk: &Desk, level: &[LevelPoint], used: &mut Used) -> Vec<BriefSentence> {
    let informed: Vec<&LevelPoint> =
        level.iter().filter(|point| point.is_informed && 0 < point.n_events).collect();
    let by_level = |x: &&&LevelPoint, y: &&&LevelPoint| x.level.total_cmp(&y.level);
    let (Some(highest), Some(lowest)) =
        (informed.iter().max_by(by_level), informed.iter().min_by(by_level))
    else {
        return Vec::new();
    };
    if highest.level - lowest.level < CHANGE_MIN {
        return Vec::new();
    }
    [(highest, "highest", true), (lowest, "lowest", false)]
        .into_iter()
        .filter_map(|(point, word, is_high)| {
            let item = behind(desk, used, |item| {
                let on = item.when();
                on.from <= point.to
                    && point.from <= on.to
                    && (0.0 < item.lead.report.goldstein) == is_high
            })?;
            let lead = format!("The level was {word} ({})", points(point.level));
            told_with(&lead, item, used)
        })
        .collect()
}

/// The level on the last day, with an event of the last year behind it: the
/// weightiest that is not told elsewhere, else the weightiest.
fn today(desk: &Desk, level: &[LevelPoint], used: &mut Used) -> Option<BriefSentence> {
    let point = level.last().filter(|point| point.is_informed)?;
    let is_current = days_between(point.to, desk.matter.as_of) <= CURRENT_DAYS;
    let is_recent = |item: &Item| {
        item.when().from <= point.to && days_between(item.when().to, point.to) <= CURRENT_DAYS
    };
    let item = behind(desk, used, is_recent)
        .or_else(|| desk.items.iter().find(|item| tells_level(item) && is_recent(item)))
        .filter(|_| is_current)?;
    used.take(item);
    let mut sentence = cite::of_report(&item.lead.report, item);
    sentence.text = format!(
        "The level stands at {} (90 % band {} to {}); behind it, among others: {}",
        points(point.level),
        points(point.low),
        points(point.high),
        small(item)
    );
    Some(sentence)
}

/// Long stretches of which too little is known.
fn gaps(level: &[LevelPoint]) -> Vec<String> {
    let mut notices = Vec::new();
    let mut n = 0;
    while n < level.len() {
        if level[n].is_informed {
            n += 1;
            continue;
        }
        let start = n;
        while n < level.len() && !level[n].is_informed {
            n += 1;
        }
        let (from, to) = (level[start].from, level[n - 1].to);
        let is_inner = 0 < start && n < level.len();
        if is_inner && GAP_DAYS_MIN <= days_between(from, to) {
            let dated = Dated { from, to, known_from: DateSource::Stated };
            notices.push(format!("Too little is known to give a level {}.", dates::when(&dated)));
        }
    }
    notices.truncate(2);
    notices
}

/// The best untold event between the two that fits.
fn behind<'d, 'm>(
    desk: &'d Desk<'m>,
    used: &Used,
    fits: impl Fn(&Item) -> bool,
) -> Option<&'d Item<'m>> {
    let fitting = || desk.items.iter().filter(|item| tells_level(item) && fits(item));
    fitting().find(|item| !used.has(item))
}

/// Only what is stated and undisputed stands behind a level.
fn tells_level(item: &Item) -> bool {
    item.is_between && item.denial.is_none() && item.lead.report.certainty == Certainty::Reported
}

fn told_with(lead: &str, item: &Item, used: &mut Used) -> Option<BriefSentence> {
    used.take(item).then(|| {
        let mut sentence = cite::of_report(&item.lead.report, item);
        sentence.text = format!("{lead}: {}", small(item));
        sentence
    })
}

/// The item's sentence, to stand after a colon.
fn small(item: &Item) -> String {
    let report = &item.lead.report;
    let told = &item.text;
    if let Some((when, quote)) = told.split_once(": ").filter(|_| prose::is_quote(told)) {
        return format!("{quote} ({}).", dates::small(when));
    }
    let start = dates::at_start(&report.happened_on);
    match told.strip_prefix(&start) {
        Some(rest) => format!("{}{rest}", dates::when(&report.happened_on)),
        None => told.clone(),
    }
}

fn known_points(desk: &Desk) -> Vec<LevelPoint> {
    desk.matter.level.iter().filter(|point| point.from <= desk.matter.as_of).copied().collect()
}

fn change(turn: &TurningPoint) -> f64 {
    turn.after - turn.before
}

/// "+1.2", "-0.5".
fn points(level: f64) -> String {
    let text = format!("{level:+.1}");
    if text == "-0.0" { "+0.0".to_owned() } else { text.replace('-', "\u{2212}") }
}
