//! What formulas get to know of long areas in the middle of a recalculation.

use std::borrow::Cow;
use std::sync::Arc;

use ulam_formula::address::{Area, SheetId};
use ulam_formula::context::Context;
use ulam_formula::equality_key::EqualityKey;
use ulam_formula::long_areas::{CallKey, LongAreas, SortedNumbers};
use ulam_formula::tally::{NumberTally, ValueCounts};
use ulam_formula::value::{CellError, Value};

use super::{State, View};
use crate::grid::{CellId, Grid};

impl View<'_> {
    fn grid(&self, sheet: SheetId) -> Option<&Grid> {
        Some(&self.workbook.sheet(sheet)?.grid)
    }

    /// The value of a cell that can be read now; if not, it is noted what must be computed first.
    fn value_or_missing(&self, cell: CellId) -> Option<Cow<'_, Value>> {
        self.is_ready(cell).then(|| self.workbook.cells.value(cell))
    }

    /// The value of a cell that is computed.
    fn computed_value(&self, cell: CellId) -> Option<Cow<'_, Value>> {
        let state = self.states.get(cell.index()).copied().unwrap_or(State::Done);
        (state == State::Done).then(|| self.workbook.cells.value(cell))
    }
}

/// What a tally asked for can't be told before these cells are computed: then it is an error, so that
/// conditions on it decide nothing.
impl LongAreas for View<'_> {
    fn number_tally(&self, area: Area) -> Option<NumberTally> {
        let mut caches = self.caches.try_borrow_mut().ok()?;
        let value = |cell: CellId| self.value_or_missing(cell);
        let tally = caches.numbers.tally(self.grid(area.sheet)?, area, value);
        Some(tally.unwrap_or_else(|| NumberTally::of_error(CellError::GettingData)))
    }

    fn value_counts(&self, area: Area) -> Option<Result<ValueCounts, CellError>> {
        let mut caches = self.caches.try_borrow_mut().ok()?;
        let value = |cell: CellId| self.value_or_missing(cell);
        let counts = caches.counts.tally(self.grid(area.sheet)?, area, value);
        Some(counts.ok_or(CellError::GettingData))
    }

    fn sorted_numbers(&self, area: Area) -> Option<Arc<SortedNumbers>> {
        let mut caches = self.caches.try_borrow_mut().ok()?;
        let value = |cell: CellId| self.computed_value(cell);
        caches.sorted.sorted(self.grid(area.sheet)?, area, value)
    }

    fn visit_rows_equal(
        &self,
        column: Area,
        key: EqualityKey,
        visit: &mut dyn FnMut(u32) -> bool,
    ) -> bool {
        let (Ok(mut caches), Some(grid)) = (self.caches.try_borrow_mut(), self.grid(column.sheet))
        else {
            return false;
        };
        let dates = Context::date_system(self.workbook);
        let value = |cell: CellId| self.computed_value(cell);
        let Some(index) = caches.indices.reaching(grid, column, dates, value) else {
            return false;
        };
        index.visit(key, column.last_row, visit);
        true
    }

    fn used_rows(&self, sheet: SheetId, column: u16) -> Option<u32> {
        let mut caches = self.caches.try_borrow_mut().ok()?;
        Some(caches.used_rows.of(self.grid(sheet)?, sheet, column))
    }

    fn known_result(&self, call: &CallKey) -> Option<Value> {
        self.caches.try_borrow().ok()?.results.get(call)
    }

    fn keep_result(&self, call: CallKey, result: &Value) {
        let is_complete = self.missing.borrow().is_empty() && self.cycle.get().is_none();
        if is_complete && let Ok(mut caches) = self.caches.try_borrow_mut() {
            caches.results.keep(call, result);
        }
    }
}
