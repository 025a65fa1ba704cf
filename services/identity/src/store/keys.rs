//! API keys.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use ulam_contracts::permissions::{Permission, Role};
use ulam_platform::access::Scope;
use ulam_platform::http::Cursor;

use super::entities::api_key;

/// Adds a key.
///
/// # Errors
/// The database's.
pub async fn insert(on: &impl ConnectionTrait, row: api_key::Model) -> Result<(), DbErr> {
    api_key::Entity::insert(api_key::ActiveModel::from(row)).exec_without_returning(on).await?;
    Ok(())
}

/// A key by its lookup part.
///
/// # Errors
/// The database's.
pub async fn of_lookup(
    on: &impl ConnectionTrait,
    lookup: &str,
) -> Result<Option<api_key::Model>, DbErr> {
    api_key::Entity::find().filter(api_key::Column::Lookup.eq(lookup)).one(on).await
}

/// A key by id, for services.
///
/// # Errors
/// The database's.
pub async fn find(on: &impl ConnectionTrait, id: &str) -> Result<Option<api_key::Model>, DbErr> {
    api_key::Entity::find_by_id(id).one(on).await
}

fn of_scope(scope: &Scope) -> Condition {
    Condition::all()
        .add(api_key::Column::TenantId.eq(scope.tenant_id()))
        .add(api_key::Column::UserId.eq(scope.subject()))
}

/// The scope's user's keys in the tenant, the newest first, and how many there are.
///
/// # Errors
/// The database's.
pub async fn page(
    on: &impl ConnectionTrait,
    scope: &Scope,
    after: Option<&Cursor>,
    limit: u64,
) -> Result<(Vec<api_key::Model>, u64), DbErr> {
    let total = api_key::Entity::find().filter(of_scope(scope)).count(on).await?;
    let mut select = api_key::Entity::find().filter(of_scope(scope));
    if let Some(cursor) = after {
        select = select.filter(api_key::Column::Id.lt(&cursor.id));
    }
    Ok((select.order_by_desc(api_key::Column::Id).limit(limit).all(on).await?, total))
}

/// Number of the scope's user's keys that were not revoked.
///
/// # Errors
/// The database's.
pub async fn live_count(on: &impl ConnectionTrait, scope: &Scope) -> Result<u64, DbErr> {
    let live = of_scope(scope).add(api_key::Column::RevokedUs.is_null());
    api_key::Entity::find().filter(live).count(on).await
}

/// Revokes a key of the scope: one's own, or (`any_user`) any of the tenant. The key's user.
///
/// # Errors
/// The database's.
pub async fn revoke(
    on: &impl ConnectionTrait,
    scope: &Scope,
    id: &str,
    any_user: bool,
    now_us: i64,
) -> Result<Option<String>, DbErr> {
    let condition = if any_user {
        Condition::all().add(api_key::Column::TenantId.eq(scope.tenant_id()))
    } else {
        of_scope(scope)
    };
    let condition =
        condition.add(api_key::Column::Id.eq(id)).add(api_key::Column::RevokedUs.is_null());
    let Some(row) = api_key::Entity::find().filter(condition.clone()).one(on).await? else {
        return Ok(None);
    };
    api_key::Entity::update_many()
        .col_expr(api_key::Column::RevokedUs, Expr::value(Some(now_us)))
        .filter(condition)
        .exec(on)
        .await?;
    Ok(Some(row.user_id))
}

/// Revokes a user's keys, in one tenant or in all. Their ids.
///
/// # Errors
/// The database's.
pub async fn revoke_of_user(
    on: &impl ConnectionTrait,
    user_id: &str,
    tenant_id: Option<&str>,
    now_us: i64,
) -> Result<Vec<String>, DbErr> {
    let mut condition = Condition::all()
        .add(api_key::Column::UserId.eq(user_id))
        .add(api_key::Column::RevokedUs.is_null());
    if let Some(tenant_id) = tenant_id {
        condition = condition.add(api_key::Column::TenantId.eq(tenant_id));
    }
    let rows = api_key::Entity::find().filter(condition.clone()).all(on).await?;
    api_key::Entity::update_many()
        .col_expr(api_key::Column::RevokedUs, Expr::value(Some(now_us)))
        .filter(condition)
        .exec(on)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Notes that a key was used.
///
/// # Errors
/// The database's.
pub async fn touch(
    on: &impl ConnectionTrait,
    id: &str,
    now_us: i64,
    ip_address: Option<&str>,
) -> Result<(), DbErr> {
    api_key::Entity::update_many()
        .col_expr(api_key::Column::LastUsedUs, Expr::value(Some(now_us)))
        .col_expr(api_key::Column::LastUsedIp, Expr::value(ip_address.map(str::to_string)))
        .filter(api_key::Column::Id.eq(id))
        .exec(on)
        .await?;
    Ok(())
}

/// A key's own permissions.
pub fn permissions(key: &api_key::Model) -> Vec<Permission> {
    key.permissions.split_whitespace().filter_map(|text| text.parse().ok()).collect()
}

/// What a key may do whose owner has this role now.
pub fn effective_permissions(
    key: &api_key::Model,
    role: Role,
    is_operator: bool,
) -> Vec<Permission> {
    let may = |permission: &Permission| {
        role.allows(*permission) || (is_operator && *permission == Permission::PlatformOperate)
    };
    permissions(key).into_iter().filter(may).collect()
}
