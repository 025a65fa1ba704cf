//! What compute does, without HTTP or a database.

pub mod device;
pub mod memory;
pub mod metrics;
pub mod picture;
pub mod samples_stream;
pub mod trials;
