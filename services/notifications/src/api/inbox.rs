//! The inbox.

use axum::extract::State;
use ulam_contracts::notifications::{
    ListNotificationsQuery, MarkRead, MarkedRead, NotificationMessage, NotificationPage,
};
use ulam_contracts::permissions::Permission;
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Cursor, Json, Query, Refusals, page_limit};
use ulam_platform::identifier::now_us;

use crate::app::App;
use crate::events::described;
use crate::store::inbox;

const IDS_MAX: usize = 200;

/// In-app notifications.
#[utoipa::path(get, path = "/api/v2/notifications", operation_id = "list_notifications", tag = "notifications",
    params(ListNotificationsQuery),
    security(("access_token" = ["notifications:read"])),
    responses((status = 200, description = "A page of them, the newest first.", body = NotificationPage), Refusals))]
pub async fn list_notifications(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<ListNotificationsQuery>,
) -> Result<Json<NotificationPage>, ApiError> {
    let scope = caller.may(Permission::NotificationsRead)?;
    let limit = page_limit(query.limit)?;
    let after = Cursor::decoded(query.cursor.as_deref())?;
    let reader = app.store.reader();
    let found = inbox::page(
        reader,
        &scope,
        query.unread,
        query.event_type.as_deref(),
        after.as_ref(),
        limit + 1,
    )
    .await?;
    let (mut rows, total) = found;
    let has_more = rows.len() as u64 > limit;
    rows.truncate(limit as usize);
    let next = rows
        .last()
        .filter(|_| has_more)
        .map(|row| Cursor { time_us: row.created_us, id: row.id.clone() }.encoded());
    let items = rows.into_iter().map(|row| described(&app.store, row));
    Ok(Json(NotificationPage {
        items: items.collect::<Result<_, _>>()?,
        next_cursor: next,
        total: Some(total),
        unread: inbox::unread(reader, &scope).await?,
    }))
}

/// Marks some or all read.
#[utoipa::path(post, path = "/api/v2/notifications/mark-read", operation_id = "mark_read", tag = "notifications",
    request_body = MarkRead,
    security(("access_token" = ["notifications:read"])),
    responses((status = 200, description = "What was marked.", body = MarkedRead), Refusals))]
pub async fn mark_read(
    State(app): State<App>,
    caller: Caller,
    Json(request): Json<MarkRead>,
) -> Result<Json<MarkedRead>, ApiError> {
    let scope = caller.may(Permission::NotificationsRead)?;
    if request.ids.as_ref().is_some_and(|ids| ids.len() > IDS_MAX) {
        return Err(ApiError::invalid("ids", format!("at most {IDS_MAX}")));
    }
    let transaction = app.store.transaction().await?;
    let marked = inbox::mark_read(&*transaction, &scope, request.ids.as_deref(), now_us()).await?;
    let unread = inbox::unread(&*transaction, &scope).await?;
    transaction.commit().await?;
    let message = NotificationMessage::Read { ids: request.ids, unread };
    app.hub.send_user(scope.tenant_id(), scope.subject(), &message);
    Ok(Json(MarkedRead { marked, unread }))
}
