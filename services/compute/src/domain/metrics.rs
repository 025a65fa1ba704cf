//! What compute has done: totals, and the last hour minute by minute.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ulam_contracts::compute::{MetricPoint, Spread};
use ulam_platform::identifier::rfc3339;

/// Waits of tasks that are kept.
const WAITS_MAX: usize = 1_000;
/// Minutes that are kept.
const MINUTES_MAX: usize = 60;

/// Totals since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    /// Trials run.
    pub trials: u64,
    /// Tasks completed.
    pub completed: u64,
    /// Tasks failed.
    pub failed: u64,
    /// Seconds of computing, over all threads.
    pub compute_seconds: f64,
}

/// The service's metrics.
#[derive(Default)]
pub struct Metrics {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    totals: Totals,
    /// The totals when the last minute ended.
    before: Totals,
    waits: VecDeque<f64>,
    minutes: VecDeque<MetricPoint>,
    waiting_peak: u64,
}

/// A minute that ended.
pub struct Minute {
    /// As in the history.
    pub point: MetricPoint,
    /// Trials run in it.
    pub trials: u64,
    /// Seconds of computing in it.
    pub compute_seconds: f64,
}

impl Metrics {
    /// Adds trials that were run.
    pub fn add_trials(&self, trials: u64) {
        self.state().totals.trials += trials;
    }

    /// Adds a task that ended.
    pub fn add_task(&self, is_completed: bool, compute_seconds: f64) {
        let mut state = self.state();
        match is_completed {
            true => state.totals.completed += 1,
            false => state.totals.failed += 1,
        }
        state.totals.compute_seconds += compute_seconds;
    }

    /// Adds how long a task waited for a device.
    pub fn add_wait(&self, seconds: f64) {
        let mut state = self.state();
        if state.waits.len() == WAITS_MAX {
            state.waits.pop_front();
        }
        state.waits.push_back(seconds);
    }

    /// Notes how many tasks wait now.
    pub fn note_waiting(&self, waiting: u64) {
        let mut state = self.state();
        state.waiting_peak = state.waiting_peak.max(waiting);
    }

    /// Totals since the start.
    pub fn totals(&self) -> Totals {
        self.state().totals
    }

    /// How the waits are spread.
    pub fn waits(&self) -> Spread {
        let mut sorted: Vec<f64> = self.state().waits.iter().copied().collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| {
            let last = sorted.len().checked_sub(1)?;
            sorted.get((share * last as f64).ceil() as usize).copied()
        };
        Spread { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.last().copied() }
    }

    /// The last hour, oldest first.
    pub fn history(&self) -> Vec<MetricPoint> {
        self.state().minutes.iter().cloned().collect()
    }

    /// Ends a minute of so many seconds that began at this time.
    pub fn end_minute(&self, began_us: i64, seconds: f64, utilization: f64) -> Minute {
        let mut state = self.state();
        let trials = state.totals.trials - state.before.trials;
        let compute_seconds = state.totals.compute_seconds - state.before.compute_seconds;
        let point = MetricPoint {
            time: rfc3339(began_us),
            trials_per_second: if seconds > 0.0 { trials as f64 / seconds } else { 0.0 },
            utilization,
            tasks_waiting: state.waiting_peak,
        };
        state.before = state.totals;
        state.waiting_peak = 0;
        if state.minutes.len() == MINUTES_MAX {
            state.minutes.pop_front();
        }
        state.minutes.push_back(point.clone());
        Minute { point, trials, compute_seconds }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_tell_what_happened_in_them() {
        let metrics = Metrics::default();
        metrics.add_trials(600);
        metrics.note_waiting(3);
        metrics.add_task(true, 2.0);
        let first = metrics.end_minute(0, 60.0, 0.5);
        assert_eq!((first.point.trials_per_second, first.point.tasks_waiting), (10.0, 3));
        let second = metrics.end_minute(60_000_000, 60.0, 0.0);
        assert_eq!((second.trials, second.compute_seconds), (0, 0.0));
        assert_eq!(metrics.history().len(), 2);
        assert_eq!(metrics.waits(), Spread::default());
        (1..=100).for_each(|wait| metrics.add_wait(f64::from(wait)));
        assert_eq!(metrics.waits().max, Some(100.0));
    }
}
