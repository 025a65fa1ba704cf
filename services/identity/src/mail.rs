//! Mails: kept sealed until notifications has taken them, so that none is lost.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use tokio_util::sync::CancellationToken;
use ulam_contracts::notifications::SendEmail;
use ulam_platform::access::Keys;
use ulam_platform::http::ApiError;
use ulam_platform::identifier::{new_id, now_us};

use crate::app::App;
use crate::store::entities::outgoing_mail;

const SEALED_FOR: &str = "outgoing mail";
const POLL: Duration = Duration::from_secs(2);
const BATCH: u64 = 20;
/// Links in mails are good for an hour at least; later attempts make no sense.
const KEPT_US: i64 = 3_600_000_000;
const BACKOFF_FIRST_US: i64 = 1_000_000;
const BACKOFF_MAX_US: i64 = 60_000_000;

/// What a mail says.
pub struct Mail {
    /// To whom.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
    /// Where the button leads, and what it says.
    pub action: Option<(String, &'static str)>,
}

/// Keeps a mail, to be sent after the commit. Wake the worker then ([`crate::app::Parts::mail_waiting`]):
/// by itself it looks only every two seconds.
///
/// # Errors
/// The database's.
pub async fn send(on: &impl ConnectionTrait, keys: &Keys, mail: Mail) -> Result<(), ApiError> {
    let id = new_id();
    let (action_url, action_label) =
        mail.action.map_or((None, None), |(url, label)| (Some(url), Some(label.to_string())));
    let request = SendEmail {
        to: vec![mail.to],
        subject: mail.subject,
        text: mail.text,
        action_url,
        action_label,
        idempotency_key: Some(id.clone()),
    };
    let row = outgoing_mail::ActiveModel {
        id: Set(id),
        sealed: Set(keys.seal(SEALED_FOR, &serde_json::to_string(&request)?)),
        attempts: Set(0),
        next_attempt_us: Set(now_us()),
        created_us: Set(now_us()),
    };
    outgoing_mail::Entity::insert(row).exec_without_returning(on).await?;
    Ok(())
}

/// Hands mails over to notifications, until shutdown.
pub async fn hand_over_until(app: App, shutdown: CancellationToken) {
    loop {
        let handed = tokio::select! {
            handed = hand_over_due(&app) => handed,
            () = shutdown.cancelled() => return,
        };
        if let Err(error) = &handed {
            tracing::warn!(%error, "mails not handed over");
        }
        if matches!(handed, Ok(count) if count > 0) {
            continue;
        }
        tokio::select! {
            () = app.mail_waiting.notified() => {}
            () = tokio::time::sleep(POLL) => {}
            () = shutdown.cancelled() => return,
        }
    }
}

async fn hand_over_due(app: &App) -> Result<usize, DbErr> {
    let reader = app.store.reader();
    let due = outgoing_mail::Entity::find()
        .filter(outgoing_mail::Column::NextAttemptUs.lte(now_us()))
        .order_by_asc(outgoing_mail::Column::NextAttemptUs)
        .limit(BATCH)
        .all(reader)
        .await?;
    let mut handed = 0;
    for row in due {
        let request = app
            .keys
            .open(SEALED_FOR, &row.sealed)
            .and_then(|text| serde_json::from_str::<SendEmail>(&text).ok());
        let is_old = now_us() - row.created_us > KEPT_US;
        let Some(request) = request.filter(|_| !is_old) else {
            tracing::error!(mail_id = row.id, is_old, "mail given up");
            outgoing_mail::Entity::delete_by_id(&row.id).exec(reader).await?;
            continue;
        };
        // Idempotent by the mail's id, so that a lost answer sends it once.
        let client = app.mesh.client("notifications").as_service("identity");
        let taken =
            client.post::<_, serde_json::Value>("/internal/notifications/email", &request).await;
        match taken {
            Ok(_) => {
                outgoing_mail::Entity::delete_by_id(&row.id).exec(reader).await?;
                handed += 1;
            }
            Err(error) => {
                let wait_us = BACKOFF_FIRST_US
                    .saturating_mul(1 << row.attempts.clamp(0, 16))
                    .min(BACKOFF_MAX_US);
                tracing::warn!(mail_id = row.id, attempts = row.attempts + 1, %error, "mail not taken");
                outgoing_mail::Entity::update_many()
                    .col_expr(
                        outgoing_mail::Column::Attempts,
                        Expr::value(row.attempts.saturating_add(1)),
                    )
                    .col_expr(outgoing_mail::Column::NextAttemptUs, Expr::value(now_us() + wait_us))
                    .filter(outgoing_mail::Column::Id.eq(&row.id))
                    .exec(reader)
                    .await?;
            }
        }
    }
    Ok(handed)
}
