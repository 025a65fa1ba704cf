//! The service's endpoints.

mod alerts;
mod email;
mod inbox;
mod live;
mod preferences;
mod webhooks;

use axum::routing::post;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

#[derive(OpenApi)]
#[openapi(components(schemas(
    ulam_contracts::problem::Problem,
    ulam_contracts::notifications::ClientMessage,
    ulam_contracts::notifications::ProgressMessage,
    ulam_contracts::notifications::NotificationMessage,
)))]
struct Document;

/// The public endpoints.
pub fn router(app: App) -> OpenApiRouter {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(live::watch_simulation))
        .routes(routes!(live::watch_notifications))
        .routes(routes!(inbox::list_notifications))
        .routes(routes!(inbox::mark_read))
        .routes(routes!(
            preferences::notification_preferences,
            preferences::set_notification_preferences
        ))
        .routes(routes!(email::send_email))
        .routes(routes!(webhooks::deliver_webhook))
        .routes(routes!(webhooks::webhooks, webhooks::create_webhook))
        .routes(routes!(webhooks::update_webhook, webhooks::delete_webhook))
        .routes(routes!(webhooks::deliveries))
        .routes(routes!(webhooks::retry_delivery))
        .routes(routes!(alerts::alerts, alerts::create_alert))
        .routes(routes!(alerts::update_alert, alerts::delete_alert))
        .with_state(app)
}

/// The endpoints for other services.
pub fn internal_router(app: App) -> axum::Router {
    axum::Router::new()
        .route("/internal/notifications/push", post(live::push))
        .route("/internal/notifications/email", post(email::send_for_service))
        .with_state(app)
}
