//! What has had its time, and what of it goes.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use ulam_contracts::blob::BlobReference;
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::now_us;
use ulam_platform::store::{Store, Transaction};

use super::entities::{artifact, link, result};

/// Rows looked at together.
const ROWS_AT_ONCE: u64 = 50;

/// Ends a result's time: nobody sees it any more, and its samples go soon after.
pub(crate) async fn expire_now(
    transaction: &Transaction,
    scope: &Scope,
    id: &str,
) -> Result<(), DbErr> {
    let now = now_us();
    result::Entity::update_many()
        .col_expr(result::Column::ExpiresUs, Expr::value(Some(now)))
        .filter(result::Column::Id.eq(id))
        .filter(result::Column::TenantId.eq(scope.tenant_id()))
        .exec(&**transaction)
        .await?;
    artifact::Entity::update_many()
        .col_expr(artifact::Column::ExpiresUs, Expr::value(now))
        .filter(artifact::Column::ResultId.eq(id))
        .filter(artifact::Column::TenantId.eq(scope.tenant_id()))
        .exec(&**transaction)
        .await?;
    link::Entity::delete_many()
        .filter(link::Column::ResultId.eq(id))
        .filter(link::Column::TenantId.eq(scope.tenant_id()))
        .exec(&**transaction)
        .await?;
    Ok(())
}

/// Something whose time is over, of any tenant, with the bytes that go with it.
pub(crate) struct Expired {
    id: String,
    /// Its bytes.
    pub(crate) blobs: Vec<BlobReference>,
}

/// Some exports whose time is over.
pub(crate) async fn expired_artifacts(store: &Store) -> Result<Vec<Expired>, ApiError> {
    let rows = artifact::Entity::find()
        .filter(artifact::Column::ExpiresUs.lte(now_us()))
        .order_by_asc(artifact::Column::ExpiresUs)
        .limit(ROWS_AT_ONCE)
        .all(store.reader())
        .await?;
    let expired = |row: artifact::Model| -> Result<Expired, ApiError> {
        let blob: Option<BlobReference> =
            row.blob.as_deref().map(serde_json::from_str).transpose()?;
        Ok(Expired { id: row.id, blobs: blob.into_iter().collect() })
    };
    rows.into_iter().map(expired).collect()
}

/// Some results whose time is over.
pub(crate) async fn expired_results(store: &Store) -> Result<Vec<Expired>, ApiError> {
    let rows = result::Entity::find()
        .filter(result::Column::ExpiresUs.lte(now_us()))
        .order_by_asc(result::Column::ExpiresUs)
        .limit(ROWS_AT_ONCE)
        .all(store.reader())
        .await?;
    let expired = |row: result::Model| -> Result<Expired, ApiError> {
        Ok(Expired { blobs: super::run_of(store, &row)?.samples, id: row.id })
    };
    rows.into_iter().map(expired).collect()
}

/// Forgets exports whose bytes are gone.
pub(crate) async fn remove_artifacts(store: &Store, expired: &[Expired]) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    artifact::Entity::delete_many()
        .filter(artifact::Column::Id.is_in(expired.iter().map(|one| one.id.as_str())))
        .exec(&*transaction)
        .await?;
    transaction.commit().await
}

/// Forgets results whose bytes are gone, and their links.
pub(crate) async fn remove_results(store: &Store, expired: &[Expired]) -> Result<(), DbErr> {
    let ids: Vec<&str> = expired.iter().map(|one| one.id.as_str()).collect();
    let transaction = store.transaction().await?;
    link::Entity::delete_many()
        .filter(link::Column::ResultId.is_in(ids.clone()))
        .exec(&*transaction)
        .await?;
    result::Entity::delete_many().filter(result::Column::Id.is_in(ids)).exec(&*transaction).await?;
    transaction.commit().await
}
