//! The embedded bus: each service's outbox, delivered to consumers through the mesh.
//!
//! Delivery is at least once. A consumer notes each event in its inbox in the transaction that
//! handles it, so that handling is idempotent. A consumer gets one producer's events in their order:
//! while it can't be reached they wait, however long. An event that a consumer which is up doesn't take
//! goes aside after a few attempts, so that the others pass, and is tried again, ever more slowly;
//! after a day it is dead: kept and logged, not lost, until an operator has it offered again
//! ([`UntakenEvents`]). `dispatch.rs` has the rules.

mod dispatch;
mod receive;
mod untaken;

use std::sync::Arc;

use futures::future::BoxFuture;

pub(crate) use dispatch::dispatch_until;
pub(crate) use receive::routes;
pub use untaken::{Untaken, UntakenEvents, Wanted};

use crate::http::ApiError;
use crate::store::{StoredEvent, Transaction};

type Handle = dyn for<'a> Fn(&'a Transaction, StoredEvent) -> BoxFuture<'a, Result<(), ApiError>>
    + Send
    + Sync;

/// What a service does on one type of events. Handlers run inside the transaction that notes the
/// event, so they write rows and emit events; slow work is left to a worker.
#[derive(Clone)]
pub struct Subscription {
    /// The type, or `*` for all.
    pub event_type: &'static str,
    pub(crate) handle: Arc<Handle>,
}

impl Subscription {
    /// A subscription:
    ///
    /// ```text
    /// Subscription::new("file.deleted", move |transaction, event| Box::pin(async move { … }))
    /// ```
    pub fn new<F>(event_type: &'static str, handle: F) -> Subscription
    where
        F: for<'a> Fn(&'a Transaction, StoredEvent) -> BoxFuture<'a, Result<(), ApiError>>
            + Send
            + Sync
            + 'static,
    {
        Subscription { event_type, handle: Arc::new(handle) }
    }
}
