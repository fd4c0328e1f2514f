//! Invented news in the shape of real news: as documents to read, or as coded
//! reports straight into an archive, to time what grows.
//!
//! Everything follows from the seed. States, types and Goldstein values are
//! real; the deeds are not. Few pairs have most of the deeds (state number k is
//! named in proportion to k^-0.9), few outlets publish most of the documents,
//! one event in four is told more than once, weekends are quiet, and each pair
//! drifts between friendly and hostile times.

use super::shares::Draws;
use crate::progress;
use anyhow::Result;
use rapport_archive::Archive;
use rapport_coding::actors::Gazetteer;
use rapport_record::{
    ActorKind, Certainty, Coded, Date, DateSource, Dated, Document, EventType, Goods, GoodsKind,
    Ontology, Party, Report, Span,
};
use std::io::Write;

/// What is generated.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// The same seed, the same news.
    pub seed: u64,
    /// First day of publication.
    pub from: Date,
    /// Last day of publication.
    pub until: Date,
}

/// The coder id under which generated reports are kept.
const CODER: &str = "generated-1";
/// Documents stored at once when an archive is filled.
const BATCH: usize = 4_000;
/// Memory for pages while an archive is filled, in MB.
const MEMORY: u32 = 1_500;
/// How unevenly states are named: in proportion to rank to minus this. With it
/// the busiest of 190 states' pairs has about two in a hundred deeds.
const UNEVENNESS: f64 = 0.9;
/// One event in four is told by a further outlet, one in sixteen by two.
const TOLD_AGAIN_PERCENT: usize = 25;

/// The states named most, as a reader of world news would guess; the rest follow
/// in the order of their codes. Ours.
const BUSY: [&str; 40] = [
    "USA", "RUS", "CHN", "ISR", "UKR", "IRN", "GBR", "IND", "FRA", "PAK", "DEU", "TUR", "JPN",
    "SYR", "PRK", "KOR", "SAU", "IRQ", "EGY", "AFG", "LBN", "POL", "AUS", "TWN", "ITA", "YEM",
    "VEN", "CAN", "MEX", "BRA", "SDN", "ETH", "NGA", "ZAF", "IDN", "VNM", "PHL", "ARM", "AZE",
    "SRB",
];

const OUTLET_TOWNS: [&str; 15] = [
    "Port Lumen",
    "Aldersea",
    "Kestrel Bay",
    "Norwick",
    "Tamarind",
    "Highmoor",
    "Saltmarch",
    "Ostrova",
    "Bellmere",
    "Redcliff",
    "Junction",
    "Marlow",
    "Three Rivers",
    "Larkhill",
    "Eastgate",
];
const OUTLET_KINDS: [&str; 4] = ["Herald", "Gazette", "Observer", "Wire"];

/// Sentences that tell a deed, by type, with {a} and {b} for the two; the first
/// half of each list friendly or hostile as the type is. Ours.
const TOLD: [(EventType, usize, &[&str]); 16] = [
    (
        EventType::Consult,
        24,
        &[
            "{a} held talks with {b} on the border crossings",
            "The foreign minister of {a} met the foreign minister of {b}",
            "{a} discussed fishing quotas with {b}",
        ],
    ),
    (
        EventType::Accuse,
        13,
        &[
            "{a} accused {b} of breaking its word",
            "{a} condemned {b} over the detention of a crew",
            "{a} criticized {b} for its conduct at sea",
        ],
    ),
    (
        EventType::Support,
        9,
        &[
            "{a} praised {b} for its patience",
            "{a} expressed support for {b}",
            "{a} thanked {b} for its help",
        ],
    ),
    (
        EventType::Agree,
        7,
        &[
            "{a} signed an agreement with {b} on rail freight",
            "{a} agreed to open a consulate in {b}",
            "{a} promised {b} closer ties",
        ],
    ),
    (
        EventType::Request,
        8,
        &[
            "{a} urged {b} to return to the table",
            "{a} called on {b} to release the crew",
            "{a} demanded an apology from {b}",
        ],
    ),
    (
        EventType::Reject,
        5,
        &[
            "{a} rejected the proposal of {b}",
            "{a} refused to meet {b}",
            "{a} denied {b} the use of its ports",
        ],
    ),
    (
        EventType::Cooperate,
        7,
        &[
            "{a} held a joint exercise with {b}",
            "{a} opened a rail link with {b}",
            "{a} shared weather data with {b}",
        ],
    ),
    (
        EventType::Aid,
        4,
        &["{a} sent food aid to {b}", "{a} delivered medicine to {b}", "{a} gave {b} a loan"],
    ),
    (
        EventType::Concede,
        1,
        &["{a} eased sanctions on {b}", "{a} lifted its ban on timber from {b}"],
    ),
    (
        EventType::Retreat,
        1,
        &["{a} withdrew troops from the border with {b}", "{a} released prisoners of {b}"],
    ),
    (
        EventType::Threaten,
        4,
        &["{a} threatened {b} with sanctions", "{a} warned {b} of consequences"],
    ),
    (
        EventType::Protest,
        1,
        &["Crowds in {a} protested against {b}", "Workers in {a} marched against {b}"],
    ),
    (
        EventType::Sanction,
        4,
        &[
            "{a} imposed sanctions on {b}",
            "{a} expelled diplomats of {b}",
            "{a} recalled its ambassador from {b}",
        ],
    ),
    (
        EventType::Mobilize,
        3,
        &["{a} moved troops to the border with {b}", "{a} put its forces on alert against {b}"],
    ),
    (EventType::Coerce, 4, &["{a} seized a trawler of {b}", "{a} detained citizens of {b}"]),
    (EventType::Assault, 5, &["{a} shelled positions of {b}", "{a} launched an air strike on {b}"]),
];

const STARTS: [&str; 5] = [
    "",
    "On Monday, ",
    "Late at night, ",
    "After weeks of silence, ",
    "For the third time this year, ",
];
const FILLERS: [&str; 8] = [
    "Traders in both capitals took the news calmly.",
    "It was not clear what would follow.",
    "Observers had expected as much for some weeks.",
    "The announcement ran to a single page.",
    "Prices of grain rose slightly in the afternoon.",
    "A spokeswoman declined to give details.",
    "Similar steps had been taken two years earlier.",
    "The weather delayed several flights.",
];
const FRENCH: [&str; 3] = [
    "{a} a condamné {b} hier soir.",
    "{a} et {b} ont signé un accord sur la pêche.",
    "Le ministre de {a} a rencontré celui de {b}.",
];

/// Writes documents as JSON lines, oldest first within each story.
pub fn documents(n: usize, order: Order, out: &mut impl Write) -> Result<()> {
    let mut news = News::new(order);
    for n in 0..n {
        let story = news.story();
        let outlet = news.outlet();
        let is_french = news.draws.below(100) < 6;
        let lang = if is_french { "fr" } else { "en" };
        let outlet = if is_french {
            format!("Le Courrier de {}", OUTLET_TOWNS[outlet % 3])
        } else {
            outlet_name(outlet)
        };
        let (title, text) = news.text(&story, is_french);
        let document = serde_json::json!({
            "id": format!("generated-{}-{n}", order.seed),
            "date": story.published_on, "outlet": outlet, "lang": lang, "title": title, "text": text,
        });
        writeln!(out, "{document}")?;
    }
    Ok(())
}

/// Stores `n` events with their reports, three to a document on average, and
/// says how long it took.
pub fn events(n: usize, order: Order, archive: &mut Archive) -> Result<()> {
    archive.expect_much(MEMORY)?;
    let now = crate::settings::now();
    let run = archive.run_for(CODER, now)?;
    let bar = progress::bar(n as u64);
    let (sender, receiver) = std::sync::mpsc::sync_channel(2);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut news = News::new(order);
            let mut n_events = 0;
            let mut n_documents = 0;
            while n_events < n {
                let mut batch = Vec::with_capacity(BATCH + 4);
                let before = n_events;
                while batch.len() < BATCH && n_events < n {
                    let in_document = 1 + news.draws.below(5).min(n - n_events - 1);
                    n_events += in_document;
                    news.coded_documents(in_document, &mut n_documents, &mut batch);
                }
                if sender.send((n_events - before, batch)).is_err() {
                    break;
                }
            }
        });
        let mut reports = 0;
        for (n_more, batch) in receiver {
            reports += archive.store(run, &batch, now)?.reports;
            bar.inc(n_more as u64);
        }
        bar.finish_and_clear();
        eprintln!("{n} events in {reports} reports stored");
        Ok(())
    })
}

struct State {
    id: String,
    name: String,
}

/// A deed, and the day it is in the news.
struct Story {
    a: usize,
    b: usize,
    event_type: EventType,
    sentence: &'static str,
    happened_on: Date,
    published_on: Date,
}

struct News {
    draws: Draws,
    order: Order,
    n_days: usize,
    states: Vec<State>,
    /// Sums of the states' shares, in thousand-millionths.
    shares: Vec<usize>,
    ontology: Ontology,
}

impl News {
    fn new(order: Order) -> Self {
        let gazetteer = Gazetteer::embedded();
        let actors = gazetteer.actors();
        let lives = |id: &str| {
            actors.get(id).is_some_and(|actor| {
                actor.kind == ActorKind::State
                    && actor.id.len() == 3
                    && actor.since.is_none_or(|since| since <= order.from)
                    && actor.until.is_none_or(|until| order.until <= until)
            })
        };
        let mut ids: Vec<String> =
            BUSY.iter().filter(|id| lives(id)).map(|id| (*id).to_owned()).collect();
        let mut others: Vec<String> = actors
            .iter()
            .filter(|actor| lives(&actor.id) && !BUSY.contains(&actor.id.as_str()))
            .map(|actor| actor.id.clone())
            .collect();
        others.sort();
        ids.extend(others);
        let mut shares = Vec::new();
        let mut sum = 0;
        for rank in 1..=ids.len() {
            sum += (1e9 * (rank as f64).powf(-UNEVENNESS)) as usize;
            shares.push(sum);
        }
        let n_days = (order.until - order.from).get_days().max(0) as usize + 1;
        let states =
            ids.into_iter().map(|id| State { name: actors.name(&id).to_owned(), id }).collect();
        let ontology = Ontology::embedded();
        Self { draws: Draws::new(order.seed), order, n_days, states, shares, ontology }
    }

    fn state(&mut self) -> usize {
        let all = self.shares.last().copied().unwrap_or(1);
        let drawn = self.draws.below(all);
        self.shares.partition_point(|sum| *sum <= drawn)
    }

    fn story(&mut self) -> Story {
        let a = self.state();
        let mut b = self.state();
        while b == a {
            b = self.state();
        }
        let day = self.day();
        let published_on = self.order.from.saturating_add(jiff::Span::new().days(day as i64));
        let event_type = self.event_type(a, b, day);
        let told =
            TOLD.iter().find(|(kind, ..)| *kind == event_type).map_or(TOLD[0].2, |told| told.2);
        let sentence = told[self.draws.below(told.len())];
        Story { a, b, event_type, sentence, happened_on: published_on, published_on }
    }

    /// A day; two of three that fall on a weekend are moved to the Friday.
    fn day(&mut self) -> usize {
        let day = self.draws.below(self.n_days);
        let on = self.order.from.saturating_add(jiff::Span::new().days(day as i64));
        let over =
            usize::try_from(on.weekday().to_monday_zero_offset()).unwrap_or(0).saturating_sub(4);
        if 0 < over && over <= day && self.draws.below(3) < 2 { day - over } else { day }
    }

    /// A type; how often it is a hostile one swings with the pair's years.
    fn event_type(&mut self, a: usize, b: usize, day: usize) -> EventType {
        let (low, high) = (a.min(b), a.max(b));
        let temper = ((low * 31 + high * 17) % 97) as f64 / 97.0;
        let years = day as f64 / 365.25;
        let mood = 0.15 * (years * (1.0 + temper) + 6.0 * temper).sin();
        let hostile_percent = (100.0 * (0.15 + 0.55 * temper + mood)).clamp(2.0, 95.0) as usize;
        let is_hostile = self.draws.below(100) < hostile_percent;
        let fits = |kind: EventType| {
            use rapport_record::Quad::{MaterialConflict, VerbalConflict};
            matches!(kind.quad(), VerbalConflict | MaterialConflict) == is_hostile
        };
        let all: usize =
            TOLD.iter().filter(|(kind, ..)| fits(*kind)).map(|(_, often, _)| often).sum();
        let mut drawn = self.draws.below(all);
        for (kind, often, _) in TOLD.iter().filter(|(kind, ..)| fits(*kind)) {
            if drawn < *often {
                return *kind;
            }
            drawn -= often;
        }
        EventType::Consult
    }

    /// Few outlets publish most.
    fn outlet(&mut self) -> usize {
        let n = OUTLET_TOWNS.len() * OUTLET_KINDS.len();
        let (one, other) = (self.draws.below(n), self.draws.below(n));
        one.min(other).min(self.draws.below(n))
    }

    fn tell(&self, story: &Story) -> String {
        let name = |n: usize| self.states[n].name.as_str();
        story.sentence.replace("{a}", name(story.a)).replace("{b}", name(story.b))
    }

    fn text(&mut self, story: &Story, is_french: bool) -> (String, String) {
        if is_french {
            let told = FRENCH[self.draws.below(FRENCH.len())];
            let told = told
                .replace("{a}", &self.states[story.a].name)
                .replace("{b}", &self.states[story.b].name);
            return (format!("{}, le point", self.states[story.a].name), told);
        }
        let told = self.tell(story);
        let mut text = format!("{}{told}.", STARTS[self.draws.below(STARTS.len())]);
        for _ in 0..1 + self.draws.below(4) {
            text.push(' ');
            if self.draws.below(4) == 0 {
                let again = Story { event_type: story.event_type, ..self.story() };
                text.push_str(&format!("{}.", self.tell(&again)));
            } else {
                text.push_str(FILLERS[self.draws.below(FILLERS.len())]);
            }
        }
        (told, text)
    }

    /// A document of some events of one day, and what others tell of the first.
    fn coded_documents(
        &mut self,
        n_events: usize,
        n_documents: &mut usize,
        into: &mut Vec<(Document, Coded)>,
    ) {
        let first = self.story();
        let mut stories = vec![first];
        while stories.len() < n_events {
            let on = stories[0].published_on;
            stories.push(Story { happened_on: on, published_on: on, ..self.story() });
        }
        let mut add = |news: &mut Self, stories: &[Story]| {
            let id = format!("g{n_documents}");
            *n_documents += 1;
            into.push(news.coded(id, stories));
        };
        add(self, &stories);
        while self.draws.below(100) < TOLD_AGAIN_PERCENT {
            let later = self.draws.below(3) as i64;
            let published_on =
                stories[0].published_on.saturating_add(jiff::Span::new().days(later));
            let again = Story { published_on, ..stories[0] };
            add(self, &[again]);
        }
    }

    fn coded(&mut self, id: String, stories: &[Story]) -> (Document, Coded) {
        let mut text = String::new();
        let mut coded = Coded::default();
        for (n, story) in stories.iter().enumerate() {
            if 0 < n {
                text.push(' ');
            }
            let start = text.chars().count();
            let sentence = format!("{}.", self.tell(story));
            text.push_str(&sentence);
            coded.reports.push(self.report(&id, n, start, sentence, story));
        }
        let mut document = Document::plain(id, stories[0].published_on, text);
        document.outlet = Some(outlet_name(self.outlet()));
        document.lang = Some("en".to_owned());
        (document, coded)
    }

    fn report(
        &mut self,
        document: &str,
        sentence: usize,
        sentence_start: usize,
        text: String,
        story: &Story,
    ) -> Report {
        let entry = self.ontology.entry(story.event_type);
        let mode = &entry.modes[self.draws.below(entry.modes.len())];
        let party = |n: usize| {
            let State { id, name } = &self.states[n];
            let start = text.find(name.as_str()).map_or(0, |at| text[..at].chars().count());
            Party {
                actor: id.clone(),
                country: Some(id.clone()),
                role: None,
                name: name.clone(),
                span: Some(Span { start, end: start + name.chars().count() }),
            }
        };
        let goods = (story.event_type == EventType::Aid).then(|| Goods {
            kind: GoodsKind::Food,
            quantity: None,
            unit: None,
            text: "food aid".into(),
        });
        Report {
            id: format!("{document}:{sentence}:0"),
            document: document.to_owned(),
            sentence,
            sentence_start,
            source: Some(party(story.a)),
            target: Some(party(story.b)),
            event_type: story.event_type,
            mode: Some(mode.id.clone()),
            act: None,
            about: Vec::new(),
            others: Vec::new(),
            contexts: Vec::new(),
            goods: goods.into_iter().collect(),
            exchange: None,
            purpose: None,
            casualties: None,
            place: None,
            certainty: Certainty::Reported,
            attributed_to: None,
            happened_on: Dated::day(story.happened_on, DateSource::Published),
            reciprocal: false,
            cameo: Some(mode.cameo.clone()),
            quad: story.event_type.quad(),
            goldstein: mode.goldstein,
            probability: (75 + self.draws.below(25)) as f64 / 100.0,
            trigger: None,
            coder: CODER.to_owned(),
            known_on: story.published_on,
            text,
        }
    }
}

fn outlet_name(n: usize) -> String {
    let town = OUTLET_TOWNS[n % OUTLET_TOWNS.len()];
    format!("{town} {}", OUTLET_KINDS[n / OUTLET_TOWNS.len() % OUTLET_KINDS.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(seed: u64) -> Order {
        Order { seed, from: Date::constant(2010, 1, 1), until: Date::constant(2019, 12, 31) }
    }

    #[test]
    fn a_seed_gives_the_same_news_each_time() {
        let written = |seed| {
            let mut out = Vec::new();
            documents(50, order(seed), &mut out).expect("memory takes it");
            String::from_utf8(out).expect("UTF-8")
        };
        assert_eq!(written(7), written(7));
        assert_ne!(written(7), written(8));
        assert_eq!(written(7).lines().count(), 50);
    }

    #[test]
    fn as_many_events_are_stored_as_were_asked_for() {
        let mut archive = Archive::in_memory().expect("memory");
        events(500, order(7), &mut archive).expect("memory takes it");
        let n = archive.counts().expect("counts").events;
        // Two of one day and kind between the same two are one event.
        assert!((480..=500).contains(&n), "{n}");
    }
}
