//! The place of each item's main deed, against labels.

use crate::inputs::InputArgs;
use crate::measures::{items, shares, table::write_predictions};
use crate::output;
use anyhow::Result;
use rapport_coding::{Coder, NewsCoder};
use rapport_record::{Place, Span};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Where an item's main deed happened.
#[derive(Debug, Deserialize)]
struct Label {
    item: String,
    /// The words that tell it, in code points of the item's full text.
    place: Option<Span>,
    /// Its state; none where the item does not tell the place.
    country: Option<String>,
    /// Further states that would be right too.
    #[serde(default)]
    or: Vec<String>,
}

impl items::Labelled for Label {
    const FORMAT: &'static str = "gold/places/README.md";

    fn item(&self) -> &str {
        &self.item
    }
}

impl Label {
    fn holds(&self, country: Option<&str>) -> bool {
        country.is_some()
            && (country == self.country.as_deref()
                || self.or.iter().any(|other| Some(other.as_str()) == country))
    }
}

/// Runs the measure on one file of labels.
pub fn run(file: &Path, data: &[PathBuf], predictions: Option<&Path>) -> Result<()> {
    if data.is_empty() {
        return Err(crate::failure::Failure::input(
            format!("{}: no data named beside the labels", file.display()),
            "name the files that the labelled items were drawn from behind the labels",
        )
        .into());
    }
    let data = InputArgs {
        files: data.to_vec(),
        date: None,
        outlet: None,
        input_format: None,
        strict: false,
    };
    let (found, _) = items::find::<Label>(file, &data)?;
    let coder = NewsCoder::embedded();
    let mut counts = Counts::default();
    let mut written = "item\texpected\tgot\tplace\ttext\n".to_owned();
    for item in &found {
        let full_text = item.document.full_text();
        let coded = coder.code(&item.document);
        let of_reports = coded.reports.iter().find_map(|report| report.place.clone());
        let has_reports = !coded.reports.is_empty();
        let place = of_reports.clone().or_else(|| coder.main_place(&item.document));
        let country = place.as_ref().and_then(|place| place.country.as_deref());
        let label = &item.labels;
        if label.country.is_none() {
            counts.untold += 1;
            counts.untold_placed += usize::from(place.is_some());
        } else {
            counts.told += 1;
            counts.placed += usize::from(place.is_some());
            let is_right = label.holds(country);
            counts.right += usize::from(is_right);
            counts.with_point += usize::from(place.as_ref().is_some_and(|one| one.lat.is_some()));
            if let Some(span) = label.place {
                counts.named += 1;
                let is_name = place.as_ref().is_some_and(|one| is_told_by(one, span, &full_text));
                counts.right_name += usize::from(is_name);
            }
            if has_reports {
                counts.reported += 1;
                let country = of_reports.as_ref().and_then(|place| place.country.as_deref());
                counts.reports_right += usize::from(label.holds(country));
            }
        }
        let expected = label.country.as_deref().unwrap_or("-");
        if !label.holds(country) && (label.country.is_some() || place.is_some()) {
            let (name, country) = place
                .as_ref()
                .map_or(("-", "-"), |one| (&one.name, one.country.as_deref().unwrap_or("-")));
            let text = full_text.replace(['\t', '\n'], " ");
            written.push_str(&format!("{}\t{expected}\t{country}\t{name}\t{text}\n", label.item));
        }
    }
    write_predictions(predictions, &written)?;
    counts.print()
}

/// Whether the place's name stands within the labelled words.
fn is_told_by(place: &Place, span: Span, full_text: &str) -> bool {
    let words: String = full_text.chars().skip(span.start).take(span.end - span.start).collect();
    words.contains(&place.name) || place.name.contains(&words)
}

#[derive(Default)]
struct Counts {
    told: usize,
    placed: usize,
    right: usize,
    with_point: usize,
    named: usize,
    right_name: usize,
    reported: usize,
    reports_right: usize,
    untold: usize,
    untold_placed: usize,
}

impl Counts {
    fn print(&self) -> Result<()> {
        let lines = [
            ("places country", self.right, self.told),
            ("places country where a place is given", self.right, self.placed),
            ("places name", self.right_name, self.named),
            ("places with coordinates", self.with_point, self.placed),
            (
                "places country of items with reports, by these alone",
                self.reports_right,
                self.reported,
            ),
            ("places given where none is told", self.untold_placed, self.untold),
        ];
        lines
            .into_iter()
            .try_for_each(|(name, right, n)| output::line(shares::line(name, right, n)))
    }
}
