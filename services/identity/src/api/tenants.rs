//! Organisations and their members.

use axum::extract::State;
use http::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use ulam_contracts::identity::{
    ChangeRole, CreateTenant, Member, MembersQuery, PermissionDescription, RevocationReason,
    RoleDescription, RolesResponse, Tenant, TenantCreated, UpdateTenant,
};
use ulam_contracts::page::{Page, PageQuery};
use ulam_contracts::permissions::{Permission, Role};
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::{Caller, Scope};
use ulam_platform::audit::Entry;
use ulam_platform::http::{ApiError, Cursor, Json, Path, Query, Refusals, page_limit};
use ulam_platform::identifier::{now_us, rfc3339};
use ulam_platform::store::Transaction;

use super::auth::checked_name;
use super::recovery::person;
use crate::app::App;
use crate::domain::address::{checked_networks, is_allowed};
use crate::events::tell_user_changed;
use crate::sign_in::{self, Client};
use crate::store::entities::{credential, membership, tenant, user};
use crate::store::sessions::Which;
use crate::store::tenants::MemberFilter;
use crate::store::{accounts, keys, sessions, tenants};

const NAME_CHARACTERS_MAX: usize = 200;
const NETWORKS_MAX: usize = 200;
/// Tenants that a user may own.
const OWNED_MAX: usize = 50;

async fn described(
    on: &impl ConnectionTrait,
    row: tenant::Model,
    role: Role,
    current: &str,
) -> Result<Tenant, ApiError> {
    Ok(Tenant {
        member_count: tenants::member_count(on, &row.id).await?,
        allowed_ips: tenants::networks(&row),
        is_current: row.id == current,
        created_at: rfc3339(row.created_us),
        requires_second_factor: row.requires_second_factor,
        plan: row.plan,
        name: row.name,
        id: row.id,
        role,
    })
}

/// A user's tenants, by name.
///
/// # Errors
/// The database's.
pub async fn of_user(
    on: &impl ConnectionTrait,
    user_id: &str,
    current: &str,
) -> Result<Vec<Tenant>, ApiError> {
    let memberships = tenants::memberships_of(on, user_id).await?;
    let ids = memberships.iter().map(|membership| membership.tenant_id.clone()).collect();
    let mut all = Vec::new();
    for row in tenants::with_ids(on, ids).await? {
        let membership = memberships.iter().find(|membership| membership.tenant_id == row.id);
        if let Some(membership) = membership {
            all.push(described(on, row, tenants::role(membership), current).await?);
        }
    }
    all.sort_by(|left, right| {
        (left.name.to_lowercase(), &left.id).cmp(&(right.name.to_lowercase(), &right.id))
    });
    Ok(all)
}

/// My tenants.
#[utoipa::path(get, path = "/api/v2/tenants", operation_id = "tenants", tag = "identity", params(PageQuery),
    security(("access_token" = [])),
    responses((status = 200, description = "A page of them, by name.", body = Page<Tenant>), Refusals))]
pub async fn tenants(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Tenant>>, ApiError> {
    let scope = caller.as_self()?;
    let limit = page_limit(query.limit)? as usize;
    let after = Cursor::decoded(query.cursor.as_deref())?;
    let all = of_user(app.store.reader(), scope.subject(), scope.tenant_id()).await?;
    let total = all.len() as u64;
    let start = match after {
        Some(cursor) => all
            .iter()
            .position(|tenant| tenant.id == cursor.id)
            .map_or(all.len(), |place| place + 1),
        None => 0,
    };
    let mut items: Vec<Tenant> = all.into_iter().skip(start).take(limit + 1).collect();
    let has_more = items.len() > limit;
    items.truncate(limit);
    let next_cursor = items
        .last()
        .filter(|_| has_more)
        .map(|last| Cursor { time_us: 0, id: last.id.clone() }.encoded());
    Ok(Json(Page { items, next_cursor, total: Some(total) }))
}

/// Creates an organisation.
#[utoipa::path(post, path = "/api/v2/tenants", operation_id = "create_tenant", tag = "identity",
    request_body = CreateTenant,
    security(("access_token" = []), ("session_cookie" = [])),
    responses((status = 201, description = "The organisation, of which the caller is the owner.", body = Tenant), Refusals))]
pub async fn create_tenant(
    State(app): State<App>,
    caller: Caller,
    Json(request): Json<CreateTenant>,
) -> Result<(StatusCode, Json<Tenant>), ApiError> {
    let scope = person(&caller)?;
    let name = checked_name("name", &request.name, NAME_CHARACTERS_MAX)?;
    let transaction = app.store.transaction().await?;
    let memberships = tenants::memberships_of(&*transaction, scope.subject()).await?;
    let owned =
        memberships.iter().filter(|membership| tenants::role(membership) == Role::Owner).count();
    if owned >= OWNED_MAX {
        return Err(ProblemKind::Conflict
            .problem(format!("You own {OWNED_MAX} organisations already."))
            .into());
    }
    let row = tenants::insert(&*transaction, &name).await?;
    tenants::join(&*transaction, &row.id, scope.subject(), Role::Owner).await?;
    let created = TenantCreated {
        tenant_id: row.id.clone(),
        name: row.name.clone(),
        plan: row.plan.clone(),
        owner_id: scope.subject().to_string(),
    };
    transaction.emit(&Scope::of_tenant("identity", &row.id), &row.id, created).await?;
    transaction.record(
        Entry::of(Some(scope.subject()), Some(&row.id), "tenant.created").about("tenant", &row.id),
    );
    let answer = described(&*transaction, row, Role::Owner, scope.tenant_id()).await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, Json(answer)))
}

/// The scope of a caller in the tenant of the path: the one they work in.
///
/// # Errors
/// 404 for another tenant, 403 without the permission.
pub fn in_tenant(
    caller: &Caller,
    tenant_id: &str,
    permission: Permission,
) -> Result<Scope, ApiError> {
    if caller.principal().tenant_id != tenant_id {
        return Err(ApiError::not_found("organisation"));
    }
    caller.may(permission)
}

/// The role that a caller has now, whatever the token says.
async fn own_role(on: &impl ConnectionTrait, scope: &Scope) -> Result<Role, ApiError> {
    let membership = tenants::membership(on, scope.tenant_id(), scope.subject()).await?;
    membership.as_ref().map(tenants::role).ok_or_else(|| ApiError::not_found("organisation"))
}

fn owners_only(what: &str) -> ApiError {
    ProblemKind::NotAllowed.problem(format!("Only an owner of the organisation may {what}.")).into()
}

/// Changes a tenant.
#[utoipa::path(put, path = "/api/v2/tenants/{tenantId}", operation_id = "update_tenant", tag = "identity",
    params(("tenantId" = String, Path, description = "The organisation.")), request_body = UpdateTenant,
    security(("access_token" = ["tenant:admin"])),
    responses((status = 200, description = "The organisation as it is now.", body = Tenant), Refusals))]
pub async fn update_tenant(
    State(app): State<App>,
    caller: Caller,
    client: Client,
    Path(tenant_id): Path<String>,
    Json(request): Json<UpdateTenant>,
) -> Result<Json<Tenant>, ApiError> {
    let scope = in_tenant(&caller, &tenant_id, Permission::TenantAdmin)?;
    let transaction = app.store.transaction().await?;
    let role = own_role(&*transaction, &scope).await?;
    let mut row = tenants::find(&*transaction, &tenant_id)
        .await?
        .ok_or_else(|| ApiError::not_found("organisation"))?;
    if let Some(name) = &request.name {
        row.name = checked_name("name", name, NAME_CHARACTERS_MAX)?;
    }
    if let Some(required) = request.requires_second_factor {
        if required
            && accounts::credential(&*transaction, scope.subject(), credential::TOTP)
                .await?
                .is_none()
        {
            return Err(ApiError::invalid(
                "requires_second_factor",
                "enrol a second factor yourself first",
            ));
        }
        row.requires_second_factor = required;
    }
    if let Some(networks) = &request.allowed_ips {
        if networks.len() > NETWORKS_MAX {
            return Err(ApiError::invalid("allowed_ips", format!("at most {NETWORKS_MAX}")));
        }
        let networks = checked_networks("allowed_ips", networks)?;
        if !is_allowed(&networks, client.ip_address.as_deref()) {
            return Err(ApiError::invalid(
                "allowed_ips",
                "your own address is not among them: you would lock yourself out",
            ));
        }
        row.allowed_ips = serde_json::to_string(&networks)?;
    }
    tenant::Entity::update_many()
        .col_expr(tenant::Column::Name, Expr::value(row.name.clone()))
        .col_expr(tenant::Column::RequiresSecondFactor, Expr::value(row.requires_second_factor))
        .col_expr(tenant::Column::AllowedIps, Expr::value(row.allowed_ips.clone()))
        .filter(tenant::Column::Id.eq(&row.id))
        .exec(&*transaction)
        .await?;
    transaction.record(Entry::by(&scope, "tenant.changed").about("tenant", &row.id));
    let answer = described(&*transaction, row, role, scope.tenant_id()).await?;
    transaction.commit().await?;
    Ok(Json(answer))
}

/// Deletes a tenant: owners only.
#[utoipa::path(delete, path = "/api/v2/tenants/{tenantId}", operation_id = "delete_tenant", tag = "identity",
    params(("tenantId" = String, Path, description = "The organisation.")),
    security(("access_token" = ["tenant:admin"]), ("session_cookie" = ["tenant:admin"])),
    responses((status = 204, description = "It is gone."), Refusals))]
pub async fn delete_tenant(
    State(app): State<App>,
    caller: Caller,
    Path(tenant_id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let scope = in_tenant(&caller, &tenant_id, Permission::TenantAdmin)?;
    person(&caller)?;
    let transaction = app.store.transaction().await?;
    if own_role(&*transaction, &scope).await? != Role::Owner {
        return Err(owners_only("delete it"));
    }
    let members = membership::Entity::find()
        .filter(membership::Column::TenantId.eq(&tenant_id))
        .all(&*transaction)
        .await?;
    for member in &members {
        turn_out(&transaction, &scope, &member.user_id).await?;
    }
    tenants::remove(&*transaction, &tenant_id).await?;
    transaction.record(Entry::by(&scope, "tenant.deleted").about("tenant", &tenant_id));
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends what a user has in a scope's tenant: the keys, and the sessions that work there.
async fn turn_out(transaction: &Transaction, by: &Scope, user_id: &str) -> Result<(), ApiError> {
    let (now, tenant_id) = (now_us(), by.tenant_id());
    let api_key_ids = keys::revoke_of_user(&**transaction, user_id, Some(tenant_id), now).await?;
    let session_ids =
        sessions::revoke(&**transaction, user_id, now, Which::InTenant(tenant_id)).await?;
    if !api_key_ids.is_empty() || !session_ids.is_empty() {
        sign_in::tell_ended(
            transaction,
            by,
            user_id,
            session_ids,
            api_key_ids,
            RevocationReason::MembershipChanged,
        )
        .await?;
    }
    Ok(())
}

async fn member(
    on: &impl ConnectionTrait,
    membership: membership::Model,
    user: user::Model,
) -> Result<Member, ApiError> {
    Ok(Member {
        is_second_factor_enabled: accounts::credential(on, &user.id, credential::TOTP)
            .await?
            .is_some(),
        role: tenants::role(&membership),
        joined_at: rfc3339(membership.joined_us),
        last_seen_at: membership.last_seen_us.map(rfc3339),
        email: user.email,
        name: user.name,
        user_id: user.id,
    })
}

/// Cuts a page to its length; where the next begins.
pub fn next_cursor(rows: &mut Vec<(membership::Model, user::Model)>, limit: u64) -> Option<String> {
    let has_more = rows.len() as u64 > limit;
    rows.truncate(limit as usize);
    let last = rows.last().filter(|_| has_more)?;
    Some(Cursor { time_us: last.0.joined_us, id: last.1.id.clone() }.encoded())
}

async fn member_page(
    app: &App,
    scope: &Scope,
    query: MembersQuery,
) -> Result<Json<Page<Member>>, ApiError> {
    let limit = page_limit(query.limit)?;
    let after = Cursor::decoded(query.cursor.as_deref())?;
    let text = query.q.filter(|text| !text.trim().is_empty());
    let filter = MemberFilter { text, role: query.role, after, ..MemberFilter::default() };
    let reader = app.store.reader();
    let (mut rows, total) = tenants::members(reader, scope, &filter, limit + 1).await?;
    let next_cursor = next_cursor(&mut rows, limit);
    let mut items = Vec::with_capacity(rows.len());
    for (membership, user) in rows {
        items.push(member(reader, membership, user).await?);
    }
    Ok(Json(Page { items, next_cursor, total: Some(total) }))
}

/// Members and roles.
#[utoipa::path(get, path = "/api/v2/tenants/{tenantId}/members", operation_id = "members", tag = "identity",
    params(("tenantId" = String, Path, description = "The organisation."), MembersQuery),
    security(("access_token" = ["members:read"])),
    responses((status = 200, description = "A page of them, who joined first first.", body = Page<Member>), Refusals))]
pub async fn members(
    State(app): State<App>,
    caller: Caller,
    Path(tenant_id): Path<String>,
    Query(query): Query<MembersQuery>,
) -> Result<Json<Page<Member>>, ApiError> {
    let scope = in_tenant(&caller, &tenant_id, Permission::MembersRead)?;
    member_page(&app, &scope, query).await
}

/// Users of a tenant.
#[utoipa::path(get, path = "/api/v2/auth/tenants/{tenantId}/users", operation_id = "tenant_users", tag = "identity",
    params(("tenantId" = String, Path, description = "The organisation."), MembersQuery),
    security(("access_token" = ["members:read"])),
    responses((status = 200, description = "A page of them, who joined first first.", body = Page<Member>), Refusals))]
pub async fn tenant_users(
    State(app): State<App>,
    caller: Caller,
    Path(tenant_id): Path<String>,
    Query(query): Query<MembersQuery>,
) -> Result<Json<Page<Member>>, ApiError> {
    let scope = in_tenant(&caller, &tenant_id, Permission::MembersRead)?;
    member_page(&app, &scope, query).await
}

fn last_owner() -> ApiError {
    ProblemKind::Conflict
        .problem("An organisation keeps at least one owner. Make another member its owner first.")
        .into()
}

/// Changes a role.
#[utoipa::path(put, path = "/api/v2/tenants/{tenantId}/members/{userId}", operation_id = "change_role", tag = "identity",
    params(("tenantId" = String, Path, description = "The organisation."), ("userId" = String, Path, description = "The member.")),
    request_body = ChangeRole,
    security(("access_token" = ["members:write"])),
    responses((status = 200, description = "The member as they are now.", body = Member), Refusals))]
pub async fn change_role(
    State(app): State<App>,
    caller: Caller,
    Path((tenant_id, user_id)): Path<(String, String)>,
    Json(request): Json<ChangeRole>,
) -> Result<Json<Member>, ApiError> {
    let scope = in_tenant(&caller, &tenant_id, Permission::MembersWrite)?;
    let transaction = app.store.transaction().await?;
    tenants::lock(&*transaction, &tenant_id).await?;
    let mine = own_role(&*transaction, &scope).await?;
    let found = tenants::membership(&*transaction, &tenant_id, &user_id).await?;
    let mut found = found.ok_or_else(|| ApiError::not_found("member"))?;
    let before = tenants::role(&found);
    if (before == Role::Owner || request.role == Role::Owner) && mine != Role::Owner {
        return Err(owners_only("make or unmake owners"));
    }
    if before == Role::Owner
        && request.role != Role::Owner
        && tenants::owner_count(&*transaction, &tenant_id).await? <= 1
    {
        return Err(last_owner());
    }
    if before != request.role {
        tenants::set_role(&*transaction, &tenant_id, &user_id, request.role).await?;
        found.role = request.role.to_string();
        // Tokens with the former role's rights last five minutes at most; whoever lost rights
        // loses them at once.
        if !before.permissions().iter().all(|permission| request.role.allows(*permission))
            || before == Role::Owner
        {
            let session_ids =
                sessions::revoke(&*transaction, &user_id, now_us(), Which::InTenant(&tenant_id))
                    .await?;
            if !session_ids.is_empty() {
                sign_in::tell_ended(
                    &transaction,
                    &scope,
                    &user_id,
                    session_ids,
                    Vec::new(),
                    RevocationReason::MembershipChanged,
                )
                .await?;
            }
        }
        tell_user_changed(&transaction, &scope, &user_id, &["role"]).await?;
        transaction.record(
            Entry::by(&scope, "member.role_changed")
                .about("user", &user_id)
                .with(request.role.as_str()),
        );
    }
    let user = accounts::user(&*transaction, &user_id)
        .await?
        .ok_or_else(|| ApiError::not_found("member"))?;
    let answer = member(&*transaction, found, user).await?;
    transaction.commit().await?;
    Ok(Json(answer))
}

/// Removes a member, or oneself.
#[utoipa::path(delete, path = "/api/v2/tenants/{tenantId}/members/{userId}", operation_id = "remove_member", tag = "identity",
    params(("tenantId" = String, Path, description = "The organisation."), ("userId" = String, Path, description = "The member.")),
    security(("access_token" = ["members:write"])),
    responses((status = 204, description = "They are no member any more."), Refusals))]
pub async fn remove_member(
    State(app): State<App>,
    caller: Caller,
    Path((tenant_id, user_id)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let is_oneself = caller.principal().subject == user_id;
    let permission = if is_oneself { Permission::MembersRead } else { Permission::MembersWrite };
    let scope = in_tenant(&caller, &tenant_id, permission)?;
    if is_oneself {
        person(&caller)?;
    }
    let transaction = app.store.transaction().await?;
    tenants::lock(&*transaction, &tenant_id).await?;
    let mine = own_role(&*transaction, &scope).await?;
    let found = tenants::membership(&*transaction, &tenant_id, &user_id).await?;
    let found = found.ok_or_else(|| ApiError::not_found("member"))?;
    if tenants::role(&found) == Role::Owner {
        if mine != Role::Owner {
            return Err(owners_only("remove owners"));
        }
        if tenants::owner_count(&*transaction, &tenant_id).await? <= 1 {
            return Err(last_owner());
        }
    }
    tenants::leave(&*transaction, &tenant_id, &user_id).await?;
    turn_out(&transaction, &scope, &user_id).await?;
    transaction.record(Entry::by(&scope, "member.removed").about("user", &user_id));
    tell_user_changed(&transaction, &scope, &user_id, &["role"]).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Roles and their permissions.
#[utoipa::path(get, path = "/api/v2/roles", operation_id = "roles", tag = "identity",
    security(("access_token" = [])),
    responses((status = 200, description = "The roles, the mightiest first.", body = RolesResponse), Refusals))]
pub async fn roles(caller: Caller) -> Result<Json<RolesResponse>, ApiError> {
    caller.as_self()?;
    let role = |role: &Role| RoleDescription {
        role: *role,
        description: role.description().to_string(),
        permissions: role.permissions().to_vec(),
    };
    let permission = |permission: &Permission| PermissionDescription {
        permission: *permission,
        description: permission.description().to_string(),
    };
    let is_for_tenants = |permission: &&Permission| **permission != Permission::PlatformOperate;
    Ok(Json(RolesResponse {
        roles: Role::ALL.iter().map(role).collect(),
        permissions: Permission::ALL.iter().filter(is_for_tenants).map(permission).collect(),
    }))
}
