//! Whose codings count for a question.

use crate::{Archive, RunId, asked::Found, corrections::Correction, error::Problem};

/// Whose codings count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Codings {
    /// Of every document those of the newest run that coded it.
    #[default]
    Newest,
    /// The same as it was while this run of text was the newest: nothing that a later run
    /// of text coded, and of rows and corrections only what was recorded before the next
    /// one began. A run of a table is shown alone, by all its rows.
    Replay(RunId),
    /// What this run coded and nothing else, as it coded it: corrections do not count.
    Of(RunId),
}

/// Runs as a question shows them, by number.
pub(crate) struct Shown {
    /// These with all that they coded.
    pub(crate) runs: Vec<i64>,
    /// These with what they coded before a moment.
    pub(crate) tables: Vec<i64>,
    /// That moment, in microseconds since 1970.
    pub(crate) before: i64,
}

impl Archive {
    /// The runs that some codings show.
    pub(crate) fn shown(&self, codings: Codings) -> Found<Shown> {
        let runs = self.list_runs()?;
        let all_of = |run: RunId| Shown { runs: vec![run.0], tables: Vec::new(), before: 0 };
        let (Codings::Replay(run) | Codings::Of(run)) = codings else {
            let runs = runs.iter().map(|run| run.id.0).collect();
            return Ok(Shown { runs, tables: Vec::new(), before: 0 });
        };
        let Some(asked) = runs.iter().find(|known| known.id == run) else {
            return Err(Problem::unknown_run(&run.to_string(), &runs).into());
        };
        if asked.is_table || codings == Codings::Of(run) {
            return Ok(all_of(run));
        }
        let numbers = |is_wanted: &dyn Fn(&crate::Run) -> bool| {
            runs.iter().filter(|known| is_wanted(known)).map(|known| known.id.0).collect()
        };
        let next = runs.iter().find(|known| !known.is_table && run < known.id);
        Ok(Shown {
            runs: numbers(&|known| !known.is_table && known.id <= run),
            tables: numbers(&|known| known.is_table),
            before: next.map_or(i64::MAX, |next| next.recorded_at.as_microsecond()),
        })
    }

    /// Those of these corrections that were recorded while the run replayed was the newest,
    /// with what took them back by then; all where nothing is replayed.
    pub(crate) fn shown_corrections(
        &self,
        mut kept: Vec<(Correction, Option<i64>)>,
        codings: Codings,
    ) -> Found<Vec<Correction>> {
        let before = match codings {
            Codings::Newest => i64::MAX,
            Codings::Replay(_) => self.shown(codings)?.before,
            Codings::Of(_) => i64::MIN,
        };
        kept.retain(|(correction, _)| correction.recorded_at.as_microsecond() < before);
        Ok(kept
            .into_iter()
            .map(|(mut correction, undone_at)| {
                if undone_at.is_some_and(|moment| before <= moment) {
                    correction.undone = None;
                }
                correction
            })
            .collect())
    }
}
