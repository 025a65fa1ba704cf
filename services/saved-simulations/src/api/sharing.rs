//! Who may see a saved simulation.

use std::collections::HashMap;

use axum::extract::State;
use ulam_contracts::permissions::{Permission, Role};
use ulam_contracts::saved_simulations::SavedSimulationShared;
use ulam_contracts::sharing::{Access, Grant, SetShares, ShareLink, ShareSubject, Shares};
use ulam_platform::access::{Caller, Scope, random_token};
use ulam_platform::http::{ApiError, Json, Path, Refusals};
use ulam_platform::identifier::{from_rfc3339, now_us, rfc3339};

use crate::SavedSimulations;
use crate::access::require;
use crate::store::{self, name_of, saved, share, value_of};

const GRANTS_MAX: usize = 200;
/// What link tokens' hashes are keyed by.
const LINK_PURPOSE: &str = "saved simulation link";
const TOKEN_BYTES: usize = 24;

/// Tells who may see a saved simulation.
#[utoipa::path(
    get,
    path = "/api/v2/saved-simulations/{id}/shares",
    tag = "saved-simulations",
    operation_id = "get_saved_simulation_shares",
    params(("id" = String, Path, description = "The saved simulation.")),
    responses((status = 200, description = "Who may do what with it.", body = Shares), Refusals)
)]
pub(crate) async fn get_shares(
    State(saved): State<SavedSimulations>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Shares>, ApiError> {
    let scope = caller.may(Permission::SavedSimulationsRead)?;
    let (row, access) = store::with_access(&saved.store, &scope, &id).await?;
    require(access, Access::Manage)?;
    Ok(Json(saved.shares(&scope, row, access, None).await?))
}

/// Shares a saved simulation with users, roles, everybody in the organisation, or by link.
///
/// Replaces all that was granted before. The link's token is in this answer only.
#[utoipa::path(
    put,
    path = "/api/v2/saved-simulations/{id}/shares",
    tag = "saved-simulations",
    operation_id = "set_saved_simulation_shares",
    params(("id" = String, Path, description = "The saved simulation.")),
    request_body = SetShares,
    responses((status = 200, description = "Who may do what with it now.", body = Shares), Refusals)
)]
pub(crate) async fn set_shares(
    State(saved): State<SavedSimulations>,
    caller: Caller,
    Path(id): Path<String>,
    Json(wanted): Json<SetShares>,
) -> Result<Json<Shares>, ApiError> {
    let scope = caller.may(Permission::SavedSimulationsWrite)?;
    let (row, access) = store::with_access(&saved.store, &scope, &id).await?;
    require(access, Access::Manage)?;
    let grants = saved.checked_grants(&scope, &row, &wanted).await?;
    let link_end = match &wanted.link {
        Some(link) => end_of("link.expires_at", link.expires_at.as_deref())?,
        None => None,
    };
    let known = store::grants(&saved.store, &scope, &id).await?;
    let known_link = store::link_of(&saved.store, &scope, &id).await?;
    let is_new = |grant: &&share::Model| {
        let is_same = |known: &share::Model| {
            known.subject_kind == grant.subject_kind && known.subject == grant.subject
        };
        !known.iter().any(is_same)
    };
    let mut event = SavedSimulationShared {
        saved_simulation_id: row.id.clone(),
        name: row.name.clone(),
        with: Vec::new(),
        access: Vec::new(),
        has_new_link: false,
        notify: wanted.notify,
        shared_by: scope.subject().to_string(),
        shared_by_name: saved
            .names(&scope, vec![scope.subject().to_string()])
            .await
            .remove(scope.subject()),
    };
    for grant in grants.iter().filter(is_new) {
        event.with.push(subject_of(grant)?);
        event.access.push(value_of(&grant.access)?);
    }
    let transaction = saved.store.transaction().await?;
    store::set_grants(&transaction, &scope, &id, grants).await?;
    let mut token = None;
    match (&wanted.link, known_link) {
        (None, _) => store::remove_link(&transaction, &scope, &id).await?,
        (Some(link), Some(_)) if !link.renew => {
            store::set_link_end(&transaction, &scope, &id, link_end).await?;
        }
        (Some(_), _) => {
            let fresh = random_token(TOKEN_BYTES);
            store::remove_link(&transaction, &scope, &id).await?;
            let hash = saved.link_hash(&fresh);
            store::insert_link(&transaction, &scope, &id, hash, link_end).await?;
            event.has_new_link = true;
            token = Some(fresh);
        }
    }
    if !event.with.is_empty() || event.has_new_link {
        transaction.emit(&scope, &id, event).await?;
    }
    transaction.commit().await?;
    Ok(Json(saved.shares(&scope, row, access, token).await?))
}

fn end_of(field: &str, text: Option<&str>) -> Result<Option<i64>, ApiError> {
    let Some(text) = text else { return Ok(None) };
    let end = from_rfc3339(text).map_err(|message| ApiError::invalid(field, message))?;
    if end <= now_us() {
        return Err(ApiError::invalid(field, "lies in the past"));
    }
    Ok(Some(end))
}

impl SavedSimulations {
    /// What the database keeps of a link's token.
    pub(super) fn link_hash(&self, token: &str) -> String {
        let hash = self.context.keys.keyed_hash(LINK_PURPOSE, token.as_bytes());
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The rows of the grants that are wanted. Users must be members of the tenant.
    async fn checked_grants(
        &self,
        scope: &Scope,
        saved: &saved::Model,
        wanted: &SetShares,
    ) -> Result<Vec<share::Model>, ApiError> {
        if wanted.grants.len() > GRANTS_MAX {
            return Err(ApiError::invalid("grants", format!("more than {GRANTS_MAX}")));
        }
        let (mut ids, mut emails) = (Vec::new(), Vec::new());
        for grant in &wanted.grants {
            match &grant.subject {
                ShareSubject::User { user_id } => ids.push(user_id.clone()),
                ShareSubject::Email { email } => emails.push(email.clone()),
                ShareSubject::Role { .. } | ShareSubject::Tenant => {}
            }
        }
        let members = self.members(scope, ids, emails).await?;
        let now = now_us();
        let mut rows: Vec<share::Model> = Vec::new();
        for (index, grant) in wanted.grants.iter().enumerate() {
            let field = format!("grants[{index}]");
            let (kind, subject) = match &grant.subject {
                ShareSubject::User { user_id } => {
                    let is_member = members.iter().any(|member| member.user_id == *user_id);
                    (share::USER, is_member.then(|| user_id.clone()))
                }
                ShareSubject::Email { email } => {
                    let member =
                        members.iter().find(|member| member.email.eq_ignore_ascii_case(email));
                    (share::USER, member.map(|member| member.user_id.clone()))
                }
                ShareSubject::Role { role } => (share::ROLE, Some(role.as_str().to_string())),
                ShareSubject::Tenant => (share::TENANT, Some(String::new())),
            };
            let Some(subject) = subject else {
                let message = "no member of your organisation; invite them first, or share by link";
                return Err(ApiError::invalid(&format!("{field}.subject"), message));
            };
            if kind == share::USER && subject == saved.created_by {
                continue;
            }
            let expires_us = end_of(&format!("{field}.expires_at"), grant.expires_at.as_deref())?;
            // Granted twice: the last one counts.
            rows.retain(|row| row.subject_kind != kind || row.subject != subject);
            rows.push(share::Model {
                saved_simulation_id: saved.id.clone(),
                subject_kind: kind.to_string(),
                subject,
                tenant_id: scope.tenant_id().to_string(),
                access: name_of(&grant.access),
                created_us: now,
                created_by: scope.subject().to_string(),
                expires_us,
            });
        }
        Ok(rows)
    }

    async fn shares(
        &self,
        scope: &Scope,
        saved: saved::Model,
        access: Access,
        token: Option<String>,
    ) -> Result<Shares, ApiError> {
        let rows = store::grants(&self.store, scope, &saved.id).await?;
        let users = rows
            .iter()
            .filter(|row| row.subject_kind == share::USER)
            .map(|row| row.subject.clone());
        let names = self.names(scope, users.chain([saved.created_by.clone()]).collect()).await;
        let grants = rows.into_iter().map(|row| grant_of(row, &names)).collect::<Result<_, _>>()?;
        let public_url = self.context.configuration.public_url();
        let link = store::link_of(&self.store, scope, &saved.id).await?.map(|link| ShareLink {
            url: token
                .as_ref()
                .map(|token| format!("{public_url}/saved-simulations/{}?share={token}", saved.id)),
            token: token.clone(),
            id: link.id,
            created_at: rfc3339(link.created_us),
            expires_at: link.expires_us.map(rfc3339),
            last_used_at: link.last_used_us.map(rfc3339),
            uses: store::unsigned(link.uses),
        });
        Ok(Shares {
            owner_name: names.get(&saved.created_by).cloned(),
            owner_id: saved.created_by,
            my_access: access,
            grants,
            link,
        })
    }
}

fn subject_of(row: &share::Model) -> Result<ShareSubject, ApiError> {
    Ok(match row.subject_kind.as_str() {
        share::ROLE => ShareSubject::Role { role: value_of(&row.subject)? },
        share::TENANT => ShareSubject::Tenant,
        _ => ShareSubject::User { user_id: row.subject.clone() },
    })
}

fn grant_of(row: share::Model, names: &HashMap<String, String>) -> Result<Grant, ApiError> {
    let subject = subject_of(&row)?;
    let label = match &subject {
        ShareSubject::Role { role } => Some(everybody_with(*role)),
        ShareSubject::Tenant => Some("Everybody in the organisation".to_string()),
        _ => names.get(&row.subject).cloned(),
    };
    Ok(Grant {
        subject,
        label,
        access: value_of(&row.access)?,
        created_at: rfc3339(row.created_us),
        created_by: row.created_by,
        expires_at: row.expires_us.map(rfc3339),
    })
}

fn everybody_with(role: Role) -> String {
    format!("Everybody with the role {role}")
}
