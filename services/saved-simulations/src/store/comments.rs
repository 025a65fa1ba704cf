//! Comments.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::saved_simulations::ListCommentsQuery;
use ulam_platform::access::Scope;
use ulam_platform::http::{ApiError, Cursor, page_limit};
use ulam_platform::identifier::now_us;
use ulam_platform::store::Store;

use super::entities::comment;

/// Most comments on one saved simulation, those that were deleted included.
const COMMENTS_MAX: u64 = 10_000;

fn of_saved(scope: &Scope, saved_id: &str) -> Condition {
    Condition::all()
        .add(comment::Column::TenantId.eq(scope.tenant_id()))
        .add(comment::Column::SavedSimulationId.eq(saved_id))
}

/// A page of the comments, the oldest first, and where the next one begins.
///
/// # Errors
/// 422 for a limit or cursor that is not valid.
pub(crate) async fn comments(
    store: &Store,
    scope: &Scope,
    saved_id: &str,
    query: &ListCommentsQuery,
) -> Result<(Vec<comment::Model>, Option<String>), ApiError> {
    let limit = page_limit(query.limit)?;
    let mut of = of_saved(scope, saved_id);
    if let Some(version) = query.version {
        of = of.add(comment::Column::Version.eq(i32::try_from(version).unwrap_or(i32::MAX)));
    }
    if let Some(cell) = &query.cell {
        of = of.add(comment::Column::Cell.eq(cell));
    }
    if let Some(Cursor { time_us, id }) = Cursor::decoded(query.cursor.as_deref())? {
        let same_time = Condition::all()
            .add(comment::Column::CreatedUs.eq(time_us))
            .add(comment::Column::Id.gt(id));
        of = of.add(Condition::any().add(comment::Column::CreatedUs.gt(time_us)).add(same_time));
    }
    let mut rows = comment::Entity::find()
        .filter(of)
        .order_by_asc(comment::Column::CreatedUs)
        .order_by_asc(comment::Column::Id)
        .limit(limit + 1)
        .all(store.reader())
        .await?;
    let has_more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| has_more);
    let next = next.map(|row| Cursor { time_us: row.created_us, id: row.id.clone() }.encoded());
    Ok((rows, next))
}

/// A comment on a saved simulation.
///
/// # Errors
/// The database's.
pub(crate) async fn comment_of(
    store: &Store,
    scope: &Scope,
    saved_id: &str,
    id: &str,
) -> Result<Option<comment::Model>, ApiError> {
    let find = comment::Entity::find_by_id(id.to_string()).filter(of_saved(scope, saved_id));
    Ok(find.one(store.reader()).await?)
}

/// Adds a comment.
///
/// # Errors
/// 409 where there are too many.
pub(crate) async fn add_comment(
    store: &Store,
    scope: &Scope,
    row: comment::Model,
) -> Result<(), ApiError> {
    let transaction = store.transaction().await?;
    let of = of_saved(scope, &row.saved_simulation_id);
    let known = comment::Entity::find().filter(of).count(&*transaction).await?;
    if known >= COMMENTS_MAX {
        let detail = format!("There are {COMMENTS_MAX} comments already.");
        return Err(ProblemKind::Conflict.problem(detail).into());
    }
    comment::Entity::insert(row.into_active_model()).exec_without_returning(&*transaction).await?;
    transaction.commit().await?;
    Ok(())
}

/// Takes a comment's text away; answers to it stay where they are.
///
/// # Errors
/// The database's.
pub(crate) async fn delete_comment(
    store: &Store,
    scope: &Scope,
    row: &comment::Model,
) -> Result<(), ApiError> {
    let transaction = store.transaction().await?;
    comment::Entity::update_many()
        .col_expr(comment::Column::Text, Expr::value(transaction.sealed("")?))
        .col_expr(comment::Column::DeletedUs, Expr::value(now_us()))
        .filter(of_saved(scope, &row.saved_simulation_id))
        .filter(comment::Column::Id.eq(&row.id))
        .filter(Expr::col(comment::Column::DeletedUs).is_null())
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}
