//! Workbooks in memory: parsed once for each tenant and content, forgotten when room is needed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use futures::StreamExt;
use http::{Method, StatusCode};
use moka::future::Cache;
use tokio::sync::Semaphore;
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;
use ulam_workbook::Limits;

use crate::Workbooks;
use crate::domain::open::{OpenBook, open_book};
use crate::store::workbook;

/// Workbooks parsed at the same time.
const PARSED_AT_ONCE: usize = 2;
/// Workbooks that nobody asked for in so long are forgotten.
const IDLE: Duration = Duration::from_secs(3_600);

/// The workbooks in memory.
#[derive(Clone)]
pub struct OpenedWorkbooks {
    /// By tenant and content: what one tenant has open tells another nothing.
    books: Cache<(String, String), Arc<OpenBook>>,
    parsing: Arc<Semaphore>,
}

impl OpenedWorkbooks {
    /// Room for so many bytes.
    pub fn new(bytes_max: u64) -> OpenedWorkbooks {
        let books = Cache::builder()
            // In KiB, for weights are 32-bit numbers.
            .weigher(|_, book: &Arc<OpenBook>| {
                u32::try_from(book.memory_bytes() >> 10).unwrap_or(u32::MAX).max(1)
            })
            .max_capacity(bytes_max >> 10)
            .time_to_idle(IDLE)
            .build();
        OpenedWorkbooks { books, parsing: Arc::new(Semaphore::new(PARSED_AT_ONCE)) }
    }
}

impl Workbooks {
    /// The content of a workbook, parsed if it isn't in memory. Those who ask at the same time wait for
    /// one parse.
    ///
    /// # Errors
    /// 422 for a file that is no workbook; the files service's errors.
    pub(crate) async fn book(
        &self,
        scope: &Scope,
        row: &workbook::Model,
    ) -> Result<Arc<OpenBook>, ApiError> {
        let key = (scope.tenant_id().to_string(), row.sha256.clone());
        let parse = async {
            let started = Instant::now();
            let leave =
                self.opened.parsing.clone().acquire_owned().await.map_err(ApiError::internal)?;
            let bytes = self.content(scope, row).await?;
            let parsed = tokio::task::spawn_blocking(move || {
                let _leave = leave;
                open_book(&bytes)
            });
            let book = parsed.await.map_err(ApiError::internal)?;
            let book = book.map_err(|why| ApiError::from(ProblemKind::Invalid.problem(why)))?;
            tracing::debug!(
                workbook_id = row.id,
                elapsed_ms = started.elapsed().as_millis() as u64,
                "workbook parsed"
            );
            Ok::<_, ApiError>(Arc::new(book))
        };
        self.opened
            .books
            .try_get_with(key, parse)
            .await
            .map_err(|error: Arc<ApiError>| (*error).clone())
    }

    /// The bytes of a workbook's file.
    async fn content(&self, scope: &Scope, row: &workbook::Model) -> Result<Vec<u8>, ApiError> {
        let bytes_max = Limits::default().archive_bytes_max;
        let too_large = || {
            let detail = format!("A workbook may have {bytes_max} bytes at most.");
            ApiError::from(ProblemKind::TooLarge.problem(detail))
        };
        let length = u64::try_from(row.bytes).unwrap_or(u64::MAX);
        if length > bytes_max {
            return Err(too_large());
        }
        let path = format!(
            "/internal/files/{}/content?tenant_id={}&version={}",
            row.file_id,
            scope.tenant_id(),
            row.file_version
        );
        let files = self.context.mesh.client("files").as_service(self.context.name);
        let request = files.request(Method::GET, &path, Body::empty())?;
        let answer = files.send(request).await?;
        match answer.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND => return Err(ApiError::not_found("workbook")),
            StatusCode::UNPROCESSABLE_ENTITY => {
                return Err(ProblemKind::UnsafeContent
                    .problem("The file is in quarantine.")
                    .into());
            }
            status => return Err(ApiError::internal(format_args!("files answered {status}"))),
        }
        let mut content = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        let mut pieces = answer.into_body().into_data_stream();
        while let Some(piece) = pieces.next().await {
            let piece = piece
                .map_err(|error| ApiError::internal(format_args!("file broke off: {error}")))?;
            if (content.len() + piece.len()) as u64 > bytes_max {
                return Err(too_large());
            }
            content.extend_from_slice(&piece);
        }
        Ok(content)
    }
}
