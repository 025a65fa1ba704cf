//! Listing, saving, describing, changing and deleting.

use axum::extract::State;
use http::StatusCode;
use ulam_contracts::page::Page;
use ulam_contracts::permissions::Permission;
use ulam_contracts::saved_simulations::{
    ListCommentsQuery, ListSavedSimulationsQuery, SaveSimulation, SavedSimulation,
    SavedSimulationDetails, UpdateSavedSimulation, WhatIsRun, changes,
};
use ulam_contracts::sharing::Access;
use ulam_platform::access::{Caller, Scope};
use ulam_platform::http::{ApiError, Json, Path, Query, Refusals};

use super::comments::shown_comment;
use super::shown_version;
use crate::SavedSimulations;
use crate::access::require;
use crate::domain::{
    checked_description, checked_message, checked_name, checked_spec, checked_tags,
};
use crate::store::{self, About, Change, Content, number};

/// Comments that come with a saved simulation.
const COMMENTS_SHOWN: u32 = 200;

/// Lists and searches saved simulations.
///
/// Those that the caller may see, a page at a time.
#[utoipa::path(
    get,
    path = "/api/v2/saved-simulations",
    tag = "saved-simulations",
    operation_id = "list_saved_simulations",
    params(ListSavedSimulationsQuery),
    security(("access_token" = ["saved_simulations:read"])),
    responses((status = 200, description = "One page.", body = Page<SavedSimulation>), Refusals)
)]
pub(crate) async fn list_saved_simulations(
    State(saved): State<SavedSimulations>,
    caller: Caller,
    Query(query): Query<ListSavedSimulationsQuery>,
) -> Result<Json<Page<SavedSimulation>>, ApiError> {
    let scope = caller.may(Permission::SavedSimulationsRead)?;
    let page = store::list(&saved.store, &scope, &query).await?;
    let items = saved.shown(&scope, page.rows).await?;
    Ok(Json(Page { items, next_cursor: page.next_cursor, total: Some(page.total) }))
}

/// Saves a simulation as a template.
#[utoipa::path(
    post,
    path = "/api/v2/saved-simulations",
    tag = "saved-simulations",
    operation_id = "save_simulation",
    request_body = SaveSimulation,
    security(("access_token" = ["saved_simulations:write"])),
    responses((status = 201, description = "Saved.", body = SavedSimulationDetails), Refusals)
)]
pub(crate) async fn save_simulation(
    State(saved): State<SavedSimulations>,
    caller: Caller,
    Json(request): Json<SaveSimulation>,
) -> Result<(StatusCode, Json<SavedSimulationDetails>), ApiError> {
    let scope = caller.may(Permission::SavedSimulationsWrite)?;
    let about = About {
        name: checked_name(&request.name)?,
        description: checked_description(request.description.as_deref())?,
        tags: checked_tags(&request.tags)?,
    };
    checked_spec(&request.spec, &request.settings)?;
    let content = Content {
        workbook_name: saved.workbook_name(&scope, &request.workbook_id).await?,
        workbook_id: request.workbook_id,
        spec: request.spec,
        settings: request.settings,
    };
    let id = store::insert(&saved.store, &scope, &about, &content).await?;
    Ok((StatusCode::CREATED, Json(saved.details(&scope, &id).await?)))
}

/// Tells of a saved simulation, with its versions and comments.
#[utoipa::path(
    get,
    path = "/api/v2/saved-simulations/{id}",
    tag = "saved-simulations",
    operation_id = "get_saved_simulation",
    params(("id" = String, Path, description = "The saved simulation.")),
    security(("access_token" = ["saved_simulations:read"])),
    responses((status = 200, description = "It.", body = SavedSimulationDetails), Refusals)
)]
pub(crate) async fn get_saved_simulation(
    State(saved): State<SavedSimulations>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<SavedSimulationDetails>, ApiError> {
    let scope = caller.may(Permission::SavedSimulationsRead)?;
    Ok(Json(saved.details(&scope, &id).await?))
}

/// Saves a new version.
///
/// What is left out stays. Changing name, description and labels alone makes no new version.
#[utoipa::path(
    put,
    path = "/api/v2/saved-simulations/{id}",
    tag = "saved-simulations",
    operation_id = "update_saved_simulation",
    params(("id" = String, Path, description = "The saved simulation.")),
    request_body = UpdateSavedSimulation,
    security(("access_token" = ["saved_simulations:write"])),
    responses((status = 200, description = "As it is now.", body = SavedSimulationDetails), Refusals)
)]
pub(crate) async fn update_saved_simulation(
    State(saved): State<SavedSimulations>,
    caller: Caller,
    Path(id): Path<String>,
    Json(request): Json<UpdateSavedSimulation>,
) -> Result<Json<SavedSimulationDetails>, ApiError> {
    let scope = caller.may(Permission::SavedSimulationsWrite)?;
    let (row, access) = store::with_access(&saved.store, &scope, &id).await?;
    require(access, Access::Edit)?;
    if request.expected_version.is_some_and(|version| version != number(row.version)) {
        return Err(store::changed_meanwhile());
    }
    let about = About {
        name: request.name.as_deref().map_or(Ok(row.name.clone()), checked_name)?,
        description: match &request.description {
            Some(text) => checked_description(Some(text))?,
            None => row.description.clone(),
        },
        tags: match &request.tags {
            Some(tags) => checked_tags(tags)?,
            None => serde_json::from_str(&row.tags)?,
        },
    };
    let message = checked_message(request.message.as_deref())?;
    let latest = store::version_of(&saved.store, &scope, &id, number(row.version)).await?;
    let before = Content::of(&saved.store, &latest)?;
    let mut content = before.clone();
    content.spec = request.spec.unwrap_or(content.spec);
    content.settings = request.settings.unwrap_or(content.settings);
    checked_spec(&content.spec, &content.settings)?;
    if let Some(workbook_id) = request.workbook_id.filter(|id| *id != before.workbook_id) {
        content.workbook_name = saved.workbook_name(&scope, &workbook_id).await?;
        content.workbook_id = workbook_id;
    }
    let change_count = changes(&what_is_run(&before), &what_is_run(&content)).len();
    // Another workbook of the same name, or the same things in another order, are a change too.
    let is_same = before.workbook_id == content.workbook_id
        && before.spec == content.spec
        && before.settings == content.settings;
    let change_count = if is_same { 0 } else { change_count.max(1) };
    let change = Change { about, content, message, change_count };
    store::update(&saved.store, &scope, row, change).await?;
    Ok(Json(saved.details(&scope, &id).await?))
}

/// Deletes a saved simulation with its versions, comments and shares. Runs and results stay.
#[utoipa::path(
    delete,
    path = "/api/v2/saved-simulations/{id}",
    tag = "saved-simulations",
    operation_id = "delete_saved_simulation",
    params(("id" = String, Path, description = "The saved simulation.")),
    security(("access_token" = ["saved_simulations:write"])),
    responses((status = 204, description = "Deleted."), Refusals)
)]
pub(crate) async fn delete_saved_simulation(
    State(saved): State<SavedSimulations>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let scope = caller.may(Permission::SavedSimulationsWrite)?;
    let (row, access) = store::with_access(&saved.store, &scope, &id).await?;
    require(access, Access::Manage)?;
    store::delete(&saved.store, &scope, &row.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a version comes to when it is run.
pub(super) fn what_is_run(content: &Content) -> WhatIsRun<'_> {
    WhatIsRun { workbook: &content.workbook_name, spec: &content.spec, settings: &content.settings }
}

impl SavedSimulations {
    /// A saved simulation that the caller may see, in full.
    async fn details(&self, scope: &Scope, id: &str) -> Result<SavedSimulationDetails, ApiError> {
        let (row, _) = store::with_access(&self.store, scope, id).await?;
        let latest = number(row.version);
        let versions = store::versions(&self.store, scope, id).await?;
        let missing = || ApiError::internal("a saved simulation without its latest version");
        let newest =
            versions.iter().find(|row| number(row.version) == latest).ok_or_else(missing)?;
        let content = Content::of(&self.store, newest)?;
        let query = ListCommentsQuery { limit: Some(COMMENTS_SHOWN), ..Default::default() };
        let (comments, _) = store::comments(&self.store, scope, id, &query).await?;
        let people = versions.iter().map(|row| row.created_by.clone());
        let people = people.chain(comments.iter().map(|row| row.created_by.clone()));
        let names = self.names(scope, people.collect()).await;
        let name = |user: &str| names.get(user).cloned();
        let versions =
            versions.iter().map(|row| shown_version(&self.store, row, name(&row.created_by)));
        let saved = self.shown(scope, vec![row]).await?.into_iter().next().ok_or_else(missing)?;
        Ok(SavedSimulationDetails {
            saved,
            spec: content.spec,
            settings: content.settings,
            versions: versions.collect::<Result<_, _>>()?,
            comments: comments
                .into_iter()
                .map(|row| {
                    let name = name(&row.created_by);
                    shown_comment(&self.store, row, name)
                })
                .collect::<Result<_, _>>()?,
        })
    }
}
