//! What users used.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use ulam_platform::access::Scope;

use super::entities::usage;

/// Adds to what a user of the scope's tenant used in a month.
///
/// # Errors
/// The database's.
pub async fn add(
    on: &impl ConnectionTrait,
    scope: &Scope,
    user_id: &str,
    period_us: i64,
    metric: &str,
    amount: f64,
) -> Result<(), DbErr> {
    let row = usage::ActiveModel {
        tenant_id: Set(scope.tenant_id().to_string()),
        user_id: Set(user_id.to_string()),
        period_us: Set(period_us),
        metric: Set(metric.to_string()),
        amount: Set(amount),
    };
    let mut sum = OnConflict::columns([
        usage::Column::TenantId,
        usage::Column::UserId,
        usage::Column::PeriodUs,
        usage::Column::Metric,
    ]);
    sum.value(usage::Column::Amount, Expr::col((usage::Entity, usage::Column::Amount)).add(amount));
    usage::Entity::insert(row).on_conflict(sum).exec_without_returning(on).await?;
    Ok(())
}

/// What all users of the scope's tenant used in a month.
///
/// # Errors
/// The database's.
pub async fn of_period(
    on: &impl ConnectionTrait,
    scope: &Scope,
    period_us: i64,
) -> Result<Vec<usage::Model>, DbErr> {
    usage::Entity::find()
        .filter(usage::Column::TenantId.eq(scope.tenant_id()))
        .filter(usage::Column::PeriodUs.eq(period_us))
        .all(on)
        .await
}
