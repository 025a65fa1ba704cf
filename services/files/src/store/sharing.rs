//! Grants and links.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use ulam_platform::access::Scope;
use ulam_platform::audit::Entry;
use ulam_platform::identifier::{new_id, now_us};
use ulam_platform::store::{Store, Transaction};

use super::entities::{link, permission};

/// The grants on a file, the oldest first.
///
/// # Errors
/// The database's.
pub async fn grants(
    store: &Store,
    scope: &Scope,
    file_id: &str,
) -> Result<Vec<permission::Model>, DbErr> {
    permission::Entity::find()
        .filter(permission::Column::FileId.eq(file_id))
        .filter(permission::Column::TenantId.eq(scope.tenant_id()))
        .order_by_asc(permission::Column::CreatedUs)
        .order_by_asc(permission::Column::Subject)
        .all(store.reader())
        .await
}

/// Replaces the grants on a file.
///
/// # Errors
/// The database's.
pub async fn set_grants(
    transaction: &Transaction,
    scope: &Scope,
    file_id: &str,
    grants: Vec<permission::Model>,
) -> Result<(), DbErr> {
    let removed = permission::Entity::delete_many()
        .filter(permission::Column::FileId.eq(file_id))
        .filter(permission::Column::TenantId.eq(scope.tenant_id()))
        .exec(&**transaction)
        .await?;
    if removed.rows_affected > 0 || !grants.is_empty() {
        let told = |grant: &permission::Model| {
            format!("{}:{} {}", grant.subject_kind, grant.subject, grant.access)
        };
        let detail = grants.iter().map(told).collect::<Vec<_>>().join(", ");
        transaction.record(Entry::by(scope, "share.changed").about("file", file_id).with(detail));
    }
    for grant in grants {
        permission::Entity::insert(grant.into_active_model())
            .exec_without_returning(&**transaction)
            .await?;
    }
    Ok(())
}

/// The link to a file.
///
/// # Errors
/// The database's.
pub async fn link_of(
    store: &Store,
    scope: &Scope,
    file_id: &str,
) -> Result<Option<link::Model>, DbErr> {
    link::Entity::find()
        .filter(link::Column::FileId.eq(file_id))
        .filter(link::Column::TenantId.eq(scope.tenant_id()))
        .one(store.reader())
        .await
}

/// Withdraws the link to a file.
///
/// # Errors
/// The database's.
pub async fn remove_link(
    transaction: &Transaction,
    scope: &Scope,
    file_id: &str,
) -> Result<(), DbErr> {
    let removed = link::Entity::delete_many()
        .filter(link::Column::FileId.eq(file_id))
        .filter(link::Column::TenantId.eq(scope.tenant_id()))
        .exec(&**transaction)
        .await?;
    if removed.rows_affected > 0 {
        transaction.record(Entry::by(scope, "link.revoked").about("file", file_id));
    }
    Ok(())
}

/// Makes a link to a file, which has none.
///
/// # Errors
/// The database's.
pub async fn insert_link(
    transaction: &Transaction,
    scope: &Scope,
    file_id: &str,
    token_hash: String,
    expires_us: Option<i64>,
) -> Result<(), DbErr> {
    let row = link::ActiveModel {
        id: Set(new_id()),
        file_id: Set(file_id.to_string()),
        tenant_id: Set(scope.tenant_id().to_string()),
        token_hash: Set(token_hash),
        created_us: Set(now_us()),
        expires_us: Set(expires_us),
        last_used_us: Set(None),
        uses: Set(0),
    };
    link::Entity::insert(row).exec_without_returning(&**transaction).await?;
    transaction.record(Entry::by(scope, "link.created").about("file", file_id));
    Ok(())
}

/// Changes when the link to a file ends.
///
/// # Errors
/// The database's.
pub async fn set_link_end(
    transaction: &Transaction,
    scope: &Scope,
    file_id: &str,
    expires_us: Option<i64>,
) -> Result<(), DbErr> {
    link::Entity::update_many()
        .col_expr(link::Column::ExpiresUs, Expr::value(expires_us))
        .filter(link::Column::FileId.eq(file_id))
        .filter(link::Column::TenantId.eq(scope.tenant_id()))
        .exec(&**transaction)
        .await?;
    transaction.record(Entry::by(scope, "link.changed").about("file", file_id));
    Ok(())
}

/// The link of a token, which is used now. Whoever has the token has the right to it, so there is no
/// scope.
///
/// # Errors
/// The database's.
pub async fn use_link(store: &Store, token_hash: &str) -> Result<Option<link::Model>, DbErr> {
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
pub async fn remove_user(
    transaction: &Transaction,
    scope: &Scope,
    user_id: &str,
) -> Result<(), DbErr> {
    permission::Entity::delete_many()
        .filter(permission::Column::TenantId.eq(scope.tenant_id()))
        .filter(permission::Column::SubjectKind.eq(permission::USER))
        .filter(permission::Column::Subject.eq(user_id))
        .exec(&**transaction)
        .await?;
    Ok(())
}
