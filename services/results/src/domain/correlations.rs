//! Rank correlations between the variables of a run.

use ulam_contracts::results::{CorrelationMatrix, StoreResult, Variable, VariableKind};
use ulam_platform::http::ApiError;
use ulam_probability::statistics::{Ranks, rank_correlation};

use super::tails::inputs_of;

const VARIABLES_MAX: usize = 100;
const VARIABLES_DEFAULT: usize = 20;
/// Ranks that are held at once, of 4 bytes each.
const RANKS_MAX: u64 = 64_000_000;

/// The variables that a query names; else the outputs and the inputs that drive the first of them.
pub(crate) fn variables(run: &StoreResult, named: Option<&str>) -> Result<Vec<Variable>, ApiError> {
    let at_once = usize::try_from(RANKS_MAX / run.outcome.trials.max(1)).unwrap_or(usize::MAX);
    let Some(named) = named else {
        let outputs = || run.variables.iter().filter(|v| v.kind == VariableKind::Output);
        let inputs = outputs().next().map_or(Vec::new(), |first| inputs_of(run, first));
        // Half of the places are for inputs, unless there are few of these or of outputs.
        let count = VARIABLES_DEFAULT.min(at_once.max(2));
        let room = count.saturating_sub(inputs.len()).max(count / 2);
        let mut found: Vec<Variable> = outputs().take(room).cloned().collect();
        let rest = count.saturating_sub(found.len());
        found.extend(inputs.into_iter().take(rest).cloned());
        return Ok(found);
    };
    let mut found: Vec<Variable> = Vec::new();
    for name in named.split(',') {
        let variable = super::variable(run, Some(name.trim()))?;
        if !found.iter().any(|known| known.key == variable.key) {
            found.push(variable.clone());
        }
        if found.len() > VARIABLES_MAX {
            return Err(ApiError::invalid("variables", format!("more than {VARIABLES_MAX}")));
        }
    }
    if found.len() > at_once {
        let message = format!("{} are too many of so many trials; name {at_once}", found.len());
        return Err(ApiError::invalid("variables", message));
    }
    Ok(found)
}

/// Which trials have no error in any variable.
#[derive(Default)]
pub(crate) struct Valid(Option<Vec<bool>>);

impl Valid {
    /// Takes a variable's samples into account.
    pub(crate) fn add(&mut self, values: &[f64]) {
        match &mut self.0 {
            None => self.0 = Some(values.iter().map(|value| !value.is_nan()).collect()),
            Some(valid) => {
                for (is_valid, value) in valid.iter_mut().zip(values) {
                    *is_valid &= !value.is_nan();
                }
            }
        }
    }

    /// The ranks of a variable over these trials.
    pub(crate) fn ranks(&self, values: &[f64]) -> Option<Ranks> {
        let valid = self.0.as_ref()?;
        let kept = values.iter().zip(valid).filter(|(_, is_valid)| **is_valid);
        Ranks::new(&kept.map(|(value, _)| *value).collect::<Vec<f64>>())
    }
}

/// The matrix of the variables' correlations.
pub(crate) fn matrix(variables: Vec<Variable>, ranks: &[Option<Ranks>]) -> CorrelationMatrix {
    let rho = |first: usize, second: usize| {
        let found = rank_correlation(ranks[first].as_ref()?, ranks[second].as_ref()?)?;
        Some(if first == second { 1.0 } else { found })
    };
    let row = |first: usize| (0..ranks.len()).map(|second| rho(first, second)).collect();
    CorrelationMatrix { matrix: (0..ranks.len()).map(row).collect(), variables }
}
