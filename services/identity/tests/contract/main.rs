//! What identity promises to its callers, against the real router and database.

mod audit;
mod organisation;
mod sign_in;
mod support;
