//! `ulam audit`: the audit logs of a server's services, and whether they are as they were written.

use std::io::Write;

use clap::Args;
use serde_json::json;
use ulam_platform::access::Keys;
use ulam_platform::audit::{Broken, Recorded, Whole};
use ulam_platform::configuration::Configuration;
use ulam_platform::identifier::{from_rfc3339, rfc3339};
use ulam_platform::service::Definition;
use ulam_platform::{host, telemetry};

use crate::error::{ExitCode, Failure};
use crate::server::{
    ConfigurationArguments, existing_keys, failure, runtime, services_with_database,
};

#[derive(Args)]
#[command(after_help = "\
Each service keeps a log of its own, in its database: sign-ins, keys, roles, shares, links, deletions. \
The server may run meanwhile. Entries hold ids, no names or secrets.

An entry's hash covers the entry and all before it, by a key that is derived from the master key. The \
exit code is 1 where a log isn't as it was written; the message names the first entry that isn't. \
Entries older than `audit.retention_days` are removed, which is an entry itself. \
That a whole database was put back to an earlier state shows by comparing the hashes of the last \
entries, so keep some elsewhere.

Examples:
  ulam audit --data ulam-data
  ulam audit --service identity --since 2026-11-01T00:00:00Z --json")]
pub struct AuditArguments {
    /// Only this service's log
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// Only entries from this time on, such as 2026-11-21T08:00:00Z; the whole log is checked anyway
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// One JSON object a line: entries (`"type": "entry"`), and after them each log's state (`"log"`)
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    configuration: ConfigurationArguments,
}

pub fn run(arguments: &AuditArguments) -> Result<ExitCode, Failure> {
    let since_us = match &arguments.since {
        Some(text) => {
            from_rfc3339(text).map_err(|message| Failure::usage(format!("--since: {message}")))?
        }
        None => i64::MIN,
    };
    let definitions = services_with_database(arguments.service.as_deref())?;
    let configuration = arguments.configuration.load(&[])?;
    telemetry::start_logging(&configuration.log);
    let keys = existing_keys(&configuration)?;
    let broken = runtime()?.block_on(listed(
        &definitions,
        &configuration,
        &keys,
        since_us,
        arguments.json,
    ))?;
    if broken.is_empty() {
        return Ok(ExitCode::Success);
    }
    Err(Failure::new(ExitCode::Differences, broken.join("; ")))
}

/// Writes the logs; what is wrong with each that isn't whole.
async fn listed(
    definitions: &[&Definition],
    configuration: &Configuration,
    keys: &Keys,
    since_us: i64,
    json: bool,
) -> Result<Vec<String>, Failure> {
    let mut out = std::io::stdout().lock();
    let mut states = Vec::new();
    for definition in definitions {
        let name = definition.name;
        let opened = host::audit_log(definition, configuration, keys).await;
        let Some(mut log) = opened.map_err(|error| failure(&error))? else {
            // Deleting a database mustn't go unnoticed either.
            writeln!(std::io::stderr(), "{name}: there is no database here")?;
            continue;
        };
        loop {
            let entries = log.next().await.map_err(|error| failure(&error))?;
            if entries.is_empty() {
                break;
            }
            for entry in entries.iter().filter(|entry| entry.time_us >= since_us) {
                match json {
                    true => writeln!(out, "{}", as_json(name, entry))?,
                    false => writeln!(out, "{}", as_line(name, entry))?,
                }
            }
        }
        states.push((name, log.end().await.map_err(|error| failure(&error))?));
    }
    for (name, state) in &states {
        match (json, state) {
            (true, state) => writeln!(out, "{}", state_as_json(name, state))?,
            (false, Ok(whole)) => {
                writeln!(out, "{name}: {}", whole_as_line(whole))?;
            }
            // Told as the error at the end.
            (false, Err(_)) => {}
        }
    }
    let broken = |(name, state): &(&str, Result<Whole, Broken>)| {
        state.as_ref().err().map(|broken| format!("the audit log of {name} is broken: {broken}"))
    };
    Ok(states.iter().filter_map(broken).collect())
}

fn whole_as_line(Whole { entries, pruned, last_hash }: &Whole) -> String {
    let what = match entries {
        0 => "no entries".to_string(),
        1 => format!("1 entry, as it was written; last hash {last_hash}"),
        _ => format!("{entries} entries, as they were written; last hash {last_hash}"),
    };
    match pruned {
        0 => what,
        _ => format!("{what}; {pruned} before them were removed at their age"),
    }
}

/// An entry for people: `time service/sequence action outcome …`, with labels.
fn as_line(service: &str, entry: &Recorded) -> String {
    let Recorded { sequence, action, outcome, .. } = entry;
    let mut line = format!("{} {service}/{sequence} {action} {outcome}", rfc3339(entry.time_us));
    let mut add = |label: &str, value: Option<&str>| {
        if let Some(value) = value {
            line.push_str(&format!("  {label} {value}"));
        }
    };
    add("with", entry.detail.as_deref());
    add(entry.object_kind.as_deref().unwrap_or("object"), entry.object_id.as_deref());
    add("by", entry.actor.as_deref());
    let credential = entry.credential_id.as_deref().map(|id| {
        let kind = entry.actor_kind.as_deref().unwrap_or_default();
        format!("{}:{id}", if kind == "user" { "session" } else { kind })
    });
    add("through", credential.as_deref());
    add("in", entry.tenant_id.as_deref());
    add("from", entry.client_address.as_deref());
    add("request", entry.correlation_id.as_deref());
    // Whoever changed an entry could have written anything into it.
    line.chars()
        .map(|character| if character.is_control() { '\u{fffd}' } else { character })
        .collect()
}

fn as_json(service: &str, entry: &Recorded) -> serde_json::Value {
    json!({
        "type": "entry",
        "service": service,
        "sequence": entry.sequence,
        "time": rfc3339(entry.time_us),
        "action": entry.action,
        "outcome": entry.outcome,
        "detail": entry.detail,
        "actor": entry.actor,
        "actor_kind": entry.actor_kind,
        "credential_id": entry.credential_id,
        "tenant_id": entry.tenant_id,
        "object_kind": entry.object_kind,
        "object_id": entry.object_id,
        "client_address": entry.client_address,
        "correlation_id": entry.correlation_id,
        "hash": entry.hash,
    })
}

fn state_as_json(service: &str, state: &Result<Whole, Broken>) -> serde_json::Value {
    let (is_whole, entries, pruned, last_hash) = match state {
        Ok(whole) => (true, whole.entries, Some(whole.pruned), Some(&whole.last_hash)),
        Err(broken) => (false, broken.sequence - 1, None, None),
    };
    let fault = state.as_ref().err().map(Broken::to_string);
    json!({
        "type": "log",
        "service": service,
        "is_whole": is_whole,
        "entries_as_written": entries,
        "entries_pruned": pruned,
        "last_hash": last_hash,
        "fault": fault,
    })
}
