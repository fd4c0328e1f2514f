//! JSON: the contract of `rapport brief --format json`.

use crate::brief::Brief;

/// The brief as JSON. The first key stands on the first line and the last on
/// the last, so that whoever looks at either line sees what this is.
pub fn to_json(brief: &Brief) -> String {
    let pretty = serde_json::to_string_pretty(brief).expect("a brief is made of plain values");
    let inner = pretty.strip_prefix("{\n  ").and_then(|rest| rest.strip_suffix("\n}"));
    inner.map_or_else(|| format!("{pretty}\n"), |inner| format!("{{ {inner} }}\n"))
}
