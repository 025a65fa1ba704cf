//! The service's endpoints.

mod api_keys;
mod auth;
mod internal;
mod invitations;
pub mod oidc;
mod profile;
mod recovery;
mod second_factor;
mod sessions;
mod tenants;

use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

#[derive(OpenApi)]
#[openapi(components(schemas(ulam_contracts::problem::Problem)))]
struct Document;

/// The public endpoints.
pub fn router(app: App) -> OpenApiRouter {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(auth::sign_in_options))
        .routes(routes!(auth::register))
        .routes(routes!(auth::confirm_email))
        .routes(routes!(auth::login))
        .routes(routes!(auth::refresh))
        .routes(routes!(auth::logout))
        .routes(routes!(auth::validate_token))
        .routes(routes!(auth::current_user))
        .routes(routes!(auth::switch_tenant))
        .routes(routes!(auth::jwks))
        .routes(routes!(sessions::sessions))
        .routes(routes!(sessions::end_session))
        .routes(routes!(recovery::reset_password))
        .routes(routes!(recovery::confirm_password_reset))
        .routes(routes!(recovery::change_password))
        .routes(routes!(second_factor::second_factor))
        .routes(routes!(second_factor::enrol_totp))
        .routes(routes!(second_factor::confirm_totp))
        .routes(routes!(second_factor::disable_totp))
        .routes(routes!(second_factor::new_recovery_codes))
        .routes(routes!(oidc::oidc_start))
        .routes(routes!(oidc::oidc_callback))
        .routes(routes!(profile::profile, profile::update_profile, profile::delete_account))
        .routes(routes!(profile::preferences, profile::set_preferences))
        .routes(routes!(profile::usage))
        .routes(routes!(api_keys::api_keys, api_keys::create_api_key))
        .routes(routes!(api_keys::revoke_api_key))
        .routes(routes!(tenants::tenants, tenants::create_tenant))
        .routes(routes!(tenants::update_tenant, tenants::delete_tenant))
        .routes(routes!(tenants::members))
        .routes(routes!(tenants::tenant_users))
        .routes(routes!(tenants::change_role, tenants::remove_member))
        .routes(routes!(tenants::roles))
        .routes(routes!(invitations::invitations, invitations::invite))
        .routes(routes!(invitations::revoke_invitation))
        .routes(routes!(invitations::invitation_preview))
        .routes(routes!(invitations::accept_invitation))
        .with_state(app)
}

/// The endpoints for other services.
pub fn internal_router(app: App) -> axum::Router {
    internal::router().with_state(app)
}
