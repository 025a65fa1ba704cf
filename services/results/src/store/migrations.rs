//! How the tables came to be.

use sea_orm_migration::prelude::*;
use ulam_platform::store::{KeyColumn, seal_columns};

/// The service's migrations, the oldest first.
pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(CreateResults),
        Box::new(CreateLinks),
        Box::new(CreateArtifacts),
        Box::new(SealContent),
    ]
}

struct CreateResults;

impl MigrationName for CreateResults {
    fn name(&self) -> &str {
        "results_0001_results"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for CreateResults {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table.table(Alias::new("simulation_results")).if_not_exists();
        table.col(ColumnDef::new(Alias::new("id")).text().not_null().primary_key());
        for name in [
            "tenant_id",
            "simulation_id",
            "run_id",
            "name",
            "search_text",
            "workbook_id",
            "created_by",
            "run",
        ] {
            table.col(ColumnDef::new(Alias::new(name)).text().not_null());
        }
        for name in ["attempt", "created_us"] {
            table.col(ColumnDef::new(Alias::new(name)).big_integer().not_null());
        }
        table.col(ColumnDef::new(Alias::new("saved_simulation_id")).text().null());
        table.col(ColumnDef::new(Alias::new("expires_us")).big_integer().null());
        manager.create_table(table).await?;
        let of_table = |name: &str, columns: &[&'static str]| {
            let mut index = Index::create();
            index.name(name).if_not_exists().table(Alias::new("simulation_results"));
            for column in columns {
                index.col(Alias::new(*column));
            }
            index
        };
        manager.create_index(of_table("results_by_tenant", &["tenant_id", "created_us"])).await?;
        manager
            .create_index(
                of_table("results_by_run", &["tenant_id", "run_id", "attempt"]).unique().to_owned(),
            )
            .await
    }
}

struct CreateLinks;

impl MigrationName for CreateLinks {
    fn name(&self) -> &str {
        "results_0002_links"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for CreateLinks {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table.table(Alias::new("result_links")).if_not_exists();
        table.col(ColumnDef::new(Alias::new("id")).text().not_null().primary_key());
        for name in ["result_id", "token_hash"] {
            table.col(ColumnDef::new(Alias::new(name)).text().not_null().unique_key());
        }
        table.col(ColumnDef::new(Alias::new("tenant_id")).text().not_null());
        for name in ["created_us", "uses"] {
            table.col(ColumnDef::new(Alias::new(name)).big_integer().not_null());
        }
        for name in ["expires_us", "last_used_us"] {
            table.col(ColumnDef::new(Alias::new(name)).big_integer().null());
        }
        manager.create_table(table).await
    }
}

struct CreateArtifacts;

impl MigrationName for CreateArtifacts {
    fn name(&self) -> &str {
        "results_0003_artifacts"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for CreateArtifacts {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table.table(Alias::new("result_artifacts")).if_not_exists();
        table.col(ColumnDef::new(Alias::new("id")).text().not_null().primary_key());
        for name in ["result_id", "tenant_id", "request", "state", "file_name", "created_by"] {
            table.col(ColumnDef::new(Alias::new(name)).text().not_null());
        }
        for name in ["message", "blob"] {
            table.col(ColumnDef::new(Alias::new(name)).text().null());
        }
        for name in ["created_us", "expires_us", "attempts"] {
            table.col(ColumnDef::new(Alias::new(name)).big_integer().not_null());
        }
        table.col(ColumnDef::new(Alias::new("leased_until_us")).big_integer().null());
        manager.create_table(table).await?;
        for (name, columns) in [
            ("artifacts_by_result", ["tenant_id", "result_id"]),
            ("artifacts_by_state", ["state", "created_us"]),
        ] {
            let mut index = Index::create();
            index.name(name).if_not_exists().table(Alias::new("result_artifacts"));
            for column in columns {
                index.col(Alias::new(column));
            }
            manager.create_index(index).await?;
        }
        // Retention looks for what has had its time.
        let mut index = Index::create();
        index.name("results_by_expiry").if_not_exists().table(Alias::new("simulation_results"));
        index.col(Alias::new("expires_us"));
        manager.create_index(index).await
    }
}

/// What customers wrote, and no query looks into, is sealed.
struct SealContent;

impl MigrationName for SealContent {
    fn name(&self) -> &str {
        "results_0004_content_sealed"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for SealContent {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let id = [KeyColumn::Text("id")];
        seal_columns(manager, "simulation_results", &id, &["run"]).await?;
        let texts = ["request", "message", "file_name"];
        seal_columns(manager, "result_artifacts", &id, &texts).await
    }
}
