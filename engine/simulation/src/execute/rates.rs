//! Internal rates of return over a block: Newton's method for several trials side by side.
//!
//! A lane takes the steps that the worksheet function's own kernel takes, operation by operation, and
//! stops where that stops, so that the bits are the same. Trials for which Newton's method finds
//! nothing, and those with errors, are left to that kernel.

use ulam_formula::functions::financial::cash_flows::{RATE_MAX, YEAR_DAYS, irr, xirr};
use ulam_formula::functions::financial::root::{NEWTON_STEPS_MAX, is_settled};
use ulam_numeric::elementary::{exp, ln};

use crate::execute::kernels::Values;
use crate::execute::scalar;

/// Trials side by side: enough to hide the latency of a step, few enough for the registers.
const LANES: usize = 16;

type Lanes = [f64; LANES];

/// Below this, XIRR's kernel looks for another root.
const DATED_RATE_MIN: f64 = -0.999;

/// The rates at which flows at times 0, 1, 2, ... or on `days` are worth nothing. `flows` has a
/// value for each trial of the block; `days`, if given, has one for each flow.
pub fn internal_rates(flows: &[Values], days: Option<&[f64]>, guess: Values, out: &mut [f64]) {
    let years: Option<Vec<f64>> = days.map(|days| {
        let first = days.first().copied().unwrap_or(0.0);
        days.iter().map(|day| (day - first) / YEAR_DAYS).collect()
    });
    let mut lanes: Vec<Lanes> = vec![[0.0; LANES]; flows.len()];
    let mut scratch = vec![0.0; flows.len()];
    for (group, out) in out.chunks_mut(LANES).enumerate() {
        let first = group * LANES;
        // The last group is filled up with its last trial.
        let trial = |lane: usize| first + lane.min(out.len() - 1);
        for (lanes, flow) in lanes.iter_mut().zip(flows) {
            *lanes = gather(flow, first, out.len(), &trial);
        }
        let guesses = gather(&guess, first, out.len(), &trial);
        let mut roots = [f64::NAN; LANES];
        match &years {
            None => undated_roots(&lanes, &guesses, &mut roots),
            Some(years) => dated_roots(&lanes, years, &guesses, &mut roots),
        }
        for (lane, (out, root)) in out.iter_mut().zip(roots).enumerate() {
            let is_root = root.is_finite() && (years.is_none() || root > DATED_RATE_MIN);
            *out = if is_root {
                root
            } else {
                for (number, flow) in scratch.iter_mut().zip(&lanes) {
                    *number = flow[lane];
                }
                internal_rate(&scratch, days, guesses[lane])
            };
        }
    }
}

#[inline(always)]
fn gather(values: &Values, first: usize, count: usize, trial: &dyn Fn(usize) -> usize) -> Lanes {
    match values {
        Values::Constant(number) => [*number; LANES],
        Values::Column(column) if count == LANES => {
            let mut lanes = [0.0; LANES];
            lanes.copy_from_slice(&column[first..first + LANES]);
            lanes
        }
        Values::Column(column) => std::array::from_fn(|lane| column[trial(lane)]),
    }
}

/// One trial, by the worksheet function's kernel; the first error among the operands is the result.
fn internal_rate(flows: &[f64], days: Option<&[f64]>, guess: f64) -> f64 {
    if let Some(error) = flows.iter().copied().chain([guess]).find(|number| number.is_nan()) {
        return error;
    }
    let rate = match days {
        None => irr(flows, guess),
        Some(days) => xirr(flows, days, guess),
    };
    match rate {
        Ok(rate) => scalar::checked(rate),
        Err(error) => error.to_nan(),
    }
}

ulam_numeric::dispatch! {
    fn undated_roots(flows: &[[f64; 16]], guess: &[f64; 16], roots: &mut [f64; 16]) {
        newton(flows, guess, roots, |at, value, slope| {
            let mut discount = [0.0; LANES];
            for lane in 0..LANES {
                discount[lane] = 1.0 / (1.0 + at[lane]);
            }
            let mut values = [0.0; LANES];
            let mut slopes = [0.0; LANES];
            for flow in flows.iter().rev() {
                for lane in 0..LANES {
                    slopes[lane] = slopes[lane] * discount[lane] + values[lane];
                    values[lane] = values[lane] * discount[lane] + flow[lane];
                }
            }
            for lane in 0..LANES {
                value[lane] = values[lane];
                slope[lane] = -slopes[lane] * discount[lane] * discount[lane];
            }
        });
    }

    fn dated_roots(
        flows: &[[f64; 16]],
        years: &[f64],
        guess: &[f64; 16],
        roots: &mut [f64; 16],
    ) {
        newton(flows, guess, roots, |at, value, slope| {
            let mut log_growth = [0.0; LANES];
            for lane in 0..LANES {
                log_growth[lane] = ln(1.0 + at[lane]);
            }
            let mut values = [0.0; LANES];
            let mut slopes = [0.0; LANES];
            for (flow, years) in flows.iter().zip(years) {
                for lane in 0..LANES {
                    let worth = flow[lane] * exp(-log_growth[lane] * years);
                    values[lane] += worth;
                    slopes[lane] -= years * worth;
                }
            }
            for lane in 0..LANES {
                value[lane] = values[lane];
                slope[lane] = slopes[lane] / (1.0 + at[lane]);
            }
        });
    }
}

/// Newton's method from a guess in each lane, as the worksheet functions take it; NaN in lanes where
/// it finds no root, or where the flows don't have both signs.
#[inline(always)]
fn newton(
    flows: &[Lanes],
    guess: &Lanes,
    roots: &mut Lanes,
    value_and_slope: impl Fn(&Lanes, &mut Lanes, &mut Lanes),
) {
    let mut highest = [0.0; LANES];
    let mut lowest = [0.0; LANES];
    let mut sum = [0.0; LANES];
    for flow in flows {
        for lane in 0..LANES {
            highest[lane] = if flow[lane] > highest[lane] { flow[lane] } else { highest[lane] };
            lowest[lane] = if flow[lane] < lowest[lane] { flow[lane] } else { lowest[lane] };
            sum[lane] += flow[lane] * 0.0;
        }
    }
    // 1 where the search goes on.
    let mut open = [0.0; LANES];
    for lane in 0..LANES {
        let has_both_signs = (highest[lane] > 0.0) & (lowest[lane] < 0.0);
        let is_possible = has_both_signs & (sum[lane] == 0.0) & (guess[lane] > -1.0);
        open[lane] = if is_possible { 1.0 } else { 0.0 };
    }
    let mut at = *guess;
    let mut size_before = [f64::INFINITY; LANES];
    let mut value = [0.0; LANES];
    let mut slope = [0.0; LANES];
    for _ in 0..NEWTON_STEPS_MAX {
        value_and_slope(&at, &mut value, &mut slope);
        let mut still_open = 0.0;
        for lane in 0..LANES {
            let step = value[lane] / slope[lane];
            let next = at[lane] - step;
            let size = step.abs();
            let is_exact = value[lane] == 0.0;
            let is_inside = (next > -1.0) & (next < RATE_MAX);
            let is_last = is_settled(size, next, size_before[lane]);
            let is_done = is_exact | !is_inside | is_last;
            let missed = if is_inside { next } else { f64::NAN };
            let found = if is_exact { at[lane] } else { missed };
            let is_open = open[lane] > 0.0;
            roots[lane] = if is_open & is_done { found } else { roots[lane] };
            open[lane] = if is_done { 0.0 } else { open[lane] };
            at[lane] = if open[lane] > 0.0 { next } else { at[lane] };
            size_before[lane] = size;
            still_open += open[lane];
        }
        if still_open == 0.0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Flows of all sorts: few, many, with several roots, with none, with errors.
    fn flows() -> Vec<Vec<f64>> {
        let mut state = 1u64;
        let mut uniform = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 11) as f64 / (1u64 << 53) as f64
        };
        let mut all: Vec<Vec<f64>> = (0..6).map(|_| Vec::new()).collect();
        for trial in 0..1000 {
            for (period, column) in all.iter_mut().enumerate() {
                let sign = if period == 0 && trial % 7 != 0 { -1.0 } else { 1.0 };
                let scale = [1.0, 100.0, 1e-3, 1e6][trial % 4];
                let flow = sign * scale * (uniform() - if trial % 5 == 0 { 0.5 } else { 0.0 });
                let is_error = trial % 97 == 0 && period == 3;
                let error = ulam_formula::value::CellError::Div0.to_nan();
                column.push(if is_error { error } else { flow });
            }
        }
        all
    }

    #[test]
    fn lanes_give_the_bits_of_the_worksheet_functions() {
        let flows = flows();
        let columns: Vec<Values> = flows.iter().map(|column| Values::Column(column)).collect();
        let days = [40_000.0, 40_100.0, 40_400.0, 40_500.0, 41_000.0, 42_000.0];
        for days in [None, Some(&days[..])] {
            for guess in [0.1, -0.5, 3.0, -1.0] {
                for count in [1000, 17, 16, 1] {
                    let mut out = vec![0.0; count];
                    internal_rates(&columns, days, Values::Constant(guess), &mut out);
                    for (trial, rate) in out.iter().enumerate() {
                        let row: Vec<f64> = flows.iter().map(|column| column[trial]).collect();
                        let alone = internal_rate(&row, days, guess);
                        assert_eq!(rate.to_bits(), alone.to_bits(), "{row:?} {guess} {days:?}");
                    }
                }
            }
        }
    }
}
