//! The chain: each entry's hash covers the seal of all before it. Adding to it, and checking it.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::tables::{HEAD, entry, head, start};
use super::{Broken, Fault, Noted};
use crate::access::Keys;

/// The key of a service's log.
#[derive(Clone)]
pub(crate) struct ChainKey(hmac::Key);

impl ChainKey {
    /// Derived from the master key. Each service has its own, so that no entry fits into another's log.
    pub(crate) fn new(keys: &Keys, service: &str) -> ChainKey {
        let key = keys.derived(&format!("audit log of {service}"));
        ChainKey(hmac::Key::new(hmac::HMAC_SHA256, &key))
    }

    /// An entry's hash, after a log with this seal.
    pub(super) fn hash(&self, seal_before: &str, row: &entry::Model) -> String {
        let sequence = row.sequence.to_string();
        let time_us = row.time_us.to_string();
        let mut parts = vec![
            Some("entry"),
            Some(seal_before),
            Some(&sequence),
            Some(&time_us),
            row.actor.as_deref(),
            row.tenant_id.as_deref(),
            Some(&row.action),
            row.object_kind.as_deref(),
            row.object_id.as_deref(),
            Some(&row.outcome),
            row.detail.as_deref(),
            row.client_address.as_deref(),
            row.correlation_id.as_deref(),
        ];
        // Entries of older programs have neither, and were hashed without.
        if row.actor_kind.is_some() || row.credential_id.is_some() {
            parts.extend([row.actor_kind.as_deref(), row.credential_id.as_deref()]);
        }
        self.tag(&parts)
    }

    /// What authenticates that the log begins after an entry with this hash. It tells nothing of the
    /// seal after that entry, with which one could cut the log back to nothing.
    pub(super) fn start(&self, sequence: i64, hash: &str) -> String {
        self.tag(&[Some("start"), Some(&sequence.to_string()), Some(hash)])
    }

    /// The seal of a log that ends with this entry. Unlike the entry's hash it stands in the head
    /// only, so that whoever cuts entries off can't tell what the head held before them.
    pub(super) fn seal(&self, sequence: i64, hash: &str) -> String {
        self.tag(&[Some("seal"), Some(&sequence.to_string()), Some(hash)])
    }

    /// The keyed hash over texts. Each is told with its length, so that no two lists look the same.
    fn tag(&self, parts: &[Option<&str>]) -> String {
        let mut context = hmac::Context::with_key(&self.0);
        for part in parts {
            match part {
                None => context.update(&[0]),
                Some(text) => {
                    context.update(&[1]);
                    context.update(&(text.len() as u64).to_le_bytes());
                    context.update(text.as_bytes());
                }
            }
        }
        URL_SAFE_NO_PAD.encode(context.sign().as_ref())
    }
}

/// Adds entries to the log, within the transaction that is about to be committed.
pub(crate) async fn append(
    on: &DatabaseTransaction,
    key: Option<&ChainKey>,
    noted: Vec<Noted>,
) -> Result<(), DbErr> {
    if noted.is_empty() {
        return Ok(());
    }
    let key = key.ok_or_else(|| failed("it was opened without the key of its audit log"))?;
    // PostgreSQL: other writers wait here until this one has committed. SQLite has one at a time anyway.
    let head = head::Entity::find_by_id(HEAD).lock_exclusive().one(on).await?;
    // What can't be recorded doesn't happen.
    let head = head.ok_or_else(|| failed("the head of its audit log is gone"))?;
    let (mut sequence, mut seal) = (head.sequence, head.seal);
    for Noted { entry, time_us, client_address, correlation_id } in noted {
        sequence = sequence.checked_add(1).ok_or_else(|| failed("its audit log is full"))?;
        let (object_kind, object_id) = entry.object.unzip();
        let mut row = entry::Model {
            sequence,
            time_us,
            actor: entry.actor,
            actor_kind: entry.actor_kind.map(str::to_string),
            credential_id: entry.credential_id,
            tenant_id: entry.tenant_id,
            action: entry.action.to_string(),
            object_kind: object_kind.map(str::to_string),
            object_id,
            outcome: entry.outcome.to_string(),
            detail: entry.detail,
            client_address,
            correlation_id,
            hash: String::new(),
        };
        row.hash = key.hash(&seal, &row);
        seal = key.seal(sequence, &row.hash);
        let row = sea_orm::IntoActiveModel::into_active_model(row);
        entry::Entity::insert(row).exec_without_returning(on).await?;
    }
    head::Entity::update_many()
        .col_expr(head::Column::Sequence, Expr::value(sequence))
        .col_expr(head::Column::Seal, Expr::value(seal))
        .filter(head::Column::Id.eq(HEAD))
        .exec(on)
        .await?;
    Ok(())
}

fn failed(why: &str) -> DbErr {
    DbErr::Custom(format!("the database can't be written: {why}"))
}

/// Goes along the chain and remembers the first entry that isn't as it was written.
pub(super) struct Checker {
    key: ChainKey,
    /// Entries that were pruned.
    pub(super) pruned: i64,
    /// The last entry that is as it was written, its hash, and the seal after it.
    pub(super) good: i64,
    pub(super) hash: String,
    pub(super) seal: String,
    pub(super) broken: Option<Broken>,
}

impl Checker {
    /// At the beginning of a log, which is after its first entry if some were pruned.
    pub(super) fn new(key: ChainKey, start: Option<start::Model>) -> Checker {
        let nothing = String::new;
        let mut checker =
            Checker { key, pruned: 0, good: 0, hash: nothing(), seal: nothing(), broken: None };
        if let Some(start) = start {
            if checker.key.start(start.sequence, &start.hash) == start.tag {
                checker.seal = checker.key.seal(start.sequence, &start.hash);
                (checker.pruned, checker.good) = (start.sequence, start.sequence);
                checker.hash = start.hash;
            } else {
                checker.broken = Some(Broken { sequence: 1, fault: Fault::Start });
            }
        }
        checker
    }

    /// Looks at the next entry.
    pub(super) fn check(&mut self, row: &entry::Model) {
        if self.broken.is_some() {
            return;
        }
        let expected = self.good + 1;
        if row.sequence > expected {
            self.broken = Some(Broken { sequence: expected, fault: Fault::Missing });
        } else if row.sequence < expected || self.key.hash(&self.seal, row) != row.hash {
            self.broken = Some(Broken { sequence: row.sequence, fault: Fault::Changed });
        } else {
            self.seal = self.key.seal(row.sequence, &row.hash);
            self.good = row.sequence;
            self.hash.clone_from(&row.hash);
        }
    }
}
