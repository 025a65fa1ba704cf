//! Whose rights a request has.

use serde::{Deserialize, Serialize};
use ulam_contracts::permissions::Permission;

/// What kind of subject a principal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// A person who signed in.
    User,
    /// A program with an API key, on behalf of the user who made the key.
    ApiKey,
    /// Someone with a link, who may read what the link shares.
    Link,
    /// Another service, on nobody's behalf.
    Service,
}

/// The subject of an access token, with its rights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Principal {
    /// The user's id; of a service `service:<name>`; of a link `link:<id>`.
    pub subject: String,
    /// What kind of subject it is.
    pub kind: SubjectKind,
    /// The tenant in which it acts. Empty for services on nobody's behalf and for users who have
    /// not chosen one.
    pub tenant_id: String,
    /// The session, API key or link that the token came from; revoking it ends the token.
    pub session_id: String,
    /// What it may do.
    pub permissions: Vec<Permission>,
}

impl Principal {
    /// A service that acts on nobody's behalf.
    pub fn service(name: &str) -> Principal {
        Principal {
            subject: format!("service:{name}"),
            kind: SubjectKind::Service,
            tenant_id: String::new(),
            session_id: String::new(),
            permissions: Vec::new(),
        }
    }

    /// Whether it may do this.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// The scope of a principal whose rights were checked before, when its work was accepted: for
    /// work that goes on after the request, such as a queued simulation.
    pub fn scope(&self) -> Scope {
        Scope { principal: self.clone() }
    }
}

/// The leave to read and write one tenant's rows. Store functions take one and filter by it.
#[derive(Clone, Debug)]
pub struct Scope {
    principal: Principal,
}

impl Scope {
    /// A scope for an event's tenant: what a service does on its own accord after something
    /// happened there.
    pub fn of_tenant(service: &str, tenant_id: &str) -> Scope {
        let principal =
            Principal { tenant_id: tenant_id.to_string(), ..Principal::service(service) };
        Scope { principal }
    }

    /// The tenant whose rows may be seen.
    pub fn tenant_id(&self) -> &str {
        &self.principal.tenant_id
    }

    /// Who acts: a user's id, `service:<name>` or `link:<id>`.
    pub fn subject(&self) -> &str {
        &self.principal.subject
    }

    /// Who acts, with rights.
    pub fn principal(&self) -> &Principal {
        &self.principal
    }
}
