//! What a recoding changed: the reports of two runs, sentence by sentence.
//!
//! In: the reports of both runs. Out: those that only one has, and those of one
//! sentence that differ in type, source, target, certainty or days. Within a
//! sentence the likest two reports are compared, and only if they share type,
//! source or target.

use crate::told;
use rapport_record::{EventType, Recorded, Report};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The reports of one run.
pub type Reports = [Recorded<Report>];

/// What two runs say of the same documents.
#[derive(Debug, Default)]
pub struct Comparison<'r> {
    /// Reports that both give alike.
    pub n_same: usize,
    /// The rest, in the order of document and sentence.
    pub differences: Vec<Difference<'r>>,
}

/// A report that only one run gives, or that they give differently.
#[derive(Debug, Clone, Copy)]
pub struct Difference<'r> {
    /// As the first run has it.
    pub one: Option<&'r Report>,
    /// As the second run has it.
    pub other: Option<&'r Report>,
}

/// The fields that are compared.
pub const FIELDS: [&str; 5] = ["type", "source", "target", "certainty", "days"];

/// How many of [`FIELDS`], the first, say that two reports tell of one deed.
const N_TELLING: usize = 3;

impl<'r> Difference<'r> {
    /// The kinds of change: "only in first", "only in second", or the fields that differ.
    pub fn kinds(&self) -> Vec<&'static str> {
        match (self.one, self.other) {
            (Some(_), None) => vec!["only in first"],
            (None, _) => vec!["only in second"],
            (Some(one), Some(other)) => {
                let (these, those) = (values(one), values(other));
                let differ = |n: &usize| these[*n] != those[*n];
                (0..FIELDS.len()).filter(differ).map(|n| FIELDS[n]).collect()
            }
        }
    }

    /// The report as the first run has it, else as the second.
    pub fn report(&self) -> &'r Report {
        self.one.or(self.other).expect("a difference has a report")
    }

    /// What differs as each run has it, the whole where only one has it: "ASSAULT", "COERCE".
    pub fn told(&self) -> (String, String) {
        let (Some(one), Some(other)) = (self.one, self.other) else {
            let whole = |report: Option<&Report>| {
                report.map_or_else(|| "-".to_owned(), |report| values(report).join(" "))
            };
            return (whole(self.one), whole(self.other));
        };
        let kinds = self.kinds();
        let told = |report: &Report| {
            let all = FIELDS.iter().zip(values(report));
            let differing = all.filter(|(field, _)| kinds.contains(field));
            differing.map(|(_, value)| value).collect::<Vec<_>>().join(", ")
        };
        (told(one), told(other))
    }
}

/// Compares the reports of two runs.
pub fn compare<'r>(one: &'r Reports, other: &'r Reports) -> Comparison<'r> {
    let mut sentences = BTreeMap::<(&str, usize), [Vec<&Report>; 2]>::new();
    for (n, reports) in [one, other].into_iter().enumerate() {
        for report in reports {
            let place = (report.document.as_str(), report.sentence);
            sentences.entry(place).or_default()[n].push(&report.what);
        }
    }
    let mut comparison = Comparison::default();
    for [these, those] in sentences.into_values() {
        pair(these, those, &mut comparison);
    }
    comparison
}

/// How often each kind of change befell each type; a change of type counts
/// under the type that it was.
pub fn counts(differences: &[Difference]) -> BTreeMap<(&'static str, EventType), usize> {
    let mut counts = BTreeMap::new();
    for difference in differences {
        for kind in difference.kinds() {
            *counts.entry((kind, difference.report().event_type)).or_default() += 1;
        }
    }
    counts
}

fn values(report: &Report) -> [String; FIELDS.len()] {
    [
        report.event_type.to_string(),
        told::party(report.source.as_ref()),
        told::party(report.target.as_ref()),
        report.certainty.to_string(),
        told::days(report.happened_on),
    ]
}

/// Pairs off the reports of one sentence, the likest first, each once.
fn pair<'r>(these: Vec<&'r Report>, those: Vec<&'r Report>, found: &mut Comparison<'r>) {
    let mut likeness = Vec::new();
    for (n, one) in these.iter().enumerate() {
        for (m, other) in those.iter().enumerate() {
            let (one, other) = (values(one), values(other));
            let same = |fields: usize| (0..fields).filter(|&n| one[n] == other[n]).count();
            if 0 < same(N_TELLING) {
                likeness.push((Reverse(same(FIELDS.len())), n, m));
            }
        }
    }
    likeness.sort_unstable();
    let (mut other_of, mut is_taken) = (vec![None; these.len()], vec![false; those.len()]);
    for (_, n, m) in likeness {
        if other_of[n].is_none() && !is_taken[m] {
            (other_of[n], is_taken[m]) = (Some(m), true);
        }
    }
    for (n, one) in these.into_iter().enumerate() {
        let other = other_of[n].map(|m| those[m]);
        let difference = Difference { one: Some(one), other };
        if difference.kinds().is_empty() {
            found.n_same += 1;
        } else {
            found.differences.push(difference);
        }
    }
    for (m, other) in those.into_iter().enumerate() {
        if !is_taken[m] {
            found.differences.push(Difference { one: None, other: Some(other) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{day, report};
    use rapport_record::Timestamp;

    /// Each in document `d`, in the sentence that stands before the colon: "0: FRE ASSAULT RUR".
    fn reports(told: &[&str]) -> Vec<Recorded<Report>> {
        let recorded = |told: &&str| {
            let (sentence, told) = told.split_once(": ").expect("a sentence and a deed");
            let mut what = report("d", "It was so.", told, day("2024-03-02"));
            what.sentence = sentence.parse().expect("a number");
            Recorded { what, recorded_at: Timestamp::UNIX_EPOCH }
        };
        told.iter().map(recorded).collect()
    }

    #[track_caller]
    fn check(one: &[&str], other: &[&str], n_same: usize, expected: &[&str]) {
        let (one, other) = (reports(one), reports(other));
        let found = compare(&one, &other);
        let told: Vec<String> = found
            .differences
            .iter()
            .map(|difference| {
                let (was, is) = difference.told();
                format!("{}: {was} -> {is}", difference.kinds().join("+"))
            })
            .collect();
        assert_eq!(
            (found.n_same, told),
            (n_same, expected.iter().map(ToString::to_string).collect())
        );
    }

    #[test]
    fn the_same_reports_do_not_differ() {
        let both = ["0: FRE ASSAULT RUR", "1: RUR ACCUSE FRE"];
        check(&both, &both, 2, &[]);
    }

    #[test]
    fn a_changed_field_is_told_from_what_to_what() {
        check(
            &["0: FRE ASSAULT RUR reported", "1: RUR ACCUSE FRE"],
            &["0: FRE COERCE RUR alleged", "1: RUR ACCUSE FRE"],
            1,
            &["type+certainty: ASSAULT, reported -> COERCE, alleged"],
        );
    }

    #[test]
    fn the_likest_of_a_sentence_are_compared() {
        check(
            &["0: FRE ASSAULT RUR", "0: FRE ACCUSE RUR"],
            &["0: FRE ACCUSE RUR", "0: FRE ASSAULT SYL"],
            1,
            &["target: RUR -> SYL"],
        );
    }

    #[test]
    fn what_shares_neither_type_nor_party_is_another_report() {
        check(
            &["0: FRE ASSAULT RUR"],
            &["0: SYL AID OST"],
            0,
            &[
                "only in first: ASSAULT FRE RUR reported 2024-03-01 -> -",
                "only in second: - -> AID SYL OST reported 2024-03-01",
            ],
        );
        check(
            &["0: FRE ASSAULT RUR"],
            &["1: FRE ASSAULT RUR"],
            0,
            &[
                "only in first: ASSAULT FRE RUR reported 2024-03-01 -> -",
                "only in second: - -> ASSAULT FRE RUR reported 2024-03-01",
            ],
        );
    }

    #[test]
    fn counts_are_by_kind_and_type() {
        let one = reports(&["0: FRE ASSAULT RUR", "1: FRE ASSAULT RUR", "2: FRE AID RUR"]);
        let other = reports(&["0: FRE COERCE RUR", "1: FRE COERCE SYL", "2: FRE AID RUR"]);
        let counted = counts(&compare(&one, &other).differences);
        assert_eq!(counted[&("type", EventType::Assault)], 2);
        assert_eq!(counted[&("target", EventType::Assault)], 1);
        assert_eq!(counted.len(), 2);
    }
}
