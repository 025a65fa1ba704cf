//! What a caller may do with saved simulations.
//!
//! One is its maker's. Admins manage all of the tenant; others may what was granted to them, to their
//! role or to everybody; the holder of a link may see the one that it shares.

use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition};
use ulam_contracts::permissions::{Permission, Role};
use ulam_contracts::problem::ProblemKind;
use ulam_contracts::sharing::Access;
use ulam_platform::access::{Principal, Scope, SubjectKind};
use ulam_platform::http::ApiError;
use ulam_platform::identifier::now_us;

use crate::store::{link, saved, share, value_of};

/// The role that a principal's permissions amount to, for grants to roles.
fn role_of(principal: &Principal) -> Role {
    let allowed_by =
        |role: &&Role| role.permissions().iter().all(|permission| principal.may(*permission));
    let roles = [Role::Admin, Role::Analyst];
    roles.iter().find(allowed_by).copied().unwrap_or(Role::Viewer)
}

fn manages_all(principal: &Principal) -> bool {
    principal.may(Permission::TenantAdmin)
}

/// Which grants concern a principal.
pub(crate) fn grants_of(scope: &Scope) -> Condition {
    let of = |kind: &str, subject: &str| {
        Condition::all()
            .add(share::Column::SubjectKind.eq(kind))
            .add(share::Column::Subject.eq(subject))
    };
    let subjects = Condition::any()
        .add(of(share::USER, scope.subject()))
        .add(of(share::ROLE, role_of(scope.principal()).as_str()))
        .add(of(share::TENANT, ""));
    let lasting = Condition::any()
        .add(share::Column::ExpiresUs.is_null())
        .add(share::Column::ExpiresUs.gt(now_us()));
    Condition::all().add(share::Column::TenantId.eq(scope.tenant_id())).add(subjects).add(lasting)
}

/// Which saved simulations a caller may see.
pub(crate) fn visible(scope: &Scope) -> Condition {
    let principal = scope.principal();
    let of_tenant = Condition::all().add(saved::Column::TenantId.eq(scope.tenant_id()));
    if principal.kind == SubjectKind::Link {
        let link_id = principal.subject.strip_prefix("link:").unwrap_or_default();
        let lasting = Condition::any()
            .add(link::Column::ExpiresUs.is_null())
            .add(link::Column::ExpiresUs.gt(now_us()));
        let linked = Query::select()
            .column(link::Column::SavedSimulationId)
            .from(link::Entity)
            .cond_where(
                Condition::all()
                    .add(link::Column::Id.eq(link_id))
                    .add(link::Column::TenantId.eq(scope.tenant_id()))
                    .add(lasting),
            )
            .to_owned();
        return of_tenant.add(saved::Column::Id.in_subquery(linked));
    }
    if manages_all(principal) {
        return of_tenant;
    }
    let granted = Query::select()
        .column(share::Column::SavedSimulationId)
        .from(share::Entity)
        .cond_where(grants_of(scope))
        .to_owned();
    of_tenant.add(
        Condition::any()
            .add(saved::Column::CreatedBy.eq(scope.subject()))
            .add(saved::Column::Id.in_subquery(granted)),
    )
}

/// What a caller may do with one that is [`visible`], `granted` being the accesses granted to the
/// caller.
///
/// # Errors
/// A row that this program did not write.
pub(crate) fn access_to(
    scope: &Scope,
    row: &saved::Model,
    granted: &[String],
) -> Result<Access, ApiError> {
    let principal = scope.principal();
    if principal.kind == SubjectKind::Link {
        return Ok(Access::View);
    }
    if manages_all(principal) || row.created_by == scope.subject() {
        return Ok(Access::Manage);
    }
    let mut best = Access::View;
    for access in granted {
        best = best.max(value_of(access)?);
    }
    Ok(best)
}

/// Refuses a caller who may not do so much.
///
/// # Errors
/// 403.
pub(crate) fn require(access: Access, needed: Access) -> Result<(), ApiError> {
    if access >= needed {
        return Ok(());
    }
    let detail = match needed {
        Access::Manage => {
            "Only who manages the saved simulation may do this. Ask its owner or an admin."
        }
        Access::Comment => {
            "You may see the saved simulation, but not comment on it. Ask its owner."
        }
        _ => "You may see the saved simulation, but not change it. Ask its owner to let you.",
    };
    Err(ProblemKind::NotAllowed.problem(detail).into())
}
