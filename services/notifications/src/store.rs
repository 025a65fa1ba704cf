//! The service's tables and what is asked of them.

pub mod deliveries;
pub mod entities;
pub mod inbox;
pub mod migrations;
pub mod preferences;
pub mod rules;
pub mod webhooks;
