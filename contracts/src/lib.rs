//! What the services say to one another and to clients: request, response and event types, one
//! module a service. Plain data, no logic.
//!
//! Conventions, the same everywhere:
//!
//! - Fields are in `snake_case`, enums' values too. Nothing is renamed on the way.
//! - An id is a text: a UUIDv7 in lower case with hyphens. A client treats it as opaque.
//! - A time is an RFC 3339 text in UTC: `2026-11-21T08:00:00.123Z`. Durations are numbers named
//!   `_seconds` or `_ms`, sizes `_bytes`.
//! - Numbers are finite. A statistic that the samples don't determine is `null`; a cell that holds an
//!   error is `{"error": "#N/A"}` ([`workbooks::CellValue`]).
//! - A cell is written as on the command line: `Sheet!A1` or a defined name; a distribution is a call:
//!   `Pert(8, 10, 15)`.
//! - A request body with a field that is not known is refused: a misspelt setting is never ignored.
//!   Answers may gain fields.
//! - Lists are pages ([`page::Page`]), errors are problems ([`problem::Problem`]).
//!
//! Types whose doc comment begins with "Internal" never pass the gateway. A service that needs more of
//! another than these asks its public endpoints through the mesh, on behalf of the same principal.
//!
//! `examples/schemas` lists every endpoint with its types, and prints them as an OpenAPI document.

// Messages are built one at a time and serialised at once: boxing their large variants saves nothing.
#![allow(clippy::large_enum_variant)]

pub mod blob;
pub mod compute;
pub mod event;
pub mod files;
pub mod gateway;
pub mod identity;
pub mod notifications;
pub mod page;
pub mod percent_keys;
pub mod permissions;
pub mod problem;
pub mod results;
pub mod saved_simulations;
pub mod sharing;
pub mod simulations;
pub mod workbooks;
