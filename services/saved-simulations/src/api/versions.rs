//! Older versions and their differences.

use axum::extract::State;
use ulam_contracts::permissions::Permission;
use ulam_contracts::saved_simulations::{SpecDifference, VersionDetails, VersionQuery, changes};
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Path, Query, Refusals};

use super::library::what_is_run;
use super::shown_version;
use crate::SavedSimulations;
use crate::domain::unified_difference;
use crate::store::{self, Content};

/// Tells of an older version, and its difference from another.
#[utoipa::path(
    get,
    path = "/api/v2/saved-simulations/{id}/versions/{version}",
    tag = "saved-simulations",
    operation_id = "get_saved_version",
    params(
        ("id" = String, Path, description = "The saved simulation."),
        ("version" = u32, Path, description = "The version, from 1."),
        VersionQuery
    ),
    security(("access_token" = ["saved_simulations:read"])),
    responses((status = 200, description = "The version.", body = VersionDetails), Refusals)
)]
pub(crate) async fn get_saved_version(
    State(saved): State<SavedSimulations>,
    caller: Caller,
    Path((id, version)): Path<(String, u32)>,
    Query(query): Query<VersionQuery>,
) -> Result<Json<VersionDetails>, ApiError> {
    let scope = caller.may(Permission::SavedSimulationsRead)?;
    store::with_access(&saved.store, &scope, &id).await?;
    let row = store::version_of(&saved.store, &scope, &id, version).await?;
    let content = Content::of(&saved.store, &row)?;
    let against = query.against.or(version.checked_sub(1).filter(|before| *before > 0));
    let difference = match against {
        None => None,
        Some(against) => {
            let other = store::version_of(&saved.store, &scope, &id, against).await?;
            let (before, after) = (Content::of(&saved.store, &other)?, content.clone());
            let compute = move || -> Result<SpecDifference, ApiError> {
                Ok(SpecDifference {
                    from: against,
                    to: version,
                    changes: changes(&what_is_run(&before), &what_is_run(&after)),
                    unified: unified_difference((against, &before.spec), (version, &after.spec))?,
                })
            };
            let computed = tokio::task::spawn_blocking(compute).await;
            Some(computed.map_err(|error| ApiError::caused_by(&error))??)
        }
    };
    let mut names = saved.names(&scope, vec![row.created_by.clone()]).await;
    Ok(Json(VersionDetails {
        version: shown_version(&saved.store, &row, names.remove(&row.created_by))?,
        spec: content.spec,
        settings: content.settings,
        difference,
    }))
}
