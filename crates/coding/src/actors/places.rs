//! Places: "Lahore, Punjab, Pakistan", "the Ukrainian city of Kharkiv",
//! "Ukraine's Sumy region", "in Gifu, Japan".

use super::{
    FoundKind,
    lexicon::{ActorIndex, Class, Lexeme},
    phrases::Phrase,
    reader::{Reader, UnitKind},
    words::*,
};

impl Reader<'_, '_> {
    /// "Ukraine's Sumy region": a place that is in no table.
    pub(super) fn unknown_place(
        &self,
        start: usize,
        owner: Lexeme,
        noun: usize,
        is_possessive: bool,
    ) -> Option<Phrase> {
        let end = self.capitals(noun);
        let is_place = noun < end && end <= noun + 3 && self.has(end, PLACE_NOUN);
        (is_place && is_possessive && !self.atoms.is_title_case)
            .then(|| self.place(start, end + 1, (noun, end + 1), owner.first.actor))
    }

    /// "[Ukrainian] city of Kharkiv", "[the Ukrainian] capital Kyiv", "[the
    /// Russian] border": `noun` is the place noun.
    pub(super) fn place_of(
        &self,
        start: usize,
        noun: usize,
        owner: Option<ActorIndex>,
    ) -> Option<Phrase> {
        let mut after = noun + 1;
        while self.has(after, PLACE_NOUN) {
            after += 1;
        }
        let has_of = self.has(after, OF);
        let mut name = after + usize::from(has_of);
        if !has_of && self.is_mark(after, ',') && self.anchor(after + 1).is_some_and(is_town) {
            name = after + 1;
        }
        if let Some(town) = self.anchor(name) {
            let is_own = is_town(town) || (has_of && town.first.class == Class::Name);
            if is_own {
                let country = self.core.country(owner).or(town.first.actor);
                return Some(self.place(start, name + 1, (name, name + 1), country));
            }
        }
        let end = self.capitals(name);
        let is_named = name < end && !self.atoms.is_title_case;
        let end = if is_named { end } else { after };
        if owner.is_none() || !is_named && has_of && self.agent(noun).is_some() {
            return None;
        }
        Some(self.place(start, end, (noun, end), owner))
    }

    /// "the city of Kharkiv", with nobody's name before it.
    pub(super) fn placed(&self, start: usize, noun: usize) -> Option<Phrase> {
        let name = noun + 1 + usize::from(self.has(noun + 1, OF));
        let town = self.anchor(name)?;
        let is_state = self.has(noun + 1, OF) && town.first.class == Class::Name;
        if !is_town(town) && !is_state {
            return None;
        }
        let end = self.place_end(name);
        Some(self.place(start, end, (name, name + 1), town.first.actor))
    }

    /// "in Gifu, Japan": a town that is in no table.
    pub(super) fn unknown_town(&self, start: usize) -> Option<Phrase> {
        let end = self.capitals(start);
        let is_after = 0 < start && (self.has(start - 1, LOCATIVE) || self.has(start - 1, OF));
        if end == start || !is_after || self.atoms.is_title_case || !self.is_mark(end, ',') {
            return None;
        }
        let state = self.anchor(end + 1)?;
        let is_state = matches!(state.first.class, Class::Name | Class::Place);
        let closes = is_state && !self.is_possessive(end + 2) && self.closes_place(end + 2);
        closes.then(|| {
            let end =
                if state.first.class == Class::Place { self.place_end(end + 1) } else { end + 2 };
            self.place(start, end, (start, end), state.first.actor)
        })
    }

    /// "Lahore, Punjab, Pakistan", "Moscow region": where a place ends.
    pub(super) fn place_end(&self, at: usize) -> usize {
        let Some(place) = self.anchor(at) else { return at + 1 };
        let mut end = at + 1;
        if self.has(end, PLACE_NOUN) && !self.units[end].is_glued {
            end += 1;
        }
        while self.is_mark(end, ',') {
            let Some(next) = self.anchor(end + 1) else { break };
            let is_wider = match next.first.class {
                Class::Name => true,
                // "Mosul, Tikrit and Baghdad" is a list.
                Class::Place => {
                    let goes_on = self.is_mark(end + 2, ',') && {
                        self.anchor(end + 3).is_some_and(|third| third.first.class != Class::Name)
                    };
                    !goes_on && !self.has(end + 2, AND)
                }
                _ => false,
            };
            if !is_wider
                || next.first.actor != place.first.actor
                || self.is_possessive(end + 2)
                || !self.closes_place(end + 2)
            {
                break;
            }
            end += 2;
        }
        end
    }

    /// Whether the name of a place is complete before this unit.
    pub(super) fn closes_place(&self, at: usize) -> bool {
        self.agent(at).is_none()
            && self.units.get(at).is_none_or(|unit| match unit.kind {
                UnitKind::Mark(_) => true,
                UnitKind::Word => unit.flags & (FUNCTION | CALENDAR) != 0 || !unit.is_capital,
                UnitKind::Lexeme(lexeme) => !lexeme.first.class.is_anchor() && !unit.is_capital,
                _ => false,
            })
    }

    pub(super) fn place(
        &self,
        start: usize,
        end: usize,
        head: (usize, usize),
        country: Option<ActorIndex>,
    ) -> Phrase {
        let country = self.core.country(country);
        Phrase {
            start,
            end,
            head,
            actor: country,
            country,
            role: None,
            kind: FoundKind::Place,
            is_office: false,
            is_adjectival: false,
        }
    }
}

/// A town or region rather than a state.
pub(super) fn is_town(lexeme: Lexeme) -> bool {
    matches!(lexeme.first.class, Class::Place | Class::Capital)
}
