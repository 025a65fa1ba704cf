//! Everything that one can be told of.

use ulam_contracts::notifications::Channel;

/// An event that users and webhooks can be told of.
pub struct Known {
    /// The event's type.
    pub event_type: &'static str,
    /// For people.
    pub title: &'static str,
    /// Under which heading it stands.
    pub group: &'static str,
    /// Channels that are on unless the user says otherwise.
    pub default_channels: &'static [Channel],
    /// Channels that can't be switched off.
    pub mandatory_channels: &'static [Channel],
    /// Whether a user is told; else webhooks alone are.
    pub is_for_users: bool,
}

/// Channels that this server has.
pub const AVAILABLE: &[Channel] = &[Channel::InApp, Channel::Email, Channel::Webhook];
/// The event of an alert rule.
pub const ALERT: &str = "alert.fired";
/// The event that tests a webhook.
pub const TEST: &str = "webhook.test";
/// A session ended because somebody has a copy of its secret.
pub const SECURITY: &str = "session.revoked";

const fn for_users(
    event_type: &'static str,
    title: &'static str,
    group: &'static str,
    default_channels: &'static [Channel],
) -> Known {
    Known {
        event_type,
        title,
        group,
        default_channels,
        mandatory_channels: &[],
        is_for_users: true,
    }
}

const fn for_webhooks(event_type: &'static str, title: &'static str, group: &'static str) -> Known {
    Known {
        event_type,
        title,
        group,
        default_channels: &[],
        mandatory_channels: &[],
        is_for_users: false,
    }
}

/// All of them.
pub const CATALOGUE: &[Known] = &[
    for_users("simulation.completed", "A simulation is done", "Simulations", &[Channel::InApp]),
    for_users(
        "simulation.failed",
        "A simulation failed",
        "Simulations",
        &[Channel::InApp, Channel::Email],
    ),
    for_users(
        "simulation.cancelled",
        "Somebody cancelled my simulation",
        "Simulations",
        &[Channel::InApp],
    ),
    for_users("results.exported", "An export is ready", "Results", &[Channel::InApp]),
    for_users("file.processed", "A file can't be used", "Files", &[Channel::InApp]),
    for_users(
        "saved_simulation.shared",
        "Something is shared with me",
        "Sharing",
        &[Channel::InApp, Channel::Email],
    ),
    for_users(ALERT, "An alert rule fires", "Alerts", &[Channel::InApp]),
    Known {
        event_type: SECURITY,
        title: "My account may be at risk",
        group: "Security",
        default_channels: &[Channel::InApp, Channel::Email],
        mandatory_channels: &[Channel::InApp, Channel::Email],
        is_for_users: true,
    },
    for_webhooks("simulation.started", "A simulation starts", "Simulations"),
    for_webhooks("results.generated", "A result is there", "Results"),
    for_webhooks("file.uploaded", "A file is uploaded", "Files"),
    for_webhooks("file.deleted", "A file is deleted", "Files"),
    for_webhooks("workbook.opened", "A workbook is opened", "Workbooks"),
    for_webhooks("workbook.checked", "A workbook is checked", "Workbooks"),
    for_webhooks("saved_simulation.created", "A simulation is saved", "Sharing"),
    for_webhooks("user.registered", "Somebody joins", "Members"),
];

/// The event of a type, if one can be told of it.
pub fn known(event_type: &str) -> Option<&'static Known> {
    CATALOGUE.iter().find(|known| known.event_type == event_type)
}

/// Whether webhooks get events of a type. Security notices are for their user alone.
pub fn is_for_webhooks(event_type: &str) -> bool {
    event_type != SECURITY && known(event_type).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_event_stands_once_and_its_channels_are_there() {
        for (place, known) in CATALOGUE.iter().enumerate() {
            assert!(
                CATALOGUE[place + 1..].iter().all(|other| other.event_type != known.event_type)
            );
            assert!(known.default_channels.iter().all(|channel| AVAILABLE.contains(channel)));
            assert!(
                known
                    .mandatory_channels
                    .iter()
                    .all(|channel| known.default_channels.contains(channel))
            );
        }
    }
}
