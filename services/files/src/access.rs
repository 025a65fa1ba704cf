//! What a caller may do with files.
//!
//! A file is its uploader's. Admins manage all files of the tenant; others may what was granted to
//! them, to their role or to everybody; the holder of a link may see the one file that it shares.

use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition};
use ulam_contracts::permissions::{Permission, Role};
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::sharing::Access;
use ulam_platform::access::{Principal, Scope, SubjectKind};
use ulam_platform::http::ApiError;
use ulam_platform::identifier::now_us;

use crate::store::entities::{file, link, permission};
use crate::store::{Granted, value_of};

/// The role that a principal's permissions amount to, for grants to roles.
fn role_of(principal: &Principal) -> Role {
    let allowed_by =
        |role: &&Role| role.permissions().iter().all(|permission| principal.may(*permission));
    let roles = [Role::Admin, Role::Analyst];
    roles.iter().find(allowed_by).copied().unwrap_or(Role::Viewer)
}

/// Whether a principal manages all files of its tenant.
fn manages_all(principal: &Principal) -> bool {
    principal.may(Permission::TenantAdmin) || principal.kind == SubjectKind::Service
}

/// The link that a principal came by.
fn link_id(principal: &Principal) -> Option<&str> {
    principal.subject.strip_prefix("link:").filter(|_| principal.kind == SubjectKind::Link)
}

/// Which grants concern a principal.
pub fn grants_of(scope: &Scope) -> Condition {
    let principal = scope.principal();
    let of = |kind: &str, subject: &str| {
        Condition::all()
            .add(permission::Column::SubjectKind.eq(kind))
            .add(permission::Column::Subject.eq(subject))
    };
    let subjects = Condition::any()
        .add(of(permission::USER, scope.subject()))
        .add(of(permission::ROLE, role_of(principal).as_str()))
        .add(of(permission::TENANT, ""));
    let lasting = Condition::any()
        .add(permission::Column::ExpiresUs.is_null())
        .add(permission::Column::ExpiresUs.gt(now_us()));
    Condition::all()
        .add(permission::Column::TenantId.eq(scope.tenant_id()))
        .add(subjects)
        .add(lasting)
}

/// Which files a caller may see.
pub fn visible(scope: &Scope) -> Condition {
    let principal = scope.principal();
    let of_tenant = Condition::all().add(file::Column::TenantId.eq(scope.tenant_id()));
    if principal.kind == SubjectKind::Link {
        let linked = Query::select()
            .column(link::Column::FileId)
            .from(link::Entity)
            .cond_where(
                Condition::all()
                    .add(link::Column::Id.eq(link_id(principal).unwrap_or_default()))
                    .add(link::Column::TenantId.eq(scope.tenant_id()))
                    .add(
                        Condition::any()
                            .add(link::Column::ExpiresUs.is_null())
                            .add(link::Column::ExpiresUs.gt(now_us())),
                    ),
            )
            .to_owned();
        return of_tenant.add(file::Column::Id.in_subquery(linked));
    }
    if manages_all(principal) {
        return of_tenant;
    }
    let granted = Query::select()
        .column(permission::Column::FileId)
        .from(permission::Entity)
        .cond_where(grants_of(scope))
        .to_owned();
    of_tenant.add(
        Condition::any()
            .add(file::Column::CreatedBy.eq(scope.subject()))
            .add(file::Column::Id.in_subquery(granted)),
    )
}

/// What a caller may do with a file that is [`visible`], `granted` being the grants that concern the
/// caller.
///
/// # Errors
/// A row that this program did not write.
pub fn access_to(scope: &Scope, file: &file::Model, granted: &Granted) -> Result<Access, ApiError> {
    let principal = scope.principal();
    if principal.kind == SubjectKind::Link {
        return Ok(Access::View);
    }
    if manages_all(principal) || file.created_by == scope.subject() {
        return Ok(Access::Manage);
    }
    let mut best = Access::View;
    for access in granted.get(&file.id).into_iter().flatten() {
        best = best.max(value_of(access)?);
    }
    Ok(best)
}

/// Refuses a caller who may not do so much.
///
/// # Errors
/// 403.
pub fn require(access: Access, needed: Access) -> Result<(), ApiError> {
    if access >= needed {
        return Ok(());
    }
    let detail = match needed {
        Access::Manage => "Only who manages the file may do this. Ask its owner or an admin.",
        _ => "You may see the file, but not change it. Ask its owner to let you edit it.",
    };
    Err(ProblemKind::NotAllowed.problem(detail).into())
}
