//! The log's tables: its entries, and its head.

use sea_orm_migration::prelude::*;

/// The only key in the head's table.
pub(super) const HEAD: i32 = 1;

/// Entries.
pub(crate) mod entry {
    use sea_orm::entity::prelude::*;

    /// An entry as it is kept.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "platform_audit")]
    pub struct Model {
        /// Its place, from 1 on without gaps.
        #[sea_orm(primary_key, auto_increment = false)]
        pub sequence: i64,
        /// When, in microseconds since 1970 UTC.
        pub time_us: i64,
        /// Who: a user's id, `service:<name>` or `link:<id>`; `None` for somebody unknown.
        #[sea_orm(column_type = "Text", nullable)]
        pub actor: Option<String>,
        /// What kind of subject: `user`, `api_key` (a program with a key of that user), `link` or
        /// `service`. `None` for somebody unknown, and in entries of older programs.
        #[sea_orm(column_type = "Text", nullable)]
        pub actor_kind: Option<String>,
        /// By which session, API key or link it was authorised.
        #[sea_orm(column_type = "Text", nullable)]
        pub credential_id: Option<String>,
        /// In which tenant.
        #[sea_orm(column_type = "Text", nullable)]
        pub tenant_id: Option<String>,
        /// What, such as `sign_in.accepted`.
        #[sea_orm(column_type = "Text")]
        pub action: String,
        /// To what kind of object.
        #[sea_orm(column_type = "Text", nullable)]
        pub object_kind: Option<String>,
        /// To which.
        #[sea_orm(column_type = "Text", nullable)]
        pub object_id: Option<String>,
        /// `success` or `refused`.
        #[sea_orm(column_type = "Text")]
        pub outcome: String,
        /// How: a way to sign in, a role, the reason of a refusal.
        #[sea_orm(column_type = "Text", nullable)]
        pub detail: Option<String>,
        /// Whence.
        #[sea_orm(column_type = "Text", nullable)]
        pub client_address: Option<String>,
        /// Which request it was.
        #[sea_orm(column_type = "Text", nullable)]
        pub correlation_id: Option<String>,
        /// The keyed hash over all this and the seal before it, in base64url.
        #[sea_orm(column_type = "Text")]
        pub hash: String,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The head: one row, which writers lock.
pub(super) mod head {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "platform_audit_head")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        /// The last entry's; 0 without entries.
        pub sequence: i64,
        /// The seal after the last entry; empty without entries.
        #[sea_orm(column_type = "Text")]
        pub seal: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Where the log begins: one row, once entries were pruned.
pub(super) mod start {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "platform_audit_start")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        /// The last pruned entry's.
        pub sequence: i64,
        /// Its hash, from which whoever has the key finds the seal after it.
        #[sea_orm(column_type = "Text")]
        pub hash: String,
        /// The keyed hash over both: nobody without the key can let the log begin later.
        #[sea_orm(column_type = "Text")]
        pub tag: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct CreateAuditTables;

impl MigrationName for CreateAuditTables {
    fn name(&self) -> &str {
        "platform_0002_audit"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for CreateAuditTables {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let text =
            |name: &'static str| ColumnDef::new(Alias::new(name)).text().not_null().to_owned();
        let perhaps =
            |name: &'static str| ColumnDef::new(Alias::new(name)).text().null().to_owned();
        let integer = |name: &'static str| {
            ColumnDef::new(Alias::new(name)).big_integer().not_null().to_owned()
        };
        let entries = Table::create()
            .table(entry::Entity)
            .if_not_exists()
            .col(integer("sequence").primary_key().to_owned())
            .col(integer("time_us"))
            .col(perhaps("actor"))
            .col(perhaps("tenant_id"))
            .col(text("action"))
            .col(perhaps("object_kind"))
            .col(perhaps("object_id"))
            .col(text("outcome"))
            .col(perhaps("detail"))
            .col(perhaps("client_address"))
            .col(perhaps("correlation_id"))
            .col(text("hash"))
            .to_owned();
        let head = Table::create()
            .table(head::Entity)
            .if_not_exists()
            .col(ColumnDef::new(Alias::new("id")).integer().not_null().primary_key().to_owned())
            .col(integer("sequence"))
            .col(text("seal"))
            .to_owned();
        let first = Query::insert()
            .into_table(head::Entity)
            .columns([head::Column::Id, head::Column::Sequence, head::Column::Seal])
            .values_panic([HEAD.into(), 0_i64.into(), "".into()])
            .on_conflict(OnConflict::column(head::Column::Id).do_nothing().to_owned())
            .to_owned();
        manager.create_table(entries).await?;
        manager.create_table(head).await?;
        manager.execute(first).await
    }
}

/// Who acted by which key, and where a pruned log begins.
pub(crate) struct PruneAuditLog;

impl MigrationName for PruneAuditLog {
    fn name(&self) -> &str {
        "platform_0004_audit_pruned"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for PruneAuditLog {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["actor_kind", "credential_id"] {
            if !manager.has_column("platform_audit", name).await? {
                let column = ColumnDef::new(Alias::new(name)).text().null().to_owned();
                let table = Table::alter().table(entry::Entity).add_column(column).to_owned();
                manager.alter_table(table).await?;
            }
        }
        let text =
            |name: &'static str| ColumnDef::new(Alias::new(name)).text().not_null().to_owned();
        let start = Table::create()
            .table(start::Entity)
            .if_not_exists()
            .col(ColumnDef::new(Alias::new("id")).integer().not_null().primary_key().to_owned())
            .col(ColumnDef::new(Alias::new("sequence")).big_integer().not_null().to_owned())
            .col(text("hash"))
            .col(text("tag"))
            .to_owned();
        manager.create_table(start).await
    }
}
