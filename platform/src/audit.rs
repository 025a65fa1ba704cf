//! The audit log: what happened in a service that matters to its security, so kept that a change to
//! it shows.
//!
//! Each service has one, in its own database, written by [`Transaction::record`] with the change that
//! an entry tells of. An entry's hash is keyed (HMAC-SHA256, by a key of the service that is derived
//! from the master key) and covers the entry and the seal of the log up to it; a single row, the head,
//! holds the number of entries and the seal after the last. Whoever writes the database without the
//! key can therefore not change, remove, swap or add entries unseen: [`Log`] names the first that
//! isn't as it was written. What can't show within a database is that all of it was put back to an
//! earlier state; for that [`Whole::last_hash`] is to be kept elsewhere.
//!
//! Entries hold ids only: no secrets, mail addresses or names.
//!
//! Entries are pruned at their age (`audit.retention_days`). What tells where a pruned log begins is
//! authenticated by the key, a part that isn't as it was written is not pruned, and each pruning is an
//! entry itself, so that the rest is as good as the whole.
//!
//! [`Transaction::record`]: crate::store::Transaction::record

mod chain;
mod log;
mod prune;
mod tables;

pub(crate) use chain::{ChainKey, append};
pub(crate) use log::fits;
pub use log::{Broken, Fault, Log, Whole};
pub(crate) use prune::prune_until;
pub use tables::entry::Model as Recorded;
pub(crate) use tables::{CreateAuditTables, PruneAuditLog};

use std::net::IpAddr;

use crate::access::{Scope, SubjectKind};
use crate::http::{ApiError, current_client_address, current_correlation_id};
use crate::identifier::now_us;

/// The outcome of what was done.
const DONE: &str = "success";
/// The outcome of what was tried in vain.
const REFUSED: &str = "refused";

/// What an entry tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    action: &'static str,
    actor: Option<String>,
    actor_kind: Option<&'static str>,
    credential_id: Option<String>,
    tenant_id: Option<String>,
    object: Option<(&'static str, String)>,
    outcome: &'static str,
    detail: Option<String>,
    /// Instead of the one from which the current request came.
    client_address: Option<IpAddr>,
}

impl Entry {
    /// What a principal did in its tenant, with what authorised it: the session, API key or link.
    /// Actions are named like events: `api_key.created`.
    pub fn by(scope: &Scope, action: &'static str) -> Entry {
        let principal = scope.principal();
        let kind = match principal.kind {
            SubjectKind::User => "user",
            SubjectKind::ApiKey => "api_key",
            SubjectKind::Link => "link",
            SubjectKind::Service => "service",
        };
        let credential_id = Some(&principal.session_id).filter(|id| !id.is_empty()).cloned();
        let entry = Entry::of(Some(scope.subject()), Some(scope.tenant_id()), action);
        Entry { actor_kind: Some(kind), credential_id, ..entry }
    }

    /// What a user did before there is a scope, such as signing in; nobody, if it isn't known who.
    pub fn of(actor: Option<&str>, tenant_id: Option<&str>, action: &'static str) -> Entry {
        let known = |id: Option<&str>| id.filter(|id| !id.is_empty()).map(str::to_string);
        let actor = known(actor);
        Entry {
            action,
            actor_kind: actor.is_some().then_some("user"),
            actor,
            credential_id: None,
            tenant_id: known(tenant_id),
            object: None,
            outcome: DONE,
            detail: None,
            client_address: None,
        }
    }

    /// To what it was done: `about("file", &id)`.
    pub fn about(self, kind: &'static str, id: &str) -> Entry {
        Entry { object: Some((kind, id.to_string())), ..self }
    }

    /// How, in words of the program's own and ids, such as the new role; nothing that a user typed.
    pub fn with(self, detail: impl Into<String>) -> Entry {
        Entry { detail: Some(detail.into()), ..self }
    }

    /// That it was refused, with the kind of the problem.
    pub fn refused(self, error: &ApiError) -> Entry {
        let kind = error.problem().problem_type.rsplit('/').next().unwrap_or_default().to_string();
        Entry { outcome: REFUSED, detail: Some(kind), ..self }
    }

    /// That it was refused, with the reason in words of the program's own.
    pub fn refused_as(self, reason: impl Into<String>) -> Entry {
        Entry { outcome: REFUSED, detail: Some(reason.into()), ..self }
    }

    /// That it came from this network address, where the current request isn't its client's.
    pub fn from_address(self, address: Option<IpAddr>) -> Entry {
        Entry { client_address: address, ..self }
    }
}

/// An entry with what is known of the moment: when, and for which request of whom.
pub(crate) struct Noted {
    entry: Entry,
    time_us: i64,
    client_address: Option<String>,
    correlation_id: Option<String>,
}

impl Noted {
    /// An entry of this moment.
    pub(crate) fn now(entry: Entry) -> Noted {
        let address = entry.client_address.or_else(current_client_address);
        Noted {
            entry,
            time_us: now_us(),
            client_address: address.map(|address| address.to_string()),
            correlation_id: current_correlation_id(),
        }
    }
}
