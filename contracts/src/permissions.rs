//! Permissions and roles.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What someone may do: `<resource>:<verb>`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
pub enum Permission {
    /// List, see and download files.
    #[serde(rename = "files:read")]
    FilesRead,
    /// Upload, change, share and delete files.
    #[serde(rename = "files:write")]
    FilesWrite,
    /// See workbooks: cells, formulas, checks, calculations.
    #[serde(rename = "workbooks:read")]
    WorkbooksRead,
    /// Open files as workbooks, and close them.
    #[serde(rename = "workbooks:write")]
    WorkbooksWrite,
    /// See simulations, their state and the queue.
    #[serde(rename = "simulations:read")]
    SimulationsRead,
    /// Start, cancel and delete simulations.
    #[serde(rename = "simulations:run")]
    SimulationsRun,
    /// See results and compare them.
    #[serde(rename = "results:read")]
    ResultsRead,
    /// Export results, download samples, replay trials and share by link.
    #[serde(rename = "results:export")]
    ResultsExport,
    /// See saved simulations and comment on them.
    #[serde(rename = "saved_simulations:read")]
    SavedSimulationsRead,
    /// Save, change, share and delete saved simulations.
    #[serde(rename = "saved_simulations:write")]
    SavedSimulationsWrite,
    /// See one's notifications and alert rules.
    #[serde(rename = "notifications:read")]
    NotificationsRead,
    /// Change preferences, webhooks and alert rules.
    #[serde(rename = "notifications:write")]
    NotificationsWrite,
    /// See the members of the tenant.
    #[serde(rename = "members:read")]
    MembersRead,
    /// Invite and remove members and change their roles.
    #[serde(rename = "members:write")]
    MembersWrite,
    /// Create and revoke API keys.
    #[serde(rename = "api_keys:write")]
    ApiKeysWrite,
    /// Change the tenant's settings; with the role of owner, delete it.
    #[serde(rename = "tenant:admin")]
    TenantAdmin,
    /// Watch and run the platform: instances, circuit breakers, devices. Of no role in a tenant.
    #[serde(rename = "platform:operate")]
    PlatformOperate,
}

impl Permission {
    /// Every permission.
    pub const ALL: &'static [Permission] = &[
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
        Permission::PlatformOperate,
    ];

    /// As written in tokens and API keys: `files:read`.
    pub fn as_str(self) -> &'static str {
        match self {
            Permission::FilesRead => "files:read",
            Permission::FilesWrite => "files:write",
            Permission::WorkbooksRead => "workbooks:read",
            Permission::WorkbooksWrite => "workbooks:write",
            Permission::SimulationsRead => "simulations:read",
            Permission::SimulationsRun => "simulations:run",
            Permission::ResultsRead => "results:read",
            Permission::ResultsExport => "results:export",
            Permission::SavedSimulationsRead => "saved_simulations:read",
            Permission::SavedSimulationsWrite => "saved_simulations:write",
            Permission::NotificationsRead => "notifications:read",
            Permission::NotificationsWrite => "notifications:write",
            Permission::MembersRead => "members:read",
            Permission::MembersWrite => "members:write",
            Permission::ApiKeysWrite => "api_keys:write",
            Permission::TenantAdmin => "tenant:admin",
            Permission::PlatformOperate => "platform:operate",
        }
    }

    /// What it allows, in a sentence.
    pub fn description(self) -> &'static str {
        match self {
            Permission::FilesRead => "List, see and download files.",
            Permission::FilesWrite => "Upload, change, share and delete files.",
            Permission::WorkbooksRead => "See workbooks: cells, formulas, checks, calculations.",
            Permission::WorkbooksWrite => "Open files as workbooks, and close them.",
            Permission::SimulationsRead => "See simulations, their state and the queue.",
            Permission::SimulationsRun => "Start, cancel and delete simulations.",
            Permission::ResultsRead => "See results and compare them.",
            Permission::ResultsExport => {
                "Export results, download samples, replay trials and share by link."
            }
            Permission::SavedSimulationsRead => "See saved simulations and comment on them.",
            Permission::SavedSimulationsWrite => {
                "Save, change, share and delete saved simulations."
            }
            Permission::NotificationsRead => "See one's notifications and alert rules.",
            Permission::NotificationsWrite => "Change preferences, webhooks and alert rules.",
            Permission::MembersRead => "See the members of the tenant.",
            Permission::MembersWrite => "Invite and remove members and change their roles.",
            Permission::ApiKeysWrite => "Create and revoke API keys.",
            Permission::TenantAdmin => {
                "Change the tenant's settings; with the role of owner, delete it."
            }
            Permission::PlatformOperate => {
                "Watch and run the platform: instances, circuit breakers, devices. Of no role in a tenant."
            }
        }
    }
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
