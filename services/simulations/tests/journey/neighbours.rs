//! The services beside simulations and compute, as far as these two ask them: files with the bytes of
//! an example workbook, workbooks that refer to it, results that keep what they are given,
//! notifications that keep what is pushed, and a listener to all events. They answer by the same
//! contracts as the real ones; the whole product's tests run the real ones together.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use axum::extract::Query;
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde::Deserialize;
use ulam_contracts::blob::FileReference;
use ulam_contracts::notifications::{PushMessage, PushRequest};
use ulam_contracts::results::{StoreResult, StoredResult};
use ulam_contracts::workbooks::{WorkbookReference, WorkbookState};
use ulam_platform::access::ServiceCaller;
use ulam_platform::bus::Subscription;
use ulam_platform::http::{ApiError, Json, Path};
use ulam_platform::identifier::new_id;
use ulam_platform::service::{Context, Definition, Service, StartError};
use ulam_platform::store::StoredEvent;
use utoipa_axum::router::OpenApiRouter;

static WORKBOOK: &[u8] = include_bytes!("../../../../examples/cash-flow/cash-flow.xlsx");

/// Everything that neighbours were told, by tenant.
#[derive(Default)]
pub struct Told {
    pub results: Vec<StoreResult>,
    pub pushed: Vec<PushMessage>,
    pub events: Vec<StoredEvent>,
    /// The tenant of each workbook.
    workbooks: HashMap<String, String>,
}

static TOLD: LazyLock<Mutex<Told>> = LazyLock::new(Mutex::default);

pub fn told() -> MutexGuard<'static, Told> {
    TOLD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A workbook of a tenant.
pub fn add_workbook(tenant_id: &str) -> String {
    let id = new_id();
    told().workbooks.insert(id.clone(), tenant_id.to_string());
    id
}

/// The types of the events about a simulation, in the order in which they came.
pub fn events_about(simulation_id: &str) -> Vec<String> {
    let told = told();
    let about = told.events.iter().filter(|event| event.subject == simulation_id);
    about.map(|event| event.event_type.clone()).collect()
}

const fn definition(
    name: &'static str,
    handles: &'static [&'static str],
    build: fn(Context) -> futures::future::BoxFuture<'static, Result<Service, StartError>>,
) -> Definition {
    let migrations: Option<fn() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>>> =
        if handles.is_empty() { None } else { Some(Vec::new) };
    Definition { name, port: 0, handles, migrations, timeout_seconds: 10, build }
}

pub const NEIGHBOURS: [Definition; 5] = [
    definition("files", &[], |_| Box::pin(async { Ok(service(files())) })),
    definition("workbooks", &[], |_| Box::pin(async { Ok(service(workbooks())) })),
    definition("results", &[], |_| Box::pin(async { Ok(service(results())) })),
    definition("notifications", &[], |_| Box::pin(async { Ok(service(notifications())) })),
    definition("listener", &["*"], |_| Box::pin(async { Ok(listener()) })),
];

fn service(internal: axum::Router) -> Service {
    Service {
        router: OpenApiRouter::new(),
        internal,
        subscriptions: Vec::new(),
        workers: Vec::new(),
    }
}

#[derive(Deserialize)]
struct OfTenant {
    tenant_id: String,
}

fn files() -> axum::Router {
    let content = |_: ServiceCaller, Query(query): Query<OfTenant>| async move {
        let is_known = told().workbooks.values().any(|tenant| *tenant == query.tenant_id);
        is_known.then_some(WORKBOOK).ok_or_else(|| ApiError::not_found("file"))
    };
    axum::Router::new().route("/internal/files/{id}/content", get(content))
}

fn workbooks() -> axum::Router {
    let reference = |_: ServiceCaller, Path(id): Path<String>, Query(query): Query<OfTenant>| async move {
        let known = told().workbooks.get(&id).cloned();
        let tenant_id = known.filter(|tenant| *tenant == query.tenant_id);
        let tenant_id = tenant_id.ok_or_else(|| ApiError::not_found("workbook"))?;
        Ok::<_, ApiError>(Json(WorkbookReference {
            workbook_id: id.clone(),
            tenant_id,
            name: "cash-flow".to_string(),
            state: WorkbookState::Ready,
            file: FileReference {
                file_id: id,
                version: 1,
                file_name: "cash-flow.xlsx".to_string(),
                bytes: WORKBOOK.len() as u64,
                sha256: "cash-flow".to_string(),
                blob: None,
            },
        }))
    };
    axum::Router::new().route("/internal/workbooks/{id}", get(reference))
}

fn results() -> axum::Router {
    let store = |_: ServiceCaller, Json(result): Json<StoreResult>| async move {
        let result_id = format!("result-of-{}-{}", result.run_id, result.attempt);
        told().results.push(result);
        (StatusCode::CREATED, Json(StoredResult { result_id }))
    };
    let store = post(store).layer(axum::extract::DefaultBodyLimit::max(64 << 20));
    axum::Router::new().route("/internal/results", store)
}

fn notifications() -> axum::Router {
    let push = |_: ServiceCaller, Json(request): Json<PushRequest>| async move {
        told().pushed.extend(request.messages);
        StatusCode::ACCEPTED
    };
    axum::Router::new().route("/internal/notifications/push", post(push))
}

fn listener() -> Service {
    let hear = Subscription::new("*", |_, event| {
        Box::pin(async move {
            told().events.push(event);
            Ok(())
        })
    });
    Service {
        router: OpenApiRouter::new(),
        internal: axum::Router::new(),
        subscriptions: vec![hear],
        workers: Vec::new(),
    }
}
