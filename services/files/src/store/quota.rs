//! Bytes that tenants use, and those set aside for uploads that are under way.
//!
//! An upload reserves before it writes and settles in the transaction that makes its file, so that
//! uploads at the same time can't go over the limit together. A reservation of a process that crashed
//! ends by itself.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::{new_id, now_us};
use ulam_platform::store::{Store, Transaction};

use super::entities::{quota, reservation};
use super::{signed, unsigned};

/// Reservations end after this time: longer than any request lasts.
const RESERVATION_US: i64 = 2 * 3_600 * 1_000_000;

/// Bytes set aside for one upload.
#[derive(Clone, Debug)]
pub struct Reservation {
    pub id: String,
    pub tenant_id: String,
    pub bytes: u64,
}

/// Sets bytes aside, or more for a reservation that is there.
///
/// # Errors
/// 413 if the tenant's quota has not so many left.
pub async fn reserve(
    store: &Store,
    scope: &Scope,
    earlier: Option<Reservation>,
    bytes: u64,
    default_limit: u64,
) -> Result<Reservation, ApiError> {
    let tenant_id = scope.tenant_id();
    let transaction = store.transaction().await?;
    let fresh = quota::ActiveModel {
        tenant_id: Set(tenant_id.to_string()),
        used_bytes: Set(0),
        reserved_bytes: Set(0),
        limit_bytes: Set(None),
    };
    let known = OnConflict::column(quota::Column::TenantId).do_nothing().to_owned();
    quota::Entity::insert(fresh).on_conflict(known).exec_without_returning(&*transaction).await?;
    let limit = limit_of(&*transaction, tenant_id, default_limit).await?;
    let room = signed(limit).saturating_sub(signed(bytes));
    let taken = Expr::col(quota::Column::UsedBytes).add(Expr::col(quota::Column::ReservedBytes));
    let updated = quota::Entity::update_many()
        .col_expr(
            quota::Column::ReservedBytes,
            Expr::col(quota::Column::ReservedBytes).add(signed(bytes)),
        )
        .filter(quota::Column::TenantId.eq(tenant_id))
        .filter(taken.lte(room))
        .exec(&*transaction)
        .await?;
    if updated.rows_affected == 0 {
        let detail = format!(
            "Your organisation's storage of {limit} bytes has no room for {bytes} more. Delete files that \
             are no longer needed, or ask for more storage."
        );
        return Err(ProblemKind::QuotaExceeded.problem(detail).into());
    }
    let reservation = match earlier {
        Some(earlier) => {
            let bytes = earlier.bytes.saturating_add(bytes);
            reservation::Entity::update_many()
                .col_expr(reservation::Column::Bytes, Expr::value(signed(bytes)))
                .filter(reservation::Column::Id.eq(&earlier.id))
                .exec(&*transaction)
                .await?;
            Reservation { bytes, ..earlier }
        }
        None => {
            let row = reservation::ActiveModel {
                id: Set(new_id()),
                tenant_id: Set(tenant_id.to_string()),
                bytes: Set(signed(bytes)),
                expires_us: Set(now_us() + RESERVATION_US),
            };
            let id = row.id.clone().take().unwrap_or_default();
            reservation::Entity::insert(row).exec_without_returning(&*transaction).await?;
            Reservation { id, tenant_id: tenant_id.to_string(), bytes }
        }
    };
    transaction.commit().await?;
    Ok(reservation)
}

async fn limit_of(
    connection: &impl ConnectionTrait,
    tenant_id: &str,
    default_limit: u64,
) -> Result<u64, DbErr> {
    let row = quota::Entity::find_by_id(tenant_id.to_string()).one(connection).await?;
    Ok(row.and_then(|row| row.limit_bytes).map_or(default_limit, unsigned))
}

/// Ends a reservation: `used` bytes of it were really used.
///
/// # Errors
/// The database's.
pub async fn settle(
    transaction: &Transaction,
    reservation: &Reservation,
    used: u64,
) -> Result<(), DbErr> {
    let deleted =
        reservation::Entity::delete_by_id(reservation.id.clone()).exec(&**transaction).await?;
    let reserved = if deleted.rows_affected > 0 { reservation.bytes } else { 0 };
    change(transaction, &reservation.tenant_id, signed(used), -signed(reserved)).await
}

/// Gives a reservation back: nothing of it was used.
///
/// # Errors
/// The database's.
pub async fn release(store: &Store, reservation: &Reservation) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    settle(&transaction, reservation, 0).await?;
    transaction.commit().await
}

/// Notes that bytes are used no longer.
///
/// # Errors
/// The database's.
pub async fn give_back(
    transaction: &Transaction,
    tenant_id: &str,
    bytes: u64,
) -> Result<(), DbErr> {
    change(transaction, tenant_id, -signed(bytes), 0).await
}

async fn change(
    transaction: &Transaction,
    tenant_id: &str,
    used: i64,
    reserved: i64,
) -> Result<(), DbErr> {
    quota::Entity::update_many()
        .col_expr(quota::Column::UsedBytes, Expr::col(quota::Column::UsedBytes).add(used))
        .col_expr(
            quota::Column::ReservedBytes,
            Expr::col(quota::Column::ReservedBytes).add(reserved),
        )
        .filter(quota::Column::TenantId.eq(tenant_id))
        .exec(&**transaction)
        .await?;
    Ok(())
}

/// Ends reservations of processes that crashed.
///
/// # Errors
/// The database's.
pub async fn release_expired(store: &Store) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    let due = reservation::Entity::find()
        .filter(reservation::Column::ExpiresUs.lt(now_us()))
        .all(&*transaction)
        .await?;
    for row in due {
        let bytes = unsigned(row.bytes);
        settle(&transaction, &Reservation { id: row.id, tenant_id: row.tenant_id, bytes }, 0)
            .await?;
    }
    transaction.commit().await
}

/// Bytes that a tenant uses, and its limit.
///
/// # Errors
/// The database's.
pub async fn usage(store: &Store, scope: &Scope, default_limit: u64) -> Result<(u64, u64), DbErr> {
    let row = quota::Entity::find_by_id(scope.tenant_id().to_string()).one(store.reader()).await?;
    let limit = row.as_ref().and_then(|row| row.limit_bytes).map_or(default_limit, unsigned);
    Ok((row.map_or(0, |row| unsigned(row.used_bytes)), limit))
}
