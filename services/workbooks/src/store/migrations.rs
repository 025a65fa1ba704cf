//! How the tables came to be.

use sea_orm_migration::prelude::*;
use ulam_platform::store::{KeyColumn, seal_columns};

/// The service's migrations, the oldest first.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(CreateTables), Box::new(SealContent)]
}

struct CreateTables;

impl MigrationName for CreateTables {
    fn name(&self) -> &str {
        "workbooks_0001_tables"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for CreateTables {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let text =
            |name: &'static str| ColumnDef::new(Alias::new(name)).text().not_null().to_owned();
        let optional =
            |name: &'static str| ColumnDef::new(Alias::new(name)).text().null().to_owned();
        let integer = |name: &'static str| {
            ColumnDef::new(Alias::new(name)).big_integer().not_null().to_owned()
        };
        let small =
            |name: &'static str| ColumnDef::new(Alias::new(name)).integer().not_null().to_owned();
        let mut table = Table::create();
        table.table(Alias::new("workbooks")).if_not_exists();
        for column in [
            text("id").primary_key().to_owned(),
            text("tenant_id"),
            text("name"),
            text("search_text"),
            text("file_id"),
            small("file_version"),
            text("kind"),
            integer("bytes"),
            text("sha256"),
            text("state"),
            optional("state_reason"),
            optional("badge"),
            integer("sheet_count"),
            integer("cell_count"),
            integer("formula_count"),
            ColumnDef::new(Alias::new("open_seconds")).double().null().to_owned(),
            integer("created_us"),
            text("created_by"),
            integer("simulated_us"),
            small("attempts"),
            integer("leased_until_us"),
        ] {
            table.col(column);
        }
        manager.create_table(table).await?;
        let mut of_version = Index::create();
        of_version
            .name("workbooks_of_version")
            .if_not_exists()
            .unique()
            .table(Alias::new("workbooks"));
        of_version
            .col(Alias::new("tenant_id"))
            .col(Alias::new("file_id"))
            .col(Alias::new("file_version"));
        manager.create_index(of_version).await?;
        let mut newest = Index::create();
        newest.name("workbooks_newest").if_not_exists().table(Alias::new("workbooks"));
        newest.col(Alias::new("tenant_id")).col(Alias::new("created_us")).col(Alias::new("id"));
        manager.create_index(newest).await?;
        let mut waiting = Index::create();
        waiting.name("workbooks_waiting").if_not_exists().table(Alias::new("workbooks"));
        waiting.col(Alias::new("state")).col(Alias::new("leased_until_us"));
        manager.create_index(waiting).await
    }
}

/// What customers wrote, and no query looks into, is sealed.
struct SealContent;

impl MigrationName for SealContent {
    fn name(&self) -> &str {
        "workbooks_0002_content_sealed"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for SealContent {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let id = [KeyColumn::Text("id")];
        seal_columns(manager, "workbooks", &id, &["state_reason", "badge"]).await
    }
}
