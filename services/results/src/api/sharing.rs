//! Who may see a result: everybody in its organisation who may see results, and who has its link.

use axum::extract::State;
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::sharing::{Access, SetShares, ShareLink, Shares};
use ulam_platform::access::{Caller, Scope, SubjectKind, random_token};
use ulam_platform::http::{ApiError, Json, Path, Refusals};
use ulam_platform::identifier::{from_rfc3339, now_us, rfc3339};

use super::results::access;
use crate::{Results, store};

/// What link tokens' hashes are keyed by.
const LINK_PURPOSE: &str = "result link";
const TOKEN_BYTES: usize = 24;

/// Tells who may see a result.
#[utoipa::path(
    get, path = "/api/v2/results/{id}/shares", operation_id = "get_result_shares", tag = "results",
    params(("id" = String, Path, description = "The result")),
    responses((status = 200, description = "Who may do what with it", body = Shares), Refusals),
)]
pub(super) async fn get_shares(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Shares>, ApiError> {
    let scope = caller.may(Permission::ResultsRead)?;
    let row = store::get(&results.store, &scope, &id).await?;
    let mine = managed(&row, &scope)?;
    Ok(Json(results.shares(&scope, row, mine, None).await?))
}

/// Shares a result by link, or withdraws its link. The token is in this answer only.
///
/// Everybody in the organisation who may see results sees it anyway, so there is nothing to grant.
#[utoipa::path(
    put, path = "/api/v2/results/{id}/shares", operation_id = "set_result_shares", tag = "results",
    params(("id" = String, Path, description = "The result")),
    request_body = SetShares,
    responses((status = 200, description = "Who may do what with it now", body = Shares), Refusals),
)]
pub(super) async fn set_shares(
    State(results): State<Results>,
    caller: Caller,
    Path(id): Path<String>,
    Json(wanted): Json<SetShares>,
) -> Result<Json<Shares>, ApiError> {
    let scope = caller.may(Permission::ResultsRead)?;
    let row = store::get(&results.store, &scope, &id).await?;
    caller.may(Permission::ResultsExport)?;
    let mine = managed(&row, &scope)?;
    if !wanted.grants.is_empty() {
        let message =
            "everybody in your organisation sees results already; share with others by link";
        return Err(ApiError::invalid("grants", message));
    }
    let ends = wanted.link.as_ref().and_then(|link| link.expires_at.as_deref());
    let ends = ends.map(end_of).transpose()?;
    let known = store::link_of(&results.store, &scope, &id).await?;
    let transaction = results.store.transaction().await?;
    let mut token = None;
    match (&wanted.link, known) {
        (None, _) => store::remove_link(&transaction, &scope, &id).await?,
        (Some(link), Some(_)) if !link.renew => {
            store::set_link_end(&transaction, &scope, &id, ends).await?;
        }
        (Some(_), _) => {
            let fresh = random_token(TOKEN_BYTES);
            store::remove_link(&transaction, &scope, &id).await?;
            let hash = results.link_hash(&fresh);
            store::insert_link(&transaction, &scope, &id, hash, ends).await?;
            token = Some(fresh);
        }
    }
    transaction.commit().await?;
    Ok(Json(results.shares(&scope, row, mine, token).await?))
}

/// What the caller may do, who must manage the result.
fn managed(row: &store::result::Model, scope: &Scope) -> Result<Access, ApiError> {
    let mine = access(&row.created_by, scope);
    if mine < Access::Manage || scope.principal().kind == SubjectKind::Link {
        let detail = "Only who ran the simulation, or an admin, may share its result.";
        return Err(ProblemKind::NotAllowed.problem(detail).into());
    }
    Ok(mine)
}

fn end_of(text: &str) -> Result<i64, ApiError> {
    let field = "link.expires_at";
    let end = from_rfc3339(text).map_err(|message| ApiError::invalid(field, message))?;
    if end <= now_us() {
        return Err(ApiError::invalid(field, "lies in the past"));
    }
    Ok(end)
}

impl Results {
    /// What the database keeps of a link's token.
    pub(super) fn link_hash(&self, token: &str) -> String {
        let hash = self.context.keys.keyed_hash(LINK_PURPOSE, token.as_bytes());
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    async fn shares(
        &self,
        scope: &Scope,
        row: store::result::Model,
        my_access: Access,
        token: Option<String>,
    ) -> Result<Shares, ApiError> {
        let public_url = self.context.configuration.public_url();
        let link = store::link_of(&self.store, scope, &row.id).await?.map(|link| ShareLink {
            url: token
                .as_ref()
                .map(|token| format!("{public_url}/results/{}?share={token}", row.id)),
            token: token.clone(),
            id: link.id,
            created_at: rfc3339(link.created_us),
            expires_at: link.expires_us.map(rfc3339),
            last_used_at: link.last_used_us.map(rfc3339),
            uses: u64::try_from(link.uses).unwrap_or(0),
        });
        Ok(Shares {
            owner_id: row.created_by,
            owner_name: None,
            my_access,
            grants: Vec::new(),
            link,
        })
    }
}
