//! What goes over WebSockets, one JSON text message each.
//!
//! A browser is signed in by its cookie. Programs send [`ClientMessage::Authenticate`] first, within
//! 10 seconds, or pass `?access_token=`. A close code of 4401 says that the token is not or no longer
//! good, 4403 that it isn't allowed, 4404 that there is no such simulation, 4429 that there are too
//! many connections. The server pings every 20 seconds.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Notification;
use crate::simulations::{LiveOutput, SimulationState, SimulationStatus};

/// What a client may send on either WebSocket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientMessage {
    /// Signs in, or renews the token before it ends.
    Authenticate {
        /// An access token or API key.
        token: String,
    },
    /// Asks for a `pong`, to see whether the connection lives.
    Ping,
}

/// What `/ws/progress/{simulation_id}` sends. First a `snapshot` with all that is known, so that a
/// client that comes late or again misses nothing; then `progress` at most five times a second; last
/// `finished`, after which the server closes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ProgressMessage {
    /// How it stands now.
    Snapshot {
        /// How far it is.
        status: SimulationStatus,
        /// The first outputs so far, at most 8.
        outputs: Vec<LiveOutput>,
    },
    /// How far it is. Outputs that aren't listed are as before.
    Progress {
        /// How far it is.
        status: SimulationStatus,
        /// The first outputs so far, at most 8.
        outputs: Vec<LiveOutput>,
    },
    /// Its state changed.
    State {
        /// The state before.
        from: SimulationState,
        /// How it stands now.
        status: SimulationStatus,
    },
    /// It ended: `status` has the result's id, or why it failed.
    Finished {
        /// How it ended.
        status: SimulationStatus,
    },
    /// The answer to `ping`.
    Pong,
}

/// What `/ws/notifications` sends: first `ready`, then whatever happens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum NotificationMessage {
    /// The connection stands.
    Ready {
        /// Notifications that aren't read.
        unread: u64,
    },
    /// Something new in the inbox.
    Notification {
        /// The notification.
        notification: Notification,
        /// Notifications that aren't read.
        unread: u64,
    },
    /// Some were read, here or in another window.
    Read {
        /// These; null for all.
        ids: Option<Vec<String>>,
        /// Notifications that aren't read.
        unread: u64,
    },
    /// A simulation of mine moved on, at most once a second.
    Simulation {
        /// How far it is.
        status: SimulationStatus,
    },
    /// Something that lists show was changed: fetch it again.
    Changed {
        /// What: `file`, `workbook`, `simulation`, `result`, `saved_simulation`, `artifact`.
        resource: String,
        /// Which.
        id: String,
        /// The event that said so.
        event_type: String,
    },
    /// The answer to `ping`.
    Pong,
}

/// Internal: `POST /internal/notifications/push`. Sends live messages to whoever listens now; nothing
/// is stored, and nobody listening is no error. Answers 202.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PushRequest {
    /// The messages, at most 100.
    pub messages: Vec<PushMessage>,
}

/// Internal: a live message and to whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "to", rename_all = "snake_case", deny_unknown_fields)]
pub enum PushMessage {
    /// To all who watch a simulation.
    Simulation {
        /// The tenant.
        tenant_id: String,
        /// The simulation.
        simulation_id: String,
        /// Who asked for it, who also gets its status on `/ws/notifications`.
        created_by: String,
        /// What they get.
        message: ProgressMessage,
    },
    /// To a user.
    User {
        /// The tenant.
        tenant_id: String,
        /// The user.
        user_id: String,
        /// What they get.
        message: NotificationMessage,
    },
    /// To all of a tenant.
    Tenant {
        /// The tenant.
        tenant_id: String,
        /// What they get.
        message: NotificationMessage,
    },
}
