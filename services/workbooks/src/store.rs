//! The service's tables. Every function takes a scope and keeps to its tenant.

mod migrations;
pub mod workbook;

pub use migrations::migrations;

use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, IntoActiveModel, Order as SqlOrder, QueryFilter,
    QueryOrder, QuerySelect,
};
use ulam_contracts::page::Order;
use ulam_contracts::workbooks::{
    BaseCaseBadge, ListWorkbooksQuery, WorkbookChecked, WorkbookOpened, WorkbookSort,
};
use ulam_platform::access::Scope;
use ulam_platform::http::{ApiError, Cursor};
use ulam_platform::identifier::now_us;
use ulam_platform::store::{Store, Transaction};

/// How long opening may take before another process takes it up.
const LEASE_US: i64 = 3 * 60 * 1_000_000;
/// Times that opening is begun: a file that ends the process must not do so for ever.
const ATTEMPTS_MAX: i32 = 3;
/// Between id and name in cursors of lists sorted by name.
const CURSOR_SEPARATOR: char = '|';

/// A value of a contract as its name in the database: `ready`, `xlsx`.
pub fn name_of<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The value of a name that [`name_of`] wrote.
///
/// # Errors
/// A row that this program did not write.
pub fn value_of<T: serde::de::DeserializeOwned>(name: &str) -> Result<T, ApiError> {
    serde_json::from_value(serde_json::Value::String(name.to_string())).map_err(ApiError::from)
}

/// Adds a workbook; false if the file's version is one already.
///
/// # Errors
/// The database's.
pub async fn insert(store: &Store, row: workbook::Model) -> Result<bool, DbErr> {
    let transaction = store.transaction().await?;
    match workbook::Entity::insert(row.into_active_model())
        .exec_without_returning(&*transaction)
        .await
    {
        Err(error) if ulam_platform::store::is_duplicate(&error) => return Ok(false),
        inserted => inserted?,
    };
    transaction.commit().await?;
    Ok(true)
}

/// The workbook of a file's version.
///
/// # Errors
/// The database's.
pub async fn of_version(
    store: &Store,
    scope: &Scope,
    file_id: &str,
    version: i32,
) -> Result<Option<workbook::Model>, DbErr> {
    workbook::Entity::find()
        .filter(workbook::Column::TenantId.eq(scope.tenant_id()))
        .filter(workbook::Column::FileId.eq(file_id))
        .filter(workbook::Column::FileVersion.eq(version))
        .one(store.reader())
        .await
}

/// A workbook of the tenant.
///
/// # Errors
/// 404.
pub async fn of_id(store: &Store, scope: &Scope, id: &str) -> Result<workbook::Model, ApiError> {
    let found = workbook::Entity::find_by_id(id.to_string())
        .filter(workbook::Column::TenantId.eq(scope.tenant_id()))
        .one(store.reader())
        .await?;
    found.ok_or_else(|| ApiError::not_found("workbook"))
}

/// Deletes a workbook: its file stays.
///
/// # Errors
/// The database's.
pub async fn delete(store: &Store, scope: &Scope, id: &str) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    workbook::Entity::delete_many()
        .filter(workbook::Column::Id.eq(id))
        .filter(workbook::Column::TenantId.eq(scope.tenant_id()))
        .exec(&*transaction)
        .await?;
    transaction.commit().await
}

/// Deletes the workbooks of a file.
///
/// # Errors
/// The database's.
pub async fn delete_of_file(
    transaction: &Transaction,
    scope: &Scope,
    file_id: &str,
) -> Result<(), DbErr> {
    workbook::Entity::delete_many()
        .filter(workbook::Column::FileId.eq(file_id))
        .filter(workbook::Column::TenantId.eq(scope.tenant_id()))
        .exec(&**transaction)
        .await?;
    Ok(())
}

/// Notes that a workbook was simulated.
///
/// # Errors
/// The database's.
pub async fn note_simulated(
    transaction: &Transaction,
    scope: &Scope,
    id: &str,
    at_us: i64,
) -> Result<(), DbErr> {
    workbook::Entity::update_many()
        .col_expr(workbook::Column::SimulatedUs, Expr::value(at_us))
        .filter(workbook::Column::Id.eq(id))
        .filter(workbook::Column::TenantId.eq(scope.tenant_id()))
        .filter(workbook::Column::SimulatedUs.lt(at_us))
        .exec(&**transaction)
        .await?;
    Ok(())
}

/// Takes a workbook that waits to be opened, so that no other process does; any, or this one.
///
/// # Errors
/// The database's.
pub async fn take_opening(
    store: &Store,
    id: Option<&str>,
) -> Result<Option<workbook::Model>, DbErr> {
    let now = now_us();
    let mut find = workbook::Entity::find()
        .filter(workbook::Column::State.eq("opening"))
        .filter(workbook::Column::LeasedUntilUs.lte(now));
    if let Some(id) = id {
        find = find.filter(workbook::Column::Id.eq(id));
    }
    let waiting = find.order_by_asc(workbook::Column::CreatedUs).one(store.reader()).await?;
    let Some(mut row) = waiting else { return Ok(None) };
    let transaction = store.transaction().await?;
    let taken = workbook::Entity::update_many()
        .col_expr(workbook::Column::LeasedUntilUs, Expr::value(now + LEASE_US))
        .col_expr(workbook::Column::Attempts, Expr::value(row.attempts + 1))
        .filter(workbook::Column::Id.eq(&row.id))
        .filter(workbook::Column::LeasedUntilUs.eq(row.leased_until_us))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    row.attempts += 1;
    Ok((taken.rows_affected > 0).then_some(row))
}

/// Whether opening a workbook was tried too often.
pub fn is_given_up(row: &workbook::Model) -> bool {
    row.attempts > ATTEMPTS_MAX
}

/// What opening a workbook found.
pub struct Facts {
    pub badge: BaseCaseBadge,
    pub sheet_count: u32,
    pub cell_count: u64,
    pub formula_count: u64,
    pub open_seconds: f64,
}

/// Notes that a workbook is open, or why it can't be, and says so.
///
/// # Errors
/// The database's.
pub async fn note_opened(
    store: &Store,
    scope: &Scope,
    row: &workbook::Model,
    outcome: Result<&Facts, &str>,
) -> Result<(), ApiError> {
    let transaction = store.transaction().await?;
    let state = if outcome.is_ok() { "ready" } else { "failed" };
    let mut update = workbook::Entity::update_many()
        .col_expr(workbook::Column::State, Expr::value(state))
        .col_expr(
            workbook::Column::StateReason,
            Expr::value(transaction.sealed_perhaps(outcome.err())?),
        )
        .filter(workbook::Column::Id.eq(&row.id))
        .filter(workbook::Column::TenantId.eq(scope.tenant_id()));
    if let Ok(facts) = outcome {
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        update = update
            .col_expr(
                workbook::Column::Badge,
                Expr::value(transaction.sealed(&serde_json::to_string(&facts.badge)?)?),
            )
            .col_expr(workbook::Column::SheetCount, Expr::value(i64::from(facts.sheet_count)))
            .col_expr(workbook::Column::CellCount, Expr::value(signed(facts.cell_count)))
            .col_expr(workbook::Column::FormulaCount, Expr::value(signed(facts.formula_count)))
            .col_expr(workbook::Column::OpenSeconds, Expr::value(facts.open_seconds));
    }
    let updated = update.exec(&*transaction).await?;
    if updated.rows_affected > 0 {
        let opened = WorkbookOpened {
            workbook_id: row.id.clone(),
            name: row.name.clone(),
            file_id: row.file_id.clone(),
            file_version: u32::try_from(row.file_version).unwrap_or(0),
            opened_by: row.created_by.clone(),
            state: value_of(state)?,
            state_reason: outcome.err().map(str::to_string),
        };
        transaction.emit(scope, &row.id, opened).await?;
        if let Ok(facts) = outcome {
            let checked = WorkbookChecked {
                workbook_id: row.id.clone(),
                name: row.name.clone(),
                badge: facts.badge.clone(),
            };
            transaction.emit(scope, &row.id, checked).await?;
        }
    }
    Ok(transaction.commit().await?)
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

/// The cursor of a row in a list that is sorted so.
pub fn cursor_of(row: &workbook::Model, sort: WorkbookSort) -> String {
    let cursor = match sort {
        WorkbookSort::CreatedAt => Cursor { time_us: row.created_us, id: row.id.clone() },
        WorkbookSort::LastSimulatedAt => Cursor { time_us: row.simulated_us, id: row.id.clone() },
        WorkbookSort::Name => {
            Cursor { time_us: 0, id: format!("{}{CURSOR_SEPARATOR}{}", row.id, row.name) }
        }
    };
    cursor.encoded()
}

/// Up to `most` workbooks of the tenant after the cursor, seen by everybody's eyes: who may see which
/// file is not known here.
///
/// # Errors
/// 422 for a cursor of another list.
pub async fn list(
    store: &Store,
    scope: &Scope,
    query: &ListWorkbooksQuery,
    cursor: Option<&str>,
    most: u64,
) -> Result<Vec<workbook::Model>, ApiError> {
    let mut find =
        workbook::Entity::find().filter(workbook::Column::TenantId.eq(scope.tenant_id()));
    if let Some(text) = query.q.as_deref().filter(|text| !text.is_empty()) {
        find = find
            .filter(Expr::col(workbook::Column::SearchText).like(containing(&text.to_lowercase())));
    }
    if let Some(file_id) = &query.file_id {
        find = find.filter(workbook::Column::FileId.eq(file_id));
    }
    let sort = query.sort.unwrap_or_default();
    let column = match sort {
        WorkbookSort::CreatedAt => workbook::Column::CreatedUs,
        WorkbookSort::LastSimulatedAt => workbook::Column::SimulatedUs,
        WorkbookSort::Name => workbook::Column::Name,
    };
    let is_ascending = query.order == Some(Order::Ascending);
    if let Some(cursor) = Cursor::decoded(cursor)? {
        let (id, name) = match cursor.id.split_once(CURSOR_SEPARATOR) {
            Some((id, name)) => (id.to_string(), Some(name.to_string())),
            None => (cursor.id, None),
        };
        let key = match (sort, name) {
            (WorkbookSort::Name, Some(name)) => sea_orm::Value::from(name),
            (WorkbookSort::Name, None) | (_, Some(_)) => {
                return Err(ApiError::invalid("cursor", "a cursor of a list in another order"));
            }
            _ => sea_orm::Value::from(cursor.time_us),
        };
        let (beyond, beyond_id) = match is_ascending {
            true => (column.gt(key.clone()), workbook::Column::Id.gt(id)),
            false => (column.lt(key.clone()), workbook::Column::Id.lt(id)),
        };
        let tied = Condition::all().add(column.eq(key)).add(beyond_id);
        find = find.filter(Condition::any().add(beyond).add(tied));
    }
    let order = if is_ascending { SqlOrder::Asc } else { SqlOrder::Desc };
    let find = find.order_by(column, order.clone()).order_by(workbook::Column::Id, order);
    Ok(find.limit(most).all(store.reader()).await?)
}
