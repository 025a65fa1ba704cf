//! Discussing a saved simulation.

use axum::extract::State;
use http::StatusCode;
use ulam_contracts::page::Page;
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::saved_simulations::{AddComment, Comment, ListCommentsQuery};
use ulam_contracts::sharing::Access;
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Path, Query, Refusals};
use ulam_platform::identifier::{new_id, now_us, rfc3339};
use ulam_platform::store::Store;

use crate::SavedSimulations;
use crate::access::require;
use crate::domain::{checked_cell, checked_comment};
use crate::store::{self, comment, number};

/// A comment as clients see it.
pub(super) fn shown_comment(
    store: &Store,
    row: comment::Model,
    created_by_name: Option<String>,
) -> Result<Comment, ApiError> {
    Ok(Comment {
        id: row.id,
        text: store.unsealed(&row.text)?,
        reply_to: row.reply_to,
        version: row.version.map(number),
        cell: row.cell,
        created_at: rfc3339(row.created_us),
        created_by: row.created_by,
        created_by_name,
        deleted_at: row.deleted_us.map(rfc3339),
    })
}

/// Lists the comments, the oldest first.
#[utoipa::path(
    get,
    path = "/api/v2/saved-simulations/{id}/comments",
    tag = "saved-simulations",
    operation_id = "list_saved_simulation_comments",
    params(("id" = String, Path, description = "The saved simulation."), ListCommentsQuery),
    security(("access_token" = ["saved_simulations:read"])),
    responses((status = 200, description = "One page.", body = Page<Comment>), Refusals)
)]
pub(crate) async fn list_comments(
    State(saved): State<SavedSimulations>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<ListCommentsQuery>,
) -> Result<Json<Page<Comment>>, ApiError> {
    let scope = caller.may(Permission::SavedSimulationsRead)?;
    store::with_access(&saved.store, &scope, &id).await?;
    let (rows, next_cursor) = store::comments(&saved.store, &scope, &id, &query).await?;
    let names = saved.names(&scope, rows.iter().map(|row| row.created_by.clone()).collect()).await;
    let shown = |row: comment::Model| {
        let name = names.get(&row.created_by).cloned();
        shown_comment(&saved.store, row, name)
    };
    Ok(Json(Page {
        items: rows.into_iter().map(shown).collect::<Result<_, _>>()?,
        next_cursor,
        total: None,
    }))
}

/// Comments on a saved simulation, a version of it, or a cell.
#[utoipa::path(
    post,
    path = "/api/v2/saved-simulations/{id}/comments",
    tag = "saved-simulations",
    operation_id = "comment_on_saved_simulation",
    params(("id" = String, Path, description = "The saved simulation.")),
    request_body = AddComment,
    security(("access_token" = ["saved_simulations:read"])),
    responses((status = 201, description = "Said.", body = Comment), Refusals)
)]
pub(crate) async fn add_comment(
    State(saved): State<SavedSimulations>,
    caller: Caller,
    Path(id): Path<String>,
    Json(request): Json<AddComment>,
) -> Result<(StatusCode, Json<Comment>), ApiError> {
    let scope = caller.may(Permission::SavedSimulationsRead)?;
    let (row, access) = store::with_access(&saved.store, &scope, &id).await?;
    require(access, Access::Comment)?;
    let text = checked_comment(&request.text)?;
    let cell = checked_cell(request.cell.as_deref())?;
    if request.version.is_some_and(|version| !(1..=number(row.version)).contains(&version)) {
        let message = format!("the latest version is {}", row.version);
        return Err(ApiError::invalid("version", message));
    }
    if let Some(reply_to) = &request.reply_to
        && store::comment_of(&saved.store, &scope, &id, reply_to).await?.is_none()
    {
        return Err(ApiError::invalid("reply_to", "there is no such comment on this"));
    }
    let comment = comment::Model {
        id: new_id(),
        saved_simulation_id: row.id,
        tenant_id: scope.tenant_id().to_string(),
        text: saved.store.sealed(&text)?,
        reply_to: request.reply_to,
        version: request.version.and_then(|version| i32::try_from(version).ok()),
        cell,
        created_us: now_us(),
        created_by: scope.subject().to_string(),
        deleted_us: None,
    };
    store::add_comment(&saved.store, &scope, comment.clone()).await?;
    let mut names = saved.names(&scope, vec![comment.created_by.clone()]).await;
    let name = names.remove(&comment.created_by);
    Ok((StatusCode::CREATED, Json(shown_comment(&saved.store, comment, name)?)))
}

/// Deletes a comment: one's own, or any of a saved simulation that one manages.
///
/// Its text is gone; its place stays, for the answers to it.
#[utoipa::path(
    delete,
    path = "/api/v2/saved-simulations/{id}/comments/{comment_id}",
    tag = "saved-simulations",
    operation_id = "delete_saved_simulation_comment",
    params(
        ("id" = String, Path, description = "The saved simulation."),
        ("comment_id" = String, Path, description = "The comment.")
    ),
    security(("access_token" = ["saved_simulations:read"])),
    responses((status = 204, description = "Deleted."), Refusals)
)]
pub(crate) async fn delete_comment(
    State(saved): State<SavedSimulations>,
    caller: Caller,
    Path((id, comment_id)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let scope = caller.may(Permission::SavedSimulationsRead)?;
    let (_, access) = store::with_access(&saved.store, &scope, &id).await?;
    let comment = store::comment_of(&saved.store, &scope, &id, &comment_id).await?;
    let comment = comment.ok_or_else(|| ApiError::not_found("comment"))?;
    if comment.created_by != scope.subject() && access < Access::Manage {
        let detail = "Only who wrote the comment, or manages the saved simulation, may delete it.";
        return Err(ProblemKind::NotAllowed.problem(detail).into());
    }
    store::delete_comment(&saved.store, &scope, &comment).await?;
    Ok(StatusCode::NO_CONTENT)
}
