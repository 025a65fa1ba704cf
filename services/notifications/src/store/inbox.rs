//! Inboxes.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use ulam_platform::access::Scope;
use ulam_platform::http::Cursor;

use super::entities::notification::{ActiveModel, Column, Entity, Model};

/// Notifications of the scope's user, those of its tenant and those of none.
fn of_scope(scope: &Scope) -> Condition {
    Condition::all().add(Column::UserId.eq(scope.subject())).add(
        Condition::any().add(Column::TenantId.eq(scope.tenant_id())).add(Column::TenantId.eq("")),
    )
}

/// Adds a notification.
///
/// # Errors
/// The database's.
pub async fn insert(on: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(ActiveModel::from(row)).exec_without_returning(on).await?;
    Ok(())
}

/// Number of notifications that aren't read.
///
/// # Errors
/// The database's.
pub async fn unread(on: &impl ConnectionTrait, scope: &Scope) -> Result<u64, DbErr> {
    Entity::find().filter(of_scope(scope).add(Column::ReadUs.is_null())).count(on).await
}

/// A page of the inbox, the newest first, and how many there are.
///
/// # Errors
/// The database's.
pub async fn page(
    on: &impl ConnectionTrait,
    scope: &Scope,
    unread: Option<bool>,
    event_type: Option<&str>,
    after: Option<&Cursor>,
    limit: u64,
) -> Result<(Vec<Model>, u64), DbErr> {
    let mut condition = of_scope(scope);
    condition = match unread {
        Some(true) => condition.add(Column::ReadUs.is_null()),
        Some(false) => condition.add(Column::ReadUs.is_not_null()),
        None => condition,
    };
    if let Some(event_type) = event_type {
        condition = condition.add(Column::EventType.eq(event_type));
    }
    let total = Entity::find().filter(condition.clone()).count(on).await?;
    if let Some(cursor) = after {
        condition = condition.add(Column::Id.lt(&cursor.id));
    }
    let rows =
        Entity::find().filter(condition).order_by_desc(Column::Id).limit(limit).all(on).await?;
    Ok((rows, total))
}

/// Marks some or all read; how many weren't.
///
/// # Errors
/// The database's.
pub async fn mark_read(
    on: &impl ConnectionTrait,
    scope: &Scope,
    ids: Option<&[String]>,
    now_us: i64,
) -> Result<u64, DbErr> {
    let mut condition = of_scope(scope).add(Column::ReadUs.is_null());
    if let Some(ids) = ids {
        condition = condition.add(Column::Id.is_in(ids));
    }
    let marked = Entity::update_many()
        .col_expr(Column::ReadUs, Expr::value(Some(now_us)))
        .filter(condition)
        .exec(on)
        .await?;
    Ok(marked.rows_affected)
}

/// Removes everything of a user who is gone.
///
/// # Errors
/// The database's.
pub async fn forget(on: &impl ConnectionTrait, user_id: &str) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::UserId.eq(user_id)).exec(on).await?;
    Ok(())
}
