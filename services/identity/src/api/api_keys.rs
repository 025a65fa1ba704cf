//! Keys of programs.

use axum::extract::State;
use http::StatusCode;
use ulam_contracts::identity::{ApiKey, CreateApiKey, CreatedApiKey, RevocationReason};
use ulam_contracts::page::{Page, PageQuery};
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::Caller;
use ulam_platform::audit::Entry;
use ulam_platform::http::{ApiError, Cursor, Json, Path, Query, Refusals, page_limit};
use ulam_platform::identifier::{from_rfc3339, new_id, now_us, rfc3339};

use super::auth::checked_name;
use crate::app::App;
use crate::domain::address::checked_networks;
use crate::domain::api_key::{new_key, shown_prefix};
use crate::sign_in;
use crate::store::entities::api_key;
use crate::store::keys;

const NAME_CHARACTERS_MAX: usize = 100;
const NETWORKS_MAX: usize = 50;
/// Live keys of a user in a tenant.
const KEYS_MAX: u64 = 100;

/// What is kept of a key.
pub fn hash_of(app: &App, text: &str) -> String {
    data_encoding::HEXLOWER.encode(&app.keys.keyed_hash("API key", text.as_bytes()))
}

fn described(key: api_key::Model) -> ApiKey {
    ApiKey {
        prefix: shown_prefix(&key.lookup),
        permissions: keys::permissions(&key),
        allowed_ips: serde_json::from_str(&key.allowed_ips).unwrap_or_default(),
        created_at: rfc3339(key.created_us),
        expires_at: key.expires_us.map(rfc3339),
        last_used_at: key.last_used_us.map(rfc3339),
        last_used_ip: key.last_used_ip,
        revoked_at: key.revoked_us.map(rfc3339),
        name: key.name,
        id: key.id,
    }
}

/// My API keys, never the secret.
#[utoipa::path(get, path = "/api/v2/api-keys", operation_id = "api_keys", tag = "identity", params(PageQuery),
    security(("access_token" = ["api_keys:write"])),
    responses((status = 200, description = "A page of them, the newest first.", body = Page<ApiKey>), Refusals))]
pub async fn api_keys(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<ApiKey>>, ApiError> {
    let scope = caller.may(Permission::ApiKeysWrite)?;
    let limit = page_limit(query.limit)?;
    let after = Cursor::decoded(query.cursor.as_deref())?;
    let (mut rows, total) =
        keys::page(app.store.reader(), &scope, after.as_ref(), limit + 1).await?;
    let has_more = rows.len() as u64 > limit;
    rows.truncate(limit as usize);
    let next = rows
        .last()
        .filter(|_| has_more)
        .map(|row| Cursor { time_us: row.created_us, id: row.id.clone() }.encoded());
    Ok(Json(Page {
        items: rows.into_iter().map(described).collect(),
        next_cursor: next,
        total: Some(total),
    }))
}

/// Creates one; the secret is shown once.
#[utoipa::path(post, path = "/api/v2/api-keys", operation_id = "create_api_key", tag = "identity",
    request_body = CreateApiKey,
    security(("access_token" = ["api_keys:write"])),
    responses((status = 201, description = "The key with its secret.", body = CreatedApiKey), Refusals))]
pub async fn create_api_key(
    State(app): State<App>,
    caller: Caller,
    Json(request): Json<CreateApiKey>,
) -> Result<(StatusCode, Json<CreatedApiKey>), ApiError> {
    let scope = caller.may(Permission::ApiKeysWrite)?;
    let name = checked_name("name", &request.name, NAME_CHARACTERS_MAX)?;
    if request.permissions.is_empty() {
        return Err(ApiError::invalid("permissions", "at least one"));
    }
    if let Some(lacking) =
        request.permissions.iter().find(|permission| !caller.principal().may(**permission))
    {
        return Err(ApiError::invalid("permissions", format!("you don't have {lacking} yourself")));
    }
    if request.allowed_ips.len() > NETWORKS_MAX {
        return Err(ApiError::invalid("allowed_ips", format!("at most {NETWORKS_MAX}")));
    }
    let networks = checked_networks("allowed_ips", &request.allowed_ips)?;
    let now = now_us();
    let expires_us = match &request.expires_at {
        None => None,
        Some(text) => {
            let end =
                from_rfc3339(text).map_err(|message| ApiError::invalid("expires_at", message))?;
            if end <= now {
                return Err(ApiError::invalid("expires_at", "must be in the future"));
            }
            Some(end)
        }
    };
    let mut permissions = request.permissions;
    permissions.sort();
    permissions.dedup();
    let key = new_key();
    let row = api_key::Model {
        id: new_id(),
        secret_hash: hash_of(&app, &key.text),
        lookup: key.lookup,
        tenant_id: scope.tenant_id().to_string(),
        user_id: scope.subject().to_string(),
        name,
        permissions: permissions
            .iter()
            .map(|permission| permission.as_str())
            .collect::<Vec<_>>()
            .join(" "),
        allowed_ips: serde_json::to_string(&networks)?,
        created_us: now,
        expires_us,
        last_used_us: None,
        last_used_ip: None,
        revoked_us: None,
    };
    let transaction = app.store.transaction().await?;
    if keys::live_count(&*transaction, &scope).await? >= KEYS_MAX {
        let detail =
            format!("You have {KEYS_MAX} API keys already. Revoke those that you don't need.");
        return Err(ProblemKind::Conflict.problem(detail).into());
    }
    keys::insert(&*transaction, row.clone()).await?;
    transaction.record(Entry::by(&scope, "api_key.created").about("api_key", &row.id));
    transaction.commit().await?;
    Ok((StatusCode::CREATED, Json(CreatedApiKey { key: described(row), secret: key.text })))
}

/// Revokes one. Admins may revoke every key of the tenant.
#[utoipa::path(delete, path = "/api/v2/api-keys/{id}", operation_id = "revoke_api_key", tag = "identity",
    params(("id" = String, Path, description = "The key.")),
    security(("access_token" = ["api_keys:write"])),
    responses((status = 204, description = "It is no longer good."), Refusals))]
pub async fn revoke_api_key(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let scope = caller.may(Permission::ApiKeysWrite)?;
    let any_user = caller.principal().may(Permission::TenantAdmin);
    let transaction = app.store.transaction().await?;
    let revoked = keys::revoke(&*transaction, &scope, &id, any_user, now_us()).await?;
    let user_id = revoked.ok_or_else(|| ApiError::not_found("API key"))?;
    sign_in::tell_ended(
        &transaction,
        &scope,
        &user_id,
        Vec::new(),
        vec![id],
        RevocationReason::ApiKeyRevoked,
    )
    .await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
