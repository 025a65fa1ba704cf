//! Using what the context knows of long areas: see [`crate::long_areas`].

use std::sync::Arc;

use crate::address::Area;
use crate::evaluate::Evaluator;
use crate::function::{Category, Function};
use crate::long_areas::{CallKey, LongAreas, ROWS_MIN, SortedNumbers};
use crate::value::Value;

/// Functions with tallies of their own, which serve areas of growing length too.
const TALLIED: [&str; 7] = ["AVERAGE", "COUNT", "COUNTA", "COUNTBLANK", "MAX", "MIN", "SUM"];

impl<'a> Evaluator<'a> {
    /// What is known of an area, if it is a long one.
    pub fn knowledge_of(&self, area: Area) -> Option<&'a dyn LongAreas> {
        if area.rows() < ROWS_MIN { None } else { self.context.long_areas() }
    }

    /// As [`LongAreas::sorted_numbers`], of an argument that is a long area.
    pub fn sorted_numbers(&self, value: &Value) -> Option<Arc<SortedNumbers>> {
        let Value::Area(area) = value else {
            return None;
        };
        self.knowledge_of(*area)?.sorted_numbers(*area)
    }

    /// The result of a call: one that is known, or what `compute` gives.
    pub(crate) fn known_or_computed(
        &self,
        function: &'static Function,
        arguments: &[Value],
        compute: impl FnOnce() -> Value,
    ) -> Value {
        let Some(known) = self.context.long_areas() else {
            return compute();
        };
        if !is_worth_keeping(function, arguments) {
            return compute();
        }
        let Some(call) = CallKey::new(function.name, arguments) else {
            return compute();
        };
        if let Some(result) = known.known_result(&call) {
            return result;
        }
        let result = compute();
        known.keep_result(call, &result);
        result
    }
}

/// Whether a call goes through a long area, and gives the same whenever its arguments and the cells
/// that they refer to are the same.
fn is_worth_keeping(function: &Function, arguments: &[Value]) -> bool {
    // Lookups have indices; functions of information depend on the cell that they stand in.
    let is_of_values = matches!(
        function.category,
        Category::Database | Category::Financial | Category::Mathematics | Category::Statistical
    );
    let is_long = |value: &Value| matches!(value, Value::Area(area) if area.rows() >= ROWS_MIN);
    is_of_values
        && arguments.iter().any(is_long)
        && !function.volatile
        && !function.random
        && !TALLIED.contains(&function.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::find;

    #[test]
    fn calls_over_long_areas_are_kept() {
        let is_kept = |name: &str, rows: u32| {
            let area = Area {
                sheet: 0,
                first_column: 0,
                last_column: 0,
                first_row: 0,
                last_row: rows - 1,
            };
            let arguments = [Value::Area(area), Value::Number(1.0)];
            is_worth_keeping(find(name).expect(name), &arguments)
        };
        assert!(is_kept("COUNTIF", 1000) && is_kept("LARGE", 1000));
        assert!(!is_kept("COUNTIF", 5));
        for name in ["SUM", "INDEX", "ISREF", "OFFSET"] {
            assert!(!is_kept(name, 1000), "{name}");
        }
    }
}
