//! The service's tables and what is asked of them.

pub mod accounts;
pub mod attempts;
pub mod entities;
pub mod keys;
pub mod migrations;
pub mod sessions;
pub mod tenants;
pub mod tokens;
pub mod usage;
