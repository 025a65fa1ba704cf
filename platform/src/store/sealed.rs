//! Texts that nobody can read who has the database alone: what customers write into workbooks, models,
//! comments and the like, as far as no query looks into it.
//!
//! A column of them has the type [`Sealed`] in its entity, so that the compiler sees to it that each
//! is sealed when it is written ([`Store::sealed`]) and opened when it is read ([`Store::unsealed`]).
//! The key is the service's own, derived from the master key. [`seal_columns`] is for migrations.

use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{ConnectionTrait, DbErr, DeriveValueType};
use sea_orm_migration::prelude::{Alias, Expr, ExprTrait, Query, SchemaManager};

use super::{Store, Transaction};
use crate::access::{Keys, Sealer};

/// A sealed text, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, DeriveValueType)]
pub struct Sealed(String);

/// What seals a service's texts.
pub(crate) fn sealer_of(keys: &Keys, service: &str) -> Sealer {
    keys.sealer(&format!("content of {service}"))
}

impl Store {
    fn sealer(&self) -> Result<&Sealer, DbErr> {
        let missing = || DbErr::Custom("the database was opened without its key".to_string());
        self.sealer.as_ref().ok_or_else(missing)
    }

    /// Seals a text.
    ///
    /// # Errors
    /// The database was opened without keys, as for reading an audit log.
    pub fn sealed(&self, text: &str) -> Result<Sealed, DbErr> {
        Ok(Sealed(self.sealer()?.seal(text)))
    }

    /// Opens a text.
    ///
    /// # Errors
    /// It was changed, or sealed with another master key.
    pub fn unsealed(&self, sealed: &Sealed) -> Result<String, DbErr> {
        let failed = || {
            let service = self.service();
            DbErr::Custom(format!("a text of service {service} doesn't open with this master key"))
        };
        self.sealer()?.open(&sealed.0).ok_or_else(failed)
    }

    /// Seals a text that may be missing.
    ///
    /// # Errors
    /// As [`Store::sealed`].
    pub fn sealed_perhaps(&self, text: Option<&str>) -> Result<Option<Sealed>, DbErr> {
        text.map(|text| self.sealed(text)).transpose()
    }

    /// Opens a text that may be missing.
    ///
    /// # Errors
    /// As [`Store::unsealed`].
    pub fn unsealed_perhaps(&self, sealed: Option<&Sealed>) -> Result<Option<String>, DbErr> {
        sealed.map(|sealed| self.unsealed(sealed)).transpose()
    }
}

impl Transaction {
    /// As [`Store::sealed`].
    ///
    /// # Errors
    /// The same.
    pub fn sealed(&self, text: &str) -> Result<Sealed, DbErr> {
        self.store.sealed(text)
    }

    /// As [`Store::sealed_perhaps`].
    ///
    /// # Errors
    /// The same.
    pub fn sealed_perhaps(&self, text: Option<&str>) -> Result<Option<Sealed>, DbErr> {
        self.store.sealed_perhaps(text)
    }

    /// As [`Store::unsealed`].
    ///
    /// # Errors
    /// The same.
    pub fn unsealed(&self, sealed: &Sealed) -> Result<String, DbErr> {
        self.store.unsealed(sealed)
    }
}

/// What migrations seal with, and how many texts they have sealed.
pub(super) struct Sealing {
    pub(super) sealer: Option<Sealer>,
    pub(super) count: AtomicU64,
}

tokio::task_local! {
    /// For the migrations that run.
    pub(super) static SEALING: Sealing;
}

/// A column of a table's key.
#[derive(Clone, Copy, Debug)]
pub enum KeyColumn {
    /// Of texts.
    Text(&'static str),
    /// Of 32-bit numbers.
    Integer(&'static str),
}

impl KeyColumn {
    fn name(self) -> Alias {
        match self {
            KeyColumn::Text(name) | KeyColumn::Integer(name) => Alias::new(name),
        }
    }
}

/// Seals the texts that stand in these columns of a table, within a migration. Those that are sealed
/// already (a migration that broke off is repeated) stay as they are.
///
/// # Errors
/// The database's; there is something to seal and no key.
pub async fn seal_columns(
    manager: &SchemaManager<'_>,
    table: &str,
    key: &[KeyColumn],
    columns: &[&str],
) -> Result<(), DbErr> {
    let (sealer, missing) = SEALING
        .try_with(|sealing| sealing.sealer.clone())
        .map(|sealer| (sealer, "the master key is not there"))
        .unwrap_or((None, "it runs outside of the platform's migrations"));
    let transaction = manager.begin().await?;
    let on = transaction.get_connection();
    let mut all_keys = Query::select();
    all_keys.columns(key.iter().map(|column| column.name())).from(Alias::new(table));
    for found in on.query_all(&all_keys).await? {
        let mut of_row = Vec::with_capacity(key.len());
        for column in key {
            let value: sea_orm::Value = match column {
                KeyColumn::Text(name) => found.try_get::<String>("", name)?.into(),
                KeyColumn::Integer(name) => found.try_get::<i32>("", name)?.into(),
            };
            of_row.push(Expr::col(column.name()).eq(value));
        }
        let mut texts = Query::select();
        texts.columns(columns.iter().map(|name| Alias::new(*name))).from(Alias::new(table));
        of_row.iter().for_each(|is_row| {
            texts.and_where(is_row.clone());
        });
        let Some(row) = on.query_one(&texts).await? else { continue };
        let mut update = Query::update();
        update.table(Alias::new(table));
        let mut count = 0;
        for name in columns {
            let Some(text) = row.try_get::<Option<String>>("", name)? else { continue };
            let Some(sealer) = &sealer else {
                let what = format!("{table}.{name} is to be sealed, but {missing}");
                return Err(DbErr::Custom(what));
            };
            if sealer.open(&text).is_none() {
                update.value(Alias::new(*name), sealer.seal(&text));
                count += 1;
            }
        }
        if count > 0 {
            of_row.into_iter().for_each(|is_row| {
                update.and_where(is_row);
            });
            on.execute(&update).await?;
            let _ = SEALING.try_with(|sealing| sealing.count.fetch_add(count, Ordering::Relaxed));
        }
    }
    transaction.commit().await
}
