//! Rows, and rows that belong together.

use super::mapping::{Conditions, RowsRule};
use std::{collections::HashMap, rc::Rc};

/// One row of the table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) line: u64,
    header: Rc<[String]>,
    values: Vec<String>,
}

impl Row {
    /// A whole number that was saved as a decimal ("1961.0") is read as one.
    pub(super) fn new(line: u64, header: Rc<[String]>, values: Vec<String>) -> Self {
        let plain = |value: String| {
            let trimmed = value.trim();
            match trimmed.strip_suffix(".0") {
                Some(whole)
                    if whole.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit()) =>
                {
                    whole.to_owned()
                }
                _ => trimmed.to_owned(),
            }
        };
        Self { line, header, values: values.into_iter().map(plain).collect() }
    }

    /// What stands in a column; none where there is no such column.
    pub(super) fn get(&self, column: &str) -> Option<&str> {
        let index = self.header.iter().position(|name| name.eq_ignore_ascii_case(column))?;
        self.values.get(index).map(String::as_str)
    }

    /// Columns that hold something.
    pub(super) fn filled(&self) -> impl Iterator<Item = (&String, &String)> {
        self.header.iter().zip(&self.values).filter(|(_, value)| !value.is_empty())
    }
}

/// Rows that make one document; at least one.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// In the order of time, where the group has several.
    pub(super) rows: Vec<Row>,
    /// How many groups share the value that `rows.count` names.
    pub(super) n_alike: usize,
    /// Which of `rows.sides` takes part in all of these groups.
    pub(super) lone: Lone,
    /// Whether it begins in the first year of these groups.
    pub(super) is_from_start: bool,
}

/// Which side of a pair stands alone against all others of its quarrel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lone {
    First,
    Second,
    Both,
    Neither,
}

impl Lone {
    fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
            Self::Both => "both",
            Self::Neither => "neither",
        }
    }
}

impl Group {
    pub(super) fn single(row: Row) -> Self {
        Self { rows: vec![row], n_alike: 1, lone: Lone::Both, is_from_start: true }
    }

    /// A column of the first row; `last COLUMN` of the last; `rows`; `groups`; `lone`;
    /// `from_start`.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        match name {
            "rows" => Some(self.rows.len().to_string()),
            "groups" => Some(self.n_alike.to_string()),
            "lone" => Some(self.lone.as_str().to_owned()),
            "from_start" => Some(if self.is_from_start { "yes" } else { "no" }.to_owned()),
            _ => match name.strip_prefix("last ") {
                Some(column) => self.rows.last()?.get(column),
                None => self.rows.first()?.get(name),
            }
            .map(str::to_owned),
        }
    }

    /// Whether every condition is met.
    pub(super) fn meets(&self, conditions: &Conditions) -> bool {
        conditions.iter().all(|(name, values)| values.admits(&self.get(name).unwrap_or_default()))
    }
}

/// Puts rows together as the mapping says, in the order of their first rows.
///
/// `year` tells the year of a row, for the order within a group and for gaps.
pub(super) fn grouped(
    rows: impl IntoIterator<Item = Row>,
    rule: &RowsRule,
    year: impl Fn(&Row) -> Option<i16>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<Vec<String>, (usize, bool)> = HashMap::new();
    for row in rows {
        let (key, is_turned) = key(&row, rule);
        match known.get(&key) {
            None => {
                known.insert(key, (groups.len(), is_turned));
                groups.push(Group::single(row));
            }
            Some((place, first_is_turned)) if *first_is_turned == is_turned => {
                groups[*place].rows.push(row);
            }
            // A table that tells each pair both ways says the same twice.
            Some(_) => {}
        }
    }
    for group in &mut groups {
        group.rows.sort_by_key(&year);
        if rule.unbroken {
            keep_newest_run(&mut group.rows, &year);
        }
    }
    if let Some(column) = &rule.count {
        count(&mut groups, column, rule.sides.as_ref(), &year);
    }
    groups
}

/// Tells each group how many share its value of `column`, who is in them all,
/// and whether it begins with the first of them.
fn count(
    groups: &mut [Group],
    column: &str,
    sides: Option<&[String; 2]>,
    year: impl Fn(&Row) -> Option<i16>,
) {
    let side_of = |group: &Group, index: usize| {
        sides.and_then(|sides| group.get(&sides[index])).unwrap_or_default()
    };
    let mut n_of: HashMap<String, usize> = HashMap::new();
    let mut n_with: HashMap<(String, String), usize> = HashMap::new();
    let mut first_year: HashMap<String, i16> = HashMap::new();
    let year_of = |group: &Group| group.rows.first().and_then(&year).unwrap_or(i16::MAX);
    for group in groups.iter() {
        let value = group.get(column).unwrap_or_default();
        *n_of.entry(value.clone()).or_default() += 1;
        let first = first_year.entry(value.clone()).or_insert(i16::MAX);
        *first = year_of(group).min(*first);
        for index in 0..2 {
            *n_with.entry((value.clone(), side_of(group, index))).or_default() += 1;
        }
    }
    for group in groups {
        let value = group.get(column).unwrap_or_default();
        let is_in_all =
            |index: usize| n_with[&(value.clone(), side_of(group, index))] == n_of[&value];
        let lone = match (is_in_all(0), is_in_all(1)) {
            (true, true) => Lone::Both,
            (true, false) => Lone::First,
            (false, true) => Lone::Second,
            (false, false) => Lone::Neither,
        };
        group.is_from_start = year_of(group) == first_year[&value];
        group.n_alike = n_of[&value];
        group.lone = lone;
    }
}

/// The values that tell groups apart, and whether the pair stands the other way round.
fn key(row: &Row, rule: &RowsRule) -> (Vec<String>, bool) {
    let value = |column: &String| row.get(column).unwrap_or_default().to_owned();
    let mut key: Vec<String> = rule.group.iter().map(value).collect();
    let mut is_turned = false;
    if let Some([one, other]) = &rule.either_way {
        let (one, other) = (value(one), value(other));
        is_turned = other < one;
        key.extend(if is_turned { [other, one] } else { [one, other] });
    }
    (key, is_turned)
}

fn keep_newest_run(rows: &mut Vec<Row>, year: impl Fn(&Row) -> Option<i16>) {
    let years: Vec<Option<i16>> = rows.iter().map(&year).collect();
    let starts = (1..rows.len()).rev().find(|&index| match (years[index - 1], years[index]) {
        (Some(before), Some(after)) => after - before > 1,
        _ => true,
    });
    rows.drain(..starts.unwrap_or(0));
}
