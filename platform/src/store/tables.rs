//! The platform's own tables in each service's database: outbox, deliveries, inbox, audit log.

use sea_orm_migration::prelude::*;

use super::sealed::{KeyColumn, seal_columns};
use crate::audit::{CreateAuditTables, PruneAuditLog};

pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(CreateBusTables),
        Box::new(CreateAuditTables),
        Box::new(KeepEventsInOrder),
        Box::new(PruneAuditLog),
        Box::new(SealEvents),
    ]
}

/// Events that this service emits.
pub(crate) mod outbox {
    use sea_orm::entity::prelude::*;

    use crate::store::Sealed;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub struct Model {
        /// The event's id.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub event_type: String,
        /// The whole event as JSON: it tells of names that customers chose.
        #[sea_orm(column_type = "Text")]
        pub event: Sealed,
        pub created_us: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Which consumer is still to get, has got, or could not be given which event.
pub(crate) mod delivery {
    use sea_orm::entity::prelude::*;

    /// Waits for its next attempt.
    pub const WAITING: i32 = 0;
    /// The consumer has it.
    pub const DELIVERED: i32 = 1;
    /// Given up after all attempts; kept for an operator.
    pub const DEAD: i32 = 2;
    /// Not taken in its turn: tried again without holding others up.
    pub const ASIDE: i32 = 3;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox_deliveries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub event_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub consumer: String,
        pub state: i32,
        pub attempts: i32,
        /// What answers of the consumer count against the event.
        pub strikes: i32,
        pub next_attempt_us: i64,
        #[sea_orm(column_type = "Text", nullable)]
        pub last_error: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Events of others that this service has handled.
pub(crate) mod inbox {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "inbox")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub source: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub event_id: String,
        pub received_us: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

struct CreateBusTables;

impl MigrationName for CreateBusTables {
    fn name(&self) -> &str {
        "platform_0001_bus"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for CreateBusTables {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let text =
            |name: &'static str| ColumnDef::new(Alias::new(name)).text().not_null().to_owned();
        let integer = |name: &'static str| {
            ColumnDef::new(Alias::new(name)).big_integer().not_null().to_owned()
        };
        let small =
            |name: &'static str| ColumnDef::new(Alias::new(name)).integer().not_null().to_owned();
        let outbox = Table::create()
            .table(outbox::Entity)
            .if_not_exists()
            .col(text("id").primary_key().to_owned())
            .col(text("event_type"))
            .col(text("event"))
            .col(integer("created_us"))
            .to_owned();
        let deliveries = Table::create()
            .table(delivery::Entity)
            .if_not_exists()
            .col(text("event_id"))
            .col(text("consumer"))
            .col(small("state"))
            .col(small("attempts"))
            .col(integer("next_attempt_us"))
            .col(ColumnDef::new(Alias::new("last_error")).text().null().to_owned())
            .primary_key(Index::create().col(Alias::new("event_id")).col(Alias::new("consumer")))
            .to_owned();
        let due = Index::create()
            .name("outbox_deliveries_due")
            .if_not_exists()
            .table(delivery::Entity)
            .col(Alias::new("state"))
            .col(Alias::new("next_attempt_us"))
            .to_owned();
        let inbox = Table::create()
            .table(inbox::Entity)
            .if_not_exists()
            .col(text("source"))
            .col(text("event_id"))
            .col(integer("received_us"))
            .primary_key(Index::create().col(Alias::new("source")).col(Alias::new("event_id")))
            .to_owned();
        manager.create_table(outbox).await?;
        manager.create_table(deliveries).await?;
        manager.create_index(due).await?;
        manager.create_table(inbox).await
    }
}

/// Each consumer has its own queue, in the order of the events.
struct KeepEventsInOrder;

impl MigrationName for KeepEventsInOrder {
    fn name(&self) -> &str {
        "platform_0003_events_in_order"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for KeepEventsInOrder {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if !manager.has_column("outbox_deliveries", "strikes").await? {
            let strikes =
                ColumnDef::new(Alias::new("strikes")).integer().not_null().default(0).to_owned();
            let table = Table::alter().table(delivery::Entity).add_column(strikes).to_owned();
            manager.alter_table(table).await?;
        }
        let queues = Index::create()
            .name("outbox_deliveries_queues")
            .if_not_exists()
            .table(delivery::Entity)
            .col(Alias::new("state"))
            .col(Alias::new("consumer"))
            .col(Alias::new("event_id"))
            .to_owned();
        let due = Index::drop()
            .name("outbox_deliveries_due")
            .if_exists()
            .table(delivery::Entity)
            .to_owned();
        manager.create_index(queues).await?;
        manager.drop_index(due).await
    }
}

struct SealEvents;

impl MigrationName for SealEvents {
    fn name(&self) -> &str {
        "platform_0005_events_sealed"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for SealEvents {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        seal_columns(manager, "outbox", &[KeyColumn::Text("id")], &["event"]).await
    }
}
