//! The nouns of Rapport: what a document, an actor, a report, an event and an
//! arrangement are, and nothing about how they are found, kept or shown.
//!
//! No input or output happens here, and every crate may depend on this one.
//! Field names follow the contract in `docs/formats.md`: they are what users
//! see in JSON, so a field may be added but never renamed.

mod actor;
mod arrangement;
mod dated;
mod document;
mod event;
mod list;
mod ontology;
mod recorded;
mod report;

pub use actor::{Actor, ActorId, ActorKind, Actors, Tenure, UN_SECURITY_COUNCIL};
pub use arrangement::{Arrangement, ArrangementKind, ArrangementParty, Evidence};
pub use dated::{DateSource, Dated, Period, month_name};
pub use document::{Document, DocumentKind, TableRow};
pub use event::{CasualtyClaim, CasualtyRange, Dyad, Event, EventStatus, Pair};
pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use list::UnknownWord;
pub use ontology::{Mode, Ontology, OntologyError, TypeEntry};
pub use recorded::Recorded;
pub use report::{
    Act, Casualties, Certainty, Coded, Context, EventType, Goods, GoodsKind, Mention, Note, Other,
    OtherRole, Party, Place, Precision, Quad, Report, Role, Span,
};
