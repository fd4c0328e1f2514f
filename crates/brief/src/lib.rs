//! Timeline, brief, citations, and charts as SVG: what a reader sees.
//!
//! In: a [`Matter`], values that the caller gathered from an archive. Out: a
//! [`Brief`] whose every sentence carries the quotes it rests on, rendered as
//! text, Markdown, HTML or JSON; a [`timeline`]; an [`explain`]ed event; and the
//! faults that [`check`] finds in a brief. Nothing here reads a file or a clock.
//!
//! The way of a sentence: `select` decides which events are worth one and which
//! report is quoted, `prose` tells that report in English without saying more
//! than it does, `cite` attaches the evidence, `sections` arranges.

mod borne_out;
mod brief;
mod chart;
mod check;
mod cite;
mod dates;
#[cfg(test)]
mod example;
mod explain;
mod goods;
mod links;
mod matter;
mod names;
mod phrases;
mod prose;
mod render;
mod sections;
mod select;
#[cfg(test)]
mod tests;
mod timeline;
mod whole;

pub use brief::{Brief, BriefSentence, Charts, Citation, SAMPLE_LINE, Section};
pub use chart::{attention_svg, level_svg};
pub use check::{Fault, Rule, check, check_actors, check_json};
pub use explain::{
    Belief, Explained, ExplainedLevel, ExplainedLink, ExplainedReport, LevelRest, explain,
    explain_level,
};
pub use links::{Claim, FOLLOWS_DAYS_MAX, Happening, Link, LinkKind, PROMISE_DAYS_MAX, links};
pub use matter::{
    CitedReport, EvidenceDocument, LevelPoint, Matter, ThirdParty, Told, ToldArrangement,
    TurningPoint,
};
pub use render::{to_html, to_json, to_markdown, to_text};
pub use sections::EVENTS_MIN;
pub use timeline::{
    TimelineRow, timeline, timeline_to_json, timeline_to_jsonl, timeline_to_markdown,
    timeline_to_text,
};

/// Writes the brief of a pair as of a day.
///
/// With fewer than [`EVENTS_MIN`] citable events it says that there is too
/// little to say and lists what little there is.
pub fn write(matter: &Matter) -> Brief {
    let desk = sections::Desk::new(matter);
    let too_little = desk.n_events() < EVENTS_MIN;
    let sections = if too_little { sections::little(&desk) } else { sections::full(&desk) };
    let is_known = |point: &&LevelPoint| point.from <= matter.as_of;
    Brief {
        first_line: first_line(matter),
        a: matter.a.id.clone(),
        b: matter.b.id.clone(),
        a_name: matter.a.name.clone(),
        b_name: matter.b.name.clone(),
        as_of: matter.as_of,
        newest_document: matter.newest_document,
        is_sample: matter.is_sample,
        too_little,
        words: sections::words(&sections),
        sections,
        charts: Charts {
            level: matter.level.iter().filter(is_known).map(rounded).collect(),
            turning_points: matter
                .turning_points
                .iter()
                .filter(|turn| turn.to <= matter.as_of)
                .map(|turn| TurningPoint {
                    before: to_thousandths(turn.before),
                    after: to_thousandths(turn.after),
                    ..*turn
                })
                .collect(),
        },
        last_line: last_line(matter),
    }
}

/// Numbers as they are shown: to three decimals, which JSON reads back exactly.
fn rounded(point: &LevelPoint) -> LevelPoint {
    LevelPoint {
        level: to_thousandths(point.level),
        low: to_thousandths(point.low),
        high: to_thousandths(point.high),
        attention: point.attention.map(to_thousandths),
        ..*point
    }
}

fn to_thousandths(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// "Freedonia and Ruritania: a brief as of 30 June 2024, from rapport.db ..."
fn first_line(matter: &Matter) -> String {
    let newest = matter
        .newest_document
        .filter(|newest| *newest <= matter.as_of)
        .map_or_else(String::new, |newest| {
            format!(", whose newest document by then is of {}", dates::long(newest))
        });
    let what = format!(
        "{} and {}: a brief as of {}",
        matter.a.name,
        matter.b.name,
        dates::long(matter.as_of)
    );
    if matter.is_sample {
        format!("{what}. {SAMPLE_LINE}")
    } else {
        format!("{what}, from {}{newest}.", matter.archive)
    }
}

fn last_line(matter: &Matter) -> String {
    if matter.is_sample {
        format!(
            "{SAMPLE_LINE} To read your own news: `rapport read FILES`, then `rapport brief \"{}\" \
             \"{}\" --archive rapport.db`.",
            matter.a.name, matter.b.name
        )
    } else {
        format!(
            "Every sentence rests on the quotes listed with it; `rapport events {} {}` lists the \
             events, `rapport explain EVENT_ID` shows all reports of one.",
            matter.a.id, matter.b.id
        )
    }
}
