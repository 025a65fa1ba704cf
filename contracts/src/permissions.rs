//! Permissions and roles.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Declares the permissions with their texts and meanings.
macro_rules! permissions {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal),+ $(,)?) => {
        /// What someone may do: `<resource>:<verb>`.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
        )]
        pub enum Permission {
            $($(#[doc = $doc])+ #[serde(rename = $text)] $variant,)+
        }

        impl Permission {
            /// Every permission.
            pub const ALL: &'static [Permission] = &[$(Permission::$variant),+];

            /// As written in tokens and API keys: `files:read`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Permission::$variant => $text,)+
                }
            }

            /// What it allows, in a sentence.
            pub fn description(self) -> &'static str {
                match self {
                    $(Permission::$variant => concat!($($doc),+).trim_ascii(),)+
                }
            }
        }
    };
}

permissions! {
    /// List, see and download files.
    FilesRead = "files:read",
    /// Upload, change, share and delete files.
    FilesWrite = "files:write",
    /// See workbooks: cells, formulas, checks, calculations.
    WorkbooksRead = "workbooks:read",
    /// Open files as workbooks, and close them.
    WorkbooksWrite = "workbooks:write",
    /// See simulations, their state and the queue.
    SimulationsRead = "simulations:read",
    /// Start, cancel and delete simulations.
    SimulationsRun = "simulations:run",
    /// See results and compare them.
    ResultsRead = "results:read",
    /// Export results, download samples, replay trials and share by link.
    ResultsExport = "results:export",
    /// See saved simulations and comment on them.
    SavedSimulationsRead = "saved_simulations:read",
    /// Save, change, share and delete saved simulations.
    SavedSimulationsWrite = "saved_simulations:write",
    /// See one's notifications and alert rules.
    NotificationsRead = "notifications:read",
    /// Change preferences, webhooks and alert rules.
    NotificationsWrite = "notifications:write",
    /// See the members of the tenant.
    MembersRead = "members:read",
    /// Invite and remove members and change their roles.
    MembersWrite = "members:write",
    /// Create and revoke API keys.
    ApiKeysWrite = "api_keys:write",
    /// Change the tenant's settings; with the role of owner, delete it.
    TenantAdmin = "tenant:admin",
    /// Watch and run the platform: instances, circuit breakers, devices. Of no role in a tenant.
    PlatformOperate = "platform:operate",
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that names no permission or role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName(pub String);

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is not known", self.0)
    }
}

impl std::error::Error for UnknownName {}

impl FromStr for Permission {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Permission, UnknownName> {
        let known = Permission::ALL.iter().find(|permission| permission.as_str() == text);
        known.copied().ok_or_else(|| UnknownName(text.to_string()))
    }
}

/// What a member of a tenant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// All of a tenant, its deletion included.
    Owner,
    /// All but deleting the tenant and changing its owners.
    Admin,
    /// Reads, writes and runs.
    Analyst,
    /// Reads.
    Viewer,
}

/// What an admin may do, and an owner.
const ADMINISTRATION: &[Permission] = &[
    Permission::FilesRead,
    Permission::FilesWrite,
    Permission::WorkbooksRead,
    Permission::WorkbooksWrite,
    Permission::SimulationsRead,
    Permission::SimulationsRun,
    Permission::ResultsRead,
    Permission::ResultsExport,
    Permission::SavedSimulationsRead,
    Permission::SavedSimulationsWrite,
    Permission::NotificationsRead,
    Permission::NotificationsWrite,
    Permission::MembersRead,
    Permission::MembersWrite,
    Permission::ApiKeysWrite,
    Permission::TenantAdmin,
];

/// What an analyst may do.
const ANALYSIS: &[Permission] = &[
    Permission::FilesRead,
    Permission::FilesWrite,
    Permission::WorkbooksRead,
    Permission::WorkbooksWrite,
    Permission::SimulationsRead,
    Permission::SimulationsRun,
    Permission::ResultsRead,
    Permission::ResultsExport,
    Permission::SavedSimulationsRead,
    Permission::SavedSimulationsWrite,
    Permission::NotificationsRead,
    Permission::NotificationsWrite,
    Permission::MembersRead,
    Permission::ApiKeysWrite,
];

/// What a viewer may do.
const VIEWING: &[Permission] = &[
    Permission::FilesRead,
    Permission::WorkbooksRead,
    Permission::SimulationsRead,
    Permission::ResultsRead,
    Permission::SavedSimulationsRead,
    Permission::NotificationsRead,
    // Their own preferences.
    Permission::NotificationsWrite,
    Permission::MembersRead,
];

impl Role {
    /// Every role, the mightiest first.
    pub const ALL: &'static [Role] = &[Role::Owner, Role::Admin, Role::Analyst, Role::Viewer];

    /// Its text: `owner`.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Owner => "owner",
            Role::Admin => "admin",
            Role::Analyst => "analyst",
            Role::Viewer => "viewer",
        }
    }

    /// What it is for, in a sentence.
    pub fn description(self) -> &'static str {
        match self {
            Role::Owner => "Owns the organisation: may do everything, deleting it included.",
            Role::Admin => "Runs the organisation: members, settings, keys, and all of its work.",
            Role::Analyst => "Uploads workbooks, runs simulations, shares results.",
            Role::Viewer => "Reads workbooks, simulations and results.",
        }
    }

    /// What it allows.
    pub fn permissions(self) -> &'static [Permission] {
        match self {
            Role::Owner | Role::Admin => ADMINISTRATION,
            Role::Analyst => ANALYSIS,
            Role::Viewer => VIEWING,
        }
    }

    /// Whether it allows this.
    pub fn allows(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Role, UnknownName> {
        let known = Role::ALL.iter().find(|role| role.as_str() == text);
        known.copied().ok_or_else(|| UnknownName(text.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_role_of_a_tenant_operates_the_platform() {
        for role in Role::ALL {
            assert!(!role.allows(Permission::PlatformOperate), "{role}");
        }
    }

    #[test]
    fn mightier_roles_may_all_that_lesser_ones_may() {
        for pair in Role::ALL.windows(2) {
            for permission in pair[1].permissions() {
                assert!(pair[0].allows(*permission), "{} lacks {permission}", pair[0]);
            }
        }
    }

    #[test]
    fn names_are_read_back() {
        for permission in Permission::ALL {
            assert_eq!(permission.as_str().parse(), Ok(*permission));
            let json = serde_json::to_value(permission).unwrap();
            assert_eq!(json, permission.as_str());
            assert!(permission.description().ends_with('.'), "{permission}");
        }
        assert!("files:burn".parse::<Permission>().is_err());
        assert!("root".parse::<Role>().is_err());
    }
}
