//! The rules of telling people and programs.

pub mod alerts;
pub mod catalogue;
pub mod outward;
pub mod quiet;
pub mod signature;
