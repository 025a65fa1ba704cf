//! The circuit breaker before each instance.
//!
//! CLOSED lets calls through and counts; it opens at so many failures in a row, or when half of
//! enough calls in the window failed. OPEN refuses at once. After a time it is HALF_OPEN and lets a
//! few probes through: if they succeed it closes, if one fails it opens again. Where it opened since nobody
//! answered, it is HALF_OPEN as soon as a health probe is answered: who was starting is there. Who
//! answers with errors answers probes too, and is given the time. A permit that is dropped without an
//! outcome (a client that went away) frees its place and counts as nothing.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::window::Window;
use crate::identifier::now_us;

/// When a breaker opens and closes.
#[derive(Clone, Copy, Debug)]
pub struct BreakerSettings {
    /// Failures in a row that open it.
    pub consecutive_failures: u32,
    /// Calls in the window below which their share of failures says nothing.
    pub window_calls_min: u32,
    /// The window.
    pub window: Duration,
    /// How long it stays open.
    pub open: Duration,
    /// Probes at a time, and successes that close it.
    pub probes: u32,
    /// A probe that takes longer than this is no longer counted, so that others may probe.
    pub probe_time: Duration,
}

impl Default for BreakerSettings {
    fn default() -> BreakerSettings {
        BreakerSettings {
            consecutive_failures: 5,
            window_calls_min: 20,
            window: Duration::from_secs(30),
            open: Duration::from_secs(60),
            probes: 3,
            probe_time: Duration::from_secs(30),
        }
    }
}

/// A breaker's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BreakerState {
    /// Calls go through.
    Closed,
    /// Calls are refused.
    Open,
    /// A few calls go through to see.
    HalfOpen,
}

/// What a breaker looks like from outside.
#[derive(Clone, Debug)]
pub struct BreakerStatus {
    /// Its state.
    pub state: BreakerState,
    /// Failures in a row until now.
    pub consecutive_failures: u32,
    /// Calls in the window.
    pub window_calls: u32,
    /// Failures among them.
    pub window_failures: u32,
    /// Calls refused since the start.
    pub refused: u64,
    /// Times it opened since the start.
    pub opened: u64,
    /// When it last opened, in microseconds since 1970.
    pub opened_at_us: Option<i64>,
    /// Why it last opened.
    pub last_error: Option<String>,
    /// Time to the next probe of an open breaker.
    pub next_probe: Option<Duration>,
}

/// A breaker; clones share it.
#[derive(Clone)]
pub(crate) struct Breaker {
    settings: BreakerSettings,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    state: BreakerState,
    consecutive_failures: u32,
    window: Window,
    opened_at: Instant,
    opened_at_us: Option<i64>,
    last_error: Option<String>,
    /// When probes began.
    probes: Vec<(u64, Instant)>,
    probe_successes: u32,
    next_permit: u64,
    refused: u64,
    opened: u64,
    /// The last failure was that nobody answered.
    is_absent: bool,
}

/// The leave to make one call. Say how it went; dropped, it counts as nothing.
pub(crate) struct Permit {
    breaker: Breaker,
    number: u64,
    /// It is of a probe for an instance that didn't answer.
    finds_absent: bool,
}

impl Breaker {
    pub(crate) fn new(settings: BreakerSettings) -> Breaker {
        let inner = Inner {
            state: BreakerState::Closed,
            consecutive_failures: 0,
            window: Window::new(settings.window),
            opened_at: Instant::now(),
            opened_at_us: None,
            last_error: None,
            probes: Vec::new(),
            probe_successes: 0,
            next_permit: 0,
            refused: 0,
            opened: 0,
            is_absent: false,
        };
        Breaker { settings, inner: Arc::new(Mutex::new(inner)) }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing panics while it is held; if something did, the counts are still usable.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leave for a call, or the time after which to ask again.
    pub(crate) fn permit(&self) -> Result<Permit, Duration> {
        self.permit_at(Instant::now())
    }

    fn permit_at(&self, now: Instant) -> Result<Permit, Duration> {
        let mut inner = self.lock();
        if inner.state == BreakerState::Open {
            let open_for = now.saturating_duration_since(inner.opened_at);
            if open_for < self.settings.open {
                inner.refused += 1;
                return Err(self.settings.open - open_for);
            }
            inner.state = BreakerState::HalfOpen;
            inner.probe_successes = 0;
            inner.probes.clear();
        }
        let number = inner.next_permit;
        inner.next_permit += 1;
        if inner.state == BreakerState::HalfOpen {
            let probe_time = self.settings.probe_time;
            inner.probes.retain(|(_, began)| now.saturating_duration_since(*began) < probe_time);
            if inner.probes.len() >= self.settings.probes as usize {
                inner.refused += 1;
                return Err(Duration::from_secs(1));
            }
            inner.probes.push((number, now));
        }
        Ok(Permit { breaker: self.clone(), number, finds_absent: false })
    }

    /// Leave for a health probe by which a breaker that isn't closed may find that the instance is back,
    /// even if nobody calls it.
    pub(crate) fn recovery_permit(&self) -> Option<Permit> {
        let mut inner = self.lock();
        match inner.state {
            BreakerState::Closed => None,
            BreakerState::Open if inner.is_absent => {
                let number = inner.next_permit;
                inner.next_permit += 1;
                Some(Permit { breaker: self.clone(), number, finds_absent: true })
            }
            BreakerState::Open | BreakerState::HalfOpen => {
                drop(inner);
                self.permit().ok()
            }
        }
    }

    /// Whether a call would be let through now; takes no permit.
    pub(crate) fn would_permit(&self) -> bool {
        let inner = self.lock();
        match inner.state {
            BreakerState::Closed => true,
            BreakerState::Open => inner.opened_at.elapsed() >= self.settings.open,
            BreakerState::HalfOpen => inner.probes.len() < self.settings.probes as usize,
        }
    }

    fn record(&self, permit: &Permit, failed: bool, now: Instant) {
        let mut inner = self.lock();
        inner.probes.retain(|(probe, _)| *probe != permit.number);
        inner.window.count(failed, now);
        inner.consecutive_failures = if failed { inner.consecutive_failures + 1 } else { 0 };
        match inner.state {
            BreakerState::Closed => {
                let counts = inner.window.counts(now);
                let too_many = counts.calls >= self.settings.window_calls_min
                    && 2 * counts.failures >= counts.calls;
                if inner.consecutive_failures >= self.settings.consecutive_failures
                    || (failed && too_many)
                {
                    inner.open(now);
                }
            }
            BreakerState::HalfOpen if failed => inner.open(now),
            BreakerState::HalfOpen => inner.probe_succeeded(self.settings.probes),
            BreakerState::Open if permit.finds_absent && !failed => {
                inner.state = BreakerState::HalfOpen;
                inner.probe_successes = 0;
                inner.probe_succeeded(self.settings.probes);
            }
            // A call that began before it opened, or a probe that nobody answered.
            BreakerState::Open => {}
        }
    }

    /// Closes it by hand.
    pub(crate) fn reset(&self) {
        self.lock().close();
    }

    pub(crate) fn status(&self) -> BreakerStatus {
        let mut inner = self.lock();
        let open_for = inner.opened_at.elapsed();
        let counts = inner.window.counts(Instant::now());
        BreakerStatus {
            state: inner.state,
            consecutive_failures: inner.consecutive_failures,
            window_calls: counts.calls,
            window_failures: counts.failures,
            refused: inner.refused,
            opened: inner.opened,
            opened_at_us: inner.opened_at_us,
            last_error: inner.last_error.clone(),
            next_probe: (inner.state == BreakerState::Open)
                .then(|| self.settings.open.saturating_sub(open_for)),
        }
    }
}

impl Inner {
    fn open(&mut self, now: Instant) {
        self.state = BreakerState::Open;
        self.opened_at = now;
        self.opened_at_us = Some(now_us());
        self.opened += 1;
        self.probes.clear();
    }

    fn probe_succeeded(&mut self, probes: u32) {
        self.probe_successes += 1;
        if self.probe_successes >= probes {
            self.close();
        }
    }

    fn close(&mut self) {
        self.state = BreakerState::Closed;
        self.consecutive_failures = 0;
        self.window.clear();
        self.probes.clear();
    }
}

impl Permit {
    pub(crate) fn succeeded(self) {
        self.breaker.record(&self, false, Instant::now());
    }

    /// It was answered with an error, or not in time.
    pub(crate) fn failed(self, reason: String) {
        self.record_failure(false, reason);
    }

    /// Nobody answered.
    pub(crate) fn unanswered(self, reason: String) {
        self.record_failure(true, reason);
    }

    fn record_failure(self, is_absent: bool, reason: String) {
        let mut inner = self.breaker.lock();
        inner.is_absent = is_absent;
        inner.last_error = Some(reason);
        drop(inner);
        self.breaker.record(&self, true, Instant::now());
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut inner = self.breaker.lock();
        inner.probes.retain(|(probe, _)| *probe != self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaker() -> Breaker {
        Breaker::new(BreakerSettings::default())
    }

    fn fail(breaker: &Breaker, times: u32) {
        for _ in 0..times {
            breaker.permit().map(|permit| permit.failed("500".to_string())).unwrap_or_default();
        }
    }

    #[test]
    fn five_failures_in_a_row_open_it_and_four_do_not() {
        let breaker = breaker();
        fail(&breaker, 4);
        breaker.permit().ok().unwrap().succeeded();
        fail(&breaker, 4);
        assert_eq!(breaker.status().state, BreakerState::Closed);
        fail(&breaker, 1);
        assert_eq!(breaker.status().state, BreakerState::Open);
        assert!(breaker.permit().is_err());
        assert_eq!(breaker.status().refused, 1);
    }

    #[test]
    fn half_of_twenty_calls_open_it_and_half_of_eighteen_do_not() {
        let breaker = breaker();
        for _ in 0..9 {
            breaker.permit().ok().unwrap().succeeded();
            fail(&breaker, 1);
        }
        assert_eq!(breaker.status().state, BreakerState::Closed);
        breaker.permit().ok().unwrap().succeeded();
        fail(&breaker, 1);
        assert_eq!(breaker.status().state, BreakerState::Open);
    }

    #[test]
    fn after_its_time_a_few_probes_decide() {
        let breaker = breaker();
        fail(&breaker, 5);
        let later = Instant::now() + Duration::from_secs(61);
        let first = breaker.permit_at(later).ok().unwrap();
        let second = breaker.permit_at(later).ok().unwrap();
        let third = breaker.permit_at(later).ok().unwrap();
        assert!(breaker.permit_at(later).is_err());
        first.succeeded();
        second.succeeded();
        assert_eq!(breaker.status().state, BreakerState::HalfOpen);
        third.succeeded();
        assert_eq!(breaker.status().state, BreakerState::Closed);
    }

    #[test]
    fn a_dropped_probe_frees_its_place_and_a_failed_one_opens_again() {
        let breaker = breaker();
        fail(&breaker, 5);
        let later = Instant::now() + Duration::from_secs(61);
        let probes: Vec<_> = (0..3).map(|_| breaker.permit_at(later).ok().unwrap()).collect();
        assert!(breaker.permit_at(later).is_err());
        drop(probes);
        breaker.permit_at(later).ok().unwrap().failed("500".to_string());
        assert_eq!(breaker.status().state, BreakerState::Open);
    }

    #[test]
    fn a_probe_that_never_ends_does_not_block_others_for_ever() {
        let breaker = breaker();
        fail(&breaker, 5);
        let later = Instant::now() + Duration::from_secs(61);
        let _stuck: Vec<_> = (0..3).map(|_| breaker.permit_at(later).ok().unwrap()).collect();
        assert!(breaker.permit_at(later + Duration::from_secs(29)).is_err());
        assert!(breaker.permit_at(later + Duration::from_secs(31)).is_ok());
    }

    #[test]
    fn who_was_absent_is_let_in_when_a_probe_is_answered() {
        let breaker = breaker();
        for _ in 0..5 {
            breaker.permit().ok().unwrap().unanswered("connection refused".to_string());
        }
        breaker.recovery_permit().unwrap().unanswered("connection refused".to_string());
        assert_eq!(breaker.status().state, BreakerState::Open);
        assert!(breaker.permit().is_err());
        breaker.recovery_permit().unwrap().succeeded();
        assert_eq!(breaker.status().state, BreakerState::HalfOpen);
        breaker.permit().ok().unwrap().succeeded();
        breaker.recovery_permit().unwrap().succeeded();
        assert_eq!(breaker.status().state, BreakerState::Closed);
    }

    #[test]
    fn who_answers_with_errors_is_given_the_time() {
        let breaker = breaker();
        fail(&breaker, 5);
        assert!(breaker.recovery_permit().is_none());
    }
}
