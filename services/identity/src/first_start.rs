//! The first start: there is an administrator, and one link with which they come in.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use ulam_contracts::identity::{SignInMethod, TenantCreated, UserRegistered};
use ulam_contracts::permissions::Role;
use ulam_platform::access::Scope;
use ulam_platform::audit::Entry;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::now_us;
use ulam_platform::service::StartError;
use ulam_platform::store::Transaction;

use crate::app::App;
use crate::store::accounts::NewUser;
use crate::store::entities::user;
use crate::store::tokens::Kind;
use crate::store::{accounts, tenants, tokens};

/// The link is good for a week.
const LINK_US: i64 = 7 * 86_400 * 1_000_000;
/// Who uses the demonstration.
pub const DEMO_EMAIL: &str = "demo@localhost";

fn link_file(app: &App) -> PathBuf {
    app.configuration.data.join("identity").join("administrator-link")
}

/// Makes the administrator where there is no user yet.
///
/// # Errors
/// The database's; the link's file can't be written.
pub async fn prepare(app: &App) -> Result<(), StartError> {
    let failed =
        |error: ApiError| StartError::caused("identity", "cannot create the administrator", error);
    let link = administrator_link(app).await.map_err(failed)?;
    if let Some(link) = link {
        let path = link_file(app);
        write_private(&path, &link).map_err(|error| {
            StartError::caused("identity", format!("cannot write {}", path.display()), error)
        })?;
        // The link itself stays out of the log, which more people read than this file.
        tracing::warn!(file = %path.display(), "first start: the administrator's sign-in link, good once, is in this file");
    }
    Ok(())
}

fn write_private(path: &std::path::Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}

/// Forgets the link's file once the link was used.
pub fn link_used(app: &App) {
    if let Err(error) = std::fs::remove_file(link_file(app))
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "the administrator's link could not be removed");
    }
}

async fn administrator_link(app: &App) -> Result<Option<String>, ApiError> {
    let transaction = app.store.transaction().await?;
    if !accounts::is_empty(&*transaction).await? {
        return Ok(None);
    }
    let email = app.configuration.identity.administrator.clone();
    let new = NewUser {
        email: &email,
        is_email_confirmed: true,
        name: "Administrator",
        is_operator: true,
    };
    let user = match with_tenant(&transaction, new, "Administration", SignInMethod::Link).await {
        Ok((user, _)) => user,
        // Another process started at the same moment and was faster.
        Err(error) if error.status().as_u16() == 409 => return Ok(None),
        Err(error) => return Err(error),
    };
    let token =
        tokens::create(&*transaction, &app.keys, Kind::Link, &user.id, &(), now_us() + LINK_US)
            .await?;
    transaction.commit().await?;
    Ok(Some(app.link(&format!("/sign-in/link?token={token}"))))
}

/// Adds a user and a tenant of which they are the owner, and tells everybody.
///
/// # Errors
/// 409 where the address is taken.
pub async fn with_tenant(
    transaction: &Transaction,
    new: NewUser<'_>,
    tenant_name: &str,
    method: SignInMethod,
) -> Result<(user::Model, String), ApiError> {
    let inserted = accounts::insert_user(&**transaction, new).await;
    let user = inserted.map_err(|error| {
        ulam_platform::store::conflict_or_internal(
            error,
            "There is an account with this mail address. Sign in, or reset the password.",
        )
    })?;
    let tenant = tenants::insert(&**transaction, tenant_name).await?;
    tenants::join(&**transaction, &tenant.id, &user.id, Role::Owner).await?;
    tell_registered(transaction, &user, &tenant.id, method).await?;
    let created = TenantCreated {
        tenant_id: tenant.id.clone(),
        name: tenant.name.clone(),
        plan: tenant.plan.clone(),
        owner_id: user.id.clone(),
    };
    transaction.emit(&Scope::of_tenant("identity", &tenant.id), &tenant.id, created).await?;
    transaction.record(
        Entry::of(Some(&user.id), Some(&tenant.id), "user.registered").about("user", &user.id),
    );
    Ok((user, tenant.id))
}

/// Tells everybody of a new user.
///
/// # Errors
/// The database's.
pub async fn tell_registered(
    transaction: &Transaction,
    user: &user::Model,
    tenant_id: &str,
    method: SignInMethod,
) -> Result<(), ApiError> {
    let registered = UserRegistered {
        user_id: user.id.clone(),
        email: user.email.clone(),
        name: user.name.clone(),
        tenant_id: tenant_id.to_string(),
        method,
    };
    Ok(transaction.emit(&Scope::of_tenant("identity", tenant_id), &user.id, registered).await?)
}
