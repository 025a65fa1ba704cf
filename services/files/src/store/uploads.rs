//! Resumable uploads and their parts.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use ulam_contracts::blob::BlobReference;
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::now_us;
use ulam_platform::store::Store;

use super::entities::{part, upload};
use super::{blob_of, signed};

/// How long making the file of an upload may take before another process takes it up.
const LEASE_US: i64 = 5 * 60 * 1_000_000;

/// Adds an upload.
///
/// # Errors
/// The database's.
pub async fn insert_upload(store: &Store, row: upload::Model) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    upload::Entity::insert(row.into_active_model()).exec_without_returning(&*transaction).await?;
    transaction.commit().await
}

/// Unfinished uploads of a tenant.
///
/// # Errors
/// The database's.
pub async fn unfinished(
    store: &Store,
    scope: &Scope,
    most: u64,
) -> Result<Vec<upload::Model>, DbErr> {
    upload::Entity::find()
        .filter(upload::Column::TenantId.eq(scope.tenant_id()))
        .filter(upload::Column::FileId.is_null())
        .filter(upload::Column::ExpiresUs.gt(now_us()))
        .limit(most)
        .all(store.reader())
        .await
}

/// An upload, which only who began it may see.
///
/// # Errors
/// 404, also once it expired.
pub async fn upload_of(store: &Store, scope: &Scope, id: &str) -> Result<upload::Model, ApiError> {
    let found = upload::Entity::find_by_id(id.to_string())
        .filter(upload::Column::TenantId.eq(scope.tenant_id()))
        .filter(upload::Column::CreatedBy.eq(scope.subject()))
        .filter(upload::Column::ExpiresUs.gt(now_us()))
        .one(store.reader())
        .await?;
    found.ok_or_else(|| ApiError::not_found("upload"))
}

/// Adds bytes to an upload at its offset; false if the offset has moved since.
///
/// # Errors
/// The database's.
pub async fn append(
    store: &Store,
    scope: &Scope,
    id: &str,
    offset: u64,
    blobs: &[BlobReference],
    expires_us: i64,
) -> Result<bool, ApiError> {
    let transaction = store.transaction().await?;
    let mut end = offset;
    for blob in blobs {
        let row = part::Model {
            upload_id: id.to_string(),
            offset_bytes: signed(end),
            blob: serde_json::to_string(blob)?,
        };
        end += blob.bytes;
        match part::Entity::insert(row.into_active_model())
            .exec_without_returning(&*transaction)
            .await
        {
            Err(error) if ulam_platform::store::is_duplicate(&error) => return Ok(false),
            inserted => inserted?,
        };
    }
    let moved = upload::Entity::update_many()
        .col_expr(upload::Column::OffsetBytes, Expr::value(signed(end)))
        .col_expr(upload::Column::ExpiresUs, Expr::value(expires_us))
        .filter(upload::Column::Id.eq(id))
        .filter(upload::Column::TenantId.eq(scope.tenant_id()))
        .filter(upload::Column::OffsetBytes.eq(signed(offset)))
        .exec(&*transaction)
        .await?;
    if moved.rows_affected == 0 {
        return Ok(false);
    }
    transaction.commit().await?;
    Ok(true)
}

/// Where the bytes of an upload are, in order.
///
/// # Errors
/// The database's.
pub async fn parts_of(store: &Store, id: &str) -> Result<Vec<BlobReference>, ApiError> {
    let rows = part::Entity::find()
        .filter(part::Column::UploadId.eq(id))
        .order_by_asc(part::Column::OffsetBytes)
        .all(store.reader())
        .await?;
    rows.iter().map(|row| blob_of(&row.blob)).collect()
}

/// Takes an upload whose bytes are all there, to make its file; false if another process has.
///
/// # Errors
/// The database's.
pub async fn take_complete(store: &Store, id: &str) -> Result<bool, DbErr> {
    let now = now_us();
    let transaction = store.transaction().await?;
    let taken = upload::Entity::update_many()
        .col_expr(upload::Column::LeasedUntilUs, Expr::value(now + LEASE_US))
        .filter(upload::Column::Id.eq(id))
        .filter(upload::Column::FileId.is_null())
        .filter(upload::Column::Failure.is_null())
        .filter(upload::Column::LeasedUntilUs.lte(now))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(taken.rows_affected > 0)
}

/// Uploads whose bytes are all there, but whose file nobody is making: a process crashed.
///
/// # Errors
/// The database's.
pub async fn complete_without_file(store: &Store, most: u64) -> Result<Vec<upload::Model>, DbErr> {
    let complete = ExprTrait::eq(
        Expr::col(upload::Column::OffsetBytes),
        Expr::col(upload::Column::LengthBytes),
    );
    upload::Entity::find()
        .filter(complete)
        .filter(upload::Column::FileId.is_null())
        .filter(upload::Column::Failure.is_null())
        // One that was never taken may be about to be.
        .filter(upload::Column::LeasedUntilUs.lte(now_us()))
        .limit(most)
        .all(store.reader())
        .await
}

/// Notes what became of an upload; its parts are needed no longer.
///
/// # Errors
/// The database's.
pub async fn note_finished(
    store: &Store,
    id: &str,
    outcome: Result<&str, &str>,
) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    upload::Entity::update_many()
        .col_expr(upload::Column::FileId, Expr::value(outcome.ok().map(str::to_string)))
        .col_expr(upload::Column::Failure, Expr::value(transaction.sealed_perhaps(outcome.err())?))
        .filter(upload::Column::Id.eq(id))
        .exec(&*transaction)
        .await?;
    part::Entity::delete_many().filter(part::Column::UploadId.eq(id)).exec(&*transaction).await?;
    transaction.commit().await
}

/// Uploads that expired, of all tenants.
///
/// # Errors
/// The database's.
pub async fn expired(store: &Store, most: u64) -> Result<Vec<upload::Model>, DbErr> {
    let now = now_us();
    let due = Condition::all()
        .add(upload::Column::ExpiresUs.lte(now))
        .add(upload::Column::LeasedUntilUs.lte(now));
    upload::Entity::find().filter(due).limit(most).all(store.reader()).await
}

/// Forgets an upload, whose parts' blobs are gone.
///
/// # Errors
/// The database's.
pub async fn forget_upload(store: &Store, id: &str) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    part::Entity::delete_many().filter(part::Column::UploadId.eq(id)).exec(&*transaction).await?;
    upload::Entity::delete_by_id(id.to_string()).exec(&*transaction).await?;
    transaction.commit().await
}
