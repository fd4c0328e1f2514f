//! Outlets that a user names: which of the archive's they are.

use crate::failure::Failure;
use anyhow::Result;
use rapport_archive::Archive;
use std::collections::HashSet;

/// Outlets suggested where a name is unknown.
const SUGGESTIONS_MAX: usize = 3;

/// The outlets of the archive that these names mean, whatever their case; none
/// for none. An unknown name is a usage error with the nearest known ones.
pub fn named(archive: &Archive, asked: &[String]) -> Result<Vec<String>> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let known = archive.outlets()?;
    let mut found = Vec::new();
    for name in asked {
        let meant = known.iter().filter(|outlet| same(outlet, name));
        let before = found.len();
        found.extend(meant.cloned());
        if found.len() == before {
            return Err(unknown(name, &known).into());
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn unknown(name: &str, known: &[String]) -> Failure {
    let mut near: Vec<(f64, &String)> = known
        .iter()
        .filter(|outlet| !outlet.is_empty())
        .map(|outlet| (likeness(name, outlet), outlet))
        .filter(|(likeness, _)| LIKENESS_MIN <= *likeness)
        .collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    near.truncate(SUGGESTIONS_MAX);
    let near: Vec<String> = near.iter().map(|(_, outlet)| format!("\"{outlet}\"")).collect();
    let hint = if near.is_empty() {
        "`rapport coverage` lists the outlets of an archive".to_owned()
    } else {
        format!("did you mean {}?", near.join(", "))
    };
    Failure::usage(format!("no outlet \"{name}\" has published anything in this archive"), hint)
}

/// From which likeness on an outlet is suggested: "Herald" is 0.47 like
/// "Freedonian Herald", two names by chance are 0.2. Ours.
const LIKENESS_MIN: f64 = 0.35;

/// Shared pairs of neighbouring letters over all of them (Dice 1945): 1 for the
/// same name, 0 for nothing in common.
fn likeness(one: &str, other: &str) -> f64 {
    let pairs = |name: &str| -> HashSet<(char, char)> {
        let letters: Vec<char> =
            name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
        letters.iter().copied().zip(letters.iter().copied().skip(1)).collect()
    };
    let (one, other) = (pairs(one), pairs(other));
    let all = one.len() + other.len();
    if all == 0 { 0.0 } else { 2.0 * one.intersection(&other).count() as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_like_what_was_meant() {
        assert!(0.7 < likeness("Freedonian Heralt", "Freedonian Herald"));
        assert!(LIKENESS_MIN < likeness("herald", "Freedonian Herald"));
        assert!(likeness("Gazette", "Freedonian Herald") < LIKENESS_MIN);
    }

    #[test]
    fn case_makes_no_difference() {
        assert!(same(" freedonian HERALD", "Freedonian Herald"));
        assert!(!same("Herald", "Freedonian Herald"));
    }
}
