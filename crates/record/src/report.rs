//! One coded statement in one sentence, and the words it is made of.

use crate::{ActorId, Arrangement, Dated, list::closed_list};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

closed_list! {
    /// PLOVER's sixteen event types; `docs/codebook.md` says what each means.
    EventType, "event type" {
        /// Says it will do something cooperative.
        Agree = "AGREE",
        /// Meets, visits, negotiates.
        Consult = "CONSULT",
        /// Takes the target's side in words or law.
        Support = "SUPPORT",
        /// Does something with the target.
        Cooperate = "COOPERATE",
        /// Gives.
        Aid = "AID",
        /// Gives way.
        Concede = "CONCEDE",
        /// Pulls back.
        Retreat = "RETREAT",
        /// Asks, urges, demands.
        Request = "REQUEST",
        /// Blames, criticises, sues.
        Accuse = "ACCUSE",
        /// Says no.
        Reject = "REJECT",
        /// Announces harm if or unless.
        Threaten = "THREATEN",
        /// Demonstrates, strikes, riots.
        Protest = "PROTEST",
        /// Cuts or reduces ties.
        Sanction = "SANCTION",
        /// Readies or shows force.
        Mobilize = "MOBILIZE",
        /// Uses power short of assault.
        Coerce = "COERCE",
        /// Uses force.
        Assault = "ASSAULT",
    }
}

closed_list! {
    /// The four quad classes.
    Quad, "quad class" {
        /// Words of friendship.
        VerbalCooperation = "verbal cooperation",
        /// Deeds of friendship.
        MaterialCooperation = "material cooperation",
        /// Words of hostility.
        VerbalConflict = "verbal conflict",
        /// Deeds of hostility.
        MaterialConflict = "material conflict",
    }
}

impl EventType {
    /// The quad class, fixed by the codebook.
    pub fn quad(self) -> Quad {
        use EventType::*;
        match self {
            Agree | Consult | Support => Quad::VerbalCooperation,
            Cooperate | Aid | Concede | Retreat => Quad::MaterialCooperation,
            Request | Accuse | Reject | Threaten => Quad::VerbalConflict,
            Protest | Sanction | Mobilize | Coerce | Assault => Quad::MaterialConflict,
        }
    }
}

closed_list! {
    /// How firmly the text states the deed.
    Certainty, "certainty" {
        /// The text states it as done.
        Reported = "reported",
        /// One party says another did it.
        Alleged = "alleged",
        /// Somebody denies it.
        Denied = "denied",
        /// It is still to come.
        Planned = "planned",
        /// It hangs on an if.
        Conditional = "conditional",
    }
}

closed_list! {
    /// What an actor acts as.
    Role, "role" {
        /// Government.
        Government = "GOV",
        /// Military.
        Military = "MIL",
        /// Legislature.
        Legislature = "LEG",
        /// Courts and prosecutors.
        Judiciary = "JUD",
        /// Intelligence services.
        Spy = "SPY",
        /// Police.
        Police = "COP",
        /// Opposition.
        Opposition = "OPP",
        /// Rebels.
        Rebel = "REB",
        /// Separatists.
        Separatist = "SEP",
        /// Civilians.
        Civilian = "CVL",
        /// Business.
        Business = "BUS",
        /// Media.
        Media = "MED",
        /// Education.
        Education = "EDU",
        /// Refugees.
        Refugee = "REF",
        /// Labour.
        Labour = "LAB",
        /// Criminals.
        Criminal = "CRM",
        /// Religious bodies.
        Religious = "REL",
        /// International governmental organisation.
        Igo = "IGO",
        /// Non-governmental organisation.
        Ngo = "NGO",
    }
}

closed_list! {
    /// What a deed was about.
    Context, "context" {
        /// Military.
        Military = "military",
        /// Diplomatic.
        Diplomatic = "diplomatic",
        /// Economic.
        Economic = "economic",
        /// Trade.
        Trade = "trade",
        /// Energy.
        Energy = "energy",
        /// Nuclear.
        Nuclear = "nuclear",
        /// Missile.
        Missile = "missile",
        /// Cyber.
        Cyber = "cyber",
        /// Intelligence.
        Intelligence = "intelligence",
        /// Space.
        Space = "space",
        /// Territory.
        Territory = "territory",
        /// Maritime.
        Maritime = "maritime",
        /// Humanitarian.
        Humanitarian = "humanitarian",
        /// Refugees.
        Refugees = "refugees",
        /// Human rights.
        HumanRights = "human-rights",
        /// Elections.
        Elections = "elections",
        /// Legislature.
        Legislature = "legislature",
        /// Protest.
        Protest = "protest",
        /// Coup.
        Coup = "coup",
        /// Terrorism.
        Terrorism = "terrorism",
        /// Organised crime.
        OrganisedCrime = "organised-crime",
        /// Environment.
        Environment = "environment",
        /// Health.
        Health = "health",
        /// Technology.
        Technology = "technology",
        /// Sanctions.
        Sanctions = "sanctions",
        /// Peace process.
        PeaceProcess = "peace-process",
        /// Treaty.
        Treaty = "treaty",
        /// Debt.
        Debt = "debt",
        /// Infrastructure.
        Infrastructure = "infrastructure",
        /// Media.
        Media = "media",
        /// Culture.
        Culture = "culture",
        /// Religion.
        Religion = "religion",
        /// Ethnic.
        Ethnic = "ethnic",
        /// Labour.
        Labour = "labour",
    }
}

closed_list! {
    /// What can be delivered.
    GoodsKind, "kind of goods" {
        /// Munitions.
        Munitions = "munitions",
        /// Weapons.
        Weapons = "weapons",
        /// Missiles.
        Missiles = "missiles",
        /// Aircraft.
        Aircraft = "aircraft",
        /// Vehicles.
        Vehicles = "vehicles",
        /// Fuel.
        Fuel = "fuel",
        /// Energy.
        Energy = "energy",
        /// Food.
        Food = "food",
        /// Medicine.
        Medicine = "medicine",
        /// Money.
        Money = "money",
        /// Loan.
        Loan = "loan",
        /// Debt relief.
        DebtRelief = "debt-relief",
        /// Technology.
        Technology = "technology",
        /// Equipment.
        Equipment = "equipment",
        /// Raw materials.
        RawMaterials = "raw-materials",
        /// Troops.
        Troops = "troops",
        /// Labour.
        Labour = "labour",
        /// Training.
        Training = "training",
        /// Intelligence.
        Intelligence = "intelligence",
        /// Prisoners.
        Prisoners = "prisoners",
        /// Territory.
        Territory = "territory",
        /// A vote.
        Vote = "vote",
        /// Recognition.
        Recognition = "recognition",
        /// Anything else.
        Other = "other",
    }
}

closed_list! {
    /// The part a further actor plays in a deed.
    OtherRole, "part in a deed" {
        /// Where it was held.
        Host = "host",
        /// Who went between.
        Mediator = "mediator",
        /// For whose good.
        Beneficiary = "beneficiary",
        /// Who signed too.
        CoSigner = "co-signer",
    }
}

closed_list! {
    /// How finely a place is known.
    Precision, "place precision" {
        /// A town or a spot.
        City = "city",
        /// A region of a state.
        Region = "region",
        /// No finer than the state.
        Country = "country",
    }
}

/// A stretch of a sentence in Unicode code points, half-open; `[start, end]` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl From<[usize; 2]> for Span {
    fn from([start, end]: [usize; 2]) -> Self {
        Self { start, end }
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

impl Span {
    /// Whether the two have a code point in common: 0 to 4 and 3 to 9 have one, 0 to 4 and 4 to 9
    /// none.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The stretch of `text` it covers; none where it reaches outside.
    pub fn of<'t>(&self, text: &'t str) -> Option<&'t str> {
        let at = |n: usize| text.char_indices().map(|(byte, _)| byte).chain([text.len()]).nth(n);
        text.get(at(self.start)?..at(self.end)?)
    }
}

/// Who stands on one side of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// State code or own id.
    pub actor: ActorId,
    /// The state it acts in or for.
    pub country: Option<ActorId>,
    /// What it acts as; none for a bare state name.
    pub role: Option<Role>,
    /// As the sentence names it: "Russian President Vladimir Putin".
    pub name: String,
    /// Where the sentence names it; none where it was understood from elsewhere.
    pub span: Option<Span>,
}

/// A span of a sentence that names an actor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Index of the sentence in its document.
    pub sentence: usize,
    /// Where.
    pub span: Span,
    /// What stands there.
    pub text: String,
    /// State code or own id.
    pub actor: ActorId,
    /// The state it acts in or for.
    pub country: Option<ActorId>,
    /// What it acts as.
    pub role: Option<Role>,
}

/// The deed inside a stance: "threatened to impose sanctions" is THREATEN of SANCTION.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// Type of the deed.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// Who would do or did it.
    pub source: Option<ActorId>,
    /// To whom.
    pub target: Option<ActorId>,
    /// What is delivered, if anything.
    #[serde(default)]
    pub goods: Vec<Goods>,
}

/// Something delivered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Goods {
    /// From the closed list.
    pub kind: GoodsKind,
    /// How much, where the text says.
    pub quantity: Option<f64>,
    /// Of what unit: "containers", "tonnes", "USD".
    pub unit: Option<String>,
    /// The words of the text.
    pub text: String,
}

/// A further actor of a deed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// Who.
    pub actor: ActorId,
    /// Its part.
    pub role: OtherRole,
}

/// Dead, hurt and missing, as the sentence tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Casualties {
    /// Killed.
    pub killed: Option<u32>,
    /// Wounded.
    pub wounded: Option<u32>,
    /// Missing.
    pub missing: Option<u32>,
    /// Who gives the figures, where said.
    pub by: Option<String>,
}

/// Where it happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// As the text names it.
    pub name: String,
    /// State it lies in.
    pub country: Option<ActorId>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How finely known.
    pub precision: Precision,
}

/// One coded statement in one sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Stable for one document and one coder: `DOCUMENT:SENTENCE:N`.
    pub id: String,
    /// The document's id.
    pub document: String,
    /// Index of the sentence in the document, from 0.
    pub sentence: usize,
    /// The sentence itself, verbatim.
    pub text: String,
    /// Its offset in the document's full text, in code points.
    pub sentence_start: usize,
    /// Who did it; none only where the doer is unknown.
    pub source: Option<Party>,
    /// To whom; never none together with `source`.
    pub target: Option<Party>,
    /// One of the sixteen.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// Finer kind within the type, an id of `data/ontology/`: "visit".
    pub mode: Option<String>,
    /// The deed inside a stance.
    pub act: Option<Act>,
    /// Whom the deed concerns but is not done to.
    pub about: Vec<ActorId>,
    /// Host, mediator, beneficiary, co-signer.
    pub others: Vec<Other>,
    /// What it was about.
    pub contexts: Vec<Context>,
    /// What was delivered.
    pub goods: Vec<Goods>,
    /// Shared by reports whose flows are given for each other.
    pub exchange: Option<String>,
    /// What for, in the text's words.
    pub purpose: Option<String>,
    /// Dead, hurt, missing.
    pub casualties: Option<Casualties>,
    /// Where.
    pub place: Option<Place>,
    /// How firmly stated.
    pub certainty: Certainty,
    /// Who says so: an actor id or an outlet.
    pub attributed_to: Option<String>,
    /// When.
    pub happened_on: Dated,
    /// Whether the deed runs both ways and the twin report is there too.
    pub reciprocal: bool,
    /// CAMEO code by table.
    pub cameo: Option<String>,
    /// Quad class by table.
    pub quad: Quad,
    /// Goldstein value by table, -10 to +10.
    pub goldstein: f64,
    /// How sure the coder is that the whole report is right, 0 to 1.
    pub probability: f64,
    /// The words that gave it away.
    pub trigger: Option<Span>,
    /// Which coder wrote it: "pairs-9", "table:atop-alliances".
    pub coder: String,
    /// Publication day of the document.
    pub known_on: Date,
}

impl Report {
    /// Whether both sides are governments; see [`Report::are_governments`].
    pub fn is_between_governments(&self) -> bool {
        Self::are_governments(self.source.as_ref(), self.target.as_ref())
    }

    /// Whether two parties are different states acting as such: a bare state,
    /// its government, its forces, its parliament; not its rebels or its press.
    pub fn are_governments(source: Option<&Party>, target: Option<&Party>) -> bool {
        let (Some(source), Some(target)) = (source, target) else { return false };
        source.is_government() && target.is_government() && source.actor != target.actor
    }
}

impl Role {
    /// Whether it is that of an organ of a state: government, forces, parliament,
    /// courts, services, police.
    pub fn is_of_state(self) -> bool {
        matches!(
            self,
            Self::Government
                | Self::Military
                | Self::Legislature
                | Self::Judiciary
                | Self::Spy
                | Self::Police
        )
    }
}

impl Party {
    /// Whether it is a state or an organ of one.
    pub fn is_government(&self) -> bool {
        self.role.is_none_or(Role::is_of_state)
            && self.actor.len() == 3
            && self.actor.bytes().all(|b| b.is_ascii_uppercase())
    }
}

/// Why something that was seen was not coded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Index of the sentence; none where the note is about the whole document.
    pub sentence: Option<usize>,
    /// A fixed word to count by: "no-target", "sport", "negated", "language".
    pub reason: String,
    /// One sentence for people.
    pub message: String,
}

/// All that was read out of one document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Coded {
    /// What happened, in the order of the text.
    pub reports: Vec<Report>,
    /// What lasts.
    pub arrangements: Vec<Arrangement>,
    /// What was seen and left out, and why.
    pub notes: Vec<Note>,
}
