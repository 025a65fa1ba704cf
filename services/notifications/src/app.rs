//! What every handler needs.

use std::ops::Deref;
use std::sync::Arc;

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use ulam_platform::access::Keys;
use ulam_platform::configuration::Configuration;
use ulam_platform::mesh::Mesh;
use ulam_platform::service::{Context, StartError};
use ulam_platform::store::Store;

use crate::hub::Hub;
use crate::mailer::Mailer;

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
    /// Who listens now.
    pub hub: Hub,
    /// Sends mails.
    pub mailer: Mailer,
    /// Wakes the worker that delivers.
    pub deliveries_waiting: Notify,
    /// Cancelled at shutdown: sockets close then.
    pub shutdown: CancellationToken,
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
    /// No database; settings of mail that can't be used.
    pub fn new(context: &Context) -> Result<App, StartError> {
        let mailer = Mailer::new(&context.configuration)
            .map_err(|error| StartError::new(context.name, error))?;
        Ok(App(Arc::new(Parts {
            configuration: context.configuration.clone(),
            keys: context.keys.clone(),
            mesh: context.mesh.clone(),
            store: context.database()?,
            hub: Hub::default(),
            mailer,
            deliveries_waiting: Notify::new(),
            shutdown: context.shutdown.clone(),
        })))
    }

    /// A path in the web app as a whole address.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.configuration.public_url())
    }
}
