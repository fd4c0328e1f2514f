//! What a question about two actors needs from the archive, gathered into the
//! values that `relations` and `brief` work on.

use crate::choice;
use crate::cli::PairArgs;
use crate::failure::Failure;
use crate::outlets;
use crate::pipeline;
use crate::runs;
use anyhow::Result;
use jiff::ToSpan;
use rapport_archive::{Archive, Codings, EventTold, Outline, Query};
use rapport_brief::{
    CitedReport, EvidenceDocument, FOLLOWS_DAYS_MAX, Happening, LevelPoint, Matter,
    PROMISE_DAYS_MAX, ThirdParty, Told, ToldArrangement, TurningPoint,
};
use rapport_coding::NewsCoder;
use rapport_coding::actors::Gazetteer;
use rapport_record::{
    Actor, ActorId, Actors, Certainty, Date, Document, DocumentKind, Event, Pair, Party, Period,
    Recorded, Report,
};
use rapport_relations::{self as relations, DyadMoments, Observation, Prior, Step};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A question about two actors, as of a day.
#[derive(Debug, Clone)]
pub struct Question {
    /// One actor.
    pub a: Actor,
    /// The other.
    pub b: Actor,
    /// `a` and the ended states it carries on.
    pub a_line: Vec<ActorId>,
    /// The same for `b`.
    pub b_line: Vec<ActorId>,
    /// Nothing known later enters the answer.
    pub as_of: Date,
    /// Corrections made by this day count: the as-of day where one was asked for, else today.
    pub corrected_by: Date,
    /// What the answer is limited to.
    pub period: Period,
    /// Only what these outlets published; empty is all.
    pub outlets: Vec<String>,
    /// Whose codings count.
    pub codings: Codings,
    /// Whether the archive is the built-in sample.
    pub is_sample: bool,
    /// What the archive is called.
    pub archive_name: String,
}

impl Question {
    /// The question two names and the options ask.
    pub fn new(
        archive: &Archive,
        gazetteer: &Gazetteer,
        args: &PairArgs,
        today: Date,
        is_sample: bool,
    ) -> Result<Self> {
        let codings = runs::codings(archive, args.run.as_deref())?;
        let as_of = pipeline::as_of(archive, codings, args.as_of, today)?;
        let a = crate::cli::actor_named(gazetteer, &args.a, Some(as_of))?;
        let b = crate::cli::actor_named(gazetteer, &args.b, Some(as_of))?;
        if a.id == b.id {
            return Err(Failure::usage(
                format!("\"{}\" and \"{}\" are the same actor, {}", args.a, args.b, a.name),
                "name two different actors",
            )
            .into());
        }
        let archive_name = match &args.archive {
            _ if is_sample => "the built-in sample".to_owned(),
            Some(path) => path.display().to_string(),
            None => archive.path().display().to_string(),
        };
        Ok(Self {
            a_line: gazetteer.actors().lineage(&a.id),
            b_line: gazetteer.actors().lineage(&b.id),
            a: a.clone(),
            b: b.clone(),
            as_of,
            corrected_by: args.as_of.unwrap_or(today),
            period: Period { since: args.since, until: args.until },
            outlets: outlets::named(archive, &args.source)?,
            codings,
            is_sample,
            archive_name,
        })
    }

    /// The question behind one event: its two sides, nothing more.
    pub fn about_event(
        event: &Event,
        actors: &Actors,
        as_of: Date,
        is_sample: bool,
    ) -> Option<Self> {
        let known = |party: &Option<Party>| {
            party.as_ref().and_then(|party| {
                actors.get(&party.actor).or_else(|| actors.get(party.country.as_deref()?))
            })
        };
        let a = known(&event.source).or_else(|| known(&event.target))?.clone();
        let b = known(&event.target).or_else(|| known(&event.source))?.clone();
        Some(Self {
            a_line: actors.lineage(&a.id),
            b_line: actors.lineage(&b.id),
            a,
            b,
            as_of,
            corrected_by: as_of,
            period: Period::default(),
            outlets: Vec::new(),
            codings: Codings::Newest,
            is_sample,
            archive_name: String::new(),
        })
    }
}

/// The documents behind reports, each fetched once.
pub struct Library<'a> {
    archive: &'a Archive,
    counting: Query,
    known: HashMap<String, Option<Document>>,
}

impl<'a> Library<'a> {
    /// An empty library over an archive; of a question only `codings` and `as_of` count.
    pub fn new(archive: &'a Archive, query: &Query) -> Self {
        let Query { codings, as_of, .. } = *query;
        let counting = Query { codings, as_of, ..Query::default() };
        Self { archive, counting, known: HashMap::new() }
    }

    /// A document, fetched at most once.
    pub fn document(&mut self, id: &str) -> Result<Option<&Document>> {
        if !self.known.contains_key(id) {
            let found = self.archive.documents([id], &self.counting)?.remove(id);
            self.known.insert(id.to_owned(), found);
        }
        Ok(self.known[id].as_ref())
    }

    /// An event with its reports, each with what its document says of itself.
    pub fn told(&mut self, event: Event, reports: Vec<Recorded<Report>>) -> Result<Told> {
        let mut cited = Vec::new();
        for report in reports {
            let Some(document) = self.document(&report.document)? else { continue };
            cited.push(CitedReport {
                recorded_at: report.recorded_at,
                outlet: document.outlet.clone().or_else(|| document.sources.first().cloned()),
                url: document.url.clone(),
                kind: document.kind,
                is_citable: is_citable(document),
                report: report.what,
            });
        }
        Ok(Told { event, reports: cited })
    }
}

/// A note of the sample that was checked against nothing but memory is never cited.
fn is_citable(document: &Document) -> bool {
    document.kind != DocumentKind::Sample
        || document
            .extra
            .get("checked_against")
            .and_then(|value| value.as_str())
            .is_some_and(|source| source != "memory")
}

/// The pair's events, and those by or against either that concern the other:
/// all of them, or at most about `n_max` that a brief or a timeline would choose.
pub fn events(archive: &Archive, question: &Question, n_max: usize) -> Result<Chosen> {
    let query = Query { about: true, ..pipeline::query(question) };
    let outlines = archive.outlines(&query)?;
    let ids = choice::chosen(&outlines, question.as_of, n_max);
    let mut library = Library::new(archive, &pipeline::query(question));
    let told = archive
        .events_holding(&ids, &query)?
        .into_iter()
        .map(|(event, reports)| library.told(event, reports))
        .collect::<Result<_>>()?;
    Ok(Chosen { told, n_chosen: ids.len(), outlines })
}

/// The events that one may hang together with: what its parties did shortly
/// before, what passed between them within the reach of a promise, and all of
/// its type between them, each once.
pub fn earlier(
    archive: &Archive,
    question: &Question,
    event: &Event,
    query: &Query,
) -> Result<Vec<EventTold>> {
    let until = Some(event.happened_on.to);
    let since = |days: i32| event.happened_on.from.checked_sub(days.days()).ok();
    let (a, b) = (question.a_line.clone(), question.b_line.clone());
    let both: Vec<ActorId> = a.iter().chain(&b).cloned().collect();
    let between = if question.a.id == question.b.id {
        Query { involving: Some(a), ..query.clone() }
    } else {
        Query { between: Some((a, b)), about: true, ..query.clone() }
    };
    let asked = [
        Query {
            involving: Some(both),
            period: Period { since: since(FOLLOWS_DAYS_MAX), until },
            ..query.clone()
        },
        Query { period: Period { since: since(PROMISE_DAYS_MAX), until }, ..between.clone() },
        Query { types: vec![event.event_type], period: Period { since: None, until }, ..between },
    ];
    let mut found = BTreeMap::new();
    for query in asked {
        found
            .extend(archive.events_told(&query)?.into_iter().map(|told| (told.0.id.clone(), told)));
    }
    Ok(found.into_values().collect())
}

/// An event with its reports, as links are found between.
pub fn happening((event, reports): &EventTold) -> Happening<'_> {
    Happening { event, reports: reports.iter().map(|report| &report.what).collect() }
}

/// The events that are told, out of all there are.
pub struct Chosen {
    /// Those told, oldest first.
    pub told: Vec<Told>,
    /// All deeds there are, of which events are joined.
    pub outlines: Vec<Outline>,
    /// How many of these were chosen.
    pub n_chosen: usize,
}

/// Level, turning points, and what they were drawn from.
pub struct Level {
    /// Level and attention, oldest first.
    pub points: Vec<relations::LevelPoint>,
    /// Turning points, oldest first.
    pub turning_points: Vec<relations::TurningPoint>,
    /// The events behind it, in the order of `observations`.
    pub events: Vec<Outline>,
    /// What each event says of the level.
    pub observations: Vec<Observation>,
    /// What was expected before any event was seen.
    pub prior: Prior,
}

/// The level of the pair: both directions together, governments only, stated
/// as fact only, from the first event to the as-of day.
///
/// It is reckoned from all that is known; the question's period only chooses
/// which steps and turning points are shown.
pub fn level(archive: &Archive, question: &Question, step: Step) -> Result<Level> {
    let everything = Query { period: Period::default(), ..pipeline::query(question) };
    level_of(archive, question, step, &archive.outlines(&everything)?)
}

/// The same, where everything known of the pair is there in outline already.
pub fn level_of(
    archive: &Archive,
    question: &Question,
    step: Step,
    outlines: &[Outline],
) -> Result<Level> {
    let events: Vec<Outline> = outlines
        .iter()
        .copied()
        .filter(|event| event.is_direct && event.is_between_governments)
        .filter(|event| event.certainty == Certainty::Reported && event.to <= question.as_of)
        .collect();
    let observations: Vec<Observation> = events
        .iter()
        .map(|event| Observation { on: event.from, goldstein: event.goldstein, weight: 1.0 })
        .collect();
    let prior = prior(archive, question)?;
    let first_event = observations.iter().map(|one| one.on).min();
    let Some(shown_from) = question.period.since.or(first_event) else {
        return Ok(Level {
            points: Vec::new(),
            turning_points: Vec::new(),
            events,
            observations,
            prior,
        });
    };
    let until = question.period.until.map_or(question.as_of, |until| until.min(question.as_of));
    // Whole steps are shown, so that each has the same numbers whatever the period.
    let shown = (step.around(shown_from).0, step.around(until).1);
    let period = Period { since: Some(shown.0), until: Some(shown.1.min(question.as_of)) };
    let documents = documents_per_day(archive, question, period)?;
    let first = first_event.map_or(shown_from, |day| day.min(shown_from));
    let whole = (first, question.as_of);
    let mut points = relations::level(&observations, &documents, &prior, step, whole);
    let mut turning_points =
        relations::turning_points(&points, relations::TurningOptions::default());
    let is_shown = |first_day: Date| shown.0 <= first_day && first_day <= shown.1;
    points.retain(|point| is_shown(point.from));
    turning_points.retain(|turn| is_shown(turn.seen_on));
    Ok(Level { points, turning_points, events, observations, prior })
}

/// How many texts were published each day, by the outlets asked for.
fn documents_per_day(
    archive: &Archive,
    question: &Question,
    period: Period,
) -> Result<Vec<(Date, usize)>> {
    let query = Query { period, ..pipeline::query(question) };
    if question.outlets.is_empty() {
        return Ok(archive.documents_per_day(&query)?);
    }
    let days = archive.outlet_days(&query)?;
    Ok(days.into_iter().map(|day| (day.published_on, day.n_documents)).collect())
}

/// Says which months between two days the archive holds no document of, since
/// nothing told of them does not mean that nothing happened.
pub fn tell_uncovered(
    archive: &Archive,
    question: &Question,
    (first, last): (Date, Date),
) -> Result<()> {
    let last = last.min(question.as_of);
    let period = Period { since: Some(first.first_of_month()), until: Some(last.last_of_month()) };
    let documents = documents_per_day(archive, question, period)?;
    let read: HashSet<Date> = documents.iter().map(|(day, _)| day.first_of_month()).collect();
    // Where there are no texts at all, as in the sample, there is nothing to compare with.
    if read.is_empty() || last < first {
        return Ok(());
    }
    let mut spans = Vec::<(Date, Date)>::new();
    let mut n_uncovered = 0;
    let mut month = first.first_of_month();
    while month <= last {
        let next = Step::Month.around(month).1.tomorrow();
        if !read.contains(&month) {
            n_uncovered += 1;
            match spans.last_mut() {
                Some(span) if span.1.tomorrow().ok() == Some(month) => {
                    span.1 = month.last_of_month();
                }
                _ => spans.push((month, month.last_of_month())),
            }
        }
        let Ok(next) = next else { break };
        month = next;
    }
    let name = |day: Date| format!("{}-{:02}", day.year(), day.month());
    let told: Vec<String> = spans
        .iter()
        .take(SPANS_TOLD_MAX)
        .map(|(from, to)| match (name(*from), name(*to)) {
            (from, to) if from == to => from,
            (from, to) => format!("{from} to {to}"),
        })
        .collect();
    if 0 < n_uncovered {
        let more = if spans.len() > told.len() { ", and others" } else { "" };
        eprintln!(
            "note: not covered, no document read: {}{more}; `rapport coverage` tells more",
            told.join(", ")
        );
    }
    Ok(())
}

/// Stretches without a document that are named one by one. Ours.
const SPANS_TOLD_MAX: usize = 4;

/// What pairs of governments are like in this archive as a whole.
fn prior(archive: &Archive, question: &Question) -> Result<Prior> {
    let query = Query {
        as_of: Some(question.as_of),
        corrected_by: Some(question.corrected_by),
        codings: question.codings,
        ..Query::default()
    };
    let mut pairs: BTreeMap<Pair, (f64, f64, f64)> = BTreeMap::new();
    for dyad in archive.dyads(&query)? {
        let sums = pairs.entry(Pair::new(dyad.source, dyad.target)).or_default();
        sums.0 += dyad.n as f64;
        sums.1 += dyad.sum;
        sums.2 += dyad.sum_of_squares;
    }
    let moments: Vec<DyadMoments> = pairs
        .values()
        .map(|&(n, sum, squares)| {
            let mean = sum / n;
            DyadMoments { n, mean, variance: (squares / n - mean * mean).max(0.0) }
        })
        .collect();
    Ok(relations::prior(&moments))
}

/// Everything a brief is written from.
pub fn matter<'a>(
    archive: &Archive,
    coder: &'a NewsCoder,
    question: &'a Question,
    events: Vec<Told>,
    level: &Level,
) -> Result<Matter<'a>> {
    Ok(Matter {
        newest_document: archive.newest_document(&pipeline::query(question))?,
        events,
        arrangements: arrangements(archive, question)?,
        level: level.points.iter().map(point).collect(),
        turning_points: level.turning_points.iter().map(turning_point).collect(),
        third_parties: third_parties(archive, question)?,
        ..bare_matter(coder, question)
    })
}

/// A matter without events: for what needs only names and phrases.
pub fn bare_matter<'a>(coder: &'a NewsCoder, question: &'a Question) -> Matter<'a> {
    Matter {
        a: &question.a,
        b: &question.b,
        a_line: question.a_line.clone(),
        b_line: question.b_line.clone(),
        as_of: question.as_of,
        archive: question.archive_name.clone(),
        newest_document: None,
        is_sample: question.is_sample,
        actors: coder.gazetteer().actors(),
        ontology: coder.ontology(),
        events: Vec::new(),
        arrangements: Vec::new(),
        level: Vec::new(),
        turning_points: Vec::new(),
        third_parties: Vec::new(),
    }
}

/// Arrangements between the two, with the documents that tell them.
pub fn arrangements(archive: &Archive, question: &Question) -> Result<Vec<ToldArrangement>> {
    let mut library = Library::new(archive, &pipeline::query(question));
    let mut told = Vec::new();
    for arrangement in archive.arrangements(&pipeline::query(question))? {
        let mut documents = Vec::new();
        for evidence in &arrangement.evidence {
            if let Some(document) = library.document(&evidence.document)? {
                documents.push(EvidenceDocument {
                    document: document.id.clone(),
                    published_on: document.published_on,
                    outlet: document.outlet.clone(),
                    url: document.url.clone(),
                    kind: document.kind,
                    is_citable: is_citable(document),
                });
            }
        }
        told.push(ToldArrangement { arrangement: arrangement.what, documents });
    }
    Ok(told)
}

/// Years before the as-of day in which a third party must have dealt with both.
const THIRD_PARTY_YEARS: i64 = 3;
/// Third parties told of.
const THIRD_PARTIES_MAX: usize = 4;
/// Events kept for each.
const THIRD_PARTY_EVENTS_MAX: usize = 4;

/// Deeds of a third party with one side among which its most telling are sought.
const THIRD_PARTY_SOUGHT_MAX: usize = 2_000;

/// From which day on to seek among `n` deeds of the last years: the more there
/// are, the nearer.
fn since_for(as_of: Date, n: usize) -> Option<Date> {
    let share = (THIRD_PARTY_SOUGHT_MAX as f64 / n.max(1) as f64).min(1.0);
    let days = (365.25 * THIRD_PARTY_YEARS as f64 * share).ceil() as i64;
    as_of.checked_sub(jiff::Span::new().days(days)).ok()
}

/// States that had dealings with both sides lately, those with most first.
fn third_parties(archive: &Archive, question: &Question) -> Result<Vec<ThirdParty>> {
    let since = question.as_of.checked_sub(jiff::Span::new().years(THIRD_PARTY_YEARS)).ok();
    let period = Period { since, until: Some(question.as_of) };
    let asked = Query { period, ..pipeline::query(question) };
    let near = |line: &[ActorId]| -> Result<BTreeMap<ActorId, usize>> {
        let mut by_other = BTreeMap::<ActorId, usize>::new();
        for actor in line {
            for (other, n) in archive.dealings(actor, &asked)? {
                if !question.a_line.contains(&other) && !question.b_line.contains(&other) {
                    *by_other.entry(other).or_default() += n;
                }
            }
        }
        Ok(by_other)
    };
    let with_b = near(&question.b_line)?;
    let mut shared: Vec<(ActorId, usize, usize)> = near(&question.a_line)?
        .into_iter()
        .filter_map(|(other, n_a)| Some((n_a, *with_b.get(&other)?, other)))
        .map(|(n_a, n_b, other)| (other, n_a, n_b))
        .collect();
    shared.sort_by_key(|(other, a, b)| (Reverse(*a.min(b)), Reverse(a + b), other.clone()));
    shared.truncate(THIRD_PARTIES_MAX);
    let mut parties = Vec::new();
    for (other, n_with_a, n_with_b) in shared {
        let mut events = Vec::new();
        let mut library = Library::new(archive, &pipeline::query(question));
        for (line, n) in [(&question.a_line, n_with_a), (&question.b_line, n_with_b)] {
            let period = Period { since: since_for(question.as_of, n), ..period };
            let between = Some((vec![other.clone()], line.clone()));
            let query = Query { between, period, ..pipeline::query(question) };
            let outlines = archive.outlines(&query)?;
            let ids = choice::most_telling(&outlines, THIRD_PARTY_EVENTS_MAX);
            for (event, reports) in archive.events_holding(&ids, &query)? {
                events.push(library.told(event, reports)?);
            }
        }
        parties.push(ThirdParty { actor: other, n_with_a, n_with_b, events });
    }
    Ok(parties)
}

/// A point as the brief wants it.
pub fn point(point: &relations::LevelPoint) -> LevelPoint {
    LevelPoint {
        from: point.from,
        to: point.to,
        level: point.level,
        low: point.low,
        high: point.high,
        n_events: point.n_events,
        n_documents: point.n_documents,
        attention: point.attention,
        is_informed: point.is_informed,
    }
}

fn turning_point(point: &relations::TurningPoint) -> TurningPoint {
    TurningPoint { from: point.from, to: point.to, before: point.before, after: point.after }
}
