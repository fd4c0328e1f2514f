//! How well places are found and told apart.
//!
//! In: either articles with marked names of places and their coordinates, as
//! LGL has them (`.xml`), or labels of items with the place of their main deed
//! (JSON lines; `gold/places/README.md`). Out: figures, each for a half whose
//! errors may be read (`dev`) and for a sealed half that is only counted.

mod articles;
mod items;

use anyhow::Result;
use std::path::{Path, PathBuf};

/// Runs the measure; `data` is where labelled items stand.
pub fn run(file: &Path, data: &[PathBuf], predictions: Option<&Path>) -> Result<()> {
    let name = file.to_string_lossy();
    if name.ends_with(".xml") || name.ends_with(".xml.gz") {
        articles::run(file, predictions)
    } else {
        items::run(file, data, predictions)
    }
}
