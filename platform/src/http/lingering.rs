//! Requests that are answered before their body has come whole.
//!
//! A server that closes a connection on which bytes are still coming resets it, and the client loses
//! the answer that says why (RFC 9112, section 9.6). What a handler leaves unread is therefore read
//! and thrown away for a while, as other servers do.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;
use hyper::body::Incoming;

/// The rest of a body is read for at most so long.
const LINGER: Duration = Duration::from_secs(30);
/// A client that has sent nothing for so long is not waited for.
const SILENCE: Duration = Duration::from_secs(5);

/// A body whose rest is read when nobody wants it any more.
pub(super) struct Lingering {
    incoming: Option<Incoming>,
    /// The client sends the body only when asked to (`Expect: 100-continue`), and nobody has asked.
    is_held_back: bool,
}

impl Lingering {
    /// A request with such a body, if it has one.
    pub(super) fn of(request: hyper::Request<Incoming>) -> hyper::Request<axum::body::Body> {
        let is_held_back = request.headers().contains_key(http::header::EXPECT);
        request.map(|incoming| match incoming.is_end_stream() {
            true => axum::body::Body::empty(),
            false => axum::body::Body::new(Lingering { incoming: Some(incoming), is_held_back }),
        })
    }
}

impl Body for Lingering {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        self.is_held_back = false;
        match &mut self.incoming {
            Some(incoming) => Pin::new(incoming).poll_frame(context),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.as_ref().map_or_else(|| SizeHint::with_exact(0), Body::size_hint)
    }
}

impl Drop for Lingering {
    fn drop(&mut self) {
        let Some(incoming) = self.incoming.take() else { return };
        if self.is_held_back || incoming.is_end_stream() {
            return;
        }
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(tokio::time::timeout(LINGER, thrown_away(incoming)));
        }
    }
}

async fn thrown_away(mut incoming: Incoming) {
    while let Ok(Some(Ok(_))) = tokio::time::timeout(SILENCE, incoming.frame()).await {}
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::extract::Request;
    use axum::routing::post;
    use http::StatusCode;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};
    use tokio_util::sync::CancellationToken;

    use super::*;

    /// A server whose endpoint refuses without reading, and a connection to it.
    async fn refused_at_once() -> TcpStream {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let refuse = |_: Request| async { (StatusCode::PAYLOAD_TOO_LARGE, "too large") };
        let router = Router::new().route("/", post(refuse));
        let server = crate::http::serve(listener, router, CancellationToken::new(), Duration::ZERO);
        tokio::spawn(server);
        TcpStream::connect(address).await.expect("a connection")
    }

    async fn answer(stream: &mut TcpStream) -> String {
        let mut bytes = vec![0; 4096];
        let read = stream.read(&mut bytes).await.expect("an answer");
        String::from_utf8_lossy(&bytes[..read]).into_owned()
    }

    #[tokio::test]
    async fn who_sends_all_before_listening_gets_the_answer_and_keeps_the_connection() {
        const BYTES: usize = 32 << 20;
        let mut stream = refused_at_once().await;
        for _ in 0..2 {
            let head = format!("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: {BYTES}\r\n\r\n");
            stream.write_all(head.as_bytes()).await.expect("a head");
            stream.write_all(&vec![b'1'; BYTES]).await.expect("a body that is taken to its end");
            let answer = answer(&mut stream).await;
            assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
            assert!(answer.ends_with("too large"), "{answer}");
        }
    }

    #[tokio::test]
    async fn who_asks_before_sending_is_not_made_to_send() {
        let mut stream = refused_at_once().await;
        let head =
            "POST / HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 1000\r\n\r\n";
        stream.write_all(head.as_bytes()).await.expect("a head");
        let answer = answer(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    }
}
