//! What an operator does to accounts from the command line, beside the running server.

use ulam_contracts::identity::RevocationReason;
use ulam_platform::access::{Keys, Scope};
use ulam_platform::audit::Entry;
use ulam_platform::http::ApiError;
use ulam_platform::store::Store;

use crate::events;
use crate::mail::{self, Mail};
use crate::sign_in;
use crate::store::entities::credential;
use crate::store::sessions::Which;
use crate::store::tokens::Kind;
use crate::store::{accounts, tokens};

/// What came of removing a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is gone, and with it so many sessions.
    Removed {
        /// Sessions of the user that ended.
        sessions: usize,
    },
    /// No account has this mail address.
    NoAccount,
    /// The account has no second factor.
    NoFactor,
}

/// Removes the second factor of the account with a mail address: authenticator app and recovery codes.
/// The user's sessions end, and a mail tells them.
///
/// # Errors
/// The database's.
pub async fn remove_second_factor(
    store: &Store,
    keys: &Keys,
    email: &str,
) -> Result<Removal, ApiError> {
    let transaction = store.transaction().await?;
    let Some(user) = accounts::user_of_email(&*transaction, email).await? else {
        return Ok(Removal::NoAccount);
    };
    if accounts::remove_credentials(&*transaction, &user.id, credential::TOTP).await? == 0 {
        return Ok(Removal::NoFactor);
    }
    for kind in [credential::TOTP_PENDING, credential::RECOVERY] {
        accounts::remove_credentials(&*transaction, &user.id, kind).await?;
    }
    // Sign-ins that wait for a code.
    tokens::remove_of_user(&*transaction, Kind::SecondFactor, &user.id).await?;
    let (by, reason) = (Scope::of_tenant("identity", ""), RevocationReason::EndedByAdministrator);
    let sessions = sign_in::end(&transaction, &by, &user.id, Which::All, reason).await?.len();
    transaction.record(Entry::of(None, None, "mfa.reset").about("user", &user.id));
    events::tell_sign_in_changed(&transaction, &user.id, "second_factor").await?;
    let text = format!(
        "Hello {},\n\nan operator of the server removed the second factor of your account and ended its sessions. \
         Your password alone lets you in now: sign in and enrol an authenticator app again, in Settings, Security. \
         If you didn't ask for this, change your password there too.",
        user.name
    );
    let subject = "Your second factor was removed".to_string();
    mail::send(&*transaction, keys, Mail { to: user.email, subject, text, action: None }).await?;
    transaction.commit().await?;
    Ok(Removal::Removed { sessions })
}
