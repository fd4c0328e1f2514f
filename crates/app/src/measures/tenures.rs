//! Where a stream of news and the tables disagree on who held an office.
//!
//! In: documents. Out: every statement of title, state and name ("French
//! President X", "X, foreign minister of Z", "the president of Y, X") that the
//! tables do not bear out, with the day and the item. A statement is read by
//! words alone, so some of what is listed is a misreading; an item may also
//! tell of another day than its own.

use super::table::{percent, write_predictions};
use crate::inputs::{self, InputArgs};
use crate::output;
use anyhow::Result;
use rapport_coding::actors::Gazetteer;
use rapport_coding::text::{self, Sentence};
use rapport_record::{ActorId, Date, Tenure};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Contradictions shown; `--predictions` writes all.
const SHOWN: usize = 60;

/// Runs the measure.
pub fn run(input: &InputArgs, predictions: Option<&Path>) -> Result<()> {
    let gazetteer = Gazetteer::embedded();
    let holders = Holders::new(&gazetteer);
    let mut told = BTreeMap::<Key, Seen>::new();
    let mut counts = BTreeMap::<Verdict, usize>::new();
    let skipped = inputs::each_document(input, |document| {
        let on = document.published_on;
        for sentence in text::sentences(&document.full_text()) {
            for statement in statements(&gazetteer, &sentence, on) {
                let (verdict, instead) = holders.judge(&statement, on);
                *counts.entry(verdict).or_default() += 1;
                let key = Key { verdict, statement, instead };
                told.entry(key).or_default().add(on, &document.id);
            }
        }
        Ok(())
    })?;
    skipped.exit_code();
    let mut rows: Vec<(&Key, &Seen)> =
        told.iter().filter(|(key, _)| key.verdict != Verdict::BorneOut).collect();
    rows.sort_by_key(|(key, seen)| (std::cmp::Reverse(seen.n), *key));
    let mut written = "verdict\tstate\toffice\tname\tinstead\tn\tfirst\tlast\titems\n".to_owned();
    for (key, seen) in &rows {
        written.push_str(&line(key, seen));
        written.push('\n');
    }
    write_predictions(predictions, &written)?;
    let n: usize = counts.values().sum();
    let count = |verdict| counts.get(&verdict).copied().unwrap_or(0);
    let known = n - count(Verdict::NobodyOfThatName);
    let borne_out = count(Verdict::BorneOut);
    output::line(format!(
        "tenures {:.2} ({borne_out} of {known} statements on people or offices in the tables)",
        percent(borne_out, known)
    ))?;
    output::line(format!("tenures all {:.2} ({borne_out} of {n})", percent(borne_out, n)))?;
    for (verdict, n) in &counts {
        let kinds = told.keys().filter(|key| key.verdict == *verdict).count();
        output::line(format!("{}: {n} ({kinds} different)", verdict.as_str()))?;
    }
    for (key, seen) in rows.iter().filter(|(key, _)| key.verdict.is_contradiction()).take(SHOWN) {
        output::line(format!("contradiction: {}", line(key, seen).replace('\t', " ")))?;
    }
    Ok(())
}

/// Somebody is said to hold an office of a state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Statement {
    state: ActorId,
    office: &'static str,
    name: String,
}

/// What the tables say to a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// They agree.
    BorneOut,
    /// The person acts for another state that day.
    WrongState,
    /// The person holds another office of that state that day.
    OtherOffice,
    /// The person holds no office that day, and another does hold this one.
    OtherHolder,
    /// The person holds no office that day.
    NoTenure,
    /// Nobody of that name is known, and another holds the office that day.
    UnknownForHolder,
    /// Nobody of that name is known.
    NobodyOfThatName,
}

impl Verdict {
    fn as_str(self) -> &'static str {
        match self {
            Verdict::BorneOut => "borne out",
            Verdict::WrongState => "wrong state",
            Verdict::OtherOffice => "another office of that state",
            Verdict::OtherHolder => "another holder",
            Verdict::NoTenure => "no tenure that day",
            Verdict::UnknownForHolder => "unknown name, another holder",
            Verdict::NobodyOfThatName => "unknown name",
        }
    }

    fn is_contradiction(self) -> bool {
        !matches!(self, Verdict::BorneOut | Verdict::NobodyOfThatName)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    verdict: Verdict,
    statement: Statement,
    /// Who holds the office by the tables, or which office the person holds.
    instead: String,
}

#[derive(Debug, Default)]
struct Seen {
    n: usize,
    first: Option<Date>,
    last: Option<Date>,
    items: Vec<String>,
}

impl Seen {
    fn add(&mut self, on: Date, item: &str) {
        self.n += 1;
        self.first = Some(self.first.map_or(on, |first| first.min(on)));
        self.last = Some(self.last.map_or(on, |last| last.max(on)));
        self.items.push(item.to_owned());
    }
}

fn line(key: &Key, seen: &Seen) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let Statement { state, office, name } = &key.statement;
    let (verdict, instead, n) = (key.verdict.as_str(), &key.instead, seen.n);
    let (first, last) = (day(seen.first), day(seen.last));
    let items = seen.items.join(";");
    format!("{verdict}\t{state}\t{office}\t{name}\t{instead}\t{n}\t{first}\t{last}\t{items}")
}

/// Who held what, for quick asking.
struct Holders<'g> {
    gazetteer: &'g Gazetteer,
    of_person: HashMap<&'g str, Vec<&'g Tenure>>,
    of_office: HashMap<(&'g str, &'static str), Vec<&'g Tenure>>,
}

impl<'g> Holders<'g> {
    fn new(gazetteer: &'g Gazetteer) -> Self {
        let (mut of_person, mut of_office) =
            (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        for tenure in gazetteer.tenures() {
            of_person.entry(tenure.person.as_str()).or_default().push(tenure);
            if let Some(office) = title(&tenure.office) {
                of_office.entry((tenure.actor.as_str(), office)).or_default().push(tenure);
            }
        }
        Self { gazetteer, of_person, of_office }
    }

    /// What the tables say, and whom or what they know instead.
    fn judge(&self, statement: &Statement, on: Date) -> (Verdict, String) {
        let people = self.gazetteer.people_named(&statement.name);
        let offices = || people.iter().flat_map(|person| self.of_person.get(person)).flatten();
        let that_day = || offices().filter(|tenure| tenure.may_cover(on));
        let here = || that_day().filter(|tenure| tenure.actor == statement.state);
        if here().any(|tenure| title(&tenure.office) == Some(statement.office)) {
            return (Verdict::BorneOut, String::new());
        }
        if let Some(tenure) = here().next() {
            return (Verdict::OtherOffice, tenure.office.clone());
        }
        let is_of_state = |tenure: &&&Tenure| {
            self.gazetteer.actors().get(&tenure.actor).is_some_and(|actor| actor.country.is_some())
        };
        if let Some(tenure) = that_day().find(is_of_state) {
            return (Verdict::WrongState, format!("{} of {}", tenure.office, tenure.actor));
        }
        let holders = self.of_office.get(&(statement.state.as_str(), statement.office));
        let holder = holders.into_iter().flatten().find(|tenure| tenure.surely_covers(on));
        let holder = holder.map(|tenure| tenure.person.clone());
        match (people.is_empty(), holder) {
            (false, Some(holder)) => (Verdict::OtherHolder, holder),
            (false, None) => (Verdict::NoTenure, String::new()),
            (true, Some(holder)) => (Verdict::UnknownForHolder, holder),
            (true, None) => (Verdict::NobodyOfThatName, String::new()),
        }
    }
}

/// Titles as the news writes them, and the office each is; longest first.
const TITLES: &[(&str, &str)] = &[
    ("minister of foreign affairs", "foreign minister"),
    ("external affairs minister", "foreign minister"),
    ("foreign affairs minister", "foreign minister"),
    ("minister for foreign affairs", "foreign minister"),
    ("foreign minister", "foreign minister"),
    ("foreign secretary", "foreign minister"),
    ("secretary of state", "foreign minister"),
    ("secretary of defense", "defence minister"),
    ("minister of defence", "defence minister"),
    ("minister of defense", "defence minister"),
    ("defence minister", "defence minister"),
    ("defense minister", "defence minister"),
    ("defence secretary", "defence minister"),
    ("defense secretary", "defence minister"),
    ("minister of the interior", "interior minister"),
    ("minister of interior", "interior minister"),
    ("interior minister", "interior minister"),
    ("home secretary", "interior minister"),
    ("minister of finance", "finance minister"),
    ("finance minister", "finance minister"),
    ("deputy prime minister", "deputy prime minister"),
    ("vice prime minister", "deputy prime minister"),
    ("deputy foreign minister", "deputy foreign minister"),
    ("vice foreign minister", "deputy foreign minister"),
    ("deputy defence minister", "deputy defence minister"),
    ("deputy defense minister", "deputy defence minister"),
    ("prime minister", "prime minister"),
    ("taoiseach", "prime minister"),
    ("premier", "prime minister"),
    ("first vice president", "vice president"),
    ("first deputy prime minister", "deputy prime minister"),
    ("chancellor of the exchequer", "finance minister"),
    ("vice president", "vice president"),
    ("vice-president", "vice president"),
    ("supreme leader", "supreme leader"),
    ("head of state", "president"),
    ("president", "president"),
    ("chancellor", "chancellor"),
    ("crown prince", "crown prince"),
    ("king", "monarch"),
    ("queen", "monarch"),
    ("emir", "monarch"),
    ("sultan", "monarch"),
    ("emperor", "monarch"),
    ("health minister", "health minister"),
    ("justice minister", "justice minister"),
    ("energy minister", "energy minister"),
    ("oil minister", "oil minister"),
    ("economy minister", "economy minister"),
    ("trade minister", "trade minister"),
    ("transport minister", "transport minister"),
    ("education minister", "education minister"),
    ("environment minister", "environment minister"),
    ("information minister", "information minister"),
    ("agriculture minister", "agriculture minister"),
    ("culture minister", "culture minister"),
    ("security minister", "security minister"),
    ("attorney general", "attorney general"),
    ("chief justice", "chief justice"),
    ("army chief", "army chief"),
];

/// The office of a title, acting or not: "acting president" is "president".
fn title(office: &str) -> Option<&'static str> {
    let office = office.to_lowercase();
    let bare = MODIFIERS.iter().find_map(|word| office.strip_prefix(word)).unwrap_or(&office);
    TITLES.iter().find(|(words, _)| *words == bare.trim()).map(|(_, office)| *office)
}

/// Words between state and title that do not change who holds the office.
const MODIFIERS: &[&str] =
    &["acting", "interim", "caretaker", "new", "newly", "current", "transitional"];
/// Words before state or title after which nobody holds it that day.
const NOT_NOW: &[&str] = &[
    "former",
    "ex",
    "late",
    "then",
    "future",
    "next",
    "previous",
    "ousted",
    "deposed",
    "exiled",
    "one-time",
    "onetime",
    "first",
    "last",
    "past",
    "outgoing",
    "incoming",
    "elected",
    "self-proclaimed",
    "deputy",
    "vice",
    "assistant",
    "shadow",
    "under",
    "parallel",
    "rival",
    "wartime",
    "opposition",
];
/// Words that may stand inside a personal name in lower case.
const PARTICLES: &[&str] = &[
    "de", "da", "dos", "del", "della", "di", "van", "von", "der", "den", "bin", "bint", "ibn",
    "al", "el", "e",
];
/// Words before a name that are no part of it.
const HONORIFICS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "sheikh",
    "grand",
    "ayatollah",
    "pope",
    "general",
    "gen",
    "colonel",
    "col",
    "marshal",
    "lt",
    "maj",
    "dame",
    "lord",
    "sayyid",
    "datuk",
    "seri",
    "hajji",
];

/// "el-Sisi", "al-Assad".
fn is_bound_name(word: &str) -> bool {
    word.split_once('-')
        .is_some_and(|(particle, name)| particle.len() < 4 && name.starts_with(char::is_uppercase))
}

/// Capitalised words that are no part of a name.
const NO_NAMES: &[&str] = &[
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "of",
    "and",
    "but",
    "his",
    "her",
    "he",
    "she",
    "has",
    "is",
    "was",
    "says",
    "said",
    "will",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "president",
    "prime",
    "minister",
    "king",
    "queen",
    "general",
    "gen",
    "colonel",
    "col",
    "marshal",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "for",
    "to",
    "with",
    "after",
    "as",
    "by",
    "from",
    "who",
    "also",
    "authority",
    "national",
    "republic",
    "federation",
    "football",
    "council",
    "bank",
    "university",
    "party",
    "committee",
    "court",
    "street",
    "union",
    "association",
    "columbia",
    "meets",
    "met",
    "calls",
    "visits",
    "signs",
    "announces",
    "resigns",
    "wins",
];

/// The statements of a sentence.
fn statements(gazetteer: &Gazetteer, sentence: &Sentence, on: Date) -> Vec<Statement> {
    let lower: Vec<&str> = sentence.tokens.iter().map(|token| token.lower.as_str()).collect();
    let (mut words, mut capitals) = (0, 0);
    for token in &sentence.tokens {
        if token.is_word && 3 < token.lower.len() {
            words += 1;
            capitals += usize::from(token.is_capital);
        }
    }
    // A headline in title case does not show where a name ends.
    if words * 8 <= capitals * 10 && 7 < words {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < lower.len() {
        let Some((len, office)) = title_at(&lower, at) else {
            at += 1;
            continue;
        };
        found.extend(statement(gazetteer, sentence, &lower, (at, at + len), office, on));
        at += len;
    }
    found
}

fn title_at(lower: &[&str], at: usize) -> Option<(usize, &'static str)> {
    // The longest title wins: "chancellor of the exchequer" before "chancellor".
    let fitting = TITLES.iter().filter_map(|(words, office)| {
        let len = words.split(' ').count();
        let fits =
            at + len <= lower.len() && words.split(' ').eq(lower[at..at + len].iter().copied());
        fits.then_some((len, *office))
    });
    fitting.max_by_key(|(len, _)| *len)
}

/// What a title at `from..to` says of whom, if it tells a state and a name.
fn statement(
    gazetteer: &Gazetteer,
    sentence: &Sentence,
    lower: &[&str],
    (from, to): (usize, usize),
    office: &'static str,
    on: Date,
) -> Option<Statement> {
    // The British chancellor keeps the money.
    let british = |state: &str, office| match (state, office) {
        ("GBR", "chancellor") => "finance minister",
        _ => office,
    };
    // "and Foreign Minister", "Minister of Defense and ..." share a holder at most.
    let mut start = from;
    while 0 < start && MODIFIERS.contains(&lower[start - 1]) {
        start -= 1;
    }
    if 0 < start && NOT_NOW.contains(&lower[start - 1]) {
        return None;
    }
    let before = state_before(gazetteer, sentence, lower, start, on);
    if let Some((state, begin)) = before {
        let is_past = (begin.saturating_sub(3)..begin).any(|at| NOT_NOW.contains(&lower[at]));
        if is_past {
            return None;
        }
        let after = name_at(sentence, lower, to).or_else(|| {
            (lower.get(to) == Some(&","))
                .then(|| name_at(sentence, lower, to + 1))
                .flatten()
                .filter(|(_, end)| matches!(lower.get(*end), Some(&"," | &".")))
        });
        let begin = begin - usize::from(0 < begin && matches!(lower[begin - 1], "the"));
        let name = after.map(|(name, _)| name).or_else(|| name_before(sentence, lower, begin))?;
        return Some(Statement { state: state.to_owned(), office: british(state, office), name });
    }
    // "president of Georgia, X", "X, the foreign minister of Z".
    let is_past = (start.saturating_sub(2)..start).any(|at| NOT_NOW.contains(&lower[at]));
    if is_past {
        return None;
    }
    if lower.get(to) == Some(&"of") {
        let (state, end) = state_at(gazetteer, sentence, lower, to + 1, on)?;
        let comma = usize::from(lower.get(end) == Some(&","));
        let begin = start - usize::from(0 < start && lower[start - 1] == "the");
        let name = name_before(sentence, lower, begin)
            .or_else(|| name_at(sentence, lower, end + comma).map(|(name, _)| name))?;
        return Some(Statement { state: state.to_owned(), office, name });
    }
    // "President X of Y".
    let (name, end) = name_at(sentence, lower, to)?;
    if lower.get(end) != Some(&"of") {
        return None;
    }
    let (state, _) = state_at(gazetteer, sentence, lower, end + 1, on)?;
    Some(Statement { state: state.to_owned(), office, name })
}

/// The state named right before `end`, and where its name begins.
fn state_before<'g>(
    gazetteer: &'g Gazetteer,
    sentence: &Sentence,
    lower: &[&str],
    end: usize,
    on: Date,
) -> Option<(&'g str, usize)> {
    let mut end = end;
    while 0 < end
        && (lower[end - 1] == "'s" || lower[end - 1] == "'" || MODIFIERS.contains(&lower[end - 1]))
    {
        end -= 1;
    }
    (1..=5.min(end))
        .rev()
        .map(|len| end - len)
        .find_map(|begin| Some((gazetteer.state_named(words(sentence, begin, end), on)?, begin)))
}

/// The state named from `from` on, and where its name ends.
fn state_at<'g>(
    gazetteer: &'g Gazetteer,
    sentence: &Sentence,
    lower: &[&str],
    from: usize,
    on: Date,
) -> Option<(&'g str, usize)> {
    let from = from + usize::from(lower.get(from) == Some(&"the"));
    (1..=5)
        .rev()
        .map(|len| from + len)
        .filter(|end| *end <= lower.len())
        .find_map(|end| Some((gazetteer.state_named(words(sentence, from, end), on)?, end)))
}

/// A personal name of two words or more from `from` on, and its end.
fn name_at(sentence: &Sentence, lower: &[&str], from: usize) -> Option<(String, usize)> {
    let mut from = from;
    while lower.get(from).is_some_and(|word| HONORIFICS.contains(word)) {
        from += 1 + usize::from(lower.get(from + 1) == Some(&"."));
    }
    let mut end = from;
    let mut last = from;
    let mut n = 0;
    while let Some(token) = sentence.tokens.get(end) {
        let is_initial = token.lower == "." && from < end && lower[end - 1].chars().count() == 1;
        let is_particle = from < end && PARTICLES.contains(&token.lower.as_str());
        let is_name = token.is_word
            && (token.is_capital || from < end && is_bound_name(sentence.word(end)))
            && !NO_NAMES.contains(&token.lower.as_str())
            && token.lower.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c));
        if !is_name && !is_particle && !is_initial || 6 < end - from {
            break;
        }
        end += 1;
        if is_name {
            last = end;
            n += 1;
        }
    }
    (1 < n).then(|| (words(sentence, from, last).to_owned(), last))
}

/// "X, the French president": the name that ends with a comma before `begin`.
fn name_before(sentence: &Sentence, lower: &[&str], begin: usize) -> Option<String> {
    if begin < 3 || lower[begin - 1] != "," {
        return None;
    }
    let end = begin - 1;
    (end.saturating_sub(6)..end.saturating_sub(1))
        .find_map(|from| name_at(sentence, lower, from).filter(|(_, stop)| *stop == end))
        .map(|(name, _)| name)
}

fn words(sentence: &Sentence, from: usize, to: usize) -> &str {
    &sentence.text[sentence.tokens[from].byte_start..sentence.tokens[to - 1].byte_end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let gazetteer = Gazetteer::embedded();
        let found = statements(&gazetteer, &Sentence::new(text), Date::constant(2005, 5, 1));
        let told: Vec<String> =
            found.iter().map(|one| format!("{} {}: {}", one.state, one.office, one.name)).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn title_state_and_name_are_read_in_any_order() {
        check("French President Jacques Chirac left.", &["FRA president: Jacques Chirac"]);
        check("Israel's Prime Minister Ariel Sharon left.", &["ISR prime minister: Ariel Sharon"]);
        check(
            "Jack Straw, the British foreign secretary, left.",
            &["GBR foreign minister: Jack Straw"],
        );
        check(
            "The president of Georgia, Mikheil Saakashvili, left.",
            &["GEO president: Mikheil Saakashvili"],
        );
        check("President Hugo Chávez of Venezuela left.", &["VEN president: Hugo Chávez"]);
    }

    #[test]
    fn who_held_it_once_is_not_said_to_hold_it() {
        check("Former French President Valéry Giscard d'Estaing spoke.", &[]);
        check("The former president of Poland, Lech Walesa, spoke.", &[]);
        check("The French President spoke.", &[]);
    }
}
