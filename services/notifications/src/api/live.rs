//! WebSockets: progress of a simulation, and everything that concerns a user.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use ulam_contracts::identity::{
    API_KEY_PREFIX, Credential, ExchangeRequest, ExchangeResponse, IntrospectRequest,
    IntrospectResponse,
};
use ulam_contracts::notifications::{
    ClientMessage, NotificationMessage, ProgressMessage, PushMessage, PushRequest,
};
use ulam_contracts::permissions::Permission;
use ulam_contracts::simulations::{LiveSnapshot, SimulationStatus};
use ulam_platform::access::{Caller, Principal, ServiceCaller, SubjectKind};
use ulam_platform::http::{ApiError, CLIENT_ADDRESS_HEADER, Json, Path, Query, Refusals};
use ulam_platform::identifier::is_id;

use crate::app::App;
use crate::hub::{Frame, Seat};
use crate::store::inbox;

/// Time to sign in after connecting.
const SIGN_IN_TIMEOUT: Duration = Duration::from_secs(10);
const PING_EVERY: Duration = Duration::from_secs(20);
/// Whoever says nothing for so long is gone.
const SILENCE_MAX: Duration = Duration::from_secs(65);
/// Whoever takes nothing for so long is gone.
const SEND_TIMEOUT: Duration = Duration::from_secs(10);
/// Five pictures a second.
const PROGRESS_EVERY: Duration = Duration::from_millis(200);
/// Whether the session is still good is asked this often, also if nobody said that it ended.
const CHECK_EVERY: Duration = Duration::from_secs(300);
const CLIENT_MESSAGE_BYTES_MAX: usize = 8 << 10;
const MESSAGES_MAX: usize = 100;

const NOT_SIGNED_IN: u16 = 4401;
const NOT_ALLOWED: u16 = 4403;
const NOT_FOUND: u16 = 4404;
const TOO_MANY: u16 = 4429;
const GOING_AWAY: u16 = 1001;
const NORMAL: u16 = 1000;
const TRY_AGAIN: u16 = 1013;

/// Why a socket is closed.
struct Close(u16, &'static str);

impl Close {
    /// What an error of another service means to the client.
    fn of(error: &ApiError) -> Close {
        match error.status().as_u16() {
            401 => Close(NOT_SIGNED_IN, "not signed in"),
            403 => Close(NOT_ALLOWED, "not allowed"),
            404 => Close(NOT_FOUND, "there is no such simulation"),
            429 => Close(TOO_MANY, "too many requests"),
            _ => Close(TRY_AGAIN, "try again"),
        }
    }
}

/// A token in the address, for programs that can't set headers.
#[derive(Deserialize)]
pub struct TokenQuery {
    access_token: Option<String>,
}

/// An open socket.
struct Line {
    socket: WebSocket,
    heard: Instant,
}

impl Line {
    async fn send(&mut self, message: Message) -> Result<(), Close> {
        match timeout(SEND_TIMEOUT, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Close(GOING_AWAY, "the client takes nothing")),
        }
    }

    async fn text(&mut self, text: Utf8Bytes) -> Result<(), Close> {
        self.send(Message::Text(text)).await
    }

    async fn json(&mut self, message: &impl Serialize) -> Result<(), Close> {
        let text = serde_json::to_string(message).map_err(|_| Close(TRY_AGAIN, "try again"))?;
        self.text(text.into()).await
    }

    /// What the client says; `None` for control messages.
    fn read(
        &mut self,
        received: Option<Result<Message, axum::Error>>,
    ) -> Result<Option<ClientMessage>, Close> {
        let Some(Ok(message)) = received else { return Err(Close(NORMAL, "")) };
        self.heard = Instant::now();
        match message {
            Message::Text(text) => serde_json::from_str(&text)
                .map(Some)
                .map_err(|_| Close(1003, "not a message that is known")),
            Message::Binary(_) => Err(Close(1003, "messages are JSON texts")),
            Message::Close(_) => Err(Close(NORMAL, "")),
            Message::Ping(_) | Message::Pong(_) => Ok(None),
        }
    }

    async fn close(mut self, close: Close) {
        let frame = CloseFrame { code: close.0, reason: Utf8Bytes::from_static(close.1) };
        let _ =
            timeout(Duration::from_secs(1), self.socket.send(Message::Close(Some(frame)))).await;
    }
}

/// The principal of a token or API key that a program sends on the socket.
async fn principal_of(app: &App, token: &str, address: Option<&str>) -> Result<Principal, Close> {
    if !token.starts_with(API_KEY_PREFIX) {
        return app
            .keys
            .verify(token.trim())
            .map(Arc::unwrap_or_clone)
            .map_err(|_| Close(NOT_SIGNED_IN, "the token is not good"));
    }
    let request = ExchangeRequest {
        credential: Credential::ApiKey { key: token.trim().to_string() },
        ip_address: address.map(str::to_string),
    };
    let identity = app.mesh.client("identity").as_service("notifications");
    let answer: Result<ExchangeResponse, ApiError> =
        identity.post("/internal/identity/exchange", &request).await;
    let answer = answer.map_err(|error| Close::of(&error))?;
    app.keys
        .verify(&answer.access_token)
        .map(Arc::unwrap_or_clone)
        .map_err(|_| Close(NOT_SIGNED_IN, "the key is not good"))
}

/// Who is on the line: by the request, or by the first message.
async fn signed_in(
    app: &App,
    line: &mut Line,
    caller: Option<Principal>,
    token: Option<String>,
    address: Option<&str>,
) -> Result<Principal, Close> {
    let principal = match (caller, token) {
        (Some(principal), _) => principal,
        (None, Some(token)) => principal_of(app, &token, address).await?,
        (None, None) => {
            let end = Instant::now() + SIGN_IN_TIMEOUT;
            loop {
                let received = tokio::time::timeout_at(end, line.socket.recv()).await;
                let received = received
                    .map_err(|_| Close(NOT_SIGNED_IN, "nobody signed in within 10 seconds"))?;
                match line.read(received)? {
                    Some(ClientMessage::Authenticate { token }) => {
                        break principal_of(app, &token, address).await?;
                    }
                    Some(ClientMessage::Ping) | None => {}
                }
            }
        }
    };
    if principal.kind == SubjectKind::Service {
        return Err(Close(NOT_ALLOWED, "not allowed"));
    }
    Ok(principal)
}

/// Whether the session or key behind a principal still stands; links are asked about at each snapshot.
async fn check_standing(app: &App, principal: &Principal) -> Result<(), Close> {
    let request = match principal.kind {
        SubjectKind::User => {
            IntrospectRequest::Session { session_id: principal.session_id.clone() }
        }
        SubjectKind::ApiKey => {
            IntrospectRequest::ApiKey { api_key_id: principal.session_id.clone() }
        }
        SubjectKind::Link | SubjectKind::Service => return Ok(()),
    };
    let identity = app.mesh.client("identity").as_service("notifications");
    let answer: Result<IntrospectResponse, ApiError> =
        identity.post("/internal/identity/introspect", &request).await;
    match answer {
        Ok(answer) if !answer.is_active => Err(Close(NOT_SIGNED_IN, "the session is over")),
        // Identity being away for a moment cuts nobody off.
        _ => Ok(()),
    }
}

fn seat(app: &App, principal: &Principal) -> Result<Seat, Close> {
    app.hub.seat(&principal.subject).ok_or(Close(TOO_MANY, "too many connections"))
}

/// What both kinds of sockets do between messages.
struct Upkeep {
    ping: tokio::time::Interval,
    check: tokio::time::Interval,
    endings: tokio::sync::broadcast::Receiver<Arc<str>>,
    session_id: String,
}

/// Something that happened to a socket itself.
enum Due {
    Ping,
    Check,
}

impl Upkeep {
    fn new(app: &App, principal: &Principal) -> Upkeep {
        let every = |period| {
            let mut ticks = interval_at(Instant::now() + period, period);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            ticks
        };
        Upkeep {
            ping: every(PING_EVERY),
            check: every(CHECK_EVERY),
            endings: app.hub.endings(),
            session_id: principal.session_id.clone(),
        }
    }

    /// Waits for what is due next, or for the end of the session.
    async fn next(&mut self) -> Result<Due, Close> {
        loop {
            tokio::select! {
                _ = self.ping.tick() => return Ok(Due::Ping),
                _ = self.check.tick() => return Ok(Due::Check),
                ended = self.endings.recv() => match ended {
                    Ok(id) if *id == *self.session_id => return Err(Close(NOT_SIGNED_IN, "the session is over")),
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => return Ok(Due::Check),
                    Err(RecvError::Closed) => std::future::pending().await,
                },
            }
        }
    }
}

async fn keep_up(app: &App, line: &mut Line, principal: &Principal, due: Due) -> Result<(), Close> {
    match due {
        Due::Ping if line.heard.elapsed() > SILENCE_MAX => {
            Err(Close(GOING_AWAY, "the client is silent"))
        }
        Due::Ping => line.send(Message::Ping(Vec::new().into())).await,
        Due::Check => check_standing(app, principal).await,
    }
}

/// A renewed token: the same subject goes on with it.
async fn renewed(
    app: &App,
    principal: &mut Principal,
    token: &str,
    address: Option<&str>,
) -> Result<(), Close> {
    let next = principal_of(app, token, address).await?;
    if (&next.subject, &next.tenant_id) != (&principal.subject, &principal.tenant_id) {
        return Err(Close(NOT_ALLOWED, "another subject's token"));
    }
    *principal = next;
    Ok(())
}

/// A simulation's state, by the caller's own rights.
async fn status(app: &App, principal: &Principal, id: &str) -> Result<SimulationStatus, Close> {
    let client = app.mesh.client("simulations").on_behalf_of(principal);
    let answer = client.get::<SimulationStatus>(&format!("/api/v2/simulations/{id}/status")).await;
    answer.map_err(|error| Close::of(&error))
}

/// The last picture of a simulation whose state the caller may see.
async fn snapshot(app: &App, principal: &Principal, id: &str) -> Result<ProgressMessage, Close> {
    let status = status(app, principal, id).await?;
    if status.state.is_final() {
        return Ok(ProgressMessage::Snapshot { status, outputs: Vec::new() });
    }
    let client = app.mesh.client("simulations").as_service("notifications");
    let path = format!("/internal/simulations/{id}/live?tenant_id={}", principal.tenant_id);
    match client.get::<LiveSnapshot>(&path).await {
        Ok(live) => Ok(ProgressMessage::Snapshot { status: live.status, outputs: live.outputs }),
        Err(_) => Ok(ProgressMessage::Snapshot { status, outputs: Vec::new() }),
    }
}

/// Live progress and state.
#[utoipa::path(get, path = "/ws/progress/{simulation_id}", operation_id = "watch_simulation", tag = "notifications",
    params(("simulation_id" = String, Path, description = "The simulation.")),
    security(("access_token" = ["simulations:read"])),
    responses((status = 101, description = "A WebSocket: see ProgressMessage and ClientMessage."),
        (status = 426, description = "Not a WebSocket handshake."), Refusals))]
pub async fn watch_simulation(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Result<Caller, ApiError>,
    Query(query): Query<TokenQuery>,
    headers: http::HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, ApiError> {
    if !is_id(&id) {
        return Err(ApiError::not_found("simulation"));
    }
    let caller = caller.ok().map(|caller| caller.principal().clone());
    let address = address(&headers);
    Ok(upgrade.max_message_size(CLIENT_MESSAGE_BYTES_MAX).on_upgrade(move |socket| async move {
        let mut line = Line { socket, heard: Instant::now() };
        let end = async {
            let principal =
                signed_in(&app, &mut line, caller, query.access_token, address.as_deref()).await?;
            show_progress(&app, &mut line, principal, &id, address.as_deref()).await
        };
        match end.await {
            Ok(()) => line.close(Close(NORMAL, "")).await,
            Err(close) => line.close(close).await,
        }
    }))
}

fn address(headers: &http::HeaderMap) -> Option<String> {
    headers.get(CLIENT_ADDRESS_HEADER).and_then(|value| value.to_str().ok()).map(str::to_string)
}

async fn show_progress(
    app: &App,
    line: &mut Line,
    mut principal: Principal,
    id: &str,
    address: Option<&str>,
) -> Result<(), Close> {
    let _seat = seat(app, &principal)?;
    // Listening begins before the state is asked for, so that nothing falls between.
    let mut frames = app.hub.watch(&principal.tenant_id, id);
    if show_state(app, line, &principal, id).await? {
        return Ok(());
    }
    let mut upkeep = Upkeep::new(app, &principal);
    let mut next_picture = Instant::now();
    loop {
        tokio::select! {
            changed = async { tokio::time::sleep_until(next_picture).await; frames.changed().await } => {
                if changed.is_err() {
                    return Err(Close(TRY_AGAIN, "try again"));
                }
                next_picture = Instant::now() + PROGRESS_EVERY;
                let frame = frames.borrow_and_update().clone();
                match frame {
                    Frame::Nothing => {}
                    Frame::Message { text, is_last } => {
                        line.text(text).await?;
                        if is_last {
                            return Ok(());
                        }
                    }
                    Frame::AskAgain => {
                        if show_state(app, line, &principal, id).await? {
                            return Ok(());
                        }
                    }
                }
            }
            received = line.socket.recv() => match line.read(received)? {
                Some(ClientMessage::Ping) => line.json(&ProgressMessage::Pong).await?,
                Some(ClientMessage::Authenticate { token }) => {
                    renewed(app, &mut principal, &token, address).await?;
                    upkeep = Upkeep::new(app, &principal);
                }
                None => {}
            },
            due = upkeep.next() => keep_up(app, line, &principal, due?).await?,
            () = app.shutdown.cancelled() => return Err(Close(GOING_AWAY, "the server restarts")),
        }
    }
}

/// Shows how a simulation stands; whether it has ended.
async fn show_state(
    app: &App,
    line: &mut Line,
    principal: &Principal,
    id: &str,
) -> Result<bool, Close> {
    let message = snapshot(app, principal, id).await?;
    line.json(&message).await?;
    match message {
        ProgressMessage::Snapshot { status, .. } if status.state.is_final() => {
            line.json(&ProgressMessage::Finished { status }).await?;
            Ok(true)
        }
        _ => Ok(false),
    }
}

/// Everything for me, live.
#[utoipa::path(get, path = "/ws/notifications", operation_id = "watch_notifications", tag = "notifications",
    security(("access_token" = ["notifications:read"])),
    responses((status = 101, description = "A WebSocket: see NotificationMessage and ClientMessage."),
        (status = 426, description = "Not a WebSocket handshake."), Refusals))]
pub async fn watch_notifications(
    State(app): State<App>,
    caller: Result<Caller, ApiError>,
    Query(query): Query<TokenQuery>,
    headers: http::HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, ApiError> {
    let caller = caller.ok().map(|caller| caller.principal().clone());
    let address = address(&headers);
    Ok(upgrade.max_message_size(CLIENT_MESSAGE_BYTES_MAX).on_upgrade(move |socket| async move {
        let mut line = Line { socket, heard: Instant::now() };
        let end = async {
            let principal =
                signed_in(&app, &mut line, caller, query.access_token, address.as_deref()).await?;
            show_notifications(&app, &mut line, principal, address.as_deref()).await
        };
        match end.await {
            Ok(()) => line.close(Close(NORMAL, "")).await,
            Err(close) => line.close(close).await,
        }
    }))
}

async fn show_notifications(
    app: &App,
    line: &mut Line,
    mut principal: Principal,
    address: Option<&str>,
) -> Result<(), Close> {
    if principal.kind == SubjectKind::Link || !principal.may(Permission::NotificationsRead) {
        return Err(Close(NOT_ALLOWED, "not allowed"));
    }
    let _seat = seat(app, &principal)?;
    let tenant_id = principal.tenant_id.clone();
    let (mut mine, mut everybodys) = app.hub.listen(&tenant_id, &principal.subject);
    show_ready(app, line, &principal).await?;
    let mut upkeep = Upkeep::new(app, &principal);
    loop {
        tokio::select! {
            received = mine.recv() => match received {
                Ok(frame) if frame.tenant_id.is_empty() || *frame.tenant_id == *tenant_id => line.text(frame.text).await?,
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => show_ready(app, line, &principal).await?,
                Err(RecvError::Closed) => return Err(Close(TRY_AGAIN, "try again")),
            },
            received = everybodys.recv() => match received {
                Ok(frame) => line.text(frame.text).await?,
                Err(RecvError::Lagged(_)) => show_ready(app, line, &principal).await?,
                Err(RecvError::Closed) => return Err(Close(TRY_AGAIN, "try again")),
            },
            received = line.socket.recv() => match line.read(received)? {
                Some(ClientMessage::Ping) => line.json(&NotificationMessage::Pong).await?,
                Some(ClientMessage::Authenticate { token }) => {
                    renewed(app, &mut principal, &token, address).await?;
                    upkeep = Upkeep::new(app, &principal);
                }
                None => {}
            },
            due = upkeep.next() => keep_up(app, line, &principal, due?).await?,
            () = app.shutdown.cancelled() => return Err(Close(GOING_AWAY, "the server restarts")),
        }
    }
}

async fn show_ready(app: &App, line: &mut Line, principal: &Principal) -> Result<(), Close> {
    let unread = inbox::unread(app.store.reader(), &principal.scope()).await;
    let unread = unread.map_err(|_| Close(TRY_AGAIN, "try again"))?;
    line.json(&NotificationMessage::Ready { unread }).await
}

/// `POST /internal/notifications/push`: sends live messages to whoever listens now.
pub async fn push(
    State(app): State<App>,
    _caller: ServiceCaller,
    Json(request): Json<PushRequest>,
) -> Result<StatusCode, ApiError> {
    if request.messages.len() > MESSAGES_MAX {
        return Err(ApiError::invalid("messages", format!("at most {MESSAGES_MAX}")));
    }
    for message in request.messages {
        match message {
            PushMessage::Simulation { tenant_id, simulation_id, created_by, message } => {
                app.hub.send_progress(&tenant_id, &simulation_id, &message);
                let status = match &message {
                    ProgressMessage::Snapshot { status, .. }
                    | ProgressMessage::Progress { status, .. }
                    | ProgressMessage::State { status, .. }
                    | ProgressMessage::Finished { status } => Some(status),
                    ProgressMessage::Pong => None,
                };
                if let Some(status) = status {
                    app.hub.send_status(&tenant_id, &created_by, status);
                }
            }
            PushMessage::User { tenant_id, user_id, message } => {
                app.hub.send_user(&tenant_id, &user_id, &message)
            }
            PushMessage::Tenant { tenant_id, message } => app.hub.send_tenant(&tenant_id, &message),
        }
    }
    Ok(StatusCode::ACCEPTED)
}
