//! On which day a deed happened: its own date expression, or the tense, or
//! the day of publication.

use super::assemble::{Draft, Work};
use super::invasions;
use super::matching::{Match, is_stance};
use super::syntax::{Shape, Tense};
use super::words::*;
use crate::actors::FoundKind;
use crate::dates::{self, DateKind};
use jiff::Span;
use rapport_record::{Certainty, Date, DateSource, Dated};

/// How many days a deed told in the chronicle's present ("police arrest") may
/// lie back; an older date there belongs to something else in the sentence.
const CHRONICLE_REACH: i64 = 60;

/// How many days before publication a deed told in passing, without a day, may
/// lie ("after the shelling", "over the kidnapping"). The number is ours: news
/// recalls what is fresh, but not only that.
const RECALLED_DAYS: i64 = 30;

/// The same of what somebody is tried for: courts are slow. Ours.
const TRIED_DAYS: i64 = 5 * 365;

/// How likely the model must hold a deed to have happened before the day of the news;
/// it is right about that for 92 of 100 labelled deeds of dev.
const PAST_MIN: f32 = 0.5;

/// How many days before publication such a deed, without a day, may lie. Four of
/// five labelled deeds of the past that have a date lie in it.
pub(super) const PAST_DAYS: i64 = 365;

/// How many days old a day may be that the news is about. Ours.
const NEWS_DAYS: i64 = 10;

/// Words between "after" and the deed that went before ("a day after hundreds of soldiers shot"). Ours.
const BEFORE_WORDS_MAX: usize = 12;

/// Most days, weeks, months or years after another deed that a text counts. Ours.
const COUNTED_MAX: u32 = 60;

impl Work<'_> {
    /// The date expression that belongs to a match: the nearest with no other
    /// finite verb between but one that tells when it was.
    pub(super) fn expression(&self, one: &Match<'_>) -> Option<&dates::DateExpression> {
        self.expression_at(one.main)
    }

    pub(super) fn expression_at(&self, main: usize) -> Option<&dates::DateExpression> {
        let own = self.syntax.verb_at[main];
        if own.is_none()
            && let Some(its) = self.expression_of_noun(main)
        {
            return Some(its);
        }
        let own = own.or_else(|| self.takes_place(main));
        self.expressions
            .iter()
            .filter(|expression| match expression.kind {
                DateKind::Day | DateKind::Period => true,
                DateKind::Since => self.is_since(expression) && !self.is_compared(expression),
                DateKind::Until => false,
            })
            .filter(|expression| !self.is_of_a_comparison(expression, main))
            .filter(|expression| !self.is_told_beside(expression, main))
            .filter(|expression| !self.dates_a_noun(expression))
            .filter(|expression| !self.is_of_another_noun(expression, main))
            .filter(|expression| {
                let (low, high) = if expression.tokens.start < main {
                    (expression.tokens.end, main)
                } else {
                    (main, expression.tokens.start)
                };
                let is_between = self.syntax.verbs.iter().enumerate().any(|(index, group)| {
                    (group.shape == Shape::Finite || self.is_inner_verb(index))
                        && low < group.main
                        && group.main < high
                        && Some(index) != own
                        && !(expression.tokens.start > main && self.is_meanwhile(main, group.main))
                });
                !is_between
                    && !self.closes_clause_before(expression, main, own)
                    && !self.dates_what_went_before(expression, main)
            })
            .min_by_key(|expression| expression.tokens.start.abs_diff(main))
    }

    /// Whether a verb behind a deed tells when it was: "killed when a bomb exploded on
    /// Tuesday" happened on Tuesday, too.
    fn is_meanwhile(&self, main: usize, verb: usize) -> bool {
        let syntax = self.syntax;
        let is_of_time = |word: &str| {
            matches!(word, "day" | "night" | "time" | "moment" | "year" | "since" | "until")
        };
        let Some(opener) = (main + 1..verb).find(|&at| syntax.word(at) == "when") else {
            return false;
        };
        syntax.verb_at[main].is_some()
            && !is_of_time(syntax.word(opener - 1))
            && (main + 1..opener)
                .all(|at| syntax.verb_at[at].is_none_or(|it| syntax.verb_at[main] == Some(it)))
            && (opener + 1..verb)
                .all(|at| !syntax.is_finite_at(at) && !is_relative(syntax.word(at)))
    }

    /// The verb by which a deed told as a noun takes place: "the talks were held on
    /// Monday", not "the attack was condemned on Monday".
    fn takes_place(&self, main: usize) -> Option<usize> {
        let syntax = self.syntax;
        let verb = syntax.verbs.iter().position(|group| main < group.first)?;
        let at = syntax.verbs[verb].main;
        let is_subject = (main + 1..at).all(|at| syntax.sentence.tokens[at].is_word);
        let takes_place = match syntax.word(at) {
            "held" | "began" | "begin" | "started" | "opened" | "happened" => true,
            "took" => syntax.word(at + 1) == "place",
            _ => false,
        };
        (is_subject && takes_place).then_some(verb)
    }

    /// The date that a deed told as a noun carries with it: "yesterday's
    /// attack", "the 1976 abduction", "the attack which was made last week".
    fn expression_of_noun(&self, main: usize) -> Option<&dates::DateExpression> {
        let syntax = self.syntax;
        let is_near = |from: usize, to: usize, most: usize| {
            from <= to
                && to - from <= most
                && (from..to).all(|at| {
                    syntax.sentence.tokens[at].is_word
                        && syntax.verb_at[at].is_none()
                        && !is_preposition(syntax.word(at))
                        && !matches!(syntax.word(at), "and" | "or" | "'s")
                })
        };
        self.expressions.iter().find(|expression| {
            let end = expression.tokens.end;
            let start = expression.tokens.start;
            if start < main {
                let is_owner = syntax.word(end) == "'s";
                let before = start.checked_sub(1).map_or("", |at| syntax.word(at));
                let is_attribute = matches!(
                    before,
                    "the" | "its" | "their" | "his" | "her" | "our" | "a" | "an" | "'s"
                );
                return is_owner && is_near(end + 1, main, 5)
                    || is_attribute && is_near(end, main, 2);
            }
            let which = main + 1 + usize::from(syntax.word(main + 1) == ",");
            which < start
                && start - which <= 5
                && is_relative(syntax.word(which))
                && (which..start).filter(|&at| syntax.verb_at[at].is_some()).count() <= 2
                && !(which..start).any(|at| matches!(syntax.word(at), "," | ";" | "and"))
        })
    }

    /// Whether a date ends the phrase of a deed told as a noun: "the killing of
    /// an exile in Berlin, Germany, in August 2018"; not "found guilty in 2018".
    fn closes_phrase_of(&self, main: usize, expression: &dates::DateExpression) -> bool {
        let syntax = self.syntax;
        let between = main + 1..expression.tokens.start;
        let is_comma_behind_place = |at: usize| {
            let kind = syntax.actor_at[at - 1].map(|place| syntax.found[place].kind);
            syntax.word(at) == ","
                && matches!(kind, Some(FoundKind::Place | FoundKind::Capital | FoundKind::Name))
        };
        main < expression.tokens.start
            && self.is_told_in_passing(main)
            && between.len() <= PHRASE_REACH
            && between.clone().all(|at| {
                syntax.verb_at[at].is_none()
                    && (!syntax.is_pause(at) || is_comma_behind_place(at))
                    && syntax.word(at) != "and"
            })
    }

    /// Whether a noun is what another deed is about: "on the murder of", "condemns
    /// the killing of"; not "holds talks".
    fn is_told_in_passing(&self, main: usize) -> bool {
        let syntax = self.syntax;
        for at in (main.saturating_sub(MODIFIERS_MAX)..main).rev() {
            if let Some(verb) = syntax.verb_at[at] {
                let group = &syntax.verbs[verb];
                let before = group.first.checked_sub(1).map_or("", |at| syntax.word(at));
                // "suspected of organising the murder".
                if group.shape == Shape::Gerund && is_preposition(before) {
                    return true;
                }
                let is_its = |one: &Match<'_>| one.verb == Some(verb);
                return self
                    .matches
                    .iter()
                    .any(|one| is_its(one) && is_stance(one.pattern.event_type));
            }
            if is_preposition(syntax.word(at)) {
                return true;
            }
            if syntax.is_pause(at) {
                return false;
            }
        }
        false
    }

    /// Whether a date behind a deed belongs to what went before it: "protests
    /// after the raid on Friday", "is charged over a plot in February 2006".
    fn dates_what_went_before(&self, expression: &dates::DateExpression, main: usize) -> bool {
        let between = main + 1..expression.tokens.start;
        // "detained them after the riots in 2001": in that year, too.
        let is_long =
            expression.stated.0.saturating_add(Span::new().days(31)) <= expression.stated.1;
        if is_long && self.is_past(self.syntax.verb_at[main]) {
            return false;
        }
        between.len() > 1
            && between.clone().any(|at| {
                let is_last = at + 1 == between.end;
                match self.syntax.word(at) {
                    "after" | "following" | "despite" | "since" => !is_last,
                    "over" => {
                        !is_last
                            && !self.syntax.word(at + 1).starts_with(|c: char| c.is_ascii_digit())
                    }
                    _ => false,
                }
            })
    }

    fn is_inner_verb(&self, verb: usize) -> bool {
        self.matches.iter().any(|other| other.is_inner && other.verb == Some(verb))
    }

    /// Whether a date on the left of a verb closes the clause of an earlier one:
    /// "who resigned last week, met".
    fn closes_clause_before(
        &self,
        expression: &dates::DateExpression,
        main: usize,
        own: Option<usize>,
    ) -> bool {
        let start = expression.tokens.start;
        // "Gathered on Sunday to condemn", "marched on Saturday demanding": that day, too.
        let hangs_on_it = own.is_some_and(|own| {
            let group = &self.syntax.verbs[own];
            matches!(group.shape, Shape::Infinitive | Shape::Participial)
                && (expression.tokens.end..group.first).all(|at| {
                    let word = self.syntax.word(at);
                    self.syntax.verb_at[at].is_none()
                        && !self.syntax.is_pause(at)
                        && (!is_preposition(word) || matches!(word, "in" | "at" | "across"))
                })
        });
        if hangs_on_it {
            return false;
        }
        let earlier = self.syntax.verbs.iter().enumerate().rfind(|(index, group)| {
            group.main < start && group.shape != Shape::Gerund && Some(*index) != own
        });
        start < main
            && earlier.is_some_and(|(_, group)| {
                !(group.main..start)
                    .any(|token| matches!(self.syntax.word(token), "and" | ";" | "but" | ":"))
            })
    }

    /// "since Sunday": from that day on.
    pub(super) fn is_since(&self, expression: &dates::DateExpression) -> bool {
        expression.tokens.start.checked_sub(1).is_some_and(|at| self.syntax.word(at) == "since")
            || self.syntax.word(expression.tokens.start) == "since"
    }

    /// Whether a date belongs to a noun, not to the deed: "the 2015 nuclear
    /// deal", "yesterday's attacks".
    pub(super) fn dates_a_noun(&self, expression: &dates::DateExpression) -> bool {
        let next = self.syntax.word(expression.tokens.end);
        let before =
            expression.tokens.start.checked_sub(1).map_or("", |token| self.syntax.word(token));
        let is_year = expression.tokens.len() == 1
            && self.syntax.word(expression.tokens.start).len() == 4
            && number(self.syntax.word(expression.tokens.start)).is_some();
        let is_article = matches!(before, "the" | "a" | "an");
        // "Ruritanian crisis, 2005: the opposition accuses".
        let is_heading = is_year && before == "," && next == ":";
        // "The House January 6 committee".
        let is_in_name = 1 < expression.tokens.len()
            && expression.kind == DateKind::Day
            && !is_preposition(before)
            && matches!(next, "committee" | "panel" | "commission" | "inquiry" | "investigation");
        next == "'s"
            || is_heading
            || is_in_name
            || is_article && self.followed_by_noun(expression)
            || is_year
                && (before == "the" || !is_preposition(before) && self.followed_by_noun(expression))
    }

    /// Whether a date says which treaty or war is meant: "ratified the treaty of
    /// June 2024"; not "on the night of 3 June".
    fn is_of_another_noun(&self, expression: &dates::DateExpression, main: usize) -> bool {
        const TIMES: &[&str] = &[
            "night",
            "nights",
            "morning",
            "evening",
            "afternoon",
            "day",
            "days",
            "week",
            "weeks",
            "month",
            "months",
            "year",
            "years",
            "end",
            "beginning",
            "start",
            "middle",
            "summer",
            "autumn",
            "fall",
            "winter",
            "spring",
            "hours",
            "half",
            "quarter",
            "course",
            "part",
            "weekend",
            "eve",
            "as",
            "early",
            "late",
            "mid",
            "date",
            "outset",
            "out",
            "close",
        ];
        let Some(noun) = expression.tokens.start.checked_sub(2) else { return false };
        self.syntax.word(noun + 1) == "of"
            && noun != main
            && self.syntax.verb_at[noun].is_none()
            && self.syntax.sentence.tokens[noun].is_word
            && !TIMES.contains(&self.syntax.word(noun))
    }

    fn followed_by_noun(&self, expression: &dates::DateExpression) -> bool {
        let at = expression.tokens.end;
        self.syntax.sentence.tokens.get(at).is_some_and(|token| token.is_word)
            && self.syntax.verb_at[at].is_none()
            && !is_preposition(self.syntax.word(at))
            && !matches!(self.syntax.word(at), "and" | "or" | "to" | "but")
    }

    pub(super) fn happened_on(&self, draft: &Draft, published_on: Date) -> (Dated, Certainty) {
        let mut certainty = draft.certainty;
        let is_noun = self.syntax.verb_at[draft.main].is_none();
        if is_noun
            && matches!(certainty, Certainty::Reported | Certainty::Alleged)
            && self.expression_of_noun(draft.main).is_none()
            && let Some(dated) = self.days_of_invasion(draft, published_on)
        {
            return (dated, certainty);
        }
        if let Some(expression) = self.expression_at(draft.main) {
            let expression = self.day_of_target(draft, expression).unwrap_or(expression);
            let reach = published_on.saturating_sub(Span::new().days(CHRONICLE_REACH));
            let is_its_own = self.syntax.verb_at[draft.main].is_none()
                && (self.expression_of_noun(draft.main).is_some()
                    || expression.to < reach && self.closes_phrase_of(draft.main, expression));
            if self.has_title
                && certainty != Certainty::Planned
                && !is_its_own
                && self.syntax.word(expression.tokens.end) != "'s"
                && expression.is_tomorrow_elsewhere()
            {
                return (Dated::day(published_on, DateSource::Stated), certainty);
            }
            let is_chronicle = draft.is_chronicle || self.is_told_in_the_present(draft.main);
            if is_chronicle && expression.to < reach && !is_its_own && self.paragraph.is_none() {
                return (Dated::day(published_on, DateSource::Published), certainty);
            }
            if is_its_own && expression.stated.0 <= published_on {
                let (from, to) = expression.stated;
                let to = to.min(published_on);
                return (Dated { from, to, known_from: DateSource::Stated }, certainty);
            }
            if self.is_since(expression) && expression.from < published_on {
                let dated = Dated {
                    from: expression.from,
                    to: published_on,
                    known_from: DateSource::Stated,
                };
                return (dated, certainty);
            }
            // "Arrives on Tuesday for a visit", told that Tuesday.
            if certainty == Certainty::Planned
                && draft.is_chronicle
                && (expression.from, expression.to) == (published_on, published_on)
            {
                certainty = Certainty::Reported;
            }
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
        // "A successful summit in May 2021" is none to come.
        if certainty == Certainty::Planned
            && is_noun
            && let Some(dated) = self.looked_back(draft, published_on)
            && dated.known_from == DateSource::Stated
        {
            return (dated, Certainty::Reported);
        }
        if matches!(certainty, Certainty::Planned | Certainty::Conditional) {
            let from = published_on.tomorrow().unwrap_or(published_on);
            let to = self
                .coming_days()
                .map(|days| published_on.saturating_add(Span::new().days(days)))
                .or_else(|| self.deadline(draft.main, published_on))
                .unwrap_or(Dated::OPEN);
            return (Dated { from, to, known_from: DateSource::Tense }, certainty);
        }
        if let Some(dated) = self.days_of_invasion(draft, published_on) {
            return (dated, certainty);
        }
        if let Some((from, to)) = self.days_before_another(draft.main, published_on) {
            return (Dated { from, to, known_from: DateSource::Stated }, certainty);
        }
        if matches!(certainty, Certainty::Reported | Certainty::Alleged)
            && self.paragraph.is_none()
            && let Some(dated) = self.day_it_hangs_on(draft, published_on)
        {
            return (dated, certainty);
        }
        let recent = self.recent_days(draft.main);
        if certainty != Certainty::Denied
            && recent.is_none()
            && let Some(dated) = self.looked_back(draft, published_on)
        {
            return (dated, certainty);
        }
        let reach = match recent {
            None if self.is_ground(draft.main) => Some(TRIED_DAYS),
            None if self.is_recalled(draft.main) => Some(RECALLED_DAYS),
            None if PAST_MIN <= draft.before_today => {
                let most = if self.is_headline && self.syntax.word(draft.main) != "war" {
                    RECALLED_DAYS
                } else {
                    PAST_DAYS
                };
                Some(self.days_back_to_the_news(draft.main, published_on).unwrap_or(most))
            }
            stated => stated,
        };
        if certainty != Certainty::Denied
            && let Some(days) = reach
        {
            let from = published_on.saturating_sub(Span::new().days(days));
            return (Dated { from, to: published_on, known_from: DateSource::Tense }, certainty);
        }
        (Dated::day(published_on, DateSource::Published), certainty)
    }

    /// The days of a well-known invasion, where a deed is one.
    fn days_of_invasion(&self, draft: &Draft, published_on: Date) -> Option<Dated> {
        let word = self.syntax.word(draft.main);
        // "Russia's war against Ukraine killed hundreds in 2015".
        if !invasions::names(word) && !self.expressions.is_empty() {
            return None;
        }
        let (source, target) = (draft.source.as_ref(), draft.target.as_ref());
        let (from, to) = invasions::days(word, source, target, published_on)?;
        Some(Dated { from, to, known_from: DateSource::Tense })
    }

    /// A deed of a state that has ended is none of later days: where nothing dates
    /// it, the time that the sentence names, if that state still stood then, else
    /// all its days. Today's news may still be about it ("accuses Stalin"), not by it.
    pub(super) fn while_they_stood(&self, dated: Dated, draft: &Draft) -> Dated {
        let actors = self.coder.gazetteer.actors();
        let target = draft.target.as_ref().filter(|_| !draft.is_chronicle);
        let parties = draft.source.iter().chain(target);
        let ended = parties
            .filter_map(|party| actors.get(party.country.as_ref().unwrap_or(&party.actor)))
            .filter_map(|actor| Some((actor.until?, actor.since)))
            .min();
        let Some((last, first)) = ended.filter(|(last, _)| *last < dated.from) else {
            return dated;
        };
        let named = self.expressions.iter().map(|expression| expression.stated);
        match named.filter(|(from, _)| *from <= last).max() {
            Some((from, to)) => Dated { from, to: to.min(last), known_from: DateSource::Stated },
            None => {
                let from = first.unwrap_or(Dated::ANY_TIME_BEFORE);
                Dated { from, to: last, known_from: DateSource::Tense }
            }
        }
    }

    /// The days of a deed that another is told to have followed: "days after the drill" are at
    /// most as many as "recent days"; "students protested, two days after soldiers shot one" puts
    /// the shots two days before the protest, which is of the day that the sentence names for it,
    /// else of the news. "Two weeks after" may be off by two days, months by one, years by half
    /// of one: ours.
    fn days_before_another(&self, main: usize, published_on: Date) -> Option<(Date, Date)> {
        let syntax = self.syntax;
        let own = syntax.verb_at[main];
        let reach = main.saturating_sub(BEFORE_WORDS_MAX)..main;
        let after = reach.rev().find(|&at| syntax.word(at) == "after")?;
        let is_cut = |at: usize| {
            matches!(syntax.word(at), "," | ";" | ":")
                || syntax.is_finite_at(at) && syntax.verb_at[at] != own
        };
        // Behind a fronted phrase ("Two days after the raid Freedonia expelled") nothing tells
        // where its deed ends.
        let later_deed = syntax
            .verbs
            .iter()
            .rfind(|group| group.shape == Shape::Finite && group.main < after)?;
        if (after + 1..main).any(is_cut) || later_deed.tense == Tense::Future {
            return None;
        }
        let later = self
            .expressions
            .iter()
            .rfind(|expression| expression.kind == DateKind::Day && expression.tokens.end <= after);
        let later = later.map_or(published_on, |expression| expression.from);
        if published_on < later {
            return None;
        }
        // "Days after the drill": not told how many.
        let is_vague = |at: usize| {
            !matches!(syntax.word(at), "a" | "one" | "the") && number(syntax.word(at)).is_none()
        };
        if after < 2 || is_vague(after - 2) {
            let unit = syntax.word(after.checked_sub(1)?);
            let most = if unit == "hours" { 1 } else { reach_days(unit)? };
            return Some((later.saturating_sub(Span::new().days(most)), later));
        }
        let (unit, slack) = match syntax.word(after.checked_sub(1)?) {
            "day" | "days" => (1, 0),
            "week" | "weeks" => (7, 2),
            "month" | "months" => (30, 31),
            "year" | "years" => (365, 183),
            _ => return None,
        };
        let n = match syntax.word(after.checked_sub(2)?) {
            "a" | "one" | "the" => 1,
            word => number(word).filter(|n| *n <= COUNTED_MAX)?,
        };
        let day = later.saturating_sub(Span::new().days(i64::from(n) * unit));
        let slack = Span::new().days(slack);
        Some((day.saturating_sub(slack), day.saturating_add(slack)))
    }

    /// Whether a word that is no verb hangs on one in the chronicle's present:
    /// "are found guilty of".
    fn is_told_in_the_present(&self, main: usize) -> bool {
        let is_before = |verb: &usize| {
            let group = &self.syntax.verbs[*verb];
            group.main < main && group.shape == Shape::Finite
        };
        self.syntax.verb_at[main].is_none()
            && self.is_chronicle((0..self.syntax.verbs.len()).rfind(is_before))
    }

    /// How many days ahead "in the coming weeks" reaches. Ours, as of "in recent weeks".
    fn coming_days(&self) -> Option<i64> {
        let syntax = self.syntax;
        (0..syntax.len())
            .filter(|&at| syntax.word(at) == "coming")
            .find_map(|at| reach_days(syntax.word(at + 1)))
    }

    /// How many days back "in recent weeks" reaches, where it stands in the clause of
    /// a deed. The numbers are ours: long enough to hold what is meant.
    fn recent_days(&self, main: usize) -> Option<i64> {
        let syntax = self.syntax;
        let own = syntax.verb_at[main];
        (0..syntax.len()).filter(|&at| syntax.word(at) == "recent").find_map(|at| {
            let days = reach_days(syntax.word(at + 1))?;
            let between = at.min(main) + 1..at.max(main);
            // "Protests have erupted in recent months": their own verb. "In recent years tests have
            // drawn attention, leading to sanctions": the one that the participle hangs on.
            let own = own
                .or_else(|| {
                    let leading = syntax.verbs.iter().rfind(|group| {
                        group.shape == Shape::Participial
                            && (group.main + 1..=group.main + PARTICIPLE_REACH).contains(&main)
                    })?;
                    syntax.verbs.iter().rposition(|group| {
                        group.shape == Shape::Finite && group.main < leading.first
                    })
                })
                .or_else(|| {
                    let next = syntax.verbs.iter().position(|group| main < group.first)?;
                    (main + 1..syntax.verbs[next].first)
                        .all(|at| !syntax.is_pause(at))
                        .then_some(next)
                });
            let own_first = own.map(|own| syntax.verbs[own].first);
            let is_cut = syntax.verbs.iter().any(|group| {
                group.shape == Shape::Finite
                    && between.contains(&group.main)
                    && Some(group.first) != own_first
            });
            (!is_cut).then_some(days)
        })
    }

    /// How many days back a deed of the past may lie that is news itself: the sentence names
    /// one of the last days ("was hacked, officials said on Wednesday"), or tells it in the
    /// perfect ("has ordered"), as fresh news does.
    fn days_back_to_the_news(&self, main: usize, published_on: Date) -> Option<i64> {
        let syntax = self.syntax;
        let verb =
            syntax.verb_at[main].filter(|&verb| syntax.verbs[verb].shape == Shape::Finite)?;
        let is_far =
            |at: usize| matches!(syntax.word(at), "earlier" | "previously" | "ago" | "before");
        if (0..syntax.len()).any(is_far) {
            return None;
        }
        let is_recent = |expression: &dates::DateExpression| {
            let days = i64::from((published_on - expression.from).get_days());
            expression.kind == DateKind::Day && expression.to <= published_on && days <= NEWS_DAYS
        };
        let group = &syntax.verbs[verb];
        let is_perfect =
            group.first < group.main && matches!(syntax.word(group.first), "has" | "have" | "'ve");
        if self.expressions.iter().any(is_recent) {
            return Some(NEWS_DAYS);
        }
        is_perfect.then_some(RECALLED_DAYS)
    }
}

/// Words before a deed told as a noun that may belong to it.
const MODIFIERS_MAX: usize = 4;
/// Words between a deed told as a noun and the date that ends its phrase. Ours.
const PHRASE_REACH: usize = 12;
/// Tokens from a participle to what it leads to: "leading to new sanctions". Ours.
const PARTICIPLE_REACH: usize = 4;

/// How many days vague weeks or years are at most ("recent", "coming").
fn reach_days(unit: &str) -> Option<i64> {
    match unit {
        "days" => Some(10),
        "weeks" => Some(60),
        "months" => Some(365),
        "years" => Some(5 * 365),
        "decades" => Some(30 * 365),
        _ => None,
    }
}
