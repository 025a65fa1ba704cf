//! Where a session's or key's user stands now: tenant, role, rights.

use sea_orm::{ConnectionTrait, DbErr};
use ulam_contracts::identity as contract;
use ulam_contracts::permissions::{Permission, Role};
use ulam_platform::access::{Principal, SubjectKind};

use crate::store::entities::{api_key, session, tenant, user};
use crate::store::{accounts, keys, tenants};

/// A user in a tenant.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The user.
    pub user: user::Model,
    /// The tenant, unless they belong to none (any more).
    pub tenant: Option<tenant::Model>,
    /// The role there.
    pub role: Option<Role>,
}

impl Standing {
    /// Where a user stands in a tenant; `None` where the user is gone.
    ///
    /// # Errors
    /// The database's.
    pub async fn of(
        on: &impl ConnectionTrait,
        user_id: &str,
        tenant_id: &str,
    ) -> Result<Option<Standing>, DbErr> {
        let Some(user) = accounts::user(on, user_id).await? else { return Ok(None) };
        let membership = tenants::membership(on, tenant_id, user_id).await?;
        let role = membership.as_ref().map(tenants::role);
        let tenant = if role.is_some() { tenants::find(on, tenant_id).await? } else { None };
        Ok(Some(Standing { user, tenant, role }))
    }

    /// The tenant's id, empty without one.
    pub fn tenant_id(&self) -> &str {
        self.tenant.as_ref().map_or("", |tenant| tenant.id.as_str())
    }

    /// The tenant's plan, empty without one.
    pub fn plan(&self) -> String {
        self.tenant.as_ref().map(|tenant| tenant.plan.clone()).unwrap_or_default()
    }

    /// Networks that the tenant's members may come from.
    pub fn networks(&self) -> Vec<String> {
        self.tenant.as_ref().map(tenants::networks).unwrap_or_default()
    }

    /// What the user may do in a session. Where the tenant demands a second factor that was not
    /// given, nothing but looking after their own account.
    fn permissions(&self, is_second_factor_verified: bool) -> Vec<Permission> {
        let is_enough = is_second_factor_verified
            || !self.tenant.as_ref().is_some_and(|tenant| tenant.requires_second_factor);
        let mut permissions = Vec::new();
        if is_enough {
            permissions
                .extend(self.role.map(|role| role.permissions().to_vec()).unwrap_or_default());
            permissions.extend(self.user.is_operator.then_some(Permission::PlatformOperate));
        }
        permissions
    }

    /// The principal of a session's access tokens.
    pub fn of_session(&self, session: &session::Model) -> Principal {
        Principal {
            subject: self.user.id.clone(),
            kind: SubjectKind::User,
            tenant_id: self.tenant_id().to_string(),
            session_id: session.id.clone(),
            permissions: self.permissions(session.is_second_factor_verified),
        }
    }

    /// The principal of a key's access tokens.
    pub fn of_key(&self, key: &api_key::Model) -> Principal {
        let permissions =
            self.role.map(|role| keys::effective_permissions(key, role, self.user.is_operator));
        Principal {
            subject: self.user.id.clone(),
            kind: SubjectKind::ApiKey,
            tenant_id: self.tenant_id().to_string(),
            session_id: key.id.clone(),
            permissions: permissions.unwrap_or_default(),
        }
    }

    /// The same for clients.
    pub fn described(
        &self,
        principal: &Principal,
        name: Option<&str>,
        is_second_factor_verified: bool,
    ) -> contract::Principal {
        let is_key = principal.kind == SubjectKind::ApiKey;
        contract::Principal {
            kind: if is_key {
                contract::PrincipalKind::ApiKey
            } else {
                contract::PrincipalKind::User
            },
            user_id: Some(self.user.id.clone()),
            email: Some(self.user.email.clone()),
            name: name.unwrap_or(&self.user.name).to_string(),
            tenant_id: self.tenant.as_ref().map(|tenant| tenant.id.clone()),
            tenant_name: self.tenant.as_ref().map(|tenant| tenant.name.clone()),
            role: self.role,
            permissions: principal.permissions.clone(),
            session_id: (!is_key).then(|| principal.session_id.clone()),
            api_key_id: is_key.then(|| principal.session_id.clone()),
            is_second_factor_verified,
            is_operator: principal.may(Permission::PlatformOperate),
        }
    }
}
