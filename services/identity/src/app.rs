//! What every handler needs.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use ulam_platform::access::Keys;
use ulam_platform::configuration::Configuration;
use ulam_platform::identifier::now_us;
use ulam_platform::mesh::Mesh;
use ulam_platform::service::{Context, StartError};
use ulam_platform::store::Store;

use crate::api::oidc::Providers;
use crate::domain::password::Hasher;
use crate::refusals::Refusals;
use crate::store::{attempts, sessions, tokens};

const CLEAN_EVERY: Duration = Duration::from_secs(600);
/// Ended sessions are kept this long, for the log.
const ENDED_SESSIONS_KEPT_US: i64 = 30 * 86_400 * 1_000_000;
const DAY_US: i64 = 86_400 * 1_000_000;

/// The service's parts.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What [`App`] shares.
pub struct Parts {
    /// Settings.
    pub configuration: Arc<Configuration>,
    /// Keys of this installation.
    pub keys: Arc<Keys>,
    /// The other services.
    pub mesh: Mesh,
    /// The database.
    pub store: Store,
    /// Passwords.
    pub hasher: Hasher,
    /// OpenID Connect providers.
    pub providers: Providers,
    /// Credentials that were refused of late.
    pub refusals: Refusals,
    /// Wakes the worker that hands mails over.
    pub mail_waiting: Notify,
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// The parts of a service.
    ///
    /// # Errors
    /// No database, or Argon2 can't be used.
    pub async fn new(context: &Context) -> Result<App, StartError> {
        let hasher = Hasher::new(context.configuration.identity.password_hashes_at_once)
            .map_err(|error| StartError::new(context.name, error))?;
        Ok(App(Arc::new(Parts {
            configuration: context.configuration.clone(),
            keys: context.keys.clone(),
            mesh: context.mesh.clone(),
            store: context.database()?,
            hasher,
            providers: Providers::default(),
            refusals: Refusals::default(),
            mail_waiting: Notify::new(),
        })))
    }

    /// Microseconds that a session lasts without use.
    pub fn session_lifetime_us(&self) -> i64 {
        i64::from(self.configuration.identity.session_days.max(1)) * DAY_US
    }

    /// An address in the web app.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.configuration.public_url())
    }

    /// Whether browsers come over TLS, so that cookies may be kept to it.
    pub fn is_tls(&self) -> bool {
        self.configuration.public_url().starts_with("https:")
    }
}

/// Removes what has ended, until shutdown.
pub async fn clean_until(app: App, shutdown: CancellationToken) {
    loop {
        let now = now_us();
        let reader = app.store.reader();
        let cleaned = async {
            tokens::clean(reader, now).await?;
            attempts::clean(reader, now).await?;
            sessions::clean(reader, now - ENDED_SESSIONS_KEPT_US).await
        };
        if let Err(error) = cleaned.await {
            tracing::warn!(%error, "ended sessions not removed");
        }
        tokio::select! {
            () = tokio::time::sleep(CLEAN_EVERY) => {}
            () = shutdown.cancelled() => return,
        }
    }
}
