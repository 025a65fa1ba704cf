//! The endpoints.

mod calculate;
mod formulas;
mod internal;
mod look;
mod workbooks;

use std::sync::Arc;
use std::time::Duration;

use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Workbooks;
use crate::domain::open::OpenBook;

/// An answer waits so long for a calculation.
const CALCULATION_TIMEOUT: Duration = Duration::from_secs(30);

/// The public endpoints.
pub fn router(workbooks: Workbooks) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(workbooks::open_workbook, workbooks::list_workbooks))
        .routes(routes!(workbooks::get_workbook, workbooks::close_workbook))
        .routes(routes!(look::get_cells))
        .routes(routes!(look::check_workbook))
        .routes(routes!(look::get_dependencies))
        .routes(routes!(look::get_suggestions))
        .routes(routes!(look::export_workbook))
        .routes(routes!(calculate::calculate))
        .routes(routes!(formulas::list_functions))
        .routes(routes!(formulas::evaluate_formula))
        .routes(routes!(formulas::validate_formula))
        .with_state(workbooks)
}

/// The endpoints for other services.
pub fn internal_router(workbooks: Workbooks) -> axum::Router {
    internal::router(workbooks)
}

impl Workbooks {
    /// An open workbook that the scope's principal may see.
    async fn book_of(&self, scope: &Scope, id: &str) -> Result<Arc<OpenBook>, ApiError> {
        let row = self.ready(scope, id).await?;
        self.book(scope, &row).await
    }

    /// Short work, on a thread where it holds nobody up.
    async fn looked<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        tokio::task::spawn_blocking(work).await.map_err(ApiError::internal)
    }

    /// Work on a thread of its own. Few run at the same time; one that takes too long is answered with an
    /// error, but keeps its place until it ends, so that there are never more.
    async fn computed<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let late = |_| {
            let detail =
                "The calculation took too long. Ask for fewer cells, or simplify the formula.";
            ApiError::from(ProblemKind::GatewayTimeout.problem(detail))
        };
        let leave =
            tokio::time::timeout(CALCULATION_TIMEOUT, self.calculations.clone().acquire_owned())
                .await;
        let leave = leave.map_err(late)?.map_err(ApiError::internal)?;
        let running = tokio::task::spawn_blocking(move || {
            let _leave = leave;
            work()
        });
        let done = tokio::time::timeout(CALCULATION_TIMEOUT, running).await;
        done.map_err(late)?.map_err(ApiError::internal)
    }
}

/// 422 with the field at fault.
fn wrong((field, message): (String, String)) -> ApiError {
    ApiError::invalid(&field, message)
}
