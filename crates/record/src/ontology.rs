//! The codebook as a table: types, their modes, and the numbers and words each carries.
//!
//! One file a type under `data/ontology/`; [`Ontology::embedded`] holds those
//! built in, [`Ontology::parse`] reads others.

use crate::EventType;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A finer kind within a type, with the words that give it away and the words
/// a brief uses to tell it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mode {
    /// "visit".
    pub id: String,
    /// CAMEO code: "042".
    pub cameo: String,
    /// Goldstein value of that code, -10 to +10 (Goldstein 1992, CAMEO extension).
    pub goldstein: f64,
    /// Past tense, before the target: "visited".
    pub past: String,
    /// Base form: "visit".
    pub base: String,
    /// -ing form: "visiting".
    pub ing: String,
    /// Beginnings of words that bear the phrases out: one of each group, `|` between
    /// those of one group. None: any quote does.
    #[serde(default)]
    pub told_by: Option<String>,
    /// Whether the phrases leave open what it was about ("accused", "refused talks with").
    #[serde(default)]
    pub is_vague: bool,
    /// Passive, before "by": "was visited"; none where English has none.
    #[serde(default)]
    pub passive: Option<String>,
    /// Past tense with no target named: "conducted a nuclear test".
    #[serde(default)]
    pub alone: Option<String>,
    /// Whether "A and B met" makes two reports.
    #[serde(default)]
    pub symmetric: bool,
    /// Verb patterns; see `data/ontology/README.md` for the notation.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Noun patterns ("talks between").
    #[serde(default)]
    pub nouns: Vec<String>,
}

/// One type of the codebook.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeEntry {
    /// Which of the sixteen.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// What it means, in our words.
    pub meaning: String,
    /// Where the idea comes from.
    pub source: String,
    /// Goldstein value when the mode is not known.
    pub goldstein: f64,
    /// CAMEO root code when the mode is not known.
    pub cameo: String,
    /// Types it is often mistaken for, each with the rule that tells them apart.
    pub mistaken_for: BTreeMap<String, String>,
    /// Sentences it codes: `[sentence, expected brief form]`.
    pub codes: Vec<[String; 2]>,
    /// Sentences it must not code.
    pub must_not: Vec<String>,
    /// Its modes, the general one first.
    #[serde(rename = "mode")]
    pub modes: Vec<Mode>,
}

/// A table that cannot be used, with the place and the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OntologyError(String);

impl std::fmt::Display for OntologyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for OntologyError {}

/// The whole codebook.
#[derive(Debug, Clone)]
pub struct Ontology {
    entries: Vec<TypeEntry>,
}

macro_rules! ontology_files {
    ($($name:literal),+ $(,)?) => {
        &[ $( (
            concat!("data/ontology/", $name, ".toml"),
            include_str!(concat!("../../../data/ontology/", $name, ".toml")),
        ) ),+ ]
    };
}

const EMBEDDED: &[(&str, &str)] = ontology_files![
    "agree",
    "consult",
    "support",
    "cooperate",
    "aid",
    "concede",
    "retreat",
    "request",
    "accuse",
    "reject",
    "threaten",
    "protest",
    "sanction",
    "mobilize",
    "coerce",
    "assault",
];

impl Ontology {
    /// The codebook built into the program.
    ///
    /// # Panics
    /// If a built-in file is broken, which a test of this crate rules out.
    pub fn embedded() -> Self {
        Self::parse(EMBEDDED).expect("the built-in ontology is well formed")
    }

    /// Reads one TOML text per type, each given with the name to show in errors.
    ///
    /// # Errors
    /// If a text is no valid entry, or a type is missing or told twice.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, OntologyError> {
        let mut entries = Vec::<TypeEntry>::new();
        for (name, text) in files {
            let entry: TypeEntry =
                toml::from_str(text).map_err(|error| OntologyError(format!("{name}: {error}")))?;
            if entry.modes.is_empty() {
                return Err(OntologyError(format!("{name}: at least one [[mode]] is needed")));
            }
            if entries.iter().any(|other| other.event_type == entry.event_type) {
                return Err(OntologyError(format!("{name}: {} is told twice", entry.event_type)));
            }
            entries.push(entry);
        }
        for event_type in EventType::ALL {
            if !entries.iter().any(|entry| entry.event_type == *event_type) {
                return Err(OntologyError(format!("no file tells what {event_type} means")));
            }
        }
        entries.sort_by_key(|entry| entry.event_type);
        Ok(Self { entries })
    }

    /// The entry of a type.
    pub fn entry(&self, event_type: EventType) -> &TypeEntry {
        &self.entries[event_type as usize]
    }

    /// Every entry, in the order of the codebook.
    pub fn entries(&self) -> &[TypeEntry] {
        &self.entries
    }

    /// A mode by type and id.
    pub fn mode(&self, event_type: EventType, id: &str) -> Option<&Mode> {
        self.entry(event_type).modes.iter().find(|mode| mode.id == id)
    }

    /// The mode, or the type's general one (its first) where `id` is none or unknown.
    pub fn mode_or_general(&self, event_type: EventType, id: Option<&str>) -> &Mode {
        id.and_then(|id| self.mode(event_type, id)).unwrap_or(&self.entry(event_type).modes[0])
    }
}
