//! What the service does on others' events: tells people and programs, looks at alert rules, refreshes
//! what browsers show.

use std::time::Duration;

use sea_orm::{DbErr, EntityTrait};
use ulam_contracts::files::{FileProcessed, FileState};
use ulam_contracts::identity::{RevocationReason, SessionRevoked, UserDeleted};
use ulam_contracts::notifications::{
    AlertState, Channel, Notification, NotificationLevel, NotificationMessage, NotificationSent,
};
use ulam_contracts::results::{ResultsExported, ResultsGenerated};
use ulam_contracts::saved_simulations::SavedSimulationShared;
use ulam_contracts::sharing::ShareSubject;
use ulam_contracts::simulations::{SimulationCancelled, SimulationCompleted, SimulationFailed};
use ulam_platform::access::Scope;
use ulam_platform::bus::Subscription;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::{new_id, now_us, rfc3339};
use ulam_platform::store::{Store, StoredEvent, Transaction};

use crate::app::App;
use crate::deliver::{self, Payload};
use crate::domain::{alerts, catalogue};
use crate::store::entities::{notification, rule};
use crate::store::{inbox, preferences, rules, webhooks};

/// What somebody is told.
pub struct Notice {
    /// Whom.
    pub user_id: String,
    /// The event.
    pub event_type: &'static str,
    /// How much it matters.
    pub level: NotificationLevel,
    /// In a few words.
    pub title: String,
    /// In a sentence or two.
    pub body: String,
    /// Path in the app.
    pub link: Option<String>,
    /// What it is about.
    pub subject: String,
}

/// What the service does on others' events.
pub fn subscriptions(app: App) -> Vec<Subscription> {
    vec![Subscription::new("*", move |transaction, event| {
        let app = app.clone();
        Box::pin(async move { handled(&app, transaction, event).await })
    })]
}

async fn handled(app: &App, transaction: &Transaction, event: StoredEvent) -> Result<(), ApiError> {
    if event.event_type.starts_with("notification.") || event.event_type == "simulation.progress" {
        return Ok(());
    }
    let tenant_id = event.tenantid.clone().unwrap_or_default();
    let scope = Scope::of_tenant("notifications", &tenant_id);
    refresh_browsers(app, &tenant_id, &event);
    for notice in notices(app, &scope, transaction, &event).await? {
        tell(app, &scope, transaction, notice, None).await?;
    }
    if !tenant_id.is_empty() && catalogue::is_for_webhooks(&event.event_type) {
        send_to_webhooks(app, &scope, transaction, &event).await?;
    }
    Ok(())
}

/// Tells open browsers that something changed, and ends what must end.
fn refresh_browsers(app: &App, tenant_id: &str, event: &StoredEvent) {
    let resource = match event.event_type.split('.').next().unwrap_or_default() {
        "file" => "file",
        "workbook" => "workbook",
        "simulation" => "simulation",
        "results" if event.event_type == "results.exported" => "artifact",
        "results" => "result",
        "saved_simulation" => "saved_simulation",
        _ => "",
    };
    if !resource.is_empty() && !tenant_id.is_empty() {
        let message = NotificationMessage::Changed {
            resource: resource.to_string(),
            id: event.subject.clone(),
            event_type: event.event_type.clone(),
        };
        app.hub.send_tenant(tenant_id, &message);
    }
    let ends = ["simulation.completed", "simulation.failed", "simulation.cancelled"];
    if ends.contains(&event.event_type.as_str())
        && let Some(id) = event.data.get("simulation_id").and_then(|id| id.as_str())
    {
        // The live message of the end is sent once and may have been lost.
        app.hub.ask_again(tenant_id, id);
    }
    if event.event_type == catalogue::SECURITY
        && let Ok(data) = serde_json::from_value::<SessionRevoked>(event.data.clone())
    {
        for id in data.session_ids.iter().chain(&data.api_key_ids) {
            app.hub.end(id);
        }
    }
}

/// A count for people: 100,000.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

async fn notices(
    app: &App,
    scope: &Scope,
    transaction: &Transaction,
    event: &StoredEvent,
) -> Result<Vec<Notice>, ApiError> {
    let data = event.data.clone();
    let subject = event.subject.clone();
    let notice =
        |user_id: String, event_type, level, title: String, body: String, link: Option<String>| {
            Notice { user_id, event_type, level, title, body, link, subject: subject.clone() }
        };
    Ok(match event.event_type.as_str() {
        "simulation.completed" => {
            let data: SimulationCompleted = serde_json::from_value(data)?;
            let title = format!("{} is done", data.name);
            let body = format!(
                "{} trials of {} in {:.1} s.",
                grouped(data.trials),
                data.workbook_name,
                data.elapsed_seconds
            );
            let link = format!("/results/{}", data.result_id);
            vec![notice(
                data.created_by,
                "simulation.completed",
                NotificationLevel::Success,
                title,
                body,
                Some(link),
            )]
        }
        "simulation.failed" => {
            let data: SimulationFailed = serde_json::from_value(data)?;
            let link = format!("/simulations/{}", data.simulation_id);
            let title = format!("{} failed", data.name);
            vec![notice(
                data.created_by,
                "simulation.failed",
                NotificationLevel::Error,
                title,
                data.failure.message,
                Some(link),
            )]
        }
        "simulation.cancelled" => {
            let data: SimulationCancelled = serde_json::from_value(data)?;
            if data.cancelled_by == data.created_by {
                return Ok(Vec::new());
            }
            let link = format!("/simulations/{}", data.simulation_id);
            let body = data.reason.unwrap_or_else(|| "Somebody else cancelled it.".to_string());
            let title = format!("{} was cancelled", data.name);
            vec![notice(
                data.created_by,
                "simulation.cancelled",
                NotificationLevel::Warning,
                title,
                body,
                Some(link),
            )]
        }
        "results.exported" => {
            let data: ResultsExported = serde_json::from_value(data)?;
            let title = format!("The export of {} is ready", data.name);
            let link = format!("/results/{}", data.result_id);
            let body = "It can be downloaded from the result's page.".to_string();
            vec![notice(
                data.exported_by,
                "results.exported",
                NotificationLevel::Success,
                title,
                body,
                Some(link),
            )]
        }
        "file.processed" => {
            let data: FileProcessed = serde_json::from_value(data)?;
            let is_bad = matches!(data.state, FileState::Quarantined | FileState::Failed);
            let Some(user_id) = event.userid.clone().filter(|_| is_bad) else {
                return Ok(Vec::new());
            };
            let title = format!("{} can't be used", data.name);
            let body =
                data.state_reason.unwrap_or_else(|| "Its content could not be read.".to_string());
            vec![notice(
                user_id,
                "file.processed",
                NotificationLevel::Error,
                title,
                body,
                Some("/workbooks".to_string()),
            )]
        }
        "saved_simulation.shared" => {
            let data: SavedSimulationShared = serde_json::from_value(data)?;
            if !data.notify {
                return Ok(Vec::new());
            }
            let by = data.shared_by_name.unwrap_or_else(|| "Somebody".to_string());
            let title = format!("{by} shares {} with you", data.name);
            let link = format!("/saved/{}", data.saved_simulation_id);
            let mut told = Vec::new();
            for with in data.with {
                match with {
                    ShareSubject::User { user_id } if user_id != data.shared_by => {
                        let body = "Open it to look at it, or to run it yourself.".to_string();
                        told.push(notice(
                            user_id,
                            "saved_simulation.shared",
                            NotificationLevel::Info,
                            title.clone(),
                            body,
                            Some(link.clone()),
                        ));
                    }
                    ShareSubject::Email { email } => {
                        // An address is a member's or nobody's: whoever it is gets a mail.
                        let payload = Payload::MemberMail {
                            tenant_id: scope.tenant_id().to_string(),
                            email,
                            subject: title.clone(),
                            text: title.clone(),
                            path: Some(link.clone()),
                        };
                        deliver::add_mail(
                            &**transaction,
                            app,
                            scope,
                            None,
                            Some("saved_simulation.shared"),
                            &payload,
                        )
                        .await?;
                    }
                    // All of a role or tenant see it in their lists.
                    ShareSubject::User { .. }
                    | ShareSubject::Role { .. }
                    | ShareSubject::Tenant => {}
                }
            }
            told
        }
        "session.revoked" => {
            let data: SessionRevoked = serde_json::from_value(data)?;
            if data.reason != RevocationReason::RefreshTokenReused {
                return Ok(Vec::new());
            }
            let body = "A sign-in of yours was used from two places at once, so that it was ended. \
                        If that wasn't you, change your password.";
            let title = "One of your sessions was ended".to_string();
            let link = Some("/settings/security".to_string());
            vec![notice(
                data.user_id,
                catalogue::SECURITY,
                NotificationLevel::Warning,
                title,
                body.to_string(),
                link,
            )]
        }
        "results.generated" => {
            let data: ResultsGenerated = serde_json::from_value(data)?;
            evaluate_result(app, scope, transaction, &data).await?;
            Vec::new()
        }
        "user.deleted" => {
            let data: UserDeleted = serde_json::from_value(data)?;
            inbox::forget(&**transaction, &data.user_id).await?;
            preferences::forget(&**transaction, &data.user_id).await?;
            Vec::new()
        }
        _ => Vec::new(),
    })
}

/// Tells somebody, by their channels or by those that are given.
///
/// # Errors
/// The database's.
pub async fn tell(
    app: &App,
    scope: &Scope,
    transaction: &Transaction,
    notice: Notice,
    channels: Option<Vec<Channel>>,
) -> Result<(), ApiError> {
    let channels = match channels {
        Some(channels) => channels,
        None => preferences::channels(&**transaction, &notice.user_id, notice.event_type).await?,
    };
    if channels.contains(&Channel::InApp) {
        let row = notification::Model {
            id: new_id(),
            tenant_id: scope.tenant_id().to_string(),
            user_id: notice.user_id.clone(),
            event_type: notice.event_type.to_string(),
            level: rules::text_of(&notice.level),
            title: transaction.sealed(&notice.title)?,
            body: transaction.sealed(&notice.body)?,
            link: notice.link.clone(),
            subject: notice.subject.clone(),
            created_us: now_us(),
            read_us: None,
        };
        inbox::insert(&**transaction, row.clone()).await?;
        let sent = NotificationSent {
            notification_id: Some(row.id.clone()),
            delivery_id: None,
            user_id: Some(row.user_id.clone()),
            channel: Channel::InApp,
            event_type: row.event_type.clone(),
        };
        transaction.emit(scope, &row.id, sent).await?;
        tokio::spawn(show_once_committed(app.clone(), row));
    }
    if channels.contains(&Channel::Email) {
        let payload = Payload::UserMail {
            tenant_id: scope.tenant_id().to_string(),
            user_id: notice.user_id.clone(),
            subject: notice.title,
            text: notice.body,
            path: notice.link,
            may_wait: notice.event_type != catalogue::SECURITY,
        };
        deliver::add_mail(
            &**transaction,
            app,
            scope,
            Some(notice.user_id),
            Some(notice.event_type),
            &payload,
        )
        .await?;
    }
    Ok(())
}

/// Shows a new notification in open browsers, once others can read it too.
async fn show_once_committed(app: App, row: notification::Model) {
    for _ in 0..40 {
        tokio::time::sleep(Duration::from_millis(25)).await;
        let found = notification::Entity::find_by_id(&row.id).one(app.store.reader()).await;
        if matches!(found, Ok(Some(_))) {
            let scope = user_scope(&row.tenant_id, &row.user_id);
            let unread = inbox::unread(app.store.reader(), &scope).await.unwrap_or(0);
            let (tenant_id, user_id) = (row.tenant_id.clone(), row.user_id.clone());
            let notification = match described(&app.store, row) {
                Ok(notification) => notification,
                Err(error) => return tracing::warn!(%error, "a notification is not shown"),
            };
            let message = NotificationMessage::Notification { notification, unread };
            return app.hub.send_user(&tenant_id, &user_id, &message);
        }
    }
}

/// The scope of a user in a tenant, for reading their inbox on our own accord.
fn user_scope(tenant_id: &str, user_id: &str) -> Scope {
    let principal = ulam_platform::access::Principal {
        subject: user_id.to_string(),
        tenant_id: tenant_id.to_string(),
        ..ulam_platform::access::Principal::service("notifications")
    };
    principal.scope()
}

/// A notification as clients see it.
///
/// # Errors
/// A damaged row.
pub fn described(store: &Store, row: notification::Model) -> Result<Notification, DbErr> {
    let level = serde_json::from_value(serde_json::Value::String(row.level))
        .unwrap_or(NotificationLevel::Info);
    Ok(Notification {
        id: row.id,
        event_type: row.event_type,
        level,
        title: store.unsealed(&row.title)?,
        body: store.unsealed(&row.body)?,
        link: row.link,
        subject: row.subject,
        created_at: rfc3339(row.created_us),
        read_at: row.read_us.map(rfc3339),
    })
}

async fn send_to_webhooks(
    app: &App,
    scope: &Scope,
    transaction: &Transaction,
    event: &StoredEvent,
) -> Result<(), ApiError> {
    let wanting = webhooks::wanting(&**transaction, scope, &event.event_type).await?;
    if wanting.is_empty() {
        return Ok(());
    }
    let body = serde_json::to_string(event)?;
    for webhook in wanting {
        deliver::add_webhook(&**transaction, app, scope, &webhook, &event.event_type, &body)
            .await?;
    }
    Ok(())
}

async fn evaluate_result(
    app: &App,
    scope: &Scope,
    transaction: &Transaction,
    result: &ResultsGenerated,
) -> Result<(), ApiError> {
    for row in rules::enabled(&**transaction, scope).await? {
        let watched = rules::watched(&row)?;
        let Some(value) = alerts::figure(&watched, result) else { continue };
        let about = format!("{} gives {}", result.name, readable(value));
        let link = format!("/results/{}", result.result_id);
        saw(app, scope, transaction, row, value, about, Some(link), &result.result_id).await?;
    }
    Ok(())
}

/// A figure to be read by people.
pub fn readable(value: f64) -> String {
    if value != 0.0 && (value.abs() >= 1e15 || value.abs() < 1e-4) {
        return format!("{value:e}");
    }
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// A rule saw a figure: its state, and the alert if it fires.
///
/// # Errors
/// The database's.
pub async fn saw(
    app: &App,
    scope: &Scope,
    transaction: &Transaction,
    mut row: rule::Model,
    value: f64,
    about: String,
    link: Option<String>,
    subject: &str,
) -> Result<(), ApiError> {
    let now = now_us();
    let state = alerts::state(value, rules::comparator(&row)?, row.threshold);
    let is_told = alerts::is_told(state, row.last_fired_us, row.cooldown_seconds, now);
    row.state = rules::text_of(&state);
    row.last_value = Some(value);
    row.last_evaluated_us = Some(now);
    if is_told {
        row.last_fired_us = Some(now);
    }
    rules::update(&**transaction, scope, &row).await?;
    if !is_told {
        return Ok(());
    }
    debug_assert_eq!(state, AlertState::Firing);
    let comparison = row.comparator.replace('_', " ");
    let body = format!("{about}, which is {comparison} {}.", readable(row.threshold));
    let channels = rules::channels(&row)?;
    let name = transaction.unsealed(&row.name)?;
    if channels.contains(&Channel::Webhook) {
        let event = alert_event(scope, &row, &name, value);
        send_to_webhooks(app, scope, transaction, &event).await?;
    }
    let notice = Notice {
        user_id: row.created_by,
        event_type: catalogue::ALERT,
        level: NotificationLevel::Warning,
        title: format!("Alert: {name}"),
        body,
        link,
        subject: subject.to_string(),
    };
    tell(app, scope, transaction, notice, Some(channels)).await
}

fn alert_event(scope: &Scope, row: &rule::Model, name: &str, value: f64) -> StoredEvent {
    StoredEvent {
        specversion: ulam_contracts::event::SPEC_VERSION.to_string(),
        id: new_id(),
        source: "/services/notifications".to_string(),
        event_type: catalogue::ALERT.to_string(),
        time: rfc3339(now_us()),
        subject: row.id.clone(),
        tenantid: Some(scope.tenant_id().to_string()),
        userid: None,
        correlationid: None,
        traceparent: None,
        datacontenttype: ulam_contracts::event::DATA_MEDIA_TYPE.to_string(),
        data: serde_json::json!({
            "rule_id": row.id, "name": name, "value": value,
            "comparator": row.comparator, "threshold": row.threshold,
        }),
    }
}
