//! Webhook endpoints.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use ulam_platform::access::Scope;
use ulam_platform::http::Cursor;

use super::entities::webhook::{ActiveModel, Column, Entity, Model};

fn of_scope(scope: &Scope, id: Option<&str>) -> Condition {
    let condition = Condition::all().add(Column::TenantId.eq(scope.tenant_id()));
    match id {
        Some(id) => condition.add(Column::Id.eq(id)),
        None => condition,
    }
}

/// Adds one.
///
/// # Errors
/// The database's.
pub async fn insert(on: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(ActiveModel::from(row)).exec_without_returning(on).await?;
    Ok(())
}

/// One of the scope's tenant.
///
/// # Errors
/// The database's.
pub async fn find(
    on: &impl ConnectionTrait,
    scope: &Scope,
    id: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(of_scope(scope, Some(id))).one(on).await
}

/// A page of those of the scope's tenant, the newest first, and how many there are.
///
/// # Errors
/// The database's.
pub async fn page(
    on: &impl ConnectionTrait,
    scope: &Scope,
    after: Option<&Cursor>,
    limit: u64,
) -> Result<(Vec<Model>, u64), DbErr> {
    let total = Entity::find().filter(of_scope(scope, None)).count(on).await?;
    let mut condition = of_scope(scope, None);
    if let Some(cursor) = after {
        condition = condition.add(Column::Id.lt(&cursor.id));
    }
    Ok((
        Entity::find().filter(condition).order_by_desc(Column::Id).limit(limit).all(on).await?,
        total,
    ))
}

/// The event types of an endpoint.
pub fn events(row: &Model) -> Vec<String> {
    serde_json::from_str(&row.events).unwrap_or_default()
}

/// Those of the scope's tenant that want an event.
///
/// # Errors
/// The database's.
pub async fn wanting(
    on: &impl ConnectionTrait,
    scope: &Scope,
    event_type: &str,
) -> Result<Vec<Model>, DbErr> {
    let rows = Entity::find()
        .filter(of_scope(scope, None))
        .filter(Column::IsEnabled.eq(true))
        .all(on)
        .await?;
    let wants =
        |row: &Model| events(row).iter().any(|wanted| wanted == "*" || wanted == event_type);
    Ok(rows.into_iter().filter(wants).collect())
}

/// Writes one of the scope's tenant anew.
///
/// # Errors
/// The database's.
pub async fn update(on: &impl ConnectionTrait, scope: &Scope, row: &Model) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Url, Expr::value(row.url.clone()))
        .col_expr(Column::Description, Expr::value(row.description.clone()))
        .col_expr(Column::Events, Expr::value(row.events.clone()))
        .col_expr(Column::IsEnabled, Expr::value(row.is_enabled))
        .col_expr(Column::DisabledReason, Expr::value(row.disabled_reason.clone()))
        .col_expr(Column::ConsecutiveFailures, Expr::value(row.consecutive_failures))
        .filter(of_scope(scope, Some(&row.id)))
        .exec(on)
        .await?;
    Ok(())
}

/// Removes one of the scope's tenant; false if there is none.
///
/// # Errors
/// The database's.
pub async fn remove(on: &impl ConnectionTrait, scope: &Scope, id: &str) -> Result<bool, DbErr> {
    Ok(Entity::delete_many().filter(of_scope(scope, Some(id))).exec(on).await?.rows_affected == 1)
}

/// Counts a delivery's success or failure.
///
/// # Errors
/// The database's.
pub async fn count(on: &impl ConnectionTrait, id: &str, is_success: bool) -> Result<(), DbErr> {
    let failures =
        if is_success { Expr::value(0) } else { Expr::col(Column::ConsecutiveFailures).add(1) };
    Entity::update_many()
        .col_expr(Column::ConsecutiveFailures, failures)
        .filter(Column::Id.eq(id))
        .exec(on)
        .await?;
    Ok(())
}

/// Switches one off by itself.
///
/// # Errors
/// The database's.
pub async fn disable(on: &impl ConnectionTrait, id: &str, reason: &str) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::IsEnabled, Expr::value(false))
        .col_expr(Column::DisabledReason, Expr::value(Some(reason.to_string())))
        .filter(Column::Id.eq(id))
        .exec(on)
        .await?;
    Ok(())
}
