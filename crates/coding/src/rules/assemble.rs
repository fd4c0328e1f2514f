//! From matched patterns to reports.
//!
//! [`sentence`] turns the patterns found, with their sides, into reports: stances take up the
//! deeds inside them, sayings decide who vouches, tense and hedges decide the certainty, and what
//! cannot be told is a note.

use super::NewsCoder;
use super::certainty::Governed;
use super::earlier::{self, Earlier};
use super::judging::Weighed;
use super::lexicon::Target;
use super::matching::{Match, is_stance, matches};
use super::papers::Paragraph;
use super::sides::Side;
use super::speech::{Saying, covering, sayings};
use super::syntax::{Shape, Syntax, Tense, Voice};
use super::words::is_relative;
use super::{headline, members, parties, tagged};
use crate::actors::Found;
use crate::dates;
use crate::gate::Gate;
use crate::text::Sentence;
use rapport_record::{
    Act, ActorId, Certainty, Coded, Document, EventType, Note, Party, Report, Role,
};

/// What a sentence needs to know of its document.
pub struct Context<'d> {
    /// The document.
    pub document: &'d Document,
    /// The country it is mostly about.
    pub focus: Option<ActorId>,
    /// The countries its topics name.
    pub topics: Vec<ActorId>,
    /// The subject of the last main clause, for "it" and "he".
    pub last_subject: Option<Party>,
    /// Who was named just before: by the sentence before, or the one before that.
    pub earlier: Vec<Earlier>,
    /// Reports written so far.
    pub n_reports: usize,
    /// The dates of the sentence at hand.
    pub expressions: Vec<dates::DateExpression>,
    /// What was weighed, where somebody asks.
    pub weighed: Option<Vec<Weighed>>,
    /// What the paragraph told before the sentence at hand, if the document is a paper.
    pub paragraph: Option<Paragraph>,
}

/// Codes one sentence. Of one that is outside politics by its words only what the
/// model holds nearly certain is told, and only who it names is kept for the next.
pub fn sentence(
    coder: &NewsCoder,
    sentence: &Sentence,
    found: &[Found],
    is_outside: bool,
    context: &mut Context<'_>,
    coded: &mut Coded,
) {
    let log_odds = coder.gate.log_odds(sentence);
    let earlier = std::mem::take(&mut context.earlier);
    let tells_a_pattern =
        || !matches(&Syntax::of(sentence, found, &coder.lexicon), &coder.lexicon).is_empty();
    if context.focus.is_none() && parties::name_nobody(found) && earlier.is_empty()
        || !Gate::opens_at(log_odds) && !tells_a_pattern()
    {
        let named = earlier::named(sentence, found, |index| {
            parties::party(sentence, &found[index], context.focus.as_deref())
        });
        context.earlier = earlier::passed_on(named, earlier, sentence.index);
        return;
    }
    let look = coder.model.look(sentence, earlier.iter().map(|one| one.words.as_str()));
    let mut found = tagged::with_tagged(sentence, found, &look.phrases);
    members::settle(sentence, &mut found);
    let found = &found[..];
    let syntax = Syntax::of(sentence, found, &coder.lexicon);
    let matches = matches(&syntax, &coder.lexicon);
    let sayings = sayings(&syntax, &coder.lexicon);
    let expressions = std::mem::take(&mut context.expressions);
    let work = Work {
        coder,
        syntax: &syntax,
        matches: &matches,
        sayings: &sayings,
        expressions: &expressions,
        earlier: &earlier,
        log_odds,
        is_outside,
        is_headline: headline::is_in_title(context.document, sentence),
        has_title: context.document.title.is_some(),
        paragraph: context.paragraph,
    };
    let (first, n_notes) = (coded.reports.len(), coded.notes.len());
    work.learned(&look, context, coded);
    drop_doubles(&mut coded.reports, first);
    work.exchanges(&mut coded.reports, first);
    let named = work.named(context);
    context.earlier = earlier::passed_on(named, earlier, sentence.index);
    if is_outside {
        coded.notes.truncate(n_notes);
        return;
    }
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
            let is_denied = report.certainty == Certainty::Denied;
            (report.event_type, side(&report.source), side(&report.target), is_denied)
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

/// Everything known of a sentence while its reports are drafted.
pub(super) struct Work<'w> {
    pub coder: &'w NewsCoder,
    pub syntax: &'w Syntax<'w>,
    pub matches: &'w [Match<'w>],
    pub sayings: &'w [Saying],
    pub expressions: &'w [dates::DateExpression],
    /// Who was named before the sentence.
    pub earlier: &'w [Earlier],
    /// How likely the sentence tells an event by its words alone: the gate's opinion.
    pub log_odds: f32,
    /// Whether the sentence is outside politics by its words or its section.
    pub is_outside: bool,
    /// Whether it stands in the title.
    pub is_headline: bool,
    /// Whether the document has one, as the news of an outlet.
    pub has_title: bool,
    /// What the paragraph told before the sentence, if the document is a paper.
    pub paragraph: Option<Paragraph>,
}

impl Work<'_> {
    /// A phrase of the sentence; none for no phrase, and for one of a sentence before.
    pub(super) fn found(&self, phrase: Option<usize>) -> Option<&Found> {
        self.syntax.found.get(phrase?)
    }

    pub(super) fn note(&self, one: &Match<'_>, reason: &str) -> Note {
        self.note_at(one.main, one.pattern.event_type, reason)
    }

    /// Why the deed that a token tells is not coded.
    pub(super) fn note_at(&self, token: usize, event_type: EventType, reason: &str) -> Note {
        let sentence = self.syntax.sentence;
        let message = format!(
            "sentence {}, not coded: \"{}\" ({event_type}): {}",
            sentence.index,
            sentence.word(token),
            explain(reason),
        );
        Note { sentence: Some(sentence.index), reason: reason.to_owned(), message }
    }

    /// A question tells no deed.
    pub(super) fn is_question(&self) -> bool {
        self.syntax.word(self.syntax.len().saturating_sub(1)) == "?"
    }

    pub(super) fn draft(
        &self,
        index: usize,
        context: &Context<'_>,
    ) -> Result<Vec<Draft>, &'static str> {
        let one = &self.matches[index];
        let syntax = self.syntax;
        if self.is_question() {
            return Err("question");
        }
        let governed = self.governed(one);
        let mut is_planned = false;
        let mut is_hedged = false;
        match governed {
            Governed::Freely => {}
            Governed::Hedged => is_hedged = true,
            Governed::Planned => is_planned = true,
            Governed::Dropped(reason) => return Err(reason),
            Governed::Inside(stance) => return self.inner(index, stance, context),
        }
        let mode = &self.coder.ontology.entry(one.pattern.event_type).modes[one.pattern.mode];
        if one.verb.is_none() {
            self.noun_tells(one)?;
        }
        let saying = covering(self.sayings, one.main)
            .filter(|saying| saying.verb.is_none() || saying.verb != one.verb);
        let certainty = match self.certainty(one, saying, is_planned)? {
            Certainty::Reported if is_hedged => Certainty::Alleged,
            other => other,
        };

        let mut sources = self.parties(&one.source, one, true, context);
        if one.source == Side::Pronoun {
            sources = self.pronoun(one, saying, context).into_iter().collect();
        }
        let inner = self.inner_of(index);
        let mut targets = self.parties(&one.target, one, false, context);
        let mut reciprocal = false;
        let is_joint = mode.symmetric || one.pattern.event_type == EventType::Agree;
        if is_joint && 1 < sources.len() && self.is_venue(&one.target) {
            // "A and B agree to talks in Cairo": with each other, not with the host.
            targets.clear();
        }
        if targets.is_empty() && is_joint && 1 < sources.len() && inner.is_none() {
            reciprocal = true;
            targets = sources.clone();
        } else if sources.is_empty() && mode.symmetric && 1 < targets.len() {
            reciprocal = true;
            sources = targets.clone();
        }
        let agree_on_something = one.pattern.event_type == EventType::Agree && inner.is_some();
        if targets.is_empty()
            && 1 < sources.len()
            && (self.is_mutual(one.main) || agree_on_something)
        {
            reciprocal = true;
            targets = sources.clone();
        }
        if one.pattern.event_type == EventType::Mobilize {
            // "Spain deploys its army": one's own forces are no target.
            targets.retain(|target| sources.iter().all(|source| source.actor != target.actor));
        }
        let act =
            inner.map(|inner| self.act(&self.matches[inner], one, &sources, &targets, context));
        if targets.is_empty()
            && is_stance(one.pattern.event_type)
            && let Some(inner) = inner
        {
            let inner = &self.matches[inner];
            targets = self.parties(&inner.target, inner, false, context);
            targets.retain(|target| !sources.iter().any(|source| source.actor == target.actor));
        }
        if targets.is_empty() {
            targets.extend(self.speakers_own(one, saying, &sources));
        }
        if targets.is_empty() && !sources.is_empty() {
            targets.extend(self.people_hurt(one, context));
        }
        if sources.is_empty() {
            sources = self.unnamed_doer(one, &targets, context)?;
            if sources.is_empty()
                && (targets.is_empty()
                    || one.verb.is_none_or(|verb| syntax.verbs[verb].voice == Voice::Active))
            {
                return Err("no-source");
            }
        }
        if self.is_lone_criminal(&sources, &targets) {
            return Err("mere-victim");
        }
        let needs_target = !matches!(one.pattern.target, Target::None)
            && one.pattern.event_type != EventType::Mobilize
            || is_stance(one.pattern.event_type);
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
                    EventType::Aid
                        | EventType::Concede
                        | EventType::Retreat
                        | EventType::Cooperate
                        | EventType::Consult
                        | EventType::Support
                )
                && self.expression(one).is_none();
            if own_promise {
                draft_act = Some(Act {
                    event_type,
                    source: source.as_ref().map(|party| party.actor.clone()),
                    target: target.as_ref().map(|party| party.actor.clone()),
                    goods: Vec::new(),
                });
                event_type = EventType::Agree;
                mode_index = 0;
                certainty = Certainty::Reported;
                attributed_to = None;
            }
            if event_type == EventType::Protest
                && let Some(other) = not_a_protest(source.as_ref(), target.is_some())
            {
                event_type = other;
                mode_index = 0;
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
                probability: 0.0,
                is_past: self.is_past(one.verb),
                before_today: 0.0,
                is_chronicle: self.is_chronicle(one.verb),
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
        let accusers = self.parties(&stance.source, stance, true, context);
        let sources = self.parties(&stance.target, stance, false, context);
        let targets = self.parties(&one.target, one, false, context);
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
                probability: 0.0,
                is_past: false,
                before_today: 0.0,
                is_chronicle: false,
            })
            .collect())
    }

    /// Whether a side is only where something takes place: "in Cairo".
    fn is_venue(&self, side: &Side) -> bool {
        let Side::Actors(actors) = side else { return matches!(side, Side::Located(_)) };
        let start = self.syntax.found[actors[0]].tokens.start;
        start.checked_sub(1).is_some_and(|at| matches!(self.syntax.word(at), "in" | "at" | "near"))
    }

    /// "accused each other".
    fn is_mutual(&self, main: usize) -> bool {
        (main + 1..main + 5).any(|at| {
            matches!(
                (self.syntax.word(at), self.syntax.word(at + 1)),
                ("each", "other") | ("one", "another")
            )
        })
    }

    /// Whether a verb tells the past.
    pub(super) fn is_past(&self, verb: Option<usize>) -> bool {
        verb.is_some_and(|verb| self.syntax.verbs[verb].tense == Tense::Past)
    }

    /// Whether a verb tells news in the present of a chronicle: "police arrest".
    pub(super) fn is_chronicle(&self, verb: Option<usize>) -> bool {
        verb.is_some_and(|verb| {
            let group = &self.syntax.verbs[verb];
            group.tense == Tense::Present
                && group.shape == Shape::Finite
                && !self.in_relative_clause(group.first)
        })
    }

    /// Whether a relative word opens the clause a token stands in.
    fn in_relative_clause(&self, token: usize) -> bool {
        (token.saturating_sub(4)..token).any(|at| is_relative(self.syntax.word(at)))
    }

    /// The match that stands inside this stance, if any.
    pub(super) fn inner_of(&self, index: usize) -> Option<usize> {
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

    pub(super) fn act(
        &self,
        inner: &Match<'_>,
        stance: &Match<'_>,
        sources: &[Party],
        targets: &[Party],
        context: &Context<'_>,
    ) -> Act {
        let is_of_another =
            matches!(stance.pattern.event_type, EventType::Request | EventType::Accuse);
        let doer = if is_of_another { targets.first() } else { sources.first() };
        // "Agreed to stop shelling" is a promise to yield, "called on it to stop" names the deed.
        let inner = self.stopped_deed(inner).filter(|_| is_of_another).unwrap_or(inner);
        let object = self.parties(&inner.target, inner, false, context);
        let mut target = object.first().map(|party| party.actor.clone());
        if target.is_some() && target.as_ref() == doer.map(|party| &party.actor) {
            // Nobody does it to itself; "accused it of killing its scientist": the accuser's.
            let is_its = (inner.main + 1..(inner.main + 4).min(self.syntax.len()))
                .any(|at| matches!(self.syntax.word(at), "its" | "his" | "her" | "their"));
            target = sources
                .first()
                .filter(|_| is_its && is_of_another)
                .map(|party| party.actor.clone());
        }
        Act {
            event_type: inner.pattern.event_type,
            source: doer.map(|party| party.actor.clone()),
            target,
            goods: self.delivered_inside(inner.main, inner.pattern.event_type),
        }
    }

    /// The deed that somebody is asked to stop: "to stop shelling Peru", "to end the raids on".
    fn stopped_deed(&self, inner: &Match<'_>) -> Option<&Match<'_>> {
        /// Words between "stop" and the deed: "stop its heavy". Ours.
        const REACH: usize = 4;
        const STEMS: &[&str] = &["stop", "halt", "ceas", "refrain"];
        let word = self.syntax.word(inner.main);
        let is_stopped = STEMS.iter().any(|stem| word.starts_with(stem))
            || matches!(word, "end" | "ends" | "ended" | "ending");
        self.matches.iter().filter(|_| is_stopped).find(|one| {
            (inner.main + 1..=inner.main + REACH).contains(&one.main)
                && one.pattern.event_type != inner.pattern.event_type
                && !is_stance(one.pattern.event_type)
        })
    }
}

/// A report before it is written out.
#[derive(Clone)]
pub(super) struct Draft {
    pub main: usize,
    pub end: usize,
    pub event_type: EventType,
    pub mode: usize,
    pub source: Option<Party>,
    pub target: Option<Party>,
    pub act: Option<Act>,
    pub certainty: Certainty,
    pub attributed_to: Option<String>,
    pub reciprocal: bool,
    /// Given when the draft is judged; nothing before.
    pub probability: f64,
    pub is_past: bool,
    /// How likely the model holds it to have happened before the day of the news.
    pub before_today: f32,
    /// Told in the present of a chronicle: "police arrest".
    pub is_chronicle: bool,
}

/// What a "protest" is when others than people in the street make it: soldiers
/// who storm a place attack it, a government that protests complains.
fn not_a_protest(source: Option<&Party>, has_target: bool) -> Option<EventType> {
    match source?.role {
        Some(Role::Military | Role::Rebel | Role::Separatist) if has_target => {
            Some(EventType::Assault)
        }
        Some(Role::Government) | None if has_target => Some(EventType::Accuse),
        _ => None,
    }
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
        "mishap" => "a storm, a vehicle or an illness is named as its cause",
        "mere-victim" => "nobody is told to have done it to a political actor",
        "no-target" => "no known actor stands where its target should",
        "no-country" => "nobody says of which country the doer or the target is",
        "at-home" => "a visit among people of one country",
        "owner" => "a side is named only by somebody else's name",
        "one-line" => "a state and the one that it carries on",
        "same-actor" => "both sides are the same actor",
        "forecast" => "a paper tells it as what may come",
        "remark" => "a paper tells it as a remark",
        "standing" => "a paper names it without saying when it was",
        "noun" => "told by a noun that is not said to happen",
        _ => "the reading is too unsure",
    }
}

pub(super) fn carries_goods(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::Aid
            | EventType::Cooperate
            | EventType::Agree
            | EventType::Concede
            | EventType::Request
    )
}
