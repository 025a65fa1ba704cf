//! `ulam events`: events that a service didn't take from another, and offering them again.

use std::collections::BTreeSet;
use std::io::Write;

use clap::Args;
use serde_json::json;
use ulam_platform::bus::{Untaken, UntakenEvents, Wanted};
use ulam_platform::configuration::Configuration;
use ulam_platform::identifier::rfc3339;
use ulam_platform::service::Definition;
use ulam_platform::{host, telemetry};

use crate::error::{ExitCode, Failure};
use crate::server::{ConfigurationArguments, failure, runtime, services_with_database};

#[derive(Args)]
#[command(after_help = "\
Services tell each other of what happens by events. One that a service doesn't take, though it is up, is \
set aside, offered again for a day, and then dead. Both point to a defect: mend it (or upgrade), then have \
the dead ones offered again. The server may run meanwhile; it begins within a second. An event that was \
taken before is not handled twice. What an event tells stays sealed and is not shown.

Examples:
  ulam events --data ulam-data
  ulam events --data ulam-data --redeliver
  ulam events --consumer notifications --redeliver --id 019ab1c2-3d4e-7f50-8a6b-7c8d9e0f1a2b")]
pub struct EventsArguments {
    /// Only events that this service emitted
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// Only events that this service didn't take
    #[arg(long, value_name = "NAME")]
    consumer: Option<String>,
    /// Only the event with this id; may be given several times
    #[arg(long, value_name = "ID")]
    id: Vec<String>,
    /// Have the dead ones offered again, at once and for another day
    #[arg(long)]
    redeliver: bool,
    /// One JSON object a line for each event
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    configuration: ConfigurationArguments,
}

pub fn run(arguments: &EventsArguments) -> Result<ExitCode, Failure> {
    let definitions = services_with_database(arguments.service.as_deref())?;
    let configuration = arguments.configuration.load(&[])?;
    telemetry::start_logging(&configuration.log);
    let wanted = Wanted { consumer: arguments.consumer.clone(), event_ids: arguments.id.clone() };
    runtime()?.block_on(async {
        let outboxes = opened(&definitions, &configuration).await?;
        let done = match arguments.redeliver {
            true => redelivered(&outboxes, &wanted, arguments.json).await,
            false => listed(&outboxes, &wanted, arguments.json).await,
        };
        for (_, events) in outboxes {
            events.close().await;
        }
        done
    })?;
    Ok(ExitCode::Success)
}

/// The events of each service that has a database here, by its name.
async fn opened(
    definitions: &[&Definition],
    configuration: &Configuration,
) -> Result<Vec<(&'static str, UntakenEvents)>, Failure> {
    let mut outboxes = Vec::new();
    for definition in definitions {
        let opened = host::untaken_events(definition, configuration).await;
        outboxes.extend(opened.map_err(|error| failure(&error))?.map(|one| (definition.name, one)));
    }
    if outboxes.is_empty() {
        let data = configuration.data.display();
        let message =
            format!("{data}: there is no database here; name the data folder with --data");
        return Err(Failure::new(ExitCode::CannotServe, message));
    }
    Ok(outboxes)
}

async fn listed(
    outboxes: &[(&'static str, UntakenEvents)],
    wanted: &Wanted,
    json: bool,
) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let (mut dead, mut aside) = (0_u64, 0_u64);
    for (service, events) in outboxes {
        let mut last = None;
        loop {
            let batch = events.next(wanted, last.as_ref()).await;
            let batch = batch.map_err(|error| failure(&error))?;
            for event in &batch {
                *(if event.is_dead { &mut dead } else { &mut aside }) += 1;
                match json {
                    true => writeln!(out, "{}", as_json(service, event))?,
                    false => writeln!(out, "{}", as_line(service, event))?,
                }
            }
            let Some(end) = batch.into_iter().next_back() else { break };
            last = Some(end);
        }
    }
    if !json {
        writeln!(out, "{dead} dead, {aside} aside")?;
    }
    Ok(())
}

async fn redelivered(
    outboxes: &[(&'static str, UntakenEvents)],
    wanted: &Wanted,
    json: bool,
) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let mut unknown: BTreeSet<&str> = wanted.event_ids.iter().map(String::as_str).collect();
    let mut count = 0_u64;
    for (service, events) in outboxes {
        let redelivered = events.redeliver(wanted).await.map_err(|error| failure(&error))?;
        for (id, consumer) in &redelivered {
            unknown.remove(id.as_str());
            count += 1;
            if json {
                let line = json!({"service": service, "consumer": consumer, "id": id});
                writeln!(out, "{line}")?;
            }
        }
    }
    if !json {
        let what = if count == 1 { "event is" } else { "events are" };
        writeln!(out, "{count} dead {what} offered again.")?;
    }
    if unknown.is_empty() {
        return Ok(());
    }
    let unknown: Vec<&str> = unknown.into_iter().collect();
    let message = format!("--id: no event is dead with the id {}", unknown.join(", "));
    Err(Failure::usage(message))
}

/// An event for people: `time service → consumer type state …`, with labels.
fn as_line(service: &str, event: &Untaken) -> String {
    let time = event.emitted_us.map_or("unknown time".to_string(), rfc3339);
    let kind = event.event_type.as_deref().unwrap_or("unknown type");
    let Untaken { consumer, event_id, attempts, .. } = event;
    let state = state(event);
    let mut line = format!("{time} {service} → {consumer} {kind} {state}  attempts {attempts}");
    if let Some(error) = &event.last_error {
        line.push_str(&format!("  error {error}"));
    }
    line.push_str(&format!("  id {event_id}"));
    line.chars().map(|sign| if sign.is_control() { '\u{fffd}' } else { sign }).collect()
}

fn as_json(service: &str, event: &Untaken) -> serde_json::Value {
    json!({
        "service": service,
        "consumer": event.consumer,
        "id": event.event_id,
        "event_type": event.event_type,
        "emitted_at": event.emitted_us.map(rfc3339),
        "state": state(event),
        "attempts": event.attempts,
        "last_error": event.last_error,
    })
}

fn state(event: &Untaken) -> &'static str {
    if event.is_dead { "dead" } else { "aside" }
}
