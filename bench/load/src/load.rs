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
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

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
    let mut calls = Vec::new();
    let asking: Vec<_> = (0..connections)
        .map(|_| {
            let (call, mut due) = unbounded_channel::<Instant>();
            calls.push(call);
            let target = target.clone();
            tokio::spawn(async move {
                let mut sender = connected(&target).await?;
                let mut taken = Vec::new();
                while let Some(due) = due.recv().await {
                    ask(&mut sender, &target).await?;
                    taken.push(due.elapsed().as_secs_f64() * 1e3);
                }
                Outcome::Ok(taken)
            })
        })
        .collect();
    // A thread that sleeps is precise to some 0.05 ms and leaves the processors to the servers.
    std::thread::spawn(move || call_when_due(&calls, per_second, time));
    let mut all = Vec::new();
    for taken in join_all(asking).await {
        all.extend(taken??);
    }
    Ok(all)
}

/// Tells one connection after the other that its next request is due.
fn call_when_due(calls: &[UnboundedSender<Instant>], per_second: f64, time: Duration) {
    let began = Instant::now();
    for (number, call) in (0_u32..).zip(calls.iter().cycle()) {
        let after = Duration::from_secs_f64(f64::from(number) / per_second);
        if after >= time {
            return;
        }
        std::thread::sleep((began + after).saturating_duration_since(Instant::now()));
        // Who has ended says why itself.
        let _ = call.send(began + after);
    }
}
