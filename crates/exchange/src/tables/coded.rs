//! From a row and its cast to a document, and to what is coded of it.

use super::{
    Fault, Names,
    group::Group,
    mapping::{Case, EventRule, KnownOn, Mapping},
    period::{Partial, When},
    who::{self, Cast, Participant},
};
use jiff::civil::Date;
use rapport_record::{
    Actors, Arrangement, ArrangementParty, Certainty, Coded, Document, DocumentKind, EventType,
    Evidence, Note, Ontology, Party, Place, Precision, Report, Span, TableRow,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(Ontology::embedded);

/// A group as a document and what it says; or why not.
pub(super) fn row(
    group: &Group,
    mapping: &Mapping,
    released: Option<Partial>,
    row_id: String,
    actors: &Actors,
    find: &Names<'_>,
) -> Result<(Document, Coded), Fault> {
    let case = case(group, mapping)?;
    let when = When::read(group, mapping)?;
    let fill_columns = |template: &str| fill(template, |name| word(name, group, mapping));
    let cast = who::cast(group, mapping, &when, actors, find, fill_columns)?;
    let said = |name: &str| match name {
        "when" => when.words(),
        "from" => when.from.to_string(),
        "to" => when.to.to_string(),
        _ => shown(name, &cast).unwrap_or_else(|| word(name, group, mapping)),
    };
    let text = fill(case.text.as_deref().unwrap_or_default(), said);
    let known_on = match (mapping.known_on, released) {
        (KnownOn::Release, Some(day)) => day.last,
        _ => when.last_day(),
    };
    let document = document(group, mapping, row_id, known_on, text);
    let telling = Telling { document: &document, when: &when, cast: &cast, group };
    let mut coded = Coded::default();
    let about = who::about(group, mapping, when.from.last, actors, find);
    for rule in case.events.iter().filter(|rule| group.meets(&rule.when)) {
        telling.deeds(rule, &about, mapping, &mut coded.reports);
    }
    mark_reciprocal(&mut coded.reports);
    for (index, report) in coded.reports.iter_mut().enumerate() {
        report.id = format!("{}:0:{index}", document.id);
        report.place = place(group, mapping, &cast, said);
    }
    if let Some(rule) = &case.arrangement {
        coded.arrangements.push(telling.arrangement(rule.kind, fill(&rule.label, said)));
    }
    if let (true, Some(note)) = (coded.reports.is_empty(), &case.note) {
        coded.notes.push(Note {
            sentence: Some(0),
            reason: "row-without-event".to_owned(),
            message: note.clone(),
        });
    }
    Ok((document, coded))
}

/// The row's id by the mapping's template.
pub(super) fn row_id(group: &Group, mapping: &Mapping) -> String {
    fill(&mapping.row, |name| group.get(name).unwrap_or_default())
}

fn case<'m>(group: &Group, mapping: &'m Mapping) -> Result<&'m Case, String> {
    let found = mapping.cases.iter().find(|case| group.meets(&case.when));
    match found {
        Some(Case { skip: Some(why), .. }) => Err(why.clone()),
        Some(case) => Ok(case),
        None => {
            let mut columns: Vec<&String> =
                mapping.cases.iter().flat_map(|case| case.when.keys()).collect();
            columns.sort();
            columns.dedup();
            let values: Vec<String> = columns
                .iter()
                .map(|name| format!("`{name}` {:?}", group.get(name).unwrap_or_default()))
                .collect();
            Err(format!("no case of the mapping is for {}", values.join(", ")))
        }
    }
}

/// A template with each `{name}` replaced.
fn fill(template: &str, value: impl Fn(&str) -> String) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}') {
            Some((name, after)) => {
                filled.push_str(&value(name));
                rest = after;
            }
            None => rest = after,
        }
    }
    filled.push_str(rest);
    filled
}

/// A column's value in the mapping's words, where it has some; `an COLUMN`
/// puts the article before it.
fn word(name: &str, group: &Group, mapping: &Mapping) -> String {
    if let Some(name) = name.strip_prefix("an ") {
        let word = word(name, group, mapping);
        let article = if word.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
        return format!("{article} {word}");
    }
    let value = group.get(name).unwrap_or_default();
    let words = mapping.words.get(name.strip_prefix("last ").unwrap_or(name));
    words.and_then(|words| words.get(&value)).cloned().unwrap_or(value)
}

/// One side as the sentence names it: `{a}`, or `{A}` where it begins the
/// sentence; `{a again}` leaves out which state came after it.
fn shown(name: &str, cast: &Cast) -> Option<String> {
    let (key, is_again) = match name.strip_suffix(" again") {
        Some(key) => (key, true),
        None => (name, false),
    };
    let side = cast.get(key).or_else(|| cast.get(&key.to_lowercase()))?;
    let names: Vec<String> = side
        .iter()
        .map(|one| if is_again { one.shown.clone() } else { one.shown_with_heir() })
        .collect();
    let joined = match names.as_slice() {
        [] => return None,
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    };
    Some(if cast.contains_key(key) { joined } else { capitalised(&joined) })
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn document(
    group: &Group,
    mapping: &Mapping,
    row_id: String,
    published_on: Date,
    text: String,
) -> Document {
    let id = format!("{}:{row_id}", mapping.kind);
    let mut document = Document::plain(id, published_on, text);
    document.kind = DocumentKind::Row;
    document.outlet = Some(mapping.outlet.clone());
    document.url = mapping.url.clone();
    document.lang = Some("en".to_owned());
    document.licence = mapping.licence.clone();
    document.row = Some(TableRow { table: mapping.kind.clone(), row: row_id });
    let text = |text: &String| Value::String(text.clone());
    if let Some(citation) = &mapping.citation {
        document.extra.insert("citation".to_owned(), text(citation));
    }
    for (column, value) in group.rows.iter().take(1).flat_map(|row| row.filled()) {
        document.extra.insert(column.clone(), text(value));
    }
    if group.rows.len() > 1 {
        document.extra.insert("rows".to_owned(), Value::from(group.rows.len()));
    }
    document
}

/// All that reports and arrangements of one row share.
struct Telling<'a> {
    document: &'a Document,
    when: &'a When,
    cast: &'a Cast,
    group: &'a Group,
}

impl Telling<'_> {
    fn deeds(&self, rule: &EventRule, about: &[String], mapping: &Mapping, into: &mut Vec<Report>) {
        let by_value =
            || self.group.get(rule.by.as_ref()?).and_then(|value| rule.types.get(&value));
        let (event_type, mode) = match (rule.event_type, by_value()) {
            (Some(event_type), _) => (event_type, rule.mode.as_deref()),
            (None, Some(told)) => (told.event_type, told.mode.as_deref()),
            (None, None) => return,
        };
        let targets: Vec<Option<&Participant>> = match &rule.target {
            Some(key) => self.cast.get(key).into_iter().flatten().map(Some).collect(),
            None => vec![None],
        };
        for source in self.cast.get(&rule.source).into_iter().flatten() {
            for target in &targets {
                let mut report = self.report(event_type, mode, source, *target, mapping);
                report.contexts = rule.contexts.clone();
                let is_party = |id: &String| {
                    [&report.source, &report.target]
                        .iter()
                        .any(|party| party.as_ref().is_some_and(|party| party.actor == *id))
                };
                report.about = about.iter().filter(|id| !is_party(id)).cloned().collect();
                if let Some(certainty) = rule.certainty {
                    report.certainty = certainty;
                    report.attributed_to = self.document.outlet.clone();
                }
                into.push(report);
            }
        }
    }

    fn report(
        &self,
        event_type: EventType,
        mode: Option<&str>,
        source: &Participant,
        target: Option<&Participant>,
        mapping: &Mapping,
    ) -> Report {
        let entry = ONTOLOGY.mode_or_general(event_type, mode);
        Report {
            id: String::new(),
            document: self.document.id.clone(),
            sentence: 0,
            text: self.document.text.clone(),
            sentence_start: 0,
            source: Some(self.placed(source)),
            target: target.map(|target| self.placed(target)),
            event_type,
            mode: mode.filter(|mode| entry.id == *mode).map(str::to_owned),
            act: None,
            about: Vec::new(),
            others: Vec::new(),
            contexts: Vec::new(),
            goods: Vec::new(),
            exchange: None,
            purpose: None,
            casualties: None,
            place: None,
            certainty: Certainty::Reported,
            attributed_to: None,
            happened_on: self.when.dated(),
            reciprocal: false,
            cameo: Some(entry.cameo.clone()),
            quad: event_type.quad(),
            goldstein: entry.goldstein,
            probability: 1.0,
            trigger: None,
            coder: format!("table:{}", mapping.kind),
            known_on: self.document.published_on,
        }
    }

    /// The party with the span of its name in the sentence, where the name
    /// stands there as a word of its own and not within another party's name.
    fn placed(&self, participant: &Participant) -> Party {
        let text = &self.document.text;
        let name = &participant.party.name;
        let longer: Vec<(usize, usize)> = self
            .cast
            .values()
            .flatten()
            .map(|other| other.party.name.as_str())
            .filter(|other| other.len() > name.len() && other.contains(name.as_str()))
            .flat_map(|other| text.match_indices(other).map(|(at, found)| (at, at + found.len())))
            .collect();
        let is_alone = |at: usize| {
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let end = at + name.len();
            !is_letter(text[..at].chars().next_back())
                && !is_letter(text[end..].chars().next())
                && !longer.iter().any(|(from, to)| *from <= at && end <= *to)
        };
        let span =
            text.match_indices(name.as_str()).find(|(at, _)| is_alone(*at)).map(|(at, _)| {
                let start = text[..at].chars().count();
                Span { start, end: start + name.chars().count() }
            });
        Party { span, ..participant.party.clone() }
    }

    fn arrangement(&self, kind: rapport_record::ArrangementKind, label: String) -> Arrangement {
        let when = self.when;
        let parties: Vec<ArrangementParty> = self
            .cast
            .values()
            .flatten()
            .map(|one| ArrangementParty { actor: one.party.actor.clone(), role: None })
            .collect();
        let mut hash = Sha256::new();
        hash.update(format!("{kind} {} {:?}", when.from.first, self.document.row));
        for party in &parties {
            hash.update(format!(" {}", party.actor));
        }
        Arrangement {
            id: hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect(),
            kind,
            label,
            parties,
            since: Some((when.from.first, when.from.last)),
            until: when.end(),
            vouched_until: when.vouched_until(),
            certainty: Certainty::Reported,
            attributed_to: None,
            known_on: self.document.published_on,
            evidence: vec![Evidence {
                document: self.document.id.clone(),
                sentence: 0,
                quote: self.document.text.clone(),
            }],
        }
    }
}

/// Two reports of one row that mirror each other are one event that runs both ways.
fn mark_reciprocal(reports: &mut [Report]) {
    let sides: Vec<_> = reports
        .iter()
        .map(|report| {
            let id = |party: &Option<Party>| party.as_ref().map(|party| party.actor.clone());
            (report.event_type, report.mode.clone(), id(&report.source), id(&report.target))
        })
        .collect();
    for (report, (event_type, mode, source, target)) in reports.iter_mut().zip(&sides) {
        report.reciprocal = target.is_some()
            && sides.contains(&(*event_type, mode.clone(), target.clone(), source.clone()));
    }
}

fn place(
    group: &Group,
    mapping: &Mapping,
    cast: &Cast,
    said: impl Fn(&str) -> String,
) -> Option<Place> {
    let rule = mapping.place.as_ref()?;
    let name = fill(&rule.name, said);
    let degrees = |column: &Option<String>| {
        column.as_ref().and_then(|column| group.get(column)).and_then(|text| text.parse().ok())
    };
    let host = cast.get(&rule.country).and_then(|side| side.first()).map(|one| &one.party);
    let host_name = host.map(|party| party.name.as_str()).unwrap_or_default();
    let (lat, lon): (Option<f64>, Option<f64>) = (degrees(&rule.lat), degrees(&rule.lon));
    let is_fine = (lat.is_some() && lon.is_some()) || !(name.is_empty() || name == host_name);
    Some(Place {
        name: if name.is_empty() { host_name.to_owned() } else { name },
        country: host.map(|party| party.actor.clone()),
        lat,
        lon,
        precision: if is_fine { Precision::City } else { Precision::Country },
    })
}
