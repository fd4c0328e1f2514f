//! Reports by the trained pair model: it says who did what to whom and how
//! surely; the patterns add what they know of the same deed.

use super::assemble::{Context, Draft, Work, carries_goods};
use super::parties;
use super::speech::covering;
use super::syntax::{Shape, Tense};
use crate::actors::FoundKind;
use crate::model::{Look, Scored};
use rapport_record::{Certainty, Coded, EventType, Party, Span};

fn threshold(name: &str, default: f64) -> f64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

impl Work<'_> {
    /// Codes the sentence with the model.
    pub(super) fn learned(&self, look: &Look, context: &mut Context<'_>, coded: &mut Coded) {
        let rule_min = threshold("T_RULE", 0.3);
        let found = self.syntax.found;
        let chosen: Vec<usize> =
            (0..found.len()).filter(|&index| found[index].kind != FoundKind::Place).collect();
        let phrases: Vec<_> = chosen.iter().map(|&index| found[index].tokens.clone()).collect();
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
            for (event_type, p) in told(one) {
                if let Some(draft) = self.learned_draft(one, event_type, p, &chosen, context) {
                    let twin = by_rule.iter().find(|(_, rule)| is_twin(rule, &draft));
                    drafts.push(match twin {
                        Some((_, rule)) => Draft {
                            probability: draft.probability,
                            certainty: draft.certainty,
                            ..rule.clone()
                        },
                        None => draft,
                    });
                }
            }
        }
        for (index, rule) in by_rule {
            if drafts.iter().any(|draft| is_twin(&rule, draft)) {
                continue;
            }
            match self.probability(&rule, &scored, &chosen) {
                Some(p) if rule_min <= p => drafts.push(Draft { probability: p, ..rule }),
                _ => coded.notes.push(self.note(&self.matches[index], "unsure")),
            }
        }
        mark_reciprocal(&mut drafts);
        for draft in drafts {
            let report = self.write(draft, context);
            coded.reports.push(report);
        }
    }

    /// How likely the model holds a rule's draft; none where it did not see its sides.
    fn probability(&self, rule: &Draft, scored: &[Scored], chosen: &[usize]) -> Option<f64> {
        let phrase = |party: &Option<Party>| -> Option<Option<usize>> {
            let Some(party) = party else { return Some(None) };
            let span = party.span?;
            let at = chosen.iter().position(|&index| {
                parties::span(self.syntax.sentence, &self.syntax.found[index]) == span
            })?;
            Some(Some(at))
        };
        let (source, target) = (phrase(&rule.source)?, phrase(&rule.target)?);
        let one = scored.iter().find(|one| one.source == source && one.target == target)?;
        Some(f64::from(one.types[rule.event_type as usize]))
    }

    fn learned_draft(
        &self,
        one: &Scored,
        event_type: EventType,
        probability: f32,
        chosen: &[usize],
        context: &Context<'_>,
    ) -> Option<Draft> {
        let syntax = self.syntax;
        let main = one.trigger;
        let side = |side: Option<usize>| -> Option<Option<Party>> {
            let Some(side) = side else { return Some(None) };
            let index = chosen[side];
            let found = &syntax.found[index];
            let party = if found.kind == FoundKind::Adjective {
                parties::owner(syntax.sentence, found)
            } else {
                let here = self.country_of_agent(index, main, context);
                parties::party(syntax.sentence, found, here.as_deref())
            };
            party.map(Some)
        };
        let (source, target) = (side(one.source)?, side(one.target)?);
        if let (Some(source), Some(target)) = (&source, &target)
            && source.actor == target.actor
            && (source.role == target.role || source.role.is_none() || target.role.is_none())
        {
            return None;
        }
        let certainty = one.certainty();
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
        let saying = covering(self.sayings, main)
            .filter(|saying| saying.verb.is_none() || saying.verb != verb);
        let is_vouched = matches!(certainty, Certainty::Alleged | Certainty::Denied);
        let by = if is_vouched || saying.is_some() {
            self.vouch(Certainty::Reported, saying, &source, context).1
        } else {
            None
        };
        Some(Draft {
            main,
            end: matched.map_or(main, |matched| self.matches[matched].end),
            event_type,
            mode: matched.map_or(0, |matched| self.matches[matched].pattern.mode),
            goods: matched
                .filter(|_| carries_goods(event_type))
                .map_or_else(Vec::new, |matched| self.goods(&self.matches[matched])),
            source,
            target,
            act,
            certainty,
            attributed_to: by,
            reciprocal: false,
            probability: f64::from(probability),
            is_past: verb.is_some_and(|verb| syntax.verbs[verb].tense == Tense::Past),
            is_chronicle: verb.is_some_and(|verb| {
                let group = &syntax.verbs[verb];
                group.tense == Tense::Present
                    && group.shape == Shape::Finite
                    && !self.in_relative_clause(group.first)
            }),
        })
    }
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

/// The types of a pair sure enough to be told, with their probabilities.
pub(super) fn told(one: &Scored) -> Vec<(EventType, f32)> {
    let is_between = one.source.is_some() && one.target.is_some();
    let min = if is_between { threshold("T_EVENT", 0.4) } else { threshold("T_LONE", 0.5) };
    one.ranked().into_iter().take(2).filter(|(_, p)| min <= f64::from(*p)).collect()
}

/// Whether two drafts tell the same deed of the same sides.
fn is_twin(one: &Draft, other: &Draft) -> bool {
    let actor = |party: &Option<Party>| party.as_ref().map(|party| party.actor.clone());
    one.event_type == other.event_type
        && actor(&one.source) == actor(&other.source)
        && actor(&one.target) == actor(&other.target)
}
