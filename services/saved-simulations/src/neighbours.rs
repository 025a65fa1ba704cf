//! What other services know: people, workbooks.

use std::collections::HashMap;

use serde::Deserialize;
use ulam_contracts::identity::{FoundUsers, LookupUsers, UserContact};
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::is_id;

use crate::SavedSimulations;

/// Most users that are asked for at once.
const USERS_MAX: usize = 200;

#[derive(Deserialize)]
struct NamedWorkbook {
    name: String,
}

impl SavedSimulations {
    /// Members of the scope's tenant, by id and mail address.
    pub(crate) async fn members(
        &self,
        scope: &Scope,
        mut user_ids: Vec<String>,
        emails: Vec<String>,
    ) -> Result<Vec<UserContact>, ApiError> {
        user_ids.sort();
        user_ids.dedup();
        user_ids.retain(|id| !id.contains(':'));
        user_ids.truncate(USERS_MAX);
        if user_ids.is_empty() && emails.is_empty() {
            return Ok(Vec::new());
        }
        let request = LookupUsers { tenant_id: scope.tenant_id().to_string(), user_ids, emails };
        let identity = self.context.mesh.client("identity").as_service(self.context.name);
        let found: FoundUsers = identity.post("/internal/identity/users/lookup", &request).await?;
        Ok(found.users)
    }

    /// The names of users, as far as identity can be asked: a list without names is better than none.
    pub(crate) async fn names(
        &self,
        scope: &Scope,
        user_ids: Vec<String>,
    ) -> HashMap<String, String> {
        match self.members(scope, user_ids, Vec::new()).await {
            Ok(users) => users.into_iter().map(|user| (user.user_id, user.name)).collect(),
            Err(error) => {
                tracing::debug!(%error, "names of users not known");
                HashMap::new()
            }
        }
    }

    /// The name of a workbook that the caller may see.
    ///
    /// # Errors
    /// 422 if the caller may not, or there is none.
    pub(crate) async fn workbook_name(&self, scope: &Scope, id: &str) -> Result<String, ApiError> {
        let unknown = || {
            let message = "there is no workbook with this id, or you may not see it";
            ApiError::invalid("workbook_id", message)
        };
        // It becomes part of a path.
        if !is_id(id) {
            return Err(unknown());
        }
        let workbooks = self.context.mesh.client("workbooks").on_behalf_of(scope.principal());
        let found = workbooks.get::<NamedWorkbook>(&format!("/api/v2/workbooks/{id}")).await;
        match found {
            Ok(workbook) => Ok(workbook.name),
            Err(error) if error.status() == http::StatusCode::NOT_FOUND => Err(unknown()),
            Err(error) => Err(error),
        }
    }
}
