//! `--actors FOLDER`: tables and dictionaries of the user's own, laid over the
//! built-in ones.

use crate::failure::Failure;
use crate::inputs;
use anyhow::Result;
use rapport_coding::NewsCoder;
use rapport_coding::actors::Gazetteer;
use rapport_record::Ontology;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Which tables of actors to read by.
#[derive(Debug, Clone, clap::Args)]
pub struct ActorArgs {
    /// Add or replace actors by the tables (.csv) and TABARI or PETRARCH dictionaries (.txt) in this folder, gzip too
    #[arg(long, value_name = "FOLDER")]
    actors: Option<PathBuf>,
}

/// Entries left out that are shown one by one.
const LEFT_OUT_SHOWN: usize = 10;

impl ActorArgs {
    /// The built-in tables, with those of the folder laid over them.
    pub fn gazetteer(&self) -> Result<Gazetteer> {
        let embedded = Gazetteer::embedded();
        let Some(folder) = &self.actors else { return Ok(embedded) };
        let files = files(folder)?;
        let tables: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let gazetteer = embedded.with(&tables).map_err(|error| {
            Failure::input(format!("{}: {}", error.place(), error.message()), error.hint())
        })?;
        let left_out = gazetteer.left_out();
        for one in left_out.iter().take(LEFT_OUT_SHOWN) {
            eprintln!("skipped: {}: {}\nhint: {}", one.place(), one.message(), one.hint());
        }
        if LEFT_OUT_SHOWN < left_out.len() {
            eprintln!("skipped: {} entries of dictionaries in all", left_out.len());
        }
        Ok(gazetteer)
    }

    /// The coder that reads by them.
    pub fn coder(&self) -> Result<NewsCoder> {
        Ok(NewsCoder::new(self.gazetteer()?, Ontology::embedded()))
    }
}

/// The folder's tables and dictionaries, by name, without `.gz`.
fn files(folder: &Path) -> Result<Vec<(String, String)>> {
    let hint = "give a folder that holds tables such as names.csv or tenures.csv, or dictionaries ending in .txt; see data/actors/README.md";
    let broken = |error: &dyn std::fmt::Display| {
        Failure::input(format!("{}: {error}", folder.display()), hint)
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| broken(&error))? {
        let path = entry.map_err(|error| broken(&error))?.path();
        let name = path.display().to_string();
        let bare = name.strip_suffix(".gz").unwrap_or(&name);
        if path.is_file() && (bare.ends_with(".csv") || bare.ends_with(".txt")) {
            paths.push((bare.to_owned(), path));
        }
    }
    paths.sort();
    if paths.is_empty() {
        return Err(broken(&"holds no table of actors").into());
    }
    paths
        .into_iter()
        .map(|(name, path)| {
            let mut bytes = Vec::new();
            inputs::open_text(&path)?.read_to_end(&mut bytes).map_err(|error| {
                Failure::input(format!("{}: {error}", path.display()), "give plain or gzipped text")
            })?;
            // Old dictionaries are not always UTF-8; their names are ASCII.
            let is_dictionary = name.ends_with(".txt");
            let text = match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) if is_dictionary => {
                    String::from_utf8_lossy(error.as_bytes()).into_owned()
                }
                Err(_) => {
                    let message = format!("{}: not UTF-8 text", path.display());
                    return Err(Failure::input(message, "save the table as UTF-8").into());
                }
            };
            Ok((name, text))
        })
        .collect()
}
