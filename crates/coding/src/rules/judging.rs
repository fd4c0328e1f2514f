//! How likely a report is right, and so whether it is told.
//!
//! In: a reading: a draft, the model's belief in its pair, and what the sentence
//! shows besides. Out: a probability. Small regression trees, boosted (Friedman
//! 2001, "Greedy Function Approximation"), over plain signs: the model's belief is worth more
//! between two states named than for "people", less where it gives one deed to
//! five pairs. They are fitted to items labelled after the model was trained
//! (`models/judge/card.md`); `train/judge.py` makes their table.

use super::assemble::{Context, Draft, Work};
use super::whose::People;
use crate::actors::{Found, FoundKind};
use crate::model::Scored;
use rapport_record::{ActorId, Certainty, EventType, Party, Role};
use rapport_trees::{Sign, Signs};
use serde::Serialize;
use std::collections::HashMap;

/// The trees' table.
pub(super) const TREES: &str = include_str!("../../../../models/judge/trees.csv");

/// Words of ordinary crime and mishap, of which arrests and trials are mostly no politics.
const CRIME: &[&str] = &[
    "murder",
    "murders",
    "murdering",
    "murdered",
    "manslaughter",
    "rape",
    "raping",
    "raped",
    "sexual",
    "sexually",
    "pornography",
    "fraud",
    "fraudulent",
    "theft",
    "stealing",
    "stolen",
    "robbery",
    "burglary",
    "trafficking",
    "smuggling",
    "drug",
    "drugs",
    "cocaine",
    "heroin",
    "laundering",
    "insider",
    "tax",
    "negligence",
    "fire",
    "crash",
    "sinking",
    "collapse",
    "stabbing",
    "shooting",
    "serial",
    "gang",
    "cartel",
    "mafia",
    "ransom",
    "forgery",
    "hacking",
    "doping",
    "bribery",
    "embezzlement",
    "kidnapping",
    "kidnap",
    "abuse",
    "abusing",
];

/// A draft with what speaks for it and against it.
pub(super) struct Reading<'s> {
    pub draft: Draft,
    /// What the model makes of its pair.
    pub pair: &'s Scored,
    /// The model's belief in its type.
    pub belief: f32,
    /// Whether a pattern of the codebook tells the same.
    pub has_pattern: bool,
    /// Whether only a pattern tells it.
    pub is_by_pattern: bool,
}

/// What was weighed of a draft, for fitting the weights (`rapport code --weighed`).
#[derive(Debug, Clone, Serialize)]
pub struct Weighed {
    /// The document's id.
    pub document: String,
    /// Index of the sentence.
    pub sentence: usize,
    /// The state of the source, else its id; none for nobody.
    pub source: Option<String>,
    /// The same of the target.
    pub target: Option<String>,
    /// The type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// How likely it is held to be right.
    pub probability: f64,
    /// The signs.
    pub signs: HashMap<String, f64>,
    /// The sides that name people of no told country.
    pub people: Vec<People>,
}

impl Work<'_> {
    /// What shows of a reading, among all readings and pairs of its sentence.
    pub(super) fn signs(
        &self,
        one: &Reading<'_>,
        readings: &[Reading<'_>],
        scored: &[Scored],
        context: &Context<'_>,
    ) -> Vec<Sign> {
        let Reading { draft, pair, belief, .. } = one;
        let syntax = self.syntax;
        let kind = EventType::ALL.iter().position(|&kind| kind == draft.event_type);
        let kind = kind.expect("one of the sixteen");
        let rival = |is_rival: &dyn Fn(&Scored) -> bool| {
            let beliefs = scored.iter().filter(|other| is_rival(other)).map(|one| one.types[kind]);
            f64::from(beliefs.fold(0.0, f32::max))
        };
        let states = |draft: &Draft| [state(&draft.source), state(&draft.target)];
        let [source, target] = states(draft);
        let are_two = matches!((&source, &target), (Some(a), Some(b)) if a != b);
        let are_one = source.is_some() && source == target;
        let others = || readings.iter().filter(|other| !std::ptr::eq(*other, one));
        let most = |is_meant: &dyn Fn(&Reading<'_>) -> bool| {
            let beliefs = others().filter(|other| is_meant(other)).map(|other| other.belief);
            f64::from(beliefs.fold(0.0, f32::max))
        };
        let is_alike = |other: &Reading<'_>| states(&other.draft) == states(draft);
        let mut signs = Signs::default();
        signs.add("belief", log_odds(*belief));
        signs.add("no-event", log_odds(pair.none));
        signs.add("runner-up", pair.ranked().get(1).map_or(0.0, |(_, p)| f64::from(*p)));
        signs.add("telling", f64::from(pair.telling[kind]));
        signs.add("telling-any", f64::from(pair.telling.iter().sum::<f32>()));
        signs.add("before-today", f64::from(pair.before_today));
        signs.add("certainty", f64::from(pair.certainties.iter().copied().fold(0.0, f32::max)));
        signs.add_if("pattern", one.has_pattern);
        signs.add_if("pattern-alone", one.is_by_pattern);
        signs.add_if("two-states", are_two);
        signs.add_if("one-state", are_one);
        signs.add("rival-source", rival(&|o| o.target == pair.target && o.source != pair.source));
        signs.add("rival-target", rival(&|o| o.source == pair.source && o.target != pair.target));
        signs.add("reverse", rival(&|o| o.source == pair.target && o.target == pair.source));
        signs.add("earlier", self.earlier.len() as f64);
        signs.add_if("past", draft.is_past);
        signs.add_if("chronicle", draft.is_chronicle);
        signs.add_if("outside", self.is_outside);
        signs.add("sentence", f64::from(self.log_odds));
        signs.add_if("crime", (0..syntax.len()).any(|at| CRIME.contains(&syntax.word(at))));
        signs.add_if("later-sentence", 0 < syntax.sentence.index);
        signs.add("phrases", syntax.found.len() as f64 / 10.0);
        signs.add("words", (syntax.len() as f64 / 40.0).min(2.0));
        signs.add("readings", readings.len() as f64);
        signs.add("surer", others().filter(|other| *belief < other.belief).count() as f64);
        signs.add("double", most(&|o| is_alike(o) && o.draft.event_type == draft.event_type));
        signs.add("other-type", most(&|o| is_alike(o) && o.draft.event_type != draft.event_type));
        signs.add_if("recalled", self.is_recalled(draft.main));
        signs.add_if("noun", syntax.verb_at[draft.main].is_none());
        signs.add("same-word", same_word(scored, pair, kind));
        signs.add("sentences-before", (syntax.sentence.index as f64).min(5.0));
        signs.add("trigger-at", (draft.main as f64 / 20.0).min(2.0));
        signs.add_if("act", draft.act.is_some());
        signs.add_if("vouched", draft.attributed_to.is_some());
        signs.add(draft.event_type.as_str(), 1.0);
        if draft.certainty != Certainty::Reported {
            signs.add(draft.certainty.as_str(), 1.0);
        }
        let mut starts = Vec::new();
        for (side, party, phrase, other) in [
            ("source", &draft.source, pair.source, &draft.target),
            ("target", &draft.target, pair.target, &draft.source),
        ] {
            let Some(party) = party else {
                signs.add(&format!("no-{side}"), 1.0);
                continue;
            };
            signs.add(&format!("{side}-{}", party.role.map_or("bare", Role::as_str)), 1.0);
            let Some(found) = self.found(phrase) else {
                signs.add_if(&format!("{side}-earlier"), phrase.is_some());
                continue;
            };
            if let Some((_, theirs)) = phrase.and_then(|phrase| {
                self.likeliest_country(phrase, draft.main, other.as_ref(), context)
            }) {
                signs.add(&format!("{side}-theirs"), theirs);
            }
            starts.push(found.tokens.start);
            let (start, end) = (found.tokens.start, found.tokens.end);
            let away = if draft.main < start {
                start - draft.main
            } else {
                (draft.main + 1).saturating_sub(end)
            };
            signs.add(&format!("{side}-away"), (away as f64 / 10.0).min(2.0));
            signs.add(&format!("{side}-{}", kind_of(found)), 1.0);
            signs.add(&format!("{side}-words"), (found.tokens.len() as f64 / 5.0).min(3.0));
            signs.add(&format!("{side}-at"), (start as f64 / 20.0).min(2.0));
        }
        if let [source, target] = starts[..] {
            signs.add_if("target-first", target < source);
        }
        signs.into_vec()
    }

    /// Who stand together do it together: readings of one deed whose sources (or
    /// targets) are joined by "and" get the mean of their log-odds.
    pub(super) fn join(&self, readings: &[Reading<'_>], judged: &mut [f64]) {
        let phrases = |reading: &Reading<'_>| [reading.pair.source, reading.pair.target];
        let mut joined = judged.to_vec();
        for (index, one) in readings.iter().enumerate() {
            let alike = |other: &Reading<'_>| {
                let [source, target] = phrases(one);
                let [other_source, other_target] = phrases(other);
                other.draft.event_type == one.draft.event_type
                    && other.pair.trigger == one.pair.trigger
                    && (source == other_source && self.stand_together(target, other_target)
                        || target == other_target && self.stand_together(source, other_source))
            };
            let log_odds: Vec<f64> = readings
                .iter()
                .zip(&*judged)
                .filter(|(other, _)| std::ptr::eq(*other, one) || alike(other))
                .map(|(_, p)| (p / (1.0 - p)).ln())
                .collect();
            let mean = log_odds.iter().sum::<f64>() / log_odds.len() as f64;
            joined[index] = 1.0 / (1.0 + (-mean).exp());
        }
        judged.copy_from_slice(&joined);
    }

    /// Whether only "and", commas and other phrases stand between two phrases.
    pub(super) fn stand_together(&self, one: Option<usize>, other: Option<usize>) -> bool {
        let syntax = self.syntax;
        let tokens = |phrase: Option<usize>| self.found(phrase).map(|found| found.tokens.clone());
        let (Some(one), Some(other)) = (tokens(one), tokens(other)) else { return false };
        let between = one.end.min(other.end)..one.start.max(other.start);
        let is_joint = |at: usize| {
            matches!(syntax.word(at), "and" | "," | "the" | "as" | "well" | "both")
                || syntax.found.iter().any(|found| found.tokens.contains(&at))
        };
        one != other
            && between.clone().all(is_joint)
            && between.clone().any(|at| matches!(syntax.word(at), "and" | ","))
    }

    /// A reading as it is weighed.
    pub(super) fn weighed(
        &self,
        one: &Reading<'_>,
        probability: f64,
        signs: Vec<Sign>,
        context: &Context<'_>,
    ) -> Weighed {
        let draft = &one.draft;
        Weighed {
            document: context.document.id.clone(),
            sentence: self.syntax.sentence.index,
            source: state(&draft.source),
            target: state(&draft.target),
            event_type: draft.event_type,
            probability,
            signs: signs.into_iter().collect(),
            people: self.people(one, context),
        }
    }
}

/// What sort of phrase, as signs name it.
pub(super) fn kind_of(found: &Found) -> &'static str {
    match found.kind {
        FoundKind::Place => "place",
        FoundKind::Adjective => "adjective",
        FoundKind::Agent => "inferred",
        FoundKind::Name => "name",
        FoundKind::National => "national",
        FoundKind::Capital | FoundKind::Seat => "seat",
        FoundKind::Person => "person",
        FoundKind::Organisation | FoundKind::Bloc => "organisation",
        FoundKind::Group => "group",
        FoundKind::Organ => "organ",
    }
}

/// The state of a party; of one that has none, itself.
fn state(party: &Option<Party>) -> Option<ActorId> {
    let party = party.as_ref()?;
    Some(party.country.clone().unwrap_or_else(|| party.actor.clone()))
}

/// How many other pairs the model gives the same type by the same word.
fn same_word(scored: &[Scored], pair: &Scored, kind: usize) -> f64 {
    const BELIEVED_MIN: f32 = 0.3;
    let others = scored.iter().filter(|other| {
        other.trigger == pair.trigger
            && BELIEVED_MIN <= other.types[kind]
            && (other.source, other.target) != (pair.source, pair.target)
    });
    (others.count() as f64 / 4.0).min(3.0)
}

fn log_odds(share: f32) -> f64 {
    let share = f64::from(share).clamp(1e-3, 1.0 - 1e-3);
    (share / (1.0 - share)).ln()
}

#[cfg(test)]
mod tests {
    use rapport_trees::Trees;

    #[test]
    fn what_the_model_believes_more_is_likelier_right() {
        let judge = Trees::parse(super::TREES);
        assert!(judge.are_whole());
        let p = |belief: f64| judge.probability(&[("belief".into(), belief)]);
        assert!(p(-1.0) < p(3.0));
    }
}
