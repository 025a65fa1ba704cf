//! Calls of the last half minute, counted in slots: what counting costs doesn't depend on how many
//! calls there are.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Slots that a window is divided into: calls leave it this much at a time.
const SLOTS: u32 = 30;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) calls: u32,
    pub(super) failures: u32,
}

struct Slot {
    began: Instant,
    counts: Counts,
}

/// Counts the calls that ended within a time.
pub(super) struct Window {
    length: Duration,
    slots: VecDeque<Slot>,
    total: Counts,
}

impl Window {
    pub(super) fn new(length: Duration) -> Window {
        Window { length, slots: VecDeque::new(), total: Counts::default() }
    }

    /// Counts a call that ended now.
    pub(super) fn count(&mut self, failed: bool, now: Instant) {
        self.forget_before(now);
        let slot_length = self.length / SLOTS;
        let is_current = |slot: &&mut Slot| now.saturating_duration_since(slot.began) < slot_length;
        let ended = Counts { calls: 1, failures: u32::from(failed) };
        match self.slots.back_mut().filter(is_current) {
            Some(slot) => slot.counts.add(ended),
            None => self.slots.push_back(Slot { began: now, counts: ended }),
        }
        self.total.add(ended);
    }

    /// The calls in the window that ends now.
    pub(super) fn counts(&mut self, now: Instant) -> Counts {
        self.forget_before(now);
        self.total
    }

    pub(super) fn clear(&mut self) {
        *self = Window::new(self.length);
    }

    fn forget_before(&mut self, now: Instant) {
        while let Some(oldest) = self.slots.front()
            && now.saturating_duration_since(oldest.began) > self.length
        {
            self.total.calls -= oldest.counts.calls;
            self.total.failures -= oldest.counts.failures;
            self.slots.pop_front();
        }
    }
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.calls += other.calls;
        self.failures += other.failures;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_leave_the_window_when_they_are_too_old() {
        let mut window = Window::new(Duration::from_secs(30));
        let start = Instant::now();
        for second in 0..60 {
            window.count(second % 3 == 0, start + Duration::from_secs(second));
        }
        let now = start + Duration::from_secs(59);
        // Seconds 29 to 59, of which 30, 33, ... 57 failed.
        assert_eq!(window.counts(now), Counts { calls: 31, failures: 10 });
        assert_eq!(window.counts(now + Duration::from_secs(31)), Counts::default());
    }

    #[test]
    fn many_calls_take_no_more_room_than_few() {
        let mut window = Window::new(Duration::from_secs(30));
        let start = Instant::now();
        for call in 0..100_000 {
            window.count(false, start + Duration::from_millis(call));
        }
        assert!(window.slots.len() <= 31, "{}", window.slots.len());
        let counts = window.counts(start + Duration::from_millis(99_999));
        assert!((30_000..=31_001).contains(&counts.calls), "{counts:?}");
    }
}
