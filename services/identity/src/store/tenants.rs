//! Tenants, their members, and invitations.

use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use ulam_contracts::permissions::Role;
use ulam_platform::access::Scope;
use ulam_platform::http::Cursor;
use ulam_platform::identifier::{new_id, now_us};

use super::entities::{invitation, membership, tenant, user};

/// The plan of new tenants.
pub const PLAN: &str = "standard";

/// Adds a tenant.
///
/// # Errors
/// The database's.
pub async fn insert(on: &impl ConnectionTrait, name: &str) -> Result<tenant::Model, DbErr> {
    let row = tenant::Model {
        id: new_id(),
        name: name.to_string(),
        plan: PLAN.to_string(),
        created_us: now_us(),
        requires_second_factor: false,
        allowed_ips: "[]".to_string(),
    };
    tenant::Entity::insert(tenant::ActiveModel::from(row.clone()))
        .exec_without_returning(on)
        .await?;
    Ok(row)
}

/// A tenant by id. Only for a tenant of which the asker is known to be a member.
///
/// # Errors
/// The database's.
pub async fn find(on: &impl ConnectionTrait, id: &str) -> Result<Option<tenant::Model>, DbErr> {
    tenant::Entity::find_by_id(id).one(on).await
}

/// Networks that a tenant's members may come from.
pub fn networks(tenant: &tenant::Model) -> Vec<String> {
    // What stands there was written by this service; were it damaged, nobody may in.
    serde_json::from_str(&tenant.allowed_ips)
        .unwrap_or_else(|_| vec!["255.255.255.255/32".to_string()])
}

/// Makes a user a member.
///
/// # Errors
/// The database's; a duplicate where they are one.
pub async fn join(
    on: &impl ConnectionTrait,
    tenant_id: &str,
    user_id: &str,
    role: Role,
) -> Result<(), DbErr> {
    let row = membership::ActiveModel {
        tenant_id: Set(tenant_id.to_string()),
        user_id: Set(user_id.to_string()),
        role: Set(role.to_string()),
        joined_us: Set(now_us()),
        last_seen_us: Set(None),
    };
    membership::Entity::insert(row).exec_without_returning(on).await?;
    Ok(())
}

/// A user's membership of a tenant.
///
/// # Errors
/// The database's.
pub async fn membership(
    on: &impl ConnectionTrait,
    tenant_id: &str,
    user_id: &str,
) -> Result<Option<membership::Model>, DbErr> {
    membership::Entity::find_by_id((tenant_id.to_string(), user_id.to_string())).one(on).await
}

/// The role of a membership; one that is not known counts as the least.
pub fn role(membership: &membership::Model) -> Role {
    membership.role.parse().unwrap_or(Role::Viewer)
}

/// A user's memberships, the oldest first.
///
/// # Errors
/// The database's.
pub async fn memberships_of(
    on: &impl ConnectionTrait,
    user_id: &str,
) -> Result<Vec<membership::Model>, DbErr> {
    let found = membership::Entity::find().filter(membership::Column::UserId.eq(user_id));
    found.order_by_asc(membership::Column::JoinedUs).limit(1_000).all(on).await
}

/// The tenants with these ids.
///
/// # Errors
/// The database's.
pub async fn with_ids(
    on: &impl ConnectionTrait,
    ids: Vec<String>,
) -> Result<Vec<tenant::Model>, DbErr> {
    tenant::Entity::find().filter(tenant::Column::Id.is_in(ids)).all(on).await
}

/// Number of members of a tenant.
///
/// # Errors
/// The database's.
pub async fn member_count(on: &impl ConnectionTrait, tenant_id: &str) -> Result<u64, DbErr> {
    membership::Entity::find().filter(membership::Column::TenantId.eq(tenant_id)).count(on).await
}

/// Locks a tenant's row until the transaction ends, so that two changes of its members don't each
/// believe that the other owner stays.
///
/// # Errors
/// The database's.
pub async fn lock(on: &impl ConnectionTrait, tenant_id: &str) -> Result<(), DbErr> {
    // A write locks the row on PostgreSQL; on SQLite writers are one after the other anyway.
    tenant::Entity::update_many()
        .col_expr(tenant::Column::Plan, Expr::col(tenant::Column::Plan))
        .filter(tenant::Column::Id.eq(tenant_id))
        .exec(on)
        .await?;
    Ok(())
}

/// Number of owners of a tenant.
///
/// # Errors
/// The database's.
pub async fn owner_count(on: &impl ConnectionTrait, tenant_id: &str) -> Result<u64, DbErr> {
    let owners = membership::Entity::find()
        .filter(membership::Column::TenantId.eq(tenant_id))
        .filter(membership::Column::Role.eq(Role::Owner.as_str()));
    owners.count(on).await
}

/// Which members are wanted.
#[derive(Clone, Debug, Default)]
pub struct MemberFilter {
    /// Part of a name or mail address.
    pub text: Option<String>,
    /// Only those with this role.
    pub role: Option<Role>,
    /// After this one.
    pub after: Option<Cursor>,
    /// Only these users.
    pub user_ids: Option<Vec<String>>,
    /// Only these mail addresses, in the form in which they are compared.
    pub email_keys: Option<Vec<String>>,
}

/// Members of the scope's tenant, who joined first first, and how many there are.
///
/// # Errors
/// The database's.
pub async fn members(
    on: &impl ConnectionTrait,
    scope: &Scope,
    filter: &MemberFilter,
    limit: u64,
) -> Result<(Vec<(membership::Model, user::Model)>, u64), DbErr> {
    let mut condition = Condition::all().add(membership::Column::TenantId.eq(scope.tenant_id()));
    if let Some(role) = filter.role {
        condition = condition.add(membership::Column::Role.eq(role.as_str()));
    }
    let mut about_users = Condition::all();
    let mut asks_users = false;
    if let Some(text) = &filter.text {
        let escaped =
            text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let like = || LikeExpr::new(format!("%{escaped}%")).escape('\\');
        let name = Expr::expr(Func::lower(Expr::col(user::Column::Name))).like(like());
        about_users =
            about_users.add(Condition::any().add(name).add(user::Column::EmailKey.like(like())));
        asks_users = true;
    }
    if filter.user_ids.is_some() || filter.email_keys.is_some() {
        let ids = user::Column::Id.is_in(filter.user_ids.clone().unwrap_or_default());
        let emails = user::Column::EmailKey.is_in(filter.email_keys.clone().unwrap_or_default());
        about_users = about_users.add(Condition::any().add(ids).add(emails));
        asks_users = true;
    }
    if asks_users {
        let chosen = sea_orm::sea_query::Query::select()
            .column(user::Column::Id)
            .from(user::Entity)
            .cond_where(about_users)
            .to_owned();
        condition = condition.add(membership::Column::UserId.in_subquery(chosen));
    }
    let total = membership::Entity::find().filter(condition.clone()).count(on).await?;
    if let Some(cursor) = &filter.after {
        let later = membership::Column::JoinedUs.gt(cursor.time_us);
        let same = Condition::all()
            .add(membership::Column::JoinedUs.eq(cursor.time_us))
            .add(membership::Column::UserId.gt(&cursor.id));
        condition = condition.add(Condition::any().add(later).add(same));
    }
    let rows = membership::Entity::find()
        .filter(condition)
        .order_by_asc(membership::Column::JoinedUs)
        .order_by_asc(membership::Column::UserId)
        .limit(limit)
        .all(on)
        .await?;
    let ids: Vec<String> = rows.iter().map(|row| row.user_id.clone()).collect();
    let users = user::Entity::find().filter(user::Column::Id.is_in(ids)).all(on).await?;
    let mut by_id: std::collections::BTreeMap<String, user::Model> =
        users.into_iter().map(|user| (user.id.clone(), user)).collect();
    let pairs =
        rows.into_iter().filter_map(|row| by_id.remove(&row.user_id).map(|user| (row, user)));
    Ok((pairs.collect(), total))
}

/// Changes a member's role.
///
/// # Errors
/// The database's.
pub async fn set_role(
    on: &impl ConnectionTrait,
    tenant_id: &str,
    user_id: &str,
    role: Role,
) -> Result<(), DbErr> {
    membership::Entity::update_many()
        .col_expr(membership::Column::Role, Expr::value(role.to_string()))
        .filter(membership::Column::TenantId.eq(tenant_id))
        .filter(membership::Column::UserId.eq(user_id))
        .exec(on)
        .await?;
    Ok(())
}

/// Notes that a member was here.
///
/// # Errors
/// The database's.
pub async fn seen(
    on: &impl ConnectionTrait,
    tenant_id: &str,
    user_id: &str,
    now_us: i64,
) -> Result<(), DbErr> {
    const HOUR_US: i64 = 3_600_000_000;
    membership::Entity::update_many()
        .col_expr(
            membership::Column::LastSeenUs,
            Expr::value(Some(now_us - now_us.rem_euclid(HOUR_US))),
        )
        .filter(membership::Column::TenantId.eq(tenant_id))
        .filter(membership::Column::UserId.eq(user_id))
        .exec(on)
        .await?;
    Ok(())
}

/// Removes a member.
///
/// # Errors
/// The database's.
pub async fn leave(on: &impl ConnectionTrait, tenant_id: &str, user_id: &str) -> Result<(), DbErr> {
    membership::Entity::delete_by_id((tenant_id.to_string(), user_id.to_string())).exec(on).await?;
    Ok(())
}

/// Removes a tenant with its memberships and invitations.
///
/// # Errors
/// The database's.
pub async fn remove(on: &impl ConnectionTrait, tenant_id: &str) -> Result<(), DbErr> {
    membership::Entity::delete_many()
        .filter(membership::Column::TenantId.eq(tenant_id))
        .exec(on)
        .await?;
    invitation::Entity::delete_many()
        .filter(invitation::Column::TenantId.eq(tenant_id))
        .exec(on)
        .await?;
    tenant::Entity::delete_by_id(tenant_id).exec(on).await?;
    Ok(())
}

/// Invitations of the scope's tenant, the newest first, and how many there are.
///
/// # Errors
/// The database's.
pub async fn invitations(
    on: &impl ConnectionTrait,
    scope: &Scope,
    after: Option<&Cursor>,
    limit: u64,
) -> Result<(Vec<invitation::Model>, u64), DbErr> {
    let all =
        || invitation::Entity::find().filter(invitation::Column::TenantId.eq(scope.tenant_id()));
    let total = all().count(on).await?;
    let mut select = all();
    if let Some(cursor) = after {
        select = select.filter(invitation::Column::Id.lt(&cursor.id));
    }
    let rows = select.order_by_desc(invitation::Column::Id).limit(limit).all(on).await?;
    Ok((rows, total))
}

/// An invitation by its token's hash.
///
/// # Errors
/// The database's.
pub async fn invitation_of_token(
    on: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<invitation::Model>, DbErr> {
    invitation::Entity::find().filter(invitation::Column::TokenHash.eq(hash)).one(on).await
}

/// Notes that an invitation was accepted; false if it no longer stood.
///
/// # Errors
/// The database's.
pub async fn accept(on: &impl ConnectionTrait, id: &str, now_us: i64) -> Result<bool, DbErr> {
    let changed = invitation::Entity::update_many()
        .col_expr(invitation::Column::AcceptedUs, Expr::value(Some(now_us)))
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::AcceptedUs.is_null())
        .filter(invitation::Column::RevokedUs.is_null())
        .filter(invitation::Column::ExpiresUs.gt(now_us))
        .exec(on)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// Takes an invitation of the scope's tenant back; false if there is none that stands.
///
/// # Errors
/// The database's.
pub async fn revoke_invitation(
    on: &impl ConnectionTrait,
    scope: &Scope,
    id: &str,
    now_us: i64,
) -> Result<bool, DbErr> {
    let changed = invitation::Entity::update_many()
        .col_expr(invitation::Column::RevokedUs, Expr::value(Some(now_us)))
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::TenantId.eq(scope.tenant_id()))
        .filter(invitation::Column::AcceptedUs.is_null())
        .filter(invitation::Column::RevokedUs.is_null())
        .exec(on)
        .await?;
    Ok(changed.rows_affected == 1)
}
