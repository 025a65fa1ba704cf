//! The numbers of areas in rising order, for ranks and percentiles.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use ulam_formula::address::Area;
use ulam_formula::long_areas::{SortedNumbers, UnsortedNumbers};
use ulam_formula::value::Value;

use super::AREAS_MAX;
use crate::grid::{CellId, Grid};

/// Numbers of all areas together.
const NUMBERS_MAX: usize = 10_000_000;

/// Areas whose numbers were asked for in rising order, and these numbers from the second time on: many
/// are asked for only once.
#[derive(Default)]
pub(crate) struct SortedAreas {
    areas: FxHashMap<Area, Option<Arc<SortedNumbers>>>,
    number_count: usize,
}

impl SortedAreas {
    /// The numbers of an area in rising order; `None` at first, if there are too many, and if not all
    /// its cells are computed (`value` gives `None`).
    pub(crate) fn sorted<'v>(
        &mut self,
        grid: &Grid,
        area: Area,
        value: impl Fn(CellId) -> Option<Cow<'v, Value>>,
    ) -> Option<Arc<SortedNumbers>> {
        match self.areas.get(&area) {
            Some(Some(known)) => return Some(known.clone()),
            Some(None) => {}
            None => {
                self.make_room(0);
                self.areas.insert(area, None);
                return None;
            }
        }
        let mut numbers = UnsortedNumbers::default();
        let is_whole = grid.visit(area, |_, _, id| match value(id) {
            Some(value) => {
                numbers.add(&value);
                numbers.count() <= NUMBERS_MAX
            }
            None => false,
        });
        if !is_whole {
            return None;
        }
        let sorted = Arc::new(numbers.sorted());
        self.make_room(sorted.numbers.len());
        self.number_count += sorted.numbers.len();
        self.areas.insert(area, Some(sorted.clone()));
        Some(sorted)
    }

    /// Forgets everything if there is no room for another area.
    fn make_room(&mut self, numbers: usize) {
        if self.areas.len() >= AREAS_MAX || self.number_count + numbers > NUMBERS_MAX {
            *self = SortedAreas::default();
        }
    }
}
