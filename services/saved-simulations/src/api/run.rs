//! Running a saved simulation.

use axum::extract::State;
use http::{HeaderMap, HeaderName, StatusCode};
use ulam_contracts::permissions::Permission;
use ulam_contracts::saved_simulations::RunSavedSimulation;
use ulam_contracts::simulations::{Priority, Simulation, StartSimulation};
use ulam_platform::access::Caller;
use ulam_platform::http::{ApiError, Json, Path, Refusals};

use crate::SavedSimulations;
use crate::store::{self, Content, number};

/// [`ulam_contracts::simulations::IDEMPOTENCY_KEY_HEADER`], as header names are kept.
static IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Runs a saved simulation, in the caller's name.
///
/// With the header `Idempotency-Key` the same request twice starts it once.
#[utoipa::path(
    post,
    path = "/api/v2/saved-simulations/{id}/run",
    tag = "saved-simulations",
    operation_id = "run_saved_simulation",
    params(
        ("id" = String, Path, description = "The saved simulation."),
        ("Idempotency-Key" = Option<String>, Header, description = "Chosen by the client; counts for a day.")
    ),
    request_body = RunSavedSimulation,
    security(("access_token" = ["simulations:run", "saved_simulations:read", "workbooks:read"])),
    responses((status = 202, description = "It waits for its turn.", body = Simulation), Refusals)
)]
pub(crate) async fn run_saved_simulation(
    State(saved): State<SavedSimulations>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(request): Json<RunSavedSimulation>,
) -> Result<(StatusCode, Json<Simulation>), ApiError> {
    caller.may(Permission::SimulationsRun)?;
    let scope = caller.may(Permission::SavedSimulationsRead)?;
    let (row, _) = store::with_access(&saved.store, &scope, &id).await?;
    let version = request.version.unwrap_or(number(row.version));
    let content =
        Content::of(&saved.store, &store::version_of(&saved.store, &scope, &id, version).await?)?;
    let mut spec = content.spec;
    spec.trials = request.trials.or(spec.trials);
    spec.seed = request.seed.or(spec.seed);
    spec.sampling = request.sampling.or(spec.sampling);
    let name = request.name.filter(|name| !name.trim().is_empty());
    let start = StartSimulation {
        workbook_id: request.workbook_id.unwrap_or(content.workbook_id),
        name: Some(name.unwrap_or(row.name)),
        spec,
        settings: content.settings,
        priority: Priority::default(),
        saved_simulation_id: Some(row.id),
        saved_simulation_version: Some(version),
        tags: serde_json::from_str(&row.tags)?,
    };
    let mut simulations = saved.context.mesh.client("simulations").on_behalf_of(scope.principal());
    if let Some(key) = headers.get(&IDEMPOTENCY_KEY) {
        simulations = simulations.with_header(IDEMPOTENCY_KEY.clone(), key.clone());
    }
    let started: Simulation = simulations.post("/api/v2/simulations", &start).await?;
    // It runs: what is noted about it may fail without a word to the caller, and its end tells again.
    let noted = store::note_started(&saved.store, &scope, &id, &started.summary.id).await;
    if let Err(error) = noted {
        tracing::warn!(%error, "the start of a saved simulation was not noted");
    }
    Ok((StatusCode::ACCEPTED, Json(started)))
}
