//! Who may see a file.

use std::collections::HashMap;

use axum::extract::State;
use ulam_contracts::permissions::Permission;
use ulam_contracts::sharing::{Access, Grant, SetShares, ShareLink, ShareSubject, Shares};
use ulam_platform::access::{Caller, Scope, random_token};
use ulam_platform::http::{ApiError, Json, Path, Refusals};
use ulam_platform::identifier::{from_rfc3339, now_us, rfc3339};

use super::not_deleted;
use crate::Files;
use crate::access::require;
use crate::store::entities::{file, permission};
use crate::store::{self, name_of, value_of};

const GRANTS_MAX: usize = 200;
/// What link tokens' hashes are keyed by.
const LINK_PURPOSE: &str = "file link";
const TOKEN_BYTES: usize = 24;

/// Tells who may see a file.
#[utoipa::path(
    get,
    path = "/api/v2/files/{id}/permissions",
    tag = "files",
    operation_id = "get_file_permissions",
    params(("id" = String, Path, description = "The file.")),
    responses((status = 200, description = "Who may do what with it.", body = Shares), Refusals)
)]
pub async fn get_permissions(
    State(files): State<Files>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Shares>, ApiError> {
    let scope = caller.may(Permission::FilesRead)?;
    let (file, access) = store::file_with_access(&files.store, &scope, &id).await?;
    not_deleted(&file)?;
    require(access, Access::Manage)?;
    Ok(Json(files.shares(&scope, file, access, None).await?))
}

/// Shares a file.
///
/// Replaces all that was granted before. The link's token is in this answer only.
#[utoipa::path(
    put,
    path = "/api/v2/files/{id}/permissions",
    tag = "files",
    operation_id = "set_file_permissions",
    params(("id" = String, Path, description = "The file.")),
    request_body = SetShares,
    responses((status = 200, description = "Who may do what with it now.", body = Shares), Refusals)
)]
pub async fn set_permissions(
    State(files): State<Files>,
    caller: Caller,
    Path(id): Path<String>,
    Json(wanted): Json<SetShares>,
) -> Result<Json<Shares>, ApiError> {
    let scope = caller.may(Permission::FilesWrite)?;
    let (file, access) = store::file_with_access(&files.store, &scope, &id).await?;
    not_deleted(&file)?;
    require(access, Access::Manage)?;
    let grants = files.checked_grants(&scope, &file, &wanted).await?;
    let link_end = match &wanted.link {
        Some(link) => end_of("link.expires_at", link.expires_at.as_deref())?,
        None => None,
    };
    let known = store::link_of(&files.store, &scope, &id).await?;
    let transaction = files.store.transaction().await?;
    store::set_grants(&transaction, &scope, &id, grants).await?;
    let mut token = None;
    match (&wanted.link, known) {
        (None, _) => store::remove_link(&transaction, &scope, &id).await?,
        (Some(link), Some(_)) if !link.renew => {
            store::set_link_end(&transaction, &scope, &id, link_end).await?;
        }
        (Some(_), _) => {
            let fresh = random_token(TOKEN_BYTES);
            let hash = files.link_hash(&fresh);
            store::remove_link(&transaction, &scope, &id).await?;
            store::insert_link(&transaction, &scope, &id, hash, link_end).await?;
            token = Some(fresh);
        }
    }
    transaction.commit().await?;
    Ok(Json(files.shares(&scope, file, access, token).await?))
}

fn end_of(field: &str, text: Option<&str>) -> Result<Option<i64>, ApiError> {
    let Some(text) = text else { return Ok(None) };
    let end = from_rfc3339(text).map_err(|message| ApiError::invalid(field, message))?;
    if end <= now_us() {
        return Err(ApiError::invalid(field, "lies in the past"));
    }
    Ok(Some(end))
}

impl Files {
    /// What the database keeps of a link's token.
    pub(super) fn link_hash(&self, token: &str) -> String {
        let hash = self.context.keys.keyed_hash(LINK_PURPOSE, token.as_bytes());
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The rows of the grants that are wanted. Users must be members of the tenant.
    async fn checked_grants(
        &self,
        scope: &Scope,
        file: &file::Model,
        wanted: &SetShares,
    ) -> Result<Vec<permission::Model>, ApiError> {
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
        let mut rows: Vec<permission::Model> = Vec::new();
        for (index, grant) in wanted.grants.iter().enumerate() {
            let field = format!("grants[{index}]");
            let (kind, subject) = match &grant.subject {
                ShareSubject::User { user_id } => {
                    let is_member = members.iter().any(|member| member.user_id == *user_id);
                    (permission::USER, is_member.then(|| user_id.clone()))
                }
                ShareSubject::Email { email } => {
                    let member =
                        members.iter().find(|member| member.email.eq_ignore_ascii_case(email));
                    (permission::USER, member.map(|member| member.user_id.clone()))
                }
                ShareSubject::Role { role } => (permission::ROLE, Some(role.as_str().to_string())),
                ShareSubject::Tenant => (permission::TENANT, Some(String::new())),
            };
            let Some(subject) = subject else {
                let message = "no member of your organisation; invite them first, or share by link";
                return Err(ApiError::invalid(&format!("{field}.subject"), message));
            };
            if kind == permission::USER && subject == file.created_by {
                continue;
            }
            let expires_us = end_of(&format!("{field}.expires_at"), grant.expires_at.as_deref())?;
            // Granted twice: the last one counts.
            rows.retain(|row| row.subject_kind != kind || row.subject != subject);
            rows.push(permission::Model {
                file_id: file.id.clone(),
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
        file: file::Model,
        access: Access,
        token: Option<String>,
    ) -> Result<Shares, ApiError> {
        let rows = store::grants(&self.store, scope, &file.id).await?;
        let users = rows
            .iter()
            .filter(|row| row.subject_kind == permission::USER)
            .map(|row| row.subject.clone());
        let names = self.names(scope, users.chain([file.created_by.clone()]).collect()).await;
        let grants = rows.into_iter().map(|row| grant_of(row, &names)).collect::<Result<_, _>>()?;
        let link = store::link_of(&self.store, scope, &file.id).await?.map(|link| ShareLink {
            url: token.as_ref().map(|token| {
                format!(
                    "{}/files/{}?share={token}",
                    self.context.configuration.public_url(),
                    file.id
                )
            }),
            token: token.clone(),
            id: link.id,
            created_at: rfc3339(link.created_us),
            expires_at: link.expires_us.map(rfc3339),
            last_used_at: link.last_used_us.map(rfc3339),
            uses: store::unsigned(link.uses),
        });
        Ok(Shares {
            owner_name: names.get(&file.created_by).cloned(),
            owner_id: file.created_by,
            my_access: access,
            grants,
            link,
        })
    }
}

fn grant_of(row: permission::Model, names: &HashMap<String, String>) -> Result<Grant, ApiError> {
    let (subject, label) = match row.subject_kind.as_str() {
        permission::ROLE => {
            let role: ulam_contracts::permissions::Role = value_of(&row.subject)?;
            (ShareSubject::Role { role }, Some(format!("Everybody with the role {role}")))
        }
        permission::TENANT => {
            (ShareSubject::Tenant, Some("Everybody in the organisation".to_string()))
        }
        _ => {
            (ShareSubject::User { user_id: row.subject.clone() }, names.get(&row.subject).cloned())
        }
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
