//! Events: CloudEvents 1.0 as JSON, one type of data an event type.
//!
//! The data types stand in the module of the service that emits them and implement [`EventData`].

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The version of CloudEvents.
pub const SPEC_VERSION: &str = "1.0";
/// The media type of an event's data.
pub const DATA_MEDIA_TYPE: &str = "application/json";

/// An event in its envelope (CloudEvents 1.0, JSON format). `source` and `id` together are unique: a
/// consumer that has seen them has handled the event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Event<T> {
    /// Always `1.0`.
    #[schema(example = "1.0")]
    pub specversion: String,
    /// Unique within the source.
    pub id: String,
    /// Who says so: `/services/simulations`.
    #[schema(example = "/services/simulations")]
    pub source: String,
    /// What happened: `simulation.completed`.
    #[serde(rename = "type")]
    #[schema(example = "simulation.completed")]
    pub event_type: String,
    /// When it happened.
    #[schema(example = "2026-11-21T08:00:00.123Z")]
    pub time: String,
    /// The id of what it happened to.
    pub subject: String,
    /// Whose it is; null for what concerns the whole platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenantid: Option<String>,
    /// Who did it: a user's id; null where no user did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userid: Option<String>,
    /// The correlation id of the request that led to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlationid: Option<String>,
    /// W3C trace context of the request that led to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
    /// Always `application/json`.
    #[schema(example = "application/json")]
    pub datacontenttype: String,
    /// What is to be known about it.
    pub data: T,
}

/// Data of an event, with its type and source.
pub trait EventData: Serialize + for<'de> Deserialize<'de> {
    /// The event's type, such as `simulation.completed`.
    const TYPE: &'static str;
    /// The service that emits it, such as `simulations`.
    const SERVICE: &'static str;
}

impl<T: EventData> Event<T> {
    /// An event of a tenant, with this id (UUIDv7), time (RFC 3339) and subject.
    pub fn new(
        id: String,
        time: String,
        tenant_id: Option<String>,
        subject: String,
        data: T,
    ) -> Self {
        Event {
            specversion: SPEC_VERSION.to_string(),
            id,
            source: format!("/services/{}", T::SERVICE),
            event_type: T::TYPE.to_string(),
            time,
            subject,
            tenantid: tenant_id,
            userid: None,
            correlationid: None,
            traceparent: None,
            datacontenttype: DATA_MEDIA_TYPE.to_string(),
            data,
        }
    }

    /// The event with its data as JSON, as the bus carries it.
    ///
    /// # Errors
    /// Data that isn't JSON, such as a map whose keys are no texts.
    pub fn into_json(self) -> Result<Event<serde_json::Value>, serde_json::Error> {
        let data = serde_json::to_value(&self.data)?;
        Ok(self.with_data(data))
    }
}

impl Event<serde_json::Value> {
    /// The event with its data typed.
    ///
    /// # Errors
    /// Data of another form.
    pub fn typed<T: EventData>(self) -> Result<Event<T>, serde_json::Error> {
        let data = serde_json::from_value(self.data.clone())?;
        Ok(self.with_data(data))
    }
}

impl<T> Event<T> {
    fn with_data<U>(self, data: U) -> Event<U> {
        Event {
            specversion: self.specversion,
            id: self.id,
            source: self.source,
            event_type: self.event_type,
            time: self.time,
            subject: self.subject,
            tenantid: self.tenantid,
            userid: self.userid,
            correlationid: self.correlationid,
            traceparent: self.traceparent,
            datacontenttype: self.datacontenttype,
            data,
        }
    }
}

/// Says of data types which event of which service they belong to.
macro_rules! event_data {
    ($service:literal: $($data:ident = $event_type:literal),+ $(,)?) => {
        $(impl $crate::event::EventData for $data {
            const TYPE: &'static str = $event_type;
            const SERVICE: &'static str = $service;
        })+
    };
}
pub(crate) use event_data;
