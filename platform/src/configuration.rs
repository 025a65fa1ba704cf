//! Settings: command line over environment over file over default.
//!
//! The file is YAML; the environment's names are the file's keys in capitals after `ULAM_`, joined by
//! two underscores (`ULAM_DATABASE__URL`). An unknown key is an error. Secrets don't show when
//! settings are printed.

mod secret;
mod sections;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Yaml};
use serde::{Deserialize, Serialize};

pub use secret::Secret;
pub use sections::*;

const ENVIRONMENT_PREFIX: &str = "ULAM_";

/// All settings of a process.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Configuration {
    /// The folder of everything that is kept: databases, blobs, keys, mail.
    pub data: PathBuf,
    /// Where the gateway listens.
    pub listen: SocketAddr,
    /// The address under which browsers reach the gateway, such as `https://ulam.example.com`; links
    /// in mails begin with it. By default `http://` and `listen`.
    pub public_url: Option<String>,
    /// The master key, 32 bytes in base64. By default the file `keys/master.key` in the data
    /// folder, which is made at the first start.
    pub master_key: Option<Secret>,
    /// Processes that run the same service on the same data. More than one needs PostgreSQL and an
    /// object store.
    pub replicas: u32,
    /// Seconds that requests and work in flight get to finish at shutdown.
    pub shutdown_grace_seconds: u64,
    /// Logs.
    pub log: LogConfiguration,
    /// Databases.
    pub database: DatabaseConfiguration,
    /// Audit logs.
    pub audit: AuditConfiguration,
    /// Calls between services.
    pub mesh: MeshConfiguration,
    /// Limits of requests.
    pub http: HttpConfiguration,
    /// Where files' and samples' bytes are.
    pub blobs: BlobsConfiguration,
    /// Sending mail.
    pub mail: MailConfiguration,
    /// The gateway.
    pub gateway: GatewayConfiguration,
    /// Accounts and sign-in.
    pub identity: IdentityConfiguration,
    /// Files.
    pub files: FilesConfiguration,
    /// Workbooks.
    pub workbooks: WorkbooksConfiguration,
    /// The simulations' queue.
    pub simulations: SimulationsConfiguration,
    /// Computing.
    pub compute: ComputeConfiguration,
    /// Results.
    pub results: ResultsConfiguration,
    /// Notifications.
    pub notifications: NotificationsConfiguration,
}

impl Default for Configuration {
    fn default() -> Configuration {
        Configuration {
            data: PathBuf::from("ulam-data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            master_key: None,
            replicas: 1,
            shutdown_grace_seconds: 20,
            log: LogConfiguration::default(),
            database: DatabaseConfiguration::default(),
            audit: AuditConfiguration::default(),
            mesh: MeshConfiguration::default(),
            http: HttpConfiguration::default(),
            blobs: BlobsConfiguration::default(),
            mail: MailConfiguration::default(),
            gateway: GatewayConfiguration::default(),
            identity: IdentityConfiguration::default(),
            files: FilesConfiguration::default(),
            workbooks: WorkbooksConfiguration::default(),
            simulations: SimulationsConfiguration::default(),
            compute: ComputeConfiguration::default(),
            results: ResultsConfiguration::default(),
            notifications: NotificationsConfiguration::default(),
        }
    }
}

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// The file isn't there.
    #[error("configuration file {0} not found")]
    Missing(PathBuf),
    /// A key is unknown or a value is not of its kind.
    #[error("{0}")]
    Invalid(String),
    /// Settings that contradict one another.
    #[error("{0}")]
    Contradiction(&'static str),
}

impl Configuration {
    /// The settings of a file (if one is given), the environment, and the command line, whose
    /// settings come as `key.key` with a JSON value.
    ///
    /// # Errors
    /// A missing file, an unknown key, a value of the wrong kind, each with its name and where it
    /// came from; contradictions.
    pub fn load(
        file: Option<&Path>,
        command_line: &[(String, serde_json::Value)],
    ) -> Result<Configuration, ConfigurationError> {
        let mut figment =
            Figment::from(Serialized::defaults(Configuration::default().with_secrets_kept()));
        if let Some(path) = file {
            if !path.is_file() {
                return Err(ConfigurationError::Missing(path.to_path_buf()));
            }
            figment = figment.merge(Yaml::file_exact(path));
        }
        figment = figment.merge(Env::prefixed(ENVIRONMENT_PREFIX).split("__"));
        for (key, value) in command_line {
            figment = figment.merge(Serialized::default(key, value));
        }
        let configuration: Configuration =
            figment.extract().map_err(|error| ConfigurationError::Invalid(one_line(&error)))?;
        configuration.checked()
    }

    /// The defaults hold no secrets; this only says so to the reader.
    fn with_secrets_kept(self) -> Configuration {
        self
    }

    fn checked(self) -> Result<Configuration, ConfigurationError> {
        let embedded = self.database.url.is_none() || self.blobs.url.is_none();
        if self.replicas == 0 {
            return Err(ConfigurationError::Contradiction("replicas: at least 1"));
        }
        if self.replicas > 1 && embedded {
            return Err(ConfigurationError::Contradiction(
                "replicas: more than one needs database.url (PostgreSQL) and blobs.url (an object store); embedded storage has one writer",
            ));
        }
        if let Some(url) = &self.database.url
            && !url.expose().contains("{service}")
        {
            return Err(ConfigurationError::Contradiction(
                "database.url: must contain {service}, for each service has its own database: postgres://user:password@host/ulam_{service}",
            ));
        }
        Ok(self)
    }

    /// The settings in force as YAML, secrets hidden.
    pub fn to_yaml(&self) -> String {
        serde_saphyr::to_string(self).unwrap_or_default()
    }

    /// The address under which browsers reach the gateway, without a slash at the end.
    pub fn public_url(&self) -> String {
        let default = || format!("http://{}", self.listen);
        self.public_url.clone().unwrap_or_else(default).trim_end_matches('/').to_string()
    }

    /// The file of the master key.
    pub fn master_key_file(&self) -> PathBuf {
        self.data.join("keys").join("master.key")
    }
}

fn one_line(error: &figment::Error) -> String {
    let messages: Vec<String> = error.clone().into_iter().map(|error| error.to_string()).collect();
    messages.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(
        yaml: &str,
        command_line: &[(&str, serde_json::Value)],
    ) -> Result<Configuration, String> {
        let file = tempfile::Builder::new().suffix(".yaml").tempfile().unwrap();
        std::fs::write(file.path(), yaml).unwrap();
        let command_line: Vec<_> =
            command_line.iter().map(|(key, value)| (key.to_string(), value.clone())).collect();
        Configuration::load(Some(file.path()), &command_line).map_err(|error| error.to_string())
    }

    #[test]
    fn the_command_line_beats_the_file_and_the_file_the_default() {
        let settings =
            loaded("listen: 127.0.0.1:1\nreplicas: 1\n", &[("listen", "127.0.0.1:2".into())])
                .unwrap();
        assert_eq!(settings.listen.port(), 2);
        assert_eq!(loaded("listen: 127.0.0.1:1\n", &[]).unwrap().listen.port(), 1);
        assert_eq!(loaded("{}\n", &[]).unwrap().listen.port(), 8080);
    }

    #[test]
    fn unknown_keys_and_wrong_values_are_named() {
        assert!(loaded("lissten: 127.0.0.1:1\n", &[]).unwrap_err().contains("lissten"));
        assert!(loaded("database:\n  uri: x\n", &[]).unwrap_err().contains("uri"));
        assert!(loaded("replicas: many\n", &[]).unwrap_err().contains("replicas"));
    }

    #[test]
    fn embedded_storage_has_one_replica() {
        assert!(loaded("replicas: 2\n", &[]).unwrap_err().contains("PostgreSQL"));
        assert!(loaded("replicas: 0\n", &[]).is_err());
        let url = "postgres://u:p@h/all";
        assert!(
            loaded(&format!("database:\n  url: {url}\n"), &[]).unwrap_err().contains("{service}")
        );
    }

    #[test]
    fn secrets_are_read_but_not_printed() {
        let settings = loaded("database:\n  url: postgres://u:geheim@h/{service}\n", &[]).unwrap();
        assert!(settings.database.url.as_ref().unwrap().expose().contains("geheim"));
        assert!(!settings.to_yaml().contains("geheim"));
        assert!(!format!("{settings:?}").contains("geheim"));
    }
}
