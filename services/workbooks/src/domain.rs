//! What is asked of a workbook that is open. No HTTP, no database.

pub mod calculate;
pub mod cells;
pub mod check;
pub mod dependencies;
pub mod describe;
pub mod export;
pub mod formula;
pub mod functions;
pub mod open;
pub mod references;
pub mod suggest;
pub mod value;
