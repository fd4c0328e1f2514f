//! Actor and agent dictionaries in the formats of TABARI and PETRARCH, as rows
//! of our tables.
//!
//! In: a text such as
//!
//! ```text
//! FREEDONIA_ [FRE]
//! +FREEDONIAN_
//! RUDOLF_ELPHBERG_
//!     [RURGOV 20040101-20081231]
//!     [RURELI]
//! POLICEMAN {POLICEMEN} [~COP]
//! ```
//!
//! Out: rows. A code is a state's three letters and roles of three letters
//! each; of these the first that we know counts. Dated roles make a person
//! with tenures, undated ones an organ, bare states a name, and the codes of
//! organisations (IGO, NGO, MNC, IMG) an organisation. What the tables know
//! already stays; what can't be read is left out and told.

use super::tables::{
    AgentKind, AgentRow, At, BodyRow, Days, NameKind, NameRow, PersonRow, Rows, TableError,
    TenureRow,
};
use jiff::civil::Date;
use rapport_record::Role;
use rustc_hash::FxHashSet;

/// State codes of CAMEO that are not those of ISO 3166, and ours.
const STATES: &[(&str, &str)] = &[
    ("TMP", "TLS"),
    ("ROM", "ROU"),
    ("ZAR", "COD"),
    ("KSV", "XKX"),
    ("KOS", "XKX"),
    ("BUR", "MMR"),
    ("FRN", "FRA"),
    ("FRY", "YUG"),
];

/// Roles of CAMEO and PLOVER, and ours.
const ROLES: &[(&str, Role)] = &[
    ("GOV", Role::Government),
    ("MIL", Role::Military),
    ("LEG", Role::Legislature),
    ("JUD", Role::Judiciary),
    ("SPY", Role::Spy),
    ("COP", Role::Police),
    ("OPP", Role::Opposition),
    ("PTY", Role::Opposition),
    ("REB", Role::Rebel),
    ("INS", Role::Rebel),
    ("RAD", Role::Rebel),
    ("UAF", Role::Rebel),
    ("SEP", Role::Separatist),
    ("CVL", Role::Civilian),
    ("BUS", Role::Business),
    ("MNC", Role::Business),
    ("AGR", Role::Business),
    ("MED", Role::Media),
    ("EDU", Role::Education),
    ("REF", Role::Refugee),
    ("LAB", Role::Labour),
    ("CRM", Role::Criminal),
    ("REL", Role::Religious),
    ("CHR", Role::Religious),
    ("MOS", Role::Religious),
    ("MUS", Role::Religious),
    ("JEW", Role::Religious),
    ("IGO", Role::Igo),
    ("NGO", Role::Ngo),
    ("NGM", Role::Ngo),
    ("HRI", Role::Ngo),
];

/// First letters of an organisation's code, and the role it has.
const BODIES: &[(&str, Role)] = &[
    ("IGO", Role::Igo),
    ("INT", Role::Igo),
    ("NGO", Role::Ngo),
    ("NGM", Role::Ngo),
    ("MNC", Role::Business),
    ("IMG", Role::Rebel),
];

/// Codes of organisations that have an id in our tables.
const KNOWN_BODIES: &[(&str, &str)] =
    &[("IGOUNO", "un"), ("IGOEUREEC", "eu"), ("IGOWSTNAT", "nato"), ("IGOAFRAFU", "au")];

/// Reads a dictionary and adds what the rows do not know.
pub(super) fn read(rows: &mut Rows, file: &str, text: &str) -> Result<(), TableError> {
    let mut reader = Reader::new(rows);
    for (number, line) in text.lines().enumerate() {
        reader.line(&At::new(file, number as u64 + 1), line);
    }
    reader.close();
    let Reader { added, n_read, left_out, .. } = reader;
    if n_read == 0 {
        return Err(At::new(file, 1).error(
            "no entry could be read".to_owned(),
            "an entry is `NAME_ [CODE]`, such as `FRANCE_ [FRA]`; see data/actors/README.md",
        ));
    }
    rows.names.extend(added.names);
    rows.bodies.extend(added.bodies);
    rows.people.extend(added.people);
    rows.tenures.extend(added.tenures);
    rows.agents.extend(added.agents);
    rows.left_out.extend(left_out);
    Ok(())
}

/// A name with its further spellings and codes, still being read.
struct Entry {
    at: At,
    names: Vec<String>,
    codes: Vec<Code>,
}

/// `[RURGOV 20040101-20081231]`.
struct Code {
    letters: String,
    since: Option<Days>,
    until: Option<Days>,
}

impl Code {
    /// `ELI`, an elite: in the news without office.
    fn is_out_of_office(&self) -> bool {
        groups(&self.letters).any(|letters| letters == "ELI")
    }
}

struct Reader<'r> {
    rows: &'r Rows,
    states: FxHashSet<&'r str>,
    known: FxHashSet<String>,
    entry: Option<Entry>,
    added: Rows,
    n_read: usize,
    left_out: Vec<TableError>,
}

impl<'r> Reader<'r> {
    fn new(rows: &'r Rows) -> Self {
        let names = rows.names.iter().map(|row| row.name.as_str());
        let states = rows.states.iter().map(|row| row.name.as_str());
        let bodies = rows.bodies.iter().flat_map(|row| all_names(&row.name, &row.aliases));
        let people = rows.people.iter().flat_map(|row| all_names(&row.name, &row.aliases));
        let agents = rows.agents.iter().flat_map(|row| row.forms.iter().map(String::as_str));
        let phrases = rows.not_actors.iter().map(|row| row.phrase.as_str());
        let known = names.chain(states).chain(bodies).chain(people).chain(agents).chain(phrases);
        Self {
            rows,
            states: rows.states.iter().map(|row| row.id.as_str()).collect(),
            known: known.map(plain).collect(),
            entry: None,
            added: Rows::default(),
            n_read: 0,
            left_out: Vec::new(),
        }
    }

    fn line(&mut self, at: &At, line: &str) {
        let line = line.split(['#', ';']).next().unwrap_or("").trim_end();
        if line.trim().is_empty() {
            return;
        }
        let is_alias = line.trim_start().starts_with('+');
        let is_code = line.trim_start().starts_with('[');
        let (name, codes) = line.split_at(line.find('[').unwrap_or(line.len()));
        if !is_alias && !is_code {
            self.close();
            self.entry = Some(Entry { at: at.clone(), names: Vec::new(), codes: Vec::new() });
        }
        let Some(entry) = &mut self.entry else {
            self.left_out.push(at.error(
                format!("`{}` belongs to no name", line.trim()),
                "put the name on a line of its own above it",
            ));
            return;
        };
        let name = name.trim().trim_start_matches('+');
        // "POLICEMAN {POLICEMEN}": the plural in braces.
        for form in name.split(['{', '}', ',']).map(readable).filter(|form| !form.is_empty()) {
            entry.names.push(form);
        }
        for part in codes.split('[').skip(1) {
            let Some((inside, _)) = part.split_once(']') else {
                self.left_out.push(at.error(
                    format!("`[{}` has no closing bracket", part.trim()),
                    "close it: `[FRAGOV 20120515-20170514]`",
                ));
                continue;
            };
            match code(at, inside) {
                Ok(code) => entry.codes.extend(code),
                Err(error) => self.left_out.push(error),
            }
        }
    }

    /// Ends the entry under way.
    fn close(&mut self) {
        let Some(entry) = self.entry.take() else { return };
        if entry.names.iter().any(|name| name.contains('!') || name.contains('&')) {
            self.left_out.push(entry.at.error(
                format!("`{}` is a set of synonyms, which is not read", entry.names[0]),
                "write each name out",
            ));
            return;
        }
        if entry.codes.is_empty() || entry.names.is_empty() {
            return;
        }
        let n_before = self.left_out.len();
        self.take(&entry);
        self.n_read += usize::from(self.left_out.len() == n_before);
    }

    fn take(&mut self, entry: &Entry) {
        let codes = &entry.codes;
        if codes.iter().all(|code| code.letters.starts_with('~')) {
            return self.agent(entry, &codes[0].letters[1..]);
        }
        let names: Vec<String> =
            entry.names.iter().filter(|name| !self.known.contains(&plain(name))).cloned().collect();
        let is_known = names.len() < entry.names.len();
        let is_person = codes.iter().any(|code| code.since.is_some() || code.until.is_some())
            || codes.iter().any(Code::is_out_of_office);
        let has_role = codes.iter().any(|code| 3 < code.letters.len());
        if let Some(code) = codes.first().filter(|_| codes.len() == 1 || !has_role)
            && BODIES.iter().any(|(prefix, _)| code.letters.starts_with(prefix))
        {
            if !is_known {
                self.body(entry, code, names);
            }
            return;
        }
        if is_person && has_role {
            if !is_known {
                self.person(entry, names);
            }
            return;
        }
        for code in codes {
            let Some((state, role)) = self.state(&entry.at, &code.letters) else { continue };
            for name in &names {
                self.added.names.push(NameRow {
                    at: entry.at.clone(),
                    name: name.clone(),
                    actor: state.clone(),
                    kind: if role.is_some() { NameKind::Organ } else { NameKind::Name },
                    since: code.since,
                    until: code.until,
                    is_exact: false,
                    role,
                    needs: Vec::new(),
                    source: entry.at.to_string(),
                });
            }
        }
        self.known.extend(names.iter().map(plain));
    }

    fn agent(&mut self, entry: &Entry, letters: &str) {
        let Some(role) = role(letters) else {
            return self.left_out.push(unknown_role(&entry.at, letters));
        };
        let forms: Vec<String> = entry.names.iter().map(|name| name.to_lowercase()).collect();
        if forms.iter().any(|form| self.known.contains(&plain(form))) {
            return;
        }
        self.known.extend(forms.iter().map(plain));
        self.added.agents.push(AgentRow { forms, role: Some(role), kind: AgentKind::People });
    }

    fn body(&mut self, entry: &Entry, code: &Code, mut names: Vec<String>) {
        let letters = &code.letters;
        let prefix = BODIES.iter().find(|(prefix, _)| letters.starts_with(prefix));
        let Some(&(_, role)) = prefix else { return };
        let country = groups(letters).skip(1).map(iso).find(|code| self.states.contains(code));
        let country = country.map(str::to_owned);
        let known = KNOWN_BODIES.iter().find(|(known, _)| letters == known);
        let id = known.map_or_else(|| id_of(&names[0]), |(_, id)| (*id).to_owned());
        self.known.extend(names.iter().map(plain));
        if self.rows.bodies.iter().any(|row| row.id == id) {
            // Further names of one that we have.
            let names = names.into_iter().map(|name| NameRow {
                at: entry.at.clone(),
                name,
                actor: id.clone(),
                kind: NameKind::Organ,
                since: code.since,
                until: code.until,
                is_exact: false,
                role: Some(role),
                needs: Vec::new(),
                source: entry.at.to_string(),
            });
            self.added.names.extend(names);
            return;
        }
        if self.added.bodies.iter().any(|row| row.id == id) {
            return;
        }
        self.added.bodies.push(BodyRow {
            at: entry.at.clone(),
            is_group: role == Role::Rebel,
            id,
            name: names.remove(0),
            aliases: names,
            role: Some(role),
            country,
            since: code.since,
            until: code.until,
            source: entry.at.to_string(),
        });
    }

    fn person(&mut self, entry: &Entry, mut names: Vec<String>) {
        let mut tenures = Vec::new();
        let id = id_of(&names[0]);
        for code in &entry.codes {
            // "[AFGELI]": news without office. "[---]": nobody.
            if code.is_out_of_office() || code.letters == "---" {
                continue;
            }
            let body = KNOWN_BODIES.iter().rev().find(|(known, _)| code.letters.starts_with(known));
            let (actor, role) = match body {
                Some((_, body)) if self.rows.bodies.iter().any(|row| row.id == *body) => {
                    ((*body).to_owned(), Some(Role::Igo))
                }
                _ => match self.state(&entry.at, &code.letters) {
                    Some(found) => found,
                    None => continue,
                },
            };
            let Some(role) = role else { continue };
            tenures.push(TenureRow {
                at: entry.at.clone(),
                person: id.clone(),
                actor,
                office: String::new(),
                role,
                since: code.since.unwrap_or((Date::MIN, Date::MIN)),
                until: code.until,
                source: entry.at.to_string(),
            });
        }
        let is_taken = self.rows.people.iter().chain(&self.added.people).any(|row| row.id == id);
        if is_taken || self.rows.bodies.iter().any(|row| row.id == id) {
            return;
        }
        self.known.extend(names.iter().map(plain));
        self.added.people.push(PersonRow {
            at: entry.at.clone(),
            id,
            name: names.remove(0),
            aliases: names,
            source: entry.at.to_string(),
        });
        self.added.tenures.extend(tenures);
    }

    /// The state of a code and the first of its roles that we know.
    fn state(&mut self, at: &At, letters: &str) -> Option<(String, Option<Role>)> {
        let state = letters.get(..3).map(iso).filter(|state| self.states.contains(state));
        let Some(state) = state else {
            self.left_out.push(at.error(
                format!("`{letters}` begins with no state that we know"),
                "begin the code with the ISO 3166 alpha-3 code of a state, or add the state to states.csv",
            ));
            return None;
        };
        let mut state = state;
        let mut rest = &letters[3..];
        // "USAASM", American Samoa: a territory behind its state.
        if let Some(territory) = rest.get(..3).map(iso).filter(|code| self.states.contains(code)) {
            state = territory;
            rest = &rest[3..];
        }
        let role = role(rest);
        if role.is_none() && !rest.is_empty() {
            self.left_out.push(unknown_role(at, rest));
            return None;
        }
        Some((state.to_owned(), role))
    }
}

fn unknown_role(at: &At, letters: &str) -> TableError {
    at.error(
        format!("`{letters}` holds no role that we know"),
        "use GOV, MIL, LEG, JUD, SPY, COP, OPP, REB, SEP, CVL, BUS, MED, EDU, REF, LAB, CRM, REL, IGO or NGO",
    )
}

fn iso(code: &str) -> &str {
    STATES.iter().find(|(cameo, _)| *cameo == code).map_or(code, |(_, iso)| iso)
}

fn role(letters: &str) -> Option<Role> {
    groups(letters)
        .find_map(|word| ROLES.iter().find(|(cameo, _)| *cameo == word).map(|(_, role)| *role))
}

/// A code's letters by threes.
fn groups(letters: &str) -> impl Iterator<Item = &str> {
    (0..letters.len()).step_by(3).filter_map(|at| letters.get(at..at + 3))
}

/// What stands between brackets: letters, then `>day`, `<day` or `day-day`.
fn code(at: &At, inside: &str) -> Result<Option<Code>, TableError> {
    let inside = inside.trim();
    let (letters, dates) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let letters = letters.to_uppercase();
    let dates: String = dates.split_whitespace().collect();
    let fault = |value: &str| {
        at.error(
            format!("`{value}` is no date"),
            "write a day as YYYYMMDD or YYMMDD: `[FRAGOV >20170514]`, `[FRAGOV 20120515-20170514]`",
        )
    };
    let day = |value: &str| day(value).map(|day| (day, day)).ok_or_else(|| fault(value));
    let (since, until) = if let Some(since) = dates.strip_prefix('>') {
        (Some(day(since)?), None)
    } else if let Some(until) = dates.strip_prefix('<') {
        (None, Some(day(until)?))
    } else if let Some((since, until)) = dates.split_once('-') {
        (Some(day(since)?), Some(day(until)?))
    } else if dates.is_empty() {
        (None, None)
    } else {
        return Err(fault(&dates));
    };
    if let (Some(since), Some(until)) = (since, until)
        && until.0 < since.0
    {
        return Err(at.error(format!("`{dates}` ends before it begins"), "swap the two days"));
    }
    Ok((!letters.is_empty()).then_some(Code { letters, since, until }))
}

/// "20010331", or "010331" for a day from 1930 to 2029.
fn day(value: &str) -> Option<Date> {
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    let year = match value.len() {
        8 if is_number => value[..4].parse().ok()?,
        6 if is_number => {
            let year: i16 = value[..2].parse().ok()?;
            if year < 30 { 2000 + year } else { 1900 + year }
        }
        _ => return None,
    };
    let rest = &value[value.len() - 4..];
    // Dictionaries write an unknown month or day as zero.
    let number = |part: &str| part.parse::<i8>().ok().map(|number| number.max(1));
    Date::new(year, number(&rest[..2])?, number(&rest[2..])?).ok()
}

/// "HAMID_KARZAI_" is "Hamid Karzai".
fn readable(name: &str) -> String {
    let words = name.split(['_', ' ']).filter(|word| !word.is_empty());
    let word = |word: &str| {
        let lower = word.to_lowercase();
        let is_short = word.contains('.') || word.len() < 3;
        let mut letters = lower.chars();
        match letters.next() {
            Some(first) if !is_short => first.to_uppercase().chain(letters).collect(),
            _ => word.to_owned(),
        }
    };
    words.map(word).collect::<Vec<String>>().join(" ")
}

/// A name as it is compared: folded, without marks.
fn plain(name: impl AsRef<str>) -> String {
    let name = name.as_ref().trim_start_matches(['=', '~']).to_lowercase();
    let folded = super::atoms::fold(&name);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '.');
    let words = words.filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join(" ");
    joined.strip_prefix("the ").map_or(joined.clone(), str::to_owned)
}

fn id_of(name: &str) -> String {
    plain(name).replace([' ', '.'], "-").trim_matches('-').to_owned()
}

fn all_names<'n>(name: &'n str, aliases: &'n [String]) -> impl Iterator<Item = &'n str> {
    std::iter::once(name).chain(aliases.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::super::Gazetteer;

    const STATES: &str = "id,name,official,since,until,continues,cow,gw,capital,source\n\
        FRE,Freedonia,,,,,,,,memory\nRUR,Ruritania,,,,,,,,memory\n";

    fn with(dictionary: &str) -> Gazetteer {
        let base = Gazetteer::parse(&[("states.csv", STATES)]).expect("sound tables");
        base.with(&[("own.actors.txt", dictionary)]).expect("a dictionary")
    }

    #[track_caller]
    fn check(gazetteer: &Gazetteer, name: &str, on: &str, actor: &str) {
        let day = on.parse().expect("a date");
        let best = gazetteer.resolve(name, Some(day)).into_iter().next();
        assert_eq!(best.map(|best| best.actor).unwrap_or_default(), actor, "{name} on {on}");
    }

    #[test]
    fn a_dated_role_is_held_on_its_days_only() {
        let gazetteer = with(
            "# a comment\nRUDOLF_ELPHBERG_  # CountryInfo.txt\n+KING_RUDOLF_\n\
             \t[RURELI 980101-031231]\n\t[RURGOV 040101-20081231]\n\t[RURELI]\n",
        );
        check(&gazetteer, "Rudolf Elphberg", "2005-01-01", "RUR");
        check(&gazetteer, "King Rudolf", "2008-12-31", "RUR");
        check(&gazetteer, "Rudolf Elphberg", "2009-01-01", "rudolf-elphberg");
        assert!(gazetteer.left_out().is_empty());
    }

    #[test]
    fn names_organs_and_bodies_are_told_apart_by_their_codes() {
        let gazetteer = with(
            "FREDOSTAD_ [FRE]\n+FREEDONIAN_\nFREEDONIAN_GUARD_ [FREMIL]\n\
             LEAGUE_OF_LOWLANDS_ [IGOFRE]\nGREAT_MILLS_ [MNCRUR]\n",
        );
        check(&gazetteer, "Fredostad", "2020-01-01", "FRE");
        check(&gazetteer, "Freedonian", "2020-01-01", "FRE");
        check(&gazetteer, "Freedonian Guard", "2020-01-01", "FRE");
        check(&gazetteer, "League of Lowlands", "2020-01-01", "league-of-lowlands");
        let mills = gazetteer.actors().get("great-mills").expect("the mills");
        assert_eq!(mills.country.as_deref(), Some("RUR"));
    }

    #[test]
    fn agent_nouns_take_the_role_of_their_code() {
        use crate::text::Sentence;
        let gazetteer = with("FREEDONIA_ [FRE]\nWATCHMAN {WATCHMEN} [~COP]\n");
        let sentence = Sentence::new("The watchmen shot.");
        let found = gazetteer.find(&sentence, jiff::civil::Date::constant(2020, 1, 1));
        assert_eq!(found[0].role.map(|role| role.as_str()), Some("COP"));
    }

    #[test]
    fn what_cannot_be_read_is_left_out_and_told() {
        let gazetteer = with(
            "FREDOSTAD_ [FRE]\nNOBODY_ [XYZGOV]\nODD_ONE_ [FREQQQ]\nLATE_ONE_ [FREGOV >2004017]\n\
             OPEN_ONE_ [FREGOV\nBACK_ONE_ [FREGOV 20090101-20080101]\n",
        );
        let told: Vec<String> = gazetteer.left_out().iter().map(ToString::to_string).collect();
        let starts = [
            "own.actors.txt:2: `XYZGOV` begins with no state",
            "own.actors.txt:3: `QQQ` holds no role",
            "own.actors.txt:4: `2004017` is no date\nhint: write a day as YYYYMMDD",
            "own.actors.txt:5: `[FREGOV` has no closing bracket",
            "own.actors.txt:6: `20090101-20080101` ends before it begins",
        ];
        assert_eq!(told.len(), starts.len(), "{told:?}");
        for (one, start) in told.iter().zip(starts) {
            assert!(one.starts_with(start), "{one}");
        }
    }

    #[test]
    fn a_file_without_entries_is_an_error() {
        let base = Gazetteer::parse(&[("states.csv", STATES)]).expect("sound tables");
        let error = base.with(&[("notes.txt", "Dear reader\n")]).unwrap_err().to_string();
        assert!(error.starts_with("notes.txt:1: no entry could be read"), "{error}");
    }

    #[test]
    fn a_row_of_the_same_key_replaces_ours_and_others_stay() {
        let people =
            "id,name,aliases,source\nanna,Anna Quillon,,memory\notto,Otto Farrowby,,memory\n";
        let tenures = |person: &str, until: &str| {
            format!(
                "person,actor,office,role,since,until,source\n\
                 {person},FRE,president,GOV,2010-01-01,{until},memory\n"
            )
        };
        let first = tenures("anna", "");
        let base = Gazetteer::parse(&[
            ("states.csv", STATES),
            ("people.csv", people),
            ("tenures.csv", &first),
        ])
        .expect("sound tables");
        let (shorter, other) = (tenures("anna", "2012-01-01"), tenures("otto", ""));
        let further = base.with(&[("tenures.csv", &other)]).expect("sound tables");
        check(&further, "Anna Quillon", "2015-01-01", "FRE");
        check(&further, "Otto Farrowby", "2015-01-01", "FRE");
        let replaced = base.with(&[("tenures.csv", &shorter)]).expect("sound tables");
        check(&replaced, "Anna Quillon", "2015-01-01", "anna");
    }
}
