//! Who may see which workbook: those who may see its file, which the files service decides.

use std::collections::HashMap;

use ulam_contracts::files::{AccessibleFiles, AccessibleQuestion, InternalFile};
use ulam_contracts::identity::{FoundUsers, LookupUsers};
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::workbooks::WorkbookState;
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;

use crate::Workbooks;
use crate::store::{self, value_of, workbook};

/// Most users whose names are asked for at once.
const USERS_MAX: usize = 200;

impl Workbooks {
    /// Those of these files that the scope's principal may see.
    pub(crate) async fn accessible(
        &self,
        scope: &Scope,
        file_ids: Vec<String>,
    ) -> Result<AccessibleFiles, ApiError> {
        if file_ids.is_empty() {
            return Ok(AccessibleFiles::default());
        }
        let files = self.context.mesh.client("files").on_behalf_of(scope.principal());
        files.post("/internal/files/accessible", &AccessibleQuestion { file_ids }).await
    }

    /// A version of a file, the latest if none is asked for, that the principal may see.
    ///
    /// # Errors
    /// 404.
    pub(crate) async fn file(
        &self,
        scope: &Scope,
        id: &str,
        version: Option<u32>,
    ) -> Result<InternalFile, ApiError> {
        // It becomes part of a path.
        if !ulam_platform::identifier::is_id(id) {
            return Err(ApiError::not_found("file"));
        }
        let accessible = self.accessible(scope, vec![id.to_string()]).await?;
        if !accessible.access.contains_key(id) {
            return Err(ApiError::not_found("file"));
        }
        let version = version.map_or(String::new(), |version| format!("&version={version}"));
        let path = format!("/internal/files/{id}?tenant_id={}{version}", scope.tenant_id());
        self.context.mesh.client("files").as_service(self.context.name).get(&path).await
    }

    /// A workbook that the principal may see, and the number of its file's latest version.
    ///
    /// # Errors
    /// 404.
    pub(crate) async fn seen(
        &self,
        scope: &Scope,
        id: &str,
    ) -> Result<(workbook::Model, u32), ApiError> {
        let row = store::of_id(&self.store, scope, id).await?;
        let accessible = self.accessible(scope, vec![row.file_id.clone()]).await?;
        match accessible.latest_versions.get(&row.file_id) {
            Some(latest) => Ok((row, *latest)),
            None => Err(ApiError::not_found("workbook")),
        }
    }

    /// A workbook that the principal may see and that is open.
    ///
    /// # Errors
    /// 404; 409 while it is being opened; 422 if it could not be.
    pub(crate) async fn ready(&self, scope: &Scope, id: &str) -> Result<workbook::Model, ApiError> {
        let (row, _) = self.seen(scope, id).await?;
        match value_of(&row.state)? {
            WorkbookState::Ready => Ok(row),
            WorkbookState::Opening => Err(ProblemKind::Conflict
                .problem("The workbook is still being opened. Try again in a moment.")
                .into()),
            WorkbookState::Failed => {
                let reason = self.store.unsealed_perhaps(row.state_reason.as_ref())?;
                let reason = reason.unwrap_or_default();
                Err(ProblemKind::Invalid
                    .problem(format!("The workbook could not be opened: {reason}"))
                    .into())
            }
        }
    }

    /// The names of users, as far as identity can be asked.
    pub(crate) async fn names(
        &self,
        scope: &Scope,
        mut user_ids: Vec<String>,
    ) -> HashMap<String, String> {
        user_ids.sort();
        user_ids.dedup();
        user_ids.retain(|id| !id.contains(':'));
        user_ids.truncate(USERS_MAX);
        if user_ids.is_empty() {
            return HashMap::new();
        }
        let request =
            LookupUsers { tenant_id: scope.tenant_id().to_string(), user_ids, emails: Vec::new() };
        let identity = self.context.mesh.client("identity").as_service(self.context.name);
        match identity.post::<_, FoundUsers>("/internal/identity/users/lookup", &request).await {
            Ok(found) => found.users.into_iter().map(|user| (user.user_id, user.name)).collect(),
            Err(error) => {
                tracing::debug!(%error, "names of users not known");
                HashMap::new()
            }
        }
    }
}
