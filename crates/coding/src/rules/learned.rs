//! Reports by the trained pair model: it says who did what to whom and how
//! surely; the patterns add what they know of the same deed.

use super::assemble::{Context, Draft, Work};
use super::judging::Reading;
use super::parties;
use super::vouching::governs;
use super::words::is_preposition;
use crate::actors::{Found, FoundKind};
use crate::model::{Look, Scored};
use rapport_record::{
    Act, ActorId, Certainty, Coded, EventType, Party, Role, Span, UN_SECURITY_COUNCIL,
};

/// How likely a report must be right to be told. Chosen on items labelled after
/// training for few reports where nothing happened: docs/design/coder.md.
pub(super) const TOLD_MIN: f64 = 0.46;
/// Least share of the model's belief from which a type is weighed at all: from 0.15
/// on nothing was gained (docs/design/coder.md).
const READ_MIN: f32 = 0.25;
/// The same where a pattern of the codebook tells the same; chosen on dev.
const READ_BY_PATTERN_MIN: f32 = 0.1;
/// The same in a sentence that a word or its section marks as something else than politics.
const READ_MIN_OUTSIDE: f32 = 0.9;
/// How likely some word must tell a deed for the pairs of a sentence to be scored,
/// which takes as long as reading it: of 1,500 labelled sentences 22 % fall below, and no
/// reading (docs/design/coder.md).
const DEED_MIN: f32 = 0.1;
/// Share of the model's belief from which its answer stands without anything else:
/// what it told before there was a judge, for measures and notes.
const SURE_MIN: f32 = 0.6;
/// How likely what a pattern tells with its pay is right, where the model holds it
/// unlikely. Ours: too few to measure.
const TOLD_AS_PAID_FOR: f64 = 0.5;
/// The same of a visit told beside another deed ("pledges aid on a visit to"). Ours.
const TOLD_AS_VISIT_BESIDE: f64 = 0.6;
/// The same at least of a veto in the Security Council told by whom and on what ("the veto by
/// Russia on a resolution"): only members cast one. Ours.
const TOLD_AS_VETO: f64 = 0.6;
/// Who may cast a veto in the Security Council; China's seat was Taiwan's until 1971.
const PERMANENT_MEMBERS: &[&str] = &["CHN", "FRA", "GBR", "RUS", "SUN", "TWN", "USA"];
/// Tokens to either side of a deed's word in which the rest of a pattern tells its mode. Ours.
const MODE_WORDS_NEAR: usize = 9;

impl Work<'_> {
    /// Codes the sentence with the model.
    pub(super) fn learned(&self, look: &Look, context: &mut Context<'_>, coded: &mut Coded) {
        let found = self.syntax.found;
        let phrases: Vec<_> = found.iter().map(|found| found.tokens.clone()).collect();
        let scored = if DEED_MIN <= look.likeliest_deed() {
            self.coder.model.score(look, &phrases)
        } else {
            Vec::new()
        };
        let mut by_rule = Vec::new();
        for index in 0..self.matches.len() {
            match self.draft(index, context) {
                Ok(drafts) => {
                    for draft in drafts {
                        match self.misread(&draft) {
                            Some(reason) => {
                                coded.notes.push(self.note(&self.matches[index], reason));
                            }
                            None => by_rule.push((index, draft)),
                        }
                    }
                }
                Err(reason) => coded.notes.push(self.note(&self.matches[index], reason)),
            }
        }
        let mut readings = self.readings(&scored, &by_rule, context, coded);
        let mut drafts = self.add_patterns(by_rule, &scored, &mut readings, coded);
        drafts.extend(self.judged(&readings, &scored, context, coded));
        if !self.is_outside {
            drafts.extend(self.consequences(&drafts));
        }
        self.vouch_for_grounds(&mut drafts, &readings);
        mark_reciprocal(&mut drafts);
        for draft in drafts {
            let report = self.write(draft, context);
            coded.reports.push(report);
        }
    }

    /// Every type of a pair that the model believes in enough to be weighed.
    fn readings<'s>(
        &self,
        scored: &'s [Scored],
        by_rule: &[(usize, Draft)],
        context: &Context<'_>,
        coded: &mut Coded,
    ) -> Vec<Reading<'s>> {
        let mut readings = Vec::new();
        for pair in scored {
            let least = if self.is_outside { READ_MIN_OUTSIDE } else { READ_MIN };
            for (event_type, belief) in pair.believed(least) {
                let read = self
                    .learned_draft(pair, event_type, context)
                    .and_then(|draft| self.misread(&draft).map_or(Ok(draft), Err));
                let draft = match read {
                    Ok(draft) if self.is_of_fellow(pair, &draft) => continue,
                    Ok(draft) => draft,
                    Err(reason) if SURE_MIN <= belief => {
                        coded.notes.push(self.note_at(pair.trigger, event_type, reason));
                        continue;
                    }
                    Err(_) => continue,
                };
                let twin = by_rule.iter().find(|(_, rule)| is_twin(rule, &draft));
                let has_pattern = twin.is_some();
                let draft = match twin {
                    Some((_, rule)) => Draft {
                        certainty: draft.certainty,
                        before_today: draft.before_today,
                        attributed_to: draft.attributed_to.or(rule.attributed_to.clone()),
                        act: rule.act.clone().or(draft.act),
                        ..rule.clone()
                    },
                    None => draft,
                };
                readings.push(Reading { draft, pair, belief, has_pattern, is_by_pattern: false });
            }
        }
        readings
    }

    /// Adds what only a pattern tells: to the readings where the model holds it
    /// likeliest, too; what is told without being weighed is given back.
    fn add_patterns<'s>(
        &self,
        by_rule: Vec<(usize, Draft)>,
        scored: &'s [Scored],
        readings: &mut Vec<Reading<'s>>,
        coded: &mut Coded,
    ) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = Vec::new();
        for (index, rule) in by_rule {
            if readings.iter().any(|reading| is_twin(&rule, &reading.draft)) {
                continue;
            }
            // The model has seen few flows with their pay ("fuel in exchange for shells").
            let is_paid = self.is_paid_for(&rule)
                && !readings.iter().any(|reading| have_same_sides(&rule, &reading.draft));
            // Of a pair the model tells one deed, and a visit may go with any.
            let is_beside = self.is_visit_beside(&self.matches[index])
                && rule.source.as_ref().is_some_and(governs);
            if let Some(probability) = self.plainly_told(&rule) {
                drafts.push(Draft { probability, ..rule });
                continue;
            }
            match self.belief(&rule, scored) {
                _ if is_paid && !self.is_outside => {
                    drafts.push(Draft { probability: TOLD_AS_PAID_FOR, ..rule });
                }
                _ if is_beside && !self.is_outside => {
                    drafts.push(Draft { probability: TOLD_AS_VISIT_BESIDE, ..rule });
                }
                Some((pair, belief)) if READ_BY_PATTERN_MIN <= belief && !self.is_outside => {
                    let (has_pattern, is_by_pattern) = (true, true);
                    readings.push(Reading {
                        draft: Draft { before_today: pair.before_today, ..rule },
                        pair,
                        belief,
                        has_pattern,
                        is_by_pattern,
                    });
                }
                _ => coded.notes.push(self.note(&self.matches[index], "unsure")),
            }
        }
        drafts
    }

    /// The readings that are likely enough to be told.
    fn judged(
        &self,
        readings: &[Reading<'_>],
        scored: &[Scored],
        context: &mut Context<'_>,
        coded: &mut Coded,
    ) -> Vec<Draft> {
        let signs: Vec<_> =
            readings.iter().map(|reading| self.signs(reading, readings, scored, context)).collect();
        let mut judged: Vec<f64> =
            signs.iter().map(|signs| self.coder.judge.probability(signs)).collect();
        self.join(readings, &mut judged);
        let sponsored: Vec<bool> =
            (0..readings.len()).map(|index| self.has_sponsor(index, readings, &judged)).collect();
        for ((reading, probability), is_sponsored) in
            readings.iter().zip(&mut judged).zip(&sponsored)
        {
            if !is_sponsored && self.is_veto_in_council(reading) {
                *probability = probability.max(TOLD_AS_VETO);
            }
            let plainly = self.plainly_told(&reading.draft).filter(|_| reading.has_pattern);
            *probability = probability.max(plainly.unwrap_or_default());
        }
        if let Some(mut weighed) = context.weighed.take() {
            for ((reading, signs), &probability) in readings.iter().zip(signs).zip(&judged) {
                weighed.push(self.weighed(reading, probability, signs, context));
            }
            context.weighed = Some(weighed);
        }
        // Of the same two phrases one type is told: the likeliest.
        let is_outdone = |reading: &Reading<'_>, probability: f64| {
            readings.iter().zip(&judged).any(|(other, &likelier)| {
                std::ptr::eq(other.pair, reading.pair) && probability < likelier
            })
        };
        let mut drafts = Vec::new();
        for ((reading, &probability), is_sponsored) in readings.iter().zip(&judged).zip(sponsored) {
            let draft = Draft { probability, ..reading.draft.clone() };
            if is_sponsored || is_outdone(reading, probability) {
                continue;
            }
            if TOLD_MIN <= probability {
                drafts.push(self.reread(draft, reading, context.document.published_on));
            } else if reading.has_pattern || SURE_MIN <= reading.belief {
                coded.notes.push(self.note_at(draft.main, draft.event_type, "unsure"));
            }
        }
        drafts
    }

    /// Why a draft can only be a misreading, whoever told it; none where it may be right.
    pub(super) fn misread(&self, draft: &Draft) -> Option<&'static str> {
        if self.is_at_home(draft) {
            Some("at-home")
        } else if self.is_of_one_line(draft) {
            Some("one-line")
        } else if self.names_only_a_relation(draft) {
            Some("owner")
        } else {
            self.why_no_deed(draft.event_type, draft.main, draft.certainty)
                .or_else(|| self.why_none_of_a_paper(draft))
        }
    }

    /// Whether a draft's word tells a veto.
    fn is_veto(&self, draft: &Draft) -> bool {
        draft.event_type == EventType::Reject && self.syntax.word(draft.main).starts_with("veto")
    }

    /// "Russia and China vetoed" is no veto of one against the other.
    fn is_of_fellow(&self, pair: &Scored, draft: &Draft) -> bool {
        self.is_veto(draft) && self.stand_together(pair.source, pair.target)
    }

    /// Whether a state deals with the one whose relations it carries on, which is a misreading;
    /// it may judge it ("Russia condemned the Soviet Union's pact").
    fn is_of_one_line(&self, draft: &Draft) -> bool {
        use EventType::{Accuse, Reject, Support};
        let country =
            |side: &Option<Party>| side.as_ref().filter(|party| governs(party))?.country.clone();
        let (Some(one), Some(other)) = (country(&draft.source), country(&draft.target)) else {
            return false;
        };
        let actors = self.coder.gazetteer.actors();
        one != other
            && actors.today(&one) == actors.today(&other)
            && !matches!(draft.event_type, Accuse | Reject | Support)
    }

    /// "Nobody in the government", "none of the ministers".
    fn is_nobody_of(&self, source: Option<usize>) -> bool {
        const WORDS_BEFORE: usize = 3;
        let Some(found) = self.found(source) else { return false };
        let start = found.tokens.start;
        (start.saturating_sub(WORDS_BEFORE)..start)
            .any(|at| matches!(self.syntax.word(at), "nobody" | "none"))
    }

    /// Whether a reading is a member's veto on what lies before the Security Council, which
    /// nobody else can cast: "Russia vetoed", "the veto by Russia", "Russia's third veto".
    fn is_veto_in_council(&self, reading: &Reading<'_>) -> bool {
        const WORDS_BETWEEN: usize = 2;
        let syntax = self.syntax;
        let Draft { main, ref source, ref target, certainty, .. } = reading.draft;
        let is_cast = self.found(reading.pair.source).is_some_and(|member| {
            let (start, end) = (member.tokens.start, member.tokens.end);
            let is_by = syntax.word(main + 1) == "by" && (main + 2..=main + 3).contains(&start);
            let is_owner =
                syntax.word(end) == "'s" && (end + 1..=end + 1 + WORDS_BETWEEN).contains(&main);
            syntax.is_finite_at(main) || is_by || is_owner
        });
        let is_by_member = source.as_ref().is_some_and(|by| {
            by.country.as_ref().is_some_and(|state| PERMANENT_MEMBERS.contains(&state.as_str()))
                && matches!(by.role, None | Some(Role::Government))
        });
        let is_on_resolution = (0..syntax.len())
            .any(|at| matches!(syntax.word(at), "council" | "resolution" | "resolutions"));
        self.is_veto(&reading.draft)
            && certainty == Certainty::Reported
            && is_cast
            && is_by_member
            && is_on_resolution
            && target.as_ref().is_some_and(|at| at.actor == UN_SECURITY_COUNCIL)
    }

    /// Whether a veto on what lies before the Security Council likelier falls on its sponsor.
    fn has_sponsor(&self, index: usize, readings: &[Reading<'_>], judged: &[f64]) -> bool {
        let one = &readings[index];
        let is_on = |draft: &Draft, council: bool| {
            self.is_veto(draft)
                && draft
                    .target
                    .as_ref()
                    .is_some_and(|at| (at.actor == UN_SECURITY_COUNCIL) == council)
        };
        let is_likeliest_of_pair = |other: &Reading<'_>, probability: f64| {
            readings.iter().zip(judged).all(|(rival, &likely)| {
                !std::ptr::eq(rival.pair, other.pair) || likely <= probability
            })
        };
        is_on(&one.draft, true)
            && readings.iter().zip(judged).any(|(other, &probability)| {
                TOLD_MIN <= probability
                    && judged[index] < probability
                    && is_on(&other.draft, false)
                    && other.draft.main == one.draft.main
                    && other.pair.source == one.pair.source
                    && is_likeliest_of_pair(other, probability)
            })
    }

    /// A phrase as a party, those named before the sentence behind its own; none for
    /// no phrase, and for people of whom nothing tells the country. `other` is who stands
    /// on the other side.
    pub(super) fn side(
        &self,
        index: Option<usize>,
        other: Option<&Party>,
        main: usize,
        context: &Context<'_>,
    ) -> Option<Party> {
        let index = index?;
        let Some(found) = self.syntax.found.get(index) else {
            return self.earlier[index - self.syntax.found.len()].party.clone();
        };
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
        let here = self.country_of_agent(index, main, other, context);
        let party = parties::party(self.syntax.sentence, found, here.as_deref())?;
        let role = self.role_of_led(found).or(party.role);
        Some(Party { role, ..party })
    }

    /// What the leader of a gang is: no government's.
    fn role_of_led(&self, found: &Found) -> Option<Role> {
        const LED_WORDS_MAX: usize = 4;
        let syntax = self.syntax;
        let end = found.tokens.end;
        let leads = ["leader", "leaders", "head", "chief", "commander", "founder"];
        if found.kind != FoundKind::Agent
            || !leads.contains(&syntax.word(end - 1))
            || syntax.word(end) != "of"
        {
            return None;
        }
        (end + 1..end + 1 + LED_WORDS_MAX).find_map(|at| match syntax.word(at) {
            "gang" | "cartel" | "mafia" | "cult" => Some(Role::Criminal),
            "militant" | "militants" | "rebel" | "rebels" | "militia" | "insurgents"
            | "terrorist" | "guerrillas" => Some(Role::Rebel),
            "separatist" | "separatists" => Some(Role::Separatist),
            "opposition" => Some(Role::Opposition),
            _ => None,
        })
    }

    /// The phrase of the body that people of no told country are members of: "32
    /// members of the security forces", "supporters of the opposition party Fatah".
    fn body_of(&self, index: usize) -> Option<usize> {
        const WORDS_BETWEEN: usize = 4;
        let syntax = self.syntax;
        let found = &syntax.found[index];
        let end = found.tokens.end;
        let is_member = matches!(
            syntax.word(end - 1),
            "members"
                | "member"
                | "fighters"
                | "supporters"
                | "militants"
                | "activists"
                | "followers"
        );
        if !is_member || found.kind != FoundKind::Agent || syntax.word(end) != "of" {
            return None;
        }
        let is_of_its_name = |at: usize| {
            syntax.sentence.tokens[at].is_word
                && syntax.verb_at[at].is_none()
                && !is_preposition(syntax.word(at))
                && !matches!(syntax.word(at), "and" | "or")
        };
        let is_near = |body: &Found| {
            let between = end + 1..body.tokens.start;
            let is_body = matches!(body.kind, FoundKind::Group | FoundKind::Organisation);
            end < body.tokens.start
                && (between.len() < 2
                    || is_body
                        && between.len() <= WORDS_BETWEEN
                        && between.clone().all(is_of_its_name))
        };
        syntax.found.iter().position(is_near)
    }

    /// How likely the model holds what a pattern tells; none where it did not see
    /// its sides, and where it holds another type likelier.
    fn belief<'s>(&self, rule: &Draft, scored: &'s [Scored]) -> Option<(&'s Scored, f32)> {
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
        (likeliest == rule.event_type).then_some((one, p))
    }

    fn learned_draft(
        &self,
        one: &Scored,
        event_type: EventType,
        context: &Context<'_>,
    ) -> Result<Draft, &'static str> {
        let syntax = self.syntax;
        let main = one.trigger;
        if self.is_question() {
            return Err("question");
        }
        if self.is_nobody_of(one.source) {
            return Err("negated");
        }
        let (source, target) = self.sides_of_pair(one, event_type, context)?;
        if event_type == EventType::Sanction && self.is_of_broken_sanctions(main) {
            return Err("background");
        }
        let (certainty, attributed_to) = self.said(one, event_type, &source, &target, context);
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
        Ok(Draft {
            main,
            end: matched.map_or(main, |matched| self.matches[matched].end),
            event_type,
            mode: match matched {
                Some(matched) => self.matches[matched].pattern.mode,
                None => self.mode_by_word(event_type, main),
            },
            source,
            target,
            act,
            certainty,
            attributed_to,
            reciprocal: false,
            probability: 0.0,
            is_past: self.is_past(verb),
            before_today: one.before_today,
            is_chronicle: self.is_chronicle(verb),
        })
    }

    /// Who does it to whom, if that can be.
    fn sides_of_pair(
        &self,
        one: &Scored,
        event_type: EventType,
        context: &Context<'_>,
    ) -> Result<(Option<Party>, Option<Party>), &'static str> {
        let main = one.trigger;
        let is_untold = |side: Option<usize>| {
            self.found(side).is_some_and(|found| found.kind == FoundKind::Agent)
        };
        // Whose people are is told with a view to the other side: that one is settled first.
        let (source, target) = if is_untold(one.source) && !is_untold(one.target) {
            let target = self.side(one.target, None, main, context);
            (self.side(one.source, target.as_ref(), main, context), target)
        } else {
            let source = self.side(one.source, None, main, context);
            let target = self.side(one.target, source.as_ref(), main, context);
            (source, target)
        };
        let source = match (source, &target) {
            (None, Some(target)) if one.source.is_none() && event_type == EventType::Coerce => self
                .authorities(main, std::slice::from_ref(target), context)
                .or_else(|| self.authorities_at_home(main, target))
                .filter(|by| by.actor != target.actor || target.role.is_some()),
            // "Thousands across Freedonia march": its people, not the state.
            (Some(source), _)
                if event_type == EventType::Protest
                    && source.role.is_none()
                    && source.country.as_ref() == Some(&source.actor) =>
            {
                Some(Party { role: Some(Role::Civilian), ..source })
            }
            (source, _) => source,
        };
        if source.is_none() && one.source.is_some() || target.is_none() && one.target.is_some() {
            return Err("no-country");
        }
        if let (Some(source), Some(target)) = (&source, &target)
            && source.actor == target.actor
            && (source.role == target.role || source.role.is_none() || target.role.is_none())
        {
            // "Tunisia arrests 127 people": a state's organs and people in it are two.
            let is_by_its_organs = matches!(event_type, EventType::Coerce | EventType::Assault)
                && source.role.is_none()
                && target.role.is_some_and(|role| role != Role::Government);
            if !is_by_its_organs {
                return Err("same-actor");
            }
        }
        Ok((source, target))
    }

    /// Whether somebody visits only people of their own country: soldiers abroad, a town at home.
    fn is_at_home(&self, draft: &Draft) -> bool {
        let countries = [&draft.source, &draft.target].map(|side| side.as_ref()?.country.as_ref());
        draft.event_type == EventType::Consult
            && matches!(
                self.syntax.word(draft.main),
                "visit"
                    | "visits"
                    | "visited"
                    | "visiting"
                    | "trip"
                    | "trips"
                    | "tour"
                    | "tours"
                    | "toured"
            )
            && countries[0].is_some()
            && countries[0] == countries[1]
    }

    /// The mode that a deed's word points to where no pattern fits; the type's
    /// first, and plainest, where it points to none.
    pub(super) fn mode_by_word(&self, event_type: EventType, main: usize) -> usize {
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
        let (event_type, main, source, target) = sides[index].clone();
        draft.reciprocal = source.is_some()
            && target.is_some()
            && sides.contains(&(event_type, main, target, source));
    }
}

fn sides_of(draft: &Draft) -> (EventType, usize, Option<Named>, Option<Named>) {
    let named = |party: &Option<Party>| {
        party.as_ref().map(|party| (party.actor.clone(), party.role, party.span))
    };
    (draft.event_type, draft.main, named(&draft.source), named(&draft.target))
}

/// Who a party is and where it is named; a party named before its sentence has no span.
type Named = (ActorId, Option<Role>, Option<Span>);

/// The types of a pair that the model alone would tell.
pub(super) fn told(one: &Scored) -> Vec<EventType> {
    one.believed(SURE_MIN).map(|(event_type, _)| event_type).collect()
}

/// Whether two drafts tell the same deed of the same sides.
fn is_twin(one: &Draft, other: &Draft) -> bool {
    one.event_type == other.event_type && have_same_sides(one, other)
}

fn have_same_sides(one: &Draft, other: &Draft) -> bool {
    actor_of(&one.source) == actor_of(&other.source)
        && actor_of(&one.target) == actor_of(&other.target)
}
