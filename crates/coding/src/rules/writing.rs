//! A draft written out as a report, with what the sentence tells beside it;
//! its place follows once the whole document is read (see `whereabouts`).

use super::assemble::{Context, Draft, Work};
use super::words::*;
use super::{details, parties};
use rapport_record::{
    ActorId, Casualties, Certainty, Date, DateSource, Dated, EventType, Other, OtherRole, Party,
    Report, Role, Span,
};

/// How many days a deed must lie back for its parties to be looked up on its own day:
/// "in 1993 President Clinton threatened" is the government's, whoever governs today.
const LONG_AGO_DAYS: i64 = 180;

/// What is spoken of as of a country: "the war in Peru".
const MATTERS: &[&str] = &[
    "attacks",
    "ceasefire",
    "conflict",
    "coup",
    "crisis",
    "developments",
    "events",
    "fighting",
    "hostilities",
    "offensive",
    "protests",
    "situation",
    "tensions",
    "unrest",
    "violence",
    "war",
];

impl Work<'_> {
    pub(super) fn write(&self, draft: Draft, context: &mut Context<'_>) -> Report {
        let sentence = self.syntax.sentence;
        let document = context.document;
        let (happened_on, certainty) = self.happened_on(&draft, document.published_on);
        let happened_on = self.while_they_stood(happened_on, &draft);
        let on_its_day = |party| self.in_office_then(party, &happened_on, document.published_on);
        let draft =
            Draft { source: on_its_day(draft.source), target: on_its_day(draft.target), ..draft };
        let certainty = match certainty {
            Certainty::Reported if self.is_rumoured(draft.main) => Certainty::Alleged,
            other => other,
        };
        let entry = self.coder.ontology.entry(draft.event_type);
        let mode = &entry.modes[draft.mode];
        let trigger = Span {
            start: sentence.tokens[draft.main].start,
            end: sentence.tokens[draft.end.max(draft.main)].end,
        };
        let involved: Vec<ActorId> = [&draft.source, &draft.target]
            .into_iter()
            .flatten()
            .flat_map(|party| [Some(party.actor.clone()), party.country.clone()])
            .flatten()
            .collect();
        let casualties = self.casualties(&draft);
        let delivered = self.delivered(&draft);
        let purpose = self.purpose(draft.main, draft.event_type);
        let report = Report {
            id: format!("{}:{}:{}", document.id, sentence.index, context.n_reports),
            document: document.id.clone(),
            sentence: sentence.index,
            text: sentence.text.clone(),
            sentence_start: sentence.start,
            about: self.about(&draft, &involved),
            others: self.mediators(&draft, &involved),
            source: draft.source,
            target: draft.target,
            event_type: draft.event_type,
            mode: Some(mode.id.clone()),
            act: draft.act.map(|act| self.act_with(act, draft.event_type, &delivered.goods)),
            contexts: details::contexts(self.syntax, &self.coder.lexicon),
            purpose: purpose.or_else(|| self.purpose_of_goods(&delivered)),
            goods: delivered.goods,
            exchange: None,
            casualties,
            place: None,
            certainty,
            attributed_to: draft.attributed_to,
            happened_on,
            reciprocal: draft.reciprocal,
            cameo: Some(mode.cameo.clone()),
            quad: draft.event_type.quad(),
            goldstein: mode.goldstein,
            probability: (draft.probability * 1000.0).round() / 1000.0,
            trigger: Some(trigger),
            coder: self.coder.id.clone(),
            known_on: document.published_on,
        };
        context.n_reports += 1;
        report
    }

    /// Dead and hurt by a deed of force, by whose word: as the sentence counts them, else its one victim.
    fn casualties(&self, draft: &Draft) -> Option<Casualties> {
        if draft.event_type != EventType::Assault {
            return None;
        }
        let counted = details::casualties(self.syntax);
        let victim = self.phrase_of(draft.target.as_ref()).and_then(|target| {
            details::one_victim(self.syntax, &self.coder.lexicon, draft.main, target)
        });
        let hurt = match (counted, victim) {
            (Some(counted), Some(one)) => Some(Casualties {
                killed: counted.killed.or(one.killed),
                wounded: counted.wounded.or(one.wounded),
                ..counted
            }),
            (counted, victim) => counted.or(victim),
        };
        hurt.map(|hurt| Casualties { by: hurt.by.or_else(|| draft.attributed_to.clone()), ..hurt })
    }

    /// A person as what they were when a deed of long ago was done, if they held office
    /// on its first and last day.
    fn in_office_then(
        &self,
        party: Option<Party>,
        happened_on: &Dated,
        published_on: Date,
    ) -> Option<Party> {
        let party = party?;
        let Dated { from, to, known_from } = *happened_on;
        let is_long_ago = to < published_on.saturating_sub(jiff::Span::new().days(LONG_AGO_DAYS));
        if party.role != Some(Role::Civilian) || known_from != DateSource::Stated || !is_long_ago {
            return Some(party);
        }
        let sentence = self.syntax.sentence;
        let then = |day: Date| {
            let found = self.coder.gazetteer.find(sentence, day);
            let same = found.iter().find(|one| Some(parties::span(sentence, one)) == party.span)?;
            parties::party(sentence, same, None)
        };
        let in_office =
            then(from).filter(|first| first.role.is_some_and(Role::is_of_state)).filter(|first| {
                then(to).is_some_and(|last| (last.role, &last.actor) == (first.role, &first.actor))
            });
        Some(in_office.unwrap_or(party))
    }

    /// Who went between, where the sentence says so: "brokered by Qatar". The
    /// host of a meeting is told with its place.
    fn mediators(&self, draft: &Draft, involved: &[ActorId]) -> Vec<Other> {
        use EventType::*;
        if !matches!(draft.event_type, Agree | Consult | Support | Cooperate | Concede) {
            return Vec::new();
        }
        let is_by = |token: &usize| {
            matches!(self.syntax.word(*token), "mediated" | "brokered" | "facilitated")
                && self.syntax.word(token + 1) == "by"
        };
        (0..self.syntax.len())
            .filter(is_by)
            .filter_map(|token| {
                (token + 2..token + 6).find_map(|at| *self.syntax.actor_at.get(at)?)
            })
            .filter_map(|index| parties::owner(self.syntax.sentence, &self.syntax.found[index]))
            .map(|party| Other { actor: party.actor, role: OtherRole::Mediator })
            .filter(|other| !involved.contains(&other.actor))
            .collect()
    }

    /// States that the deed concerns: named after "on", "over", "about" and the
    /// like behind the trigger, and on neither side.
    fn about(&self, draft: &Draft, involved: &[ActorId]) -> Vec<ActorId> {
        use EventType::*;
        if matches!(draft.event_type, Assault | Protest | Mobilize | Retreat) {
            return Vec::new();
        }
        let mut about = Vec::new();
        let is_spoken_of = self.syntax.word(draft.main).starts_with("discuss");
        for token in draft.main + 1..self.syntax.len() {
            // "Discussed the war in Peru".
            let is_matter = is_spoken_of
                && self.syntax.word(token) == "in"
                && MATTERS.contains(&self.syntax.word(token - 1));
            if !is_matter
                && !matches!(
                    self.syntax.word(token),
                    "on" | "over"
                        | "about"
                        | "regarding"
                        | "concerning"
                        | "against"
                        | "for"
                        | "of"
                        | "toward"
                        | "towards"
                )
            {
                continue;
            }
            for at in token + 1..(token + 6).min(self.syntax.len()) {
                let Some(index) = self.syntax.actor_at[at] else {
                    if is_preposition(self.syntax.word(at)) || self.syntax.is_clause_end(at) {
                        break;
                    }
                    continue;
                };
                let found = &self.syntax.found[index];
                let id = found.country.clone().unwrap_or_else(|| found.actor.clone());
                if !id.is_empty() && !involved.contains(&id) && !about.contains(&id) {
                    about.push(id);
                }
            }
        }
        about
    }
}
