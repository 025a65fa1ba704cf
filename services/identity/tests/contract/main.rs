//! What identity promises to its callers, against the real router and database.

mod audit;
mod organisation;
mod second_factor;
mod sign_in;
mod support;
