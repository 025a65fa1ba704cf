//! Copies of SQLite databases that are in use, all as of one moment.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

/// Time that it waits for writers.
const BUSY: Duration = Duration::from_secs(30);

/// Copies databases, each a pair of its file and the file to make. While the copies are made no
/// process writes any of them (writers wait), so that an event is never in the copy of its source as
/// delivered and in none of its consumers'.
///
/// # Errors
/// A database that can't be read, one that is busy for too long, a copy that exists.
pub async fn snapshot(databases: &[(PathBuf, PathBuf)]) -> Result<(), DbErr> {
    let mut held = Vec::with_capacity(databases.len());
    for (file, _) in databases {
        let connection = open(file).await?;
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        held.push(connection.begin_with_options(options).await?);
    }
    for (file, copy) in databases {
        let connection = open(file).await?;
        let target = copy.display().to_string().replace('\'', "''");
        connection.execute_unprepared(&format!("VACUUM INTO '{target}'")).await?;
        connection.close().await?;
    }
    for transaction in held {
        transaction.rollback().await?;
    }
    Ok(())
}

async fn open(file: &Path) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rw", file.display()));
    options.max_connections(1).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|options| options.busy_timeout(BUSY));
    Database::connect(options).await
}
