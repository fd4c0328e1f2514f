//! From a coded report to an English sentence.
//!
//! In: a report and the phrases of its type and mode. Out: one sentence that
//! says who, to whom, when and how firmly, and nothing the report does not say.
//! What was alleged is told as somebody's word, what was denied as denied, what
//! was planned as expected. A report that the phrases cannot tell gives none.

use crate::{
    borne_out::{are_sides_shown, is_borne_out, is_stance_told},
    dates, goods,
    matter::{CitedReport, Matter},
    names,
    phrases::{self, Verb, alone, mutual, onto, passive, with_adverb},
    whole,
};
use rapport_record::{
    Act, Actors, Certainty, Date, DateSource, Dated, DocumentKind, EventType, Ontology, OtherRole,
    Place, Report, Role,
};

/// Least probability at which a quote stands for a sentence that it does not bear out:
/// such reports are oftener misread. Ours.
const QUOTE_PROBABILITY_MIN: f64 = 0.85;

/// The longest quote that stands for a sentence, in words. Ours.
const QUOTE_WORDS_MAX: usize = 45;

/// Tells reports, with the names and phrases it was given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Teller<'a> {
    /// Names of everyone.
    pub actors: &'a Actors,
    /// The phrases.
    pub ontology: &'a Ontology,
    /// The day told from: what is planned for later "is expected".
    pub as_of: Date,
}

/// A deed in the three forms that the templates need, its object included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    /// "Freedonia"; for the passive, the one it was done to.
    pub subject: String,
    /// "visited Ruritania"; "was attacked".
    pub past: String,
    /// "visit Ruritania"; "be attacked".
    pub base: String,
    /// "visiting Ruritania"; "being attacked".
    pub ing: String,
    /// What follows the deed whatever its form: ", concerning Sylvania".
    pub tail: String,
}

impl<'a> Teller<'a> {
    /// With the names and phrases of a matter.
    pub(crate) fn of(matter: &'a Matter) -> Self {
        Self { actors: matter.actors, ontology: matter.ontology, as_of: matter.as_of }
    }

    /// Whether a sentence names an actor.
    pub(crate) fn names(&self, id: &str, sentence: &str) -> bool {
        names::is_named(self.actors, id, sentence)
    }

    /// The sentence that tells a report: in our words where the quote bears them out
    /// and they say enough, else the quote. None where our words would be a guess and
    /// the quote is long, or about something else. The row of a table is a sentence.
    pub(crate) fn sentence(&self, cited: &CitedReport) -> Option<String> {
        let report = &cited.report;
        if cited.kind == DocumentKind::Row {
            return Some(report.text.trim().to_owned());
        }
        let clause = self.own_clause(report);
        let told = clause.as_ref().map(|clause| self.hedged(clause, report));
        match (told, clause) {
            (Some(_), Some(clause))
                if whole::says_else(self.actors, report, &clause) || self.is_vague(report) =>
            {
                Self::short_quote(report)
            }
            (Some(told), Some(clause)) if self.says_little(report, &clause) => {
                Self::short_quote(report).or(Some(told))
            }
            (Some(told), _) => Some(told),
            (None, _) if QUOTE_PROBABILITY_MIN <= report.probability => self.quoted(report),
            (None, _) => None,
        }
    }

    /// "Reported on 4 April 2016: “...”"; none where it is long or about something else.
    fn quoted(&self, report: &Report) -> Option<String> {
        Self::short_quote(report).filter(|_| self.is_between_powers(report))
    }

    /// The same, whatever it is about.
    pub(crate) fn short_quote(report: &Report) -> Option<String> {
        quotable(&report.text).map(|quote| Self::quote(report, quote))
    }

    /// The whole sentence of a report, with its day: for lists that leave nothing out.
    pub(crate) fn whole(report: &Report) -> String {
        Self::quote(report, report.text.trim())
    }

    fn quote(report: &Report, words: &str) -> String {
        let day = dates::long(report.known_on);
        let told = match report.certainty {
            Certainty::Reported => format!("Reported on {day}"),
            Certainty::Alleged => format!("Alleged in a report of {day}"),
            Certainty::Denied => format!("Denied in a report of {day}"),
            Certainty::Planned => format!("Planned, by a report of {day}"),
            Certainty::Conditional => format!("On a condition, by a report of {day}"),
        };
        format!("{told}: “{words}”")
    }

    /// Whether both sides are states, their governments or forces or organisations,
    /// by their own phrases. A quote about a migrant or a cosmonaut says nothing of two states.
    fn is_between_powers(&self, report: &Report) -> bool {
        [&report.source, &report.target].into_iter().flatten().all(|party| {
            matches!(
                party.role,
                None | Some(Role::Government | Role::Military | Role::Legislature | Role::Igo)
            ) && names::shows_whose(self.actors, party)
        })
    }

    /// Whether our words would leave open what it was about: what is promised, asked,
    /// blamed, refused or threatened is in the quote, and often more than our words tell.
    fn is_vague(&self, report: &Report) -> bool {
        let mode = self.ontology.mode_or_general(report.event_type, report.mode.as_deref());
        mode.is_vague || mode.id == "sign-agreement"
    }

    /// Whether our words, though right, say less than an editor would let stand: people who are
    /// not named, a state that "visits", aid of no kind, a vote told as a measure.
    fn says_little(&self, report: &Report, clause: &Clause) -> bool {
        let mode = self.ontology.mode_or_general(report.event_type, report.mode.as_deref());
        let is_crowd = ["people from", "people held from", "nationals of"]
            .iter()
            .any(|people| clause.past.contains(people) || clause.subject.contains(people));
        let is_state_that_meets = report.event_type == EventType::Consult
            && [&report.source, &report.target].into_iter().flatten().any(|party| {
                let state = names::actor(self.actors, names::owner(party));
                party.role == Some(Role::Government)
                    && names::party(self.actors, party) == Some(state)
            });
        let is_aid_of_no_kind = mode.id == "give-aid" && goods::named(&report.goods).is_none();
        let is_vote = report.event_type == EventType::Sanction
            && report.source.as_ref().is_some_and(|by| by.role == Some(Role::Legislature));
        is_crowd
            || is_state_that_meets
            || is_aid_of_no_kind
            || is_vote
            || clause.tail.contains(", concerning ")
    }

    /// The deed in our words, where the quote says in its own what they say.
    fn own_clause(&self, report: &Report) -> Option<Clause> {
        let mode = self.ontology.mode_or_general(report.event_type, report.mode.as_deref());
        let is_told = are_sides_shown(self.actors, report)
            && (is_borne_out(self.actors, report, mode)
                || is_stance_told(report) && self.is_stance(report));
        if is_told { self.clause(report) } else { None }
    }

    /// Whether the deed inside a stance is told with it: "threatened to invade".
    fn is_stance(&self, report: &Report) -> bool {
        let target = report.target.as_ref().and_then(|party| names::party(self.actors, party));
        match target {
            Some(_) if report.reciprocal => self.common_promise(report).is_some(),
            Some(target) => self.stance(report, &target).is_some(),
            None => false,
        }
    }

    /// The deed alone: subject and verb phrase.
    pub(crate) fn clause(&self, report: &Report) -> Option<Clause> {
        let name = |party: &Option<rapport_record::Party>| match party {
            Some(party) => names::party(self.actors, party).map(Some),
            None => Some(None),
        };
        let (source, target) = (name(&report.source)?, name(&report.target)?);
        let mode = self.ontology.mode_or_general(report.event_type, report.mode.as_deref());
        let tail = self.tail(report);
        let (subject, verb) = match (source, target) {
            (Some(source), Some(target)) if source == target && !report.reciprocal => {
                (source, alone(mode)?)
            }
            (Some(source), Some(target)) if report.reciprocal => {
                let verb = self
                    .common_promise(report)
                    .or_else(|| phrases::signed(report, None))
                    .unwrap_or_else(|| mutual(mode));
                (names::list(&[source, target]), verb)
            }
            (Some(source), Some(target)) => {
                let home = report.target.as_ref().map(names::owner);
                let home = home.map_or_else(String::new, |id| names::actor(self.actors, id));
                let verb = self
                    .stance(report, &target)
                    .or_else(|| goods::delivered(report, &target))
                    .or_else(|| phrases::signed(report, Some(&target)))
                    .unwrap_or_else(|| onto(mode, &target, &home));
                (source, verb)
            }
            (Some(source), None) => (source, alone(mode)?),
            (None, Some(target)) => (target, passive(mode)?),
            (None, None) => return None,
        };
        Some(Clause { subject, past: verb.past, base: verb.base, ing: verb.ing, tail })
    }

    /// The clause as a sentence of the report's day and certainty.
    pub(crate) fn hedged(&self, clause: &Clause, report: &Report) -> String {
        let Clause { subject, past, base, ing, tail } = clause;
        let day = dates::when(&report.happened_on);
        let start = dates::at_start(&report.happened_on);
        let speaker = report.attributed_to.as_deref().map(|who| names::speaker(self.actors, who));
        match (report.certainty, speaker) {
            (Certainty::Reported, _) => format!("{start}, {subject} {past}{tail}."),
            (Certainty::Alleged, Some(who)) => {
                // The day on which it was said is not that of the deed.
                let start = match report.happened_on.known_from {
                    DateSource::Published => format!("As reported {day}"),
                    _ => start,
                };
                format!("{start}, according to {who}, {subject} {past}{tail}.")
            }
            (Certainty::Alleged, None) => {
                format!("{start}, {subject} {}{tail}.", with_adverb(past, "reportedly"))
            }
            (Certainty::Denied, who) => {
                let said = match who {
                    Some(who) if who == *subject || self.speaks_for(report, &who) => {
                        format!("{who} denied {ing}{tail}")
                    }
                    Some(who) => format!("{who} denied that {subject} {past}{tail}"),
                    None => format!("it was denied that {subject} {past}{tail}"),
                };
                match report.happened_on.known_from {
                    DateSource::Stated => format!("{} {day}.", dates::capital(&said)),
                    _ => format!("{start}, {said}."),
                }
            }
            (Certainty::Planned, _) => self.expected(subject, &format!("{base}{tail}"), report),
            (Certainty::Conditional, who) => {
                let by = who.map_or_else(|| "it was said".to_owned(), |who| format!("{who} said"));
                format!(
                    "{}, {by} that {subject} would {base}{tail} under certain conditions.",
                    dates::capital(&format!("on {}", dates::long(report.known_on)))
                )
            }
        }
    }

    /// A plan: told by the day it became known, with its own day at the end.
    fn expected(&self, subject: &str, deed: &str, report: &Report) -> String {
        let lies_ahead = self.as_of < report.happened_on.to;
        let last = subject.rsplit(' ').next().unwrap_or(subject);
        let is_people = last.ends_with('s') && last.chars().all(char::is_lowercase);
        let be = match (report.reciprocal || is_people, lies_ahead) {
            (true, true) => "are",
            (true, false) => "were",
            (false, true) => "is",
            (false, false) => "was",
        };
        let day = if report.happened_on.to == Dated::OPEN {
            String::new()
        } else {
            format!(" {}", dates::when(&report.happened_on))
        };
        let known_on = dates::long(report.known_on);
        format!("As reported on {known_on}, {subject} {be} expected to {deed}{day}.")
    }

    /// Whether the speaker's name is that of the doer's state.
    fn speaks_for(&self, report: &Report, who: &str) -> bool {
        report
            .source
            .as_ref()
            .is_some_and(|party| names::actor(self.actors, names::owner(party)) == who)
    }

    /// Both agreed to do it together: "agreed to hold talks".
    fn common_promise(&self, report: &Report) -> Option<Verb> {
        let act = report.act.as_ref().filter(|_| report.event_type == EventType::Agree)?;
        let act = Some(act).filter(|act| self.is_told(act, &report.text))?;
        let deed = self.deed(act, &report.text, None)?;
        Some(Verb::stance("agreed to", "agree to", "agreeing to", &deed.base))
    }

    /// "threatened to impose sanctions on Ruritania", where the deed inside
    /// the stance is known well enough to be told.
    fn stance(&self, report: &Report, target: &str) -> Option<Verb> {
        let act = report.act.as_ref().filter(|act| self.is_told(act, &report.text))?;
        let source_id = report.source.as_ref().map(names::owner)?;
        let target_id = report.target.as_ref().map(names::owner)?;
        let by_source = act.source.as_ref().is_none_or(|id| id == source_id);
        let by_target = act.source.as_ref().is_none_or(|id| id == target_id);
        let whom = match act.target.as_deref() {
            Some(id) if id == target_id => Some(target.to_owned()),
            Some(id) => Some(names::actor(self.actors, id)),
            None => None,
        };
        // Where the deed is the target's own, it does not fall on the target.
        let of_target = whom.clone().filter(|_| act.target.as_ref() != Some(target_id));
        let falls_on_doer = act.target.as_ref() == Some(source_id);
        match report.event_type {
            EventType::Agree if by_source && !falls_on_doer => {
                let deed =
                    self.deed(act, &report.text, whom.or_else(|| Some(target.to_owned())))?;
                Some(Verb::stance("agreed to", "agree to", "agreeing to", &deed.base))
            }
            EventType::Threaten if by_source && !falls_on_doer => {
                let deed =
                    self.deed(act, &report.text, whom.or_else(|| Some(target.to_owned())))?;
                Some(Verb::stance("threatened to", "threaten to", "threatening to", &deed.base))
            }
            EventType::Reject if by_source && act.source.is_some() && !falls_on_doer => {
                let deed =
                    self.deed(act, &report.text, whom.or_else(|| Some(target.to_owned())))?;
                Some(Verb::stance("refused to", "refuse to", "refusing to", &deed.base))
            }
            EventType::Request if by_target => {
                let deed = self.deed(act, &report.text, of_target)?;
                let to = format!("{target} to");
                Some(Verb::stance(
                    &format!("called on {to}"),
                    &format!("call on {to}"),
                    &format!("calling on {to}"),
                    &deed.base,
                ))
            }
            EventType::Accuse if by_target => {
                let deed = self.deed(act, &report.text, of_target)?;
                let of = format!("{target} of");
                Some(Verb::stance(
                    &format!("accused {of}"),
                    &format!("accuse {of}"),
                    &format!("accusing {of}"),
                    &deed.ing,
                ))
            }
            _ => None,
        }
    }

    /// Whether the quote bears out the words that would tell a deed inside a stance:
    /// "refused to consult with" is no way to tell that a trip was called off.
    fn is_told(&self, act: &Act, sentence: &str) -> bool {
        act.event_type == EventType::Assault
            || !act.goods.is_empty()
            || phrases::is_told(self.ontology, act.event_type, sentence)
    }

    /// The deed inside a stance, as a verb phrase.
    fn deed(&self, act: &Act, sentence: &str, whom: Option<String>) -> Option<Verb> {
        let delivery = match &whom {
            Some(whom) if act.event_type == EventType::Aid => {
                goods::named(&act.goods).map(|what| goods::delivery(&what, whom, &act.goods))
            }
            _ => None,
        };
        delivery
            .or_else(|| phrases::inside(self.ontology, act.event_type, sentence, whom.as_deref()))
    }

    /// Place, mediator, victims and whom it concerns.
    fn tail(&self, report: &Report) -> String {
        let mut tail = String::new();
        let is_party = |id: &str| {
            [&report.source, &report.target].into_iter().flatten().any(|party| {
                // The Security Council is a party of the United Nations, too.
                let is_organ =
                    party.actor.strip_prefix(id).is_some_and(|organ| organ.starts_with('-'));
                party.actor == id || party.country.as_deref() == Some(id) || is_organ
            })
        };
        let place = report.place.as_ref().filter(|place| {
            report.event_type == EventType::Consult
                // A call is made nowhere.
                && report.mode.as_deref() != Some("call")
                && report.text.contains(place.name.as_str())
                && !is_party_name(self.actors, report, &place.name)
                && place.name.chars().next().is_some_and(char::is_uppercase)
                && !is_elsewhere(report, place)
        });
        if let Some(place) = place {
            tail.push_str(&format!(" in {}", place.name));
        }
        let concerned: Vec<String> = report
            .about
            .iter()
            .filter(|id| {
                tells_about(report.event_type) && !is_party(id) && self.names(id, &report.text)
            })
            .take(2)
            .map(|id| names::actor(self.actors, id))
            .collect();
        if !concerned.is_empty() {
            tail.push_str(&format!(", concerning {}", names::list(&concerned)));
        }
        let mediators: Vec<String> = report
            .others
            .iter()
            .filter(|other| other.role == OtherRole::Mediator && !is_party(&other.actor))
            .filter(|other| self.names(&other.actor, &report.text))
            .map(|other| names::actor(self.actors, &other.actor))
            .collect();
        if !mediators.is_empty() {
            tail.push_str(&format!(", mediated by {}", names::list(&mediators)));
        }
        tail
    }
}

/// Whether what a deed concerns is another matter than whom it is done to: "threatened
/// A and B" is no threat to A concerning B.
pub(crate) fn tells_about(event_type: EventType) -> bool {
    !matches!(
        event_type,
        EventType::Threaten | EventType::Accuse | EventType::Assault | EventType::Mobilize
    )
}

/// Whether a sentence of ours is a quote with its day.
pub(crate) fn is_quote(sentence: &str) -> bool {
    const OPENINGS: &[&str] =
        &["Reported on ", "Alleged in ", "Denied in ", "Planned, by ", "On a condition, by "];
    sentence.contains(": “") && OPENINGS.iter().any(|opening| sentence.starts_with(opening))
}

/// A quote that may stand for a sentence, without the outlets in brackets at its
/// end; none where it is long.
pub(crate) fn quotable(text: &str) -> Option<&str> {
    let mut quote = text.trim();
    while let Some(open) = quote.trim_end_matches([',', ' ']).strip_suffix(')') {
        let Some(at) = open.rfind(" (") else { break };
        // "(BBC)", "(The Globe and Mail)"; not "(including three children)".
        if !open[at + 2..].starts_with(char::is_uppercase) {
            break;
        }
        quote = quote[..at].trim_end();
    }
    let is_short = quote.split_whitespace().count() <= QUOTE_WORDS_MAX;
    (is_short && !quote.is_empty() && !quote.contains('\n')).then_some(quote)
}

/// Whether a place is in another state than the one that is visited.
fn is_elsewhere(report: &Report, place: &Place) -> bool {
    let host = report.target.as_ref().and_then(|host| host.country.as_ref());
    report.mode.as_deref() == Some("visit")
        && place.country.is_some()
        && place.country.as_ref() != host
}

/// Whether a place's name is but that of one of the parties.
fn is_party_name(actors: &Actors, report: &Report, place: &str) -> bool {
    [&report.source, &report.target]
        .into_iter()
        .flatten()
        .any(|party| actors.name(names::owner(party)) == place || party.name.contains(place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{actors, cited, day, goods, ontology, report, reworded};
    use rapport_record::{EventType::*, GoodsKind, Party, Precision};

    #[track_caller]
    fn check(report: &Report, expected: &str) {
        let (actors, ontology) = (actors(), ontology());
        let matter = crate::example::empty(&actors, &ontology);
        let teller = Teller::of(&matter);
        assert_eq!(teller.sentence(&cited(report.clone())).as_deref(), Some(expected));
    }

    /// In our words, however short the quote.
    #[track_caller]
    fn check_clause(report: &Report, expected: &str) {
        let (actors, ontology) = (actors(), ontology());
        let matter = crate::example::empty(&actors, &ontology);
        let teller = Teller::of(&matter);
        let told = teller.clause(report).map(|clause| teller.hedged(&clause, report));
        assert_eq!(told.as_deref(), Some(expected));
    }

    #[test]
    fn what_the_quote_does_not_say_is_told_by_the_quote() {
        let (actors, ontology) = (actors(), Ontology::embedded());
        let matter = crate::example::empty(&actors, &ontology);
        let teller = Teller::of(&matter);
        let text = "Freedonia bars beef from Ruritania. (Gazette) (Herald),";
        let ban = Report { text: text.into(), ..deed(Sanction, "impose-sanctions") };
        let told = |report: &Report| teller.sentence(&cited(report.clone()));
        assert_eq!(
            told(&ban).as_deref(),
            Some("Reported on 19 June 2024: “Freedonia bars beef from Ruritania.”"),
        );
        assert_eq!(told(&Report { text: "very long ".repeat(40), ..ban.clone() }), None);
        assert_eq!(told(&Report { probability: 0.8, ..ban.clone() }), None);
        // About migrants, not between two states.
        let migrants = Party {
            role: Some(Role::Refugee),
            name: "migrants".into(),
            ..ban.target.clone().unwrap()
        };
        assert_eq!(told(&Report { target: Some(migrants), ..ban }), None);
    }

    fn deed(event_type: EventType, mode: &str) -> Report {
        let text = "Freedonia, Ruritania, Sylvania; impose sanctions.";
        report("d", "2024-06-19", ("FRE", "RUR"), event_type, mode, text)
    }

    fn inner(event_type: EventType, source: &str, target: &str) -> Option<Act> {
        Some(Act {
            event_type,
            source: Some(source.into()),
            target: Some(target.into()),
            goods: Vec::new(),
        })
    }

    #[test]
    fn a_plain_deed_is_told_with_its_day() {
        check(&deed(Assault, "attack"), "On 19 June 2024, Freedonia attacked Ruritania.");
    }

    #[test]
    fn what_both_did_is_one_sentence() {
        let both = |mode, event_type| Report { reciprocal: true, ..deed(event_type, mode) };
        check_clause(
            &both("treaty", Support),
            "On 19 June 2024, Freedonia and Ruritania signed a treaty.",
        );
        check_clause(&both("meet", Consult), "On 19 June 2024, Freedonia and Ruritania met.");
        check_clause(
            &both("attack", Assault),
            "On 19 June 2024, Freedonia and Ruritania attacked each other.",
        );
    }

    #[test]
    fn an_unknown_doer_gives_a_passive() {
        let report = Report { source: None, ..deed(Assault, "attack") };
        check_clause(&report, "On 19 June 2024, Ruritania was attacked.");
        let alleged = Report { certainty: Certainty::Alleged, ..report };
        check_clause(&alleged, "On 19 June 2024, Ruritania was reportedly attacked.");
    }

    #[test]
    fn what_is_alleged_is_told_as_somebodys_word() {
        let report = Report { certainty: Certainty::Alleged, ..deed(Assault, "attack") };
        check_clause(&report, "On 19 June 2024, Freedonia reportedly attacked Ruritania.");
        check_clause(
            &Report { attributed_to: Some("SYL".into()), ..report.clone() },
            "As reported on 19 June 2024, according to Sylvania, Freedonia attacked Ruritania.",
        );
        check_clause(
            &Report { attributed_to: Some("The Gazette".into()), ..report },
            "As reported on 19 June 2024, according to The Gazette, Freedonia attacked Ruritania.",
        );
    }

    #[test]
    fn what_is_denied_says_so() {
        let report = Report { certainty: Certainty::Denied, ..deed(Assault, "attack") };
        check_clause(&report, "On 19 June 2024, it was denied that Freedonia attacked Ruritania.");
        check_clause(
            &Report { attributed_to: Some("FRE".into()), ..report.clone() },
            "On 19 June 2024, Freedonia denied attacking Ruritania.",
        );
        check_clause(
            &Report {
                attributed_to: Some("RUR".into()),
                happened_on: Dated::day(day("2024-06-01"), DateSource::Stated),
                ..report
            },
            "Ruritania denied that Freedonia attacked Ruritania on 1 June 2024.",
        );
    }

    #[test]
    fn plans_are_expected_and_past_plans_were() {
        let plan = |on: &str| Report {
            certainty: Certainty::Planned,
            happened_on: Dated::day(day(on), DateSource::Stated),
            ..deed(Consult, "visit")
        };
        check(
            &plan("2024-09-09"),
            "As reported on 19 June 2024, Freedonia is expected to visit Ruritania on 9 September 2024.",
        );
        check(
            &plan("2024-06-25"),
            "As reported on 19 June 2024, Freedonia was expected to visit Ruritania on 25 June 2024.",
        );
        let mut open = plan("2024-06-20");
        open.happened_on.to = Dated::OPEN;
        check(&open, "As reported on 19 June 2024, Freedonia is expected to visit Ruritania.");
    }

    #[test]
    fn a_stance_tells_the_deed_inside_it() {
        let with = |event_type, mode, act| Report { act, ..deed(event_type, mode) };
        check_clause(
            &with(Threaten, "threaten", inner(Sanction, "FRE", "RUR")),
            "On 19 June 2024, Freedonia threatened to impose sanctions on Ruritania.",
        );
        check_clause(
            &with(Request, "urge", inner(Assault, "RUR", "SYL")),
            "On 19 June 2024, Freedonia called on Ruritania to attack Sylvania.",
        );
        check_clause(
            &with(Accuse, "accuse", inner(Assault, "RUR", "FRE")),
            "On 19 June 2024, Freedonia accused Ruritania of attacking Freedonia.",
        );
        let mut aid = inner(Aid, "FRE", "RUR");
        if let Some(act) = &mut aid {
            act.goods = vec![goods(GoodsKind::Food, "wheat")];
        }
        check_clause(
            &with(Agree, "agree", aid),
            "On 19 June 2024, Freedonia agreed to provide wheat to Ruritania.",
        );
    }

    #[test]
    fn goods_place_and_concern_are_told() {
        let mut aid = deed(Aid, "aid");
        aid.goods = vec![goods(GoodsKind::Troops, "10,000 troops")];
        check(&aid, "On 19 June 2024, Freedonia sent 10,000 troops to Ruritania.");
        let mut veto = deed(Reject, "veto");
        veto.target = None;
        veto.about = vec!["SYL".into()];
        check_clause(&veto, "On 19 June 2024, Freedonia vetoed a resolution, concerning Sylvania.");
        let text = "Freedonia met Ruritania in Strelsau.";
        let mut talks = reworded(deed(Consult, "meet"), text);
        talks.place = Some(Place {
            name: "Strelsau".into(),
            country: None,
            lat: None,
            lon: None,
            precision: Precision::City,
        });
        check(&talks, "On 19 June 2024, Freedonia met Ruritania in Strelsau.");
    }

    #[test]
    fn a_quote_stands_where_our_words_say_little() {
        let text = "President Ada Quill of Freedonia visits Ruritania.";
        let visit = reworded(deed(Consult, "visit"), text);
        check(&visit, "On 19 June 2024, Freedonia visited Ruritania.");
        let mut by_office = visit;
        by_office.source.iter_mut().for_each(|party| party.role = Some(Role::Government));
        check(&by_office, &format!("Reported on 19 June 2024: “{text}”"));
        let text = "Freedonia gives aid to the drowned villages of Ruritania.";
        let aid = reworded(deed(Aid, "give-aid"), text);
        let (actors, ontology) = (actors(), Ontology::embedded());
        let matter = crate::example::empty(&actors, &ontology);
        let told = Teller::of(&matter).sentence(&cited(aid));
        assert_eq!(told, Some(format!("Reported on 19 June 2024: “{text}”")));
    }

    #[test]
    fn a_visit_is_in_the_host_s_land() {
        let place = |country: &str| {
            let (name, country) = ("Zenda".to_owned(), Some(country.to_owned()));
            Some(Place { name, country, lat: None, lon: None, precision: Precision::City })
        };
        let text = "After Zenda's unrest Freedonia visits Ruritania.";
        let visit =
            |country| Report { place: place(country), ..reworded(deed(Consult, "visit"), text) };
        check(&visit("RUR"), "On 19 June 2024, Freedonia visited Ruritania in Zenda.");
        check(&visit("SYL"), "On 19 June 2024, Freedonia visited Ruritania.");
    }

    #[test]
    fn states_have_the_name_of_their_day() {
        let report = report("d", "1950-06-25", ("FRU", "RUR"), Assault, "attack", "x");
        check(&report, "On 25 June 1950, the Freedonian Union attacked Ruritania.");
    }

    #[test]
    fn a_deed_that_needs_an_object_is_not_told_without_one() {
        let (actors, ontology) = (actors(), ontology());
        let matter = crate::example::empty(&actors, &ontology);
        let teller = Teller::of(&matter);
        let untold = Report { target: None, text: "long ".repeat(60), ..deed(Assault, "attack") };
        assert_eq!(teller.sentence(&cited(untold)), None);
    }
}
