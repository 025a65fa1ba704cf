//! What a client shows becomes the access token that services verify themselves.
//!
//! - An access token (`Authorization: Bearer`) is verified here, and its session is checked with
//!   identity; the answer is trusted for a few seconds.
//! - An API key or a session cookie is exchanged at identity, a link's token at the service whose
//!   thing it shares; the access token is used again for under a minute.
//!
//! A revocation ends all of this at once where its event arrives, and otherwise when what is
//! remembered has aged. While identity can't be reached, sessions that were good a minute ago stay
//! good: access tokens end by themselves after five minutes.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use ipnet::IpNet;
use moka::future::Cache;
use ulam_contracts::identity::{
    API_KEY_PREFIX, AccessTokenRefused, Credential, ExchangeRequest, ExchangeResponse,
    IntrospectRequest, IntrospectResponse, SESSION_COOKIE, SessionRevoked,
};
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::sharing::{ExchangeLink, ExchangedLink, SHARE_HEADER, SHARE_PARAMETER};
use ulam_platform::access::{KeyedHasher, Keys, Principal, SubjectKind, TokenError};
use ulam_platform::http::ApiError;

use crate::address;
use crate::gateway::Gateway;
use crate::routes::{Route, Target};

/// The header that may carry an API key.
pub(crate) const API_KEY_HEADER: &str = "x-api-key";
/// How long an exchanged credential is used again.
const EXCHANGED_FOR: Duration = Duration::from_secs(30);
/// How long a session counts as good without asking again.
const SESSION_FRESH: Duration = Duration::from_secs(3);
/// How long until identity is asked again of a session that is in use, so that nobody waits for it.
const SESSION_RENEWED_AFTER: Duration = Duration::from_millis(1_500);
/// How long a session that was good stays so while identity can't be reached.
const SESSION_KEPT: Duration = Duration::from_secs(60);
/// Credentials remembered.
const REMEMBERED_MAX: u64 = 50_000;
/// Longest credential looked at.
const CREDENTIAL_BYTES_MAX: usize = 4_096;

/// Somebody who may come in.
#[derive(Clone, Debug)]
pub(crate) struct Admitted {
    pub(crate) principal: Arc<Principal>,
    /// What services verify.
    pub(crate) authorization: HeaderValue,
    allowed: Arc<[IpNet]>,
    /// Whether a browser sent it on its own accord.
    pub(crate) is_cookie: bool,
}

struct SessionState {
    is_active: bool,
    subject: String,
    allowed: Arc<[IpNet]>,
    asked: Instant,
    /// Whether a request has asked again already.
    is_renewing: AtomicBool,
}

/// What is remembered of credentials. Only keyed hashes of secrets are kept.
pub(crate) struct Credentials {
    hasher: KeyedHasher,
    exchanged: Cache<[u8; 32], Admitted>,
    /// What identity said a moment ago.
    sessions: Cache<String, Arc<SessionState>>,
    /// What it last said, for when it can't be asked.
    known_sessions: Cache<String, Arc<SessionState>>,
    /// How often something was revoked or forgotten.
    revocations: AtomicU64,
}

/// A credential as it came.
enum Shown<'a> {
    AccessToken(&'a str),
    ApiKey(&'a str),
    Cookie(&'a str),
    Link(&'a str),
}

impl Credentials {
    pub(crate) fn new(keys: &Keys) -> Credentials {
        let exchanged = Cache::builder()
            .max_capacity(REMEMBERED_MAX)
            .time_to_live(EXCHANGED_FOR)
            .support_invalidation_closures()
            .build();
        let sessions = |kept_for: Duration| {
            Cache::builder()
                .max_capacity(REMEMBERED_MAX)
                .time_to_live(kept_for)
                .support_invalidation_closures()
                .build()
        };
        let (sessions, known_sessions) = (sessions(SESSION_FRESH), sessions(SESSION_KEPT));
        let hasher = keys.keyed_hasher("gateway credential");
        let revocations = AtomicU64::new(0);
        Credentials { hasher, exchanged, sessions, known_sessions, revocations }
    }

    /// Forgets revoked sessions and keys.
    pub(crate) async fn revoked(&self, revoked: &SessionRevoked) {
        let ids: Vec<String> =
            revoked.session_ids.iter().chain(&revoked.api_key_ids).cloned().collect();
        self.revocations.fetch_add(1, Ordering::SeqCst);
        for id in &ids {
            self.sessions.invalidate(id).await;
            self.known_sessions.invalidate(id).await;
        }
        let is_revoked =
            move |_: &[u8; 32], admitted: &Admitted| ids.contains(&admitted.principal.session_id);
        // Only a builder without support for closures makes an error.
        let _ = self.exchanged.invalidate_entries_if(is_revoked);
    }

    /// Forgets what is known of a user whose account, sessions or keys may have changed.
    pub(crate) fn forget_subject(&self, subject: &str) {
        self.revocations.fetch_add(1, Ordering::SeqCst);
        let of_exchange = subject.to_string();
        let _ = self
            .exchanged
            .invalidate_entries_if(move |_, admitted| admitted.principal.subject == of_exchange);
        for sessions in [&self.sessions, &self.known_sessions] {
            let subject = subject.to_string();
            let _ = sessions.invalidate_entries_if(move |_, session| session.subject == subject);
        }
    }

    /// Keeps what identity said, unless something was revoked while it was asked.
    async fn keep(&self, id: &str, session: &Arc<SessionState>, revocations_before: u64) {
        if self.revocations.load(Ordering::SeqCst) == revocations_before {
            self.sessions.insert(id.to_string(), session.clone()).await;
            self.known_sessions.insert(id.to_string(), session.clone()).await;
        }
    }

    fn hash(&self, kind: &str, secret: &str, address: Option<IpAddr>) -> [u8; 32] {
        let address = address.map_or(String::new(), |address| address.to_string());
        self.hasher.hash(format!("{kind} {address} {secret}").as_bytes())
    }
}

/// Who sends a request, if they show anything.
///
/// # Errors
/// 401 for a credential that isn't good, 403 for an address from which it isn't, 503 where that can't
/// be found out.
pub(crate) async fn identified(
    gateway: &Arc<Gateway>,
    parts: &Parts,
    route: &Route,
    from: IpAddr,
) -> Result<Option<Admitted>, ApiError> {
    let mut refusal = None;
    for shown in shown(parts, route) {
        let admitted = match shown {
            Shown::AccessToken(token) => of_access_token(gateway, token, from).await,
            // Exchanges are large, and who has an access token should not have to carry them.
            Shown::ApiKey(key) => {
                let credential = Credential::ApiKey { key: key.to_string() };
                Box::pin(of_exchange(gateway, credential, from)).await
            }
            Shown::Cookie(cookie) => {
                let credential = Credential::SessionCookie { cookie: cookie.to_string() };
                Box::pin(of_exchange(gateway, credential, from)).await
            }
            Shown::Link(token) => Box::pin(of_link(gateway, route, token.to_string())).await,
        };
        match admitted {
            Ok(admitted) if is_allowed(&admitted.allowed, from) => return Ok(Some(admitted)),
            Ok(_) => {
                let detail = "Your organisation doesn't allow your address. Ask an admin of it.";
                return Err(ProblemKind::AddressNotAllowed.problem(detail).into());
            }
            // The next one may be good: who follows a link may have an old cookie.
            Err(error) => refusal = refusal.or(Some(error)),
        }
    }
    refusal.map_or(Ok(None), Err)
}

/// What a request shows, in the order in which it counts. A link comes first where links can open
/// something: whoever follows one wants to see what it shares, whichever account they have.
fn shown<'a>(parts: &'a Parts, route: &Route) -> Vec<Shown<'a>> {
    let mut shown = Vec::new();
    if route.is_shared_by_link()
        && let Some(token) = link_token(parts)
    {
        shown.push(Shown::Link(token));
    }
    if let Some(bearer) = text(&parts.headers, AUTHORIZATION.as_str()).and_then(bearer) {
        shown.push(match bearer.starts_with(API_KEY_PREFIX) {
            true => Shown::ApiKey(bearer),
            false => Shown::AccessToken(bearer),
        });
    } else if let Some(key) = text(&parts.headers, API_KEY_HEADER) {
        shown.push(Shown::ApiKey(key));
    } else if let Some(cookie) = session_cookie(&parts.headers) {
        shown.push(Shown::Cookie(cookie));
    }
    shown
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().filter(|text| text.len() <= CREDENTIAL_BYTES_MAX)
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The value of the session cookie.
pub(crate) fn session_cookie(headers: &HeaderMap) -> Option<&str> {
    let lists =
        headers.get_all(http::header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        lists.flat_map(|list| list.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let found = pairs.find(|(name, _)| *name == SESSION_COOKIE)?.1;
    (!found.is_empty() && found.len() <= CREDENTIAL_BYTES_MAX).then_some(found)
}

fn link_token(parts: &Parts) -> Option<&str> {
    if let Some(token) = text(&parts.headers, SHARE_HEADER) {
        return Some(token);
    }
    let query = parts.uri.query()?;
    // A token has no characters that would have to be escaped.
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let token = pairs.find(|(name, _)| *name == SHARE_PARAMETER)?.1;
    (!token.is_empty() && token.len() <= CREDENTIAL_BYTES_MAX).then_some(token)
}

fn is_allowed(allowed: &[IpNet], from: IpAddr) -> bool {
    allowed.is_empty() || allowed.iter().any(|network| network.contains(&from))
}

/// The networks of a tenant's list. One that can't be read allows nobody rather than everybody.
fn networks(texts: &[String]) -> Arc<[IpNet]> {
    if texts.is_empty() {
        return Arc::from([]);
    }
    let networks: Vec<IpNet> = texts.iter().filter_map(|text| address::network(text)).collect();
    if networks.is_empty() {
        tracing::error!("a tenant's list of allowed addresses can't be read; nobody is let in");
        return Arc::from([IpNet::from(IpAddr::from([0, 0, 0, 0]))]);
    }
    networks.into()
}

fn not_signed_in(detail: &str) -> ApiError {
    ProblemKind::NotSignedIn.problem(detail).into()
}

fn authorization(token: &str) -> Result<HeaderValue, ApiError> {
    let value = HeaderValue::from_str(&format!("Bearer {token}"));
    let mut value =
        value.map_err(|_| not_signed_in("The access token is not valid. Sign in again."))?;
    value.set_sensitive(true);
    Ok(value)
}

async fn of_access_token(
    gateway: &Arc<Gateway>,
    token: &str,
    from: IpAddr,
) -> Result<Admitted, ApiError> {
    let principal = match gateway.context.keys.verify(token) {
        Ok(principal) => principal,
        // That happens to every client every few minutes.
        Err(TokenError::Expired) => {
            let detail = "The access token has expired. Refresh it and try again.";
            return Err(not_signed_in(detail));
        }
        Err(TokenError::Invalid) => {
            Box::pin(tell_refused(gateway, from)).await;
            return Err(not_signed_in("The access token is not valid. Sign in again."));
        }
    };
    if principal.kind == SubjectKind::Service || principal.kind == SubjectKind::Link {
        return Err(not_signed_in("This token is not for clients. Sign in."));
    }
    let session = session(gateway, &principal).await?;
    if !session.is_active {
        return Err(not_signed_in("This session has ended. Sign in again."));
    }
    Ok(Admitted {
        authorization: authorization(token)?,
        principal,
        allowed: session.allowed.clone(),
        is_cookie: false,
    })
}

/// Tells identity, which keeps the audit log, of an access token that doesn't verify.
async fn tell_refused(gateway: &Gateway, from: IpAddr) {
    let refused = AccessTokenRefused { ip_address: from.to_string() };
    let identity = gateway.own_client("identity");
    let told: Result<(), ApiError> =
        identity.post("/internal/identity/refused-tokens", &refused).await;
    if let Err(error) = told {
        tracing::debug!(%error, "a refused access token was not told of");
    }
}

/// What identity says of the session or key that an access token came from. Before it must be asked
/// again of a session that is in use, one request does so while all go on.
async fn session(
    gateway: &Arc<Gateway>,
    principal: &Arc<Principal>,
) -> Result<Arc<SessionState>, ApiError> {
    let Some(session) = gateway.credentials.sessions.get(&principal.session_id).await else {
        return Box::pin(asked_session(gateway, principal)).await;
    };
    let is_due = session.asked.elapsed() >= SESSION_RENEWED_AFTER;
    if is_due && !session.is_renewing.swap(true, Ordering::Relaxed) {
        let (gateway, principal) = (gateway.clone(), principal.clone());
        // If it can't be asked now, somebody waits for it once this has aged.
        tokio::spawn(async move { asked_session(&gateway, &principal).await.map(drop) });
    }
    Ok(session)
}

/// Asks identity of a session; what it said within a minute counts while it can't be asked.
async fn asked_session(
    gateway: &Gateway,
    principal: &Principal,
) -> Result<Arc<SessionState>, ApiError> {
    let id = &principal.session_id;
    let request = match principal.kind {
        SubjectKind::ApiKey => IntrospectRequest::ApiKey { api_key_id: id.clone() },
        _ => IntrospectRequest::Session { session_id: id.clone() },
    };
    let credentials = &gateway.credentials;
    let revocations = credentials.revocations.load(Ordering::SeqCst);
    let identity = gateway.own_client("identity");
    let answer: Result<IntrospectResponse, ApiError> =
        identity.post("/internal/identity/introspect", &request).await;
    match answer {
        Ok(answer) => {
            let session = Arc::new(SessionState {
                is_active: answer.is_active,
                subject: principal.subject.clone(),
                allowed: networks(&answer.allowed_ips),
                asked: Instant::now(),
                is_renewing: AtomicBool::new(false),
            });
            credentials.keep(id, &session, revocations).await;
            Ok(session)
        }
        Err(error) if error.status().is_server_error() => {
            credentials.known_sessions.get(id).await.ok_or(error)
        }
        Err(_) => Err(not_signed_in("This session has ended. Sign in again.")),
    }
}

async fn of_exchange(
    gateway: &Gateway,
    credential: Credential,
    from: IpAddr,
) -> Result<Admitted, ApiError> {
    let (kind, secret, is_cookie) = match &credential {
        Credential::ApiKey { key } => ("key", key, false),
        Credential::SessionCookie { cookie } => ("cookie", cookie, true),
    };
    let hash = gateway.credentials.hash(kind, secret, Some(from));
    let exchange = async {
        let request = ExchangeRequest { credential, ip_address: Some(from.to_string()) };
        let identity = gateway.own_client("identity");
        let answer: ExchangeResponse =
            identity.post("/internal/identity/exchange", &request).await?;
        let principal =
            gateway.context.keys.verify(&answer.access_token).map_err(ApiError::internal)?;
        Ok::<Admitted, ApiError>(Admitted {
            authorization: authorization(&answer.access_token)?,
            principal,
            allowed: networks(&answer.allowed_ips),
            is_cookie,
        })
    };
    let admitted = gateway.credentials.exchanged.try_get_with(hash, exchange).await;
    admitted.map_err(|error| (*error).clone())
}

async fn of_link(gateway: &Gateway, route: &Route, token: String) -> Result<Admitted, ApiError> {
    let Target::Service(name) = route.target else {
        return Err(not_signed_in("Links don't open this. Sign in."));
    };
    let hash = gateway.credentials.hash(name, &token, None);
    let exchange = async {
        let service = gateway.own_client(name);
        let answer: Result<ExchangedLink, ApiError> =
            service.post("/internal/links/exchange", &ExchangeLink { token }).await;
        let link = answer.map_err(|error| match error.status().is_server_error() {
            true => error,
            false => not_signed_in(
                "This link is not good any more. Ask whoever sent it for a new one, or sign in.",
            ),
        })?;
        let principal = Principal {
            subject: format!("link:{}", link.link_id),
            kind: SubjectKind::Link,
            tenant_id: link.tenant_id,
            session_id: link.link_id,
            permissions: link.permissions,
        };
        Ok::<Admitted, ApiError>(Admitted {
            authorization: authorization(&gateway.context.keys.access_token(&principal))?,
            principal: Arc::new(principal),
            allowed: Arc::from([]),
            is_cookie: false,
        })
    };
    let admitted = gateway.credentials.exchanged.try_get_with(hash, exchange).await;
    admitted.map_err(|error| (*error).clone())
}

#[cfg(test)]
mod tests {
    use http::{Method, Request};

    use super::*;

    fn parts(uri: &str, headers: &[(&str, &str)]) -> Parts {
        let mut request = Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn the_session_cookie_is_found_among_others() {
        let parts = parts("/", &[("cookie", "a=1; ulam_session=abc; b=2")]);
        assert_eq!(session_cookie(&parts.headers), Some("abc"));
        let none = self::parts("/", &[("cookie", "xulam_session=abc; ulam_session=")]);
        assert_eq!(session_cookie(&none.headers), None);
    }

    #[test]
    fn links_open_only_what_can_be_shared() {
        let uri = "/api/v2/results/1?x=2&share=tok";
        let kinds = |uri: &str| {
            let route = Route::of(&Method::GET, uri.split('?').next().unwrap());
            shown(&parts(uri, &[("authorization", "Bearer ulam_live_x")]), &route).len()
        };
        assert_eq!(kinds(uri), 2);
        assert_eq!(kinds("/api/v2/tenants?share=tok"), 1);
    }

    #[test]
    fn a_list_of_addresses_that_cannot_be_read_lets_nobody_in() {
        let from = IpAddr::from([192, 0, 2, 1]);
        assert!(is_allowed(&networks(&[]), from));
        assert!(is_allowed(&networks(&["192.0.2.0/24".to_string()]), from));
        assert!(!is_allowed(&networks(&["198.51.100.0/24".to_string()]), from));
        assert!(!is_allowed(&networks(&["nonsense".to_string()]), from));
    }
}
