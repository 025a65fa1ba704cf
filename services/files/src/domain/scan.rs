//! Malware scanning by ClamAV's daemon (clamd), command INSTREAM: chunks of 4 bytes of length
//! (big-endian) and content, a chunk of length 0 at the end (clamd(8)).

use std::time::Duration;

use futures::{Stream, StreamExt, pin_mut};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use ulam_contracts::files::ScanResult;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Time for the whole scan.
const SCAN_TIMEOUT: Duration = Duration::from_secs(50);
const ANSWER_BYTES_MAX: u64 = 4_096;

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// clamd can't be reached, or the connection broke off.
    #[error("malware scanner at {address}")]
    Connection {
        /// Its address.
        address: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// clamd took too long.
    #[error("malware scanner at {0} took too long")]
    Timeout(String),
    /// clamd answered something else.
    #[error("malware scanner answered '{0}'")]
    Answer(String),
}

/// Scans a content; with the name of what was found.
///
/// # Errors
/// No result.
pub async fn scan<S, B, E>(
    address: &str,
    content: S,
) -> Result<(ScanResult, Option<String>), ScanError>
where
    S: Stream<Item = Result<B, E>>,
    B: AsRef<[u8]>,
    E: std::error::Error + Send + Sync + 'static,
{
    let failed = |source| ScanError::Connection { address: address.to_string(), source };
    let late = |_| ScanError::Timeout(address.to_string());
    let connected =
        tokio::time::timeout(CONNECT_TIMEOUT, TcpStream::connect(address)).await.map_err(late)?;
    let mut connection = connected.map_err(failed)?;
    let answer = tokio::time::timeout(SCAN_TIMEOUT, exchange(&mut connection, content))
        .await
        .map_err(late)?;
    understood(&answer.map_err(failed)?)
}

async fn exchange<S, B, E>(connection: &mut TcpStream, content: S) -> std::io::Result<String>
where
    S: Stream<Item = Result<B, E>>,
    B: AsRef<[u8]>,
    E: std::error::Error + Send + Sync + 'static,
{
    pin_mut!(content);
    let (answers, mut commands) = connection.split();
    let send = async {
        commands.write_all(b"zINSTREAM\0").await?;
        while let Some(piece) = content.next().await {
            let piece = piece.map_err(std::io::Error::other)?;
            let piece = piece.as_ref();
            if piece.is_empty() {
                continue;
            }
            let length = u32::try_from(piece.len()).map_err(std::io::Error::other)?;
            commands.write_all(&length.to_be_bytes()).await?;
            commands.write_all(piece).await?;
        }
        commands.write_all(&[0; 4]).await?;
        commands.flush().await
    };
    let sent = send.await;
    let mut answer = Vec::new();
    let read = answers.take(ANSWER_BYTES_MAX).read_to_end(&mut answer).await;
    // clamd stops reading when its limit is exceeded: what it says then counts, not the broken pipe.
    if answer.is_empty() {
        sent?;
        read?;
    }
    Ok(String::from_utf8_lossy(&answer).trim_matches(['\0', '\n', ' ']).to_string())
}

fn understood(answer: &str) -> Result<(ScanResult, Option<String>), ScanError> {
    let status = answer.strip_prefix("stream: ").unwrap_or(answer);
    if status == "OK" {
        return Ok((ScanResult::Clean, None));
    }
    if let Some(name) = status.strip_suffix(" FOUND") {
        // With AlertExceedsMax clamd says so when it did not look at everything.
        let result = match name.starts_with("Heuristics.Limits.Exceeded") {
            true => ScanResult::Incomplete,
            false => ScanResult::Infected,
        };
        return Ok((result, Some(name.to_string())));
    }
    if status.contains("size limit exceeded") {
        return Ok((ScanResult::Incomplete, Some("larger than the scanner takes".to_string())));
    }
    Err(ScanError::Answer(answer.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_clamd_are_understood() {
        assert_eq!(understood("stream: OK").unwrap(), (ScanResult::Clean, None));
        let found = understood("stream: Win.Test.EICAR_HDB-1 FOUND").unwrap();
        assert_eq!(found, (ScanResult::Infected, Some("Win.Test.EICAR_HDB-1".to_string())));
        let limit = understood("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND").unwrap();
        assert_eq!(limit.0, ScanResult::Incomplete);
        assert_eq!(
            understood("INSTREAM size limit exceeded. ERROR").unwrap().0,
            ScanResult::Incomplete
        );
        assert!(understood("UNKNOWN COMMAND").is_err());
        assert!(understood("").is_err());
    }
}
