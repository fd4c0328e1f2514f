//! Function words of English that shape a noun phrase, and word classes too
//! small to be tables.

/// Classes of a word, one bit each.
pub(super) type Flags = u64;

/// "the", "a", "this".
pub(super) const DETERMINER: Flags = 1;
/// "its", "his", "their".
pub(super) const POSSESSIVE: Flags = 1 << 1;
/// "five", "several", "dozens".
pub(super) const NUMBER: Flags = 1 << 2;
/// Prepositions of place, after which "Iraq gunmen" is not one phrase.
pub(super) const LOCATIVE: Flags = 1 << 3;
/// "northern", "south-eastern".
pub(super) const DIRECTION: Flags = 1 << 4;
/// "city", "province", "border".
pub(super) const PLACE_NOUN: Flags = 1 << 5;
/// "ally", "neighbour": "Russia's ally Belarus" is Belarus.
pub(super) const ALLY: Flags = 1 << 6;
/// "Mr", "Dr".
pub(super) const HONORIFIC: Flags = 1 << 7;
/// "pro-", "anti-": the state after it does nothing.
pub(super) const PREFIX: Flags = 1 << 8;
/// "de", "bin": may stand inside a personal name.
pub(super) const PARTICLE: Flags = 1 << 9;
/// Words that begin no noun and no name.
pub(super) const FUNCTION: Flags = 1 << 10;
/// Days and months, which follow names in news: "said Kim Monday".
pub(super) const CALENDAR: Flags = 1 << 11;
/// Nouns that are as often verbs or something else; no agent when alone.
pub(super) const WEAK: Flags = 1 << 12;
/// "ambassador", "envoy": what follows "to" is not who acts.
pub(super) const DIPLOMAT: Flags = 1 << 13;
/// "head", "member", "spokesman": take the role of what they belong to.
pub(super) const PART: Flags = 1 << 14;
/// "former", "ex".
pub(super) const FORMER: Flags = 1 << 15;
/// "of".
pub(super) const OF: Flags = 1 << 16;
/// "from".
pub(super) const FROM: Flags = 1 << 17;
/// "for".
pub(super) const FOR: Flags = 1 << 25;
/// "to", "in", "at", "on", "for" after an envoy.
pub(super) const TO: Flags = 1 << 18;
/// "led" in "Saudi-led".
pub(super) const LED: Flags = 1 << 19;
/// "and", "or".
pub(super) const AND: Flags = 1 << 20;

/// Participles that modify only after a determiner, a number or a name.
pub(super) const PARTICIPLE: Flags = 1 << 21;

/// "about" in "about 100 prisoners".
pub(super) const ROUGHLY: Flags = 1 << 22;
/// "then" in "then Prime Minister Hariri".
pub(super) const THEN: Flags = 1 << 23;
/// Nouns that are adjectives as often: "national colours", "rebel positions".
pub(super) const ADJECTIVAL: Flags = 1 << 24;

/// "Sino", "Russo": stand for a state only before a hyphen.
pub(super) const COMBINING: Flags = 1 << 26;
/// "director", "member": say whose they are only of a body, not of a state.
pub(super) const OF_A_BODY: Flags = 1 << 27;
/// "son", "widow": a person's kin is not that person.
pub(super) const KIN: Flags = 1 << 28;

/// Nouns without a plural: after "a" they belong to the next noun.
pub(super) const MASS: Flags = 1 << 29;
/// Past forms that tell a deed where a doer stands before them: "Israel killed
/// three commanders", but "a killed commander".
pub(super) const DEED: Flags = 1 << 30;
/// Weak nouns that an article makes sure of: "the court".
pub(super) const TOLD_BY_ARTICLE: Flags = 1 << 31;

/// "ousted", "deposed": as "former", but after an article or where they open a
/// sentence; elsewhere they tell a deed ("Honduras deposed President Zelaya").
pub(super) const OUSTED: Flags = 1 << 32;

/// Single words in capitals that in a shouted headline are plain English.
pub(super) const SHOUTED: &[&str] = &[
    "IS", "WHO", "IT", "AU", "AS", "US", "PA", "AM", "SO", "GO", "CAR", "RAW", "AID", "CARE",
    "MAY", "WEST", "DIET", "PLAN", "PACE", "CAN", "POLE", "POLES", "ARE", "FAO", "ILO", "ICE",
];

/// Past forms without "-ed" of what a state does.
pub(super) const DID: &[&str] = &[
    "began", "bought", "broke", "built", "came", "chose", "cut", "drew", "fought", "gave", "held",
    "hit", "kept", "left", "lent", "lost", "made", "met", "put", "sank", "sent", "set", "shot",
    "sold", "spent", "spoke", "struck", "took", "withdrew", "won",
];

/// What armed forces hold together.
pub(super) const DRILLS: &[&str] = &[
    "exercise",
    "exercises",
    "drill",
    "drills",
    "manoeuvre",
    "manoeuvres",
    "maneuver",
    "maneuvers",
    "patrol",
    "patrols",
];

/// What may stand before such a word.
pub(super) const OF_DRILLS: &[&str] = &[
    "joint",
    "military",
    "naval",
    "air",
    "annual",
    "war",
    "large-scale",
    "live",
    "fire",
    "land",
    "sea",
    "border",
    "army",
    "navy",
];

/// Each class with its words.
pub(super) const FLAGGED: &[(Flags, &str)] = &[
    (
        DEED,
        "wounded injured captured detained jailed imprisoned arrested kidnapped abducted killed \
         ousted deposed exiled elected re-elected armed retired",
    ),
    (DETERMINER, "the a an this these those all both each every no another such any"),
    (POSSESSIVE, "its his her their our my your whose"),
    (
        NUMBER,
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
         twenty thirty forty fifty sixty hundred thousand million dozen dozens scores hundreds \
         thousands tens several many some few more most other various numerous additional half",
    ),
    (LOCATIVE, "in across inside near throughout outside within around on at"),
    (
        DIRECTION,
        "north south east west northern southern eastern western central northeast northwest \
         southeast southwest northeastern northwestern southeastern southwestern upper lower inner \
         northernmost southernmost rural mainland coastal",
    ),
    (
        PLACE_NOUN,
        "city cities town towns village villages capital province provinces region regions state \
         district districts county island islands peninsula port border borders governorate oblast \
         prefecture municipality suburb suburbs neighbourhood neighborhood airport coast valley \
         mountains enclave exclave territory territories republic airspace waters soil \
         river lake desert canton voivodeship highlands archipelago stronghold \
         frontline settlement",
    ),
    (
        ALLY,
        "ally allies neighbour neighbor neighbours neighbors rival rivals foe foes partner partners \
         archrival arch-rival enemy client satellite backer patron creditor counterpart",
    ),
    (HONORIFIC, "mr mrs ms miss dr sir lady lord dame sheikh hajj mullah ayatollah rev"),
    (PREFIX, "pro anti non post pre un trans intra inter all cross"),
    (PARTICLE, "de da dos del della di van von der den bin bint ibn al el ul ud la le abu ben e y"),
    (
        FUNCTION,
        "a an the this that these those and or but nor so yet if when while as after before since \
         until because although though unless where which who whom whose what why how in on at by \
         for from with without of to into onto over under about against between among during \
         through across near inside outside within toward towards per via is are was were be been \
         being am has have had having do does did will would shall should may might must can could \
         not no it its he his she her they their them we our you your i my said says say told also \
         then there here now however meanwhile later earlier today yesterday tomorrow both more \
         most very just only still again once than too even all some any each every other such \
         according following despite amid instead another one two three several many few former \
         new first last next up down off out back did does",
    ),
    (
        CALENDAR,
        "monday tuesday wednesday thursday friday saturday sunday january february march april june \
         july august september october november december jan feb mar apr jun jul aug sept oct nov \
         dec",
    ),
    (
        WEAK,
        "head heads state states press side sides court courts general major captain chief judge \
         pilot pilots bank banks business businesses church churches jet jets tank tanks public \
         prince princess king kings queen queens marine crown director directors fleet assembly \
         cabinet commissioner leadership drone drones helicopter helicopters submarine firm firms \
         chairman union unions major marshal media resistance opposition prosecution jury spy \
         spies treasury television presidency intelligence destroyer representative authority \
         university universities company companies member members department departments secretary fighter bandit mission doctor doctors farmer farmers \
         passengers captain sergeant speaker worker student teacher professor administrator",
    ),
    (
        DIPLOMAT,
        "ambassador ambassadors envoy envoys representative representatives consul emissary \
         emissaries commissioner delegate delegates mission attache adviser advisor embassy \
         consulate delegation negotiator coordinator",
    ),
    (
        PART,
        "head heads chief chiefs member members leader leaders spokesman spokesmen spokeswoman \
         spokesperson spokespersons commander commanders director official officials chairman \
         representative representatives deputy deputies secretary founder president supporters \
         general officer officers delegation adviser advisers aide aides fighters fighter unit",
    ),
    (FORMER, "former ex formerly onetime erstwhile"),
    (OUSTED, "ousted deposed overthrown"),
    (OF, "of"),
    (FROM, "from"),
    (FOR, "for"),
    (TO, "to in at on for"),
    (LED, "led"),
    (AND, "and or"),
    (ROUGHLY, "about around over nearly almost approximately roughly than"),
    (THEN, "then"),
    (MASS, "military police navy army intelligence opposition media press"),
    (COMBINING, "sino russo anglo indo franco"),
    (
        TOLD_BY_ARTICLE,
        "court courts company companies union unions university bank banks assembly cabinet jury \
         prosecution treasury presidency opposition",
    ),
    (OF_A_BODY, "director directors chairman chairwoman head heads chief chiefs members member"),
    (
        KIN,
        "son sons daughter daughters wife wives husband brother brothers sister sisters father \
         mother widow family families cousin nephew uncle grandson grandchildren relatives lawyer \
         lawyers children body remains corpse funeral death birthday hometown critic critics",
    ),
    (
        ADJECTIVAL,
        "national civilian terrorist rebel militant criminal extremist islamist separatist insurgent \
         guerrilla migrant refugee student pirate prisoner fighter jihadist dissident marine",
    ),
    (
        PARTICIPLE,
        "killed wounded injured captured detained jailed imprisoned arrested kidnapped abducted \
         ousted deposed exiled elected suspected alleged leading ruling visiting fishing police \
         combined allied attack search rescue flag house party press aid staff \
         force guard guards transport state land ground border coast television radio media mining \
         shipping banking business car election sports air army company",
    ),
];
