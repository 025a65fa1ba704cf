//! Exports: asked for, made by whoever has the lease, kept for a while.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use ulam_contracts::blob::BlobReference;
use ulam_contracts::results::{Artifact, ArtifactState, ExportRequest};
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::{new_id, now_us, rfc3339};
use ulam_platform::store::{Store, Transaction};

use super::entities::artifact;

const PENDING: &str = "pending";
const READY: &str = "ready";
const FAILED: &str = "failed";
/// Artifacts of a result that are listed.
const LISTED_MAX: u64 = 50;

/// An artifact as clients see it.
pub(crate) fn artifact_of(store: &Store, row: &artifact::Model) -> Result<Artifact, ApiError> {
    let request = request_of(store, row)?;
    let blob: Option<BlobReference> = row.blob.as_deref().map(serde_json::from_str).transpose()?;
    let state = match row.state.as_str() {
        READY => ArtifactState::Ready,
        FAILED => ArtifactState::Failed,
        _ => ArtifactState::Pending,
    };
    let download = format!("/api/v2/results/{}/artifacts/{}/download", row.result_id, row.id);
    Ok(Artifact {
        id: row.id.clone(),
        result_id: row.result_id.clone(),
        format: request.format,
        state,
        message: store.unsealed_perhaps(row.message.as_ref())?,
        file_name: store.unsealed(&row.file_name)?,
        bytes: blob.as_ref().map(|blob| blob.bytes),
        download_path: blob.map(|_| download),
        created_at: rfc3339(row.created_us),
        expires_at: Some(rfc3339(row.expires_us)),
    })
}

/// What was asked for.
pub(crate) fn request_of(store: &Store, row: &artifact::Model) -> Result<ExportRequest, ApiError> {
    Ok(serde_json::from_str(&store.unsealed(&row.request)?)?)
}

fn kept(scope: &Scope) -> Condition {
    Condition::all()
        .add(artifact::Column::TenantId.eq(scope.tenant_id()))
        .add(artifact::Column::ExpiresUs.gt(now_us()))
}

/// Exports of the tenant that are not made yet.
pub(crate) async fn pending_artifacts(store: &Store, scope: &Scope) -> Result<u64, DbErr> {
    let of_tenant = kept(scope).add(artifact::Column::State.eq(PENDING));
    artifact::Entity::find().filter(of_tenant).count(store.reader()).await
}

/// Notes an export that is asked for.
pub(crate) async fn insert_artifact(
    transaction: &Transaction,
    scope: &Scope,
    result_id: &str,
    request: &ExportRequest,
    file_name: String,
    expires_us: i64,
) -> Result<artifact::Model, ApiError> {
    let row = artifact::Model {
        id: new_id(),
        result_id: result_id.to_string(),
        tenant_id: scope.tenant_id().to_string(),
        request: transaction.sealed(&serde_json::to_string(request)?)?,
        state: PENDING.to_string(),
        message: None,
        file_name: transaction.sealed(&file_name)?,
        blob: None,
        created_by: scope.subject().to_string(),
        created_us: now_us(),
        expires_us,
        leased_until_us: None,
        attempts: 0,
    };
    let active: artifact::ActiveModel = row.clone().into();
    artifact::Entity::insert(active.reset_all()).exec_without_returning(&**transaction).await?;
    Ok(row)
}

/// An export of a result.
pub(crate) async fn get_artifact(
    store: &Store,
    scope: &Scope,
    result_id: &str,
    id: &str,
) -> Result<artifact::Model, ApiError> {
    let found = artifact::Entity::find_by_id(id)
        .filter(kept(scope).add(artifact::Column::ResultId.eq(result_id)))
        .one(store.reader())
        .await?;
    found.ok_or_else(|| ApiError::not_found("export"))
}

/// The exports of a result, the newest first.
pub(crate) async fn artifacts_of(
    store: &Store,
    scope: &Scope,
    result_id: &str,
) -> Result<Vec<artifact::Model>, DbErr> {
    artifact::Entity::find()
        .filter(kept(scope).add(artifact::Column::ResultId.eq(result_id)))
        .order_by_desc(artifact::Column::CreatedUs)
        .limit(LISTED_MAX)
        .all(store.reader())
        .await
}

fn is_free(now: i64) -> Condition {
    Condition::any()
        .add(artifact::Column::LeasedUntilUs.is_null())
        .add(artifact::Column::LeasedUntilUs.lt(now))
}

/// Takes the export that waits longest, of any tenant, until the lease ends: nobody else makes it
/// meanwhile. Each has a scope of its own once it is taken.
pub(crate) async fn take_artifact(
    store: &Store,
    lease_us: i64,
) -> Result<Option<artifact::Model>, DbErr> {
    let now = now_us();
    let waiting = Condition::all().add(artifact::Column::State.eq(PENDING)).add(is_free(now));
    let oldest = artifact::Entity::find()
        .filter(waiting)
        .order_by_asc(artifact::Column::CreatedUs)
        .one(store.reader())
        .await?;
    let Some(mut row) = oldest else { return Ok(None) };
    let transaction = store.transaction().await?;
    let taken = artifact::Entity::update_many()
        .col_expr(artifact::Column::LeasedUntilUs, Expr::value(now + lease_us))
        .col_expr(artifact::Column::Attempts, Expr::col(artifact::Column::Attempts).add(1))
        .filter(artifact::Column::Id.eq(&row.id))
        .filter(artifact::Column::State.eq(PENDING))
        .filter(is_free(now))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    row.attempts += 1;
    // Where another was faster, there may be a next one.
    Ok((taken.rows_affected > 0).then_some(row))
}

/// Prolongs the lease of an export that is being made.
pub(crate) async fn keep_artifact(store: &Store, id: &str, lease_us: i64) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    artifact::Entity::update_many()
        .col_expr(artifact::Column::LeasedUntilUs, Expr::value(now_us() + lease_us))
        .filter(artifact::Column::Id.eq(id))
        .filter(artifact::Column::State.eq(PENDING))
        .exec(&*transaction)
        .await?;
    transaction.commit().await
}

/// How the making of an export ended.
pub(crate) enum Made {
    /// Its content, and what it doesn't hold.
    Ready(BlobReference, Option<String>),
    /// Why it can't be made.
    Failed(String),
    /// It may go better later, after this many microseconds.
    Later(i64),
}

/// Notes how the making of an export ended; false if the export isn't there any more, or was ended by
/// another.
pub(crate) async fn end_artifact(
    transaction: &Transaction,
    id: &str,
    made: &Made,
) -> Result<bool, ApiError> {
    let mut change = artifact::ActiveModel { ..Default::default() };
    match made {
        Made::Ready(blob, message) => {
            change.state = Set(READY.to_string());
            change.blob = Set(Some(serde_json::to_string(blob)?));
            change.message = Set(transaction.sealed_perhaps(message.as_deref())?);
            change.leased_until_us = Set(None);
        }
        Made::Failed(message) => {
            change.state = Set(FAILED.to_string());
            change.message = Set(Some(transaction.sealed(message)?));
            change.leased_until_us = Set(None);
        }
        Made::Later(wait_us) => change.leased_until_us = Set(Some(now_us() + wait_us)),
    }
    let ended = artifact::Entity::update_many()
        .set(change)
        .filter(artifact::Column::Id.eq(id))
        .filter(artifact::Column::State.eq(PENDING))
        .exec(&**transaction)
        .await?;
    Ok(ended.rows_affected > 0)
}
