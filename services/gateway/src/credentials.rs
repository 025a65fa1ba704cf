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
use std::time::{Duration, Instant};

use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use ipnet::IpNet;
use moka::future::Cache;
use ulam_contracts::identity::{
    API_KEY_PREFIX, Credential, ExchangeRequest, ExchangeResponse, IntrospectRequest,
    IntrospectResponse, SESSION_COOKIE, SessionRevoked,
};
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::sharing::{ExchangeLink, ExchangedLink, SHARE_HEADER, SHARE_PARAMETER};
use ulam_platform::access::{Keys, Principal, SubjectKind, TokenError};
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

#[derive(Clone)]
struct SessionState {
    is_active: bool,
    subject: String,
    allowed: Arc<[IpNet]>,
    asked: Instant,
}

/// What is remembered of credentials. Only keyed hashes of secrets are kept.
pub(crate) struct Credentials {
    keys: Arc<Keys>,
    exchanged: Cache<[u8; 32], Admitted>,
    sessions: Cache<String, SessionState>,
}

/// A credential as it came.
enum Shown {
    AccessToken(String),
    ApiKey(String),
    Cookie(String),
    Link(String),
}

impl Credentials {
    pub(crate) fn new(keys: Arc<Keys>) -> Credentials {
        let exchanged = Cache::builder()
            .max_capacity(REMEMBERED_MAX)
            .time_to_live(EXCHANGED_FOR)
            .support_invalidation_closures()
            .build();
        let sessions = Cache::builder()
            .max_capacity(REMEMBERED_MAX)
            .time_to_live(SESSION_KEPT)
            .support_invalidation_closures()
            .build();
        Credentials { keys, exchanged, sessions }
    }

    /// Forgets revoked sessions and keys.
    pub(crate) async fn revoked(&self, revoked: &SessionRevoked) {
        let ids: Vec<String> =
            revoked.session_ids.iter().chain(&revoked.api_key_ids).cloned().collect();
        for id in &ids {
            self.sessions.invalidate(id).await;
        }
        let is_revoked =
            move |_: &[u8; 32], admitted: &Admitted| ids.contains(&admitted.principal.session_id);
        // Only a builder without support for closures makes an error.
        let _ = self.exchanged.invalidate_entries_if(is_revoked);
    }

    /// Forgets what is known of a user whose account, sessions or keys may have changed.
    pub(crate) fn forget_subject(&self, subject: &str) {
        let (of_exchange, of_session) = (subject.to_string(), subject.to_string());
        let _ = self
            .exchanged
            .invalidate_entries_if(move |_, admitted| admitted.principal.subject == of_exchange);
        let _ =
            self.sessions.invalidate_entries_if(move |_, session| session.subject == of_session);
    }

    fn hash(&self, kind: &str, secret: &str, address: Option<IpAddr>) -> [u8; 32] {
        let address = address.map_or(String::new(), |address| address.to_string());
        self.keys.keyed_hash("gateway credential", format!("{kind} {address} {secret}").as_bytes())
    }
}

/// Who sends a request, if they show anything.
///
/// # Errors
/// 401 for a credential that isn't good, 403 for an address from which it isn't, 503 where that can't
/// be found out.
pub(crate) async fn identified(
    gateway: &Gateway,
    parts: &Parts,
    route: &Route,
    from: IpAddr,
) -> Result<Option<Admitted>, ApiError> {
    let mut refusal = None;
    for shown in shown(parts, route) {
        let admitted = match shown {
            Shown::AccessToken(token) => of_access_token(gateway, &token).await,
            Shown::ApiKey(key) => of_exchange(gateway, Credential::ApiKey { key }, from).await,
            Shown::Cookie(cookie) => {
                of_exchange(gateway, Credential::SessionCookie { cookie }, from).await
            }
            Shown::Link(token) => of_link(gateway, route, token).await,
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
fn shown(parts: &Parts, route: &Route) -> Vec<Shown> {
    let mut shown = Vec::new();
    if route.is_shared_by_link()
        && let Some(token) = link_token(parts)
    {
        shown.push(Shown::Link(token));
    }
    if let Some(bearer) = text(&parts.headers, AUTHORIZATION.as_str()).and_then(bearer) {
        shown.push(match bearer.starts_with(API_KEY_PREFIX) {
            true => Shown::ApiKey(bearer.to_string()),
            false => Shown::AccessToken(bearer.to_string()),
        });
    } else if let Some(key) = text(&parts.headers, API_KEY_HEADER) {
        shown.push(Shown::ApiKey(key.to_string()));
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
pub(crate) fn session_cookie(headers: &HeaderMap) -> Option<String> {
    let lists =
        headers.get_all(http::header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        lists.flat_map(|list| list.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let found = pairs.find(|(name, _)| *name == SESSION_COOKIE)?.1;
    (!found.is_empty() && found.len() <= CREDENTIAL_BYTES_MAX).then(|| found.to_string())
}

fn link_token(parts: &Parts) -> Option<String> {
    if let Some(token) = text(&parts.headers, SHARE_HEADER) {
        return Some(token.to_string());
    }
    let query = parts.uri.query()?;
    let marker = format!("{SHARE_PARAMETER}=");
    // A token has no characters that would have to be escaped.
    let token = query.split('&').find_map(|pair| pair.strip_prefix(&marker))?;
    (!token.is_empty() && token.len() <= CREDENTIAL_BYTES_MAX).then(|| token.to_string())
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

async fn of_access_token(gateway: &Gateway, token: &str) -> Result<Admitted, ApiError> {
    let principal = gateway.context.keys.verify(token).map_err(|error| match error {
        TokenError::Expired => {
            not_signed_in("The access token has expired. Refresh it and try again.")
        }
        TokenError::Invalid => not_signed_in("The access token is not valid. Sign in again."),
    })?;
    if principal.kind == SubjectKind::Service || principal.kind == SubjectKind::Link {
        return Err(not_signed_in("This token is not for clients. Sign in."));
    }
    let session = session(gateway, &principal).await?;
    if !session.is_active {
        return Err(not_signed_in("This session has ended. Sign in again."));
    }
    Ok(Admitted {
        authorization: authorization(token)?,
        principal: Arc::new(principal),
        allowed: session.allowed,
        is_cookie: false,
    })
}

/// What identity says of the session or key that an access token came from.
async fn session(gateway: &Gateway, principal: &Principal) -> Result<SessionState, ApiError> {
    let id = principal.session_id.clone();
    let known = gateway.credentials.sessions.get(&id).await;
    if let Some(known) = &known
        && known.asked.elapsed() < SESSION_FRESH
    {
        return Ok(known.clone());
    }
    let request = match principal.kind {
        SubjectKind::ApiKey => IntrospectRequest::ApiKey { api_key_id: id.clone() },
        _ => IntrospectRequest::Session { session_id: id.clone() },
    };
    let identity = gateway.own_client("identity");
    let answer: Result<IntrospectResponse, ApiError> =
        identity.post("/internal/identity/introspect", &request).await;
    match (answer, known) {
        (Ok(answer), _) => {
            let state = SessionState {
                is_active: answer.is_active,
                subject: principal.subject.clone(),
                allowed: networks(&answer.allowed_ips),
                asked: Instant::now(),
            };
            gateway.credentials.sessions.insert(id, state.clone()).await;
            Ok(state)
        }
        (Err(error), Some(known)) if error.status().is_server_error() => Ok(known),
        (Err(error), _) if error.status().is_server_error() => Err(error),
        (Err(_), _) => Err(not_signed_in("This session has ended. Sign in again.")),
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
            principal: Arc::new(principal),
            allowed: networks(&answer.allowed_ips),
            is_cookie,
        })
    };
    let admitted = gateway.credentials.exchanged.try_get_with(hash, exchange).await;
    admitted.map_err(|error| (*error).clone())
}

async fn of_link(gateway: &Gateway, route: &Route, token: String) -> Result<Admitted, ApiError> {
    let Target::Service { name, .. } = route.target else {
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
        assert_eq!(session_cookie(&parts.headers).as_deref(), Some("abc"));
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
