//! The service's tables, as they came to be.

use sea_orm_migration::prelude::*;

use super::entities::{
    api_key, attempt, credential, invitation, membership, one_time_token, outgoing_mail, session,
    tenant, usage, user,
};

/// All migrations, the oldest first.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(CreateTables)]
}

struct CreateTables;

impl MigrationName for CreateTables {
    fn name(&self) -> &str {
        "identity_0001_tables"
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

fn boolean(name: &str) -> ColumnDef {
    column(name).boolean().not_null().to_owned()
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
                user::Entity,
                &["id"],
                vec![
                    text("id"),
                    text("email"),
                    text("email_key"),
                    boolean("is_email_confirmed"),
                    text("name"),
                    text("locale"),
                    text("time_zone"),
                    optional_text("phone"),
                    integer("created_us"),
                    optional_text("last_tenant_id"),
                    boolean("is_operator"),
                    text("preferences"),
                ],
            ),
            table(
                credential::Entity,
                &["id"],
                vec![
                    text("id"),
                    text("user_id"),
                    text("kind"),
                    text("subject"),
                    text("secret"),
                    integer("counter"),
                    integer("created_us"),
                ],
            ),
            table(
                session::Entity,
                &["id"],
                vec![
                    text("id"),
                    text("user_id"),
                    text("tenant_id"),
                    integer("created_us"),
                    integer("last_used_us"),
                    integer("expires_us"),
                    optional_integer("revoked_us"),
                    optional_text("ip_address"),
                    optional_text("user_agent"),
                    text("method"),
                    boolean("is_second_factor_verified"),
                    boolean("is_cookie"),
                    integer("generation"),
                    integer("rotated_us"),
                    text("salt"),
                ],
            ),
            table(
                tenant::Entity,
                &["id"],
                vec![
                    text("id"),
                    text("name"),
                    text("plan"),
                    integer("created_us"),
                    boolean("requires_second_factor"),
                    text("allowed_ips"),
                ],
            ),
            table(
                membership::Entity,
                &["tenant_id", "user_id"],
                vec![
                    text("tenant_id"),
                    text("user_id"),
                    text("role"),
                    integer("joined_us"),
                    optional_integer("last_seen_us"),
                ],
            ),
            table(
                api_key::Entity,
                &["id"],
                vec![
                    text("id"),
                    text("lookup"),
                    text("tenant_id"),
                    text("user_id"),
                    text("name"),
                    text("secret_hash"),
                    text("permissions"),
                    text("allowed_ips"),
                    integer("created_us"),
                    optional_integer("expires_us"),
                    optional_integer("last_used_us"),
                    optional_text("last_used_ip"),
                    optional_integer("revoked_us"),
                ],
            ),
            table(
                invitation::Entity,
                &["id"],
                vec![
                    text("id"),
                    text("tenant_id"),
                    text("email"),
                    text("email_key"),
                    text("role"),
                    text("token_hash"),
                    text("invited_by"),
                    text("invited_by_name"),
                    integer("created_us"),
                    integer("expires_us"),
                    optional_integer("accepted_us"),
                    optional_integer("revoked_us"),
                ],
            ),
            table(
                one_time_token::Entity,
                &["hash"],
                vec![
                    text("hash"),
                    text("kind"),
                    text("user_id"),
                    text("data"),
                    integer("expires_us"),
                ],
            ),
            table(
                attempt::Entity,
                &["subject"],
                vec![
                    text("subject"),
                    integer("failures"),
                    integer("last_us"),
                    integer("blocked_until_us"),
                ],
            ),
            table(
                outgoing_mail::Entity,
                &["id"],
                vec![
                    text("id"),
                    text("sealed"),
                    column("attempts").integer().not_null().to_owned(),
                    integer("next_attempt_us"),
                    integer("created_us"),
                ],
            ),
            table(
                usage::Entity,
                &["tenant_id", "user_id", "period_us", "metric"],
                vec![
                    text("tenant_id"),
                    text("user_id"),
                    integer("period_us"),
                    text("metric"),
                    column("amount").double().not_null().to_owned(),
                ],
            ),
        ];
        for statement in tables {
            manager.create_table(statement).await?;
        }
        let indexes = [
            index("users_email_key", user::Entity, &["email_key"], true),
            index("credentials_subject", credential::Entity, &["kind", "subject"], true),
            index("credentials_user", credential::Entity, &["user_id"], false),
            index("sessions_user", session::Entity, &["user_id"], false),
            index("sessions_expires", session::Entity, &["expires_us"], false),
            index("memberships_user", membership::Entity, &["user_id"], false),
            index("api_keys_lookup", api_key::Entity, &["lookup"], true),
            index("api_keys_tenant", api_key::Entity, &["tenant_id", "user_id"], false),
            index("invitations_token", invitation::Entity, &["token_hash"], true),
            index("invitations_tenant", invitation::Entity, &["tenant_id"], false),
            index("one_time_tokens_expires", one_time_token::Entity, &["expires_us"], false),
            index("outgoing_mails_due", outgoing_mail::Entity, &["next_attempt_us"], false),
        ];
        for statement in indexes {
            manager.create_index(statement).await?;
        }
        Ok(())
    }
}
