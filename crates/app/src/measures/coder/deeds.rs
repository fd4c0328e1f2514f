//! Deeds told and deeds labelled: which goes with which, and what each weighs.

use rapport_record::{Certainty, Date, EventType, Role};

/// A report of the program or an event of the labels, as far as they are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Deed {
    /// Who did it; none where that is not told.
    pub source: Option<Side>,
    /// To whom.
    pub target: Option<Side>,
    /// One of the sixteen.
    pub event_type: EventType,
    /// How firmly stated.
    pub certainty: Certainty,
    /// Who says so.
    pub attributed_to: Option<String>,
    /// First possible day.
    pub from: Date,
    /// Last possible day.
    pub to: Date,
    /// Where the words stand that tell it; what is told by the same words may be one deed.
    pub place: Option<(usize, usize)>,
    /// What the deed inside is, if it is a stance.
    pub inside: Option<EventType>,
}

/// Who stands on one side.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// State code or own id.
    pub actor: String,
    /// The state it acts in or for, by the tables; the actor itself where there is none.
    pub country: String,
    /// What it acts as.
    pub role: Option<Role>,
}

impl Deed {
    /// Whether both sides are told.
    pub fn is_between_actors(&self) -> bool {
        self.source.is_some() && self.target.is_some()
    }

    fn is_twin_of(&self, other: &Deed) -> bool {
        self.place == other.place
            && self.event_type == other.event_type
            && self.certainty == other.certainty
            && (self.from, self.to) == (other.from, other.to)
    }

    /// `RUS-GOV ACCUSE JPN, reported, 2024-03-01 to 2024-03-01`.
    pub fn brief_form(&self) -> String {
        let side = |side: &Option<Side>| match side {
            Some(Side { actor, role: Some(role), .. }) => format!("{actor}-{role}"),
            Some(Side { actor, .. }) => actor.clone(),
            None => "-".to_owned(),
        };
        let (source, target) = (side(&self.source), side(&self.target));
        let Deed { event_type, certainty, from, to, .. } = self;
        let by = self.attributed_to.as_ref().map_or(String::new(), |by| format!(" by {by}"));
        format!("{source} {event_type} {target}, {certainty}{by}, {from} to {to}")
    }
}

/// How much two deeds agree; more is greater: actors and type before
/// certainty, certainty before days, days before the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Agreement {
    /// On who does what to whom.
    pub level: Level,
    /// On how firmly it is stated.
    pub certainty: bool,
    /// Whether the days share one.
    pub days: bool,
    /// Sides with the same actor.
    n_actors: usize,
    /// Sides with the same role.
    n_roles: usize,
}

/// On what two deeds agree, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The type, and the country of one side.
    OneSide,
    /// The type and both countries, but the wrong way round.
    Reversed,
    /// The countries of both sides, not the type.
    Pair,
    /// The countries of both sides and the type.
    Triple,
    /// The actors of both sides and the type.
    Actors,
}

impl Agreement {
    /// Whether source, target, type and certainty are right and the days share one.
    pub fn is_whole(&self) -> bool {
        self.level == Level::Actors && self.certainty && self.days
    }

    fn of(told: &Deed, labelled: &Deed) -> Option<Self> {
        let country = |side: &Option<Side>| side.as_ref().map(|side| side.country.clone());
        let actor = |side: &Option<Side>| side.as_ref().map(|side| side.actor.clone());
        let role = |side: &Option<Side>| side.as_ref().map(|side| side.role);
        let sides = [(&told.source, &labelled.source), (&told.target, &labelled.target)];
        let n_actors = sides.iter().filter(|(one, other)| actor(one) == actor(other)).count();
        let n_roles = sides.iter().filter(|(one, other)| role(one) == role(other)).count();
        let n_countries = sides.iter().filter(|(one, other)| country(one) == country(other));
        let is_known = |(one, other): &(&Option<Side>, &Option<Side>)| {
            one.is_some() && country(one) == country(other)
        };
        let is_type = told.event_type == labelled.event_type;
        let is_reversed = country(&told.source) == country(&labelled.target)
            && country(&told.target) == country(&labelled.source);
        let level = match (n_countries.count(), is_type) {
            (2, true) if n_actors == 2 => Level::Actors,
            (2, true) => Level::Triple,
            (2, false) => Level::Pair,
            (_, true) if is_reversed => Level::Reversed,
            (_, true) if sides.iter().any(is_known) => Level::OneSide,
            _ => return None,
        };
        Some(Self {
            level,
            certainty: told.certainty == labelled.certainty,
            days: told.from <= labelled.to && labelled.from <= told.to,
            n_actors,
            n_roles,
        })
    }
}

/// Which deed told goes with which labelled, one to one, the best agreement
/// first: `(told, labelled, agreement)`.
pub fn pairs(told: &[Deed], labelled: &[Deed]) -> Vec<(usize, usize, Agreement)> {
    let mut all = Vec::new();
    for (index, one) in told.iter().enumerate() {
        for (label_index, label) in labelled.iter().enumerate() {
            let agreement = Agreement::of(one, label);
            all.extend(agreement.map(|agreement| (index, label_index, agreement)));
        }
    }
    all.sort_by_key(|&(told, labelled, agreement)| (std::cmp::Reverse(agreement), labelled, told));
    let (mut is_told, mut is_labelled) = (vec![false; told.len()], vec![false; labelled.len()]);
    all.retain(|&(told, labelled, _)| {
        let is_free = !is_told[told] && !is_labelled[labelled];
        if is_free {
            (is_told[told], is_labelled[labelled]) = (true, true);
        }
        is_free
    });
    all
}

/// What each deed counts: one, or its share of one where the same words tell
/// it both ways. "A and B met" gives A to B and B to A, a half each; a meeting
/// of three gives six, a sixth each. "A and B condemned C" is two deeds of one
/// each.
pub fn weights(deeds: &[Deed]) -> Vec<f64> {
    let side = |side: &Option<Side>| side.as_ref().map(|side| (side.actor.clone(), side.role));
    let is_mutual: Vec<bool> = (0..deeds.len())
        .map(|index| {
            let one = &deeds[index];
            deeds.iter().enumerate().any(|(other_index, other)| {
                index != other_index
                    && one.is_twin_of(other)
                    && one.is_between_actors()
                    && side(&one.source) == side(&other.target)
                    && side(&one.target) == side(&other.source)
            })
        })
        .collect();
    let n_twins = |one: &Deed| {
        deeds
            .iter()
            .zip(&is_mutual)
            .filter(|(other, mutual)| **mutual && one.is_twin_of(other))
            .count()
    };
    let weight =
        |(one, mutual): (&Deed, &bool)| if *mutual { 1.0 / n_twins(one) as f64 } else { 1.0 };
    deeds.iter().zip(&is_mutual).map(weight).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `FRE ACCUSE RUR reported 19`, told by the words at `place`.
    fn deed(text: &str, place: usize) -> Deed {
        let words: Vec<&str> = text.split(' ').collect();
        let side = |word: &str| {
            (word != "-").then(|| {
                let (actor, role) = word.split_once('-').unwrap_or((word, ""));
                let country = actor.strip_prefix("the-").unwrap_or(actor).to_uppercase();
                Side { actor: actor.to_owned(), country, role: role.parse().ok() }
            })
        };
        let day = Date::new(2024, 6, words[4].parse().expect("a day")).expect("a day of June");
        Deed {
            source: side(words[0]),
            target: side(words[2]),
            event_type: words[1].parse().expect("a type"),
            certainty: words[3].parse().expect("a certainty"),
            attributed_to: None,
            from: day,
            to: day,
            place: Some((place, place + 3)),
            inside: None,
        }
    }

    fn deeds(texts: &[(&str, usize)]) -> Vec<Deed> {
        texts.iter().map(|(text, place)| deed(text, *place)).collect()
    }

    #[test]
    fn the_best_agreement_goes_first() {
        let labelled =
            deeds(&[("FRE ACCUSE RUR alleged 19", 0), ("FRE ACCUSE RUR reported 19", 9)]);
        let told = deeds(&[
            ("FRE ACCUSE RUR reported 19", 0),
            ("FRE REQUEST RUR reported 19", 5),
            ("fre ACCUSE RUR reported 19", 5),
        ]);
        let pairs = pairs(&told, &labelled);
        assert_eq!((pairs[0].0, pairs[0].1, pairs[0].2.is_whole()), (0, 1, true));
        // `fre` is another actor of the same country: better than another type.
        assert_eq!((pairs[1].0, pairs[1].1, pairs[1].2.level), (2, 0, Level::Triple));
        assert_eq!(pairs.len(), 2);
    }

    #[test]
    fn what_shares_only_a_side_or_is_reversed_is_told_apart() {
        let level = |told, labelled| {
            pairs(&[deed(told, 0)], &[deed(labelled, 0)]).first().map(|pair| pair.2.level)
        };
        let label = "FRE ACCUSE RUR reported 19";
        assert_eq!(level("RUR ACCUSE FRE reported 19", label), Some(Level::Reversed));
        assert_eq!(level("CTG ACCUSE RUR reported 19", label), Some(Level::OneSide));
        assert_eq!(level("FRE AID RUR reported 19", label), Some(Level::Pair));
        assert_eq!(level("CTG AID RUR reported 19", label), None);
        assert_eq!(level("- ASSAULT RUR reported 19", "- ASSAULT CTG reported 19"), None);
    }

    #[test]
    fn what_runs_both_ways_weighs_one_in_all() {
        let met = deeds(&[
            ("FRE CONSULT RUR reported 19", 0),
            ("RUR CONSULT FRE reported 19", 0),
            ("RUR CONSULT FRE reported 19", 40),
        ]);
        assert_eq!(weights(&met), [0.5, 0.5, 1.0]);
        let three: Vec<Deed> = ["FRE RUR", "RUR FRE", "FRE CTG", "CTG FRE", "RUR CTG", "CTG RUR"]
            .iter()
            .map(|sides| deed(&format!("{} reported 19", sides.replace(' ', " CONSULT ")), 0))
            .collect();
        assert!((weights(&three).iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let condemned =
            deeds(&[("FRE ACCUSE CTG reported 19", 0), ("RUR ACCUSE CTG reported 19", 0)]);
        assert_eq!(weights(&condemned), [1.0, 1.0]);
        let clash = deeds(&[
            ("FRE-COP ASSAULT FRE-CVL reported 19", 0),
            ("FRE-CVL ASSAULT FRE-COP reported 19", 0),
        ]);
        assert_eq!(weights(&clash), [0.5, 0.5]);
    }
}
