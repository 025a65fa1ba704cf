//! What other services ask.

use axum::extract::State;
use axum::routing::get;
use serde::Deserialize;
use ulam_contracts::files::InternalFile;
use ulam_contracts::workbooks::WorkbookReference;
use ulam_platform::access::{Scope, ServiceCaller};
use ulam_platform::http::{ApiError, Json, Path, Query};

use crate::Workbooks;
use crate::store::{self, value_of};

pub fn router(workbooks: Workbooks) -> axum::Router {
    axum::Router::new().route("/internal/workbooks/{id}", get(reference)).with_state(workbooks)
}

#[derive(Deserialize)]
struct OnBehalf {
    tenant_id: String,
}

/// What a service needs that computes with a workbook.
async fn reference(
    State(workbooks): State<Workbooks>,
    caller: ServiceCaller,
    Path(id): Path<String>,
    Query(query): Query<OnBehalf>,
) -> Result<Json<WorkbookReference>, ApiError> {
    let scope = Scope::of_tenant(&caller.service, &query.tenant_id);
    let row = store::of_id(&workbooks.store, &scope, &id).await?;
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
