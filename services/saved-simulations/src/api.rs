//! The endpoints.

mod comments;
mod internal;
mod library;
mod run;
mod sharing;
mod versions;

use axum::extract::DefaultBodyLimit;
use ulam_contracts::saved_simulations::{LastRun, SavedSimulation, SavedVersion};
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::rfc3339;
use ulam_platform::store::Store;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::SavedSimulations;
use crate::access::access_to;
use crate::store::{self, last_run, number, saved, unsigned, version};

pub(crate) use internal::router as internal_router;

/// Largest request: a spec of 10,000 inputs fits.
const BODY_BYTES_MAX: usize = 8 << 20;

/// The public endpoints.
pub(crate) fn router(saved: SavedSimulations) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(library::list_saved_simulations, library::save_simulation))
        .routes(routes!(
            library::get_saved_simulation,
            library::update_saved_simulation,
            library::delete_saved_simulation
        ))
        .routes(routes!(versions::get_saved_version))
        .routes(routes!(run::run_saved_simulation))
        .routes(routes!(sharing::get_shares, sharing::set_shares))
        .routes(routes!(comments::list_comments, comments::add_comment))
        .routes(routes!(comments::delete_comment))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .with_state(saved)
}

impl SavedSimulations {
    /// Rows as lists show them.
    pub(crate) async fn shown(
        &self,
        scope: &Scope,
        rows: Vec<saved::Model>,
    ) -> Result<Vec<SavedSimulation>, ApiError> {
        let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
        let mut around = store::surroundings(&self.store, scope, &ids).await?;
        let makers = rows.iter().map(|row| row.created_by.clone()).collect();
        let names = self.names(scope, makers).await;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let granted = around.granted.get(&row.id).map(Vec::as_slice).unwrap_or_default();
            items.push(SavedSimulation {
                my_access: access_to(scope, &row, granted)?,
                is_shared: around.shared.contains(&row.id),
                comment_count: around.comment_counts.get(&row.id).copied().unwrap_or(0),
                last_run: around
                    .last_runs
                    .remove(&row.id)
                    .map(|run| shown_run(&self.store, run))
                    .transpose()?,
                created_by_name: names.get(&row.created_by).cloned(),
                name: row.name,
                description: row.description,
                tags: serde_json::from_str(&row.tags)?,
                workbook_id: row.workbook_id,
                workbook_name: Some(row.workbook_name),
                version: number(row.version),
                input_count: number(row.input_count),
                output_count: number(row.output_count),
                trials: unsigned(row.trials),
                created_at: rfc3339(row.created_us),
                updated_at: rfc3339(row.updated_us),
                created_by: row.created_by,
                id: row.id,
            });
        }
        Ok(items)
    }
}

fn shown_run(store: &Store, run: last_run::Model) -> Result<LastRun, ApiError> {
    let headline = store.unsealed_perhaps(run.headline.as_ref())?;
    Ok(LastRun {
        simulation_id: run.simulation_id,
        result_id: run.result_id,
        created_at: rfc3339(run.created_us),
        headline: headline.map(|text| serde_json::from_str(&text)).transpose()?,
    })
}

fn shown_version(
    store: &Store,
    row: &version::Model,
    created_by_name: Option<String>,
) -> Result<SavedVersion, ApiError> {
    Ok(SavedVersion {
        version: number(row.version),
        message: store.unsealed_perhaps(row.message.as_ref())?,
        created_at: rfc3339(row.created_us),
        created_by: row.created_by.clone(),
        created_by_name,
        change_count: number(row.change_count),
    })
}
