//! When a row says something was: days, months or years, and how to say so.

use super::{
    group::Group,
    mapping::{Mapping, Order},
};
use crate::dates;
use jiff::{ToSpan, civil::Date};
use rapport_record::{DateSource, Dated, month_name};

/// From when to when, as finely as the row tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub(super) from: Partial,
    pub(super) to: Partial,
    /// Last day the data reach, where the thing had not ended by then.
    pub(super) open_until: Option<Date>,
    /// Whether the row tells when it ended: without a column for that, only its
    /// beginning is known, unless it is the last of rows that belong together.
    is_end_told: bool,
    /// A day after which it was certainly over, where the row tells how long it lasted.
    latest: Option<Date>,
}

/// A day, a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Partial {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl When {
    /// Reads the days of a group: its earliest `from`, its latest `to`.
    pub(super) fn read(group: &Group, mapping: &Mapping) -> Result<Self, String> {
        let rule = &mapping.when;
        let to_column = rule.to.as_ref().unwrap_or(&rule.from);
        let mut froms = Vec::new();
        let mut tos = Vec::new();
        for row in &group.rows {
            froms.push(column(row.get(&rule.from), &rule.from, rule.order)?);
            tos.push(column(row.get(to_column), to_column, rule.order)?);
        }
        let mut from = *froms.iter().min_by_key(|day| day.first).ok_or("no row")?;
        let to = *tos.iter().max_by_key(|day| day.last).ok_or("no row")?;
        if to.last < from.first {
            return Err(format!("it ends in {to} before it begins in {from}"));
        }
        let mut latest = None;
        if group.meets(&rule.month_if) {
            let number = |column: &Option<String>| {
                column.as_ref().and_then(|name| group.get(name)).and_then(|text| text.parse().ok())
            };
            if let Some(month) = number(&rule.month).filter(|month| (1..=12).contains(month)) {
                from = Partial::month(from.first.year(), month)?;
                if let Some(n_days) = number(&rule.days_max).filter(|n_days| *n_days > 0) {
                    latest = from.last.checked_add(i32::from(n_days).days()).ok();
                }
            }
        }
        let open_until = rule.data_end.filter(|end| to.last.year() >= *end).map(|_| to.last);
        let is_end_told = rule.to.is_some() || mapping.rows.puts_together();
        Ok(Self { from, to, open_until, is_end_told, latest })
    }

    /// Earliest and latest last day; none where it had not ended, or the row does not tell.
    pub(super) fn end(&self) -> Option<(Date, Date)> {
        (self.is_end_told && self.open_until.is_none()).then_some((self.to.first, self.to.last))
    }

    /// The last day for which the row says that it lasted, where it tells no end.
    pub(super) fn vouched_until(&self) -> Option<Date> {
        self.open_until.or((!self.is_end_told).then_some(self.from.last))
    }

    /// The stretch of days an event of the row fell in.
    pub(super) fn dated(&self) -> Dated {
        Dated { from: self.from.first, to: self.last_day(), known_from: DateSource::Stated }
    }

    /// The last day it can have gone on.
    pub(super) fn last_day(&self) -> Date {
        self.latest.map_or(self.to.last, |latest| latest.min(self.to.last))
    }

    /// "on 9 April 1984", "in 1968", "beginning in June 1968" (within a year),
    /// "from June 1950 to 1953", "since 1949".
    pub(super) fn words(&self) -> String {
        let (from, to) = (self.from, self.to);
        if self.open_until.is_some() {
            return format!("since {from}");
        }
        let within = from.first >= to.first && from.last <= to.last;
        match (from.is_day(), to.is_day()) {
            _ if from == to && from.is_day() => format!("on {from}"),
            _ if from == to => format!("in {from}"),
            _ if within => format!("beginning in {from}"),
            (true, true) if from.first.year() != to.first.year() => format!("from {from} to {to}"),
            (true, true) if from.first.month() != to.first.month() => {
                format!("from {} {} to {to}", from.first.day(), month_name(from.first))
            }
            (true, true) => format!("from {} to {to}", from.first.day()),
            _ => format!("from {from} to {to}"),
        }
    }
}

impl Partial {
    /// Reads "1961", "1961-07", or a whole day in `order`.
    pub(super) fn parse(text: &str, order: Order) -> Result<Self, String> {
        let text = text.trim();
        let no_day = |why: &str| format!("{text:?} is no day, month or year{why}");
        if order != Order::YearMonthDay && text.contains('/') {
            let parts: Vec<i16> = text.split('/').filter_map(|part| part.parse().ok()).collect();
            let [first, second, year] = parts[..] else { return Err(no_day("")) };
            let (month, day) =
                if order == Order::MonthDayYear { (first, second) } else { (second, first) };
            return dates::civil(year, month, day)
                .map(Self::day)
                .map_err(|why| no_day(&format!(": {why}")));
        }
        let mut parts = text.split('-');
        match (
            parts.next().map(str::parse::<i16>),
            parts.next().map(str::parse::<i16>),
            parts.next(),
        ) {
            (Some(Ok(year)), None, _) if (1..=9999).contains(&year) => Ok(Self::year(year)),
            (Some(Ok(year)), Some(Ok(month)), None) => Self::month(year, month),
            (Some(_), Some(_), Some(_)) => dates::day(text).map(Self::day),
            _ => Err(no_day("")),
        }
    }

    fn day(day: Date) -> Self {
        Self { first: day, last: day }
    }

    fn month(year: i16, month: i16) -> Result<Self, String> {
        let first = dates::civil(year, month, 1)?;
        Ok(Self { first, last: first.last_of_month() })
    }

    fn year(year: i16) -> Self {
        let first = Date::constant(year, 1, 1);
        Self { first, last: first.last_of_year() }
    }

    fn is_day(&self) -> bool {
        self.first == self.last
    }
}

impl std::fmt::Display for Partial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (first, year) = (self.first, self.first.year());
        if self.is_day() {
            write!(f, "{} {} {year}", first.day(), month_name(first))
        } else if self.last == first.last_of_month() {
            write!(f, "{} {year}", month_name(first))
        } else {
            write!(f, "{year}")
        }
    }
}

fn column(value: Option<&str>, name: &str, order: Order) -> Result<Partial, String> {
    let text = value.filter(|text| !text.is_empty()).ok_or(format!("`{name}` is empty"))?;
    Partial::parse(text, order).map_err(|why| format!("`{name}` {why}"))
}
