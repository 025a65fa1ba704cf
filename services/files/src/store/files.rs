//! Files and their versions.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DbErr, EntityTrait, FromQueryResult, IntoActiveModel,
    Order as SqlOrder, QueryFilter, QueryOrder, QuerySelect,
};
use ulam_contracts::blob::BlobReference;
use ulam_contracts::files::{
    ExtractedMetadata, FileDeleted, FileKind, FileProcessed, FileSort, FileState, FileUploaded,
    ListFilesQuery, ScanResult,
};
use ulam_contracts::page::Order;
use ulam_platform::access::{Keys, Scope};
use ulam_platform::audit::Entry;
use ulam_platform::http::{ApiError, Cursor, page_limit};
use ulam_platform::identifier::{now_us, rfc3339};
use ulam_platform::store::{Store, Transaction};

use super::entities::{file, link, permission, version};
use super::{Reservation, blob_of, give_back, name_of, settle, signed, unsigned, value_of};
use crate::access;

/// Accesses granted to a caller, by file.
pub type Granted = HashMap<String, Vec<String>>;

/// How long looking through a version may take before another process takes it up.
const LEASE_US: i64 = 10 * 60 * 1_000_000;
/// Times that looking through a version is begun: a content that ends the process must not do so for
/// ever.
const ATTEMPTS_MAX: i32 = 3;
/// What metadata are sealed for.
const METADATA_SEALED_FOR: &str = "file metadata";
/// Between the sort key and the name in cursors of lists sorted by name.
const CURSOR_SEPARATOR: char = '|';

/// What an upload brought.
#[derive(Clone, Debug)]
pub struct Content {
    pub name: String,
    pub kind: FileKind,
    pub content_type: String,
    pub blob: BlobReference,
    pub scan: ScanResult,
    pub state: FileState,
    pub state_reason: Option<String>,
    pub description: Option<String>,
    pub tags: Vec<String>,
    pub comment: Option<String>,
}

fn search_text(name: &str, description: Option<&str>) -> String {
    format!("{name}\n{}", description.unwrap_or_default()).to_lowercase()
}

/// Adds a file, settles its reservation, and says so.
///
/// # Errors
/// The database's.
pub async fn insert_file(
    transaction: &Transaction,
    scope: &Scope,
    id: &str,
    created_by: &str,
    content: &Content,
    reservation: &Reservation,
) -> Result<file::Model, ApiError> {
    let now = now_us();
    let row = file::Model {
        id: id.to_string(),
        tenant_id: scope.tenant_id().to_string(),
        name: content.name.clone(),
        search_text: search_text(&content.name, content.description.as_deref()),
        kind: name_of(&content.kind),
        content_type: content.content_type.clone(),
        bytes: signed(content.blob.bytes),
        sha256: content.blob.sha256.clone(),
        state: name_of(&content.state),
        state_reason: content.state_reason.clone(),
        version: 1,
        description: content.description.clone(),
        tags: serde_json::to_string(&content.tags)?,
        created_us: now,
        updated_us: now,
        created_by: created_by.to_string(),
        purge_us: None,
        workbook_id: None,
    };
    file::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(&**transaction)
        .await?;
    insert_version(transaction, scope, &row, created_by, content, reservation).await?;
    Ok(row)
}

/// Adds a version to a file, settles its reservation, and says so.
///
/// # Errors
/// The database's; 409 if another version was added at the same time.
pub async fn add_version(
    transaction: &Transaction,
    scope: &Scope,
    file: &file::Model,
    created_by: &str,
    content: &Content,
    reservation: &Reservation,
) -> Result<file::Model, ApiError> {
    let mut row = file.clone();
    row.version += 1;
    row.kind = name_of(&content.kind);
    row.content_type = content.content_type.clone();
    row.bytes = signed(content.blob.bytes);
    row.sha256 = content.blob.sha256.clone();
    row.state = name_of(&content.state);
    row.state_reason = content.state_reason.clone();
    row.updated_us = now_us();
    row.workbook_id = None;
    let updated = file::Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(file::Column::Id.eq(&file.id))
        .filter(file::Column::TenantId.eq(scope.tenant_id()))
        .filter(file::Column::Version.eq(file.version))
        .filter(file::Column::State.ne(name_of(&FileState::Deleted)))
        .exec(&**transaction)
        .await?;
    if updated.rows_affected == 0 {
        let detail =
            "The file was changed at the same time. Look at it again and repeat the upload.";
        return Err(ulam_contracts::problem::ProblemKind::Conflict.problem(detail).into());
    }
    insert_version(transaction, scope, &row, created_by, content, reservation).await?;
    Ok(row)
}

async fn insert_version(
    transaction: &Transaction,
    scope: &Scope,
    file: &file::Model,
    created_by: &str,
    content: &Content,
    reservation: &Reservation,
) -> Result<(), ApiError> {
    let row = version::Model {
        file_id: file.id.clone(),
        version: file.version,
        tenant_id: file.tenant_id.clone(),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
        created_us: file.updated_us,
        created_by: created_by.to_string(),
        comment: transaction.sealed_perhaps(content.comment.as_deref())?,
        scan: name_of(&content.scan),
        blob: serde_json::to_string(&content.blob)?,
        metadata: None,
        is_waiting: content.state == FileState::Processing,
        attempts: 0,
        leased_until_us: 0,
    };
    version::Entity::insert(row.into_active_model()).exec_without_returning(&**transaction).await?;
    settle(transaction, reservation, content.blob.bytes).await?;
    let uploaded = FileUploaded {
        file_id: file.id.clone(),
        version: version_number(file.version),
        name: file.name.clone(),
        kind: content.kind,
        bytes: content.blob.bytes,
        sha256: content.blob.sha256.clone(),
        created_by: created_by.to_string(),
    };
    transaction.emit(scope, &file.id, uploaded).await?;
    Ok(())
}

/// A version's number as contracts have it.
pub fn version_number(version: i32) -> u32 {
    u32::try_from(version).unwrap_or(0)
}

/// A file that the caller may see, with what the caller may do.
///
/// # Errors
/// 404.
pub async fn file_with_access(
    store: &Store,
    scope: &Scope,
    id: &str,
) -> Result<(file::Model, ulam_contracts::sharing::Access), ApiError> {
    let found = file::Entity::find_by_id(id.to_string())
        .filter(access::visible(scope))
        .one(store.reader())
        .await?;
    let file = found.ok_or_else(|| ApiError::not_found("file"))?;
    let granted = granted(store, scope, std::slice::from_ref(&file)).await?;
    let access = access::access_to(scope, &file, &granted)?;
    Ok((file, access))
}

/// The grants on these files that concern the caller.
///
/// # Errors
/// The database's.
pub async fn granted(
    store: &Store,
    scope: &Scope,
    files: &[file::Model],
) -> Result<Granted, DbErr> {
    let rows = permission::Entity::find()
        .filter(access::grants_of(scope))
        .filter(permission::Column::FileId.is_in(files.iter().map(|file| file.id.clone())))
        .all(store.reader())
        .await?;
    let mut granted = Granted::new();
    for row in rows {
        granted.entry(row.file_id).or_default().push(row.access);
    }
    Ok(granted)
}

/// Those of these files that the caller may see.
///
/// # Errors
/// The database's.
pub async fn visible_of(
    store: &Store,
    scope: &Scope,
    ids: Vec<String>,
) -> Result<Vec<file::Model>, DbErr> {
    file::Entity::find()
        .filter(access::visible(scope))
        .filter(file::Column::Id.is_in(ids))
        .all(store.reader())
        .await
}

/// A file of the tenant, whoever asks.
///
/// # Errors
/// 404.
pub async fn file_of_tenant(
    store: &Store,
    scope: &Scope,
    id: &str,
) -> Result<file::Model, ApiError> {
    let found = file::Entity::find_by_id(id.to_string())
        .filter(file::Column::TenantId.eq(scope.tenant_id()))
        .one(store.reader())
        .await?;
    found.ok_or_else(|| ApiError::not_found("file"))
}

/// The versions of a file, the newest first.
///
/// # Errors
/// The database's.
pub async fn versions(
    store: &Store,
    scope: &Scope,
    file_id: &str,
) -> Result<Vec<version::Model>, DbErr> {
    version::Entity::find()
        .filter(version::Column::FileId.eq(file_id))
        .filter(version::Column::TenantId.eq(scope.tenant_id()))
        .order_by_desc(version::Column::Version)
        .all(store.reader())
        .await
}

/// A version of a file, the latest if none is asked for.
///
/// # Errors
/// 404.
pub async fn version_of(
    store: &Store,
    scope: &Scope,
    file: &file::Model,
    wanted: Option<u32>,
) -> Result<version::Model, ApiError> {
    let number = match wanted {
        None => file.version,
        Some(number) => i32::try_from(number).map_err(|_| ApiError::not_found("version"))?,
    };
    let found = version::Entity::find_by_id((file.id.clone(), number))
        .filter(version::Column::TenantId.eq(scope.tenant_id()))
        .one(store.reader())
        .await?;
    found.ok_or_else(|| ApiError::not_found("version"))
}

/// `%` and `_` in what is looked for are themselves.
fn containing(text: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}

/// One page of the files that the caller may see, and where the next one begins.
///
/// # Errors
/// 422 for a limit or cursor that is not valid.
pub async fn list(
    store: &Store,
    scope: &Scope,
    query: &ListFilesQuery,
) -> Result<(Vec<file::Model>, Option<String>), ApiError> {
    let limit = page_limit(query.limit)?;
    let mut find = file::Entity::find().filter(access::visible(scope));
    if let Some(text) = query.q.as_deref().filter(|text| !text.is_empty()) {
        find =
            find.filter(Expr::col(file::Column::SearchText).like(containing(&text.to_lowercase())));
    }
    if let Some(kind) = &query.kind {
        find = find.filter(file::Column::Kind.eq(name_of(kind)));
    }
    if let Some(tag) = &query.tag {
        find = find
            .filter(Expr::col(file::Column::Tags).like(containing(&serde_json::to_string(tag)?)));
    }
    let deleted = name_of(&FileState::Deleted);
    find = match &query.state {
        Some(state) => find.filter(file::Column::State.eq(name_of(state))),
        None => find.filter(file::Column::State.ne(deleted)),
    };
    if let Some(user) = &query.created_by {
        find = find.filter(file::Column::CreatedBy.eq(user));
    }
    let sort = query.sort.unwrap_or_default();
    let column = match sort {
        FileSort::UpdatedAt => file::Column::UpdatedUs,
        FileSort::CreatedAt => file::Column::CreatedUs,
        FileSort::Bytes => file::Column::Bytes,
        FileSort::Name => file::Column::Name,
    };
    let is_ascending = query.order == Some(Order::Ascending);
    if let Some(cursor) = Cursor::decoded(query.cursor.as_deref())? {
        let (id, name) = match cursor.id.split_once(CURSOR_SEPARATOR) {
            Some((id, name)) => (id.to_string(), Some(name.to_string())),
            None => (cursor.id, None),
        };
        let key = match (sort, name) {
            (FileSort::Name, Some(name)) => sea_orm::Value::from(name),
            (FileSort::Name, None) | (_, Some(_)) => {
                return Err(ApiError::invalid("cursor", "a cursor of a list in another order"));
            }
            _ => sea_orm::Value::from(cursor.time_us),
        };
        let (beyond, beyond_id) = match is_ascending {
            true => (column.gt(key.clone()), file::Column::Id.gt(id)),
            false => (column.lt(key.clone()), file::Column::Id.lt(id)),
        };
        let tied = Condition::all().add(column.eq(key)).add(beyond_id);
        find = find.filter(Condition::any().add(beyond).add(tied));
    }
    let order = if is_ascending { SqlOrder::Asc } else { SqlOrder::Desc };
    let find = find.order_by(column, order.clone()).order_by(file::Column::Id, order);
    let mut rows = find.limit(limit + 1).all(store.reader()).await?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    if rows.len() <= wanted {
        return Ok((rows, None));
    }
    rows.truncate(wanted);
    let next = rows.last().map(|last| {
        let cursor = match sort {
            FileSort::UpdatedAt => Cursor { time_us: last.updated_us, id: last.id.clone() },
            FileSort::CreatedAt => Cursor { time_us: last.created_us, id: last.id.clone() },
            FileSort::Bytes => Cursor { time_us: last.bytes, id: last.id.clone() },
            FileSort::Name => {
                Cursor { time_us: 0, id: format!("{}{CURSOR_SEPARATOR}{}", last.id, last.name) }
            }
        };
        cursor.encoded()
    });
    Ok((rows, next))
}

/// Changes what is said about a file.
///
/// # Errors
/// The database's.
pub async fn update(
    store: &Store,
    scope: &Scope,
    mut row: file::Model,
    name: Option<String>,
    description: Option<String>,
    tags: Option<Vec<String>>,
) -> Result<file::Model, ApiError> {
    if let Some(name) = name {
        row.name = name;
    }
    if let Some(description) = description {
        row.description = Some(description).filter(|description| !description.is_empty());
    }
    if let Some(tags) = tags {
        row.tags = serde_json::to_string(&tags)?;
    }
    row.search_text = search_text(&row.name, row.description.as_deref());
    let transaction = store.transaction().await?;
    file::Entity::update_many()
        .col_expr(file::Column::Name, Expr::value(row.name.clone()))
        .col_expr(file::Column::Description, Expr::value(row.description.clone()))
        .col_expr(file::Column::Tags, Expr::value(row.tags.clone()))
        .col_expr(file::Column::SearchText, Expr::value(row.search_text.clone()))
        .filter(file::Column::Id.eq(&row.id))
        .filter(file::Column::TenantId.eq(scope.tenant_id()))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(row)
}

/// Marks a file as deleted, to be purged later, and says so.
///
/// # Errors
/// The database's.
pub async fn mark_deleted(
    transaction: &Transaction,
    scope: &Scope,
    file: &file::Model,
    purge_us: i64,
) -> Result<(), ApiError> {
    let deleted = name_of(&FileState::Deleted);
    let updated = file::Entity::update_many()
        .col_expr(file::Column::State, Expr::value(deleted.clone()))
        .col_expr(file::Column::StateReason, Expr::value(None::<String>))
        .col_expr(file::Column::PurgeUs, Expr::value(purge_us))
        .filter(file::Column::Id.eq(&file.id))
        .filter(file::Column::TenantId.eq(scope.tenant_id()))
        .filter(file::Column::State.ne(deleted))
        .exec(&**transaction)
        .await?;
    if updated.rows_affected == 0 {
        return Ok(());
    }
    version::Entity::update_many()
        .col_expr(version::Column::IsWaiting, Expr::value(false))
        .filter(version::Column::FileId.eq(&file.id))
        .exec(&**transaction)
        .await?;
    link::Entity::delete_many()
        .filter(link::Column::FileId.eq(&file.id))
        .exec(&**transaction)
        .await?;
    let data = FileDeleted {
        file_id: file.id.clone(),
        name: file.name.clone(),
        deleted_by: Some(scope.subject().to_string()).filter(|subject| !subject.contains(':')),
        purge_at: rfc3339(purge_us),
    };
    transaction.emit(scope, &file.id, data).await?;
    transaction.record(Entry::by(scope, "file.deleted").about("file", &file.id));
    Ok(())
}

/// Files whose time has come, of all tenants.
///
/// # Errors
/// The database's.
pub async fn due_for_purge(store: &Store, most: u64) -> Result<Vec<file::Model>, DbErr> {
    file::Entity::find()
        .filter(file::Column::State.eq(name_of(&FileState::Deleted)))
        .filter(file::Column::PurgeUs.lte(now_us()))
        .limit(most)
        .all(store.reader())
        .await
}

/// Forgets a file, whose blobs are gone.
///
/// # Errors
/// The database's.
pub async fn forget(store: &Store, scope: &Scope, file_id: &str) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    // The file's row before its versions', as where one is looked through: the other way round the two
    // would wait for each other.
    file::Entity::find_by_id(file_id.to_string()).lock_exclusive().one(&*transaction).await?;
    let rows = version::Entity::find()
        .filter(version::Column::FileId.eq(file_id))
        .filter(version::Column::TenantId.eq(scope.tenant_id()))
        .all(&*transaction)
        .await?;
    let bytes = rows.iter().map(|row| unsigned(row.bytes)).sum();
    version::Entity::delete_many()
        .filter(version::Column::FileId.eq(file_id))
        .exec(&*transaction)
        .await?;
    permission::Entity::delete_many()
        .filter(permission::Column::FileId.eq(file_id))
        .exec(&*transaction)
        .await?;
    link::Entity::delete_many()
        .filter(link::Column::FileId.eq(file_id))
        .exec(&*transaction)
        .await?;
    let deleted = file::Entity::delete_by_id(file_id.to_string()).exec(&*transaction).await?;
    if deleted.rows_affected > 0 {
        give_back(&transaction, scope.tenant_id(), bytes).await?;
    }
    transaction.commit().await
}

/// Takes a version that waits to be looked through, so that no other process does.
///
/// # Errors
/// The database's.
pub async fn take_waiting(store: &Store) -> Result<Option<version::Model>, DbErr> {
    let now = now_us();
    let waiting = version::Entity::find()
        .filter(version::Column::IsWaiting.eq(true))
        .filter(version::Column::LeasedUntilUs.lte(now))
        .order_by_asc(version::Column::CreatedUs)
        .one(store.reader())
        .await?;
    let Some(row) = waiting else { return Ok(None) };
    let transaction = store.transaction().await?;
    let taken = version::Entity::update_many()
        .col_expr(version::Column::LeasedUntilUs, Expr::value(now + LEASE_US))
        .col_expr(version::Column::Attempts, Expr::value(row.attempts + 1))
        .filter(version::Column::FileId.eq(&row.file_id))
        .filter(version::Column::Version.eq(row.version))
        .filter(version::Column::LeasedUntilUs.eq(row.leased_until_us))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok((taken.rows_affected > 0).then_some(row))
}

/// Whether looking through a version was tried too often.
pub fn is_given_up(row: &version::Model) -> bool {
    row.attempts >= ATTEMPTS_MAX
}

/// What was found in a version. It holds samples of the content, and is sealed like it.
///
/// # Errors
/// What is kept can't be read.
pub fn metadata_of(
    keys: &Keys,
    row: &version::Model,
) -> Result<Option<ExtractedMetadata>, ApiError> {
    let Some(kept) = &row.metadata else { return Ok(None) };
    let opened = keys.open(METADATA_SEALED_FOR, kept);
    // Kept with another master key it is of no use, and can be extracted anew.
    Ok(opened.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// Notes what was found in a version, or why nothing was, and says so.
///
/// # Errors
/// The database's.
pub async fn note_processed(
    store: &Store,
    keys: &Keys,
    scope: &Scope,
    row: &version::Model,
    found: Result<&ExtractedMetadata, &str>,
) -> Result<(), ApiError> {
    let transaction = store.transaction().await?;
    let metadata = found.ok().map(serde_json::to_string).transpose()?;
    let metadata = metadata.map(|text| keys.seal(METADATA_SEALED_FOR, &text));
    // The file's row first, as where it is deleted: the other way round they would wait for each other;
    // and locked, so that no deletion in between is undone.
    let current = file::Entity::find_by_id(row.file_id.clone())
        .filter(file::Column::TenantId.eq(scope.tenant_id()))
        .lock_exclusive()
        .one(&*transaction)
        .await?;
    version::Entity::update_many()
        .col_expr(version::Column::Metadata, Expr::value(metadata))
        .col_expr(version::Column::IsWaiting, Expr::value(false))
        .filter(version::Column::FileId.eq(&row.file_id))
        .filter(version::Column::Version.eq(row.version))
        .exec(&*transaction)
        .await?;
    if let Some(file) = current {
        let before: FileState = value_of(&file.state)?;
        let (state, reason) = match found {
            Ok(_) => (FileState::Ready, None),
            Err(why) => (FileState::Failed, Some(why.to_string())),
        };
        let concerns_file = file.version == row.version
            && matches!(before, FileState::Processing | FileState::Ready | FileState::Failed);
        if concerns_file {
            file::Entity::update_many()
                .col_expr(file::Column::State, Expr::value(name_of(&state)))
                .col_expr(file::Column::StateReason, Expr::value(reason.clone()))
                .filter(file::Column::Id.eq(&file.id))
                .exec(&*transaction)
                .await?;
            let data = FileProcessed {
                file_id: file.id.clone(),
                version: version_number(row.version),
                name: file.name,
                state,
                state_reason: reason,
            };
            transaction.emit(scope, &file.id, data).await?;
        }
    }
    Ok(transaction.commit().await?)
}

/// Notes the workbook that a file was opened as.
///
/// # Errors
/// The database's.
pub async fn note_workbook(
    transaction: &Transaction,
    scope: &Scope,
    file_id: &str,
    version: u32,
    workbook_id: &str,
) -> Result<(), DbErr> {
    file::Entity::update_many()
        .col_expr(file::Column::WorkbookId, Expr::value(workbook_id.to_string()))
        .filter(file::Column::Id.eq(file_id))
        .filter(file::Column::TenantId.eq(scope.tenant_id()))
        .filter(file::Column::Version.eq(i32::try_from(version).unwrap_or(0)))
        .exec(&**transaction)
        .await?;
    Ok(())
}

/// All files of a tenant that aren't deleted.
///
/// # Errors
/// The database's.
pub async fn all_of_tenant(
    transaction: &Transaction,
    scope: &Scope,
) -> Result<Vec<file::Model>, DbErr> {
    file::Entity::find()
        .filter(file::Column::TenantId.eq(scope.tenant_id()))
        .filter(file::Column::State.ne(name_of(&FileState::Deleted)))
        .all(&**transaction)
        .await
}

/// Storage of files of one kind and state.
#[derive(Debug, FromQueryResult)]
pub struct UsageRow {
    pub kind: String,
    pub state: String,
    pub file_count: i64,
    pub version_count: i64,
    pub bytes: i64,
}

/// The storage that files take, by kind and state.
///
/// # Errors
/// The database's.
pub async fn usage_by_kind(store: &Store, scope: &Scope) -> Result<Vec<UsageRow>, DbErr> {
    let backend = store.reader().get_database_backend();
    // PostgreSQL's sum of bigints is numeric, hence the casts.
    let sql = "SELECT f.kind AS kind, f.state AS state, COUNT(DISTINCT f.id) AS file_count, \
        COUNT(*) AS version_count, CAST(COALESCE(SUM(v.bytes), 0) AS BIGINT) AS bytes \
        FROM file_metadata f JOIN file_versions v ON v.file_id = f.id \
        WHERE f.tenant_id = $1 GROUP BY f.kind, f.state ORDER BY f.kind";
    let statement =
        sea_orm::Statement::from_sql_and_values(backend, sql, [scope.tenant_id().into()]);
    UsageRow::find_by_statement(statement).all(store.reader()).await
}

/// Where the bytes of all versions of a file are.
///
/// # Errors
/// The database's.
pub async fn blobs_of_file(
    store: &Store,
    scope: &Scope,
    file_id: &str,
) -> Result<Vec<BlobReference>, ApiError> {
    versions(store, scope, file_id).await?.iter().map(|row| blob_of(&row.blob)).collect()
}
