//! The server in its shapes, all services in one process and each in its own, on SQLite and on
//! PostgreSQL: the same journey in each, and processes that are killed in the middle of it.

mod crashes;
mod journey;
#[path = "../support/stack.rs"]
mod stack;
mod user;
