//! The tasks table: what was asked of this service, and what became of it.
//!
//! Tasks belong to tenants, but most of what is done here, compute does on its own accord for all of
//! them; only [`list`] answers people, and takes their scope.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, QueryOrder, QuerySelect, Set};
use sea_orm_migration::prelude as migration;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};
use ulam_contracts::compute::{ComputeTask, DeviceChanged, StartTask, TaskState};
use ulam_contracts::permissions::Permission;
use ulam_contracts::simulations::{FinishedReport, RunFailure};
use ulam_platform::access::Scope;
use ulam_platform::http::{ApiError, Cursor};
use ulam_platform::identifier::{now_us, rfc3339};
use ulam_platform::store::{KeyColumn, Store, seal_columns};

/// Tasks that ended and whose end is acknowledged are kept this long.
const KEPT_US: i64 = 7 * 86_400 * 1_000_000;
/// Reports of ends that are sent again at once after a start, at most.
const UNACKNOWLEDGED_MAX: u64 = 1_000;

mod task {
    use sea_orm::entity::prelude::*;
    use ulam_platform::store::Sealed;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tasks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub simulation_id: String,
        pub run_id: String,
        pub attempt: i32,
        pub tenant_id: String,
        /// The request as JSON.
        #[sea_orm(column_type = "Text")]
        pub request: Sealed,
        pub state: String,
        pub instance: String,
        pub trials_done: i64,
        pub trials_total: i64,
        pub memory_bytes: i64,
        pub created_us: i64,
        pub started_us: Option<i64>,
        pub finished_us: Option<i64>,
        #[sea_orm(column_type = "Text", nullable)]
        pub failure: Option<Sealed>,
        /// The report of the end as JSON.
        #[sea_orm(column_type = "Text", nullable)]
        pub report: Option<Sealed>,
        /// Whether whoever asked for the task knows that it ended.
        pub is_acknowledged: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The migrations of this service.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(CreateTasks), Box::new(SealContent)]
}

struct CreateTasks;

impl MigrationName for CreateTasks {
    fn name(&self) -> &str {
        "compute_0001_tasks"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for CreateTasks {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use migration::{Alias, ColumnDef, Index, Table};
        let column = |name: &'static str| ColumnDef::new(Alias::new(name));
        let mut table = Table::create();
        table.table(task::Entity).if_not_exists();
        table.col(column("id").text().not_null().primary_key());
        for name in ["simulation_id", "run_id", "tenant_id", "request", "state", "instance"] {
            table.col(column(name).text().not_null());
        }
        table.col(column("attempt").integer().not_null());
        for name in ["trials_done", "trials_total", "memory_bytes", "created_us"] {
            table.col(column(name).big_integer().not_null());
        }
        for name in ["started_us", "finished_us"] {
            table.col(column(name).big_integer().null());
        }
        for name in ["failure", "report"] {
            table.col(column(name).text().null());
        }
        table.col(column("is_acknowledged").boolean().not_null());
        manager.create_table(table).await?;
        let index = Index::create()
            .name("tasks_by_state")
            .if_not_exists()
            .table(task::Entity)
            .col(Alias::new("state"))
            .col(Alias::new("created_us"))
            .to_owned();
        manager.create_index(index).await
    }
}

/// What customers asked for, and what came of it, is sealed: no query looks into it.
struct SealContent;

impl MigrationName for SealContent {
    fn name(&self) -> &str {
        "compute_0002_content_sealed"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for SealContent {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let texts = ["request", "failure", "report"];
        seal_columns(manager, "tasks", &[KeyColumn::Text("id")], &texts).await
    }
}

/// A task's state as the table has it.
pub fn state_name(state: TaskState) -> &'static str {
    match state {
        TaskState::Waiting => "waiting",
        TaskState::Running => "running",
        TaskState::Cancelling => "cancelling",
        TaskState::Completed => "completed",
        TaskState::Failed => "failed",
        TaskState::Cancelled => "cancelled",
    }
}

fn state_of(name: &str) -> TaskState {
    match name {
        "waiting" => TaskState::Waiting,
        "running" => TaskState::Running,
        "cancelling" => TaskState::Cancelling,
        "completed" => TaskState::Completed,
        "cancelled" => TaskState::Cancelled,
        _ => TaskState::Failed,
    }
}

const ACTIVE: [&str; 3] = ["waiting", "running", "cancelling"];

fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn view(store: &Store, model: task::Model) -> Result<ComputeTask, ApiError> {
    let failure = store.unsealed_perhaps(model.failure.as_ref())?;
    Ok(ComputeTask {
        id: model.id,
        simulation_id: model.simulation_id,
        run_id: model.run_id,
        attempt: u32::try_from(model.attempt).unwrap_or(1),
        tenant_id: model.tenant_id,
        state: state_of(&model.state),
        instance: Some(model.instance),
        device_ids: Vec::new(),
        trials_done: count(model.trials_done),
        trials_total: count(model.trials_total),
        trials_per_second: None,
        memory_bytes: count(model.memory_bytes),
        created_at: rfc3339(model.created_us),
        started_at: model.started_us.map(rfc3339),
        finished_at: model.finished_us.map(rfc3339),
        failure: failure.as_deref().map(serde_json::from_str).transpose()?,
    })
}

/// Notes a task; false if it is known already.
pub async fn insert(store: &Store, request: &StartTask, instance: &str) -> Result<bool, ApiError> {
    let row = task::ActiveModel {
        id: Set(request.task_id.clone()),
        simulation_id: Set(request.simulation_id.clone()),
        run_id: Set(request.run_id.clone()),
        attempt: Set(i32::try_from(request.attempt).unwrap_or(i32::MAX)),
        tenant_id: Set(request.tenant_id.clone()),
        request: Set(store.sealed(&serde_json::to_string(request)?)?),
        state: Set(state_name(TaskState::Waiting).to_string()),
        instance: Set(instance.to_string()),
        trials_done: Set(0),
        trials_total: Set(integer(request.spec.trials.unwrap_or(0))),
        memory_bytes: Set(0),
        created_us: Set(now_us()),
        started_us: Set(None),
        finished_us: Set(None),
        failure: Set(None),
        report: Set(None),
        is_acknowledged: Set(false),
    };
    let transaction = store.transaction().await?;
    if task::Entity::find_by_id(request.task_id.clone()).one(&*transaction).await?.is_some() {
        return Ok(false);
    }
    match task::Entity::insert(row).exec_without_returning(&*transaction).await {
        Err(error) if ulam_platform::store::is_duplicate(&error) => return Ok(false),
        inserted => inserted?,
    };
    transaction.commit().await?;
    Ok(true)
}

/// Notes that a task began.
pub async fn started(store: &Store, id: &str) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    task::Entity::update_many()
        .col_expr(task::Column::State, Expr::value(state_name(TaskState::Running)))
        .col_expr(task::Column::StartedUs, Expr::value(Some(now_us())))
        .filter(task::Column::Id.eq(id))
        .filter(task::Column::State.is_in(ACTIVE))
        .exec(&*transaction)
        .await?;
    transaction.commit().await
}

/// How a task ended.
pub struct Finish<'a> {
    /// Its final state.
    pub state: TaskState,
    /// Trials made.
    pub trials_done: u64,
    /// Trials of all its simulations.
    pub trials_total: u64,
    /// Bytes that it held.
    pub memory_bytes: u64,
    /// Why it failed.
    pub failure: Option<&'a RunFailure>,
    /// What is reported; `None` if nobody is to be told.
    pub report: Option<&'a FinishedReport>,
}

/// Notes that a task ended.
pub async fn finished(store: &Store, id: &str, finish: Finish<'_>) -> Result<(), ApiError> {
    let failure = finish.failure.map(serde_json::to_string).transpose()?;
    let report = finish.report.map(serde_json::to_string).transpose()?;
    let failure = store.sealed_perhaps(failure.as_deref())?;
    let report = store.sealed_perhaps(report.as_deref())?;
    let transaction = store.transaction().await?;
    task::Entity::update_many()
        .col_expr(task::Column::State, Expr::value(state_name(finish.state)))
        .col_expr(task::Column::FinishedUs, Expr::value(Some(now_us())))
        .col_expr(task::Column::TrialsDone, Expr::value(integer(finish.trials_done)))
        .col_expr(task::Column::TrialsTotal, Expr::value(integer(finish.trials_total)))
        .col_expr(task::Column::MemoryBytes, Expr::value(integer(finish.memory_bytes)))
        .col_expr(task::Column::Failure, Expr::value(failure))
        .col_expr(task::Column::IsAcknowledged, Expr::value(report.is_none()))
        .col_expr(task::Column::Report, Expr::value(report))
        .filter(task::Column::Id.eq(id))
        .exec(&*transaction)
        .await?;
    Ok(transaction.commit().await?)
}

/// Notes that whoever asked for a task knows its end.
pub async fn acknowledged(store: &Store, id: &str) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    task::Entity::update_many()
        .col_expr(task::Column::IsAcknowledged, Expr::value(true))
        .filter(task::Column::Id.eq(id))
        .exec(&*transaction)
        .await?;
    transaction.commit().await
}

/// The ended tasks of an instance whose end is still to be reported: the service to tell, and what.
pub async fn unacknowledged(
    store: &Store,
    instance: &str,
) -> Result<Vec<(StartTask, FinishedReport)>, ApiError> {
    let rows = task::Entity::find()
        .filter(task::Column::Instance.eq(instance))
        .filter(task::Column::IsAcknowledged.eq(false))
        .filter(task::Column::Report.is_not_null())
        .order_by_asc(task::Column::CreatedUs)
        .limit(UNACKNOWLEDGED_MAX)
        .all(store.reader())
        .await?;
    let mut reports = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(report) = store.unsealed_perhaps(row.report.as_ref())? else { continue };
        let request = store.unsealed(&row.request)?;
        reports.push((serde_json::from_str(&request)?, serde_json::from_str(&report)?));
    }
    Ok(reports)
}

/// Notes that the tasks of an earlier process of this instance are lost, and says so in an event;
/// their ids.
pub async fn lose_tasks(
    store: &Store,
    instance: &str,
    device: ulam_contracts::compute::Device,
) -> Result<Vec<String>, ApiError> {
    let transaction = store.transaction().await?;
    let active = Condition::all()
        .add(task::Column::Instance.eq(instance))
        .add(task::Column::State.is_in(ACTIVE));
    let rows = task::Entity::find().filter(active.clone()).all(&*transaction).await?;
    let ids: Vec<String> = rows.into_iter().map(|row| row.id).collect();
    if !ids.is_empty() {
        let failure = RunFailure {
            kind: "worker-lost".to_string(),
            message: "The process that ran it ended.".to_string(),
            is_retryable: true,
        };
        let failure = transaction.sealed(&serde_json::to_string(&failure)?)?;
        task::Entity::update_many()
            .col_expr(task::Column::State, Expr::value(state_name(TaskState::Failed)))
            .col_expr(task::Column::FinishedUs, Expr::value(Some(now_us())))
            .col_expr(task::Column::Failure, Expr::value(Some(failure)))
            .col_expr(task::Column::IsAcknowledged, Expr::value(true))
            .filter(active)
            .exec(&*transaction)
            .await?;
    }
    let scope = Scope::of_tenant(store.service(), "");
    let id = device.id.clone();
    let changed = DeviceChanged { device, lost_task_ids: ids.clone() };
    transaction.emit(&scope, &id, changed).await?;
    transaction.commit().await?;
    Ok(ids)
}

/// One task, for the service that asked for it.
pub async fn find(store: &Store, id: &str) -> Result<Option<ComputeTask>, ApiError> {
    let found = task::Entity::find_by_id(id.to_string()).one(store.reader()).await?;
    found.map(|row| view(store, row)).transpose()
}

/// The tasks of the scope's tenant (of all tenants for an operator), the newest first: one more than
/// `limit` if there are more.
pub async fn list(
    store: &Store,
    scope: &Scope,
    state: Option<TaskState>,
    after: Option<&Cursor>,
    limit: u64,
) -> Result<Vec<(i64, ComputeTask)>, ApiError> {
    let mut query = task::Entity::find();
    if !scope.principal().may(Permission::PlatformOperate) {
        query = query.filter(task::Column::TenantId.eq(scope.tenant_id()));
    }
    query = match state {
        Some(state) => query.filter(task::Column::State.eq(state_name(state))),
        None => query.filter(task::Column::State.is_in(ACTIVE)),
    };
    if let Some(cursor) = after {
        let same_time = Condition::all()
            .add(task::Column::CreatedUs.eq(cursor.time_us))
            .add(task::Column::Id.lt(cursor.id.as_str()));
        let later = Condition::any().add(task::Column::CreatedUs.lt(cursor.time_us)).add(same_time);
        query = query.filter(later);
    }
    let rows = query
        .order_by_desc(task::Column::CreatedUs)
        .order_by_desc(task::Column::Id)
        .limit(limit + 1)
        .all(store.reader())
        .await?;
    rows.into_iter().map(|row| Ok((row.created_us, view(store, row)?))).collect()
}

/// Deletes tasks that ended long ago.
pub async fn clean(store: &Store) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    task::Entity::delete_many()
        .filter(task::Column::FinishedUs.lt(now_us() - KEPT_US))
        .filter(task::Column::IsAcknowledged.eq(true))
        .exec(&*transaction)
        .await?;
    transaction.commit().await
}
