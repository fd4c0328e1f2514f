//! Standing facts told in passing: "the Soviet-backed north", "allies since
//! 1961", "under UN sanctions since 2006".
//!
//! In: a sentence with its actors and dates. Out: arrangements, each known
//! from that sentence alone. What a sentence denies, doubts or calls former is
//! left out, and so is a side that no table knows.

use super::parties;
use crate::actors::{Found, FoundKind, Gazetteer};
use crate::dates::{DateExpression, DateKind};
use crate::text::Sentence;
use rapport_record::{
    ActorId, Arrangement, ArrangementKind, ArrangementParty, Certainty, Date, Dated, Document,
    Evidence, Role,
};

/// What the second half of a compound makes of the actor before it and the one behind.
const COMPOUNDS: &[(&str, ArrangementKind, &str, [&str; 2])] = &[
    ("-backed", ArrangementKind::Backing, "backing", ["backer", "backed"]),
    ("-supported", ArrangementKind::Backing, "backing", ["backer", "backed"]),
    ("-occupied", ArrangementKind::Occupation, "occupation", ["occupier", "occupied"]),
];

/// What is told of the two states named before it, with the day it began.
const OF_BOTH: &[(&str, ArrangementKind, &str)] = &[
    ("allies since", ArrangementKind::Alliance, "alliance"),
    ("allied since", ArrangementKind::Alliance, "alliance"),
    ("diplomatic relations since", ArrangementKind::DiplomaticRelations, "diplomatic relations"),
    ("rivals since", ArrangementKind::Rivalry, "rivalry"),
];

/// Halves of a land that the sentence names as a whole.
const HALVES: [&str; 4] = ["north", "south", "east", "west"];
const LANDS: &[(&str, &str)] =
    &[("korea", "Korea"), ("vietnam", "Vietnam"), ("yemen", "Yemen"), ("german", "Germany")];

/// Characters between a compound and the actor it belongs to, a blank and a quotation
/// mark: "-backed Afghan government", not "-backed deal with Israel".
const GAP_MAX: usize = 2;
/// Characters between a state and what it is under: "has been", not "bans goods that are".
const UNDER_GAP_MAX: usize = 16;

/// The arrangements that one sentence tells.
pub fn told(
    gazetteer: &Gazetteer,
    document: &Document,
    sentence: &Sentence,
    found: &[Found],
    expressions: &[DateExpression],
) -> Vec<Arrangement> {
    // Of ASCII letters only, so that every place in it is one of the sentence.
    let lower = sentence.text.to_ascii_lowercase();
    let is_plain = !lower.ends_with('?')
        && !["no longer", "not ", "never", "former", "once ", "n't"]
            .iter()
            .any(|no| lower.contains(no));
    if !is_plain {
        return Vec::new();
    }
    let telling = Telling { gazetteer, document, sentence, lower: &lower, found, expressions };
    let mut all = telling.compounds();
    all.extend(telling.of_both());
    all.extend(telling.sanctions());
    all
}

struct Telling<'t> {
    gazetteer: &'t Gazetteer,
    document: &'t Document,
    sentence: &'t Sentence,
    lower: &'t str,
    found: &'t [Found],
    expressions: &'t [DateExpression],
}

impl Telling<'_> {
    fn compounds(&self) -> Vec<Arrangement> {
        let mut all = Vec::new();
        for &(ending, kind, label, [first, second]) in COMPOUNDS {
            for (at, _) in self.lower.match_indices(ending) {
                let end = at + ending.len();
                let sides = self.before(at).zip(self.behind(end));
                if let Some((one, other)) = sides.filter(|(one, other)| one != other) {
                    let parties = [(one, Some(first)), (other, Some(second))];
                    all.push(self.arrangement(kind, label, parties, None));
                }
            }
        }
        all
    }

    /// Who stands right before byte `end`, by one word or two: "Soviet", "North Korean".
    fn before(&self, end: usize) -> Option<ActorId> {
        let opens = [' ', '(', '"', '“', '‘', '—'];
        let mut words = self.sentence.text[..end].rsplit(opens);
        let last = words.next()?;
        let both = words.next().map(|first| format!("{first} {last}"));
        let whole = both.and_then(|both| {
            let both = Sentence::new(&both);
            let found = self.gazetteer.find(&both, self.document.published_on);
            let whole = found.into_iter().find(|found| found.tokens == (0..both.tokens.len()))?;
            actor_of(&both, &whole)
        });
        whole.or_else(|| self.named(last))
    }

    /// Whom a few words name by themselves: "Soviet", "U.S.".
    fn named(&self, words: &str) -> Option<ActorId> {
        let words = Sentence::new(words);
        let found = self.gazetteer.find(&words, self.document.published_on);
        found.first().and_then(|found| actor_of(&words, found))
    }

    /// Who stands right behind byte `end`: the phrase there, or the half of a land.
    fn behind(&self, end: usize) -> Option<ActorId> {
        let rest = &self.lower[end..];
        let word = rest.split_whitespace().next()?.trim_matches(|c: char| !c.is_alphabetic());
        if HALVES.contains(&word) {
            let (_, land) = LANDS.iter().find(|(land, _)| self.lower.contains(land))?;
            return self.named(&format!("{}{} {land}", word[..1].to_uppercase(), &word[1..]));
        }
        let place = self.sentence.text[..end].chars().count();
        let tokens = &self.sentence.tokens;
        self.found
            .iter()
            .filter(|found| !matches!(found.kind, FoundKind::Adjective | FoundKind::Agent))
            .find(|found| {
                let head = tokens[found.head.start].start;
                place < tokens[found.tokens.end - 1].end
                    && tokens[found.tokens.start].start <= place + GAP_MAX
                    && place <= head
            })
            .filter(|found| !is_some_people(found) && !self.is_of_a_place(end, found))
            .and_then(|found| actor_of(self.sentence, found))
    }

    /// Whether the phrase behind byte `end` is that of a place inside a state
    /// ("Crimea government"): who backs it does not back the state.
    fn is_of_a_place(&self, end: usize, found: &Found) -> bool {
        let head = self.sentence.tokens[found.head.start].byte_start;
        let words = Sentence::new(self.sentence.text.get(end..head).unwrap_or_default());
        let inside = self.gazetteer.find(&words, self.document.published_on);
        inside.iter().any(|one| one.kind == FoundKind::Place)
    }

    fn of_both(&self) -> Vec<Arrangement> {
        let mut all = Vec::new();
        for &(words, kind, label) in OF_BOTH {
            let Some(at) = self.lower.find(words) else { continue };
            let mut states: Vec<_> =
                self.states_before(at).into_iter().map(|(_, state)| state).collect();
            states.dedup();
            let (Some(since), [one, other]) = (self.since(at), &states[..]) else { continue };
            let parties = [(one.clone(), None), (other.clone(), None)];
            all.push(self.arrangement(kind, label, parties, Some(since)));
        }
        all
    }

    /// States named before a byte, in their order, each with the byte its phrase ends at.
    fn states_before(&self, at: usize) -> Vec<(usize, ActorId)> {
        self.found
            .iter()
            .filter(|found| found.country.is_some() && found.kind != FoundKind::Place)
            .map(|found| (self.sentence.tokens[found.tokens.end - 1].byte_end, found))
            .filter(|(end, _)| *end <= at)
            .filter_map(|(end, found)| Some((end, actor_of(self.sentence, found)?)))
            .collect()
    }

    /// The state named last before a byte, if it is named close to it.
    fn state_right_before(&self, at: usize) -> Option<ActorId> {
        let is_close = |(end, _): &(usize, ActorId)| at <= end + UNDER_GAP_MAX;
        self.states_before(at).into_iter().rfind(is_close).map(|(_, state)| state)
    }

    /// The time named by "since" behind a byte.
    fn since(&self, at: usize) -> Option<(Date, Date)> {
        let place = self.sentence.text[..at].chars().count();
        self.expressions
            .iter()
            .find(|one| one.kind == DateKind::Since && place < one.span.start)
            .map(|one| one.stated)
    }

    /// "under UN sanctions since 2006", of the state named last before it.
    fn sanctions(&self) -> Option<Arrangement> {
        let at = self.lower.find("under ")?;
        let words = &self.sentence.text[at + "under ".len()..];
        let by = words.split(" sanctions").next().filter(|by| by.len() < words.len())?;
        let (imposer, target) = (self.named(by)?, self.state_right_before(at)?);
        let is_short = by.split_whitespace().count() <= 3;
        (is_short && imposer != target).then(|| {
            let parties = [(imposer, Some("imposer")), (target, Some("target"))];
            self.arrangement(
                ArrangementKind::SanctionsRegime,
                "sanctions regime",
                parties,
                self.since(at),
            )
        })
    }

    /// Of a state that has ended, what it did has ended with it at the latest.
    fn arrangement(
        &self,
        kind: ArrangementKind,
        label: &str,
        parties: [(ActorId, Option<&str>); 2],
        since: Option<(Date, Date)>,
    ) -> Arrangement {
        let actors = self.gazetteer.actors();
        let ends = parties.iter().filter_map(|(id, _)| actors.get(id)?.until);
        let ended_by = ends.min().filter(|end| *end < self.document.published_on);
        let [one, other] = &parties;
        let began = since.map_or_else(String::new, |(first, _)| format!(":{first}"));
        Arrangement {
            id: format!("{kind}:{}:{}{began}", one.0, other.0),
            kind,
            label: label.to_owned(),
            parties: parties
                .iter()
                .map(|(actor, role)| ArrangementParty {
                    actor: actor.clone(),
                    role: role.map(str::to_owned),
                })
                .collect(),
            since,
            until: ended_by
                .map(|end| (since.map_or(Dated::ANY_TIME_BEFORE, |(first, _)| first), end)),
            vouched_until: Some(self.document.published_on),
            certainty: Certainty::Reported,
            attributed_to: None,
            known_on: self.document.published_on,
            evidence: vec![Evidence {
                document: self.document.id.clone(),
                sentence: self.sentence.index,
                quote: self.sentence.text.clone(),
            }],
        }
    }
}

/// Whether these are some people of a state: who backs "Syrian rebels" or "Syrian
/// forces" need not back the state, and who backs a group backs that.
fn is_some_people(found: &Found) -> bool {
    use Role::*;
    found.kind != FoundKind::Group
        && matches!(found.role, Some(Military | Rebel | Separatist | Opposition | Civilian))
}

/// A group or organisation by itself, anyone else by the state.
fn actor_of(sentence: &Sentence, found: &Found) -> Option<ActorId> {
    parties::owner(sentence, found).map(|party| party.actor).filter(|actor| !actor.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::{Coder, NewsCoder};
    use rapport_record::Document;

    /// Kind, parties with roles, and since, of all that a text tells.
    fn told(text: &str) -> Vec<String> {
        let document = Document::plain("d", "2024-06-19".parse().unwrap(), text);
        let coded = NewsCoder::embedded().code(&document);
        let one = |arrangement: &rapport_record::Arrangement| {
            let parties = arrangement.parties.iter().map(|party| match &party.role {
                Some(role) => format!("{} {role}", party.actor),
                None => party.actor.clone(),
            });
            let since = arrangement
                .since
                .map_or_else(String::new, |(first, last)| format!(", {first} to {last}"));
            let parties: Vec<_> = parties.collect();
            format!("{}: {}{since}", arrangement.kind, parties.join(", "))
        };
        coded.arrangements.iter().map(one).collect()
    }

    #[test]
    fn a_backed_half_of_a_land_is_told_by_the_land() {
        assert_eq!(
            told(
                "The Korean Peninsula was divided into a Soviet-backed north and a U.S.-backed south."
            ),
            ["backing: SUN backer, PRK backed", "backing: USA backer, KOR backed"]
        );
    }

    #[test]
    fn a_backed_group_is_itself_and_a_backed_government_its_state() {
        assert_eq!(
            told("Iran-backed Houthi rebels fired at ships."),
            ["backing: IRN backer, houthis backed"]
        );
        assert_eq!(
            told("Iraq raided the North Korean-backed Houthi rebels."),
            ["backing: PRK backer, houthis backed"]
        );
        assert_eq!(
            told("Fighters closed in on the Soviet-backed Afghan government."),
            ["backing: SUN backer, AFG backed"]
        );
    }

    #[test]
    fn allies_and_sanctions_since_a_year_keep_the_year() {
        assert_eq!(
            told("Russia and Belarus, allies since 1997, signed a deal."),
            ["alliance: RUS, BLR, 1997-01-01 to 1997-12-31"]
        );
        assert_eq!(
            told("North Korea has been under UN sanctions since 2006."),
            ["sanctions-regime: un imposer, PRK target, 2006-01-01 to 2006-12-31"]
        );
    }

    #[test]
    fn what_is_over_denied_or_of_nobody_known_is_left_out() {
        assert_eq!(told("The rebels are no longer backed by Iran-backed Houthi rebels."), [""; 0]);
        assert_eq!(told("Russian-backed separatists shelled the town."), [""; 0]);
        assert_eq!(told("A state-backed lender in Kenya cut rates."), [""; 0]);
        assert_eq!(told("Turkish-backed Syrian rebels took a town."), [""; 0]);
        assert_eq!(told("Bahrain signed a U.S.-backed deal with Israel."), [""; 0]);
        assert_eq!(told("Lithuania bans goods that are under EU sanctions."), [""; 0]);
        assert_eq!(told("An admiral defected to the Russia-backed Crimea government."), [""; 0]);
    }

    #[test]
    fn letters_and_quotation_marks_of_any_width_are_read() {
        assert_eq!(
            told("İzmir heard of “Iran-backed Houthi rebels” — and of ‘U.S.-occupied’ Iraq."),
            ["backing: IRN backer, houthis backed", "occupation: USA occupier, IRQ occupied"]
        );
    }

    #[test]
    fn what_a_state_did_ended_with_it() {
        let text = "The Soviet-backed Afghan government fell.";
        let document = Document::plain("d", "2024-06-19".parse().unwrap(), text);
        let coded = NewsCoder::embedded().code(&document);
        let (_, end) = coded.arrangements[0].until.unwrap();
        assert_eq!(end.year(), 1991);
    }
}
