//! The commands, one file each.

pub mod audit;
pub mod backup;
pub mod calc;
pub mod check;
pub mod client;
pub mod compare;
pub mod config;
pub mod convert;
pub mod distributions;
pub mod events;
pub mod explain;
pub mod fit;
pub mod functions;
pub mod migrate;
pub mod model;
pub mod openapi;
pub mod replay;
pub mod reset_second_factor;
pub mod restore;
pub mod serve;
pub mod simulate;
