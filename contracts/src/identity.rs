//! Identity: users, sessions, second factors, tenants, members, roles, API keys.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::event::event_data;
use crate::permissions::{Permission, Role};
use crate::simulations::Sampling;

/// Fewest characters of a password.
pub const PASSWORD_CHARACTERS_MIN: usize = 12;
/// Most bytes of a password.
pub const PASSWORD_BYTES_MAX: usize = 1024;
/// What an API key begins with; `<id>_<secret><crc32>` follows.
pub const API_KEY_PREFIX: &str = "ulam_live_";
/// The cookie that holds a browser's session.
pub const SESSION_COOKIE: &str = "ulam_session";
/// The header that a browser sends with unsafe methods, with the value `1`.
pub const CSRF_HEADER: &str = "X-Ulam-Csrf";

/// How the tokens of a session are handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// In the answer's body: for programs.
    #[default]
    Token,
    /// In an HttpOnly cookie that scripts can't read: for browsers. The body has no tokens.
    Cookie,
}

/// Creates a user, and a tenant for the first user of one. Answers `RegisterResponse`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterRequest {
    /// The mail address to sign in with; compared without regard to case.
    #[schema(example = "ada@example.com", max_length = 254)]
    pub email: String,
    /// At least 12 characters; short and breached ones are refused.
    #[schema(example = "correct horse battery staple", min_length = 12, max_length = 1024)]
    pub password: String,
    /// What to call the user.
    #[schema(example = "Ada Lovelace", min_length = 1, max_length = 200)]
    pub name: String,
    /// Name of the tenant to create. Left out, it is named after the user.
    #[serde(default)]
    #[schema(example = "Analytical Engines Ltd", max_length = 200)]
    pub organization: Option<String>,
    /// The token of an invitation: join its tenant and create none.
    #[serde(default)]
    pub invitation_token: Option<String>,
    /// How the tokens are handed over.
    #[serde(default)]
    pub session: SessionKind,
}

/// What became of a registration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum RegisterResponse {
    /// The user exists and is signed in.
    SignedIn {
        /// The session.
        session: Session,
    },
    /// A mail was sent to confirm the address. The same answer whether or not the address was known.
    ConfirmationMailed {
        /// What to tell the user.
        message: String,
    },
}

/// Confirms a mail address with the token that was mailed. Answers `LoginResponse`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmEmail {
    /// The token of the mail's link.
    pub token: String,
    /// How the tokens are handed over.
    #[serde(default)]
    pub session: SessionKind,
}

/// Signs in. With a second factor it takes two calls: `password`, then `second_factor` with the
/// challenge of the first answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
#[schema(example = json!({"method": "password", "email": "ada@example.com", "password": "correct horse battery staple"}))]
pub enum LoginRequest {
    /// Mail address and password.
    Password {
        /// The mail address.
        email: String,
        /// The password.
        password: String,
        /// How the tokens are handed over.
        #[serde(default)]
        session: SessionKind,
        /// The tenant to work in; left out, the one last used.
        #[serde(default)]
        tenant_id: Option<String>,
    },
    /// The code of the second factor, after the first.
    SecondFactor {
        /// `challenge` of the answer to the first factor.
        challenge: String,
        /// Six digits of the authenticator app, or a recovery code.
        code: String,
    },
    /// A one-time link: the administrator's, which the first start prints.
    Link {
        /// The token of the link.
        token: String,
        /// How the tokens are handed over.
        #[serde(default)]
        session: SessionKind,
    },
    /// As the demonstration user, where the server runs with `--demo`.
    Demo {
        /// How the tokens are handed over.
        #[serde(default)]
        session: SessionKind,
    },
}

/// The answer to an attempt to sign in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum LoginResponse {
    /// Signed in.
    SignedIn {
        /// The session.
        session: Session,
    },
    /// The password or link was right; now the second factor.
    SecondFactorRequired {
        /// To be sent back with the code; good once.
        challenge: String,
        /// Seconds that the challenge is good for.
        expires_in_seconds: f64,
        /// What can be used.
        methods: Vec<SecondFactorMethod>,
    },
}

/// A second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactorMethod {
    /// Codes of an authenticator app (RFC 6238).
    Totp,
    /// One of the codes written down at enrolment.
    RecoveryCode,
}

/// A session that began or was renewed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// The session.
    pub session_id: String,
    /// For `Authorization: Bearer`: an Ed25519 JWT; null where a cookie holds the session.
    pub access_token: Option<String>,
    /// Always `Bearer`.
    #[schema(example = "Bearer")]
    pub token_type: String,
    /// Seconds until the access token ends.
    #[schema(example = 300.0)]
    pub expires_in_seconds: f64,
    /// To get the next access token, once; null where a cookie holds the session.
    pub refresh_token: Option<String>,
    /// Seconds until the session ends unless it is used.
    pub refresh_expires_in_seconds: f64,
    /// Who is signed in.
    pub principal: Principal,
}

/// Rotates the refresh token. Answers `Session`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshRequest {
    /// The refresh token; left out where the cookie holds the session.
    #[serde(default)]
    pub refresh_token: Option<String>,
}

/// Works in another tenant from now on. Answers `Session`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SwitchTenant {
    /// One of the user's tenants.
    pub tenant_id: String,
}

/// Ends this session.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LogoutRequest {
    /// Whether to end all other sessions of the user too.
    #[serde(default)]
    pub everywhere: bool,
}

/// What kind of principal acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PrincipalKind {
    /// A user who signed in.
    User,
    /// An API key.
    ApiKey,
    /// A service.
    Service,
    /// Whoever has a link.
    Link,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Principal {
    /// What kind it is.
    pub kind: PrincipalKind,
    /// The user; of an API key, its owner; null of a service or a link.
    pub user_id: Option<String>,
    /// The user's mail address.
    pub email: Option<String>,
    /// The user's, key's or service's name.
    pub name: String,
    /// The tenant that it works in.
    pub tenant_id: Option<String>,
    /// The tenant's name.
    pub tenant_name: Option<String>,
    /// The role in that tenant; null of a service or a link.
    pub role: Option<Role>,
    /// What it may do there.
    pub permissions: Vec<Permission>,
    /// The session, of a user.
    pub session_id: Option<String>,
    /// The key, of an API key.
    pub api_key_id: Option<String>,
    /// Whether a second factor was given in this session.
    pub is_second_factor_verified: bool,
    /// Whether it may operate the platform.
    pub is_operator: bool,
}

/// Whether a token is good, and for what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ValidateResponse {
    /// Whether it is good.
    pub is_valid: bool,
    /// When it ends.
    pub expires_at: Option<String>,
    /// Whose it is.
    pub principal: Option<Principal>,
}

/// The current principal with all that the browser's shell needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CurrentUser {
    /// Who acts.
    pub principal: Principal,
    /// The profile, of a user.
    pub profile: Option<Profile>,
    /// The tenants to switch between.
    pub tenants: Vec<Tenant>,
    /// The user's settings.
    pub preferences: Preferences,
}

/// How a session began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignInMethod {
    /// With a password.
    Password,
    /// With an OpenID Connect provider.
    Oidc,
    /// With a one-time link.
    Link,
    /// As the demonstration user.
    Demo,
}

/// One of my sessions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SessionInfo {
    /// The session.
    pub id: String,
    /// When it began.
    pub created_at: String,
    /// When it was last used, to the minute.
    pub last_used_at: String,
    /// When it ends unless it is used.
    pub expires_at: String,
    /// Address it was last used from.
    pub ip_address: Option<String>,
    /// The browser or program in words: `Firefox on Linux`.
    #[schema(example = "Firefox on Linux")]
    pub device: String,
    /// As the program called itself.
    pub user_agent: Option<String>,
    /// How it began.
    pub method: SignInMethod,
    /// Whether a second factor was given.
    pub is_second_factor_verified: bool,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

/// How one can sign in here: for the sign-in page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SignInOptions {
    /// Whether with mail address and password.
    pub password: bool,
    /// Whether anybody may register; else only those invited.
    pub registration: bool,
    /// Whether as the demonstration user.
    pub demo: bool,
    /// OpenID Connect providers.
    pub providers: Vec<OidcProvider>,
    /// Fewest characters of a password.
    pub password_characters_min: u32,
}

/// An OpenID Connect provider.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OidcProvider {
    /// As in paths: `/api/v2/auth/oidc/{provider}/start`.
    #[schema(example = "keycloak")]
    pub provider: String,
    /// For the button.
    #[schema(example = "Company account")]
    pub label: String,
}

/// Parameters of the start of a sign-in with a provider. Answers 302 to the provider.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OidcStartQuery {
    /// Path in the app to go to afterwards; other addresses are refused.
    pub return_to: Option<String>,
}

/// What a provider sends back. Answers 302 into the app with the session's cookie.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OidcCallbackQuery {
    /// The authorisation code.
    pub code: Option<String>,
    /// The state given at the start.
    pub state: Option<String>,
    /// Why the provider refused.
    pub error: Option<String>,
    /// The same in words.
    pub error_description: Option<String>,
}

/// The public keys that access tokens are verified with (RFC 7517).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Jwks {
    /// The keys; the newest signs.
    pub keys: Vec<Jwk>,
}

/// A public key (RFC 8037).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Jwk {
    /// Always `OKP`.
    #[schema(example = "OKP")]
    pub kty: String,
    /// Always `Ed25519`.
    #[schema(example = "Ed25519")]
    pub crv: String,
    /// The key, base64url.
    pub x: String,
    /// Its name in tokens' headers.
    pub kid: String,
    /// Always `sig`.
    #[serde(rename = "use")]
    #[schema(example = "sig")]
    pub key_use: String,
    /// Always `EdDSA`.
    #[schema(example = "EdDSA")]
    pub alg: String,
}

/// Mails a link to set a new password. Always answers `Message`, whether or not the address exists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordResetRequest {
    /// The mail address.
    #[schema(example = "ada@example.com", max_length = 254)]
    pub email: String,
}

/// Sets a new password with the token of a mailed link, and ends all sessions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordResetConfirm {
    /// The token of the link; good once, for an hour.
    pub token: String,
    /// At least 12 characters.
    #[schema(min_length = 12, max_length = 1024)]
    pub new_password: String,
}

/// Changes one's password, and ends all other sessions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The present one; left out by users who have none yet.
    #[serde(default)]
    pub current_password: Option<String>,
    /// At least 12 characters.
    #[schema(min_length = 12, max_length = 1024)]
    pub new_password: String,
}

/// A sentence for the user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Message {
    /// The sentence.
    #[schema(example = "If there is an account with this address, a mail is on its way.")]
    pub message: String,
}

/// The second factor of the user who asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SecondFactorStatus {
    /// Whether signing in needs it.
    pub is_enabled: bool,
    /// Since when.
    pub enabled_at: Option<String>,
    /// Recovery codes not yet used.
    pub recovery_codes_left: u32,
    /// Whether the tenant demands one.
    pub is_required: bool,
}

/// What an authenticator app needs. The second factor counts once a code confirmed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TotpEnrolment {
    /// The secret to type in, base32 (SHA-1, 6 digits, 30 seconds).
    #[schema(example = "JBSWY3DPEHPK3PXP")]
    pub secret: String,
    /// The same as an address that apps understand.
    #[schema(example = "otpauth://totp/Ulam:ada@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Ulam")]
    pub otpauth_uri: String,
    /// The same as a picture to scan: an SVG document.
    pub qr_svg: String,
    /// Seconds until it must be confirmed.
    pub expires_in_seconds: f64,
}

/// Confirms the second factor with a first code. Answers `RecoveryCodes`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactorCode {
    /// Six digits of the authenticator app, or (to switch it off) a recovery code.
    #[schema(example = "492039", max_length = 64)]
    pub code: String,
}

/// Codes that each stand in once for the authenticator app. Shown once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecoveryCodes {
    /// The codes.
    #[schema(example = json!(["7k2m-9qvx-ltr4"]))]
    pub codes: Vec<String>,
}

/// A user, as they see themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Profile {
    /// The user.
    pub id: String,
    /// The mail address.
    pub email: String,
    /// Whether the address was confirmed.
    pub is_email_confirmed: bool,
    /// What to call them.
    pub name: String,
    /// Language and region, as BCP 47.
    #[schema(example = "en-GB")]
    pub locale: String,
    /// IANA time zone.
    #[schema(example = "Europe/Berlin")]
    pub time_zone: String,
    /// Telephone number in E.164 form, for messages.
    pub phone: Option<String>,
    /// When they registered.
    pub created_at: String,
    /// Whether they have a password; else they sign in with a provider only.
    pub has_password: bool,
    /// Whether signing in needs a second factor.
    pub is_second_factor_enabled: bool,
}

/// Changes one's profile: what is left out stays. Answers `Profile`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateProfile {
    /// What to call them.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Language and region, as BCP 47.
    #[serde(default)]
    pub locale: Option<String>,
    /// IANA time zone.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// Telephone number in E.164 form; an empty text removes it.
    #[serde(default)]
    pub phone: Option<String>,
}

/// Deletes one's account and all sessions. Tenants of which they are the only owner must be handed
/// over or deleted first (409).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteAccount {
    /// The password, of users who have one.
    #[serde(default)]
    pub password: Option<String>,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the operating system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A user's settings. Also the body of the request that replaces them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Preferences {
    /// Light or dark.
    pub theme: Theme,
    /// Trials of a new simulation; null for the default of 100,000.
    #[schema(minimum = 1)]
    pub default_trials: Option<u64>,
    /// Sampling plan of a new simulation; null for the default.
    pub default_sampling: Option<Sampling>,
    /// Whether charts and the page move as little as possible; null as the operating system says.
    pub reduced_motion: Option<bool>,
    /// What the app remembers for itself, at most 64 KiB as JSON. Keys are the app's.
    pub app: BTreeMap<String, serde_json::Value>,
}

/// My usage against my quota.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UsageReport {
    /// First moment of the period.
    pub period_start: String,
    /// First moment after the period.
    pub period_end: String,
    /// One line a thing that is counted.
    pub items: Vec<UsageItem>,
}

/// What is counted.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum UsageMetric {
    /// Bytes stored now.
    StorageBytes,
    /// Files stored now.
    Files,
    /// Simulations started.
    Simulations,
    /// Trials run.
    Trials,
    /// Seconds of computing.
    ComputeSeconds,
    /// Reports and samples exported.
    Exports,
    /// API requests.
    ApiRequests,
}

/// Usage of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UsageItem {
    /// What.
    pub metric: UsageMetric,
    /// How much the user used.
    pub used: f64,
    /// How much the whole tenant used.
    pub used_by_tenant: f64,
    /// How much the tenant may use; null without limit.
    pub limit: Option<f64>,
}

/// An API key, without its secret.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ApiKey {
    /// The key.
    pub id: String,
    /// What it is for.
    #[schema(example = "nightly build")]
    pub name: String,
    /// The beginning of the secret, to recognise it.
    #[schema(example = "ulam_live_5f3c9a")]
    pub prefix: String,
    /// What it may do: at most what its owner may at the time of the call.
    pub permissions: Vec<Permission>,
    /// Addresses (CIDR) that it works from; empty for all.
    #[schema(example = json!(["203.0.113.0/24"]))]
    pub allowed_ips: Vec<String>,
    /// When it was made.
    pub created_at: String,
    /// When it ends; null for never.
    pub expires_at: Option<String>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<String>,
    /// Address it was last used from.
    pub last_used_ip: Option<String>,
    /// When it was revoked.
    pub revoked_at: Option<String>,
}

/// Makes an API key in the current tenant. Answers `CreatedApiKey`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateApiKey {
    /// What it is for.
    #[schema(example = "nightly build", min_length = 1, max_length = 100)]
    pub name: String,
    /// What it may do; none that the caller hasn't.
    #[schema(min_items = 1)]
    pub permissions: Vec<Permission>,
    /// Addresses (CIDR) that it works from, at most 50; empty for all.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub allowed_ips: Vec<String>,
    /// When it ends; left out, never.
    #[serde(default)]
    pub expires_at: Option<String>,
}

/// A new API key with its secret, which is shown this once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CreatedApiKey {
    /// The key.
    pub key: ApiKey,
    /// The secret: `ulam_live_<id>_<secret><crc32>`.
    pub secret: String,
}

/// A tenant, as a member sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Tenant {
    /// The tenant.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The caller's role there.
    pub role: Role,
    /// Its plan.
    #[schema(example = "standard")]
    pub plan: String,
    /// When it was made.
    pub created_at: String,
    /// Number of members.
    pub member_count: u64,
    /// Whether members need a second factor.
    pub requires_second_factor: bool,
    /// Addresses (CIDR) that members may come from; empty for all.
    pub allowed_ips: Vec<String>,
    /// Whether it is the one that the caller works in.
    pub is_current: bool,
}

/// Makes a tenant of which the caller is the owner. Answers `Tenant`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTenant {
    /// Its name.
    #[schema(example = "Analytical Engines Ltd", min_length = 1, max_length = 200)]
    pub name: String,
}

/// Changes a tenant: what is left out stays. Answers `Tenant`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateTenant {
    /// Its name.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Whether members need a second factor.
    #[serde(default)]
    pub requires_second_factor: Option<bool>,
    /// Addresses (CIDR) that members may come from, at most 200; empty for all.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub allowed_ips: Option<Vec<String>>,
}

/// A member of a tenant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Member {
    /// The user.
    pub user_id: String,
    /// Their mail address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Since when.
    pub joined_at: String,
    /// When they were last here, to the hour.
    pub last_seen_at: Option<String>,
    /// Whether they have a second factor.
    pub is_second_factor_enabled: bool,
}

/// Parameters of the list of members.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MembersQuery {
    /// Part of a name or mail address.
    pub q: Option<String>,
    /// Only those with this role.
    #[param(inline)]
    pub role: Option<Role>,
    /// Most items, from 1 to 200; 50 if left out.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// Changes a member's role. A tenant keeps at least one owner (409). Answers `Member`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeRole {
    /// The new role.
    pub role: Role,
}

/// Invites someone by mail. Answers `CreatedInvitation`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateInvitation {
    /// Their mail address.
    #[schema(example = "grace@example.com", max_length = 254)]
    pub email: String,
    /// The role that they shall have; at most the caller's own.
    pub role: Role,
    /// A word of welcome.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub message: Option<String>,
}

/// State of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// Sent.
    Pending,
    /// They joined.
    Accepted,
    /// Taken back.
    Revoked,
    /// Not accepted in time.
    Expired,
}

/// An invitation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Invitation {
    /// The invitation.
    pub id: String,
    /// Whom.
    pub email: String,
    /// The role that they shall have.
    pub role: Role,
    /// Its state.
    pub state: InvitationState,
    /// Name of the one who invites.
    pub invited_by: String,
    /// When.
    pub created_at: String,
    /// When it ends.
    pub expires_at: String,
}

/// A new invitation, with its link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CreatedInvitation {
    /// The invitation.
    pub invitation: Invitation,
    /// The link that was mailed, to pass on by other means; shown this once.
    pub url: String,
}

/// What an invitation's link leads to, before one accepts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InvitationPreview {
    /// The tenant's name.
    pub tenant_name: String,
    /// Name of the one who invites.
    pub invited_by: String,
    /// Whom.
    pub email: String,
    /// The role.
    pub role: Role,
    /// When it ends.
    pub expires_at: String,
    /// Whether the address has an account: sign in; else register with the token.
    pub has_account: bool,
}

/// Joins a tenant by an invitation: signed in, or with a name and password to register at once.
/// Answers `Session`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptInvitation {
    /// The token of the link.
    pub token: String,
    /// What to call them, of those who have no account.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub name: Option<String>,
    /// Their password, of those who have no account.
    #[serde(default)]
    #[schema(min_length = 12, max_length = 1024)]
    pub password: Option<String>,
    /// How the tokens are handed over.
    #[serde(default)]
    pub session: SessionKind,
}

/// Roles and their permissions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RolesResponse {
    /// The roles, the mightiest first.
    pub roles: Vec<RoleDescription>,
    /// Every permission that a role or an API key can have.
    pub permissions: Vec<PermissionDescription>,
}

/// A role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RoleDescription {
    /// The role.
    pub role: Role,
    /// What it is for.
    pub description: String,
    /// What it allows.
    pub permissions: Vec<Permission>,
}

/// A permission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PermissionDescription {
    /// The permission.
    pub permission: Permission,
    /// What it allows.
    pub description: String,
}

/// What a caller of the gateway proves who they are with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Credential {
    /// An API key.
    ApiKey {
        /// The whole key.
        key: String,
    },
    /// A browser's session.
    SessionCookie {
        /// The cookie's value.
        cookie: String,
    },
}

/// Internal: `POST /internal/identity/exchange`. The gateway exchanges what a caller brought for an
/// access token that services verify themselves. 401 where it isn't good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExchangeRequest {
    /// What the caller brought.
    pub credential: Credential,
    /// The caller's address, for API keys' lists and last use.
    #[serde(default)]
    pub ip_address: Option<String>,
}

/// Internal: an access token for a caller.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExchangeResponse {
    /// An Ed25519 JWT.
    pub access_token: String,
    /// Seconds until it ends; the gateway may use it until then.
    pub expires_in_seconds: f64,
    /// Whose it is.
    pub principal: Principal,
    /// The tenant's plan, which rate limits depend on.
    pub plan: String,
    /// Addresses (CIDR) that members of the tenant may come from; empty for all. The gateway keeps
    /// to it.
    #[serde(default)]
    pub allowed_ips: Vec<String>,
}

/// Internal: `POST /internal/identity/refused-tokens`. Tells of an access token that doesn't verify, which
/// the gateway finds out without asking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessTokenRefused {
    /// The address from which it came.
    pub ip_address: String,
}

/// Internal: `POST /internal/identity/introspect`. Asks whether a session or key is still good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum IntrospectRequest {
    /// A session.
    Session {
        /// The session.
        session_id: String,
    },
    /// An API key.
    ApiKey {
        /// The key.
        api_key_id: String,
    },
}

/// Internal: whether a session or key is still good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct IntrospectResponse {
    /// Whether it is.
    pub is_active: bool,
    /// When it was revoked or ended.
    pub ended_at: Option<String>,
    /// The plan of its tenant, which rate limits depend on; empty without a tenant.
    #[serde(default)]
    pub plan: String,
    /// Addresses (CIDR) that members of its tenant may come from; empty for all. The gateway keeps
    /// to it.
    #[serde(default)]
    pub allowed_ips: Vec<String>,
}

/// Internal: `GET /internal/identity/users/{id}?tenant_id=`, and an item of
/// `GET /internal/identity/tenants/{id}/members`. Where a user can be reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UserContact {
    /// The user.
    pub user_id: String,
    /// Their mail address.
    pub email: String,
    /// Whether it was confirmed.
    pub is_email_confirmed: bool,
    /// Their name.
    pub name: String,
    /// Language and region, as BCP 47.
    pub locale: String,
    /// IANA time zone.
    pub time_zone: String,
    /// Telephone number in E.164 form.
    pub phone: Option<String>,
    /// Their role in the tenant that was asked for; null if they are no member.
    pub role: Option<Role>,
    /// Their settings.
    pub preferences: Preferences,
}

/// Internal: `POST /internal/identity/users/lookup`. Finds members of a tenant, for shares and names in
/// lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LookupUsers {
    /// The tenant; nobody outside it is found.
    pub tenant_id: String,
    /// By id, at most 200.
    #[serde(default)]
    pub user_ids: Vec<String>,
    /// By mail address, at most 200.
    #[serde(default)]
    pub emails: Vec<String>,
}

/// Internal: the members found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FoundUsers {
    /// The members, in no particular order; who isn't one is missing.
    pub users: Vec<UserContact>,
}

/// Data of `user.registered`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UserRegistered {
    /// The user.
    pub user_id: String,
    /// Their mail address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The tenant that they belong to.
    pub tenant_id: String,
    /// How they came.
    pub method: SignInMethod,
}

/// Data of `user.updated`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UserUpdated {
    /// The user.
    pub user_id: String,
    /// Fields that changed: `name`, `role`, `preferences`, `second_factor`, `password`, ...
    pub changed: Vec<String>,
}

/// Data of `user.deleted`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct UserDeleted {
    /// The user.
    pub user_id: String,
    /// The tenants that they left.
    pub tenant_ids: Vec<String>,
    /// The tenants that were deleted with them, since nobody else was a member.
    pub deleted_tenant_ids: Vec<String>,
}

/// Why a session ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RevocationReason {
    /// The user signed out.
    SignedOut,
    /// The user ended it from another one.
    EndedByUser,
    /// A refresh token was used a second time: someone else may have it.
    RefreshTokenReused,
    /// The password changed.
    PasswordChanged,
    /// The user left the tenant, or their role changed.
    MembershipChanged,
    /// An administrator ended it.
    EndedByAdministrator,
    /// The API key was revoked.
    ApiKeyRevoked,
}

/// Data of `session.revoked`: every service stops trusting the session's or key's tokens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SessionRevoked {
    /// The user.
    pub user_id: String,
    /// The sessions.
    pub session_ids: Vec<String>,
    /// The API keys.
    pub api_key_ids: Vec<String>,
    /// Why.
    pub reason: RevocationReason,
}

/// Data of `tenant.created`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TenantCreated {
    /// The tenant.
    pub tenant_id: String,
    /// Its name.
    pub name: String,
    /// Its plan.
    pub plan: String,
    /// Its owner.
    pub owner_id: String,
}

event_data! {
    "identity":
    UserRegistered = "user.registered",
    UserUpdated = "user.updated",
    UserDeleted = "user.deleted",
    SessionRevoked = "session.revoked",
    TenantCreated = "tenant.created",
}
