//! Opening a service's database and bringing its tables up to date.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbErr, Statement};
use sea_orm_migration::prelude::*;

use super::sealed::{SEALING, Sealing};
use super::{Consumer, Store, tables};
use crate::access::Keys;
use crate::audit;
use crate::configuration::DatabaseConfiguration;
use crate::service::Definition;

/// Time that a writer waits for another in SQLite.
const SQLITE_BUSY_MS: u64 = 10_000;

/// Why a database can't be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It can't be opened.
    #[error("cannot open the database of service {service} at {place}")]
    Open {
        /// The service.
        service: &'static str,
        /// The URL without its password, or the file.
        place: String,
        /// Why.
        #[source]
        source: DbErr,
    },
    /// The folder can't be made.
    #[error("cannot make the folder {folder} for the database of service {service}")]
    Folder {
        /// The service.
        service: &'static str,
        /// The folder.
        folder: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A migration failed.
    #[error("cannot bring the tables of service {service} up to date")]
    Migrate {
        /// The service.
        service: &'static str,
        /// Why.
        #[source]
        source: DbErr,
    },
    /// Tables are older than the program, and it was told not to change them.
    #[error("the tables of service {service} need {pending} migrations; run `ulam migrate`")]
    Pending {
        /// The service.
        service: &'static str,
        /// How many.
        pending: usize,
    },
}

/// The URL of a service's database: `{service}` in the configured one is replaced (hyphens as
/// underscores); without a configured one, an SQLite file under the data folder.
pub fn database_url(configuration: &DatabaseConfiguration, data: &Path, service: &str) -> String {
    let name = service.replace('-', "_");
    match &configuration.url {
        Some(url) => url.expose().replace("{service}", &name),
        None => format!("sqlite://{}?mode=rwc", sqlite_file(data, service).display()),
    }
}

/// The file of a service's database, where no other is configured.
pub(crate) fn sqlite_file(data: &Path, service: &str) -> PathBuf {
    data.join(service).join(format!("{}.sqlite", service.replace('-', "_")))
}

/// Makes a service's PostgreSQL database where it isn't there yet. SQLite makes its own.
///
/// # Errors
/// A server that can't be reached, or where the user may not create databases.
pub async fn create_database(url: &str) -> Result<(), DbErr> {
    let Some((server, name)) = url.split_once("://").and_then(|(scheme, rest)| {
        let (host, path) = rest.split_once('/')?;
        let name = path.split('?').next()?;
        let query = path.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}"));
        scheme.starts_with("postgres").then(|| (format!("{scheme}://{host}/postgres{query}"), name))
    }) else {
        return Ok(());
    };
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return Err(DbErr::Custom(format!(
            "'{name}' is no name for a database: letters, digits and _ only"
        )));
    }
    let connection = Database::connect(ConnectOptions::new(server)).await?;
    let backend = connection.get_database_backend();
    let known = Statement::from_sql_and_values(
        backend,
        "SELECT 1 FROM pg_database WHERE datname = $1",
        [name.into()],
    );
    if connection.query_one_raw(known).await?.is_none() {
        // The name was checked above; an identifier can't be a parameter.
        let created = connection.execute_unprepared(&format!("CREATE DATABASE \"{name}\"")).await;
        // Another process may have been faster.
        if let Err(error) = created
            && !error.to_string().contains("already exists")
            && !super::is_duplicate(&error)
        {
            return Err(error);
        }
    }
    connection.close().await
}

impl Store {
    /// Opens a service's database and brings its tables up to date, or, where `migrate` is false,
    /// checks that they are. Without keys nothing can be noted in its audit log.
    pub(crate) async fn open(
        definition: &Definition,
        configuration: &DatabaseConfiguration,
        data: &Path,
        keys: Option<&Keys>,
        consumers: Arc<[Consumer]>,
        migrate: bool,
    ) -> Result<Store, StoreError> {
        let service = definition.name;
        let url = database_url(configuration, data, service);
        let is_sqlite = url.starts_with("sqlite:");
        let place = without_password(&url);
        if is_sqlite {
            let folder = data.join(service);
            std::fs::create_dir_all(&folder).map_err(|source| StoreError::Folder {
                service,
                folder: folder.display().to_string(),
                source,
            })?;
        } else if migrate {
            create_database(&url).await.map_err(|source| StoreError::Open {
                service,
                place: place.clone(),
                source,
            })?;
        }
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(configuration.connections_max)
            .connect_timeout(Duration::from_secs(configuration.connect_timeout_seconds))
            .acquire_timeout(Duration::from_secs(configuration.connect_timeout_seconds))
            .sqlx_logging(false);
        if is_sqlite {
            options.map_sqlx_sqlite_opts(|options| {
                options
                    .foreign_keys(true)
                    .busy_timeout(Duration::from_millis(SQLITE_BUSY_MS))
                    .pragma("journal_mode", "WAL")
                    // With a write-ahead log, NORMAL may lose the last commits when the machine (not
                    // the process) fails; FULL doesn't.
                    .pragma("synchronous", "FULL")
            });
        }
        let opened = Database::connect(options).await;
        let connection = opened.map_err(|source| StoreError::Open { service, place, source })?;
        let store = Store::new(connection, service, consumers, keys);
        let migrator = Migrator { own: definition.migrations };
        if migrate {
            let migrated = brought_up_to_date(&store, &migrator).await;
            migrated.map_err(|source| StoreError::Migrate { service, source })?;
        } else {
            let pending = migrator.pending(store.reader()).await;
            let pending = pending.map_err(|source| StoreError::Migrate { service, source })?;
            if pending > 0 {
                return Err(StoreError::Pending { service, pending });
            }
        }
        Ok(store)
    }
}

/// Applies the migrations that are missing.
async fn brought_up_to_date(store: &Store, migrator: &Migrator) -> Result<(), DbErr> {
    let connection = store.reader();
    if migrator.pending(connection).await? == 0 {
        return Ok(());
    }
    if !audit::fits(store).await {
        let what = "the master key is not the one of this database's audit log (or somebody has \
                    changed that; `ulam audit` says more), and texts would be sealed with it";
        return Err(DbErr::Custom(what.to_string()));
    }
    let sealing = Sealing { sealer: store.sealer.clone(), count: AtomicU64::new(0) };
    let count = SEALING.scope(sealing, async {
        migrator.up(connection).await?;
        Ok::<u64, DbErr>(SEALING.with(|sealing| sealing.count.load(Ordering::Relaxed)))
    });
    let count = count.await?;
    if count > 0 && !store.is_postgres() {
        // What stood there before would stay readable in parts of the file that are free now.
        connection.execute_unprepared("VACUUM").await?;
        connection.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        tracing::info!(service = store.service(), count, "texts sealed");
    }
    Ok(())
}

fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_string() };
    match rest.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://…@{host}"),
        None => url.to_string(),
    }
}

/// The platform's tables, then the service's.
struct Migrator {
    own: Option<fn() -> Vec<Box<dyn MigrationTrait>>>,
}

impl Migrator {
    async fn up(&self, connection: &sea_orm::DatabaseConnection) -> Result<(), DbErr> {
        sea_orm_migration::migrator::MigratorTraitSelf::up(self, connection, None).await
    }

    async fn pending(&self, connection: &sea_orm::DatabaseConnection) -> Result<usize, DbErr> {
        let pending = sea_orm_migration::migrator::MigratorTraitSelf::get_pending_migrations(
            self, connection,
        );
        Ok(pending.await?.len())
    }
}

impl sea_orm_migration::migrator::MigratorTraitSelf for Migrator {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        let mut all = tables::migrations();
        if let Some(own) = self.own {
            all.extend(own());
        }
        all
    }
}
