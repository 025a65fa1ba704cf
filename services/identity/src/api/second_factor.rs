//! The second factor: authenticator app and recovery codes.

use axum::extract::State;
use http::{HeaderMap, HeaderValue, StatusCode};
use ulam_contracts::identity::{
    RecoveryCodes, SecondFactorCode, SecondFactorStatus, TotpEnrolment,
};
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::Caller;
use ulam_platform::audit::Entry;
use ulam_platform::http::{ApiError, Json, Refusals};
use ulam_platform::identifier::{now_us, rfc3339};
use ulam_platform::store::Transaction;

use super::auth::Attempt;
use super::recovery::person;
use crate::app::App;
use crate::domain::totp;
use crate::events::tell_sign_in_changed;
use crate::sign_in::{self, Client};
use crate::store::entities::credential;
use crate::store::{accounts, sessions, tenants};

const SEALED_FOR: &str = "totp secret";

fn recovery_hash(app: &App, user_id: &str, code: &str) -> String {
    let text = format!("{user_id}:{}", totp::recovery_key(code));
    data_encoding::HEXLOWER.encode(&app.keys.keyed_hash("recovery code", text.as_bytes()))
}

/// Whether a code of the authenticator app (or, `or_recovery`, a recovery code) is good; it is used up.
///
/// # Errors
/// The database's.
pub async fn is_good(
    transaction: &Transaction,
    app: &App,
    user_id: &str,
    code: &str,
    or_recovery: bool,
) -> Result<bool, ApiError> {
    if let Some(known) = accounts::credential(&**transaction, user_id, credential::TOTP).await?
        && let Some(secret) = app.keys.open(SEALED_FOR, &known.secret)
        && let Some(step) = totp::matching_step(&secret, code, now_us())?
    {
        return Ok(accounts::advance_totp(&**transaction, &known.id, step).await?);
    }
    if !or_recovery || totp::recovery_key(code).is_empty() {
        return Ok(false);
    }
    Ok(accounts::use_recovery_code(&**transaction, user_id, &recovery_hash(app, user_id, code))
        .await?)
}

fn wrong_code() -> ApiError {
    ApiError::invalid("code", "not right, or used before; wait for the next one")
}

fn not_enabled() -> ApiError {
    ProblemKind::Conflict.problem("There is no second factor. Enrol one first.").into()
}

async fn give_recovery_codes(
    transaction: &Transaction,
    app: &App,
    user_id: &str,
) -> Result<Vec<String>, ApiError> {
    accounts::remove_credentials(&**transaction, user_id, credential::RECOVERY).await?;
    let codes = totp::new_recovery_codes();
    for code in &codes {
        let hash = recovery_hash(app, user_id, code);
        accounts::insert_credential(&**transaction, user_id, credential::RECOVERY, &hash, "", 0)
            .await?;
    }
    Ok(codes)
}

fn no_store() -> HeaderMap {
    HeaderMap::from_iter([(http::header::CACHE_CONTROL, HeaderValue::from_static("no-store"))])
}

/// My second factor.
#[utoipa::path(get, path = "/api/v2/auth/second-factor", operation_id = "second_factor", tag = "identity",
    security(("access_token" = []), ("session_cookie" = [])),
    responses((status = 200, description = "How it stands.", body = SecondFactorStatus), Refusals))]
pub async fn second_factor(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<SecondFactorStatus>, ApiError> {
    let scope = person(&caller)?;
    let reader = app.store.reader();
    let known = accounts::credential(reader, scope.subject(), credential::TOTP).await?;
    let left = accounts::credentials(reader, scope.subject(), credential::RECOVERY).await?.len();
    let tenant = tenants::find(reader, scope.tenant_id()).await?;
    Ok(Json(SecondFactorStatus {
        is_enabled: known.is_some(),
        enabled_at: known.map(|known| rfc3339(known.created_us)),
        recovery_codes_left: u32::try_from(left).unwrap_or(u32::MAX),
        is_required: tenant.is_some_and(|tenant| tenant.requires_second_factor),
    }))
}

/// Begins to enrol an authenticator app.
#[utoipa::path(post, path = "/api/v2/auth/second-factor/totp", operation_id = "enrol_totp", tag = "identity",
    security(("access_token" = []), ("session_cookie" = [])),
    responses((status = 201, description = "What the app needs.", body = TotpEnrolment), Refusals))]
pub async fn enrol_totp(
    State(app): State<App>,
    caller: Caller,
) -> Result<(StatusCode, HeaderMap, Json<TotpEnrolment>), ApiError> {
    let scope = person(&caller)?;
    let transaction = app.store.transaction().await?;
    let user =
        accounts::user(&*transaction, scope.subject()).await?.ok_or_else(sign_in::not_good)?;
    if accounts::credential(&*transaction, &user.id, credential::TOTP).await?.is_some() {
        return Err(ProblemKind::Conflict
            .problem("There is a second factor already. Switch it off first.")
            .into());
    }
    accounts::remove_credentials(&*transaction, &user.id, credential::TOTP_PENDING).await?;
    let secret = totp::new_secret();
    let until_us = now_us() + totp::ENROLMENT_US;
    let sealed = app.keys.seal(SEALED_FOR, &secret);
    accounts::insert_credential(
        &*transaction,
        &user.id,
        credential::TOTP_PENDING,
        &user.id,
        &sealed,
        until_us,
    )
    .await?;
    transaction.commit().await?;
    let otpauth_uri = totp::otpauth_uri(&secret, &user.email)?;
    let qr_svg = totp::qr_svg(&otpauth_uri)?;
    let enrolment = TotpEnrolment {
        secret,
        otpauth_uri,
        qr_svg,
        expires_in_seconds: totp::ENROLMENT_US as f64 / 1e6,
    };
    Ok((StatusCode::CREATED, no_store(), Json(enrolment)))
}

/// Confirms the authenticator app with a first code.
#[utoipa::path(post, path = "/api/v2/auth/second-factor/totp/confirm", operation_id = "confirm_totp", tag = "identity",
    request_body = SecondFactorCode,
    security(("access_token" = []), ("session_cookie" = [])),
    responses((status = 200, description = "The second factor counts; codes to write down.", body = RecoveryCodes), Refusals))]
pub async fn confirm_totp(
    State(app): State<App>,
    caller: Caller,
    client: Client,
    Json(request): Json<SecondFactorCode>,
) -> Result<(HeaderMap, Json<RecoveryCodes>), ApiError> {
    let scope = person(&caller)?;
    let user_id = scope.subject();
    let attempt = Attempt::begin(&app, Some(&format!("second factor {user_id}")), &client).await?;
    let transaction = app.store.transaction().await?;
    let over = || {
        ApiError::from(
            ProblemKind::Conflict
                .problem("There is no enrolment that waits for a code. Begin again."),
        )
    };
    let pending = accounts::credential(&*transaction, user_id, credential::TOTP_PENDING).await?;
    let pending = pending.filter(|pending| pending.counter > now_us()).ok_or_else(over)?;
    let secret = app.keys.open(SEALED_FOR, &pending.secret).ok_or_else(over)?;
    let step = totp::matching_step(&secret, &request.code, now_us())?.ok_or_else(wrong_code)?;
    accounts::remove_credentials(&*transaction, user_id, credential::TOTP_PENDING).await?;
    accounts::insert_credential(
        &*transaction,
        user_id,
        credential::TOTP,
        user_id,
        &pending.secret,
        step,
    )
    .await?;
    let codes = give_recovery_codes(&transaction, &app, user_id).await?;
    sessions::set_second_factor(&*transaction, &caller.principal().session_id).await?;
    transaction.record(Entry::by(&scope, "mfa.enabled").about("user", user_id));
    tell_sign_in_changed(&transaction, user_id, "second_factor").await?;
    transaction.commit().await?;
    attempt.succeeded(&app).await?;
    Ok((no_store(), Json(RecoveryCodes { codes })))
}

/// Checks the code of a change to the second factor, within its transaction.
async fn checked(
    app: &App,
    client: &Client,
    user_id: &str,
    code: &str,
) -> Result<(Transaction, Attempt), ApiError> {
    let attempt = Attempt::begin(app, Some(&format!("second factor {user_id}")), client).await?;
    let transaction = app.store.transaction().await?;
    if accounts::credential(&*transaction, user_id, credential::TOTP).await?.is_none() {
        return Err(not_enabled());
    }
    if !is_good(&transaction, app, user_id, code, true).await? {
        return Err(wrong_code());
    }
    Ok((transaction, attempt))
}

/// Switches the second factor off.
#[utoipa::path(post, path = "/api/v2/auth/second-factor/totp/disable", operation_id = "disable_totp", tag = "identity",
    request_body = SecondFactorCode,
    security(("access_token" = []), ("session_cookie" = [])),
    responses((status = 204, description = "The password alone counts again."), Refusals))]
pub async fn disable_totp(
    State(app): State<App>,
    caller: Caller,
    client: Client,
    Json(request): Json<SecondFactorCode>,
) -> Result<StatusCode, ApiError> {
    let scope = person(&caller)?;
    let (transaction, attempt) = checked(&app, &client, scope.subject(), &request.code).await?;
    accounts::remove_credentials(&*transaction, scope.subject(), credential::TOTP).await?;
    accounts::remove_credentials(&*transaction, scope.subject(), credential::RECOVERY).await?;
    transaction.record(Entry::by(&scope, "mfa.disabled").about("user", scope.subject()));
    tell_sign_in_changed(&transaction, scope.subject(), "second_factor").await?;
    transaction.commit().await?;
    attempt.succeeded(&app).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes new recovery codes; the old ones are no longer good.
#[utoipa::path(post, path = "/api/v2/auth/second-factor/recovery-codes", operation_id = "new_recovery_codes", tag = "identity",
    request_body = SecondFactorCode,
    security(("access_token" = []), ("session_cookie" = [])),
    responses((status = 200, description = "The new codes.", body = RecoveryCodes), Refusals))]
pub async fn new_recovery_codes(
    State(app): State<App>,
    caller: Caller,
    client: Client,
    Json(request): Json<SecondFactorCode>,
) -> Result<(HeaderMap, Json<RecoveryCodes>), ApiError> {
    let scope = person(&caller)?;
    let (transaction, attempt) = checked(&app, &client, scope.subject(), &request.code).await?;
    let codes = give_recovery_codes(&transaction, &app, scope.subject()).await?;
    transaction
        .record(Entry::by(&scope, "mfa.recovery_codes_renewed").about("user", scope.subject()));
    tell_sign_in_changed(&transaction, scope.subject(), "second_factor").await?;
    transaction.commit().await?;
    attempt.succeeded(&app).await?;
    Ok((no_store(), Json(RecoveryCodes { codes })))
}
