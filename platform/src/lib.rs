//! What every service stands on.
//!
//! A service is a [`service::Definition`]: its name, port, migrations, the events it handles, and a
//! function that builds it from a [`service::Context`]. [`host`] runs any number of them in one
//! process. They reach one another only through the [`mesh`], which answers from this process or
//! over the network; nothing else knows which.

pub mod access;
pub mod audit;
pub mod blobs;
pub mod bus;
pub mod configuration;
pub mod host;
pub mod http;
pub mod identifier;
pub mod mesh;
pub mod service;
pub mod store;
pub mod telemetry;
