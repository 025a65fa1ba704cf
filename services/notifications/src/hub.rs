//! Who listens now: one serialised message for all watchers of a simulation, and for all windows of a
//! user.
//!
//! Of a simulation each watcher gets the newest message alone (a `watch` channel): a slow one skips, and
//! never holds more than one. Of a user's messages each window has room for some; one that falls behind
//! is told to begin anew.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::ws::Utf8Bytes;
use tokio::sync::{broadcast, watch};
use ulam_contracts::notifications::{NotificationMessage, ProgressMessage};
use ulam_contracts::simulations::SimulationStatus;

/// Messages that a window may be behind.
const USER_BACKLOG: usize = 64;
/// Open WebSockets of this process.
const SOCKETS_MAX: usize = 10_000;
/// Open WebSockets of one user or link.
const SOCKETS_OF_SUBJECT_MAX: usize = 300;
/// A simulation's status goes to its maker's windows this often at most.
const STATUS_EVERY: Duration = Duration::from_secs(1);

/// What watchers of a simulation get.
#[derive(Clone, Debug)]
pub enum Frame {
    /// Nothing yet.
    Nothing,
    /// A message.
    Message {
        /// As it goes out.
        text: Utf8Bytes,
        /// Whether it is the last one.
        is_last: bool,
    },
    /// Something was missed: ask for the state.
    AskAgain,
}

/// What goes to a user's windows.
#[derive(Clone, Debug)]
pub struct UserFrame {
    /// The tenant that it belongs to; empty for all.
    pub tenant_id: Arc<str>,
    /// As it goes out.
    pub text: Utf8Bytes,
}

/// A simulation of a tenant.
type SimulationKey = (String, String);

#[derive(Default)]
struct State {
    simulations: HashMap<SimulationKey, watch::Sender<Frame>>,
    users: HashMap<String, broadcast::Sender<UserFrame>>,
    tenants: HashMap<String, broadcast::Sender<UserFrame>>,
    statuses: HashMap<String, Instant>,
    sockets: HashMap<String, usize>,
    socket_count: usize,
    /// Sessions that ended while their sockets are open.
    ended: Option<broadcast::Sender<Arc<str>>>,
}

/// Who listens now.
#[derive(Clone, Default)]
pub struct Hub {
    state: Arc<Mutex<State>>,
}

/// Counts an open socket until it is dropped.
pub struct Seat {
    hub: Hub,
    subject: String,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut state = self.hub.state();
        state.socket_count = state.socket_count.saturating_sub(1);
        if let Some(count) = state.sockets.get_mut(&self.subject) {
            *count -= 1;
            if *count == 0 {
                state.sockets.remove(&self.subject);
            }
        }
    }
}

impl Hub {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for one more socket; `None` where there are too many.
    pub fn seat(&self, subject: &str) -> Option<Seat> {
        let mut state = self.state();
        let count = state.sockets.get(subject).copied().unwrap_or(0);
        if state.socket_count >= SOCKETS_MAX || count >= SOCKETS_OF_SUBJECT_MAX {
            return None;
        }
        state.socket_count += 1;
        *state.sockets.entry(subject.to_string()).or_default() += 1;
        drop(state);
        Some(Seat { hub: self.clone(), subject: subject.to_string() })
    }

    /// Listens to a simulation.
    pub fn watch(&self, tenant_id: &str, simulation_id: &str) -> watch::Receiver<Frame> {
        let key = (tenant_id.to_string(), simulation_id.to_string());
        let mut state = self.state();
        // Channels that nobody listens to any more go when new ones come.
        state.simulations.retain(|_, sender| sender.receiver_count() > 0);
        let sender =
            state.simulations.entry(key).or_insert_with(|| watch::channel(Frame::Nothing).0);
        let mut receiver = sender.subscribe();
        receiver.mark_unchanged();
        receiver
    }

    /// Sends to all who watch a simulation.
    pub fn send_progress(&self, tenant_id: &str, simulation_id: &str, message: &ProgressMessage) {
        let is_last = matches!(message, ProgressMessage::Finished { .. });
        let key = (tenant_id.to_string(), simulation_id.to_string());
        let state = self.state();
        let Some(sender) = state.simulations.get(&key) else { return };
        let Ok(text) = serde_json::to_string(message) else { return };
        let frame = Frame::Message { text: text.into(), is_last };
        sender.send_if_modified(|current| {
            // What comes after the end is late.
            if matches!(current, Frame::Message { is_last: true, .. }) {
                return false;
            }
            *current = frame;
            true
        });
    }

    /// Has all who watch a simulation ask for its state.
    pub fn ask_again(&self, tenant_id: &str, simulation_id: &str) {
        let key = (tenant_id.to_string(), simulation_id.to_string());
        if let Some(sender) = self.state().simulations.get(&key) {
            sender.send_if_modified(|current| {
                if matches!(current, Frame::Message { is_last: true, .. }) {
                    return false;
                }
                *current = Frame::AskAgain;
                true
            });
        }
    }

    /// Listens to what concerns a user, and to what concerns all of a tenant.
    pub fn listen(
        &self,
        tenant_id: &str,
        user_id: &str,
    ) -> (broadcast::Receiver<UserFrame>, broadcast::Receiver<UserFrame>) {
        let mut state = self.state();
        state.users.retain(|_, sender| sender.receiver_count() > 0);
        state.tenants.retain(|_, sender| sender.receiver_count() > 0);
        let channel = || broadcast::channel(USER_BACKLOG).0;
        let user = state.users.entry(user_id.to_string()).or_insert_with(channel).subscribe();
        let tenant = state.tenants.entry(tenant_id.to_string()).or_insert_with(channel).subscribe();
        (user, tenant)
    }

    /// Sends to all windows of a user.
    pub fn send_user(&self, tenant_id: &str, user_id: &str, message: &NotificationMessage) {
        let state = self.state();
        if let Some(sender) = state.users.get(user_id)
            && let Ok(text) = serde_json::to_string(message)
        {
            // Nobody listening is no error.
            let _ = sender.send(UserFrame { tenant_id: tenant_id.into(), text: text.into() });
        }
    }

    /// Sends to all windows of a tenant.
    pub fn send_tenant(&self, tenant_id: &str, message: &NotificationMessage) {
        let state = self.state();
        if let Some(sender) = state.tenants.get(tenant_id)
            && let Ok(text) = serde_json::to_string(message)
        {
            let _ = sender.send(UserFrame { tenant_id: tenant_id.into(), text: text.into() });
        }
    }

    /// Sends a simulation's status to its maker's windows, unless one went a moment ago.
    pub fn send_status(&self, tenant_id: &str, user_id: &str, status: &SimulationStatus) {
        let is_due = {
            let mut state = self.state();
            let now = Instant::now();
            state.statuses.retain(|_, sent| now.duration_since(*sent) < STATUS_EVERY);
            let is_due = status.state.is_final() || !state.statuses.contains_key(&status.id);
            if is_due {
                state.statuses.insert(status.id.clone(), now);
            }
            is_due
        };
        if is_due {
            self.send_user(
                tenant_id,
                user_id,
                &NotificationMessage::Simulation { status: status.clone() },
            );
        }
    }

    /// Learns of sessions and keys that end.
    pub fn endings(&self) -> broadcast::Receiver<Arc<str>> {
        let mut state = self.state();
        state.ended.get_or_insert_with(|| broadcast::channel(1_024).0).subscribe()
    }

    /// Closes the sockets of a session or key.
    pub fn end(&self, session_id: &str) {
        if let Some(sender) = &self.state().ended {
            let _ = sender.send(session_id.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_given_back() {
        let hub = Hub::default();
        let seats: Vec<_> = (0..SOCKETS_OF_SUBJECT_MAX).map(|_| hub.seat("ada").unwrap()).collect();
        assert!(hub.seat("ada").is_none());
        assert!(hub.seat("eve").is_some());
        drop(seats);
        assert!(hub.seat("ada").is_some());
    }

    #[tokio::test]
    async fn a_slow_watcher_gets_the_newest_and_the_end_stays() {
        let hub = Hub::default();
        let mut watcher = hub.watch("tenant", "run");
        let mut elsewhere = hub.watch("other", "run");
        for _ in 0..1_000 {
            hub.send_progress("tenant", "run", &ProgressMessage::Pong);
        }
        hub.ask_again("tenant", "run");
        watcher.changed().await.unwrap();
        assert!(matches!(*watcher.borrow_and_update(), Frame::AskAgain));
        assert!(!watcher.has_changed().unwrap());
        assert!(!elsewhere.has_changed().unwrap());
        elsewhere.mark_unchanged();
    }
}
