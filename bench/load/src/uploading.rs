//! Memory and time of a large upload.

use std::time::{Duration, Instant};

use bytes::Bytes;
use futures::stream;

use crate::server::Server;
use crate::statistics::megabytes;
use crate::user::User;
use crate::{Options, Outcome, row};

const BYTES: u64 = 200_000_000;
const PIECE: usize = 64 << 10;
const LINE: &[u8] = b"2026-11-21T08:00:00Z;4711;a measured value;12.345\n";

/// Uploads 200 MB of text, looking at the server's memory all the while.
pub async fn run(options: &Options) -> Outcome {
    let data = tempfile::tempdir()?;
    let server = Server::start(options, data.path(), &[])?;
    let user = User::registered(&server.url, "ada").await?;
    // What the first upload makes once is not part of it.
    user.upload("small.csv", LINE.len() as u64, LINE).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let before = server.resident_bytes();
    let piece = Bytes::from(LINE.repeat(PIECE / LINE.len()));
    let pieces = BYTES / piece.len() as u64;
    let length = pieces * piece.len() as u64;
    let body = stream::iter((0..pieces).map(move |_| Ok::<_, std::io::Error>(piece.clone())));
    let began = Instant::now();
    let uploading = user.upload("large.csv", length, reqwest::Body::wrap_stream(body));
    tokio::pin!(uploading);
    let mut largest = before;
    loop {
        tokio::select! {
            uploaded = &mut uploading => {
                uploaded?;
                break;
            }
            () = tokio::time::sleep(Duration::from_millis(20)) => {
                largest = largest.max(server.resident_bytes());
            }
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    // Whatever is done with the file afterwards counts too.
    let ended = Instant::now();
    while ended.elapsed() < Duration::from_secs(5) {
        largest = largest.max(server.resident_bytes());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    row("memory that uploading 200 MB adds", &megabytes(largest - before), "< 100 MB");
    let rate = length as f64 / 1e6 / seconds;
    row("uploading 200 MB", &format!("{seconds:.1} s, {rate:.0} MB/s"), "");
    Ok(())
}
