//! Is the archive sound: its pages, what must not be there twice, its sums.

use crate::{
    Archive, Query, Result,
    asked::{Asked, Found},
};

impl Archive {
    /// What is wrong with the archive, one sentence each; empty where it is
    /// sound. Reads all of it, so it takes a while on a large one.
    pub fn faults(&self) -> Result<Vec<String>> {
        self.find_faults().map_err(|fault| self.told(fault))
    }

    fn find_faults(&self) -> Found<Vec<String>> {
        let asked = Asked::new(self, &Query::default())?;
        let mut faults = Vec::new();
        for said in asked_pages(self)? {
            if said != "ok" {
                faults.push(format!("SQLite says: {said}"));
            }
        }
        let number = |sql: &str| -> Found<i64> {
            let found = asked.rows(self, sql, |row| Ok(row.get(0)?))?;
            Ok(found.first().copied().unwrap_or_default())
        };
        for (what, sql) in TWICE_OR_LOST {
            let n = number(sql)?;
            if n != 0 {
                faults.push(format!("{n} {what}"));
            }
        }
        if self.is_summed() {
            let query = Query::default();
            if self
                .summed_dyads(None)
                .is_ok_and(|sums| self.sum_dyads(&query).is_ok_and(|all| sums != all))
            {
                faults.push("the sums of deeds are not those of the reports".to_owned());
            }
            if self.find_outlet_days(&query)? != self.count_outlet_days(&query)? {
                faults.push("the counts of documents are not those of the documents".to_owned());
            }
        }
        Ok(faults)
    }
}

/// What must be none, and how it is counted. Every statement names `:as_of`,
/// which is bound to each.
const TWICE_OR_LOST: [(&str, &str); 4] = [
    (
        "reports are there twice",
        "SELECT count(*) FROM (SELECT 1 FROM reports WHERE '' < :as_of
         GROUP BY version, run, id HAVING 1 < count(*))",
    ),
    (
        "versions of documents were stored without a coding",
        "SELECT count(*) FROM versions AS v WHERE '' < :as_of AND NOT EXISTS
         (SELECT 1 FROM coded AS c WHERE c.document = v.document AND c.version = v.number)",
    ),
    (
        "reports belong to no coding",
        "SELECT count(*) FROM reports AS r WHERE '' < :as_of AND NOT EXISTS
         (SELECT 1 FROM coded AS c
          WHERE c.document = r.document AND c.version = r.version AND c.run = r.run)",
    ),
    (
        "documents have no content",
        "SELECT count(*) FROM documents AS d WHERE '' < :as_of AND NOT EXISTS
         (SELECT 1 FROM versions AS v WHERE v.document = d.number)",
    ),
];

fn asked_pages(archive: &Archive) -> Found<Vec<String>> {
    let mut statement = archive.connection.prepare_cached("PRAGMA quick_check")?;
    let said = statement.query_map([], |row| row.get(0))?;
    Ok(said.collect::<rusqlite::Result<_>>()?)
}
