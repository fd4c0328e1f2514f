//! Parties and days in the few characters that a table has room for.

use rapport_record::{Dated, Party};

/// "RUS-GOV", "RUS" without a role, "-" where nobody is named.
pub fn party(party: Option<&Party>) -> String {
    match party {
        None => "-".to_owned(),
        Some(Party { actor, role: Some(role), .. }) => format!("{actor}-{role}"),
        Some(Party { actor, .. }) => actor.clone(),
    }
}

/// "2024-03-01", "2024-03-01 to 2024-03-31", "from 2024-03-01" where no end is known.
pub fn days(days: Dated) -> String {
    match days.to {
        Dated::OPEN => format!("from {}", days.from),
        to if to == days.from => to.to_string(),
        to => format!("{} to {to}", days.from),
    }
}
