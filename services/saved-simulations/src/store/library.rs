//! Saved simulations and their versions.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    Order as SqlOrder, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use ulam_contracts::page::Order;
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::saved_simulations::{
    ListSavedSimulationsQuery, SavedSimulationCreated, SavedSimulationSort,
};
use ulam_contracts::sharing::Access;
use ulam_contracts::simulations::{RunSettings, SimulationSpec, TRIALS_DEFAULT};
use ulam_platform::access::Scope;
use ulam_platform::audit::Entry;
use ulam_platform::http::{ApiError, Cursor, page_limit};
use ulam_platform::identifier::{new_id, now_us};
use ulam_platform::store::{Store, Transaction};

use super::entities::{comment, last_run, link, saved, share, version};
use super::{containing, number, unsigned};
use crate::access;

/// Longest text in which a saved simulation is found, in bytes: that of thousands of inputs is cut.
const SEARCH_BYTES_MAX: usize = 64 << 10;
/// Most words that are looked for.
const WORDS_MAX: usize = 10;
/// Most versions of one.
const VERSIONS_MAX: i32 = 1_000;
/// Between the id and the name in cursors of lists sorted by name.
const CURSOR_SEPARATOR: char = '|';

/// What is said about a saved simulation, whatever its version.
#[derive(Clone, Debug)]
pub(crate) struct About {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) tags: Vec<String>,
}

/// What a version holds.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    pub(crate) workbook_id: String,
    pub(crate) workbook_name: String,
    pub(crate) spec: SimulationSpec,
    pub(crate) settings: RunSettings,
}

impl Content {
    /// What a row holds.
    pub(crate) fn of(store: &Store, row: &version::Model) -> Result<Content, ApiError> {
        Ok(Content {
            workbook_id: row.workbook_id.clone(),
            workbook_name: row.workbook_name.clone(),
            spec: serde_json::from_str(&store.unsealed(&row.spec)?)?,
            settings: serde_json::from_str(&store.unsealed(&row.settings)?)?,
        })
    }
}

fn search_text(about: &About, content: &Content) -> String {
    let mut text = about.name.clone();
    let mut add = |more: &str| {
        if text.len() + more.len() < SEARCH_BYTES_MAX {
            text.push('\n');
            text.push_str(more);
        }
    };
    add(about.description.as_deref().unwrap_or_default());
    about.tags.iter().for_each(|tag| add(tag));
    add(&content.workbook_name);
    for output in &content.spec.outputs {
        add(output.cell());
        add(output.name().unwrap_or_default());
    }
    for input in &content.spec.inputs {
        add(&input.cell);
        add(input.name.as_deref().unwrap_or_default());
    }
    text.to_lowercase()
}

/// The row of what is said about one and what its latest version holds; the rest as in `row`.
fn described(
    row: saved::Model,
    about: &About,
    content: &Content,
) -> Result<saved::Model, ApiError> {
    let count = |length: usize| i32::try_from(length).unwrap_or(i32::MAX);
    let trials = content.spec.trials.unwrap_or(TRIALS_DEFAULT);
    Ok(saved::Model {
        name: about.name.clone(),
        name_sort: about.name.to_lowercase(),
        search_text: search_text(about, content),
        description: about.description.clone(),
        tags: serde_json::to_string(&about.tags)?,
        workbook_id: content.workbook_id.clone(),
        workbook_name: content.workbook_name.clone(),
        input_count: count(content.spec.inputs.len()),
        output_count: count(content.spec.outputs.len()),
        trials: i64::try_from(trials).unwrap_or(i64::MAX),
        ..row
    })
}

/// Saves a first version, and says so; its id.
///
/// # Errors
/// The database's.
pub(crate) async fn insert(
    store: &Store,
    scope: &Scope,
    about: &About,
    content: &Content,
) -> Result<String, ApiError> {
    let now = now_us();
    let blank = saved::Model {
        id: new_id(),
        tenant_id: scope.tenant_id().to_string(),
        name: String::new(),
        name_sort: String::new(),
        search_text: String::new(),
        description: None,
        tags: String::new(),
        workbook_id: String::new(),
        workbook_name: String::new(),
        version: 1,
        revision: 1,
        input_count: 0,
        output_count: 0,
        trials: 0,
        created_us: now,
        updated_us: now,
        created_by: scope.subject().to_string(),
    };
    let row = described(blank, about, content)?;
    let transaction = store.transaction().await?;
    saved::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(&*transaction)
        .await?;
    insert_version(&transaction, scope, &row, content, None, 0).await?;
    transaction.commit().await?;
    Ok(row.id)
}

async fn insert_version(
    transaction: &Transaction,
    scope: &Scope,
    row: &saved::Model,
    content: &Content,
    message: Option<String>,
    change_count: usize,
) -> Result<(), ApiError> {
    let of_version = version::Model {
        saved_simulation_id: row.id.clone(),
        version: row.version,
        tenant_id: row.tenant_id.clone(),
        workbook_id: content.workbook_id.clone(),
        workbook_name: content.workbook_name.clone(),
        spec: transaction.sealed(&serde_json::to_string(&content.spec)?)?,
        settings: transaction.sealed(&serde_json::to_string(&content.settings)?)?,
        message: transaction.sealed_perhaps(message.as_deref())?,
        change_count: i32::try_from(change_count).unwrap_or(i32::MAX),
        created_us: row.updated_us,
        created_by: scope.subject().to_string(),
    };
    version::Entity::insert(of_version.into_active_model())
        .exec_without_returning(&**transaction)
        .await?;
    let data = SavedSimulationCreated {
        saved_simulation_id: row.id.clone(),
        name: row.name.clone(),
        version: number(row.version),
        created_by: scope.subject().to_string(),
    };
    transaction.emit(scope, &row.id, data).await?;
    Ok(())
}

/// A change of a saved simulation.
pub(crate) struct Change {
    pub(crate) about: About,
    pub(crate) content: Content,
    pub(crate) message: Option<String>,
    /// Differences from the version before; 0 makes no new version.
    pub(crate) change_count: usize,
}

/// Changes `row` as it was read.
///
/// # Errors
/// 409 if someone else changed it since, or there are too many versions.
pub(crate) async fn update(
    store: &Store,
    scope: &Scope,
    row: saved::Model,
    change: Change,
) -> Result<(), ApiError> {
    let seen = row.revision;
    let mut row = described(row, &change.about, &change.content)?;
    row.revision += 1;
    if change.change_count > 0 {
        if row.version >= VERSIONS_MAX {
            let detail = format!("It has {VERSIONS_MAX} versions already. Save it as a new one.");
            return Err(ProblemKind::Conflict.problem(detail).into());
        }
        row.version += 1;
        row.updated_us = now_us();
    }
    let transaction = store.transaction().await?;
    let updated = saved::Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(saved::Column::Id.eq(&row.id))
        .filter(saved::Column::TenantId.eq(scope.tenant_id()))
        .filter(saved::Column::Revision.eq(seen))
        .exec(&*transaction)
        .await?;
    if updated.rows_affected == 0 {
        return Err(changed_meanwhile());
    }
    if change.change_count > 0 {
        let Change { content, message, change_count, .. } = change;
        insert_version(&transaction, scope, &row, &content, message, change_count).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// 409: someone else was faster.
pub(crate) fn changed_meanwhile() -> ApiError {
    let detail = "Someone else changed it meanwhile. Look at the latest version and save again.";
    ProblemKind::Conflict.problem(detail).into()
}

/// One that the caller may see, with what the caller may do.
///
/// # Errors
/// 404.
pub(crate) async fn with_access(
    store: &Store,
    scope: &Scope,
    id: &str,
) -> Result<(saved::Model, Access), ApiError> {
    let found = saved::Entity::find_by_id(id.to_string())
        .filter(access::visible(scope))
        .one(store.reader())
        .await?;
    let row = found.ok_or_else(|| ApiError::not_found("saved simulation"))?;
    let granted = granted(store, scope, std::slice::from_ref(&row.id)).await?;
    let granted = granted.get(&row.id).map(Vec::as_slice).unwrap_or_default();
    let access = access::access_to(scope, &row, granted)?;
    Ok((row, access))
}

/// The accesses granted to the caller, by saved simulation.
///
/// # Errors
/// The database's.
pub(crate) async fn granted(
    store: &Store,
    scope: &Scope,
    ids: &[String],
) -> Result<HashMap<String, Vec<String>>, DbErr> {
    let rows = share::Entity::find()
        .filter(access::grants_of(scope))
        .filter(share::Column::SavedSimulationId.is_in(ids))
        .all(store.reader())
        .await?;
    let mut granted: HashMap<String, Vec<String>> = HashMap::new();
    for row in rows {
        granted.entry(row.saved_simulation_id).or_default().push(row.access);
    }
    Ok(granted)
}

/// The versions of one, the newest first.
///
/// # Errors
/// The database's.
pub(crate) async fn versions(
    store: &Store,
    scope: &Scope,
    id: &str,
) -> Result<Vec<version::Model>, DbErr> {
    version::Entity::find()
        .filter(version::Column::SavedSimulationId.eq(id))
        .filter(version::Column::TenantId.eq(scope.tenant_id()))
        .order_by_desc(version::Column::Version)
        .all(store.reader())
        .await
}

/// A version of one.
///
/// # Errors
/// 404.
pub(crate) async fn version_of(
    store: &Store,
    scope: &Scope,
    id: &str,
    wanted: u32,
) -> Result<version::Model, ApiError> {
    let missing = || ApiError::not_found("version");
    let wanted = i32::try_from(wanted).map_err(|_| missing())?;
    let found = version::Entity::find_by_id((id.to_string(), wanted))
        .filter(version::Column::TenantId.eq(scope.tenant_id()))
        .one(store.reader())
        .await?;
    found.ok_or_else(missing)
}

/// A page of the list.
pub(crate) struct Listed {
    pub(crate) rows: Vec<saved::Model>,
    pub(crate) next_cursor: Option<String>,
    pub(crate) total: u64,
}

/// Those that the caller may see and asks for, a page at a time.
///
/// # Errors
/// 422 for a limit or cursor that is not valid.
pub(crate) async fn list(
    store: &Store,
    scope: &Scope,
    query: &ListSavedSimulationsQuery,
) -> Result<Listed, ApiError> {
    let limit = page_limit(query.limit)?;
    let find = saved::Entity::find().filter(filter(scope, query)?);
    let total = find.clone().count(store.reader()).await?;
    let sort = query.sort.unwrap_or_default();
    let is_descending = query.order.unwrap_or_default() == Order::Descending;
    let direction = if is_descending { SqlOrder::Desc } else { SqlOrder::Asc };
    let column = match sort {
        SavedSimulationSort::UpdatedAt => saved::Column::UpdatedUs,
        SavedSimulationSort::CreatedAt => saved::Column::CreatedUs,
        SavedSimulationSort::Name => saved::Column::NameSort,
    };
    let mut find = find
        .order_by(column, direction.clone())
        .order_by(saved::Column::Id, direction)
        .limit(limit + 1);
    if let Some(cursor) = Cursor::decoded(query.cursor.as_deref())? {
        let (value, id) = match sort {
            SavedSimulationSort::Name => {
                let (id, name) = cursor.id.split_once(CURSOR_SEPARATOR).ok_or_else(|| {
                    ApiError::invalid("cursor", "it is of a list that was sorted otherwise")
                })?;
                (sea_orm::Value::from(name.to_string()), id.to_string())
            }
            _ => (sea_orm::Value::from(cursor.time_us), cursor.id),
        };
        let (beyond, beyond_id) = match is_descending {
            true => (column.lt(value.clone()), saved::Column::Id.lt(id)),
            false => (column.gt(value.clone()), saved::Column::Id.gt(id)),
        };
        let equal = Condition::all().add(column.eq(value)).add(beyond_id);
        find = find.filter(Condition::any().add(beyond).add(equal));
    }
    let mut rows = find.all(store.reader()).await?;
    let has_more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next_cursor = rows.last().filter(|_| has_more).map(|last| {
        let cursor = match sort {
            SavedSimulationSort::UpdatedAt => (last.updated_us, last.id.clone()),
            SavedSimulationSort::CreatedAt => (last.created_us, last.id.clone()),
            SavedSimulationSort::Name => {
                (0, format!("{}{CURSOR_SEPARATOR}{}", last.id, last.name_sort))
            }
        };
        Cursor { time_us: cursor.0, id: cursor.1 }.encoded()
    });
    Ok(Listed { rows, next_cursor, total })
}

fn filter(scope: &Scope, query: &ListSavedSimulationsQuery) -> Result<Condition, ApiError> {
    let mut all = access::visible(scope);
    let words = query.q.as_deref().unwrap_or_default().to_lowercase();
    for word in words.split_whitespace().take(WORDS_MAX) {
        all = all.add(Expr::col(saved::Column::SearchText).like(containing(word)));
    }
    if let Some(id) = &query.workbook_id {
        all = all.add(saved::Column::WorkbookId.eq(id));
    }
    if let Some(tag) = &query.tag {
        // Labels are kept as a JSON array of texts.
        all =
            all.add(Expr::col(saved::Column::Tags).like(containing(&serde_json::to_string(tag)?)));
    }
    if let Some(user) = &query.created_by {
        all = all.add(saved::Column::CreatedBy.eq(user));
    }
    Ok(all)
}

/// What lists say of saved simulations and other tables know.
pub(crate) struct Surroundings {
    pub(crate) granted: HashMap<String, Vec<String>>,
    pub(crate) shared: HashSet<String>,
    pub(crate) comment_counts: HashMap<String, u64>,
    pub(crate) last_runs: HashMap<String, last_run::Model>,
}

/// What other tables know of these.
///
/// # Errors
/// The database's.
pub(crate) async fn surroundings(
    store: &Store,
    scope: &Scope,
    ids: &[String],
) -> Result<Surroundings, DbErr> {
    let (reader, tenant) = (store.reader(), scope.tenant_id());
    let lasting = Condition::any()
        .add(link::Column::ExpiresUs.is_null())
        .add(link::Column::ExpiresUs.gt(now_us()));
    let granted_of: Vec<String> = share::Entity::find()
        .select_only()
        .column(share::Column::SavedSimulationId)
        .distinct()
        .filter(share::Column::TenantId.eq(tenant))
        .filter(share::Column::SavedSimulationId.is_in(ids))
        .into_tuple()
        .all(reader)
        .await?;
    let linked: Vec<String> = link::Entity::find()
        .select_only()
        .column(link::Column::SavedSimulationId)
        .filter(link::Column::TenantId.eq(tenant))
        .filter(link::Column::SavedSimulationId.is_in(ids))
        .filter(lasting)
        .into_tuple()
        .all(reader)
        .await?;
    let counts: Vec<(String, i64)> = comment::Entity::find()
        .select_only()
        .column(comment::Column::SavedSimulationId)
        .column_as(comment::Column::Id.count(), "comments")
        .filter(comment::Column::TenantId.eq(tenant))
        .filter(comment::Column::SavedSimulationId.is_in(ids))
        .filter(comment::Column::DeletedUs.is_null())
        .group_by(comment::Column::SavedSimulationId)
        .into_tuple()
        .all(reader)
        .await?;
    let runs = last_run::Entity::find()
        .filter(last_run::Column::TenantId.eq(tenant))
        .filter(last_run::Column::SavedSimulationId.is_in(ids))
        .all(reader)
        .await?;
    Ok(Surroundings {
        granted: granted(store, scope, ids).await?,
        shared: granted_of.into_iter().chain(linked).collect(),
        comment_counts: counts.into_iter().map(|(id, count)| (id, unsigned(count))).collect(),
        last_runs: runs.into_iter().map(|run| (run.saved_simulation_id.clone(), run)).collect(),
    })
}

/// Forgets one, with all that belongs to it.
///
/// # Errors
/// The database's.
pub(crate) async fn delete(store: &Store, scope: &Scope, id: &str) -> Result<(), DbErr> {
    let transaction = store.transaction().await?;
    let of_tenant = |column: saved::Column| column.eq(scope.tenant_id());
    saved::Entity::delete_many()
        .filter(saved::Column::Id.eq(id))
        .filter(of_tenant(saved::Column::TenantId))
        .exec(&*transaction)
        .await?;
    delete_parts(&*transaction, scope, Some(id)).await?;
    transaction.record(Entry::by(scope, "saved_simulation.deleted").about("saved_simulation", id));
    transaction.commit().await
}

/// Forgets all of a tenant that is gone.
///
/// # Errors
/// The database's.
pub(crate) async fn remove_tenant(transaction: &Transaction, scope: &Scope) -> Result<(), DbErr> {
    saved::Entity::delete_many()
        .filter(saved::Column::TenantId.eq(scope.tenant_id()))
        .exec(&**transaction)
        .await?;
    delete_parts(&**transaction, scope, None).await
}

/// Forgets what belongs to one, or to all of the tenant.
async fn delete_parts(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    id: Option<&str>,
) -> Result<(), DbErr> {
    macro_rules! delete_from {
        ($($table:ident),+) => {$(
            let mut of = Condition::all().add($table::Column::TenantId.eq(scope.tenant_id()));
            if let Some(id) = id {
                of = of.add($table::Column::SavedSimulationId.eq(id));
            }
            $table::Entity::delete_many().filter(of).exec(connection).await?;
        )+};
    }
    delete_from!(version, share, link, comment, last_run);
    Ok(())
}
