//! How soon somebody who starts a run sees its first picture, and how soon it is cancelled.

use std::time::{Duration, Instant};

use futures::StreamExt;
use reqwest::Method;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::ClientRequestBuilder;

use crate::server::Server;
use crate::statistics::{median, quantile};
use crate::user::{User, WIDE_LIMITS};
use crate::{Options, Outcome, row};

/// So many that none ends before it is cancelled.
const TRIALS: u64 = 90_000_000;
const PATIENCE: Duration = Duration::from_secs(60);

/// Starts and cancels runs of the cash-flow example, as the web app does.
pub async fn run(options: &Options) -> Outcome {
    let data = tempfile::tempdir()?;
    let server = Server::start(options, data.path(), &WIDE_LIMITS)?;
    let user = User::registered(&server.url, "ada").await?;
    let workbook = user.workbook().await?;
    let (mut pictures, mut cancels) = (Vec::new(), Vec::new());
    for _ in 0..if options.is_quick { 3 } else { 10 } {
        let once = tokio::time::timeout(PATIENCE, once(&server, &user, &workbook)).await;
        let (picture, cancel) = once.map_err(|_| "no end was told")??;
        pictures.push(picture.as_secs_f64());
        cancels.push(cancel.as_secs_f64());
    }
    for (what, mut seconds) in [
        ("from starting a run to its first histogram", pictures),
        ("from cancelling a run to its end", cancels),
    ] {
        let (half, most) = (median(&mut seconds), quantile(&mut seconds, 1.0));
        row(what, &format!("{half:.2} s, slowest {most:.2} s"), "< 1 s");
    }
    Ok(())
}

/// From the start to the first picture, and from cancelling to the end.
async fn once(server: &Server, user: &User, workbook: &str) -> Outcome<(Duration, Duration)> {
    let began = Instant::now();
    let id = user.simulate(workbook, TRIALS).await?;
    let address = format!("{}/ws/progress/{id}", server.url.replace("http://", "ws://"));
    let request = ClientRequestBuilder::new(address.parse()?)
        .with_header("Authorization", format!("Bearer {}", user.token));
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await?;
    let mut picture = None;
    while let Some(message) = socket.next().await {
        let Message::Text(text) = message? else { continue };
        let message: Value = serde_json::from_str(&text)?;
        if message["type"] == "finished" {
            return Err("it ended before its first picture".into());
        }
        if message["outputs"][0]["count"].as_u64().unwrap_or(0) > 0 {
            picture = Some(began.elapsed());
            break;
        }
    }
    let picture = picture.ok_or("the socket closed before the first picture")?;
    let began = Instant::now();
    user.send(Method::PUT, &format!("/api/v2/simulations/{id}/cancel"), Some(&json!({}))).await?;
    while let Some(message) = socket.next().await {
        let Message::Text(text) = message? else { continue };
        if serde_json::from_str::<Value>(&text)?["type"] == "finished" {
            return Ok((picture, began.elapsed()));
        }
    }
    Err("the socket closed before the end".into())
}
