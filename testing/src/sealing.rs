//! Upgrades that seal what older programs kept in the clear.

use std::collections::BTreeSet;
use std::path::Path;

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use ulam_platform::configuration::{Configuration, Secret};
use ulam_platform::host;
use ulam_platform::service::Definition;
use ulam_platform::store::database_url;

use crate::Database;

/// A column of text and what stands in it before the upgrade.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Column {
    table: String,
    name: String,
}

impl Column {
    fn text(&self) -> String {
        format!("in the clear: {} of {}", self.name, self.table)
    }
}

async fn rows(on: &DatabaseConnection, sql: &str) -> Vec<(String, String)> {
    let statement = Statement::from_string(on.get_database_backend(), sql);
    let found = on.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    let text = |row: &sea_orm::QueryResult, index| row.try_get_by_index::<String>(index).unwrap();
    found.iter().map(|row| (text(row, 0), text(row, 1))).collect()
}

/// Puts a row into each of the service's tables; the columns of text.
async fn filled(on: &DatabaseConnection, database: Database) -> Vec<Column> {
    let tables = match database {
        Database::Sqlite => "SELECT name, name FROM sqlite_master WHERE type = 'table'",
        Database::Postgres => {
            "SELECT table_name::text, table_name::text FROM information_schema.tables \
             WHERE table_schema = 'public'"
        }
    };
    let mut texts = Vec::new();
    for (table, _) in rows(on, tables).await {
        if ["platform_", "seaql_", "sqlite_"].iter().any(|prefix| table.starts_with(prefix)) {
            continue;
        }
        let columns = match database {
            Database::Sqlite => format!("SELECT name, type FROM pragma_table_info('{table}')"),
            Database::Postgres => format!(
                "SELECT column_name::text, data_type::text FROM information_schema.columns \
                 WHERE table_schema = 'public' AND table_name = '{table}'"
            ),
        };
        let (mut names, mut values) = (Vec::new(), Vec::new());
        for (name, kind) in rows(on, &columns).await {
            let kind = kind.to_lowercase();
            values.push(if kind.contains("text") || kind.contains("char") {
                let column = Column { table: table.clone(), name: name.clone() };
                let literal = format!("'{}'", column.text());
                texts.push(column);
                literal
            } else if kind.contains("bool") {
                "TRUE".to_string()
            } else {
                "1".to_string()
            });
            names.push(format!("\"{name}\""));
        }
        let (names, values) = (names.join(", "), values.join(", "));
        let insert = format!("INSERT INTO \"{table}\" ({names}) VALUES ({values})");
        let inserted = on.execute_unprepared(&insert).await;
        inserted.unwrap_or_else(|error| panic!("{insert}: {error}"));
    }
    texts
}

/// What stands in the columns of text now.
async fn contents(on: &DatabaseConnection, columns: &[Column]) -> Vec<String> {
    let mut contents = Vec::new();
    for Column { table, name } in columns {
        let sql = format!("SELECT \"{name}\", \"{name}\" FROM \"{table}\"");
        contents.push(rows(on, &sql).await.remove(0).0);
    }
    contents
}

/// Whether a file beside the database, or it, has a text in it.
fn is_in_files(folder: &Path, text: &str) -> bool {
    let mut files = std::fs::read_dir(folder).expect("the database's folder");
    files.any(|file| {
        let bytes = std::fs::read(file.expect("a file").path()).expect("its bytes");
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

/// Checks, on both databases, that a migration of a service seals these columns (of which table, which)
/// and no others, in what an older program has left; that it needs the key; and that it may be repeated.
/// Sealing changes no table, so that the former schema is the present one.
///
/// # Panics
/// It doesn't.
pub async fn assert_seals(definition: Definition, migration: &str, expected: &[(&str, &str)]) {
    for database in Database::ALL {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path();
        let mut configuration =
            Configuration { data: data.to_path_buf(), ..Configuration::default() };
        configuration.database.url = database.url(data).map(Secret::new);
        host::keys(&configuration).expect("a key is made");
        let definitions = [definition];
        let migrated = || host::migrate(&definitions, &configuration);
        migrated().await.expect("tables are made");
        let url = database_url(&configuration.database, data, definition.name);
        let connected = || async { sea_orm::Database::connect(&url).await.expect("a connection") };
        let forget = format!("DELETE FROM seaql_migrations WHERE version = '{migration}'");

        let on = connected().await;
        let columns = filled(&on, database).await;
        assert_eq!(on.execute_unprepared(&forget).await.expect("forgotten").rows_affected(), 1);
        on.close().await.expect("closed");
        let key_file = configuration.master_key_file();
        let aside = data.join("aside");
        std::fs::rename(&key_file, &aside).expect("the key is put aside");
        let refused = migrated().await.expect_err("there is no key");
        let causes = format!("{refused:?}");
        assert!(causes.contains("the master key is not there"), "{causes}");
        std::fs::rename(&aside, &key_file).expect("the key is back");

        migrated().await.expect("texts are sealed");
        let on = connected().await;
        let kept = contents(&on, &columns).await;
        let is_sealed = |(column, kept): &(&Column, &String)| **kept != column.text();
        let sealed = columns.iter().zip(&kept).filter(is_sealed);
        let sealed: BTreeSet<_> =
            sealed.map(|(column, _)| (column.table.as_str(), column.name.as_str())).collect();
        assert_eq!(sealed, expected.iter().copied().collect(), "{database:?}");

        on.execute_unprepared(&forget).await.expect("forgotten");
        on.close().await.expect("closed");
        migrated().await.expect("it is repeated");
        let on = connected().await;
        assert_eq!(contents(&on, &columns).await, kept, "{database:?}");
        on.close().await.expect("closed");
        if database == Database::Sqlite {
            let folder = data.join(definition.name);
            for column in &columns {
                let is_clear = !sealed.contains(&(column.table.as_str(), column.name.as_str()));
                assert_eq!(is_in_files(&folder, &column.text()), is_clear, "{column:?}");
            }
        }
    }
}
