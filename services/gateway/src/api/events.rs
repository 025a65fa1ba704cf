//! `POST /internal/events`: what happened elsewhere that the gateway must know.

use std::sync::Arc;

use axum::extract::State;
use serde_json::Value;
use ulam_contracts::event::Event;
use ulam_contracts::event::EventData;
use ulam_contracts::identity::SessionRevoked;
use ulam_platform::access::ServiceCaller;
use ulam_platform::http::{ApiError, Json};

use crate::gateway::Gateway;

/// Takes an event. Forgetting twice what is forgotten does no harm, so no inbox is kept.
pub(crate) async fn receive(
    State(gateway): State<Arc<Gateway>>,
    _caller: ServiceCaller,
    Json(event): Json<Event<Value>>,
) -> Result<(), ApiError> {
    if event.event_type == SessionRevoked::TYPE {
        let event = event.typed::<SessionRevoked>()?;
        gateway.credentials.revoked(&event.data).await;
    }
    Ok(())
}
