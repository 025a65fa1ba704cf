//! The network address of the client whose request this task answers, as the gateway tells it.

use std::net::IpAddr;

use http::HeaderMap;

/// The client's network address, which the gateway tells services.
pub const CLIENT_ADDRESS_HEADER: &str = "x-ulam-client-address";

tokio::task_local! {
    static CURRENT: Option<IpAddr>;
}

/// The address of the client whose request this task answers, if it answers one of a client.
pub fn current() -> Option<IpAddr> {
    CURRENT.try_with(|address| *address).ok().flatten()
}

/// Does the work of a request that came from this address.
pub(super) async fn scope<T>(address: Option<IpAddr>, work: impl Future<Output = T>) -> T {
    CURRENT.scope(address, work).await
}

/// The address that a request tells.
pub(super) fn of_request(headers: &HeaderMap) -> Option<IpAddr> {
    headers.get(CLIENT_ADDRESS_HEADER)?.to_str().ok()?.parse().ok()
}
