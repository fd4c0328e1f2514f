//! What the user may set, and the one place that asks the clock.

use rapport_record::Date;

/// Reads a day such as 2024-06-19.
pub fn day(text: &str) -> Result<Date, String> {
    text.parse::<Date>()
        .map_err(|_| format!("`{text}` is no day; write it as YYYY-MM-DD, such as 2024-06-19"))
}

/// Today, in UTC.
pub fn today() -> Date {
    now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// This moment.
pub fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
