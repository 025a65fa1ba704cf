//! One's sessions.

use axum::extract::State;
use http::StatusCode;
use ulam_contracts::identity::{RevocationReason, SessionInfo, SignInMethod};
use ulam_contracts::page::{Page, PageQuery};
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Cursor, Json, Path, Query, Refusals, page_limit};
use ulam_platform::identifier::{now_us, rfc3339};

use super::recovery::person;
use crate::app::App;
use crate::domain::device;
use crate::sign_in;
use crate::store::entities::session;
use crate::store::sessions::{self, Which};

const MINUTE_US: i64 = 60_000_000;

fn method(text: &str) -> SignInMethod {
    match text {
        "oidc" => SignInMethod::Oidc,
        "link" => SignInMethod::Link,
        "demo" => SignInMethod::Demo,
        _ => SignInMethod::Password,
    }
}

fn described(row: session::Model, current: &str) -> SessionInfo {
    SessionInfo {
        is_current: row.id == current,
        created_at: rfc3339(row.created_us),
        last_used_at: rfc3339(row.last_used_us - row.last_used_us.rem_euclid(MINUTE_US)),
        expires_at: rfc3339(row.expires_us),
        ip_address: row.ip_address,
        device: device::described(row.user_agent.as_deref()),
        user_agent: row.user_agent,
        method: method(&row.method),
        is_second_factor_verified: row.is_second_factor_verified,
        id: row.id,
    }
}

/// My sessions.
#[utoipa::path(get, path = "/api/v2/auth/sessions", operation_id = "sessions", tag = "identity", params(PageQuery),
    security(("access_token" = []), ("session_cookie" = [])),
    responses((status = 200, description = "A page of them, the newest first.", body = Page<SessionInfo>), Refusals))]
pub async fn sessions(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<SessionInfo>>, ApiError> {
    let scope = person(&caller)?;
    let limit = page_limit(query.limit)?;
    let after = Cursor::decoded(query.cursor.as_deref())?;
    let (mut rows, total) =
        sessions::page(app.store.reader(), scope.subject(), now_us(), after.as_ref(), limit)
            .await?;
    let has_more = rows.len() as u64 > limit;
    rows.truncate(limit as usize);
    let next = rows
        .last()
        .filter(|_| has_more)
        .map(|row| Cursor { time_us: row.created_us, id: row.id.clone() }.encoded());
    let current = caller.principal().session_id.clone();
    let items = rows.into_iter().map(|row| described(row, &current)).collect();
    Ok(Json(Page { items, next_cursor: next, total: Some(total) }))
}

/// Ends one.
#[utoipa::path(delete, path = "/api/v2/auth/sessions/{id}", operation_id = "end_session", tag = "identity",
    params(("id" = String, Path, description = "The session.")),
    security(("access_token" = []), ("session_cookie" = [])),
    responses((status = 204, description = "It is over."), Refusals))]
pub async fn end_session(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let scope = person(&caller)?;
    let transaction = app.store.transaction().await?;
    let (which, reason) = (Which::One(&id), RevocationReason::EndedByUser);
    let ended = sign_in::end(&transaction, &scope, scope.subject(), which, reason).await?;
    if ended.is_empty() {
        return Err(ApiError::not_found("session"));
    }
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
