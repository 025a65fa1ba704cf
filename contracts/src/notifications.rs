//! Notifications: inbox, preferences, mail, webhooks, alert rules, and what goes over WebSockets.

mod live;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::event::event_data;

pub use live::*;

/// The header with a delivery's signature: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`.
pub const SIGNATURE_HEADER: &str = "X-Ulam-Signature";
/// The header with a delivery's id, the same at each attempt.
pub const DELIVERY_HEADER: &str = "X-Ulam-Delivery";

/// How much a notification matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotificationLevel {
    /// Worth knowing.
    Info,
    /// Something went well that was waited for.
    Success,
    /// Should be looked at.
    Warning,
    /// Something failed.
    Error,
}

/// An in-app notification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Notification {
    /// The notification.
    pub id: String,
    /// The event that it tells of.
    #[schema(example = "simulation.completed")]
    pub event_type: String,
    /// How much it matters.
    pub level: NotificationLevel,
    /// In a few words.
    #[schema(example = "Cautious case is done")]
    pub title: String,
    /// In a sentence or two.
    pub body: String,
    /// Path in the app to go to.
    #[schema(example = "/results/019a9f3c-2b1e-7c3a-9d2e-5a1b2c3d4e5f")]
    pub link: Option<String>,
    /// What it is about: the event's subject.
    pub subject: String,
    /// When it happened.
    pub created_at: String,
    /// When it was read.
    pub read_at: Option<String>,
}

/// Parameters of the inbox.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListNotificationsQuery {
    /// Only those that aren't read (true), or are (false).
    pub unread: Option<bool>,
    /// Only those of this event.
    pub event_type: Option<String>,
    /// Most items, from 1 to 200; 50 if left out.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// The inbox, the newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NotificationPage {
    /// The notifications.
    pub items: Vec<Notification>,
    /// Pass it as `cursor` to get the next page; null on the last one.
    pub next_cursor: Option<String>,
    /// Number of notifications on all pages.
    pub total: Option<u64>,
    /// Number of notifications that aren't read, whatever the filter.
    pub unread: u64,
}

/// Marks some or all read. Answers `MarkedRead`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkRead {
    /// These, at most 200; left out, all.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub ids: Option<Vec<String>>,
}

/// What was marked read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MarkedRead {
    /// Number of notifications that weren't read before.
    pub marked: u64,
    /// Number of notifications that still aren't.
    pub unread: u64,
}

/// How a user is told.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In the app's inbox, live.
    InApp,
    /// By mail.
    Email,
    /// By a message to the telephone.
    Sms,
    /// By the browser, also while the app is closed.
    Push,
    /// By the tenant's webhooks.
    Webhook,
}

/// My settings, by event and channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NotificationPreferences {
    /// Everything that one can be told of.
    pub events: Vec<EventPreference>,
    /// Channels that this server has; others can be chosen, but nothing is sent there yet.
    pub available_channels: Vec<Channel>,
    /// When nothing is sent but to the inbox.
    pub quiet_hours: Option<QuietHours>,
}

/// How a user is told of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EventPreference {
    /// The event.
    #[schema(example = "simulation.completed")]
    pub event_type: String,
    /// For people.
    #[schema(example = "A simulation is done")]
    pub title: String,
    /// Under which heading it stands.
    #[schema(example = "Simulations")]
    pub group: String,
    /// The channels that are on.
    pub channels: Vec<Channel>,
    /// Channels that can't be switched off: mail about security, for example.
    pub mandatory_channels: Vec<Channel>,
}

/// Hours of the day in the user's time zone, across midnight where the first is later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// When they begin.
    #[schema(example = "22:00", pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    pub from: String,
    /// When they end.
    #[schema(example = "07:00", pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    pub to: String,
}

/// Changes my settings: events that aren't named stay. Answers `NotificationPreferences`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateNotificationPreferences {
    /// Events with the channels that are on.
    #[serde(default)]
    pub events: Vec<SetEventPreference>,
    /// When nothing is sent but to the inbox; null for never.
    #[serde(default)]
    pub quiet_hours: Option<QuietHours>,
}

/// The channels that are on for an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetEventPreference {
    /// The event.
    pub event_type: String,
    /// The channels.
    pub channels: Vec<Channel>,
}

/// Sends a mail (service principals and admins). Answers `Delivery` with 202.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendEmail {
    /// Whom: addresses of members of the tenant, at most 50. Services may write to anybody.
    #[schema(min_items = 1, max_items = 50)]
    pub to: Vec<String>,
    /// Subject.
    #[schema(min_length = 1, max_length = 200)]
    pub subject: String,
    /// Body as plain text.
    #[schema(min_length = 1, max_length = 100_000)]
    pub text: String,
    /// A button below it: where it leads.
    #[serde(default)]
    pub action_url: Option<String>,
    /// What the button says.
    #[serde(default)]
    #[schema(max_length = 50)]
    pub action_label: Option<String>,
    /// The same key twice sends one mail.
    #[serde(default)]
    pub idempotency_key: Option<String>,
}

/// State of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Waiting for its first attempt.
    Pending,
    /// It failed and is tried again at `next_attempt_at`.
    Retrying,
    /// It arrived.
    Delivered,
    /// It failed for good, and can be sent again by hand.
    DeadLetter,
}

/// Something that is sent out of the platform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Delivery {
    /// The delivery.
    pub id: String,
    /// By which channel.
    pub channel: Channel,
    /// The webhook, if by one.
    pub webhook_id: Option<String>,
    /// The event, if of one.
    pub event_type: Option<String>,
    /// Its state.
    pub state: DeliveryState,
    /// When it was asked for.
    pub created_at: String,
    /// When it arrived.
    pub delivered_at: Option<String>,
    /// When it is tried again.
    pub next_attempt_at: Option<String>,
    /// Its attempts, the newest first.
    pub attempts: Vec<DeliveryAttempt>,
}

/// Parameters of a webhook's deliveries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListDeliveriesQuery {
    /// Only those in this state.
    #[param(inline)]
    pub state: Option<DeliveryState>,
    /// Most items, from 1 to 200; 50 if left out. The newest come first.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// An attempt of a delivery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DeliveryAttempt {
    /// When.
    pub at: String,
    /// HTTP status of the answer.
    pub status: Option<u16>,
    /// Milliseconds until the answer.
    pub duration_ms: Option<f64>,
    /// What went wrong.
    pub error: Option<String>,
}

/// Delivers to a webhook now: a test, or data of one's own. Answers `Delivery` with the first
/// attempt made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliverWebhook {
    /// The webhook.
    pub webhook_id: String,
    /// The event type to send; `webhook.test` if left out.
    #[serde(default)]
    pub event_type: Option<String>,
    /// The data to send, at most 64 KiB; an empty object if left out.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub data: Option<serde_json::Value>,
}

/// A webhook endpoint. Each event goes there as a CloudEvent by POST with a signature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Webhook {
    /// The webhook.
    pub id: String,
    /// Where to.
    #[schema(example = "https://hooks.example.com/ulam")]
    pub url: String,
    /// What it is for.
    pub description: Option<String>,
    /// The events that are sent; `*` for all.
    #[schema(example = json!(["simulation.completed", "simulation.failed"]))]
    pub events: Vec<String>,
    /// Whether anything is sent.
    pub is_enabled: bool,
    /// Why it was switched off by itself: too many failures in a row.
    pub disabled_reason: Option<String>,
    /// Beginning of the signing secret, to recognise it.
    pub secret_hint: String,
    /// When it was made.
    pub created_at: String,
    /// Who made it.
    pub created_by: String,
    /// Deliveries in a row that failed.
    pub consecutive_failures: u32,
    /// Its last deliveries, the newest first, at most 20.
    pub deliveries: Vec<Delivery>,
}

/// Adds a webhook endpoint. Addresses in private networks are refused. Answers `CreatedWebhook`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateWebhook {
    /// Where to: an https address.
    #[schema(example = "https://hooks.example.com/ulam", max_length = 2000)]
    pub url: String,
    /// What it is for.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub description: Option<String>,
    /// The events that are sent; `*` for all.
    #[schema(min_items = 1)]
    pub events: Vec<String>,
}

/// A new webhook with its signing secret, which is shown this once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CreatedWebhook {
    /// The webhook.
    pub webhook: Webhook,
    /// The signing secret.
    pub secret: String,
}

/// Changes a webhook: what is left out stays. Answers `Webhook`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateWebhook {
    /// Where to.
    #[serde(default)]
    pub url: Option<String>,
    /// What it is for.
    #[serde(default)]
    pub description: Option<String>,
    /// The events that are sent.
    #[serde(default)]
    pub events: Option<Vec<String>>,
    /// Whether anything is sent.
    #[serde(default)]
    pub is_enabled: Option<bool>,
}

/// How a figure is compared with a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// Below it.
    Below,
    /// At or below it.
    AtMost,
    /// Above it.
    Above,
    /// At or above it.
    AtLeast,
}

/// What an alert rule watches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum AlertSubject {
    /// A statistic of an output, in every new result of a saved simulation or a workbook.
    Result {
        /// The saved simulation.
        #[serde(default)]
        saved_simulation_id: Option<String>,
        /// The workbook.
        #[serde(default)]
        workbook_id: Option<String>,
        /// The output, by name or cell; of a probability left out.
        #[serde(default)]
        output: Option<String>,
        /// `mean`, `sd`, a percentile that results list such as `p95`, or the expression of a
        /// probability such as `Model!B20 < 0`.
        statistic: String,
    },
    /// A metric of usage, such as `storage_bytes`.
    Metric {
        /// The metric.
        metric: String,
    },
    /// The single figure that a query gives.
    Query {
        /// The query.
        query_id: String,
    },
}

/// State of an alert rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlertState {
    /// Nothing was seen yet.
    NoData,
    /// The condition doesn't hold.
    Ok,
    /// The condition holds.
    Firing,
}

/// An alert rule and its state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AlertRule {
    /// The rule.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it watches.
    pub subject: AlertSubject,
    /// How the figure is compared.
    pub comparator: Comparator,
    /// With what.
    pub threshold: f64,
    /// How its maker is told.
    pub channels: Vec<Channel>,
    /// Seconds after an alert in which none follows.
    pub cooldown_seconds: f64,
    /// Whether it is looked at.
    pub is_enabled: bool,
    /// Its state.
    pub state: AlertState,
    /// The figure seen last.
    pub last_value: Option<f64>,
    /// When it was seen.
    pub last_evaluated_at: Option<String>,
    /// When it last fired.
    pub last_fired_at: Option<String>,
    /// When it was made.
    pub created_at: String,
    /// Who made it.
    pub created_by: String,
}

/// Adds a rule on a query, a result or a metric. Answers `AlertRule`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Loss too likely",
    "subject": {"kind": "result", "workbook_id": "019a9f3c-2b1e-7c3a-9d2e-5a1b2c3d4e5f", "statistic": "Model!B20 < 0"},
    "comparator": "above",
    "threshold": 0.1,
    "channels": ["in_app", "email"],
}))]
pub struct CreateAlertRule {
    /// What to call it.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// What it watches.
    pub subject: AlertSubject,
    /// How the figure is compared.
    pub comparator: Comparator,
    /// With what.
    pub threshold: f64,
    /// How to tell me.
    #[schema(min_items = 1)]
    pub channels: Vec<Channel>,
    /// Seconds after an alert in which none follows; 3,600 if left out.
    #[serde(default)]
    #[schema(minimum = 0)]
    pub cooldown_seconds: Option<f64>,
}

/// Changes an alert rule: what is left out stays. Answers `AlertRule`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateAlertRule {
    /// What to call it.
    #[serde(default)]
    pub name: Option<String>,
    /// How the figure is compared.
    #[serde(default)]
    pub comparator: Option<Comparator>,
    /// With what.
    #[serde(default)]
    pub threshold: Option<f64>,
    /// How to tell me.
    #[serde(default)]
    pub channels: Option<Vec<Channel>>,
    /// Seconds after an alert in which none follows.
    #[serde(default)]
    pub cooldown_seconds: Option<f64>,
    /// Whether it is looked at.
    #[serde(default)]
    pub is_enabled: Option<bool>,
}

/// Data of `notification.sent`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NotificationSent {
    /// The notification, of one that stands in an inbox.
    pub notification_id: Option<String>,
    /// The delivery, of one that left the platform.
    pub delivery_id: Option<String>,
    /// Whom; null of a webhook.
    pub user_id: Option<String>,
    /// By which channel.
    pub channel: Channel,
    /// The event that it tells of.
    pub event_type: String,
}

event_data! {
    "notifications":
    NotificationSent = "notification.sent",
}
