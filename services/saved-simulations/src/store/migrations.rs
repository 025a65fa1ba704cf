//! How the tables came to be.

use sea_orm_migration::prelude::*;
use ulam_platform::store::{KeyColumn, seal_columns};

/// The service's migrations, the oldest first.
pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(CreateTables), Box::new(SealContent)]
}

struct CreateTables;

impl MigrationName for CreateTables {
    fn name(&self) -> &str {
        "saved_simulations_0001_tables"
    }
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().not_null().to_owned()
}

fn optional_text(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().null().to_owned()
}

fn integer(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().not_null().to_owned()
}

fn optional_integer(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().null().to_owned()
}

fn small(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).integer().not_null().to_owned()
}

fn table(name: &'static str, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(Alias::new(name)).if_not_exists();
    for column in columns {
        table.col(column);
    }
    table
}

fn key(columns: &[&'static str]) -> IndexCreateStatement {
    let mut key = Index::create();
    for column in columns {
        key.col(Alias::new(*column));
    }
    key
}

fn index(
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
) -> IndexCreateStatement {
    let mut index = key(columns);
    index.name(name).if_not_exists().table(Alias::new(table));
    index
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for CreateTables {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let saved = table(
            "saved_simulations",
            vec![
                text("id").primary_key().to_owned(),
                text("tenant_id"),
                text("name"),
                text("name_sort"),
                text("search_text"),
                optional_text("description"),
                text("tags"),
                text("workbook_id"),
                text("workbook_name"),
                small("version"),
                integer("revision"),
                small("input_count"),
                small("output_count"),
                integer("trials"),
                integer("created_us"),
                integer("updated_us"),
                text("created_by"),
            ],
        );
        let versions = table(
            "saved_simulation_versions",
            vec![
                text("saved_simulation_id"),
                small("version"),
                text("tenant_id"),
                text("workbook_id"),
                text("workbook_name"),
                text("spec"),
                text("settings"),
                optional_text("message"),
                small("change_count"),
                integer("created_us"),
                text("created_by"),
            ],
        )
        .primary_key(&mut key(&["saved_simulation_id", "version"]))
        .to_owned();
        let shares = table(
            "saved_simulation_shares",
            vec![
                text("saved_simulation_id"),
                text("subject_kind"),
                text("subject"),
                text("tenant_id"),
                text("access"),
                integer("created_us"),
                text("created_by"),
                optional_integer("expires_us"),
            ],
        )
        .primary_key(&mut key(&["saved_simulation_id", "subject_kind", "subject"]))
        .to_owned();
        let links = table(
            "saved_simulation_links",
            vec![
                text("id").primary_key().to_owned(),
                text("saved_simulation_id").unique_key().to_owned(),
                text("tenant_id"),
                text("token_hash").unique_key().to_owned(),
                integer("created_us"),
                optional_integer("expires_us"),
                optional_integer("last_used_us"),
                integer("uses"),
            ],
        );
        let comments = table(
            "saved_simulation_comments",
            vec![
                text("id").primary_key().to_owned(),
                text("saved_simulation_id"),
                text("tenant_id"),
                text("text"),
                optional_text("reply_to"),
                ColumnDef::new(Alias::new("version")).integer().null().to_owned(),
                optional_text("cell"),
                integer("created_us"),
                text("created_by"),
                optional_integer("deleted_us"),
            ],
        );
        let last_runs = table(
            "saved_simulation_last_runs",
            vec![
                text("saved_simulation_id").primary_key().to_owned(),
                text("tenant_id"),
                text("simulation_id"),
                optional_text("result_id"),
                integer("created_us"),
                optional_text("headline"),
            ],
        );
        for table in [saved, versions, shares, links, comments, last_runs] {
            manager.create_table(table).await?;
        }
        for index in [
            index("saved_newest", "saved_simulations", &["tenant_id", "updated_us", "id"]),
            index("saved_by_name", "saved_simulations", &["tenant_id", "name_sort", "id"]),
            index("shares_of_subject", "saved_simulation_shares", &["tenant_id", "subject"]),
            index(
                "comments_oldest",
                "saved_simulation_comments",
                &["saved_simulation_id", "created_us", "id"],
            ),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

/// What customers wrote, and no query looks into, is sealed.
struct SealContent;

impl MigrationName for SealContent {
    fn name(&self) -> &str {
        "saved_simulations_0002_content_sealed"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for SealContent {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let id = KeyColumn::Text("saved_simulation_id");
        let of_version = [id, KeyColumn::Integer("version")];
        let texts = ["spec", "settings", "message"];
        seal_columns(manager, "saved_simulation_versions", &of_version, &texts).await?;
        let of_comment = [KeyColumn::Text("id")];
        seal_columns(manager, "saved_simulation_comments", &of_comment, &["text"]).await?;
        seal_columns(manager, "saved_simulation_last_runs", &[id], &["headline"]).await
    }
}
