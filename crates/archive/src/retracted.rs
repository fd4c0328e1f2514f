//! What was told and is told no more: an event whose every document was
//! corrected since, and no longer tells it.

use crate::{
    Archive, EventTold, Query, Result,
    asked::{Asked, Found, OUTLET},
    events::{self, Told},
    joining, rows,
};
use rapport_record::{Date, EventStatus};

impl Archive {
    /// The event of this id as its documents told it before they were
    /// corrected, its status `retracted`, with the day of the last correction.
    ///
    /// None where no document ever told it by the day asked, and none where one
    /// still does: ask [`Archive::event_in`] first.
    pub fn retracted(&self, id: &str, query: &Query) -> Result<Option<(EventTold, Date)>> {
        self.find_retracted(id, query).map_err(|fault| self.told(fault))
    }

    fn find_retracted(&self, id: &str, query: &Query) -> Found<Option<(EventTold, Date)>> {
        // Whoever published it: what counts is that it was told.
        let known_by = Query { as_of: query.as_of, codings: query.codings, ..Query::default() };
        let mut asked = Asked::new(self, &known_by)?;
        asked.set(":event", joining::key_of(id).to_owned());
        let sql = format!(
            "SELECT r.json, {}, {OUTLET}, r.recorded_at, MAX(w.known_on)
             FROM reports AS r JOIN versions AS v ON v.number = r.version
             JOIN versions AS w ON w.document = v.document AND w.known_on <= :as_of
              AND (w.known_on, w.recorded_at, w.hash) > (v.known_on, v.recorded_at, v.hash)
              {}
             WHERE r.event = :event AND r.run =
                (SELECT MAX(c.run) FROM coded AS c
                 WHERE c.document = r.document AND c.version = r.version {})
             GROUP BY r.number ORDER BY r.known_on, r.number",
            rows::SENTENCE,
            asked.is_coded("w"),
            asked.among_runs("c")
        );
        let mut corrected_on = None;
        let told = asked.rows(self, &sql, |row| {
            let text: Option<String> = row.get(1)?;
            let report = rows::report(&row.get::<_, String>(0)?, text.as_deref())?;
            corrected_on = corrected_on.max(Some(rows::day(row, 4)?));
            Ok(Told { report, outlet: row.get(2)?, recorded_at: rows::moment(row, 3)? })
        })?;
        let is_called = told.iter().any(|told| joining::event_id(&told.report) == id);
        let event = events::event(told).filter(|_| is_called);
        Ok(event.zip(corrected_on).map(|((mut event, reports), on)| {
            event.status = EventStatus::Retracted;
            ((event, reports), on)
        }))
    }
}
