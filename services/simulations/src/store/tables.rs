//! The tables: simulations, the queue, runs, idempotency keys.

use sea_orm::DbErr;
use sea_orm_migration::prelude::{Alias, ColumnDef, Index, Table};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};
use ulam_platform::store::{KeyColumn, seal_columns};

/// Simulations: what was asked for, and how it stands.
pub mod simulation {
    use sea_orm::entity::prelude::*;
    use ulam_platform::store::Sealed;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "simulations")]
    #[allow(missing_docs)]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub tenant_id: String,
        pub created_by: String,
        pub name: String,
        pub workbook_id: String,
        pub workbook_name: String,
        /// The file's reference as JSON.
        #[sea_orm(column_type = "Text")]
        pub file: Sealed,
        #[sea_orm(column_type = "Text")]
        pub spec: Sealed,
        #[sea_orm(column_type = "Text")]
        pub settings: Sealed,
        pub priority: i32,
        /// A JSON array.
        #[sea_orm(column_type = "Text")]
        pub tags: String,
        pub saved_simulation_id: Option<String>,
        pub saved_simulation_version: Option<i32>,
        pub state: String,
        pub run_id: String,
        /// The task of the current try, once one was asked for.
        pub task_id: Option<String>,
        pub attempt: i32,
        pub trials_done: i64,
        /// Of all simulations over lists of values.
        pub trials_total: i64,
        pub input_count: i32,
        pub output_count: i32,
        #[sea_orm(column_type = "Text", nullable)]
        pub headline: Option<Sealed>,
        pub result_id: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub failure: Option<Sealed>,
        pub correlation_id: Option<String>,
        pub created_us: i64,
        pub started_us: Option<i64>,
        pub finished_us: Option<i64>,
        pub updated_us: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    #[allow(missing_docs)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Simulations that wait for their turn.
pub mod queued {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "simulation_queue")]
    #[allow(missing_docs)]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub simulation_id: String,
        pub tenant_id: String,
        pub priority: i32,
        pub created_us: i64,
        /// Not to be begun before: it was refused just now.
        pub not_before_us: i64,
        /// Since when no worker could be reached for it.
        pub unreachable_since_us: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    #[allow(missing_docs)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Tries of runs: each is a task of compute, leased for as long as it gives signs of life.
pub mod run {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "runs")]
    #[allow(missing_docs)]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub task_id: String,
        pub simulation_id: String,
        pub run_id: String,
        pub tenant_id: String,
        pub attempt: i32,
        /// The last sign of life.
        pub heartbeat_us: i64,
        pub created_us: i64,
        pub ended_us: Option<i64>,
        /// How it ended: `completed`, `failed`, `cancelled`, `lost`, `not-started`.
        pub end: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    #[allow(missing_docs)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Keys that make starts idempotent.
pub mod idempotency {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency_keys")]
    #[allow(missing_docs)]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub created_by: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub idempotency_key: String,
        /// The request's body, as it was understood.
        pub body_hash: String,
        pub simulation_id: String,
        pub created_us: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    #[allow(missing_docs)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The migrations of this service.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(CreateTables), Box::new(SealContent)]
}

struct CreateTables;

impl MigrationName for CreateTables {
    fn name(&self) -> &str {
        "simulations_0001_tables"
    }
}

fn column(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name))
}

/// Columns of one type: those that always have a value, then those that may have none.
#[derive(Default)]
struct Columns<'a> {
    text: (&'a [&'static str], &'a [&'static str]),
    integer: (&'a [&'static str], &'a [&'static str]),
    big: (&'a [&'static str], &'a [&'static str]),
}

impl Columns<'_> {
    fn add_to(&self, table: &mut sea_orm_migration::prelude::TableCreateStatement) {
        for name in self.text.0 {
            table.col(column(name).text().not_null());
        }
        for name in self.text.1 {
            table.col(column(name).text().null());
        }
        for name in self.integer.0 {
            table.col(column(name).integer().not_null());
        }
        for name in self.integer.1 {
            table.col(column(name).integer().null());
        }
        for name in self.big.0 {
            table.col(column(name).big_integer().not_null());
        }
        for name in self.big.1 {
            table.col(column(name).big_integer().null());
        }
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for CreateTables {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut simulations = Table::create();
        simulations.table(simulation::Entity).if_not_exists();
        simulations.col(column("id").text().not_null().primary_key());
        let columns = Columns {
            text: (
                &[
                    "tenant_id",
                    "created_by",
                    "name",
                    "workbook_id",
                    "workbook_name",
                    "file",
                    "spec",
                    "settings",
                    "tags",
                    "state",
                    "run_id",
                ],
                &[
                    "saved_simulation_id",
                    "headline",
                    "result_id",
                    "failure",
                    "correlation_id",
                    "task_id",
                ],
            ),
            integer: (
                &["priority", "attempt", "input_count", "output_count"],
                &["saved_simulation_version"],
            ),
            big: (
                &["trials_done", "trials_total", "created_us", "updated_us"],
                &["started_us", "finished_us"],
            ),
        };
        columns.add_to(&mut simulations);
        manager.create_table(simulations).await?;

        let mut queue = Table::create();
        queue.table(queued::Entity).if_not_exists();
        queue.col(column("simulation_id").text().not_null().primary_key());
        let columns = Columns {
            text: (&["tenant_id"], &[]),
            integer: (&["priority"], &[]),
            big: (&["created_us", "not_before_us"], &["unreachable_since_us"]),
        };
        columns.add_to(&mut queue);
        manager.create_table(queue).await?;

        let mut runs = Table::create();
        runs.table(run::Entity).if_not_exists();
        runs.col(column("task_id").text().not_null().primary_key());
        let columns = Columns {
            text: (&["simulation_id", "run_id", "tenant_id"], &["end"]),
            integer: (&["attempt"], &[]),
            big: (&["heartbeat_us", "created_us"], &["ended_us"]),
        };
        columns.add_to(&mut runs);
        manager.create_table(runs).await?;

        let mut keys = Table::create();
        keys.table(idempotency::Entity).if_not_exists();
        let columns = Columns {
            text: (
                &["tenant_id", "created_by", "idempotency_key", "body_hash", "simulation_id"],
                &[],
            ),
            big: (&["created_us"], &[]),
            ..Columns::default()
        };
        columns.add_to(&mut keys);
        let mut key = Index::create();
        for name in ["tenant_id", "created_by", "idempotency_key"] {
            key.col(Alias::new(name));
        }
        keys.primary_key(&mut key);
        manager.create_table(keys).await?;

        let indices: [(&str, &str, &[&str]); 4] = [
            ("simulations_by_time", "simulations", &["tenant_id", "created_us", "id"]),
            ("simulations_by_state", "simulations", &["tenant_id", "state"]),
            ("simulation_queue_by_time", "simulation_queue", &["created_us"]),
            ("runs_by_end", "runs", &["ended_us"]),
        ];
        for (name, table, columns) in indices {
            let mut index = Index::create();
            index.name(name).if_not_exists().table(Alias::new(table));
            for name in columns {
                index.col(Alias::new(*name));
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

/// What customers wrote or computed, and no query looks into, is sealed.
struct SealContent;

impl MigrationName for SealContent {
    fn name(&self) -> &str {
        "simulations_0002_content_sealed"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for SealContent {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let texts = ["file", "spec", "settings", "headline", "failure"];
        seal_columns(manager, "simulations", &[KeyColumn::Text("id")], &texts).await
    }
}
