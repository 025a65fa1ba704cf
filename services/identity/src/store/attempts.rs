//! Failed attempts to sign in.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::entities::attempt;
use crate::domain::brute_force::{FORGOTTEN_AFTER_US, Policy};

/// Counts an attempt as failed before it is made, so that many at once count too. The microseconds to
/// wait where it may not be made now; then it isn't counted.
///
/// # Errors
/// The database's.
pub async fn begin(
    on: &impl ConnectionTrait,
    subject: &str,
    policy: Policy,
    now_us: i64,
) -> Result<Option<i64>, DbErr> {
    let known = attempt::Entity::find_by_id(subject).one(on).await?;
    let failures_before = match &known {
        Some(row) if row.blocked_until_us > now_us => {
            return Ok(Some(row.blocked_until_us - now_us));
        }
        Some(row) if now_us - row.last_us < FORGOTTEN_AFTER_US => row.failures,
        _ => 0,
    };
    let failures = failures_before + 1;
    let row = attempt::ActiveModel {
        subject: Set(subject.to_string()),
        failures: Set(failures),
        last_us: Set(now_us),
        blocked_until_us: Set(now_us + policy.wait_us(failures)),
    };
    let mut replace = OnConflict::column(attempt::Column::Subject);
    replace.update_columns([
        attempt::Column::Failures,
        attempt::Column::LastUs,
        attempt::Column::BlockedUntilUs,
    ]);
    attempt::Entity::insert(row).on_conflict(replace).exec_without_returning(on).await?;
    Ok(None)
}

/// Forgets failures: the attempt was a success.
///
/// # Errors
/// The database's.
pub async fn forget(on: &impl ConnectionTrait, subject: &str) -> Result<(), DbErr> {
    attempt::Entity::delete_by_id(subject).exec(on).await?;
    Ok(())
}

/// Takes one failure back: the attempt was a success, but others from the same address weren't.
///
/// # Errors
/// The database's.
pub async fn take_back(on: &impl ConnectionTrait, subject: &str) -> Result<(), DbErr> {
    use sea_orm::sea_query::{Expr, ExprTrait};
    attempt::Entity::update_many()
        .col_expr(attempt::Column::Failures, Expr::col(attempt::Column::Failures).sub(1))
        .filter(attempt::Column::Subject.eq(subject))
        .filter(attempt::Column::Failures.gt(0))
        .exec(on)
        .await?;
    Ok(())
}

/// Removes what is old.
///
/// # Errors
/// The database's.
pub async fn clean(on: &impl ConnectionTrait, now_us: i64) -> Result<(), DbErr> {
    attempt::Entity::delete_many()
        .filter(attempt::Column::LastUs.lt(now_us - FORGOTTEN_AFTER_US))
        .filter(attempt::Column::BlockedUntilUs.lt(now_us))
        .exec(on)
        .await?;
    Ok(())
}
