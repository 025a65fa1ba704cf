//! The extractors by which handlers learn who asks.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::header::AUTHORIZATION;
use http::request::Parts;
use ulam_contracts::permissions::Permission;
use ulam_contracts::problem::ProblemKind;

use super::{Keys, Principal, Scope, SubjectKind, TokenError};
use crate::http::ApiError;
use crate::service::Shared;

/// Whoever sent the request, with a good access token. Gives out a [`Scope`] against a permission.
#[derive(Clone, Debug)]
pub struct Caller {
    principal: Arc<Principal>,
}

impl Caller {
    /// The scope of this caller, who must have the permission.
    ///
    /// # Errors
    /// 403 without the permission, or without a tenant.
    pub fn may(&self, permission: Permission) -> Result<Scope, ApiError> {
        if !self.principal.may(permission) {
            let detail = format!(
                "This needs the permission {permission}. Ask an admin of the organisation for it."
            );
            return Err(ProblemKind::NotAllowed.problem(detail).into());
        }
        if self.principal.tenant_id.is_empty() && permission != Permission::PlatformOperate {
            let detail = "This belongs to an organisation: choose or create one first.";
            return Err(ProblemKind::NotAllowed.problem(detail).into());
        }
        Ok(self.principal.scope())
    }

    /// The scope of a person acting on their own account, whatever their role.
    ///
    /// # Errors
    /// 403 for links and services.
    pub fn as_self(&self) -> Result<Scope, ApiError> {
        match self.principal.kind {
            SubjectKind::User | SubjectKind::ApiKey => Ok(self.principal.scope()),
            SubjectKind::Link | SubjectKind::Service => {
                Err(ProblemKind::NotAllowed.problem("Sign in to use your own account.").into())
            }
        }
    }

    /// Who it is.
    pub fn principal(&self) -> &Principal {
        &self.principal
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Caller, ApiError> {
        let principal = bearer_principal(parts)?;
        if principal.kind == SubjectKind::Service {
            return Err(ProblemKind::NotAllowed
                .problem("This needs a person's access token.")
                .into());
        }
        Ok(Caller { principal })
    }
}

/// Another service of this installation, on nobody's behalf: for `/internal` endpoints.
#[derive(Clone, Debug)]
pub struct ServiceCaller {
    /// The service's name.
    pub service: String,
}

impl<S: Send + Sync> FromRequestParts<S> for ServiceCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<ServiceCaller, ApiError> {
        let principal = bearer_principal(parts)?;
        match principal.subject.strip_prefix("service:") {
            Some(service) if principal.kind == SubjectKind::Service => {
                Ok(ServiceCaller { service: service.to_string() })
            }
            _ => Err(ProblemKind::NotAllowed.problem("This is for Ulam's own services.").into()),
        }
    }
}

fn bearer_principal(parts: &Parts) -> Result<Arc<Principal>, ApiError> {
    let keys: &Keys = &parts
        .extensions
        .get::<Shared>()
        .ok_or_else(|| {
            ApiError::internal("the request did not come through the platform's layers")
        })?
        .keys;
    let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some(token) = header.and_then(|value| value.strip_prefix("Bearer ")) else {
        let detail = "Sign in, or send an access token or API key in the Authorization header.";
        return Err(ProblemKind::NotSignedIn.problem(detail).into());
    };
    keys.verify(token.trim()).map_err(|error| {
        let detail = match error {
            TokenError::Expired => "The access token has expired. Refresh it and try again.",
            TokenError::Invalid => "The access token is not valid. Sign in again.",
        };
        ProblemKind::NotSignedIn.problem(detail).into()
    })
}
