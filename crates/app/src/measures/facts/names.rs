//! Who is meant by the president or the secretary of state of the United
//! States, by the words of a name alone.

use super::Days;
use super::words::Words;
use rapport_coding::actors::Gazetteer;
use rapport_record::Date;

/// Which office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Office {
    President,
    SecretaryOfState,
}

impl Office {
    /// By the word of the table: "president" or "secretary".
    pub fn of(role: &str) -> Option<Self> {
        match role {
            "president" => Some(Self::President),
            "secretary" => Some(Self::SecretaryOfState),
            _ => None,
        }
    }

    /// By the word of the tenures.
    fn of_tenure(office: &str) -> Option<Self> {
        match office {
            "president" => Some(Self::President),
            "secretary of state" => Some(Self::SecretaryOfState),
            _ => None,
        }
    }

    /// Whether the office is named as that of the United States. No other
    /// state's has the second name.
    pub fn is_named(self, words: &Words) -> bool {
        match self {
            Self::President => words.has_any(&[
                "US President",
                "U.S. President",
                "United States President",
                "American President",
                "President of the United States",
                "President of the US",
            ]),
            Self::SecretaryOfState => words.has("Secretary of State"),
        }
    }
}

/// Who held the office, and when.
pub struct Holder {
    /// "John Kerry".
    pub name: String,
    pub office: Office,
    pub days: Days,
}

/// The presidents and secretaries of state since 2002.
pub fn holders(gazetteer: &Gazetteer) -> Vec<Holder> {
    let first = Date::constant(2002, 1, 1);
    let tenures = gazetteer.tenures().iter().filter(|tenure| tenure.actor == "USA");
    tenures
        .filter_map(|tenure| {
            let to = tenure.last_day().unwrap_or(Date::MAX);
            let person = gazetteer.actors().get(&tenure.person)?;
            Some(Holder {
                name: person.name.clone(),
                office: Office::of_tenure(&tenure.office)?,
                days: Days { from: tenure.first_day(), to },
            })
        })
        .filter(|holder| first <= holder.days.to)
        .collect()
}

impl Holder {
    /// The last name.
    pub fn surname(&self) -> &str {
        self.name.split(' ').next_back().unwrap_or_default()
    }

    /// Whether an item names holder or office.
    pub fn is_named(&self, words: &Words) -> bool {
        words.has_name(self.surname()) || self.office.is_named(words)
    }

    /// Whether a phrase means the holder: "US Secretary of State Kerry",
    /// "Mike Pompeo", "the US president"; not "Jill Biden", "the vice
    /// president", "former President George H. W. Bush".
    pub fn is_meant(&self, phrase: &str) -> bool {
        let words: Vec<&str> = phrase
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| 1 < word.chars().count())
            .collect();
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        if lower.iter().any(|word| NOT_IN_OFFICE.contains(&word.as_str())) {
            return false;
        }
        let title = match self.office {
            Office::President => "president",
            Office::SecretaryOfState => "secretary",
        };
        match words.iter().position(|word| *word == self.surname()) {
            Some(at) => match words[..at].last() {
                Some(before) => is_title(&lower[at - 1]) || self.is_given_name(before),
                None => true,
            },
            None => {
                lower.iter().any(|word| word == title) && lower.iter().all(|word| is_title(word))
            }
        }
    }

    /// "Mike" for Michael, "Joe" for Joseph, "Tony" for Antony.
    fn is_given_name(&self, name: &str) -> bool {
        let (name, given) = (name.to_lowercase(), self.name.to_lowercase());
        given.split(' ').any(|given| {
            let start: String = name.chars().take(2).collect();
            given.starts_with(&start) || given.ends_with(&name)
        })
    }
}

const NOT_IN_OFFICE: [&str; 12] = [
    "former",
    "ex",
    "vice",
    "deputy",
    "assistant",
    "under",
    "elect",
    "lady",
    "first",
    "candidate",
    "senator",
    "spokesman",
];

fn is_title(word: &str) -> bool {
    ["president", "secretary", "of", "state", "the", "us", "united", "states", "american", "mr"]
        .contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(holder: &str, office: Office, phrase: &str, expected: bool) {
        let days = Days { from: Date::MIN, to: Date::MAX };
        let holder = Holder { name: holder.into(), office, days };
        assert_eq!(holder.is_meant(phrase), expected, "{phrase}");
    }

    #[test]
    fn the_holder_is_meant_by_name_or_office() {
        let secretary = |phrase, expected| {
            check("Michael Pompeo", Office::SecretaryOfState, phrase, expected);
        };
        secretary("US Secretary of State Mike Pompeo", true);
        secretary("U.S. Secretary of State Pompeo", true);
        secretary("Pompeo", true);
        secretary("the Secretary of State", true);
        secretary("the U.S. President", false);
        secretary("Deputy Secretary of State Pompeo", false);
        secretary("Susan Pompeo", false);
    }

    #[test]
    fn relatives_and_namesakes_are_not_meant() {
        let president = |phrase, expected| check("Joe Biden", Office::President, phrase, expected);
        president("President Joseph R. Biden", true);
        president("United States President", true);
        president("Jill Biden", false);
        president("Vice President Joe Biden", false);
        president("Ruritanian President", false);
        president("Secretary of State", false);
        check("Hillary Clinton", Office::SecretaryOfState, "Bill Clinton", false);
    }

    #[test]
    fn somebody_holds_either_office_on_any_day_since_2002() {
        let holders = holders(&Gazetteer::embedded());
        for day in ["2002-07-01", "2009-06-01", "2014-06-01", "2018-06-01", "2023-06-01"] {
            let day = day.parse().unwrap();
            let now: Vec<_> = holders.iter().filter(|holder| holder.days.contains(day)).collect();
            let n = |office| now.iter().filter(|holder| holder.office == office).count();
            assert_eq!((n(Office::President), n(Office::SecretaryOfState)), (1, 1), "{day}");
        }
    }
}
