//! Prints an OpenAPI document of the contracts, so that clients can be generated before a service
//! exists: `cargo run -p ulam-contracts --example schemas > schemas.json`. The document that is served
//! is made from the services' handlers.

mod document;

use utoipa::OpenApi;

fn main() -> Result<(), serde_json::Error> {
    println!("{}", serde_json::to_string_pretty(&document::Document::openapi())?);
    Ok(())
}
