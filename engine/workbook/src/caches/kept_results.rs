//! Results of calls over long areas, for formulas that make the same call again.

use rustc_hash::FxHashMap;
use ulam_formula::long_areas::CallKey;
use ulam_formula::value::Value;

/// Results kept at a time.
const RESULTS_MAX: usize = 1 << 14;

/// Results of calls. When they are many, all are forgotten.
#[derive(Default)]
pub(crate) struct KeptResults {
    results: FxHashMap<CallKey, Value>,
}

impl KeptResults {
    /// The result of a call.
    pub(crate) fn get(&self, call: &CallKey) -> Option<Value> {
        self.results.get(call).cloned()
    }

    /// Keeps a result, unless it is a whole array, or refers to cells.
    pub(crate) fn keep(&mut self, call: CallKey, result: &Value) {
        let is_scalar = matches!(
            result,
            Value::Number(_) | Value::Text(_) | Value::Boolean(_) | Value::Error(_)
        );
        if !is_scalar {
            return;
        }
        if self.results.len() >= RESULTS_MAX {
            self.results.clear();
        }
        self.results.insert(call, result.clone());
    }
}
