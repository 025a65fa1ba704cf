//! Invitations to an organisation.

use axum::extract::State;
use http::{HeaderMap, StatusCode};
use sea_orm::EntityTrait;
use ulam_contracts::identity::{
    AcceptInvitation, CreateInvitation, CreatedInvitation, Invitation, InvitationPreview,
    InvitationState, Session, SignInMethod,
};
use ulam_contracts::page::{Page, PageQuery};
use ulam_contracts::permissions::{Permission, Role};
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::{Caller, random_token};
use ulam_platform::audit::Entry;
use ulam_platform::http::{ApiError, Cursor, Json, Path, Query, Refusals, page_limit};
use ulam_platform::identifier::{new_id, now_us, rfc3339};
use ulam_platform::store::{Transaction, conflict_or_internal};

use super::auth::{checked_name, link_over};
use super::tenants::in_tenant;
use crate::app::App;
use crate::domain::address::{checked_email, email_key};
use crate::first_start::tell_registered;
use crate::mail::{self, Mail};
use crate::sign_in::{self, Begin, Client};
use crate::store::accounts::NewUser;
use crate::store::entities::{invitation, user};
use crate::store::{accounts, sessions, tenants, tokens};

const INVITATION_US: i64 = 7 * 86_400 * 1_000_000;
const MESSAGE_CHARACTERS_MAX: usize = 1_000;
const NAME_CHARACTERS_MAX: usize = 200;
/// Invitations of a tenant that wait.
const INVITATIONS_MAX: u64 = 1_000;

fn state(row: &invitation::Model) -> InvitationState {
    if row.accepted_us.is_some() {
        return InvitationState::Accepted;
    }
    if row.revoked_us.is_some() {
        return InvitationState::Revoked;
    }
    if row.expires_us <= now_us() { InvitationState::Expired } else { InvitationState::Pending }
}

fn role(row: &invitation::Model) -> Role {
    row.role.parse().unwrap_or(Role::Viewer)
}

fn described(row: invitation::Model) -> Invitation {
    Invitation {
        state: state(&row),
        role: role(&row),
        created_at: rfc3339(row.created_us),
        expires_at: rfc3339(row.expires_us),
        invited_by: row.invited_by_name,
        email: row.email,
        id: row.id,
    }
}

/// The invitation of a token, if it stands.
///
/// # Errors
/// 410 if it doesn't.
pub async fn standing_invitation(app: &App, token: &str) -> Result<invitation::Model, ApiError> {
    let found =
        tenants::invitation_of_token(app.store.reader(), &tokens::hash(&app.keys, token)).await?;
    found.filter(|row| state(row) == InvitationState::Pending).ok_or_else(link_over)
}

/// Adds a user who comes by invitation.
///
/// # Errors
/// 409 where the address has an account.
pub async fn registered(
    transaction: &Transaction,
    new: NewUser<'_>,
) -> Result<user::Model, ApiError> {
    let inserted = accounts::insert_user(&**transaction, new).await;
    let user = inserted.map_err(|error| {
        conflict_or_internal(
            error,
            "There is an account with this mail address. Sign in, then accept the invitation.",
        )
    })?;
    transaction.record(Entry::of(Some(&user.id), None, "user.registered").about("user", &user.id));
    Ok(user)
}

/// Makes a user the member that an invitation says.
///
/// # Errors
/// 410 where it no longer stands, 409 where they are one.
pub async fn join(
    transaction: &Transaction,
    user: &user::Model,
    invitation: &invitation::Model,
    method: SignInMethod,
) -> Result<(), ApiError> {
    if !tenants::accept(&**transaction, &invitation.id, now_us()).await? {
        return Err(link_over());
    }
    let joined =
        tenants::join(&**transaction, &invitation.tenant_id, &user.id, role(invitation)).await;
    joined.map_err(|error| {
        conflict_or_internal(error, "You are a member of this organisation already.")
    })?;
    accounts::set_last_tenant(&**transaction, &user.id, &invitation.tenant_id).await?;
    transaction.record(
        Entry::of(Some(&user.id), Some(&invitation.tenant_id), "invitation.accepted")
            .about("invitation", &invitation.id)
            .with(invitation.role.clone()),
    );
    tell_registered(transaction, user, &invitation.tenant_id, method).await
}

/// Invitations of a tenant.
#[utoipa::path(get, path = "/api/v2/tenants/{tenantId}/invitations", operation_id = "invitations", tag = "identity",
    params(("tenantId" = String, Path, description = "The organisation."), PageQuery),
    security(("access_token" = ["members:read"])),
    responses((status = 200, description = "A page of them, the newest first.", body = Page<Invitation>), Refusals))]
pub async fn invitations(
    State(app): State<App>,
    caller: Caller,
    Path(tenant_id): Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Invitation>>, ApiError> {
    let scope = in_tenant(&caller, &tenant_id, Permission::MembersRead)?;
    let limit = page_limit(query.limit)?;
    let after = Cursor::decoded(query.cursor.as_deref())?;
    let (mut rows, total) =
        tenants::invitations(app.store.reader(), &scope, after.as_ref(), limit + 1).await?;
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

/// Invites by mail.
#[utoipa::path(post, path = "/api/v2/tenants/{tenantId}/invitations", operation_id = "invite", tag = "identity",
    params(("tenantId" = String, Path, description = "The organisation.")), request_body = CreateInvitation,
    security(("access_token" = ["members:write"])),
    responses((status = 201, description = "The invitation with its link.", body = CreatedInvitation), Refusals))]
pub async fn invite(
    State(app): State<App>,
    caller: Caller,
    Path(tenant_id): Path<String>,
    Json(request): Json<CreateInvitation>,
) -> Result<(StatusCode, Json<CreatedInvitation>), ApiError> {
    let scope = in_tenant(&caller, &tenant_id, Permission::MembersWrite)?;
    let email = checked_email("email", &request.email)?;
    if request
        .message
        .as_ref()
        .is_some_and(|message| message.chars().count() > MESSAGE_CHARACTERS_MAX)
    {
        return Err(ApiError::invalid(
            "message",
            format!("at most {MESSAGE_CHARACTERS_MAX} characters"),
        ));
    }
    let transaction = app.store.transaction().await?;
    let inviter =
        accounts::user(&*transaction, scope.subject()).await?.ok_or_else(sign_in::not_good)?;
    let own = tenants::membership(&*transaction, &tenant_id, &inviter.id).await?;
    let own_role =
        own.as_ref().map(tenants::role).ok_or_else(|| ApiError::not_found("organisation"))?;
    let tenant = tenants::find(&*transaction, &tenant_id)
        .await?
        .ok_or_else(|| ApiError::not_found("organisation"))?;
    if request.role == Role::Owner && own_role != Role::Owner {
        return Err(ApiError::invalid("role", "only an owner may invite owners"));
    }
    if let Some(known) = accounts::user_of_email(&*transaction, &email).await?
        && tenants::membership(&*transaction, &tenant_id, &known.id).await?.is_some()
    {
        return Err(ProblemKind::Conflict.problem("They are a member already.").into());
    }
    if tenants::invitations(&*transaction, &scope, None, 1).await?.1 >= INVITATIONS_MAX {
        return Err(ProblemKind::Conflict
            .problem(format!("There are {INVITATIONS_MAX} invitations already."))
            .into());
    }
    let token = random_token(32);
    let row = invitation::Model {
        id: new_id(),
        tenant_id: tenant_id.clone(),
        email_key: email_key(&email),
        email: email.clone(),
        role: request.role.to_string(),
        token_hash: tokens::hash(&app.keys, &token),
        invited_by: inviter.id,
        invited_by_name: inviter.name.clone(),
        created_us: now_us(),
        expires_us: now_us() + INVITATION_US,
        accepted_us: None,
        revoked_us: None,
    };
    invitation::Entity::insert(invitation::ActiveModel::from(row.clone()))
        .exec_without_returning(&*transaction)
        .await?;
    transaction.record(
        Entry::by(&scope, "invitation.created").about("invitation", &row.id).with(row.role.clone()),
    );
    let url = app.link(&format!("/invitation?token={token}"));
    let word = request
        .message
        .filter(|message| !message.trim().is_empty())
        .map(|message| format!("\n\n{message}"));
    let text = format!(
        "{} invites you to work with {} in Ulam, as {}.{}\n\nThe invitation is good for a week.",
        inviter.name,
        tenant.name,
        request.role,
        word.unwrap_or_default()
    );
    let subject = format!("{} invites you to {}", inviter.name, tenant.name);
    let mail = Mail {
        to: email,
        subject: subject.chars().take(200).collect(),
        text,
        action: Some((url.clone(), "Join")),
    };
    mail::send(&*transaction, &app.keys, mail).await?;
    transaction.commit().await?;
    app.mail_waiting.notify_one();
    Ok((StatusCode::CREATED, Json(CreatedInvitation { invitation: described(row), url })))
}

/// Takes an invitation back.
#[utoipa::path(delete, path = "/api/v2/tenants/{tenantId}/invitations/{id}", operation_id = "revoke_invitation", tag = "identity",
    params(("tenantId" = String, Path, description = "The organisation."), ("id" = String, Path, description = "The invitation.")),
    security(("access_token" = ["members:write"])),
    responses((status = 204, description = "Its link is no longer good."), Refusals))]
pub async fn revoke_invitation(
    State(app): State<App>,
    caller: Caller,
    Path((tenant_id, id)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let scope = in_tenant(&caller, &tenant_id, Permission::MembersWrite)?;
    let transaction = app.store.transaction().await?;
    if !tenants::revoke_invitation(&*transaction, &scope, &id, now_us()).await? {
        return Err(ApiError::not_found("invitation"));
    }
    transaction.record(Entry::by(&scope, "invitation.revoked").about("invitation", &id));
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an invitation's link leads to.
#[utoipa::path(get, path = "/api/v2/invitations/{token}", operation_id = "invitation_preview", tag = "identity",
    params(("token" = String, Path, description = "The token of the link.")),
    responses((status = 200, description = "Who invites whom where.", body = InvitationPreview),
        (status = 410, description = "It was used, taken back, or is too old.", body = ulam_contracts::problem::Problem, content_type = "application/problem+json"),
        Refusals))]
pub async fn invitation_preview(
    State(app): State<App>,
    Path(token): Path<String>,
) -> Result<Json<InvitationPreview>, ApiError> {
    let row = standing_invitation(&app, &token).await?;
    let reader = app.store.reader();
    let tenant = tenants::find(reader, &row.tenant_id).await?.ok_or_else(link_over)?;
    Ok(Json(InvitationPreview {
        has_account: accounts::user_of_email(reader, &row.email).await?.is_some(),
        tenant_name: tenant.name,
        role: role(&row),
        expires_at: rfc3339(row.expires_us),
        invited_by: row.invited_by_name,
        email: row.email,
    }))
}

/// Joins by an invitation: signed in, or with a name and password to register at once.
#[utoipa::path(post, path = "/api/v2/invitations/accept", operation_id = "accept_invitation", tag = "identity",
    request_body = AcceptInvitation,
    responses((status = 200, description = "A session in the organisation.", body = Session),
        (status = 410, description = "It was used, taken back, or is too old.", body = ulam_contracts::problem::Problem, content_type = "application/problem+json"),
        Refusals))]
pub async fn accept_invitation(
    State(app): State<App>,
    caller: Result<Caller, ApiError>,
    client: Client,
    Json(request): Json<AcceptInvitation>,
) -> Result<(HeaderMap, Json<Session>), ApiError> {
    let row = standing_invitation(&app, &request.token).await?;
    // Somebody who sends a password registers, whoever is signed in in that browser.
    let signed_in = match (&request.password, caller) {
        (None, Ok(caller)) => {
            let scope = super::recovery::person(&caller)?;
            let session =
                sessions::find(app.store.reader(), &caller.principal().session_id).await?;
            let session = session.filter(|session| sign_in::is_live(session, now_us()));
            Some((scope, session.ok_or_else(sign_in::not_good)?))
        }
        (None, Err(error)) => return Err(error),
        (Some(_), _) => None,
    };
    let hash = match &request.password {
        Some(password) => {
            app.hasher.check_strength("password", password, vec![row.email.clone()]).await?;
            Some(app.hasher.hash(password.clone()).await?)
        }
        None => None,
    };
    let transaction = app.store.transaction().await?;
    let user = match &signed_in {
        Some((scope, _)) => {
            let user = accounts::user(&*transaction, scope.subject())
                .await?
                .ok_or_else(sign_in::not_good)?;
            if user.email_key != row.email_key {
                let detail =
                    format!("The invitation is for {}. Sign in with that address.", row.email);
                return Err(ProblemKind::NotAllowed.problem(detail).into());
            }
            accounts::confirm_email(&*transaction, &user.id).await?;
            user
        }
        None => {
            let name = checked_name(
                "name",
                request.name.as_deref().unwrap_or_default(),
                NAME_CHARACTERS_MAX,
            )?;
            // Whoever has the token got it at that address.
            let new = NewUser {
                email: &row.email,
                is_email_confirmed: true,
                name: &name,
                is_operator: false,
            };
            registered(&transaction, new).await?
        }
    };
    if let Some(hash) = hash {
        accounts::set_password(&*transaction, &user.id, &hash).await?;
    }
    join(&transaction, &user, &row, SignInMethod::Password).await?;
    let begin = Begin {
        user: &user,
        tenant_id: Some(&row.tenant_id),
        method: SignInMethod::Link,
        // A new user has no second factor; whoever was signed in has given what they had to.
        is_second_factor_verified: signed_in
            .as_ref()
            .is_some_and(|(_, session)| session.is_second_factor_verified),
        kind: request.session,
        client: &client,
    };
    let session = sign_in::begin(&transaction, &app, begin).await?;
    let (headers, session) = sign_in::handed_over(&*transaction, &app, &session).await?;
    transaction.commit().await?;
    Ok((headers, Json(session)))
}
