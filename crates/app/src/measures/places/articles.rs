//! Names of places in articles, against marks with coordinates (LGL:
//! Lieberman, Samet and Sankaranarayanan 2010).

use crate::failure::Failure;
use crate::inputs;
use crate::measures::{shares, table::write_predictions};
use crate::output;
use anyhow::Result;
use rapport_coding::actors::{Found, Gazetteer};
use rapport_coding::places::table::{Entry, Kind, Table, folded};
use rapport_coding::places::{Places, kilometres};
use rapport_coding::text::{self, Sentence};
use rapport_record::Date;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

/// The day the articles are read as of: LGL was gathered in spring 2009.
const DAY: Date = Date::constant(2009, 4, 1);
/// A hundred miles: what the field calls right (Leidner 2007 and since).
const RIGHT_KM: f64 = 161.0;
/// Half the Earth's circumference, the largest error there is.
const FARTHEST_KM: f64 = 20_039.0;

/// A marked name.
#[derive(Debug)]
struct Mark {
    /// In code points of the text.
    span: Range<usize>,
    phrase: String,
    /// None where the mark has no coordinates.
    point: Option<(f64, f64)>,
    country: Option<String>,
}

#[derive(Debug)]
struct Article {
    id: String,
    text: String,
    marks: Vec<Mark>,
}

/// Runs the measure.
pub fn run(file: &Path, predictions: Option<&Path>) -> Result<()> {
    let mut xml = String::new();
    let name = file.display();
    let hint = "the file is LGL as XML: articles with text and toponyms";
    inputs::open_text(file)?
        .read_to_string(&mut xml)
        .map_err(|error| Failure::input(format!("{name}: {error}"), hint))?;
    let articles =
        articles(&xml).map_err(|what| Failure::input(format!("{name}: {what}"), hint))?;
    let (gazetteer, places, table) = (Gazetteer::embedded(), Places::embedded(), Table::embedded());
    let mut written = "article\tkind\tphrase\tkm\tgot\texpected\tbeside\n".to_owned();
    let (mut dev, mut sealed) = (Counts::default(), Counts::default());
    for article in &articles {
        let is_dev = is_dev(&article.id);
        let counts = if is_dev { &mut dev } else { &mut sealed };
        let faults = counts.compare(article, &gazetteer, places, table);
        if is_dev {
            faults.iter().for_each(|fault| written.push_str(&format!("{}\t{fault}\n", article.id)));
        }
    }
    write_predictions(predictions, &written)?;
    dev.print("dev")?;
    sealed.print("sealed")
}

/// Articles are dealt to the halves by the parity of a hash of their id (FNV-1a).
fn is_dev(id: &str) -> bool {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 20) & 1 == 0
}

#[derive(Default)]
struct Counts {
    articles: usize,
    marks: usize,
    /// Marks with coordinates; with a state too.
    placed: usize,
    with_country: usize,
    near: usize,
    right_country: usize,
    kilometres: Vec<f64>,
    told: usize,
    found: usize,
    found_placed: usize,
    found_near: usize,
}

impl Counts {
    /// Counts an article; what is not right comes back as lines of a table.
    fn compare(
        &mut self,
        article: &Article,
        gazetteer: &Gazetteer,
        places: Places,
        table: Table,
    ) -> Vec<String> {
        let sentences = text::sentences(&article.text);
        let found: Vec<Vec<Found>> =
            sentences.iter().map(|sentence| gazetteer.find(sentence, DAY)).collect();
        let given: Vec<Option<(usize, Range<usize>)>> =
            article.marks.iter().map(|mark| tokens(&sentences, &mark.span)).collect();
        let known: Vec<(usize, Range<usize>)> = given.iter().flatten().cloned().collect();
        let mut entries = places.resolve(&sentences, &found, &known).into_iter();
        let toponyms = places.read(&sentences, &found);
        let mut faults = Vec::new();
        self.articles += 1;
        self.marks += article.marks.len();
        self.told += toponyms.len();
        let code_points: Vec<char> = article.text.chars().collect();
        let beside = |span: &Range<usize>| -> String {
            let (start, end) =
                (span.start.saturating_sub(40), (span.end + 40).min(code_points.len()));
            code_points[start..end].iter().collect::<String>().replace(['\t', '\n'], " ")
        };
        for (mark, given) in article.marks.iter().zip(&given) {
            let entry = given.as_ref().and_then(|_| entries.next().flatten());
            let own = toponyms.iter().find(|one| {
                given.as_ref().is_some_and(|(sentence, tokens)| {
                    one.sentence == *sentence && overlap(&one.tokens, tokens)
                })
            });
            self.found += usize::from(own.is_some());
            if own.is_none() {
                faults.push(format!("missed\t{}\t\t\t\t{}", mark.phrase, beside(&mark.span)));
            }
            let Some(point) = mark.point else { continue };
            self.placed += 1;
            let off = |entry: Entry| kilometres(point, (entry.lat, entry.lon));
            let distance = entry.map(off);
            self.kilometres.extend(distance);
            let is_near = distance.is_some_and(|km| km <= RIGHT_KM);
            self.near += usize::from(is_near);
            let expected = mark.country.as_deref().and_then(|name| country(table, name));
            if let Some(expected) = expected {
                self.with_country += 1;
                self.right_country += usize::from(entry.is_some_and(|one| one.country == expected));
            }
            if let Some(own) = own {
                self.found_placed += 1;
                let is_near = own.entry.is_some_and(|one| off(one) <= RIGHT_KM);
                self.found_near += usize::from(is_near);
            }
            if !is_near {
                let got = entry.map_or("-".to_owned(), |one| {
                    format!("{} {:?} {:.2} {:.2}", one.country, one.kind, one.lat, one.lon)
                });
                faults.push(format!(
                    "far\t{}\t{:.0}\t{got}\t{} {:.2} {:.2}\t{}",
                    mark.phrase,
                    distance.unwrap_or(FARTHEST_KM),
                    expected.unwrap_or("-"),
                    point.0,
                    point.1,
                    beside(&mark.span)
                ));
            }
        }
        for one in &toponyms {
            let is_marked = given.iter().flatten().any(|(sentence, tokens)| {
                one.sentence == *sentence && overlap(&one.tokens, tokens)
            });
            if !is_marked {
                let sentence = &sentences[one.sentence];
                let span = sentence.start + sentence.tokens[one.tokens.start].start
                    ..sentence.start + sentence.tokens[one.tokens.end - 1].end;
                faults.push(format!("unmarked\t{}\t\t\t\t{}", one.name(&sentences), beside(&span)));
            }
        }
        faults
    }

    fn print(mut self, half: &str) -> Result<()> {
        self.kilometres.sort_by(f64::total_cmp);
        let n = self.kilometres.len();
        let line = |name: &str, right, n| {
            output::line(shares::line(&format!("places {half} {name}"), right, n))
        };
        output::line(format!(
            "places {half}: {} articles, {} names, {} with coordinates",
            self.articles, self.marks, self.placed
        ))?;
        line("given, within 161 km", self.near, self.placed)?;
        line("given, right state", self.right_country, self.with_country)?;
        if 0 < n {
            let sum: f64 = self.kilometres.iter().sum();
            let log = |km: f64| (km + 1.0).ln() / (FARTHEST_KM + 1.0).ln();
            let area: f64 = self.kilometres.iter().map(|&km| log(km)).sum::<f64>() / n as f64;
            output::line(format!(
                "places {half} given, error: mean {:.0} km, median {:.1} km, area under its log curve {area:.3} ({n} resolved)",
                sum / n as f64,
                self.kilometres[n / 2]
            ))?;
        }
        line("found, precision", self.found, self.told.max(self.found))?;
        line("found, recall", self.found, self.marks)?;
        line("found, within 161 km of those found", self.found_near, self.found_placed)?;
        line("end to end, found and within 161 km", self.found_near, self.placed)
    }
}

/// The ISO code of a state by the name that LGL has.
fn country(table: Table, name: &str) -> Option<&'static str> {
    let named = table.named(&folded(name)?);
    named.iter().find(|entry| entry.kind == Kind::Country).map(|entry| entry.country)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The sentence and tokens of a span of the text.
fn tokens(sentences: &[Sentence], span: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let index = sentences.iter().rposition(|sentence| sentence.start <= span.start)?;
    let sentence = &sentences[index];
    let (start, end) = (span.start - sentence.start, span.end - sentence.start);
    let inside: Vec<usize> = (0..sentence.tokens.len())
        .filter(|&at| sentence.tokens[at].start < end && start < sentence.tokens[at].end)
        .collect();
    Some((index, *inside.first()?..inside.last()? + 1))
}

/// The articles of an LGL file; an error tells what is missing where.
fn articles(xml: &str) -> Result<Vec<Article>, String> {
    let mut articles = Vec::new();
    for (number, part) in xml.split("<article ").skip(1).enumerate() {
        let missing = |what: &str| format!("article {}: no {what}", number + 1);
        let id = between(part, "docid=\"", "\"").ok_or_else(|| missing("docid"))?.to_owned();
        let text = between(part, "<text>", "</text>").ok_or_else(|| missing("text"))?;
        let mut marks = Vec::new();
        for mark in part.split("<toponym>").skip(1) {
            let number = |open: &str, close: &str| {
                between(mark, open, close).and_then(|value| value.trim().parse::<f64>().ok())
            };
            let whole = |open, close| number(open, close).map(|value| value as usize);
            let start =
                whole("<start>", "</start>").ok_or_else(|| missing("start of a toponym"))?;
            let end = whole("<end>", "</end>").ok_or_else(|| missing("end of a toponym"))?;
            let country = between(mark, "<country", "</country>");
            marks.push(Mark {
                span: start..end,
                phrase: plain(between(mark, "<phrase>", "</phrase>").unwrap_or_default()),
                point: number("<lat>", "</lat>").zip(number("<lon>", "</lon>")),
                country: country
                    .and_then(|value| value.split_once('>'))
                    .map(|(_, name)| plain(name)),
            });
        }
        articles.push(Article { id, text: plain(text), marks });
    }
    if articles.is_empty() { Err("no articles in it".to_owned()) } else { Ok(articles) }
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let start = text.find(open)? + open.len();
    let end = start + text[start..].find(close)?;
    Some(&text[start..end])
}

/// Text out of XML: character data as it is, entities read.
fn plain(text: &str) -> String {
    let data = text.strip_prefix("<![CDATA[").and_then(|rest| rest.strip_suffix("]]>"));
    data.map_or_else(
        || {
            [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
                .iter()
                .fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
        },
        str::to_owned,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_read_with_their_marks() {
        let xml = "<articles><article docid=\"7\"><text><![CDATA[A & B in Zenda]]></text>\
            <toponyms><toponym><start>9</start><end>14</end><phrase>Zenda</phrase><gaztag>\
            <lat>1.5</lat><lon>-2</lon><country geonameid=\"1\">Ruritania</country></gaztag>\
            </toponym></toponyms></article></articles>";
        let read = articles(xml).expect("it is whole");
        let mark = &read[0].marks[0];
        assert_eq!((read[0].id.as_str(), read[0].text.as_str()), ("7", "A & B in Zenda"));
        assert_eq!((mark.span.clone(), mark.point), (9..14, Some((1.5, -2.0))));
        assert_eq!(mark.country.as_deref(), Some("Ruritania"));
        assert!(articles("<article docid=\"7\">").is_err());
    }

    #[test]
    fn the_halves_are_about_alike() {
        let n = (0..1_000).filter(|number| is_dev(&number.to_string())).count();
        assert!((400..600).contains(&n), "{n}");
    }
}
