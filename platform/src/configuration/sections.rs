//! The sections of the settings. Names end in their units; each has a default.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Secret;
use crate::mesh::BreakerSettings;

/// Declares a section with its defaults.
macro_rules! section {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])+ $field:ident: $kind:ty = $default:expr),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $($(#[doc = $doc])+ pub $field: $kind,)*
        }

        impl Default for $name {
            fn default() -> $name {
                $name { $($field: $default,)* }
            }
        }
    };
}

/// The form of logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// How an instance is chosen among several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadBalancing {
    /// One after another.
    RoundRobin,
    /// The one with the fewest requests in flight.
    LeastRequests,
}

section! {
    /// Logs, which go to stderr.
    LogConfiguration {
        /// What is logged, as `tracing` filters say it: `info`, `info,ulam_files=debug`.
        filter: String = "info".to_string(),
        /// Their form.
        format: LogFormat = LogFormat::Text,
    }
}

section! {
    /// Databases, one a service.
    DatabaseConfiguration {
        /// A PostgreSQL URL with `{service}` in the database's name. By default an SQLite file a
        /// service in the data folder.
        url: Option<Secret> = None,
        /// Connections of each service.
        connections_max: u32 = 8,
        /// Seconds to wait for a connection.
        connect_timeout_seconds: u64 = 10,
        /// Whether a start brings the tables up to date; else `ulam migrate` does.
        migrate_at_start: bool = true,
    }
}

section! {
    /// The services' audit logs.
    AuditConfiguration {
        /// Days that entries are kept; 0 for ever.
        retention_days: u32 = 400,
    }
}

section! {
    /// Calls between services.
    MeshConfiguration {
        /// The URLs of services that run elsewhere: `files: [http://files-1:8002, http://files-2:8002]`.
        services: BTreeMap<String, Vec<String>> = BTreeMap::new(),
        /// How an instance is chosen.
        balancing: LoadBalancing = LoadBalancing::RoundRobin,
        /// Seconds between health probes.
        health_interval_seconds: f64 = 30.0,
        /// Seconds to connect.
        connect_timeout_seconds: u64 = 5,
        /// Failures in a row that open a circuit breaker.
        breaker_consecutive_failures: u32 = 5,
        /// Seconds that a circuit breaker stays open.
        breaker_open_seconds: f64 = 60.0,
        /// Address at which a service that runs alone listens; its port is the service's own.
        listen_host: String = "127.0.0.1".to_string(),
        /// Ports that differ from the services' own: `files: 9002`.
        ports: BTreeMap<String, u16> = BTreeMap::new(),
    }
}

impl MeshConfiguration {
    /// The circuit breakers' settings.
    pub fn breaker_settings(&self) -> BreakerSettings {
        BreakerSettings {
            consecutive_failures: self.breaker_consecutive_failures.max(1),
            open: seconds(self.breaker_open_seconds),
            ..BreakerSettings::default()
        }
    }

    /// Time between health probes.
    pub fn health_interval(&self) -> Duration {
        seconds(self.health_interval_seconds).max(Duration::from_millis(100))
    }
}

/// A duration of a setting in seconds; nonsense counts as none.
fn seconds(value: f64) -> Duration {
    Duration::try_from_secs_f64(value).unwrap_or(Duration::ZERO)
}

section! {
    /// Limits of requests.
    HttpConfiguration {
        /// Largest body of a request that is not an upload.
        body_bytes_max: usize = 4 << 20,
    }
}

section! {
    /// Where bytes of files and samples are.
    BlobsConfiguration {
        /// An object store: `s3://bucket/prefix`. By default a folder in the data folder.
        url: Option<String> = None,
        /// The object store's endpoint, where it isn't the provider's own (MinIO).
        endpoint: Option<String> = None,
        /// Access key id.
        access_key_id: Option<String> = None,
        /// Secret access key.
        secret_access_key: Option<Secret> = None,
        /// Region.
        region: Option<String> = None,
    }
}

section! {
    /// Sending mail.
    MailConfiguration {
        /// `smtp://user:password@host:587` (STARTTLS where the server has it) or `smtps://…`. By
        /// default mails are written to a folder.
        smtp_url: Option<Secret> = None,
        /// The folder where mails go without SMTP. By default `mail` in the data folder.
        folder: Option<PathBuf> = None,
        /// Who sends.
        from: String = "Ulam <ulam@localhost>".to_string(),
    }
}

section! {
    /// The gateway.
    GatewayConfiguration {
        /// Requests a second that one principal may send on average.
        requests_per_second: u32 = 50,
        /// Requests that may come at once.
        burst: u32 = 200,
        /// Requests a second that one tenant may send on average.
        tenant_requests_per_second: u32 = 500,
        /// Simulations, exports and the like that one principal may start a second on average.
        heavy_requests_per_second: u32 = 10,
        /// Of these, how many may come at once.
        heavy_burst: u32 = 60,
        /// Attempts a minute to sign in from one address.
        sign_in_attempts_per_minute: u32 = 20,
        /// Origins of other sites whose scripts may call the API.
        cors_origins: Vec<String> = Vec::new(),
        /// Addresses of proxies in front, whose `X-Forwarded-For` is believed.
        trusted_proxies: Vec<String> = Vec::new(),
        /// Largest upload in one request.
        upload_bytes_max: u64 = 1 << 30,
    }
}

section! {
    /// Accounts and sign-in.
    IdentityConfiguration {
        /// Whether anyone may register.
        registration_open: bool = true,
        /// Days that a session without use lasts.
        session_days: u32 = 30,
        /// Whether there is a demonstration user, as whom anyone may sign in (`ulam serve --demo`).
        demo: bool = false,
        /// Passwords hashed at the same time.
        password_hashes_at_once: usize = 2,
        /// Whether a new user has to follow a link in a mail before the first sign-in.
        confirm_addresses: bool = false,
        /// The mail address of the administrator whom the first start creates.
        administrator: String = "admin@localhost".to_string(),
        /// OpenID Connect providers with which one can sign in, by their names in paths.
        providers: BTreeMap<String, OidcProviderConfiguration> = BTreeMap::new(),
    }
}

section! {
    /// An OpenID Connect provider. Its redirect address is
    /// `<public_url>/api/v2/auth/oidc/<name>/callback`.
    OidcProviderConfiguration {
        /// What the button says.
        label: String = String::new(),
        /// The issuer's address, from which the rest is discovered.
        issuer: String = String::new(),
        /// The client's id.
        client_id: String = String::new(),
        /// The client's secret; none for public clients.
        client_secret: Option<Secret> = None,
        /// Scopes asked for besides `openid`.
        scopes: Vec<String> = vec!["email".to_string(), "profile".to_string()],
        /// Whether users who are not known yet may sign in.
        registration_open: bool = true,
        /// Whether users who have a second factor here are asked for it, unless the provider says
        /// (`amr`) that it has asked for one.
        asks_second_factor: bool = true,
    }
}

section! {
    /// Files.
    FilesConfiguration {
        /// Largest file.
        file_bytes_max: u64 = 1 << 30,
        /// Bytes that a tenant may store.
        tenant_bytes_max: u64 = 20 << 30,
        /// Hours after which an unfinished upload is dropped.
        unfinished_upload_hours: u32 = 24,
        /// Days that a deleted file is kept.
        retention_days: u32 = 30,
        /// The malware scanner's address (clamd): `127.0.0.1:3310`. Off by default.
        clamd: Option<String> = None,
    }
}

section! {
    /// Workbooks.
    WorkbooksConfiguration {
        /// Memory for opened workbooks.
        cache_bytes_max: u64 = 1 << 30,
    }
}

section! {
    /// The simulations' queue.
    SimulationsConfiguration {
        /// Simulations of one tenant that wait or run at most.
        queue_length_max: u32 = 1_000,
        /// Simulations that run at the same time.
        running_max: u32 = 2,
        /// Seconds without a sign of life after which a run counts as lost.
        heartbeat_timeout_seconds: f64 = 10.0,
        /// Times that a lost run is tried again.
        attempts_max: u32 = 3,
        /// Most trials of a simulation.
        trials_max: u64 = 100_000_000,
    }
}

section! {
    /// Computing.
    ComputeConfiguration {
        /// Threads; 0 for one a processor.
        threads: usize = 0,
        /// Memory for samples.
        memory_bytes_max: u64 = 4 << 30,
    }
}

section! {
    /// Results.
    ResultsConfiguration {
        /// Days that results are kept; 0 for ever.
        retention_days: u32 = 0,
    }
}

section! {
    /// Notifications.
    NotificationsConfiguration {
        /// Whether webhooks may go to private, loopback and link-local addresses.
        private_webhook_addresses: bool = false,
        /// Attempts to deliver a webhook before it is dead.
        webhook_attempts_max: u32 = 8,
    }
}
