//! What lasts between actors: an alliance, a treaty in force, a debt.

use crate::{ActorId, Certainty, list::closed_list};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

closed_list! {
    /// Kinds of arrangement.
    ArrangementKind, "kind of arrangement" {
        /// Alliance with a duty to defend.
        Alliance = "alliance",
        /// Non-aggression or neutrality pact.
        Nonaggression = "nonaggression",
        /// Duty to consult.
        ConsultationPact = "consultation-pact",
        /// Armistice.
        Armistice = "armistice",
        /// Peace treaty.
        PeaceTreaty = "peace-treaty",
        /// Any other treaty in force.
        Treaty = "treaty",
        /// Diplomatic relations.
        DiplomaticRelations = "diplomatic-relations",
        /// Recognition.
        Recognition = "recognition",
        /// Sanctions regime.
        SanctionsRegime = "sanctions-regime",
        /// Occupation.
        Occupation = "occupation",
        /// Bases on another's soil.
        Basing = "basing",
        /// Backing of one by another ("Soviet-backed").
        Backing = "backing",
        /// Debt.
        Debt = "debt",
        /// Supply deal.
        Supply = "supply",
        /// Trade agreement.
        TradeAgreement = "trade-agreement",
        /// Membership of an organisation, joint or single.
        Membership = "membership",
        /// Border dispute.
        BorderDispute = "border-dispute",
        /// Strategic rivalry.
        Rivalry = "rivalry",
    }
}

/// Who takes part, and as what ("backer", "backed", "debtor"; none when alike).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrangementParty {
    /// Who.
    pub actor: ActorId,
    /// As what.
    pub role: Option<String>,
}

/// One place that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The document's id.
    pub document: String,
    /// Index of the sentence in it.
    pub sentence: usize,
    /// Its words, verbatim.
    pub quote: String,
}

/// What lasts between actors. Shown beside the level, never blended into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrangement {
    /// Stable: a hash of kind, parties and start for rows; of the report otherwise.
    pub id: String,
    /// Kind.
    pub kind: ArrangementKind,
    /// What readers call it: "defence alliance (ATOP)".
    pub label: String,
    /// Who takes part; two or more.
    pub parties: Vec<ArrangementParty>,
    /// Earliest and latest first day; none where unknown.
    pub since: Option<(Date, Date)>,
    /// Earliest and latest last day; none while in force, or unknown.
    pub until: Option<(Date, Date)>,
    /// Last day for which the source vouches (a table that ends in 2018); none for text.
    pub vouched_until: Option<Date>,
    /// How firmly stated.
    pub certainty: Certainty,
    /// Who says so.
    pub attributed_to: Option<String>,
    /// Publication day of the earliest evidence.
    pub known_on: Date,
    /// Where it is said.
    pub evidence: Vec<Evidence>,
}

impl Arrangement {
    /// Whether it certainly held on `day`, as far as its source reaches.
    pub fn held_on(&self, day: Date) -> bool {
        self.since.is_some_and(|(_, latest)| latest <= day)
            && self.until.is_none_or(|(earliest, _)| day <= earliest)
            && self.vouched_until.is_none_or(|last| day <= last)
    }
}
