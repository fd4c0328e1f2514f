//! Sums of deeds as corrected: what corrections add to them and take away.
//!
//! The sums that the archive keeps (`daily.rs`) are of reports as they were
//! coded; a question gets the difference that its corrections make.

use crate::{
    Archive, Query,
    asked::{Asked, Found},
    corrected::Fixed,
    daily::{POINT, add, add_all, day_number, sums_of},
    event_key,
    figures::{DyadTotals, months},
};
use rapport_record::{ActorId, Certainty};
use std::collections::{BTreeMap, BTreeSet};

impl Archive {
    /// Sums of deeds, with what corrections add and take away.
    pub(crate) fn correct_dyads(
        &self,
        totals: Vec<DyadTotals>,
        query: &Query,
    ) -> Found<Vec<DyadTotals>> {
        let more = self.deeds_corrected(query)?;
        if more.is_empty() {
            return Ok(totals);
        }
        #[expect(clippy::cast_possible_truncation, reason = "they were whole numbers")]
        let whole = |sum: f64, unit: f64| (sum * unit).round() as i64;
        let mut sums: BTreeMap<(ActorId, ActorId), [i64; 3]> = totals
            .into_iter()
            .map(|total| {
                let n = i64::try_from(total.n).unwrap_or(i64::MAX);
                let sums = [n, whole(total.sum, POINT), whole(total.sum_of_squares, POINT * POINT)];
                ((total.source, total.target), sums)
            })
            .collect();
        for ((source, target, _), more) in more {
            add(sums.entry((source, target)).or_default(), more, 1);
        }
        let is_any = |(_, [n, ..]): &(_, [i64; 3])| 0 < *n;
        Ok(sums
            .into_iter()
            .filter(is_any)
            .map(|((source, target), sums)| DyadTotals::new(source, target, sums))
            .collect())
    }

    /// Numbers of dealings, with what corrections add and take away.
    pub(crate) fn correct_dealings(
        &self,
        found: Vec<(ActorId, usize)>,
        actor: &str,
        query: &Query,
    ) -> Found<Vec<(ActorId, usize)>> {
        let Query { as_of, corrected_by, codings, .. } = *query;
        let known = Query { as_of, corrected_by, codings, ..Query::default() };
        let (since, until) = months(query.period);
        let mut by_other: BTreeMap<ActorId, i64> = found
            .into_iter()
            .map(|(other, n)| (other, i64::try_from(n).unwrap_or(i64::MAX)))
            .collect();
        for ((source, target, month), [n, ..]) in self.deeds_corrected(&known)? {
            if (since..=until).contains(&month) && (source == actor || target == actor) {
                let other = if source == actor { target } else { source };
                *by_other.entry(other).or_default() += n;
            }
        }
        let n = |n| usize::try_from(n).unwrap_or_default();
        let all = by_other.into_iter().map(|(other, count)| (other, n(count)));
        Ok(all.filter(|(_, n)| 0 < *n).collect())
    }

    /// By how much the deeds as corrected differ from those as coded.
    fn deeds_corrected(&self, query: &Query) -> Found<Deeds> {
        let overlay = self.overlay(query)?;
        let fixed = || overlay.fixed.values();
        let reports = fixed().flat_map(|f| std::iter::once(&f.before).chain(&f.after));
        let keys: BTreeSet<String> = reports.map(event_key).collect();
        if keys.is_empty() {
            return Ok(Deeds::new());
        }
        let mut asked = Asked::new(self, query)?;
        let matches = asked.matches("r", query);
        asked.set(":keys", serde_json::json!(keys).to_string());
        let sql = format!(
            "SELECT r.number, r.id, r.event, r.source_actor, r.target_actor,
                    replace(r.happened_from, '-', '') / 100, replace(r.known_on, '-', '') + 0,
                    r.goldstein, r.probability
             FROM reports AS r
             WHERE r.event IN (SELECT value FROM json_each(:keys))
               AND r.between_governments = 1 AND r.certainty = 'reported' AND {matches} AND {}",
            asked.counts("r")
        );
        let before = asked.rows(self, &sql, |row| {
            let deed = Deed {
                id: row.get(1)?,
                key: row.get(2)?,
                source: row.get(3)?,
                target: row.get(4)?,
                month: row.get(5)?,
                known_on: row.get(6)?,
                goldstein: row.get(7)?,
                probability: row.get(8)?,
            };
            Ok((row.get::<_, i64>(0)?, deed))
        })?;
        let is_as_coded = |(number, _): &&(i64, Deed)| !overlay.fixed.contains_key(number);
        let mut after: Vec<&Deed> = before.iter().filter(is_as_coded).map(|(_, d)| d).collect();
        let corrected: Vec<Deed> =
            fixed().filter(|fixed| fixed.matches(query)).filter_map(Deed::of).collect();
        after.extend(&corrected);
        let mut deeds = summed(after);
        add_all(&mut deeds, summed(before.iter().map(|(_, deed)| deed).collect()), -1);
        Ok(deeds)
    }
}

/// Source, target and month of deeds; their number, sum and sum of squares.
type Deeds = BTreeMap<(ActorId, ActorId, i64), [i64; 3]>;

/// A deed of one government to another, stated as fact, as one report has it.
struct Deed {
    id: String,
    key: String,
    source: ActorId,
    target: ActorId,
    month: i64,
    known_on: i64,
    goldstein: f64,
    probability: f64,
}

impl Deed {
    fn of(fixed: &Fixed) -> Option<Self> {
        let report = fixed.after.as_ref()?;
        let (source, target) = (report.source.as_ref()?, report.target.as_ref()?);
        let is_deed = report.is_between_governments() && report.certainty == Certainty::Reported;
        is_deed.then(|| Self {
            id: report.id.clone(),
            key: event_key(report),
            source: source.actor.clone(),
            target: target.actor.clone(),
            month: day_number(report.happened_on.from) / 100,
            known_on: day_number(fixed.known_on),
            goldstein: report.goldstein,
            probability: report.probability,
        })
    }
}

/// Each deed once, as its best report has it: likeliest, earliest known, smallest id.
fn summed(mut told: Vec<&Deed>) -> Deeds {
    let place = |deed: &Deed| (deed.source.clone(), deed.target.clone(), deed.key.clone());
    told.sort_by(|one, other| {
        (place(one).cmp(&place(other)))
            .then_with(|| other.probability.total_cmp(&one.probability))
            .then_with(|| (one.known_on, &one.id).cmp(&(other.known_on, &other.id)))
    });
    told.dedup_by_key(|deed| place(deed));
    let mut deeds = Deeds::new();
    for deed in told {
        let key = (deed.source.clone(), deed.target.clone(), deed.month);
        add(deeds.entry(key).or_default(), sums_of(deed.goldstein), 1);
    }
    deeds
}
