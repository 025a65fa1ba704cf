//! Requests over kept-alive connections: as many as go, or so many a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures::future::join_all;
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::Outcome;

/// Where the same answer can be had.
#[derive(Clone)]
pub struct Target {
    /// `127.0.0.1:8080`.
    pub address: String,
    /// Path.
    pub path: String,
    /// Access token.
    pub token: String,
}

type Sender = SendRequest<Empty<Bytes>>;

async fn connected(target: &Target) -> Outcome<Sender> {
    let stream = TcpStream::connect(&target.address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

async fn ask(sender: &mut Sender, target: &Target) -> Outcome {
    let request = http::Request::get(&target.path)
        .header("host", &target.address)
        .header("authorization", format!("Bearer {}", target.token))
        .body(Empty::new())?;
    sender.ready().await?;
    let answer = sender.send_request(request).await?;
    let status = answer.status();
    let mut body = answer.into_body();
    while let Some(frame) = body.frame().await {
        frame?;
    }
    if status.is_success() { Ok(()) } else { Err(format!("answered {status}").into()) }
}

/// Requests a second over so many connections, each of which asks again when it is answered.
pub async fn throughput(target: &Target, connections: usize, time: Duration) -> Outcome<f64> {
    let answered = Arc::new(AtomicU64::new(0));
    let began = Instant::now();
    let asking = join_all((0..connections).map(|_| {
        let (target, answered) = (target.clone(), answered.clone());
        tokio::spawn(async move {
            let mut sender = connected(&target).await?;
            while began.elapsed() < time {
                ask(&mut sender, &target).await?;
                answered.fetch_add(1, Ordering::Relaxed);
            }
            Outcome::Ok(())
        })
    }));
    for asked in asking.await {
        asked??;
    }
    Ok(answered.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64())
}

/// Milliseconds from when each request was due to its answer, at so many requests a second: a server
/// that falls behind makes the next ones wait, as it would its users.
pub async fn latencies(
    target: &Target,
    connections: usize,
    per_second: f64,
    time: Duration,
) -> Outcome<Vec<f64>> {
    let between = Duration::from_secs_f64(connections as f64 / per_second);
    let began = tokio::time::Instant::now();
    let asking = join_all((0..connections).map(|index| {
        let target = target.clone();
        tokio::spawn(async move {
            let mut sender = connected(&target).await?;
            let mut taken = Vec::new();
            let mut due = began + between.mul_f64(index as f64 / connections as f64);
            while due < began + time {
                precisely(due).await;
                ask(&mut sender, &target).await?;
                taken.push(due.elapsed().as_secs_f64() * 1e3);
                due += between;
            }
            Outcome::Ok(taken)
        })
    }));
    let mut all = Vec::new();
    for taken in asking.await {
        all.extend(taken??);
    }
    Ok(all)
}

/// Timers are a millisecond coarse; the rest is waited for by yielding.
async fn precisely(due: tokio::time::Instant) {
    let coarse = Duration::from_millis(2);
    if due.saturating_duration_since(tokio::time::Instant::now()) > coarse {
        tokio::time::sleep_until(due - coarse).await;
    }
    while tokio::time::Instant::now() < due {
        tokio::task::yield_now().await;
    }
}
