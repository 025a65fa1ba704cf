//! What the tests of the services share.
//!
//! Tests keep their data in a temporary folder, in SQLite. With `ULAM_TEST_DATABASE=postgres` in the
//! environment the same tests keep it in PostgreSQL: a server that this process starts and that
//! ends with it.

mod postgres;
mod sealing;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use ulam_platform::configuration::{Configuration, Secret};

pub use postgres::Postgres;
pub use sealing::assert_seals;

/// Says in which database tests keep their data: `sqlite` or `postgres`.
pub const DATABASE_VARIABLE: &str = "ULAM_TEST_DATABASE";

/// Where services keep their data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// A file a service in the data folder.
    Sqlite,
    /// A database a service in this process's own PostgreSQL.
    Postgres,
}

impl Database {
    /// Both, for tests that go through both by themselves.
    pub const ALL: [Database; 2] = [Database::Sqlite, Database::Postgres];

    /// The one that the environment asks for.
    ///
    /// # Panics
    /// The variable has another value than the two.
    pub fn asked_for() -> Database {
        match std::env::var(DATABASE_VARIABLE).as_deref() {
            Err(_) | Ok("" | "sqlite") => Database::Sqlite,
            Ok("postgres") => Database::Postgres,
            Ok(other) => panic!("{DATABASE_VARIABLE}={other}: it is 'sqlite' or 'postgres'"),
        }
    }

    /// The value of `database.url` for a data folder. Who starts again on the same folder finds the
    /// same databases.
    pub fn url(self, data: &Path) -> Option<String> {
        if self == Database::Sqlite {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        data.hash(&mut hasher);
        Some(Postgres::shared().url(&format!("t{:016x}_{{service}}", hasher.finish())))
    }
}

/// Settings on a data folder, in the database that the environment asks for.
pub fn configuration(data: &Path) -> Configuration {
    let mut configuration = Configuration { data: data.to_path_buf(), ..Configuration::default() };
    configuration.database.url = Database::asked_for().url(data).map(Secret::new);
    configuration
}
