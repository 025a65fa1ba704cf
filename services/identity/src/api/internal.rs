//! What other services ask.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use http::StatusCode;
use serde::Deserialize;
use ulam_contracts::identity::{
    AccessTokenRefused, Credential, ExchangeRequest, ExchangeResponse, FoundUsers,
    IntrospectRequest, IntrospectResponse, LookupUsers, UserContact,
};
use ulam_contracts::page::Page;
use ulam_contracts::permissions::Role;
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::{
    ACCESS_TOKEN_LIFETIME_SECONDS, Scope, ServiceCaller, constant_time_equal,
};
use ulam_platform::http::{ApiError, Cursor, Json, Path, Query, page_limit};
use ulam_platform::identifier::{now_us, rfc3339};

use super::api_keys::hash_of;
use super::profile::kept_preferences;
use crate::app::App;
use crate::domain::address::{email_key, is_allowed};
use crate::domain::api_key;
use crate::refusals::{self, Refusal};
use crate::sign_in;
use crate::standing::Standing;
use crate::store::entities::user;
use crate::store::tenants::MemberFilter;
use crate::store::{accounts, keys, sessions, tenants};

const LOOKUPS_MAX: usize = 200;
/// A key's last use is noted this exactly.
const USE_NOTED_EVERY_US: i64 = 60_000_000;

/// The endpoints.
pub fn router() -> Router<App> {
    Router::new()
        .route("/internal/identity/exchange", post(exchange))
        .route("/internal/identity/introspect", post(introspect))
        .route("/internal/identity/refused-tokens", post(token_refused))
        .route("/internal/identity/users/lookup", post(lookup))
        .route("/internal/identity/users/{id}", get(user_contact))
        .route("/internal/identity/tenants/{id}/members", get(members))
}

fn refused() -> ApiError {
    ProblemKind::NotSignedIn.problem("The key or session is not good (any more).").into()
}

/// Why a credential gives no access token.
enum NotExchanged {
    /// It isn't good; the audit log is told.
    Refused(Refusal, ApiError),
    /// It could not be looked at.
    Failed(ApiError),
}

impl<E: Into<ApiError>> From<E> for NotExchanged {
    fn from(error: E) -> NotExchanged {
        NotExchanged::Failed(error.into())
    }
}

async fn exchange(
    State(app): State<App>,
    _caller: ServiceCaller,
    Json(request): Json<ExchangeRequest>,
) -> Result<Json<ExchangeResponse>, ApiError> {
    let address = request.ip_address.as_deref();
    let exchanged = match request.credential {
        Credential::ApiKey { key } => exchange_key(&app, &key, address).await,
        Credential::SessionCookie { cookie } => exchange_cookie(&app, &cookie, address).await,
    };
    match exchanged {
        Ok(answer) => Ok(Json(answer)),
        Err(NotExchanged::Failed(error)) => Err(error),
        Err(NotExchanged::Refused(refusal, error)) => {
            refusals::note(&app, address, refusal).await?;
            Err(error)
        }
    }
}

async fn token_refused(
    State(app): State<App>,
    _caller: ServiceCaller,
    Json(refused): Json<AccessTokenRefused>,
) -> Result<StatusCode, ApiError> {
    let refusal = Refusal { kind: "access_token", id: None, reason: "not valid" };
    refusals::note(&app, Some(&refused.ip_address), refusal).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn exchange_cookie(
    app: &App,
    cookie: &str,
    address: Option<&str>,
) -> Result<ExchangeResponse, NotExchanged> {
    let session = match sign_in::session_of_cookie(app, cookie, address).await {
        Ok(session) => session,
        Err(error) if error.status() == StatusCode::UNAUTHORIZED => {
            let (id, reason) = sign_in::why_refused(app, cookie).await?;
            let refusal = Refusal { kind: "session", id, reason };
            return Err(NotExchanged::Refused(refusal, error));
        }
        Err(error) => return Err(error.into()),
    };
    let standing = Standing::of(app.store.reader(), &session.user_id, &session.tenant_id)
        .await?
        .ok_or_else(refused)?;
    let principal = standing.of_session(&session);
    Ok(ExchangeResponse {
        access_token: app.keys.access_token(&principal),
        expires_in_seconds: ACCESS_TOKEN_LIFETIME_SECONDS as f64,
        plan: standing.plan(),
        allowed_ips: standing.networks(),
        principal: standing.described(&principal, None, session.is_second_factor_verified),
    })
}

async fn exchange_key(
    app: &App,
    text: &str,
    address: Option<&str>,
) -> Result<ExchangeResponse, NotExchanged> {
    let refuse = |id: Option<&str>, reason: &'static str| {
        let refusal = Refusal { kind: "api_key", id: id.map(str::to_string), reason };
        NotExchanged::Refused(refusal, refused())
    };
    let lookup = api_key::lookup_of(text).ok_or_else(|| refuse(None, "malformed"))?;
    let reader = app.store.reader();
    let key = keys::of_lookup(reader, lookup).await?.ok_or_else(|| refuse(None, "unknown"))?;
    let now = now_us();
    let id = Some(key.id.as_str());
    if !constant_time_equal(key.secret_hash.as_bytes(), hash_of(app, text).as_bytes()) {
        return Err(refuse(id, "wrong secret"));
    }
    if key.revoked_us.is_some() {
        return Err(refuse(id, "revoked"));
    }
    if key.expires_us.is_some_and(|end| end <= now) {
        return Err(refuse(id, "expired"));
    }
    // Damaged, it lets nobody in.
    let networks: Vec<String> =
        serde_json::from_str(&key.allowed_ips).map_err(ApiError::internal)?;
    if !is_allowed(&networks, address) {
        let detail = "The API key does not work from this network address.";
        let error = ProblemKind::AddressNotAllowed.problem(detail).into();
        let reason = "address not allowed";
        let refusal = Refusal { kind: "api_key", id: Some(key.id), reason };
        return Err(NotExchanged::Refused(refusal, error));
    }
    let standing = Standing::of(reader, &key.user_id, &key.tenant_id)
        .await?
        .filter(|standing| standing.role.is_some())
        .ok_or_else(|| refuse(id, "its user is no member"))?;
    if key.last_used_us.is_none_or(|last| now - last >= USE_NOTED_EVERY_US)
        || key.last_used_ip.as_deref() != address
    {
        keys::touch(reader, &key.id, now - now.rem_euclid(USE_NOTED_EVERY_US), address).await?;
    }
    let principal = standing.of_key(&key);
    let left_seconds = key.expires_us.map_or(i64::MAX, |end| (end - now) / 1_000_000).max(1);
    let lifetime_seconds = ACCESS_TOKEN_LIFETIME_SECONDS.min(left_seconds as u64);
    // A key's own list holds at every request, so that the gateway must keep to it as well.
    let allowed_ips = if networks.is_empty() { standing.networks() } else { networks };
    Ok(ExchangeResponse {
        access_token: app.keys.token(&principal, lifetime_seconds),
        expires_in_seconds: lifetime_seconds as f64,
        plan: standing.plan(),
        allowed_ips,
        principal: standing.described(&principal, Some(&key.name), false),
    })
}

async fn introspect(
    State(app): State<App>,
    _caller: ServiceCaller,
    Json(request): Json<IntrospectRequest>,
) -> Result<Json<IntrospectResponse>, ApiError> {
    let reader = app.store.reader();
    let now = now_us();
    let unknown = IntrospectResponse {
        is_active: false,
        ended_at: None,
        plan: String::new(),
        allowed_ips: Vec::new(),
    };
    let (user_id, tenant_id, ended_us, own_networks) = match request {
        IntrospectRequest::Session { session_id } => {
            let Some(session) = sessions::find(reader, &session_id).await? else {
                return Ok(Json(unknown));
            };
            let ended_us =
                session.revoked_us.or((session.expires_us <= now).then_some(session.expires_us));
            (session.user_id, session.tenant_id, ended_us, Vec::new())
        }
        IntrospectRequest::ApiKey { api_key_id } => {
            let Some(key) = keys::find(reader, &api_key_id).await? else {
                return Ok(Json(unknown));
            };
            let ended_us = key.revoked_us.or(key.expires_us.filter(|end| *end <= now));
            let networks: Vec<String> =
                serde_json::from_str(&key.allowed_ips).map_err(ApiError::internal)?;
            (key.user_id, key.tenant_id, ended_us, networks)
        }
    };
    let standing = Standing::of(reader, &user_id, &tenant_id).await?;
    let Some(standing) = standing else { return Ok(Json(unknown)) };
    let allowed_ips = if own_networks.is_empty() { standing.networks() } else { own_networks };
    Ok(Json(IntrospectResponse {
        is_active: ended_us.is_none(),
        ended_at: ended_us.map(rfc3339),
        plan: standing.plan(),
        allowed_ips,
    }))
}

fn contact(user: user::Model, role: Option<Role>) -> UserContact {
    UserContact {
        preferences: kept_preferences(&user),
        user_id: user.id,
        email: user.email,
        is_email_confirmed: user.is_email_confirmed,
        name: user.name,
        locale: user.locale,
        time_zone: user.time_zone,
        phone: user.phone,
        role,
    }
}

#[derive(Deserialize)]
struct ContactQuery {
    tenant_id: Option<String>,
}

async fn user_contact(
    State(app): State<App>,
    _caller: ServiceCaller,
    Path(id): Path<String>,
    Query(query): Query<ContactQuery>,
) -> Result<Json<UserContact>, ApiError> {
    let reader = app.store.reader();
    let user = accounts::user(reader, &id).await?.ok_or_else(|| ApiError::not_found("user"))?;
    let membership = match &query.tenant_id {
        Some(tenant_id) => tenants::membership(reader, tenant_id, &id).await?,
        None => None,
    };
    Ok(Json(contact(user, membership.as_ref().map(tenants::role))))
}

async fn lookup(
    State(app): State<App>,
    _caller: ServiceCaller,
    Json(request): Json<LookupUsers>,
) -> Result<Json<FoundUsers>, ApiError> {
    if request.user_ids.len() > LOOKUPS_MAX || request.emails.len() > LOOKUPS_MAX {
        return Err(ApiError::invalid(
            "user_ids",
            format!("at most {LOOKUPS_MAX}, and as many mail addresses"),
        ));
    }
    let filter = MemberFilter {
        user_ids: Some(request.user_ids),
        email_keys: Some(request.emails.iter().map(|email| email_key(email)).collect()),
        ..MemberFilter::default()
    };
    let scope = Scope::of_tenant("identity", &request.tenant_id);
    let (found, _) =
        tenants::members(app.store.reader(), &scope, &filter, 2 * LOOKUPS_MAX as u64).await?;
    let users = found
        .into_iter()
        .map(|(membership, user)| contact(user, Some(tenants::role(&membership))))
        .collect();
    Ok(Json(FoundUsers { users }))
}

#[derive(Deserialize)]
struct MembersQuery {
    role: Option<Role>,
    limit: Option<u32>,
    cursor: Option<String>,
}

async fn members(
    State(app): State<App>,
    _caller: ServiceCaller,
    Path(id): Path<String>,
    Query(query): Query<MembersQuery>,
) -> Result<Json<Page<UserContact>>, ApiError> {
    let limit = page_limit(query.limit)?;
    let after = Cursor::decoded(query.cursor.as_deref())?;
    let filter = MemberFilter { role: query.role, after, ..MemberFilter::default() };
    let scope = Scope::of_tenant("identity", &id);
    let (mut found, total) =
        tenants::members(app.store.reader(), &scope, &filter, limit + 1).await?;
    let next_cursor = super::tenants::next_cursor(&mut found, limit);
    let items = found
        .into_iter()
        .map(|(membership, user)| contact(user, Some(tenants::role(&membership))))
        .collect();
    Ok(Json(Page { items, next_cursor, total: Some(total) }))
}
