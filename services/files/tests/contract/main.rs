//! What files promises, asked of the real service over its router.

mod content;
mod refused;
mod resumable;
mod sharing;
mod support;
