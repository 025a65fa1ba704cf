//! Runs brought back to life: the workbook of a run, opened, with its model ready to be simulated or
//! replayed.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, StatusCode};
use moka::future::Cache;
use ulam_contracts::blob::FileReference;
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::results::StoreResult;
use ulam_engine::{Book, DateTime, Limits, RunOptions, Settings, Spec};
use ulam_platform::http::ApiError;
use ulam_platform::identifier::now_us;
use ulam_platform::mesh::Mesh;
use ulam_report::warnings;
use ulam_simulation::prepare::Simulation;
use ulam_workbook::BaseCaseCheck;

/// Memory for runs that are kept ready.
const CACHE_BYTES: u64 = 256 << 20;
/// A cell of a prepared simulation takes about so many bytes: the workbook, its program, its file.
const BYTES_PER_CELL: u64 = 200;
/// Who replays one trial often replays another; afterwards the memory is free again.
const KEPT_FOR: Duration = Duration::from_secs(10 * 60);

/// A run whose workbook is open and whose model is ready.
pub(crate) struct Prepared {
    /// The file's bytes.
    pub(crate) bytes: Bytes,
    /// Whether the workbook computes what it has saved.
    pub(crate) base_case: BaseCaseCheck,
    /// What was simulated, complete.
    pub(crate) spec: Spec,
    /// How.
    pub(crate) settings: Settings,
    /// The model.
    pub(crate) simulation: Simulation,
    /// What was to be known before the run.
    pub(crate) warnings: Vec<String>,
}

/// The runs that were brought back lately.
#[derive(Clone)]
pub(crate) struct Workbooks {
    mesh: Mesh,
    service: &'static str,
    prepared: Cache<(String, String, u32), Arc<Prepared>>,
}

impl Workbooks {
    pub(crate) fn new(mesh: Mesh, service: &'static str) -> Workbooks {
        let weigh = |_: &(String, String, u32), prepared: &Arc<Prepared>| {
            let cells = prepared.simulation.workbook().cells().len() as u64;
            u32::try_from(cells.saturating_mul(BYTES_PER_CELL)).unwrap_or(u32::MAX)
        };
        let cache = Cache::builder().weigher(weigh).max_capacity(CACHE_BYTES);
        Workbooks { mesh, service, prepared: cache.time_to_idle(KEPT_FOR).build() }
    }

    /// A run as it was simulated, for replays. Of several simulations, `simulation` counts from 1.
    ///
    /// # Errors
    /// 410 for a file that isn't there any more; a file or spec that no longer fits.
    pub(crate) async fn prepared(
        &self,
        run: &StoreResult,
        simulation: u32,
    ) -> Result<Arc<Prepared>, ApiError> {
        let key = (run.tenant_id.clone(), format!("{}/{}", run.run_id, run.attempt), simulation);
        let preparing = async { self.prepare(run, simulation, None).await.map(Arc::new) };
        let prepared = self.prepared.try_get_with(key, preparing).await;
        prepared.map_err(|error: Arc<ApiError>| (*error).clone())
    }

    /// The same for one use; of the outputs only those with these keys, if some are named.
    ///
    /// # Errors
    /// As [`Workbooks::prepared`].
    pub(crate) async fn prepare(
        &self,
        run: &StoreResult,
        simulation: u32,
        cells: Option<Vec<String>>,
    ) -> Result<Prepared, ApiError> {
        let bytes = self.bytes(&run.tenant_id, &run.file).await?;
        let (spec, settings) =
            (serde_json::to_value(&run.spec)?, serde_json::to_value(&run.settings)?);
        let spec: Spec = serde_json::from_value(spec)?;
        let options: RunOptions = serde_json::from_value(settings)?;
        let work = move || prepare(bytes, &spec, &options, simulation, cells.as_deref());
        tokio::task::spawn_blocking(work).await.map_err(|error| ApiError::caused_by(&error))?
    }

    /// A file's content.
    async fn bytes(&self, tenant_id: &str, file: &FileReference) -> Result<Bytes, ApiError> {
        let path = format!(
            "/internal/files/{}/content?tenant_id={tenant_id}&version={}",
            file.file_id, file.version
        );
        let client = self.mesh.client("files").as_service(self.service);
        let request = client.request(Method::GET, &path, axum::body::Body::empty())?;
        let response = client.send(request).await?;
        match response.status() {
            status if status.is_success() => {}
            StatusCode::NOT_FOUND | StatusCode::GONE => {
                let detail = format!(
                    "{} is no longer kept, and this needs the workbook. Upload it again and run \
                     the simulation on it.",
                    file.file_name
                );
                return Err(ProblemKind::Gone.problem(detail).into());
            }
            status => return Err(ApiError::internal(format_args!("files answered {status}"))),
        }
        let bytes_max = usize::try_from(Limits::default().archive_bytes_max).unwrap_or(usize::MAX);
        axum::body::to_bytes(response.into_body(), bytes_max).await.map_err(ApiError::internal)
    }
}

/// What no longer fits, though it was simulated once.
fn unfit(error: impl std::fmt::Display) -> ApiError {
    ProblemKind::Conflict.problem(format!("The run can't be repeated: {error}")).into()
}

fn prepare(
    bytes: Bytes,
    spec: &Spec,
    options: &RunOptions,
    simulation: u32,
    cells: Option<&[String]>,
) -> Result<Prepared, ApiError> {
    let settings = options.settings(spec).map_err(|errors| {
        unfit(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })?;
    // Of a file that doesn't say when it was saved, NOW is now.
    let now = DateTime::from_unix_seconds(now_us() as f64 / 1e6);
    let mut book = Book::read_as_saved(&bytes, &Limits::default(), now).map_err(unfit)?;
    let base_case = book.check();
    let stepped = options.stepped();
    if simulation > 1 || !stepped.is_empty() {
        let index = usize::try_from(simulation.saturating_sub(1)).map_err(unfit)?;
        book = book.stepped(&stepped, index).map_err(unfit)?;
    }
    let mut bound = spec.bind(book.workbook()).map_err(unfit)?;
    if let Some(cells) = cells {
        let workbook = book.workbook();
        let is_wanted = |cell| {
            let name = workbook.cell_name(cell);
            cells.iter().any(|wanted| wanted.eq_ignore_ascii_case(&name))
        };
        bound.model.outputs.retain(|output| is_wanted(output.cell));
    }
    let recalculation = book.recalculation();
    let simulation =
        Simulation::prepare(book.workbook().clone(), recalculation, bound.model).map_err(unfit)?;
    let mut notes = warnings::before_run(&simulation, &settings, &base_case);
    notes.extend(warnings::of_findings(&simulation, recalculation));
    Ok(Prepared { bytes, base_case, spec: bound.spec, settings, simulation, warnings: notes })
}
