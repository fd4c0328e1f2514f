//! What is given for what, and to what end: two flows given for each other
//! share an exchange, and a stated purpose is kept in the text's own words.

use super::assemble::{Draft, Work, carries_goods};
use super::goods::Reader;
use super::learned::actor_of;
use super::matching::is_stance;
use super::syntax::Shape;
use rapport_record::{Act, EventType, Goods, Report, Span};

/// Words that open a stated purpose. What a deed answers ("in response to") is none.
const PURPOSES: &[&str] = &[
    "in order to",
    "so as to",
    "in an effort to",
    "in a bid to",
    "in an attempt to",
    "aimed at",
    "to protest",
    "to pressure",
    "to prevent",
    "to deter",
    "to mark",
    "to force",
    "to help",
    "to support",
    "to enhance",
    "to bolster",
    PAY[0],
    PAY[1],
];

/// What is told after one of these and "about", "of" or "that" is not stated as a fact.
const RUMOURS: &[&str] = &[
    "concerns",
    "concern",
    "fears",
    "suspicions",
    "allegations",
    "rumours",
    "rumors",
    "reports",
    "claims",
];

/// Words that open what is given for something.
const PAY: [&str; 2] = ["in exchange for", "in return for"];

/// Tokens between a number and the prisoners it counts. Ours.
const WORDS_BEFORE: usize = 5;

impl Work<'_> {
    /// Links the flows of a sentence that are given for each other. A return
    /// told only as goods ("in exchange for fuel") becomes a report of its own,
    /// from the receiver to the giver.
    pub(super) fn exchanges(&self, reports: &mut Vec<Report>, first: usize) {
        for report in &mut reports[first..] {
            if report.mode.as_deref() == Some("swap-prisoners") {
                report.exchange = Some(self.exchange_id(report));
                if report.goods.is_empty() {
                    report.goods = self.prisoners();
                }
            }
        }
        let Some((from, to)) = self.given_in_return() else { return };
        let aim = (from..to).find(|&at| self.purpose_opening(at).is_some()).unwrap_or(to);
        let returned = self.returned(from, aim);
        let flows: Vec<usize> = (first..reports.len())
            .filter(|&index| self.is_flow_before(&reports[index], from))
            .collect();
        for index in flows {
            if returned.is_empty() {
                continue;
            }
            let given = &mut reports[index];
            let id = self.exchange_id(given);
            given.exchange = Some(id);
            let before = &self.syntax.sentence.text[..self.syntax.sentence.tokens[from].byte_start];
            given.goods.retain(|goods| before.contains(&goods.text));
            let mut back = self.back(&reports[index], &returned, from, reports.len() - first);
            back.purpose = self
                .purpose_opening(aim)
                .and_then(|phrase| self.told_from(aim, phrase, to, |_| false));
            reports.push(back);
        }
    }

    /// The purpose that the text gives for a deed, in its own words.
    pub(super) fn purpose(&self, main: usize, event_type: EventType) -> Option<String> {
        // What is paid for something is no purpose of a deed that gives nothing, and
        // what was asked or agreed to is none of the asking.
        let is_open = |phrase: &&&str| {
            (!PAY.contains(*phrase) || carries_goods(event_type))
                && !(phrase.starts_with("to ") && is_stance(event_type))
        };
        PURPOSES.iter().filter(is_open).find_map(|phrase| {
            let behind = (main + 1..self.syntax.len())
                .take_while(|&token| {
                    let is_past_pay = self.is_pay(token) && !PAY.contains(phrase);
                    !self.is_other_clause(main, token) && !is_past_pay
                })
                .find(|&token| self.opens(token, phrase));
            let opening = || {
                (self.opens(0, phrase) && self.first_finite() == self.syntax.verb_at[main])
                    .then_some(0)
            };
            let from = behind.or_else(opening)?;
            self.told_from(from, phrase, self.syntax.len(), |token| {
                self.is_other_clause(main, token)
            })
        })
    }

    /// The words that open a purpose at a token, but for what is paid.
    fn purpose_opening(&self, token: usize) -> Option<&'static str> {
        PURPOSES.iter().copied().find(|phrase| !PAY.contains(phrase) && self.opens(token, phrase))
    }

    /// Whether a phrase begins at a token.
    fn opens(&self, token: usize, phrase: &str) -> bool {
        phrase.split(' ').enumerate().all(|(n, word)| self.syntax.word(token + n) == word)
    }

    /// The text from a phrase on to a pause, to what is paid, or to `ends`; none if
    /// nothing follows the phrase.
    pub(super) fn told_from(
        &self,
        from: usize,
        phrase: &str,
        to: usize,
        ends: impl Fn(usize) -> bool,
    ) -> Option<String> {
        let least = from + phrase.split(' ').count();
        let end = (least..to)
            .find(|&token| {
                matches!(self.syntax.word(token), "," | ";" | "." | ":" | "–" | "—")
                    || self.is_pay(token)
                    || ends(token)
            })
            .unwrap_or(to);
        let tokens = &self.syntax.sentence.tokens;
        (least < end).then(|| {
            let bytes = tokens[from].byte_start..tokens[end - 1].byte_end;
            self.syntax.sentence.text[bytes].to_owned()
        })
    }

    /// Whether a token opens what is given for something.
    fn is_pay(&self, token: usize) -> bool {
        PAY.iter().any(|phrase| self.opens(token, phrase))
    }

    /// Whether a deed that gives something is told with what is given for it.
    pub(super) fn is_paid_for(&self, draft: &Draft) -> bool {
        carries_goods(draft.event_type)
            && self.names_goods(draft.main + 1)
            && draft.source.is_some()
            && draft.target.is_some()
            && self.given_in_return().is_some_and(|(from, _)| draft.main < from)
    }

    /// Whether a deed is told only as what somebody fears or has heard of:
    /// "concerns about an arrangement where"; not "after reports of a coup, X did".
    pub(super) fn is_rumoured(&self, main: usize) -> bool {
        (1..main).any(|at| {
            matches!(self.syntax.word(at), "about" | "of" | "that")
                && RUMOURS.contains(&self.syntax.word(at - 1))
                && !(at..main).any(|at| self.is_other_clause(main, at) || self.syntax.is_pause(at))
        })
    }

    fn first_finite(&self) -> Option<usize> {
        self.syntax.verbs.iter().position(|group| group.shape == Shape::Finite)
    }

    fn is_other_clause(&self, main: usize, token: usize) -> bool {
        self.syntax.verb_at[token].is_some_and(|verb| {
            self.syntax.verbs[verb].shape == Shape::Finite
                && Some(verb) != self.syntax.verb_at[main]
        })
    }

    /// The tokens after "in exchange for" or "in return for", to the clause's end.
    fn given_in_return(&self) -> Option<(usize, usize)> {
        let from = (0..self.syntax.len().saturating_sub(3)).find(|&token| self.is_pay(token))? + 3;
        let to = (from..self.syntax.len())
            .find(|&token| matches!(self.syntax.word(token), ";" | "." | ":"))
            .unwrap_or(self.syntax.len());
        Some((from, to))
    }

    fn is_flow_before(&self, report: &Report, from: usize) -> bool {
        use EventType::*;
        let is_flow = matches!(report.event_type, Aid | Cooperate | Concede)
            || report.event_type == Agree
                && report
                    .act
                    .as_ref()
                    .is_some_and(|act| matches!(act.event_type, Aid | Cooperate | Concede));
        let start = self.syntax.sentence.tokens[from].start;
        is_flow
            && report.source.is_some()
            && report.target.is_some()
            && report.exchange.is_none()
            && report.trigger.is_some_and(|trigger| trigger.start < start)
    }

    fn back(&self, given: &Report, returned: &[Goods], from: usize, n: usize) -> Report {
        let tokens = &self.syntax.sentence.tokens;
        let is_promise = given.event_type == EventType::Agree;
        let flow = match given.event_type {
            EventType::Cooperate => EventType::Cooperate,
            _ => EventType::Aid,
        };
        let event_type = if is_promise { EventType::Agree } else { flow };
        let mode = self.coder.ontology.entry(event_type).modes.first();
        Report {
            id: format!("{}:{}:r{n}", given.document, given.sentence),
            source: given.target.clone(),
            target: given.source.clone(),
            event_type,
            mode: mode.map(|mode| mode.id.clone()),
            cameo: mode.map(|mode| mode.cameo.clone()),
            goldstein: mode.map_or(given.goldstein, |mode| mode.goldstein),
            quad: event_type.quad(),
            act: is_promise.then(|| Act {
                event_type: flow,
                source: actor_of(&given.target),
                target: actor_of(&given.source),
                goods: returned.to_vec(),
            }),
            goods: if is_promise { Vec::new() } else { returned.to_vec() },
            trigger: Some(Span { start: tokens[from - 3].start, end: tokens[from - 1].end }),
            purpose: None,
            ..given.clone()
        }
    }

    fn exchange_id(&self, report: &Report) -> String {
        format!("{}:{}:exchange", report.document, report.sentence)
    }

    /// The prisoners a swap names: "forty prisoners".
    fn prisoners(&self) -> Vec<Goods> {
        let head = (0..self.syntax.len()).find(|&token| {
            matches!(
                self.syntax.word(token),
                "prisoner"
                    | "prisoners"
                    | "detainees"
                    | "captives"
                    | "hostages"
                    | "bodies"
                    | "remains"
            )
        });
        let Some(head) = head else { return Vec::new() };
        let reader = self.reader();
        let counted = (head.saturating_sub(WORDS_BEFORE)..head)
            .map(|at| reader.read(at, head + 1))
            .find(|read| read.items.first().is_some_and(|item| item.goods.quantity.is_some()));
        let items = counted.unwrap_or_else(|| reader.read(head, head + 1)).items;
        items.into_iter().map(|item| item.goods).take(1).collect()
    }

    /// The goods named after "in exchange for". Where none heads a phrase ("for oil rights"), the
    /// first that is named: something is given in return all the same.
    fn returned(&self, from: usize, to: usize) -> Vec<Goods> {
        let reader = self.reader();
        let items = reader.read(from, to).items;
        // Whether anything flows back is told by the words alone.
        let named = (from..to).find_map(|at| reader.named_at(at));
        if named.is_some() && !items.is_empty() {
            return items.into_iter().map(|item| item.goods).collect();
        }
        named.into_iter().collect()
    }

    fn reader(&self) -> Reader<'_> {
        Reader {
            syntax: self.syntax,
            words: &self.coder.lexicon.goods,
            sides: Vec::new(),
            is_stance: false,
        }
    }

    /// Whether goods are named from a token on to the end of its clause.
    fn names_goods(&self, from: usize) -> bool {
        let reader = self.reader();
        (from..self.syntax.len())
            .take_while(|&token| !self.syntax.is_clause_end(token))
            .any(|at| reader.named_at(at).is_some())
    }
}
