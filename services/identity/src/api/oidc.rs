//! Signing in with an OpenID Connect provider.
//!
//! The authorisation code flow with state, nonce and PKCE. The state is also bound to the browser by a
//! cookie, so that nobody can make somebody else's browser finish a sign-in that they began.
//!
//! A user who has a second factor here is asked for it as after the password, unless the provider says
//! that it has asked for one (`amr`, OpenID Connect Core 1.0, section 2), or the settings don't want it.
//! Before an account at the provider is linked to a user, it is the user's own factor that counts.
//! The challenge goes to the web app in the fragment of an address, which no server gets to see.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{LOCATION, SET_COOKIE};
use http::{HeaderMap, HeaderValue, StatusCode};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::url::form_urlencoded;
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope as OidcScope, TokenResponse,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use ulam_contracts::identity::{OidcCallbackQuery, OidcStartQuery, SessionKind, SignInMethod};
use ulam_contracts::problem::ProblemKind;
use ulam_platform::configuration::OidcProviderConfiguration;
use ulam_platform::http::{ApiError, Path, Query, Refusals};
use ulam_platform::identifier::now_us;

use super::auth::challenge_after_provider;
use crate::app::App;
use crate::domain::address::checked_email;
use crate::first_start::with_tenant;
use crate::sign_in::{self, Begin, Client, cookie};
use crate::store::accounts::NewUser;
use crate::store::entities::{credential, user};
use crate::store::tokens::Kind;
use crate::store::{accounts, tokens};

const STATE_COOKIE: &str = "ulam_oidc";
const STATE_US: i64 = 600_000_000;
const DISCOVERED_FOR: Duration = Duration::from_secs(600);
const ANSWER_BYTES_MAX: usize = 1 << 20;
const TIMEOUT: Duration = Duration::from_secs(10);
const SEALED_FOR: &str = "pkce verifier";
/// Values of `amr` that tell of a second factor (RFC 8176, section 2): several factors, a one-time
/// password, a key in hardware, a smart card. Calls and text messages are left out, since they can be
/// diverted.
const SECOND_FACTORS: [&str; 4] = ["mfa", "otp", "hwk", "sc"];

/// What providers said about themselves, for a while.
#[derive(Clone, Default)]
pub struct Providers {
    discovered: Arc<Mutex<BTreeMap<String, (Instant, CoreProviderMetadata)>>>,
}

/// What goes with a state.
#[derive(Serialize, Deserialize)]
struct Started {
    provider: String,
    nonce: String,
    sealed_verifier: String,
    return_to: String,
}

/// Why a provider could not be asked.
#[derive(Debug)]
struct Unreachable(String);

impl std::fmt::Display for Unreachable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreachable {}

/// Sends a request of the OpenID Connect library, with limits and without following redirects.
async fn send(request: HttpRequest) -> Result<HttpResponse, Unreachable> {
    let failed = |error: reqwest::Error| Unreachable(error.to_string());
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(TIMEOUT)
        .build()
        .map_err(failed)?;
    let request = reqwest::Request::try_from(request).map_err(failed)?;
    let mut response = client.execute(request).await.map_err(failed)?;
    let mut answer = http::Response::builder().status(response.status());
    for (name, value) in response.headers() {
        answer = answer.header(name, value);
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if body.len() + chunk.len() > ANSWER_BYTES_MAX {
            return Err(Unreachable("the answer is too long".to_string()));
        }
        body.extend_from_slice(&chunk);
    }
    answer.body(body).map_err(|error| Unreachable(error.to_string()))
}

fn provider_failed(provider: &str, error: impl std::fmt::Display) -> ApiError {
    tracing::warn!(provider, %error, "OpenID Connect provider failed");
    ProblemKind::BadGateway.problem("The provider could not be asked, or gave no good answer. Try again, or sign in another way.").into()
}

fn settings<'a>(app: &'a App, provider: &str) -> Result<&'a OidcProviderConfiguration, ApiError> {
    let known = app.configuration.identity.providers.get(provider);
    known
        .ok_or_else(|| ProblemKind::NotFound.problem("There is no provider with this name.").into())
}

async fn metadata(app: &App, provider: &str) -> Result<CoreProviderMetadata, ApiError> {
    let settings = settings(app, provider)?;
    if let Some((at, metadata)) = app.providers.discovered.lock().await.get(provider)
        && at.elapsed() < DISCOVERED_FOR
    {
        return Ok(metadata.clone());
    }
    let issuer = IssuerUrl::new(settings.issuer.clone())
        .map_err(|error| provider_failed(provider, error))?;
    let found = CoreProviderMetadata::discover_async(issuer, &send).await;
    let found = found.map_err(|error| provider_failed(provider, format!("{error:?}")))?;
    app.providers
        .discovered
        .lock()
        .await
        .insert(provider.to_string(), (Instant::now(), found.clone()));
    Ok(found)
}

/// The client of a provider. A macro, since its type tells which endpoints are known.
macro_rules! client {
    ($app:expr, $provider:expr) => {{
        let settings = settings($app, $provider)?;
        let redirect = $app.link(&format!("/api/v2/auth/oidc/{}/callback", $provider));
        let redirect = RedirectUrl::new(redirect).map_err(ApiError::internal)?;
        let secret = settings
            .client_secret
            .as_ref()
            .map(|secret| ClientSecret::new(secret.expose().to_string()));
        CoreClient::from_provider_metadata(
            metadata($app, $provider).await?,
            ClientId::new(settings.client_id.clone()),
            secret,
        )
        .set_redirect_uri(redirect)
    }};
}

/// A path in the app; other addresses would let links lead elsewhere.
fn checked_return(path: Option<&str>) -> Result<String, ApiError> {
    let path = path.unwrap_or("/");
    let is_path = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control);
    if !is_path || path.len() > 2_000 {
        return Err(ApiError::invalid("return_to", "not a path in the app like /workbooks"));
    }
    Ok(path.to_string())
}

fn state_cookie(app: &App, value: &str, seconds: u64) -> Result<HeaderValue, ApiError> {
    let secure = if app.is_tls() { "; Secure" } else { "" };
    let text = format!(
        "{STATE_COOKIE}={value}; Path=/api/v2/auth/oidc; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
    );
    HeaderValue::from_str(&text).map_err(ApiError::internal)
}

fn found_at(location: &str) -> Result<HeaderMap, ApiError> {
    let location = HeaderValue::from_str(location).map_err(ApiError::internal)?;
    Ok(HeaderMap::from_iter([(LOCATION, location)]))
}

/// Signs in with an OpenID Connect provider (Auth0, Keycloak, ...).
#[utoipa::path(get, path = "/api/v2/auth/oidc/{provider}/start", operation_id = "oidc_start", tag = "identity",
    params(("provider" = String, Path, description = "The provider's name."), OidcStartQuery),
    responses((status = 302, description = "On to the provider."),
        (status = 502, description = "The provider can't be asked.", body = ulam_contracts::problem::Problem, content_type = "application/problem+json"),
        Refusals))]
pub async fn oidc_start(
    State(app): State<App>,
    Path(provider): Path<String>,
    Query(query): Query<OidcStartQuery>,
) -> Result<Response, ApiError> {
    let return_to = checked_return(query.return_to.as_deref())?;
    let client = client!(&app, &provider);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let nonce = Nonce::new_random();
    let data = Started {
        provider: provider.clone(),
        nonce: nonce.secret().clone(),
        sealed_verifier: app.keys.seal(SEALED_FOR, verifier.secret()),
        return_to,
    };
    let state =
        tokens::create(app.store.reader(), &app.keys, Kind::Oidc, "", &data, now_us() + STATE_US)
            .await?;
    let csrf = state.clone();
    let mut request = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(csrf),
            move || nonce,
        )
        .set_pkce_challenge(challenge);
    for scope in &settings(&app, &provider)?.scopes {
        request = request.add_scope(OidcScope::new(scope.clone()));
    }
    let (url, _, _) = request.url();
    let mut headers = found_at(url.as_str())?;
    headers.insert(SET_COOKIE, state_cookie(&app, &state, STATE_US as u64 / 1_000_000)?);
    Ok((StatusCode::FOUND, headers).into_response())
}

/// Who a provider says that somebody is.
struct Known {
    subject: String,
    email: Option<String>,
    is_email_verified: bool,
    name: Option<String>,
    /// Whether the provider has asked for a second factor.
    is_second_factor_verified: bool,
}

/// How a sign-in goes on after the provider.
enum Entry {
    /// It is done.
    SignedIn(HeaderMap),
    /// With this challenge for the second factor.
    SecondFactor(String),
}

/// Finishes a sign-in with a provider.
#[utoipa::path(get, path = "/api/v2/auth/oidc/{provider}/callback", operation_id = "oidc_callback", tag = "identity",
    params(("provider" = String, Path, description = "The provider's name."), OidcCallbackQuery),
    responses((status = 302, description = "Into the app, signed in; or to its page that asks for the second factor."),
        (status = 502, description = "The provider can't be asked.", body = ulam_contracts::problem::Problem, content_type = "application/problem+json"),
        Refusals))]
pub async fn oidc_callback(
    State(app): State<App>,
    Path(provider): Path<String>,
    client: Client,
    headers: HeaderMap,
    Query(query): Query<OidcCallbackQuery>,
) -> Result<Response, ApiError> {
    settings(&app, &provider)?;
    let refused = |detail: &str| ApiError::from(ProblemKind::BadRequest.problem(detail));
    let again = "The sign-in took too long, or was begun in another browser. Begin again.";
    let state = query.state.as_deref().ok_or_else(|| refused(again))?;
    if cookie(&headers, STATE_COOKIE).as_deref() != Some(state) {
        return Err(refused(again));
    }
    let started =
        tokens::consume::<Started>(app.store.reader(), &app.keys, Kind::Oidc, state, now_us())
            .await?;
    let started = started
        .map(|found| found.data)
        .filter(|data| data.provider == provider)
        .ok_or_else(|| refused(again))?;
    if query.error.is_some() {
        // The provider's text is not repeated: anybody can write it into a link.
        let mut headers = found_at("/sign-in?error=provider")?;
        headers.insert(SET_COOKIE, state_cookie(&app, "", 0)?);
        return Ok((StatusCode::FOUND, headers).into_response());
    }
    let code = query.code.ok_or_else(|| refused("The provider sent no code. Begin again."))?;
    let verifier =
        app.keys.open(SEALED_FOR, &started.sealed_verifier).ok_or_else(|| refused(again))?;
    let known = known_by_provider(&app, &provider, code, verifier, started.nonce).await?;
    let answer = signed_in(&app, &provider, &client, known).await;
    if let Err(refusal) = &answer {
        sign_in::note_refusal(&app, None, refusal).await?;
    }
    let mut headers = match answer? {
        Entry::SignedIn(mut headers) => {
            headers.extend(found_at(&started.return_to)?);
            headers
        }
        Entry::SecondFactor(challenge) => {
            let mut query = form_urlencoded::Serializer::new(String::new());
            let query = query.append_pair("return_to", &started.return_to).finish();
            found_at(&format!("/sign-in?{query}#second-factor={challenge}"))?
        }
    };
    headers.append(SET_COOKIE, state_cookie(&app, "", 0)?);
    Ok((StatusCode::FOUND, headers).into_response())
}

async fn known_by_provider(
    app: &App,
    provider: &str,
    code: String,
    verifier: String,
    nonce: String,
) -> Result<Known, ApiError> {
    let client = client!(app, provider);
    let exchange = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|error| provider_failed(provider, error))?;
    let answer =
        exchange.set_pkce_verifier(PkceCodeVerifier::new(verifier)).request_async(&send).await;
    let answer = answer.map_err(|error| provider_failed(provider, format!("{error:?}")))?;
    let token = answer.id_token().ok_or_else(|| provider_failed(provider, "no ID token"))?;
    let claims = token
        .claims(&client.id_token_verifier(), &Nonce::new(nonce))
        .map_err(|error| provider_failed(provider, error))?;
    let name =
        claims.name().and_then(|names| names.get(None)).map(|name| name.as_str().to_string());
    let methods = claims.auth_method_refs().map(Vec::as_slice).unwrap_or_default();
    let mut known = Known {
        is_second_factor_verified: methods
            .iter()
            .any(|method| SECOND_FACTORS.contains(&method.as_str())),
        subject: claims.subject().as_str().to_string(),
        email: claims.email().map(|email| email.as_str().to_string()),
        is_email_verified: claims.email_verified().unwrap_or(false),
        name,
    };
    if known.email.is_none() {
        // Some providers tell more at this endpoint than in the token.
        let request =
            client.user_info(answer_access_token(&answer), Some(claims.subject().clone()));
        if let Ok(request) = request {
            let told: Result<openidconnect::core::CoreUserInfoClaims, _> =
                request.request_async(&send).await;
            let told = told.map_err(|error| provider_failed(provider, format!("{error:?}")))?;
            known.email = told.email().map(|email| email.as_str().to_string());
            known.is_email_verified = told.email_verified().unwrap_or(false);
            known.name = known.name.or(told
                .name()
                .and_then(|names| names.get(None))
                .map(|name| name.as_str().to_string()));
        }
    }
    Ok(known)
}

fn answer_access_token(
    answer: &openidconnect::core::CoreTokenResponse,
) -> openidconnect::AccessToken {
    use openidconnect::OAuth2TokenResponse;
    answer.access_token().clone()
}

async fn signed_in(
    app: &App,
    provider: &str,
    client: &Client,
    known: Known,
) -> Result<Entry, ApiError> {
    let transaction = app.store.transaction().await?;
    let subject = format!("{provider}|{}", known.subject);
    let linked = accounts::credential_of(&*transaction, credential::OIDC, &subject).await?;
    let is_linked = linked.is_some();
    let user = match linked {
        Some(linked) => {
            accounts::user(&*transaction, &linked.user_id).await?.ok_or_else(sign_in::not_good)?
        }
        None => linked_or_new(&transaction, app, provider, &known).await?,
    };
    // Whose second factor the provider has asked for is known once the account there is linked to the user.
    let is_given = known.is_second_factor_verified && is_linked;
    if settings(app, provider)?.asks_second_factor
        && !is_given
        && accounts::credential(&*transaction, &user.id, credential::TOTP).await?.is_some()
    {
        // Who doesn't have it may not even link an account at the provider to the user.
        let new_subject = Some(subject).filter(|_| !is_linked);
        let challenge = challenge_after_provider(&*transaction, app, &user.id, new_subject).await?;
        transaction.commit().await?;
        return Ok(Entry::SecondFactor(challenge));
    }
    if !is_linked {
        accounts::insert_credential(&*transaction, &user.id, credential::OIDC, &subject, "", 0)
            .await?;
    }
    let begin = Begin {
        user: &user,
        tenant_id: None,
        method: SignInMethod::Oidc,
        is_second_factor_verified: known.is_second_factor_verified,
        kind: SessionKind::Cookie,
        client,
    };
    let session = sign_in::begin(&transaction, app, begin).await?;
    let (headers, _) = sign_in::handed_over(&*transaction, app, &session).await?;
    transaction.commit().await?;
    Ok(Entry::SignedIn(headers))
}

/// The user of somebody who comes from a provider for the first time.
async fn linked_or_new(
    transaction: &ulam_platform::store::Transaction,
    app: &App,
    provider: &str,
    known: &Known,
) -> Result<user::Model, ApiError> {
    let not_allowed = |detail: &str| ApiError::from(ProblemKind::NotAllowed.problem(detail));
    // An address that the provider hasn't verified could be anybody's.
    let email = known.email.as_deref().filter(|_| known.is_email_verified);
    let email = email.ok_or_else(|| {
        not_allowed(
            "The provider does not vouch for a mail address of yours. Confirm it there first.",
        )
    })?;
    let email = checked_email("email", email)?;
    if let Some(user) = accounts::user_of_email(&**transaction, &email).await? {
        let has_second_factor =
            accounts::credential(&**transaction, &user.id, credential::TOTP).await?.is_some();
        let is_asked_for = has_second_factor && settings(app, provider)?.asks_second_factor;
        // Where it will be asked for, nobody else gets in, and nothing is taken from who has it.
        if !user.is_email_confirmed && !is_asked_for {
            // Somebody registered with an address that they never showed to be theirs: whoever it
            // was must not share the account with its owner.
            for kind in [credential::PASSWORD, credential::TOTP, credential::RECOVERY] {
                accounts::remove_credentials(&**transaction, &user.id, kind).await?;
            }
            sign_in::shut_out_stranger(transaction, &user.id).await?;
        }
        return Ok(user);
    }
    if !app.configuration.identity.registration_open || !settings(app, provider)?.registration_open
    {
        return Err(not_allowed(
            "There is no account for you here. Ask an admin for an invitation.",
        ));
    }
    let name: String = known
        .name
        .clone()
        .unwrap_or_else(|| email.clone())
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect();
    let name = if name.trim().is_empty() { email.clone() } else { name.trim().to_string() };
    let new = NewUser { email: &email, is_email_confirmed: true, name: &name, is_operator: false };
    Ok(with_tenant(transaction, new, &name, SignInMethod::Oidc).await?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_returns_to_paths_in_the_app_alone() {
        assert_eq!(checked_return(None).unwrap(), "/");
        assert_eq!(checked_return(Some("/workbooks?q=a")).unwrap(), "/workbooks?q=a");
        for bad in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "workbooks",
            "/a\r\nSet-Cookie: x",
        ] {
            assert!(checked_return(Some(bad)).is_err(), "{bad}");
        }
    }
}
