//! Connections to an instance elsewhere, kept alive between calls.
//!
//! A connection is driven by the task that waits for its answer and by nobody while it is idle. With
//! a task of its own each call would go through two queues and wake a task on the way there and on
//! the way back.

use std::error::Error;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use axum::body::Body;
use bytes::Bytes;
use http::header::{HOST, HeaderValue, UPGRADE};
use http::{Request, Response, Uri};
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower::ServiceExt;

/// How long a connection that nobody uses is kept.
const IDLE_MAX: Duration = Duration::from_secs(60);

type BoxError = Box<dyn Error + Send + Sync>;

/// The connections to one instance.
pub(super) struct Connections {
    origin: Uri,
    host: HeaderValue,
    connector: HttpConnector,
    /// Those that nobody uses, the latest used last.
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    connection: Connection,
    since: Instant,
}

impl Connections {
    /// None yet to `origin`, an address of scheme, host and port; nothing if it lacks one of them.
    pub(super) fn new(origin: Uri, connector: HttpConnector) -> Option<Connections> {
        let host = HeaderValue::from_str(origin.authority()?.as_str()).ok()?;
        Some(Connections { origin, host, connector, idle: Mutex::new(Vec::new()) })
    }

    /// Sends a request, whose address is a path, and gives the answer as soon as its head is there.
    ///
    /// # Errors
    /// The instance can't be reached, or breaks off; the request's body does.
    pub(super) async fn send(
        self: &Arc<Self>,
        mut request: Request<Body>,
    ) -> Result<Response<Body>, BoxError> {
        request.headers_mut().insert(HOST, self.host.clone());
        if request.headers().contains_key(UPGRADE) {
            return self.send_for_tunnel(request).await;
        }
        while let Some(mut connection) = self.take_idle() {
            match connection.exchange(request).await {
                Ok(answer) => return Ok(self.streamed(connection, answer)),
                // It was closed in the meantime. What wasn't sent can be sent through another.
                Err(mut error) => match error.take_message() {
                    Some(unsent) => request = unsent,
                    None => return Err(error.into_error().into()),
                },
            }
        }
        let mut connection = self.connect().await?;
        let answer = connection.exchange(request).await.map_err(TrySendError::into_error)?;
        Ok(self.streamed(connection, answer))
    }

    /// A tunnel outlives its call: its connection is no other call's, and has a task.
    async fn send_for_tunnel(&self, request: Request<Body>) -> Result<Response<Body>, BoxError> {
        let Connection { mut sender, driver } = self.connect().await?;
        if let Some(driver) = driver {
            tokio::spawn(async move {
                if let Err(error) = driver.with_upgrades().await {
                    tracing::debug!(%error, "connection ended");
                }
            });
        }
        Ok(sender.send_request(request).await?.map(Body::new))
    }

    async fn connect(&self) -> Result<Connection, BoxError> {
        let stream = self.connector.clone().oneshot(self.origin.clone()).await?;
        let (sender, driver) = http1::handshake(stream).await?;
        Ok(Connection { sender, driver: Some(driver) })
    }

    /// The one used last that is still open.
    fn take_idle(&self) -> Option<Connection> {
        loop {
            let mut idle = self.idle().pop()?;
            if idle.since.elapsed() < IDLE_MAX && idle.connection.is_ready() {
                return Some(idle.connection);
            }
        }
    }

    fn keep(&self, connection: Connection) {
        let now = Instant::now();
        let mut idle = self.idle();
        let too_old = idle.partition_point(|idle| now.duration_since(idle.since) >= IDLE_MAX);
        idle.drain(..too_old);
        idle.push(Idle { connection, since: now });
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn streamed(
        self: &Arc<Self>,
        connection: Connection,
        answer: Response<Incoming>,
    ) -> Response<Body> {
        answer.map(|body| {
            let mut streamed = Streamed { body, connection: Some(connection), home: self.clone() };
            streamed.give_back_at_end();
            Body::new(streamed)
        })
    }
}

/// A connection and what moves its bytes.
struct Connection {
    sender: SendRequest<Body>,
    /// Nothing once it has ended.
    driver: Option<http1::Connection<TokioIo<TcpStream>, Body>>,
}

impl Connection {
    async fn exchange(
        &mut self,
        request: Request<Body>,
    ) -> Result<Response<Incoming>, TrySendError<Request<Body>>> {
        let mut answer = pin!(self.sender.try_send_request(request));
        poll_fn(|context| {
            self.drive(context);
            answer.as_mut().poll(context)
        })
        .await
    }

    /// Sends and receives what can be sent and received now.
    fn drive(&mut self, context: &mut Context<'_>) {
        if let Some(driver) = &mut self.driver
            && Pin::new(driver).poll(context).is_ready()
        {
            // Dropped, it tells whoever still waits for an answer.
            self.driver = None;
        }
    }

    /// Whether it is open and can take the next request.
    fn is_ready(&mut self) -> bool {
        self.drive(&mut Context::from_waker(Waker::noop()));
        self.driver.is_some() && self.sender.is_ready()
    }
}

/// The body of an answer, which drives its connection and gives it back at its end. Dropped before,
/// it closes the connection, so that the instance stops sending.
struct Streamed {
    body: Incoming,
    connection: Option<Connection>,
    home: Arc<Connections>,
}

impl Streamed {
    fn give_back_at_end(&mut self) {
        if http_body::Body::is_end_stream(&self.body)
            && let Some(mut connection) = self.connection.take()
            && connection.is_ready()
        {
            self.home.keep(connection);
        }
    }
}

impl http_body::Body for Streamed {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        // Only when asked does the body let its connection read on.
        let mut frame = Pin::new(&mut self.body).poll_frame(context);
        if frame.is_pending()
            && let Some(connection) = &mut self.connection
        {
            connection.drive(context);
            frame = Pin::new(&mut self.body).poll_frame(context);
        }
        if frame.is_ready() {
            self.give_back_at_end();
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::Router;
    use axum::routing::{any, get};
    use futures::StreamExt;
    use http::{Method, StatusCode};
    use http_body_util::BodyExt;
    use hyper_util::service::TowerToHyperService;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    const LARGE_BYTES: usize = 5_000_000;

    fn connections_to(listener: &TcpListener) -> Arc<Connections> {
        let origin = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        Arc::new(Connections::new(origin, HttpConnector::new()).unwrap())
    }

    /// A server that echoes, sends much, sends nothing or never ends; how often somebody connected.
    async fn server() -> (Arc<Connections>, Arc<AtomicUsize>) {
        let endless =
            || futures::stream::repeat(Bytes::from_static(b"x")).map(Ok::<_, std::io::Error>);
        let router = Router::new()
            .route("/echo", any(|body: Body| async { body }))
            .route("/large", get(|| async { vec![7_u8; LARGE_BYTES] }))
            .route("/nothing", any(|| async { StatusCode::NO_CONTENT }))
            .route("/endless", get(move || async move { Body::from_stream(endless()) }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let connections = connections_to(&listener);
        let accepted = Arc::new(AtomicUsize::new(0));
        let counted = accepted.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::Relaxed);
                let service = TowerToHyperService::new(router.clone());
                let server = hyper::server::conn::http1::Builder::new();
                tokio::spawn(server.serve_connection(TokioIo::new(stream), service));
            }
        });
        (connections, accepted)
    }

    fn request(method: Method, path: &'static str, body: Body) -> Request<Body> {
        Request::builder().method(method).uri(path).body(body).unwrap()
    }

    async fn answer(connections: &Arc<Connections>, request: Request<Body>) -> Bytes {
        let answer = connections.send(request).await.unwrap();
        assert!(answer.status().is_success());
        answer.into_body().collect().await.unwrap().to_bytes()
    }

    #[tokio::test]
    async fn calls_one_after_another_share_a_connection() {
        let (connections, accepted) = server().await;
        for _ in 0..20 {
            let echoed = answer(&connections, request(Method::POST, "/echo", "hello".into())).await;
            assert_eq!(echoed, "hello");
            for method in [Method::GET, Method::HEAD] {
                answer(&connections, request(method, "/nothing", Body::empty())).await;
            }
            let head = request(Method::HEAD, "/large", Body::empty());
            assert_eq!(answer(&connections, head).await, "");
        }
        assert_eq!(accepted.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn large_bodies_arrive_whole_both_ways() {
        let (connections, accepted) = server().await;
        let large = answer(&connections, request(Method::GET, "/large", Body::empty())).await;
        assert_eq!(large.len(), LARGE_BYTES);
        let pieces = (0..500).map(|piece| Ok::<_, std::io::Error>(vec![piece as u8; 10_000]));
        let body = Body::from_stream(futures::stream::iter(pieces));
        let echoed = answer(&connections, request(Method::POST, "/echo", body)).await;
        assert_eq!(echoed.len(), LARGE_BYTES);
        assert!(echoed.chunks(10_000).enumerate().all(|(piece, bytes)| bytes[0] == piece as u8));
        assert_eq!(accepted.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn calls_at_once_have_connections_of_their_own() {
        let (connections, accepted) = server().await;
        let calls =
            (0..10).map(|_| answer(&connections, request(Method::GET, "/large", Body::empty())));
        for large in futures::future::join_all(calls).await {
            assert_eq!(large.len(), LARGE_BYTES);
        }
        let made = accepted.load(Ordering::Relaxed);
        assert!((2..=10).contains(&made), "{made}");
        answer(&connections, request(Method::GET, "/nothing", Body::empty())).await;
        assert_eq!(accepted.load(Ordering::Relaxed), made);
    }

    #[tokio::test]
    async fn an_answer_that_is_left_closes_its_connection() {
        let (connections, accepted) = server().await;
        let endless =
            connections.send(request(Method::GET, "/endless", Body::empty())).await.unwrap();
        let mut body = endless.into_body().into_data_stream();
        assert!(body.next().await.unwrap().unwrap().starts_with(b"x"));
        drop(body);
        assert!(connections.take_idle().is_none());
        answer(&connections, request(Method::GET, "/nothing", Body::empty())).await;
        assert_eq!(accepted.load(Ordering::Relaxed), 2);
    }

    /// Answers one request on each connection and closes it, without having said so.
    #[tokio::test]
    async fn a_connection_that_the_instance_closed_is_replaced() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let connections = connections_to(&listener);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut head = [0; 1_024];
                let read = stream.read(&mut head).await.unwrap();
                assert!(read > 0);
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await.unwrap();
            }
        });
        for _ in 0..3 {
            // It may not be repeated once it was sent.
            let posted = request(Method::POST, "/", Body::empty());
            assert_eq!(answer(&connections, posted).await, "ok");
            // Until the end of the connection has arrived.
            while connections.idle().iter_mut().any(|idle| idle.connection.is_ready()) {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
    }

    #[tokio::test]
    async fn nobody_there_and_half_an_answer_are_errors() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let connections = connections_to(&listener);
        let served = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\n").await.unwrap();
        });
        let broken = connections.send(request(Method::GET, "/", Body::empty())).await;
        assert!(broken.is_err());
        served.await.unwrap();
        let refused = connections.send(request(Method::GET, "/", Body::empty())).await;
        assert!(refused.is_err());
        assert!(Connections::new("/path".parse().unwrap(), HttpConnector::new()).is_none());
    }
}
