//! Nobody reaches what is not theirs: every endpoint of the served document, asked by everybody who may
//! not ask it. What is sent is made from the document, so that a new endpoint is tried as well.

#[path = "isolation/cast.rs"]
mod cast;
#[path = "isolation/document.rs"]
mod document;
#[path = "support/stack.rs"]
mod stack;

use std::collections::BTreeMap;

use cast::{Cast, Credential, MARK, Nothing};
use document::{Operation, Sample, operations};
use futures::StreamExt;
use serde_json::Value;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;

/// What an operation answered.
struct Answer {
    status: u16,
    media_type: String,
    body: String,
    /// Whether a WebSocket that was opened was closed again before it told anything.
    was_closed: bool,
}

async fn answer(cast: &Cast, operation: &Operation, sample: &Sample, who: &Credential) -> Answer {
    let sent = cast.sample(&operation.method, sample, who).send().await;
    let sent = sent.unwrap_or_else(|error| panic!("{}: {error}", operation.name()));
    let status = sent.status().as_u16();
    let media_type = sent.headers().get("content-type").and_then(|value| value.to_str().ok());
    let media_type = media_type.unwrap_or_default().to_string();
    if status != 101 {
        let body = sent.bytes().await.expect("a body");
        let body = String::from_utf8_lossy(&body).into_owned();
        return Answer { status, media_type, body, was_closed: false };
    }
    let tunnel = sent.upgrade().await.expect("a WebSocket");
    let mut socket = WebSocketStream::from_raw_socket(tunnel, Role::Client, None).await;
    let waiting = tokio::time::timeout(std::time::Duration::from_secs(10), socket.next());
    let first = waiting.await.unwrap_or_else(|_| panic!("{}: silence", operation.name()));
    let (body, was_closed) = match first {
        Some(Ok(Message::Text(text))) => (text.to_string(), false),
        Some(Ok(Message::Close(_))) | None => (String::new(), true),
        other => panic!("{}: {other:?}", operation.name()),
    };
    Answer { status, media_type, body, was_closed }
}

/// What is wrong with a refusal, if anything is.
fn fault(operation: &Operation, answer: &Answer, allowed: &[u16]) -> Option<String> {
    let told = |what: &str| {
        let begin: String = answer.body.chars().take(300).collect();
        Some(format!("{}: {what}: {} {begin}", operation.name(), answer.status))
    };
    if answer.body.contains(MARK) {
        return told("told what is Ada's");
    }
    if answer.was_closed {
        return None;
    }
    if !allowed.contains(&answer.status) {
        return told("not refused");
    }
    if !operation.documents(answer.status) {
        return told("a status that is not documented");
    }
    if operation.method != "HEAD" {
        let problem: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        let is_problem = answer.media_type == "application/problem+json"
            && problem["status"] == answer.status
            && problem["title"].is_string()
            && problem["detail"].is_string();
        if !is_problem {
            return told("no problem");
        }
    }
    None
}

fn nothing_wrong(who: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{who}: {} faults\n{}", faults.len(), faults.join("\n"));
}

/// The permissions of a role, as the server tells them.
async fn permissions_of(cast: &Cast, role: &str) -> Vec<String> {
    let roles = cast.ask("GET", "/api/v2/roles", Value::Null).await;
    let found = roles["roles"].as_array().expect("roles").iter().find(|one| one["role"] == role);
    let permissions = found.expect("the role")["permissions"].as_array().expect("permissions");
    permissions.iter().map(|one| one.as_str().expect("a name").to_string()).collect()
}

#[tokio::test]
async fn everybody_who_may_not_is_refused_at_every_endpoint() {
    let cast = Cast::gather().await;
    let all = operations(&cast.document);
    let samples: Vec<Sample> =
        all.iter().map(|operation| operation.sample(&cast.document, &cast.things)).collect();
    assert!(all.len() > 100, "the document has all services: {}", all.len());
    let every = || all.iter().zip(&samples);

    for (who, credential) in [
        ("nobody", Credential::None),
        ("an expired token", Credential::Token(cast.expired.clone())),
        ("a revoked session", Credential::Token(cast.revoked.clone())),
        ("a token that is none", Credential::Token("nonsense".to_string())),
        ("a key that is none", Credential::Key("ulam_live_none".to_string())),
    ] {
        let mut faults = Vec::new();
        for (operation, sample) in every().filter(|(operation, _)| !operation.is_open) {
            let answer = answer(&cast, operation, sample, &credential).await;
            faults.extend(fault(operation, &answer, &[401]));
        }
        nothing_wrong(who, &faults);
    }

    let reads = permissions_of(&cast, "viewer").await;
    let viewer = Credential::Token(cast.viewer.clone());
    let mut faults = Vec::new();
    for (operation, sample) in every() {
        if operation.permissions.iter().all(|permission| reads.contains(permission)) {
            continue;
        }
        let answer = answer(&cast, operation, sample, &viewer).await;
        faults.extend(fault(operation, &answer, &[403, 404]));
    }
    nothing_wrong("a viewer", &faults);

    // Keys that may everything but one thing.
    let owner = permissions_of(&cast, "owner").await;
    let whole = cast.key(&owner).await;
    let mut keys = BTreeMap::new();
    for without in &owner {
        let rest: Vec<String> = owner.iter().filter(|one| *one != without).cloned().collect();
        keys.insert(without.clone(), cast.key(&rest).await);
    }
    let mut faults = Vec::new();
    for (operation, sample) in every().filter(|(operation, _)| !operation.is_open) {
        if !operation.takes_keys {
            let answer = answer(&cast, operation, sample, &whole).await;
            faults.extend(fault(operation, &answer, &[403]));
            continue;
        }
        for permission in &operation.permissions {
            // The platform's operation can't be given to a key of a tenant.
            let key = keys.get(permission).unwrap_or(&whole);
            let answer = answer(&cast, operation, sample, key).await;
            faults.extend(fault(operation, &answer, &[403]));
        }
    }
    nothing_wrong("a key without the permission", &faults);

    // Who has a link sees what it shares and nothing else.
    for (reads, link) in cast.links().await {
        let mut faults = Vec::new();
        for (operation, sample) in every().filter(|(operation, _)| !operation.is_open) {
            if operation.permissions == [reads] {
                continue;
            }
            let answer = answer(&cast, operation, sample, &link).await;
            faults.extend(fault(operation, &answer, &[401, 403, 404]));
        }
        nothing_wrong(&format!("who has a link ({reads})"), &faults);
    }

    // Another tenant's owner: by the path it is not there, and nothing else leads to it either.
    let mallory = Credential::Token(cast.mallory.clone());
    let mut faults = Vec::new();
    for (operation, sample) in every().filter(|(operation, _)| !operation.is_open) {
        let answer = if sample.names_in_path || sample.names_elsewhere {
            answer(&cast, operation, sample, &mallory).await
        } else if operation.method == "GET" {
            let sample = operation.sample(&cast.document, &Nothing);
            answer(&cast, operation, &sample, &mallory).await
        } else {
            continue;
        };
        if sample.names_in_path {
            faults.extend(fault(operation, &answer, &[404]));
        } else if sample.names_elsewhere && operation.method != "GET" {
            faults.extend(fault(operation, &answer, &[403, 404, 422]));
        } else if answer.body.contains(MARK) || answer.status >= 500 {
            faults.push(format!("{}: {} {}", operation.name(), answer.status, answer.body));
        }
    }
    nothing_wrong("another tenant's owner", &faults);

    // Her own things don't take Ada's in: not by any field of query or body, in any of its forms.
    let mut faults = Vec::new();
    for operation in all.iter().filter(|operation| !operation.is_open) {
        for sample in operation.mixed(&cast.document, &cast.mallorys, &cast.things) {
            let answer = answer(&cast, operation, &sample, &mallory).await;
            let is_taken = answer.status < 300 && operation.method != "GET";
            if is_taken || answer.status >= 500 || answer.body.contains(MARK) {
                let body = sample.body.map(|(_, body)| body).unwrap_or_default();
                let body = String::from_utf8_lossy(&body).into_owned();
                faults.push(format!(
                    "{} with {body}: {} {}",
                    operation.name(),
                    answer.status,
                    answer.body
                ));
            }
        }
    }
    nothing_wrong("another's ids in one's own", &faults);

    // The same requests are good: Ada gets through with each.
    let ada = Credential::Token(cast.ada.clone());
    let changes_who_asks = |operation: &Operation| {
        operation.method == "DELETE" || operation.path.ends_with("/auth/logout")
    };
    let (last, first): (Vec<_>, Vec<_>) =
        every().partition(|(operation, _)| changes_who_asks(operation));
    let mut last: Vec<_> = last;
    last.sort_by_key(|(operation, _)| {
        (
            operation.path.starts_with("/api/v2/tenants/")
                && operation.path.matches('/').count() < 5,
            std::cmp::Reverse(operation.path.len()),
        )
    });
    let mut faults = Vec::new();
    for (operation, sample) in first.into_iter().chain(last) {
        let is_for_operators = operation.permissions.iter().any(|one| one == "platform:operate");
        if operation.is_open || is_for_operators || operation.path.ends_with("/auth/logout") {
            continue;
        }
        let answer = answer(&cast, operation, sample, &ada).await;
        let is_wrong = matches!(answer.status, 401 | 403 | 404) || answer.status >= 500;
        if is_wrong || answer.was_closed || !operation.documents(answer.status) {
            faults.push(format!(
                "{}: {} {}",
                operation.name(),
                answer.status,
                answer.body.chars().take(300).collect::<String>()
            ));
        }
    }
    nothing_wrong("Ada herself", &faults);
}
