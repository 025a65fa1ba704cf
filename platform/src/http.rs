//! HTTP as every service speaks it: problems, extractors, layers, health, the server.

mod client_address;
mod correlation;
mod error;
mod extract;
mod health;
mod layers;
mod lingering;
mod paging;
mod refusals;
mod requests;
mod server;

pub use client_address::{CLIENT_ADDRESS_HEADER, current as current_client_address};
pub use correlation::{
    CORRELATION_HEADER, current as current_correlation_id, scope as with_correlation_id,
};
pub use error::ApiError;
pub(crate) use error::chain as error_chain;
pub use extract::{Json, Path, Query};
pub(crate) use health::{Health, health_routes};
pub(crate) use layers::layered;
pub use paging::{Cursor, page_limit};
pub use refusals::Refusals;
pub use server::{ServerError, serve};
