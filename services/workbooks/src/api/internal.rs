//! What other services ask.

use axum::extract::State;
use axum::routing::get;
use serde::Deserialize;
use ulam_contracts::files::InternalFile;
use ulam_contracts::permissions::Permission;
use ulam_contracts::workbooks::WorkbookReference;
use ulam_platform::access::{Caller, Scope, ServiceCaller};
use ulam_platform::http::{ApiError, Json, Path, Query};

use crate::Workbooks;
use crate::store::{self, value_of};

pub fn router(workbooks: Workbooks) -> axum::Router {
    axum::Router::new().route("/internal/workbooks/{id}", get(reference)).with_state(workbooks)
}

#[derive(Deserialize)]
struct OnBehalf {
    /// The tenant, where a service asks on nobody's behalf.
    tenant_id: Option<String>,
}

/// What a service needs that computes with a workbook: on somebody's behalf, only if they may see it.
async fn reference(
    State(workbooks): State<Workbooks>,
    caller: Result<Caller, ApiError>,
    service: Result<ServiceCaller, ApiError>,
    Path(id): Path<String>,
    Query(query): Query<OnBehalf>,
) -> Result<Json<WorkbookReference>, ApiError> {
    let row = match caller {
        Ok(caller) => {
            let scope = caller.may(Permission::WorkbooksRead)?;
            workbooks.seen(&scope, &id).await?.0
        }
        Err(_) => {
            let tenant_id = query.tenant_id.unwrap_or_default();
            let scope = Scope::of_tenant(&service?.service, &tenant_id);
            store::of_id(&workbooks.store, &scope, &id).await?
        }
    };
    let path = format!(
        "/internal/files/{}?tenant_id={}&version={}",
        row.file_id, row.tenant_id, row.file_version
    );
    let files = workbooks.context.mesh.client("files").as_service(workbooks.context.name);
    let file: InternalFile = files.get(&path).await?;
    Ok(Json(WorkbookReference {
        workbook_id: row.id,
        tenant_id: row.tenant_id,
        name: row.name,
        state: value_of(&row.state)?,
        file: file.reference,
    }))
}
