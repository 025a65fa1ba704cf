//! Secrets that are good once.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use ulam_platform::access::{Keys, random_token};

use super::entities::one_time_token;

/// What a one-time token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Setting a new password.
    PasswordReset,
    /// Confirming a mail address.
    ConfirmEmail,
    /// Signing in by a link.
    Link,
    /// Giving the second factor after the password.
    SecondFactor,
    /// Coming back from a provider.
    Oidc,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Kind::PasswordReset => "password_reset",
            Kind::ConfirmEmail => "confirm_email",
            Kind::Link => "link",
            Kind::SecondFactor => "second_factor",
            Kind::Oidc => "oidc",
        }
    }
}

/// A token that was found.
pub struct Found<T> {
    /// Whose it is; empty where there is nobody yet.
    pub user_id: String,
    /// What goes with it.
    pub data: T,
}

/// The hash under which a token is kept.
pub fn hash(keys: &Keys, token: &str) -> String {
    data_encoding::HEXLOWER.encode(&keys.keyed_hash("one-time token", token.as_bytes()))
}

/// Makes a token.
///
/// # Errors
/// The database's.
pub async fn create(
    on: &impl ConnectionTrait,
    keys: &Keys,
    kind: Kind,
    user_id: &str,
    data: &impl Serialize,
    expires_us: i64,
) -> Result<String, DbErr> {
    let token = random_token(32);
    let row = one_time_token::ActiveModel {
        hash: Set(hash(keys, &token)),
        kind: Set(kind.as_str().to_string()),
        user_id: Set(user_id.to_string()),
        data: Set(serde_json::to_string(data).map_err(|error| DbErr::Custom(error.to_string()))?),
        expires_us: Set(expires_us),
    };
    one_time_token::Entity::insert(row).exec_without_returning(on).await?;
    Ok(token)
}

/// A token that is good, left as it is.
///
/// # Errors
/// The database's.
pub async fn peek<T: DeserializeOwned>(
    on: &impl ConnectionTrait,
    keys: &Keys,
    kind: Kind,
    token: &str,
    now_us: i64,
) -> Result<Option<Found<T>>, DbErr> {
    let found = one_time_token::Entity::find_by_id(hash(keys, token))
        .filter(one_time_token::Column::Kind.eq(kind.as_str()))
        .filter(one_time_token::Column::ExpiresUs.gt(now_us))
        .one(on)
        .await?;
    let Some(row) = found else { return Ok(None) };
    let data = serde_json::from_str(&row.data).map_err(|error| DbErr::Custom(error.to_string()))?;
    Ok(Some(Found { user_id: row.user_id, data }))
}

/// Uses a token up, if it is good.
///
/// # Errors
/// The database's.
pub async fn consume<T: DeserializeOwned>(
    on: &impl ConnectionTrait,
    keys: &Keys,
    kind: Kind,
    token: &str,
    now_us: i64,
) -> Result<Option<Found<T>>, DbErr> {
    let Some(found) = peek(on, keys, kind, token, now_us).await? else { return Ok(None) };
    let removed = one_time_token::Entity::delete_by_id(hash(keys, token)).exec(on).await?;
    // Of two that come at the same moment one removes it.
    Ok((removed.rows_affected == 1).then_some(found))
}

/// Replaces what goes with a token.
///
/// # Errors
/// The database's.
pub async fn set_data(
    on: &impl ConnectionTrait,
    keys: &Keys,
    token: &str,
    data: &impl Serialize,
) -> Result<(), DbErr> {
    let text = serde_json::to_string(data).map_err(|error| DbErr::Custom(error.to_string()))?;
    one_time_token::Entity::update_many()
        .col_expr(one_time_token::Column::Data, sea_orm::sea_query::Expr::value(text))
        .filter(one_time_token::Column::Hash.eq(hash(keys, token)))
        .exec(on)
        .await?;
    Ok(())
}

/// Removes a user's tokens of a kind.
///
/// # Errors
/// The database's.
pub async fn remove_of_user(
    on: &impl ConnectionTrait,
    kind: Kind,
    user_id: &str,
) -> Result<(), DbErr> {
    one_time_token::Entity::delete_many()
        .filter(one_time_token::Column::Kind.eq(kind.as_str()))
        .filter(one_time_token::Column::UserId.eq(user_id))
        .exec(on)
        .await?;
    Ok(())
}

/// Removes tokens that ended.
///
/// # Errors
/// The database's.
pub async fn clean(on: &impl ConnectionTrait, now_us: i64) -> Result<(), DbErr> {
    one_time_token::Entity::delete_many()
        .filter(one_time_token::Column::ExpiresUs.lt(now_us))
        .exec(on)
        .await?;
    Ok(())
}
