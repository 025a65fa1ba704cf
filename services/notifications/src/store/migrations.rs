//! The service's tables, as they came to be.

use sea_orm_migration::prelude::*;
use ulam_platform::store::{KeyColumn, seal_columns};

use super::entities::{attempt, delivery, notification, preference, quiet, rule, webhook};

/// All migrations, the oldest first.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(CreateTables), Box::new(SealContent)]
}

struct CreateTables;

impl MigrationName for CreateTables {
    fn name(&self) -> &str {
        "notifications_0001_tables"
    }
}

fn column(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name))
}

fn text(name: &str) -> ColumnDef {
    column(name).text().not_null().to_owned()
}

fn optional_text(name: &str) -> ColumnDef {
    column(name).text().null().to_owned()
}

fn integer(name: &str) -> ColumnDef {
    column(name).big_integer().not_null().to_owned()
}

fn optional_integer(name: &str) -> ColumnDef {
    column(name).big_integer().null().to_owned()
}

fn small(name: &str) -> ColumnDef {
    column(name).integer().not_null().to_owned()
}

fn optional_small(name: &str) -> ColumnDef {
    column(name).integer().null().to_owned()
}

fn boolean(name: &str) -> ColumnDef {
    column(name).boolean().not_null().to_owned()
}

fn number(name: &str) -> ColumnDef {
    column(name).double().not_null().to_owned()
}

fn optional_number(name: &str) -> ColumnDef {
    column(name).double().null().to_owned()
}

fn table(name: impl IntoTableRef, key: &[&str], columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut statement = Table::create();
    statement.table(name).if_not_exists();
    for column in columns {
        statement.col(column);
    }
    let mut primary = Index::create();
    for part in key {
        primary.col(Alias::new(*part));
    }
    statement.primary_key(&mut primary);
    statement
}

fn index(
    name: &str,
    on: impl IntoTableRef,
    columns: &[&str],
    unique: bool,
) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement.name(name).if_not_exists().table(on);
    for column in columns {
        statement.col(Alias::new(*column));
    }
    if unique {
        statement.unique();
    }
    statement
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for CreateTables {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            table(
                notification::Entity,
                &["id"],
                vec![
                    text("id"),
                    text("tenant_id"),
                    text("user_id"),
                    text("event_type"),
                    text("level"),
                    text("title"),
                    text("body"),
                    optional_text("link"),
                    text("subject"),
                    integer("created_us"),
                    optional_integer("read_us"),
                ],
            ),
            table(
                preference::Entity,
                &["user_id", "event_type"],
                vec![text("user_id"), text("event_type"), text("channels")],
            ),
            table(quiet::Entity, &["user_id"], vec![text("user_id"), text("begins"), text("ends")]),
            table(
                webhook::Entity,
                &["id"],
                vec![
                    text("id"),
                    text("tenant_id"),
                    text("url"),
                    optional_text("description"),
                    text("events"),
                    boolean("is_enabled"),
                    optional_text("disabled_reason"),
                    text("sealed_secret"),
                    text("secret_hint"),
                    integer("created_us"),
                    text("created_by"),
                    small("consecutive_failures"),
                ],
            ),
            table(
                delivery::Entity,
                &["id"],
                vec![
                    text("id"),
                    text("tenant_id"),
                    optional_text("user_id"),
                    text("channel"),
                    optional_text("webhook_id"),
                    optional_text("event_type"),
                    text("state"),
                    text("sealed"),
                    optional_text("idempotency_key"),
                    integer("created_us"),
                    optional_integer("delivered_us"),
                    integer("next_attempt_us"),
                    integer("lease_until_us"),
                    small("attempts"),
                ],
            ),
            table(
                attempt::Entity,
                &["delivery_id", "number"],
                vec![
                    text("delivery_id"),
                    small("number"),
                    integer("at_us"),
                    optional_small("status"),
                    optional_number("duration_ms"),
                    optional_text("error"),
                ],
            ),
            table(
                rule::Entity,
                &["id"],
                vec![
                    text("id"),
                    text("tenant_id"),
                    text("created_by"),
                    text("name"),
                    text("watched"),
                    text("comparator"),
                    number("threshold"),
                    text("channels"),
                    number("cooldown_seconds"),
                    boolean("is_enabled"),
                    text("state"),
                    optional_number("last_value"),
                    optional_integer("last_evaluated_us"),
                    optional_integer("last_fired_us"),
                    integer("created_us"),
                ],
            ),
        ];
        for statement in tables {
            manager.create_table(statement).await?;
        }
        let indexes = [
            index("notifications_user", notification::Entity, &["user_id", "read_us"], false),
            index("webhook_endpoints_tenant", webhook::Entity, &["tenant_id"], false),
            index("deliveries_due", delivery::Entity, &["state", "next_attempt_us"], false),
            index("deliveries_webhook", delivery::Entity, &["webhook_id"], false),
            index("deliveries_idempotency_key", delivery::Entity, &["idempotency_key"], true),
            index("alert_rules_tenant", rule::Entity, &["tenant_id"], false),
        ];
        for statement in indexes {
            manager.create_index(statement).await?;
        }
        Ok(())
    }
}

/// What customers wrote, and no query looks into, is sealed.
struct SealContent;

impl MigrationName for SealContent {
    fn name(&self) -> &str {
        "notifications_0002_content_sealed"
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for SealContent {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let id = [KeyColumn::Text("id")];
        seal_columns(manager, "notifications", &id, &["title", "body"]).await?;
        seal_columns(manager, "webhook_endpoints", &id, &["url", "description"]).await?;
        seal_columns(manager, "alert_rules", &id, &["name"]).await
    }
}
