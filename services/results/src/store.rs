//! Its tables: results, each with what came out of its run as JSON; their links and their exports.

mod artifacts;
mod entities;
mod links;
mod migrations;
mod retention;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use ulam_contracts::results::{ListResultsQuery, StoreResult};
use ulam_platform::access::Scope;
use ulam_platform::http::{ApiError, Cursor};
use ulam_platform::identifier::{new_id, now_us};
use ulam_platform::store::{Store, Transaction};

pub(crate) use artifacts::*;
pub(crate) use entities::{artifact, result};
pub(crate) use links::*;
pub(crate) use migrations::migrations;
pub(crate) use retention::*;

/// The result of a run's try, if it is stored already.
pub(crate) async fn of_run(
    transaction: &Transaction,
    run: &StoreResult,
) -> Result<Option<String>, DbErr> {
    let found = result::Entity::find()
        .filter(result::Column::TenantId.eq(&run.tenant_id))
        .filter(result::Column::RunId.eq(&run.run_id))
        .filter(result::Column::Attempt.eq(i64::from(run.attempt)))
        .one(&**transaction)
        .await?;
    Ok(found.map(|row| row.id))
}

/// Stores what a run produced; its id.
pub(crate) async fn insert(
    transaction: &Transaction,
    run: &StoreResult,
    expires_us: Option<i64>,
) -> Result<String, ApiError> {
    let id = new_id();
    let row = result::ActiveModel {
        id: Set(id.clone()),
        tenant_id: Set(run.tenant_id.clone()),
        simulation_id: Set(run.simulation_id.clone()),
        run_id: Set(run.run_id.clone()),
        attempt: Set(i64::from(run.attempt)),
        name: Set(run.name.clone()),
        search_text: Set(format!("{} {}", run.name, run.file.file_name).to_lowercase()),
        workbook_id: Set(run.workbook_id.clone()),
        saved_simulation_id: Set(run.saved_simulation_id.clone()),
        created_by: Set(run.created_by.clone()),
        created_us: Set(now_us()),
        expires_us: Set(expires_us),
        run: Set(transaction.sealed(&serde_json::to_string(run)?)?),
    };
    result::Entity::insert(row).exec_without_returning(&**transaction).await?;
    Ok(id)
}

/// A result of the scope's tenant that its principal may see.
pub(crate) async fn get(store: &Store, scope: &Scope, id: &str) -> Result<result::Model, ApiError> {
    let found =
        result::Entity::find_by_id(id).filter(links::visible(scope)).one(store.reader()).await?;
    found.ok_or_else(|| ApiError::not_found("result"))
}

/// A page of the tenant's results, the newest first: one row more than `limit` says that there are
/// more.
pub(crate) async fn list(
    store: &Store,
    scope: &Scope,
    query: &ListResultsQuery,
    cursor: Option<Cursor>,
    limit: u64,
) -> Result<Vec<result::Model>, DbErr> {
    let mut select = result::Entity::find().filter(links::visible(scope));
    if let Some(workbook) = &query.workbook_id {
        select = select.filter(result::Column::WorkbookId.eq(workbook));
    }
    if let Some(saved) = &query.saved_simulation_id {
        select = select.filter(result::Column::SavedSimulationId.eq(saved));
    }
    if let Some(text) = &query.q {
        select = select.filter(result::Column::SearchText.contains(text.to_lowercase()));
    }
    if let Some(cursor) = cursor {
        let earlier = Condition::any().add(result::Column::CreatedUs.lt(cursor.time_us)).add(
            Condition::all()
                .add(result::Column::CreatedUs.eq(cursor.time_us))
                .add(result::Column::Id.lt(cursor.id)),
        );
        select = select.filter(earlier);
    }
    select
        .order_by_desc(result::Column::CreatedUs)
        .order_by_desc(result::Column::Id)
        .limit(limit + 1)
        .all(store.reader())
        .await
}

/// What a row's run produced.
pub(crate) fn run_of(store: &Store, row: &result::Model) -> Result<StoreResult, ApiError> {
    Ok(serde_json::from_str(&store.unsealed(&row.run)?)?)
}
