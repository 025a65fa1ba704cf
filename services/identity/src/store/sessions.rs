//! Sessions.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use ulam_platform::http::Cursor;

use super::entities::session;

/// Adds a session.
///
/// # Errors
/// The database's.
pub async fn insert(on: &impl ConnectionTrait, row: &session::Model) -> Result<(), DbErr> {
    session::Entity::insert(session::ActiveModel::from(row.clone()))
        .exec_without_returning(on)
        .await?;
    Ok(())
}

/// A session by id, whatever its state.
///
/// # Errors
/// The database's.
pub async fn find(on: &impl ConnectionTrait, id: &str) -> Result<Option<session::Model>, DbErr> {
    session::Entity::find_by_id(id).one(on).await
}

/// Moves a session on to its next tokens; whether nobody else did at the same moment.
///
/// # Errors
/// The database's.
pub async fn rotate(
    on: &impl ConnectionTrait,
    session: &session::Model,
    now_us: i64,
    expires_us: i64,
) -> Result<bool, DbErr> {
    let changed = session::Entity::update_many()
        .col_expr(session::Column::Generation, Expr::value(session.generation + 1))
        .col_expr(session::Column::RotatedUs, Expr::value(now_us))
        .col_expr(session::Column::LastUsedUs, Expr::value(now_us))
        .col_expr(session::Column::ExpiresUs, Expr::value(expires_us))
        .filter(session::Column::Id.eq(&session.id))
        .filter(session::Column::Generation.eq(session.generation))
        .filter(session::Column::RevokedUs.is_null())
        .exec(on)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// Notes that a session is used, and from where.
///
/// # Errors
/// The database's.
pub async fn touch(
    on: &impl ConnectionTrait,
    id: &str,
    now_us: i64,
    expires_us: i64,
    ip_address: Option<&str>,
) -> Result<(), DbErr> {
    let mut update = session::Entity::update_many()
        .col_expr(session::Column::LastUsedUs, Expr::value(now_us))
        .col_expr(session::Column::ExpiresUs, Expr::value(expires_us));
    if let Some(address) = ip_address {
        update =
            update.col_expr(session::Column::IpAddress, Expr::value(Some(address.to_string())));
    }
    update
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::RevokedUs.is_null())
        .exec(on)
        .await?;
    Ok(())
}

/// Moves a session to another tenant.
///
/// # Errors
/// The database's.
pub async fn set_tenant(on: &impl ConnectionTrait, id: &str, tenant_id: &str) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::TenantId, Expr::value(tenant_id.to_string()))
        .filter(session::Column::Id.eq(id))
        .exec(on)
        .await?;
    Ok(())
}

/// Notes that the second factor was given in a session.
///
/// # Errors
/// The database's.
pub async fn set_second_factor(on: &impl ConnectionTrait, id: &str) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::IsSecondFactorVerified, Expr::value(true))
        .filter(session::Column::Id.eq(id))
        .exec(on)
        .await?;
    Ok(())
}

fn live(user_id: &str, now_us: i64) -> Condition {
    Condition::all()
        .add(session::Column::UserId.eq(user_id))
        .add(session::Column::RevokedUs.is_null())
        .add(session::Column::ExpiresUs.gt(now_us))
}

/// A page of a user's sessions that live, the newest first, and how many there are.
///
/// # Errors
/// The database's.
pub async fn page(
    on: &impl ConnectionTrait,
    user_id: &str,
    now_us: i64,
    after: Option<&Cursor>,
    limit: u64,
) -> Result<(Vec<session::Model>, u64), DbErr> {
    let total = session::Entity::find().filter(live(user_id, now_us)).count(on).await?;
    let mut select = session::Entity::find().filter(live(user_id, now_us));
    if let Some(cursor) = after {
        select = select.filter(session::Column::Id.lt(&cursor.id));
    }
    let rows = select.order_by_desc(session::Column::Id).limit(limit + 1).all(on).await?;
    Ok((rows, total))
}

/// Ends sessions of a user that live: those of `which`, or all but `except`. The ids of those that
/// ended.
///
/// # Errors
/// The database's.
pub async fn revoke(
    on: &impl ConnectionTrait,
    user_id: &str,
    now_us: i64,
    which: Which<'_>,
) -> Result<Vec<String>, DbErr> {
    let mut condition = live(user_id, now_us);
    condition = match which {
        Which::One(id) => condition.add(session::Column::Id.eq(id)),
        Which::AllBut(id) => condition.add(session::Column::Id.ne(id)),
        Which::InTenant(tenant_id) => condition.add(session::Column::TenantId.eq(tenant_id)),
        Which::All => condition,
    };
    let rows = session::Entity::find().filter(condition.clone()).all(on).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    session::Entity::update_many()
        .col_expr(session::Column::RevokedUs, Expr::value(Some(now_us)))
        .filter(condition)
        .exec(on)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Which of a user's sessions.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// This one.
    One(&'a str),
    /// All others.
    AllBut(&'a str),
    /// Those that work in a tenant.
    InTenant(&'a str),
    /// All.
    All,
}

/// Removes sessions that ended some time ago.
///
/// # Errors
/// The database's.
pub async fn clean(on: &impl ConnectionTrait, before_us: i64) -> Result<(), DbErr> {
    let ended = Condition::any()
        .add(session::Column::ExpiresUs.lt(before_us))
        .add(session::Column::RevokedUs.lt(before_us));
    session::Entity::delete_many().filter(ended).exec(on).await?;
    Ok(())
}
