//! The retry budget: retries may add at most a fifth to the load.

use std::sync::atomic::{AtomicI64, Ordering};

/// Each call earns a fifth of a retry.
const EARNED_PER_CALL: i64 = 1;
const COST_OF_RETRY: i64 = 5;
/// So that a burst after a quiet time can't retry without bound, and a few retries are allowed at
/// the start.
const SAVED_MAX: i64 = 50;

pub(super) struct RetryBudget {
    saved: AtomicI64,
}

impl Default for RetryBudget {
    fn default() -> RetryBudget {
        RetryBudget { saved: AtomicI64::new(SAVED_MAX / 2) }
    }
}

impl RetryBudget {
    pub(super) fn earn(&self) {
        let earn = |saved: i64| Some((saved + EARNED_PER_CALL).min(SAVED_MAX));
        let _ = self.saved.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earn);
    }

    /// Whether a retry may be made; it is paid for then.
    pub(super) fn spend(&self) -> bool {
        let spend = |saved: i64| (saved >= COST_OF_RETRY).then_some(saved - COST_OF_RETRY);
        self.saved.fetch_update(Ordering::Relaxed, Ordering::Relaxed, spend).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_are_at_most_a_fifth_of_calls_in_the_long_run() {
        let budget = RetryBudget::default();
        while budget.spend() {}
        let mut retries = 0;
        for _ in 0..1_000 {
            budget.earn();
            retries += i32::from(budget.spend());
        }
        assert_eq!(retries, 200);
    }
}
