//! Workbooks of other services, opened here to check specs, preview distributions and fit data.

use std::sync::Arc;

use http::{Method, StatusCode};
use moka::future::Cache;
use ulam_contracts::blob::FileReference;
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::workbooks::{WorkbookReference, WorkbookState};
use ulam_engine::{Book, DateTime, Limits};
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::now_us;
use ulam_platform::mesh::Mesh;

/// Memory for opened workbooks.
const CACHE_BYTES: u64 = 256 << 20;
/// An opened workbook takes about so many bytes a cell.
const BYTES_PER_CELL: u64 = 64;

/// The workbooks that were opened here.
#[derive(Clone)]
pub struct Workbooks {
    mesh: Mesh,
    service: &'static str,
    opened: Cache<String, Arc<Book>>,
}

impl Workbooks {
    /// No workbooks yet.
    pub fn new(mesh: Mesh, service: &'static str) -> Workbooks {
        let weigh = |_: &String, book: &Arc<Book>| {
            let cells = book.workbook().cells().len() as u64;
            u32::try_from(cells.saturating_mul(BYTES_PER_CELL)).unwrap_or(u32::MAX)
        };
        Workbooks {
            mesh,
            service,
            opened: Cache::builder().weigher(weigh).max_capacity(CACHE_BYTES).build(),
        }
    }

    /// A workbook of the scope's tenant.
    ///
    /// # Errors
    /// 404; 409 for one that can't be used; what workbooks says.
    pub async fn reference(&self, scope: &Scope, id: &str) -> Result<WorkbookReference, ApiError> {
        if !ulam_platform::identifier::is_id(id) {
            return Err(ApiError::not_found("workbook"));
        }
        let path = format!("/internal/workbooks/{id}?tenant_id={}", scope.tenant_id());
        let client = self.mesh.client("workbooks").as_service(self.service);
        let found: WorkbookReference = client.get(&path).await?;
        if found.tenant_id != scope.tenant_id() {
            return Err(ApiError::not_found("workbook"));
        }
        let unusable = |detail: &str| ProblemKind::Conflict.problem(detail).into();
        match found.state {
            WorkbookState::Ready => Ok(found),
            WorkbookState::Opening => {
                Err(unusable("The workbook is still being opened. Try again in a moment."))
            }
            WorkbookState::Failed => {
                Err(unusable("The workbook can't be read; its page says why. Upload another."))
            }
        }
    }

    /// An opened file of the scope's tenant.
    ///
    /// # Errors
    /// 404, 422 for a file that is no workbook, what files says.
    pub async fn open(&self, scope: &Scope, file: &FileReference) -> Result<Arc<Book>, ApiError> {
        // The tenant is in the key: whoever guesses a hash learns nothing.
        let key = format!("{}/{}", scope.tenant_id(), file.sha256);
        let opening = async {
            let bytes = self.bytes(scope, file).await?;
            let opened = tokio::task::spawn_blocking(move || {
                let now = DateTime::from_unix_seconds(now_us() as f64 / 1e6);
                Book::read_as_saved(&bytes, &Limits::default(), now)
            });
            let opened = opened.await.map_err(ApiError::internal)?;
            let opened = opened.map_err(|error| {
                ApiError::from(ProblemKind::UnsafeContent.problem(error.to_string()))
            })?;
            Ok::<Arc<Book>, ApiError>(Arc::new(opened))
        };
        let opened = self.opened.try_get_with(key, opening).await;
        opened.map_err(|error: Arc<ApiError>| (*error).clone())
    }

    async fn bytes(&self, scope: &Scope, file: &FileReference) -> Result<bytes::Bytes, ApiError> {
        let path = format!(
            "/internal/files/{}/content?tenant_id={}&version={}",
            file.file_id,
            scope.tenant_id(),
            file.version
        );
        let client = self.mesh.client("files").as_service(self.service);
        let request = client.request(Method::GET, &path, axum::body::Body::empty())?;
        let response = client.send(request).await?;
        match response.status() {
            status if status.is_success() => {}
            StatusCode::NOT_FOUND | StatusCode::GONE => return Err(ApiError::not_found("file")),
            status => return Err(ApiError::internal(format_args!("files answered {status}"))),
        }
        let bytes_max = usize::try_from(Limits::default().archive_bytes_max).unwrap_or(usize::MAX);
        axum::body::to_bytes(response.into_body(), bytes_max).await.map_err(ApiError::internal)
    }
}
