//! The notation in which a mapping is written; `data/tables/README.md` explains it.

use rapport_record::{ArrangementKind, Certainty, Context, EventType, Role, UnknownWord};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How the rows of one table become documents, events and arrangements.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mapping {
    pub(super) kind: String,
    pub(super) title: String,
    /// Name and version of the data set, shown as the outlet.
    pub(super) outlet: String,
    pub(super) url: Option<String>,
    pub(super) licence: Option<String>,
    pub(super) citation: Option<String>,
    pub(super) known_on: KnownOn,
    /// Day, month or year of release; its last day counts.
    pub(super) released: Option<String>,
    /// Template of the row's id.
    pub(super) row: String,
    #[serde(default)]
    pub(super) rows: RowsRule,
    pub(super) when: WhenRule,
    /// Who takes part, by the name that templates use.
    pub(super) actors: BTreeMap<String, ActorRule>,
    /// Names of the table that are not everyday names, or stood for another state once.
    #[serde(default, rename = "name")]
    pub(super) names: Vec<NameRule>,
    /// Plain words for the values of a column.
    #[serde(default)]
    pub(super) words: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    pub(super) about: Vec<AboutRule>,
    pub(super) place: Option<PlaceRule>,
    #[serde(rename = "case")]
    pub(super) cases: Vec<Case>,
}

/// From when a row was known to the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum KnownOn {
    /// A public act: known on the (last) day it happened.
    Event,
    /// A work of scholars: known when it was released.
    Release,
}

/// Which rows belong together and which say nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowsRule {
    /// Rows to use; the others say nothing and are passed over.
    #[serde(default)]
    pub(super) only: Conditions,
    /// Rows alike in these columns make one document.
    #[serde(default)]
    pub(super) group: Vec<String>,
    /// Two columns whose order does not matter: (a, b) and (b, a) belong together.
    pub(super) either_way: Option<[String; 2]>,
    /// Whether only the newest years without a gap count.
    #[serde(default)]
    pub(super) unbroken: bool,
    /// `{groups}` tells how many groups share this column's value.
    pub(super) count: Option<String>,
    /// Columns of the two sides; `lone` tells which of them is in all those groups.
    pub(super) sides: Option<[String; 2]>,
}

impl RowsRule {
    /// Whether several rows make one document.
    pub(super) fn puts_together(&self) -> bool {
        !self.group.is_empty() || self.either_way.is_some()
    }
}

/// Where a row tells its days.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WhenRule {
    pub(super) from: String,
    /// Without it nothing is known of the end.
    pub(super) to: Option<String>,
    #[serde(default)]
    pub(super) order: Order,
    /// Column with the month of `from`, where that is a year.
    pub(super) month: Option<String>,
    /// Column with the longest it can have lasted, in days.
    pub(super) days_max: Option<String>,
    /// When `month` and `days_max` may be believed.
    #[serde(default)]
    pub(super) month_if: Conditions,
    /// Last year of the data: a `to` of that year means "not ended".
    pub(super) data_end: Option<i16>,
}

/// How a whole day is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(super) enum Order {
    #[default]
    #[serde(rename = "year-month-day")]
    YearMonthDay,
    #[serde(rename = "month/day/year")]
    MonthDayYear,
    #[serde(rename = "day/month/year")]
    DayMonthYear,
}

/// How a row names an actor: exactly one of `cow`, `gw`, `name`, `id`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorRule {
    /// Column with a Correlates of War state number.
    pub(super) cow: Option<String>,
    /// Column with a Gleditsch-Ward state number.
    pub(super) gw: Option<String>,
    /// Columns with a name; several names stand side by side.
    pub(super) name: Option<OneOrMany>,
    /// The same actor in every row.
    pub(super) id: Option<String>,
    pub(super) role: Option<Role>,
    /// Template of what the sentence calls it, instead of its name.
    pub(super) called: Option<String>,
}

/// What a name in the table stands for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameRule {
    pub(super) text: OneOrMany,
    pub(super) id: Option<String>,
    pub(super) cow: Option<u16>,
    /// First year in which it stands for that.
    pub(super) since: Option<i16>,
    /// Last year in which it stands for that.
    pub(super) until: Option<i16>,
}

/// Whom a row concerns although nothing is done to them; the first that matches counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AboutRule {
    #[serde(default)]
    pub(super) when: Conditions,
    /// These actors.
    #[serde(default)]
    pub(super) actors: Vec<String>,
    /// Or the one named in this column.
    pub(super) name: Option<String>,
    /// The name stands after the last of these words.
    #[serde(default)]
    pub(super) after: Vec<String>,
}

/// Where it happened.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceRule {
    /// Template of the place's name.
    pub(super) name: String,
    /// The actor in whose country it lies.
    pub(super) country: String,
    pub(super) lat: Option<String>,
    pub(super) lon: Option<String>,
}

/// What rows of one sort become. The first case that matches counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    #[serde(default)]
    pub(super) when: Conditions,
    /// Template of the sentence.
    pub(super) text: Option<String>,
    /// Why such rows are left out, instead of `text`.
    pub(super) skip: Option<String>,
    /// A note instead of events, where nothing can be coded.
    pub(super) note: Option<String>,
    #[serde(default, rename = "event")]
    pub(super) events: Vec<EventRule>,
    pub(super) arrangement: Option<ArrangementRule>,
}

/// One deed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventRule {
    #[serde(default)]
    pub(super) when: Conditions,
    pub(super) source: String,
    pub(super) target: Option<String>,
    #[serde(rename = "type")]
    pub(super) event_type: Option<EventType>,
    /// Column that tells the type, by `types`; a value not listed is no deed.
    pub(super) by: Option<String>,
    #[serde(default)]
    pub(super) types: BTreeMap<String, TypeAndMode>,
    pub(super) mode: Option<String>,
    #[serde(default)]
    pub(super) contexts: Vec<Context>,
    /// `alleged` where the table lays a deed to somebody who denies it; `reported` otherwise.
    pub(super) certainty: Option<Certainty>,
}

/// "MOBILIZE", or with a mode "MOBILIZE/alert".
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct TypeAndMode {
    pub(super) event_type: EventType,
    pub(super) mode: Option<String>,
}

impl TryFrom<String> for TypeAndMode {
    type Error = UnknownWord;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (event_type, mode) = match text.split_once('/') {
            Some((event_type, mode)) => (event_type, Some(mode.to_owned())),
            None => (text.as_str(), None),
        };
        Ok(Self { event_type: event_type.parse()?, mode })
    }
}

/// Something that lasts between all actors of the row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArrangementRule {
    pub(super) kind: ArrangementKind,
    /// Template of what readers call it.
    pub(super) label: String,
}

/// What columns must hold: a value, one of several, or `!value` for anything else.
pub(super) type Conditions = BTreeMap<String, OneOrMany>;

/// A string, or a list of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub(super) fn iter(&self) -> std::slice::Iter<'_, String> {
        match self {
            Self::One(one) => std::slice::from_ref(one).iter(),
            Self::Many(many) => many.iter(),
        }
    }

    /// Whether `value` is one of these; of `!value`, none may be it.
    pub(super) fn admits(&self, value: &str) -> bool {
        let (barred, allowed): (Vec<&str>, Vec<&str>) =
            self.iter().map(String::as_str).partition(|one| one.starts_with('!'));
        !barred.iter().any(|one| &one[1..] == value)
            && (allowed.is_empty() || allowed.contains(&value))
    }
}

/// Every column and value a template names: `{type}` gives `type`.
pub(super) fn names_in(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name)
}
