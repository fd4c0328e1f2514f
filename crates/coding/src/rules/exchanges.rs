//! What is given for what, and to what end: two flows given for each other
//! share an exchange, and a stated purpose is kept in the text's own words.

use super::assemble::Work;
use super::details;
use super::syntax::Shape;
use rapport_record::{Act, EventType, Goods, GoodsKind, Report, Span};

/// Words that open a stated purpose or cause.
const PURPOSES: &[&str] = &[
    "in order to",
    "so as to",
    "in an effort to",
    "in a bid to",
    "in an attempt to",
    "aimed at",
    "in response to",
    "in reaction to",
    "in retaliation for",
    "in revenge for",
    "in protest at",
    "in protest against",
    "in protest over",
    "in protest of",
    "as punishment for",
    "in exchange for",
    "in return for",
    "to protest",
    "to pressure",
    "to prevent",
    "to deter",
    "to mark",
    "to force",
    "to help",
];

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
        let returned = details::goods(self.syntax, &self.coder.lexicon, from..to);
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
            let start = self.syntax.sentence.tokens[from].start;
            if let Some(trigger) = given.trigger {
                given.goods.retain(|goods| !returned.contains(goods) || trigger.start > start);
            }
            let back = self.back(&reports[index], &returned, from, reports.len() - first);
            reports.push(back);
        }
    }

    /// The purpose or cause that the text gives for a deed, in its own words.
    pub(super) fn purpose(&self, main: usize) -> Option<String> {
        let (from, to) = PURPOSES.iter().find_map(|phrase| self.purpose_at(main, phrase))?;
        let tokens = &self.syntax.sentence.tokens;
        (from < to).then(|| {
            self.syntax.sentence.text[tokens[from].byte_start..tokens[to - 1].byte_end].to_owned()
        })
    }

    fn purpose_at(&self, main: usize, phrase: &str) -> Option<(usize, usize)> {
        let words: Vec<&str> = phrase.split(' ').collect();
        let is_at = |token: usize| {
            words.iter().enumerate().all(|(n, word)| self.syntax.word(token + n) == *word)
        };
        let behind = (main + 1..self.syntax.len())
            .take_while(|&token| !self.is_other_clause(main, token))
            .find(|&token| is_at(token));
        let opening =
            || (is_at(0) && self.first_finite() == self.syntax.verb_at[main]).then_some(0);
        let from = behind.or_else(opening)?;
        let to = (from + words.len()..self.syntax.len())
            .find(|&token| {
                matches!(self.syntax.word(token), "," | ";" | "." | ":" | "–" | "—")
                    || self.is_other_clause(main, token)
            })
            .unwrap_or(self.syntax.len());
        (to > from + words.len()).then_some((from, to))
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
        let from = (0..self.syntax.len().saturating_sub(3)).find(|&token| {
            self.syntax.word(token) == "in"
                && matches!(self.syntax.word(token + 1), "exchange" | "return")
                && self.syntax.word(token + 2) == "for"
        })? + 3;
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
        let party =
            |side: &Option<rapport_record::Party>| side.as_ref().map(|party| party.actor.clone());
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
                source: party(&given.target),
                target: party(&given.source),
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
        let (start, quantity, _) = details::quantity_before(self.syntax, &self.coder.lexicon, head);
        let tokens = &self.syntax.sentence.tokens;
        vec![Goods {
            kind: GoodsKind::Prisoners,
            quantity,
            unit: None,
            text: self.syntax.sentence.text[tokens[start].byte_start..tokens[head].byte_end]
                .to_owned(),
        }]
    }
}
