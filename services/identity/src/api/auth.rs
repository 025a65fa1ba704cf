//! Registering, signing in, renewing, signing out, and who one is.

use axum::extract::State;
use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use ulam_contracts::identity::{
    ConfirmEmail, CurrentUser, Jwks, LoginRequest, LoginResponse, LogoutRequest, OidcProvider,
    PASSWORD_CHARACTERS_MIN, RefreshRequest, RegisterRequest, RegisterResponse, RevocationReason,
    SecondFactorMethod, Session, SessionKind, SignInMethod, SignInOptions, SwitchTenant,
    ValidateResponse,
};
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::{Caller, SubjectKind};
use ulam_platform::http::{ApiError, Json, Refusals};
use ulam_platform::identifier::{now_us, rfc3339};
use ulam_platform::store::Transaction;

use super::{invitations, profile, second_factor, tenants as tenant_api};
use crate::app::App;
use crate::domain::address::{checked_email, email_key};
use crate::domain::brute_force::{ACCOUNT, ADDRESS, Policy};
use crate::first_start::{DEMO_EMAIL, link_used, with_tenant};
use crate::mail::{self, Mail};
use crate::sign_in::{self, Begin, Client};
use crate::standing::Standing;
use crate::store::accounts::NewUser;
use crate::store::entities::{credential, user};
use crate::store::sessions::Which;
use crate::store::tokens::Kind;
use crate::store::{accounts, attempts, keys, sessions, tenants, tokens};

/// Codes that may be tried with one challenge.
const CHALLENGE_TRIES_MAX: u32 = 5;
const CHALLENGE_US: i64 = 300_000_000;
const CONFIRMATION_US: i64 = 86_400_000_000;
const NAME_CHARACTERS_MAX: usize = 200;

/// What goes with a challenge for the second factor.
#[derive(Serialize, Deserialize)]
struct Challenge {
    session: SessionKind,
    tenant_id: Option<String>,
    tries: u32,
    /// How the first factor was given.
    #[serde(default = "by_password")]
    method: SignInMethod,
    /// The subject at a provider who is to be the user from now on.
    #[serde(default)]
    new_subject: Option<String>,
}

fn by_password() -> SignInMethod {
    SignInMethod::Password
}

/// A challenge for the second factor of a user who has come by a provider.
///
/// # Errors
/// The database's.
pub async fn challenge_after_provider(
    on: &impl ConnectionTrait,
    app: &App,
    user_id: &str,
    new_subject: Option<String>,
) -> Result<String, ApiError> {
    let data = Challenge {
        session: SessionKind::Cookie,
        tenant_id: None,
        tries: 0,
        method: SignInMethod::Oidc,
        new_subject,
    };
    challenge_of(on, app, user_id, &data).await
}

async fn challenge_of(
    on: &impl ConnectionTrait,
    app: &App,
    user_id: &str,
    data: &Challenge,
) -> Result<String, ApiError> {
    let until_us = now_us() + CHALLENGE_US;
    Ok(tokens::create(on, &app.keys, Kind::SecondFactor, user_id, data, until_us).await?)
}

/// What goes with the link that confirms an address.
#[derive(Serialize, Deserialize)]
struct Confirmation {
    invitation_token: Option<String>,
}

/// A name as it may be kept.
///
/// # Errors
/// 422 for an empty or too long one.
pub fn checked_name(field: &str, name: &str, characters_max: usize) -> Result<String, ApiError> {
    let name = name.trim();
    let characters = name.chars().count();
    if characters == 0 || characters > characters_max || name.chars().any(char::is_control) {
        return Err(ApiError::invalid(
            field,
            format!("from 1 to {characters_max} characters, on one line"),
        ));
    }
    Ok(name.to_string())
}

/// The subjects of the counts of failures of an attempt.
pub struct Attempt {
    account: Option<String>,
    address: Option<String>,
}

impl Attempt {
    /// Counts an attempt as failed before it is made; [`Attempt::succeeded`] takes it back.
    ///
    /// # Errors
    /// 429 with the time to wait, where there were too many.
    pub async fn begin(
        app: &App,
        account: Option<&str>,
        client: &Client,
    ) -> Result<Attempt, ApiError> {
        let subject = |kind: &str, text: &str| {
            let hash = app.keys.keyed_hash("sign-in attempts", text.as_bytes());
            format!("{kind}:{}", data_encoding::HEXLOWER.encode(&hash[..16]))
        };
        let attempt = Attempt {
            account: account.map(|account| subject("account", account)),
            address: client.ip_address.as_deref().map(|address| subject("address", address)),
        };
        let policies: [(&Option<String>, Policy); 2] =
            [(&attempt.account, ACCOUNT), (&attempt.address, ADDRESS)];
        let transaction = app.store.transaction().await?;
        for (subject, policy) in policies {
            let Some(subject) = subject else { continue };
            if let Some(wait_us) = attempts::begin(&*transaction, subject, policy, now_us()).await?
            {
                let wait_seconds = wait_us as f64 / 1e6;
                let detail =
                    format!("Too many failed attempts. Try again in {} s.", wait_seconds.ceil());
                return Err(ApiError::too_many_requests(detail, wait_seconds));
            }
        }
        transaction.commit().await?;
        Ok(attempt)
    }

    /// Takes the failure back.
    ///
    /// # Errors
    /// The database's.
    pub async fn succeeded(self, app: &App) -> Result<(), ApiError> {
        let transaction = app.store.transaction().await?;
        if let Some(account) = &self.account {
            attempts::forget(&*transaction, account).await?;
        }
        if let Some(address) = &self.address {
            attempts::take_back(&*transaction, address).await?;
        }
        Ok(transaction.commit().await?)
    }
}

fn wrong_credentials() -> ApiError {
    ProblemKind::WrongCredentials
        .problem("The mail address and the password don't belong together.")
        .into()
}

/// How one can sign in here.
#[utoipa::path(get, path = "/api/v2/auth/methods", operation_id = "sign_in_options", tag = "identity",
    responses((status = 200, description = "The ways in.", body = SignInOptions), Refusals))]
pub async fn sign_in_options(State(app): State<App>) -> Json<SignInOptions> {
    let settings = &app.configuration.identity;
    let provider =
        |(name, provider): (&String, &ulam_platform::configuration::OidcProviderConfiguration)| {
            OidcProvider {
                provider: name.clone(),
                label: if provider.label.is_empty() {
                    name.clone()
                } else {
                    provider.label.clone()
                },
            }
        };
    Json(SignInOptions {
        password: true,
        registration: settings.registration_open,
        demo: settings.demo,
        providers: settings.providers.iter().map(provider).collect(),
        password_characters_min: PASSWORD_CHARACTERS_MIN as u32,
    })
}

/// Creates a user and, for the first user of one, a tenant.
#[utoipa::path(post, path = "/api/v2/auth/register", operation_id = "register", tag = "identity",
    request_body = RegisterRequest,
    responses((status = 201, description = "The user exists, or was mailed.", body = RegisterResponse),
        (status = 410, description = "The invitation was used, taken back, or is too old.", body = ulam_contracts::problem::Problem, content_type = "application/problem+json"),
        Refusals))]
pub async fn register(
    State(app): State<App>,
    client: Client,
    Json(request): Json<RegisterRequest>,
) -> Result<(StatusCode, HeaderMap, Json<RegisterResponse>), ApiError> {
    let email = checked_email("email", &request.email)?;
    let name = checked_name("name", &request.name, NAME_CHARACTERS_MAX)?;
    let organization = match request.organization.as_deref().filter(|name| !name.trim().is_empty())
    {
        Some(organization) => checked_name("organization", organization, NAME_CHARACTERS_MAX)?,
        None => name.clone(),
    };
    let invitation = match &request.invitation_token {
        Some(token) => Some(invitations::standing_invitation(&app, token).await?),
        None => None,
    };
    if invitation.is_none() && !app.configuration.identity.registration_open {
        return Err(ProblemKind::NotAllowed
            .problem("Registration is by invitation here. Ask an admin for one.")
            .into());
    }
    app.hasher
        .check_strength("password", &request.password, vec![email.clone(), name.clone()])
        .await?;
    let attempt = Attempt::begin(&app, None, &client).await?;
    let hash = app.hasher.hash(request.password).await?;
    // Whoever has the invitation's token got it at that address.
    let is_invited_here =
        invitation.as_ref().is_some_and(|invitation| invitation.email_key == email_key(&email));
    let must_confirm = app.configuration.identity.confirm_addresses && !is_invited_here;
    let transaction = app.store.transaction().await?;
    if must_confirm && accounts::user_of_email(&*transaction, &email).await?.is_some() {
        tell_known(&transaction, &app, &email).await?;
        transaction.commit().await?;
        app.mail_waiting.notify_one();
        return Ok(confirmation_mailed());
    }
    let new = NewUser {
        email: &email,
        is_email_confirmed: is_invited_here,
        name: &name,
        is_operator: false,
    };
    let user = match &invitation {
        Some(invitation) => {
            let user = invitations::registered(&transaction, new).await?;
            if !must_confirm {
                invitations::join(&transaction, &user, invitation, SignInMethod::Password).await?;
            }
            user
        }
        None => with_tenant(&transaction, new, &organization, SignInMethod::Password).await?.0,
    };
    accounts::set_password(&*transaction, &user.id, &hash).await?;
    if must_confirm {
        let data = Confirmation { invitation_token: request.invitation_token };
        let token = tokens::create(
            &*transaction,
            &app.keys,
            Kind::ConfirmEmail,
            &user.id,
            &data,
            now_us() + CONFIRMATION_US,
        )
        .await?;
        let text = format!(
            "Welcome to Ulam, {name}.\n\nPlease confirm that this is your mail address. The link is good for a day."
        );
        let action =
            Some((app.link(&format!("/confirm-email?token={token}")), "Confirm the address"));
        mail::send(
            &*transaction,
            &app.keys,
            Mail { to: email, subject: "Confirm your mail address".into(), text, action },
        )
        .await?;
        transaction.commit().await?;
        app.mail_waiting.notify_one();
        return Ok(confirmation_mailed());
    }
    let begin = Begin {
        user: &user,
        tenant_id: None,
        method: SignInMethod::Password,
        is_second_factor_verified: false,
        kind: request.session,
        client: &client,
    };
    let session = sign_in::begin(&transaction, &app, begin).await?;
    let (headers, session) = sign_in::handed_over(&*transaction, &app, &session).await?;
    transaction.commit().await?;
    attempt.succeeded(&app).await?;
    Ok((StatusCode::CREATED, headers, Json(RegisterResponse::SignedIn { session })))
}

fn confirmation_mailed() -> (StatusCode, HeaderMap, Json<RegisterResponse>) {
    let message = "A mail is on its way. Follow its link to finish.".to_string();
    (StatusCode::CREATED, HeaderMap::new(), Json(RegisterResponse::ConfirmationMailed { message }))
}

async fn tell_known(transaction: &Transaction, app: &App, email: &str) -> Result<(), ApiError> {
    let text = "Somebody, probably you, wanted to register with this mail address, which has an account already. \
                Sign in, or set a new password if you have forgotten yours."
        .to_string();
    let action = Some((app.link("/sign-in"), "Sign in"));
    let mail =
        Mail { to: email.to_string(), subject: "You have an account already".into(), text, action };
    mail::send(&**transaction, &app.keys, mail).await
}

/// Confirms a mail address with the token that was mailed.
#[utoipa::path(post, path = "/api/v2/auth/register/confirm", operation_id = "confirm_email", tag = "identity",
    request_body = ConfirmEmail,
    responses((status = 200, description = "Confirmed, and signed in or asked for the second factor.", body = LoginResponse),
        (status = 410, description = "The link was used before or is too old.", body = ulam_contracts::problem::Problem, content_type = "application/problem+json"),
        Refusals))]
pub async fn confirm_email(
    State(app): State<App>,
    client: Client,
    Json(request): Json<ConfirmEmail>,
) -> Result<(HeaderMap, Json<LoginResponse>), ApiError> {
    let transaction = app.store.transaction().await?;
    let found = tokens::consume::<Confirmation>(
        &*transaction,
        &app.keys,
        Kind::ConfirmEmail,
        &request.token,
        now_us(),
    )
    .await?;
    let found = found.ok_or_else(link_over)?;
    accounts::confirm_email(&*transaction, &found.user_id).await?;
    let user = accounts::user(&*transaction, &found.user_id).await?.ok_or_else(link_over)?;
    if let Some(token) = &found.data.invitation_token {
        let invitation = invitations::standing_invitation(&app, token).await?;
        invitations::join(&transaction, &user, &invitation, SignInMethod::Password).await?;
    }
    let begin = Begin {
        user: &user,
        tenant_id: None,
        method: SignInMethod::Link,
        is_second_factor_verified: false,
        kind: request.session,
        client: &client,
    };
    let (headers, answer) = let_in(&transaction, &app, begin).await?;
    transaction.commit().await?;
    Ok((headers, Json(answer)))
}

/// 410: a link was used, or is too old.
pub fn link_over() -> ApiError {
    ProblemKind::Gone.problem("The link was used before or is too old. Ask for a new one.").into()
}

/// Password or second factor; access and refresh token.
#[utoipa::path(post, path = "/api/v2/auth/login", operation_id = "login", tag = "identity",
    request_body = LoginRequest,
    responses((status = 200, description = "Signed in, or asked for the second factor.", body = LoginResponse),
        (status = 410, description = "The link was used before.", body = ulam_contracts::problem::Problem, content_type = "application/problem+json"),
        Refusals))]
pub async fn login(
    State(app): State<App>,
    client: Client,
    Json(request): Json<LoginRequest>,
) -> Result<(HeaderMap, Json<LoginResponse>), ApiError> {
    let user_id = named(&app, &request).await?;
    let answer = match request {
        LoginRequest::Password { email, password, session, tenant_id } => {
            with_password(&app, &client, &email, password, session, tenant_id).await
        }
        LoginRequest::SecondFactor { challenge, code } => {
            with_second_factor(&app, &client, &challenge, &code).await
        }
        LoginRequest::Link { token, session } => with_link(&app, &client, &token, session).await,
        LoginRequest::Demo { session } => as_demo(&app, &client, session).await,
    };
    if let Err(refusal) = &answer {
        sign_in::note_refusal(&app, user_id.as_deref(), refusal).await?;
    }
    answer
}

/// The account with which a sign-in is tried, if there is such an account.
async fn named(app: &App, request: &LoginRequest) -> Result<Option<String>, ApiError> {
    let reader = app.store.reader();
    Ok(match request {
        LoginRequest::Password { email, .. } => {
            accounts::user_of_email(reader, email).await?.map(|user| user.id)
        }
        LoginRequest::SecondFactor { challenge, .. } => {
            let (keys, kind) = (&app.keys, Kind::SecondFactor);
            let found = tokens::peek::<Challenge>(reader, keys, kind, challenge, now_us()).await?;
            found.map(|found| found.user_id)
        }
        LoginRequest::Link { .. } | LoginRequest::Demo { .. } => None,
    })
}

/// Lets in somebody who has given the first factor, whichever it was: begins their session, or asks for the
/// second factor where they have one.
///
/// # Errors
/// A tenant that isn't the user's, or that refuses the client's address.
async fn let_in(
    transaction: &Transaction,
    app: &App,
    begin: Begin<'_>,
) -> Result<(HeaderMap, LoginResponse), ApiError> {
    let (on, user_id) = (&**transaction, &begin.user.id);
    if accounts::credential(on, user_id, credential::TOTP).await?.is_some() {
        let data = Challenge {
            session: begin.kind,
            tenant_id: begin.tenant_id.map(str::to_string),
            tries: 0,
            method: begin.method,
            new_subject: None,
        };
        let answer = LoginResponse::SecondFactorRequired {
            challenge: challenge_of(on, app, user_id, &data).await?,
            expires_in_seconds: CHALLENGE_US as f64 / 1e6,
            methods: vec![SecondFactorMethod::Totp, SecondFactorMethod::RecoveryCode],
        };
        return Ok((HeaderMap::new(), answer));
    }
    let session = sign_in::begin(transaction, app, begin).await?;
    let (headers, session) = sign_in::handed_over(on, app, &session).await?;
    Ok((headers, LoginResponse::SignedIn { session }))
}

async fn with_password(
    app: &App,
    client: &Client,
    email: &str,
    password: String,
    session: SessionKind,
    tenant_id: Option<String>,
) -> Result<(HeaderMap, Json<LoginResponse>), ApiError> {
    let attempt = Attempt::begin(app, Some(&email_key(email)), client).await?;
    let reader = app.store.reader();
    let user = accounts::user_of_email(reader, email).await?;
    // Asked for also where there is no such user, so that both take the same way.
    let user_id = user.as_ref().map_or("", |user| user.id.as_str());
    let hash = accounts::credential(reader, user_id, credential::PASSWORD)
        .await?
        .map(|credential| credential.secret);
    let is_right = app.hasher.verify(password, hash).await?;
    let Some(user) = user.filter(|_| is_right) else { return Err(wrong_credentials()) };
    if app.configuration.identity.confirm_addresses && !user.is_email_confirmed {
        let detail = "Confirm your mail address first, with the link that was mailed to it.";
        return Err(ProblemKind::NotAllowed.problem(detail).into());
    }
    attempt.succeeded(app).await?;
    let begin = Begin {
        user: &user,
        tenant_id: tenant_id.as_deref(),
        method: SignInMethod::Password,
        is_second_factor_verified: false,
        kind: session,
        client,
    };
    let transaction = app.store.transaction().await?;
    let (headers, answer) = let_in(&transaction, app, begin).await?;
    transaction.commit().await?;
    Ok((headers, Json(answer)))
}

async fn with_second_factor(
    app: &App,
    client: &Client,
    challenge: &str,
    code: &str,
) -> Result<(HeaderMap, Json<LoginResponse>), ApiError> {
    let over = || {
        ApiError::from(
            ProblemKind::WrongCredentials
                .problem("The sign-in took too long or failed too often. Begin again."),
        )
    };
    let reader = app.store.reader();
    let found =
        tokens::peek::<Challenge>(reader, &app.keys, Kind::SecondFactor, challenge, now_us())
            .await?
            .ok_or_else(over)?;
    let attempt =
        Attempt::begin(app, Some(&format!("second factor {}", found.user_id)), client).await?;
    let transaction = app.store.transaction().await?;
    let found = tokens::consume::<Challenge>(
        &*transaction,
        &app.keys,
        Kind::SecondFactor,
        challenge,
        now_us(),
    )
    .await?
    .ok_or_else(over)?;
    let user = accounts::user(&*transaction, &found.user_id).await?.ok_or_else(over)?;
    if !second_factor::is_good(&transaction, app, &user.id, code, true).await? {
        // Undone with the transaction: the challenge stays, with one try more.
        drop(transaction);
        let tries = found.data.tries + 1;
        let transaction = app.store.transaction().await?;
        if tries >= CHALLENGE_TRIES_MAX {
            tokens::remove_of_user(&*transaction, Kind::SecondFactor, &user.id).await?;
        } else {
            tokens::set_data(
                &*transaction,
                &app.keys,
                challenge,
                &Challenge { tries, ..found.data },
            )
            .await?;
        }
        transaction.commit().await?;
        let detail = "The code is not right, or was used before. Wait for the next one.";
        return Err(ProblemKind::WrongCredentials.problem(detail).into());
    }
    if let Some(subject) = &found.data.new_subject
        && accounts::credential_of(&*transaction, credential::OIDC, subject).await?.is_none()
    {
        accounts::insert_credential(&*transaction, &user.id, credential::OIDC, subject, "", 0)
            .await?;
        // The provider, which led to this user by their address, vouches for it.
        accounts::confirm_email(&*transaction, &user.id).await?;
    }
    let begin = Begin {
        user: &user,
        tenant_id: found.data.tenant_id.as_deref(),
        method: found.data.method,
        is_second_factor_verified: true,
        kind: found.data.session,
        client,
    };
    let session = sign_in::begin(&transaction, app, begin).await?;
    let (headers, session) = sign_in::handed_over(&*transaction, app, &session).await?;
    transaction.commit().await?;
    attempt.succeeded(app).await?;
    Ok((headers, Json(LoginResponse::SignedIn { session })))
}

async fn with_link(
    app: &App,
    client: &Client,
    token: &str,
    session: SessionKind,
) -> Result<(HeaderMap, Json<LoginResponse>), ApiError> {
    let attempt = Attempt::begin(app, None, client).await?;
    let transaction = app.store.transaction().await?;
    let found = tokens::consume::<()>(&*transaction, &app.keys, Kind::Link, token, now_us())
        .await?
        .ok_or_else(link_over)?;
    let user = accounts::user(&*transaction, &found.user_id).await?.ok_or_else(link_over)?;
    let begin = Begin {
        user: &user,
        tenant_id: None,
        method: SignInMethod::Link,
        is_second_factor_verified: false,
        kind: session,
        client,
    };
    let (headers, answer) = let_in(&transaction, app, begin).await?;
    transaction.commit().await?;
    attempt.succeeded(app).await?;
    link_used(app);
    Ok((headers, Json(answer)))
}

async fn as_demo(
    app: &App,
    client: &Client,
    session: SessionKind,
) -> Result<(HeaderMap, Json<LoginResponse>), ApiError> {
    if !app.configuration.identity.demo {
        return Err(ProblemKind::NotAllowed.problem("This server has no demonstration.").into());
    }
    let user = demo_user(app).await?;
    let begin = Begin {
        user: &user,
        tenant_id: None,
        method: SignInMethod::Demo,
        is_second_factor_verified: false,
        kind: session,
        client,
    };
    let transaction = app.store.transaction().await?;
    let session = sign_in::begin(&transaction, app, begin).await?;
    let (headers, session) = sign_in::handed_over(&*transaction, app, &session).await?;
    transaction.commit().await?;
    Ok((headers, Json(LoginResponse::SignedIn { session })))
}

async fn demo_user(app: &App) -> Result<user::Model, ApiError> {
    if let Some(user) = accounts::user_of_email(app.store.reader(), DEMO_EMAIL).await? {
        return Ok(user);
    }
    let transaction = app.store.transaction().await?;
    let new =
        NewUser { email: DEMO_EMAIL, is_email_confirmed: true, name: "Demo", is_operator: false };
    match with_tenant(&transaction, new, "Demo", SignInMethod::Demo).await {
        Ok((user, _)) => {
            transaction.commit().await?;
            Ok(user)
        }
        Err(error) if error.status() == StatusCode::CONFLICT => {
            drop(transaction);
            let user = accounts::user_of_email(app.store.reader(), DEMO_EMAIL).await?;
            user.ok_or_else(|| ApiError::internal("the demonstration user is there and isn't"))
        }
        Err(error) => Err(error),
    }
}

/// Rotates the refresh token; reuse ends the session.
#[utoipa::path(post, path = "/api/v2/auth/refresh", operation_id = "refresh", tag = "identity",
    request_body = RefreshRequest,
    responses((status = 200, description = "The next tokens.", body = Session), Refusals))]
pub async fn refresh(
    State(app): State<App>,
    client: Client,
    Json(request): Json<RefreshRequest>,
) -> Result<(HeaderMap, Json<Session>), ApiError> {
    let session = match (&request.refresh_token, &client.cookie) {
        (Some(token), _) => sign_in::refreshed(&app, token).await?,
        (None, Some(cookie)) => {
            sign_in::session_of_cookie(&app, cookie, client.ip_address.as_deref()).await?
        }
        (None, None) => return Err(sign_in::not_good()),
    };
    let reader = app.store.reader();
    if let Some(standing) = Standing::of(reader, &session.user_id, &session.tenant_id).await? {
        sign_in::check_address(&standing, client.ip_address.as_deref())?;
    }
    let (headers, session) = sign_in::handed_over(reader, &app, &session).await?;
    Ok((headers, Json(session)))
}

/// Ends this session.
#[utoipa::path(post, path = "/api/v2/auth/logout", operation_id = "logout", tag = "identity",
    request_body = LogoutRequest,
    security(("access_token" = []), ("session_cookie" = [])),
    responses((status = 204, description = "The session is over."), Refusals))]
pub async fn logout(
    State(app): State<App>,
    caller: Caller,
    Json(request): Json<LogoutRequest>,
) -> Result<(StatusCode, HeaderMap), ApiError> {
    let scope = caller.as_self()?;
    if caller.principal().kind != SubjectKind::User {
        return Err(ProblemKind::NotAllowed
            .problem("An API key has no session. Revoke the key instead.")
            .into());
    }
    let transaction = app.store.transaction().await?;
    let which =
        if request.everywhere { Which::All } else { Which::One(&caller.principal().session_id) };
    let (user_id, reason) = (scope.subject(), RevocationReason::SignedOut);
    sign_in::end(&transaction, &scope, user_id, which, reason).await?;
    transaction.commit().await?;
    let mut headers = HeaderMap::new();
    headers.insert(http::header::SET_COOKIE, sign_in::session_cookie(&app, "", 0)?);
    Ok((StatusCode::NO_CONTENT, headers))
}

/// Whether the session or key of a caller still stands, with how it is described to clients.
async fn described(
    app: &App,
    caller: &Caller,
) -> Result<Option<(Standing, ulam_contracts::identity::Principal)>, ApiError> {
    let reader = app.store.reader();
    let principal = caller.principal();
    let Some(standing) = Standing::of(reader, &principal.subject, &principal.tenant_id).await?
    else {
        return Ok(None);
    };
    if principal.kind == SubjectKind::ApiKey {
        let key = keys::find(reader, &principal.session_id).await?;
        let Some(key) = key.filter(|key| key.revoked_us.is_none()) else { return Ok(None) };
        let described = standing.described(&standing.of_key(&key), Some(&key.name), false);
        return Ok(Some((standing, described)));
    }
    let session = sessions::find(reader, &principal.session_id).await?;
    let Some(session) = session.filter(|session| sign_in::is_live(session, now_us())) else {
        return Ok(None);
    };
    let described =
        standing.described(&standing.of_session(&session), None, session.is_second_factor_verified);
    Ok(Some((standing, described)))
}

/// When a token ends, as it says itself; its signature was verified before.
fn expiry(headers: &HeaderMap) -> Option<String> {
    #[derive(Deserialize)]
    struct Claims {
        exp: i64,
    }
    let token = headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?;
    let claims = data_encoding::BASE64URL_NOPAD.decode(token.split('.').nth(1)?.as_bytes()).ok()?;
    let claims: Claims = serde_json::from_slice(&claims).ok()?;
    Some(rfc3339(claims.exp.saturating_mul(1_000_000)))
}

/// Whether this token is good, and for what.
#[utoipa::path(get, path = "/api/v2/auth/validate", operation_id = "validate_token", tag = "identity",
    security(("access_token" = [])),
    responses((status = 200, description = "Whether it is good.", body = ValidateResponse), Refusals))]
pub async fn validate_token(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Json<ValidateResponse>, ApiError> {
    caller.as_self()?;
    let principal = described(&app, &caller).await?.map(|(_, principal)| principal);
    let expires_at = expiry(&headers).filter(|_| principal.is_some());
    Ok(Json(ValidateResponse { is_valid: principal.is_some(), expires_at, principal }))
}

/// The current principal.
#[utoipa::path(get, path = "/api/v2/auth/user", operation_id = "current_user", tag = "identity",
    security(("access_token" = [])),
    responses((status = 200, description = "Who acts.", body = CurrentUser), Refusals))]
pub async fn current_user(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<CurrentUser>, ApiError> {
    caller.as_self()?;
    let (standing, principal) = described(&app, &caller).await?.ok_or_else(sign_in::not_good)?;
    let reader = app.store.reader();
    let current = standing.tenant_id().to_string();
    Ok(Json(CurrentUser {
        principal,
        profile: Some(profile::described(reader, &standing.user).await?),
        tenants: tenant_api::of_user(reader, &standing.user.id, &current).await?,
        preferences: profile::kept_preferences(&standing.user),
    }))
}

/// Works in another tenant from now on.
#[utoipa::path(put, path = "/api/v2/auth/tenant", operation_id = "switch_tenant", tag = "identity",
    request_body = SwitchTenant,
    security(("access_token" = []), ("session_cookie" = [])),
    responses((status = 200, description = "The session in that tenant.", body = Session), Refusals))]
pub async fn switch_tenant(
    State(app): State<App>,
    caller: Caller,
    client: Client,
    Json(request): Json<SwitchTenant>,
) -> Result<(HeaderMap, Json<Session>), ApiError> {
    let scope = super::recovery::person(&caller)?;
    let transaction = app.store.transaction().await?;
    let session = sessions::find(&*transaction, &caller.principal().session_id).await?;
    let session = session
        .filter(|session| sign_in::is_live(session, now_us()))
        .ok_or_else(sign_in::not_good)?;
    if tenants::membership(&*transaction, &request.tenant_id, scope.subject()).await?.is_none() {
        return Err(ApiError::not_found("organisation"));
    }
    if let Some(standing) = Standing::of(&*transaction, scope.subject(), &request.tenant_id).await?
    {
        sign_in::check_address(&standing, client.ip_address.as_deref())?;
    }
    let now = now_us();
    // New tokens: whoever cached the old ones' rights must not go on with them.
    if !sessions::rotate(&*transaction, &session, now, now + app.session_lifetime_us()).await? {
        return Err(ProblemKind::Conflict
            .problem("The session changed at the same moment. Try again.")
            .into());
    }
    sessions::set_tenant(&*transaction, &session.id, &request.tenant_id).await?;
    accounts::set_last_tenant(&*transaction, scope.subject(), &request.tenant_id).await?;
    let session =
        sessions::find(&*transaction, &session.id).await?.ok_or_else(sign_in::not_good)?;
    let (headers, session) = sign_in::handed_over(&*transaction, &app, &session).await?;
    transaction.commit().await?;
    Ok((headers, Json(session)))
}

/// Public keys.
#[utoipa::path(get, path = "/api/v2/auth/.well-known/jwks.json", operation_id = "jwks", tag = "identity",
    responses((status = 200, description = "The keys that access tokens are verified with.", body = Jwks), Refusals))]
pub async fn jwks(State(app): State<App>) -> Result<Json<Jwks>, ApiError> {
    Ok(Json(serde_json::from_value(app.keys.json_web_key_set())?))
}
