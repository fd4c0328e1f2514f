//! The words by which a name is known to be that of a place.

/// Prepositions of place and of way.
pub(super) const LOCATIVE: &[&str] = &[
    "in", "at", "near", "outside", "inside", "around", "across", "throughout", "from", "to",
    "into", "of", "off", "through", "toward", "towards", "between", "via", "within", "along",
    "onto", "over", "above", "leaving",
];

/// Words that tell which part of a place.
pub(super) const DIRECTIONS: &[&str] = &[
    "north", "south", "east", "west", "central", "northern", "southern", "eastern", "western",
    "northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern",
    "southeastern", "southwestern", "north-east", "north-west", "south-east", "south-west",
    "north-eastern", "north-western", "south-eastern", "south-western", "downtown", "greater",
    "suburban", "neighbouring", "neighboring", "nearby", "mainland",
];

/// Nouns for a town.
pub(super) const SETTLEMENTS: &[&str] = &[
    "city", "town", "village", "capital", "port", "suburb", "hamlet", "settlement",
    "neighborhood", "neighbourhood", "township", "borough", "stronghold",
];

/// Nouns for a part of a state.
pub(super) const DIVISIONS: &[&str] = &[
    "province", "provinces", "oblast", "governorate", "region", "state", "states", "prefecture",
    "krai", "district", "districts", "county", "counties", "parish", "division", "republic",
    "territory", "valley", "island", "islands", "peninsula", "department", "area", "enclave",
];

/// What stands in a town and bears its name.
pub(super) const FACILITIES: &[&str] = &["airport", "international", "harbor", "harbour"];

/// Small words that are no names.
pub(super) const FUNCTION: &[&str] = &[
    "the", "a", "an", "and", "or", "but", "as", "on", "for", "with", "by", "after", "before",
    "when", "while", "if", "that", "this", "these", "those", "is", "are", "was", "were", "be",
    "has", "have", "had", "will", "would", "can", "could", "may", "not", "no", "who", "which",
    "where", "since", "until", "during", "under", "against", "about", "than", "then", "there",
    "it", "its", "he", "his", "she", "her", "they", "their", "we", "our", "i", "my", "you",
    "'s", "also", "both", "some", "all", "two", "three", "meanwhile", "however", "although",
    "because", "so", "'", "last", "next", "early", "late", "today", "yesterday", "tomorrow",
    "in", "at", "near", "from", "to", "of", "off", "through",
];

/// Days and months.
pub(super) const CALENDAR: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep",
    "oct", "nov", "dec",
];

/// Words before the name of a person, shortened.
pub(super) const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "gen", "lt", "col", "maj", "capt", "cmdr",
    "adm", "sgt", "cpl", "pvt", "gov", "sen", "rep", "pres", "det", "supt", "jr", "sr",
];

/// What people do and places do not.
pub(super) const SAYS: &[&str] = &["said", "says", "told", "added", "who", "whose", "testified"];

/// Common first names: what follows them is no place.
pub(super) const FIRST_NAMES: &[&str] = &[
    "james", "john", "robert", "michael", "william", "david", "richard", "joseph", "thomas",
    "charles", "christopher", "daniel", "matthew", "anthony", "mark", "donald", "steven", "paul",
    "andrew", "joshua", "kenneth", "kevin", "brian", "george", "edward", "ronald", "timothy",
    "jason", "jeffrey", "ryan", "jacob", "gary", "nicholas", "eric", "jonathan", "stephen",
    "larry", "justin", "scott", "brandon", "frank", "benjamin", "gregory", "samuel", "raymond",
    "patrick", "alexander", "jack", "dennis", "jerry", "mary", "patricia", "jennifer", "linda",
    "elizabeth", "barbara", "susan", "jessica", "sarah", "karen", "nancy", "lisa", "margaret",
    "betty", "sandra", "ashley", "dorothy", "kimberly", "emily", "donna", "michelle", "carol",
    "amanda", "melissa", "deborah", "stephanie", "rebecca", "laura", "sharon", "cynthia",
    "kathleen", "amy", "shirley", "angela", "helen", "anna", "brenda", "pamela", "nicole",
    "ruth", "katherine", "samantha", "christine", "bill", "bob", "jim", "joe", "mike", "tom",
    "tim", "steve", "dave", "dan", "jeff", "greg", "ken", "ron", "don", "chris", "matt", "tony",
    "andy", "sam", "ben", "alex", "nick", "peter", "henry", "walter", "arthur", "albert",
    "carl", "keith", "roger", "terry", "sean", "bruce", "jesse", "bobby", "johnny", "billy",
];

/// Names of places that are mostly something else.
pub(super) const NOT_PLACES: &[&str] = &[
    "police", "center", "university", "college", "church", "central", "union", "congress",
    "senate", "house", "justice", "mobile", "reading", "nice", "bath", "march", "may", "sunday",
    "monday", "friday", "of", "most", "best", "many", "same", "date", "orange", "liberal",
    "social", "commercial", "general", "golf", "hill", "park", "lake", "river", "bay", "beach",
    "field", "forest", "garden", "spring", "summit", "star", "young", "white", "brown", "green",
    "black", "king", "queen", "prince", "christian", "roman", "catholic", "parliament", "army",
    "navy", "media", "mission", "home", "hope", "trail", "sandy", "time", "man", "power",
    "president", "major", "independence", "liberty", "enterprise", "republic", "north", "south",
    "east", "west", "defense", "defence", "economy", "price", "obama", "bush", "clinton",
    "trump", "internet", "english", "street", "state", "county", "board", "council", "court",
    "school", "high", "hospital", "community", "american", "national", "international", "the",
    "interior", "ali", "hassan", "salem", "said", "islam", "imam", "sur", "sin", "mon", "bar",
    "god", "lord", "jesus", "mary", "christmas", "easter", "grand", "good", "day", "van",
];
