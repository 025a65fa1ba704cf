//! Results of real runs: files, workbooks, simulations, compute and results together, from an uploaded
//! workbook to what is made of its result.

mod house;

mod comparing;
mod deleting;
mod exporting;
mod looking;
mod replaying;
