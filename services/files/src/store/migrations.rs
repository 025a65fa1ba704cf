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
        "files_0001_tables"
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

fn boolean(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).boolean().not_null().to_owned()
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
        let files = table(
            "file_metadata",
            vec![
                text("id").primary_key().to_owned(),
                text("tenant_id"),
                text("name"),
                text("search_text"),
                text("kind"),
                text("content_type"),
                integer("bytes"),
                text("sha256"),
                text("state"),
                optional_text("state_reason"),
                small("version"),
                optional_text("description"),
                text("tags"),
                integer("created_us"),
                integer("updated_us"),
                text("created_by"),
                optional_integer("purge_us"),
                optional_text("workbook_id"),
            ],
        );
        let versions = table(
            "file_versions",
            vec![
                text("file_id"),
                small("version"),
                text("tenant_id"),
                integer("bytes"),
                text("sha256"),
                integer("created_us"),
                text("created_by"),
                optional_text("comment"),
                text("scan"),
                text("blob"),
                optional_text("metadata"),
                boolean("is_waiting"),
                small("attempts"),
                integer("leased_until_us"),
            ],
        )
        .primary_key(&mut key(&["file_id", "version"]))
        .to_owned();
        let permissions = table(
            "file_permissions",
            vec![
                text("file_id"),
                text("subject_kind"),
                text("subject"),
                text("tenant_id"),
                text("access"),
                integer("created_us"),
                text("created_by"),
                optional_integer("expires_us"),
            ],
        )
        .primary_key(&mut key(&["file_id", "subject_kind", "subject"]))
        .to_owned();
        let links = table(
            "file_links",
            vec![
                text("id").primary_key().to_owned(),
                text("file_id").unique_key().to_owned(),
                text("tenant_id"),
                text("token_hash").unique_key().to_owned(),
                integer("created_us"),
                optional_integer("expires_us"),
                optional_integer("last_used_us"),
                integer("uses"),
            ],
        );
        let quotas = table(
            "storage_quotas",
            vec![
                text("tenant_id").primary_key().to_owned(),
                integer("used_bytes"),
                integer("reserved_bytes"),
                optional_integer("limit_bytes"),
            ],
        );
        let reservations = table(
            "storage_reservations",
            vec![
                text("id").primary_key().to_owned(),
                text("tenant_id"),
                integer("bytes"),
                integer("expires_us"),
            ],
        );
        let uploads = table(
            "uploads",
            vec![
                text("id").primary_key().to_owned(),
                text("tenant_id"),
                text("created_by"),
                text("name"),
                optional_text("description"),
                text("tags"),
                integer("length_bytes"),
                integer("offset_bytes"),
                integer("expires_us"),
                optional_text("file_id"),
                optional_text("failure"),
                integer("leased_until_us"),
            ],
        );
        let parts =
            table("upload_parts", vec![text("upload_id"), integer("offset_bytes"), text("blob")])
                .primary_key(&mut key(&["upload_id", "offset_bytes"]))
                .to_owned();
        for table in [files, versions, permissions, links, quotas, reservations, uploads, parts] {
            manager.create_table(table).await?;
        }
        for index in [
            index("files_newest", "file_metadata", &["tenant_id", "updated_us", "id"]),
            index("files_to_purge", "file_metadata", &["purge_us"]),
            index("versions_waiting", "file_versions", &["is_waiting", "leased_until_us"]),
            index("permissions_of_subject", "file_permissions", &["tenant_id", "subject"]),
            index("reservations_due", "storage_reservations", &["expires_us"]),
            index("uploads_due", "uploads", &["expires_us"]),
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
        "files_0002_content_sealed"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for SealContent {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let of_version = [KeyColumn::Text("file_id"), KeyColumn::Integer("version")];
        seal_columns(manager, "file_versions", &of_version, &["comment"]).await?;
        let id = [KeyColumn::Text("id")];
        seal_columns(manager, "uploads", &id, &["name", "description", "tags", "failure"]).await
    }
}
