//! Calls of worksheet functions of values, one trial at a time, with arguments from columns: none of
//! the cost of looking up cells and walking an expression.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use ulam_formula::evaluate::{Evaluator, Progress};
use ulam_formula::value::{Array, Value};

use crate::execute::{Block, Read, sample};
use crate::program::{CallArgument, FunctionCall, Source};
use crate::trial::TrialContext;

impl Block<'_> {
    /// Calls a function in each trial of the block.
    pub(super) fn call(&self, call: &FunctionCall, read: Read, out: &mut [f64]) {
        let reads = FxHashMap::default();
        let blank = |_: &Source, _: usize| Value::Blank;
        let context = TrialContext::new(self.world, self.samplers, &reads, false, &blank);
        let mut values = vec![Value::Blank; call.arguments.len()];
        for (trial, out) in out.iter_mut().enumerate() {
            context.start(self.first_trial, trial);
            for (value, argument) in values.iter_mut().zip(&call.arguments) {
                self.set_argument(value, argument, trial, read);
            }
            let progress = Progress::default();
            let evaluator = Evaluator::new(&context, call.host, call.entry, &progress);
            *out = sample(&evaluator.invoke(call.function, &values, 0));
        }
    }

    fn set_argument(&self, value: &mut Value, argument: &CallArgument, trial: usize, read: Read) {
        let (rows, columns, elements) = match argument {
            CallArgument::Scalar(source) => {
                *value = self.read(source, trial, read);
                return;
            }
            CallArgument::Array { rows, columns, elements } => (*rows, *columns, elements),
        };
        // The array of the trial before, unless the function kept it.
        if let Value::Array(array) = value
            && let Some(array) = Arc::get_mut(array)
        {
            for (value, source) in array.values_mut().iter_mut().zip(elements) {
                if !matches!(source, Source::Constant(_)) {
                    *value = self.read(source, trial, read);
                }
            }
            return;
        }
        let mut elements = elements.iter();
        let filled = Array::from_fn(rows, columns, |_, _| {
            elements.next().map_or(Value::Blank, |source| self.read(source, trial, read))
        });
        *value = match filled {
            Ok(array) => Value::Array(Arc::new(array)),
            Err(error) => Value::Error(error),
        };
    }
}
