//! What stands behind a number or a sentence: reports, quotes, weights.
//!
//! In: an event with its reports, or a point of the level with its events.
//! Out: text for people, or a value for JSON.

use crate::{
    brief::Citation,
    cite, dates,
    links::{Link, LinkKind},
    matter::{LevelPoint, Matter, Told},
    names,
    prose::Teller,
};
use rapport_record::{ActorId, Date, Event, EventType, Timestamp};
use serde::Serialize;

/// An event laid open.
#[derive(Debug, Clone, Serialize)]
pub struct Explained {
    /// The event in one sentence; the codes where the phrases cannot tell it.
    pub text: String,
    /// The event.
    pub event: Event,
    /// What it weighed in the level, if it did.
    pub weight: Option<f64>,
    /// Its reports, best first.
    pub reports: Vec<ExplainedReport>,
    /// What it has to do with earlier events, where [`Explained::linked`] was asked.
    pub links: Vec<ExplainedLink>,
}

/// What an event has to do with an earlier one, told.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainedLink {
    /// The link.
    #[serde(flatten)]
    pub link: Link,
    /// The link in words.
    pub text: String,
}

/// One report of it.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainedReport {
    /// Where it is said.
    #[serde(flatten)]
    pub citation: Citation,
    /// Who says so, where it is not stated as plain fact.
    pub attributed_to: Option<String>,
    /// How sure the coder is, 0 to 1.
    pub probability: f64,
    /// The words that gave the type away.
    pub trigger: Option<String>,
    /// What else the coder thought of, where [`Explained::weighed`] was asked.
    pub belief: Option<Belief>,
    /// Which coder.
    pub coder: String,
    /// When the archive read it.
    pub recorded_at: Timestamp,
}

/// How the coder's belief about one pair of phrases was spread when it told a report.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Belief {
    /// In the type told, 0 to 1.
    pub told: f64,
    /// The likeliest other type.
    pub runner_up: EventType,
    /// In that.
    pub in_runner_up: f64,
    /// In nothing having happened between the two.
    pub in_no_event: f64,
    /// How likely a report must be right to be told.
    pub least: f64,
}

/// One point of a level laid open.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainedLevel {
    /// One side.
    pub a: ActorId,
    /// The other side.
    pub b: ActorId,
    /// What `a` is called in a sentence.
    pub a_name: String,
    /// What `b` is called in a sentence.
    pub b_name: String,
    /// The day asked for.
    pub on: Date,
    /// Nothing known later went into it.
    pub as_of: Date,
    /// The period that holds the day: its level, band and counts.
    #[serde(flatten)]
    pub point: LevelPoint,
    /// The events that weigh most, each with its `weight`.
    pub events: Vec<Explained>,
    /// What else went into it.
    #[serde(flatten)]
    pub rest: LevelRest,
}

/// What goes into a point of the level beside the events shown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LevelRest {
    /// How much of the level is what all pairs are like, 0 to 1.
    pub prior_share: f64,
    /// The mean of all pairs, in Goldstein points.
    pub prior_mean: f64,
    /// Events that weigh less than those shown.
    pub n_further: usize,
}

/// Lays an event open: what it says, and every report of it known as of the day.
pub fn explain(matter: &Matter, told: &Told, weight: Option<f64>) -> Explained {
    let teller = Teller::of(matter);
    let known: Vec<_> =
        told.reports.iter().filter(|cited| cited.report.known_on <= matter.as_of).collect();
    let text = known
        .iter()
        .find_map(|cited| teller.sentence(cited))
        .or_else(|| known.first().map(|cited| Teller::whole(&cited.report)))
        .unwrap_or_else(|| codes(matter, &told.event));
    let reports = known
        .iter()
        .map(|cited| ExplainedReport {
            citation: cite::citation(cited),
            attributed_to: cited.report.attributed_to.clone(),
            probability: cited.report.probability,
            trigger: cited
                .report
                .trigger
                .and_then(|span| span.of(&cited.report.text).map(str::to_owned)),
            belief: None,
            coder: cited.report.coder.clone(),
            recorded_at: cited.recorded_at,
        })
        .collect();
    Explained { text, event: told.event.clone(), weight, reports, links: Vec::new() }
}

impl Explained {
    /// The same with what else the coder thought of; `of` tells it for a report's id.
    pub fn weighed(mut self, of: impl Fn(&str) -> Option<Belief>) -> Self {
        for report in &mut self.reports {
            report.belief = report.citation.report.as_deref().and_then(&of);
        }
        self
    }

    /// The same with what its event has to do with earlier ones; `others` are those.
    pub fn linked(mut self, matter: &Matter, links: Vec<Link>, others: &[Told]) -> Self {
        self.links = links
            .into_iter()
            .map(|link| {
                let other = others.iter().find(|other| other.event.id == link.event);
                let deed =
                    other.map_or_else(String::new, |other| explain(matter, other, None).text);
                ExplainedLink { text: in_words(&link, &deed), link }
            })
            .collect();
        self
    }

    /// For people.
    pub fn to_text(&self) -> String {
        let event = &self.event;
        let mode = event.mode.as_deref().map_or_else(String::new, |mode| format!(" ({mode})"));
        let cameo = event.cameo.as_deref().unwrap_or("none");
        let mut text = format!(
            "{}\nevent {}: {}{mode}, {}, CAMEO {cameo}, Goldstein {:+.1}, probability {:.2}, {}\n",
            self.text,
            event.id,
            event.event_type,
            event.quad,
            event.goldstein,
            event.probability,
            event.status
        );
        if let Some(weight) = self.weight {
            text.push_str(&format!("weight in the level: {weight:.3}\n"));
        }
        text.push_str(&format!(
            "{}{} from {}:\n",
            self.links.iter().map(|link| format!("{}\n", link.text)).collect::<String>(),
            names::counted(event.n_reports, "report"),
            names::counted(event.n_outlets, "outlet")
        ));
        for (n, report) in self.reports.iter().enumerate() {
            // The twins of a symmetric deed say the same of the same sentence.
            if !self.reports[..n].iter().any(|told| told.says_the_same(report)) {
                text.push_str(&report.to_text());
            }
        }
        text
    }
}

impl ExplainedReport {
    /// Whether both tell the deed as firmly by the same words of one sentence.
    fn says_the_same(&self, other: &Self) -> bool {
        let told = |report: &Self| {
            let Citation { document, sentence, certainty, .. } = report.citation.clone();
            (document, sentence, certainty, report.attributed_to.clone(), report.trigger.clone())
        };
        told(self) == told(other)
    }

    fn to_text(&self) -> String {
        let citation = &self.citation;
        let by = self.attributed_to.as_deref().map_or_else(String::new, |who| format!(" by {who}"));
        let trigger = self
            .trigger
            .as_deref()
            .map_or_else(String::new, |words| format!(", by the words \"{words}\""));
        let belief = self.belief.map_or_else(String::new, |belief| belief.to_text());
        let url = citation.url.as_deref().map_or_else(String::new, |url| format!(" {url}"));
        format!(
            "  {} {} (document {}, sentence {}){url}\n    \"{}\"\n    {}{by}, probability \
             {:.2}{trigger}; coder {}{belief}\n",
            citation.date,
            citation.outlet.as_deref().unwrap_or("unnamed outlet"),
            citation.document,
            citation.sentence,
            citation.quote,
            citation.certainty,
            self.probability,
            self.coder
        )
    }
}

impl Belief {
    /// "the model's belief: this 0.87, no event 0.09, COERCE 0.02 (told from probability 0.475 on)".
    fn to_text(self) -> String {
        let Self { told, runner_up, in_runner_up, in_no_event, least } = self;
        format!(
            "\n    the model's belief: this {told:.2}, no event {in_no_event:.2}, {runner_up} \
             {in_runner_up:.2} (told from probability {least:.3} on)"
        )
    }
}

/// Lays one point of the level open: the number, its band and those events
/// that weigh most in it, each with its weight, and what else goes into it.
pub fn explain_level(
    matter: &Matter,
    on: Date,
    point: LevelPoint,
    contributions: &[(&Told, f64)],
    rest: LevelRest,
) -> ExplainedLevel {
    ExplainedLevel {
        a: matter.a.id.clone(),
        b: matter.b.id.clone(),
        a_name: names::actor(matter.actors, &matter.a.id),
        b_name: names::actor(matter.actors, &matter.b.id),
        on,
        as_of: matter.as_of,
        point,
        events: contributions
            .iter()
            .map(|(told, weight)| explain(matter, told, Some(*weight)))
            .collect(),
        rest,
    }
}

impl ExplainedLevel {
    /// For people.
    pub fn to_text(&self) -> String {
        let point = &self.point;
        let informed = if point.is_informed {
            ""
        } else {
            "\nToo little is known for this number to mean much: the band is mostly prior."
        };
        let mut text = format!(
            "The level of {} and {} on {}: {:+.2}, 90 % band {:+.2} to {:+.2} (period {} to {}, {} \
             in {}).{informed}\n",
            self.a_name,
            self.b_name,
            dates::long(self.on),
            point.level,
            point.low,
            point.high,
            point.from,
            point.to,
            names::counted(point.n_events, "event"),
            names::counted(point.n_documents, "document")
        );
        for event in &self.events {
            text.push('\n');
            text.push_str(&event.to_text());
        }
        let LevelRest { prior_share, prior_mean, n_further } = self.rest;
        text.push_str(&format!(
            "\nWhat all pairs are like weighs {:.0} % in it (their mean is {prior_mean:+.2}); {} {} \
             less than those shown.\n",
            100.0 * prior_share,
            names::counted(n_further, "further event"),
            if n_further == 1 { "weighs" } else { "weigh" }
        ));
        text
    }
}

/// "answers, 2 days later (order in time only; no text claims the cause): ...".
fn in_words(link: &Link, deed: &str) -> String {
    let later = match link.days {
        0 => "the same day".to_owned(),
        days => format!("{} later", names::counted(days.unsigned_abs() as usize, "day")),
    };
    let what = match (link.kind, link.nth, link.since) {
        (LinkKind::PartOf, ..) => "part of".to_owned(),
        (LinkKind::OfSeries, Some(nth), Some(since)) => {
            format!("number {nth} of its kind known since {}; before it", dates::long(since))
        }
        (kind, ..) => {
            let verb = if kind == LinkKind::Answers { "answers" } else { "follows" };
            let basis = match &link.claim {
                Some(claim) => format!("a text claims the cause: \"{}\"", claim.quote),
                None => "order in time only; no text claims the cause".to_owned(),
            };
            format!("{verb}, {later} ({basis})")
        }
    };
    format!("{what}: {deed} [event {}]", link.event)
}

/// "FRE ASSAULT RUR on 3 May 2021".
fn codes(matter: &Matter, event: &Event) -> String {
    let name = |party: &Option<rapport_record::Party>| {
        party.as_ref().map_or_else(
            || "someone".to_owned(),
            |party| names::actor(matter.actors, names::owner(party)),
        )
    };
    format!(
        "{}: {} to {}, {}",
        event.event_type,
        name(&event.source),
        name(&event.target),
        dates::when(&event.happened_on)
    )
}
