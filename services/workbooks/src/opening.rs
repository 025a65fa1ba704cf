//! Opening: parse, recalculate, check, and note what was found. Goes on in the background when it takes
//! longer than an answer should, and in another process when this one ends.

use std::time::{Duration, Instant};

use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;

use crate::Workbooks;
use crate::store::{self, Facts, workbook};

/// Looks for workbooks to open this often even if nobody wakes it: what crashed processes left.
const POLL: Duration = Duration::from_secs(5);
/// An answer waits so long for a workbook to be open.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens workbooks that wait, until shutdown.
pub async fn open_until(workbooks: Workbooks) {
    let shutdown = workbooks.context.shutdown.clone();
    while !shutdown.is_cancelled() {
        match store::take_opening(&workbooks.store, None).await {
            Ok(Some(row)) => {
                if let Err(error) = workbooks.open(&row).await {
                    tracing::warn!(%error, workbook_id = row.id, "workbook not opened");
                }
                continue;
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "workbooks to open not readable"),
        }
        tokio::select! {
            () = workbooks.to_open.notified() => {}
            () = tokio::time::sleep(POLL) => {}
            () = shutdown.cancelled() => {}
        }
    }
}

impl Workbooks {
    /// Opens a workbook that was just added, and waits for that a while.
    pub(crate) async fn open_soon(&self, id: &str) -> Result<(), ApiError> {
        let Some(row) = store::take_opening(&self.store, Some(id)).await? else {
            // The worker was faster.
            return Ok(());
        };
        let workbooks = self.clone();
        let opening = tokio::spawn(async move {
            if let Err(error) = workbooks.open(&row).await {
                tracing::warn!(%error, workbook_id = row.id, "workbook not opened");
            }
        });
        // Whoever asks later is told that it is still being opened.
        let _ = tokio::time::timeout(PATIENCE, opening).await;
        Ok(())
    }

    async fn open(&self, row: &workbook::Model) -> Result<(), ApiError> {
        let scope = Scope::of_tenant(self.context.name, &row.tenant_id);
        if store::is_given_up(row) {
            let why = "It could not be opened after several attempts.";
            return store::note_opened(&self.store, &scope, row, Err(why)).await;
        }
        let started = Instant::now();
        let book = match self.book(&scope, row).await {
            Ok(book) => book,
            Err(error) if error.status().is_server_error() => return Err(error),
            Err(error) => {
                let why = error.problem().detail.clone();
                return store::note_opened(&self.store, &scope, row, Err(&why)).await;
            }
        };
        let checked = book.clone();
        let badge = tokio::task::spawn_blocking(move || checked.badge())
            .await
            .map_err(ApiError::internal)?;
        let facts = Facts {
            badge,
            sheet_count: u32::try_from(book.workbook.sheets().len()).unwrap_or(u32::MAX),
            cell_count: book.cell_count(),
            formula_count: book.workbook.formulas().len() as u64,
            open_seconds: started.elapsed().as_secs_f64(),
        };
        store::note_opened(&self.store, &scope, row, Ok(&facts)).await
    }
}
