//! From matched patterns to reports.
//!
//! [`matches`] finds every pattern with its sides; [`sentence`] turns them into
//! reports: stances take up the deeds inside them, sayings decide who vouches,
//! tense and hedges decide the certainty, and what cannot be told is a note.

use super::RuleCoder;
use super::lexicon::{Attribution, Lexicon, Pattern, Target};
use super::sides::Side;
use super::speech::{Saying, covering, sayings};
use super::syntax::{Shape, Syntax, Tense, Voice};
use super::words::*;
use super::{details, parties};
use crate::actors::{Found, FoundKind};
use crate::dates::{self, DateKind};
use crate::text::Sentence;
use rapport_record::{
    Act, ActorId, Certainty, Coded, DateSource, Dated, Document, EventType, Note, Other, OtherRole,
    Party, Report, Role, Span,
};

/// What a sentence needs to know of its document.
pub struct Context<'d> {
    /// The document.
    pub document: &'d Document,
    /// The country it is mostly about.
    pub focus: Option<ActorId>,
    /// The subject of the last main clause, for "it" and "he".
    pub last_subject: Option<Party>,
    /// Reports written so far.
    pub n_reports: usize,
}

/// A pattern found in a sentence, with its sides.
pub struct Match<'p> {
    /// The pattern.
    pub pattern: &'p Pattern,
    /// The verb group; none for a noun.
    pub verb: Option<usize>,
    /// The token of the verb or noun.
    pub main: usize,
    /// The last token of the pattern's words.
    pub end: usize,
    /// Who does it.
    pub source: Side,
    /// To whom.
    pub target: Side,
    /// Whether it stands inside another match, as its deed.
    pub is_inner: bool,
}

/// Least probability at which a report is written. Chosen by hand, as are the
/// shares that lower a probability; none of them is calibrated yet.
const PROBABILITY_MIN: f64 = 0.35;

/// The best pattern of every verb and of every noun that tells a deed.
pub fn matches<'p>(syntax: &Syntax<'_>, lexicon: &'p Lexicon) -> Vec<Match<'p>> {
    let mut found: Vec<Match<'p>> = Vec::new();
    for verb in 0..syntax.verbs.len() {
        if let Some(one) = best_of_verb(syntax, lexicon, verb) {
            found.push(one);
        }
    }
    for index in 0..found.len() {
        let parent = found[index].verb.and_then(|verb| syntax.verbs[verb].parent);
        let is_embedded = found[index].verb.is_some_and(|verb| {
            matches!(syntax.verbs[verb].shape, Shape::Infinitive | Shape::Gerund)
        });
        found[index].is_inner = is_embedded
            && found
                .iter()
                .any(|other| other.verb == parent && is_stance(other.pattern.event_type));
    }
    let taken: Vec<(usize, usize)> = found.iter().map(|one| (one.main, one.end)).collect();
    for token in 0..syntax.len() {
        let is_free = syntax.verb_at[token].is_none()
            && syntax.actor_at[token].is_none()
            && !taken.iter().any(|&(from, to)| from <= token && token <= to);
        if is_free && let Some(one) = best_of_noun(syntax, lexicon, token) {
            found.push(one);
        }
    }
    found
}

fn best_of_verb<'p>(syntax: &Syntax<'_>, lexicon: &'p Lexicon, verb: usize) -> Option<Match<'p>> {
    let group = &syntax.verbs[verb];
    let mut best: Option<(i32, Match<'p>)> = None;
    for &lemma in &group.lemmas {
        for pattern in lexicon.patterns_of_verb(lemma) {
            let Some(end) = syntax.elements_end(pattern, group.first, group.main, group.voice)
            else {
                continue;
            };
            let target = syntax.target(pattern, verb, end);
            let has_target = !matches!(target, Side::Nobody);
            if !has_target
                && pattern.target == Target::Object
                && pattern.elements.is_empty()
                && !is_stance(pattern.event_type)
                && !has_partners(syntax, verb)
            {
                continue;
            }
            let needs = !matches!(pattern.target, Target::None);
            let fit = match (needs, has_target) {
                (true, true) => 12,
                (false, _) => 1,
                (true, false) => -20,
            };
            let score = 4 * i32::try_from(pattern.weight()).unwrap_or(i32::MAX / 8) + fit;
            if best.as_ref().is_none_or(|(other, _)| *other < score) {
                let one = Match {
                    pattern,
                    verb: Some(verb),
                    main: group.main,
                    end,
                    source: Side::Nobody,
                    target,
                    is_inner: false,
                };
                best = Some((score, one));
            }
        }
    }
    let (_, mut one) = best?;
    one.source = match group.voice {
        Voice::Active => syntax.subject(verb),
        Voice::Passive => syntax.agent(verb).unwrap_or(Side::Nobody),
    };
    Some(one)
}

fn has_partners(syntax: &Syntax<'_>, verb: usize) -> bool {
    matches!(syntax.subject(verb), Side::Actors(actors) if 1 < actors.len())
}

/// A noun pattern with an owner on its left or two partners on its right.
fn best_of_noun<'p>(syntax: &Syntax<'_>, lexicon: &'p Lexicon, token: usize) -> Option<Match<'p>> {
    let mut best: Option<(usize, Match<'p>)> = None;
    for pattern in lexicon.patterns_of_noun(syntax.word(token)) {
        let Some(end) = syntax.elements_end(pattern, token, token, Voice::Active) else { continue };
        let target = syntax.target_after(pattern, end);
        if target == Side::Nobody && pattern.target != Target::None {
            continue;
        }
        let source = match syntax.owner_of(token) {
            Some(owner) => Side::Owned(owner),
            None => Side::Nobody,
        };
        let score = 4 * pattern.weight();
        if best.as_ref().is_none_or(|(other, _)| *other < score) {
            let one =
                Match { pattern, verb: None, main: token, end, source, target, is_inner: false };
            best = Some((score, one));
        }
    }
    best.map(|(_, one)| one)
}

/// Types that may wrap a deed.
fn is_stance(event_type: EventType) -> bool {
    use EventType::*;
    matches!(event_type, Agree | Request | Accuse | Reject | Threaten)
}

/// What the verbs above a deed make of it.
enum Governed {
    /// Told for itself.
    Freely,
    /// Only planned.
    Planned,
    /// The deed inside this stance (index into the matches).
    Inside(usize),
    /// Not told as done: a reason for the note.
    Dropped(&'static str),
}

/// Codes one sentence.
pub fn sentence(
    coder: &RuleCoder,
    sentence: &Sentence,
    found: &[Found],
    context: &mut Context<'_>,
    coded: &mut Coded,
) {
    if found.iter().all(|one| one.country.is_none() && one.actor.is_empty()) {
        return;
    }
    let syntax = Syntax::of(sentence, found, &coder.lexicon);
    let matches = matches(&syntax, &coder.lexicon);
    if matches.is_empty() {
        return;
    }
    let sayings = sayings(&syntax, &coder.lexicon);
    let expressions = dates::find(sentence, context.document.published_on);
    let work = Work {
        coder,
        syntax: &syntax,
        matches: &matches,
        sayings: &sayings,
        expressions: &expressions,
    };
    let first = coded.reports.len();
    for index in 0..matches.len() {
        work.one(index, context, coded);
    }
    drop_doubles(&mut coded.reports, first);
    if let Some(verb) = syntax.verbs.iter().position(|group| group.shape == Shape::Finite)
        && let Side::Actors(actors) = syntax.subject(verb)
    {
        context.last_subject =
            parties::party(sentence, &found[actors[0]], context.focus.as_deref());
    }
}

/// One deed told twice in a sentence is one report: the surer one stays.
fn drop_doubles(reports: &mut Vec<Report>, first: usize) {
    let mut index = first;
    while index < reports.len() {
        let key = |report: &Report| {
            let side = |party: &Option<Party>| party.as_ref().map(|p| (p.actor.clone(), p.role));
            (report.event_type, side(&report.source), side(&report.target))
        };
        let twin = (first..index).find(|&other| key(&reports[other]) == key(&reports[index]));
        match twin {
            Some(other) => {
                if reports[other].probability < reports[index].probability {
                    reports.swap(other, index);
                }
                reports.remove(index);
            }
            None => index += 1,
        }
    }
}

struct Work<'w> {
    coder: &'w RuleCoder,
    syntax: &'w Syntax<'w>,
    matches: &'w [Match<'w>],
    sayings: &'w [Saying],
    expressions: &'w [dates::DateExpression],
}

impl Work<'_> {
    fn one(&self, index: usize, context: &mut Context<'_>, coded: &mut Coded) {
        let one = &self.matches[index];
        match self.draft(index, context) {
            Ok(drafts) => {
                for draft in drafts {
                    if PROBABILITY_MIN <= draft.probability {
                        let report = self.write(draft, context);
                        coded.reports.push(report);
                    } else {
                        coded.notes.push(self.note(one, "unsure"));
                    }
                }
            }
            Err(reason) => coded.notes.push(self.note(one, reason)),
        }
    }

    fn note(&self, one: &Match<'_>, reason: &str) -> Note {
        let sentence = self.syntax.sentence;
        let message = format!(
            "sentence {}, not coded: \"{}\" ({}): {}",
            sentence.index,
            sentence.word(one.main),
            one.pattern.event_type,
            explain(reason),
        );
        Note { sentence: Some(sentence.index), reason: reason.to_owned(), message }
    }

    fn draft(&self, index: usize, context: &Context<'_>) -> Result<Vec<Draft>, &'static str> {
        let one = &self.matches[index];
        let syntax = self.syntax;
        if syntax.word(syntax.len().saturating_sub(1)) == "?" {
            return Err("question");
        }
        let governed = self.governed(one);
        let mut is_planned = false;
        match governed {
            Governed::Freely => {}
            Governed::Planned => is_planned = true,
            Governed::Dropped(reason) => return Err(reason),
            Governed::Inside(stance) => return self.inner(index, stance, context),
        }
        let mut probability = 0.9_f64;
        let mode = &self.coder.ontology.entry(one.pattern.event_type).modes[one.pattern.mode];
        if one.verb.is_none() {
            probability *= self.noun_probability(one)?;
        }
        let saying = covering(self.sayings, one.main)
            .filter(|saying| saying.verb.is_none() || saying.verb != one.verb);
        let (certainty, certainty_share) = self.certainty(one, saying, is_planned)?;
        probability *= certainty_share;

        let mut sources = self.parties(&one.source, one, true, context, &mut probability);
        if one.source == Side::Pronoun {
            sources = self.pronoun(saying, context).into_iter().collect();
            probability *= 0.8;
        }
        let inner = self.inner_of(index);
        let mut targets = self.parties(&one.target, one, false, context, &mut probability);
        let mut reciprocal = false;
        if targets.is_empty() && mode.symmetric && 1 < sources.len() {
            reciprocal = true;
            targets = sources.clone();
        } else if sources.is_empty() && mode.symmetric && 1 < targets.len() {
            reciprocal = true;
            sources = targets.clone();
        }
        let act =
            inner.map(|inner| self.act(&self.matches[inner], one, &sources, &targets, context));
        if targets.is_empty()
            && is_stance(one.pattern.event_type)
            && let Some(inner) = inner
        {
            let mut share = 1.0;
            targets = self.parties(
                &self.matches[inner].target,
                &self.matches[inner],
                false,
                context,
                &mut share,
            );
            targets.retain(|target| !sources.iter().any(|source| source.actor == target.actor));
            probability *= share;
        }
        if sources.is_empty() {
            sources = self.unnamed_doer(one, &targets, context)?;
            probability *= 0.8;
            if sources.is_empty()
                && (targets.is_empty()
                    || one.verb.is_none_or(|verb| syntax.verbs[verb].voice == Voice::Active))
            {
                return Err("no-source");
            }
        }
        let needs_target =
            !matches!(one.pattern.target, Target::None) || is_stance(one.pattern.event_type);
        if targets.is_empty() && mode.id == "veto" {
            targets.extend(self.council());
        }
        if targets.is_empty() && needs_target {
            return Err("no-target");
        }
        let mut drafts = Vec::new();
        let pairs = pair_up(&sources, &targets, reciprocal);
        if pairs.is_empty() {
            return Err("same-actor");
        }
        if 2 < pairs.len() {
            probability *= 0.9;
        }
        for (source, target) in pairs {
            let mut event_type = one.pattern.event_type;
            let mut mode_index = one.pattern.mode;
            let mut draft_act = act.clone();
            let (mut certainty, mut attributed_to) =
                self.vouch(certainty, saying, &source, context);
            // "X says it will send aid": the promise is the deed told.
            let own_promise = certainty == Certainty::Planned
                && !is_planned
                && attributed_to.is_some()
                && attributed_to.as_deref() == source.as_ref().map(|party| party.actor.as_str())
                && matches!(
                    event_type,
                    EventType::Aid | EventType::Concede | EventType::Retreat | EventType::Cooperate
                )
                && self.expression(one).is_none();
            if own_promise {
                draft_act = Some(Act {
                    event_type,
                    source: source.as_ref().map(|party| party.actor.clone()),
                    target: target.as_ref().map(|party| party.actor.clone()),
                    goods: self.goods(one),
                });
                event_type = EventType::Agree;
                mode_index = 0;
                certainty = Certainty::Reported;
                attributed_to = None;
            }
            drafts.push(Draft {
                main: one.main,
                end: one.end,
                event_type,
                mode: mode_index,
                source,
                target,
                act: draft_act,
                certainty,
                attributed_to,
                reciprocal,
                probability,
                goods: if carries_goods(event_type) { self.goods(one) } else { Vec::new() },
                is_past: one.verb.is_some_and(|verb| syntax.verbs[verb].tense == Tense::Past),
            });
        }
        Ok(drafts)
    }

    /// The deed a party is accused of, as that party's alleged deed.
    fn inner(
        &self,
        index: usize,
        stance: usize,
        context: &Context<'_>,
    ) -> Result<Vec<Draft>, &'static str> {
        let one = &self.matches[index];
        let stance = &self.matches[stance];
        if stance.pattern.event_type != EventType::Accuse {
            return Err("inside-stance");
        }
        let mut probability = 0.7;
        let accusers = self.parties(&stance.source, stance, true, context, &mut probability);
        let sources = self.parties(&stance.target, stance, false, context, &mut probability);
        let targets = self.parties(&one.target, one, false, context, &mut probability);
        let Some(accuser) = accusers.first() else { return Err("no-source") };
        if targets.is_empty() && !matches!(one.pattern.target, Target::None) || sources.is_empty() {
            return Err("no-target");
        }
        let pairs = pair_up(&sources, &targets, false);
        Ok(pairs
            .into_iter()
            .map(|(source, target)| Draft {
                main: one.main,
                end: one.end,
                event_type: one.pattern.event_type,
                mode: one.pattern.mode,
                source,
                target,
                act: None,
                certainty: Certainty::Alleged,
                attributed_to: Some(accuser.actor.clone()),
                reciprocal: false,
                probability,
                goods: self.goods(one),
                is_past: false,
            })
            .collect())
    }

    /// The match that stands inside this stance, if any.
    fn inner_of(&self, index: usize) -> Option<usize> {
        let one = &self.matches[index];
        if !is_stance(one.pattern.event_type) {
            return None;
        }
        let verb = one.verb?;
        self.matches.iter().position(|other| {
            other.is_inner
                && other.verb.is_some_and(|inner| self.syntax.verbs[inner].parent == Some(verb))
        })
    }

    fn act(
        &self,
        inner: &Match<'_>,
        stance: &Match<'_>,
        sources: &[Party],
        targets: &[Party],
        context: &Context<'_>,
    ) -> Act {
        let doer = match stance.pattern.event_type {
            EventType::Request | EventType::Accuse => targets.first(),
            _ => sources.first(),
        };
        let mut share = 1.0;
        let object = self.parties(&inner.target, inner, false, context, &mut share);
        Act {
            event_type: inner.pattern.event_type,
            source: doer.map(|party| party.actor.clone()),
            target: object.first().map(|party| party.actor.clone()),
            goods: if carries_goods(inner.pattern.event_type) {
                self.goods(inner)
            } else {
                Vec::new()
            },
        }
    }

    fn governed(&self, one: &Match<'_>) -> Governed {
        let Some(verb) = one.verb else { return Governed::Freely };
        let mut at = verb;
        let mut is_planned = false;
        for _ in 0..4 {
            let group = &self.syntax.verbs[at];
            if !matches!(group.shape, Shape::Infinitive | Shape::Gerund) {
                break;
            }
            let Some(parent) = group.parent else {
                // "the decision to send", "a plan for sending": told as a plan at best.
                return Governed::Dropped(if group.shape == Shape::Gerund {
                    "background"
                } else {
                    "plan-noun"
                });
            };
            if let Some(stance) = self
                .matches
                .iter()
                .position(|other| other.verb == Some(parent) && is_stance(other.pattern.event_type))
            {
                return Governed::Inside(stance);
            }
            let lemmas = &self.syntax.verbs[parent].lemmas;
            let lemma_is = |test: fn(&str) -> bool| {
                lemmas.iter().any(|&id| test(self.coder.lexicon.lemma(id)))
            };
            let is_denial = lemmas.iter().any(|&id| {
                self.coder.lexicon.attribution.get(self.coder.lexicon.lemma(id))
                    == Some(&Attribution::Deny)
            });
            if is_denial {
                return Governed::Freely;
            }
            if self.syntax.verbs[parent].is_negated {
                return Governed::Dropped("negated");
            }
            if lemma_is(is_attempt) {
                return Governed::Dropped("attempt");
            }
            if lemma_is(is_planning) && group.shape == Shape::Infinitive {
                is_planned = true;
            } else if !lemma_is(is_aspect) {
                return Governed::Dropped("purpose");
            }
            at = parent;
        }
        if is_planned { Governed::Planned } else { Governed::Freely }
    }

    fn noun_probability(&self, one: &Match<'_>) -> Result<f64, &'static str> {
        let syntax = self.syntax;
        let next = syntax.verb_between(one.end + 1, one.end + 16);
        let start = syntax.phrase_start(one.main);
        let in_subject = start == 0
            || syntax.is_pause(start - 1)
            || matches!(syntax.word(start - 1), "and" | "as" | "'s")
            || syntax.actor_at[start - 1].is_some();
        match next {
            None if syntax.verbs.iter().all(|group| group.shape != Shape::Finite) => Ok(0.75),
            Some(verb) if in_subject => {
                let happens = syntax.verbs[verb]
                    .lemmas
                    .iter()
                    .any(|&id| is_happening(self.coder.lexicon.lemma(id)));
                if happens { Ok(0.85) } else { Err("noun") }
            }
            _ => Err("noun"),
        }
    }

    fn certainty(
        &self,
        one: &Match<'_>,
        saying: Option<&Saying>,
        is_planned: bool,
    ) -> Result<(Certainty, f64), &'static str> {
        let syntax = self.syntax;
        let Some(verb) = one.verb else { return Ok((Certainty::Reported, 1.0)) };
        let group = &syntax.verbs[verb];
        if group.is_negated {
            return Err("negated");
        }
        let from = group.first.saturating_sub(3);
        let hedged = (from..(group.main + 3).min(syntax.len())).any(|token| {
            matches!(
                syntax.word(token),
                "allegedly" | "reportedly" | "purportedly" | "apparently" | "suspected" | "alleged"
            )
        });
        if self.hangs_on_if(group.first) {
            return Ok((Certainty::Conditional, 0.8));
        }
        match group.modal.as_deref() {
            Some("should" | "must" | "can" | "cannot" | "shouldn't" | "can't") => {
                return Err("opinion");
            }
            Some("may" | "might" | "could" | "couldn't") => {
                return Ok((Certainty::Conditional, 0.7));
            }
            Some("would" | "wouldn't") if saying.is_none() => {
                return Ok((Certainty::Conditional, 0.7));
            }
            Some("would") => return Ok((Certainty::Planned, 0.8)),
            _ => {}
        }
        if is_planned || group.tense == Tense::Future {
            return Ok((Certainty::Planned, 0.85));
        }
        if hedged {
            return Ok((Certainty::Alleged, 0.9));
        }
        Ok((Certainty::Reported, 1.0))
    }

    fn hangs_on_if(&self, first: usize) -> bool {
        let from = first.saturating_sub(12);
        (from..first)
            .rev()
            .take_while(|&token| !matches!(self.syntax.word(token), "," | ";"))
            .any(|token| matches!(self.syntax.word(token), "if" | "unless" | "whether"))
    }

    /// Certainty and who vouches, given a saying over the deed.
    fn vouch(
        &self,
        certainty: Certainty,
        saying: Option<&Saying>,
        source: &Option<Party>,
        context: &Context<'_>,
    ) -> (Certainty, Option<String>) {
        let Some(saying) = saying else { return (certainty, None) };
        let found = saying.speaker.map(|index| &self.syntax.found[index]);
        let speaker = found.and_then(|found| {
            parties::party(self.syntax.sentence, found, context.focus.as_deref())
        });
        let speaks_of_itself = match (&speaker, source) {
            (Some(speaker), Some(source)) => speaker.actor == source.actor,
            _ => false,
        };
        let is_unnamed = found.is_some_and(|found| found.kind == FoundKind::Agent);
        let by = speaker.map(|party| party.actor);
        let certainty = match saying.kind {
            Attribution::Deny if certainty == Certainty::Reported => Certainty::Denied,
            Attribution::Confirm => certainty,
            Attribution::Claim if certainty == Certainty::Reported && !speaks_of_itself => {
                Certainty::Alleged
            }
            Attribution::Say
                if certainty == Certainty::Reported
                    && by.is_some()
                    && !speaks_of_itself
                    && !is_unnamed =>
            {
                Certainty::Alleged
            }
            _ => certainty,
        };
        (certainty, by)
    }

    fn pronoun(&self, saying: Option<&Saying>, context: &Context<'_>) -> Option<Party> {
        let unspanned = |party: Party| Party { span: None, ..party };
        let speaker = saying.and_then(|saying| saying.speaker).and_then(|index| {
            parties::party(
                self.syntax.sentence,
                &self.syntax.found[index],
                context.focus.as_deref(),
            )
        });
        speaker.or_else(|| context.last_subject.clone().map(unspanned))
    }

    /// The actors of one side as parties, lowering the probability where the
    /// reading is indirect.
    fn parties(
        &self,
        side: &Side,
        one: &Match<'_>,
        is_source: bool,
        context: &Context<'_>,
        probability: &mut f64,
    ) -> Vec<Party> {
        let sentence = self.syntax.sentence;
        match side {
            Side::Actors(actors) => {
                let here = self.country_here(one, context);
                let found: Vec<&Found> =
                    actors.iter().map(|&index| &self.syntax.found[index]).collect();
                if found.iter().any(|found| found.kind == FoundKind::Agent) {
                    *probability *= 0.85;
                }
                found
                    .iter()
                    .filter_map(|found| parties::party(sentence, found, here.as_deref()))
                    .collect()
            }
            Side::Owned(index) => {
                let allowed =
                    !is_source || one.verb.is_none() || self.is_instrument_of(*index, one);
                *probability *= if is_source { 0.85 } else { 0.8 };
                if !allowed {
                    return Vec::new();
                }
                parties::owner(sentence, &self.syntax.found[*index]).into_iter().collect()
            }
            Side::Located(index) => {
                if is_source {
                    return Vec::new();
                }
                *probability *= 0.8;
                parties::owner(sentence, &self.syntax.found[*index]).into_iter().collect()
            }
            Side::Pronoun | Side::Nobody => Vec::new(),
        }
    }

    /// Whether the thing owned is one its owner acts through: "Israeli warplanes".
    fn is_instrument_of(&self, owner: usize, one: &Match<'_>) -> bool {
        use EventType::*;
        let forceful =
            matches!(one.pattern.event_type, Assault | Coerce | Mobilize | Cooperate | Retreat);
        let from = self.syntax.found[owner].tokens.end;
        forceful
            && (from..(from + 6).min(self.syntax.len()))
                .take_while(|&token| {
                    !is_preposition(self.syntax.word(token)) && self.syntax.verb_at[token].is_none()
                })
                .any(|token| is_instrument(self.syntax.word(token)))
    }

    /// Where the deed happens, for a doer whose country is not told: the place
    /// the clause names, the one country the sentence names, the document's.
    fn country_here(&self, one: &Match<'_>, context: &Context<'_>) -> Option<ActorId> {
        let placed = details::place(self.syntax, one.main).and_then(|place| place.country);
        placed.or_else(|| {
            let mut countries: Vec<&ActorId> =
                self.syntax.found.iter().filter_map(|found| found.country.as_ref()).collect();
            countries.sort();
            countries.dedup();
            match countries[..] {
                [only] => Some(only.clone()),
                [] => context.focus.clone(),
                _ => None,
            }
        })
    }

    /// Who did it where a passive names nobody: arrests and convictions are by
    /// the authorities of the place; otherwise nobody is known.
    fn unnamed_doer(
        &self,
        one: &Match<'_>,
        targets: &[Party],
        context: &Context<'_>,
    ) -> Result<Vec<Party>, &'static str> {
        let Some(verb) = one.verb else { return Err("no-source") };
        if self.syntax.verbs[verb].voice == Voice::Active || one.source != Side::Nobody {
            return Err("no-source");
        }
        let is_indirect = matches!(one.target, Side::Located(_) | Side::Owned(_));
        let mere_victims =
            is_indirect || targets.iter().all(|party| party.role == Some(Role::Civilian));
        if one.pattern.event_type != EventType::Coerce {
            return if mere_victims { Err("mere-victim") } else { Ok(Vec::new()) };
        }
        let Some(country) = self.country_here(one, context) else { return Ok(Vec::new()) };
        Ok(vec![Party {
            actor: country.clone(),
            country: Some(country),
            role: Some(Role::Government),
            name: "the authorities".to_owned(),
            span: None,
        }])
    }

    /// The body a veto is cast in where no sponsor is named: the Security
    /// Council, if the sentence names it or the United Nations.
    fn council(&self) -> Option<Party> {
        let found = self
            .syntax
            .found
            .iter()
            .find(|one| matches!(one.actor.as_str(), "un-security-council" | "un"))?;
        let named = parties::party(self.syntax.sentence, found, None)?;
        Some(Party { actor: "un-security-council".to_owned(), ..named })
    }

    fn goods(&self, one: &Match<'_>) -> Vec<rapport_record::Goods> {
        let from = one.main + 1;
        let to = (from..self.syntax.len())
            .find(|&token| self.syntax.is_clause_end(token))
            .unwrap_or(self.syntax.len());
        details::goods(self.syntax, &self.coder.lexicon, from..to)
    }

    /// The date expression that belongs to a match: the nearest with no other
    /// finite verb between.
    fn expression(&self, one: &Match<'_>) -> Option<&dates::DateExpression> {
        self.expression_at(one.main)
    }

    fn expression_at(&self, main: usize) -> Option<&dates::DateExpression> {
        let own = self.syntax.verb_at[main];
        self.expressions
            .iter()
            .filter(|expression| matches!(expression.kind, DateKind::Day | DateKind::Period))
            .filter(|expression| !self.dates_a_noun(expression))
            .filter(|expression| {
                let (low, high) = if expression.tokens.start < main {
                    (expression.tokens.end, main)
                } else {
                    (main, expression.tokens.start)
                };
                !self.syntax.verbs.iter().enumerate().any(|(index, group)| {
                    group.shape == Shape::Finite
                        && low < group.main
                        && group.main < high
                        && Some(index) != own
                })
            })
            .min_by_key(|expression| expression.tokens.start.abs_diff(main))
    }

    /// Whether a date belongs to a noun, not to the deed: "the 2015 nuclear
    /// deal", "yesterday's attacks".
    fn dates_a_noun(&self, expression: &dates::DateExpression) -> bool {
        let next = self.syntax.word(expression.tokens.end);
        let before =
            expression.tokens.start.checked_sub(1).map_or("", |token| self.syntax.word(token));
        let is_year = expression.tokens.len() == 1
            && self.syntax.word(expression.tokens.start).len() == 4
            && number(self.syntax.word(expression.tokens.start)).is_some();
        next == "'s"
            || is_year
                && (before == "the" || !is_preposition(before) && self.followed_by_noun(expression))
    }

    fn followed_by_noun(&self, expression: &dates::DateExpression) -> bool {
        let at = expression.tokens.end;
        self.syntax.sentence.tokens.get(at).is_some_and(|token| token.is_word)
            && self.syntax.verb_at[at].is_none()
            && !is_preposition(self.syntax.word(at))
            && !matches!(self.syntax.word(at), "and" | "or" | "to" | "but")
    }

    fn happened_on(&self, draft: &Draft, published_on: rapport_record::Date) -> (Dated, Certainty) {
        let mut certainty = draft.certainty;
        if let Some(expression) = self.expression_at(draft.main) {
            let ahead = published_on < expression.from;
            if ahead && draft.is_past {
                return (Dated::day(published_on, DateSource::Published), certainty);
            }
            if ahead && certainty == Certainty::Reported && !is_stance(draft.event_type) {
                certainty = Certainty::Planned;
            }
            let is_stale_plan = certainty == Certainty::Planned && expression.to < published_on;
            if !(is_stale_plan || ahead && is_stance(draft.event_type)) {
                let dated = Dated {
                    from: expression.from,
                    to: expression.to,
                    known_from: DateSource::Stated,
                };
                return (dated, certainty);
            }
        }
        if certainty == Certainty::Planned {
            let from = published_on.tomorrow().unwrap_or(published_on);
            return (Dated { from, to: Dated::OPEN, known_from: DateSource::Tense }, certainty);
        }
        (Dated::day(published_on, DateSource::Published), certainty)
    }

    fn write(&self, draft: Draft, context: &mut Context<'_>) -> Report {
        let sentence = self.syntax.sentence;
        let document = context.document;
        let (happened_on, certainty) = self.happened_on(&draft, document.published_on);
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
        let place = details::place(self.syntax, draft.main);
        let others = self.others(&draft, &involved);
        let is_violent = matches!(draft.event_type, EventType::Assault);
        let report = Report {
            id: format!("{}:{}:{}", document.id, sentence.index, context.n_reports),
            document: document.id.clone(),
            sentence: sentence.index,
            text: sentence.text.clone(),
            sentence_start: sentence.start,
            about: self.about(&draft, &involved),
            source: draft.source,
            target: draft.target,
            event_type: draft.event_type,
            mode: Some(mode.id.clone()),
            act: draft.act,
            others,
            contexts: details::contexts(self.syntax, &self.coder.lexicon),
            goods: draft.goods,
            exchange: None,
            purpose: None,
            casualties: if is_violent { details::casualties(self.syntax) } else { None },
            place,
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

    /// States that the deed concerns: named after "on", "over", "about" and the
    /// like behind the trigger, and on neither side.
    fn about(&self, draft: &Draft, involved: &[ActorId]) -> Vec<ActorId> {
        use EventType::*;
        if matches!(draft.event_type, Assault | Protest | Mobilize | Retreat) {
            return Vec::new();
        }
        let mut about = Vec::new();
        for token in draft.main + 1..self.syntax.len() {
            if !matches!(
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
            ) {
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

    /// The host of a meeting held in a third state's town.
    fn others(&self, draft: &Draft, involved: &[ActorId]) -> Vec<Other> {
        if draft.event_type != EventType::Consult {
            return Vec::new();
        }
        let host = details::place(self.syntax, draft.main).and_then(|place| place.country);
        host.filter(|country| !involved.contains(country))
            .map(|actor| Other { actor, role: OtherRole::Host })
            .into_iter()
            .collect()
    }
}

/// A report before it is written out.
struct Draft {
    main: usize,
    end: usize,
    event_type: EventType,
    mode: usize,
    source: Option<Party>,
    target: Option<Party>,
    act: Option<Act>,
    certainty: Certainty,
    attributed_to: Option<String>,
    reciprocal: bool,
    probability: f64,
    goods: Vec<rapport_record::Goods>,
    is_past: bool,
}

fn carries_goods(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::Aid
            | EventType::Cooperate
            | EventType::Agree
            | EventType::Concede
            | EventType::Request
    )
}

/// Every source with every target, nobody with himself.
fn pair_up(
    sources: &[Party],
    targets: &[Party],
    reciprocal: bool,
) -> Vec<(Option<Party>, Option<Party>)> {
    if targets.is_empty() {
        return sources.iter().map(|source| (Some(source.clone()), None)).collect();
    }
    if sources.is_empty() {
        return targets.iter().map(|target| (None, Some(target.clone()))).collect();
    }
    let mut pairs = Vec::new();
    for source in sources {
        for target in targets {
            let is_same = source.actor == target.actor
                && (reciprocal
                    || source.role == target.role
                    || source.role.is_none()
                    || target.role.is_none());
            if !is_same {
                pairs.push((Some(source.clone()), Some(target.clone())));
            }
        }
    }
    pairs
}

fn explain(reason: &str) -> &'static str {
    match reason {
        "question" => "the sentence asks",
        "negated" => "the sentence says that it did not happen",
        "opinion" => "told as what should, must or can be",
        "attempt" => "told as an attempt, or as stopped",
        "purpose" => "told as a purpose of another deed",
        "plan-noun" => "told as a plan or decision without a verb of its own",
        "background" => "told in passing, without its own doer and day",
        "inside-stance" => "it is the deed inside a stance and stands in its `act`",
        "no-source" => "no known doer stands where its subject should",
        "mere-victim" => "nobody is told to have done it to a political actor",
        "no-target" => "no known actor stands where its target should",
        "same-actor" => "both sides are the same actor",
        "noun" => "told by a noun that is not said to happen",
        _ => "the reading is too unsure",
    }
}
