//! Grants and links.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use ulam_platform::access::Scope;
use ulam_platform::audit::Entry;
use ulam_platform::identifier::{new_id, now_us};
use ulam_platform::store::{Store, Transaction};

use super::entities::{link, share};

/// The grants on a saved simulation, the oldest first.
///
/// # Errors
/// The database's.
pub(crate) async fn grants(
    store: &Store,
    scope: &Scope,
    saved_id: &str,
) -> Result<Vec<share::Model>, DbErr> {
    share::Entity::find()
        .filter(share::Column::SavedSimulationId.eq(saved_id))
        .filter(share::Column::TenantId.eq(scope.tenant_id()))
        .order_by_asc(share::Column::CreatedUs)
        .order_by_asc(share::Column::Subject)
        .all(store.reader())
        .await
}

/// Replaces the grants on a saved simulation.
///
/// # Errors
/// The database's.
pub(crate) async fn set_grants(
    transaction: &Transaction,
    scope: &Scope,
    saved_id: &str,
    grants: Vec<share::Model>,
) -> Result<(), DbErr> {
    let removed = share::Entity::delete_many()
        .filter(share::Column::SavedSimulationId.eq(saved_id))
        .filter(share::Column::TenantId.eq(scope.tenant_id()))
        .exec(&**transaction)
        .await?;
    if removed.rows_affected > 0 || !grants.is_empty() {
        let told = |grant: &share::Model| {
            format!("{}:{} {}", grant.subject_kind, grant.subject, grant.access)
        };
        let detail = grants.iter().map(told).collect::<Vec<_>>().join(", ");
        transaction.record(
            Entry::by(scope, "share.changed").about("saved_simulation", saved_id).with(detail),
        );
    }
    for grant in grants {
        share::Entity::insert(grant.into_active_model())
            .exec_without_returning(&**transaction)
            .await?;
    }
    Ok(())
}

/// The link to a saved simulation.
///
/// # Errors
/// The database's.
pub(crate) async fn link_of(
    store: &Store,
    scope: &Scope,
    saved_id: &str,
) -> Result<Option<link::Model>, DbErr> {
    link::Entity::find()
        .filter(link::Column::SavedSimulationId.eq(saved_id))
        .filter(link::Column::TenantId.eq(scope.tenant_id()))
        .one(store.reader())
        .await
}

/// Withdraws the link to a saved simulation.
///
/// # Errors
/// The database's.
pub(crate) async fn remove_link(
    transaction: &Transaction,
    scope: &Scope,
    saved_id: &str,
) -> Result<(), DbErr> {
    let removed = link::Entity::delete_many()
        .filter(link::Column::SavedSimulationId.eq(saved_id))
        .filter(link::Column::TenantId.eq(scope.tenant_id()))
        .exec(&**transaction)
        .await?;
    if removed.rows_affected > 0 {
        transaction.record(Entry::by(scope, "link.revoked").about("saved_simulation", saved_id));
    }
    Ok(())
}

/// Makes a link to a saved simulation, which has none.
///
/// # Errors
/// The database's.
pub(crate) async fn insert_link(
    transaction: &Transaction,
    scope: &Scope,
    saved_id: &str,
    token_hash: String,
    expires_us: Option<i64>,
) -> Result<(), DbErr> {
    let row = link::ActiveModel {
        id: Set(new_id()),
        saved_simulation_id: Set(saved_id.to_string()),
        tenant_id: Set(scope.tenant_id().to_string()),
        token_hash: Set(token_hash),
        created_us: Set(now_us()),
        expires_us: Set(expires_us),
        last_used_us: Set(None),
        uses: Set(0),
    };
    link::Entity::insert(row).exec_without_returning(&**transaction).await?;
    transaction.record(Entry::by(scope, "link.created").about("saved_simulation", saved_id));
    Ok(())
}

/// Changes when the link to a saved simulation ends.
///
/// # Errors
/// The database's.
pub(crate) async fn set_link_end(
    transaction: &Transaction,
    scope: &Scope,
    saved_id: &str,
    expires_us: Option<i64>,
) -> Result<(), DbErr> {
    link::Entity::update_many()
        .col_expr(link::Column::ExpiresUs, Expr::value(expires_us))
        .filter(link::Column::SavedSimulationId.eq(saved_id))
        .filter(link::Column::TenantId.eq(scope.tenant_id()))
        .exec(&**transaction)
        .await?;
    transaction.record(Entry::by(scope, "link.changed").about("saved_simulation", saved_id));
    Ok(())
}

/// The link of a token, which is used now. Whoever has the token has the right to it, so there is no
/// scope.
///
/// # Errors
/// The database's.
pub(crate) async fn use_link(
    store: &Store,
    token_hash: &str,
) -> Result<Option<link::Model>, DbErr> {
    let found = link::Entity::find()
        .filter(link::Column::TokenHash.eq(token_hash))
        .one(store.reader())
        .await?;
    let now = now_us();
    let Some(link) = found.filter(|link| link.expires_us.is_none_or(|end| end > now)) else {
        return Ok(None);
    };
    let transaction = store.transaction().await?;
    link::Entity::update_many()
        .col_expr(link::Column::LastUsedUs, Expr::value(now))
        .col_expr(link::Column::Uses, Expr::col(link::Column::Uses).add(1))
        .filter(link::Column::Id.eq(&link.id))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(Some(link))
}

/// Withdraws what was granted to a user.
///
/// # Errors
/// The database's.
pub(crate) async fn remove_user(
    transaction: &Transaction,
    scope: &Scope,
    user_id: &str,
) -> Result<(), DbErr> {
    share::Entity::delete_many()
        .filter(share::Column::TenantId.eq(scope.tenant_id()))
        .filter(share::Column::SubjectKind.eq(share::USER))
        .filter(share::Column::Subject.eq(user_id))
        .exec(&**transaction)
        .await?;
    Ok(())
}
