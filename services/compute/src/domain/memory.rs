//! The memory of a device: tasks hold parts of it while they run, and wait for it.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How often a task that waits for memory looks whether it was cancelled.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Why memory can't be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemoryRefused {
    /// More than there is at all.
    TooLarge,
    /// The task was cancelled while it waited.
    Cancelled,
}

/// A pool of bytes.
#[derive(Clone)]
pub struct MemoryPool {
    shared: Arc<Shared>,
}

struct Shared {
    capacity: u64,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Clone, Copy, Default)]
struct State {
    used: u64,
    peak: u64,
    waiting: u64,
}

/// Bytes of a pool, given back when this is dropped.
pub struct Reservation {
    pool: MemoryPool,
    bytes: u64,
}

/// How much of a pool is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemoryUse {
    /// All bytes.
    pub capacity: u64,
    /// Bytes that tasks hold.
    pub used: u64,
    /// Most bytes ever held.
    pub peak: u64,
    /// Tasks that wait.
    pub waiting: u64,
}

impl MemoryPool {
    /// A pool of so many bytes.
    pub fn new(capacity: u64) -> MemoryPool {
        let state = Mutex::new(State::default());
        MemoryPool { shared: Arc::new(Shared { capacity, state, freed: Condvar::new() }) }
    }

    /// Takes bytes, waiting (on this thread) until others give them back.
    ///
    /// # Errors
    /// More than the pool has at all; cancelled while waiting.
    pub fn reserve(
        &self,
        bytes: u64,
        is_cancelled: impl Fn() -> bool,
    ) -> Result<Reservation, MemoryRefused> {
        if bytes > self.shared.capacity {
            return Err(MemoryRefused::TooLarge);
        }
        let mut state = self.state();
        if state.used + bytes > self.shared.capacity {
            state.waiting += 1;
            while state.used + bytes > self.shared.capacity {
                if is_cancelled() {
                    state.waiting -= 1;
                    return Err(MemoryRefused::Cancelled);
                }
                let waited = self.shared.freed.wait_timeout(state, LOOK_EVERY);
                state = waited.unwrap_or_else(PoisonError::into_inner).0;
            }
            state.waiting -= 1;
        }
        state.used += bytes;
        state.peak = state.peak.max(state.used);
        Ok(Reservation { pool: self.clone(), bytes })
    }

    /// How much is in use.
    pub fn usage(&self) -> MemoryUse {
        let State { used, peak, waiting } = *self.state();
        MemoryUse { capacity: self.shared.capacity, used, peak, waiting }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        let mut state = self.pool.state();
        state.used = state.used.saturating_sub(self.bytes);
        drop(state);
        self.pool.shared.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Instant;

    use super::*;

    #[test]
    fn tasks_wait_for_memory_and_never_hold_more_than_there_is() {
        let pool = MemoryPool::new(100);
        assert_eq!(pool.reserve(101, || false).err(), Some(MemoryRefused::TooLarge));
        let first = pool.reserve(70, || false).ok();
        let second = {
            let pool = pool.clone();
            std::thread::spawn(move || pool.reserve(40, || false).is_ok())
        };
        let started = Instant::now();
        while pool.usage().waiting == 0 && started.elapsed() < Duration::from_secs(5) {
            std::thread::yield_now();
        }
        assert_eq!(pool.usage().used, 70);
        drop(first);
        assert!(second.join().expect("the thread ends"));
        assert_eq!(pool.usage(), MemoryUse { capacity: 100, used: 0, peak: 70, waiting: 0 });
    }

    #[test]
    fn waiting_ends_when_the_task_is_cancelled() {
        let pool = MemoryPool::new(10);
        let _held = pool.reserve(10, || false).ok();
        let looked = AtomicBool::new(false);
        let is_cancelled = || looked.swap(true, Ordering::Relaxed);
        assert_eq!(pool.reserve(1, is_cancelled).err(), Some(MemoryRefused::Cancelled));
        assert_eq!(pool.usage().waiting, 0);
    }
}
