//! The closed word classes of English that the rules lean on.

/// Whether a lower-case word is one of a sorted list.
fn listed(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

/// Determiners, possessives and quantifiers that open a noun phrase.
pub fn is_determiner(word: &str) -> bool {
    listed(
        &[
            "the",
            "a",
            "an",
            "this",
            "that",
            "these",
            "those",
            "its",
            "his",
            "her",
            "their",
            "our",
            "my",
            "your",
            "some",
            "any",
            "all",
            "both",
            "each",
            "every",
            "no",
            "several",
            "many",
            "few",
            "more",
            "most",
            "dozens",
            "hundreds",
            "thousands",
            "scores",
            "another",
            "other",
            "various",
            "least",
            "than",
            "about",
            "around",
            "nearly",
            "almost",
            "over",
            "up",
        ],
        word,
    )
}

/// Prepositions, "to" left out.
pub fn is_preposition(word: &str) -> bool {
    listed(
        &[
            "of",
            "in",
            "on",
            "at",
            "for",
            "from",
            "with",
            "by",
            "against",
            "over",
            "near",
            "into",
            "onto",
            "under",
            "about",
            "after",
            "before",
            "during",
            "since",
            "until",
            "between",
            "among",
            "amid",
            "amidst",
            "toward",
            "towards",
            "through",
            "across",
            "off",
            "despite",
            "without",
            "within",
            "following",
            "concerning",
            "regarding",
            "inside",
            "outside",
            "around",
            "along",
            "via",
            "per",
            "upon",
            "behind",
            "beyond",
            "above",
            "below",
            "as",
            "including",
            "alongside",
            "throughout",
            "versus",
            "like",
            "unlike",
            "outside",
        ],
        word,
    )
}

/// Words that begin a new clause on their right.
pub fn is_subordinator(word: &str) -> bool {
    listed(
        &[
            "because", "although", "though", "while", "when", "whereas", "if", "unless", "once",
            "whether", "where", "until", "since", "as", "after", "before",
        ],
        word,
    )
}

/// Relative pronouns.
pub fn is_relative(word: &str) -> bool {
    matches!(word, "who" | "which" | "that" | "whom" | "whose")
}

/// Adverbs that make one verb with the word before: "call off", "pull out"; and
/// the plurals that compiling a pattern gives them.
pub fn is_particle(word: &str) -> bool {
    listed(
        &[
            "up", "off", "out", "down", "back", "ups", "offs", "outs", "downs", "backs", "away",
            "aways",
        ],
        word,
    )
}

/// Forms of "be".
pub fn is_be(word: &str) -> bool {
    listed(
        &[
            "is", "are", "was", "were", "be", "been", "being", "am", "isn't", "aren't", "wasn't",
            "weren't",
        ],
        word,
    )
}

/// Forms of "have".
pub fn is_have(word: &str) -> bool {
    listed(&["has", "have", "had", "having", "hasn't", "haven't", "hadn't"], word)
}

/// Forms of "do" as an auxiliary.
pub fn is_do(word: &str) -> bool {
    listed(&["do", "does", "did", "don't", "doesn't", "didn't"], word)
}

/// Modal verbs.
pub fn is_modal(word: &str) -> bool {
    listed(
        &[
            "will",
            "shall",
            "would",
            "should",
            "can",
            "could",
            "may",
            "might",
            "must",
            "won't",
            "wouldn't",
            "can't",
            "cannot",
            "couldn't",
            "shouldn't",
        ],
        word,
    )
}

/// Auxiliaries of every kind.
pub fn is_auxiliary(word: &str) -> bool {
    is_be(word)
        || is_have(word)
        || is_do(word)
        || is_modal(word)
        || matches!(word, "get" | "gets" | "got")
}

/// Words of negation that may stand in a verb group.
pub fn is_negation(word: &str) -> bool {
    matches!(word, "not" | "never" | "neither" | "nor") || word.ends_with("n't") || word == "cannot"
}

/// Adverbs that may stand between subject and verb or verb and object.
pub fn is_adverb(word: &str) -> bool {
    if word.len() > 4 && word.ends_with("ly") {
        return !matches!(
            word,
            "family"
                | "italy"
                | "assembly"
                | "supply"
                | "reply"
                | "ally"
                | "july"
                | "rally"
                | "apply"
        );
    }
    listed(
        &[
            "not",
            "never",
            "also",
            "again",
            "now",
            "later",
            "still",
            "already",
            "then",
            "once",
            "twice",
            "today",
            "yesterday",
            "tomorrow",
            "even",
            "just",
            "only",
            "soon",
            "back",
            "instead",
            "together",
            "thus",
            "therefore",
            "however",
            "meanwhile",
            "so",
            "too",
            "yet",
            "ever",
            "afterwards",
            "further",
            "first",
            "there",
            "nevertheless",
            "both",
            "earlier",
            "away",
        ],
        word,
    )
}

/// Personal pronouns that can be a doer.
pub fn is_subject_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "it" | "they" | "we" | "i")
}

/// Verbs whose passive holds a deed to be so: "is believed to have shelled".
pub fn is_belief(lemma: &str) -> bool {
    listed(&["believe", "think", "suspect", "allege", "report", "rumour", "rumor", "say"], lemma)
}

/// Nouns of force that tell who did it beside them: "an Israeli airstrike",
/// "an attack by rebels".
pub fn is_attack_noun(word: &str) -> bool {
    let word = word.strip_suffix('s').unwrap_or(word);
    listed(
        &[
            "attack",
            "airstrike",
            "strike",
            "raid",
            "ambushe",
            "ambush",
            "assault",
            "shelling",
            "bombing",
            "bombardment",
            "shooting",
            "offensive",
            "crackdown",
            "fire",
            "gunfire",
            "shell",
            "missile",
            "rocket",
            "drone",
            "operation",
            "incursion",
            "massacre",
        ],
        word,
    )
}

/// What does harm without being anybody: storms, vehicles, illness.
pub fn is_no_doer(word: &str) -> bool {
    let word = word.strip_suffix('s').unwrap_or(word);
    listed(
        &[
            "earthquake",
            "quake",
            "tremor",
            "aftershock",
            "tsunami",
            "storm",
            "hurricane",
            "typhoon",
            "cyclone",
            "tornado",
            "flood",
            "flooding",
            "lightning",
            "avalanche",
            "landslide",
            "mudslide",
            "wildfire",
            "blizzard",
            "drought",
            "meteor",
            "meteorite",
            "asteroid",
            "virus",
            "disease",
            "car",
            "truck",
            "lorry",
            "train",
            "bus",
            "shark",
            "blackout",
            "outage",
        ],
        word,
    )
}

/// Nouns for people of whom only the place is told: "13 people in Beni".
pub fn is_people(word: &str) -> bool {
    listed(
        &[
            "people",
            "teenager",
            "teenagers",
            "citizen",
            "citizens",
            "person",
            "persons",
            "civilian",
            "civilians",
            "man",
            "men",
            "woman",
            "women",
            "child",
            "children",
            "passenger",
            "passengers",
            "resident",
            "residents",
            "villager",
            "villagers",
            "worshippers",
            "worshipers",
            "pilgrims",
            "bystanders",
            "victims",
            "others",
            "students",
            "schoolchildren",
            "girls",
            "boys",
        ],
        word,
    )
}

/// Nouns that act for whoever owns them: "Israeli warplanes", "a Russian drone".
pub fn is_instrument(word: &str) -> bool {
    let word = word.strip_suffix('s').unwrap_or(word);
    listed(
        &[
            "missile",
            "drone",
            "rocket",
            "jet",
            "warplane",
            "warship",
            "tank",
            "airstrike",
            "strike",
            "raid",
            "attack",
            "shelling",
            "bombardment",
            "bombing",
            "offensive",
            "artillery",
            "aircraft",
            "airplane",
            "plane",
            "helicopter",
            "gunship",
            "ship",
            "vessel",
            "submarine",
            "frigate",
            "destroyer",
            "tank",
            "bomber",
            "fighter",
            "shell",
            "gunfire",
            "fire",
            "assault",
            "incursion",
            "invasion",
            "mortar",
            "patrol",
            "boat",
            "bomb",
            "operation",
            "convoy",
            "base",
            "carrier",
            "sniper",
            "uav",
            "air",
            "salvo",
            "barrage",
        ],
        word,
    )
}

/// Whether a word is a year in digits.
pub fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Numbers in words and figures.
pub fn number(word: &str) -> Option<u32> {
    let digits: String = word.chars().filter(|c| *c != ',').collect();
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        return digits.parse().ok();
    }
    const WORDS: &[(&str, u32)] = &[
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("eleven", 11),
        ("twelve", 12),
        ("thirteen", 13),
        ("fourteen", 14),
        ("fifteen", 15),
        ("sixteen", 16),
        ("seventeen", 17),
        ("eighteen", 18),
        ("nineteen", 19),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("sixty", 60),
        ("seventy", 70),
        ("eighty", 80),
        ("ninety", 90),
        ("hundred", 100),
        ("thousand", 1000),
    ];
    WORDS.iter().find(|(name, _)| *name == word).map(|&(_, n)| n)
}

/// Verbs whose infinitive tells a plan of the subject.
pub fn is_planning(lemma: &str) -> bool {
    listed(
        &[
            "plan",
            "expect",
            "set",
            "schedule",
            "prepare",
            "intend",
            "aim",
            "decide",
            "slate",
            "ready",
            "order",
            "due",
            "announce",
            "consider",
            "hope",
            "want",
            "seek",
            "instruct",
            "propose",
            "wish",
            "move",
            "opt",
            "look",
            "approve",
            "authorize",
            "authorise",
        ],
        lemma,
    )
}

/// Verbs that add nothing but phase: "began shelling", "continued to strike".
pub fn is_aspect(lemma: &str) -> bool {
    listed(
        &[
            "begin", "start", "continue", "resume", "keep", "manage", "proceed", "go", "come",
            "help", "unite", "join", "use", "vote",
        ],
        lemma,
    )
}

/// Verbs that say something was only tried or left undone.
pub fn is_attempt(lemma: &str) -> bool {
    listed(
        &[
            "try", "attempt", "fail", "struggle", "avoid", "stop", "halt", "cease", "prevent",
            "end", "suspend",
        ],
        lemma,
    )
}

/// Verbs of happening that make a noun ("talks", "clashes") a told deed.
pub fn is_happening(lemma: &str) -> bool {
    listed(
        &[
            "begin",
            "start",
            "continue",
            "resume",
            "occur",
            "happen",
            "take",
            "hold",
            "break",
            "erupt",
            "open",
            "end",
            "conclude",
            "kill",
            "leave",
            "injure",
            "wound",
            "hit",
            "conduct",
            "carry",
            "launch",
            "intensify",
            "last",
            "escalate",
        ],
        lemma,
    )
}

/// Power used against the law, so that a doer who is not named is no authority:
/// "was hacked", "was overthrown".
pub fn is_lawless(word: &str) -> bool {
    const STEMS: [&str; 12] = [
        "attack", "captur", "coup", "cyber", "hack", "hijack", "jam", "mistreat", "oust",
        "overrun", "overthr", "persecut",
    ];
    STEMS.iter().any(|stem| word.starts_with(stem))
}
