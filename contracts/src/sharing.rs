//! Sharing of files, results and saved simulations: the same form for all.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::permissions::Role;

/// The query parameter that carries a link's token: `?share=...`.
pub const SHARE_PARAMETER: &str = "share";
/// The header that carries a link's token.
pub const SHARE_HEADER: &str = "X-Ulam-Share";

/// What someone may do with a thing that is shared; each may do what those before it may.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// See it, and download what can be downloaded.
    View,
    /// Also comment on it.
    Comment,
    /// Also change it: upload a version, save a version.
    Edit,
    /// Also share and delete it. The one who made it has this.
    Manage,
}

/// Whom something is shared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ShareSubject {
    /// A user of the tenant, by id.
    User {
        /// The user.
        user_id: String,
    },
    /// A user of the tenant, by mail address.
    Email {
        /// The address.
        email: String,
    },
    /// All members of the tenant with a role.
    Role {
        /// The role.
        role: Role,
    },
    /// All members of the tenant.
    Tenant,
}

/// Who may do what with a thing: replaces all that was granted before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetShares {
    /// Everybody who may use it, besides its owner; at most 200.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub grants: Vec<GrantRequest>,
    /// A link that needs no account; left out or null, the link is withdrawn.
    #[serde(default)]
    pub link: Option<LinkRequest>,
    /// Whether those who newly get access are told.
    #[serde(default)]
    pub notify: bool,
}

/// Access for someone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantRequest {
    /// Whom.
    pub subject: ShareSubject,
    /// What they may do.
    pub access: Access,
    /// When it ends; left out, never.
    #[serde(default)]
    pub expires_at: Option<String>,
}

/// A link that gives access to whoever has it, without an account. Links give `view` only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkRequest {
    /// When it ends; left out, never.
    #[serde(default)]
    pub expires_at: Option<String>,
    /// Whether to make a new link, so that the old one no longer works.
    #[serde(default)]
    pub renew: bool,
}

/// Who may do what with a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Shares {
    /// Who made it.
    pub owner_id: String,
    /// Their name.
    pub owner_name: Option<String>,
    /// What the caller may do.
    pub my_access: Access,
    /// Everybody else who may use it.
    pub grants: Vec<Grant>,
    /// The link that needs no account, if there is one.
    pub link: Option<ShareLink>,
}

/// Access that someone has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Grant {
    /// Whom.
    pub subject: ShareSubject,
    /// What they are called.
    #[schema(example = "Ada Lovelace")]
    pub label: Option<String>,
    /// What they may do.
    pub access: Access,
    /// Since when.
    pub created_at: String,
    /// Who granted it.
    pub created_by: String,
    /// When it ends.
    pub expires_at: Option<String>,
}

/// A link that needs no account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ShareLink {
    /// Names the link in the audit log.
    pub id: String,
    /// The address to open, its token included. Only in the answer that made or renewed the link:
    /// the token isn't stored.
    pub url: Option<String>,
    /// The token alone, for the header `X-Ulam-Share`; as `url`.
    pub token: Option<String>,
    /// Since when.
    pub created_at: String,
    /// When it ends.
    pub expires_at: Option<String>,
    /// When it was last opened.
    pub last_used_at: Option<String>,
    /// How often it was opened.
    pub uses: u64,
}
