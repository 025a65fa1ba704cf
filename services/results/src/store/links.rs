//! Links by which results are seen without an account.

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter};
use ulam_platform::access::{Scope, SubjectKind};
use ulam_platform::audit::Entry;
use ulam_platform::identifier::{new_id, now_us};
use ulam_platform::store::{Store, Transaction};

use super::entities::{link, result};

fn of_result(scope: &Scope, result_id: &str) -> Condition {
    Condition::all()
        .add(link::Column::ResultId.eq(result_id))
        .add(link::Column::TenantId.eq(scope.tenant_id()))
}

/// Which results a scope's principal may see: those of the tenant that haven't had their time; by a link
/// the one that it shares.
pub(super) fn visible(scope: &Scope) -> Condition {
    let is_kept = Condition::any()
        .add(result::Column::ExpiresUs.is_null())
        .add(result::Column::ExpiresUs.gt(now_us()));
    let of_tenant =
        Condition::all().add(result::Column::TenantId.eq(scope.tenant_id())).add(is_kept);
    let principal = scope.principal();
    if principal.kind != SubjectKind::Link {
        return of_tenant;
    }
    let link_id = principal.subject.strip_prefix("link:").unwrap_or_default();
    let lasting = Condition::any()
        .add(link::Column::ExpiresUs.is_null())
        .add(link::Column::ExpiresUs.gt(now_us()));
    let linked = Query::select()
        .column(link::Column::ResultId)
        .from(link::Entity)
        .cond_where(
            Condition::all()
                .add(link::Column::Id.eq(link_id))
                .add(link::Column::TenantId.eq(scope.tenant_id()))
                .add(lasting),
        )
        .to_owned();
    of_tenant.add(result::Column::Id.in_subquery(linked))
}

/// The link to a result.
pub(crate) async fn link_of(
    store: &Store,
    scope: &Scope,
    result_id: &str,
) -> Result<Option<link::Model>, DbErr> {
    link::Entity::find().filter(of_result(scope, result_id)).one(store.reader()).await
}

/// Withdraws the link to a result.
pub(crate) async fn remove_link(
    transaction: &Transaction,
    scope: &Scope,
    result_id: &str,
) -> Result<(), DbErr> {
    let of_result = of_result(scope, result_id);
    let removed = link::Entity::delete_many().filter(of_result).exec(&**transaction).await?;
    if removed.rows_affected > 0 {
        transaction.record(Entry::by(scope, "link.revoked").about("result", result_id));
    }
    Ok(())
}

/// Makes a link to a result, which has none.
pub(crate) async fn insert_link(
    transaction: &Transaction,
    scope: &Scope,
    result_id: &str,
    token_hash: String,
    expires_us: Option<i64>,
) -> Result<(), DbErr> {
    let row = link::ActiveModel {
        id: Set(new_id()),
        result_id: Set(result_id.to_string()),
        tenant_id: Set(scope.tenant_id().to_string()),
        token_hash: Set(token_hash),
        created_us: Set(now_us()),
        expires_us: Set(expires_us),
        last_used_us: Set(None),
        uses: Set(0),
    };
    link::Entity::insert(row).exec_without_returning(&**transaction).await?;
    transaction.record(Entry::by(scope, "link.created").about("result", result_id));
    Ok(())
}

/// Changes when the link to a result ends.
pub(crate) async fn set_link_end(
    transaction: &Transaction,
    scope: &Scope,
    result_id: &str,
    expires_us: Option<i64>,
) -> Result<(), DbErr> {
    link::Entity::update_many()
        .col_expr(link::Column::ExpiresUs, Expr::value(expires_us))
        .filter(of_result(scope, result_id))
        .exec(&**transaction)
        .await?;
    transaction.record(Entry::by(scope, "link.changed").about("result", result_id));
    Ok(())
}

/// The link of a token, which is used now. Whoever has the token has the right to it, so there is no
/// scope.
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
