//! `POST /internal/events`: another service's event arrives.

use std::sync::Arc;

use axum::Router;
use axum::routing::post;

use super::Subscription;
use crate::access::ServiceCaller;
use crate::http::{ApiError, Json};
use crate::store::{Store, StoredEvent};

/// The endpoint at which a service gets events.
pub(crate) fn routes(store: Store, subscriptions: Vec<Subscription>) -> Router {
    let subscriptions: Arc<[Subscription]> = subscriptions.into();
    let receive = move |_caller: ServiceCaller, Json(event): Json<StoredEvent>| {
        let (store, subscriptions) = (store.clone(), subscriptions.clone());
        async move { handled(&store, &subscriptions, event).await }
    };
    Router::new().route("/internal/events", post(receive))
}

async fn handled(
    store: &Store,
    subscriptions: &[Subscription],
    event: StoredEvent,
) -> Result<(), ApiError> {
    let transaction = store.transaction().await?;
    if !transaction.receive(&event).await? {
        return Ok(());
    }
    for subscription in subscriptions {
        if subscription.event_type == event.event_type || subscription.event_type == "*" {
            (subscription.handle)(&transaction, event.clone()).await?;
        }
    }
    Ok(transaction.commit().await?)
}
