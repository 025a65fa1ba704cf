//! The correlation id, which ties together the logs, events and answers of one request.

use http::HeaderMap;

use crate::identifier::new_id;

/// The header that carries it, in requests and answers.
pub const CORRELATION_HEADER: &str = "x-correlation-id";
const BYTES_MAX: usize = 64;

tokio::task_local! {
    static CURRENT: String;
}

/// The correlation id of the request that this task answers, if it answers one.
pub fn current() -> Option<String> {
    CURRENT.try_with(Clone::clone).ok()
}

/// Runs work under a correlation id.
pub async fn scope<T>(id: String, work: impl Future<Output = T>) -> T {
    CURRENT.scope(id, work).await
}

/// The id that a request brings, if it is short and harmless in a log; else a new one.
pub(super) fn of_request(headers: &HeaderMap) -> String {
    let brought = headers.get(CORRELATION_HEADER).and_then(|value| value.to_str().ok());
    let harmless = |id: &&str| {
        !id.is_empty()
            && id.len() <= BYTES_MAX
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    brought.filter(harmless).map_or_else(new_id, str::to_string)
}
