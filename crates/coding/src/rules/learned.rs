//! Reports by the trained pair model: it says who did what to whom and how
//! surely; the patterns add what they know of the same deed.

use super::assemble::{Context, Draft, Work, carries_goods};
use super::parties;
use super::speech::covering;
use crate::actors::{Found, FoundKind};
use crate::model::{Look, Scored};
use rapport_record::{Act, ActorId, Certainty, Coded, EventType, Party, Span};

/// Least share of the model's belief that a type needs to be told. Chosen on
/// dev for few reports where nothing happened: docs/design/coder.md.
const TOLD_MIN: f32 = 0.6;
/// The same in a sentence that a word marks as sport, weather or company news.
const TOLD_MIN_OUTSIDE: f32 = 0.9;
/// Least share where a pattern of the codebook tells the same; chosen likewise.
const TOLD_BY_PATTERN_MIN: f32 = 0.1;
/// How often what a pattern tells and the model holds likeliest is right, of 83
/// such reports of items labelled after training.
pub(super) const TOLD_BY_PATTERN: f64 = 0.49;
/// The same of what a pattern tells with its pay and the model holds unlikely. Ours:
/// too few to measure.
const TOLD_AS_PAID_FOR: f64 = 0.5;
/// Tokens to either side of a deed's word in which the rest of a pattern tells its mode. Ours.
const MODE_WORDS_NEAR: usize = 6;
/// Slope and intercept, in log-odds, from the model's belief to the share of
/// reports that are right (source country, target country, type), and what is
/// added where a pattern of the codebook tells the same: a logistic fit to
/// 1,855 reports of dev and of items labelled after training (Platt 1999), its
/// intercept lowered by 0.3 since the fit counted doubles as right. Belief 0.6
/// becomes 0.39, with a pattern 0.51.
const CALIBRATION: (f64, f64) = (0.48, -0.65);
const PATTERN_LEAD: f64 = 0.48;

impl Work<'_> {
    /// Codes the sentence with the model.
    pub(super) fn learned(&self, look: &Look, context: &mut Context<'_>, coded: &mut Coded) {
        let found = self.syntax.found;
        let phrases: Vec<_> = found.iter().map(|found| found.tokens.clone()).collect();
        let scored = self.coder.model.score(look, &phrases);
        let mut by_rule = Vec::new();
        for index in 0..self.matches.len() {
            match self.draft(index, context) {
                Ok(drafts) => by_rule.extend(drafts.into_iter().map(|draft| (index, draft))),
                Err(reason) => coded.notes.push(self.note(&self.matches[index], reason)),
            }
        }
        let mut drafts: Vec<Draft> = Vec::new();
        for one in &scored {
            for (event_type, p) in told(one, self.is_outside) {
                let draft = match self.learned_draft(one, event_type, p, context) {
                    Ok(draft) => draft,
                    Err(reason) => {
                        coded.notes.push(self.note_at(one.trigger, event_type, reason));
                        continue;
                    }
                };
                let twin = by_rule.iter().find(|(_, rule)| is_twin(rule, &draft));
                drafts.push(match twin {
                    Some((_, rule)) => Draft {
                        probability: calibrated(p, PATTERN_LEAD),
                        certainty: draft.certainty,
                        attributed_to: draft.attributed_to.or(rule.attributed_to.clone()),
                        act: rule.act.clone().or(draft.act),
                        ..rule.clone()
                    },
                    None => draft,
                });
            }
        }
        for (index, rule) in by_rule {
            if drafts.iter().any(|draft| is_twin(&rule, draft)) {
                continue;
            }
            match self.probability(&rule, &scored) {
                Some(p) if TOLD_BY_PATTERN_MIN <= p && !self.is_outside => {
                    let probability = calibrated(p, PATTERN_LEAD).max(TOLD_BY_PATTERN);
                    drafts.push(Draft { probability, ..rule });
                }
                // The model has seen few flows with their pay ("fuel in exchange for shells").
                _ if !self.is_outside
                    && self.is_paid_for(&rule)
                    && !drafts.iter().any(|draft| have_same_sides(&rule, draft)) =>
                {
                    drafts.push(Draft { probability: TOLD_AS_PAID_FOR, ..rule });
                }
                _ => coded.notes.push(self.note(&self.matches[index], "unsure")),
            }
        }
        mark_reciprocal(&mut drafts);
        for draft in drafts {
            let report = self.write(draft, context);
            coded.reports.push(report);
        }
    }

    /// A phrase as a party; none for no phrase, and for people of whom neither
    /// the sentence nor its document tells the country. `other` is who stands
    /// on the other side: of two countries named, people without one are of
    /// the one that is not the other side's.
    fn side(
        &self,
        index: Option<usize>,
        other: Option<&Party>,
        main: usize,
        context: &Context<'_>,
    ) -> Option<Party> {
        let index = index?;
        let found = &self.syntax.found[index];
        if matches!(found.kind, FoundKind::Adjective | FoundKind::Place) {
            return parties::owner(self.syntax.sentence, found);
        }
        if let Some(body) = self.body_of(index) {
            let party = self.side(Some(body), other, main, context)?;
            let name = parties::name(self.syntax.sentence, found).to_owned();
            return Some(Party {
                name,
                span: Some(parties::span(self.syntax.sentence, found)),
                ..party
            });
        }
        let here = self.country_of_agent(index, main, context).or_else(|| {
            let theirs = other?.country.as_ref();
            let mut named: Vec<&ActorId> = self
                .syntax
                .found
                .iter()
                .filter_map(|found| found.country.as_ref())
                .filter(|country| Some(*country) != theirs)
                .collect();
            named.sort();
            named.dedup();
            match named[..] {
                [only] => Some(only.clone()),
                _ => None,
            }
        });
        parties::party(self.syntax.sentence, found, here.as_deref())
    }

    /// The phrase of the body that people of no told country are members of: "32
    /// members of the security forces".
    fn body_of(&self, index: usize) -> Option<usize> {
        let syntax = self.syntax;
        let found = &syntax.found[index];
        let end = found.tokens.end;
        let is_member =
            matches!(syntax.word(end - 1), "members" | "member" | "fighters" | "supporters");
        let after = end + 1..end + 3;
        (is_member && found.kind == FoundKind::Agent && syntax.word(end) == "of")
            .then(|| syntax.found.iter().position(|body| after.contains(&body.tokens.start)))
            .flatten()
    }

    /// How likely the model holds what a pattern tells; none where it did not see
    /// its sides, and where it holds another type likelier.
    fn probability(&self, rule: &Draft, scored: &[Scored]) -> Option<f32> {
        let phrase = |party: &Option<Party>| -> Option<Option<usize>> {
            let Some(party) = party else { return Some(None) };
            let span = party.span?;
            let is_it = |found: &Found| parties::span(self.syntax.sentence, found) == span;
            let at = self.syntax.found.iter().position(is_it)?;
            Some(Some(at))
        };
        let (source, target) = (phrase(&rule.source)?, phrase(&rule.target)?);
        let one = scored.iter().find(|one| one.source == source && one.target == target)?;
        let (likeliest, p) = one.ranked()[0];
        (likeliest == rule.event_type).then_some(p)
    }

    fn learned_draft(
        &self,
        one: &Scored,
        event_type: EventType,
        probability: f32,
        context: &Context<'_>,
    ) -> Result<Draft, &'static str> {
        let syntax = self.syntax;
        let main = one.trigger;
        if self.is_question() {
            return Err("question");
        }
        let source = self.side(one.source, None, main, context);
        let target = self.side(one.target, source.as_ref(), main, context);
        // A doer of no told country may be told by whom it is done to.
        let source = match (source, one.source) {
            (None, Some(side)) => self.side(Some(side), target.as_ref(), main, context),
            (source, _) => source,
        };
        let source = match (source, &target) {
            (None, Some(target)) if one.source.is_none() && event_type == EventType::Coerce => self
                .authorities(main, std::slice::from_ref(target), context)
                .filter(|by| by.actor != target.actor || target.role.is_some()),
            (source, _) => source,
        };
        if source.is_none() && one.source.is_some() || target.is_none() && one.target.is_some() {
            return Err("no-country");
        }
        if let (Some(source), Some(target)) = (&source, &target)
            && source.actor == target.actor
            && (source.role == target.role || source.role.is_none() || target.role.is_none())
        {
            return Err("same-actor");
        }
        let certainty = match one.certainty() {
            Certainty::Planned if event_type == EventType::Consult && self.is_under_way(main) => {
                Certainty::Reported
            }
            other => other,
        };
        let verb = syntax.verb_at[main];
        let matched = self.matches.iter().position(|other| {
            other.pattern.event_type == event_type
                && (other.main == main || verb.is_some() && other.verb == verb)
        });
        let act = matched.and_then(|matched| {
            let inner = self.inner_of(matched)?;
            let sources: Vec<_> = source.iter().cloned().collect();
            let targets: Vec<_> = target.iter().cloned().collect();
            Some(self.act(
                &self.matches[inner],
                &self.matches[matched],
                &sources,
                &targets,
                context,
            ))
        });
        let act = act.or_else(|| inside(event_type, one.inside?, &source, &target));
        let saying = covering(self.sayings, main)
            .filter(|saying| saying.verb.is_none() || saying.verb != verb);
        let (_, by) = self.vouch(Certainty::Reported, saying, &source, context);
        let is_claim = matches!(certainty, Certainty::Alleged | Certainty::Denied);
        let voucher = one.voucher.filter(|_| is_claim);
        let voucher = voucher.and_then(|side| self.side(Some(side), None, main, context));
        Ok(Draft {
            main,
            end: matched.map_or(main, |matched| self.matches[matched].end),
            event_type,
            mode: match matched {
                Some(matched) => self.matches[matched].pattern.mode,
                None => self.mode_by_word(event_type, main),
            },
            goods: matched
                .filter(|_| carries_goods(event_type))
                .map_or_else(Vec::new, |matched| self.goods(&self.matches[matched])),
            source,
            target,
            act,
            certainty,
            attributed_to: voucher.map(|party| party.actor).or(by),
            reciprocal: false,
            probability: calibrated(probability, 0.0),
            is_past: self.is_past(verb),
            is_chronicle: self.is_chronicle(verb),
        })
    }

    /// The mode that a deed's word points to where no pattern fits; the type's
    /// first, and plainest, where it points to none.
    fn mode_by_word(&self, event_type: EventType, main: usize) -> usize {
        let syntax = self.syntax;
        let near = main.saturating_sub(MODE_WORDS_NEAR)..(main + MODE_WORDS_NEAR).min(syntax.len());
        let near: Vec<&str> = near.map(|token| syntax.word(token)).collect();
        self.coder.lexicon.mode_by_word(event_type, syntax.word(main), &near).unwrap_or(0)
    }
}

/// The deed inside a stance as the model tells it. It does not say whose deed it
/// is: what is promised, threatened or refused is the doer's own and falls on the
/// other side; what is asked or blamed for is the other side's, to nobody told.
fn inside(
    stance: EventType,
    deed: EventType,
    source: &Option<Party>,
    target: &Option<Party>,
) -> Option<Act> {
    let (source, target) = match stance {
        EventType::Agree | EventType::Threaten | EventType::Reject => {
            (actor_of(source), actor_of(target))
        }
        EventType::Request | EventType::Accuse => (actor_of(target), None),
        _ => return None,
    };
    Some(Act { event_type: deed, source, target, goods: Vec::new() })
}

/// Who stands on a side.
pub(super) fn actor_of(party: &Option<Party>) -> Option<ActorId> {
    party.as_ref().map(|party| party.actor.clone())
}

/// Two deeds told by one word, each the other's reverse, are one deed of both.
fn mark_reciprocal(drafts: &mut [Draft]) {
    let sides: Vec<_> = drafts.iter().map(sides_of).collect();
    for (index, draft) in drafts.iter_mut().enumerate() {
        let (event_type, main, source, target) = sides[index];
        draft.reciprocal = source.is_some()
            && target.is_some()
            && sides.contains(&(event_type, main, target, source));
    }
}

fn sides_of(draft: &Draft) -> (EventType, usize, Option<Span>, Option<Span>) {
    let span = |party: &Option<Party>| party.as_ref().and_then(|party| party.span);
    (draft.event_type, draft.main, span(&draft.source), span(&draft.target))
}

/// Least share of the model's belief that a type needs to be told, in a sentence
/// that is outside politics by its words and in any other.
pub(super) fn told_min(is_outside: bool) -> f32 {
    if is_outside { TOLD_MIN_OUTSIDE } else { TOLD_MIN }
}

/// The types of a pair sure enough to be told, with the model's belief.
pub(super) fn told(one: &Scored, is_outside: bool) -> Vec<(EventType, f32)> {
    let least = told_min(is_outside);
    one.ranked().into_iter().filter(|(_, p)| least <= *p).collect()
}

/// How likely a report is right of which the model believes this much; `lead` is
/// what else speaks for it, in log-odds.
fn calibrated(belief: f32, lead: f64) -> f64 {
    let belief = f64::from(belief).clamp(1e-6, 1.0 - 1e-6);
    let (slope, intercept) = CALIBRATION;
    let log_odds = slope * (belief / (1.0 - belief)).ln() + intercept + lead;
    1.0 / (1.0 + (-log_odds).exp())
}

/// Whether two drafts tell the same deed of the same sides.
fn is_twin(one: &Draft, other: &Draft) -> bool {
    one.event_type == other.event_type && have_same_sides(one, other)
}

fn have_same_sides(one: &Draft, other: &Draft) -> bool {
    actor_of(&one.source) == actor_of(&other.source)
        && actor_of(&one.target) == actor_of(&other.target)
}
