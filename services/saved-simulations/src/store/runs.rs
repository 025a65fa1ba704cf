//! The run made of each saved simulation last.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use ulam_contracts::simulations::SimulationCompleted;
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::is_id;
use ulam_platform::store::{Sealed, Store, Transaction};

use super::entities::{last_run, saved};

/// When an identifier was made, in microseconds since 1970: UUIDv7 begins with the milliseconds
/// (RFC 9562, 5.7).
fn made_us(id: &str) -> i64 {
    if !is_id(id) {
        return 0;
    }
    let digits: String = id.chars().filter(char::is_ascii_hexdigit).take(12).collect();
    i64::from_str_radix(&digits, 16).unwrap_or(0).saturating_mul(1_000)
}

/// Notes that a run was asked for.
///
/// # Errors
/// The database's.
pub(crate) async fn note_started(
    store: &Store,
    scope: &Scope,
    saved_id: &str,
    simulation_id: &str,
) -> Result<(), ApiError> {
    let transaction = store.transaction().await?;
    note(&transaction, scope, saved_id, simulation_id, None).await?;
    transaction.commit().await?;
    Ok(())
}

/// Notes what came out of a run, if it is of a saved simulation of the tenant.
///
/// # Errors
/// The database's.
pub(crate) async fn note_completed(
    transaction: &Transaction,
    scope: &Scope,
    data: &SimulationCompleted,
) -> Result<(), ApiError> {
    let Some(saved_id) = &data.saved_simulation_id else { return Ok(()) };
    let headline = data.headline.as_ref().map(serde_json::to_string).transpose()?;
    let headline = transaction.sealed_perhaps(headline.as_deref())?;
    let outcome = Some((data.result_id.clone(), headline));
    note(transaction, scope, saved_id, &data.simulation_id, outcome).await
}

async fn note(
    transaction: &Transaction,
    scope: &Scope,
    saved_id: &str,
    simulation_id: &str,
    outcome: Option<(String, Option<Sealed>)>,
) -> Result<(), ApiError> {
    let connection: &sea_orm::DatabaseTransaction = transaction;
    if !exists(connection, scope, saved_id).await? {
        return Ok(());
    }
    let known = last_run::Entity::find_by_id(saved_id.to_string())
        .filter(last_run::Column::TenantId.eq(scope.tenant_id()))
        .one(connection)
        .await?;
    let created_us = made_us(simulation_id);
    let is_older = |known: &last_run::Model| {
        known.simulation_id != simulation_id && known.created_us > created_us
    };
    // The end of a run may be heard of before its start is noted.
    let is_known_end =
        |known: &last_run::Model| known.simulation_id == simulation_id && outcome.is_none();
    if known.as_ref().is_some_and(|known| is_older(known) || is_known_end(known)) {
        return Ok(());
    }
    let (result_id, headline) = match outcome {
        Some((result_id, headline)) => (Some(result_id), headline),
        None => (None, None),
    };
    let row = last_run::Model {
        saved_simulation_id: saved_id.to_string(),
        tenant_id: scope.tenant_id().to_string(),
        simulation_id: simulation_id.to_string(),
        result_id,
        created_us,
        headline,
    };
    let replaced = OnConflict::column(last_run::Column::SavedSimulationId)
        .update_columns([
            last_run::Column::SimulationId,
            last_run::Column::ResultId,
            last_run::Column::CreatedUs,
            last_run::Column::Headline,
        ])
        .to_owned();
    last_run::Entity::insert(row.into_active_model())
        .on_conflict(replaced)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

async fn exists(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    saved_id: &str,
) -> Result<bool, ApiError> {
    let found = saved::Entity::find_by_id(saved_id.to_string())
        .filter(saved::Column::TenantId.eq(scope.tenant_id()))
        .one(connection)
        .await?;
    Ok(found.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 9562, appendix A.6: 2022-02-22T19:22:22 UTC.
    #[test]
    fn an_identifier_tells_when_it_was_made() {
        assert_eq!(made_us("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"), 1_645_557_742_000_000);
        assert_eq!(made_us("nonsense"), 0);
    }
}
