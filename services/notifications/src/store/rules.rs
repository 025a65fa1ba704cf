//! Alert rules.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use ulam_contracts::notifications::{AlertRule, AlertState, AlertSubject, Channel, Comparator};
use ulam_platform::access::Scope;
use ulam_platform::http::{ApiError, Cursor};
use ulam_platform::identifier::rfc3339;
use ulam_platform::store::Store;

use super::entities::rule::{ActiveModel, Column, Entity, Model};

fn of_scope(scope: &Scope) -> Condition {
    Condition::all().add(Column::TenantId.eq(scope.tenant_id()))
}

/// A value's JSON text without quotes: how enums are kept.
pub fn text_of(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_string()
}

fn of_text<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    Ok(serde_json::from_value(serde_json::Value::String(text.to_string()))?)
}

/// What a rule watches.
///
/// # Errors
/// A damaged row.
pub fn watched(row: &Model) -> Result<AlertSubject, ApiError> {
    Ok(serde_json::from_str(&row.watched)?)
}

/// How a rule compares.
///
/// # Errors
/// A damaged row.
pub fn comparator(row: &Model) -> Result<Comparator, ApiError> {
    of_text(&row.comparator)
}

/// How a rule's maker is told.
///
/// # Errors
/// A damaged row.
pub fn channels(row: &Model) -> Result<Vec<Channel>, ApiError> {
    Ok(serde_json::from_str(&row.channels)?)
}

/// A rule as clients see it.
///
/// # Errors
/// A damaged row.
pub fn described(store: &Store, row: Model) -> Result<AlertRule, ApiError> {
    Ok(AlertRule {
        subject: watched(&row)?,
        comparator: comparator(&row)?,
        channels: channels(&row)?,
        state: of_text::<AlertState>(&row.state)?,
        threshold: row.threshold,
        cooldown_seconds: row.cooldown_seconds,
        is_enabled: row.is_enabled,
        last_value: row.last_value,
        last_evaluated_at: row.last_evaluated_us.map(rfc3339),
        last_fired_at: row.last_fired_us.map(rfc3339),
        created_at: rfc3339(row.created_us),
        created_by: row.created_by,
        name: store.unsealed(&row.name)?,
        id: row.id,
    })
}

/// Adds a rule.
///
/// # Errors
/// The database's.
pub async fn insert(on: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(ActiveModel::from(row)).exec_without_returning(on).await?;
    Ok(())
}

/// A rule of the scope's tenant.
///
/// # Errors
/// The database's.
pub async fn find(
    on: &impl ConnectionTrait,
    scope: &Scope,
    id: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(of_scope(scope)).filter(Column::Id.eq(id)).one(on).await
}

/// A page of the rules of the scope's tenant, the newest first, and how many there are.
///
/// # Errors
/// The database's.
pub async fn page(
    on: &impl ConnectionTrait,
    scope: &Scope,
    after: Option<&Cursor>,
    limit: u64,
) -> Result<(Vec<Model>, u64), DbErr> {
    let total = Entity::find().filter(of_scope(scope)).count(on).await?;
    let mut condition = of_scope(scope);
    if let Some(cursor) = after {
        condition = condition.add(Column::Id.lt(&cursor.id));
    }
    Ok((
        Entity::find().filter(condition).order_by_desc(Column::Id).limit(limit).all(on).await?,
        total,
    ))
}

/// The rules of the scope's tenant that are looked at.
///
/// # Errors
/// The database's.
pub async fn enabled(on: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(of_scope(scope)).filter(Column::IsEnabled.eq(true)).all(on).await
}

/// Rules on metrics that weren't looked at since a time, of all tenants: for the worker that does.
///
/// # Errors
/// The database's.
pub async fn metric_rules_due(
    on: &impl ConnectionTrait,
    before_us: i64,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::IsEnabled.eq(true))
        .filter(Column::Watched.contains("\"kind\":\"metric\""))
        .filter(
            Condition::any()
                .add(Column::LastEvaluatedUs.is_null())
                .add(Column::LastEvaluatedUs.lt(before_us)),
        )
        .order_by_asc(Column::LastEvaluatedUs)
        .limit(limit)
        .all(on)
        .await
}

/// Writes a rule of the scope's tenant anew.
///
/// # Errors
/// The database's.
pub async fn update(on: &impl ConnectionTrait, scope: &Scope, row: &Model) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Name, Expr::value(row.name.clone()))
        .col_expr(Column::Comparator, Expr::value(row.comparator.clone()))
        .col_expr(Column::Threshold, Expr::value(row.threshold))
        .col_expr(Column::Channels, Expr::value(row.channels.clone()))
        .col_expr(Column::CooldownSeconds, Expr::value(row.cooldown_seconds))
        .col_expr(Column::IsEnabled, Expr::value(row.is_enabled))
        .col_expr(Column::State, Expr::value(row.state.clone()))
        .col_expr(Column::LastValue, Expr::value(row.last_value))
        .col_expr(Column::LastEvaluatedUs, Expr::value(row.last_evaluated_us))
        .col_expr(Column::LastFiredUs, Expr::value(row.last_fired_us))
        .filter(of_scope(scope))
        .filter(Column::Id.eq(&row.id))
        .exec(on)
        .await?;
    Ok(())
}

/// Removes a rule of the scope's tenant; false if there is none.
///
/// # Errors
/// The database's.
pub async fn remove(on: &impl ConnectionTrait, scope: &Scope, id: &str) -> Result<bool, DbErr> {
    let removed =
        Entity::delete_many().filter(of_scope(scope)).filter(Column::Id.eq(id)).exec(on).await?;
    Ok(removed.rows_affected == 1)
}
