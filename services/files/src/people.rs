//! Names and addresses of the tenant's members, which identity knows.

use std::collections::HashMap;

use ulam_contracts::identity::{FoundUsers, LookupUsers, UserContact};
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;

use crate::Files;

/// Most that are asked for at once.
const USERS_MAX: usize = 200;

impl Files {
    /// Members of the scope's tenant, by id.
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
}
