//! News marked up in TimeML, out of a tar.gz.
//!
//! In: an archive of `.tml` files, as TimeBank and AQUAINT come in the training
//! set of TempEval-3. Out: for each its day of creation, its text and its
//! marked expressions, in the order of their names. The folder `testpipeline`
//! holds other people's output and is left out.
//! Format: TimeML 1.2.1 (Pustejovsky et al. 2003), of which only `DCT`, `TEXT`
//! and `TIMEX3` are read.

use crate::failure::Failure;
use anyhow::Result;
use rapport_record::{Date, Span};
use std::io::Read;
use std::path::Path;

/// A document with its marked expressions.
#[derive(Debug)]
pub struct Marked {
    /// Its file's name, without folders.
    pub name: String,
    /// The day it was created.
    pub created_on: Date,
    /// What stands in `TEXT`, without markup.
    pub text: String,
    /// The expressions in `TEXT`, in order; those without words are left out.
    pub timexes: Vec<Timex>,
}

/// One marked expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timex {
    /// Where, in code points of the text.
    pub span: Span,
    /// Whether its type is DATE, rather than TIME, DURATION or SET.
    pub is_date: bool,
    /// Its value as written: "1998-03", "PAST_REF".
    pub value: String,
}

const HINT: &str = "the file is a tar.gz of TimeML files (.tml), such as TBAQ-cleaned.tar.gz";

/// Reads every document of an archive.
pub fn read(file: &Path) -> Result<Vec<Marked>> {
    let archive = file.display().to_string();
    let broken =
        |error: &dyn std::fmt::Display| Failure::input(format!("{archive}: {error}"), HINT);
    let mut entries = tar::Archive::new(crate::inputs::open_text(file)?);
    let mut found = Vec::new();
    for entry in entries.entries().map_err(|error| broken(&error))? {
        let mut entry = entry.map_err(|error| broken(&error))?;
        let path = entry.path().map_err(|error| broken(&error))?.into_owned();
        let is_left_out = path.components().any(|part| part.as_os_str() == "testpipeline");
        if is_left_out || path.extension().is_none_or(|ending| ending != "tml") {
            continue;
        }
        let mut written = String::new();
        let here = format!("{archive}: {}", path.display());
        entry
            .read_to_string(&mut written)
            .map_err(|error| Failure::input(format!("{here}: {error}"), HINT))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let marked =
            parse(name, &written).map_err(|why| Failure::input(format!("{here}: {why}"), HINT))?;
        found.push(marked);
    }
    if found.is_empty() {
        return Err(Failure::input(format!("{archive}: no .tml file in it"), HINT).into());
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

fn parse(name: String, written: &str) -> Result<Marked, String> {
    let tree = roxmltree::Document::parse(written).map_err(|error| error.to_string())?;
    let element = |tag: &str| tree.descendants().find(|node| node.has_tag_name(tag));
    let created = element("DCT")
        .and_then(|dct| dct.descendants().find(|node| node.has_tag_name("TIMEX3")))
        .and_then(|timex| timex.attribute("value"))
        .ok_or("no TIMEX3 with a value in DCT")?;
    let created_on = created
        .get(..10)
        .and_then(|day| day.parse().ok())
        .ok_or_else(|| format!("the creation time `{created}` is no day"))?;
    let body = element("TEXT").ok_or("no TEXT")?;
    let mut marked = Marked { name, created_on, text: String::new(), timexes: Vec::new() };
    let mut length = 0;
    gather(body, &mut marked, &mut length);
    marked.timexes.sort_by_key(|timex| timex.span.start);
    Ok(marked)
}

fn gather(node: roxmltree::Node<'_, '_>, marked: &mut Marked, length: &mut usize) {
    for child in node.children() {
        if let Some(text) = child.text().filter(|_| child.is_text()) {
            marked.text.push_str(text);
            *length += text.chars().count();
            continue;
        }
        let start = *length;
        gather(child, marked, length);
        if child.has_tag_name("TIMEX3") && start < *length {
            marked.timexes.push(Timex {
                span: Span { start, end: *length },
                is_date: child.attribute("type") == Some("DATE"),
                value: child.attribute("value").unwrap_or_default().to_owned(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_marks_come_without_markup() {
        let marked = parse(
            "a.tml".to_owned(),
            r#"<TimeML><DCT><TIMEX3 type="DATE" value="2024-06-19">today</TIMEX3></DCT><TEXT>Ščit &amp; co <EVENT>met</EVENT> on <TIMEX3 type="DATE" value="2024-06-17">Monday</TIMEX3>.<TIMEX3 type="DURATION" value="P1D"/></TEXT></TimeML>"#,
        )
        .unwrap();
        assert_eq!(marked.text, "Ščit & co met on Monday.");
        assert_eq!(marked.created_on.to_string(), "2024-06-19");
        assert_eq!(
            marked.timexes,
            [Timex {
                span: Span { start: 17, end: 23 },
                is_date: true,
                value: "2024-06-17".into()
            }]
        );
    }

    #[test]
    fn a_missing_creation_time_is_named() {
        let error = parse("a.tml".to_owned(), "<TimeML><TEXT>x</TEXT></TimeML>").unwrap_err();
        assert_eq!(error, "no TIMEX3 with a value in DCT");
    }
}
