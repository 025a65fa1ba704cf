//! One's profile, settings, usage, and leaving for good.

use std::collections::BTreeMap;

use axum::extract::State;
use http::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use ulam_contracts::files::StorageUsage;
use ulam_contracts::identity::{
    DeleteAccount, Preferences, Profile, RevocationReason, UpdateProfile, UsageItem, UsageMetric,
    UsageReport, UserDeleted,
};
use ulam_contracts::permissions::{Permission, Role};
use ulam_contracts::problem::ProblemKind;
use ulam_platform::access::{Caller, Scope};
use ulam_platform::audit::Entry;
use ulam_platform::http::{ApiError, Json, Refusals};
use ulam_platform::identifier::{now_us, rfc3339};

use super::auth::checked_name;
use super::recovery::{check_password, person};
use crate::app::App;
use crate::events::{metric_name, month, tell_user_changed};
use crate::sign_in::{self, Client};
use crate::store::entities::{api_key, credential, one_time_token, session, user};
use crate::store::sessions::Which;
use crate::store::{accounts, keys, tenants, usage};

const NAME_CHARACTERS_MAX: usize = 200;
const PREFERENCES_BYTES_MAX: usize = 64 << 10;
const TRIALS_MAX: u64 = 100_000_000;

/// A user's profile.
///
/// # Errors
/// The database's.
pub async fn described(on: &impl ConnectionTrait, user: &user::Model) -> Result<Profile, ApiError> {
    Ok(Profile {
        id: user.id.clone(),
        email: user.email.clone(),
        is_email_confirmed: user.is_email_confirmed,
        name: user.name.clone(),
        locale: user.locale.clone(),
        time_zone: user.time_zone.clone(),
        phone: user.phone.clone(),
        created_at: rfc3339(user.created_us),
        has_password: accounts::credential(on, &user.id, credential::PASSWORD).await?.is_some(),
        is_second_factor_enabled: accounts::credential(on, &user.id, credential::TOTP)
            .await?
            .is_some(),
    })
}

/// A user's settings as they are kept; defaults where there are none.
pub fn kept_preferences(user: &user::Model) -> Preferences {
    serde_json::from_str(&user.preferences).unwrap_or_default()
}

async fn me(app: &App, caller: &Caller) -> Result<user::Model, ApiError> {
    let scope = caller.as_self()?;
    accounts::user(app.store.reader(), scope.subject()).await?.ok_or_else(sign_in::not_good)
}

/// My profile.
#[utoipa::path(get, path = "/api/v2/users/profile", operation_id = "profile", tag = "identity",
    security(("access_token" = [])),
    responses((status = 200, description = "The profile.", body = Profile), Refusals))]
pub async fn profile(State(app): State<App>, caller: Caller) -> Result<Json<Profile>, ApiError> {
    let user = me(&app, &caller).await?;
    Ok(Json(described(app.store.reader(), &user).await?))
}

/// Whether a text has the form of a BCP 47 language tag.
fn is_locale(text: &str) -> bool {
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    text.len() <= 35
        && text.split('-').all(is_part)
        && text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
}

/// Whether a text has the form of an IANA time zone; servers may know fewer than browsers.
fn is_time_zone(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-+".contains(&byte))
    };
    text.len() <= 64 && text.split('/').all(is_part)
}

fn is_phone(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0')
    })
}

/// Changes my profile.
#[utoipa::path(put, path = "/api/v2/users/profile", operation_id = "update_profile", tag = "identity",
    request_body = UpdateProfile,
    security(("access_token" = []), ("session_cookie" = [])),
    responses((status = 200, description = "The profile as it is now.", body = Profile), Refusals))]
pub async fn update_profile(
    State(app): State<App>,
    caller: Caller,
    Json(request): Json<UpdateProfile>,
) -> Result<Json<Profile>, ApiError> {
    let scope = person(&caller)?;
    let mut user = me(&app, &caller).await?;
    let mut changed = Vec::new();
    if let Some(name) = &request.name {
        user.name = checked_name("name", name, NAME_CHARACTERS_MAX)?;
        changed.push("name");
    }
    if let Some(locale) = request.locale {
        if !is_locale(&locale) {
            return Err(ApiError::invalid("locale", "not a language tag like en-GB"));
        }
        user.locale = locale;
        changed.push("locale");
    }
    if let Some(time_zone) = request.time_zone {
        if !is_time_zone(&time_zone) {
            return Err(ApiError::invalid("time_zone", "not a time zone like Europe/Berlin"));
        }
        user.time_zone = time_zone;
        changed.push("time_zone");
    }
    if let Some(phone) = request.phone {
        if !phone.is_empty() && !is_phone(&phone) {
            return Err(ApiError::invalid("phone", "not a number like +4930123456"));
        }
        user.phone = Some(phone).filter(|phone| !phone.is_empty());
        changed.push("phone");
    }
    let transaction = app.store.transaction().await?;
    user::Entity::update_many()
        .col_expr(user::Column::Name, Expr::value(user.name.clone()))
        .col_expr(user::Column::Locale, Expr::value(user.locale.clone()))
        .col_expr(user::Column::TimeZone, Expr::value(user.time_zone.clone()))
        .col_expr(user::Column::Phone, Expr::value(user.phone.clone()))
        .filter(user::Column::Id.eq(&user.id))
        .exec(&*transaction)
        .await?;
    tell_user_changed(&transaction, &scope, &user.id, &changed).await?;
    transaction.commit().await?;
    Ok(Json(described(app.store.reader(), &user).await?))
}

/// Deletes my account.
#[utoipa::path(delete, path = "/api/v2/users/profile", operation_id = "delete_account", tag = "identity",
    request_body = DeleteAccount,
    security(("access_token" = []), ("session_cookie" = [])),
    responses((status = 204, description = "The account is gone."), Refusals))]
pub async fn delete_account(
    State(app): State<App>,
    caller: Caller,
    client: Client,
    Json(request): Json<DeleteAccount>,
) -> Result<StatusCode, ApiError> {
    let scope = person(&caller)?;
    let user = me(&app, &caller).await?;
    let known = accounts::credential(app.store.reader(), &user.id, credential::PASSWORD).await?;
    if let Some(known) = known {
        check_password(&app, &client, &user.id, request.password, Some(known.secret), "password")
            .await?;
    }
    let transaction = app.store.transaction().await?;
    let mut tenant_ids = Vec::new();
    let mut deleted_tenant_ids = Vec::new();
    for membership in tenants::memberships_of(&*transaction, &user.id).await? {
        tenants::lock(&*transaction, &membership.tenant_id).await?;
        let is_last_owner = tenants::role(&membership) == Role::Owner
            && tenants::owner_count(&*transaction, &membership.tenant_id).await? <= 1;
        let is_alone = tenants::member_count(&*transaction, &membership.tenant_id).await? <= 1;
        if is_last_owner && !is_alone {
            let detail = "You are the only owner of an organisation with other members. Make another member its owner, or delete it, first.";
            return Err(ProblemKind::Conflict.problem(detail).into());
        }
        if is_alone {
            tenants::remove(&*transaction, &membership.tenant_id).await?;
            deleted_tenant_ids.push(membership.tenant_id.clone());
        } else {
            tenants::leave(&*transaction, &membership.tenant_id, &user.id).await?;
        }
        tenant_ids.push(membership.tenant_id);
    }
    let api_key_ids = keys::revoke_of_user(&*transaction, &user.id, None, now_us()).await?;
    let session_ids =
        crate::store::sessions::revoke(&*transaction, &user.id, now_us(), Which::All).await?;
    sign_in::tell_ended(
        &transaction,
        &scope,
        &user.id,
        session_ids,
        api_key_ids,
        RevocationReason::EndedByUser,
    )
    .await?;
    session::Entity::delete_many()
        .filter(session::Column::UserId.eq(&user.id))
        .exec(&*transaction)
        .await?;
    api_key::Entity::delete_many()
        .filter(api_key::Column::UserId.eq(&user.id))
        .exec(&*transaction)
        .await?;
    credential::Entity::delete_many()
        .filter(credential::Column::UserId.eq(&user.id))
        .exec(&*transaction)
        .await?;
    one_time_token::Entity::delete_many()
        .filter(one_time_token::Column::UserId.eq(&user.id))
        .exec(&*transaction)
        .await?;
    user::Entity::delete_by_id(&user.id).exec(&*transaction).await?;
    transaction.record(Entry::by(&scope, "user.deleted").about("user", &user.id));
    let data = UserDeleted { user_id: user.id.clone(), tenant_ids, deleted_tenant_ids };
    transaction.emit(&Scope::of_tenant("identity", scope.tenant_id()), &user.id, data).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// My settings.
#[utoipa::path(get, path = "/api/v2/users/preferences", operation_id = "preferences", tag = "identity",
    security(("access_token" = [])),
    responses((status = 200, description = "The settings.", body = Preferences), Refusals))]
pub async fn preferences(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<Preferences>, ApiError> {
    Ok(Json(kept_preferences(&me(&app, &caller).await?)))
}

/// Changes my settings.
#[utoipa::path(put, path = "/api/v2/users/preferences", operation_id = "set_preferences", tag = "identity",
    request_body = Preferences,
    security(("access_token" = []), ("session_cookie" = [])),
    responses((status = 200, description = "The settings as they are now.", body = Preferences), Refusals))]
pub async fn set_preferences(
    State(app): State<App>,
    caller: Caller,
    Json(request): Json<Preferences>,
) -> Result<Json<Preferences>, ApiError> {
    let scope = person(&caller)?;
    let user = me(&app, &caller).await?;
    if request.default_trials.is_some_and(|trials| trials == 0 || trials > TRIALS_MAX) {
        return Err(ApiError::invalid("default_trials", format!("from 1 to {TRIALS_MAX}")));
    }
    let text = serde_json::to_string(&request)?;
    if text.len() > PREFERENCES_BYTES_MAX {
        return Err(ApiError::invalid(
            "app",
            format!("at most {PREFERENCES_BYTES_MAX} bytes of settings"),
        ));
    }
    let transaction = app.store.transaction().await?;
    user::Entity::update_many()
        .col_expr(user::Column::Preferences, Expr::value(text))
        .filter(user::Column::Id.eq(&user.id))
        .exec(&*transaction)
        .await?;
    tell_user_changed(&transaction, &scope, &user.id, &["preferences"]).await?;
    transaction.commit().await?;
    Ok(Json(request))
}

/// My usage against my quota.
#[utoipa::path(get, path = "/api/v2/users/usage", operation_id = "usage", tag = "identity",
    security(("access_token" = [])),
    responses((status = 200, description = "What was used this month.", body = UsageReport), Refusals))]
pub async fn usage(State(app): State<App>, caller: Caller) -> Result<Json<UsageReport>, ApiError> {
    let scope = caller.as_self()?;
    let (period_us, end_us) = month(now_us());
    let mut mine: BTreeMap<String, f64> = BTreeMap::new();
    let mut all: BTreeMap<String, f64> = BTreeMap::new();
    for row in usage::of_period(app.store.reader(), &scope, period_us).await? {
        *all.entry(row.metric.clone()).or_default() += row.amount;
        if row.user_id == scope.subject() {
            *mine.entry(row.metric).or_default() += row.amount;
        }
    }
    let mut items = Vec::new();
    // What is stored now, only files knows. Without it the rest is still worth seeing.
    if caller.principal().may(Permission::FilesRead) {
        let files = app.mesh.client("files").on_behalf_of(scope.principal());
        match files.get::<StorageUsage>("/api/v2/files/storage/usage").await {
            Ok(storage) => items.extend(storage_items(&storage)),
            Err(error) => tracing::warn!(%error, "storage usage not known"),
        }
    }
    let counted = [
        UsageMetric::Simulations,
        UsageMetric::Trials,
        UsageMetric::ComputeSeconds,
        UsageMetric::Exports,
    ];
    items.extend(counted.into_iter().map(|metric| UsageItem {
        metric,
        used: mine.get(metric_name(metric)).copied().unwrap_or(0.0),
        used_by_tenant: all.get(metric_name(metric)).copied().unwrap_or(0.0),
        limit: None,
    }));
    Ok(Json(UsageReport { period_start: rfc3339(period_us), period_end: rfc3339(end_us), items }))
}

/// What is stored now. Files belong to the tenant, so that a user's share isn't told apart.
fn storage_items(storage: &StorageUsage) -> [UsageItem; 2] {
    let item = |metric, used: u64, limit: Option<u64>| UsageItem {
        metric,
        used: used as f64,
        used_by_tenant: used as f64,
        limit: limit.map(|limit| limit as f64),
    };
    [
        item(UsageMetric::StorageBytes, storage.used_bytes, storage.limit_bytes),
        item(UsageMetric::Files, storage.file_count, None),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_locales_zones_and_telephones() {
        assert!(is_locale("en") && is_locale("en-GB") && is_locale("zh-Hant-TW"));
        assert!(!is_locale("") && !is_locale("en_GB") && !is_locale("-en") && !is_locale("1"));
        assert!(is_time_zone("Europe/Berlin") && is_time_zone("UTC") && is_time_zone("Etc/GMT+5"));
        assert!(!is_time_zone("") && !is_time_zone("../etc/passwd") && !is_time_zone("a b"));
        assert!(
            is_phone("+4930123456")
                && !is_phone("030123456")
                && !is_phone("+0123456789")
                && !is_phone("+49 30")
        );
    }
}
