//! Forgotten and changed passwords.

use axum::extract::State;
use http::StatusCode;
use ulam_contracts::identity::{
    ChangePassword, Message, PasswordResetConfirm, PasswordResetRequest, RevocationReason,
};
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::{Caller, Scope, SubjectKind};
use ulam_platform::audit::Entry;
use ulam_platform::http::{ApiError, Json, Refusals};
use ulam_platform::identifier::now_us;

use super::auth::{Attempt, link_over};
use crate::app::App;
use crate::domain::address::checked_email;
use crate::events::tell_sign_in_changed;
use crate::mail::{self, Mail};
use crate::sign_in::{self, Client};
use crate::store::entities::credential;
use crate::store::sessions::Which;
use crate::store::tokens::Kind;
use crate::store::{accounts, tokens};

const LINK_US: i64 = 3_600_000_000;

/// Mails a reset link; the same answer whether or not the address exists.
#[utoipa::path(post, path = "/api/v2/auth/password-reset", operation_id = "reset_password", tag = "identity",
    request_body = PasswordResetRequest,
    responses((status = 202, description = "A mail is on its way, if there is such an account.", body = Message), Refusals))]
pub async fn reset_password(
    State(app): State<App>,
    client: Client,
    Json(request): Json<PasswordResetRequest>,
) -> Result<(StatusCode, Json<Message>), ApiError> {
    let email = checked_email("email", &request.email)?;
    // Counts as an attempt of the address: nobody needs many.
    Attempt::begin(
        &app,
        Some(&format!("password reset {}", crate::domain::address::email_key(&email))),
        &client,
    )
    .await?;
    // Beside the answer, so that its time doesn't tell whether there is such an account.
    let work = app.clone();
    tokio::spawn(async move {
        if let Err(error) = mail_link(&work, &email).await {
            tracing::error!(%error, "reset link not mailed");
        }
    });
    let message = "If there is an account with this address, a mail is on its way.".to_string();
    Ok((StatusCode::ACCEPTED, Json(Message { message })))
}

async fn mail_link(app: &App, email: &str) -> Result<(), ApiError> {
    let Some(user) = accounts::user_of_email(app.store.reader(), email).await? else {
        return Ok(());
    };
    let transaction = app.store.transaction().await?;
    // The newest link is the one that is good.
    tokens::remove_of_user(&*transaction, Kind::PasswordReset, &user.id).await?;
    let token = tokens::create(
        &*transaction,
        &app.keys,
        Kind::PasswordReset,
        &user.id,
        &(),
        now_us() + LINK_US,
    )
    .await?;
    let text = format!(
        "Hello {},\n\nsomebody, probably you, asked for a new password for your account. The link is good once, for an hour. \
         If it wasn't you, do nothing: your password stays.",
        user.name
    );
    let action = Some((app.link(&format!("/reset-password?token={token}")), "Set a new password"));
    let mail = Mail { to: user.email, subject: "Set a new password".into(), text, action };
    mail::send(&*transaction, &app.keys, mail).await?;
    transaction.commit().await?;
    app.mail_waiting.notify_one();
    Ok(())
}

/// Sets a new password.
#[utoipa::path(post, path = "/api/v2/auth/password-reset/confirm", operation_id = "confirm_password_reset", tag = "identity",
    request_body = PasswordResetConfirm,
    responses((status = 204, description = "The new password counts; all sessions are over."),
        (status = 410, description = "The link was used before or is too old.", body = ulam_contracts::problem::Problem, content_type = "application/problem+json"),
        Refusals))]
pub async fn confirm_password_reset(
    State(app): State<App>,
    client: Client,
    Json(request): Json<PasswordResetConfirm>,
) -> Result<StatusCode, ApiError> {
    let attempt = Attempt::begin(&app, None, &client).await?;
    let reader = app.store.reader();
    let found =
        tokens::peek::<()>(reader, &app.keys, Kind::PasswordReset, &request.token, now_us())
            .await?
            .ok_or_else(link_over)?;
    let user = accounts::user(reader, &found.user_id).await?.ok_or_else(link_over)?;
    app.hasher
        .check_strength(
            "new_password",
            &request.new_password,
            vec![user.email.clone(), user.name.clone()],
        )
        .await?;
    let hash = app.hasher.hash(request.new_password).await?;
    let transaction = app.store.transaction().await?;
    tokens::consume::<()>(&*transaction, &app.keys, Kind::PasswordReset, &request.token, now_us())
        .await?
        .ok_or_else(link_over)?;
    accounts::set_password(&*transaction, &user.id, &hash).await?;
    // Whoever has the link got it at that address.
    if !user.is_email_confirmed {
        sign_in::shut_out_stranger(&transaction, &user.id).await?;
    }
    tokens::remove_of_user(&*transaction, Kind::SecondFactor, &user.id).await?;
    let (by, reason) = (Scope::of_tenant("identity", ""), RevocationReason::PasswordChanged);
    sign_in::end(&transaction, &by, &user.id, Which::All, reason).await?;
    tell_sign_in_changed(&transaction, &user.id, "password").await?;
    transaction.record(Entry::of(Some(&user.id), None, "password.reset").about("user", &user.id));
    transaction.commit().await?;
    attempt.succeeded(&app).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes my password, and ends all other sessions.
#[utoipa::path(put, path = "/api/v2/users/password", operation_id = "change_password", tag = "identity",
    request_body = ChangePassword,
    security(("access_token" = []), ("session_cookie" = [])),
    responses((status = 204, description = "The new password counts."), Refusals))]
pub async fn change_password(
    State(app): State<App>,
    caller: Caller,
    client: Client,
    Json(request): Json<ChangePassword>,
) -> Result<StatusCode, ApiError> {
    let scope = person(&caller)?;
    let reader = app.store.reader();
    let user = accounts::user(reader, scope.subject()).await?.ok_or_else(sign_in::not_good)?;
    let known = accounts::credential(reader, &user.id, credential::PASSWORD).await?;
    if let Some(known) = known {
        check_password(
            &app,
            &client,
            &user.id,
            request.current_password,
            Some(known.secret),
            "current_password",
        )
        .await?;
    }
    app.hasher
        .check_strength(
            "new_password",
            &request.new_password,
            vec![user.email.clone(), user.name.clone()],
        )
        .await?;
    let hash = app.hasher.hash(request.new_password).await?;
    let transaction = app.store.transaction().await?;
    accounts::set_password(&*transaction, &user.id, &hash).await?;
    let others = Which::AllBut(&caller.principal().session_id);
    let reason = RevocationReason::PasswordChanged;
    sign_in::end(&transaction, &scope, &user.id, others, reason).await?;
    tell_sign_in_changed(&transaction, &user.id, "password").await?;
    transaction.record(Entry::by(&scope, "password.changed").about("user", &user.id));
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The scope of a person who signed in; keys may not change who gets in.
///
/// # Errors
/// 403 for all others.
pub fn person(caller: &Caller) -> Result<Scope, ApiError> {
    let scope = caller.as_self()?;
    if caller.principal().kind != SubjectKind::User {
        return Err(ProblemKind::NotAllowed
            .problem("Sign in for this; an API key can't do it.")
            .into());
    }
    Ok(scope)
}

/// Checks the password of somebody who is signed in.
///
/// # Errors
/// 422 where it is wrong, 429 after too many tries.
pub async fn check_password(
    app: &App,
    client: &Client,
    user_id: &str,
    password: Option<String>,
    hash: Option<String>,
    field: &str,
) -> Result<(), ApiError> {
    let attempt = Attempt::begin(app, Some(&format!("password of {user_id}")), client).await?;
    if !app.hasher.verify(password.unwrap_or_default(), hash).await? {
        return Err(ApiError::invalid(field, "not your password"));
    }
    attempt.succeeded(app).await
}
