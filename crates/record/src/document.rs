//! One piece of text, or one row of a reference table.

use crate::list::closed_list;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

closed_list! {
    /// What kind of thing a document is; it decides how it may be cited.
    DocumentKind, "document kind" {
        /// Somebody's text: an article, a summary, a headline.
        Text = "text",
        /// One row of a reference table, with its row id.
        Row = "row",
        /// A note of the built-in sample, written for this program.
        Sample = "sample",
    }
}

/// Which row of which reference table a document stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// The table's kind, for example `atop-alliances`.
    pub table: String,
    /// The row's own id, stable across releases, for example `2-20-defense-1949`.
    pub row: String,
}

/// One piece of text, or one dataset row, with source, publication day and text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Unique in an archive; a content hash where the input gave none.
    pub id: String,
    /// The day it was published: `known_on` of everything read from it.
    #[serde(rename = "date")]
    pub published_on: Date,
    /// Headline, if any; never empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The body: `text`, else `summary`; empty for a title alone.
    pub text: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Whom the document names as its own sources (agencies, other outlets).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// ISO 639-1 or 639-3 code, as given or detected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The outlet's section ("Sports").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Running topics ("Russian invasion of Ukraine").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topic: Vec<String>,
    /// Terms under which the text may be used, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Text, table row or sample note.
    pub kind: DocumentKind,
    /// Set for `kind: row`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<TableRow>,
    /// Fields of the input that Rapport has no use for, kept as they were.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
}

impl Document {
    /// A document of plain text with nothing else known.
    pub fn plain(id: impl Into<String>, published_on: Date, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            published_on,
            title: None,
            text: text.into(),
            outlet: None,
            sources: Vec::new(),
            url: None,
            lang: None,
            section: None,
            topic: Vec::new(),
            licence: None,
            kind: DocumentKind::Text,
            row: None,
            extra: Map::new(),
        }
    }

    /// What is coded and what offsets count in: title, two newlines, body; or
    /// whichever of the two there is.
    pub fn full_text(&self) -> String {
        match &self.title {
            Some(title) if self.text.is_empty() => title.clone(),
            Some(title) => format!("{title}\n\n{}", self.text),
            None => self.text.clone(),
        }
    }
}
