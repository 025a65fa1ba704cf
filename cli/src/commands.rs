//! The commands, one file each.

pub mod calc;
pub mod check;
pub mod compare;
pub mod distributions;
pub mod explain;
pub mod fit;
pub mod functions;
pub mod model;
pub mod replay;
pub mod simulate;
