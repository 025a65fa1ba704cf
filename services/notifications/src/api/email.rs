//! Sending a mail.

use axum::extract::State;
use http::StatusCode;
use ulam_contracts::identity::{FoundUsers, LookupUsers};
use ulam_contracts::notifications::{Delivery, SendEmail};
use ulam_contracts::permissions::Permission;
use ulam_platform::access::{Caller, Scope, ServiceCaller};
use ulam_platform::http::{ApiError, Json, Refusals};

use crate::app::App;
use crate::deliver;
use crate::store::deliveries;

const RECIPIENTS_MAX: usize = 50;
const SUBJECT_CHARACTERS_MAX: usize = 200;
const TEXT_CHARACTERS_MAX: usize = 100_000;
const LABEL_CHARACTERS_MAX: usize = 50;
const KEY_BYTES_MAX: usize = 200;

fn check(mail: &SendEmail) -> Result<(), ApiError> {
    let is_between =
        |text: &str, max: usize| !text.trim().is_empty() && text.chars().count() <= max;
    if mail.to.is_empty() || mail.to.len() > RECIPIENTS_MAX {
        return Err(ApiError::invalid("to", format!("from 1 to {RECIPIENTS_MAX} addresses")));
    }
    if !is_between(&mail.subject, SUBJECT_CHARACTERS_MAX) {
        return Err(ApiError::invalid(
            "subject",
            format!("from 1 to {SUBJECT_CHARACTERS_MAX} characters"),
        ));
    }
    if !is_between(&mail.text, TEXT_CHARACTERS_MAX) {
        return Err(ApiError::invalid(
            "text",
            format!("from 1 to {TEXT_CHARACTERS_MAX} characters"),
        ));
    }
    if mail.action_label.as_ref().is_some_and(|label| !is_between(label, LABEL_CHARACTERS_MAX)) {
        return Err(ApiError::invalid(
            "action_label",
            format!("from 1 to {LABEL_CHARACTERS_MAX} characters"),
        ));
    }
    let is_web = |url: &String| {
        url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
    };
    if mail.action_url.as_ref().is_some_and(|url| !is_web(url)) {
        return Err(ApiError::invalid(
            "action_url",
            "not an address like https://ulam.example.com/results",
        ));
    }
    if mail.idempotency_key.as_ref().is_some_and(|key| key.is_empty() || key.len() > KEY_BYTES_MAX)
    {
        return Err(ApiError::invalid(
            "idempotency_key",
            format!("from 1 to {KEY_BYTES_MAX} bytes"),
        ));
    }
    Ok(())
}

async fn accepted(
    app: &App,
    scope: &Scope,
    mail: SendEmail,
) -> Result<(StatusCode, Json<Delivery>), ApiError> {
    let transaction = app.store.transaction().await?;
    let row = deliver::add_email(&*transaction, app, scope, mail).await?;
    let answer = deliveries::described(&*transaction, row).await?;
    transaction.commit().await?;
    app.deliveries_waiting.notify_one();
    Ok((StatusCode::ACCEPTED, Json(answer)))
}

/// Sends a mail to members (admins).
#[utoipa::path(post, path = "/api/v2/notifications/email", operation_id = "send_email", tag = "notifications",
    request_body = SendEmail,
    responses((status = 202, description = "The mail is on its way.", body = Delivery), Refusals))]
pub async fn send_email(
    State(app): State<App>,
    caller: Caller,
    Json(request): Json<SendEmail>,
) -> Result<(StatusCode, Json<Delivery>), ApiError> {
    let scope = caller.may(Permission::TenantAdmin)?;
    check(&request)?;
    // Members alone: this is no relay.
    let lookup = LookupUsers {
        tenant_id: scope.tenant_id().to_string(),
        user_ids: Vec::new(),
        emails: request.to.clone(),
    };
    let identity = app.mesh.client("identity").as_service("notifications");
    let found: FoundUsers = identity.post("/internal/identity/users/lookup", &lookup).await?;
    let is_member = |email: &String| {
        found.users.iter().any(|user| user.email.to_lowercase() == email.trim().to_lowercase())
    };
    if let Some(place) = request.to.iter().position(|email| !is_member(email)) {
        return Err(ApiError::invalid(
            &format!("to[{place}]"),
            "not the address of a member of the organisation",
        ));
    }
    accepted(&app, &scope, request).await
}

/// `POST /internal/notifications/email`: sends a mail for a service, to anybody.
pub async fn send_for_service(
    State(app): State<App>,
    caller: ServiceCaller,
    Json(request): Json<SendEmail>,
) -> Result<(StatusCode, Json<Delivery>), ApiError> {
    check(&request)?;
    let key = request.idempotency_key.as_ref().map(|key| format!("{}:{key}", caller.service));
    let request = SendEmail { idempotency_key: key, ..request };
    accepted(&app, &Scope::of_tenant("notifications", ""), request).await
}
