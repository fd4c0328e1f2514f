//! Values into rows and back: what is kept in columns, what in JSON, and how a
//! report's sentence is cut out of its document again.

use crate::error::{Fault, Problem};
use jiff::Timestamp;
use rapport_record::{Arrangement, Date, Document, Report, TableRow};
use rusqlite::Row;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// Bytes of a content hash: half of SHA-256, ample for any number of documents.
const HASH_BYTES: usize = 16;

/// What makes two readings of one id the same version: every field of the
/// document, whatever the order of its unknown fields.
pub(crate) fn content_hash(document: &Document) -> Vec<u8> {
    let mut value = serde_json::to_value(document).expect("a document can always be JSON");
    value.sort_all_objects();
    Sha256::digest(value.to_string())[..HASH_BYTES].to_vec()
}

/// The fields of a document that have no column of their own.
#[derive(Default, PartialEq, Serialize, Deserialize)]
struct More {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sources: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    topic: Vec<String>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    extra: Map<String, Value>,
}

/// What goes into `versions.more`; none where there is nothing to keep.
pub(crate) fn more(document: &Document) -> Option<String> {
    let more = More {
        sources: document.sources.clone(),
        topic: document.topic.clone(),
        extra: document.extra.clone(),
    };
    let is_empty = more == More::default();
    (!is_empty).then(|| serde_json::to_string(&more).expect("a map can always be JSON"))
}

/// The columns that [`document`] reads, of `documents AS d` and `versions AS v`.
pub(crate) const DOCUMENT_COLUMNS: &str = "d.id, v.known_on, v.kind, v.title, v.text, v.outlet, \
     v.url, v.lang, v.section, v.licence, v.table_kind, v.table_row, v.more";

/// Reads a document from [`DOCUMENT_COLUMNS`].
pub(crate) fn document(row: &Row) -> Result<Document, Fault> {
    let id: String = row.get(0)?;
    let broken = |what: &str| format!("{what} of document `{id}`");
    let more: Option<String> = row.get(12)?;
    let more: More = match more {
        Some(json) => {
            serde_json::from_str(&json).map_err(|e| Fault::damaged(broken("the fields"), e))?
        }
        None => More::default(),
    };
    let table: Option<String> = row.get(10)?;
    let table_row: Option<String> = row.get(11)?;
    Ok(Document {
        published_on: day(row, 1)?,
        kind: row
            .get::<_, String>(2)?
            .parse()
            .map_err(|e| Fault::damaged(broken("the kind"), e))?,
        title: row.get(3)?,
        text: row.get(4)?,
        outlet: row.get(5)?,
        url: row.get(6)?,
        lang: row.get(7)?,
        section: row.get(8)?,
        licence: row.get(9)?,
        row: table.zip(table_row).map(|(table, row)| TableRow { table, row }),
        sources: more.sources,
        topic: more.topic,
        extra: more.extra,
        id,
    })
}

/// Cuts the sentence of report `r` out of its version `v`, in SQL; the same
/// text that `Document::full_text` gives. Null where the JSON holds it.
pub(crate) const SENTENCE: &str = "substr(CASE WHEN v.title IS NULL THEN v.text \
     WHEN v.text = '' THEN v.title ELSE v.title || char(10, 10) || v.text END, \
     r.sentence_start + 1, r.text_chars)";

/// How many code points of `full_text` the report's sentence takes, where it
/// stands there; none where it must be kept beside the document.
pub(crate) fn text_chars(report: &Report, full_text: &str) -> Option<usize> {
    if full_text.contains('\0') {
        return None; // SQLite's substr ends there.
    }
    let start = full_text.char_indices().map(|(byte, _)| byte).nth(report.sentence_start)?;
    full_text[start..].starts_with(&report.text).then(|| report.text.chars().count())
}

/// The report as kept: without empty fields, and without the sentence where it
/// can be restored.
pub(crate) fn report_json(report: &Report, is_text_kept: bool) -> Result<String, Fault> {
    check_numbers(report)?;
    let mut value = serde_json::to_value(report).expect("a report can always be JSON");
    if let Value::Object(fields) = &mut value
        && !is_text_kept
    {
        fields.shift_remove("text");
    }
    drop_nulls(&mut value);
    Ok(value.to_string())
}

/// Reads what [`report_json`] wrote; `text` is the restored sentence, if it was left out.
pub(crate) fn report(json: &str, text: Option<&str>) -> Result<Report, Fault> {
    let read = match (text, json.strip_prefix('{')) {
        (Some(text), Some(rest)) => {
            let text = Value::String(text.to_owned());
            serde_json::from_str(&format!("{{\"text\":{text},{rest}"))
        }
        _ => serde_json::from_str(json),
    };
    read.map_err(|error| {
        let start: String = json.chars().take(60).collect();
        Fault::damaged(format!("the report that begins `{start}`"), error)
    })
}

/// JSON has no word for infinity or "not a number"; a coder that gives one is broken.
fn check_numbers(report: &Report) -> Result<(), Fault> {
    let place = report.place.as_ref();
    let inner_goods = report.act.iter().flat_map(|act| &act.goods);
    let quantities = report.goods.iter().chain(inner_goods).filter_map(|goods| goods.quantity);
    let numbers =
        [("goldstein", Some(report.goldstein)), ("probability", Some(report.probability))]
            .into_iter()
            .chain([
                ("place.lat", place.and_then(|p| p.lat)),
                ("place.lon", place.and_then(|p| p.lon)),
            ])
            .chain(quantities.map(|quantity| ("goods.quantity", Some(quantity))));
    for (field, number) in numbers {
        if number.is_some_and(|number| !number.is_finite()) {
            return Err(Problem::NotANumber { report: report.id.clone(), field }.into());
        }
    }
    Ok(())
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            fields.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

/// The arrangement as kept: its evidence has a table of its own.
pub(crate) fn arrangement_json(arrangement: &Arrangement) -> String {
    let mut value = serde_json::to_value(arrangement).expect("an arrangement can always be JSON");
    value["evidence"] = Value::Array(Vec::new());
    drop_nulls(&mut value);
    value.to_string()
}

/// Reads what [`arrangement_json`] wrote.
pub(crate) fn arrangement(json: &str) -> Result<Arrangement, Fault> {
    serde_json::from_str(json).map_err(|error| {
        let start: String = json.chars().take(60).collect();
        Fault::damaged(format!("the arrangement that begins `{start}`"), error)
    })
}

/// Reads a day from a column.
pub(crate) fn day(row: &Row, column: usize) -> Result<Date, Fault> {
    let text: String = row.get(column)?;
    text.parse().map_err(|error: jiff::Error| Fault::damaged(format!("the day `{text}`"), error))
}

/// Reads a moment from a column.
pub(crate) fn moment(row: &Row, column: usize) -> Result<Timestamp, Fault> {
    let microseconds: i64 = row.get(column)?;
    Timestamp::from_microsecond(microseconds)
        .map_err(|error| Fault::damaged(format!("the moment {microseconds}"), error))
}
