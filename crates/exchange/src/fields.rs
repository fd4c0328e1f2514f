//! From named fields, as JSON or CSV gives them, to a document.

use crate::{dates, documents::ReadOptions};
use jiff::civil::Date;
use rapport_record::{Document, DocumentKind};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// Why fields make no document: the reason, and a way out.
pub(crate) type Refused = (String, Option<&'static str>);

/// Builds a document by the rules of `docs/formats.md`.
///
/// Body is `text`, else `summary`; a title alone is a document; with none of
/// the three it is refused. What has no use here stays in `extra`.
pub(crate) fn document(
    mut fields: Map<String, Value>,
    options: &ReadOptions,
) -> Result<Document, Refused> {
    let published_on = published_on(&mut fields, options)?;
    let title = said(&mut fields, "title")?;
    let text = match said(&mut fields, "text")? {
        Some(text) => text,
        None => said(&mut fields, "summary")?.unwrap_or_default(),
    };
    if text.is_empty() && title.is_none() {
        return Err((
            "none of `text`, `summary` and `title` says anything".to_owned(),
            Some("name the field that holds the text `text`"),
        ));
    }
    let given_id = identifier(&mut fields)?;
    let mut from_source = strings(&mut fields, "source").into_iter();
    let outlet = string(&mut fields, "outlet")
        .or_else(|| from_source.next())
        .or_else(|| options.outlet.clone());
    let mut sources: Vec<String> = from_source.collect();
    sources.extend(strings(&mut fields, "sources"));
    let licence = string(&mut fields, "licence").or_else(|| string(&mut fields, "license"));
    let mut document = Document {
        id: String::new(),
        published_on,
        title,
        text,
        outlet,
        sources,
        url: string(&mut fields, "url"),
        lang: string(&mut fields, "lang"),
        section: string(&mut fields, "section"),
        topic: strings(&mut fields, "topic"),
        licence,
        kind: kind(&mut fields, options),
        row: None,
        extra: Map::new(),
    };
    if let Some(Value::Object(kept)) = fields.get("extra") {
        document.extra = kept.clone();
        fields.shift_remove("extra");
    }
    document.extra.extend(fields.into_iter().filter(|(_, value)| !is_blank(value)));
    document.id = given_id.unwrap_or_else(|| content_id(&document));
    Ok(document)
}

/// Sixteen hexadecimal digits of the content: the same text read twice is one document.
pub(crate) fn content_id(document: &Document) -> String {
    let mut hash = Sha256::new();
    for part in [
        document.title.as_deref().unwrap_or_default(),
        &document.text,
        &document.published_on.to_string(),
        document.outlet.as_deref().unwrap_or_default(),
    ] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn published_on(fields: &mut Map<String, Value>, options: &ReadOptions) -> Result<Date, Refused> {
    for key in ["date", "time"] {
        let given = match fields.get(key) {
            Some(value) if !is_blank(value) => value,
            _ => continue,
        };
        let written = match given {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            other => {
                return Err((format!("`{key}` is {}, not a day", sort(other)), Some(DAY_HINT)));
            }
        };
        let day = dates::day(&written).map_err(|why| (format!("`{key}` {why}"), None))?;
        fields.shift_remove(key);
        return Ok(day);
    }
    options.date.ok_or_else(|| {
        (
            "there is no `date`".to_owned(),
            Some("add a field `date`, or give one for all with --date"),
        )
    })
}

const DAY_HINT: &str = "write it as YYYY-MM-DD";

/// A text that says something; `None` where it is missing, null or blank.
fn said(fields: &mut Map<String, Value>, key: &str) -> Result<Option<String>, Refused> {
    match fields.get(key) {
        Some(Value::String(text)) if !text.trim().is_empty() => {
            let text = text.clone();
            fields.shift_remove(key);
            Ok(Some(text))
        }
        Some(value) if !is_blank(value) => {
            Err((format!("`{key}` is {}, not a string", sort(value)), None))
        }
        _ => Ok(None),
    }
}

/// A missing or blank id is none; a number is taken as it is written.
fn identifier(fields: &mut Map<String, Value>) -> Result<Option<String>, Refused> {
    let id = match fields.get("id") {
        Some(Value::String(id)) if !id.trim().is_empty() => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        Some(value) if !is_blank(value) => {
            return Err((format!("`id` is {}, not a string", sort(value)), None));
        }
        _ => return Ok(None),
    };
    fields.shift_remove("id");
    Ok(Some(id))
}

/// An optional string; of a list, the first. Anything else is left for `extra`.
fn string(fields: &mut Map<String, Value>, key: &str) -> Option<String> {
    strings(fields, key).into_iter().next()
}

/// A string or a list of strings; anything else is left for `extra`.
fn strings(fields: &mut Map<String, Value>, key: &str) -> Vec<String> {
    let found: Option<Vec<String>> = match fields.get(key) {
        Some(Value::String(one)) => Some(vec![one.clone()]),
        Some(Value::Array(many)) => {
            many.iter().map(|one| one.as_str().map(str::to_owned)).collect()
        }
        _ => None,
    };
    let Some(mut found) = found else { return Vec::new() };
    fields.shift_remove(key);
    found.retain(|one| !one.trim().is_empty());
    found
}

/// Only the built-in sample may call itself a sample.
fn kind(fields: &mut Map<String, Value>, options: &ReadOptions) -> DocumentKind {
    let kind = match fields.get("kind").and_then(Value::as_str) {
        Some("text") => DocumentKind::Text,
        Some("sample") if options.is_sample => DocumentKind::Sample,
        _ => return DocumentKind::Text,
    };
    fields.shift_remove("kind");
    kind
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

fn sort(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(is) => format!("{is}"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("{text:?}"),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
