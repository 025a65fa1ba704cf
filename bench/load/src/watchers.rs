//! Two hundred people watch one run.

use std::time::{Duration, Instant};

use futures::StreamExt;
use futures::future::join_all;
use serde_json::Value;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::ClientRequestBuilder;

use crate::server::Server;
use crate::statistics::{median, quantile};
use crate::user::{User, WIDE_LIMITS};
use crate::{Options, Outcome, row};

const WATCHERS: usize = 200;
const TRIALS_TO_LEARN_FROM: u64 = 3_000_000;
const PATIENCE: Duration = Duration::from_secs(120);

/// What one watcher saw.
struct Seen {
    /// When each message came, and the trials that it told of.
    messages: Vec<(Instant, u64)>,
    has_end: bool,
}

/// Watches a run with two hundred WebSockets.
pub async fn run(options: &Options) -> Outcome {
    let data = tempfile::tempdir()?;
    let server = Server::start(options, data.path(), &WIDE_LIMITS)?;
    let user = User::registered(&server.url, "ada").await?;
    let workbook = user.workbook().await?;
    // As many trials as take about ten seconds.
    let began = Instant::now();
    let trial = user.simulate(&workbook, TRIALS_TO_LEARN_FROM).await?;
    user.completed(&trial).await?;
    let rate = TRIALS_TO_LEARN_FROM as f64 / began.elapsed().as_secs_f64();
    let seconds = if options.is_quick { 5.0 } else { 15.0 };
    let trials = ((rate * seconds) as u64).clamp(1_000_000, 90_000_000);
    let id = user.simulate(&workbook, trials).await?;
    let watching = join_all((0..WATCHERS).map(|_| watch(&server, &user, &id)));
    let seen = tokio::time::timeout(PATIENCE, watching).await.map_err(|_| "no end was told")?;
    let seen = seen.into_iter().collect::<Outcome<Vec<Seen>>>()?;

    let ended = seen.iter().filter(|seen| seen.has_end).count();
    row("watchers of one run who saw its end", &format!("{ended} of {WATCHERS}"), "all");
    let mut counts: Vec<f64> = seen.iter().map(|seen| seen.messages.len() as f64).collect();
    let (fewest, middle) = (quantile(&mut counts, 0.0), median(&mut counts));
    row("messages to each", &format!("{middle:.0} (fewest {fewest:.0})"), "");
    // The same message, at the first watcher and at each other.
    let mut delays = Vec::new();
    let first = |trials: u64| {
        let of_it = seen.iter().flat_map(|seen| &seen.messages).filter(|m| m.1 == trials);
        of_it.map(|message| message.0).min()
    };
    let mut known: Vec<u64> = seen.iter().flat_map(|seen| &seen.messages).map(|m| m.1).collect();
    known.sort_unstable();
    known.dedup();
    for trials in known {
        let Some(first) = first(trials) else { continue };
        let of_it = seen.iter().flat_map(|seen| &seen.messages).filter(|m| m.1 == trials);
        delays.extend(of_it.map(|message| (message.0 - first).as_secs_f64() * 1e3));
    }
    let (half, most) = (median(&mut delays), quantile(&mut delays, 0.99));
    let text = format!("{half:.1} ms, p99 {most:.1} ms");
    row("from the first watcher to another, the same message", &text, "");
    Ok(())
}

async fn watch(server: &Server, user: &User, id: &str) -> Outcome<Seen> {
    let address = format!("{}/ws/progress/{id}", server.url.replace("http://", "ws://"));
    let request = ClientRequestBuilder::new(address.parse()?)
        .with_header("Authorization", format!("Bearer {}", user.token));
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await?;
    let mut seen = Seen { messages: Vec::new(), has_end: false };
    while let Some(message) = socket.next().await {
        let Message::Text(text) = message? else { continue };
        let message: Value = serde_json::from_str(&text)?;
        let trials = message["status"]["trials_done"].as_u64().unwrap_or(0);
        if message["type"] == "finished" {
            seen.has_end = true;
            break;
        }
        // The snapshot comes when one connects; what tells of no further trials looks like the message
        // before it.
        let is_further = seen.messages.last().is_none_or(|(_, before)| trials > *before);
        if message["type"] != "snapshot" && is_further {
            seen.messages.push((Instant::now(), trials));
        }
    }
    Ok(seen)
}
