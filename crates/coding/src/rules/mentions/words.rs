//! The words by which a mention is told from a place, a thing or a deed.

use rapport_record::Role;

/// Prepositions after which a country is a place.
pub(super) const WHERE: &[&str] = &[
    "in",
    "near",
    "inside",
    "outside",
    "across",
    "throughout",
    "within",
    "around",
    "into",
    "onto",
    "via",
    "through",
    "towards",
    "toward",
    "off",
];

/// Words that may stand between such a preposition and the country.
pub(super) const NEAR_WORDS: &[&str] =
    &["neighbouring", "neighboring", "nearby", "mainland", "downtown", "suburban", "war-torn"];

/// What is aimed "at" somebody.
pub(super) const AIMED: &[&str] = &[
    "fire", "fired", "fires", "aimed", "directed", "rocket", "rockets", "missile", "missiles",
    "launched", "anger", "targeted", "shots", "lashed", "thrown", "pointed", "hit",
];

/// Beginnings of words that tell of a way: "fled to Nigeria", "a flight from Cairo".
pub(super) const TRAVEL: &[&str] = &[
    "fled",
    "flee",
    "arriv",
    "travel",
    "return",
    "flew",
    "fly",
    "flight",
    "went",
    "going",
    "move",
    "moving",
    "trip",
    "tour",
    "journey",
    "deport",
    "evacuat",
    "extradit",
    "exile",
    "migrat",
    "import",
    "export",
    "shipp",
    "smuggl",
    "transport",
    "depart",
    "left",
    "head",
    "bound",
    "route",
    "escap",
    "sail",
    "drove",
    "driving",
    "transfer",
    "repatriat",
    "visit",
    "expand",
    "spread",
    "relocat",
    "retreat",
];

/// What comes "from" an actor.
pub(super) const SENT_FROM: &[&str] = &[
    "support",
    "pressure",
    "independence",
    "aid",
    "help",
    "apology",
    "message",
    "letter",
    "threat",
    "threats",
    "permission",
    "criticism",
    "condemnation",
    "approval",
    "demand",
    "secession",
    "secede",
    "protection",
    "assistance",
    "compensation",
    "invitation",
    "call",
    "delegation",
    "loan",
    "weapons",
    "arms",
    "gift",
    "floral",
];

/// What is said "to" an actor, whoever travels in the sentence.
pub(super) const TOLD: &[&str] =
    &["message", "letter", "said", "appeal", "response", "threat", "ambassador"];

/// "Parts of Syria", "south of Baghdad".
pub(super) const PARTS: &[&str] = &[
    "parts",
    "part",
    "areas",
    "area",
    "north",
    "south",
    "east",
    "west",
    "outskirts",
    "coast",
    "most",
    "rest",
    "soil",
    "border",
    "borders",
    "suburb",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "streets",
    "regions",
    "cities",
    "miles",
    "kilometers",
    "outside",
    "out",
    "division",
    "centre",
    "center",
    "island",
    "waters",
    "airspace",
];

pub(super) const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Bodies named by a noun that is found only beside its state.
pub(super) const WEAK_BODIES: &[(&str, Role)] = &[
    ("court", Role::Judiciary),
    ("courts", Role::Judiciary),
    ("tribunal", Role::Judiciary),
    ("judge", Role::Judiciary),
    ("opposition", Role::Opposition),
];

pub(super) const ARTICLES: &[&str] = &["a", "an", "the"];

/// Words that make a noun one the text spoke of.
pub(super) const DEFINITE: &[&str] = &["the", "its", "their", "his", "her", "our", "this"];

pub(super) const NUMBERS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "dozens",
    "hundreds",
    "thousands",
    "both",
    "no",
    "any",
    "few",
    "most",
    "all",
    "every",
    "each",
    "other",
];

/// Nouns that stand for the state spoken of without an article.
pub(super) const BARE_BODIES: &[&str] = &[
    "police",
    "authorities",
    "officials",
    "prosecutors",
    "parliament",
    "lawmakers",
    "forces",
    "investigators",
    "ministers",
];

/// Heads of phrases that belong to what stands after "of".
pub(super) const OFFICES: &[&str] = &[
    "chairman",
    "chairwoman",
    "vice-chairman",
    "head",
    "chief",
    "director",
    "president",
    "vice-president",
    "secretary",
    "member",
    "members",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "spokesmen",
    "commander",
    "official",
    "officials",
    "officer",
    "officers",
    "delegation",
    "delegations",
    "leader",
    "leaders",
    "minister",
    "deputy",
    "representative",
    "representatives",
    "agents",
    "agent",
    "founder",
    "co-founder",
];

/// What stands before an office and belongs to it.
pub(super) const OFFICE_MODIFIERS: &[&str] = &[
    "deputy",
    "vice",
    "-",
    "senior",
    "department",
    "general",
    "the",
    "a",
    "an",
    "alleged",
    "permanent",
    "first",
    "honorary",
    "acting",
    "staff",
    "international",
    "floor",
];

/// Words between a state and the name of its body.
pub(super) const MODIFIERS: &[&str] =
    &["ruling", "governing", "main", "own", "largest", "opposition", "new"];

/// People of a state, by nouns that are told by the adjective before them.
pub(super) const PEOPLE: &[&str] = &[
    "people",
    "nation",
    "women",
    "men",
    "guard",
    "guards",
    "attorney",
    "attorneys",
    "lawyer",
    "lawyers",
    "tribes",
    "rioters",
    "youth",
    "children",
    "masses",
];

/// What "of" a state is no actor.
pub(super) const THINGS: &[&str] = &[
    "sea",
    "bay",
    "gulf",
    "battle",
    "war",
    "strait",
    "straits",
    "records",
    "order",
    "treaty",
    "island",
    "islands",
    "lake",
    "act",
    "cup",
    "university",
    "day",
    "history",
    "king",
    "queen",
    "hero",
    "agreement",
    "declaration",
    "siege",
    "invasion",
    "capital",
    "stone",
];

/// Things that bear the name of a person or state.
pub(super) const NAMED_THINGS: &[&str] = &[
    "prize",
    "sea",
    "airport",
    "medal",
    "award",
    "stadium",
    "street",
    "square",
    "bridge",
    "hospital",
    "museum",
    "ocean",
    "marathon",
    "cup",
    "park",
    "peninsula",
    "library",
    "hotel",
];

/// Last words of the names of bodies that the text may name without a state.
pub(super) const BODY_NAMES: &[&str] =
    &["party", "parliament", "senate", "assembly", "association", "union", "commission", "agency"];

/// As what a body acts, told by the last word of its name.
pub(super) fn body_role(noun: &str) -> Option<Role> {
    Some(match noun {
        "party" => Role::Opposition,
        "association" | "foundation" | "society" | "federation" | "alliance" | "league" => {
            Role::Ngo
        }
        "union" | "unions" => Role::Labour,
        "bureau" | "agency" | "committee" | "commission" | "authority" | "ministry"
        | "department" | "administration" | "council" | "prefecture" | "presidium"
        | "government" => Role::Government,
        "parliament" | "senate" | "assembly" | "congress" => Role::Legislature,
        "court" | "tribunal" => Role::Judiciary,
        "institute" | "academy" => Role::Education,
        "army" | "navy" | "flotilla" | "fleet" => Role::Military,
        _ => return None,
    })
}
