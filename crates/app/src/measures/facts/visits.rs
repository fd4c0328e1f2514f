//! Of the visits abroad coded of a US president or secretary of state, the
//! share that the table of travels bears out.

use super::super::shares;
use super::super::table::write_predictions;
use super::brief_form;
use super::country;
use super::names::Holder;
use super::travels::Trip;
use crate::output;
use anyhow::Result;
use rapport_record::{Certainty, Coded, Document, EventType, Report};
use std::path::Path;

/// Days that a report may be off the trip: time zones, and items a day late.
const SLACK_DAYS: i64 = 2;

/// Prints the share over the reported visits, lists the others, and writes
/// every one of them where asked.
pub fn check<'c>(
    coded: impl Iterator<Item = &'c (Document, Coded)>,
    trips: &[Trip],
    holders: &[Holder],
    predictions: Option<&Path>,
) -> Result<()> {
    let mut written = "item\tborne out\treport\tsource\tsentence\n".to_owned();
    let mut rest = Vec::new();
    let (mut right, mut n, mut n_to_come) = (0, 0, 0);
    for (document, coded) in coded {
        let in_office: Vec<&Holder> =
            holders.iter().filter(|holder| holder.days.contains(document.published_on)).collect();
        for report in &coded.reports {
            let Some(holder) = visitor(report, &in_office) else { continue };
            if report.certainty != Certainty::Reported {
                n_to_come += 1;
                continue;
            }
            let is_right = trips.iter().any(|trip| bears_out(trip, report, holder));
            n += 1;
            right += usize::from(is_right);
            let name = report.source.as_ref().map_or("", |source| source.name.as_str());
            let sentence = report.text.replace(['\t', '\n'], " ");
            let word = if is_right { "yes" } else { "no" };
            let form = brief_form(report);
            written.push_str(&format!("{}\t{word}\t{form}\t{name}\t{sentence}\n", document.id));
            if !is_right {
                rest.push(format!("not borne out: {} {form} ({name})", document.id));
            }
        }
    }
    write_predictions(predictions, &written)?;
    output::line(shares::line("visits borne out", right, n))?;
    output::line(format!("visits not stated as done, not counted: {n_to_come}"))?;
    rest.into_iter().try_for_each(output::line)
}

/// Who of those in office made a visit to a foreign state, if the report says so.
fn visitor<'h>(report: &Report, in_office: &[&'h Holder]) -> Option<&'h Holder> {
    let (source, target) = (report.source.as_ref()?, report.target.as_ref()?);
    let is_visit =
        report.event_type == EventType::Consult && report.mode.as_deref() == Some("visit");
    let is_state = target.is_government() && target.actor != "USA";
    if !is_visit || !is_state || country(Some(source)) != Some("USA") {
        return None;
    }
    in_office.iter().copied().find(|holder| holder.is_meant(&source.name))
}

fn bears_out(trip: &Trip, report: &Report, holder: &Holder) -> bool {
    trip.office == holder.office
        && trip.surname == holder.surname()
        && country(report.target.as_ref()) == Some(&trip.country)
        && trip.days.widened(SLACK_DAYS, SLACK_DAYS).hold(report)
}

#[cfg(test)]
mod tests {
    use super::super::names::{Office, holders};
    use super::super::travels::tests::read;
    use super::*;
    use rapport_coding::{Coder, NewsCoder};

    /// Whether the visit told on a day is one, and whether the table has it.
    #[track_caller]
    fn check(on: &str, text: &str, expected: Option<bool>) {
        let row = "secretary,John Forbes Kerry,2014-03-26,2014-03-27,France,Paris\n";
        let trips = read(row).unwrap();
        let coder = NewsCoder::embedded();
        let on = on.parse().unwrap();
        let coded = coder.code(&Document::plain("a", on, text));
        let holders = holders(coder.gazetteer());
        let in_office: Vec<&Holder> =
            holders.iter().filter(|holder| holder.days.contains(on)).collect();
        let got = coded.reports.iter().find_map(|report| {
            let holder = visitor(report, &in_office)?;
            assert_eq!(holder.office, Office::SecretaryOfState);
            Some(trips.iter().any(|trip| bears_out(trip, report, holder)))
        });
        assert_eq!(got, expected, "{text}: {:#?}", coded.reports);
    }

    #[test]
    fn a_visit_is_borne_out_by_person_country_and_day() {
        check("2014-03-26", "US Secretary of State John Kerry visited France.", Some(true));
        check("2014-03-26", "US Secretary of State John Kerry visited Poland.", Some(false));
        check("2014-04-26", "US Secretary of State John Kerry visited France.", Some(false));
        check("2014-03-26", "US Defense Secretary Chuck Hagel visited France.", None);
        check("2022-03-26", "US envoy John Kerry visited France.", None);
    }
}
