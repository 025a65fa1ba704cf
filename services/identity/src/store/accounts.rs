//! Users and what they prove who they are with.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
};
use ulam_platform::identifier::{new_id, now_us};

use super::entities::{credential, user};
use crate::domain::address::email_key;

/// A user who is to be.
pub struct NewUser<'a> {
    /// The mail address.
    pub email: &'a str,
    /// Whether it is known to be theirs.
    pub is_email_confirmed: bool,
    /// What to call them.
    pub name: &'a str,
    /// Whether they may operate the platform.
    pub is_operator: bool,
}

/// Adds a user. A second one with the same address fails as a duplicate.
///
/// # Errors
/// The database's.
pub async fn insert_user(
    on: &impl ConnectionTrait,
    new: NewUser<'_>,
) -> Result<user::Model, DbErr> {
    let row = user::Model {
        id: new_id(),
        email: new.email.to_string(),
        email_key: email_key(new.email),
        is_email_confirmed: new.is_email_confirmed,
        name: new.name.to_string(),
        locale: "en".to_string(),
        time_zone: "UTC".to_string(),
        phone: None,
        created_us: now_us(),
        last_tenant_id: None,
        is_operator: new.is_operator,
        preferences: "{}".to_string(),
    };
    user::Entity::insert(user::ActiveModel::from(row.clone())).exec_without_returning(on).await?;
    Ok(row)
}

/// A user by id.
///
/// # Errors
/// The database's.
pub async fn user(on: &impl ConnectionTrait, id: &str) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find_by_id(id).one(on).await
}

/// A user by mail address.
///
/// # Errors
/// The database's.
pub async fn user_of_email(
    on: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find().filter(user::Column::EmailKey.eq(email_key(email))).one(on).await
}

/// Whether there is no user at all.
///
/// # Errors
/// The database's.
pub async fn is_empty(on: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(user::Entity::find().count(on).await? == 0)
}

/// Notes that a user's address is theirs.
///
/// # Errors
/// The database's.
pub async fn confirm_email(on: &impl ConnectionTrait, user_id: &str) -> Result<(), DbErr> {
    user::Entity::update_many()
        .col_expr(user::Column::IsEmailConfirmed, Expr::value(true))
        .filter(user::Column::Id.eq(user_id))
        .exec(on)
        .await?;
    Ok(())
}

/// Notes where a user worked last.
///
/// # Errors
/// The database's.
pub async fn set_last_tenant(
    on: &impl ConnectionTrait,
    user_id: &str,
    tenant_id: &str,
) -> Result<(), DbErr> {
    user::Entity::update_many()
        .col_expr(user::Column::LastTenantId, Expr::value(Some(tenant_id.to_string())))
        .filter(user::Column::Id.eq(user_id))
        .exec(on)
        .await?;
    Ok(())
}

/// A user's credentials of a kind.
///
/// # Errors
/// The database's.
pub async fn credentials(
    on: &impl ConnectionTrait,
    user_id: &str,
    kind: &str,
) -> Result<Vec<credential::Model>, DbErr> {
    let found = credential::Entity::find()
        .filter(credential::Column::UserId.eq(user_id))
        .filter(credential::Column::Kind.eq(kind));
    found.all(on).await
}

/// A user's one credential of a kind.
///
/// # Errors
/// The database's.
pub async fn credential(
    on: &impl ConnectionTrait,
    user_id: &str,
    kind: &str,
) -> Result<Option<credential::Model>, DbErr> {
    Ok(credentials(on, user_id, kind).await?.into_iter().next())
}

/// The credential of a kind with this subject.
///
/// # Errors
/// The database's.
pub async fn credential_of(
    on: &impl ConnectionTrait,
    kind: &str,
    subject: &str,
) -> Result<Option<credential::Model>, DbErr> {
    let found = credential::Entity::find()
        .filter(credential::Column::Kind.eq(kind))
        .filter(credential::Column::Subject.eq(subject));
    found.one(on).await
}

/// Adds a credential.
///
/// # Errors
/// The database's; a duplicate where there is one with this kind and subject.
pub async fn insert_credential(
    on: &impl ConnectionTrait,
    user_id: &str,
    kind: &str,
    subject: &str,
    secret: &str,
    counter: i64,
) -> Result<(), DbErr> {
    let row = credential::ActiveModel {
        id: Set(new_id()),
        user_id: Set(user_id.to_string()),
        kind: Set(kind.to_string()),
        subject: Set(subject.to_string()),
        secret: Set(secret.to_string()),
        counter: Set(counter),
        created_us: Set(now_us()),
    };
    credential::Entity::insert(row).exec_without_returning(on).await?;
    Ok(())
}

/// Removes a user's credentials of a kind; how many there were.
///
/// # Errors
/// The database's.
pub async fn remove_credentials(
    on: &impl ConnectionTrait,
    user_id: &str,
    kind: &str,
) -> Result<u64, DbErr> {
    let removed = credential::Entity::delete_many()
        .filter(credential::Column::UserId.eq(user_id))
        .filter(credential::Column::Kind.eq(kind))
        .exec(on)
        .await?;
    Ok(removed.rows_affected)
}

/// Uses up a recovery code; whether it was there.
///
/// # Errors
/// The database's.
pub async fn use_recovery_code(
    on: &impl ConnectionTrait,
    user_id: &str,
    hash: &str,
) -> Result<bool, DbErr> {
    let removed = credential::Entity::delete_many()
        .filter(credential::Column::UserId.eq(user_id))
        .filter(credential::Column::Kind.eq(credential::RECOVERY))
        .filter(credential::Column::Subject.eq(hash))
        .exec(on)
        .await?;
    Ok(removed.rows_affected == 1)
}

/// Notes that the code of a time step was used; whether it hadn't been.
///
/// # Errors
/// The database's.
pub async fn advance_totp(
    on: &impl ConnectionTrait,
    credential_id: &str,
    step: i64,
) -> Result<bool, DbErr> {
    let changed = credential::Entity::update_many()
        .col_expr(credential::Column::Counter, Expr::value(step))
        .filter(credential::Column::Id.eq(credential_id))
        .filter(credential::Column::Counter.lt(step))
        .exec(on)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// Sets a user's password.
///
/// # Errors
/// The database's.
pub async fn set_password(
    on: &impl ConnectionTrait,
    user_id: &str,
    hash: &str,
) -> Result<(), DbErr> {
    remove_credentials(on, user_id, credential::PASSWORD).await?;
    insert_credential(on, user_id, credential::PASSWORD, user_id, hash, 0).await
}
