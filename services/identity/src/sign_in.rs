//! Beginning, renewing and ending sessions.

use axum::extract::FromRequestParts;
use http::header::{COOKIE, SET_COOKIE, USER_AGENT};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use sea_orm::ConnectionTrait;
use ulam_contracts::identity::{
    RevocationReason, SESSION_COOKIE, Session, SessionKind, SessionRevoked, SignInMethod,
};
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::{ACCESS_TOKEN_LIFETIME_SECONDS, Scope, random_token};
use ulam_platform::audit::Entry;
use ulam_platform::http::{ApiError, CLIENT_ADDRESS_HEADER};
use ulam_platform::identifier::{new_id, now_us};
use ulam_platform::store::Transaction;

use crate::app::App;
use crate::domain::address::is_allowed;
use crate::domain::session_token::{self, Use, Verdict};
use crate::standing::Standing;
use crate::store::entities::{session, user};
use crate::store::sessions::{self, Which};
use crate::store::{accounts, keys, tenants};

/// Longest name of a program that is kept.
const USER_AGENT_BYTES_MAX: usize = 300;
/// Times that a rotation is tried against others at the same moment.
const ROTATIONS_MAX: usize = 4;
/// A session's last use is noted this exactly.
const USE_NOTED_EVERY_US: i64 = 60_000_000;

/// Whence a request came.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// Network address, as the gateway tells it.
    pub ip_address: Option<String>,
    /// As the program calls itself.
    pub user_agent: Option<String>,
    /// The session's cookie.
    pub cookie: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Client, Self::Rejection> {
        let text = |value: Option<&HeaderValue>| {
            value.and_then(|value| value.to_str().ok()).map(str::to_string)
        };
        let mut user_agent = text(parts.headers.get(USER_AGENT));
        if let Some(agent) = &mut user_agent {
            agent.truncate(agent.floor_char_boundary(USER_AGENT_BYTES_MAX));
        }
        Ok(Client {
            ip_address: text(parts.headers.get(CLIENT_ADDRESS_HEADER)),
            user_agent,
            cookie: cookie(&parts.headers, SESSION_COOKIE),
        })
    }
}

/// A cookie's value.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let pairs =
        lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs
        .filter(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.to_string())
        .next()
}

/// How a session shall begin.
pub struct Begin<'a> {
    /// Whose.
    pub user: &'a user::Model,
    /// In which tenant; else the one worked in last.
    pub tenant_id: Option<&'a str>,
    /// How they proved who they are.
    pub method: SignInMethod,
    /// Whether a second factor was given.
    pub is_second_factor_verified: bool,
    /// How the tokens are handed over.
    pub kind: SessionKind,
    /// Whence.
    pub client: &'a Client,
}

/// A text of an enum's value.
pub fn method_text(method: SignInMethod) -> &'static str {
    match method {
        SignInMethod::Password => "password",
        SignInMethod::Oidc => "oidc",
        SignInMethod::Link => "link",
        SignInMethod::Demo => "demo",
    }
}

fn reason_text(reason: RevocationReason) -> &'static str {
    match reason {
        RevocationReason::SignedOut => "signed out",
        RevocationReason::EndedByUser => "ended by user",
        RevocationReason::RefreshTokenReused => "refresh token reused",
        RevocationReason::PasswordChanged => "password changed",
        RevocationReason::MembershipChanged => "membership changed",
        RevocationReason::EndedByAdministrator => "ended by administrator",
        RevocationReason::ApiKeyRevoked => "revoked",
    }
}

/// The tenant in which a user begins: the one asked for, the last, the first.
async fn beginning_tenant(
    on: &impl ConnectionTrait,
    user: &user::Model,
    asked: Option<&str>,
) -> Result<String, ApiError> {
    if let Some(tenant_id) = asked {
        return match tenants::membership(on, tenant_id, &user.id).await? {
            Some(_) => Ok(tenant_id.to_string()),
            None => Err(ApiError::not_found("organisation")),
        };
    }
    let memberships = tenants::memberships_of(on, &user.id).await?;
    let last = memberships
        .iter()
        .find(|membership| Some(&membership.tenant_id) == user.last_tenant_id.as_ref());
    let chosen = last.or(memberships.first());
    Ok(chosen.map(|membership| membership.tenant_id.clone()).unwrap_or_default())
}

/// Begins a session.
///
/// # Errors
/// A tenant that isn't the user's, or that refuses the client's address.
pub async fn begin(
    transaction: &Transaction,
    app: &App,
    begin: Begin<'_>,
) -> Result<session::Model, ApiError> {
    let (now, on) = (now_us(), &**transaction);
    let tenant_id = beginning_tenant(on, begin.user, begin.tenant_id).await?;
    if let Some(standing) = Standing::of(on, &begin.user.id, &tenant_id).await? {
        check_address(&standing, begin.client.ip_address.as_deref())?;
    }
    let row = session::Model {
        id: new_id(),
        user_id: begin.user.id.clone(),
        tenant_id: tenant_id.clone(),
        created_us: now,
        last_used_us: now,
        expires_us: now + app.session_lifetime_us(),
        revoked_us: None,
        ip_address: begin.client.ip_address.clone(),
        user_agent: begin.client.user_agent.clone(),
        method: method_text(begin.method).to_string(),
        is_second_factor_verified: begin.is_second_factor_verified,
        is_cookie: begin.kind == SessionKind::Cookie,
        generation: 1,
        rotated_us: now,
        salt: random_token(16),
    };
    sessions::insert(on, &row).await?;
    if !tenant_id.is_empty() {
        accounts::set_last_tenant(on, &begin.user.id, &tenant_id).await?;
        tenants::seen(on, &tenant_id, &begin.user.id, now).await?;
    }
    let factors = if row.is_second_factor_verified { " and second factor" } else { "" };
    transaction.record(
        Entry::of(Some(&row.user_id), Some(&tenant_id), "sign_in.accepted")
            .about("session", &row.id)
            .with(format!("{}{factors}", row.method)),
    );
    Ok(row)
}

/// Tells the audit log of a sign-in that was refused, and of whose account it was, if that is known.
///
/// # Errors
/// The database's.
pub async fn note_refusal(
    app: &App,
    user_id: Option<&str>,
    refusal: &ApiError,
) -> Result<(), ApiError> {
    if refusal.status().is_server_error() {
        return Ok(());
    }
    let entry = Entry::of(None, None, "sign_in.refused").refused(refusal);
    let transaction = app.store.transaction().await?;
    transaction.record(match user_id {
        Some(user_id) => entry.about("user", user_id),
        None => entry,
    });
    Ok(transaction.commit().await?)
}

/// Whether a tenant's members may come from this address.
///
/// # Errors
/// 403 where they may not.
pub fn check_address(standing: &Standing, address: Option<&str>) -> Result<(), ApiError> {
    if is_allowed(&standing.networks(), address) {
        return Ok(());
    }
    let detail =
        "The organisation does not allow sign-in from this network address. Ask one of its admins.";
    Err(ProblemKind::AddressNotAllowed.problem(detail).into())
}

/// A session as its client gets it, with the headers that set its cookie.
///
/// # Errors
/// The database's; the user is gone.
pub async fn handed_over(
    on: &impl ConnectionTrait,
    app: &App,
    session: &session::Model,
) -> Result<(HeaderMap, Session), ApiError> {
    let standing =
        Standing::of(on, &session.user_id, &session.tenant_id).await?.ok_or_else(not_good)?;
    let principal = standing.of_session(session);
    let secret = |usage| {
        session_token::token(&app.keys, usage, &session.id, session.generation, &session.salt)
    };
    let lifetime_seconds = (session.expires_us - now_us()).max(0) as f64 / 1e6;
    let mut headers = HeaderMap::new();
    let (access_token, refresh_token) = if session.is_cookie {
        headers.insert(
            SET_COOKIE,
            session_cookie(app, &secret(Use::Cookie), lifetime_seconds as u64)?,
        );
        (None, None)
    } else {
        (Some(app.keys.access_token(&principal)), Some(secret(Use::Refresh)))
    };
    let answer = Session {
        session_id: session.id.clone(),
        access_token,
        token_type: "Bearer".to_string(),
        expires_in_seconds: ACCESS_TOKEN_LIFETIME_SECONDS as f64,
        refresh_token,
        refresh_expires_in_seconds: lifetime_seconds.floor(),
        principal: standing.described(&principal, None, session.is_second_factor_verified),
    };
    headers.insert(http::header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok((headers, answer))
}

/// The header that sets, or with no seconds removes, the session's cookie.
///
/// # Errors
/// A value that can't stand in a header.
pub fn session_cookie(app: &App, value: &str, seconds: u64) -> Result<HeaderValue, ApiError> {
    let secure = if app.is_tls() { "; Secure" } else { "" };
    let text = format!(
        "{SESSION_COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
    );
    HeaderValue::from_str(&text).map_err(ApiError::internal)
}

/// 401: the session is over.
pub fn not_good() -> ApiError {
    ProblemKind::NotSignedIn.problem("The session is over. Sign in again.").into()
}

/// The session of a cookie's value, if it is good, noting its use.
///
/// # Errors
/// 401 if it isn't.
pub async fn session_of_cookie(
    app: &App,
    value: &str,
    ip_address: Option<&str>,
) -> Result<session::Model, ApiError> {
    let reader = app.store.reader();
    let claimed = session_token::claimed(value).ok_or_else(not_good)?;
    let found = sessions::find(reader, claimed.session_id).await?.ok_or_else(not_good)?;
    let now = now_us();
    let is_current =
        session_token::verdict(claimed.generation, found.generation, found.rotated_us, now)
            != Verdict::Reused;
    if !found.is_cookie
        || !claimed.is_genuine(&app.keys, Use::Cookie, &found.salt)
        || !is_current
        || !is_live(&found, now)
    {
        return Err(not_good());
    }
    note_use(app, &found, now, ip_address).await?;
    Ok(found)
}

/// Which session a cookie that is not good names, if there is such a session, and why it isn't good.
///
/// # Errors
/// The database's.
pub async fn why_refused(
    app: &App,
    value: &str,
) -> Result<(Option<String>, &'static str), ApiError> {
    let Some(claimed) = session_token::claimed(value) else { return Ok((None, "malformed")) };
    let Some(found) = sessions::find(app.store.reader(), claimed.session_id).await? else {
        return Ok((None, "unknown"));
    };
    let reason = if !claimed.is_genuine(&app.keys, Use::Cookie, &found.salt) {
        "wrong secret"
    } else if found.revoked_us.is_some() {
        "ended"
    } else if found.expires_us <= now_us() {
        "expired"
    } else {
        "replaced"
    };
    Ok((Some(found.id), reason))
}

/// Whether a session is good at this moment.
pub fn is_live(session: &session::Model, now_us: i64) -> bool {
    session.revoked_us.is_none() && session.expires_us > now_us
}

async fn note_use(
    app: &App,
    session: &session::Model,
    now_us: i64,
    ip_address: Option<&str>,
) -> Result<(), ApiError> {
    let is_same_place = ip_address.is_none() || ip_address == session.ip_address.as_deref();
    if now_us - session.last_used_us < USE_NOTED_EVERY_US && is_same_place {
        return Ok(());
    }
    let reader = app.store.reader();
    sessions::touch(reader, &session.id, now_us, now_us + app.session_lifetime_us(), ip_address)
        .await?;
    if !session.tenant_id.is_empty() {
        tenants::seen(reader, &session.tenant_id, &session.user_id, now_us).await?;
    }
    Ok(())
}

/// Rotates a refresh token: the session with its next tokens. A token that was rotated a moment ago
/// gives the same successor again; an older one ends the session, for somebody has a copy.
///
/// # Errors
/// 401 for a token that is not good.
pub async fn refreshed(app: &App, token: &str) -> Result<session::Model, ApiError> {
    let claimed = session_token::claimed(token).ok_or_else(not_good)?;
    for _ in 0..ROTATIONS_MAX {
        let found =
            sessions::find(app.store.reader(), claimed.session_id).await?.ok_or_else(not_good)?;
        let now = now_us();
        if found.is_cookie
            || !claimed.is_genuine(&app.keys, Use::Refresh, &found.salt)
            || !is_live(&found, now)
        {
            return Err(not_good());
        }
        match session_token::verdict(claimed.generation, found.generation, found.rotated_us, now) {
            Verdict::JustReplaced => return Ok(found),
            Verdict::Current => {
                let transaction = app.store.transaction().await?;
                let expires_us = now + app.session_lifetime_us();
                if sessions::rotate(&*transaction, &found, now, expires_us).await? {
                    transaction.commit().await?;
                    return Ok(session::Model {
                        generation: found.generation + 1,
                        rotated_us: now,
                        expires_us,
                        ..found
                    });
                }
                // Another request with the same token was faster: look again.
            }
            Verdict::Reused => {
                tracing::warn!(session_id = found.id, "refresh token used again, session ended");
                let transaction = app.store.transaction().await?;
                let (by, which) = (Scope::of_tenant("identity", ""), Which::One(&found.id));
                let reason = RevocationReason::RefreshTokenReused;
                end(&transaction, &by, &found.user_id, which, reason).await?;
                transaction.commit().await?;
                return Err(not_good());
            }
        }
    }
    Err(not_good())
}

/// Somebody showed that the mail address of an account is theirs, which whoever registered it never did:
/// ends the sessions and keys of that one. Password and second factor are for the caller to see to.
///
/// # Errors
/// The database's.
pub async fn shut_out_stranger(transaction: &Transaction, user_id: &str) -> Result<(), ApiError> {
    let api_key_ids = keys::revoke_of_user(&**transaction, user_id, None, now_us()).await?;
    let session_ids = sessions::revoke(&**transaction, user_id, now_us(), Which::All).await?;
    if !session_ids.is_empty() || !api_key_ids.is_empty() {
        let (by, reason) = (Scope::of_tenant("identity", ""), RevocationReason::PasswordChanged);
        tell_ended(transaction, &by, user_id, session_ids, api_key_ids, reason).await?;
    }
    Ok(accounts::confirm_email(&**transaction, user_id).await?)
}

/// Somebody (`by`) ends sessions of a user; tells everybody; the ids of those that ended.
///
/// # Errors
/// The database's.
pub async fn end(
    transaction: &Transaction,
    by: &Scope,
    user_id: &str,
    which: Which<'_>,
    reason: RevocationReason,
) -> Result<Vec<String>, ApiError> {
    let session_ids = sessions::revoke(&**transaction, user_id, now_us(), which).await?;
    if !session_ids.is_empty() {
        tell_ended(transaction, by, user_id, session_ids.clone(), Vec::new(), reason).await?;
    }
    Ok(session_ids)
}

/// Tells everybody, and the audit log, that somebody ended sessions or keys of a user.
///
/// # Errors
/// The database's.
pub async fn tell_ended(
    transaction: &Transaction,
    by: &Scope,
    user_id: &str,
    session_ids: Vec<String>,
    api_key_ids: Vec<String>,
    reason: RevocationReason,
) -> Result<(), ApiError> {
    let detail = reason_text(reason);
    for id in &session_ids {
        transaction.record(Entry::by(by, "session.revoked").about("session", id).with(detail));
    }
    for id in &api_key_ids {
        transaction.record(Entry::by(by, "api_key.revoked").about("api_key", id).with(detail));
    }
    let scope = Scope::of_tenant("identity", "");
    let data = SessionRevoked { user_id: user_id.to_string(), session_ids, api_key_ids, reason };
    Ok(transaction.emit(&scope, user_id, data).await?)
}
