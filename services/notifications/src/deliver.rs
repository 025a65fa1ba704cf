//! Delivering what leaves the platform: mails and webhooks, tried again ever more slowly, dead in the
//! end. What is due stands in the database; a worker holds it for a time, so that a crash loses nothing
//! and two processes don't send the same.

use std::time::{Duration, Instant};

use futures::future::join_all;
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use ulam_contracts::identity::{FoundUsers, LookupUsers, UserContact};
use ulam_contracts::notifications::{
    Channel, DELIVERY_HEADER, DeliveryState, NotificationSent, SIGNATURE_HEADER, SendEmail,
};
use ulam_platform::access::Scope;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::{new_id, now_us};

use crate::app::App;
use crate::domain::outward::{self, Refused};
use crate::domain::quiet::quiet_until;
use crate::domain::signature::signature;
use crate::mailer::MailError;
use crate::store::deliveries::{self, Outcome, channel_text, state_text};
use crate::store::entities::{delivery, webhook};
use crate::store::{preferences, webhooks};

const SEALED_FOR: &str = "delivery";
/// What a webhook's secret is sealed for.
pub const SECRET_SEALED_FOR: &str = "webhook secret";
const POLL: Duration = Duration::from_secs(1);
const BATCH: u64 = 16;
/// A worker that takes longer has died, or will find its work done by another.
const LEASE_US: i64 = 120_000_000;
const WEBHOOK_TIMEOUT: Duration = Duration::from_secs(10);
const BACKOFF_FIRST_US: i64 = 5_000_000;
const BACKOFF_MAX_US: i64 = 3_600_000_000;
/// Failures in a row after which a webhook is switched off.
const FAILURES_MAX: i32 = 50;
const MAIL_ATTEMPTS_MAX: i32 = 12;
const KEPT_US: i64 = 30 * 86_400 * 1_000_000;
const CLEAN_EVERY: Duration = Duration::from_secs(3_600);

/// What is delivered; sealed in the database, since links in mails are secrets.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Payload {
    /// A mail as it is.
    Mail {
        /// The mail.
        mail: SendEmail,
    },
    /// A mail to a user, whose address and quiet hours are asked for when it is sent.
    UserMail {
        /// Their tenant; empty for none.
        tenant_id: String,
        /// The user.
        user_id: String,
        /// Subject.
        subject: String,
        /// Text.
        text: String,
        /// Path in the app.
        path: Option<String>,
        /// Whether it waits for the end of quiet hours.
        may_wait: bool,
    },
    /// A mail to a member with this address, if there is one.
    MemberMail {
        /// The tenant.
        tenant_id: String,
        /// The address.
        email: String,
        /// Subject.
        subject: String,
        /// Text.
        text: String,
        /// Path in the app.
        path: Option<String>,
    },
    /// A webhook's body.
    Webhook {
        /// The body.
        body: String,
    },
}

fn row(
    app: &App,
    scope: &Scope,
    channel: Channel,
    payload: &Payload,
) -> Result<delivery::Model, DbErr> {
    let text = serde_json::to_string(payload).map_err(|error| DbErr::Custom(error.to_string()))?;
    Ok(delivery::Model {
        id: new_id(),
        tenant_id: scope.tenant_id().to_string(),
        user_id: None,
        channel: channel_text(channel).to_string(),
        webhook_id: None,
        event_type: None,
        state: state_text(DeliveryState::Pending).to_string(),
        sealed: app.keys.seal(SEALED_FOR, &text),
        idempotency_key: None,
        created_us: now_us(),
        delivered_us: None,
        next_attempt_us: now_us(),
        lease_until_us: 0,
        attempts: 0,
    })
}

/// Adds a mail about an event.
///
/// # Errors
/// The database's.
pub async fn add_mail(
    on: &impl ConnectionTrait,
    app: &App,
    scope: &Scope,
    user_id: Option<String>,
    event_type: Option<&str>,
    payload: &Payload,
) -> Result<(), DbErr> {
    let row = row(app, scope, Channel::Email, payload)?;
    let row = delivery::Model { user_id, event_type: event_type.map(str::to_string), ..row };
    deliveries::insert(on, &row).await
}

/// Adds a mail that somebody asked for; the same key twice gives the same delivery.
///
/// # Errors
/// The database's.
pub async fn add_email(
    on: &impl ConnectionTrait,
    app: &App,
    scope: &Scope,
    mail: SendEmail,
) -> Result<delivery::Model, DbErr> {
    let key = mail.idempotency_key.as_ref().map(|key| format!("{}:{key}", scope.tenant_id()));
    if let Some(key) = &key
        && let Some(known) = deliveries::with_key(on, key).await?
    {
        return Ok(known);
    }
    let row = delivery::Model {
        idempotency_key: key,
        ..row(app, scope, Channel::Email, &Payload::Mail { mail })?
    };
    deliveries::insert(on, &row).await?;
    Ok(row)
}

/// Adds a delivery to a webhook.
///
/// # Errors
/// The database's.
pub async fn add_webhook(
    on: &impl ConnectionTrait,
    app: &App,
    scope: &Scope,
    webhook: &webhook::Model,
    event_type: &str,
    body: &str,
) -> Result<delivery::Model, DbErr> {
    let row = delivery::Model {
        webhook_id: Some(webhook.id.clone()),
        event_type: Some(event_type.to_string()),
        ..row(app, scope, Channel::Webhook, &Payload::Webhook { body: body.to_string() })?
    };
    deliveries::insert(on, &row).await?;
    Ok(row)
}

/// Delivers what is due, until shutdown.
pub async fn deliver_until(app: App, shutdown: CancellationToken) {
    let mut cleaned: Option<Instant> = None;
    loop {
        let delivered = deliver_due(&app).await;
        if let Err(error) = &delivered {
            tracing::error!(%error, "deliveries not readable");
        }
        if shutdown.is_cancelled() {
            return;
        }
        if cleaned.is_none_or(|at| at.elapsed() >= CLEAN_EVERY) {
            cleaned = Some(Instant::now());
            if let Err(error) = deliveries::clean(app.store.reader(), now_us() - KEPT_US).await {
                tracing::warn!(%error, "old deliveries not removed");
            }
        }
        if matches!(delivered, Ok(count) if count > 0) {
            continue;
        }
        tokio::select! {
            () = app.deliveries_waiting.notified() => {}
            () = tokio::time::sleep(POLL) => {}
            () = shutdown.cancelled() => return,
        }
    }
}

async fn deliver_due(app: &App) -> Result<usize, DbErr> {
    let due = deliveries::due(app.store.reader(), now_us(), BATCH).await?;
    let count = due.len();
    let results = join_all(due.into_iter().map(|row| deliver(app, row))).await;
    for error in results.into_iter().filter_map(Result::err) {
        tracing::error!(%error, "delivery not noted");
    }
    Ok(count)
}

/// What came of trying.
enum Tried {
    /// It arrived, with this status if it is a webhook.
    Arrived(Option<u16>),
    /// It may arrive later.
    Failed(Option<u16>, String),
    /// It never will.
    Refused(Option<u16>, String),
    /// Not now: quiet hours.
    PutOff(i64),
}

/// Tries a delivery once, if nobody else does.
///
/// # Errors
/// The database's.
pub async fn deliver(app: &App, row: delivery::Model) -> Result<(), DbErr> {
    let reader = app.store.reader();
    if !deliveries::lease(reader, &row, now_us() + LEASE_US).await? {
        return Ok(());
    }
    let started = Instant::now();
    let at_us = now_us();
    let is_webhook = row.channel == channel_text(Channel::Webhook);
    let payload =
        app.keys.open(SEALED_FOR, &row.sealed).and_then(|text| serde_json::from_str(&text).ok());
    let tried = match payload {
        None => Tried::Refused(None, "it was sealed with another master key".to_string()),
        Some(Payload::Webhook { body }) => to_webhook(app, &row, &body).await?,
        Some(payload) => by_mail(app, payload).await?,
    };
    let duration_ms = started.elapsed().as_secs_f64() * 1e3;
    let attempts = row.attempts.saturating_add(1);
    let settings = &app.configuration.notifications;
    let attempts_max = if is_webhook {
        i32::try_from(settings.webhook_attempts_max).unwrap_or(i32::MAX)
    } else {
        MAIL_ATTEMPTS_MAX
    };
    let (state, status, error) = match tried {
        Tried::PutOff(until_us) => return deliveries::put_off(reader, &row.id, until_us).await,
        Tried::Arrived(status) => (DeliveryState::Delivered, status, None),
        Tried::Refused(status, error) => (DeliveryState::DeadLetter, status, Some(error)),
        Tried::Failed(status, error) if attempts >= attempts_max => {
            (DeliveryState::DeadLetter, status, Some(error))
        }
        Tried::Failed(status, error) => (DeliveryState::Retrying, status, Some(error)),
    };
    if let Some(error) = &error {
        tracing::warn!(
            delivery_id = row.id,
            channel = row.channel,
            attempts,
            error,
            ?state,
            "not delivered"
        );
    }
    let outcome = Outcome {
        state,
        next_attempt_us: now_us() + backoff_us(attempts, &row.id),
        at_us,
        status,
        duration_ms: is_webhook.then_some(duration_ms),
        error,
    };
    let transaction = app.store.transaction().await?;
    deliveries::settle(&*transaction, &row, &outcome).await?;
    if let Some(webhook_id) = &row.webhook_id {
        count_webhook(&transaction, webhook_id, &row.tenant_id, state, outcome.status).await?;
    }
    if state == DeliveryState::Delivered {
        let scope = Scope::of_tenant("notifications", &row.tenant_id);
        let sent = NotificationSent {
            notification_id: None,
            delivery_id: Some(row.id.clone()),
            user_id: row.user_id.clone(),
            channel: if is_webhook { Channel::Webhook } else { Channel::Email },
            event_type: row.event_type.clone().unwrap_or_else(|| "email".to_string()),
        };
        transaction.emit(&scope, &row.id, sent).await?;
    }
    transaction.commit().await
}

async fn count_webhook(
    transaction: &ulam_platform::store::Transaction,
    webhook_id: &str,
    tenant_id: &str,
    state: DeliveryState,
    status: Option<u16>,
) -> Result<(), DbErr> {
    webhooks::count(&**transaction, webhook_id, state == DeliveryState::Delivered).await?;
    if status == Some(410) {
        return webhooks::disable(&**transaction, webhook_id, "The endpoint answered 410 Gone.")
            .await;
    }
    let scope = Scope::of_tenant("notifications", tenant_id);
    let known = webhooks::find(&**transaction, &scope, webhook_id).await?;
    if known.is_some_and(|known| known.is_enabled && known.consecutive_failures >= FAILURES_MAX) {
        let reason = format!("{FAILURES_MAX} deliveries in a row failed.");
        webhooks::disable(&**transaction, webhook_id, &reason).await?;
    }
    Ok(())
}

/// Time until the next attempt: doubling from five seconds to an hour, spread by up to a quarter so that
/// an endpoint that was away isn't met by everything at once.
fn backoff_us(attempts: i32, id: &str) -> i64 {
    let doubled = BACKOFF_FIRST_US
        .saturating_mul(1_i64 << attempts.saturating_sub(1).clamp(0, 20))
        .min(BACKOFF_MAX_US);
    let spread = id.bytes().fold(u32::from(attempts.unsigned_abs() as u8), |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    });
    doubled + doubled / 4 * i64::from(spread % 100) / 100
}

async fn to_webhook(app: &App, row: &delivery::Model, body: &str) -> Result<Tried, DbErr> {
    let scope = Scope::of_tenant("notifications", &row.tenant_id);
    let id = row.webhook_id.as_deref().unwrap_or_default();
    let Some(webhook) = webhooks::find(app.store.reader(), &scope, id).await? else {
        return Ok(Tried::Refused(None, "the webhook was removed".to_string()));
    };
    let Some(secret) = app.keys.open(SECRET_SEALED_FOR, &webhook.sealed_secret) else {
        return Ok(Tried::Refused(
            None,
            "the secret was sealed with another master key".to_string(),
        ));
    };
    let url = app.store.unsealed(&webhook.url)?;
    Ok(match post(app, &url, &secret, &row.id, body).await {
        Ok(status) if (200..300).contains(&status) => Tried::Arrived(Some(status)),
        Ok(410) => Tried::Refused(Some(410), "the endpoint answered 410 Gone".to_string()),
        Ok(status) => Tried::Failed(Some(status), format!("the endpoint answered {status}")),
        Err(error) => Tried::Failed(None, error),
    })
}

/// Posts a signed body to the address that a name leads to now, following no redirects.
async fn post(
    app: &App,
    url: &str,
    secret: &str,
    delivery_id: &str,
    body: &str,
) -> Result<u16, String> {
    let allows_private = app.configuration.notifications.private_webhook_addresses;
    let refused = |error: Refused| error.to_string();
    let url = outward::checked_url(url, allows_private).map_err(refused)?;
    let addresses = outward::resolved(&url, allows_private).await.map_err(refused)?;
    let host = url.host_str().unwrap_or_default().to_string();
    // Pinned to what was checked: asked again, the name could lead into a private network. Made for
    // each delivery, so that no connection to a former address lives on.
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .resolve_to_addrs(&host, &addresses)
        .connect_timeout(WEBHOOK_TIMEOUT)
        .timeout(WEBHOOK_TIMEOUT)
        .pool_max_idle_per_host(0)
        .user_agent(concat!("Ulam/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| error.to_string())?;
    let request = client
        .post(url)
        .header(http::header::CONTENT_TYPE, "application/cloudevents+json")
        .header(SIGNATURE_HEADER, signature(secret, now_us() / 1_000_000, body))
        .header(DELIVERY_HEADER, delivery_id)
        .body(body.to_string());
    // The answer's body is not read: nobody needs it, and it could be endless.
    let answer = request.send().await.map_err(|error| reason(&error))?;
    Ok(answer.status().as_u16())
}

/// Why a request failed, in words that tell nothing about our network.
fn reason(error: &reqwest::Error) -> String {
    let words = if error.is_timeout() {
        "the endpoint did not answer in time"
    } else if error.is_connect() {
        "no connection to the endpoint"
    } else {
        "the request to the endpoint broke off"
    };
    tracing::debug!(%error, "webhook failed");
    words.to_string()
}

async fn by_mail(app: &App, payload: Payload) -> Result<Tried, DbErr> {
    let identity = || app.mesh.client("identity").as_service("notifications");
    let failed = |error: ApiError| Tried::Failed(None, error.to_string());
    let mail = match payload {
        Payload::Mail { mail } => mail,
        Payload::UserMail { tenant_id, user_id, subject, text, path, may_wait } => {
            let query = if tenant_id.is_empty() {
                String::new()
            } else {
                format!("?tenant_id={tenant_id}")
            };
            let contact: Result<UserContact, ApiError> =
                identity().get(&format!("/internal/identity/users/{user_id}{query}")).await;
            let contact = match contact {
                Ok(contact) => contact,
                Err(error) if error.status().as_u16() == 404 => {
                    return Ok(Tried::Refused(None, "the user is gone".to_string()));
                }
                Err(error) => return Ok(failed(error)),
            };
            if !tenant_id.is_empty() && contact.role.is_none() {
                return Ok(Tried::Refused(None, "the user is no member any more".to_string()));
            }
            let quiet = preferences::quiet_hours(app.store.reader(), &user_id).await?;
            if let Some(until_us) = quiet
                .filter(|_| may_wait)
                .and_then(|hours| quiet_until(&hours, &contact.time_zone, now_us()))
            {
                return Ok(Tried::PutOff(until_us));
            }
            told(app, contact.email, subject, text, path)
        }
        Payload::MemberMail { tenant_id, email, subject, text, path } => {
            let lookup = LookupUsers { tenant_id, user_ids: Vec::new(), emails: vec![email] };
            let found: Result<FoundUsers, ApiError> =
                identity().post("/internal/identity/users/lookup", &lookup).await;
            match found {
                Ok(found) => match found.users.into_iter().next() {
                    Some(contact) => told(app, contact.email, subject, text, path),
                    None => {
                        return Ok(Tried::Refused(None, "no member has this address".to_string()));
                    }
                },
                Err(error) => return Ok(failed(error)),
            }
        }
        Payload::Webhook { .. } => return Ok(Tried::Refused(None, "not a mail".to_string())),
    };
    Ok(match app.mailer.send(&mail).await {
        Ok(()) => Tried::Arrived(None),
        Err(MailError::Failed(error)) => Tried::Failed(None, error),
        Err(MailError::Refused(error)) => Tried::Refused(None, error),
    })
}

fn told(
    app: &App,
    email: String,
    subject: String,
    text: String,
    path: Option<String>,
) -> SendEmail {
    SendEmail {
        to: vec![email],
        subject,
        text,
        action_url: path.map(|path| app.link(&path)),
        action_label: Some("Open Ulam".to_string()),
        idempotency_key: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour_and_are_spread() {
        for (attempts, least_seconds) in
            [(1, 5), (2, 10), (3, 20), (8, 640), (20, 3_600), (i32::MAX, 3_600)]
        {
            let wait = backoff_us(attempts, "some id");
            assert!(
                wait >= least_seconds * 1_000_000 && wait <= least_seconds * 1_250_000,
                "{attempts}: {wait}"
            );
        }
        assert_ne!(backoff_us(3, "one"), backoff_us(3, "two"));
    }
}
